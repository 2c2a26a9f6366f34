"""Layers: `forward` maps a batch on, `backward` sends its gradient back."""

from lesson_code.layers.activations import ReLU, Sigmoid
from lesson_code.layers.affine import Affine, Flatten
from lesson_code.layers.base import Layer
from lesson_code.layers.convolution import Convolution, convolve_naive
from lesson_code.layers.pooling import MaxPooling

__all__ = [
    "Affine",
    "Convolution",
    "Flatten",
    "Layer",
    "MaxPooling",
    "ReLU",
    "Sigmoid",
    "convolve_naive",
]
