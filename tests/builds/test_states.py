"""States: what readers see of drafts, scheduled, unlisted, expired and pinned posts, and authors in a preview."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
import sphinx

from tests.builds.site import NOW, differences

if TYPE_CHECKING:
    from tests.builds.site import Build, Site

_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100c9fe92ef"
    "0000000049454e44ae426082"
)
_HOME = "# Site\n\n```{toctree}\nblog/index\nposts/hidden\n```\n\n```{toctree}\n:glob:\n\nposts/*\n```\n"


def post(title: str, *front: str, body: str = "") -> str:
    """A post."""
    return "---\n" + "\n".join(front) + f"\n---\n# {title}\n\n{body or f'The text of {title}.'}\n"


def blog(site: Site, **posts: str) -> Site:
    """A blog with a post that readers see and others."""
    site.write({"index.md": _HOME, "posts/seen.md": post("Seen", "date: 2026-01-01", "tags: [Common]")})
    return site.write({f"posts/{name}.md": text for name, text in posts.items()})


def files_with(build: Build, word: str) -> list[str]:
    """The files of the output that hold a word, in their text or their name."""
    paths = (path for path in build.out.rglob("*") if path.is_file())
    names = (path for path in paths if word.encode() in path.read_bytes().lower() or word in path.name)
    return sorted(path.relative_to(build.out).as_posix() for path in names)


HIDDEN = {
    "draft": ["date: 2026-01-02", "draft: true", "tags: [Zymurgy]"],
    "without a date": ["tags: [Zymurgy]"],
    "scheduled": ["date: 2026-03-02", "tags: [Zymurgy]"],
    "scheduled to the minute": ["date: 2026-03-01 00:01", "tags: [Zymurgy]"],
}


@pytest.mark.parametrize("state", HIDDEN)
@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_what_is_not_published_is_nowhere(site: Site, state: str, builder: str) -> None:
    """No page, listing, toctree, source, search index or inventory says that there is a draft."""
    build = blog(site, hidden=post("Zymurgy", *HIDDEN[state], body="Zymurgy.\n\n(zymurgy)=\n## Zymurgy two")).build(
        builder
    )
    assert build.warnings == []
    assert files_with(build, "zymurgy") == []
    assert not [path for path in build.out.rglob("*") if "hidden" in path.name]


@pytest.mark.parametrize("state", HIDDEN)
def test_a_preview_displays_it_with_noindex(site: Site, state: str) -> None:
    """Authors see drafts with a badge, in listings and on pages of their own."""
    build = blog(site, hidden=post("Zymurgy", *HIDDEN[state])).build(blog_drafts="show")
    assert build.warnings == []
    robots = build.page("posts/hidden.html").select_one("meta[name=robots]")
    assert robots is not None
    assert robots["content"] == "noindex"
    assert build.page("posts/seen.html").select_one("meta[name=robots]") is None
    assert "Zymurgy" in build.main("blog/index.html").text
    badge = build.main("blog/index.html").select_one(".blog-badge")
    assert badge is not None
    assert badge.text == ("Scheduled" if "scheduled" in state else "Draft")
    assert build.has("blog/tag/zymurgy.html")
    assert "Zymurgy" in build.main("blog/drafts.html").text
    assert build.page("blog/drafts.html").select_one("meta[name=robots]") is not None


def test_a_production_build_has_no_page_of_drafts(site: Site) -> None:
    """``blog/drafts`` is there in a preview only."""
    assert not blog(site, hidden=post("Hidden", "draft: true")).build().has("blog/drafts.html")


@pytest.mark.parametrize(("name", "value"), [("READTHEDOCS_VERSION_TYPE", "external"), ("SPHINX_AUTOBUILD", "1")])
def test_previews_are_recognised(site: Site, monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    """A pull-request build of Read the Docs and sphinx-autobuild show drafts without being told."""
    monkeypatch.setenv(name, value)
    blog(site, hidden=post("Hidden", "draft: true"))
    assert site.build().has("posts/hidden.html")
    assert not site.fresh(blog_drafts="hide").has("posts/hidden.html")


def test_the_log_reports_the_next_scheduled_post(site: Site) -> None:
    """An author sees in the log that a post waits, and until when."""
    build = blog(site, hidden=post("Hidden", "date: 2026-05-01"), later=post("Later", "date: 2026-06-01")).build()
    assert re.search(r"blog: skipped 2 scheduled posts; next due 2026-05-01T00:00:00\+00:00", build.log)


def test_a_scheduled_post_appears_when_its_time_has_come(site: Site) -> None:
    """A build after the date shows the post, though no file has changed."""
    blog(site, hidden=post("Zymurgy", "date: 2026-05-01"))
    assert not site.build().has("posts/hidden.html")
    later = site.build(now=int(datetime(2026, 5, 1, tzinfo=UTC).timestamp()))
    assert later.warnings == []
    assert later.has("posts/hidden.html")
    assert "Zymurgy" in later.main("blog/index.html").text
    assert "Zymurgy" in later.main("index.html").text


def test_an_unlisted_post_has_a_page_and_nothing_leads_there(site: Site) -> None:
    """Who has the address reads it; listings, feeds, terms and the search do not know it."""
    hidden = post("Zymurgy", "date: 2026-01-02", "unlisted: true", "tags: [Zythum]")
    build = blog(site, hidden=hidden).write({"index.md": "# Site\n\n```{toctree}\nblog/index\n```\n"}).build()
    assert build.warnings == []
    assert build.page("posts/hidden.html").select_one("meta[name=robots]") is not None
    found = files_with(build, "zymurgy")
    assert [name for name in found if not name.startswith(("_sources/", "searchindex"))] == ["posts/hidden.html"]
    assert '"zymurgi' not in build.text("searchindex.js").split('"titles"')[0]
    assert not build.has("blog/tag/zythum.html")


@pytest.mark.skipif(sphinx.version_info < (8, 2), reason="the search leaves out no sections")
def test_an_unlisted_section_is_not_found(site: Site) -> None:
    """The search knows the rest of its document."""
    seen = "## Seen\n\n```{post} 2026-01-01\n```\n\nXylem.\n\n"
    hidden = "## Zymurgy\n\n```{post} 2026-01-02\n:unlisted:\n```\n\nZythum.\n"
    index = "# Site\n\n```{toctree}\nblog/index\nnotes\n```\n"
    build = site.write({"index.md": index, "notes.md": f"# Notes\n\n{seen}{hidden}"}).build()
    assert build.warnings == []
    assert "xylem" in build.text("searchindex.js")
    assert "zythum" not in build.text("searchindex.js")
    assert "Zymurgy" not in build.main("blog/index.html").text


def test_an_expired_post_keeps_its_page(site: Site) -> None:
    """Old links still work, but listings have let it go."""
    build = blog(site, old=post("Tickets", "date: 2026-01-02", "expires: 2026-02-01", "tags: [Zythum]")).build()
    assert "Tickets" in build.main("posts/old.html").text
    assert "Tickets" not in build.main("blog/index.html").text
    assert not build.has("blog/tag/zythum.html")
    before = site.fresh(now=int(datetime(2026, 1, 15, tzinfo=UTC).timestamp()))
    assert "Tickets" in before.main("blog/index.html").text


def test_a_pinned_post_is_first_on_the_home_and_in_its_place_elsewhere(site: Site) -> None:
    """It is read first, and previous and next stay in the order of dates."""
    blog(
        site,
        pin=post("Pin", "date: 2025-12-15", "pinned: true", "tags: [Common]"),
        old=post("Old", "date: 2025-12-01", "tags: [Common]"),
    )
    build = site.build()
    titles = [found.text for found in build.main("blog/index.html").select(".blog-entry-title")]
    assert [title.strip() for title in titles] == ["Pin", "Seen", "Old"]
    tagged = [found.text for found in build.main("blog/tag/common.html").select("li a.reference")]
    assert tagged.index("Seen") < tagged.index("Pin") < tagged.index("Old")


def test_sections_of_a_document_have_states_of_their_own(site: Site) -> None:
    """Of several posts in one document, readers see those that are published."""
    parts = (
        "# News\n\n## One\n\n```{post} 2026-01-01\n```\n\nText one.\n\n"
        "## Two\n\n```{post} 2026-05-01\n```\n\nZymurgy.\n\n### Below zymurgy\n\nMore.\n\n"
        "## Three\n\n```{post}\n:draft:\n```\n\nZymotic.\n"
    )
    site.write({"index.md": "# Site\n\n```{toctree}\nblog/index\nnews\n```\n", "news.md": parts})
    build = site.build()
    assert build.warnings == []
    assert files_with(build, "zymurgy") == []
    assert files_with(build, "zymotic") == []
    assert "One" in build.main("blog/index.html").text
    later = site.build(now=int(datetime(2026, 5, 2, tzinfo=UTC).timestamp()))
    assert "Zymurgy" in later.main("news.html").text
    assert "Zymotic" not in later.main("news.html").text
    assert files_with(site.build(), "zymurgy") == []


def test_a_link_to_a_draft_is_text_with_a_warning(site: Site) -> None:
    """A link to a draft is reported; visitors see plain text."""
    blog(site, hidden=post("Hidden", "draft: true"))
    site.write({"page.md": "---\norphan: true\n---\n# Page\n\nSee {blog:post}`hidden` and {doc}`posts/hidden`.\n"})
    build = site.build()
    assert len(build.warnings) == 2
    assert any("page.md:6" in line and "[blog.ref]" in line for line in build.warnings)
    assert not build.main("page.html").select("a[href*=hidden]")


def test_a_draft_that_was_a_page_before_leaves_nothing_behind(site: Site) -> None:
    """Taking a page back takes its file and its source away, too."""
    site.write(
        {"index.md": "# Site\n\n```{toctree}\nblog/index\n```\n", "page.md": "---\norphan: true\n---\n# Zymurgy\n"}
    )
    assert site.build().has("page.html")
    site.write({"page.md": "---\nblogpost: true\ndraft: true\n---\n# Zymurgy\n"})
    build = site.build()
    assert not build.has("page.html")
    assert not build.has("_sources/page.md.txt")


def test_a_draft_leaves_its_name_to_a_page_of_the_blog(site: Site) -> None:
    """Until it is published; and the page goes with its posts, whatever the draft is called."""
    tag, mine = "Posts tagged “x”", "Mine"

    def headings(now: int = NOW) -> tuple[str | None, list[str]]:
        """The heading of the page at the name, and where the toctree of the front page leads."""
        build, fresh = site.build(now=now), site.fresh(now=now)
        assert differences(build.out, fresh.out) == {}
        assert build.warnings == fresh.warnings == []
        assert site.build(now=now).updated == []
        if not build.has("blog/tag/x.html"):
            assert "blog/tag/x" not in build.text("index.html")
            return None, []
        heading = build.main("blog/tag/x.html").select_one("h1")
        assert heading is not None
        links = [link.get_text() for link in build.main("index.html").select("li a[href='blog/tag/x.html']")]
        return heading.get_text().removesuffix("¶"), links

    body = "# Mine\n\nA draft.\n"
    site.write({"index.md": "# Site\n\n```{toctree}\nblog/index\nblog/tag/x\n```\n"})
    site.write(
        {"posts/a.md": post("A", "date: 2026-01-01", "tags: [x]"), "blog/tag/x.md": f"---\nblogpost: true\n---\n{body}"}
    )
    assert headings() == (tag, [tag])
    site.replace("posts/a.md", "[x]", "[y]")
    assert headings() == (None, [])
    site.replace("posts/a.md", "[y]", "[x]")
    assert headings() == (tag, [tag])
    site.write({"blog/tag/x.md": f"---\nblogpost: true\ndate: 2026-03-02\n---\n{body}"})
    assert headings() == (tag, [tag])
    assert headings(NOW + 2 * 86_400) == (mine, [mine])
    assert headings() == (tag, [tag])
    site.delete("blog/tag/x.md")
    assert headings() == (tag, [tag])


@pytest.mark.parametrize(
    ("front", "line", "state"),
    [
        ("blogpost: true\ndate: 2026-01-01\ndraft: true", 4, "a draft"),
        ("blogpost: true\ndate: 2026-03-02", 3, "scheduled"),
        ("blogpost: true", 2, "a draft"),
    ],
)
def test_the_front_page_is_there_whatever_its_state(site: Site, front: str, line: int, state: str) -> None:
    """A site cannot do without; a warning is reported."""
    text = f"---\n{front}\n---\n# Front\n\n```{{toctree}}\nblog/index\n```\n"
    site.write({"index.md": text, "posts/a.md": post("A", "date: 2026-01-01")})
    build = site.build()
    (warning,) = build.warnings
    assert f"index.md:{line}: WARNING: " in warning
    assert f"the front page of the site is {state}." in warning
    assert "Front" in build.main("index.html").get_text()
    assert not build.main("blog/archive.html").select("a[href='../index.html']")
    assert site.build("latex").warnings == []
    preview = site.build(blog_drafts="show")
    assert preview.warnings == []
    assert preview.main("index.html").select(".blog-notice")
    again = site.build()
    assert again.warnings == build.warnings
    assert differences(again.out, site.fresh().out) == {}
    due = site.build(now=NOW + 2 * 86_400)
    assert due.warnings == []
    assert bool(due.main("blog/archive.html").select("a[href='../index.html']")) == (state == "scheduled")


_NAMES = (
    "(a-label)=\n## Labelled\n\n```{math}\n:label: a-formula\n\ne = m\n```\n\n```{figure} one.png\n:name: a-figure\n\n"
    "A figure\n```\n\n```{glossary}\nterm\n  Said.\n```\n\n```{py:function} function()\n```\n"
)
_NAMES_RST = (
    ".. _a-label:\n\nLabelled\n--------\n\n.. math:: e = m\n   :label: a-formula\n\n.. figure:: one.png\n"
    "   :name: a-figure\n\n   A figure\n\n.. glossary::\n\n   term\n     Said.\n\n.. py:function:: function()\n"
)
_LINKS = "{ref}`a-label` {eq}`a-formula` {numref}`a-figure` {term}`term` {py:func}`function` [](#a-label)"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("z.md", f"---\ndraft: true\n---\n# Copy\n\n{_NAMES}"),
        ("z.md", f"---\ndate: 2026-03-02\nimage: 1\n---\n# Copy\n\n{_NAMES}"),
        ("z.md", f"# Without a date\n\n{_NAMES}"),
        ("2026-09-01-z.md", f"# Dated by its name\n\n{_NAMES}"),
        ("z.rst", f":date: 2026-03-02\n:tags: a\n\nCopy\n====\n\n{_NAMES_RST}"),
    ],
)
def test_a_draft_takes_no_names_from_what_is_published(site: Site, name: str, text: str) -> None:
    """An author copies a post to begin the next one."""
    site.conf = {"numfig": True, "html_copy_source": False}
    site.write({"index.md": f"# Site\n\n```{{toctree}}\nblog/index\npage\n```\n\n{_LINKS}\n", "posts/one.png": _PNG})
    site.write({"page.md": f"---\ndate: 2026-01-01\nblogpost: true\n---\n# Page\n\n{_NAMES}", "one.png": _PNG})
    without = site.build()
    assert without.warnings == []
    without = site.fresh()
    site.write({f"posts/{name}": text})
    build = site.build()
    assert build.warnings == []
    assert differences(build.out, without.out) == {}
    fresh = site.fresh(parallel=2)
    assert fresh.warnings == []
    assert differences(fresh.out, without.out) == {}
    site.replace("page.md", "A figure", "A figure, and more")
    assert differences(site.build().out, site.fresh().out) == {}


def test_a_draft_by_directive_takes_no_labels(site: Site) -> None:
    """It is known for one when it is parsed; its labels are noted after that."""
    site.write({"index.md": "# Site\n\n```{toctree}\nblog/index\n```\n\n{ref}`a-label`\n"})
    site.write({"posts/a.md": post("A", "date: 2026-01-01", body="(a-label)=\n## Labelled\n")})
    body = "# Z\n\n```{post} 2026-05-01\n```\n\n(a-label)=\n## Labelled\n\nA note[^1].\n\n[^1]: Noted.\n"
    site.write({"posts/z.md": body})
    build = site.build()
    assert build.warnings == []
    assert build.main("index.html").select("a[href='posts/a.html#a-label']")
    assert not build.has("posts/z.html")


def test_a_draft_takes_no_file_from_a_page_of_the_same_address(site: Site) -> None:
    """In a ``dirhtml`` build ``a`` and ``a/index`` are one file; while one is a draft, it is that of the other."""
    site.write({"index.md": "# Site\n\n```{toctree}\na/index\nblog/index\n```\n", "a/index.md": "# Mine\n"})
    published, draft = "---\norphan: true\n---\n# Other\n", "---\nblogpost: true\ndraft: true\n---\n# Other\n"
    for text in (draft, published, draft, draft + "More.\n", published, ""):
        site.write({"a.md": text})
        if not text:
            site.delete("a.md")
        build = site.build("dirhtml")
        assert build.has("a/index.html")
        if text != published:
            assert "Mine" in build.text("a/index.html")
            left = {"_sources/a.md.txt"} if not text else set()  # Sphinx keeps what it wrote of a page that is deleted
            assert differences(build.out, site.fresh("dirhtml").out).keys() == left
