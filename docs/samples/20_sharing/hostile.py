import pickle
from pathlib import Path

import numpy as np


class Weights:
    def __reduce__(self):  # how to make me anew: call print with this text
        return print, ("   ... and this line was run by loading a file",)


data = pickle.dumps(Weights())
print(f"pickle.loads, {len(data)} bytes")
pickle.loads(data)

np.savez("weights.npz", W=np.array([Weights()], dtype=object))
for allowed in (True, False):
    print(f"np.load with allow_pickle={allowed}")
    try:
        with np.load("weights.npz", allow_pickle=allowed) as archive:
            archive["W"]
    except ValueError as error:
        print("   ValueError:", error)
Path("weights.npz").unlink()
