"""Any edits in any order, by several builders in one folder of doctrees, give what a fresh build gives."""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from tests.builds.site import NOW, Site, differences

pytestmark = pytest.mark.slow

_NAMES = ("a", "b", "c", "d")
_POSTS = st.fixed_dictionaries(
    {"date": st.sampled_from(["2026-01-01", "2026-02-01", "2025-06-01", "2026-03-20"])},
    optional={
        "tags": st.sampled_from(["[x]", "[x, y]", "[Z]", "[z, y]"]),
        "category": st.sampled_from(["one", "two"]),
        "author": st.sampled_from(["Mei", "[Mei, Ada]"]),
        "draft": st.just("true"),
        "unlisted": st.just("true"),
        "pinned": st.just("true"),
        "expires": st.sampled_from(["2026-02-15", "2026-03-15"]),
        "excerpt": st.sampled_from(["1", "Said by the author."]),
        "image": st.just("cover.png"),
        "title": st.just("A title from above"),
        "series": st.sampled_from(["s", "t"]),
        "aliases": st.sampled_from(["[/old/]", "[old, page.html, /posts/b.html]", "[posts/c.html/x, /blog/tag/]"]),
        "canonical": st.just("https://example.org/original"),
        "applies_to": st.sampled_from(['{numpy: "<2"}', "numpy>=2, python>=3.11", "{numpy: new}"]),
        "outdated_after": st.sampled_from(["6w", "1m", "false", "soon"]),
        "superseded_by": st.sampled_from(["a", "posts/b", "c.md", "r", "e", "d-label"]),
    },
)
_BODIES = st.sampled_from(
    [
        "Text.",
        "Text, after {links}.",
        "Text, after {links}.\n\n<!-- more -->\n\nMore of it, and {blog:tag}`x`.",
        "Text.\n\n<!-- more -->\n\nMore of it, and {links}.",
        "![cover](cover.png)\n\nA footnote[^1] and {links}.\n\n[^1]: Its text.",
        "$x$\n\n## A heading\n\n" + "Many words. " * 60,
        "({name}-label)=\n## Labelled\n\nText.",
        "Text.\n\n```{figure} cover.png\n:name: {name}-figure\n\nA caption\n```\n",
    ]
)
_LINKS = (
    "{blog:post}`a`", "{doc}`b`", "{doc}`x </posts/c>`", "{any}`d`", "{any}`/posts/more/e`", "{any}`x`",
    "[a](/posts/a.md)", "[](/posts/b.md)", "[](/posts/c.md#a-heading)", "[d](/posts/d.md#labelled)", "[](/posts/r.rst)",
    "<project:/posts/a.md>", "[](/posts/more/e.md)", "[](/page.md)", "[](/blog/archive.md)", "[x](/blog/tag/x.md)",
    "[](#a-label)", "[b](#b-label)", "{ref}`c-label`", "{ref}`d <d-label>`", "{ref}`r-label`", "{any}`b-label`",
    "{ref}`a-figure`", "{numref}`b-figure`", "{numref}`%s {name} <c-figure>`", "[](#d-figure)",
    "{download}`/posts/data.zip`", "[data](/posts/data.zip)", "![shot](/posts/shot.png)",
)  # fmt: skip
_PAGE_LINKS = tuple(link for link in _LINKS if not any(name in link for name in ("/page", "/shot", "/data")))
"""Sphinx does not write an ordinary page again to which another one is linked, when that changes, and does not delete
the pictures and downloads of ordinary pages."""
_RST_LINKS = (
    ":blog:post:`b`", ":doc:`/posts/a`", ":doc:`c`", ":ref:`a-label`", ":any:`d`", ":ref:`d <d-label>`",
    ":download:`data.zip`", ":numref:`a-figure`",
)  # fmt: skip
_FILES = ("posts/data.zip", "posts/shot.png")
_PAGES = {
    "blog.md": "# My blog\n",
    "blog/index.md": "# My blog, too\n\n```{postlist} 1\n```\n",
    "blog/archive.md": "# My archive\n",
    "blog/tag/x.md": "# About x\n",
    "page.md": "# Page\n\n```{tag} x, only-pages\n```\n\n{blog:post}`a` {any}`b` [all](blog/archive.md)\n",
    "posts/more/cover.png": "not a picture",
    "posts/more/e.md": "---\ndate: 2026-01-15\n---\n# E\n\n![another](cover.png)\n",
}
_HIDDEN = (
    "---\nblogpost: true\ndate: 2026-01-20\ndraft: true\n---\n",
    "---\nblogpost: true\ndate: 2026-03-10\n---\n",
)
_HOMES = (
    "```{postlist} 2\n```",
    "```{postlist}\n:paginate: 2\n:style: full\n```",
    "```{postlist}\n:tags: x\n:format: {date} {title} {category}\n```\n\n```{termlist} tags\n```",
    "```{toctree}\n:glob:\n\nposts/*\n```",
    "```{toctree}\nposts/a\nblog/tag/x\n```",
    "```{postarchive}\n```",
)
_CONF: tuple[dict[str, Any], ...] = (
    {"blog_page_size": 1},
    {"blog_excerpt": "text"},
    {"blog_excerpt": "none"},
    {"blog_drafts": "show"},
    {"blog_path": "news"},
    {"blog_path": ""},
    {"blog_archive": ["month"]},
    {"blog_term_listing": "list"},
    {"blog_listing": "timeline", "blog_term_listing": "table"},
    {"numfig": True},
    {"html_baseurl": "https://example.org/"},
    {"html_baseurl": "https://example.org/", "blog_feed_terms": ["tags", "authors"]},
    {"html_baseurl": "https://example.org/", "blog_feed_content": "excerpt", "blog_feed_length": 1},
    {"html_baseurl": "https://example.com/", "blog_feed_formats": ["rss"], "blog_path": ""},
    {"blog_outdated_after": "2m"},
    {"blog_current": {"numpy": "2.4"}, "blog_outdated_after": "1y"},
    {"blog_only_in": "latest", "blog_docs_version": "2.0", "html_baseurl": "https://example.org/2.0/"},
    {"root_doc": "blog/index"},
    {"root_doc": "blog/index", "html_baseurl": "https://example.org/", "blog_page_size": 1},
    {},
)
_BUILDERS = ("html", "html", "html", "dirhtml", "text")
_DAY = 86_400


class Edits(RuleBasedStateMachine):
    """An author at work."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="blog-edits-"))
        self.site = Site(self.folder)
        self.now = NOW
        self.pages: set[str] = set()
        """The author's pages that are or were there."""
        self.warned: dict[str, set[str]] = {}
        """What each builder, or another one since it ran last, has warned of."""
        self.warned_ever: set[str] = set()
        """What any builder has warned of."""

    @initialize()
    def begin(self) -> None:
        """A blog with one post."""
        conf = 'extensions = ["myst_parser", "sphinxext_blog"]\nmyst_enable_extensions = ["dollarmath"]\n'
        conf += 'suppress_warnings = ["toc"]\nexclude_patterns = []\nmyst_heading_anchors = 2\nnitpicky = True\n'
        self.site.write(
            {
                "conf.py": conf
                + 'project = "P"\nblog_posts = ["posts/**"]\nblog_page_size = 2\nhtml_theme = "alabaster"\n',
                "index.md": "# Home\n\n```{toctree}\nblog/index\nblog/archive\n```\n",
                "posts/cover.png": "a picture",
                "posts/a.md": "---\ndate: 2026-01-01\n---\n# A\n\nText.\n",
            }
        )
        warnings = self.site.build().warnings
        self.warned["html"], self.warned_ever = set(warnings), set(warnings)

    @rule(
        name=st.sampled_from(_NAMES),
        front=_POSTS,
        body=_BODIES,
        title=st.sampled_from(["One", "Two"]),
        links=st.lists(st.sampled_from(_LINKS), min_size=1, max_size=4),
    )
    def write_post(self, name: str, front: dict[str, str], body: str, title: str, links: list[str]) -> None:
        """Write a post, or write it anew."""
        lines = "".join(f"{key}: {value}\n" for key, value in front.items())
        body = body.replace("{name}", name).replace("{links}", ", ".join(links))  # labels of two alike would clash
        self.site.write({f"posts/{name}.md": f"---\n{lines}---\n# {title} {name}\n\n{body}\n"})

    @rule(
        links=st.lists(st.sampled_from(_RST_LINKS), min_size=1, max_size=4),
        date=st.sampled_from(["2026-01", "2026-03"]),
    )
    def write_post_in_rst(self, links: list[str], date: str) -> None:
        """Write a post in another markup, maybe one that is to come."""
        title = "====\nPost\n====\n\n"
        text = f"Text, after {', '.join(links)}.\n\n.. _r-label:\n\nA heading\n---------\n\nEnd.\n"
        self.site.write({"posts/r.rst": f":date: {date}-10\n\n{title}{text}"})

    @rule(name=st.sampled_from([*(f"{name}.md" for name in _NAMES), "r.rst"]))
    def delete_post(self, name: str) -> None:
        """Delete a post."""
        (self.site.src / "posts" / name).unlink(missing_ok=True)

    @rule(links=st.lists(st.sampled_from(_PAGE_LINKS), min_size=1, max_size=4))
    def write_page_with_links(self, links: list[str]) -> None:
        """Link to the blog from an ordinary page."""
        self.site.write({"notes.md": f"# Notes\n\n{', '.join(links)}\n"})

    @rule(name=st.sampled_from(_FILES))
    def write_or_delete_file(self, name: str) -> None:
        """Add or delete a picture or a file to download."""
        path = self.site.src / name
        if path.exists():
            path.unlink()
        else:
            self.site.write({name: "some bytes"})

    @rule(name=st.sampled_from(sorted(_PAGES)), front=st.sampled_from(["", "", *_HIDDEN]))
    def write_or_delete_page(self, name: str, front: str) -> None:
        """Write a page of one's own, maybe where the blog has one, maybe as a draft, or delete it."""
        path = self.site.src / name
        if not path.exists():
            self.site.write({name: _PAGES[name] if name.startswith("posts/") else front + _PAGES[name]})
        else:
            path.unlink()
        if not name.startswith("posts/"):
            self.pages.add(name.removesuffix(".md"))

    @rule(listing=st.sampled_from(_HOMES))
    def edit_home(self, listing: str) -> None:
        """Show something else on the home page of the site."""
        self.site.write({"index.md": f"# Home\n\n{listing}\n\n```{{toctree}}\nblog/index\nblog/archive\n```\n"})

    @rule(conf=st.sampled_from(_CONF))
    def configure(self, conf: dict[str, Any]) -> None:
        """Change the options."""
        self.site.conf = conf

    @rule(days=st.integers(-40, 40))
    def wait(self, days: int) -> None:
        """Let time pass, or build on a machine whose clock is behind."""
        self.now = NOW + days * _DAY

    @precondition(lambda self: self.site.src.exists())
    @rule(builder=st.sampled_from(_BUILDERS))
    def build(self, builder: str) -> None:
        """Build, and compare."""
        if "root_doc" in self.site.conf and (self.site.src / "blog.md").exists():
            builder = "html"  # in others both are the page ``blog/index.html``, as the author is told
        built = self.site.build(builder, now=self.now)
        fresh = self.site.fresh(builder, now=self.now)
        found = differences(built.out, fresh.out)
        assert {name: why for name, why in found.items() if not self._is_left_by_sphinx(name, why)} == {}
        self._compare_warnings(builder, set(built.warnings), set(fresh.warnings))
        shutil.rmtree(fresh.out.parent)

    def _compare_warnings(self, builder: str, built: set[str], fresh: set[str]) -> None:
        """A rebuild warns of nothing else than a fresh build, and of all that is new since this builder ran last."""
        self.warned_ever |= built
        for other in self.warned:
            self.warned[other] |= built
        known = self.warned.get(builder, self.warned_ever)
        self.warned[builder] = fresh
        assert (built - fresh, fresh - known) == (set(), set())

    def _is_left_by_sphinx(self, name: str, why: str) -> bool:
        """Sphinx does not delete the output of an ordinary page: one that stood where the blog had no page."""
        bare = name.removeprefix("_sources/")
        return why == "only in the first" and any(re.match(rf"{page}(\.|/index\.)", bare) for page in self.pages)

    def teardown(self) -> None:
        """Compare once more, so that every edit has counted."""
        try:
            if (self.site.src / "conf.py").exists():
                self.build("html")
        finally:
            shutil.rmtree(self.folder)


_share = settings().max_examples // 15
Edits.TestCase.settings = settings(max_examples=max(_share, 5), stateful_step_count=20)
TestAnyEdits = Edits.TestCase
