"""Matrix products for NumPy in a page: Pyodide's NumPy is built without BLAS and SIMD.

matmul.so, which is compiled from scripts/machine/matmul.c, holds the inner loop of `matmul` for
float32 and for float64. A function of NumPy's C API installs it. The sums are added up in another
order, so results may differ in their last digits, as they do between two machines.
"""

import ctypes

import numpy as np
from numpy._core import _multiarray_umath

# Index of PyUFunc_ReplaceLoopBySignature in the table (numpy/_core/include/numpy/__ufunc_api.h)
REPLACE_LOOP = 30

LOOPS = {"float32": "float_matmul", "float64": "double_matmul"}
own_loops = {}  # NumPy's own, by dtype


def install(file):
    """Let `@` and `numpy.matmul` use the loops of a file.

    Args:
        file: path of matmul.so.

    Returns:
        Names of the dtypes that use them now: none if the file cannot be loaded, as in
        a browser without SIMD. A dtype whose loop fails a test product keeps NumPy's own.
    """
    try:
        library = ctypes.CDLL(str(file))
    except OSError:
        return []
    return [kind for kind, loop in LOOPS.items() if _replaced(kind, getattr(library, loop))]


def _replaced(kind, loop):
    """Give NumPy a loop; if it fails a test product, put the old one back and return False."""
    before = replace_loop(kind, ctypes.cast(loop, ctypes.c_void_p))
    own_loops.setdefault(kind, before)
    # More than a block each way, one factor transposed, small whole numbers: the product is exact
    left = np.resize(np.arange(7, dtype=kind), (129, 33)).T
    right = np.resize(np.arange(5, dtype=kind), (129, 65))
    product = np.matmul(left, right, out=np.full((33, 65), -1, kind))
    if np.array_equal(product, np.einsum("ij,jk->ik", left, right)):
        return True
    replace_loop(kind, before)
    return False


def replace_loop(kind, loop):
    """Give NumPy another loop for a dtype, and return the one it had."""
    address_in = ctypes.pythonapi.PyCapsule_GetPointer
    address_in.restype, address_in.argtypes = ctypes.c_void_p, [ctypes.py_object, ctypes.c_char_p]
    table = ctypes.c_void_p * (REPLACE_LOOP + 1)
    api = table.from_address(address_in(_multiarray_umath._UFUNC_API, None))
    types, before = (ctypes.c_int * 3)(*[np.dtype(kind).num] * 3), ctypes.c_void_p()
    arguments = ctypes.py_object, ctypes.c_void_p, type(types), ctypes.POINTER(ctypes.c_void_p)
    replace = ctypes.PYFUNCTYPE(ctypes.c_int, *arguments)(api[REPLACE_LOOP])
    if replace(np.matmul, loop, types, before) != 0:
        raise RuntimeError(f"NumPy's matmul has no loop for {kind}")
    return before
