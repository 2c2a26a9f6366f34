import json
from pathlib import Path

text = Path("convolution_sees.json").read_text(encoding="utf-8")
runs = json.loads(text)["runs"]
sizes = (1000, 5000, 20_000)
print("test accuracy in %, mean of five seeds (smallest to largest)")
print("images               " + "".join(f"{size:17}" for size in sizes))
for network in ("affine", "convolution"):
    for order in ("kept", "shuffled"):
        print(f"{network + ', ' + order:21}", end="")
        for size in sizes:
            summary = runs[f"order-{network}-{order}-{size}"]["summary"]
            found = summary["test_accuracy"].items()
            of = {key: f"{100 * value:.1f}" for key, value in found}
            print(f" {of['mean']} ({of['min']}-{of['max']})", end="")
        print()
