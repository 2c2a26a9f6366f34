import json
from pathlib import Path

import numpy as np

text = Path("adam_decay.json").read_text(encoding="utf-8")
runs = json.loads(text)["runs"]
rates = (0.001, 0.003, 0.01)


def tries(labels, way, rate):
    """Of each seed at one rate: decay, validation and test accuracy of each try."""
    seeds = runs[f"{labels}-{way}-{rate:g}".replace(".", "_")]["seeds"]
    return np.array([one["tries"] for one in seeds.values()])


def chosen(found):
    """Decay and test accuracy of the best try by validation, seed by seed."""
    return np.array([one[one[:, 1].argmax(), ::2] for one in found]).T


names = {"plain": "no decay", "l2": "L2", "decoupled": "decoupled"}
for labels, title in (("right", "right labels"), ("wrong", "40 % wrong")):
    heads = [*(f"rate {rate}" for rate in rates), "any rate"]
    print(f"{title:14}", "".join(f"{head:13}" for head in heads) + "best decay")
    last = {}
    for way, name in names.items():
        each = [tries(labels, way, rate) for rate in rates]
        each.append(np.concatenate(each, axis=1))
        texts = []
        for found in each:
            decays, last[way] = chosen(found) * [[1], [100]]
            texts.append(f"{last[way].mean():.1f} ±{last[way].std(ddof=1):.1f}")
        print(f"  {name:12}", "".join(f"{t:13}" for t in texts), np.median(decays))
    ahead = np.sum(last["decoupled"] > last["l2"])
    print(f"  decoupled ahead of L2 in {ahead} of {len(last['l2'])} seeds")
