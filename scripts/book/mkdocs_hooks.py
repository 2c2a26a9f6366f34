"""MkDocs hooks: what both languages share, the second language, and the content security policy.

`mkdocs build` and `mkdocs serve` with mkdocs.yml make the Japanese site; the English one is
built into its `en/` folder by the same run, so that neither can be published, or broken,
without the other. `build` builds it at the same time, in a second process; `serve` builds it
afterwards in its own, which remembers what did not change (scripts/book/memory.py).
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import logging
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import jinja2
import mkdocs
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import write_file

from lesson_code import __version__
from scripts.book import (
    code_blocks,
    course,
    errata,
    exercise_pages,
    from_folder,
    glossary_uses,
    notebooks,
    page_python,
    question_bank,
    question_pages,
    reading_time,
    redirects,
    samples,
    search_parser,
    search_words,
    wheel,
)
from scripts.book.memory import LANGUAGES, Memory, Templates
from scripts.machine import compile_pyodide, vendor_pyodide

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
SHARED = DOCS / "shared"
SAMPLES = DOCS / "samples"
RESULTS = DOCS / "results"

# Left out of the site: notes for whoever maintains a folder, and what Python left there.
NOT_SERVED = {".md", ".pyc"}

ENGLISH = ROOT / "mkdocs.en.yml"
VERBOSITY = {logging.DEBUG: ["--verbose"], logging.ERROR: ["--quiet"]}

POLICY_PLACE = "<!-- content-security-policy -->"
# The scripts of a page are few and the page is long: only they are parsed
SCRIPT = re.compile(r"<script\b.*?</script\s*>", re.DOTALL | re.IGNORECASE)

_command = "build"
_from_folder = False  # whether the pages are opened from one
_english: subprocess.Popen[bytes] | None = None  # for `build`
_memories = {language: Memory(language) for language in LANGUAGES}  # for `serve`
_templates = Templates()  # the same

search_parser.install()


def on_startup(command: str, dirty: bool) -> None:
    """Remember whether this is `build` or `serve`."""
    global _command
    _command = command


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Tell pages the version and whether they are opened from a folder; look at an address.

    That of a repository is refused where no link can use it.
    """
    address = config.extra["repository"] = config.extra["repository"].rstrip("/")
    if address and not re.fullmatch(r"https://[\w.-]+(/[\w.-]+)+", address):
        raise ConfigurationError(
            f"extra: repository: expected https://github.com/OWNER/NAME, got {address!r}"
        )
    config.extra["version"] = __version__
    global _from_folder
    _from_folder = config.plugins["material/offline"].config.enabled
    config.extra["from_folder"] = _from_folder
    if _from_folder:
        config.extra["polyfills"] = [from_folder.WORKER]
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add what both languages serve: docs/shared, figures, results, exercises, Python."""
    if _command == "build" and is_main(config):
        start_english(config)  # here, because the build has just emptied its folder
    if _command == "serve":
        _memories[language_of(config)].begin(config)
    figures = sorted(SAMPLES.rglob("*.svg"))
    shared = sorted(p for p in SHARED.rglob("*") if p.is_file() and p.suffix not in NOT_SERVED)
    results = sorted(RESULTS.glob("*.json"))  # which samples read
    twins = [SAMPLES / name for name in sorted(samples.twins(samples.all_samples()))]
    for path in [*shared, *figures, *results, *twins]:
        place = path.relative_to(DOCS).as_posix()
        files.append(File.generated(config, place, abs_src_path=str(path)))
    language = language_of(config)
    served = question_bank.served(language)
    if not _from_folder:  # in which nobody keeps old addresses, and nothing is run
        moved = redirects.moved_pages(redirects.read(), language, POLICY_PLACE)
        served |= {place: with_policy(page) for place, page in moved.items()}
        served |= exercise_pages.served(language)
    for place, content in served.items():
        files.append(File.generated(config, place, content=content))
    for name in notebooks.names():  # on_page_markdown fills them
        files.append(File.generated(config, notebooks.file_of(name), content=""))
    if is_main(config) and not _from_folder:
        add_python(files, config)
    return files


def on_env(env: jinja2.Environment, config: MkDocsConfig, files: Files) -> None:
    """Let `serve` keep the templates compiled."""
    if _command == "serve":
        env.bytecode_cache = _templates


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put in what is kept elsewhere: hints, questions, sources, uses of terms; fold."""
    language = language_of(config)
    if page.file.src_uri == "glossary.md":
        markdown = glossary_uses.with_uses(markdown, language)
    if page.file.src_uri == "errata.md":
        markdown = errata.with_errata(markdown, language, errata.read())
    written = markdown
    markdown = exercise_pages.with_hints(markdown, language)
    markdown = question_pages.with_questions(markdown, language)
    markdown = course.with_course(markdown, language)
    markdown = code_blocks.with_code(markdown, language, page.file.src_uri)
    if notebook := files.get_file_from_path(notebooks.file_of(page.file.src_uri)):
        made_of = language, page.file.src_uri, markdown, config.site_url or ""
        notebook.content_string = _memories[language].recall(
            "notebook",
            page.file.src_uri,
            made_of,
            lambda: notebooks.notebook(*made_of, lambda name: files.get_file_from_path(name).url),
        )
    markdown = redirects.with_old_headings(markdown, page.file.src_uri, redirects.read())
    if page.file.src_uri.startswith("lessons/"):
        time = reading_time.reading_time(written, language)
        link = notebooks.link_to(page.file.src_uri, language)
        markdown = reading_time.under_title(markdown, f"{time.text(language)} {link}")
    if _command == "serve":
        _memories[language].follow(page, markdown)
    return markdown


def add_python(files: Files, config: MkDocsConfig) -> None:
    """Add what the Python in the pages is made of: once, in the Japanese site, for both."""
    content = {
        "runtime.json": describe_python(is_english=False),
        "lesson_code.zip": page_python.package_archive(),
        "mnist.zip": page_python.mnist_archive(),
        wheel.name(): wheel.wheel(),
    }
    for name, part in content.items():
        files.append(File.generated(config, f"shared/python/{name}", content=part))
    pyodide = vendor_pyodide.find()
    compiled = compile_pyodide.find(pyodide)
    for name in page_python.pyodide_files(compiled=compiled is not None) if pyodide else ():
        path = f"shared/pyodide/{name}"
        folder = compiled if compiled and name in compile_pyodide.FILES else pyodide
        files.append(File.generated(config, path, abs_src_path=str(folder / name)))


def describe_python(*, is_english: bool) -> str:
    """Return the list of these files, as the pages of a language see them."""
    above = "../" * 3  # from en/shared/python/
    vendored = vendor_pyodide.find()
    return page_python.describe(
        package=page_python.package_archive(),
        mnist=page_python.mnist_archive(),
        archives=f"{above}shared/python/" if is_english else "",
        pyodide=f"{above}shared/pyodide/" if is_english else "../pyodide/",
        vendored=vendored is not None,
        compiled=compile_pyodide.find(vendored) is not None,
    )


def language_of(config: MkDocsConfig) -> str:
    """In which language the texts are that are put into pages: hints, questions, labels.

    A third language takes another's until it has its own: docs/MAINTAINING.md.
    """
    return str(config.extra.get("texts", config.theme["language"]))


def is_main(config: MkDocsConfig) -> bool:
    """Whether this is the site that the others are built into: the Japanese one."""
    return Path(config.config_file_path).name == "mkdocs.yml"


def is_english(config: MkDocsConfig) -> bool:
    return Path(config.config_file_path).name == "mkdocs.en.yml"


def on_page_context(
    context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation
) -> None:
    """Add to what the search plugin has just taken from the page."""
    index = config.plugins["material/search"].search_index
    entries = [e for e in index.entries if e["location"].partition("#")[0] == page.url]
    search_words.add(entries, page.file.src_uri, page.url, config.theme["language"])


# ---- The second language


def start_english(config: MkDocsConfig) -> None:
    """Let a second process build English into this build's own folder."""
    global _english
    stop_english()
    command = [sys.executable, "-m", mkdocs.__name__, "build"]
    command += ["--config-file", str(ENGLISH), "--site-dir", str(english_folder(config))]
    command += ["--strict" if config.strict else "--no-strict"]
    command += VERBOSITY.get(logging.getLogger(mkdocs.__name__).level, [])
    surroundings = {**os.environ, "SITE_URL": english_address(config)}
    _english = subprocess.Popen(command, env=surroundings)


def stop_english() -> None:
    """End that process, should it still run."""
    global _english
    if _english:
        _english.kill()
        _english.wait()
    _english = None


def on_build_error(error: Exception) -> None:
    stop_english()
    for memory in _memories.values():
        memory.fail()


def on_shutdown() -> None:
    stop_english()


def on_pre_build(config: MkDocsConfig) -> None:
    """Put the English site aside, where the emptying of the folder does not reach it."""
    if _command == "serve" and is_main(config) and english_folder(config).exists():
        shutil.rmtree(put_aside(config), ignore_errors=True)
        with contextlib.suppress(OSError):  # Windows moves no folder that is being read
            english_folder(config).rename(put_aside(config))


def on_post_build(config: MkDocsConfig) -> None:
    """Add to the search worker, and have the English site built when the Japanese one is."""
    search_words.add_to_worker(Path(config.site_dir))
    if is_main(config):
        if _english is None:
            bring_english(config)
        elif _english.wait():
            raise Abort("The English site was not built; the reason stands above.")
        if not _from_folder:
            write_english_python(config)
    elif not is_english(config) and not _from_folder:  # a third language, built by itself
        write_python(Path(config.site_dir))
    _memories[language_of(config)].end()


def write_english_python(config: MkDocsConfig) -> None:
    """Tell the English pages where their Python is: in the Japanese site."""
    write_python(english_folder(config))


def write_python(folder: Path) -> None:
    """Tell the pages of a folder below the Japanese site where their Python is."""
    description = describe_python(is_english=True).encode("utf-8")
    write_file(description, str(folder / "shared/python/runtime.json"))


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], None]) -> None:
    """Let a change of English pages alone build English alone."""

    def build_what_changed() -> None:
        if _memories["ja"].is_current():
            build_english(config)
            write_english_python(config)
        else:
            builder()

    server.builder = build_what_changed


def bring_english(config: MkDocsConfig) -> None:
    """Bring back the English site that was put aside, or build it where something changed."""
    aside = put_aside(config)
    if aside.exists() and _memories["en"].is_current():
        aside.rename(english_folder(config))
        return
    shutil.rmtree(aside, ignore_errors=True)
    build_english(config)


def build_english(config: MkDocsConfig) -> None:
    """Build English in this process, which remembers it."""
    english = load_config(
        str(ENGLISH),
        site_dir=str(english_folder(config)),
        site_url=english_address(config),
        strict=config.strict,
    )
    english.plugins.on_startup(command=_command, dirty=False)
    try:
        build(english)
    finally:
        english.plugins.on_shutdown()


def english_folder(config: MkDocsConfig) -> Path:
    return Path(config.site_dir, "en")


def put_aside(config: MkDocsConfig) -> Path:
    return Path(config.site_dir, ".en")  # a build leaves what begins with a dot


def english_address(config: MkDocsConfig) -> str:
    return f"{config.site_url.rstrip('/')}/en/" if config.site_url else ""


def on_template_context(
    context: dict[str, Any], template_name: str, config: MkDocsConfig
) -> dict[str, Any]:
    """Give 404.html links from the root of the host: it is shown at any depth.

    Where the site has an address (SITE_URL), MkDocs does this itself, with its path.
    """
    if template_name == "404.html" and not config.site_url:
        context["base_url"] = "/" if is_main(config) else f"/{config.theme['language']}"
    return context


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Write the page's content security policy where the template left a place for it."""
    return with_policy(output)


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Do the same for pages made from a template alone (404.html)."""
    return with_policy(output_content) if template_name.endswith(".html") else output_content


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Let a page that is opened from a folder say what it cannot do."""
    if not _from_folder:
        return html
    return from_folder.with_notes(html, config.theme["language"], page.url)


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
    `mkdocs serve` adds a script of its own to what it sends, which reloads the page; and from a
    folder the search's frame has one, whose text depends on the folder.
    """
    inline = sorted({f"'sha256-{_digest(script)}'" for script in inline_scripts(html)})
    if _command == "serve" or _from_folder:
        inline = ["'unsafe-inline'"]
    directives = {
        "default-src": ["'self'"],
        "script-src": ["'self'", *inline],
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
    parser.feed("".join(SCRIPT.findall(html)))
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
