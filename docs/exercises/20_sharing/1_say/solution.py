import json

import numpy as np


def saved(rng):
    return json.dumps(rng.bit_generator.state)


def restore(rng, text):
    rng.bit_generator.state = json.loads(text)


rng = np.random.default_rng(0)
rng.random(1000)  # what a training drew before it was stopped
text = saved(rng)
print("never stopped", rng.permutation(8))

rng = np.random.default_rng(0)  # the program is started again
restore(rng, text)
print("resumed      ", rng.permutation(8))
