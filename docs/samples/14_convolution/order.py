import json
from pathlib import Path

runs = json.loads(Path("convolution_sees.json").read_text(encoding="utf-8"))["runs"]
sizes = (1000, 5000, 20_000)
means = {}
print("test accuracy in %, mean of five seeds (smallest to largest)")
print("images              " + "".join(f"{size:>19}" for size in sizes))
for network in ("affine", "convolution"):
    for order in ("kept", "shuffled"):
        name = f"{network}, {order}"
        print(f"{name:21}", end="")
        means[name] = []
        for size in sizes:
            found = runs[f"order-{network}-{order}-{size}"]["summary"]["test_accuracy"]
            mean, low, high = (100 * found[key] for key in ("mean", "min", "max"))
            means[name].append(mean)
            print(f" {mean:4.1f} ({low:.1f} to {high:.1f})", end="")
        print()

# Drawing
import matplotlib.pyplot as plt

plt.figure(figsize=(5.6, 3.2))
for (name, accuracies), style in zip(
    means.items(), ("C0o-", "C0s--", "C1^-", "C1v--"), strict=True
):
    plt.plot(sizes, accuracies, style, label=name)
plt.xscale("log")
plt.xticks(sizes, [f"{size:,}" for size in sizes])
plt.minorticks_off()
plt.xlabel("training images")
plt.ylabel("test accuracy in %")
plt.legend()
plt.show()
