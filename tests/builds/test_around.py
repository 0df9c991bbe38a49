"""Around a post: byline, notices, series, related posts, license, share links and comments, as readers get them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup

from tests.builds.links import dead_links, doubled_ids
from tests.builds.site import NOW, Build, Site, differences

if TYPE_CHECKING:
    from collections.abc import Mapping

_PARTS = (
    ".blog-byline, .blog-notice, .blog-series-box, .blog-license, .blog-share, .blog-prev-next, .blog-related, "
    ".blog-comments"
)
_GISCUS = {"provider": "giscus", "repo": "example/blog", "repo_id": "R_1", "category": "Posts", "category_id": "DIC_1"}
_ALL: dict[str, Any] = {
    "html_baseurl": "https://blog.example.org/", "blog_license": "CC-BY-4.0", "blog_share": ["mastodon", "email"],
    "blog_comments": _GISCUS, "blog_prev_next": True,
}  # fmt: skip


def post(date: str = "2026-01-05", *front: str, title: str = "A title", body: str = "Some words.") -> str:
    """The text of a post."""
    return "\n".join(
        ["---", f"date: {date}", *front, "---", f"# {title}", "", body, "", "## More", "", "More words.", ""]
    )


def filled(site: Site, posts: Mapping[str, str]) -> Site:
    """A site with a home page and these posts."""
    return site.write({"index.md": "# Home\n", **{f"posts/{name}.md": text for name, text in posts.items()}})


def links(page: BeautifulSoup, selector: str) -> list[tuple[str, str]]:
    """(text, address) of links."""
    return [(link.get_text(), str(link["href"])) for link in page.select(f"{selector} a")]


SERIES = {
    "one": post("2026-01-01", "series: Attention", "tags: [nlp]", title="One"),
    "two": post("2026-01-02", "series: Attention", "tags: [nlp]", title="Two"),
    "three": post("2026-01-03", "series: [Attention, Other]", "tags: [nlp]", title="Three"),
    "zero": post("2026-01-09", "series: attention", "series_order: 0", title="Zero"),
}

# -- byline ------------------------------------------------------------------------------------------------------------


def test_a_byline_displays_date_authors_and_terms(site: Site) -> None:
    """Below the title, in one line, and the tags in another; all of it links."""
    front = (
        "author: [Mei, Bo]",
        "category: Notes",
        "location: Oslo",
        "language: en",
        "tags: [NLP, C++]",
        "series: Only",
    )
    build = filled(site, {"a": post("2026-01-05 10:00", *front)}).build()
    page = build.main("posts/a.html")
    byline = page.select_one("h1 + .blog-byline")
    assert byline is not None
    line = byline.select_one(".blog-meta")
    assert line is not None
    assert line.get_text().replace("\u00a0", " ") == "Jan 5, 2026 · Mei, Bo · Notes · Only · Oslo · en · 1 min read"
    assert line.time is not None
    assert line.time["datetime"] == "2026-01-05T10:00:00+00:00"
    assert links(page, ".blog-byline") == [
        ("Mei", "../blog/author/mei.html"), ("Bo", "../blog/author/bo.html"), ("Notes", "../blog/category/notes.html"),
        ("Only", "../blog/series/only.html"), ("Oslo", "../blog/location/oslo.html"),
        ("en", "../blog/language/en.html"), ("NLP", "../blog/tag/nlp.html"), ("C++", "../blog/tag/cplusplus.html"),
    ]  # fmt: skip
    assert build.warnings == []


@pytest.mark.parametrize(
    ("updated", "shown"),
    [("2026-02-01", "Updated on Feb 1, 2026"), ("2026-01-05 23:00", None), ("2026-01-04", None)],
)
def test_an_update_is_displayed_if_it_was_on_a_later_day(site: Site, updated: str, shown: str | None) -> None:
    page = filled(site, {"a": post("2026-01-05 10:00", f"updated: {updated}")}).build().page("posts/a.html")
    found = page.select_one(".blog-byline .blog-updated")
    assert (found.get_text() if found else None) == shown


@pytest.mark.parametrize("front", ["updated: 2026-01-04", "updated: 2026-02-01", "draft: true\nupdated: 2026-02-01"])
def test_a_listing_displays_an_update_like_the_byline(site: Site, front: str) -> None:
    """One rule for both, for posts without a date, too."""
    date = "" if "draft" in front else "date: 2026-01-05\n"
    site.write({"index.md": "# Home\n", "posts/a.md": f"---\n{date}{front}\n---\n# A\n\nWords.\n"})
    build = site.build(blog_drafts="show")
    shown = [
        [found.get_text() for found in build.main(name).select(".blog-updated")]
        for name in ("posts/a.html", "blog/index.html")
    ]
    assert shown == [["Updated on Feb 1, 2026"] if "02-01" in front else []] * 2


def test_a_byline_is_in_the_language_of_the_site(site: Site) -> None:
    build = filled(site, {"a": post()}).build(language="de")
    assert build.main("posts/a.html").select_one(".blog-byline .blog-date").get_text() == "05.01.2026"  # type: ignore[union-attr]


def test_a_section_that_is_a_post_has_its_own_byline(site: Site) -> None:
    """Below its own heading; what stands at the end of a post does so only for whole documents."""
    parts = "".join(f"## Part {n}\n\n```{{post}} 2026-01-0{n}\n:tags: x\n```\n\nWords.\n\n" for n in (1, 2))
    site.write(
        {"index.md": "# Home\n", "notes.md": f"# Notes\n\n{parts}", "posts/a.md": post("2026-01-05", "tags: [x]")}
    )
    page = site.build(**_ALL).main("notes.html")
    assert [found.get_text() for found in page.select("h2 + .blog-byline .blog-date")] == ["Jan 1, 2026", "Jan 2, 2026"]
    assert page.select(".blog-license, .blog-share, .blog-related, .blog-comments") == []


def test_an_ordinary_page_has_nothing_around_it(site: Site) -> None:
    filled(site, {"a": post("2026-01-05", "tags: [x]")}).write({"about.md": "# About\n\n```{tag} x\n```\n"})
    build = site.build(**_ALL)
    for name in ("index.html", "about.html", "blog/index.html", "blog/tag/x.html", "genindex.html"):
        assert build.page(name).select(_PARTS) == [], name


def test_a_draft_without_metadata_has_no_empty_byline(site: Site) -> None:
    site.write({"index.md": "# Home\n", "posts/a.md": "# Draft\n"})
    page = site.build(blog_drafts="show").main("posts/a.html")
    assert page.select(".blog-byline") == []
    assert page.select(".blog-notice-draft") != []


# -- notices -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("date", "front", "kind", "said"),
    [
        ("2026-01-05", "draft: true", "draft", "not finished"),
        ("2027-01-05", "pinned: false", "scheduled", "Jan 5, 2027"),
        ("2026-01-05", "unlisted: true", "unlisted", "is unlisted"),
        ("2026-01-05", "expires: 2026-02-01", "expired", "Feb 1, 2026"),
    ],
)
def test_a_notice_states_the_status(site: Site, date: str, front: str, kind: str, said: str) -> None:
    """As an admonition, which every theme has a style for."""
    build = filled(site, {"a": post(date, front), "b": post()}).build(blog_drafts="show")
    (notice,) = build.main("posts/a.html").select(f".admonition.blog-notice.blog-notice-{kind}")
    assert said in notice.get_text()
    assert notice.select_one("p.admonition-title") is not None
    assert build.page("posts/b.html").select(".blog-notice") == []


@pytest.mark.parametrize("builder", ["html", "text"])
def test_without_a_byline_an_update_has_a_notice(site: Site, builder: str) -> None:
    filled(site, {"a": post("2026-01-05", "updated: 2026-02-01")})
    suffix = "html" if builder == "html" else "txt"
    said = "Updated on Feb 1, 2026"
    assert site.build(builder, blog_byline=False).text(f"posts/a.{suffix}").count(said) == 1
    assert site.build(builder).text(f"posts/a.{suffix}").count(said) == 1
    assert site.build().page("posts/a.html").select(".blog-notice") == []


def test_a_notice_comes_and_goes_with_time(site: Site) -> None:
    filled(site, {"a": post("2026-01-05", "expires: 2026-04-01")})
    assert site.build().page("posts/a.html").select(".blog-notice") == []
    later = NOW + 40 * 86_400
    assert site.build(now=later).page("posts/a.html").select(".blog-notice-expired") != []
    assert differences(site.build(now=later).out, site.fresh(now=later).out) == {}


# -- series ------------------------------------------------------------------------------------------------------------


def test_a_part_of_a_series_shows_the_other_parts(site: Site) -> None:
    """By number, then by date; the part that is read is marked."""
    build = filled(site, SERIES).build()
    (box,) = build.main("posts/two.html").select("nav.blog-series-box")
    assert box.select_one(".blog-series-title").get_text() == "Attention\u00a0· Part 3 of 4"  # type: ignore[union-attr]
    assert [item.get_text() for item in box.select("li")] == ["Zero", "One", "Two", "Three"]
    assert [item.get_text() for item in box.select("[aria-current=page]")] == ["Two"]
    assert links(build.main("posts/two.html"), ".blog-series-parts") == [
        ("Zero", "zero.html"), ("One", "one.html"), ("Three", "three.html"),
    ]  # fmt: skip
    ends = build.main("posts/two.html").select_one("nav.blog-prev-next[aria-label=Attention]")
    assert ends is not None
    assert [link.get_text(" ", strip=True) for link in ends.select("a")] == ["Previous part One", "Next part Three"]


def test_a_series_of_one_is_no_series_yet(site: Site) -> None:
    """It is named in the byline instead."""
    page = filled(site, SERIES).build().main("posts/three.html")
    assert [name.get_text() for name in page.select(".blog-series-title .blog-series-name")] == ["Attention"]
    assert [found.get_text() for found in page.select(".blog-byline .blog-series")] == ["Other"]


def test_a_post_of_two_series_has_two_boxes(site: Site) -> None:
    posts = {**SERIES, "four": post("2026-02-01", "series: Other", title="Four")}
    page = filled(site, posts).build().main("posts/three.html")
    assert [name.get_text() for name in page.select(".blog-series-title .blog-series-name")] == ["Attention", "Other"]


def test_a_long_series_is_folded_and_shows_the_nearest_parts(site: Site) -> None:
    posts = {f"p{n:02}": post(f"2025-01-{n:02}", "series: Long", title=f"Part {n}") for n in range(1, 31)}
    build = filled(site, posts).build()
    page = build.main("posts/p20.html")
    assert page.select_one(".blog-series-box > details > summary").get_text() == "Long\u00a0· Part 20 of 30"  # type: ignore[union-attr]
    numbers = [int(str(item["value"])) for item in page.select(".blog-series-parts li")]
    assert numbers == list(range(6, 31))
    assert links(page, ".blog-series-all") == [("All parts", "../blog/series/long.html")]


def test_an_unlisted_part_is_not_in_the_box(site: Site) -> None:
    posts = {**SERIES, "hidden": post("2026-01-04", "series: Attention", "unlisted: true", title="Hidden")}
    build = filled(site, posts).build()
    assert "Hidden" not in build.main("posts/one.html").select_one(".blog-series-box").get_text()  # type: ignore[union-attr]
    assert build.main("posts/hidden.html").select(".blog-series-box") == []


# -- neighbours and related posts --------------------------------------------------------------------------------------


_PYDATA, _BOOK, _RTD = "pydata_sphinx_theme", "sphinx_book_theme", "sphinx_rtd_theme"


@pytest.mark.parametrize(
    ("theme", "options", "shown"),
    [
        ("alabaster", {}, True),
        ("alabaster", {"show_relbars": "true"}, False),
        ("alabaster", {"show_relbars": True}, False),
        ("alabaster", {"show_relbar_bottom": "true"}, False),
        ("alabaster", {"show_relbars": "true", "show_relbar_top": "false"}, False),
        ("alabaster", {"show_relbars": "true", "show_relbar_top": "no", "show_relbar_bottom": "no"}, True),
        ("alabaster", {"show_related": "true"}, True),  # it has been without effect since the bars came
        ("classic", {}, False),
        ("furo", {}, False),
        (_PYDATA, {}, False),
        (_PYDATA, {"show_prev_next": False}, True),
        (_PYDATA, {"show_prev_next": False, "article_footer_items": ["prev-next.html"]}, False),
        (_PYDATA, {"show_prev_next": False, "content_footer_items": "last-updated, prev-next"}, False),
        (_PYDATA, {"show_prev_next": False, "secondary_sidebar_items": {"**": ["prev-next"]}}, False),
        (_BOOK, {}, False),
        (_BOOK, {"show_prev_next": False}, True),
        (_RTD, {}, False),
        (_RTD, {"prev_next_buttons_location": "top"}, False),
        (_RTD, {"prev_next_buttons_location": "both"}, False),
        (_RTD, {"prev_next_buttons_location": "none"}, True),
        (_RTD, {"prev_next_buttons_location": None}, True),
    ],
)
def test_previous_and_next_are_shown_once_by_the_theme_or_by_the_blog(
    site: Site, theme: str, options: dict[str, Any], *, shown: bool
) -> None:
    """Also where an author has switched off what the theme shows by itself."""
    days = {name: post(f"2026-01-0{day}", title=name.upper()) for day, name in enumerate("abc", 1)}
    conf: dict[str, Any] = {"html_theme": theme, "html_theme_options": options}
    if theme in ("alabaster", "classic"):  # whose default sidebars show them as well
        conf["html_sidebars"] = {"**": []}
    # a list of its own: pydata-sphinx-theme appends to the default one, which all builds of a process share
    page = filled(site, days).build(**conf, templates_path=[]).page("posts/b.html")
    ours = [str(link["href"]) for link in page.select(".blog-prev-next a")]
    assert ours == (["a.html", "c.html"] if shown else [])
    for part in page.select("nav.blog-prev-next, .blog-related"):
        part.decompose()
    by_theme = {str(link["href"]) for link in page.select("body a[href]")} & {"a.html", "c.html"}
    assert by_theme == (set() if shown else {"a.html", "c.html"})


@pytest.mark.parametrize("theme", ["furo", "alabaster"])
def test_a_new_post_is_next_to_its_neighbours_where_no_page_of_the_blog_is_in_a_toctree(site: Site, theme: str) -> None:
    filled(site, {name: post(f"2026-01-0{day}", title=name.upper()) for day, name in ((1, "a"), (3, "c"))})
    site.build(html_theme=theme)
    site.write({"posts/b.md": post("2026-01-02", title="B")})
    build = site.build(html_theme=theme)
    assert "b.html" in {str(link["href"]) for link in build.page("posts/a.html").select("body a[href]")}
    assert differences(build.out, site.fresh(html_theme=theme).out) == {}


@pytest.mark.parametrize(
    ("conf", "shown"),
    [
        ({"html_theme": "alabaster"}, True),
        ({"html_theme": "alabaster", "blog_prev_next": False}, False),
        ({"html_theme": _PYDATA, "html_theme_options": {"show_prev_next": False}, "blog_prev_next": False}, False),
        ({"html_theme": "classic", "blog_prev_next": True}, True),
    ],
)
def test_neighbours_are_shown_where_the_theme_shows_none(site: Site, conf: dict[str, Any], *, shown: bool) -> None:
    """The older first, as links of themes and parts of a series; a pinned post is where its date puts it."""
    days = {
        "a": post("2026-01-01", "pinned: true", title="A"),
        "b": post("2026-01-02", title="B"),
        "c": post("2026-01-03", title="C"),
    }
    page = filled(site, days).build(**conf).main("posts/b.html")
    row = [link.get_text(" ", strip=True) for link in page.select(".blog-prev-next a")]
    assert row == (["Older post A", "Newer post C"] if shown else [])


def test_related_posts_are_older_ones_that_share_a_tag(site: Site) -> None:
    posts = {
        "old": post("2025-01-01", "tags: [x, y]", title="Old"),
        "other": post("2025-02-01", "tags: [z]", title="Other"),
        "new": post("2026-01-01", "tags: [X]", title="New"),
        "quiet": post("2026-01-02", "tags: [x]", "related: false", title="Quiet"),
    }
    build = filled(site, posts).build()
    assert links(build.main("posts/new.html"), ".blog-related") == [("Old", "old.html")]
    for name in ("old", "other", "quiet"):
        assert build.main(f"posts/{name}.html").select(".blog-related") == []


def test_at_most_so_many_related_posts_are_shown(site: Site) -> None:
    posts = {f"p{n}": post(f"2026-01-0{n}", "tags: [x]", title=f"P{n}") for n in range(1, 9)}
    found = links(filled(site, posts).build(blog_related=2).main("posts/p8.html"), ".blog-related")
    assert found == [("P7", "p7.html"), ("P6", "p6.html")]
    assert site.build(blog_related=0).page("posts/p8.html").select(".blog-related") == []


def test_a_post_published_elsewhere_is_related_by_its_address(site: Site) -> None:
    posts = {
        "a": post("2026-01-01", "tags: [x]", "external_link: https://example.com/"),
        "b": post("2026-01-02", "tags: [x]"),
    }
    assert links(filled(site, posts).build().main("posts/b.html"), ".blog-related") == [
        ("A title", "https://example.com/")
    ]


# -- license, share links, comments ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("conf", "front", "text", "url"),
    [
        ("CC-BY-4.0", "", "License: CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ({"text": "Mine", "url": "https://example.org/l"}, "", "License: Mine", "https://example.org/l"),
        ("All rights reserved", "", "License: All rights reserved", None),
        ("CC-BY-4.0", "license: CC0-1.0", "License: CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("", "license: For friends", "License: For friends", None),
        ("CC-BY-4.0", "license: false", None, None),
        ("", "", None, None),
    ],
)
def test_a_license_line(site: Site, conf: object, front: str, text: str | None, url: str | None) -> None:
    page = filled(site, {"a": post("2026-01-05", front)}).build(blog_license=conf).main("posts/a.html")
    line = page.select_one(".blog-license")
    assert (line.get_text() if line else None) == text
    link = page.select_one(".blog-license a[rel~=license]")
    assert (link["href"] if link else None) == url


def test_share_links_are_plain_links_with_the_whole_address(site: Site) -> None:
    own = ("Lobsters", "https://lobste.rs/stories/new?url={url}&title={title}")
    filled(site, {"a": post(title="A & B"), "b": post("2026-01-06", "canonical: https://example.com/original")})
    build = site.build(html_baseurl="https://blog.example.org", blog_share=["mastodon", "email", own])
    found = build.main("posts/a.html").select(".blog-share a")
    assert [link.get_text() for link in found] == ["Mastodon", "E-mail", "Lobsters"]
    assert all("noopener" in link["rel"] for link in found)
    whole = "https%3A%2F%2Fblog.example.org%2Fposts%2Fa.html"
    assert [str(link["href"]) for link in found] == [
        f"https://share.joinmastodon.org/#text=A%20%26%20B%20{whole}",
        f"mailto:?subject=A%20%26%20B&body={whole}",
        f"https://lobste.rs/stories/new?url={whole}&title=A%20%26%20B",
    ]
    assert "example.com%2Foriginal" in str(build.main("posts/b.html").select(".blog-share a")[0]["href"])


def test_without_an_address_of_the_site_there_are_no_share_links(site: Site) -> None:
    build = filled(site, {"a": post()}).build(blog_share=["mastodon"])
    assert build.page("posts/a.html").select(".blog-share") == []
    assert build.warnings == []


def test_no_comments_unless_asked_for(site: Site) -> None:
    """No script, no file, no address of another site on any page."""
    build = filled(site, {"a": post("2026-01-05", "tags: [x]")}).build()
    assert not build.has("_static/sphinxext_blog_comments.js")
    assert "blog-comments" not in build.text("posts/a.html")


def test_comments_are_below_posts_and_nowhere_else(site: Site) -> None:
    filled(site, {"a": post(), "quiet": post("2026-01-06", "comments: false")})
    build = site.build(blog_comments=_GISCUS)
    box = build.page("posts/a.html").select_one("section.blog-comments")
    assert box is not None
    assert box["data-src"] == "https://giscus.app/client.js"
    settings = json.loads(str(box["data-settings"]))
    assert settings["data-term"] == "posts/a"
    assert (settings["data-mapping"], settings["data-strict"], settings["data-lang"]) == ("specific", "1", "en")
    assert box.noscript is not None
    assert "https://github.com/example/blog/discussions" in box.noscript.get_text()
    (script,) = box.select("script")
    path, _, checksum = str(script["src"]).partition("?v=")
    assert (path, len(checksum)) == ("../_static/sphinxext_blog_comments.js", 8)
    assert build.has("_static/sphinxext_blog_comments.js")
    for name in ("posts/quiet.html", "index.html", "blog/index.html", "blog/archive.html", "genindex.html"):
        assert "sphinxext_blog_comments.js" not in build.text(name), name


@pytest.mark.parametrize(
    ("options", "src", "settings", "element"),
    [
        (
            {**_GISCUS, "thread": "path", "reactions": False, "language": "fr"}, "https://giscus.app/client.js",
            {"data-mapping": "pathname", "data-strict": "0", "data-reactions-enabled": "0", "data-lang": "fr"},
            {"class": ["giscus"]},
        ),
        (
            {"provider": "utterances", "repo": "example/blog", "label": "talk"}, "https://utteranc.es/client.js",
            {"issue-term": "posts/a", "label": "talk"}, {"class": ["utterances"]},
        ),
        (
            {"provider": "disqus", "shortname": "example"}, "https://example.disqus.com/embed.js",
            {"identifier": "posts/a", "title": "A title", "url": "https://blog.example.org/posts/a.html"},
            {"id": "disqus_thread"},
        ),
        (
            {"provider": "isso", "url": "https://c.example.org/", "options": {"vote": "false"}},
            "https://c.example.org/js/embed.min.js",
            {"data-isso": "https://c.example.org/", "data-isso-vote": "false"},
            {"id": "isso-thread", "data-isso-id": "/posts/a", "data-title": "A title"},
        ),
        (
            {"provider": "isso", "url": "/isso", "thread": "path"}, "/isso/js/embed.min.js", {"data-isso": "/isso/"},
            {"id": "isso-thread", "data-title": "A title"},
        ),
    ],
)  # fmt: skip
def test_each_service_gets_its_settings(
    site: Site, options: dict[str, Any], src: str, settings: dict[str, str], element: dict[str, Any]
) -> None:
    conf: dict[str, Any] = {"blog_comments": options, "html_baseurl": "https://blog.example.org/"}
    box = filled(site, {"a": post()}).build(**conf).page("posts/a.html").select_one(".blog-comments")
    assert box is not None
    assert box["data-src"] == src
    found = json.loads(str(box["data-settings"]))
    assert {name: found.get(name) for name in settings} == settings
    assert box.div is not None
    assert box.div.attrs == element


# -- switches and templates --------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize(
    ("option", "value", "selector"),
    [
        ("blog_byline", False, ".blog-byline"), ("blog_notices", False, ".blog-notice"),
        ("blog_series_box", False, ".blog-series-box"), ("blog_related", 0, ".blog-related"),
        ("blog_prev_next", False, ".blog-prev-next[aria-label=Posts]"), ("blog_license", "", ".blog-license"),
        ("blog_share", [], ".blog-share"), ("blog_comments", {}, ".blog-comments"),
        ("blog_manual_components", ["byline", "share"], ".blog-byline, .blog-share"),
    ],
)  # fmt: skip
def test_each_part_has_a_switch(site: Site, option: str, value: object, selector: str) -> None:
    posts = {**SERIES, "tail": post("2026-01-20", "tags: [nlp]", "draft: true")}
    conf = {**_ALL, "blog_drafts": "show"}
    before = filled(site, posts).build(**conf)
    names = ("posts/two.html", "posts/tail.html")
    assert any(before.page(name).select(selector) for name in names)
    after = site.build(**{**conf, option: value})
    assert not any(after.page(name).select(selector) for name in names)
    assert differences(after.out, site.fresh(**{**conf, option: value}).out) == {}
    assert differences(site.build(**conf).out, site.fresh(**conf).out) == {}


def test_a_series_without_its_box_is_in_the_byline(site: Site) -> None:
    page = filled(site, SERIES).build(blog_series_box=False).main("posts/two.html")
    assert [found.get_text() for found in page.select(".blog-byline .blog-series")] == ["Attention"]
    assert page.select(".blog-prev-next[aria-label=Attention]") == []


def test_a_template_of_the_author_is_used_instead(site: Site) -> None:
    """By its name; a change of it writes the pages again, and what it shows is escaped all the same."""
    site.write({"_templates/blog/byline.html": "<p class='mine'>{{ date.text }} {{ tags[0].label }}</p>"})
    filled(site, {"a": post("2026-01-05", 'tags: ["<i>x</i>"]')})
    conf: dict[str, Any] = {"templates_path": ["_templates"]}
    build = site.build(**conf)
    assert build.page("posts/a.html").select_one(".mine").get_text() == "Jan 5, 2026 <i>x</i>"  # type: ignore[union-attr]
    assert build.page("posts/a.html").select(".blog-byline, .mine i") == []
    site.write({"_templates/blog/byline.html": "<p class='mine'>Changed</p>"})
    assert site.build(**conf).page("posts/a.html").select_one(".mine").get_text() == "Changed"  # type: ignore[union-attr]


@pytest.mark.parametrize("text", ["{% if %}", "{{ date.text.no.such }}", "{% include 'nothing.html' %}"])
def test_a_broken_template_is_reported_once_and_ours_is_used(site: Site, text: str) -> None:
    site.write({"_templates/blog/byline.html": f"<p>\n{text}\n</p>"})
    build = filled(site, {"a": post(), "b": post("2026-01-06")}).build(
        templates_path=["_templates"], show_warning_types=True
    )
    (warning,) = build.warnings
    assert "_templates/blog/byline.html:2: WARNING" in warning
    assert "template 'blog/byline.html': cannot be rendered" in warning
    assert "[blog.template]" in warning
    assert len(build.page("posts/a.html").select(".blog-byline")) == 1
    assert len(build.page("posts/b.html").select(".blog-byline")) == 1


def test_a_component_can_be_placed_elsewhere(site: Site) -> None:
    """Where a template of the author puts it: here in the theme's own footer."""
    mine = '<div id="mine">{{ blog.component("byline") }}{{ blog.component("nothing") }}</div>'
    layout = f'{{% extends "!layout.html" %}}{{% block footer %}}{mine}{{% endblock %}}'
    site.write({"_templates/layout.html": layout})
    build = filled(site, {"a": post()}).build(
        templates_path=["_templates"], blog_manual_components=["byline"], html_theme="alabaster"
    )
    assert build.main("posts/a.html").select(".blog-byline") == []
    assert len(build.page("posts/a.html").select("#mine .blog-byline")) == 1
    assert build.page("index.html").select_one("#mine").get_text() == ""  # type: ignore[union-attr]


# -- laws --------------------------------------------------------------------------------------------------------------


def test_nothing_an_author_writes_is_code(site: Site) -> None:
    bad = """'"</script><script>alert(1)</script><!--"""
    front = [
        f"{key}: [{json.dumps(bad + key)}]" for key in ("tags", "category", "author", "series", "location", "language")
    ]
    posts = {
        name: post(f"2026-01-0{n}", *front, f"license: {json.dumps(bad)}", title=bad.replace("<", "\\<"))
        for n, name in enumerate("abc", 1)
    }
    posts["other"] = post("2026-01-09", f"tags: [{json.dumps(bad + 'tags')}]")
    conf = {**_ALL, "blog_share": ["x", (bad, "https://example.org/{url}")], "blog_drafts": "show"}
    build = filled(site, posts).build(**conf)
    page = build.page("posts/b.html")
    code = [script.get_text() for script in page.select("script") if script.get("type") != "application/ld+json"]
    assert [script for script in code if "alert" in script] == []
    assert "alert(1)</script>" not in build.text("posts/b.html").replace("&lt;script&gt;alert(1)&lt;/script&gt;", "")
    assert bad + "tags" in [tag.get_text() for tag in page.select(".blog-byline .blog-tags a")]
    shown = build.page("posts/other.html").select_one(".blog-related").get_text()  # type: ignore[union-attr]
    assert "</script><script>alert(1)</script>" in shown  # the quotes are typographic there
    assert bad in page.select_one(".blog-series-box").get_text()  # type: ignore[union-attr]
    assert bad in page.select_one(".blog-license").get_text()  # type: ignore[union-attr]


def test_listings_feeds_of_words_and_the_search_hold_the_post_only(site: Site) -> None:
    """Bylines are in no excerpt, also not of a whole post, and not in the search index."""
    posts = {name: text.replace("Some words.", "Zymurgy.") for name, text in SERIES.items()}
    build = filled(site, posts).build(**_ALL, blog_listing="full")
    assert build.main("blog/index.html").select(_PARTS) == []
    index = build.text("searchindex.js")
    assert '"zymurgi"' in index
    for word in ("relat", "mastodon", "comment", "newer"):
        assert f'"{word}"' not in index


def _edited(site: Site, name: str, old: str, new: str, **conf: Any) -> set[str]:
    before = {path: path.stat().st_mtime_ns for path in site.build(**conf).out.rglob("posts/*.html")}
    site.replace(f"posts/{name}.md", old, new)
    after = site.build(**conf)
    assert differences(after.out, site.fresh(**conf).out) == {}
    return {path.stem for path in after.out.rglob("posts/*.html") if before.get(path) != path.stat().st_mtime_ns}


def _fifteen() -> dict[str, str]:
    posts = {
        f"p{n:02}": post(f"2026-01-{n:02}", f"tags: [t{n % 3}]", f"series: s{n % 5}", title=f"P{n}")
        for n in range(1, 16)
    }
    return {**posts, "x": post("2025-06-01", "tags: [t1]", title="Oldest")}


def test_a_new_post_writes_its_neighbour_and_the_parts_of_its_series(site: Site) -> None:
    """And no other post: related posts are older, and rarity is counted among older ones."""
    filled(site, _fifteen())
    times = {path: path.stat().st_mtime_ns for path in site.build().out.rglob("posts/*.html")}
    site.write({"posts/new.md": post("2026-02-01", "tags: [t1, t2]", "series: s2", title="New")})
    after = site.build()
    written = {path.stem for path in after.out.rglob("posts/*.html") if times.get(path) != path.stat().st_mtime_ns}
    assert written == {"new", "p15", "p02", "p07", "p12"}
    assert differences(after.out, site.fresh().out) == {}


@pytest.mark.slow
def test_a_new_title_writes_where_it_is_shown(site: Site) -> None:
    """Its neighbours by date, the parts of its series, and the posts it is related to."""
    filled(site, _fifteen())
    related = {
        name
        for name in _fifteen()
        if ("P7", "p07.html") in links(site.build().main(f"posts/{name}.html"), ".blog-related")
    }
    assert related == {"p10", "p13"}
    assert _edited(site, "p07", "# P7", "# P seven") == {"p07", "p06", "p08", "p02", "p12", *related}


def test_a_new_spelling_of_a_tag_writes_who_show_it(site: Site) -> None:
    """The label that is used most is shown by all; of two equally used the one that sorts first."""
    filled(
        site,
        {
            "a": post("2026-01-01", "tags: [word]"),
            "b": post("2026-01-05", "tags: [word]"),
            "c": post("2026-01-09", "tags: [other]"),
        },
    )
    assert _edited(site, "b", "[word]", "[Word]") == {"a", "b"}
    assert links(site.build().main("posts/a.html"), ".blog-byline .blog-tags") == [("Word", "../blog/tag/word.html")]


@pytest.mark.slow
def test_a_body_writes_its_post_only(site: Site) -> None:
    filled(site, _fifteen())
    assert _edited(site, "p07", "Some words.", "Other words.") == {"p07"}


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_every_link_of_every_part_leads_somewhere(site: Site, builder: str) -> None:
    posts = {**SERIES, "deep/er/post": post("2026-01-20", "series: Attention", "tags: [nlp]", "author: Mei")}
    build = filled(site, posts).build(builder, **_ALL)
    assert dead_links(build.out) == []
    assert doubled_ids(build.out) == []
    assert build.warnings == []


@pytest.mark.slow
def test_readers_and_writers_in_parallel_give_the_same_bytes(site: Site) -> None:
    filled(site, _fifteen())
    assert differences(site.build(**_ALL).out, site.fresh(parallel=2, **_ALL).out) == {}


@pytest.mark.parametrize("builder", ["text", "latex", "man", "texinfo", "xml"])
def test_other_formats_have_a_byline_of_plain_text(site: Site, builder: str) -> None:
    filled(site, SERIES).write({"index.md": "# Home\n\n```{toctree}\nposts/one\nposts/two\n```\n"})
    build = site.build(builder, **_ALL, latex_documents=[("index", "out.tex", "T", "A", "manual")])
    assert build.warnings == []
    [file] = [
        path
        for path in build.out.rglob("*")
        if path.name in ("two.txt", "out.tex", "two.xml") or path.suffix in (".1", ".texi")
    ]
    text = file.read_text(encoding="utf-8")
    assert "Jan 2, 2026" in text
    assert "Part 3 of 4" in text
    assert "mastodon" not in text
    assert "giscus" not in text


@pytest.mark.parametrize("builder", ["epub", "singlehtml"])
def test_a_book_has_bylines_but_nothing_of_the_web(site: Site, builder: str) -> None:
    filled(site, SERIES).write({"index.md": "# Home\n\n```{toctree}\nposts/one\nposts/two\n```\n"})
    build = site.build(builder, **_ALL, copyright="2026, Nobody", version="1")
    assert not build.has("_static/sphinxext_blog_comments.js")
    text = "".join(
        path.read_text(encoding="utf-8")
        for path in build.out.rglob("*html")
        if path.name in ("two.xhtml", "index.html")
    )
    page = BeautifulSoup(text, "html.parser")
    assert "Jan 2, 2026" in [found.get_text() for found in page.select(".blog-byline .blog-date")]
    assert page.select(".blog-series-box") != []
    assert page.select(".blog-share, .blog-comments, .blog-related, .blog-license, .blog-prev-next") == []
    assert build.warnings == []


def test_json_for_other_programs_has_no_scripts(site: Site) -> None:
    build: Build = filled(site, SERIES).build("json", **_ALL)
    body = json.loads(build.text("posts/two.fjson"))["body"]
    assert "blog-byline" in body
    assert "<script" not in body
    assert build.warnings == []


def test_neighbours_in_one_document_are_places_on_the_page(site: Site) -> None:
    parts = "".join(f"## Part {n}\n\n```{{post}} 2026-01-0{n}\n```\n\nText.\n\n" for n in (1, 2))
    site.write({"index.md": "# Home\n", "week.md": f"---\nblogpost: true\ndate: 2026-01-03\n---\n# Week\n\n{parts}"})
    build = site.build(html_theme="alabaster", blog_prev_next=True)
    links = [str(link["href"]) for link in build.main("week.html").select(".blog-prev-next a")]
    assert "#part-2" in links
    assert not [link for link in links if link.startswith("##")]
