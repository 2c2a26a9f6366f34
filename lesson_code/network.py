"""Networks: layers in a row, and a loss at the end."""

import copy
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from lesson_code._types import Array, Labels
from lesson_code.functions import check_floating, floating_hint
from lesson_code.layers import Affine, BatchNormalization, Convolution, Scale
from lesson_code.layers.base import Layer
from lesson_code.losses import Loss, SoftmaxCrossEntropy

# A step needs as much memory as the one before, but the C library of Linux returns what is freed to
# the system, which clears every page before it hands it out again: a quarter of a step's time. How
# much the library keeps, it learns from the largest block that it saw freed, up to 32 MB. This is
# one; its memory is never touched, so it costs nothing.
np.empty(2**25 - 2**16, np.uint8)


class Sequential(Layer):
    """Layers in a row, each fed with the output of the one before, and a loss at the end.

    It is itself a layer, so that networks can be parts of networks. Parameters are named by
    the layer's place and their own name there: `"0.W"`, `"0.b"`, `"3.W"`.

    Args:
        layers: any layers, in order.
        loss: what training makes small.
        check_finite: True to look for NaN and infinity in the input and in every layer's output,
            which costs a pass over each of them.

    Attributes:
        layers: the layers.
        loss_function: the loss.
        check_finite: may be switched at any time.

    Raises:
        ValueError: if there is no layer, or one of them stands there twice.

    Examples:
        >>> from lesson_code import Affine, ReLU
        >>> net = Sequential([Affine(np.ones((3, 4)), np.zeros(4)), ReLU()])
        >>> net.predict(np.ones((2, 3))).shape
        (2, 4)
    """

    def __init__(
        self, layers: Sequence[Layer], loss: Loss | None = None, *, check_finite: bool = False
    ) -> None:
        super().__init__()
        if not layers or len({id(layer) for layer in layers}) != len(layers):
            raise ValueError(
                f"layers: expected at least one layer and none twice, got {list(layers)}"
            )
        self.layers = list(layers)
        self.loss_function = SoftmaxCrossEntropy() if loss is None else loss
        self.check_finite = check_finite
        for i, layer in enumerate(self.layers):
            self.params |= {f"{i}.{name}": array for name, array in layer.params.items()}
            self.buffers |= {f"{i}.{name}": array for name, array in layer.buffers.items()}
        self._dtype = np.result_type(*self.params.values()) if self.params else None

    def forward(self, x: Array, train: bool = False) -> Array:
        """Send a batch through all layers.

        Args:
            x: the batch, shape (N, ...).
            train: True while training.

        Returns:
            The last layer's output; for a classifier the logits, shape (N, K).

        Raises:
            ValueError: if `x` is not of the parameters' type, is empty, or does not fit a layer.
            FloatingPointError: if `check_finite` is set and something is NaN or infinite; the
                message says where it first appears.
        """
        self._check_input(x)
        self._shapes = [x.shape]
        if self.check_finite:
            _check_finite(x, "the input x")
        for i, layer in enumerate(self.layers):
            x = layer.forward(x, train)
            self._shapes.append(x.shape)
            if self.check_finite:
                _check_finite(x, f"the output of layer {i}, {layer!r}")
        return x

    def backward(self, dout: Array) -> Array:
        """Send a gradient back through all layers, collecting those of the parameters.

        Args:
            dout: gradient at the last layer's output.

        Returns:
            Gradient at the input, same shape as the batch.

        Raises:
            ValueError: if `dout`, or what a layer hands on, has not the shape of what went forward
                there. Broadcasting would let some such gradients through in silence.
        """
        for i in reversed(range(len(self.layers))):
            dout = self._layer_backward(i, dout)
        self._check_gradient(dout, 0)
        return dout

    def backward_params(self, dout: Array) -> None:
        """Collect the gradients of the parameters alone, which is all that training needs.

        The layers before the first one with parameters are not asked for anything, and that one
        not for the gradient at its input.

        Args:
            dout: gradient at the last layer's output.

        Raises:
            ValueError: as for `backward`.
        """
        first = next((i for i, layer in enumerate(self.layers) if layer.params), 0)
        for i in reversed(range(first + 1, len(self.layers))):
            dout = self._layer_backward(i, dout)
        self._layer_backward(first, dout, params_only=True)

    def _layer_backward(self, i: int, dout: Array, params_only: bool = False) -> Array:
        """Send a gradient back through layer i and note those of its parameters."""
        self._check_gradient(dout, i + 1)
        layer = self.layers[i]
        if params_only:
            layer.backward_params(dout)
        else:
            dout = layer.backward(dout)
        for name, array in layer.grads.items():
            self.grads[f"{i}.{name}"] = array
        return dout

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

        Args:
            x: the batch, shape (N, ...).
            t: its labels, shape (N,) or one-hot (N, K).

        Returns:
            The loss, and the gradients by the names of `params`.
        """
        loss = self.loss(x, t, train=True)
        self.backward_params(self.loss_function.backward())
        return loss, self.grads

    def predict(self, x: Array, batch_size: int = 200) -> Array:
        """Logits for any number of inputs, computed in batches.

        Args:
            x: inputs, shape (N, ...).
            batch_size: how many at a time.

        Returns:
            Shape (N, K); the largest logit of a row is the answer.

        Raises:
            ValueError: if `x` is empty or `batch_size` is below 1.
        """
        if batch_size < 1 or len(x) == 0:
            raise ValueError(
                "predict expected at least one input and a batch_size of at least 1, "
                f"got x of shape {x.shape} and batch_size {batch_size}"
            )
        return np.concatenate(
            [self.forward(x[i : i + batch_size]) for i in range(0, len(x), batch_size)]
        )

    def accuracy(self, x: Array, t: Labels, batch_size: int = 200) -> float | None:
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

        An input of zeros is sent through copies of the layers, so that `backward` may still follow
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
        x = np.zeros((1, *input_shape), self._dtype or np.float32)
        rows = []
        for place, layer in self.walk():
            x = copy.copy(layer).forward(x)
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

    def _check_input(self, x: Array) -> None:
        if self._dtype is None:
            check_floating("x", x)
        elif x.dtype != self._dtype:
            raise ValueError(
                f"x: expected {self._dtype}, the type of the parameters, got {x.dtype}"
                f"{floating_hint('x', x, self._dtype)}"
            )
        if x.ndim == 0 or len(x) == 0:
            raise ValueError(f"x: expected a batch of at least one input, got shape {x.shape}")

    def _check_gradient(self, dout: Array, i: int) -> None:
        """Compare a gradient with what went into layer i, or came out of the last one."""
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


def _numbers(row: SummaryRow | Summary) -> tuple[int, int, int, int]:
    return row.parameters, row.multiply_adds, row.parameter_bytes, row.output_bytes


def _check_finite(x: Array, name: str) -> None:
    finite = np.isfinite(x)
    if not finite.all():
        index = tuple(int(i) for i in np.argwhere(~finite)[0])
        raise FloatingPointError(
            f"{name} holds {x[index]} at index {index}, "
            f"the first of {(~finite).sum()} numbers that are not finite"
        )
