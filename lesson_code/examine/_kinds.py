"""Kinds of layers: what their names say, and at which shapes they are tried."""

import re
from typing import Any

from lesson_code.examine._instances import Case
from lesson_code.examine._subjects import Subject

NAMES = (
    ("layer-norm", r"layer_?norm"),
    ("batch-norm", r"batch_?norm|^bn"),
    ("local-response", r"localresponse|lrn"),
    ("dropout", r"dropout"),
    ("leaky-relu", r"^(activation_?)?(leaky_?relu|lrelu)"),
    ("relu", r"^(activation_?)?relu(_?layer|_?activation)?$"),
    ("sigmoid", r"^(activation_?)?(sigmoid|logistic)(_?layer|_?activation)?$"),
    ("tanh", r"^(activation_?)?tanh(_?layer|_?activation)?$"),
    ("convolution", r"^conv(olution|2d)?(_?layer)?$"),
    ("average-pooling", r"(average|avg|mean)_?pool"),
    ("max-pooling", r"pool"),
    ("flatten", r"^flatten"),
    ("affine", r"^(affine|linear|dense|fully_?connected|fc)(_?layer)?$"),
)
OTHER = "other"  # whatever the name says, there is no formula to compare with
KINDS = (*sorted(name for name, _ in NAMES), OTHER)
ELEMENTWISE = {"relu", "leaky-relu", "sigmoid", "tanh"}
IMAGES = {"convolution", "max-pooling", "average-pooling", "local-response", "flatten"}


def kind_of(name: str) -> str | None:
    """What a name says that a layer is."""
    return next((kind for kind, pattern in NAMES if re.search(pattern, _plain(name))), None)


def _plain(name: str) -> str:
    """In small letters, without what CS231n puts behind, and nnfs in front."""
    return re.sub(r"^layer_|(_forward)?(_naive|_fast)?$", "", name.lower())


# ---- At which shapes


def features(N: int, D: int, M: int, **settings: Any) -> Case:
    """A batch of features, and parameters that would fit."""
    return Case((N, D), {"W": (D, M), "b": (M,), "gamma": (D,), "beta": (D,)}, settings)


def images(N: int, C: int, H: int, W: int, F: int, FH: int, FW: int, **settings: Any) -> Case:
    """A batch of images, and parameters that would fit."""
    shapes = {"W": (F, C, FH, FW), "b": (F,), "gamma": (C,), "beta": (C,)}
    return Case((N, C, H, W), shapes, settings)


def cases_for(subject: Subject) -> list[Case]:
    """Awkward shapes and settings, first the plainest: no two sizes alike, one sample, a square."""
    on_features = [features(4, 3, 5), features(1, 2, 3), features(3, 3, 3)]
    if subject.single:
        return [features(1, 3, 5), features(1, 4, 2), features(1, 3, 3)]
    on_images = [
        images(2, 2, 4, 5, 3, 2, 3),
        images(1, 2, 4, 5, 3, 2, 3),
        images(2, 2, 4, 4, 2, 2, 2),
    ]
    kind = subject.kind
    if subject.input is not None:
        return [Case((N, *subject.input)) for N in (3, 1)]
    if subject.fixed:
        return fixed_cases(subject, on_features, on_images)
    if kind == "affine":
        return on_features
    if kind == "batch-norm":
        settings: dict[str, Any] = {"eps": 0.1} if subject.takes("eps") else {}
        if subject.takes("momentum"):
            settings["momentum"] = 0.7
        return [features(5, 3, 3, **settings), images(3, 2, 2, 3, 1, 1, 1, **settings)]
    if kind in ("max-pooling", "average-pooling"):
        return pooling_cases(subject)
    if kind == "convolution":
        moves: dict[str, Any] = {s: v for s, v in (("stride", 2), ("pad", 1)) if subject.takes(s)}
        return [*on_images, images(2, 2, 4, 5, 3, 2, 3, **moves)] if moves else on_images
    if kind in ELEMENTWISE:
        alpha = {"alpha": 0.3} if kind == "leaky-relu" and subject.takes("alpha") else {}
        return [features(4, 3, 5, **alpha), features(1, 5, 3, **alpha), on_images[0]]
    if kind == "local-response":
        more: dict[str, Any] = {"alpha": 0.5} if subject.takes("alpha") else {}
        return [images(2, 5, 2, 1, 1, 1, 1, **more), images(1, 3, 1, 2, 1, 1, 1, **more)]
    if kind in IMAGES:
        return on_images
    window = any(n in subject.accepts for n in ("stride", "pad", "conv_param", "pool_param"))
    # whoever makes its own weights may have made them for one number of features
    return on_images if window else [features(4, 3, 5), features(1, 3, 5), features(3, 3, 3)]


def pooling_cases(subject: Subject) -> list[Case]:
    """Windows side by side, one image alone, and where it can be said, windows that overlap."""
    even: dict[str, Any] = {"stride": 2} if subject.takes("stride") else {}
    plain = [images(2, 2, 4, 6, 1, 1, 1, **even), images(1, 2, 4, 2, 1, 1, 1, **even)]
    overlapping: dict[str, Any] = {}
    for name, value in (("size", 3), ("size_h", 3), ("size_w", 3)):
        if subject.takes(name):
            overlapping[name] = value
    if overlapping and subject.takes("stride"):
        plain.append(images(2, 2, 5, 7, 1, 1, 1, **overlapping, stride=2))
    return plain


def fixed_cases(subject: Subject, on_features: list[Case], on_images: list[Case]) -> list[Case]:
    """Shapes for a layer whose parameters are made elsewhere: as its weights say."""
    params = subject.fresh(on_features[0]).params
    for p in params.values():
        if p.ndim == 2:
            return [Case((N, len(p))) for N in (4, 1)]
        if p.ndim == 4:
            return [Case((N, p.shape[1], p.shape[2] + 2, p.shape[3] + 3)) for N in (2, 1)]
    for p in params.values():
        if p.ndim == 1:
            return [Case((N, len(p))) for N in (5, 2)]
    return on_images if subject.kind in IMAGES else [*on_features[:2], on_images[0]]
