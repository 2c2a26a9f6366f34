"""Looks for NaN in b alone.

en: NaN must not pass
ja: NaNを合格させては
"""

import numpy as np


def my_relative_error(a, b):
    if a.shape != b.shape:
        raise ValueError(f"a has shape {a.shape}, b has shape {b.shape}")

    if np.isnan(b).any():
        return np.nan
    scale = np.nanmax(np.abs(a) + np.abs(b))
    if scale == 0:
        return 0.0
    return float(np.nanmax(np.abs(a - b)) / scale)
