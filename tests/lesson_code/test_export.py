"""What is exported, run by ONNX Runtime, answers as our network does."""

import sys

import numpy as np
import pytest

from lesson_code import (
    MODELS,
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
    Residual,
    Scale,
    Sequential,
    Sigmoid,
    Tanh,
    build_model,
    export_onnx,
    layers,
    simple_convnet,
)
from lesson_code.export import IR_VERSION, OPSET, TOLERANCE, compare_onnx

runs = pytest.mark.usefixtures("onnxruntime")


@pytest.fixture
def onnxruntime():
    pytest.importorskip("onnx")
    return pytest.importorskip("onnxruntime")


def used(network, x):
    """The network after a few batches: its running statistics are no longer 0 and 1."""
    for _ in range(3):
        network.forward(x, train=True)
    return network


@runs
@pytest.mark.parametrize("input_shape", [(1, 28, 28), (3, 32, 32)])
@pytest.mark.parametrize("model", list(MODELS))
def test_all_networks_answer_alike(tmp_path, model, input_shape):
    rng = np.random.default_rng(0)
    net = build_model(model, {"input_shape": input_shape}, rng)
    x = rng.random((6, *input_shape), np.float32)
    used(net, x)
    export_onnx(tmp_path / "model.onnx", net, input_shape)
    assert net.predict(x).std() > 1e-4  # answers that say something
    assert compare_onnx(tmp_path / "model.onnx", net, x) < TOLERANCE


def image_layers():
    rng = np.random.default_rng(1)

    def normal(*shape):
        return rng.standard_normal(shape, np.float32)

    per_node = BatchNormalization(normal(3, 8, 6), normal(3, 8, 6), eps=1e-10)
    for buffer in ("running_mean", "running_var"):
        per_node.buffers[buffer][...] = rng.random((3, 8, 6))
    per_node.buffers["running_var"][:, 0] = 0
    return {
        "convolution": Convolution(normal(4, 3, 2, 2), normal(4), stride=2, pad=1),
        "convolution, oblong": Convolution(normal(4, 3, 4, 2), normal(4), pad=2),
        "max-pooling": MaxPooling(2),
        "max-pooling, overlapping": MaxPooling(4, 2, stride=2, pad=1),
        "average-pooling": AveragePooling(2),
        "average-pooling, padded": AveragePooling(4, 2, stride=2, pad=1),
        "relu": ReLU(),
        "leaky relu": LeakyReLU(0.3),
        "sigmoid": Sigmoid(),
        "tanh": Tanh(amplitude=1.7159, slope=2 / 3),
        "dropout": Dropout(0.25, rng=rng),
        "dropout, as first published": Dropout(0.25, rng=rng, inverted=False),
        "batch norm per channel": BatchNormalization(normal(3), normal(3), eps=0.1),
        "batch norm per node": per_node,
        "scale": Scale(normal(3), normal(3)),
        "local response": LocalResponseNormalization(k=1, n=3, alpha=0.5, beta=0.75),
        "local response, wide": LocalResponseNormalization(k=2, n=7, alpha=0.5, beta=0.5),
        "flatten": Flatten(),
        "networks in networks": Sequential([ReLU(), Sequential([Scale(normal(3), normal(3))])]),
        "around layers": Residual([Residual([Scale(normal(3), normal(3))]), ReLU()]),
    }


def test_every_layer_is_among_them():
    kinds = {type(layer).__name__ for layer in image_layers().values()} | {"Affine", "Layer"}
    assert set(layers.__all__) - {"convolve_naive"} <= kinds


@runs
@pytest.mark.parametrize("name", list(image_layers()))
def test_every_layer_answers_alike(tmp_path, name):
    x = np.random.default_rng(0).standard_normal((5, 3, 8, 6), np.float32)
    net = Sequential([image_layers()[name]])
    export_onnx(tmp_path / "model.onnx", net, (3, 8, 6))
    scale = max(1, np.abs(net.predict(x)).max())
    assert compare_onnx(tmp_path / "model.onnx", net, x) < 1e-5 * scale


@runs
def test_features_need_no_image(tmp_path):
    rng = np.random.default_rng(0)
    net = Sequential(
        [
            Affine(rng.standard_normal((4, 3)), rng.standard_normal(3)),
            BatchNormalization(np.ones(3), np.ones(3)),
            Affine(np.asfortranarray(rng.standard_normal((3, 2))), np.zeros(2)),
        ]
    )
    x = rng.standard_normal((7, 4))
    used(net, x)
    export_onnx(tmp_path / "model.onnx", net, (4,))
    assert compare_onnx(tmp_path / "model.onnx", net, x) < 1e-5  # float64 is written as float32


@runs
@pytest.mark.parametrize("n", [1, 2, 9])
def test_any_number_of_images_will_do(tmp_path, onnxruntime, n):
    net = simple_convnet(np.random.default_rng(0))
    path = tmp_path / "model.onnx"
    export_onnx(path, net, (1, 28, 28))
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    [x], [y] = session.get_inputs(), session.get_outputs()
    assert (x.name, x.shape, x.type) == ("x", ["N", 1, 28, 28], "tensor(float)")
    assert (y.name, y.shape) == ("y", ["N", 10])
    assert session.run(None, {"x": np.zeros((n, 1, 28, 28), np.float32)})[0].shape == (n, 10)


@runs
def test_the_file_is_of_the_version_that_it_says(tmp_path):
    import onnx

    export_onnx(tmp_path / "m.onnx", simple_convnet(np.random.default_rng(0)), (1, 28, 28))
    model = onnx.load(tmp_path / "m.onnx")
    assert model.ir_version == IR_VERSION
    assert [opset.version for opset in model.opset_import] == [OPSET]
    assert [p.name for p in tmp_path.iterdir()] == ["m.onnx"]


@runs
def test_a_difference_is_seen(tmp_path):
    rng = np.random.default_rng(0)
    net, x = simple_convnet(rng), rng.random((2, 1, 28, 28), np.float32)
    export_onnx(tmp_path / "m.onnx", net, (1, 28, 28))
    net.params["6.b"][3] += 0.5
    assert compare_onnx(tmp_path / "m.onnx", net, x) == pytest.approx(0.5, abs=1e-5)


class Own(Layer):
    def forward(self, x, train=False):
        return x


@runs
def test_what_cannot_be_exported_is_refused(tmp_path):
    path = tmp_path / "m.onnx"
    with pytest.raises(ValueError, match=r"cannot export Own\(\)"):
        export_onnx(path, Sequential([Own()]), (3,))
    with pytest.raises(ValueError, match="Convolution expected x"):
        export_onnx(path, simple_convnet(np.random.default_rng(0)), (3, 28, 28))
    assert not path.exists()


@runs
@pytest.mark.parametrize("bad", [1e39, -1e39, np.nan])
def test_what_float32_cannot_hold_is_refused(tmp_path, bad):
    net = Sequential([ReLU(), Affine(np.full((3, 2), bad), np.zeros(2))])
    with pytest.raises(ValueError, match=r"layer 1, Affine.* holds a number that float32 cannot"):
        export_onnx(tmp_path / "m.onnx", net, (3,))
    assert list(tmp_path.iterdir()) == []


def test_a_missing_package_says_how_to_get_it(tmp_path, monkeypatch):
    net = simple_convnet(np.random.default_rng(0))
    for package, use in (
        ("onnx", lambda: export_onnx(tmp_path / "m.onnx", net, (1, 28, 28))),
        ("onnxruntime", lambda: compare_onnx(tmp_path / "m.onnx", net, np.zeros((1, 1, 28, 28)))),
    ):
        monkeypatch.setitem(sys.modules, package, None)
        advice = rf"{package} is not installed; get it with: pip install 'lesson-code\[onnx\]'"
        with pytest.raises(ImportError, match=advice):
            use()
