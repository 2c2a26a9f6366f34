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
    "functions",
    "windows",
    "layers.base",
    "layers",
    "gradient_check",
    "losses",
    "initializers",
    "optimizers",
    "network",
    "models",
    "checkpoint",
    "datasets",
    "trainer",
    "plots",
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
            below = node.module.removeprefix("lesson_code").lstrip(".")
            if below:  # the package itself is only asked for its version, and by the top floor
                assert floor(below) <= floor(name), f"{module} imports {node.module}"
            else:
                assert name == "cli"


def test_numpy_is_enough():
    """Import, train and predict where nothing but NumPy is installed, as in a browser."""
    program = """
import sys
for name in ("matplotlib", "tqdm", "click", "scipy"):
    sys.modules[name] = None
import numpy as np
from lesson_code import SGD, Trainer, simple_convnet
import lesson_code.plots
rng = np.random.default_rng(0)
x, t = rng.random((10, 1, 28, 28), np.float32), rng.integers(0, 10, 10)
Trainer(simple_convnet(rng), SGD(), rng=rng, progress=True).fit(x, t, epochs=1)
"""
    subprocess.run([sys.executable, "-W", "error", "-c", program], check=True)


def test_matplotlib_is_imported_only_when_something_is_drawn():
    program = "import sys, lesson_code.cli; sys.exit('matplotlib' in sys.modules)"
    subprocess.run([sys.executable, "-c", program], check=True)


def test_the_version_is_the_projects():
    project = PACKAGE.parent / "pyproject.toml"
    assert tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"] == (
        lesson_code.__version__
    )


def test_everything_public_is_there():
    assert sorted(lesson_code.__all__, key=str.lower) == sorted(lesson_code.__all__, key=str.lower)
    for name in lesson_code.__all__:
        assert hasattr(lesson_code, name)


@pytest.mark.parametrize("module", MODULES)
def test_no_global_randomness_no_pickle_no_print(module):
    tree = ast.parse((PACKAGE / (module.replace(".", "/") + ".py")).read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in {"print", "eval", "exec"}
        if isinstance(node, ast.Import):
            assert not {alias.name for alias in node.names} & {"pickle", "random", "marshal"}
        if isinstance(node, ast.Attribute) and ast.unparse(node).startswith("np.random."):
            assert node.attr in {"Generator", "default_rng"}, ast.unparse(node)
