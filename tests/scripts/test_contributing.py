"""What contributors read and fill in: one version, forms that pages fill, commands that exist."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import jinja2
import pytest
import yaml
from mkdocs.config import load_config
from mkdocs.exceptions import ConfigurationError

from lesson_code import __version__
from scripts.book import mkdocs_hooks

ROOT = Path(__file__).resolve().parents[2]
FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.*.yml"))
GUIDES = ["CONTRIBUTING.md", "CONTRIBUTING.ja.md"]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_there_is_one_version() -> None:
    project = tomllib.loads(read("pyproject.toml"))["project"]
    citation = yaml.safe_load(read("CITATION.cff"))
    newest = re.findall(r"^## (\d+\.\d+\.\d+)", read("CHANGELOG.md"), re.MULTILINE)[0]
    assert {__version__, project["version"], citation["version"], newest} == {__version__}


def test_the_changelog_has_the_form_that_it_names() -> None:
    headings = re.findall(r"^(##+) (.+)$", read("CHANGELOG.md"), re.MULTILINE)
    assert headings[0] == ("##", "Unreleased")
    for level, heading in headings[1:]:
        if level == "##":
            assert re.fullmatch(r"\d+\.\d+\.\d+( - \d{4}-\d\d-\d\d)?", heading)
        else:
            assert heading in ("Added", "Changed", "Deprecated", "Removed", "Fixed", "Security")


# ---- Forms


def fields(form: Path) -> dict[str, bool]:
    """The names of a form's fields, and whether they must be filled in."""
    body = yaml.safe_load(form.read_text(encoding="utf-8"))["body"]
    return {f["id"]: f.get("validations", {}).get("required", False) for f in body}


def test_forms_are_twins() -> None:
    kinds = {form.name.split(".")[0] for form in FORMS}
    assert {form.name for form in FORMS} == {
        f"{kind}.{tongue}.yml" for kind in kinds for tongue in ("ja", "en")
    }
    for kind in kinds:
        japanese, english = (
            FORMS[0].parent / f"{kind}.{language}.yml" for language in ("ja", "en")
        )
        assert fields(japanese) == fields(english)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_a_form_has_what_its_host_asks_for(form: Path) -> None:
    table = yaml.safe_load(form.read_text(encoding="utf-8"))
    assert {"name", "description", "body"} <= set(table)
    assert len(table["name"]) >= 3
    for field in table["body"]:
        assert field["type"] in ("input", "textarea")
        assert field["attributes"]["label"]
    assert any(fields(form).values())


# ---- The link on a page


def config_of(monkeypatch: pytest.MonkeyPatch, address: str, file: str = "mkdocs.yml"):  # type: ignore[no-untyped-def]
    monkeypatch.setenv("REPOSITORY", address)
    config = load_config(str(ROOT / file))
    return mkdocs_hooks.on_config(config)


@pytest.mark.parametrize(("file", "language"), [("mkdocs.yml", "ja"), ("mkdocs.en.yml", "en")])
def test_one_setting_makes_the_link(
    monkeypatch: pytest.MonkeyPatch, file: str, language: str
) -> None:
    config = config_of(monkeypatch, "https://github.com/someone/book/", file)
    theme = jinja2.Environment(loader=jinja2.FileSystemLoader(ROOT / "docs" / "theme"))
    page = {"file": {"src_uri": "lessons/03-affine.md"}}
    fragment = theme.get_template("partials/report.html").render(config=config, page=page)
    assert 'href="https://github.com/someone/book/issues/new?template=mistake.' in fragment
    filled = dict(re.findall(r"[?;](\w+)=([^&\"]+)", fragment))
    template = filled.pop("template")
    assert filled == {
        "page": "lessons/03-affine.md",
        "language": language,
        "version": __version__,
    }
    assert set(filled) < set(fields(FORMS[0].parent / template))
    script = read("docs/shared/js/report.js")
    added = re.findall(r"searchParams\.set\(\"(\w+)\"", script)
    assert sorted(added) == ["heading", "text"]
    assert set(added) < set(fields(FORMS[0].parent / template))


def test_without_it_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REPOSITORY", raising=False)
    config = mkdocs_hooks.on_config(load_config(str(ROOT / "mkdocs.yml")))
    assert config.extra["repository"] == ""
    main = read("docs/theme/main.html")
    for name in ("partials/report.html", "shared/js/report.js"):
        before = main[: main.index(name)]
        assert "config.extra.repository" in before[before.rindex("{%- if") :]


@pytest.mark.parametrize("address", ["github.com/a/b", "http://example.org/a/b", "javascript:a/b"])
def test_an_address_that_no_link_can_use_is_refused(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    with pytest.raises(ConfigurationError, match="repository: expected https"):
        config_of(monkeypatch, address)


# ---- The guides


def test_the_guides_are_twins() -> None:
    english, japanese = map(read, GUIDES)
    for kind in (r"^(##) ", r"^(```)", r"^(\d)\. ", r"^(\|)", r"^(- )"):
        assert re.findall(kind, english, re.MULTILINE) == re.findall(kind, japanese, re.MULTILINE)
    assert commands(english) == commands(japanese)


def commands(text: str) -> list[list[str]]:
    """Every command of the text, in fences and in a line."""
    fenced = [
        line.strip()
        for block in re.findall(r"```sh\n(.*?)```", text, re.S)
        for line in block.splitlines()
    ]
    inline = re.findall(r"`((?:\.venv/bin/)?python scripts/[^`]+)`", text)
    split = [shlex.split(line, comments=True) for line in [*fenced, *inline]]
    return [command for command in split if command]


def test_the_commands_of_the_guides_exist() -> None:
    found = commands(read("CONTRIBUTING.md"))
    assert len(found) >= 5
    for program, *arguments in found:
        if program == "git":
            continue
        assert program in ("python", ".venv/bin/python")
        if arguments[0] == "-m":
            assert arguments[1:] == ["mkdocs", "serve"]
            continue
        said = subprocess.run(
            [sys.executable, str(ROOT / arguments[0]), "--help"],
            capture_output=True,
            encoding="utf-8",
        )
        assert said.returncode == 0, said.stderr
        for option in arguments[1:]:
            assert not option.startswith("--") or option in said.stdout


@pytest.mark.parametrize(
    "name", [*GUIDES, "CHANGELOG.md", "docs/MAINTAINING.md", "docs/MAINTAINING.ja.md"]
)
def test_what_they_point_to_is_there(name: str) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]*)(?:#[^)]*)?\)", read(name)):
        if not target.startswith("../../issues/"):  # of the repository's own site
            assert (ROOT / name).parent.joinpath(target).exists(), target
    for mentioned in re.findall(r"`((?:docs|scripts|lesson_code|\.github)/[\w./-]+)`", read(name)):
        if "docs/de" not in mentioned:
            assert (ROOT / mentioned).exists(), mentioned
