"""Sites that were written for ABlog: addresses, order, feeds, labels and sidebars are theirs."""

from __future__ import annotations

import importlib
import json
import re
import sys
from collections.abc import Callable  # noqa: TC003 - tables of edits are annotated with it
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from sphinx.errors import ExtensionError

from sphinxext_blog.cli.main import main
from tests.builds.links import dead_links, doubled_ids
from tests.builds.site import Build, Site, differences
from tests.builds.test_around import links

if TYPE_CHECKING:
    from pathlib import Path

_ATOM = "{http://www.w3.org/2005/Atom}"
_EXTENSIONS: dict[str, Any] = {"extensions": ["myst_parser", "sphinxext_blog.ablog"]}
_ORDER = ["Two is out", "Second", "A post in a folder", "First & foremost", "Version one", "Linked"]
"""The posts of the root, newest first, those of one day by title from the end of the alphabet."""


@pytest.fixture
def old(site: Site) -> Site:
    """The root that was written for ABlog."""
    return site.copy_of("from-ablog")


def _entries(build: Build, file: str) -> list[ET.Element]:
    return ET.fromstring(build.text(file)).findall(f"{_ATOM}entry")


def _texts(build: Build, file: str, name: str) -> list[str]:
    return [entry.findtext(f"{_ATOM}{name}") or "" for entry in _entries(build, file)]


def _titles(build: Build, page: str) -> list[str]:
    return [title.get_text() for title in build.main(page).select(".blog-entry-title")]


# -- pages and their order ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("builder", "suffix"), [("html", ".html"), ("dirhtml", "/index.html")])
def test_pages_have_the_addresses_of_ablog(old: Site, builder: str, suffix: str) -> None:
    build = old.build(builder)
    names = (
        "blog", "blog/archive", "blog/drafts", "blog/2024", "blog/2025", "blog/tag", "blog/tag/c", "blog/tag/old",
        "blog/category/news", "blog/author/ana-alves", "blog/author/bo-berg", "blog/author/guest",
        "blog/location/oslo-norway", "blog/language/english", "blog/language/deutsch",
    )  # fmt: skip
    assert [name for name in names if not build.has(f"{name}{suffix}")] == []
    assert _titles(build, f"blog{suffix}") == _ORDER
    assert _titles(build, f"blog/tag/old{suffix}") == ["Second", "A post in a folder", "First & foremost"]
    assert dead_links(build.out) == []
    assert doubled_ids(build.out) == []
    assert build.warnings == []


def test_a_draft_has_a_page_that_only_that_of_drafts_names(old: Site) -> None:
    """The name of its file holds a date, but that is none to ABlog."""
    build = old.build(html_sidebars={})
    draft = "posts/2025/2025-04-01-undated.html"
    assert links(build.main("blog/drafts.html"), ".blog-entry-title") == [("Undated", f"../{draft}")]
    assert "noindex" in build.text(draft)
    naming = [path.name for path in build.out.rglob("*.html") if "2025-04-01-undated.html" in path.read_text("utf-8")]
    assert sorted(naming) == ["2025-04-01-undated.html", "drafts.html"]
    assert "Undated" not in build.text("blog/atom.xml")


def test_drafts_may_be_left_out_after_all(old: Site) -> None:
    old.replace("about.rst", ":ref:`blog-drafts`, ", "")
    build = old.build(blog_drafts="hide")
    assert not build.has("blog/drafts.html")
    assert not build.has("posts/2025/2025-04-01-undated.html")
    assert build.warnings == []


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_redirects_are_where_they_were(old: Site, builder: str) -> None:
    """With the address of either builder, since a host may answer with both."""
    build = old.build(builder)
    target = "posts/second.html" if builder == "html" else "posts/second/"
    assert f"url=../{target}" in build.text("old/second.html")
    assert f"url=../../{target}" in build.text("2025/second/index.html")


_SPELLINGS = {
    "posts/label.md": ("Ana Alves", "Oslo, Norway", "English", "straße"),
    "posts/key.md": ("ana", "oslo", "EN", "STRASSE"),
}
"""Author, location, language and tag: one of each, named in two ways."""


@pytest.mark.slow
@pytest.mark.parametrize(("builder", "suffix"), [("html", ".html"), ("dirhtml", "/index.html")])
def test_a_page_that_another_spelling_had_leads_to_the_one_page_of_its_term(
    old: Site, builder: str, suffix: str
) -> None:
    """ABlog makes a page and a feed for each spelling; here each term has one of each, and no address is lost."""
    for file, (author, location, language, tag) in _SPELLINGS.items():
        front = f'date: 2025-08-01\nauthor: {author}\nlocation: ["{location}"]\nlanguage: {language}\ntags: {tag}'
        old.write({file: f"---\n{front}\n---\n# A post\n\nText.\n"})
    build = old.build(builder)
    moved = {
        "author/ana": "author/ana-alves", "location/oslo": "location/oslo-norway", "language/en": "language/english",
        "tag/straße": "tag/strasse",
    }  # fmt: skip
    for old_name, name in moved.items():
        target = name.rpartition("/")[2] + (".html" if builder == "html" else "/")
        found = re.findall(r"url=([^\"]*)", build.text(f"blog/{old_name}{suffix}"))
        assert [url.rpartition(name.partition("/")[0] + "/")[2] for url in found] == [target], old_name
        assert _texts(build, f"blog/{old_name}/atom.xml", "id") == _texts(build, f"blog/{name}/atom.xml", "id")
    assert build.warnings == []
    assert "author/ana/" not in build.text(f"blog/subscribe{suffix}")
    old.delete("posts/key.md")
    again = old.build(builder)
    there = [name for name in (*moved, "tag/strasse") if again.has(f"blog/{name}{suffix}")]
    assert there == ["tag/straße"]  # which is the only spelling now
    assert differences(again.out, old.fresh(builder).out) == {}


def test_a_document_replaces_a_page_of_another_spelling(old: Site) -> None:
    old.write({"blog/author/ana.rst": ":orphan:\n\nMy page\n=======\n"})
    old.replace("posts/second.md", "author: Ana, Bo", "author: ana, Bo")
    build = old.build()
    assert "My page" in build.text("blog/author/ana.html")
    assert build.warnings == []


def test_a_document_named_as_a_generated_page_is_preserved(old: Site) -> None:
    """With html, ``blog.html`` and ``blog/index.html`` are two pages; with dirhtml they are one, the author's."""
    old.write({"blog/index.md": "---\norphan: true\n---\n# My own\n"})
    html = old.build()
    assert _titles(html, "blog.html") == _ORDER
    assert html.main("blog/index.html").h1.get_text().startswith("My own")  # type: ignore[union-attr]
    old.replace("index.rst", "   blog\n", "")
    folders = old.build("dirhtml")
    assert folders.main("blog/index.html").h1.get_text().startswith("My own")  # type: ignore[union-attr]
    assert _titles(folders, "blog/index.html") == _ORDER
    assert differences(folders.out, old.fresh("dirhtml").out) == {}
    assert html.warnings == folders.warnings == []


# -- posts -------------------------------------------------------------------------------------------------------------


def test_an_excluded_body_is_seen_in_listings_only(old: Site) -> None:
    build = old.build()
    assert "A body that only listings show." in build.main("blog.html").get_text()
    assert "A body that only listings show." not in build.main("released.html").get_text()
    assert "A body that only listings show." not in "".join(_texts(build, "blog/atom.xml", "content"))


def test_sections_are_posts_with_addresses_of_their_own(old: Site) -> None:
    build = old.build()
    assert ("Version one", "released.html#version-one") in links(build.main("blog.html"), ".blog-entry-title")
    assert ("Two is out", "https://example.org/two") in links(build.main("blog.html"), ".blog-entry-title")
    assert "Updated on 02.07.2025" in build.main("released.html").get_text()


@pytest.mark.parametrize(("always", "title"), [(False, "Page"), (True, "Part")])
def test_a_directive_makes_a_post_of_the_page_or_its_section(site: Site, title: str, always: bool) -> None:
    site.write({"index.rst": "Home\n====\n", "page.rst": "Page\n====\n\nPart\n----\n\n.. post:: 2026-01-01\n\nText.\n"})
    build = site.build(**_EXTENSIONS, post_always_section=always)
    assert _titles(build, "blog.html") == [title]
    assert build.warnings == []


def test_a_date_of_another_form_is_reported_and_the_post_a_draft(old: Site) -> None:
    old.replace("posts/first.md", "05.02.2025", "02/05/2025")
    build = old.build()
    assert "posts/first.md:2: WARNING: date: '02/05/2025' is not a recognized date" in build.warnings[0]
    assert "First & foremost" in _titles(build, "blog/drafts.html")


def test_a_date_is_read_in_any_order_that_ablog_reads(site: Site) -> None:
    """In a directive, a field, a note and YAML, where digits are a number."""
    site.write({
        "index.rst": "Home\n====\n",
        "directive.rst": "Directive\n=========\n\n.. post:: 07:00, Apr 10, 2025\n\nText.\n",
        "field.rst": ":blogpost: true\n:date: Fri, 11 Apr 2025 07:00:00 -0300 (BRST)\n\nField\n=====\n\nText.\n",
        "yaml.md": "---\nblogpost: true\ndate: 20250412\n---\n# YAML\n\nText.\n",
        "note.rst": "Note\n====\n\n.. post:: 13/04/2025\n\n.. update:: 7pm on April 20th, 2025\n\n   More.\n",
    })  # fmt: skip
    build = site.build(**_EXTENSIONS, blog_baseurl="https://old.example.org")
    assert _texts(build, "blog/atom.xml", "published") == [
        "2025-04-13T00:00:00+00:00", "2025-04-12T00:00:00+00:00", "2025-04-11T07:00:00-03:00",
        "2025-04-10T07:00:00+00:00",
    ]  # fmt: skip
    assert _texts(build, "blog/atom.xml", "updated")[0] == "2025-04-20T19:00:00+00:00"
    assert build.warnings == []


def test_comments_are_those_of_disqus(old: Site) -> None:
    build = old.build(disqus_shortname="old-blog")
    assert "old-blog" in build.text("posts/first.html")
    assert "old-blog" not in build.text("posts/second.html")  # it has nocomments
    assert "old-blog" not in build.text("about.html")


def test_directives_have_the_options_of_ablog(old: Site) -> None:
    """In Markdown, too, where a flag may have no value, and values may be YAML."""
    options = "---\nredirect: was, was/here\nnocomments:\ntags: old\n---"
    old.write({"md.md": f"# In Markdown\n\n```{{post}} 1 February 2024\n{options}\n```\n\nText.\n"})
    build = old.build(disqus_shortname="old-blog")
    assert "url=./md.html" in build.text("was.html")
    assert "url=../md.html" in build.text("was/here.html")
    assert "old-blog" not in build.text("md.html")
    assert "In Markdown" in _titles(build, "blog/tag/old.html")
    assert build.warnings == []


def test_images_are_found_by_their_number_also_elsewhere(site: Site) -> None:
    """As ABlog counts them, images of other sites are images, too."""
    text = ".. post:: 2026-01-01\n   :image: 2\n\nText.\n\n.. image:: a.png\n.. image:: https://e.org/b.png\n"
    site.copy_of("from-ablog").write({"two.rst": f"Two\n===\n\n{text}".replace("a.png", "posts/images/cover.png")})
    cover = site.build().main("blog.html").select_one("img[src='https://e.org/b.png']")
    assert cover is not None


def test_a_new_post_is_where_the_site_has_its_posts(old: Site) -> None:
    """By the pattern of ABlog."""
    assert main(["new", "A new one", str(old.src)]) == 0
    made = [path.relative_to(old.src).as_posix() for path in old.src.rglob("*a-new-one*")]
    assert [name.partition("/")[0] for name in made] == ["posts"]
    assert "blogpost" not in (old.src / made[0]).read_text()


# -- warnings ----------------------------------------------------------------------------------------------------------


def _front(line: str) -> Callable[[Site], object]:
    """A line in the front matter of a post."""
    return lambda site: site.replace("posts/first.md", "category: News\n", f"category: News\n{line}\n")


def _page(text: str) -> Callable[[Site], object]:
    """A document."""
    return lambda site: site.write({"page.rst": f":orphan:\n\nPage\n====\n\n{text}\n"})


def _date(text: str) -> Callable[[Site], object]:
    """Another date of a post."""
    return lambda site: site.replace("posts/2025/folder-post/index.md", "2025-03-03", text)


def _person_without_posts(site: Site) -> None:
    site.replace("conf.py", '    "Bo": (', '    "Cy": ("Cy Cox", None),\n    "Bo": (')
    _page(".. postlist::\n   :author: Cy")(site)


_ADVICE: dict[str, tuple[Callable[[Site], object], str]] = {
    "misspelled key": (_front("tgas: x"), "Did you mean 'tags'"),
    "flag that ABlog has not": (_front("pinned: maybe"), "pinned: 'maybe'"),
    "number that ABlog has not": (_front("series_order: x"), "series_order: 'x'"),
    "text that ABlog has not": (_front("description: [a]"), "description: "),
    "date that ABlog has not": (_front("expires: later"), "expires: 'later' is not a recognized date"),
    "term that ABlog has not": (_front("series: [[[[[[[[[x]]]]]]]]]"), "series: "),
    "number of no image": (_front("image: 9"), "image: 9 is not the number of an image"),
    "cover that is missing": (_front("image: no.png"), "'no.png' does not exist"),
    "redirect from a page": (_front("redirect: about"), "aliases: 'about.html'"),
    "redirect of another post": (_front("redirect: old/second"), "is already an alias of 'posts/first'"),
    "redirect that no host answers": (_front("redirect: old?p=1"), "contains a query"),
    "two terms with one address": (lambda s: s.replace("posts/first.md", "C++", "C++, C#"), "have the same slug"),
    "filter of a term that a draft has": (
        _page(".. post::\n   :tags: later\n\n.. postlist::\n   :tags: later"),
        "no listed post has the tag 'later'",
    ),
    "filter of a person without posts": (_person_without_posts, "no listed post has the author 'Cy'"),
    "name of no option": (
        lambda s: s.replace("conf.py", "project = ", 'blog_sidebar = ["x.html"]\nproject = '),
        "blog_sidebar: unknown option",
    ),
    "large toctree": (
        lambda s: s.replace("index.rst", "   about\n", "   about\n   linked\n   posts/first\n"),
        "posts make every page slow",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", _ADVICE)
def test_what_ablog_takes_without_a_word_is_no_warning(old: Site, case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is lost by it, and a site that is built with ``-W`` stays green; the log has it."""
    monkeypatch.setattr("sphinxext_blog.pages.generated._LARGE_TOCTREE", 2)
    edit, message = _ADVICE[case]
    edit(old)
    build = old.build()
    assert build.warnings == []
    assert message in build.log


_FAULTS: dict[str, tuple[Callable[[Site], object], str]] = {
    "date that cannot be read": (_date("someday"), "date: 'someday'"),
    "date with two readings": (_date("05/02/2025"), "date: '05/02/2025'"),
    "filter of nothing": (_page(".. postlist::\n   :tags: nothing"), "the tag 'nothing'"),
    "excerpt that is no number": (_front("excerpt: [1]"), "excerpt: "),
    "link that would run code": (_front("external_link: javascript:x"), "external_link: "),
    "option that no directive has": (_page(".. post:: 2025-01-01\n   :colour: red"), "post: unknown option 'colour'"),
}


@pytest.mark.parametrize("case", _FAULTS)
def test_what_ablog_stops_at_or_an_author_would_lose_is_a_warning(old: Site, case: str) -> None:
    edit, message = _FAULTS[case]
    edit(old)
    (warning,) = old.build().warnings
    assert message in warning


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("blog_feed_subtitle", None), ("blog_feed_length", 0), ("post_auto_excerpt", None), ("post_auto_image", False),
        ("blog_feed_archives", "yes"), ("post_redirect_refresh", None), ("disqus_pages", "all"),
    ],
)  # fmt: skip
def test_a_value_that_ablog_takes_is_no_warning(old: Site, name: str, value: object) -> None:
    """It means what it means there."""
    old.write({"conf.py": (old.src / "conf.py").read_text(encoding="utf-8") + f"{name} = {value!r}\n"})
    build = old.build()
    assert build.warnings == []
    assert len(_entries(build, "blog/atom.xml")) == 6
    assert build.has("blog/2025/atom.xml")


# -- listings ----------------------------------------------------------------------------------------------------------


def test_listings_have_the_form_and_order_of_ablog(old: Site) -> None:
    build = old.build()
    first, second = build.main("index.html").select("ul.postlist")
    assert {"postlist-style-circle"} < set(first["class"])
    lines = [line.get_text() for line in first.select("li > p:first-child")]
    assert lines == [
        "Two is out (01/06/25) by Ana Alves in release",
        "Second (03/03/25) by Ana Alves, Bo Berg in old new",
    ]
    assert [found.get_text().strip() for found in first.select(".blog-excerpt")] == [
        "What is new in version two.", "The start of the second post.",
    ]  # fmt: skip
    assert [found.get_text() for found in first.select(".blog-read-more")] == ["Go on: Two is out", "Go on: Second"]
    parts = (".ablog-post", ".ablog-post-title", ".ablog-post-excerpt", ".ablog-post-expand")
    assert [len(first.select(part)) for part in parts] == [2, 2, 2, 2]  # what style sheets of themes know
    # all of its filters must match, an empty one is none, and :sort: has the oldest first
    assert [item.get_text() for item in second.find_all("li")] == ["03.03. - A post in a folder", "03.03. - Second"]


def test_a_sorted_listing_has_the_newest_posts_oldest_first(old: Site) -> None:
    old.replace("index.rst", ".. postlist:: 2\n", ".. postlist:: 2\n   :sort:\n")
    first = old.build().main("index.html").select_one("ul.postlist")
    assert first is not None
    assert [link.get_text() for link in first.select("li > p:first-child > a:first-child")] == ["Second", "Two is out"]


def test_a_listing_in_a_post_leaves_that_out(old: Site) -> None:
    old.write({"linked.rst": (old.src / "linked.rst").read_text() + "\n.. postlist::\n   :format: {title}\n"})
    found = old.build().main("linked.html").select("ul.postlist li")
    assert [item.get_text() for item in found] == _ORDER[:-1]


def test_a_listing_may_have_our_options(old: Site) -> None:
    old.replace("index.rst", "   :date: %d/%m/%y\n", "   :style: compact\n")
    old.replace("index.rst", "   :list-style: circle\n   :excerpts:\n", "")
    assert old.build().warnings == []


# -- labels, sidebars, templates ---------------------------------------------------------------------------------------


def test_labels_lead_to_pages_and_posts_but_never_from_their_owners(old: Site) -> None:
    assert links(old.build().main("about.html"), "p") == [
        ("Posts", "blog.html"), ("the tags", "blog/tag.html"), ("C++", "blog/tag/c.html"),
        ("Bo Berg", "blog/author/bo-berg.html"), ("Oslo, Norway", "blog/location/oslo-norway.html"),
        ("2025", "blog/2025.html"), ("Drafts and scheduled posts", "blog/drafts.html"),
        ("The Old Blog (Atom)", "https://old.example.org/blog/atom.xml"), ("First & foremost", "posts/first.html"),
        ("A post in a folder", "posts/2025/folder-post/index.html"),
        ("A label of a page", "#second"),
    ]  # fmt: skip


def test_a_label_of_nothing_is_reported(old: Site) -> None:
    old.replace("posts/first.md", "old, C++", "old")
    assert [line.partition(": ")[2] for line in old.build().warnings] == ["WARNING: undefined label: 'tag-c' [ref.ref]"]


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["alabaster", "furo", "pydata_sphinx_theme", "sphinx_rtd_theme", "sphinx_book_theme"])
def test_every_theme_shows_it(old: Site, theme: str) -> None:
    """ABlog puts a template of its own in the place of the theme's, and furo breaks."""
    sidebars = {"**": ["ablog/postcard.html", "ablog/recentposts.html"]} if theme != "furo" else {}
    build = old.build(html_theme=theme, html_sidebars=sidebars)
    assert _titles(build, "blog.html") == _ORDER
    assert dead_links(build.out) == []


def test_sidebars_have_old_and_new_names(old: Site) -> None:
    page = old.build().page("posts/second.html")
    card = page.select_one(".ablog__postcard")
    assert card is not None
    assert (
        " ".join(card.get_text().split()) == "03.03.2025 Tags: old new Authors: Ana Alves, Bo Berg Languages: English"
    )
    recent = [item.get_text() for item in page.select(".ablog__recentposts li")]
    assert recent[:2] == ["01.06. - Two is out", "03.03. - Second"]
    shown = {
        name: [item.get_text() for item in page.select(f".ablog__{name} li")]
        for name in ("categories", "archives", "authors", "languages", "locations")
    }
    assert shown == {
        "categories": ["News (2)"],
        "archives": ["2025 (4)", "2024 (2)"],
        "authors": ["Ana Alves (4)", "Bo Berg (2)", "Guest (1)"],
        "languages": ["Deutsch (1)", "English (5)"],
        "locations": ["Oslo, Norway (1)"],
    }
    assert [tag.get_text() for tag in page.select(".ablog__tagcloud a")] == ["Tags", "C++", "new", "old", "release"]


def test_templates_of_the_site_see_the_object_ablog(old: Site) -> None:
    own = old.build().page("about.html").select_one(".own")
    assert own is not None
    assert [link.get_text() for link in own.select("a")] == [
        "01.06.2025 Two is out", "03.03.2025 Second", "03.03.2025 A post in a folder",
    ]  # fmt: skip
    assert [found.get_text() for found in own.select("b")] == ["C++ 1", "new 2", "old 3", "release 2"]


_EVERYTHING = """
<p id="all">{{ ablog|length }} {{ ablog.posts|length }} {{ ablog.drafts|length }} {{ ablog.blog_path }}
{{ ablog.feed_path }} {{ ablog.fontawesome }} {{ ablog.page_id("a/index") }} {{ ablog.page_url("a/index") }}
{{ ablog.nothing }} {{ ablog["about"] }} {{ ablog.category.path }} {{ ablog.archive.docname }}
{{ ablog.archive|length }}</p>
{% if pagename in ablog %}{% set post = ablog[pagename] %}
<p id="post">{{ post }} {{ post.published }} {{ post.draft }} {{ post.nocomments }} {{ post.prev.title }}
{{ post.next.title }} {{ post.update }} {{ post.redirect|length }} {{ post.wrong }} {{ post.canonical_link }}
{{ post.section }} {% for found in post.author %}{{ found }} {{ found.label }} {{ found.href }} {{ found.xref }}
{{ found|length }} {% for other in found %}{{ other.title }},{% endfor %}{% endfor %}</p>
{% endif %}
"""


def test_the_object_ablog_knows_what_ablog_documents(old: Site) -> None:
    old.write({"_templates/own.html": _EVERYTHING})
    build = old.build(html_sidebars={"**": ["own.html"]})
    shown = {name: build.page("posts/first.html").select_one(f"#{name}") for name in ("all", "post")}
    assert {name: " ".join(found.get_text().split()) for name, found in shown.items() if found is not None} == {
        "all": "6 6 1 blog blog/atom.xml True /a/ https://old.example.org/a/ None None blog/category blog/archive 6",
        "post": "First & foremost True False False Version one A post in a folder 2025-02-05 00:00:00+00:00 0 "
        "Bo Berg Bo None author-bo 2 Second,First & foremost,",
    }
    assert build.warnings == []


def test_icons_are_linked_as_the_site_asks(old: Site) -> None:
    assert "https://icons.example.org/all.css" in old.build().text("index.html")


# -- extensions of the site --------------------------------------------------------------------------------------------

_EXTENSION = """
import json


def read(app, env):
    found = {name: [{key: str(value) for key, value in post.items()} for post in posts]
             for name, posts in env.ablog_posts.items()}
    (app.outdir / "posts.json").write_text(json.dumps(found), encoding="utf-8")


def change(app, env):
    view = env.ablog_posts
    posts = view["posts/second"]
    post = posts[0]
    changes = [
        lambda: view.__setitem__("x", []), lambda: view.pop("posts/second"), lambda: view.clear(),
        lambda: view.update({"x": []}), lambda: view.setdefault("x", []), lambda: view.__delitem__("posts/second"),
        lambda: posts.append({}), lambda: posts.sort(), lambda: posts.__setitem__(0, {}),
        lambda: post.__setitem__("title", "x"), lambda: post.update(title="x"), lambda: post.pop("title"),
    ]
    for number, attempt in enumerate(changes):
        try:
            attempt()
        except TypeError as error:
            assert "env.ablog_posts is read-only" in str(error)
        else:
            raise AssertionError(number)
    post["tags"].append("x")  # a list of its own
    assert post["tags"] == ["old", "new"]


def mark(app, pagename, templatename, context, doctree):
    posts = getattr(app.env, "ablog_posts", {}).get(pagename) or []
    if posts:
        text = " ".join(node.astext() for node in posts[0].get("excerpt"))
        context["metatags"] += f'<meta name="first" content="{posts[0]["title"]}: {text[:30]}" />'


def merge(app, env, docnames, other):
    if hasattr(other, "ablog_posts"):
        env.ablog_posts.update(other.ablog_posts)


def setup(app):
    app.connect("env-check-consistency", read)
    app.connect("env-check-consistency", change)
    app.connect("html-page-context", mark)
    app.connect("env-merge-info", merge)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
"""
"""What extensions of sites do: they read the posts at any time, and merge those of parallel readers."""


@pytest.mark.parametrize("parallel", [0, 2])
def test_extensions_of_the_site_read_the_posts_from_the_environment(old: Site, parallel: int) -> None:
    """By the keys of ABlog; nothing can be changed there, and nothing of it is stored."""
    old.write({"conf.py": (old.src / "conf.py").read_text(encoding="utf-8") + _EXTENSION})
    build = old.build(parallel=parallel)
    assert build.warnings == []
    found = json.loads(build.text("posts.json"))
    assert list(found) == sorted(found)
    assert {name: len(posts) for name, posts in found.items() if len(posts) > 1} == {"released": 2}
    second = found["posts/second"][0]
    assert {key: value for key, value in second.items() if key not in ("excerpt", "doctree")} == {
        "docname": "posts/second", "section": "", "order": "1", "title": "Second",
        "date": "2025-03-03 00:00:00", "update": "2025-03-03 00:00:00",
        "tags": "['old', 'new']", "author": "['Ana', 'Bo']", "category": "[]", "location": "[]", "language": "['en']",
        "redirect": "['old/second', '2025/second']", "nocomments": "True", "image": "None", "exclude": "False",
        "canonical_link": "", "external_link": "",
    }  # fmt: skip
    assert second["excerpt"].startswith("[<paragraph: ")
    assert "<document" in second["doctree"]
    one, two = found["released"]
    assert (one["section"], one["exclude"], one["order"]) == ("version-one", "True", "1")
    assert (two["section"], two["update"], two["order"]) == ("version-two", "2025-07-02 00:00:00", "2")
    assert (two["title"], two["external_link"]) == ("Two is out", "https://example.org/two")
    assert "<section" in two["doctree"]
    undated = found["posts/2025/2025-04-01-undated"][0]
    assert (undated["date"], undated["update"]) == ("None", "None")
    head = build.page("posts/second.html").select_one("meta[name=first]")
    assert head is not None
    assert head["content"] == "Second: The start of the second post."
    stored = (build.out.parent / "doctrees" / "environment.pickle").read_bytes()
    assert b"ablog_posts" in stored
    assert b"PostsView" not in stored
    again = old.build(parallel=parallel)
    assert again.updated == []
    assert json.loads(again.text("posts.json")) == found


# -- feeds -------------------------------------------------------------------------------------------------------------


def test_feeds_are_those_of_ablog(old: Site) -> None:
    """Ids are the addresses of posts; each term and year has all feeds; templates make what entries hold."""
    build = old.build("dirhtml")
    base = "https://old.example.org"
    assert _texts(build, "blog/atom.xml", "id") == [
        f"{base}/{name}" for name in
        ("released/#version-two", "posts/second/", "posts/2025/folder-post/", "posts/first/", "released/#version-one",
         "linked/")
    ]  # fmt: skip
    assert "Its second paragraph" in build.text("blog/category/news/atom.xml")
    assert _texts(build, "blog/2024/short.xml", "title") == ["Version one #release", "Linked"]
    assert _texts(build, "blog/author/guest/short.xml", "content") == [f"Linked at {base}/linked/"]
    authors = _entries(build, "blog/tag/new/atom.xml")[0].iter(f"{_ATOM}author")
    assert [found.findtext(f"{_ATOM}name") for found in authors] == ["Ana Alves", "Bo Berg"]


def test_feeds_may_hold_excerpts_or_titles_and_be_short(old: Site) -> None:
    excerpts = old.build(blog_feed_fulltext=False, blog_feed_length=2)
    assert len(_entries(excerpts, "blog/atom.xml")) == 2
    assert "The start of the second" in _texts(excerpts, "blog/atom.xml", "content")[1]
    assert "The rest of it" not in _texts(excerpts, "blog/atom.xml", "content")[1]
    titles = old.build(blog_feed_titles=True, blog_feed_archives=False)
    assert _texts(titles, "blog/atom.xml", "content") == [""] * 6
    assert not titles.has("blog/2025/atom.xml")


def test_other_formats_of_feeds_are_written_too(old: Site) -> None:
    build = old.build(blog_feed_formats=["atom", "json"])
    assert build.has("blog/feed.json")
    assert build.has("blog/tag/old/short.xml")


def test_a_template_that_cannot_be_rendered_is_reported(old: Site) -> None:
    build = old.build(blog_feed_templates={"atom": {"title": "{{ title", "link": "{{ no field }}"}})
    assert "blog_feed_templates: the title of blog/atom.xml cannot be rendered" in build.warnings[0]
    assert _texts(build, "blog/atom.xml", "title") == _ORDER


# -- laws --------------------------------------------------------------------------------------------------------------


def _rename(site: Site) -> None:
    site.rename("posts/first.md", "posts/1st.md")
    site.replace("about.rst", ":ref:`first`", "the first")
    site.replace("posts/second.md", "first.md", "1st.md")


_EDITS: dict[str, Callable[[Site], object]] = {
    "title": lambda s: s.replace("posts/first.md", "# First & foremost", "# First"),
    "title that templates show": lambda s: s.replace("posts/second.md", "# Second", "# The second"),
    "category": lambda s: s.replace("posts/first.md", "category: News", "category: Notes"),
    "last post of a tag that a label names": lambda s: s.replace("posts/first.md", "old, C++", "old"),
    "other spelling of a tag that a label names": lambda s: s.replace("posts/first.md", "C++", "C"),
    "year": lambda s: s.replace("posts/first.md", "05.02.2025", "05.02.2023"),
    "draft is published": lambda s: s.write({"posts/2025/2025-04-01-undated.md": "---\ndate: 2025-04-01\n---\n# U\n"}),
    "post is a draft": lambda s: s.replace("posts/second.md", "date: Mar 3rd, 2025\n", ""),
    "redirect": lambda s: s.replace("posts/second.md", "old/second", "older/second"),
    "excluded body": lambda s: s.replace("released.rst", "that only listings show", "for listings"),
    "name of an author": lambda s: s.replace("conf.py", "Bo Berg", "Bo B. Berg"),
    "template of a feed": lambda s: s.replace("conf.py", "{{ title }} at", "{{ title }} is at"),
    "file renamed": _rename,
    "author in another spelling": lambda s: s.replace("posts/first.md", "author: Bo", "author: bo"),
}


@pytest.mark.slow
@pytest.mark.parametrize("edit", _EDITS)
def test_an_edit_gives_what_a_fresh_build_gives(old: Site, edit: str) -> None:
    old.build()
    _EDITS[edit](old)
    assert differences(old.build().out, old.fresh().out) == {}


@pytest.mark.slow
def test_parallel_and_repeated_builds_give_the_same(old: Site) -> None:
    first = old.build()
    assert differences(first.out, old.fresh(parallel=2).out) == {}
    again = old.build()
    assert again.updated == []
    assert differences(again.out, old.fresh().out) == {}


@pytest.mark.parametrize("builder", ["singlehtml", "latex", "text", "man", "texinfo", "xml", "gettext", "json"])
def test_every_builder_builds_it(old: Site, builder: str) -> None:
    assert old.build(builder).warnings == []


_ATTACK = "<script>alert(1)</script>"


def test_nothing_that_an_author_writes_is_code(old: Site) -> None:
    front = f'---\ndate: 2026-01-01\ntags: "{_ATTACK}"\nauthor: "{_ATTACK}"\n---\n'
    old.write({"posts/bad.md": f"{front}# `{_ATTACK}`\n\nText.\n", "_templates/own.html": _EVERYTHING})
    build = old.build(html_sidebars={"**": [*_SIDEBARS, "own.html"]}, blog_feed_templates=_TEMPLATES)
    for path in [*build.out.rglob("*.html"), *build.out.rglob("*.xml")]:
        assert _ATTACK not in path.read_text("utf-8"), path
    content = _texts(build, "blog/atom.xml", "content")[0]
    assert content == "&lt;script&gt;alert(1)&lt;/script&gt;"
    assert _texts(build, "blog/atom.xml", "title")[0] == f"{_ATTACK}!"


_TEMPLATES: dict[str, Any] = {"atom": {"content": "{{ post.title }}", "title": "{{ title }}!"}}
_SIDEBARS = [
    f"ablog/{name}.html" for name in
    ("postcard", "recentposts", "tagcloud", "categories", "archives", "authors", "languages", "locations", "postnavy")
]  # fmt: skip


def test_templates_have_their_old_names_as_well(old: Site) -> None:
    """ABlog moved them to a folder, and keeps both."""
    card = '{% if pagename in ablog %}{% set post = ablog[pagename] %}{% include "FOLDERpostcard2.html" %}{% endif %}'
    outputs = []
    for folder in ("ablog/", ""):
        old.write({"_templates/card.html": card.replace("FOLDER", folder)})
        names = [name.replace("ablog/", folder) for name in _SIDEBARS]
        outputs.append(old.fresh(html_sidebars={"**": [*names, "card.html"]}, templates_path=["_templates"]).out)
    assert differences(*outputs) == {}


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An extension named as ABlog, which need not be installed here; it adds an option that ABlog has."""
    setup = 'def setup(app):\n    app.add_config_value("blog_baseurl", "", "env")\n'
    folder = tmp_path / "other" / "ablog"
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text(setup, encoding="utf-8")
    monkeypatch.syspath_prepend(folder.parent)
    for name in [name for name in sys.modules if name.partition(".")[0] == "ablog"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "ablog", importlib.import_module("ablog"))  # to be forgotten after the test


@pytest.mark.usefixtures("stand_in")
@pytest.mark.parametrize("ours", ["sphinxext_blog", "sphinxext_blog.ablog"])
@pytest.mark.parametrize("is_first", [True, False])
def test_ablog_beside_the_extension_stops_the_build_and_is_named(old: Site, ours: str, *, is_first: bool) -> None:
    """The message names what to remove, whatever the order of the list."""
    names = ["ablog", ours] if is_first else [ours, "ablog"]
    with pytest.raises(ExtensionError, match=rf"'ablog' and '{ours}'. .* not both. Remove 'ablog'"):
        old.build(extensions=["myst_parser", *names])


def test_the_extension_named_before_its_compatibility_mode_is_reported(old: Site) -> None:
    with pytest.raises(ExtensionError, match=r"not both. Remove 'sphinxext_blog'"):
        old.build(extensions=["myst_parser", "sphinxext_blog", "sphinxext_blog.ablog"])


def test_the_extension_may_be_named_after_it(old: Site) -> None:
    """It is there already."""
    assert old.build(extensions=["myst_parser", "sphinxext_blog.ablog", "sphinxext_blog"]).warnings == []
