"""Uses Python's max, which passes over a NaN that is not the first.

en: NaN must not pass
ja: NaNを合格させては
"""


def my_relative_error(a, b):
    if a.shape != b.shape:
        raise ValueError(f"a has shape {a.shape}, b has shape {b.shape}")

    largest = scale = 0.0
    for u, v in zip(a.flat, b.flat, strict=True):
        largest, scale = max(largest, abs(u - v)), max(scale, abs(u) + abs(v))
    return largest / scale if scale else 0.0
