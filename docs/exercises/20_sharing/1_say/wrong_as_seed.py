"""The state is taken for a seed.

en: The state was used as a seed. A seed is scrambled before it
ja: 状態の数を、シードとして使っています。シードはかき混ぜられてから状態
"""

import json

import numpy as np


def restore(rng, text):
    seed = json.loads(text)["state"]["state"]
    rng.bit_generator.state = np.random.default_rng(seed).bit_generator.state
