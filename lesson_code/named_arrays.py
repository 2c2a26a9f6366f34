"""The arrays of many layers under names, as one mapping."""

from collections.abc import ItemsView, Iterator, Mapping, MutableMapping, Sequence, ValuesView
from typing import Literal

import numpy as np

from lesson_code._types import Array
from lesson_code.layers.base import Layer


class NamedArrays(MutableMapping[str, Array]):
    """The parameters, the gradients or the buffers of a row of layers; nothing is kept here.

    What stands under `"3.W"` is what stands in layer 3 under `"W"`, whoever put it there. Networks
    within the row are looked into: `"0.3.W"`. There are only the names that the layers have; none
    can be added or taken away.

    Writing `arrays["3.W"] = W` gives the layer an array of its own with the numbers of W, which
    must have the shape and the type of the one before. Where one array stands in several layers, as
    shared weights do, all of them get the new one.

    Args:
        layers: the layers.
        kind: which of their arrays.

    Examples:
        >>> from lesson_code import Affine, ReLU
        >>> layers = [Affine(np.ones((2, 2)), np.zeros(2)), ReLU()]
        >>> params = NamedArrays(layers, "params")
        >>> list(params)
        ['0.W', '0.b']
        >>> params["0.b"] = np.array([3.0, 4.0])
        >>> layers[0].params["b"]
        array([3., 4.])
    """

    def __init__(
        self, layers: Sequence[Layer], kind: Literal["params", "grads", "buffers"]
    ) -> None:
        self._layers = layers
        self._kind = kind

    def __getitem__(self, name: str) -> Array:
        arrays, own_name = self._find(name)
        return arrays[own_name]

    def __setitem__(self, name: str, array: Array) -> None:
        arrays, own_name = self._find(name)
        old, new = arrays[own_name], np.asarray(array)
        if new is old:  # after params["3.W"] -= ..., which has written into it already
            return
        if (new.shape, new.dtype) != (old.shape, old.dtype):
            raise ValueError(
                f"{self._kind}[{name!r}]: expected shape {old.shape} and type {old.dtype}, as "
                f"before, got shape {new.shape} and type {new.dtype}"
            )
        sharing = [other for other, there in self.items() if there is old]
        for other, there in self.items():
            if other not in sharing and np.shares_memory(there, old):
                raise ValueError(
                    f"{self._kind}[{name!r}]: {other!r} is another view of the same numbers and "
                    f"would not follow; write into them: {self._kind}[{name!r}][...] = "
                )
        new = new.copy(order="K")
        for other in sharing:
            arrays, own_name = self._find(other)
            arrays[own_name] = new

    def __delitem__(self, name: str) -> None:
        raise TypeError(f"{self._kind}: {name!r} is a layer's and cannot be taken away here")

    def __iter__(self) -> Iterator[str]:
        for i, layer in enumerate(self._layers):
            for own_name in getattr(layer, self._kind):
                yield f"{i}.{own_name}"

    def __len__(self) -> int:
        return sum(len(getattr(layer, self._kind)) for layer in self._layers)

    # What follows would work without these, but look up each name again, at every training step

    def copy(self) -> dict[str, Array]:
        """Names and arrays, as they are now, in a dictionary of their own.

        As with any dictionary, the arrays are not copied but shared.
        """
        found = {}
        for i, layer in enumerate(self._layers):
            if arrays := getattr(layer, self._kind):
                place = f"{i}."
                for own_name, array in arrays.items():
                    found[place + own_name] = array
        return found

    def items(self) -> ItemsView[str, Array]:
        """Names and arrays, as they are now."""
        return self.copy().items()

    def values(self) -> ValuesView[Array]:
        """The arrays, as they are now."""
        return self.copy().values()

    def __or__(self, others: Mapping[str, Array]) -> dict[str, Array]:
        return self.copy() | dict(others)

    def __repr__(self) -> str:
        return f"NamedArrays({', '.join(f'{name}{array.shape}' for name, array in self.items())})"

    def _find(self, name: str) -> tuple[MutableMapping[str, Array], str]:
        """The dictionary that holds an array, and the array's name there."""
        place, _, own_name = str(name).partition(".")
        i = int(place) if place.isdecimal() else len(self._layers)
        if str(i) == place and i < len(self._layers):  # "00" is no place
            arrays: MutableMapping[str, Array] = getattr(self._layers[i], self._kind)
            if isinstance(arrays, NamedArrays) and own_name in arrays:
                return arrays._find(own_name)
            if own_name in arrays:
                return arrays, own_name
        raise KeyError(f"{self._kind}: expected one of {', '.join(self) or 'none'}, got {name!r}")
