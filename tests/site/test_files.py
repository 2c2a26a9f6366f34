"""The built files: links, content security policy, KaTeX, both languages from one build."""

from __future__ import annotations

import base64
import hashlib
import posixpath
import re
from collections import Counter
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from scripts import time_site
from scripts.book import mkdocs_hooks, pages
from tests.site.conftest import ALL_PAGES, ROOT, build, path_of

KATEX = ROOT / "docs" / "shared" / "katex"


class Document(HTMLParser):
    """What a page links to, what can be linked to in it, and what its policy must know."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.head: list[tuple[str, dict[str, str | None]]] = []
        self.inline: list[str] = []  # handlers and styles in attributes
        self._in_head = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "head":
            self._in_head = True
        elif self._in_head:
            self.head.append((tag, values))
        if name := values.get("id") or (values.get("name") if tag == "a" else None):
            self.ids.append(name)
        for attribute in ("href", "src", "data", "action", "poster"):
            if values.get(attribute) is not None and tag != "base":
                self.links.append(values[attribute] or "")
        self.inline += [
            f"<{tag} {name}={value!r}>"
            for name, value in attrs
            if name.startswith("on")
            or name == "style"
            or (value or "").strip().lower().startswith("javascript:")
        ]
        if tag == "style":
            self.inline.append("<style>")

    def handle_endtag(self, tag: str) -> None:
        if tag == "head":
            self._in_head = False


@cache
def document(path: Path) -> Document:
    return Document(path.read_text(encoding="utf-8"))


def html_files(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def broken_links(site: Path) -> list[str]:
    """Return every link that leads nowhere: no file, no place in the page, or no host."""
    found = []
    for path in html_files(site):
        here = path.relative_to(site).as_posix()
        for link in document(path).links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                if parts.scheme != "data" and (parts.scheme != "https" or "." not in parts.netloc):
                    found.append(f"{here}: {link}: not a whole https address")
                continue
            target = unquote(parts.path)
            if target.startswith("/") and path.name != "404.html":
                found.append(f"{here}: {link}: starts at the root of the host")
                continue
            place = posixpath.normpath(posixpath.join("/", posixpath.dirname(here), target))
            file = path if not target else site / place.lstrip("/")
            if target and file.is_dir():
                if target.rpartition("/")[2] not in ("", ".", ".."):
                    found.append(f"{here}: {link}: lacks the slash at the end")
                file /= "index.html"
            if not file.is_file():
                found.append(f"{here}: {link}: there is no such file")
            elif parts.fragment and file.suffix == ".html":
                fragment = unquote(parts.fragment)
                if fragment not in document(file).ids:
                    found.append(f"{here}: {link}: that page has no place with this id")
    return found


def test_every_link_leads_somewhere(site: Path) -> None:
    assert broken_links(site) == []


def test_the_link_check_finds_faults(tmp_path: Path) -> None:
    good = '<a href="a/"></a><a href="a/#there"></a><a href="#x" id="x"></a><a href=".">'
    good += '<a href="https://example.org/">'
    bad = ["b/", "a/#nowhere", "#nowhere", "/a/", "a", "http://example.org", "https://x"]
    for name, text in (("good", good), ("bad", "".join(f'<a href="{x}"></a>' for x in bad))):
        (tmp_path / name / "a").mkdir(parents=True)
        (tmp_path / name / "a/index.html").write_text("<p id=there>")
        (tmp_path / name / "index.html").write_text(text)
    assert broken_links(tmp_path / "good") == []
    assert [f.split(": ")[1] for f in broken_links(tmp_path / "bad")] == bad


def test_no_id_occurs_twice(site: Path) -> None:
    for path in html_files(site):
        assert [i for i, count in Counter(document(path).ids).items() if count > 1] == [], path


def test_both_languages_are_whole(site: Path) -> None:
    for language, name in ALL_PAGES:
        assert (site / path_of(language, name) / "index.html").is_file()
    for place in ("shared/css/site.css", "shared/katex/katex.min.js", "404.html"):
        assert (site / place).is_file()
        assert (site / "en" / place).is_file()
    assert not list(site.rglob("*.md"))


def test_each_page_names_its_twin(site: Path) -> None:
    for language, name in ALL_PAGES:
        path = site / path_of(language, name) / "index.html"
        named = {
            values["hreflang"]: (path.parent / (values["href"] or "")).resolve()
            for tag, values in document(path).head
            if tag == "link" and (values.get("rel") or "").strip() == "alternate"
        }
        assert named == {code: (site / path_of(code, name)).resolve() for code in ("ja", "en")}


# ---- Content security policy

EXPECTED = {
    "default-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "worker-src": ["'self'"],
    "frame-src": ["'none'"],
    "manifest-src": ["'none'"],
    "media-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'none'"],
    "object-src": ["'none'"],
}


def test_policy_of_every_page(site: Path) -> None:
    for path in html_files(site):
        html = path.read_text(encoding="utf-8")
        assert html.count("Content-Security-Policy") == 1, path
        tag, values = document(path).head[0]
        assert (tag, values.get("http-equiv")) == ("meta", "Content-Security-Policy"), (
            f"{path}: the policy must come first in the head: what stands before it is not governed"
        )
        directives = {
            words[0]: words[1:] for words in map(str.split, (values["content"] or "").split(";"))
        }
        scripts = directives.pop("script-src")
        assert directives == EXPECTED, path
        assert scripts[0] == "'self'"
        assert all(re.fullmatch(r"'sha256-[A-Za-z0-9+/]{43}='", s) for s in scripts[1:]), path
        assert len(scripts) - 1 == len({*mkdocs_hooks.inline_scripts(html)}), path


def test_nothing_needs_a_laxer_policy(site: Path) -> None:
    for path in html_files(site):
        assert document(path).inline == [], path


def test_policy_knows_each_inline_script() -> None:
    html = (
        f"<head>{mkdocs_hooks.POLICY_PLACE}</head><script>a < b && c</script>"
        '<script type="application/json">{}</script><script src="x.js"></script>'
    )
    assert mkdocs_hooks.inline_scripts(html) == ["a < b && c"]
    code = hashlib.sha256(b"a < b && c").digest()
    assert f"'self' 'sha256-{base64.b64encode(code).decode()}';" in mkdocs_hooks.with_policy(html)
    with pytest.raises(ValueError, match="found it 0 times"):
        mkdocs_hooks.with_policy("<head></head>")


def test_serve_may_add_the_script_that_reloads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mkdocs_hooks, "_command", "serve")
    policy = mkdocs_hooks.content_security_policy("<script>1</script>")
    assert "; script-src 'self' 'unsafe-inline';" in policy


# ---- KaTeX


def test_katex_is_unchanged() -> None:
    sums = dict(
        reversed(line.split(maxsplit=1))
        for line in (KATEX / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    )
    files = {p.relative_to(KATEX).as_posix() for p in KATEX.rglob("*") if p.is_file()}
    assert set(sums) == files - {"README.md", "SHA256SUMS"}
    for name, expected in sums.items():
        assert hashlib.sha256((KATEX / name).read_bytes()).hexdigest() == expected, name


def test_katex_has_every_font_that_it_prefers() -> None:
    css = (KATEX / "katex.min.css").read_text(encoding="utf-8")
    wanted = set(re.findall(r"url\((fonts/[^)]+\.woff2)\)", css))
    assert wanted == {f"fonts/{p.name}" for p in (KATEX / "fonts").iterdir()}


# ---- The build


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """The project as it is built, but its pages are only their titles."""
    root = time_site.copy_project(tmp_path / "project")
    for language, name in ALL_PAGES:
        page = root / "docs" / language / name
        text = page.read_text(encoding="utf-8")
        title = re.search("^# .*", text, re.MULTILINE)
        page.write_text(f"{title[0] if title else ''}\n", encoding="utf-8")
    (root / "docs" / "search" / "words.toml").write_text("[boost]\n[words]\n")
    (root / "docs" / "redirects.toml").write_text("[pages]\n[headings]\n")
    return root


@pytest.mark.slow
def test_a_broken_english_link_fails_the_build(bare: Path, tmp_path: Path) -> None:
    """The second language is built by a hook; its warnings must count too."""
    page = bare / "docs" / "en" / "index.md"
    page.write_text(page.read_text("utf-8") + "\n[x](lessons/99-none.md)\n", encoding="utf-8")
    done = build(bare, tmp_path / "out")
    assert done.returncode != 0
    (warning,) = re.findall("WARNING.*", done.stderr)
    assert "99-none.md" in warning


@pytest.mark.slow
def test_with_an_address_the_site_says_where_it_is(bare: Path, tmp_path: Path) -> None:
    site = tmp_path / "out"
    done = build(bare, site, SITE_URL="https://example.org/book/")
    assert done.returncode == 0, done.stderr
    for language in ("ja", "en"):
        place = path_of(language, "lessons/15-im2col.md")
        html = (site / place / "index.html").read_text(encoding="utf-8")
        for code in ("ja", "en"):
            there = "https://example.org/book/" + path_of(code, "lessons/15-im2col.md")
            assert f'hreflang="{code}" href="{there}"' in html
        assert f'<link rel="canonical" href="https://example.org/book/{place}">' in html
        missing = (site / path_of(language, "index.md") / "404.html").read_text("utf-8")
        assert f'href="/book/{path_of(language, "index.md")}shared/css/site.css"' in missing


def test_pages_are_in_the_table_of_contents() -> None:
    for config in ("mkdocs.yml", "mkdocs.en.yml"):
        text = (ROOT / config).read_text(encoding="utf-8")
        for name in pages.page_names("ja"):
            assert re.search(rf"\b{re.escape(name)}$", text, re.MULTILINE), f"{config}: {name}"
