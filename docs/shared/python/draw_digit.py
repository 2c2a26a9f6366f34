"""What the page asks Python when a digit is drawn: the book's own preprocessing and network.

docs/shared/js/by-hand/draw-digit.js loads this module in the browser; digits.npz, which
scripts/render_weights.py writes, lies in its working directory. The network may also be the
reader's own: a file that the page hands over, read as lesson_code reads every file, without pickle.
"""

import json
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from lesson_code import (
    Affine,
    BadCheckpointError,
    BadImageError,
    BatchNormalization,
    Convolution,
    Dropout,
    Flatten,
    LeakyReLU,
    MaxPooling,
    ReLU,
    Sequential,
    Sigmoid,
    SoftmaxCrossEntropy,
    Tanh,
    load_checkpoint,
    load_params,
    simple_convnet,
    softmax,
    to_mnist,
)
from lesson_code.archive import open_arrays, read_arrays, read_bytes
from lesson_code.build import input_shape
from lesson_code.checkpoint import META_LIMIT

IMAGE = (1, 28, 28)
CLASSES = 10
BROUGHT = Path("brought.npz")


@dataclass
class Shown:
    """The network that answers.

    Attributes:
        network: the network.
        model: its name in lesson_code, or "mine" for one of the reader's own library.
        input_shape: of one image: (1, 28, 28), or (784,) where no layer flattens it.
    """

    network: Sequential
    model: str
    input_shape: tuple[int, ...] = IMAGE

    def predict(self, image):
        """Outputs and feature maps for one image.

        Args:
            image: shape (1, 28, 28).

        Returns:
            The last layer's ten outputs; and what its filters make of the image, shape (F, H, W),
            None without a convolution.
        """
        dtype = next(iter(self.network.params.values())).dtype
        x = np.reshape(image, (1, *self.input_shape)).astype(dtype)
        maps = None
        for place, layer in enumerate(self.network.layers):
            x = layer.forward(x)
            if place == self.watched:
                maps = x[0]
        return x[0], maps

    @property
    def watched(self):
        """Place of the layer whose output is shown: the activation after the first convolution."""
        layers = self.network.layers
        place = next((i for i, layer in enumerate(layers) if _convolves(layer)), None)
        if place is not None:
            alike = (BatchNormalization, ReLU, LeakyReLU, Sigmoid, Tanh)
            while place + 1 < len(layers) and isinstance(layers[place + 1], alike):
                place += 1
        return place

    def about(self):
        """What the page says of it: its name, its layers, and how many parameters they have."""
        return {
            "model": self.model,
            "layers": [_in_a_word(layer) for layer in self.network.layers],
            "parameters": sum(param.size for param in self.network.params.values()),
        }


class WrongFileError(Exception):
    """A file that no network can be made of.

    Args:
        sentence: key of the sentence with which the page says so.
        **values: what the sentence tells.
    """

    def __init__(self, sentence, **values):
        super().__init__(sentence)
        self.answer = {"wrong": sentence, **values}


def _own_network():
    network = simple_convnet(np.random.default_rng(0))
    load_params("digits.npz", network)
    return Shown(network, "simple-convnet")


own = shown = _own_network()


def classify(picture):
    """Classify a drawing.

    Args:
        picture: brightness from 0 (black) to 255 (white), shape (H, W).

    Returns:
        The `image` that the network sees, (28, 28); the feature `maps` after its first convolution,
        (F, H, W), and the `layer` that they come out of, both None without a convolution; the ten
        `values` that it answers with, and whether they are `probabilities`. None if there is no
        ink.
    """
    try:
        image = to_mnist(picture / np.float32(255))[0]
    except BadImageError:
        return None
    outputs, maps = shown.predict(image)
    probabilities = isinstance(shown.network.loss_function, SoftmaxCrossEntropy)
    return {
        "image": image[0],
        "maps": maps,
        "layer": None if maps is None else type(shown.network.layers[shown.watched]).__name__,
        "values": softmax(outputs[np.newaxis])[0] if probabilities else outputs,
        "probabilities": probabilities,
    }


def go_back():
    """Let the page's own network answer; what the page says of it."""
    global shown
    shown = own
    return shown.about()


def bring(data):
    """Let the network of a file answer.

    Args:
        data: the file's bytes.

    Returns:
        What the page says of it; or `wrong`, the key of a sentence, and what that tells. The
        network before goes on answering then.
    """
    global shown
    BROUGHT.write_bytes(data.tobytes())
    try:
        brought = _read(BROUGHT)
        with np.errstate(all="ignore"):  # what is not finite is told below
            outputs, _ = brought.predict(np.ones(IMAGE))
        if outputs.shape != (CLASSES,):
            raise WrongFileError("classes", count=outputs.size)
        if not np.isfinite(outputs).all():
            raise BadCheckpointError("the network in it answers a white image with NaN or infinity")
    except WrongFileError as wrong:
        return wrong.answer
    except BadCheckpointError as error:
        return {"wrong": "damaged", "reason": str(error).removeprefix(f"{BROUGHT}: ")}
    finally:
        BROUGHT.unlink()
    shown = brought
    return shown.about()


def _read(file):
    """The network in a file: a checkpoint's, or one of the reader's own library."""
    if not zipfile.is_zipfile(file):
        with file.open("rb") as opened:
            begin = opened.read(4)
        raise WrongFileError(
            "cut" if begin == b"PK\x03\x04" else "pickle" if begin[:1] == b"\x80" else "other"
        )
    networks = _library_networks()
    with open_arrays(file) as archive:
        members = archive.namelist()
        names = {member.removesuffix(".npy") for member in members}
        objects = any(_has_objects(archive, member) for member in members)
        meta = {}
        if "meta" in names and not objects:
            meta = json.loads(read_bytes(archive, "meta", META_LIMIT))
        for network in networks:
            wanted = network.params | network.buffers
            wanted.pop("8.batches", None)  # which only training counts
            if names == wanted.keys():
                for name, array in read_arrays(archive, wanted, exact=False).items():
                    wanted[name][...] = array
                return Shown(network, "mine", IMAGE if _convolves(network) else (784,))
    if objects:
        raise WrongFileError("pickle")
    if not all(member.endswith(".npy") for member in members):
        raise WrongFileError("other")
    if "meta" not in names:
        if all(name.startswith(("params/", "buffers/")) for name in names):
            raise WrongFileError("alone")
        raise WrongFileError("foreign", names=[name[:40] for name in sorted(names)[:5]])
    if isinstance(meta, dict) and meta.get("model", "") is None:
        raise WrongFileError("unnamed")
    loaded = load_checkpoint(file)
    shape = input_shape(loaded.model, loaded.settings)
    if shape != IMAGE:
        raise WrongFileError("images", shape=list(shape))
    return Shown(loaded.trainer.network, loaded.model)


def _library_networks():
    """Those that docs/exercises/pieces/training.py builds, of our layers, to be filled."""

    def zeros(*shape):
        return np.zeros(shape, np.float32)

    yield Sequential(
        [Affine(zeros(784, 100), zeros(100)), Sigmoid(), Affine(zeros(100, 10), zeros(10))]
    )
    yield Sequential(
        [
            Convolution(zeros(8, 1, 5, 5), zeros(8)),
            ReLU(),
            MaxPooling(2),
            Convolution(zeros(16, 8, 3, 3), zeros(16)),
            ReLU(),
            MaxPooling(2),
            Flatten(),
            Affine(zeros(400, 100), zeros(100)),
            BatchNormalization(zeros(100), zeros(100)),
            ReLU(),
            Dropout(0.2, rng=np.random.default_rng(0)),
            Affine(zeros(100, 10), zeros(10)),
        ]
    )


def _has_objects(archive, member):
    """Whether a member is a pickle, or an array whose header says that pickled objects follow."""
    info = archive.getinfo(member)
    if member.endswith(".pkl"):
        return True
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return False
    with archive.open(info) as opened:
        return b"'descr': '|O'" in opened.read(128)


def _convolves(layer):
    """Whether a layer is a convolution, or a network that has one."""
    inner = getattr(layer, "layers", [])
    return isinstance(layer, Convolution) or any(_convolves(each) for each in inner)


def _in_a_word(layer):
    """The kind of a layer, with the shape of its weights."""
    W = None if hasattr(layer, "layers") else layer.params.get("W")
    return type(layer).__name__ + ("" if W is None else f" {W.shape}")
