"""Only the right class is moved.

en: Only the right class of each image
ja: 正解のクラスの勾配しかありません
"""


def logit_gradient(p, t):
    return t * (p - 1) / len(p)
