"""Neural networks from scratch: plain NumPy, made to be read.

Images are (N, C, H, W), features (N, D), labels integers of shape (N,) or one-hot (N, K).
Parameters are float32 unless asked otherwise; nothing is random but through a
`numpy.random.Generator` that is handed in.
"""

from lesson_code.archive import BadCheckpointError
from lesson_code.build import build_model
from lesson_code.checkpoint import (
    Checkpoint,
    load_checkpoint,
    load_params,
    save_checkpoint,
    save_params,
)
from lesson_code.datasets import (
    CIFAR10_CLASSES,
    BadImageError,
    DamagedFileError,
    DigitPicture,
    DownloadError,
    batches,
    load_cifar10,
    load_digit,
    load_mnist,
    read_digit,
    read_picture,
    to_mnist,
)
from lesson_code.export import export_onnx
from lesson_code.functions import log_softmax, one_hot, sigmoid, sigmoid_derivative, softmax
from lesson_code.gradient_check import check_gradients, numerical_gradient, relative_error
from lesson_code.initializers import he, lecun, normal, xavier
from lesson_code.layers import (
    Affine,
    AveragePooling,
    BatchNormalization,
    Convolution,
    Dropout,
    Flatten,
    Layer,
    LeakyReLU,
    LocalResponseNormalization,
    MaxPooling,
    ReLU,
    Scale,
    Sigmoid,
    Tanh,
    convolve_naive,
)
from lesson_code.losses import (
    BinaryCrossEntropy,
    Loss,
    MeanSquaredError,
    SoftmaxCrossEntropy,
    SumOfSquares,
)
from lesson_code.models import (
    MODELS,
    alexnet_small,
    deep_convnet,
    lenet,
    report_convnet,
    sigmoid_mlp,
    simple_convnet,
    three_layer_net,
)
from lesson_code.network import Residual, Sequential, Summary, SummaryRow, multiply_adds
from lesson_code.optimizers import (
    OPTIMIZERS,
    SGD,
    AdaGrad,
    Adam,
    AdamW,
    Momentum,
    Nesterov,
    Optimizer,
    RMSProp,
)
from lesson_code.parallel import DataParallel, LostWorkerError, prepare_worker
from lesson_code.schedules import SCHEDULES, CosineDecay, StepDecay
from lesson_code.trainer import EarlyStopping, Epoch, Trainer, UnderWay
from lesson_code.windows import add_windows, col2im, conv_output_size, extract_windows, im2col

__version__ = "0.1.0"

__all__ = [
    "CIFAR10_CLASSES",
    "MODELS",
    "OPTIMIZERS",
    "SCHEDULES",
    "SGD",
    "AdaGrad",
    "Adam",
    "AdamW",
    "Affine",
    "AveragePooling",
    "BadCheckpointError",
    "BadImageError",
    "BatchNormalization",
    "BinaryCrossEntropy",
    "Checkpoint",
    "Convolution",
    "CosineDecay",
    "DamagedFileError",
    "DataParallel",
    "DigitPicture",
    "DownloadError",
    "Dropout",
    "EarlyStopping",
    "Epoch",
    "Flatten",
    "Layer",
    "LeakyReLU",
    "LocalResponseNormalization",
    "Loss",
    "LostWorkerError",
    "MaxPooling",
    "MeanSquaredError",
    "Momentum",
    "Nesterov",
    "Optimizer",
    "RMSProp",
    "ReLU",
    "Residual",
    "Scale",
    "Sequential",
    "Sigmoid",
    "SoftmaxCrossEntropy",
    "StepDecay",
    "SumOfSquares",
    "Summary",
    "SummaryRow",
    "Tanh",
    "Trainer",
    "UnderWay",
    "add_windows",
    "alexnet_small",
    "batches",
    "build_model",
    "check_gradients",
    "col2im",
    "conv_output_size",
    "convolve_naive",
    "deep_convnet",
    "export_onnx",
    "extract_windows",
    "he",
    "im2col",
    "lecun",
    "lenet",
    "load_checkpoint",
    "load_cifar10",
    "load_digit",
    "load_mnist",
    "load_params",
    "log_softmax",
    "multiply_adds",
    "normal",
    "numerical_gradient",
    "one_hot",
    "prepare_worker",
    "read_digit",
    "read_picture",
    "relative_error",
    "report_convnet",
    "save_checkpoint",
    "save_params",
    "sigmoid",
    "sigmoid_derivative",
    "sigmoid_mlp",
    "simple_convnet",
    "softmax",
    "three_layer_net",
    "to_mnist",
    "xavier",
]
