"""What is different in a site that is opened from a folder, without a server (OFFLINE=true).

Browsers start no worker there and load no module, and so no Python. Where a page of the site would
offer to run something, such a page says why it does not. The theme's offline plugin takes care of
addresses and of the search, whose worker lives in a frame (docs/shared/iframe-worker).
"""

from __future__ import annotations

import posixpath
import re

EXPLAINED = "offline.html"  # the page that says more, at #folder
WORKER = "shared/iframe-worker/iframe-worker.js"

NOTES = {
    "ja": {
        "data-sample": "フォルダから開いたページでは、ブラウザがプログラムを実行できません。",
        "data-exercise": "フォルダから開いたページでは、ここで採点できません。",
        "by-hand": "フォルダから開いたページでは、手で動かす図は使えません。",
        "data-mine": "フォルダから開いたページでは、自分のライブラリは使えません。",
        "how": "動かす方法",
        "between": "",
    },
    "en": {
        "data-sample": "Opened from a folder, a page cannot run programs.",
        "data-exercise": "Opened from a folder, a page cannot grade.",
        "by-hand": "Opened from a folder, a page has no figures to move by hand.",
        "data-mine": "Opened from a folder, a page does not have your library.",
        "how": "What to do",
        "between": " ",
    },
}

_CODE = r'(<div class="[^"]*highlight">(?:(?!</pre>).)*</pre></div>)'
AFTER_CODE = re.compile(
    rf'(<div class="[^"]*" (data-sample|data-exercise)="[^"]*"[^>]*>\s*){_CODE}', re.DOTALL
)
FALLBACK = re.compile(r"(<div [^>]*\b(by-hand|data-mine)\b[^>]*>\s*)<p>.*?</p>", re.DOTALL)
ASKED = re.compile(r'(<div class="questions"[^>]*>\s*)<p>.*?</p>', re.DOTALL)


def with_notes(html: str, language: str, url: str) -> str:
    """Return a page that says what it cannot do, in the places where the site does it.

    Args:
        html: the content of the page.
        language: `ja` or `en`.
        url: where the page is in its language's site, `lessons/05-backpropagation.html`.
    """
    words = NOTES[language]
    target = posixpath.relpath(EXPLAINED, posixpath.dirname(url) or ".")
    more = f'<a href="{target}#folder">{words["how"]}</a>'

    def note(kind: str) -> str:
        return (
            f'<p class="from-folder" data-search-exclude>{words[kind]}{words["between"]}{more}</p>'
        )

    html = AFTER_CODE.sub(lambda m: m[1] + m[3] + note(m[2]), html)
    html = FALLBACK.sub(lambda m: m[1] + note(m[2]), html)
    return ASKED.sub(r"\1", html)
