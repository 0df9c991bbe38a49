"""The domain: links to posts and terms by name, from this project and from others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import sphinx
from sphinx.util.inventory import InventoryFile

from tests.builds.site import Build, Site, differences
from tests.builds.test_states import post

if TYPE_CHECKING:
    from pathlib import Path

_TOCTREE = "\n```{toctree}\nblog/index\n```\n"


@pytest.fixture
def blog(site: Site) -> Site:
    """A blog with two posts of one file name, a label in a post, and a folder post."""
    return site.write(
        {
            "posts/a/same.md": post("Same in a", "date: 2026-01-01", "tags: [Machine Learning]"),
            "posts/b/same.md": post("Same in b", "date: 2026-01-02", "author: Mei"),
            "posts/one.md": post("One", "date: 2026-01-03", "category: Notes", body="(inside)=\n## A heading\n\nText."),
            "posts/folder/index.md": post(
                "Folder", "date: 2025-01-04", "series: Greek", "location: 京都", "language: C++"
            ),
            "several.md": "---\norphan: true\n---\n# Several\n\n## Part\n\n```{post} 2026-01-05\n```\n\nText.\n\n"
            "## Other\n\n```{post} 2026-01-05\n```\n\nText.\n",
        }
    )


def linked(site: Site, text: str, **conf: object) -> Build:
    """A build of a page with a text."""
    return site.write({"index.md": f"# Site\n\n{text}\n{_TOCTREE}"}).build(**conf)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("role", "href", "text"),
    [
        ("{blog:post}`posts/one`", "posts/one.html", "One"),
        ("{blog:post}`/posts/one`", "posts/one.html", "One"),
        ("{blog:post}`one`", "posts/one.html", "One"),
        ("{blog:post}`folder`", "posts/folder/index.html", "Folder"),
        ("{blog:post}`inside`", "posts/one.html", "One"),
        ("{blog:post}`several#part`", "several.html#part", "Part"),
        ("{blog:post}`some words <one>`", "posts/one.html", "some words"),
        ("{blog:tag}`machine learning`", "blog/tag/machine-learning.html", "Machine Learning"),
        ("{blog:category}`notes`", "blog/category/notes.html", "Notes"),
        ("{blog:author}`Mei`", "blog/author/mei.html", "Mei"),
        ("{blog:series}`Greek`", "blog/series/greek.html", "Greek"),
        ("{blog:location}`京都`", "blog/location/%E4%BA%AC%E9%83%BD.html", "京都"),
        ("{blog:language}`C++`", "blog/language/cplusplus.html", "C++"),
        ("{blog:archive}`2026`", "blog/2026.html", "2026"),
        ("{blog:archive}`2025-01`", "blog/archive.html#posts-2025-01", "2025-01"),
        ("{any}`one`", "posts/one.html", "One"),
        ("{any}`posts/one`", "posts/one.html", "One"),
        ("{any}`Machine Learning`", "blog/tag/machine-learning.html", "Machine Learning"),
        ("{any}`inside`", "posts/one.html#inside", "A heading"),
        ("{ref}`inside`", "posts/one.html#inside", "A heading"),
        ("{doc}`blog/tag/machine-learning`", "blog/tag/machine-learning.html", "Posts tagged “Machine Learning”"),
        ("[all](blog/archive.md)", "blog/archive.html", "all"),
        ("[all](/blog/archive.md)", "blog/archive.html", "all"),
        ("[](blog/archive.md)", "blog/archive.html", "Archive"),
        ("[inside](posts/one.md#a-heading)", "posts/one.html#a-heading", "inside"),
    ],
)
def test_a_name_becomes_a_link(blog: Site, role: str, href: str, text: str) -> None:
    """Posts and terms are linked by what authors call them, with their titles."""
    from urllib.parse import quote, unquote

    build = linked(blog, role, myst_heading_anchors=2)
    assert build.warnings == []
    link = build.main("index.html").select_one("p a.reference")
    assert link is not None
    assert (quote(unquote(str(link["href"])), safe="/#."), link.text) == (href, text)


@pytest.mark.parametrize(
    "role",
    [
        "{blog:post}`nowhere`", "{blog:tag}`nothing`", "{blog:archive}`1999`",
        "{blog:archive}`2026-13`", "{blog:archive}`words`", "{blog:author}`nobody`",
    ],
)  # fmt: skip
def test_a_name_of_nothing_is_one_located_warning(blog: Site, role: str) -> None:
    """The author learns the line; the reader sees the text."""
    build = linked(blog, role)
    assert len(build.warnings) == 1, build.warnings
    assert ": no " in build.warnings[0]
    assert build.warnings[0].endswith("[blog.ref]")
    assert role.split("`")[1] in build.main("index.html").text
    assert linked(blog, role, suppress_warnings=["blog.ref"]).warnings == []


_SHARED = (
    "blog:post: 2 posts named 'same'. Expected one of 'posts/a/same', 'posts/b/same'. "
    "The text is rendered without a link."
)


def test_a_name_of_two_posts_is_reported_with_both(blog: Site) -> None:
    """It names neither, so the reader sees the text; the author learns what to write instead."""
    build = linked(blog, "{blog:post}`same`, {blog:post}`posts/b/same`")
    (warning,) = build.warnings
    assert warning.partition("index.md:3: WARNING: ")[2] == f"{_SHARED} [blog.ref]"
    assert [link.text for link in build.main("index.html").select("p a.reference")] == ["Same in b"]
    assert "same" in build.main("index.html").text
    assert linked(blog, "{blog:post}`same`", suppress_warnings=["blog.ref"]).warnings == []


def test_sections_of_one_name_are_reported_with_their_files(blog: Site) -> None:
    """And of many posts only the first are."""
    several = (blog.src / "several.md").read_text(encoding="utf-8")
    blog.write({"more/news.md": several, "other/news.md": several})
    blog.write({f"posts/{n}/many.md": post(f"Many {n}", "date: 2026-01-01") for n in range(7)})
    blog.write({"posts/links.md": post("Links", "date: 2026-01-01", body="{blog:post}`news#part` {blog:post}`many`")})
    told = sorted(line.partition("WARNING: ")[2].partition(". The text")[0] for line in linked(blog, "Text.").warnings)
    assert told == [
        "blog:post: 2 posts named 'news#part'. Expected one of 'more/news#part', 'other/news#part'",
        "blog:post: 7 posts named 'many'. Expected one of "
        + ", ".join(f"'posts/{n}/many'" for n in range(5))
        + " and 2 more",
    ]


@pytest.mark.parametrize("place", ["index.md", "posts/one.md"])
def test_a_second_post_of_a_name_comes_and_goes(blog: Site, place: str) -> None:
    """Each time the page has what a fresh build has, and so have listings that show it."""
    home = f"# Site\n{_TOCTREE}"
    blog.write({"index.md": home, "posts/one.md": post("One", "date: 2026-01-03")})
    text = (blog.src / place).read_text(encoding="utf-8")
    blog.write({place: f"{text}\nSee {{blog:post}}`same`.\n"})
    second = (blog.src / "posts/b/same.md").read_text(encoding="utf-8")
    assert any(_SHARED in line for line in blog.build().warnings)
    blog.delete("posts/b/same.md")
    build = blog.build()
    assert build.warnings == []
    assert differences(build.out, blog.fresh().out) == {}
    blog.write({"posts/b/same.md": second})
    build = blog.build()
    assert any(_SHARED in line for line in build.warnings)
    assert differences(build.out, blog.fresh().out) == {}


def test_objects_inv_names_posts_terms_and_months(blog: Site) -> None:
    """The inventory holds every name that the roles take."""
    build = linked(blog, "Text.")
    with (build.out / "objects.inv").open("rb") as file:
        inventory = InventoryFile.load(file, "https://example.org", lambda base, path: f"{base}/{path}")
    assert set(inventory["blog:post"]) == {
        "posts/a/same", "posts/b/same", "posts/one", "posts/folder/index", "several#other", "several#part",
    }  # fmt: skip
    assert set(inventory["blog:tag"]) == {"Machine Learning"}
    assert set(inventory["blog:archive"]) == {"2025", "2026", "2025-01", "2026-01"}
    assert {kind for kind in inventory if kind.startswith("blog:")} == {
        f"blog:{kind}" for kind in ("post", "tag", "category", "author", "series", "location", "language", "archive")
    }


def test_a_number_at_the_end_of_a_label_is_no_priority(blog: Site) -> None:
    """An inventory is read line by line, and by blanks; such a term is there by its slug."""
    tags = ["Advent of Code 2025", "Week 12", "C++ 20", "a -1 b", "-1 -1", "2025"]
    build = linked(blog.write({"posts/many.md": f"---\ndate: 2026-01-03\ntags: {tags}\n---\n# Many\n"}), "Text.")
    with (build.out / "objects.inv").open("rb") as file:
        found = InventoryFile.load(file, "https://example.org", lambda base, path: f"{base}/{path}")["blog:tag"]
    assert set(found) >= {"advent-of-code-2025", "Week 12", "C++ 20", "2025"}
    assert build.has("blog/tag/advent-of-code-2025.html")


def test_a_label_in_a_post_is_a_name_of_it(blog: Site) -> None:
    """Also of a section, below its headings; an inner post has its own labels."""
    parts = "## {0}\n\n```{{post}} 2026-01-0{1}\n```\n\nText.\n\n### Below {0}\n\n({2})=\n#### Deep {0}\n\nText.\n\n"
    inner = "#### Inner\n\n```{post} 2026-01-05\n```\n\n(in-inner)=\n##### Innermost\n\nText.\n"
    text = f"# Parts\n\n{parts.format('First', 1, 'in-first')}{parts.format('Second', 2, 'in-second')}{inner}"
    roles = " ".join(f"{{blog:post}}`in-{name}`" for name in ("first", "second", "inner"))
    build = linked(blog.write({"parts.md": f"---\norphan: true\n---\n{text}"}), roles)
    assert build.warnings == []
    links = build.main("index.html").select("p a.reference.internal")
    assert [link.text for link in links] == ["First", "Second", "Inner"]


def test_another_project_links_to_posts(blog: Site, tmp_path: Path) -> None:
    """Intersphinx finds posts and terms, and shows their titles."""
    linked(blog, "Text.")
    inventory = str(tmp_path / "build/html/objects.inv")
    other = Site(tmp_path / "other").write(
        {
            "conf.py": 'extensions = ["myst_parser", "sphinx.ext.intersphinx", "sphinxext_blog"]\n'
            'project = "Other"\nhtml_theme = "basic"\n'
            f'intersphinx_mapping = {{"them": ("https://example.org", {inventory!r})}}\n',
            "index.md": "# Other\n\n{external+them:blog:post}`posts/one`, {blog:post}`posts/folder/index`,\n"
            "{external+them:blog:tag}`Machine Learning`, {blog:post}`nowhere`.\n",
        }
    )
    build = other.build()
    links = {link.text: link["href"] for link in build.page("index.html").select("p a.reference.external")}
    assert links == {
        "One": "https://example.org/posts/one.html",
        "Folder": "https://example.org/posts/folder/index.html",
        "Machine Learning": "https://example.org/blog/tag/machine-learning.html",
    }
    assert [line for line in build.warnings if "toctree" not in line and "document" not in line] == [
        line for line in build.warnings if line.endswith("[blog.ref]")
    ]
    assert sum("nowhere" in line for line in build.warnings) == 1


def test_a_project_without_the_extension_links_to_posts(blog: Site, tmp_path: Path) -> None:
    """As the manual says: by the links of MyST, and by the role of documents."""
    linked(blog.write({"posts/many.md": post("Many", "date: 2026-01-06", "tags: [Week of 2025]")}), "Text.")
    inventory = str(tmp_path / "build/html/objects.inv")
    other = Site(tmp_path / "other").write(
        {
            "conf.py": 'extensions = ["myst_parser", "sphinx.ext.intersphinx"]\n'
            f'intersphinx_mapping = {{"them": ("https://example.org", {inventory!r})}}\n',
            "index.md": "# Other\n\n[](inv:them:blog:post#posts/one), [any](inv:them:blog:post#*folder/index),\n"
            "[](inv:them:blog:tag#Machine%20Learning), [](inv:them:blog:tag#week-of-2025),\n"
            "{external+them:doc}`posts/many`, {external+them:doc}`tag <blog/tag/machine-learning>`.\n",
        }
    )
    build = other.build()
    assert build.warnings == []
    links = {link.text: link["href"] for link in build.page("index.html").select("p a.reference.external")}
    assert links == {
        "One": "https://example.org/posts/one.html",
        "any": "https://example.org/posts/folder/index.html",
        "Machine Learning": "https://example.org/blog/tag/machine-learning.html",
        "Week of 2025": "https://example.org/blog/tag/week-of-2025.html",
        "Many": "https://example.org/posts/many.html",
        "tag": "https://example.org/blog/tag/machine-learning.html",
    }


def test_the_search_finds_posts_and_not_their_echoes(blog: Site) -> None:
    """A word of a post is found on its page, not in the eight listings that show its excerpt."""
    blog.write({"posts/word.md": post("Word", "date: 2026-01-09", "tags: [Machine Learning]", body="Zymurgy.")})
    import json

    build = linked(blog, "```{postlist}\n```", blog_listing="list", blog_term_listing="list")
    index = json.loads(build.text("searchindex.js").removeprefix("Search.setIndex(").removesuffix(")"))
    found = next(where for word, where in index["terms"].items() if word.startswith("zymurg"))
    pages = [index["docnames"][n] for n in ([found] if isinstance(found, int) else found)]
    # before 8.2, Sphinx indexes a document as a whole or not at all: the author's own page with a listing is found, too
    assert pages == ([*pages[:-1], "posts/word"] if sphinx.version_info < (8, 2) else ["posts/word"])
    assert not [page for page in pages if page.startswith("blog/")]


@pytest.mark.parametrize("link", ["{any}`two`", "[](two)", "{any}`two.md </posts/two>`", "[two](/posts/two/)"])
def test_a_document_that_is_named_is_no_second_target(site: Site, link: str) -> None:
    """From within its folder, or from the top: the standard domain answers, and ours has nothing to add."""
    site.write({"index.md": "# Home\n", "posts/two.md": post("Two", "date: 2026-01-01")})
    site.write({"posts/one.md": post("One", "date: 2026-01-02", body=f"See {link}.")})
    build = site.build()
    assert build.warnings == []
    assert build.main("posts/one.html").select_one('p a[href="two.html"]') is not None
