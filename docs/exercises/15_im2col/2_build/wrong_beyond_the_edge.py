"""Lets windows begin that do not fit any more.

en: reach beyond the last position
ja: 最後の位置をはみ出す
"""

import numpy as np


def count_windows(size, filter_size, stride=1, pad=0):
    counts = np.zeros(size + 2 * pad)
    for start in range(0, len(counts), stride):
        counts[start : start + filter_size] += 1
    return counts[pad : pad + size]
