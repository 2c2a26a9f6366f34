import io
import os
from pathlib import Path

import numpy as np


def written(seed):
    """The bytes of an .npz file."""
    file = io.BytesIO()
    np.savez(file, W=np.random.default_rng(seed).standard_normal((20, 10)))
    return file.getvalue()


def loads(file):
    try:
        with open(file, "rb") as opened, np.load(opened) as archive:
            return archive["W"].shape == (20, 10)
    except Exception:  # a file that ends anywhere can fail in any way
        return False


def straight(data, end):
    with open("weights.npz", "wb") as file:
        file.write(data[:end])  # killed here


def renamed(data, end):
    with open("weights.npz.part", "wb") as file:
        file.write(data[:end])  # killed here ...
    if end == len(data):  # ... and so it does not come to this
        os.replace("weights.npz.part", "weights.npz")


old, new = written(0), written(1)
ends = range(0, len(new), 10)
for write in (straight, renamed):
    usable = 0
    for end in ends:
        renamed(old, len(old))  # yesterday's file, whole
        write(new, end)
        usable += loads("weights.npz")
    print(f"{write.__name__:8} killed {len(ends)} times, whole file {usable} times")
renamed(new, len(new))
print("not killed: today's file", loads("weights.npz"))
Path("weights.npz").unlink()
