"""What the page asks Python when a layer, loss or optimiser is pasted.

docs/shared/js/by-hand/check-layer.js runs this program beside asked.json and my_layers.py, and
beside what the learner's own library is made of if that is used; it prints its answer as JSON.
"""

import ast
import json
import re
from pathlib import Path

from lesson_code.examine.examining import KINDS, examine_file, sizes_of
from lesson_code.exercises import library
from lesson_code.exercises.grading import Problem

PROGRAM = Path("my_layers.py")
WORDS = {"true": True, "false": False, "null": None}  # of JSON, as in the terminal


def answer(language, name, given, kind, shape):
    """Examine as the command `examine` does.

    Args:
        language: "ja" or "en".
        name: of the class or function in my_layers.py.
        given: arguments to make it with, such as "rate=0.5, size=[3, 4]".
        kind: what it is meant to be; empty for what its name says, or what it does.
        shape: sizes of one sample, such as "3,32,32"; empty to try.

    Returns:
        `subject`, `findings` and the number of `faults`; or a `problem`, a sentence; or which
        field is `wrong`, and with `kind` all `kinds` that there are.
    """
    try:
        arguments = arguments_of(given)
    except (SyntaxError, ValueError):
        return {"wrong": "given"}
    if kind and kind not in KINDS:
        return {"wrong": "kind", "kinds": ", ".join(KINDS)}
    try:
        sizes = sizes_of(shape) if shape else None
    except ValueError:
        return {"wrong": "shape"}
    try:
        report = examine_file(PROGRAM, name, arguments, kind or None, sizes)
    except Problem as problem:
        return {"problem": problem.texts[language]}
    return {
        "subject": report.subject[language],
        "findings": [
            {**found.to_json(), "text": found.texts[language]} for found in report.findings
        ],
        "faults": len(report.faults),
    }


def arguments_of(text):
    """Arguments as one writes them in a call; a word without quotation marks is a text."""
    text = re.sub(r"(^|[\s,]+)--with\s+", ", ", text).strip(" ,")  # as in the terminal
    call = ast.parse(f"f({text})", mode="eval").body
    plain = isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and not call.args
    if not plain or not all(keyword.arg for keyword in call.keywords):
        raise ValueError("expected NAME=VALUE, ...")
    return {keyword.arg: value_of(keyword.value) for keyword in call.keywords}


def value_of(node):
    """What a literal or a word stands for."""
    return WORDS.get(node.id, node.id) if isinstance(node, ast.Name) else ast.literal_eval(node)


def main():
    """Write what `from mine import` needs, and print the answer."""
    table = Path("pieces.json")
    if table.exists():
        pieces, progress = library.from_page(
            json.loads(table.read_text("utf-8")), Path("progress.json").read_text("utf-8")
        )
        Path("mine.py").write_text(library.library_for_check(pieces, progress)[0], "utf-8")
    print(json.dumps(answer(**json.loads(Path("asked.json").read_text("utf-8")))))


if __name__ == "__main__":
    main()
