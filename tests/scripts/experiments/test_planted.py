"""What planted mistakes cost: each network holds the layer that it is said to hold."""

import numpy as np

from scripts.book import results
from scripts.experiments import planted


def test_the_layer_with_the_mistake_is_in_every_place_of_its_kind():
    for lab, places in (("affine", [0, 2, 4]), ("batch_norm", [1, 4])):
        for kind in planted.KINDS[lab].values():
            layers = planted.network(lab, kind, np.random.default_rng(0))
            assert [n for n, layer in enumerate(layers) if type(layer) is kind] == places


def test_the_network_of_right_layers_goes_back_as_a_gradient_check_says():
    rng = np.random.default_rng(1)
    layers = planted.network("batch_norm", planted.KINDS["batch_norm"]["right"], rng)
    x, direction = rng.random((20, 784)), rng.standard_normal((784, 50)) * 1e-4
    W = layers[0].W = layers[0].W.astype(np.float64)
    values = []
    for step in (direction, -2 * direction, direction):
        y = planted.forward(layers, x, training=True)
        W += step
        values.append((y * y).sum() / 2)
    dout = y = planted.forward(layers, x, training=True)
    for layer in reversed(layers):
        dout = layer.backward(dout)
    moved = (values[1] - values[2]) / 2
    np.testing.assert_allclose((layers[0].dW * direction).sum(), moved, rtol=1e-2)


def test_a_quick_run_writes_costs_and_errors(tmp_path):
    out = tmp_path / "quick.json"
    names = ["affine-BiasAsMatrix", "affine-Reshaped", "batch_norm-right"]
    arguments = [word for name in names for word in ("--only", name)]
    assert planted.EXPERIMENT.main(["--quick", "--out", str(out), *arguments]) == 0
    runs = results.read("quick", tmp_path)["runs"]
    assert runs["affine-BiasAsMatrix"]["summary"] == {"seeds": 1, "errors": 1}
    assert runs["affine-Reshaped"]["summary"]["points"]["mean"] > 10
    assert runs["batch_norm-right"]["summary"]["points"]["mean"] == 0
