"""A hint is code that a reader will paste: the advised line makes the right thing work.

Each test here makes a mistake, takes the line out of the message, runs it where the mistake was
made, and looks at what comes of it. Which hints there are, and that each is tried somewhere, the
last test sees to.
"""

import ast
import re
import tomllib
from pathlib import Path

import numpy as np
import pytest

import lesson_code
from lesson_code import (
    SGD,
    Adam,
    Affine,
    BatchNormalization,
    BinaryCrossEntropy,
    Convolution,
    EarlyStopping,
    Flatten,
    MaxPooling,
    MeanSquaredError,
    ReLU,
    Sequential,
    SoftmaxCrossEntropy,
    SumOfSquares,
    Trainer,
    check_gradients,
    im2col,
    load_mnist,
    numerical_gradient,
    sigmoid,
    sigmoid_mlp,
    simple_convnet,
    to_mnist,
    xavier,
)

NAMES = vars(lesson_code) | {"np": np}


def advised(action, pattern=r"use (.+)$"):
    """The line in the message of what an action raises."""
    with pytest.raises((ValueError, FloatingPointError)) as caught:
        action()
    found = re.search(pattern, str(caught.value))
    assert found, str(caught.value)
    return found[1]


def pasted(line, **variables):
    """What the line gives among the reader's own variables."""
    return eval(line, NAMES | variables)


def rng():
    return np.random.default_rng(0)


def fit(x, t, make=sigmoid_mlp, lr=0.5, epochs=1, **settings):
    """The last epoch of a training of a network for MNIST's digits."""
    generator = rng()
    net = make(generator)
    return Trainer(net, SGD(lr), rng=generator, batch_size=10, **settings).fit(x, t, epochs=epochs)[
        -1
    ]


@pytest.fixture(scope="module")
def digits():
    (x, t), _ = load_mnist()
    return x[:300], t[:300]


@pytest.mark.parametrize("dtype", [np.uint8, np.int64])
def test_bytes_of_images_become_numbers_that_a_network_learns_from(digits, dtype):
    x, t = np.round(digits[0] * 255).astype(dtype), digits[1]
    line = advised(lambda: fit(x, t))
    assert line == "x.astype(np.float32) / 255"
    np.testing.assert_allclose(pasted(line, x=x), digits[0], atol=1e-6)
    assert fit(pasted(line, x=x), t, epochs=10).train_accuracy > 0.9
    line = advised(lambda: Flatten().forward(ReLU().forward(x)))
    assert pasted(line, x=x).max() == 1


@pytest.mark.parametrize("bytes_", [False, True])
def test_a_list_of_images_becomes_an_array(digits, bytes_):
    array, t = digits
    x = np.round(array * 255).astype(int).tolist() if bytes_ else array.tolist()
    line = advised(lambda: fit(x, t))
    assert fit(pasted(line, x=x), t).loss == pytest.approx(fit(array, t).loss, rel=1e-4)


def test_numbers_of_another_type_become_the_networks(digits):
    x, t = digits[0].astype(np.float64), digits[1]
    line = advised(lambda: fit(x, t))
    assert fit(pasted(line, x=x), t).loss == pytest.approx(fit(digits[0], t).loss)


@pytest.mark.parametrize(
    "write",
    [
        lambda t: t[:, np.newaxis],  # as Keras has it
        lambda t: t.astype(np.float32),  # as a file of numbers has it
        lambda t: t[:, np.newaxis].astype(np.float64),
        lambda t: t[:, np.newaxis, np.newaxis],
    ],
)
def test_labels_of_another_shape_or_type_become_the_same_labels(digits, write):
    x, right = digits
    t = write(right)
    line = advised(lambda: fit(x, t))
    np.testing.assert_array_equal(pasted(line, t=t), right)
    assert fit(x, pasted(line, t=t)).loss == fit(x, right).loss
    net = sigmoid_mlp(rng())
    line = advised(lambda: net.accuracy(x, t))
    assert net.accuracy(x, pasted(line, t=t)) == net.accuracy(x, right)


def test_one_output_takes_labels_as_a_column():
    x = np.array([[-2.0], [-1.0], [1.0], [2.0]])
    t = np.array([0, 0, 1, 1])
    for loss in (BinaryCrossEntropy(), SumOfSquares(), MeanSquaredError(), SoftmaxCrossEntropy()):

        def net(loss=loss):
            return Sequential([Affine(np.zeros((1, 1)), np.zeros(1))], loss=loss)

        line = advised(lambda net=net, t=t: net().loss(x, t))
        if isinstance(loss, SoftmaxCrossEntropy):
            other, line = line.split(" and ")
            loss = pasted(other)
        column = pasted(line, t=t)
        trained = Sequential([Affine(np.zeros((1, 1)), np.zeros(1))], loss=loss)
        Trainer(trained, Adam(0.1), rng=rng()).fit(x, column, epochs=50)
        assert ((trained.predict(x)[:, 0] > trained.predict(np.zeros((1, 1)))[0, 0]) == t).all()


def test_the_loss_that_is_advised_takes_what_the_other_refused():
    y = rng().standard_normal((3, 4))
    several = np.array([[1, 0, 1, 1], [0, 0, 0, 0], [0, 1, 0, 0]])
    loss = pasted(advised(lambda: SoftmaxCrossEntropy().forward(y, several)))
    assert np.isfinite(loss.forward(y, several))
    assert loss.accuracy(np.where(several, 5.0, -5.0), several) == 1
    labels = np.array([0, 3, 1])
    for refuses in (BinaryCrossEntropy(), MeanSquaredError()):
        loss = pasted(advised(lambda refuses=refuses: refuses.forward(y, labels)))
        assert loss.accuracy(np.eye(4)[labels], labels) == 1


def test_masked_numbers_become_zeros():
    z = np.ma.masked_less(np.array([-5.0, 2.0]), 0)
    line = advised(lambda: sigmoid(z))
    np.testing.assert_array_equal(sigmoid(pasted(line, z=z)), sigmoid(np.array([0.0, 2.0])))


def test_a_seed_becomes_a_generator():
    expected = xavier((3, 2), rng())
    line = advised(lambda: xavier((3, 2), 0))
    np.testing.assert_array_equal(pasted(f"xavier((3, 2), {line})"), expected)
    line = advised(lambda: simple_convnet(0))
    pasted(f"simple_convnet({line})")
    net = Sequential([Affine(np.zeros((2, 2)), np.zeros(2))])
    line = advised(lambda: Trainer(net, SGD(), rng=0))
    pasted(f"Trainer(net, SGD(), {line})", net=net).fit(np.ones((2, 2)), np.array([0, 1]))


def test_numbers_for_a_gradient_check_become_float64():
    x = rng().standard_normal((2, 3)).astype(np.float32)
    line = advised(lambda: numerical_gradient(lambda a: float((a**2).sum()), x))
    gradient = numerical_gradient(lambda a: float((a**2).sum()), pasted(line, x=x))
    np.testing.assert_allclose(gradient, 2 * x, rtol=1e-6)
    line = advised(lambda: check_gradients(ReLU(), x, rng()))
    assert check_gradients(ReLU(), pasted(line, x=x), rng())["x"] < 1e-7
    net = sigmoid_mlp(rng(), (3,), (2,), 2)
    line = advised(
        lambda: check_gradients(net, pasted("x.astype(np.float64)", x=x), rng()), r"with (.+)$"
    )
    net = pasted(f"sigmoid_mlp(rng, (3,), (2,), 2, {line})", rng=rng())
    assert max(check_gradients(net, x.astype(np.float64), rng()).values()) < 1e-7


def test_half_precision_becomes_single_and_trains(digits):
    x, t = digits
    half = {"W": np.ones(2, np.float16)}
    line = advised(lambda: Adam().update(half, half), r"make the network with (\S+)")
    settings = {"filters": 2, "hidden": 5, "dtype": np.float16}
    assert line == advised(lambda: simple_convnet(rng(), **settings), r"make them with ([^\s,]+)")
    net = pasted(f"simple_convnet(rng, filters=2, hidden=5, {line})", rng=rng())
    assert Trainer(net, Adam(), rng=rng(), batch_size=50).fit(x, t)[-1].loss < 2.4


def test_images_reach_an_affine_layer_through_a_flatten():
    affine = Affine(np.ones((18, 2)), np.zeros(2))
    x = np.ones((4, 2, 3, 3))
    line = advised(lambda: Sequential([affine]).predict(x), r"put (.+) before it")
    assert Sequential([pasted(line), affine]).predict(x).shape == (4, 2)


def test_one_grey_image_becomes_a_batch_of_one():
    x = rng().random((4, 5))
    line = advised(lambda: im2col(x, 2, 2))
    assert im2col(pasted(line, x=x), 2, 2).shape == (12, 4)
    np.testing.assert_array_equal(pasted(line, x=x)[0, 0], x)


@pytest.mark.parametrize(("size", "pool"), [(13, 2), (32, 3), (224, 11)])
def test_a_window_that_does_not_fit_is_made_to(size, pool):
    stride = max(2, pool - 1)
    x = np.zeros((1, 1, size, size))
    message = advised(lambda: MaxPooling(pool, stride=stride).forward(x), "over; (.+)$")
    ways = message.split(", or ")
    for way in ways:
        number = int(re.search(r"\d+", way)[0])
        if way.startswith("use pad"):
            layer = Convolution(np.ones((1, 1, pool, pool)), np.zeros(1), stride, pad=number)
            layer.forward(x)
        elif way.startswith("use a filter"):
            MaxPooling(number, stride=stride).forward(x)
        else:
            assert way.startswith("crop the image to")
            MaxPooling(pool, stride=stride).forward(x[:, :, :number, :number])
    assert len(ways) >= 2


def test_a_filter_larger_than_the_image_is_made_to_fit():
    x = np.zeros((1, 1, 3, 3))
    largest = int(advised(lambda: MaxPooling(5).forward(x), r"at most (\d+)"))
    assert MaxPooling(largest).forward(x).shape == (1, 1, 1, 1)


def test_a_last_batch_of_one_is_dropped():
    x, t = rng().standard_normal((21, 3)), np.arange(21) % 2

    def trainer(batch_size=10, **settings):
        layers = [BatchNormalization(np.ones(3), np.zeros(3)), Affine(np.ones((3, 2)), np.ones(2))]
        net = Sequential(layers)
        return Trainer(net, SGD(), rng=rng(), batch_size=batch_size, **settings)

    line = advised(lambda: trainer().fit(x, t), r"; use (\S+) ")
    assert pasted(f"trainer({line})", trainer=trainer).fit(x, t)
    line = advised(lambda: trainer(50, drop_last=True).fit(x, t))
    assert pasted(f"trainer(drop_last=True, {line})", trainer=trainer).fit(x, t)


def test_inputs_that_are_not_finite_become_zeros():
    x, t = np.array([[np.nan], [np.inf], [-np.inf], [1.0]]), np.array([0, 1, 0, 1])
    net = Sequential([Affine(np.ones((1, 2)), np.zeros(2))])
    trainer = Trainer(net, SGD(), rng=rng())
    with np.errstate(invalid="ignore"):
        line = advised(lambda: trainer.fit(x, t), r"use x = (.+)$")
    assert pasted(line, x=x).tolist() == [[0], [0], [0], [1]]
    trainer.fit(pasted(line, x=x), t)


def test_brightness_in_bytes_is_divided():
    image = np.full((9, 9), 255, np.uint8)
    image[3:6, 4] = 0
    by = float(advised(lambda: to_mnist(image), r"divide bytes by (\d+)"))
    assert to_mnist(image / by).max() == 1


def test_early_stopping_is_given_test_samples():
    x, t = rng().standard_normal((6, 2)), np.arange(6) % 2
    net = Sequential([Affine(np.zeros((2, 2)), np.zeros(2))])
    trainer = Trainer(net, SGD(), rng=rng())
    line = advised(lambda: trainer.fit(x, t, on_epoch=EarlyStopping()), r"give fit (.+)$")
    assert line == "x_test and t_test"
    trainer.fit(x, t, x_test=x, t_test=t, on_epoch=EarlyStopping())


def test_a_state_of_another_network_is_left_behind():
    optimizer = Adam()
    optimizer.update({"0.W": np.ones((2, 2))}, {"0.W": np.ones((2, 2))})
    other = {"0.W": np.ones((3, 2))}
    assert "a new optimizer" in advised(lambda: optimizer.update(other, other))
    Adam().update(other, {"0.W": np.ones((3, 2))})


def test_what_is_to_be_installed_is_there_to_be_installed():
    root = Path(lesson_code.__file__).parent
    extras = tomllib.loads((root.parent / "pyproject.toml").read_text(encoding="utf-8"))
    known = extras["project"]["optional-dependencies"]
    found = []
    for path in root.rglob("*.py"):
        found += re.findall(r"lesson-code\"?\s*\"?\[(\w+)\]", path.read_text(encoding="utf-8"))
    assert set(found) == {"onnx", "parallel"}
    assert set(found) <= known.keys()


# Which hints there are

HINT = re.compile(
    r"\b(use|put|with|convert|hand it in:|set) (x = )?\S*(\w\(|np\.|=|\[)|\buse \{\}\S"
)
TRIED = (
    "; use {}{}",
    "for zeros where it is masked use {}.filled(0)",
    "use rng=np.random.default_rng(0)",
    "use {}{}",
    "use {}.reshape(-1){}",
    "for one-hot rows use {}.argmax(axis=1)",
    "make the layer and its input with dtype=np.float64",
    "; put Flatten() before it",
    "make them with dtype=np.float32, or hand in {}",
    "; use {}t.reshape(-1, 1)",
    "; for one class out of several use SoftmaxCrossEntropy()",
    "yes or no by themselves use BinaryCrossEntropy()",
    "; make the network with dtype=np.float32 to train it",
    "; use batch_size={}",
    "use x = np.nan_to_num(x, posinf=0, neginf=0)",
    "; use drop_last=True",
    "; for one grey image use x[np.newaxis, np.newaxis]",
    "hand it in: load_checkpoint(path, network=...)",  # in test_checkpoint.py
    "or set OPENBLAS_NUM_THREADS=1 before Python starts",  # in test_parallel.py
    "leave them out with skip_damaged=True",  # in test_own_images.py
    "write it anew with np.savez",  # in test_own_images.py
)


def test_every_hint_that_is_python_is_among_those_tried():
    """A new one needs a test above, and then a line in the list."""
    root = Path(lesson_code.__file__).parent
    hints = [text for path in root.rglob("*.py") for text in texts(path) if HINT.search(text)]
    assert [text for text in hints if not any(tried in text for tried in TRIED)] == []
    assert [tried for tried in TRIED if not any(tried in text for text in hints)] == []


def texts(path):
    """The texts of a file that are no docstrings, with {} where something is filled in."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    seen = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr | ast.keyword) and not isinstance(node.value, ast.Call):
            seen |= {id(part) for part in ast.walk(node)}  # a docstring, or a setting such as help=
        if isinstance(node, ast.JoinedStr | ast.Constant) and id(node) not in seen:
            seen |= {id(part) for part in ast.walk(node)}
            parts = node.values if isinstance(node, ast.JoinedStr) else [node]
            yield "".join(
                str(part.value) if isinstance(part, ast.Constant) else "{}" for part in parts
            )
