"""Measure how fast the package trains: against a textbook's code, PyTorch, and a loop.

    python scripts/benchmark.py                        everything, some minutes
    python scripts/benchmark.py --quick                fewer rounds, within a minute
    python scripts/benchmark.py --only import layout   these parts alone
    python scripts/benchmark.py --json docs/results/speed.json

Every ratio is the median of rounds in which both sides took turns, on the same two threads: believe
ratios taken in one run, not milliseconds of two. Where PyTorch is not installed it is left out.
What workers gain is measured by benchmark_workers.py.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[0] = str(ROOT)  # instead of scripts/, whose site.py and test.py are no modules for others

if __name__ == "__main__":  # before NumPy is imported, which reads this only then
    os.environ.update(OPENBLAS_NUM_THREADS="2", OMP_NUM_THREADS="2", MKL_NUM_THREADS="2")

import numpy as np  # noqa: E402

from lesson_code.windows import batch_last  # noqa: E402
from scripts.book import results  # noqa: E402
from scripts.speed import step_parts, steps  # noqa: E402
from scripts.speed.stopwatch import (  # noqa: E402
    import_seconds,
    interleaved,
    peak_megabytes,
    ratios,
    significant,
    spread,
)

INFERENCE_IMAGES = 10_000
BATCHES = [16, 32, 64, 128, 256, 512, 1024]

Results = dict[str, Any]


def main(arguments: list[str] | None = None) -> int:
    """Measure what the command line names; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="benchmark.py",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--quick", action="store_true", help="fewer rounds: a minute")
    parser.add_argument("--json", metavar="FILE", type=Path, help="write the results there")
    parser.add_argument(
        "--only", metavar="NAME", nargs="+", choices=PARTS, help=f"of {', '.join(PARTS)}"
    )
    options = parser.parse_args(arguments)
    if not steps.has_torch():
        print("PyTorch is not installed: what is measured against it is left out.")
    halves = steps.in_halves()
    print("Our two threads share", "the batch, by DataParallel." if halves else "BLAS alone.")
    measured: Results = {
        "provenance": results.provenance(),
        "quick": options.quick,
        "threads": steps.THREADS,
        "in_halves": halves,
    }
    start = time.perf_counter()
    for name in options.only or PARTS:
        print(f"{name} ...", end=" ", flush=True)
        part_start = time.perf_counter()
        measured[name] = PARTS[name](options.quick)
        print(f"{time.perf_counter() - part_start:.0f} s")
    print()
    for line in table(measured):
        print(line)
    print(f"\n{time.perf_counter() - start:.0f} s")
    if options.json:
        results.write(options.json, measured)
        print(f"written: {options.json}")
    return 0


# ---- what is measured


def simple_convnet(quick: bool) -> Results:
    """A step against the textbook's and PyTorch's, inference, memory."""
    x, t = steps.images("simple_convnet", steps.BATCH)
    competitors = {"textbook": steps.textbook(x, t), **_both("simple_convnet")}
    seconds = interleaved(competitors, rounds=7 if quick else 41)
    found = {
        "batch": steps.BATCH,
        **spread("ms", seconds["ours"], 1000),
        **spread("textbook_ms", seconds["textbook"], 1000),
        **spread("textbook_ratio", ratios(seconds["textbook"], seconds["ours"])),
    }
    if "torch" in seconds:
        found |= spread("torch_ms", seconds["torch"], 1000)
        found |= spread("torch_ratio", ratios(seconds["ours"], seconds["torch"]))
    return found | inference(quick) | memory("simple_convnet", quick)


def deep_convnet(quick: bool) -> Results:
    """A step against PyTorch's, memory."""
    seconds = interleaved(_both("deep_convnet"), rounds=5 if quick else 21, warm_up=1)
    found = {"batch": steps.BATCH, **spread("ms", seconds["ours"], 1000)}
    if "torch" in seconds:
        found |= spread("torch_ms", seconds["torch"], 1000)
        found |= spread("torch_ratio", ratios(seconds["ours"], seconds["torch"]))
    return found | memory("deep_convnet", quick)


def _both(network: str) -> dict[str, steps.Step]:
    x, t = steps.images(network, steps.BATCH)
    both = {"torch": steps.torch(network, x, t)} if steps.has_torch() else {}
    return {**both, "ours": steps.ours(network, x, t)}


def inference(quick: bool) -> Results:
    """Answers of `simple_convnet` for ten thousand images."""
    x, _ = steps.images("simple_convnet", INFERENCE_IMAGES)
    both = {"ours": steps.our_inference(x)}
    if steps.has_torch():
        both["torch"] = steps.torch_inference(x)
    seconds = interleaved(both, rounds=3 if quick else 11, warm_up=1)
    found = {"inference_images": len(x), **spread("inference_s", seconds["ours"])}
    if "torch" in seconds:
        found |= spread("inference_torch_s", seconds["torch"])
        found |= spread("inference_torch_ratio", ratios(seconds["ours"], seconds["torch"]))
    return found


def memory(network: str, quick: bool) -> Results:
    """Peak memory of a training step, each in processes of its own."""
    times = 1 if quick else 5
    ours = peak_megabytes("ours", network, times)
    if ours is None:
        return {}
    found = spread("memory_mb", ours)
    if steps.has_torch():
        theirs = peak_megabytes("torch", network, times) or []
        found |= spread("torch_memory_mb", theirs)
        found |= spread("memory_ratio", ratios(ours, theirs))
    return found


def sigmoid_mlp(quick: bool) -> Results:
    """A step on a mini-batch of ten against the loop over its samples."""
    ours, loop = steps.mlp()
    seconds = interleaved({"loop": loop, "ours": ours}, rounds=15 if quick else 101)
    return {
        "batch": 10,
        **spread("ms", seconds["ours"], 1000),
        **spread("loop_ms", seconds["loop"], 1000),
        **spread("loop_ratio", ratios(seconds["loop"], seconds["ours"])),
    }


def import_time(quick: bool) -> Results:
    """What `import lesson_code` takes beyond NumPy's own import."""
    return spread("seconds", import_seconds("lesson_code", after="numpy", times=5 if quick else 21))


def batch_size(quick: bool) -> list[Results]:
    """Steps of `simple_convnet` at growing batch sizes: is the cost linear?"""
    competitors = {
        str(n): steps.ours("simple_convnet", *steps.images("simple_convnet", n)) for n in BATCHES
    }
    seconds = interleaved(competitors, rounds=5 if quick else 21)
    return [
        {
            "batch": n,
            **spread("ms", seconds[str(n)], 1000),
            **spread("ms_per_image", seconds[str(n)], 1000 / n),
        }
        for n in BATCHES
    ]


def layout(quick: bool) -> Results:
    """One pass over the same array in two memory layouts; and two ways to write ReLU."""
    rng = np.random.default_rng(0)
    first = rng.standard_normal((100, 30, 24, 24), np.float32)
    found: Results = {"shape": list(first.shape)}
    for name, one_pass in PASSES.items():
        seconds = interleaved(
            {
                f"batch_{place}": lambda x=x, one_pass=one_pass: one_pass(x)
                for place, x in (("first", first), ("last", batch_last(first)))
            },
            rounds=5 if quick else 51,
        )
        found[name] = {}
        for place, values in seconds.items():
            found[name] |= spread(f"{place}_ms", values, 1000)
    seconds = interleaved(
        {"clip": lambda: PASSES["relu"](first), "maximum": lambda: np.maximum(first, 0)},
        rounds=5 if quick else 51,
    )
    return found | spread("maximum_to_clip", ratios(seconds["maximum"], seconds["clip"]))


PASSES: dict[str, Callable[[np.ndarray], Any]] = {
    "relu": lambda x: np.clip(x, 0, np.inf),
    "max_2x2": lambda x: np.maximum(
        np.maximum(x[:, :, ::2, ::2], x[:, :, ::2, 1::2]),
        np.maximum(x[:, :, 1::2, ::2], x[:, :, 1::2, 1::2]),
    ),
    "sum_over_batch": lambda x: x.sum(axis=0),
}


def profile(quick: bool) -> Results:
    """Where the time of a step goes, in the textbook and in the package."""
    rounds = 7 if quick else 31
    return {"textbook": step_parts.textbook(rounds), "ours": step_parts.ours(rounds)}


PARTS: dict[str, Callable[[bool], Any]] = {
    "simple_convnet": simple_convnet,
    "deep_convnet": deep_convnet,
    "sigmoid_mlp": sigmoid_mlp,
    "import": import_time,
    "batch_size": batch_size,
    "layout": layout,
    "profile": profile,
}


# ---- what is printed

ROWS = [
    ("simple_convnet", "textbook_ratio", "textbook / ours", "at least 15"),
    ("simple_convnet", "torch_ratio", "ours / PyTorch", "at most 1"),
    ("simple_convnet", "inference_torch_ratio", "inference, ours / PyTorch", "at most 1"),
    ("simple_convnet", "memory_ratio", "memory, ours / PyTorch", "at most 1.5"),
    ("simple_convnet", "ms", "ours, ms a step", ""),
    ("simple_convnet", "inference_s", "inference of 10 000 images, s", ""),
    ("simple_convnet", "memory_mb", "memory, MB", ""),
    ("deep_convnet", "torch_ratio", "ours / PyTorch", "at most 1.5"),
    ("deep_convnet", "memory_ratio", "memory, ours / PyTorch", "at most 1.5"),
    ("deep_convnet", "ms", "ours, ms a step", ""),
    ("deep_convnet", "memory_mb", "memory, MB", ""),
    ("sigmoid_mlp", "loop_ratio", "loop / ours", "at least 20"),
    ("sigmoid_mlp", "ms", "ours, ms a step", ""),
    ("import", "seconds", "beyond NumPy, s", "below 0.2"),
]


def table(measured: Results) -> list[str]:
    """Return what was measured as lines of text."""
    lines = [f"{'':16}{'':30}{'median':>10}  {'quartiles':20}wanted"]
    for part, key, name, wanted in ROWS:
        if key in measured.get(part, {}):
            values = measured[part]
            low, high = values[f"{key}_quartiles"]
            lines.append(
                f"{part:16}{name:30}{values[key]:10.4g}  {f'{low:.4g} to {high:.4g}':20}{wanted}"
            )
    for row in measured.get("batch_size", []):
        name = f"{row['batch']} images: ms, ms an image"
        lines.append(f"{'batch_size':16}{name:30}{row['ms']:10.4g}  {row['ms_per_image']:.4g}")
    for name in PASSES if "layout" in measured else ():
        first, last = (measured["layout"][name][f"batch_{place}_ms"] for place in ("first", "last"))
        title = f"{name}: ms, batch first, last"
        lines.append(f"{'layout':16}{title:30}{first:10.4g}  {last:.4g}")
    if "layout" in measured:
        ratio = measured["layout"]["maximum_to_clip"]
        lines.append(f"{'layout':16}{'maximum(x, 0) / clip(x, 0, inf)':30}{ratio:10.4g}")
    for side, parts in measured.get("profile", {}).items():
        for name, ms in parts.items():
            lines.append(f"{'profile':16}{f'{side}: {name}':42}{ms:8.4g} ms")
        lines.append(f"{'profile':16}{f'{side}: sum':42}{significant(sum(parts.values())):8.4g} ms")
    return lines


if __name__ == "__main__":
    sys.exit(main())
