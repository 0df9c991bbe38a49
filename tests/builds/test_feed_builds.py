"""Feeds and builds: fresh, parallel and edited ones give the same feeds, and only what is new is made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from sphinxext_blog.feeds import writer
from sphinxext_blog.feeds.content import entry_html
from tests.builds.pictures import png
from tests.builds.site import NOW, Build, Site, differences
from tests.builds.test_feeds import _items, _post, feeds_in

if TYPE_CHECKING:
    from collections.abc import Callable

_BASE = "https://example.org/"
_CONF: dict[str, Any] = {"html_baseurl": _BASE, "blog_feed_terms": ["tags", "authors"]}
_PNG = png(4, 4)


@pytest.fixture
def site(site: Site) -> Site:
    """A blog whose feeds show images, links and terms."""
    return site.write(
        {
            "index.md": "# Home\n",
            "posts/cover.png": _PNG,
            "posts/a.md": _post("![x](cover.png) First, [b](b.md).", "tags: [x, y]", "author: Mei", date="2026-01-01"),
            "posts/b.md": _post("Second, {blog:tag}`y`.", "tags: [x]", date="2026-01-02", title="B"),
            "posts/c.md": _post("Third, {doc}`b`.", "tags: [z]", "author: Bo", "image: cover.png", date="2026-01-03"),
            "posts/d.md": _post("Fourth.", "draft: true", "tags: [w]"),
            "posts/e.md": _post("Fifth.", "tags: [y]", date="2026-03-20"),
        }
    )


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The posts that are rendered for feeds."""
    found: list[str] = []

    def spy(app: Any, post: Any, content: str, url: str) -> str:
        found.append(post.key)
        return entry_html(app, post, content, url)

    monkeypatch.setattr(writer, "entry_html", spy)
    return found


def _times(build: Build) -> dict[str, int]:
    return {name: (build.out / name).stat().st_mtime_ns for name in feeds_in(build.out)}


def _changed(build: Build, before: dict[str, int]) -> set[str]:
    return {name.removeprefix("blog/") for name, time in _times(build).items() if before.get(name) != time}


def _in_all_formats(*folders: str) -> set[str]:
    return {f"{folder}{name}" for folder in folders for name in ("atom.xml", "rss.xml", "feed.json")}


def test_a_parallel_build_gives_the_same_feeds(site: Site) -> None:
    """Whoever builds with ``-j 2``."""
    assert differences(site.build(**_CONF).out, site.fresh(parallel=2, **_CONF).out) == {}


def test_each_post_is_rendered_once(site: Site, rendered: list[str]) -> None:
    """However many feeds show it; and not again when nothing has changed."""
    first = site.build(**_CONF)
    assert sorted(rendered) == ["posts/a", "posts/b", "posts/c"]
    rendered.clear()
    times = _times(first)
    second = site.build(**_CONF)
    assert rendered == []
    assert _changed(second, times) == set()
    assert second.updated == []


EDITS: dict[str, Callable[[Site], object]] = {
    "body": lambda s: s.replace("posts/a.md", "First", "Very first"),
    "title": lambda s: s.replace("posts/b.md", "# B", "# B, renamed"),
    "term": lambda s: s.replace("posts/c.md", "tags: [z]", "tags: [x, Z]"),
    "last post of a term": lambda s: s.replace("posts/c.md", "author: Bo", "author: Mei"),
    "date": lambda s: s.replace("posts/a.md", "2026-01-01", "2026-02-01"),
    "updated": lambda s: s.replace("posts/a.md", "author: Mei", "author: Mei\nupdated: 2026-02-01"),
    "published": lambda s: s.replace("posts/d.md", "draft: true\n", ""),
    "deleted": lambda s: s.delete("posts/c.md"),
    "added": lambda s: s.write({"posts/f.md": _post("New.", "tags: [new, x]", date="2026-02-02")}),
    "image of the same name": lambda s: s.write(
        {"posts/more/cover.png": b"other", "posts/more/g.md": _post("![x](cover.png)")}
    ),
    "image": lambda s: s.write({"posts/cover.png": _PNG + b"more"}),
    "no posts": lambda s: s.delete(*(f"posts/{name}.md" for name in "abcde")),
    "own page of a term": lambda s: s.write({"blog/tag/x/index.md": "# My x\n"}),
    "own page of terms": lambda s: s.write({"blog/tag.md": "# My tags\n"}),
    "no terms": lambda s: s.conf.update(blog_feed_terms=[]),
    "one format": lambda s: s.conf.update(blog_feed_formats=["rss"]),
    "no formats": lambda s: s.conf.update(blog_feed_formats=[]),
    "no address": lambda s: s.conf.update(html_baseurl=""),
    "another address": lambda s: s.conf.update(html_baseurl="https://example.com/x/"),
    "excerpts": lambda s: s.conf.update(blog_feed_content="excerpt"),
    "no content": lambda s: s.conf.update(blog_feed_content="none"),
    "length": lambda s: s.conf.update(blog_feed_length=1),
    "subtitle": lambda s: s.conf.update(blog_feed_subtitle="What it is about"),
    "title of the blog": lambda s: s.conf.update(blog_title="News"),
    "path": lambda s: s.conf.update(blog_path="news"),
    "language": lambda s: s.conf.update(language="de"),
    "picture of an author": lambda s: s.conf.update(blog_authors={"Mei": {"avatar": "posts/cover.png"}}),
    "favicon": lambda s: s.conf.update(html_favicon="posts/cover.png"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", EDITS)
def test_an_edit_and_a_rebuild_give_the_feeds_of_a_fresh_build(site: Site, name: str) -> None:
    """Nothing stale, and nothing that is gone."""
    site.conf = dict(_CONF)
    first = feeds_in(site.build().out)
    sources = {path: path.read_bytes() for path in site.src.rglob("*.*")}
    EDITS[name](site)
    after = site.build()
    assert differences(after.out, site.fresh().out) == {}
    site.build()
    site.conf = dict(_CONF)
    for path in [path for path in site.src.rglob("*.*") if path not in sources]:
        path.unlink()
    site.write({str(path.relative_to(site.src)): old for path, old in sources.items()})
    assert feeds_in(site.build().out) == first


WRITTEN: dict[str, tuple[Callable[[Site], object], list[str], set[str]]] = {
    "body": (EDITS["body"], ["posts/a"], _in_all_formats("", "tag/x/", "tag/y/", "author/mei/")),
    # b is linked to by a and c, whose texts show its title
    "title": (
        EDITS["title"],
        ["posts/a", "posts/b", "posts/c"],
        _in_all_formats("", "tag/x/", "tag/y/", "tag/z/", "author/mei/", "author/bo/")
        - _in_all_formats("author/mei/", "tag/y/"),
    ),
    "draft": (lambda s: s.replace("posts/d.md", "Fourth", "Still"), [], set()),
    "page": (lambda s: s.replace("index.md", "# Home", "# Home\n\nText."), [], set()),
    "subtitle": (EDITS["subtitle"], [], _in_all_formats("")),
    "length": (EDITS["length"], [], _in_all_formats("", "tag/x/")),
}


@pytest.mark.parametrize("name", WRITTEN)
def test_an_edit_makes_what_shows_it_and_no_more(site: Site, rendered: list[str], name: str) -> None:
    """A reader's program asks often, and gets nothing where nothing is new."""
    site.conf = dict(_CONF)
    times = _times(site.build())
    rendered.clear()
    edit, texts, files = WRITTEN[name]
    edit(site)
    after = site.build()
    assert sorted(rendered) == texts
    assert _changed(after, times) == files


def test_a_feed_shows_images_of_pages_that_were_not_written(site: Site, rendered: list[str]) -> None:
    """Sphinx knows only those of the documents it writes."""
    site.build(**_CONF)
    rendered.clear()
    site.replace("posts/b.md", "Second", "Very second")
    for path in (site.folder / "build").rglob("*.texts"):
        path.unlink()
    build = site.build(**_CONF)
    assert sorted(rendered) == ["posts/a", "posts/b", "posts/c"]
    assert f'src="{_BASE}_images/cover.png"' in _items(build)[-1]["content_html"]
    assert differences(build.out, site.fresh(**_CONF).out) == {}


def test_a_feed_that_was_deleted_comes_back(site: Site) -> None:
    """As does one whose store was cut short."""
    build = site.build(**_CONF)
    before = feeds_in(build.out)
    (build.out / "blog/rss.xml").unlink()
    for path in (site.folder / "build").rglob("*.texts"):
        path.write_text("{", encoding="utf-8")
    assert feeds_in(site.build(**_CONF).out) == before


def test_time_passes_in_feeds(site: Site) -> None:
    """A scheduled post enters them at its time, an expired one leaves."""
    site.replace("posts/b.md", "tags: [x]", "tags: [x]\nexpires: 2026-03-15")
    site.build(**_CONF)
    later = NOW + 25 * 86_400
    after = site.build(now=later, **_CONF)
    assert [item["url"].removeprefix(_BASE) for item in _items(after)] == [f"posts/{name}.html" for name in "eca"]
    assert differences(after.out, site.fresh(now=later, **_CONF).out) == {}


def test_builders_do_not_share_feeds(site: Site) -> None:
    """One folder of doctrees serves two kinds of site, whose addresses differ."""
    builders = ("html", "dirhtml")
    for _ in range(2):
        for builder in builders:
            build = site.build(builder, **_CONF)
            assert differences(build.out, site.fresh(builder, **_CONF).out) == {}
        site.replace("posts/a.md", "First", "Again: First")


def test_a_build_that_failed_is_made_up_for(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages were written, feeds were not: the next build knows."""
    site.build(**_CONF)
    site.replace("posts/a.md", "First", "Corrected")

    def fail(*_args: object) -> bytes:
        raise OSError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(writer, "feed_document", fail)
        with pytest.raises(Exception, match="disk full"):
            site.build(**_CONF)
    after = site.build(**_CONF)
    assert "Corrected" in _items(after)[-1]["content_html"]
    assert differences(after.out, site.fresh(**_CONF).out) == {}
