"""Half a number that was left over is forgotten.

en: An odd count of 32-bit numbers was drawn, and half of a
ja: 32 ビットの乱数を奇数個引くと、64 ビットの半分が、次のために残
"""

import json


def restore(rng, text):
    state = rng.bit_generator.state
    state["state"] = json.loads(text)["state"]
    rng.bit_generator.state = state
