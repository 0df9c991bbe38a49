"""What an author writes is never code to a reader: hostile texts in every field, seen by a real browser."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
import yaml

from tests.browser.conftest import ADDRESS, THEMES
from tests.builds.site import Site

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.conftest import Readers

HOSTILE = (
    "<script>window.pwned=1</script>",
    '"\'><img src=x onerror="window.pwned=1">',
    "]]><svg onload=window.pwned=1>",
    "</script><script>window.pwned=1</script>",
    '--><iframe srcdoc="<script>parent.pwned=1</script>"></iframe>',
    "{{ self.__init__ }}{% raw %}<b onclick=window.pwned=1>x</b>",
    "\u2028</title><script>window.pwned=1</script>",
)
ADDRESSES = (
    "javascript:window.pwned=1",
    "JaVaScript:window.pwned=1",
    " data:text/html,<script>parent.pwned=1</script>",
)
_TEXTS = (
    "title",
    "author",
    "tags",
    "category",
    "series",
    "location",
    "language",
    "excerpt",
    "description",
    "image_alt",
)
_LINKS = ("external_link", "canonical", "image")
_TERMS = {"label": HOSTILE[0], "description": HOSTILE[1], "bio": HOSTILE[3], "url": ADDRESSES[0], "image": ADDRESSES[1]}
_CLICKS = """() => {
  for (const link of document.querySelectorAll('a[href]')) if (!/^(https?:|mailto:|#)/.test(link.href)) link.click();
  for (const part of document.querySelectorAll('[onclick], [onmouseover]')) part.click();
}"""


_BODY = "\n:::{update} 2026-02-02\nNote.\n:::\n\nWords.\n"


def _post(number: int, text: str, address: str) -> str:
    front: dict[str, Any] = {"date": f"2026-01-{number + 1:02}", "updated": "2026-02-01"}
    front |= dict.fromkeys(_TEXTS, text) | {"tags": [text], "author": [text, "mei"], "category": [text]}
    front |= dict.fromkeys(_LINKS if number % 2 else (), address) | {"aliases": [text, address, "old"], "license": text}
    return f"---\n{yaml.safe_dump(front, allow_unicode=True)}---\n\n# A heading\n{_BODY}"


@pytest.fixture(scope="module", params=THEMES)
def attacked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A blog whose author means harm in every field there is."""
    pytest.importorskip(request.param)
    site = Site(tmp_path_factory.mktemp("attack"))
    posts = {
        f"posts/p{number}.md": _post(number, text, ADDRESSES[number % len(ADDRESSES)])
        for number, text in enumerate((*HOSTILE, *HOSTILE))
    }
    text, entry = (
        HOSTILE[3],
        {**_TERMS, "social": dict.fromkeys(("github", "mastodon", "website", "email"), ADDRESSES[0])},
    )
    site.conf = {
        "extensions": ["myst_parser", "sphinxext_blog"],
        "myst_enable_extensions": ["colon_fence"],
        "blog_posts": ["posts/**"],
        "blog_filter_bar": "tags",
        "blog_title": text,
        "blog_page_size": 3,
        "blog_feed_terms": ["tags"],
        "blog_feed_subtitle": text,
        "blog_license": {"text": text, "url": "https://example.org/"},
        "blog_share": ["mastodon", "email", [text, "https://example.org/?u={url}&t={text}"]],
        "blog_authors": {"mei": entry, text: entry},
        "blog_tags": {text: _TERMS},
        "blog_taxonomies": {"project": {"label": text, "singular": text}},
        "html_baseurl": f"{ADDRESS}/",
        "html_theme": request.param,
        "html_sidebars": {"**": ["blog/recent.html", "blog/tags.html", "blog/categories.html", "blog/authors.html"]}
        if request.param == "alabaster"
        else {},
    }
    index = "# Home\n\n:::{postlist}\n:style: cards\n:::\n\n:::{postlist}\n:style: table\n:::\n\n"
    index += ":::{postlist}\n:style: timeline\n:::\n\n:::{termlist} tags\n:style: cloud\n:::\n\n:::{postarchive}\n:::\n"
    site.write({**posts, "index.md": index})
    return site.build().out


def test_every_page_is_inert(readers: Readers, attacked: Path) -> None:
    """No script of an author runs, none of their handlers fires, no address of theirs is code."""
    files = [path for path in attacked.rglob("*.html") if 'http-equiv="refresh"' not in path.read_text("utf-8")]
    pages = sorted(path.relative_to(attacked).as_posix() for path in files)
    assert len(pages) > 20
    dialogs: list[str] = []
    with readers(attacked) as reader:
        reader.page.on("dialog", lambda dialog: dialogs.append(dialog.message))
        for name in pages:
            page = reader.open(name.replace("#", "%23").replace("?", "%3F"))
            page.evaluate(_CLICKS)
            assert page.evaluate("() => window.pwned") is None, name
            assert (
                page.evaluate("() => document.querySelectorAll('iframe, [onerror], [onload], svg[onload]').length") == 0
            ), name
            code = page.evaluate(
                "() => [...document.querySelectorAll('[href], [src]')]"
                ".map(part => part.getAttribute('href') || part.getAttribute('src'))"
                ".filter(address => /^\\s*(javascript|data:text)/i.test(address))"
            )
            assert code == [], name
            for text in page.evaluate(
                "() => [...document.querySelectorAll('script[type*=json]')].map(part => part.text)"
            ):
                json.loads(text)
    assert dialogs == []


@pytest.mark.parametrize("attacked", ["alabaster"], indirect=True)  # feeds know no theme
def test_every_feed_is_inert(readers: Readers, attacked: Path) -> None:
    """A reader that shows the content of an entry as HTML runs nothing."""
    atom = "{http://www.w3.org/2005/Atom}"
    texts = [item["content_html"] for item in json.loads((attacked / "blog/feed.json").read_text("utf-8"))["items"]]
    for name in ("blog/atom.xml", "blog/rss.xml"):
        root = ET.parse(attacked / name).getroot()
        texts += [part.text or "" for part in root.iter() if part.tag == f"{atom}content" or part.get("type") == "html"]
        # what readers take for HTML though RSS does not say so
        texts += [part.text or "" for part in root.iter() if part.tag.endswith(("encoded", "description"))]
    assert len(texts) > 40
    with readers(attacked) as reader:
        for text in texts:
            reader.page.set_content(f"<!doctype html><title>x</title><main>{text}</main>")
            reader.page.evaluate(_CLICKS)
            assert reader.page.evaluate("() => window.pwned") is None, text
