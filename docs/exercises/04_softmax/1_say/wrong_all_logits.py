"""Divides by the number of all logits.

en: the number of all logits
ja: ロジット全部の数
"""

import numpy as np


def logit_gradient(p, t):
    return (p - t) / p.size
