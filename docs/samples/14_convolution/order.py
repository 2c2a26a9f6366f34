import json
from pathlib import Path

runs = json.loads(Path("convolution_sees.json").read_text(encoding="utf-8"))["runs"]
sizes = (1000, 5000, 20_000)
print("test accuracy in %, mean of five seeds (smallest to largest)")
print("images              " + "".join(f"{size:>19}" for size in sizes))
for network in ("affine", "convolution"):
    for order in ("kept", "shuffled"):
        print(f"{network + ', ' + order:21}", end="")
        for size in sizes:
            found = runs[f"order-{network}-{order}-{size}"]["summary"]["test_accuracy"]
            mean, low, high = (100 * found[key] for key in ("mean", "min", "max"))
            print(f" {mean:4.1f} ({low:.1f} to {high:.1f})", end="")
        print()
