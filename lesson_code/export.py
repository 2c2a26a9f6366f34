"""Export to ONNX, the format that other programs run networks from.

It needs the packages of the extra `onnx`: pip install 'lesson-code[onnx]'. They are imported when
something is exported, not before.
"""

import importlib
import os
from collections.abc import Iterator
from typing import Any

import numpy as np

from lesson_code._types import Array
from lesson_code.archive import write_atomically
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
)
from lesson_code.network import Residual, Sequential

OPSET = 17  # the set of operators, of 2022: old enough to be known everywhere, and it has all ours
IR_VERSION = 8  # of the file format, of the same year
TOLERANCE = 1e-4  # between our outputs and ONNX Runtime's

Node = tuple[str, list[Array], dict[str, Any]]
"""An operator's name, what it takes besides the layer's input, and its attributes."""


def export_onnx(
    path: str | os.PathLike[str], network: Sequential, input_shape: tuple[int, ...]
) -> None:
    """Write a network for inference as an ONNX file.

    The file's input is named `x`, float32 of shape (N, ...) for any N; its output `y` is what
    `forward` gives without training: for a classifier the logits, shape (N, K). Dropout is gone,
    and batch normalisation uses its running statistics. Numbers are written as float32,
    which is what programs read everywhere; those of a float64 network are rounded.

    Args:
        path: where to write, e.g. `model.onnx`.
        network: what to export.
        input_shape: shape of one input, without the batch, e.g. (1, 28, 28).

    Raises:
        ImportError: if the packages of the extra `onnx` are not installed.
        ValueError: if the input does not fit the network, a layer has no counterpart in ONNX, or a
            number is not finite in float32.
        OSError: if the file cannot be written.
    """
    onnx = _import("onnx")
    helper, to_tensor = onnx.helper, onnx.numpy_helper.from_array
    summary = network.summary(input_shape)  # also finds out whether the input fits
    nodes: list[Any] = []
    constants: list[Any] = []

    def write(layer: Layer, place: str, name: str) -> str:
        """Append a layer's operators to the graph; the name of its input, then of its output."""
        if isinstance(layer, Sequential):
            x = name
            for i, inner in enumerate(layer.layers):
                name = write(inner, f"{place}.{i}" if place else str(i), name)
            if isinstance(layer, Residual):
                nodes.append(helper.make_node("Add", [x, name], [f"{place}.Add"], f"{place}.Add"))
                name = f"{place}.Add"
            return name
        for i, (operator, arrays, attributes) in enumerate(_nodes(layer)):
            names = [f"{place}.{operator}.{i}.{j}" for j in range(len(arrays))]
            for key, array in zip(names, arrays, strict=True):
                constants.append(to_tensor(_rounded(array, place, layer), key))
            output = f"{place}.{operator}.{i}"
            nodes.append(helper.make_node(operator, [name, *names], [output], output, **attributes))
            name = output
        return name

    nodes.append(helper.make_node("Identity", [write(network, "", "x")], ["y"], "y"))
    shapes = {"x": input_shape, "y": summary.rows[-1].output_shape}
    x, y = (
        helper.make_tensor_value_info(key, onnx.TensorProto.FLOAT, ["N", *shape])
        for key, shape in shapes.items()
    )
    model = helper.make_model(
        helper.make_graph(nodes, "lesson_code", [x], [y], constants),
        producer_name="lesson_code",
        opset_imports=[helper.make_opsetid("", OPSET)],
        ir_version=IR_VERSION,
    )
    onnx.checker.check_model(model, full_check=True)
    write_atomically(path, lambda file: file.write(model.SerializeToString()))


def compare_onnx(path: str | os.PathLike[str], network: Sequential, x: Array) -> float:
    """Run an exported file with ONNX Runtime and compare it with the network.

    Args:
        path: file written by `export_onnx`.
        network: what was exported.
        x: inputs, shape (N, ...).

    Returns:
        The largest absolute difference between the two outputs.

    Raises:
        ImportError: if ONNX Runtime is not installed.
    """
    runtime = _import("onnxruntime")
    session = runtime.InferenceSession(os.fspath(path), providers=["CPUExecutionProvider"])
    [y] = session.run(["y"], {"x": np.ascontiguousarray(x, np.float32)})
    return float(np.abs(y - network.predict(x)).max())


def _nodes(layer: Layer) -> Iterator[Node]:
    """A layer at inference, in ONNX's operators."""
    params, buffers = layer.params, layer.buffers
    match layer:
        case Affine():
            yield "Gemm", [params["W"], params["b"]], {}
        case Convolution():
            sizes = {"kernel_shape": params["W"].shape[2:], "strides": [layer.stride] * 2}
            yield "Conv", [params["W"], params["b"]], sizes | {"pads": [layer.pad] * 4}
        case MaxPooling():
            yield "MaxPool", [], _pooling(layer)
        case AveragePooling():
            yield "AveragePool", [], _pooling(layer) | {"count_include_pad": 1}
        case ReLU():
            yield "Relu", [], {}
        case LeakyReLU():
            yield "LeakyRelu", [], {"alpha": layer.alpha}
        case Sigmoid():
            yield "Sigmoid", [], {}
        case Tanh():
            yield "Mul", [np.array(layer.slope)], {}
            yield "Tanh", [], {}
            yield "Mul", [np.array(layer.amplitude)], {}
        case Dropout():
            if not layer.inverted:
                yield "Mul", [np.array(1 - layer.rate)], {}
        case BatchNormalization() if params["gamma"].ndim == 1:
            statistics = [buffers["running_mean"], buffers["running_var"]]
            yield (
                "BatchNormalization",
                [params["gamma"], params["beta"], *statistics],
                {"epsilon": layer.eps},
            )
        case BatchNormalization():  # a mean for each node: ONNX has no operator for that
            yield "Sub", [buffers["running_mean"]], {}
            yield "Mul", [params["gamma"] / np.sqrt(buffers["running_var"] + layer.eps)], {}
            yield "Add", [params["beta"]], {}
        case Scale():
            yield "Mul", [params["gain"].reshape(-1, 1, 1)], {}
            yield "Add", [params["bias"].reshape(-1, 1, 1)], {}
        case LocalResponseNormalization():
            settings = {"size": layer.n, "bias": layer.k, "beta": layer.beta}
            yield "LRN", [], settings | {"alpha": layer.alpha * layer.n}  # ONNX divides it by n
        case Flatten():
            yield "Flatten", [], {"axis": 1}
        case _:
            raise ValueError(
                f"network: cannot export {layer!r}, for which no ONNX operator is known; expected "
                "layers of lesson_code"
            )


def _rounded(array: Array, place: str, layer: Layer) -> Array:
    """The array in float32, which reaches to 3.4e38 only."""
    with np.errstate(over="ignore"):
        rounded = np.ascontiguousarray(array, np.float32)
    if not np.isfinite(rounded).all():
        raise ValueError(f"network: layer {place}, {layer!r}, holds a number that float32 cannot")
    return rounded


def _pooling(layer: MaxPooling | AveragePooling) -> dict[str, Any]:
    return {
        "kernel_shape": [layer.pool_h, layer.pool_w],
        "strides": [layer.stride] * 2,
        "pads": [layer.pad] * 4,
    }


def _import(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise ImportError(
            f"the package {name} is not installed; get it with: pip install 'lesson-code[onnx]'"
        ) from error
