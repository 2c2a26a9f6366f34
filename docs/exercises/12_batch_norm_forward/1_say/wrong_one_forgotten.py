"""Avoids a division that does no harm.

en: only the last batch is left
ja: 残るのは最後のバッチだけ
"""


def age(momentum):
    return (1 - momentum) / momentum if momentum < 1 else 1.0
