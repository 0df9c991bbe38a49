"""Reading reStructuredText: field lists and directives, as its authors write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builds.reading_records import Read, read, warnings_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.builds.site import Site

CONF = 'project = "Test"\nextensions = ["sphinxext_blog"]\nblog_posts = ["posts/**"]\nblog_drafts = "hide"\n'
HOME = "Home\n====\n"


def _read(site: Site, files: Mapping[str, str], conf: str = "") -> Read:
    return read(site.write({"conf.py": CONF + conf, "index.rst": HOME, **files}))


def test_a_blog_needs_no_markdown(site: Site) -> None:
    """A site without MyST."""
    found = _read(site, {"posts/a.rst": ":date: 2026-01-11\n:tags: a, b\n\nTitle\n=====\n\nText.\n"})
    assert (found["posts/a"].title, found["posts/a"].labels("tag")) == ("Title", ("a", "b"))
    assert found.build.warnings == []
    assert "Title" in found.build.main("blog/index.html").get_text()


@pytest.mark.parametrize(
    "head",
    [
        ":date: 2026-01-11\n:tags: a,\n   b,\n   long tag\n",
        ".. a comment\n\n:date: 2026-01-11\n:tags: a, b, long tag\n",
        ".. header:: On each sheet\n\n.. |s| replace:: x\n\n:date: 2026-01-11\n:tags: a, b, long tag\n",
        ":date: 2026-01-11\n:tags:\n   a, b, long tag\n",
        ":date:   2026-01-11\n:tags: [a, b, 'long tag']\n",
        ":orphan:\n:date: 2026-01-11\n:tags: a, b, long tag\n:nosearch:\n",
    ],
)
def test_field_lists_as_people_write_them(site: Site, head: str) -> None:
    """Over several lines, below a comment, with brackets, beside Sphinx's own fields."""
    found = _read(site, {"posts/a.rst": f"{head}\nTitle\n=====\n\nText.\n"})
    assert found["posts/a"].labels("tag") == ("a", "b", "long tag")
    assert found["posts/a"].text == "Text."
    assert found.build.warnings == []


def test_the_fields_are_not_shown(site: Site) -> None:
    """Neither on the page nor in the excerpt; bibliographic ones of docutils are fields like others."""
    head = ":date: 2026-01-11\n:author: Mei\n:authors: Mei; Bo\n:version: 1\n:tags: a\n"
    found = _read(site, {"posts/a.rst": f"{head}\nTitle\n=====\n\nText.\n"})
    assert found["posts/a"].labels("author")[0] == "Mei"
    for name in ("posts/a.html", "blog/index.html"):
        assert "version" not in found.build.main(name).get_text().lower()


@pytest.mark.parametrize("above", [".. A comment", ".. _label:", ".. rst-class:: lead", ".. footer:: On each sheet"])
@pytest.mark.parametrize("title", ["", ":title: From a field\n"])
def test_the_fields_of_a_post_without_a_heading_are_not_shown(site: Site, above: str, title: str) -> None:
    """Invisible markup may precede them, as it does a heading."""
    found = _read(site, {"posts/a.rst": f"{above}\n\n:date: 2026-01-11\n{title}\nText.\n"})
    assert found["posts/a"].title == ("From a field" if title else "A")
    for name in ("posts/a.html", "blog/index.html"):
        page = found.build.main(name)
        assert page.select_one(".field-list") is None
        assert "Text." in page.get_text()


def test_fields_below_the_title_are_text(site: Site) -> None:
    """They describe what follows, not the document."""
    found = _read(site, {"posts/a.rst": "Title\n=====\n\n:date: 2026-01-11\n\nText.\n"})
    assert "posts/a" in found.withheld
    assert found.build.warnings == []


def test_dashes_are_transitions(site: Site) -> None:
    """A post may hold what would be front matter elsewhere."""
    found = _read(
        site, {"posts/2026-01-11-a.rst": "Title\n=====\n\nText.\n\n----\n\ndate: 2020-01-01\n\n----\n\nEnd.\n"}
    )
    assert f"{found['posts/2026-01-11-a'].date:%F}" == "2026-01-11"
    assert found.build.warnings == []


def test_flags_need_no_value(site: Site) -> None:
    """``:pinned:`` is yes, in a field list and as an option."""
    found = _read(
        site,
        {
            "posts/a.rst": ":date: 2026-01-11\n:pinned:\n:unlisted:\n\nA\n=\n",
            "b.rst": "B\n=\n\n.. post:: 2026-01-11\n   :pinned:\n   :unlisted:\n",
        },
    )
    assert [(post.pinned, post.unlisted) for post in found.posts.values()] == [(True, True), (True, True)]


def test_the_body_of_a_directive_is_shown_and_is_the_excerpt(site: Site) -> None:
    """With its markup; a directive without a body shows nothing."""
    files = {
        "a.rst": "A\n=\n\n.. post:: 2026-01-11\n\n   The *body*.\n\n   - of two\n\nThe rest.\n",
        "b.rst": "B\n=\n\n.. post:: 2026-01-12\n\nFirst.\n",
    }
    found = _read(site, files)
    page, home = found.build.main("a.html"), found.build.main("blog/index.html")
    assert page.select_one("em").get_text() == "body"  # type: ignore[union-attr]
    excerpts = [excerpt.get_text(" ", strip=True) for excerpt in home.select(".blog-excerpt")]
    assert excerpts == ["First.", "The body . of two"]
    assert found.build.warnings == []


def test_a_post_may_come_from_an_included_file(site: Site) -> None:
    """The directive stands where it is included; its warnings know the file."""
    found = _read(
        site,
        {
            "a.rst": "A\n=\n\n.. include:: /part.txt\n\nText.\n",
            "part.txt": ".. post:: 2026-01-11\n   :tags: x\n   :series_order: first\n",
        },
    )
    assert found["a"].labels("tag") == ("x",)
    assert len(found.build.warnings) == 1
    assert "series_order: 'first'" in found.build.warnings[0]


def test_listings_in_included_files_are_warned_at_their_lines(site: Site) -> None:
    """File and line of the included text."""
    found = _read(
        site, {"a.rst": ":orphan:\n\nA\n=\n\n.. include:: /part.txt\n", "part.txt": "\n\n.. termlist:: colours\n"}
    )
    (warning,) = found.build.warnings
    assert "/part.txt:3: WARNING: termlist: 'colours' is not a taxonomy" in warning


def test_substitutions_and_roles_in_a_title(site: Site) -> None:
    """The record has plain text, the listing links it."""
    text = ":date: 2026-01-11\n\nThe *very* ``best`` |x|\n=======================\n\n.. |x| replace:: one\n\nText.\n"
    found = _read(site, {"posts/a.rst": text})
    assert found["posts/a"].title == "The very best one"


@pytest.mark.parametrize("where", ["post", "tag", "update"])
def test_directives_without_their_argument(site: Site, where: str) -> None:
    """``post`` takes its date from elsewhere; ``tag`` and ``update`` say what they lack, at their line."""
    found = _read(site, {"2026-01-11-a.rst": f":orphan:\n\nA\n=\n\n.. {where}::\n\n   Text.\n"})
    if where == "post":
        assert f"{found['2026-01-11-a'].date:%F}" == "2026-01-11"
        assert found.build.warnings == []
    else:
        assert all("2026-01-11-a.rst:6: " in warning for warning in found.build.warnings if "rst:" in warning)
        assert found.build.warnings


def test_field_lists_are_warned_at_the_line_of_the_field(site: Site) -> None:
    """Also below a comment and after a field of several lines."""
    head = ".. comment\n\n:date: 2026-01-11\n:tags: a,\n   b\n:series_order: first\n"
    found = _read(site, {"posts/a.rst": f"{head}\nA\n=\n"})
    assert warnings_of(found.build, "posts/a") == [
        "6: series_order: 'first' is not a whole number. The key is ignored. [blog.value]"
    ]
