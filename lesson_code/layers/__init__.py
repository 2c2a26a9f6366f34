"""Layers: `forward` maps a batch on, `backward` sends its gradient back."""

from lesson_code.layers.activations import LeakyReLU, ReLU, Sigmoid, Tanh
from lesson_code.layers.affine import Affine, Flatten
from lesson_code.layers.base import Layer
from lesson_code.layers.convolution import Convolution, convolve_naive
from lesson_code.layers.dropout import Dropout
from lesson_code.layers.normalization import BatchNormalization, LocalResponseNormalization, Scale
from lesson_code.layers.pooling import AveragePooling, MaxPooling

__all__ = [
    "Affine",
    "AveragePooling",
    "BatchNormalization",
    "Convolution",
    "Dropout",
    "Flatten",
    "Layer",
    "LeakyReLU",
    "LocalResponseNormalization",
    "MaxPooling",
    "ReLU",
    "Scale",
    "Sigmoid",
    "Tanh",
    "convolve_naive",
]
