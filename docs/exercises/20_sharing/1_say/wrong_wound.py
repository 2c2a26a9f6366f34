"""As many numbers are drawn as in the example.

en: After 0 numbers were drawn it goes on in another way. It
ja: それまでに 0 個引いていると、続きが違います。何個引いたかを数える
"""


def restore(rng, text):
    rng.random(1000)
