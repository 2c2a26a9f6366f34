"""Uses a name that it did not import.

en: stopped in line 9 with NameError: name 'np'
ja: 9 行目で止まりました（NameError: name 'np'
"""


def check(Layer):
    layer = Layer(np.eye(2), np.ones(2))
    assert np.allclose(layer.forward(np.eye(2)), np.eye(2) + 1)
