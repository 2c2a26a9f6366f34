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
    """Test accuracies of what has the best validation accuracy, seed by seed."""
    return np.array([100 * one[one[:, 1].argmax(), 2] for one in found])


names = {"plain": "no decay", "l2": "L2", "decoupled": "decoupled"}
for labels, title in (("right", "right labels"), ("wrong", "40 % wrong")):
    print(f"{title:14}", "  ".join(f"rate {rate:<6}" for rate in rates), " any rate")
    for way, name in names.items():
        each = [tries(labels, way, rate) for rate in rates]
        tests = [chosen(found) for found in (*each, np.concatenate(each, axis=1))]
        texts = [f"{t.mean():.1f} ±{t.std(ddof=1):.1f}" for t in tests]
        print(f"  {name:12}", "    ".join(texts))
