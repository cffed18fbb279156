"""The pages in a real browser: laid out from the right in Arabic, and clicked from link to link."""

from __future__ import annotations

import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.running import Client

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine"),
]


class Links(HTMLParser):
    """The addresses of a page's links."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.found += [value for name, value in attrs if name == "href" and value]


def seen(service: Client, path: str, profile: Path) -> str:
    """The page's elements after the browser has laid it out."""
    command = [str(BROWSER), *QUIET, f"--user-data-dir={profile}", "--dump-dom"]
    done = subprocess.run(
        [*command, f"http://127.0.0.1:{service.port}{path}"],
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    return done.stdout


def test_a_person_gets_from_an_article_to_a_meeting_to_the_words(
    service: Client, tmp_path: Path
) -> None:
    listed = Links(seen(service, "/articles?lang=ar", tmp_path)).found
    articles = [link for link in listed if link.startswith("/doc/article/")]
    assert len(articles) == 5
    people = [
        link
        for link in Links(seen(service, articles[0], tmp_path)).found
        if link.startswith("/doc/person/")
    ]
    meetings = [
        link
        for link in Links(seen(service, people[0], tmp_path)).found
        if link.startswith(("/doc/meeting/", "/doc/visit/"))
    ]
    page = seen(service, meetings[0], tmp_path)
    assert re.search(r"<blockquote[^>]*>[^<]{10,}</blockquote>", page)
    assert re.search(r'class="offsets"[^>]*>\d+–\d+<', page)


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("en", "ltr"), ("fr", "ltr")])
def test_a_page_runs_in_the_direction_of_its_language(
    service: Client, tmp_path: Path, language: str, direction: str
) -> None:
    page = seen(service, f"/?lang={language}", tmp_path)
    assert f'<html lang="{language}" dir="{direction}">' in page
    assert 'href="/static/khabar.css"' in page
    assert service.get("/static/khabar.css").media == "text/css"
