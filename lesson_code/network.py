"""Networks: layers in a row, and a loss at the end."""

from collections.abc import Sequence

import numpy as np

from lesson_code._types import Array, Labels
from lesson_code.layers.base import Layer
from lesson_code.losses import Loss, SoftmaxCrossEntropy


class Sequential(Layer):
    """Layers in a row, each fed with the output of the one before, and a loss at the end.

    It is itself a layer, so that networks can be parts of networks. Parameters are named by
    the layer's place and their own name there: `"0.W"`, `"0.b"`, `"3.W"`.

    Args:
        layers: any layers, in order.
        loss: what training makes small.

    Raises:
        ValueError: if there is no layer, or one of them stands there twice.

    Examples:
        >>> from lesson_code import Affine, ReLU
        >>> net = Sequential([Affine(np.ones((3, 4)), np.zeros(4)), ReLU()])
        >>> net.predict(np.ones((2, 3))).shape
        (2, 4)
    """

    def __init__(self, layers: Sequence[Layer], loss: Loss | None = None) -> None:
        super().__init__()
        if not layers or len({id(layer) for layer in layers}) != len(layers):
            raise ValueError(
                f"layers: expected at least one layer and none twice, got {list(layers)}"
            )
        self.layers = list(layers)
        self.loss_function = SoftmaxCrossEntropy() if loss is None else loss
        for i, layer in enumerate(self.layers):
            self.params |= {f"{i}.{name}": array for name, array in layer.params.items()}
            self.buffers |= {f"{i}.{name}": array for name, array in layer.buffers.items()}

    def forward(self, x: Array, train: bool = False) -> Array:
        """Send a batch through all layers.

        Args:
            x: the batch, shape (N, ...).
            train: True while training.

        Returns:
            The last layer's output; for a classifier the logits, shape (N, K).
        """
        for layer in self.layers:
            x = layer.forward(x, train)
        return x

    def backward(self, dout: Array) -> Array:
        """Send a gradient back through all layers, collecting those of the parameters.

        Args:
            dout: gradient at the last layer's output.

        Returns:
            Gradient at the input, same shape as the batch.
        """
        for i, layer in reversed(list(enumerate(self.layers))):
            dout = layer.backward(dout)
            self.grads |= {f"{i}.{name}": array for name, array in layer.grads.items()}
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
        self.backward(self.loss_function.backward())
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

    def accuracy(self, x: Array, t: Labels, batch_size: int = 200) -> float:
        """Share of inputs whose largest logit is at the right class; every input counts.

        Args:
            x: inputs, shape (N, ...).
            t: their labels, shape (N,) or one-hot (N, K).
            batch_size: how many at a time; the last batch may be smaller.

        Returns:
            Between 0 and 1.

        Raises:
            ValueError: if `x` and `t` are not equally many.
        """
        if len(x) != len(t):
            raise ValueError(f"accuracy expected a label for each input, got {len(t)} for {len(x)}")
        labels = t.argmax(axis=1) if t.ndim == 2 else t
        return float((self.predict(x, batch_size).argmax(axis=1) == labels).mean())

    def __repr__(self) -> str:
        rows = "\n".join(f"  {i}: {layer!r}" for i, layer in enumerate(self.layers))
        return f"Sequential(\n{rows}\n)"
