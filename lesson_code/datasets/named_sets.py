"""Sets made after MNIST's pattern, with the same file format and image shape, fetched once.

Source:
    H. Xiao, K. Rasul, R. Vollgraf, Fashion-MNIST: a Novel Image Dataset for Benchmarking Machine
    Learning Algorithms, 2017. https://arxiv.org/abs/1708.07747, licence MIT.
    T. Clanuwat et al., Deep Learning for Classical Japanese Literature, 2018.
    https://arxiv.org/abs/1812.01718, licence CC BY-SA 4.0.
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lesson_code.datasets._download import Published, fetch_into_cache
from lesson_code.datasets.own_images import ImageSet, of_idx_folder

FASHION_MNIST_CLASSES = (
    "T-shirt/top",
    "Trouser",
    "Pullover",
    "Dress",
    "Coat",
    "Sandal",
    "Shirt",
    "Sneaker",
    "Bag",
    "Ankle boot",
)
"""What the labels 0 to 9 of Fashion-MNIST mean."""

KMNIST_CLASSES = ("お", "き", "す", "つ", "な", "は", "ま", "や", "れ", "を")
"""What the labels 0 to 9 of Kuzushiji-MNIST mean."""


@dataclass(frozen=True)
class NamedSet:
    """A published set.

    Attributes:
        title: what it is called.
        classes: what its labels mean.
        mirrors: addresses of folders that hold its files.
        files: sizes and SHA-256 of its files, by name.
    """

    title: str
    classes: tuple[str, ...]
    mirrors: tuple[str, ...]
    files: Mapping[str, tuple[int, str]]


# The hashes are those that TensorFlow Datasets checks; those of the labels of Fashion-MNIST were
# also taken from the files in its authors' repository. The addresses could not be tried here
NAMED_SETS = {
    "fashion-mnist": NamedSet(
        "Fashion-MNIST",
        FASHION_MNIST_CLASSES,
        (
            "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/",
            "https://storage.googleapis.com/tensorflow/tf-keras-datasets/",
            "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
        ),
        {
            "train-images-idx3-ubyte.gz": (
                26_421_880,
                "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
            ),
            "train-labels-idx1-ubyte.gz": (
                29_515,
                "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
            ),
            "t10k-images-idx3-ubyte.gz": (
                4_422_102,
                "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
            ),
            "t10k-labels-idx1-ubyte.gz": (
                5_148,
                "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5",
            ),
        },
    ),
    "kmnist": NamedSet(
        "Kuzushiji-MNIST",
        KMNIST_CLASSES,
        ("http://codh.rois.ac.jp/kmnist/dataset/kmnist/",),
        {
            "train-images-idx3-ubyte.gz": (
                18_165_135,
                "51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4",
            ),
            "train-labels-idx1-ubyte.gz": (
                29_497,
                "e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17",
            ),
            "t10k-images-idx3-ubyte.gz": (
                3_041_136,
                "edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5",
            ),
            "t10k-labels-idx1-ubyte.gz": (
                5_120,
                "20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c",
            ),
        },
    ),
}


def load_fashion_mnist(
    folder: str | os.PathLike[str] | None = None, *, progress: bool | None = None
) -> ImageSet:
    """Fashion-MNIST: 70 000 grey pictures of ten kinds of clothes, in the shape of MNIST.

    The 31 MB are fetched at the first call and kept in the user's cache.

    Args:
        folder: where its four files are, packed or not, if they are not to be fetched.
        progress: True for a progress bar while fetching, False for none, None for one only where
            standard error is a terminal.

    Returns:
        60 000 training and 10 000 test images, float32 from 0 to 1, shape (N, 1, 28, 28).

    Raises:
        DownloadError: if they cannot be fetched, or what came is not what was published.
        DamagedFileError: if a file in `folder` is missing or damaged.

    Examples:
        >>> images = load_fashion_mnist()  # doctest: +SKIP
        >>> images.train.x.shape, images.classes[images.train.t[0]]  # doctest: +SKIP
        ((60000, 1, 28, 28), 'Sneaker')
    """
    return load_named("fashion-mnist", folder, progress=progress)


def load_kmnist(
    folder: str | os.PathLike[str] | None = None, *, progress: bool | None = None
) -> ImageSet:
    """Kuzushiji-MNIST: 70 000 characters from old Japanese books, ten kinds, in the shape of MNIST.

    The 21 MB are fetched at the first call and kept in the user's cache.

    Args:
        folder: as for `load_fashion_mnist`.
        progress: as for `load_fashion_mnist`.

    Returns:
        60 000 training and 10 000 test images, float32 from 0 to 1, shape (N, 1, 28, 28).

    Raises:
        DownloadError: as for `load_fashion_mnist`.
        DamagedFileError: as for `load_fashion_mnist`.
    """
    return load_named("kmnist", folder, progress=progress)


def load_named(
    name: str,
    folder: str | os.PathLike[str] | None = None,
    *,
    cache: Path | None = None,
    progress: bool | None = None,
) -> ImageSet:
    """One of `NAMED_SETS`.

    Args:
        name: its name there.
        folder: as for `load_fashion_mnist`.
        cache: where to keep what is fetched, if not in the user's cache.
        progress: as for `load_fashion_mnist`.

    Returns:
        Its images.

    Raises:
        DownloadError: as for `load_fashion_mnist`.
        DamagedFileError: as for `load_fashion_mnist`.
    """
    named = NAMED_SETS[name]
    where = _fetch(name, named, cache, progress) if folder is None else folder
    return of_idx_folder(Path(os.path.expanduser(where)), named.classes).load()  # noqa: PTH111


def _fetch(name: str, named: NamedSet, cache: Path | None, progress: bool | None) -> Path:
    """The folder with the published files, each with the right hash."""
    instead = (
        f"Or bring {', '.join(named.files)} into a folder yourself, and say where it is: "
        f"load_{name.replace('-', '_')}(folder='...'), or --data-folder on the command line"
    )
    paths: Sequence[Path] = [
        fetch_into_cache(
            Published(tuple(mirror + file for mirror in named.mirrors), size, sha256),
            f"{name}/{file}",
            named.title,
            instead,
            cache,
            progress,
        )
        for file, (size, sha256) in named.files.items()
    ]
    return paths[0].parent
