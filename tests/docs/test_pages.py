"""Each page, in each language, keeps the rules of the house."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from scripts.book import code_blocks, pages, samples
from scripts.book.samples import Sample, Settings

JAPANESE = re.compile(r"[ぁ-んァ-ヶー一-龥々]")
LETTER = re.compile(r"[A-Za-z]")
PAGES = [(language, name) for language in ("ja", "en") for name in pages.page_names(language)]


def problems_of_headings(text: str) -> list[str]:
    """Each heading has an id of its own, and the page one title."""
    found = [t for t in pages.tokens(text) if t.kind == "heading"]
    problems = [f"{t}: add {{#id}}" for t in found if "(no id)" in t.value]
    ids = [t.value.split()[-1] for t in found]
    problems += [f"{i} is the id of several headings" for i in {*ids} if ids.count(i) > 1]
    if [t.value[:2] for t in found].count("# ") != 1 or not found[0].value.startswith("# "):
        problems.append("a page begins with one heading of the first level, and has no other")
    levels = [len(t.value.split()[0]) for t in found]
    for token, before, level in zip(found[1:], levels, levels[1:], strict=False):
        if level > before + 1:
            problems.append(f"{token}: skips a level")
    return problems


def problems_of_fences(text: str) -> list[str]:
    """Python is shown only from samples."""
    found = pages.tokens(text)
    problems = [f"{t} is never closed" for t in found if t.kind == "unclosed"]
    for index, token in enumerate(found):
        if token.kind != "fence":
            continue
        follows = found[index + 1] if index + 1 < len(found) else None
        included = follows.value if follows and follows.kind == "include" else None
        if token.value in ("python", "py", "python3", "pycon", "ipython") and included is None:
            problems.append(f"{token}: include a sample from docs/samples, which the tests run")
        if token.value == "":
            problems.append(f"{token}: name the language of the fence (text, console, toml, ...)")
    return problems


def problems_of_samples(text: str) -> list[str]:
    """A sample's block shows the sample that it names, its notes, and whether it takes long."""
    problems = []
    known = {s.name: s for s in samples.all_samples()}
    current = None
    for token in pages.tokens(text):
        if token.kind == "div" and "data-sample=" in token.value:
            name = re.search(r'data-sample="([^"]*)"', token.value)
            current = known.get(name[1]) if name else None
            if current is None:
                problems.append(f"{token}: there is no such sample in docs/samples")
                continue
            marked = "long" in re.findall(r'class="([^"]*)"', token.value)[0].split()
            if marked != current.settings.long:
                problems.append(
                    f"{token}: class `long` and `long = true` in settings.toml go together"
                )
            problems += problems_of_reading(text, token, current)
            twin = re.search(r'data-twin="([^"]*)"', token.value)
            if (twin[1] if twin else None) != current.settings.twin:
                problems.append(
                    f"{token}: data-twin and `twin` in settings.toml go together:"
                    f" {current.settings.twin}"
                )
        elif token.value.startswith("exercises/"):
            continue  # tests/docs/test_exercises.py knows what belongs into their blocks
        elif token.kind == "include" and token.value.endswith(".py"):
            if current is None or token.value != current.name:
                problems.append(f'{token}: put it into <div class="sample" data-sample=...>')
        elif token.kind == "line of a sample" and current is not None:
            if token.value not in current.path.read_text(encoding="utf-8"):
                problems.append(f"{token}: this code does not stand in {current.name}")
        elif token.kind == "heading":
            current = None
    return problems


def problems_of_sources(text: str) -> list[str]:
    """Code of the package is shown from its source, by a name that is there."""
    problems = []
    for token in pages.tokens(text):
        if token.kind == "include" and token.value.startswith(code_blocks.SOURCE):
            try:
                code_blocks.source(token.value.removeprefix(code_blocks.SOURCE))
            except code_blocks.SourceError as error:
                problems.append(f"{token}: {error}")
    return problems


def problems_of_reading(text: str, token: pages.Token, sample: Sample) -> list[str]:
    """A block whose program reads results files names them, and links to each for download."""
    named = re.search(r'data-reads="([^"]*)"', token.value)
    reads = tuple(named[1].split()) if named else ()
    if reads != sample.settings.reads:
        wanted = " ".join(sample.settings.reads)
        return [f'{token}: `reads` in settings.toml wants data-reads="{wanted}", no more, no less']
    block = "\n".join(text.split("\n")[token.line - 1 :])
    block = re.split(r"<div data-sample-output|<div class=.sample|\n#", block[1:], maxsplit=1)[0]
    return [
        f"{token}: tell before the output where to get it: [{name}](../{samples.place_of(name)})"
        for name in reads
        if not any(target.endswith(samples.place_of(name)) for _, target in pages.links(block))
    ]


def problems_of_images(text: str, language: str) -> list[str]:
    """Each image says in the page's language what there is to see."""
    problems = []
    for image in pages.images(text):
        where = f"line {image.line}: {image.source}"
        if len(image.alt) < 8:
            problems.append(f"{where}: the alt text {image.alt!r} does not say what to see")
        if bool(JAPANESE.search(image.alt)) != (language == "ja"):
            problems.append(f"{where}: the alt text is not in the page's language: {image.alt!r}")
        if image.source.endswith(".svg") and ".figure" not in image.attributes:
            problems.append(f"{where}: add {{ .figure }}, so that it is legible in the dark")
    return problems


def problems_of_boxes(text: str) -> list[str]:
    """A box has its id at its summary: the theme names the code in it by the nearest id around."""
    boxes = re.findall(r"<details\b[^>]*\bid=[^>]*>", text)
    return [f"{box}: give the id to the summary, or two programs in it are one" for box in boxes]


def problems_of_links(text: str) -> list[str]:
    """Links are relative, so that the site works at any address, or whole https addresses."""
    problems = []
    for line, target in pages.links(text):
        if target.startswith(("/", "file:", "http:")):
            problems.append(f"line {line}: {target}: write a relative link, or https://...")
        elif "://" in target and not target.startswith("https://"):
            problems.append(f"line {line}: {target}: only https links lead out of the site")
    return problems


def problems_of_japanese(text: str) -> list[str]:
    """Japanese punctuation is full-width, digits and Latin letters are half-width."""
    problems = []
    for line, prose in pages.prose(text):
        if match := re.search(rf"{JAPANESE.pattern}[,.!?;]", prose):
            problems.append(f"line {line}: {match[0]!r}: use full-width 、。！？ after Japanese")
        if match := re.search(r"[０-９Ａ-Ｚａ-ｚ]", prose):
            problems.append(f"line {line}: {match[0]!r}: digits and Latin letters are half-width")
        if match := re.search(r"[，．]", prose):
            problems.append(f"line {line}: {match[0]!r}: the punctuation is 、 and 。")
        if match := re.search(r"[\uff61-\uff9f]", prose):
            problems.append(f"line {line}: {match[0]!r}: half-width kana")
        if re.search(r"[、。][ \t]+[^\s|]", prose):
            problems.append(f"line {line}: no blank after 、 and 。")
    return problems


def problems_of_glossary(text: str, language: str) -> list[str]:
    """Each term's heading holds it in both languages, its own first."""
    problems = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.startswith("### "):
            continue
        match = re.fullmatch(r"### (.+?)\s*[（(](.+?)[）)]\s*\{\s*#([a-z0-9-]+)\s*\}", line)
        if not match:
            problems.append(f"line {number}: write  ### term（term in the other language） {{#id}}")
            continue
        own, other = match[1], match[2]
        japanese, english = (own, other) if language == "ja" else (other, own)
        same = own == other  # a name such as Adam
        if not same and not JAPANESE.search(japanese):
            problems.append(f"line {number}: {japanese!r} is not Japanese")
        if JAPANESE.search(english) or not LETTER.search(english):
            problems.append(f"line {number}: {english!r} is not English")
    return problems


def read(language: str, name: str) -> str:
    return (pages.DOCS / language / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(("language", "name"), PAGES)
@pytest.mark.parametrize(
    "rule",
    [
        problems_of_headings,
        problems_of_fences,
        problems_of_samples,
        problems_of_sources,
        problems_of_boxes,
        problems_of_links,
    ],
)
def test_page_keeps(rule: Callable[[str], list[str]], language: str, name: str) -> None:
    found = rule(read(language, name))
    assert not found, "\n".join([f"docs/{language}/{name}:", *found])


@pytest.mark.parametrize(("language", "name"), PAGES)
def test_images_say_what_to_see(language: str, name: str) -> None:
    found = problems_of_images(read(language, name), language)
    assert not found, "\n".join([f"docs/{language}/{name}:", *found])


@pytest.mark.parametrize("name", pages.page_names("ja"))
def test_japanese_is_set_as_japanese(name: str) -> None:
    found = problems_of_japanese(read("ja", name))
    assert not found, "\n".join([f"docs/ja/{name}:", *found])


@pytest.mark.parametrize("language", ["ja", "en"])
def test_glossary_has_both_languages(language: str) -> None:
    text = read(language, "glossary.md")
    assert text.count("\n### ") >= 1
    found = problems_of_glossary(text, language)
    assert not found, "\n".join([f"docs/{language}/glossary.md:", *found])


def test_glossary_pairs_agree() -> None:
    """What the Japanese page calls the English term is what the English page calls it."""
    pattern = re.compile(r"^### (.+?)\s*[（(](.+?)[）)]\s*\{\s*#([a-z0-9-]+)\s*\}", re.MULTILINE)
    japanese = {m[3]: (m[1], m[2].lower()) for m in pattern.finditer(read("ja", "glossary.md"))}
    english = {m[3]: (m[2], m[1].lower()) for m in pattern.finditer(read("en", "glossary.md"))}
    assert japanese == english


# ---- The rules themselves: each finds its fault


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (problems_of_boxes, '<details class="note" id="a" markdown>\n<summary>A</summary>\n'),
        (problems_of_headings, "# a {#a}\n\n## b\n"),
        (problems_of_headings, "# a {#a}\n\n## b {#a}\n"),
        (problems_of_headings, "# a {#a}\n\n### b {#b}\n"),
        (problems_of_headings, "# a {#a}\n\n# b {#b}\n"),
        (problems_of_headings, "## a {#a}\n"),
        (problems_of_headings, "# a {#a}\n\nb\n---\n"),
        (problems_of_fences, "```python\nx = 1\n```\n"),
        (problems_of_fences, "    ```py\n    x = 1\n    ```\n"),
        (problems_of_fences, "```\nx\n```\n"),
        (problems_of_fences, "```text\nx\n"),
        (problems_of_samples, '<div class="sample" data-sample="no/such.py" markdown>\n'),
        (problems_of_samples, '```python\n--8<-- "no/such.py"\n```\n'),
        (problems_of_samples, '<div class="sample" data-sample="16_cnn/look.py" data-twin="x">\n'),
        (problems_of_samples, '<div class="sample long" data-sample="06_digits/choose.py">\n'),
        (problems_of_sources, '```python\n--8<-- "source:lesson_code.no.such"\n```\n'),
        (problems_of_links, "[a](/b/)\n"),
        (problems_of_links, "![a](http://example.org/x.png)\n"),
        (problems_of_links, '<a href="/b/">b</a>\n'),
        (problems_of_links, "[a](ftp://example.org/)\n"),
        (problems_of_japanese, "これは,文です。\n"),
        (problems_of_japanese, "終わり.\n"),
        (problems_of_japanese, "３回\n"),
        (problems_of_japanese, "文です。 次の文\n"),
        (problems_of_japanese, "文です．\n"),
        (problems_of_japanese, "ﾃｽﾄ\n"),
    ],
)
def test_a_rule_finds_its_fault(rule: Callable[[str], list[str]], text: str) -> None:
    assert rule(text)


def test_the_rules_let_good_pages_pass() -> None:
    good = (
        "# 題 {#a}\n\n文です、`これ,x`と$あ,$です。[い](b.md)\n\n"
        "```text\nこれ,\n```\n\n## 節 {#b}\n\n"
        '```python\n--8<-- "source:lesson_code.functions.sigmoid"\n```\n'
    )
    for rule in (
        problems_of_headings,
        problems_of_fences,
        problems_of_samples,
        problems_of_sources,
        problems_of_links,
        problems_of_japanese,
    ):
        assert rule(good) == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("![](a.svg){ .figure }", "ja"),
        ("![A curve that rises](a.svg){ .figure }", "ja"),
        ("![右へ行くほど上がる曲線](a.svg){ .figure }", "en"),
        ("![右へ行くほど上がる曲線](a.svg)", "ja"),
    ],
)
def test_a_bad_image_is_found(text: str, language: str) -> None:
    assert problems_of_images(text, language)


READING = """<div class="sample" data-sample="01_a/x.py" data-reads="b.json" markdown>

```python
--8<-- "01_a/x.py"
```

It reads [b.json](../results/b.json){ download=b.json }.

<div data-sample-output markdown>
"""


@pytest.mark.parametrize(
    ("old", "new", "reads"),
    [
        (' data-reads="b.json"', "", ["b.json"]),
        ("", "", []),
        ('"b.json"', '"c.json"', ["b.json"]),
        ("../results/b.json", "../results/c.json", ["b.json"]),
        ("It reads", "<div data-sample-output markdown>\n", ["b.json"]),
        ("It reads", "# next\n", ["b.json"]),
    ],
)
def test_a_block_tells_what_its_program_reads(old: str, new: str, reads: list[str]) -> None:
    def problems(text: str, reads: list[str]) -> list[str]:
        sample = Sample(pages.DOCS / "samples/01_a/x.py", Settings(reads=tuple(reads)))
        return problems_of_reading(text, pages.tokens(text)[0], sample)

    assert problems(READING, ["b.json"]) == []
    assert problems(READING.replace(old, new), reads)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("### 連鎖律 {#chain-rule}", "ja"),
        ("### chain rule（連鎖律） {#chain-rule}", "ja"),
        ("### 連鎖律（chain rule） {#chain-rule}", "en"),
        ("### 連鎖律（chain rule）", "ja"),
    ],
)
def test_a_bad_glossary_heading_is_found(text: str, language: str) -> None:
    assert problems_of_glossary(text, language)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_whole_has_as_many_lines_as_its_page_says(language: str) -> None:
    program = (samples.SAMPLES / "95_whole/whole.py").read_text(encoding="utf-8")
    lines = sum(bool(line.strip()) for line in program.splitlines())
    page = (pages.DOCS / language / "whole.md").read_text(encoding="utf-8")
    assert re.search(rf"\b{lines}\b", page)
