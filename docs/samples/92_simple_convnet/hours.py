import json
from pathlib import Path

measured = json.loads(Path("benchmark.json").read_text())["simple_convnet"]
steps = 20 * 60_000 // measured["batch"]
print(f"{steps} steps")
for name in ("textbook_ms", "ms", "torch_ms"):
    minutes = steps * measured[name] / 1000 / 60
    print(f"{name:11}  {measured[name]:6.1f} ms a step  {minutes:5.1f} minutes")
