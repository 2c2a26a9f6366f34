"""The glossary says of each term which pages link to it."""

from scripts.book import glossary_uses

GLOSSARY = """# Glossary

## Training

### Batch（バッチ） {#batch}

Some samples at once.

### Epoch（エポック） {#epoch}

All samples once.

## Data

### Unused（未使用） {#unused}

Nobody links here.
"""


def test_each_term_names_its_pages(tmp_path):
    batches, epochs = "[batch](../glossary.md#batch)", "[epoch](../glossary.md#epoch)"
    for name, text in {
        "lessons/02-b.md": f"# B {{#b}}\n\nA {batches}, two {batches}.",
        "lessons/01-a.md": f"# A {{#a}}\n\n{batches} {epochs}",
        "experiments/why.md": f"# Why? {{#why}}\n\nAn {epochs}",
    }.items():
        path = tmp_path / "en" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    found = glossary_uses.with_uses(GLOSSARY, "en", tmp_path)
    batch = "Used in [lesson 1](lessons/01-a.md) and [lesson 2](lessons/02-b.md).\n"
    epoch = "Used in [lesson 1](lessons/01-a.md) and [Why?](experiments/why.md)\n"
    assert f"{found}\n" == GLOSSARY.replace("at once.\n", f"at once.\n\n{batch}").replace(
        "samples once.\n", f"samples once.\n\n{epoch}"
    )


def test_both_glossaries_get_the_same_pages():
    places = [
        {
            term: [link.partition("](")[2] for link in links]
            for term, links in glossary_uses.pages_by_term(language).items()
        }
        for language in ("en", "ja")
    ]
    assert places[0] == places[1]
    assert "lessons/15-im2col.md)" in places[0]["im2col"]


def test_how_the_line_reads():
    assert glossary_uses.sentence(["a"], "en") == "Used in a."
    assert glossary_uses.sentence(["a", "b", "c"], "en") == "Used in a, b and c."
    assert glossary_uses.sentence(["あ", "い"], "ja") == "使う場所：あ、い"
