"""Neural networks from scratch: plain NumPy, made to be read.

Images are (N, C, H, W), features (N, D), labels integers of shape (N,) or one-hot (N, K).
Parameters are float32 unless asked otherwise; nothing is random but through a
`numpy.random.Generator` that is handed in.
"""

from lesson_code.checkpoint import BadCheckpointError, load_params, save_params
from lesson_code.datasets import DamagedFileError, batches, load_mnist
from lesson_code.functions import log_softmax, one_hot, sigmoid, sigmoid_derivative, softmax
from lesson_code.gradient_check import check_gradients, numerical_gradient, relative_error
from lesson_code.initializers import normal
from lesson_code.layers import (
    Affine,
    Convolution,
    Flatten,
    Layer,
    MaxPooling,
    ReLU,
    Sigmoid,
    convolve_naive,
)
from lesson_code.losses import SoftmaxCrossEntropy
from lesson_code.models import MODELS, simple_convnet
from lesson_code.network import Sequential
from lesson_code.optimizers import SGD, Adam
from lesson_code.trainer import Epoch, Trainer
from lesson_code.windows import add_windows, col2im, conv_output_size, extract_windows, im2col

__version__ = "0.1.0"

__all__ = [
    "MODELS",
    "SGD",
    "Adam",
    "Affine",
    "BadCheckpointError",
    "Convolution",
    "DamagedFileError",
    "Epoch",
    "Flatten",
    "Layer",
    "MaxPooling",
    "ReLU",
    "Sequential",
    "Sigmoid",
    "SoftmaxCrossEntropy",
    "Trainer",
    "add_windows",
    "batches",
    "check_gradients",
    "col2im",
    "conv_output_size",
    "convolve_naive",
    "extract_windows",
    "im2col",
    "load_mnist",
    "load_params",
    "log_softmax",
    "normal",
    "numerical_gradient",
    "one_hot",
    "relative_error",
    "save_params",
    "sigmoid",
    "sigmoid_derivative",
    "simple_convnet",
    "softmax",
]
