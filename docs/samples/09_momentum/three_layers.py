import json
from pathlib import Path

text = Path("optimizers.json").read_text(encoding="utf-8")
print("test accuracy after epoch     1       2       3   (3: lowest, highest)")
for run in json.loads(text)["runs"].values():
    settings, summary = run["settings"], run["summary"]
    if "epochs" in settings:
        after = list(summary["after_epoch"].values())
        means = "  ".join(f"{found['mean']:6.2%}" for found in after)
        ends = f"{after[-1]['min']:.2%}, {after[-1]['max']:.2%}"
        name = f"{settings['optimizer']}, rate {settings['lr']}"
        print(f"{name:24}  {means}   {ends}")
