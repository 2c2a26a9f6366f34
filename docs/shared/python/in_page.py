"""What runs programs in the page: a fresh namespace, a fresh folder, figures as SVG.

The worker (docs/shared/js/python-worker.js) loads this module into Pyodide once. It needs nothing
of Pyodide itself, so that it can be tested by any Python.
"""

import __future__

import ast
import builtins
import contextlib
import importlib.util
import io
import json
import linecache
import os
import random
import re
import shutil
import sys
import tempfile
import traceback
import types
import warnings
from pathlib import Path

STYLE = Path(__file__).with_name("figures.mplstyle")
MATMUL = Path(__file__).with_name("matmul.so")
MNIST = Path(__file__).with_name("mnist")

_loaded = {}  # modules of `call`, by their source


class _Stream(io.TextIOBase):
    """Text goes to `post` line by line, as on a terminal."""

    encoding = "utf-8"

    def __init__(self, post):
        self._post = post
        self._line = ""

    def writable(self):
        return True

    def write(self, text):
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._line += text
        if "\n" in text:
            self.flush()
        return len(text)

    def flush(self):
        if self._line:
            self._post(self._line)
            self._line = ""


def run(code, name, files, post_text, post_figure, above=None):
    """Run a program as `python name` would, in an empty folder that holds `files`.

    Args:
        code: the program.
        name: its file name, as tracebacks show it.
        files: what to put into the folder: names and bytes.
        post_text: called with each piece of text and "stdout" or "stderr".
        post_figure: called with each figure, an SVG document.
        above: what the program begins with, which does not draw; default: all of it.

    Yields:
        "drawing" when what is above has run and whatever figures need has to be there, and
        "resume" when it was imported and the rest will run.

    Returns:
        None if the program came to its end, otherwise the traceback of its own lines.
    """
    folder = tempfile.mkdtemp()
    before = _state()
    main = types.ModuleType("__main__")
    main.__dict__.update(__file__=name, __builtins__=builtins)
    try:
        for file, content in files.items():
            path = Path(folder, file)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        os.chdir(folder)
        sys.modules["__main__"] = main
        sys.argv = [name]
        sys.path.insert(0, folder)
        sys.stdin = io.StringIO()
        sys.stdout = output = _Stream(lambda text: post_text(text, "stdout"))
        sys.stderr = errors = _Stream(lambda text: post_text(text, "stderr"))
        _use_mnist(code)
        lines = code.splitlines(keepends=True)
        linecache.cache[name] = (len(code), None, lines, name)
        try:
            beginning, rest = _pieces(code, name, above)
            show = None
            if beginning:
                show = _prepare_figures(code if rest is None else above, post_figure)
                exec(beginning, main.__dict__)
            if rest:
                output.flush()
                yield "drawing"
                before = _numpy_state() | before
                show = show or _prepare_figures(code, post_figure)
                yield "resume"
                exec(rest, main.__dict__)
            if show:
                show()  # what was drawn and not shown: a picture helps more than its absence
        except SystemExit as end:
            return _of_exit(end)
        except BaseException as error:
            _restore_builtins(before)  # without them not even a traceback is made
            return own_traceback(error, {name, folder})
        finally:
            output.flush()
            errors.flush()
        return None
    finally:
        _restore(before, folder, name)


def _pieces(code, name, above):
    """Return the program compiled in two pieces, what is above and the rest; None is no piece."""
    whole = compile(code, name, "exec", dont_inherit=True)  # no line runs where one is no Python
    if above is None or above == code:
        return whole, None
    length = above.count("\n")
    statements = ast.parse(code, name).body
    beginning = [statement for statement in statements if statement.lineno <= length]
    if beginning and beginning[-1].end_lineno > length:  # the place is inside of a statement
        return None, whole
    first = compile(ast.Module(beginning, []), name, "exec", dont_inherit=True)
    flags = first.co_flags & __future__.annotations.compiler_flag
    rest = ast.Module(statements[len(beginning) :], [])
    return first, compile(rest, name, "exec", flags=flags, dont_inherit=True)


def own_traceback(error, places):
    """Return a traceback without the lines of libraries: those of the files in `places`."""
    places = tuple(places)
    text = traceback.TracebackException.from_exception(error)
    seen = set()

    def thin_out(part):
        if part is None or id(part) in seen:
            return
        seen.add(id(part))
        own = [frame for frame in part.stack if frame.filename.startswith(places)]
        part.stack = traceback.StackSummary.from_list(own)
        for nested in (part.__cause__, part.__context__, *(part.exceptions or ())):
            thin_out(nested)

    thin_out(text)
    return "".join(text.format()).rstrip("\n")


def _of_exit(end):
    """Return what `sys.exit` said: nothing or 0 is success."""
    if end.code is None or end.code == 0:
        return None
    return f"SystemExit: {end.code}"


def _prepare_figures(code, post_figure):
    """Give pyplot, if the code uses it, the style of the book and a `show` that posts figures."""
    if not re.search(r"\b(matplotlib|plots)\b", code):
        return None
    import matplotlib
    import matplotlib.pyplot as plt

    plt.close("all")
    matplotlib.rcdefaults()
    matplotlib.use("agg")
    plt.style.use(STYLE)

    def show(*_args, **_kwargs):
        for number in plt.get_fignums():
            file = io.StringIO()
            metadata = {"Date": None, "Creator": None}
            plt.figure(number).savefig(file, format="svg", metadata=metadata)
            post_figure(file.getvalue())
        plt.close("all")

    plt.show = show
    return show


def _state():
    """Return what a program may change and the next one must not see."""
    state = {
        "builtins": dict(vars(builtins)),
        "environ": dict(os.environ),
        "folder": str(Path.cwd()),
        "limit": sys.getrecursionlimit(),
        "modules": set(sys.modules),
        "main": sys.modules.get("__main__"),
        "sys": {name: getattr(sys, name) for name in ("argv", "stdin", "stdout", "stderr")},
        "path": list(sys.path),
        "warnings": list(warnings.filters),
    }
    return state | _numpy_state()


def _numpy_state():
    if not importlib.util.find_spec("numpy"):
        return {}
    import numpy

    return {"print": numpy.get_printoptions(), "errors": numpy.geterr()}


def _restore(state, folder, program):
    """Put back what a program may have changed, and forget what it brought along."""
    _restore_builtins(state)
    os.chdir(state["folder"])
    shutil.rmtree(folder, ignore_errors=True)
    for variable in set(os.environ) - set(state["environ"]):
        del os.environ[variable]
    os.environ.update(state["environ"])
    for attribute, value in state["sys"].items():
        setattr(sys, attribute, value)
    sys.path[:] = state["path"]
    sys.setrecursionlimit(state["limit"])
    sys.modules["__main__"] = state["main"]
    warnings.filters[:] = state["warnings"]
    linecache.cache.pop(program, None)
    random.seed()

    if "print" in state:
        import numpy

        numpy.set_printoptions(**state["print"])
        numpy.seterr(**state["errors"])
        numpy.random.seed()  # noqa: NPY002 (a program may have seeded the old one)

    # The files of the program's own folder, and our package, whose layers it may have changed
    for module in list(sys.modules):
        file = getattr(sys.modules[module], "__file__", None) or ""
        if file.startswith(folder) or module.partition(".")[0] == "lesson_code":
            del sys.modules[module]


def _restore_builtins(state):
    vars(builtins).update(state["builtins"])
    for name in set(vars(builtins)) - set(state["builtins"]):
        delattr(builtins, name)


def call(source, name, args, files, post_text):
    """Call a function of a module, which is loaded once and kept by its source.

    Args:
        source: the module's text.
        name: the function.
        args: what to call it with; a typed array comes as an array of NumPy, and so does an object
            with `data`, a typed array, and `shape`.
        files: names and bytes, put into a folder of the module when it is loaded; the folder is
            its working directory then and during each call.
        post_text: called with what it prints.

    Returns:
        What the function returned, made of what JavaScript has too: an array of one dimension stays
        one, any other becomes a dict with `data` and `shape`.

    Raises:
        RuntimeError: if the function raised; the message is the traceback of its own lines.
    """
    if source not in _loaded:
        _loaded[source] = _load(source, files, post_text)
    module, folder = _loaded[source]
    with _inside(folder, post_text):
        try:
            return _to_page(getattr(module, name)(*map(_from_page, args)))
        except BaseException as error:
            raise RuntimeError(own_traceback(error, {module.__file__, folder})) from None


def _from_page(value):
    if isinstance(value, memoryview):
        import numpy

        return numpy.array(value)
    if isinstance(value, dict) and set(value) == {"data", "shape"}:
        return _from_page(value["data"]).reshape(value["shape"])
    return value


def _to_page(value):
    if isinstance(value, dict):
        return {str(key): _to_page(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_to_page(part) for part in value]
    if not hasattr(value, "dtype"):
        return value
    if value.ndim == 0:
        return value.item()
    if value.ndim > 1:
        return {"data": _to_page(value.ravel()), "shape": list(value.shape)}
    # JavaScript has no booleans in arrays, and 64-bit integers only as numbers of another kind
    kind = {"b": "uint8", "i": "int32", "u": "uint32"}.get(value.dtype.kind)
    too_wide = value.dtype.kind in "iu" and value.dtype.itemsize > 4
    return value.astype("float64" if too_wide else kind or value.dtype)


def _load(source, files, post_text):
    folder = tempfile.mkdtemp()
    for file, content in files.items():
        path = Path(folder, file)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    name = f"in_page_{len(_loaded)}"
    module = types.ModuleType(name)
    module.__file__ = f"{name}.py"
    linecache.cache[module.__file__] = (
        len(source),
        None,
        source.splitlines(keepends=True),
        module.__file__,
    )
    _use_mnist(source)
    with _inside(folder, post_text):
        try:
            exec(compile(source, module.__file__, "exec", dont_inherit=True), module.__dict__)
        except BaseException as error:
            raise RuntimeError(own_traceback(error, {module.__file__, folder})) from None
    return module, folder


@contextlib.contextmanager
def _inside(folder, post_text):
    here = str(Path.cwd())
    stream = _Stream(lambda text: post_text(text, "stdout"))
    os.chdir(folder)
    try:
        with contextlib.redirect_stdout(stream):
            yield
    finally:
        stream.flush()
        os.chdir(here)


def warm_up(packages):
    """Import what takes long to import, before the time of a program is taken."""
    if "numpy" in packages:
        import page_matmul

        page_matmul.install(MATMUL)
    if "matplotlib" in packages:
        import matplotlib.pyplot  # noqa: F401


def _use_mnist(code):
    """Let load_mnist read the part of MNIST that came along, and check it by its own sums."""
    if "load_mnist" not in code or not MNIST.exists():
        return
    from lesson_code.datasets import mnist

    mnist.DATA = MNIST
    mnist.CHECKSUMS = json.loads((MNIST / "checksums.json").read_text("utf-8"))
