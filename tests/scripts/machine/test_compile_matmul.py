"""The compiled matrix products of the pages go with their source."""

import json

from scripts.machine import compile_matmul


def test_the_compiled_file_was_made_of_this_source():
    kept = json.loads(compile_matmul.RECORD.read_text(encoding="utf-8"))
    assert kept == compile_matmul.record(), "run: python scripts/machine/compile_matmul.py"
