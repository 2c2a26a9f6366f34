"""A new generator comes back, and the one handed over stays.

en: A new generator came back, and the one that was handed over
ja: 新しい生成器が返ってきましたが、渡した生成器は元のままです。層が持っ
"""

import json

import numpy as np


def restore(rng, text):
    rng = np.random.default_rng()
    rng.bit_generator.state = json.loads(text)
    return rng
