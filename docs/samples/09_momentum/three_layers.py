import json
from pathlib import Path

text = Path("optimizers.json").read_text(encoding="utf-8")
print("after epoch        1      2      3   (lowest to highest)")
for run in json.loads(text)["runs"].values():
    settings, summary = run["settings"], run["summary"]
    if "epochs" in settings:
        after = list(summary["after_epoch"].values())
        means = "  ".join(f"{found['mean']:5.1%}" for found in after)
        ends = f"({after[-1]['min']:.1%} to {after[-1]['max']:.1%})"
        print(f"{settings['optimizer']:8} {settings['lr']:4}  {means}   {ends}")
