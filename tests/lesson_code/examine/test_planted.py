"""The mistakes of the exercises, of foreign programs and of famous pages are called by their names.

Right answers, however they are written, have no fault; our own layers, losses and optimisers are
examined by the same room of code.
"""

import importlib
import tomllib
from pathlib import Path

import numpy as np
import pytest

from lesson_code import layers, losses, optimizers
from lesson_code.examine._mistakes import mistakes
from lesson_code.examine._symmetry import alike
from lesson_code.examine.examining import examine_file
from lesson_code.exercises.grading import Problem
from lesson_code.exercises.library import library_of
from lesson_code.exercises.pieces import all_pieces
from lesson_code.exercises.progress import Progress

HERE = Path(__file__).parent
EXERCISES = HERE.parents[2] / "docs" / "exercises"
PLANTED = tomllib.loads((HERE / "planted.toml").read_text(encoding="utf-8"))
IN_NETWORKS = tomllib.loads((HERE / "networks.toml").read_text(encoding="utf-8"))
REPLACED = tomllib.loads((HERE / "replaced.toml").read_text(encoding="utf-8"))["mistake"]


@pytest.fixture(autouse=True, scope="module")
def mine(tmp_path_factory):
    """Our own pieces, for the answers that import from `mine`."""
    folder = tmp_path_factory.mktemp("mine")
    text = library_of(all_pieces(), Progress())
    (folder / "mine.py").write_text(text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(folder)
        yield


def split(key):
    folder, _, name = key.partition(":")
    return EXERCISES / folder, name


def names(file, name, **how):
    return examine_file(file, name, **how).names - {"no-backward"}


@pytest.mark.parametrize("key", PLANTED)
def test_wrong_answers_are_named(key):
    folder, name = split(key)
    found = {stem: names(folder / f"wrong_{stem}.py", name) for stem in PLANTED[key]}
    assert found == {stem: set(expected) for stem, expected in PLANTED[key].items()}


@pytest.mark.parametrize("key", PLANTED)
def test_right_answers_have_no_fault(key):
    folder, name = split(key)
    programs = [folder / "solution.py", *folder.glob("right_*.py")]
    define_it = [p for p in programs if f"class {name}" in p.read_text(encoding="utf-8")]
    assert define_it
    for program in define_it:
        assert examine_file(program, name).faults == (), program


def test_mistakes_that_no_exercise_plants(tmp_path):
    for mistake in REPLACED:
        folder, name = split(mistake["of"])
        right = (folder / "solution.py").read_text(encoding="utf-8")
        assert mistake["old"] in right, mistake
        program = tmp_path / "planted.py"
        program.write_text(right.replace(mistake["old"], mistake["new"]), encoding="utf-8")
        assert names(program, name) == set(mistake["names"]), mistake


FAMOUS = {
    "TutorialReLU": {"mask-always-true"},
    "TutorialDropout": {"factor-missing", "float64"},
    "LibraryDropout": {"mask-ignored", "float64"},
    "CourseDropout": {"drops-at-inference", "float64"},
    "HeldDropout": {"mask-held", "mask-held-at-inference", "float64"},
    "ParenthesesAdam": {"eps-added-to-parameter", "zero-gradient-nan"},
    "StartingRMSProp": {"starts-at-square"},
    "StartingAdam": {"starts-at-square"},
    "NoteAdaGrad": {"lr-less-gradient"},
    "NoteSGD": {"lr-less-gradient"},
    "Nesterov2016": {"nesterov-of-2016"},
    "ReplacingSGD": {"rebinds"},
    "GradientAdamW": {"decay-in-gradient"},
    "Neighbours": {"neighbours-missing"},
    "Raises": {"stopped"},
    "TorchSGD": {"zero-grad-leaves", "nothing-moved"},
}


@pytest.mark.parametrize("name", FAMOUS)
def test_famous_mistakes_are_named(name):
    how = {"shape": (4, 2, 1)} if name == "Neighbours" else {}
    assert names(HERE / "programs" / "famous.py", name, **how) == FAMOUS[name]


NOTHING: frozenset[str] = frozenset()
FROM_SCRATCH = {
    **dict.fromkeys(("Sigmoid", "Affine", "Affine2", "MatMul", "Softmax"), NOTHING),
    **dict.fromkeys(("SGD", "SGD2", "Momentum", "Nesterov", "AdaGrad", "RMSprop"), NOTHING),
    **dict.fromkeys(("Adam", "Adam2"), frozenset({"eps-uncorrected"})),
    **dict.fromkeys(("Convolution", "Pooling"), frozenset({"float64"})),
    "Relu": {"writes-dout"},
    "SoftmaxWithLoss": {"dout-not-used", "small-constant"},
    "Dropout": {"mask-held-at-inference"},
    "BatchNormalization": {"no-backward-at-inference", "images-refused", "running-biased"},
}
CS231N = {
    **dict.fromkeys(("affine_forward", "relu", "softmax_loss", "svm_loss", "layernorm"), NOTHING),
    **dict.fromkeys(("sgd", "sgd_momentum", "rmsprop", "adam"), NOTHING),
    **dict.fromkeys(("conv_forward_naive", "max_pool", "dropout"), frozenset({"float64"})),
    "batchnorm": {"no-backward-at-inference", "images-refused", "running-biased"},
}


NNFS = {
    **{f"Activation_{name}": NOTHING for name in ("ReLU", "Sigmoid", "Linear", "Softmax")},
    **{f"Loss_{n}": NOTHING for n in ("CategoricalCrossentropy", "BinaryCrossentropy")},
    **{f"Optimizer_{name}": NOTHING for name in ("SGD", "RMSprop", "Adam")},
    **dict.fromkeys(("Layer_Dense", "Loss_MeanSquaredError"), NOTHING),
    "Layer_Dropout": {"mask-held-at-inference", "float64"},
    "Activation_Softmax_Loss_CategoricalCrossentropy": {"small-constant"},
    "Loss_CategoricalCrossentropyUnclipped": {"log-of-0"},
    "Layer_DenseWrong": {"averaged"},
    "Activation_Tanh": {"slope-of-input"},
    "Loss_CategoricalCrossentropyWrong": {"factor-n-missing"},
    "Activation_Softmax_LossWrong": {"more-than-one-class"},
    "Optimizer_AdamWrong": {"t-from-0"},
}
TORCH_LIKE = {
    **dict.fromkeys(("ReLU", "CrossEntropyLoss", "SGD"), NOTHING),
    "Linear": {"accumulates-with-zero"},
    "Dropout": {"float64"},
    "LinearWrong": {"averaged", "accumulates-with-zero"},
    "Net": NOTHING,
    "NetWrong": {"parameters-miss"},
    "NetBackwardWrong": {"network-no-gradient"},
}
LEARNERS = {
    **dict.fromkeys(("Dense", "DenseLayer", "SGD", "Network", "NeuralNetwork"), NOTHING),
    "linear_forward": {"averaged-here"},
    "linear_wrong": {"averaged-here", "summed-over-everything"},
    "DenseWrong": {"weights-already-new"},
    "DenseLayerWrong": {"weights-already-new"},
    "NetworkWrong": {"network-gradient"},
    "NeuralNetworkWrong": {"network-samples-mixed"},
    "NeuralNetworkWrongBack": {"network-gradient"},
}
# Several batch norms with one set of running statistics
NORMED = {
    **dict.fromkeys(("book", "with_dropout", "Net", "SlowNet", "course", "Stack"), NOTHING),
    "course_decayed": NOTHING,
    **dict.fromkeys(
        (
            *("shared_default", "shared_default_with_dropout", "NetWrong", "StackOfOne"),
            *("course_shared", "course_shared_and_decayed", "StackOfProgram", "StackOfForward"),
        ),
        frozenset({"network-running-shared"}),
    ),
    "course_one": {"inference-differs"},
    "BatchNormalization": {"no-backward-at-inference", "images-refused", "running-biased"},
    "BatchNormalizationWrong": {"running-shared", "images-refused", "float64"},
    "BatchNorm1d": {"no-backward-at-inference", "images-refused", "momentum-of-new"},
    "BatchNorm1dWrong": {"running-shared", "images-refused"},
    "norm": {"no-backward-at-inference"},
    **dict.fromkeys(("norm_of_program", "norm_of_forward"), frozenset({"running-shared"})),
    "Layer_BatchNorm": {"no-backward-at-inference", "images-refused"},
    "Layer_BatchNormWrong": {"running-shared", "images-refused"},
}
ACCOUNTS = {
    **dict.fromkeys(("Net", "InOrder", "OfItself", "ByName", "Affine", "Scale"), NOTHING),
    **dict.fromkeys(
        ("NetWrong", "OfItselfWrong", "KeptWrong", "AffineWrong"), frozenset({"parameters-grow"})
    ),
    **dict.fromkeys(("UsedUpWrong", "GeneratorWrong"), frozenset({"parameters-used-up"})),
    "ScaleWrong": {"parameters-shared"},
}
ALIKE = frozenset({"fit-and-predict", "units-alike-after-fit"})
SELVES = {
    **dict.fromkeys(
        (
            *("MLPClassifier", "SavedByTheLast", "LastFromZero", "Binary", "Regressor"),
            *("LogisticRegression", "SingleOutput"),
        ),
        frozenset({"fit-and-predict"}),
    ),
    **dict.fromkeys(
        ("MLPClassifierWrong", "BinaryWrong", "DeepWrong", "RegressorWrong", "SingleOutputWrong"),
        ALIKE,
    ),
    **dict.fromkeys(("Net", "NetFromZero", "NetWithDropout", "TwoLayerNet"), NOTHING),
    **dict.fromkeys(("NetWrong", "TwoLayerNetWrong", "ConvNetWrong"), frozenset({"units-alike"})),
    "ConvNet": NOTHING,
}
PROGRAMS = {
    "normed.py": NORMED,
    "accounts.py": ACCOUNTS,
    "selves.py": SELVES,
    "learners.py": LEARNERS,
    "from_scratch.py": FROM_SCRATCH,
    "cs231n.py": CS231N,
    "nnfs.py": NNFS,
    "torch_like.py": TORCH_LIKE,
    "networks.py": dict.fromkeys(("TwoLayerNet", "FullyConnectedNet"), NOTHING),
}


@pytest.mark.parametrize(
    ("file", "name", "expected"),
    [(file, *each) for file, table in PROGRAMS.items() for each in table.items()],
)
def test_the_conventions_of_other_books(file, name, expected):
    assert names(HERE / "programs" / file, name) == expected


OURS = [
    *((layers, name, {}) for name in layers.__all__ if name not in ("Layer", "convolve_naive")),
    (layers, "Tanh", {"amplitude": 1.7159, "slope": 2 / 3}),
    (layers, "Dropout", {"inverted": False}),
    (layers, "BatchNormalization", {"average": "arithmetic"}),
    *((losses, kind.__name__, {}) for kind in losses.Loss.__subclasses__()),
    *((optimizers, kind.__name__, {}) for kind in optimizers.OPTIMIZERS.values()),
    *((optimizers, kind.__name__, {"weight_decay": 0.0}) for kind in [optimizers.Adam]),
]


@pytest.mark.parametrize(
    ("room", "name", "given"), [pytest.param(*ours, id=ours[1]) for ours in OURS]
)
def test_our_own_have_no_fault(room, name, given):
    module = importlib.import_module(getattr(room, name).__module__)
    how = {}
    if name == "Scale":
        given, how = {"gain": [2.0, 3.0], "bias": [1.0, -1.0]}, {"shape": (2, 3, 2)}
    report = examine_file(module.__file__, name, given, **how)
    assert report.faults == ()
    assert report.names <= {"running-arithmetic"}
    assert {finding.level for finding in report.findings} >= {"fine"}


@pytest.mark.parametrize("mistake", IN_NETWORKS)
def test_mistakes_of_networks_are_named(mistake, tmp_path):
    planted = IN_NETWORKS[mistake]
    right = (HERE / "programs" / "networks.py").read_text(encoding="utf-8")
    assert planted["old"] in right
    program = tmp_path / "planted.py"
    program.write_text(right.replace(planted["old"], planted["new"]), encoding="utf-8")
    assert names(program, planted["of"]) == {mistake}


def test_a_generator_of_parameters_is_used_up(tmp_path):
    right = (HERE / "programs" / "torch_like.py").read_text(encoding="utf-8")
    program = tmp_path / "planted.py"
    velocities = "self.velocities = [np.zeros_like(p.data) for p in self.params]"
    for old, new in (("self.params = list(params)", "self.params = params"), (velocities, "")):
        assert old in right
        right = right.replace(old, new)
    right = right.replace(
        "zip(self.params, self.velocities, strict=True)", "((p, 0 * p.data) for p in self.params)"
    )
    program.write_text(right, encoding="utf-8")
    assert names(program, "Net") == {"step-moves-nothing"}


def test_every_mistake_that_can_be_named_is_planted_somewhere():
    tables = [FAMOUS, *PROGRAMS.values(), *PLANTED.values()]
    planted = {name for table in tables for found in table.values() for name in found}
    planted |= {name for mistake in REPLACED for name in mistake["names"]} | IN_NETWORKS.keys()
    planted |= {"step-moves-nothing"} | DATA
    known = {name for name, entry in mistakes().items() if entry["level"] != "fine"}
    assert planted <= known
    assert sorted(known - planted - NOT_PLANTED) == []


# What test_data.py plants
DATA = {
    *("labels-torn", "labels-untold", "labels-no-classes", "labels-from-1"),
    *("data-counts", "data-not-finite", "data-range"),
}
# Notes on what is right all the same, and cousins of what is planted
NOT_PLANTED = {
    *("no-backward", "eps-inside-note", "momentum-outside", "rmsprop-corrected", "decays-biases"),
    *("not-float64", "w-changed", "decay-missing", "decay-without-rate", "is-max", "not-divided"),
    *("jacobian-not-transposed", "unknown-b"),
}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Needs", "needs 'temperature'"),
        ("two_lines", "is not recognised"),
        ("Nobody", "defines no 'Nobody'"),
        ("Fussy", "could not be trained.*expected a corpus"),
    ],
)
def test_what_cannot_be_examined_is_said(name, words):
    file = "selves.py" if name == "Fussy" else "famous.py"
    with pytest.raises(Problem, match=words) as caught:
        examine_file(HERE / "programs" / file, name)
    assert set(caught.value.texts) == {"en", "ja"}


@pytest.mark.parametrize(
    ("file", "name", "parts"),
    [
        ("normed.py", "NetWrong", ("seq[1], seq[4]", "BatchNorm1dWrong.buffers", "%")),
        ("normed.py", "course_shared", ("bn_params[0] = bn_params[1]", "%")),
        ("normed.py", "StackOfProgram", ("layers[1], layers[3]", "RUNNING", "%")),
        ("normed.py", "StackOfForward", ("NormOfForward.forward(state=...)", "%")),
        ("accounts.py", "NetWrong", ("parameters()", "4", "8", "12")),
        ("selves.py", "DeepWrong", ("coefs_[1]", "4")),
        ("selves.py", "NetWrong", ("layers[2].weight", "4", "5")),
    ],
)
def test_the_sentence_says_where_and_how_much_in_both_languages(file, name, parts):
    [fault] = examine_file(HERE / "programs" / file, name).faults
    for text in fault.texts.values():
        assert [part for part in parts if part not in text] == []


def test_units_are_alike_where_all_their_weights_are():
    rng = np.random.default_rng(0)
    W = rng.standard_normal((6, 40))
    assert len(alike(W, 0)) == len(alike(W, 1)) == 1
    W[:, [3, 30, 31]] = W[:, [5]]
    assert sorted(alike(W, 1)) == [3, 5, 30, 31]
    W[0, 30] += 1e-6
    assert sorted(alike(W, 1)) == [3, 5, 31]
    assert len(alike(np.zeros((4, 2, 3, 3), np.float32), 0)) == 4


def test_running_variances_over_n_minus_1_in_many_layers_are_no_fault(tmp_path):
    program = tmp_path / "deep.py"
    program.write_text(
        "import numpy as np\n"
        "from lesson_code import Affine, BatchNormalization, ReLU, Sequential\n\n\n"
        "def deep():\n"
        "    layers = []\n"
        "    for i in range(7):\n"
        "        W = np.random.default_rng(i).normal(0, 0.4, (8, 8))\n"
        "        layers += [Affine(W, np.zeros(8)), BatchNormalization(np.ones(8), np.zeros(8))]\n"
        "        layers.append(ReLU())\n"
        "    return Sequential(layers)\n",
        encoding="utf-8",
    )
    assert names(program, "deep") == set()


def test_what_is_needed_can_be_handed_over_or_made_by_a_function():
    file = HERE / "programs" / "famous.py"
    for name, given in (("Needs", {"temperature": 3.0}), ("made", {})):
        report = examine_file(file, name, given)
        assert report.faults == ()
        assert any(finding.name == "gradients" for finding in report.findings)
    with pytest.raises(Problem, match="takes no such argument"):
        examine_file(file, "Needs", {"rate": 1})


@pytest.mark.parametrize("rate", [0.1, 0.5, 0.9])
def test_a_rate_of_ones_own_makes_no_fault(rate):
    """At one half, what is dropped and what is kept are one number."""
    book, course = (HERE / "programs" / name for name in ("from_scratch.py", "cs231n.py"))
    module = importlib.import_module(layers.Dropout.__module__)
    exercise = split("11_dropout/2_build:Dropout")[0] / "solution.py"
    for file, name, argument in (
        (module.__file__, "Dropout", "rate"),
        (exercise, "Dropout", "rate"),
        (book, "Dropout", "dropout_ratio"),
        (course, "dropout", "p"),
    ):
        assert examine_file(file, name, {argument: rate}).faults == (), (file, name)
    with pytest.raises(Problem, match="too little to be seen"):
        examine_file(exercise, "Dropout", {"rate": 0.0})


def test_an_optimiser_is_recognised_by_what_it_does_and_held_to_what_it_is_meant_to_be():
    file = HERE / "programs" / "from_scratch.py"
    assert "momentum" in examine_file(file, "Momentum").subject["en"]
    assert names(file, "SGD", kind="adam") == {"is-another"}


OF_NO_KIND = """
import numpy as np


class Gate:
    "Makes its own weights, for three features."

    def __init__(self):
        self.W = np.linspace(-1, 1, 9).reshape(3, 3)

    def forward(self, x):
        self.x, self.s = x, np.tanh(x @ self.W)
        return x * self.s

    def backward(self, dout):
        d = dout * self.x * (1 - self.s**2)
        self.dW = self.x.T @ d
        return dout * self.s + d @ self.W.T


class Huber:
    def forward(self, y, t):
        self.d = y - t
        far = np.abs(self.d) - 0.5
        return np.where(np.abs(self.d) < 1, self.d**2 / 2, far).mean()

    def backward(self):
        return np.clip(self.d, -1, 1) / self.d.size


class DecayingSGD:
    def __init__(self, lr=0.1, weight_decay=0.01):
        self.lr, self.weight_decay = lr, weight_decay

    def update(self, params, grads):
        for key, p in params.items():
            p -= self.lr * (grads[key] + self.weight_decay * p)


class Clock:
    update = "noon"
"""


def test_what_is_of_no_kind_that_is_known_has_its_gradients_checked(tmp_path):
    program = tmp_path / "own.py"
    program.write_text(OF_NO_KIND, encoding="utf-8")
    for name in ("Gate", "Huber", "DecayingSGD"):
        assert names(program, name) == set(), name
    wrong = OF_NO_KIND.replace("+ d @ self.W.T", "+ d @ self.W")
    program.write_text(wrong.replace("/ self.d.size", "/ 3"), encoding="utf-8")
    assert names(program, "Gate") == {"unknown"}
    assert names(program, "Huber") == {"loss-gradient-factor"}
    with pytest.raises(Problem, match="is not recognised"):
        examine_file(program, "Clock")


def test_no_formula_is_held_against_what_is_meant_to_be_something_else(tmp_path):
    program = tmp_path / "layers.py"
    program.write_text(
        "class Affine:\n"
        "    def __init__(self, W, b):\n"
        "        self.W, self.b = W, b\n"
        "    def forward(self, x):\n"
        "        self.x = x\n"
        "        return x @ self.W + 2 * self.b\n"
        "    def backward(self, dout):\n"
        "        self.dW, self.db = self.x.T @ dout, 2 * dout.sum(axis=0)\n"
        "        return dout @ self.W.T\n",
        encoding="utf-8",
    )
    assert "unknown-output" in names(program, "Affine")
    assert names(program, "Affine", kind="other") == set()
