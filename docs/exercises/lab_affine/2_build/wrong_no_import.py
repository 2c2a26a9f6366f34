"""Uses a name that it did not import.

en: stopped in line 9 with NameError: name 'np'
ja: 9 行目で止まりました（NameError: name 'np'
"""


def check(Layer):
    layer = Layer(np.eye(2), np.ones(2))  # noqa: F821
    assert (layer.forward([[1.0]]) == 1).all()
