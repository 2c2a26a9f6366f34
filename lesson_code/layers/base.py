"""What every layer is."""

from collections.abc import MutableMapping

import numpy as np

from lesson_code._types import Array
from lesson_code.functions import as_array, check_floating, floating_hint

# The types of nearly all arrays: with them, two looks at each array of a step are quick
USUAL = frozenset({np.dtype(np.float32), np.dtype(np.float64)})


class Layer:
    """A step of a network: `forward` maps a batch on, `backward` sends its gradient back.

    A layer keeps what `backward` will need when `forward` runs, and writes the gradients of its own
    parameters into `grads` when `backward` runs. `backward` never writes into what it was handed.
    What `forward` gives depends on its arguments, the parameters and the buffers alone: it never
    reads what an earlier or another call has kept.

    Args:
        **params: the layer's parameters by name, e.g. `W=..., b=...`; arrays, or lists of numbers.

    Attributes:
        params: what training changes, by name.
        grads: the loss gradient of each parameter, same names and shapes; filled by `backward`.
        buffers: what inference needs besides, by name (running statistics, say).

    Raises:
        ValueError: if the parameters are not all float32, or all float64: a float64 bias beside
            float32 weights would turn all that follows into float64, at half the speed.
    """

    def __init__(self, **params: Array) -> None:
        arrays = {name: as_array(name, array) for name, array in params.items()}
        types = {array.dtype for array in arrays.values()}
        if len(types) > 1 or any(dtype.kind != "f" or dtype.itemsize < 4 for dtype in types):
            got = ", ".join(f"{name} {array.dtype}" for name, array in arrays.items())
            ways = ", ".join(f"{name}=np.asarray({name}, np.float32)" for name in arrays)
            raise ValueError(
                f"{type(self).__name__} expected floating-point parameters of one type, float32 or "
                f"float64, got {got}; make them with dtype=np.float32, or hand in {ways}"
            )
        self.params: MutableMapping[str, Array] = arrays
        self.grads: MutableMapping[str, Array] = {}
        self.buffers: MutableMapping[str, Array] = {}
        self._y_shape: tuple[int, ...] | None = None  # of what the last forward gave

    def forward(self, x: Array, train: bool = False) -> Array:
        """Map a batch on.

        Args:
            x: the batch, shape (N, ...).
            train: True while training; some layers behave differently then.

        Returns:
            The mapped batch, shape (N, ...).

        Raises:
            ValueError: if `x` does not fit the layer, is empty, or is neither float32 nor float64.
        """
        raise NotImplementedError(f"{type(self).__name__} must define forward(x, train)")

    def backward(self, dout: Array) -> Array:
        """Send the gradient of the loss back.

        Args:
            dout: gradient of the loss at the output of the last `forward`, same shape.

        Returns:
            Gradient of the loss at its input, same shape as that input.

        Raises:
            RuntimeError: if no `forward` ran before.
            ValueError: if `dout` has another shape than that output, also one that would broadcast.
        """
        raise NotImplementedError(f"{type(self).__name__} must define backward(dout)")

    def backward_params(self, dout: Array) -> None:
        """Fill `grads` as `backward` does, without the gradient at the input.

        Layers for which this is cheaper than `backward` define it; all others need not care.
        `fill_gradients` calls it.

        Args:
            dout: gradient of the loss at the output of the last `forward`, same shape.
        """
        self.backward(dout)

    def _batch(self, x: Array) -> Array:
        """What forward got, as an array; refuse what no layer can compute with."""
        if type(x) is np.ndarray and x.dtype in USUAL and x.ndim and x.size:
            return x  # nearly always, and in every layer of every step
        array = check_floating("x", x)
        if array.dtype.itemsize < 4:
            raise ValueError(
                f"x: expected float32 or float64, got {array.dtype}, which has too few digits to "
                f"train with{floating_hint('x', x)}"
            )
        if array.ndim == 0 or array.size == 0:
            raise ValueError(f"x: expected a batch of at least one input, got shape {array.shape}")
        return array

    def _gradient(self, dout: Array) -> Array:
        """What backward got, as an array; refuse what does not belong to the last forward."""
        if type(dout) is np.ndarray and dout.dtype in USUAL and dout.shape == self._y_shape:
            return dout  # nearly always, and in every layer of every step
        name = type(self).__name__
        if self._y_shape is None:
            raise RuntimeError(f"{name} has nothing to send back: run forward(x) before backward")
        dout = check_floating("dout", dout)
        if dout.shape != self._y_shape:
            raise ValueError(
                f"dout: expected shape {self._y_shape}, that of the output of {name}, got "
                f"{dout.shape}"
            )
        return dout

    def __repr__(self) -> str:
        shapes = ", ".join(f"{name}{array.shape}" for name, array in self.params.items())
        return f"{type(self).__name__}({shapes})"


def fill_gradients(layer: Layer, dout: Array) -> None:
    """Fill a layer's `grads` where nobody asks for the gradient at its input.

    That is so at a network's first layer: what lies before it are the images. A class that defines
    `backward_params` is asked for no more than that. But if a class derived from it defines a
    `backward` of its own, that one runs, here too.

    Args:
        layer: a layer, or a network.
        dout: gradient of the loss at the output of its last `forward`, same shape.
    """
    for kind in type(layer).__mro__:  # from the layer's own class up
        if "backward_params" in vars(kind):
            return layer.backward_params(dout)
        if "backward" in vars(kind):
            break
    layer.backward(dout)
    return None
