"""Divides by the number of all logits.

en: the number of all logits
ja: ロジット全部の数
"""


def logit_gradient(p, t):
    return (p - t) / p.size
