import json
from pathlib import Path

text = Path("batch_norm_helps.json").read_text(encoding="utf-8")
runs = [r for n, r in json.loads(text)["runs"].items() if n[:3] == "ave"]
factors = ("0", "0_5", "0_9", "0_99", "0_999")
print("accuracy in %   momentum")
print("batch  steps     0   0.5   0.9  0.99 0.999  arithmetic  exact  moved")
for run in runs:
    size, summary = run["settings"]["batch_size"], run["summary"]
    means = {k: 100 * v["mean"] for k, v in summary["accuracies"].items()}
    row = " ".join(f"{means[m]:5.1f}" for m in factors)
    last = f"{means['arithmetic']:11.1f} {means['exact']:6.1f}"
    moved = f"{summary['moved']['mean']:6.2f}"
    print(f"{size:5} {3200 // size:6} {row} {last} {moved}")
for size, m in (("4", "0"), ("4", "0_99"), ("200", "0"), ("200", "0_99")):
    [run] = [r for r in runs if r["settings"]["batch_size"] == int(size)]
    low, high = (100 * run["summary"]["accuracies"][m][k] for k in ("min", "max"))
    print(f"N = {size}, m = {m.replace('_', '.')}: {low:.1f} to {high:.1f}")
