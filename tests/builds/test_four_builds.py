"""Four builds agree: fresh, parallel, repeated, and edited and rebuilt give the same bytes."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import sphinx
from sphinx.util import parallel

from sphinxext_blog.domain import BlogDomain
from tests.builds.site import NOW, ROOTS, Build, Site, differences, snapshot

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.slow

_COVER_TWO = (ROOTS / "every-construct/posts/folder-two/cover.png").read_bytes()
_SPHINX_ALWAYS_WRITES = {"genindex.html", "search.html", *(["index.html"] if sphinx.version_info < (8,) else [])}
"""Pages without a document: Sphinx writes them in every build, whatever has changed; their bytes are compared."""


def _written(build: Build, before: dict[str, int]) -> set[str]:
    now = _times(build)
    return {name for name in now if before.get(name) != now[name]} - _SPHINX_ALWAYS_WRITES


def _times(build: Build) -> dict[str, int]:
    return {path.relative_to(build.out).as_posix(): path.stat().st_mtime_ns for path in build.out.rglob("*.html")}


# -- nothing was edited ------------------------------------------------------------------------------------------------


def test_a_parallel_build_gives_the_same_bytes(site: Site) -> None:
    """Whoever builds with ``-j 2`` publishes the same site."""
    site.copy_of("every-construct")
    serial, forked = site.build(), site.fresh(parallel=2)
    assert serial.warnings == forked.warnings == []
    assert differences(serial.out, forked.out) == {}


@pytest.mark.skipif(not parallel.parallel_available, reason="no forks here")
def test_the_comparison_sees_what_parallel_readers_do_not_hand_over(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The proof that the test above would fail: posts read by another process are lost without merging."""
    site.write({f"posts/{n}.md": f"---\ndate: 2026-01-{n}\ntags: [Tag {n}]\n---\n# Post {n}\n" for n in range(10, 20)})
    site.write({"index.md": "# Home\n"})
    serial = site.build()
    monkeypatch.setattr(BlogDomain, "merge_domaindata", lambda *_args: None)
    forked = site.fresh(parallel=2)
    assert serial.has("blog/tag/tag-10.html")
    assert not forked.has("blog/tag/tag-10.html")
    assert differences(serial.out, forked.out)


def test_another_checkout_gives_the_same_bytes(site: Site, tmp_path: Path) -> None:
    """The path of the checkout shows nowhere, nor does what an earlier build left."""
    site.copy_of("every-construct")
    elsewhere = Site(tmp_path / "a longer path, with spaces").copy_of("every-construct")
    assert differences(site.build().out, elsewhere.build().out) == {}


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_another_machine_gives_the_same_bytes(tmp_path: Path, jobs: str) -> None:
    """Neither the hash seed of Python, nor the time zone, nor the locale of a machine show in the site."""
    machines = [
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8"},
        {"PYTHONHASHSEED": "4242", "TZ": "America/Los_Angeles", "LC_ALL": "C"},
    ]
    for number, machine in enumerate(machines):
        environment = {**os.environ, **machine, "SOURCE_DATE_EPOCH": str(NOW), "PYTHONUTF8": "1"}
        command = [sys.executable, "-m", "sphinx", "-q", "-W", "-j", jobs, str(ROOTS / "every-construct")]
        command += ["-d", str(tmp_path / f"doctrees-{number}"), str(tmp_path / f"out-{number}")]
        subprocess.run(command, env=environment, check=True, cwd=tmp_path)
    assert differences(tmp_path / "out-0", tmp_path / "out-1") == {}


@pytest.mark.parametrize("root", ["every-construct", "small-blog", "from-ablog"])
def test_a_build_without_a_change_writes_no_page(site: Site, root: str) -> None:
    """A second build is over at once, and a tool that copies changed files has nothing to copy."""
    first = site.copy_of(root).build()
    before = _times(first)
    second = site.build()
    assert second.updated == []
    assert _written(second, before) == set()
    assert "updating environment: 0 added, 0 changed, 0 removed" in second.log
    assert differences(first.out, site.fresh().out) == {}


# -- one thing was edited ----------------------------------------------------------------------------------------------


def _add_image_of_the_same_name(site: Site) -> None:
    site.write({"posts/cover.png": _COVER_TWO})
    site.replace("posts/delta.md", "The lead", "![x](cover.png) The lead")


_HIDDEN = "---\nblogpost: true\ndate: 2026-01-05\ndraft: true\n---\n# Hidden\n\nHidden.\n"

EDITS: dict[str, Callable[[Site], object]] = {
    "body far below": lambda s: s.replace("posts/beta.md", "Last words", "Very last words"),
    "lead": lambda s: s.replace("posts/alpha.md", "The lead of alpha", "The new lead of alpha"),
    "lead gets an image": lambda s: s.replace("posts/delta.md", "The lead", "![x](images/cover.png) The lead"),
    "title": lambda s: s.replace("posts/alpha.md", "# Alpha", "# Alpha, renamed"),
    "title of a part": lambda s: s.replace("several.md", "## Part one", "## The first part"),
    "title of a page with tags": lambda s: s.replace("colophon.md", "# Colophon", "# About this site"),
    "heading that a post links to": lambda s: s.replace("posts/alpha.md", "## Far below", "## Farther below"),
    "label": lambda s: s.replace("posts/gamma.rst", "_gamma-label:", "_gamma-label:\n\n.. _another-label:"),
    "tag added": lambda s: s.replace("posts/delta.md", "[Rare]", "[Rare, New]"),
    "last post of a tag untagged": lambda s: s.replace("posts/delta.md", "tags: [Rare]\n", ""),
    "tag spelt otherwise": lambda s: s.replace("posts/delta.md", "[Rare]", "[RARE]"),
    "page untagged": lambda s: s.replace("about.md", "```{tag} Python\n```\n", ""),
    "page tagged otherwise": lambda s: s.replace("about.md", "{tag} Python", "{tag} Only here"),
    "date to another year": lambda s: s.replace("posts/delta.md", "2025-12-01", "2024-12-01"),
    "date within a month": lambda s: s.replace("posts/alpha.md", "2026-01-05", "2026-01-15"),
    "date gone": lambda s: s.replace("posts/alpha.md", "date: 2026-01-05\n", ""),
    "category": lambda s: s.replace("posts/beta.md", "category: News", "category: Notes"),
    "category that is new": lambda s: s.replace("posts/zeta.md", "pinned: true", "category: Essays"),
    "author": lambda s: s.replace("posts/alpha.md", "author: Mei", "author: Bo"),
    "series": lambda s: s.replace("posts/alpha.md", "author: Mei", "series: Greek"),
    "published": lambda s: s.replace("posts/epsilon.md", "draft: true\n", ""),
    "unpublished": lambda s: s.replace("posts/beta.md", "category", "draft: true\ncategory"),
    "unlisted": lambda s: s.replace("posts/beta.md", "category", "unlisted: true\ncategory"),
    "expired": lambda s: s.replace("posts/beta.md", "category", "expires: 2026-02-01\ncategory"),
    "pinned": lambda s: s.replace("posts/alpha.md", "author: Mei", "author: Mei\npinned: true"),
    "no longer pinned": lambda s: s.replace("posts/zeta.md", "pinned: true\n", ""),
    "no post any more": lambda s: s.replace("posts/alpha.md", "author: Mei", "blogpost: false"),
    "a part is no post any more": lambda s: s.replace("several.md", "```{post} 2025-07-01\n:tags: NLP\n```\n", ""),
    "external": lambda s: s.replace("posts/alpha.md", "author: Mei", "external_link: https://example.com/"),
    "image gone": lambda s: s.replace("posts/alpha.md", "image: images/cover.png\n", ""),
    "post added": lambda s: s.write(
        {"posts/theta.md": "---\ndate: 2026-02-01\ntags: [Python]\n---\n# Theta\n\nNew.\n"}
    ),
    "post added to an old year": lambda s: s.write({"posts/old.md": "---\ndate: 2019-02-01\n---\n# Old\n\nOld.\n"}),
    "draft added": lambda s: s.write({"posts/theta.md": "---\ndraft: true\n---\n# Theta\n\nNew.\n"}),
    "post deleted": lambda s: s.delete("posts/delta.md"),
    "pinned post deleted": lambda s: s.delete("posts/zeta.md"),
    "draft deleted": lambda s: s.delete("posts/epsilon.md"),
    "post renamed": lambda s: s.rename("posts/delta.md", "posts/new-name.md"),
    "draft renamed": lambda s: s.rename("posts/epsilon.md", "posts/new-name.md"),
    "own page at a tag's": lambda s: s.write({"blog/tag/python.md": "# My Python\n\nMine.\n"}),
    "own page at a tag's folder": lambda s: s.write({"blog/tag/python/index.md": "# My Python\n\nMine.\n"}),
    "own page with a listing": lambda s: s.write({"blog/tag/python.md": "# My Python\n\n```{postlist}\n```\n"}),
    "draft at a tag's": lambda s: s.write({"blog/tag/python.md": _HIDDEN}),
    "draft at the home's": lambda s: s.write({"blog/index.md": _HIDDEN}),
    "own home": lambda s: s.write({"blog/index.md": "# My blog\n\nWelcome.\n"}),
    "own home beside the folder": lambda s: s.write({"blog.md": "# My blog\n\nWelcome.\n"}),
    "own home with a listing": lambda s: s.write({"blog/index.md": "# My blog\n\n```{postlist} 1\n```\n"}),
    "own archive": lambda s: s.write({"blog/archive.md": "# My archive\n\n```{postarchive}\n```\n"}),
    "own year": lambda s: s.write({"blog/2025.md": "# My year\n\nMine.\n"}),
    "image replaced": lambda s: s.write({"posts/images/cover.png": _COVER_TWO}),
    "image of the same name added": _add_image_of_the_same_name,
    "page size": lambda s: s.conf.update(blog_page_size=2),
    "term page size": lambda s: s.conf.update(blog_term_page_size=2),
    "path": lambda s: s.conf.update(blog_path="news"),
    "months": lambda s: s.conf.update(blog_archive=["year", "month"]),
    "no years": lambda s: s.conf.update(blog_archive=[]),
    "text excerpts": lambda s: s.conf.update(blog_excerpt="text"),
    "longer excerpts": lambda s: s.conf.update(blog_excerpt_length=5),
    "cards": lambda s: s.conf.update(blog_listing="cards"),
    "table": lambda s: s.conf.update(blog_listing="table", blog_term_listing="table"),
    "timeline": lambda s: s.conf.update(blog_listing="timeline", blog_term_listing="timeline"),
    "no covers": lambda s: s.conf.update(blog_covers=[]),
    "full": lambda s: s.conf.update(blog_term_listing="full"),
    "bar": lambda s: s.conf.update(blog_filter_bar="tags"),
    "title of the blog": lambda s: s.conf.update(blog_title="News"),
    "date format": lambda s: s.conf.update(blog_date_format="yyyy-MM-dd"),
    "time zone": lambda s: s.conf.update(blog_timezone="Asia/Shanghai"),
    "language": lambda s: s.conf.update(language="de"),
    "posts elsewhere": lambda s: s.conf.update(blog_posts=["posts/[a-d]*"]),
    "preview": lambda s: s.conf.update(blog_drafts="show"),
}


def _agree(site: Site, before: Build, now: int | None = None) -> Build:
    after = site.build(now=now)
    assert differences(after.out, site.fresh(now=now).out) == {}
    assert before.out == after.out
    return after


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_and_a_rebuild_give_what_a_fresh_build_gives(site: Site, name: str) -> None:
    """Nothing stale is left, no file and no word, and what was taken back comes back the same."""
    before = site.copy_of("small-blog").build()
    sources = {path: path.read_bytes() for path in site.src.rglob("*") if path.is_file()}
    first = snapshot(before.out, site.folder / "first")
    EDITS[name](site)
    _agree(site, before)
    # and back again
    site.conf.clear()
    for path in [path for path in site.src.rglob("*") if path.is_file() and path not in sources]:
        path.unlink()
    site.write(
        {str(p.relative_to(site.src)): old for p, old in sources.items() if not p.exists() or p.read_bytes() != old}
    )
    again = differences(first, site.build().out)
    # Sphinx does not delete scripts of a language or theme that is no longer asked for
    assert {name: found for name, found in again.items() if not name.startswith("_static/")} == {}


def test_previews_come_and_go(site: Site) -> None:
    """Drafts shown in a preview leave nothing in the production build that follows in the same folder."""
    production = snapshot(site.copy_of("every-construct").build().out, site.folder / "first")
    preview = site.build(blog_drafts="show")
    assert preview.has("posts/hidden/draft.html")
    assert differences(preview.out, site.fresh(blog_drafts="show").out) == {}
    assert differences(production, site.build().out) == {}


def test_time_passes(site: Site) -> None:
    """A scheduled post appears at its time, everywhere it should, and an expired one goes, without an edit."""
    later, much_later = NOW + 15 * 86_400, NOW + 400 * 86_400
    before = site.copy_of("small-blog").write({"posts/theta.md": _post("expires: 2026-06-01")}).build()
    assert not before.has("posts/eta.html")
    assert _agree(site, before, now=later).has("posts/eta.html")
    assert _agree(site, before, now=much_later).has("posts/theta.html")
    assert not _agree(site, before).has("posts/eta.html")


def test_another_builder_does_not_make_a_stale_page_look_fresh(site: Site) -> None:
    """One folder of doctrees serves several builders, and an edit reaches the output of each."""
    builders = ("html", "dirhtml", "text", "epub")
    site.copy_of("small-blog")
    for builder in builders:
        site.build(builder)
    site.replace("posts/delta.md", "# Delta", "# Delta, renamed")
    site.replace("posts/delta.md", "[Rare]", "[NLP]")
    for builder in reversed(builders):
        after, fresh = site.build(builder), site.fresh(builder)
        assert after.warnings == []
        # an EPUB is a ZIP file with the times at which its parts were written; the parts are compared
        found = differences(after.out, fresh.out)
        assert {name: why for name, why in found.items() if not name.endswith(".epub")} == {}


def test_two_output_folders_share_doctrees(site: Site) -> None:
    """What was written is known for each folder of output: the second is brought up to date as the first."""
    site.copy_of("small-blog")
    outs = [site.folder / name for name in ("one", "two")]

    def build(out: Path) -> None:
        environment = {**os.environ, "SOURCE_DATE_EPOCH": str(NOW)}
        command = [sys.executable, "-m", "sphinx", "-q", "-d", str(site.folder / "doctrees"), str(site.src), str(out)]
        subprocess.run(command, env=environment, check=True, cwd=site.folder)

    for out in outs:
        build(out)
    site.replace("posts/delta.md", "# Delta", "# Delta, renamed")
    for out in outs:
        build(out)
    assert differences(*outs) == {}
    assert "Delta, renamed" in (outs[1] / "blog/archive.html").read_text(encoding="utf-8")


# -- only what changed is written --------------------------------------------------------------------------------------


def _post(*front: str) -> str:
    return "---\ndate: 2026-02-20\n" + "\n".join(front) + "\n---\n# Theta\n\nThe lead of theta.\n"


WRITTEN: dict[str, tuple[Callable[[Site], object], set[str]]] = {
    "body far below": (EDITS["body far below"], {"posts/beta.html"}),
    # its own page, and the page of the home listing that shows the excerpt; elsewhere it is one line
    "lead": (EDITS["lead"], {"posts/alpha.html", "blog/page/2.html"}),
    "body of a page": (
        lambda s: s.replace("colophon.md", "An ordinary page", "Some ordinary page"),
        {"colophon.html"},
    ),
    # Sphinx writes the document of a toctree with each of the documents that stand in it: `index`, three times below
    # the post, the lists that show it with its tags, the new page, the overview, and the cloud on `about`
    "tag added": (
        EDITS["tag added"],
        {
            "posts/delta.html", "blog/page/2.html", "blog/2025.html", "blog/tag/rare.html", "blog/category/notes.html",
            "blog/tag/new.html", "blog/tag/index.html", "about.html", "index.html",
        },
    ),
    # the post and where it is shown with its category; not its tags', author's and year's pages, which show lines
    "category": (
        lambda s: s.replace("posts/alpha.md", "category: Notes", "category: News"),
        {
            "posts/alpha.html", "blog/page/2.html", "blog/category/index.html", "blog/category/notes.html",
            "blog/category/news.html",
        },
    ),
    # also in two posts that are its neighbours by date, and in one that is related to it by its tag
    "title": (
        EDITS["title"],
        {
            "posts/alpha.html", "posts/beta.html", "posts/delta.html", "posts/gamma.html", "blog/page/2.html",
            "blog/2026.html", "blog/archive.html", "blog/tag/python.html", "blog/tag/nlp.html",
            "blog/category/notes.html", "blog/author/mei.html", "about.html", "index.html",
        },
    ),
    # every listing marks it; the oldest page of the home listing holds the same posts as before
    "pinned": (
        EDITS["pinned"],
        {
            "posts/alpha.html", "blog/index.html", "blog/page/2.html", "blog/2026.html", "blog/tag/python.html",
            "blog/tag/nlp.html", "blog/category/notes.html", "blog/author/mei.html", "index.html",
        },
    ),
    "draft": (lambda s: s.replace("posts/epsilon.md", "A draft.", "Still a draft."), set()),
    "draft added": (EDITS["draft added"], set()),
}  # fmt: skip


@pytest.mark.parametrize("name", WRITTEN)
def test_an_edit_writes_the_pages_that_show_it_and_no_other(site: Site, name: str) -> None:
    """Whoever uploads what has changed uploads little."""
    site.copy_of("small-blog")
    # Sphinx reads these again whenever there is a new document
    site.replace("index.md", "```{toctree}\n:glob:\n\nblog/category/*\n```\n", "")
    times = _times(site.build())
    edit, expected = WRITTEN[name]
    edit(site)
    assert _written(site.build(), times) == expected - _SPHINX_ALWAYS_WRITES
