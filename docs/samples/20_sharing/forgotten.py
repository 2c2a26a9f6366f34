import json
from pathlib import Path

runs = json.loads(Path("forgotten.json").read_text())["runs"]
WORDS = {
    "first_loss": "loss at once",
    "accuracy_at_once": "accuracy at once",
    "next_loss": "next loss",
    "last_loss": "last loss",
    "last_accuracy": "last accuracy",
}


def figures(name, figure):
    """One number for each seed."""
    seeds = runs[name]["seeds"].values()
    if figure == "last_accuracy":
        return [seed["accuracies"][-1] for seed in seeds]
    return [seed[figure] for seed in seeds]


print(f"{'left out':26} loss x  once   last   bits  what shows")
for name, run in runs.items():
    optimizer = name.partition("-")[0]
    whole = f"{optimizer}-nothing"
    if name.startswith("often"):
        whole = name.replace("generator", "nothing")
    shows = []
    for figure in WORDS:
        never, found = figures(whole, figure), figures(name, figure)
        if all(value < min(never) or value > max(never) for value in found):
            shows.append(WORDS[figure])
    s = run["summary"]
    print(
        f"{name:26} {s['first_loss_ratio']['mean']:5.2f} "
        f"{s['accuracy_at_once']['mean']:6.1%} {s['last_accuracy']['mean']:6.2%} "
        f"{s['bit_equal']:2} of {s['seeds']} "
        f"{', '.join(shows) or 'nothing'}"
    )

# Drawing
import matplotlib.pyplot as plt
import numpy as np

seed = runs["momentum-all_but_weights"]["seeds"]["0"]
figure, axes = plt.subplots(1, 2, figsize=(6.4, 2.6), sharey=True)
for ax, title, kind in zip(axes, "AB", ("losses", "whole_losses"), strict=True):
    losses = seed[kind]
    ax.plot(range(1, len(losses) + 1), losses)
    ax.set(title=title, xlabel="step since resuming", ylim=(0, 0.35))
axes[0].set_ylabel("loss")
plt.show()

figure, ax = plt.subplots(figsize=(6.4, 4))
STYLES = {"v": "-", "m_v": "-.", "m": ":", "m_v_t": (0, (5, 1)), "t": "--"}
for forgotten, style in STYLES.items():
    seeds = runs[f"adam-{forgotten}"]["seeds"].values()
    ratios = [np.divide(seed["losses"], seed["whole_losses"]) for seed in seeds]
    mean = np.exp(np.mean(np.log(ratios), axis=0))
    ax.plot(range(1, len(mean) + 1), mean, ls=style, label=forgotten.replace("_", ", "))
ax.axhline(1, color="gray", lw=0.8)
ax.set(xlabel="step since resuming", ylabel="loss / never stopped", yscale="log")
ax.legend(title="forgotten", ncols=5, loc="lower center", bbox_to_anchor=(0.5, 1))
plt.show()
