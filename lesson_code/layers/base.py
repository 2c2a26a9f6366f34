"""What every layer is."""

from typing import Any

import numpy as np

from lesson_code._types import Array


class Layer:
    """A step of a network: `forward` maps a batch on, `backward` sends its gradient back.

    A layer keeps what `backward` will need when `forward` runs, and writes the gradients of its own
    parameters into `grads` when `backward` runs. `backward` never writes into what it was handed.

    Args:
        **params: the layer's parameters by name, e.g. `W=..., b=...`.

    Attributes:
        params: what training changes, by name.
        grads: the loss gradient of each parameter, same names and shapes; filled by `backward`.
        buffers: what inference needs besides, by name (running statistics, say).

    Raises:
        ValueError: if the parameters are not floating-point numbers of one type: a float64 bias
            beside float32 weights would turn all that follows into float64, at half the speed.
    """

    def __init__(self, **params: Array) -> None:
        types = {array.dtype for array in params.values()}
        if len(types) > 1 or not all(np.issubdtype(dtype, np.floating) for dtype in types):
            got = ", ".join(f"{name} {array.dtype}" for name, array in params.items())
            raise ValueError(
                f"{type(self).__name__} expected floating-point parameters of one type, got {got}; "
                "make them with dtype=np.float32, or convert them with .astype(np.float32)"
            )
        self.params: dict[str, Array] = params
        self.grads: dict[str, Array] = {}
        self.buffers: dict[str, Array] = {}

    def __init_subclass__(cls, **settings: Any) -> None:
        super().__init_subclass__(**settings)
        # who defines backward anew on top of Affine, say, means it to run at the first layer too
        if "backward" in vars(cls) and "backward_params" not in vars(cls):
            cls.backward_params = Layer.backward_params  # type: ignore[method-assign]

    def forward(self, x: Array, train: bool = False) -> Array:
        """Map a batch on.

        Args:
            x: the batch, shape (N, ...).
            train: True while training; some layers behave differently then.

        Returns:
            The mapped batch, shape (N, ...).
        """
        raise NotImplementedError(f"{type(self).__name__} must define forward(x, train)")

    def backward(self, dout: Array) -> Array:
        """Send the gradient of the loss back.

        Args:
            dout: gradient of the loss at the output of the last `forward`, same shape.

        Returns:
            Gradient of the loss at its input, same shape as that input.
        """
        raise NotImplementedError(f"{type(self).__name__} must define backward(dout)")

    def backward_params(self, dout: Array) -> None:
        """Fill `grads` as `backward` does, where nobody asks for the gradient at the input.

        That is so at a network's first layer: what lies before it are the images. Layers for which
        this is cheaper than `backward` define it, all others need not care.

        Args:
            dout: gradient of the loss at the output of the last `forward`, same shape.
        """
        self.backward(dout)

    def __getattr__(self, name: str) -> Any:
        # Reached only when an attribute is missing: most often by backward() before forward()
        if name.startswith("_") and not name.startswith("__"):
            raise AttributeError(
                f"{type(self).__name__} has no {name} yet: it is kept by forward(), which must run "
                "before backward()"
            )
        raise AttributeError(f"{type(self).__name__} has no attribute {name!r}")

    def __repr__(self) -> str:
        shapes = ", ".join(f"{name}{array.shape}" for name, array in self.params.items())
        return f"{type(self).__name__}({shapes})"
