"""What the page asks Python when numbers of a training are typed, or its log is pasted.

docs/shared/js/by-hand/decoder.js runs this program beside asked.json; it prints its answer as JSON.
"""

import json
from pathlib import Path

from lesson_code.clinic.decoder import decode, decode_log, digits_answered


def answer(language, numbers, log):
    """Decode as the command `doctor` does.

    Args:
        language: "ja" or "en".
        numbers: texts, by the arguments of `decode`; used where there is no log.
        log: what a training printed; empty if there is none.

    Returns:
        `findings`, those of a log's last epoch, and `digits`, what was always answered, epoch by
        epoch; or what is `wrong`: the argument that is no number, or "noNumbers" in the log.
    """
    if log:
        epochs = decode_log(log)
        if not epochs:
            return {"wrong": "noNumbers"}
    else:
        try:
            epochs = [decode(**numbers)]
        except ValueError as error:
            return {"wrong": str(error).partition(":")[0]}
    named = [digits_answered(findings) for findings in epochs]
    return {
        "digits": ["/".join(map(str, digits)) or "-" for digits in named] if any(named) else [],
        "findings": [as_json(finding, language) for finding in epochs[-1]],
    }


def as_json(finding, language):
    """A finding as the page shows it: its line in two, what it means, and the page to read on."""
    state, _, line = finding.line(language).partition(" ")
    return {
        "state": state,
        "line": line.strip(),
        "meaning": finding.meaning(language),
        "page": finding.page,
    }


if __name__ == "__main__":
    print(json.dumps(answer(**json.loads(Path("asked.json").read_text("utf-8")))))
