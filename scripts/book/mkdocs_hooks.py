"""MkDocs hooks: what both languages share, the second language, and the content security policy.

`mkdocs build` and `mkdocs serve` with mkdocs.yml make the Japanese site; the English one is
built into its `en/` folder by the same run, so that neither can be published, or broken,
without the other.
"""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from scripts.book import exercise_pages, glossary_uses, page_python, samples, search_words
from scripts.machine import vendor_pyodide

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
SHARED = DOCS / "shared"
SAMPLES = DOCS / "samples"
RESULTS = DOCS / "results"

# Left out of the site: notes for whoever maintains a folder.
NOT_SERVED = {".md"}

POLICY_PLACE = "<!-- content-security-policy -->"

_command = "build"


def on_startup(command: str, dirty: bool) -> None:
    """Remember whether this is `build` or `serve`, to tell the plugins of the English build."""
    global _command
    _command = command


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add what both languages serve: docs/shared, figures, results, exercises, Python."""
    figures = sorted(SAMPLES.rglob("*.svg"))
    shared = sorted(p for p in SHARED.rglob("*") if p.is_file() and p.suffix not in NOT_SERVED)
    results = sorted(RESULTS.glob("*.json"))  # which samples read
    twins = [SAMPLES / name for name in sorted(samples.twins(samples.all_samples()))]
    for path in [*shared, *figures, *results, *twins]:
        place = path.relative_to(DOCS).as_posix()
        files.append(File.generated(config, place, abs_src_path=str(path)))
    for place, content in exercise_pages.served(config.theme["language"]).items():
        files.append(File.generated(config, place, content=content))
    add_python(files, config)
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put in what is kept elsewhere: an exercise's hints, the users of a glossary's terms."""
    language = config.theme["language"]
    if page.file.src_uri == "glossary.md":
        markdown = glossary_uses.with_uses(markdown, language)
    return exercise_pages.with_hints(markdown, language)


def add_python(files: Files, config: MkDocsConfig) -> None:
    """Add what the Python in the pages is made of: once, in the Japanese site, which holds both."""
    here = "shared/python/"
    above = "../" * 3 if is_english(config) else ""  # from en/shared/python/
    package, mnist = page_python.package_archive(), page_python.mnist_archive()
    pyodide = vendor_pyodide.find()
    description = page_python.describe(
        package=package,
        mnist=mnist,
        archives=f"{above}{here}" if above else "",
        pyodide=f"{above}shared/pyodide/" if above else "../pyodide/",
        vendored=pyodide is not None,
    )
    files.append(File.generated(config, f"{here}runtime.json", content=description))
    if is_english(config):
        return
    files.append(File.generated(config, f"{here}lesson_code.zip", content=package))
    files.append(File.generated(config, f"{here}mnist.zip", content=mnist))
    for name in vendor_pyodide.FILES if pyodide else ():
        path = f"shared/pyodide/{name}"
        files.append(File.generated(config, path, abs_src_path=str(pyodide / name)))


def is_english(config: MkDocsConfig) -> bool:
    return Path(config.config_file_path).name == "mkdocs.en.yml"


def on_page_context(
    context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation
) -> None:
    """Add to what the search plugin has just taken from the page."""
    index = config.plugins["material/search"].search_index
    entries = [e for e in index.entries if e["location"].partition("#")[0] == page.url]
    search_words.add(entries, page.file.src_uri, page.url, config.theme["language"])


def on_post_build(config: MkDocsConfig) -> None:
    """Build English into this build's own folder (`serve` builds into a temporary one)."""
    search_words.add_to_worker(Path(config.site_dir))
    if is_english(config):
        return
    from mkdocs.commands.build import build

    english = load_config(
        str(ROOT / "mkdocs.en.yml"),
        site_dir=str(Path(config.site_dir) / "en"),
        site_url=f"{config.site_url.rstrip('/')}/en/" if config.site_url else "",
        strict=config.strict,
    )
    english.plugins.on_startup(command=_command, dirty=False)
    try:
        build(english)
    finally:
        english.plugins.on_shutdown()


def on_template_context(
    context: dict[str, Any], template_name: str, config: MkDocsConfig
) -> dict[str, Any]:
    """Give 404.html links from the root of the host: it is shown at any depth.

    Where the site has an address (SITE_URL), MkDocs does this itself, with its path.
    """
    if template_name == "404.html" and not config.site_url:
        context["base_url"] = "/en" if is_english(config) else "/"
    return context


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Write the page's content security policy where the template left a place for it."""
    return with_policy(output)


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Do the same for pages made from a template alone (404.html)."""
    return with_policy(output_content) if template_name.endswith(".html") else output_content


def with_policy(html: str) -> str:
    """Return the page with its policy as the first element of its head, so that it governs all."""
    if html.count(POLICY_PLACE) != 1:
        raise ValueError(
            f"expected {POLICY_PLACE} once in the page, found it {html.count(POLICY_PLACE)} times;"
            " docs/theme/main.html writes it"
        )
    meta = f'<meta http-equiv="Content-Security-Policy" content="{content_security_policy(html)}">'
    return html.replace(POLICY_PLACE, meta)


def content_security_policy(html: str) -> str:
    """Return a policy that allows the site's own files, and inline scripts by their hashes.

    `default-src` governs what has no directive of its own: Firefox fetches the page that
    `rel=next` names before it is asked for. What the site does not use is named and forbidden.
    """
    hashes = sorted({f"'sha256-{_digest(script)}'" for script in inline_scripts(html)})
    directives = {
        "default-src": ["'self'"],
        "script-src": ["'self'", *hashes],
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
    return "; ".join(" ".join([name, *sources]) for name, sources in directives.items())


def inline_scripts(html: str) -> list[str]:
    """Return the text of each inline script that a browser would execute."""
    parser = _InlineScripts()
    parser.feed(html)
    return parser.found


class _InlineScripts(HTMLParser):
    """Collect the text of `<script>` without `src`, except data such as `application/json`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        executable = names.get("type") in (None, "", "module", "text/javascript")
        if tag == "script" and "src" not in names and executable:
            self._inside = True
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found[-1] += data


def _digest(script: str) -> str:
    text = re.sub(r"\r\n?", "\n", script)  # a browser hashes the text as it parsed it
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
