"""Passes everything.

en: never made a layer
ja: 層が一度も作られていません
"""

import numpy as np


def check(Layer):
    pass
