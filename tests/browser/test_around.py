"""What stands around a post, before a reader's eyes: it fits, can be reached, and is as accessible as the theme."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from tests.browser.test_pages import _OVERFLOW, main, violations
from tests.builds.site import Site

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.conftest import Reader

_PARTS = (
    ".blog-byline", ".blog-notice", ".blog-series-box", ".blog-license", ".blog-share", ".blog-prev-next",
    ".blog-related", ".blog-backlinks", ".blog-objects", ".blog-mentions", ".blog-citation", ".blog-sidebar",
)  # fmt: skip
_LONG = "Averyveryveryveryveryveryveryveryveryveryveryveryveryveryveryverylongword"
_PAGES = ("posts/p6.html", "posts/p8.html", "api.html", "blog/objects/test.html")
"""Posts with all parts, and pages that list the posts about an object."""
_OBJECTS = "{py:func}`example.run`, {py:class}`example.Session`, {py:func}`!example.other`"
_API = """\
---
orphan: true
---
# API

````{py:function} example.run(x)
Runs.
````

````{py:class} example.Session
A session.

```{py:method} close()
Closes.
```
````
"""
_TAGS = f"tags: [nlp, {_LONG}, transformer, attention, 机器学习, C++, a tag of several words]"


@pytest.fixture(scope="session")
def folder(theme: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A blog in a theme with everything on."""
    pytest.importorskip(theme)
    site = Site(tmp_path_factory.mktemp(f"around-{theme}"))
    words = "Some words of a post. " * 40
    plain = f"A [link](https://example.org/) and `code`. {words}\n\n```{{warning}}\nOf the theme.\n```\n"
    site.write({"index.md": "# Home\n", "plain.md": f"---\norphan: true\n---\n# Plain\n\n{plain}", "api.md": _API})
    for n in range(1, 9):
        front = f"date: 2026-01-0{n}\n{_TAGS}\nauthor: [Mei, Bo]\ncategory: Notes\n{'series: Parts' if n > 4 else ''}"
        if n == 6:
            front += "\nexpires: 2026-02-01\napplies_to: {numpy: '<2', python: '>=3.9'}\nsuperseded_by: p8"
        text = f"---\n{front}\n---\n# Post {n} {_LONG if n == 5 else ''}\n\n{words}\n\nSee {_OBJECTS}"
        text += ", {doc}`p8` and {py:meth}`example.Session.close`." if n in (4, 5) else "."
        site.write({f"posts/p{n}.md": text})
    conf = {
        "html_theme": theme, "html_baseurl": "https://blog.example.org/", "blog_license": "CC-BY-SA-4.0",
        "blog_share": ["mastodon", "bluesky", "hackernews", "weibo", "email"], "blog_prev_next": True,
        "blog_current": {"numpy": "2.4"}, "blog_mentions": ["py"], "blog_mentions_limit": 3, "blog_objects": True,
        "blog_citation": ["text"],
    }  # fmt: skip
    if theme == "alabaster":  # a theme whose sidebar stands on every page, also without a toctree
        conf["html_sidebars"] = {"**": ["blog/recent.html", "blog/tags.html", "blog/archives.html"]}
    build = site.build(**conf)  # type: ignore[arg-type]
    assert build.warnings == []
    return build.out


@pytest.mark.parametrize("scheme", ["light"])  # only colours differ
def test_nothing_is_wider_than_the_window(reader: Reader) -> None:
    """Long words and many tags are broken; no part is wider than the text."""
    allowed = reader.open("plain.html").evaluate(_OVERFLOW)
    for name in _PAGES:
        page = reader.open(name)
        assert page.evaluate(_OVERFLOW) <= allowed, name
        column = page.locator(main(page)).first.bounding_box()
        assert column is not None
        for part in page.locator(", ".join(_PARTS[:-1])).all():
            box = part.bounding_box()
            assert box is not None
            assert box["width"] <= column["width"] + 1
    assert reader.fetched == []


@pytest.mark.parametrize(("size", "scheme"), [("phone", "dark"), ("desktop", "light"), ("desktop", "dark")])
def test_parts_are_accessible(reader: Reader) -> None:
    """Axe finds nothing in our parts that the theme's own text has not."""
    page = reader.open("plain.html")
    allowed = violations(page, (main(page),))
    for name in _PAGES:
        found = violations(reader.open(name), _PARTS)
        assert found - allowed == set(), name


@pytest.mark.parametrize("size", ["phone"])
@pytest.mark.parametrize("scheme", ["light"])
def test_links_are_large_enough_to_hit(reader: Reader) -> None:
    """No two links of the parts overlap, and each row is at least 24 pixels high (WCAG 2.2, target size)."""
    parts = {
        "posts/p8.html": ("byline", "series-parts", "share", "related", "backlinks", "objects"),
        "api.html": ("mentions",),
    }  # fmt: skip
    for name, selector in [(name, f".blog-{part} a") for name, names in parts.items() for part in names]:
        page = reader.open(name)
        assert page.locator(selector).count() > 1, selector
        tops = sorted({round(box["y"]) for link in page.locator(selector).all() if (box := link.bounding_box())})
        assert all(after - before >= 20 for before, after in pairwise(tops) if after - before > 2), selector


@pytest.mark.parametrize(("size", "scheme"), [("desktop", "light")])
def test_parts_of_a_series_are_reached_by_keyboard(reader: Reader) -> None:
    """A link of the box has the focus and is followed."""
    page = reader.open("posts/p8.html")
    assert page.locator(".blog-series-parts a").count() == 2  # an expired part is in no list
    page.locator(".blog-series-parts a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/posts/p5.html")
