import json
from pathlib import Path

measured = json.loads(Path("benchmark.json").read_text(encoding="utf-8"))
profile = measured["profile"]
groups = {
    "Convolution": "Convolution",
    "ReLU": "ReLU",
    "MaxPooling": "MaxPooling",
    "Affine": "Affine",
    "optimizer": "Adam",
    "input gradient": "input_gradient",
    "second forward": "network.loss",
}
parts = {
    side: {
        label: sum(ms for name, ms in profile[side].items() if part in name)
        for part, label in groups.items()
    }
    for side in ("textbook", "ours")
}
for side, found in parts.items():
    print(side)
    for label, ms in found.items():
        if ms:
            print(f"    {label:15} {100 * ms / sum(profile[side].values()):4.0f} %")

# Drawing
import matplotlib.pyplot as plt

hatches = ["", "//", "", "..", "", "xx", "\\\\"]
figure, boards = plt.subplots(2, figsize=(5.4, 5), sharey=True)
for row, side in enumerate(parts):
    whole = sum(profile[side].values())
    left = 0.0
    for i, ms in enumerate(parts[side].values()):
        style = {"color": f"C{i % 6}", "hatch": hatches[i], "edgecolor": "w"}
        boards[0].barh(row, ms, left=left, **style)
        boards[1].barh(row, 100 * ms / whole, left=100 * left / whole, **style)
        left += ms
boards[0].set(xlabel="ms", yticks=[0, 1], yticklabels=["textbook", "lesson_code"])
boards[1].set(xlabel="%", xlim=(0, 100))
boards[0].invert_yaxis()
figure.legend(groups.values(), ncols=3, loc="outside upper center", fontsize=10)
plt.show()
