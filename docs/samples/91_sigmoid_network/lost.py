import json
from pathlib import Path

runs = json.loads(Path("lost_digits.json").read_text(encoding="utf-8"))["runs"]
changes = {
    "30": "30 units",
    "30-wider": "  output weights / 0.55",
    "30-longer": "  learning rate / 0.3",
    "100": "100 units",
    "100-narrower": "  output weights x 0.55",
    "100-narrowest": "  output weights x 0.1",
    "100-centred": "  biases: mean z is 0",
    "100-shorter": "  learning rate x 0.3",
    "100-shorter-as-far": "  the same, 7 epochs",
    "100-slow-start": "  100 steps at 0.3 first",
    "100-hidden-slower": "  hidden layer x 0.55",
}

print("                          z varies by   lost of 200   per seed")
for name, change in changes.items():
    run = runs[f"few-{name}"]["summary"]
    z, lost = run["first_z_between_images"]["mean"], run["lost_per_seed"]
    spread = f"{lost['mean']:.1f} +- {lost['std']:.1f}"
    print(f"{change:25} {z:8.1f} {run['lost']:13}      {spread}")

# Drawing
import matplotlib.pyplot as plt

figure, ax = plt.subplots(figsize=(5.4, 3.6))
means = [runs[f"few-{name}"]["summary"]["lost_per_seed"] for name in changes]
colors = ["C0" if name.startswith("30") else "C1" for name in changes]
ax.barh(
    [change.strip() for change in changes.values()],
    [lost["mean"] for lost in means],
    xerr=[lost["std"] / 20**0.5 for lost in means],
    color=colors,
)
ax.invert_yaxis()
ax.set_xlabel("lost digits of a seed")
plt.show()
