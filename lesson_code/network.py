"""Networks: layers in a row, and a loss at the end."""

import functools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np

from lesson_code._types import Array, Labels
from lesson_code.functions import as_array, floating_hint
from lesson_code.layers import Affine, BatchNormalization, Convolution, Scale
from lesson_code.layers.base import Layer, fill_gradients
from lesson_code.losses import Loss, SoftmaxCrossEntropy
from lesson_code.named_arrays import NamedArrays
from lesson_code.stored_images import StoredImages

LayerKind = TypeVar("LayerKind", bound=Layer)


class Sequential(Layer):
    """Layers in a row, each fed with the output of the one before, and a loss at the end.

    It is itself a layer, so that networks can be parts of networks. It has no parameters of its
    own: `params`, `grads` and `buffers` show those of its layers, named by the layer's place and
    their own name there, such as `"0.W"`, `"0.b"`, `"3.W"`. `network.params["3.W"] = W` and
    `network.layers[3].params["W"] = W` are two ways to the same place.

    Args:
        layers: any layers, in order.
        loss: what training makes small.
        check_finite: True to look for NaN and infinity in the input and in every layer's output,
            which costs a pass over each of them.

    Attributes:
        layers: the layers; what is added, replaced or taken away counts from the next pass on.
        loss_function: the loss.
        check_finite: may be switched at any time.

    Raises:
        ValueError: if there is no layer, or one of them occurs twice, be it in a network within
            the network.

    Examples:
        >>> from lesson_code import Affine, ReLU
        >>> net = Sequential([Affine(np.ones((3, 4)), np.zeros(4)), ReLU()])
        >>> net.predict(np.ones((2, 3))).shape
        (2, 4)
    """

    def __init__(
        self, layers: Sequence[Layer], loss: Loss | None = None, *, check_finite: bool = False
    ) -> None:
        # without super().__init__(): params, grads and buffers are those of the layers
        self.layers = list(layers)
        every = [id(layer) for _, layer in self.walk()]
        if not every or len(set(every)) != len(every):
            raise ValueError(
                f"layers: expected at least one layer and none twice, got {self.layers}"
            )
        self.loss_function = SoftmaxCrossEntropy() if loss is None else loss
        self.check_finite = check_finite
        self._shapes: list[tuple[int, ...]] = []  # of the last batch, from layer to layer

    @property
    def params(self) -> NamedArrays:  # type: ignore[override]
        """The parameters of all layers, by name; what is written here, the layers have."""
        return NamedArrays(self.layers, "params")

    @property
    def grads(self) -> NamedArrays:  # type: ignore[override]
        """The gradients that the layers' last `backward` found, by the names of `params`."""
        return NamedArrays(self.layers, "grads")

    @property
    def buffers(self) -> NamedArrays:  # type: ignore[override]
        """The buffers of all layers, by name; what is written here, the layers have."""
        return NamedArrays(self.layers, "buffers")

    def forward(self, x: Array, train: bool = False) -> Array:
        """Send a batch through all layers.

        Args:
            x: the batch, shape (N, ...).
            train: True while training.

        Returns:
            The last layer's output; for a classifier the logits, shape (N, K).

        Raises:
            ValueError: if `x` is not of the parameters' type, is empty, or does not fit a layer; or
                if the parameters are no longer of one type.
            FloatingPointError: if `check_finite` is set and something is NaN or infinite; the
                message says where it first appears.
        """
        x = self._batch(x)
        shapes = [x.shape]
        if self.check_finite:
            _check_finite(x, "the input x")
        for i, layer in enumerate(self.layers):
            x = layer.forward(x, train)
            shapes.append(x.shape)
            if self.check_finite:
                _check_finite(x, f"the output of layer {i}, {layer!r}")
        self._shapes = shapes
        return x

    def backward(self, dout: Array) -> Array:
        """Send a gradient back through all layers, which find those of their parameters.

        Args:
            dout: gradient at the last layer's output.

        Returns:
            Gradient at the input, same shape as the batch.

        Raises:
            RuntimeError: if no `forward` ran before.
            ValueError: if `dout`, or what a layer hands on, does not have the shape of what went
                forward there. Broadcasting would let some such gradients through in silence.
        """
        for i in reversed(range(len(self.layers))):
            self._check_gradient(dout, i + 1)
            dout = self.layers[i].backward(dout)
        self._check_gradient(dout, 0)
        return dout

    def backward_params(self, dout: Array) -> None:
        """Find the gradients of the parameters alone, which is all that training needs.

        The layers before the first one with parameters are not asked for anything, and that one
        not for the gradient at its input.

        Args:
            dout: gradient at the last layer's output.

        Raises:
            RuntimeError: as for `backward`.
            ValueError: as for `backward`.
        """
        first = self._first_with_parameters()
        for i in reversed(range(first + 1, len(self.layers))):
            self._check_gradient(dout, i + 1)
            dout = self.layers[i].backward(dout)
        self._check_gradient(dout, first + 1)
        fill_gradients(self.layers[first], dout)

    def loss(self, x: Array, t: Labels, train: bool = False) -> float:
        """Mean loss of a batch.

        Args:
            x: the batch, shape (N, ...).
            t: its labels, shape (N,) or one-hot (N, K).
            train: True while training.

        Returns:
            One number.
        """
        return self.loss_function.forward(self.forward(x, train), t)

    def gradients(self, x: Array, t: Labels) -> tuple[float, dict[str, Array]]:
        """Loss of a batch and its gradient at every parameter, in one pass forward and back.

        In a loop of your own, call `keep_freed_memory` once before it.

        Args:
            x: the batch, shape (N, ...).
            t: its labels, shape (N,) or one-hot (N, K).

        Returns:
            The loss, and the gradients by the names of `params`, in a dictionary of their own.
        """
        loss = self.loss(x, t, train=True)
        fill_gradients(self, self.loss_function.backward())
        return loss, self.grads.copy()

    def predict(self, x: Array | StoredImages, batch_size: int = 200) -> Array:
        """Logits for any number of inputs, computed in batches; `StoredImages` are read in batches.

        They are computed by a copy of the network that shares its arrays and is thrown away, so
        that nothing of it stays: threads may ask one network at the same time, and a `backward`
        that is yet to come goes with the `forward` before it.

        Args:
            x: inputs, shape (N, ...).
            batch_size: how many at a time.

        Returns:
            Shape (N, K); the largest logit of a row is the answer.

        Raises:
            ValueError: if `x` does not fit the network or is empty, or `batch_size` is below 1.
        """
        if batch_size < 1:
            raise ValueError(f"batch_size: expected at least 1, got {batch_size}")
        if not isinstance(x, StoredImages):
            x = self._batch(x)
        network = _copy_of_layers(self, {})
        return np.concatenate(
            [
                network.forward(np.asarray(x[i : i + batch_size]))
                for i in range(0, len(x), batch_size)
            ]
        )

    def accuracy(self, x: Array | StoredImages, t: Labels, batch_size: int = 200) -> float | None:
        """Share of inputs answered rightly, by the measure of the loss; every input counts.

        For a classifier: of inputs whose largest logit is at the right class.

        Args:
            x: inputs, shape (N, ...).
            t: their labels or targets, as the loss takes them.
            batch_size: how many at a time; the last batch may be smaller.

        Returns:
            Between 0 and 1; None where no answer is right or wrong, as in regression.

        Raises:
            ValueError: if `x` and `t` are not equally many, or do not fit the loss.
        """
        if len(x) != len(t):
            raise ValueError(f"accuracy expected a label for each input, got {len(t)} for {len(x)}")
        return self.loss_function.accuracy(self.predict(x, batch_size), t)

    def summary(self, input_shape: tuple[int, ...]) -> "Summary":
        """What each layer makes of one input, and what it costs.

        An input of zeros is sent through a copy of the network, so that `backward` may still follow
        an earlier `forward`.

        Args:
            input_shape: shape of one input, without the batch, e.g. (1, 28, 28).

        Returns:
            A row for each layer; `print` it to see them as a table.

        Raises:
            ValueError: if such an input does not fit the network.

        Examples:
            >>> from lesson_code import Affine, ReLU
            >>> net = Sequential([Affine(np.ones((3, 4)), np.zeros(4)), ReLU()])
            >>> net.summary((3,)).multiply_adds
            12
        """
        x = np.zeros((1, *input_shape), self._dtype() or np.float32)
        rows = []
        for place, layer in _copy_of_layers(self, {}).walk():
            x = layer.forward(x)
            params = layer.params.values()
            rows.append(
                SummaryRow(
                    layer=f"{place} {type(layer).__name__}",
                    output_shape=x.shape[1:],
                    parameters=sum(param.size for param in params),
                    multiply_adds=multiply_adds(layer, x.shape[1:]),
                    parameter_bytes=sum(param.nbytes for param in params),
                    output_bytes=x.nbytes,
                )
            )
        return Summary(tuple(input_shape), tuple(rows))

    def walk(self) -> Iterator[tuple[str, Layer]]:
        """All layers in order, those of networks within the network in their place.

        Yields:
            The layer's place, as in the names of its parameters (`"3"`, or `"0.1"` within another
            network), and the layer.

        Examples:
            >>> from lesson_code import ReLU, Sigmoid
            >>> net = Sequential([Sequential([ReLU(), ReLU()]), Sigmoid()])
            >>> [place for place, layer in net.walk()]
            ['0.0', '0.1', '1']
        """
        for i, layer in enumerate(self.layers):
            if isinstance(layer, Sequential):
                yield from ((f"{i}.{place}", inner) for place, inner in layer.walk())
            else:
                yield str(i), layer

    def _dtype(self) -> np.dtype[Any] | None:
        """The type of the parameters; None if there are none."""
        types = {array.dtype for layer in self.layers for array in layer.params.values()}
        if len(types) > 1:
            got = ", ".join(f"{name} {array.dtype}" for name, array in self.params.items())
            raise ValueError(f"params: expected one type for all layers, got {got}")
        return next(iter(types), None)

    def _batch(self, x: Array) -> Array:
        array = as_array("x", x)
        given = array.dtype
        for layer in self.layers:
            for param in layer.params.values():
                if param.dtype is not given and param.dtype != given:
                    dtype = self._dtype()
                    raise ValueError(
                        f"x: expected {dtype}, the type of the parameters, got {array.dtype}"
                        f"{floating_hint('x', x, dtype)}"
                    )
        return super()._batch(array)

    def _first_with_parameters(self) -> int:
        """Place of the first layer that has parameters; 0 if there is none."""
        for i, layer in enumerate(self.layers):
            if layer.params:
                return i
        return 0

    def _check_gradient(self, dout: Array, i: int) -> None:
        """Compare a gradient with what went into layer i, or came out of the last one."""
        if len(self._shapes) <= len(self.layers):
            raise RuntimeError(
                "Sequential has nothing to send back: run forward(x) before backward"
            )
        if dout.shape != self._shapes[i]:
            names = [f"layer {j}, {layer!r}" for j, layer in enumerate(self.layers)]
            place = f"the output of {names[i - 1]}" if i else "the input"
            giver = names[i] if i < len(names) else "the caller of backward"
            raise ValueError(
                f"dout: expected shape {self._shapes[i]}, that of {place}, got {dout.shape} from "
                f"{giver}"
            )

    def __repr__(self) -> str:
        rows = "\n".join(f"  {i}: {layer!r}" for i, layer in enumerate(self.layers))
        return f"Sequential(\n{rows}\n)"


class Residual(Sequential):
    r"""Layers in a row around which the input goes, to be added to what they make of it.

    $y = x + F(x)$, F being the row. The gradient takes both ways too, $dx = dy + F'(x)^\top dy$:
    that around the layers brings it undiminished to the layers before, through any number of such
    blocks.

    Args:
        layers: any layers, in order; together they keep the shape of their input.
        check_finite: as for `Sequential`.

    Raises:
        ValueError: as for `Sequential`.

    Source:
        K. He et al., Deep Residual Learning for Image Recognition, CVPR 2016, section 3.2,
        equation 1.

    Examples:
        >>> from lesson_code import Affine
        >>> Residual([Affine(np.eye(2), np.ones(2))]).forward(np.array([[3.0, 4.0]]))
        array([[7., 9.]])
    """

    def __init__(self, layers: Sequence[Layer], *, check_finite: bool = False) -> None:
        super().__init__(layers, check_finite=check_finite)

    def forward(self, x: Array, train: bool = False) -> Array:
        """Send a batch through the layers, and add it to what comes out.

        Args:
            x: the batch, shape (N, ...).
            train: True while training.

        Returns:
            Same shape.

        Raises:
            ValueError: as for `Sequential`, or if the layers do not keep the shape of `x`.
            FloatingPointError: as for `Sequential`.
        """
        x = self._batch(x)
        change = super().forward(x, train)
        if change.shape != x.shape:
            raise ValueError(
                f"Residual expected layers that keep the shape of their input, {x.shape}, got "
                f"{change.shape} from them"
            )
        return x + change

    def backward(self, dout: Array) -> Array:
        """Send a gradient back both ways, through the layers and around them.

        Args:
            dout: gradient at the output.

        Returns:
            Gradient at the input, same shape.

        Raises:
            RuntimeError: as for `Sequential`.
            ValueError: as for `Sequential`.
        """
        return dout + super().backward(dout)

    def backward_params(self, dout: Array) -> None:
        """Find the gradients of the parameters alone; what goes around the layers has none.

        Args:
            dout: gradient at the output.

        Raises:
            RuntimeError: as for `backward`.
            ValueError: as for `backward`.
        """
        super().backward_params(dout)

    def __repr__(self) -> str:
        return f"Residual{super().__repr__().removeprefix('Sequential')}"


@dataclass(frozen=True)
class SummaryRow:
    """What one layer makes of one input.

    Attributes:
        layer: its place and kind, e.g. "0 Convolution".
        output_shape: shape of its output, without the batch.
        parameters: how many numbers training changes in it.
        multiply_adds: how many products with a weight it adds up for one input; biases,
            activations, pooling and local response normalisation count nothing.
        parameter_bytes: memory of its parameters.
        output_bytes: memory of its output for one input.
    """

    layer: str
    output_shape: tuple[int, ...]
    parameters: int
    multiply_adds: int
    parameter_bytes: int
    output_bytes: int


@dataclass(frozen=True)
class Summary:
    """A network's layers, row by row; its text is a table with the sums below.

    Attributes:
        input_shape: shape of the one input that is described.
        rows: a `SummaryRow` for each layer; those of a network within a network stand in its place.
    """

    input_shape: tuple[int, ...]
    rows: tuple[SummaryRow, ...]

    @property
    def parameters(self) -> int:
        """All parameters."""
        return sum(row.parameters for row in self.rows)

    @property
    def multiply_adds(self) -> int:
        """All multiply-adds for one input."""
        return sum(row.multiply_adds for row in self.rows)

    @property
    def parameter_bytes(self) -> int:
        """Memory of all parameters; an optimiser may need as much again, or twice."""
        return sum(row.parameter_bytes for row in self.rows)

    @property
    def output_bytes(self) -> int:
        """Memory of all outputs for one input."""
        return sum(row.output_bytes for row in self.rows)

    def __str__(self) -> str:
        heads = ("layer", "output shape", "parameters", "multiply-adds", "parameter bytes")
        table: list[tuple[str, ...]] = [(*heads, "output bytes")]
        for row in self.rows:
            table.append((row.layer, str(row.output_shape), *map("{:,}".format, _numbers(row))))
        table.append(("total", "", *map("{:,}".format, _numbers(self))))
        widths = [max(map(len, column)) for column in zip(*table, strict=True)]
        lines = []
        for layer, shape, *numbers in table:
            right = (number.rjust(width) for number, width in zip(numbers, widths[2:], strict=True))
            lines.append("  ".join([layer.ljust(widths[0]), shape.ljust(widths[1]), *right]))
        rule = "-" * len(lines[0])
        lines[1:1], lines[-1:-1] = [rule], [rule]
        return "\n".join([*lines, f"for one input of shape {self.input_shape}"])


@functools.cache  # once is enough for a process
def keep_freed_memory() -> None:
    """Let memory that one training step frees serve the next one; `Trainer` calls this.

    A step needs as much memory as the one before, but the C library of Linux returns what is freed
    to the system, which clears every page before it hands it out again: a quarter of a step's time.
    How much the library keeps, it learns from the largest block that it saw freed, up to 32 MB.
    This frees such a block. Nothing was written into it, so that it takes up no memory itself.
    """
    np.empty(2**25 - 2**16, np.uint8)


def multiply_adds(layer: Layer, output_shape: tuple[int, ...]) -> int:
    r"""How many products with a weight a layer adds up for one input, at inference.

    $F \cdot OH \cdot OW \cdot C \cdot FH \cdot FW$ for a convolution, $D M$ for an affine layer,
    one for each number that a `Scale` or a `BatchNormalization` scales; nothing for other layers.

    Args:
        layer: the layer.
        output_shape: shape of its output, without the batch.

    Returns:
        A count.

    Examples:
        >>> multiply_adds(Affine(np.ones((3, 4)), np.zeros(4)), (4,))
        12
    """
    match layer:
        case Affine() | Convolution():
            return layer.params["W"].size * math.prod(output_shape[1:])
        case Scale() | BatchNormalization():
            return math.prod(output_shape)
    return 0


def _copy_of_layers(layer: LayerKind, copies: dict[int, Any]) -> LayerKind:
    """A layer to run `forward` on, of which nothing stays in the one that it is a copy of.

    Layers within it are copied too, and the dictionaries and lists in which they keep things.
    Arrays are not: the copy computes with the same numbers.

    Args:
        layer: a layer, or a network.
        copies: the layers that were copied already, by the id of the original.
    """
    if id(layer) not in copies:
        copied = copies[id(layer)] = object.__new__(type(layer))
        vars(copied).update(vars(layer))
        for name, kept in vars(layer).items():
            # params, grads and buffers hold only arrays, and forward changes none of them
            if type(kept) is not np.ndarray and name not in ("params", "grads", "buffers"):
                vars(copied)[name] = _copy_of_kept(kept, copies)
    found: LayerKind = copies[id(layer)]
    return found


def _copy_of_kept(kept: Any, copies: dict[int, Any]) -> Any:
    """What a layer keeps, with the layers in it copied."""
    if isinstance(kept, Layer):
        return _copy_of_layers(kept, copies)
    if type(kept) is dict:
        return {name: _copy_of_kept(value, copies) for name, value in kept.items()}
    if type(kept) in (list, tuple):
        return type(kept)([_copy_of_kept(value, copies) for value in kept])
    return kept


def _numbers(row: SummaryRow | Summary) -> tuple[int, int, int, int]:
    return row.parameters, row.multiply_adds, row.parameter_bytes, row.output_bytes


def _check_finite(x: Array, name: str) -> None:
    finite = np.isfinite(x)
    if not finite.all():
        index = tuple(int(i) for i in np.argwhere(~finite)[0])
        raise FloatingPointError(
            f"{name} holds {x[index]} at index {index} ({(~finite).sum()} of {x.size} numbers are "
            "not finite)"
        )
