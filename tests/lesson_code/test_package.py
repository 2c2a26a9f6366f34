"""What holds for the package as a whole."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import lesson_code

PACKAGE = Path(lesson_code.__file__).parent
# from the bottom up; a module may import only from modules before it
ORDER = [
    "_types",
    "_text",
    "_locks",
    "_interrupts",
    "functions",
    "windows",
    "layers.base",
    "layers",
    "gradient_check",
    "losses",
    "initializers",
    "optimizers",
    "named_arrays",
    "stored_images",
    "network",
    "parallel",
    "models",
    "build",
    "archive",
    "datasets",
    "schedules",
    "trainer",
    "checkpoint",
    "export",
    "plots",
    "clinic",
    "clinic._words",
    "clinic.findings",
    "clinic._case",
    "clinic._data",
    "clinic._network",
    "clinic._results",
    "clinic.decoder",
    "clinic.doctor",
    "_program",
    "exercises",
    "exercises.grading",
    "exercises.files",
    "exercises.variants",
    "exercises.lab",
    "exercises.questions",
    "exercises.pieces",
    "exercises.contract",
    "exercises.checking",
    "exercises.progress",
    "_language",
    "_help_ja",
    "_help",
    "exercises.library",
    "exercises.telling",
    "exercises.watching",
    "exercises.report",
    "exercises.commands",
    "exercises.quiz",
    "exercises.mine",
    "examine",
    "examine.report",
    "examine._mistakes",
    "examine._instances",
    "examine._subjects",
    "examine._kinds",
    "examine._formulas",
    "examine._returned",
    "examine._state",
    "examine._max_pooling",
    "examine._batch_norm",
    "examine._dropout",
    "examine._losses",
    "examine._network_forms",
    "examine._sharing",
    "examine._layers",
    "examine._rules",
    "examine._optimizers",
    "examine._modes",
    "examine._symmetry",
    "examine._networks",
    "examine._estimators",
    "examine._arrays",
    "examine.examining",
    "examine.running",
    "cli.own_images",
    "cli.options",
    "cli.pictures",
    "cli.workers",
    "cli.runs",
    "cli.training",
    "cli.networks",
    "cli.clinic",
    "cli.examining",
    "cli",
    "__main__",
]


def floor(module):
    """Height of a module: of the longest entry of ORDER that names it or a folder around it."""
    fits = [name for name in ORDER if module == name or module.startswith(f"{name}.")]
    assert fits, f"{module} has no place in ORDER"
    return ORDER.index(max(fits, key=len))


MODULES = sorted(
    path.relative_to(PACKAGE).with_suffix("").as_posix().replace("/", ".")
    for path in PACKAGE.rglob("*.py")
    if path != PACKAGE / "__init__.py"
)


@pytest.mark.parametrize("module", MODULES)
def test_nothing_imports_from_above(module):
    path = PACKAGE / (module.replace(".", "/") + ".py")
    name = module.removesuffix(".__init__")
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("lesson_code"):
            assert node.level == 0
            source = node.module.removeprefix("lesson_code").lstrip(".")
            # the package itself is only asked by the top floors
            assert source or name == "cli" or name.startswith("cli.")
            for alias in node.names:
                inner = f"{source}.{alias.name}".lstrip(".")
                below = inner if inner in MODULES else source
                if below:
                    assert floor(below) <= floor(name), f"{module} imports {below}"


def test_numpy_is_enough():
    """Import, train and predict where nothing but NumPy is installed, as in a browser."""
    program = """
import sys
unwanted = "matplotlib tqdm click scipy onnx onnxruntime PIL pooch distributed threadpoolctl"
for name in unwanted.split():
    sys.modules[name] = None
import numpy as np
from lesson_code import SGD, Trainer, simple_convnet
import lesson_code.plots
rng = np.random.default_rng(0)
x, t = rng.random((10, 1, 28, 28), np.float32), rng.integers(0, 10, 10)
Trainer(simple_convnet(rng), SGD(), rng=rng, progress=True).fit(x, t, epochs=1)
"""
    subprocess.run([sys.executable, "-W", "error", "-c", program], check=True)


def test_large_packages_are_imported_only_when_they_are_used():
    program = """
import sys, lesson_code.cli
large = {"matplotlib", "onnx", "onnxruntime", "PIL", "pooch", "distributed", "threadpoolctl"}
sys.exit(bool(large & set(sys.modules)))
"""
    subprocess.run([sys.executable, "-c", program], check=True)


def test_what_few_need_is_imported_only_when_they_do():
    """What NumPy itself brings differs from version to version, and is here before."""
    program = """
import sys, numpy, numpy.random
before = set(sys.modules)
import lesson_code
slow = {"multiprocessing", "tarfile", "gzip", "pickletools", "tempfile", "zipfile", "difflib"}
sys.exit(" ".join(slow & set(sys.modules) - before) or None)
"""
    subprocess.run([sys.executable, "-c", program], check=True)


def test_the_version_is_the_projects():
    project = PACKAGE.parent / "pyproject.toml"
    assert tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"] == (
        lesson_code.__version__
    )


def test_everything_public_is_there():
    tree = ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8"))
    imports = [node for node in tree.body if isinstance(node, ast.ImportFrom)]
    assert {alias.name for node in imports for alias in node.names} == set(lesson_code.__all__)
    assert len(lesson_code.__all__) == len(set(lesson_code.__all__))


@pytest.mark.parametrize("module", MODULES)
def test_no_global_randomness_no_pickle_no_print(module):
    tree = ast.parse((PACKAGE / (module.replace(".", "/") + ".py")).read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in {"print", "eval", "exec"}
        if isinstance(node, ast.Import):
            assert not {alias.name for alias in node.names} & {"pickle", "random", "marshal"}
        if isinstance(node, ast.ImportFrom) and node.module in {"pickle", "random", "marshal"}:
            # CIFAR-10 is published as pickles; its reader calls nothing that they name
            assert (module, ast.unparse(node)) == (
                "datasets.cifar10",
                "from pickle import Unpickler",
            )
        if isinstance(node, ast.Attribute) and ast.unparse(node).startswith("np.random."):
            # PCG64 is the kind of generator that default_rng makes; checkpoints hold its state
            assert node.attr in {"Generator", "default_rng", "PCG64"}, ast.unparse(node)
