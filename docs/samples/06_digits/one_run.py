import json
from itertools import combinations, product
from pathlib import Path

text = Path("sigmoid_network.json").read_text(encoding="utf-8")
best = {}
for name, run in json.loads(text)["runs"].items():
    curves = [one["epochs"] for one in run["seeds"].values()]
    best[name] = [max(epoch["test_accuracy"] for epoch in curve) for curve in curves]
small, large = best["784-30-10"], best["784-100-10"]

pairs = list(product(small, large))
print("one run each, 100 wins:", sum(b > a for a, b in pairs), "of", len(pairs))

for name, accuracies in best.items():
    threes = [max(three) for three in combinations(accuracies, 3)]
    good = sum(accuracy > 0.9 for accuracy in accuracies)
    shown = sum(accuracy > 0.9 for accuracy in threes)
    print(f"{name:10}  above 90 %: {good} of {len(accuracies)} runs,", end=" ")
    print(f"{shown} of {len(threes)} times the best of three")

gap = round(10_000 * (0.9542 - 0.9533))
learned = [a for a in small if a > 0.9]
print("95.42 % - 95.33 % =", gap, "images of 10000")
print("seeds that learned:", round(10_000 * (max(learned) - min(learned))), "images")
p, n = max(small), 10_000
print(f"another {n} test images: +- {(n * p * (1 - p)) ** 0.5:.0f} images")
