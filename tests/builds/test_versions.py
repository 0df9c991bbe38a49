"""One blog in documentation of several versions: posts exist in one version, and links in others lead there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.builds.site import NOW, differences

if TYPE_CHECKING:
    from tests.builds.site import Build, Site

pytestmark = pytest.mark.slow

_CONF = (
    'project = "Test"\nextensions = ["myst_parser", "sphinxext_blog"]\nblog_posts = ["posts/**"]\n'
    'blog_only_in = "latest"\nmyst_heading_anchors = 2\n'
)
_HOST = "https://example.org/en/"
_INDEX = """\
# Site

{blog:post}`a`, {blog:post}`the *first* <a>`, {doc}`posts/b`, {doc}`text <posts/b>`, {any}`posts/a`,
[path](posts/a.md), [](posts/b.md), [fragment](posts/a.md#heading), {blog:tag}`x`, {blog:archive}`2026`,
{blog:author}`Mei`, [archive](blog/archive.md), {doc}`blog/index`, {doc}`guide`

```{postlist} 3
```

```{toctree}
posts/a
Renamed <posts/b>
blog/index
blog/archive
guide
```
"""
_FILES = {
    "conf.py": _CONF,
    "index.md": _INDEX,
    "guide.md": "# Guide\n\nText.\n",
    "posts/a.md": (
        "---\ndate: 2026-01-11\ntags: [x]\nauthor: Mei\naliases: [/old/]\n---\n# The `first` *post*\n\n## Heading\n"
    ),
    "posts/b.md": "---\ndate: 2026-01-12\ntitle: From above\n---\n# B\n\n(label)=\n## Part\n\nZymurgy.\n",
    "posts/draft.md": "---\ndraft: true\n---\n# Draft\n",
}


@pytest.fixture
def versions(site: Site, monkeypatch: pytest.MonkeyPatch) -> Versions:
    """A site that can be built as any version."""
    return Versions(site.write(_FILES), monkeypatch)


class Versions:
    """The versions of a site."""

    def __init__(self, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
        self.site, self._monkeypatch = site, monkeypatch

    def build(self, version: str, builder: str = "html", *, fresh: bool = False, **options: Any) -> Build:
        """Build one, as Read the Docs does."""
        self._monkeypatch.setenv("READTHEDOCS_VERSION", version)
        self._monkeypatch.setenv("READTHEDOCS_CANONICAL_URL", f"{_HOST}{version}/")
        return (self.site.fresh if fresh else self.site.build)(builder, **options)


def _links(build: Build, name: str = "index.html") -> dict[str, str]:
    links = build.main(name).select("section > p a.reference")
    return {link.text: str(link["href"]) for link in links}


def test_the_living_version_is_as_if_there_were_no_other(versions: Versions) -> None:
    build = versions.build("latest")
    assert build.warnings == []
    alone = versions.build("latest", fresh=True, blog_only_in="")
    assert differences(build.out, alone.out) == {}


def test_in_another_version_posts_are_nowhere(versions: Versions) -> None:
    """No page, listing, feed, search result or inventory entry."""
    build = versions.build("2.0")
    assert build.warnings == []
    assert not list(build.out.rglob("posts/*.html"))
    pages = {path.relative_to(build.out).as_posix() for path in build.out.rglob("*.html")}
    assert pages == {"index.html", "guide.html", "genindex.html", "search.html", "blog/index.html", "old/index.html"}
    assert not list(build.out.rglob("*.xml"))
    assert "zymurg" not in build.text("searchindex.js")
    assert "posts/a" not in build.text("searchindex.js")


def test_links_lead_to_the_living_version(versions: Versions) -> None:
    """With the title of the post, from front matter or its first heading."""
    base = f"{_HOST}latest/"
    assert _links(versions.build("2.0")) == {
        "The first post": f"{base}posts/a.html",
        "the *first*": f"{base}posts/a.html",
        "From above": f"{base}posts/b.html",
        "text": f"{base}posts/b.html",
        "path": f"{base}posts/a.html",
        "fragment": f"{base}posts/a.html",
        "x": f"{base}blog/tag/x.html",
        "2026": f"{base}blog/2026.html",
        "Mei": f"{base}blog/author/mei.html",
        "archive": f"{base}blog/archive.html",
        "Blog": f"{base}blog/index.html",
        "Guide": "guide.html",
    }


def test_toctrees_lead_to_the_living_version(versions: Versions) -> None:
    tree = versions.build("2.0").main("index.html").select(".toctree-wrapper a")
    base = f"{_HOST}latest/"
    assert [(link.text, link["href"]) for link in tree] == [
        ("The first post", f"{base}posts/a.html"),
        ("Renamed", f"{base}posts/b.html"),
        ("Blog", f"{base}blog/index.html"),
        ("Archive", f"{base}blog/archive.html"),
        ("Guide", "guide.html"),
    ]


def test_toctrees_with_patterns_lead_there_too(versions: Versions) -> None:
    versions.site.write({"index.md": "# Site\n\n```{toctree}\n:glob:\n\nposts/*\nguide\n```\n"})
    build = versions.build("2.0")
    assert build.warnings == []
    links = build.main("index.html").select(".toctree-wrapper a")
    assert [link.text for link in links] == ["The first post", "From above", "Guide"]


def test_the_home_page_and_aliases_redirect_there(versions: Versions) -> None:
    build = versions.build("2.0")
    for name, target in (("blog/index.html", "blog/index.html"), ("old/index.html", "posts/a.html")):
        page = build.page(name)
        refresh, canonical = page.select_one("meta[http-equiv=refresh]"), page.select_one("link[rel=canonical]")
        assert refresh is not None
        assert canonical is not None
        assert refresh["content"] == f"0; url={_HOST}latest/{target}"
        assert canonical["href"] == f"{_HOST}latest/{target}"


def test_every_page_names_the_living_feeds(versions: Versions) -> None:
    feeds = versions.build("2.0").page("guide.html").select("link[rel=alternate]")
    living = versions.build("latest", fresh=True).page("guide.html").select("link[rel=alternate]")
    assert len(feeds) == 3
    assert [(feed["href"], feed["title"]) for feed in feeds] == [(feed["href"], feed["title"]) for feed in living]
    assert str(feeds[0]["href"]).startswith(f"{_HOST}latest/blog/")


def test_listings_are_a_link_to_the_living_blog(versions: Versions) -> None:
    (link,) = versions.build("2.0").main("index.html").select(".blog-home-links a")
    assert (link.text, link["href"]) == ("Blog", f"{_HOST}latest/blog/index.html")


def test_a_markdown_link_to_a_label_in_a_post_is_text_with_one_warning(versions: Versions) -> None:
    """MyST would link to a label that the page does not contain."""
    versions.site.write({"guide.md": "# Guide\n\n[text](#label), [own](#guide)\n"})
    built = versions.build("2.0")
    (warning,) = built.warnings
    assert "guide.md:3: WARNING: 'myst' cross-reference target not found: 'label' [myst.xref_missing]" in warning
    paragraph = built.main("guide.html").p
    assert paragraph is not None
    assert (paragraph.text, [link["href"] for link in paragraph.select("a")]) == ("text, own", ["#guide"])


def test_a_link_to_a_label_in_a_post_is_text_with_one_warning(versions: Versions) -> None:
    versions.site.write({"guide.md": "# Guide\n\n{ref}`label`\n"})
    (warning,) = versions.build("2.0").warnings
    assert "guide.md:3: WARNING: undefined label: 'label' [ref.ref]" in warning


def test_a_link_to_a_draft_is_text_in_every_version(versions: Versions) -> None:
    versions.site.write({"guide.md": "# Guide\n\n{blog:post}`posts/draft`\n"})
    for version in ("latest", "2.0"):
        (warning,) = versions.build(version, fresh=True).warnings
        assert "guide.md:3: WARNING: blog:post: no post named 'posts/draft'." in warning


@pytest.mark.parametrize("builder", ["html", "dirhtml", "latex", "text", "epub"])
def test_switching_back_and_forth_gives_what_fresh_builds_give(versions: Versions, builder: str) -> None:
    """In one folder of doctrees, with edits in between."""
    versions.site.conf = {"copyright": "Mei", "version": "1"} if builder == "epub" else {}
    for version in ("2.0", "latest", "2.0", "2.0", "latest"):
        built = versions.build(version, builder)
        fresh = versions.build(version, builder, fresh=True)
        assert built.warnings == fresh.warnings == []
        found = {name: why for name, why in differences(built.out, fresh.out).items() if not name.endswith(".epub")}
        assert found == {}
        versions.site.replace("posts/a.md", "The", "The very")


def test_builders_with_other_urls_share_a_folder_of_doctrees(versions: Versions) -> None:
    for builder in ("html", "dirhtml", "text", "html"):
        built = versions.build("2.0", builder)
        assert differences(built.out, versions.build("2.0", builder, fresh=True).out) == {}


def test_another_version_without_posts_is_built_repeatedly(versions: Versions) -> None:
    """Its first posts may be newer than the version."""
    versions.site.delete("posts/a.md", "posts/b.md", "posts/draft.md")
    versions.site.write({"index.md": "# Site\n\n[archive](blog/archive.md)\n\n```{toctree}\nblog/index\nguide\n```\n"})
    assert [versions.build("2.0").warnings for _ in range(2)] == [[], []]
    build = versions.build("2.0")
    assert (build.updated, build.warnings) == ([], [])
    assert _links(build)["archive"] == f"{_HOST}latest/blog/archive.html"


def test_an_edit_of_a_post_changes_the_titles_of_links(versions: Versions) -> None:
    versions.build("2.0")
    assert versions.build("2.0").updated == []
    versions.site.replace("posts/a.md", "first", "best")
    edited = versions.build("2.0")
    assert "The best post" in _links(edited)
    assert differences(edited.out, versions.build("2.0", fresh=True).out) == {}
    versions.site.delete("posts/b.md")
    deleted = versions.build("2.0")
    assert differences(deleted.out, versions.build("2.0", fresh=True).out) == {}


def test_the_output_of_each_builder_has_the_new_titles(versions: Versions) -> None:
    """The builder that runs first reads the new title; the others have to write the pages with it."""
    versions.site.write({"index.md": "# Site\n\n```{toctree}\nguide\n```\n", "guide.md": "# Guide\n\n{any}`b`\n"})
    for builder in ("html", "text", "latex"):
        versions.build("2.0", builder)
    versions.site.delete("posts/b.md")
    for builder in ("html", "text", "latex"):
        build = versions.build("2.0", builder)
        assert (builder, differences(build.out, versions.build("2.0", builder, fresh=True).out)) == (builder, {})


@pytest.mark.parametrize("index", ["```{toctree}\nguide\n```\n", "```{toctree}\nguide\nposts/b\n```\n"])
def test_links_lead_to_a_scheduled_post_when_it_is_published(versions: Versions, index: str) -> None:
    """It is text until then."""
    versions.site.write({"index.md": f"# Site\n\n{index}", "guide.md": "# Guide\n\n{doc}`posts/b`\n"})
    versions.site.replace("posts/b.md", "2026-01-12", "2026-03-12")
    assert _links(versions.build("2.0"), "guide.html") == {}
    later = NOW + 20 * 86_400
    build = versions.build("2.0", now=later)
    assert _links(build, "guide.html") == {"From above": f"{_HOST}latest/posts/b.html"}
    assert differences(build.out, versions.build("2.0", fresh=True, now=later).out) == {}


def test_a_parallel_build_gives_the_same_bytes(versions: Versions) -> None:
    serial = versions.build("2.0")
    assert differences(serial.out, versions.build("2.0", fresh=True, parallel=2).out) == {}


def test_posts_that_are_declared_in_the_text_are_nowhere(versions: Versions) -> None:
    """A directive, a section, a notebook, front matter from a template."""
    section = "# News\n\n## Moved\n\n```{post} 2026-01-11\n```\n\nZymurgy.\n\n## Other\n\nText.\n\n"
    section += "## Also\n\n```{post} 2026-01-12\n```\n\nZymurgy, too.\n"
    rst = "Title\n=====\n\n.. post:: 2026-01-13\n\nText of rst.\n"
    versions.site.write({"news.md": section, "posts/d.rst": rst, "guide.md": "# Guide\n\n{doc}`posts/d` {doc}`news`\n"})
    versions.site.write({"index.md": "# Site\n\n```{toctree}\nposts/d\nnews\nguide\n```\n"})
    build = versions.build("2.0")
    assert build.warnings == []
    assert _links(build, "guide.html") == {"Title": f"{_HOST}latest/posts/d.html", "News": "news.html"}
    assert "Zymurgy" not in build.text("news.html")
    assert [link["href"] for link in build.main("index.html").select(".toctree-wrapper a.reference")][:2] == [
        f"{_HOST}latest/posts/d.html",
        "news.html",
    ]
    for version in ("latest", "2.0"):
        built = versions.build(version)
        assert differences(built.out, versions.build(version, fresh=True).out) == {}


def test_a_blog_at_the_top_of_the_site_keeps_the_front_page(versions: Versions) -> None:
    versions.site.write({"index.md": "# Site\n\n{blog:post}`a`\n\n```{toctree}\narchive\nguide\n```\n"})
    build = versions.build("2.0", blog_path="")
    assert build.warnings == []
    assert "The first post" in build.text("index.html")
    assert not build.has("archive.html")


def test_an_override_of_a_page_of_the_blog_is_there_only(versions: Versions) -> None:
    versions.site.write({"blog/index.md": "# My blog\n\nZymurgy.\n"})
    build = versions.build("2.0")
    assert build.warnings == []
    assert "Zymurgy" not in build.text("blog/index.html")
    assert build.page("blog/index.html").select_one("meta[http-equiv=refresh]") is not None
    assert _links(build)["My blog"] == f"{_HOST}latest/blog/index.html"


@pytest.mark.parametrize("builder", ["singlehtml", "man", "texinfo", "xml", "json", "gettext"])
def test_every_builder_builds_another_version(versions: Versions, builder: str) -> None:
    assert versions.build("2.0", builder).warnings == []


def test_other_formats_link_to_html_pages(versions: Versions) -> None:
    versions.site.conf = {"latex_documents": [("index", "site.tex", "Site", "Mei", "howto")]}
    text = versions.build("2.0", "latex").text("site.tex")
    assert f"\\sphinxhref{{{_HOST}latest/posts/b.html}}{{From above}}" in text
    assert "The first post" in versions.build("2.0", "text").text("index.txt")


def test_without_an_address_posts_stay(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READTHEDOCS_VERSION", "2.0")
    build = site.write(_FILES).build()
    (warning,) = build.warnings
    assert "conf.py:4: WARNING: blog_only_in: the URL of that version is unknown." in warning
    assert build.has("posts/a.html")


def test_without_a_front_page_of_its_own_posts_stay(versions: Versions) -> None:
    versions.site.delete("index.md")
    build = versions.build("2.0", root_doc="blog/index")
    assert any("blog_only_in: the front page of the site is a page of the blog." in text for text in build.warnings)
    assert build.has("posts/a.html")


@pytest.mark.parametrize(
    ("conf", "is_home"),
    [
        ({"blog_docs_version": "2.0", "html_baseurl": "https://example.org/2.0/"}, False),
        ({"blog_docs_version": "latest", "html_baseurl": "https://example.org/latest/"}, True),
        ({"blog_docs_version": "2.0", "blog_only_in_url": "https://example.org/latest"}, False),
        ({"blog_docs_version": "dev", "blog_only_in": ["latest", "dev"]}, True),
        ({}, True),
    ],
)
def test_options_name_the_version_and_the_address(site: Site, conf: dict[str, Any], is_home: bool) -> None:
    """For hosts other than Read the Docs."""
    build = site.write(_FILES).build(**conf)
    assert build.warnings == []
    assert build.has("posts/a.html") is is_home
    if not is_home:
        assert _links(build)["path"] == "https://example.org/latest/posts/a.html"


def test_a_pull_request_previews_posts(versions: Versions, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READTHEDOCS_VERSION_TYPE", "external")
    build = versions.build("41", now=NOW)
    assert build.has("posts/a.html")
    assert build.has("posts/draft.html")


def test_drafts_are_not_shown_in_another_version(versions: Versions) -> None:
    build = versions.build("2.0", blog_drafts="show")
    assert not list(build.out.rglob("posts/*.html"))


@pytest.mark.parametrize(
    ("conf", "problem"),
    [({"blog_only_in": 2}, "blog_only_in: 2"), ({"blog_only_in_url": "x"}, "blog_only_in_url: 'x'")],
)
def test_a_mistake_in_an_option_is_a_warning(site: Site, conf: dict[str, Any], problem: str) -> None:
    (warning,) = site.write(_FILES).build(**conf).warnings
    assert f"{problem} is not valid." in warning
