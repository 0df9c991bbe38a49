"""The head: the metadata for search engines and link previews, once, and nothing an author writes runs."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from tests.builds.site import Site, differences
from tests.builds.test_four_builds import _times, _written

if TYPE_CHECKING:
    from tests.builds.site import Build

_HOME = "# Site\n\n```{toctree}\nblog/index\n```\n"
_BASE = "https://example.org/docs/"
_EXTENSIONS = ["myst_parser", "sphinxext_blog"]
_PICTURE = b"GIF89a"
_ATTACKS = {
    "script": "</script><script>alert(1)</script>",
    "comment": "<!-- <script> -->",
    "handler": '"><img src=x onerror=alert(1)>',
    "single": "' onload='alert(1)",
    "entity": "&lt;script&gt; &amp; &#34;",
    "template": "{{ 7*7 }} {% raw %}",
    "separator": "line\u2028and\u2029paragraph",
    "backslash": "\\u003cscript\\u003e \\",
    "cdata": "]]><b>",
}


def post(*front: str, title: str = "Post", body: str = "The text of it.") -> str:
    """A post."""
    return "---\n" + "\n".join(front) + f"\n---\n# {title}\n\n{body}\n"


def said(build: Build, name: str, key: str) -> list[str]:
    """What the ``meta`` elements of a page say under a name or property."""
    head = build.page(name).head
    assert head is not None
    return [str(tag["content"]) for tag in head.select("meta") if key in (tag.get("property"), tag.get("name"))]


def data(build: Build, name: str) -> dict[str, dict[str, Any]]:
    """The structured data of a page, by type."""
    scripts = build.page(name).select('head script[type="application/ld+json"]')
    found = [json.loads(script.text) for script in scripts]
    assert len({entry["@type"] for entry in found}) == len(found)
    return {entry["@type"]: entry for entry in found}


def canonical(build: Build, name: str) -> list[str]:
    """The canonical links of a page."""
    return [str(link["href"]) for link in build.page(name).select("link[rel=canonical]")]


@pytest.fixture
def blog(site: Site) -> Site:
    """A blog with an address and two posts."""
    site.conf = {"html_baseurl": _BASE, "project": "Site"}
    return site.write(
        {
            "index.md": _HOME,
            "posts/one.md": post(
                "date: 2026-01-11 10:00 +08:00", "updated: 2026-02-01", "tags: [NLP, C++]", "category: Notes",
                "author: [Mei, Ada]", "series: S", "image: cover.gif", "image_alt: A drawing", title="One",
            ),
            "posts/cover.gif": _PICTURE,
            "posts/two.md": post("date: 2026-01-12", "series: S", "tags: [nlp, nlp]", title="Two"),
        }
    )  # fmt: skip


# -- what is said ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_the_head_of_a_post_contains_its_metadata(blog: Site, builder: str) -> None:
    build = blog.build(builder)
    assert build.warnings == []
    name, url, author = {
        "html": ("posts/one.html", "posts/one.html", "blog/author/mei.html"),
        "dirhtml": ("posts/one/index.html", "posts/one/", "blog/author/mei/"),
    }[builder]
    for key, content in {
        "og:type": "article", "og:title": "One", "og:url": _BASE + url, "description": "The text of it.",
        "og:description": "The text of it.", "og:image": f"{_BASE}_images/cover.gif", "og:image:alt": "A drawing",
        "og:site_name": "Site", "og:locale": "en_US", "twitter:card": "summary_large_image",
        "article:published_time": "2026-01-11T10:00:00+08:00", "article:modified_time": "2026-02-01T00:00:00+00:00",
        "article:section": "Notes",
    }.items():  # fmt: skip
        assert said(build, name, key) == [content]
    assert said(build, name, "article:tag") == ["NLP", "C++"]
    assert said(build, name, "author") == ["Mei", "Ada"]
    assert said(build, name, "article:author")[0] == _BASE + author
    assert len(said(build, name, "og:see_also")) == 1
    assert canonical(build, name) == [_BASE + url]
    assert said(build, name, "robots") == []
    assert build.has("_images/cover.gif"), "the picture that is named is there, though no page shows it"
    posting = data(build, name)["BlogPosting"]
    assert (posting["headline"], posting["url"], posting["wordCount"]) == ("One", _BASE + url, 4)
    crumbs = data(build, name)["BreadcrumbList"]["itemListElement"]
    assert [crumb["name"] for crumb in crumbs] == ["Site", "Blog", "Notes", "One"]


def test_an_update_before_the_post_is_none(blog: Site) -> None:
    """No update before the publication is in the metadata."""
    blog.replace("posts/one.md", "updated: 2026-02-01", "updated: 2025-12-31")
    build = blog.build()
    assert said(build, "posts/one.html", "article:modified_time") == []
    assert "dateModified" not in data(build, "posts/one.html")["BlogPosting"]


def test_every_url_in_a_head_exists(blog: Site) -> None:
    """Whatever a head names by a URL of the site is in the output."""
    build = blog.build()
    names = [path.relative_to(build.out).as_posix() for path in build.out.rglob("*.html")]
    urls = {url for name in names for url in _urls_in(build, name) if url.startswith(_BASE)}
    assert len(urls) > 10
    assert [url for url in urls if not build.has(url.removeprefix(_BASE).partition("#")[0])] == []


def _urls_in(build: Build, name: str) -> list[str]:
    head = build.page(name).head
    assert head is not None
    texts = [str(tag.get("content") or tag.get("href")) for tag in head.select("meta, link[rel=canonical]")]
    for script in head.select('script[type="application/ld+json"]'):
        texts += [part for part in json.dumps(json.loads(script.text)).split('"') if part.startswith("https")]
    return texts


def test_the_heads_of_generated_pages_contain_their_metadata(blog: Site) -> None:
    build = blog.build()
    home = data(build, "blog/index.html")["Blog"]
    assert [found["headline"] for found in home["blogPost"]] == ["Two", "One"]
    assert said(build, "blog/index.html", "og:type") == ["website"]
    assert said(build, "blog/tag/nlp.html", "og:title") == ["Posts tagged “NLP”"]
    crumbs = data(build, "blog/tag/nlp.html")["BreadcrumbList"]["itemListElement"]
    assert [crumb["name"] for crumb in crumbs] == ["Site", "Blog", "Tags", "Posts tagged “NLP”"]
    assert said(build, "blog/author/mei.html", "og:type") == ["profile"]
    assert data(build, "blog/author/mei.html")["ProfilePage"]["mainEntity"]["name"] == "Mei"
    assert canonical(build, "blog/tag/nlp.html") == [f"{_BASE}blog/tag/nlp.html"]


def test_pages_of_others_are_left_alone(blog: Site) -> None:
    """An ordinary page, the index and the search have what they have without us, but for the links to the feeds."""
    blog.write({"page.md": "---\norphan: true\n---\n# Page\n"})
    with_us, without_us = blog.build(), blog.fresh(extensions=["myst_parser"], suppress_warnings=["toc"])
    for name in ("page.html", "genindex.html", "search.html"):
        heads = [str(build.page(name).head) for build in (with_us, without_us)]
        kept = [
            [line for line in head.splitlines() if not any(ours in line for ours in ("stylesheet", "design", "/blog/"))]
            for head in heads
        ]
        assert kept[0] == kept[1]


def test_without_a_base_url_no_tag_requires_one(blog: Site) -> None:
    build = blog.build(html_baseurl="")
    head = str(build.page("posts/one.html").head)
    assert "example.org" not in head
    assert canonical(build, "posts/one.html") == []
    for key in ("og:url", "og:image", "og:image:alt", "og:see_also"):
        assert said(build, "posts/one.html", key) == []
    assert said(build, "posts/one.html", "og:title") == ["One"]
    assert said(build, "posts/one.html", "article:author") == ["Mei", "Ada"]
    posting = data(build, "posts/one.html")["BlogPosting"]
    assert not {"url", "@id", "image", "mainEntityOfPage"} & posting.keys()
    assert "BreadcrumbList" not in data(build, "posts/one.html")


def test_urls_of_images_are_encoded_once(blog: Site) -> None:
    """What an author encoded stays so; in heads, listings and feeds alike."""
    elsewhere = "https://pictures.example/图 a%20b.png?q=文"
    files = {f"posts/{name}": b"GIF87a" for name in ("图 c.gif", "100%.gif")}
    blog.write({
        **files,
        "posts/one.md": post("date: 2026-01-11", f"image: '{elsewhere}'", "canonical: 'https://old.example/图 a/'"),
        "posts/two.md": post("date: 2026-01-12", "image: 图 c.gif"),
        "posts/three.md": post("date: 2026-01-13", "image: 100%.gif"),
    })  # fmt: skip
    build = blog.build()
    encoded = "https://pictures.example/%E5%9B%BE%20a%20b.png?q=%E6%96%87"
    urls = [encoded, f"{_BASE}_images/%E5%9B%BE%20c.gif", f"{_BASE}_images/100%25.gif"]
    for name, url in zip(("one", "two", "three"), urls, strict=True):
        assert said(build, f"posts/{name}.html", "og:image") == [url]
        assert data(build, f"posts/{name}.html")["BlogPosting"]["image"]["url"] == url
        assert f'href="{url}"' in build.text("blog/atom.xml")
        assert f'url="{url}"' in build.text("blog/rss.xml")
        assert f'"image": "{url}"' in build.text("blog/feed.json")
    covers = [image["src"] for image in build.main("blog/index.html").select("img.blog-cover")]
    assert covers == ["../_images/100%25.gif", "../_images/%E5%9B%BE%20c.gif", encoded]
    assert said(build, "posts/one.html", "og:url") == ["https://old.example/%E5%9B%BE%20a/"]


def test_an_image_elsewhere_needs_no_address_of_ours(blog: Site) -> None:
    blog.write({"posts/one.md": post("date: 2026-01-11", "image: https://pictures.example/a.png")})
    assert said(blog.build(html_baseurl=""), "posts/one.html", "og:image") == ["https://pictures.example/a.png"]


def test_the_description_is_the_authors(blog: Site) -> None:
    """The key ``description``; one that the author has put into the head stands alone, and is told to all."""
    blog.write(
        {
            "posts/one.md": post("date: 2026-01-11", "description: By the key."),
            "posts/two.md": post("date: 2026-01-12", "myst:\n  html_meta:\n    description: By the head."),
            "posts/three.rst": ":date: 2026-01-13\n\n.. meta::\n   :description: By rST.\n\nThree\n=====\n\nText.\n",
        }
    )
    build = blog.build()
    for name, text in {"one": "By the key.", "two": "By the head.", "three": "By rST."}.items():
        assert said(build, f"posts/{name}.html", "description") == [text]
        assert said(build, f"posts/{name}.html", "og:description") == [text]
        assert data(build, f"posts/{name}.html")["BlogPosting"]["description"] == text


def test_an_authors_own_tags_win(blog: Site) -> None:
    own = 'myst:\n  html_meta:\n    "property=og:title": Mine\n    robots: noarchive'
    blog.write({"posts/one.md": post("date: 2026-01-11", own), "posts/two.md": post("draft: true", own)})
    build = blog.build(blog_drafts="show")
    assert said(build, "posts/one.html", "og:title") == ["Mine"]
    assert said(build, "posts/one.html", "robots") == ["noarchive"]
    assert "noindex" in said(build, "posts/two.html", "robots"), "a draft stays hidden, whatever else is said"


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("https://elsewhere.example/a", "https://elsewhere.example/a"),
        ("/docs/original.html", "https://example.org/docs/original.html"),
        ("mailto:mei@example.org", f"{_BASE}posts/one.html"),
    ],
)
@pytest.mark.parametrize("theme", ["alabaster", "furo"])
def test_a_text_published_twice_names_its_original(blog: Site, theme: str, key: str, expected: str) -> None:
    """Also in dirhtml, where themes correct the canonical link."""
    blog.write({"posts/one.md": post("date: 2026-01-11", f"canonical: {key}")})
    build = blog.build(html_theme=theme)
    assert canonical(build, "posts/one.html") == [expected]
    assert said(build, "posts/one.html", "og:url") == [expected]
    dirs = blog.build("dirhtml", html_theme=theme)
    assert canonical(dirs, "posts/one/index.html") == [expected.replace("one.html", "one/")]


def test_a_canonical_address_needs_no_site(blog: Site) -> None:
    blog.write({"posts/one.md": post("date: 2026-01-11", "canonical: https://elsewhere.example/a")})
    assert canonical(blog.build(html_baseurl=""), "posts/one.html") == ["https://elsewhere.example/a"]


def test_sections_that_are_posts_are_reported_each(blog: Site) -> None:
    """A document with several posts is a page of the site; machines are told of each post in it."""
    blog.write(
        {
            "news.md": "---\norphan: true\n---\n# News\n\n## We moved\n\n```{post} 2026-02-01\n```\n\nFar.\n\n"
            "## A new year\n\n```{post} 2026-01-01\n```\n\nHappy.\n"
        }
    )
    build = blog.build()
    assert (said(build, "news.html", "og:type"), said(build, "news.html", "og:title")) == (["website"], ["News"])
    found = [json.loads(script.text) for script in build.page("news.html").select('script[type="application/ld+json"]')]
    postings = [entry["url"] for entry in found if entry["@type"] == "BlogPosting"]
    assert postings == [f"{_BASE}news.html#we-moved", f"{_BASE}news.html#a-new-year"]


# -- robots ------------------------------------------------------------------------------------------------------------


def test_robots_keep_out_of_what_is_not_for_all(blog: Site) -> None:
    blog.write(
        {
            "posts/draft.md": post("draft: true"),
            "posts/later.md": post("date: 2027-01-01"),
            "posts/hidden.md": post("date: 2026-01-01", "unlisted: true"),
            "posts/old.md": post("date: 2026-01-01", "expires: 2026-02-01"),
            "news.md": "---\norphan: true\n---\n# News\n\n## One\n\n```{post} 2027-02-01\n```\n\n## Two\n\n"
            "```{post}\n```\n",
        }
    )
    for head in (True, False):
        build = blog.build(blog_drafts="show", blog_metadata_tags=head)
        for name in ("posts/draft", "posts/later", "posts/hidden", "news", "blog/drafts"):
            assert said(build, f"{name}.html", "robots") == ["noindex"]
        for name in ("posts/one", "posts/old", "blog/index", "blog/tag/nlp", "index"):
            assert said(build, f"{name}.html", "robots") == []


def test_later_pages_of_a_listing_are_found_by_robots(blog: Site) -> None:
    """They hold posts that the first one has not, and name themselves as their originals."""
    build = blog.build(blog_page_size=1)
    assert said(build, "blog/page/2.html", "robots") == []
    assert canonical(build, "blog/page/2.html") == [f"{_BASE}blog/page/2.html"]
    page = build.page("blog/page/2.html")
    assert [link["href"] for link in page.select("head link[rel=prev]")] == ["../index.html"]
    assert [link["href"] for link in build.page("blog/index.html").select("head link[rel=next]")] == ["page/2.html"]


def test_pages_of_an_authors_listing_follow_each_other(blog: Site) -> None:
    blog.write({"list.md": "---\norphan: true\n---\n# All\n\n```{postlist}\n:paginate: 1\n```\n"})
    build = blog.build()
    assert [link["href"] for link in build.page("list.html").select("head link[rel=next]")] == ["list/page/2.html"]
    page = build.page("list/page/2.html")
    assert [link["href"] for link in page.select("head link[rel=prev]")] == ["../../list.html"]
    assert said(build, "list/page/2.html", "og:title") == ["All – page 2"]


def test_a_page_in_a_toctree_keeps_its_neighbours_unless_it_has_a_pager(blog: Site) -> None:
    """Links of the theme beside a pager would lead elsewhere; those of the head lead where the pager does."""
    blog.write({"index.md": "# Site\n\n```{toctree}\nblog/index\nabout\n```\n", "about.md": "# About\n"})
    build = blog.build(blog_page_size=1)
    assert [link["href"] for link in build.page("blog/index.html").select("head link[rel=next]")] == ["page/2.html"]
    titles = [link.text for link in build.page("blog/index.html").select("body a")]
    assert "next" not in titles
    alone = blog.build(blog_page_size=10).page("blog/index.html")
    assert [link["href"] for link in alone.select("head link[rel=next]")] == ["../about.html"]


def test_no_tags_are_written_if_disabled(blog: Site) -> None:
    build = blog.build(blog_metadata_tags=False)
    head = str(build.page("posts/one.html").head)
    assert "og:" not in head
    assert "ld+json" not in head
    assert differences(blog.build().out, blog.fresh().out) == {}


# -- beside others -----------------------------------------------------------------------------------------------------


def test_opengraph_keeps_its_tags(blog: Site) -> None:
    """Where sphinxext.opengraph is active, nothing stands in a head twice, in whatever order they are loaded."""
    pytest.importorskip("sphinxext.opengraph")
    for extensions in ([*_EXTENSIONS, "sphinxext.opengraph"], ["sphinxext.opengraph", *_EXTENSIONS]):
        build = blog.fresh(
            extensions=extensions, ogp_site_url="https://their.example/", ogp_image="https://their.example/i.png",
            ogp_social_cards={"enable": False},
        )  # fmt: skip
        assert build.warnings == []
        for name in ("posts/one.html", "posts/two.html", "blog/index.html", "blog/tag/nlp.html"):
            head = build.page(name).head
            assert head is not None
            keys = Counter(str(tag.get("property") or tag.get("name")) for tag in head.select("meta"))
            often = {"viewport", "author", "article:author", "article:tag", "None"}
            assert [key for key, times in keys.items() if times > 1 and key not in often] == []
        assert said(build, "posts/one.html", "og:url") == ["https://their.example/posts/one.html"]
        assert said(build, "posts/one.html", "og:image") == ["https://their.example/i.png"]
        assert said(build, "posts/one.html", "article:published_time") == ["2026-01-11T10:00:00+08:00"]
        assert "BlogPosting" in data(build, "posts/one.html")
        assert len(canonical(build, "posts/one.html")) == 1


def test_a_template_of_the_authors_is_used(blog: Site) -> None:
    """And its values are escaped, whoever wrote it."""
    blog.write({"_templates/blog/head.html": '<meta name="mine" content="{{ names[0][1] }}" />\n'})
    blog.write({"posts/one.md": post("date: 2026-01-11", "description: 'a \"<b> & c'")})
    build = blog.build(templates_path=["_templates"])
    assert said(build, "posts/one.html", "mine") == ['a "<b> & c']
    assert '"a &#34;&lt;b&gt; &amp; c"' in build.text("posts/one.html")
    assert said(build, "posts/one.html", "og:title") == []


@pytest.mark.parametrize("builder", ["epub", "singlehtml", "htmlhelp"])
def test_what_is_no_site_has_no_such_head(blog: Site, builder: str) -> None:
    build = blog.build(builder, version="1", epub_show_urls="no")
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in build.out.rglob("*html")]
    assert texts
    assert [text for text in texts if "og:title" in text or "ld+json" in text] == []


# -- Read the Docs -----------------------------------------------------------------------------------------------------


def test_an_old_version_names_the_default_one(blog: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The address comes from the host, with no option at all; pictures are those of this version."""
    monkeypatch.setenv("READTHEDOCS_CANONICAL_URL", "https://p.readthedocs.io/en/1.0/")
    monkeypatch.setenv("READTHEDOCS_VERSION", "1.0")
    build = blog.build(html_baseurl="")
    assert canonical(build, "posts/one.html") == ["https://p.readthedocs.io/en/latest/posts/one.html"]
    assert said(build, "posts/one.html", "og:url") == ["https://p.readthedocs.io/en/latest/posts/one.html"]
    assert said(build, "posts/one.html", "og:image") == ["https://p.readthedocs.io/en/1.0/_images/cover.gif"]
    stable = blog.build(html_baseurl="", blog_canonical_version="stable")
    assert canonical(stable, "posts/one.html") == ["https://p.readthedocs.io/en/stable/posts/one.html"]


def test_a_new_address_reaches_every_page(blog: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sphinx does not watch the environment, from which the address may come."""
    blog.build(html_baseurl="")
    for version in ("1.0", "2.0"):
        monkeypatch.setenv("READTHEDOCS_CANONICAL_URL", f"https://p.readthedocs.io/en/{version}/")
        monkeypatch.setenv("READTHEDOCS_VERSION", version)
        rebuilt = blog.build(html_baseurl="", blog_canonical_version="")
        assert canonical(rebuilt, "posts/one.html") == [f"https://p.readthedocs.io/en/{version}/posts/one.html"]
        assert differences(rebuilt.out, blog.fresh(html_baseurl="", blog_canonical_version="").out) == {}


# -- nothing an author writes is code ----------------------------------------------------------------------------------


@pytest.mark.parametrize("attack", _ATTACKS)
def test_no_text_is_code(site: Site, attack: str) -> None:
    """An attack in every field is text: in the tags, in the data for machines, and in redirects."""
    text = _ATTACKS[attack]
    quoted = json.dumps(text)
    site.conf = {"html_baseurl": _BASE, "project": text, "html_title": "T", "blog_title": text}
    keys = ("title", "description", "image_alt", "series", "language", "location")
    front = [f"{key}: {quoted}" for key in keys] + [f"{key}: [{quoted}]" for key in ("tags", "category", "author")]
    front += [f"canonical: {json.dumps('https://example.org/' + text)}", "image: cover.gif", "aliases: [/old/]"]
    site.write({"index.md": _HOME, "posts/one.md": post("date: 2026-01-11", *front), "posts/cover.gif": _PICTURE})
    plain = Site(site.folder / "plain", conf={"html_title": "T", "html_baseurl": _BASE})
    plain.folder.mkdir()
    plain.write({"index.md": _HOME, "posts/one.md": post("date: 2026-01-11")})
    build, other = site.build(), plain.build()
    written = text.replace("\u2028", " ").replace("\u2029", " ").strip()
    seen = said(build, "posts/one.html", "og:title")[0]
    assert " ".join(seen.split()) == " ".join(written.split())
    for key in ("description", "og:image:alt", "article:tag", "article:section", "author"):
        assert said(build, "posts/one.html", key) == [seen]
    posting = data(build, "posts/one.html")["BlogPosting"]
    assert (posting["headline"], posting["keywords"], posting["author"][0]["name"]) == (seen, [seen], seen)
    assert data(build, "posts/one.html")["BreadcrumbList"]["itemListElement"][0]["name"] == text
    for name in ("posts/one.html", "blog/index.html"):
        assert _elements(build, name) - _elements(other, name) <= Counter({"meta": 30, "script": 2})
        assert not [tag for tag in build.page(name).select("head *") for key in tag.attrs if key.startswith("on")]
        # of the head: some versions of alabaster write the name of a project into their sidebar as it is
        scripts = [script for script in build.page(name).select("head script") if "alert" in script.text]
        assert {script.get("type") for script in scripts} <= {"application/ld+json"}
    redirect = build.page("old/index.html")
    assert [tag.name for tag in redirect.select("body *")] == ["p", "a"]
    assert [tag.name for tag in redirect.select("head *")].count("script") == 0
    assert " ".join(redirect.select_one("a").text.split()) == " ".join(seen.split())  # type: ignore[union-attr]


def _elements(build: Build, name: str) -> Counter[str]:
    return Counter(tag.name for tag in build.page(name).select("head *"))


# -- exact rebuilds ----------------------------------------------------------------------------------------------------


_EDITS = {
    "another spelling of a tag": ("posts/two.md", "tags: [nlp, nlp]", "tags: [NLP]"),
    "a category renamed": ("posts/one.md", "category: Notes", "category: News"),
    "a part joins the series": ("posts/three.md", "series: no", "series: S"),
    "a part leaves the series": ("posts/two.md", "series: S", "series: T"),
    "an author's page goes": ("posts/one.md", "author: [Mei, Ada]", "author: Ada"),
    "an author's name is spelled otherwise": ("posts/three.md", "author: no", "author: mei"),
    "a new title of a post on the home": ("posts/two.md", "# Two", "# Second"),
    "an original elsewhere": ("posts/two.md", "series: S", "canonical: https://e.example/x"),
    "the cover has another text": ("posts/one.md", "image_alt: A drawing", "image_alt: Another"),
    "the home has a new title": ("blog/index.md", "# Mine", "# Theirs"),
}


@pytest.mark.parametrize("edit", _EDITS)
def test_heads_follow_the_data_of_other_documents(blog: Site, edit: str) -> None:
    """An edit reaches every head that shows it."""
    blog.write({"posts/three.md": post("date: 2026-01-01", "series: no", "author: no", title="Three")})
    if "home" in edit:
        blog.write({"blog/index.md": "# Mine\n"})
    blog.build()
    blog.replace(*_EDITS[edit])
    rebuilt = blog.build()
    assert rebuilt.warnings == []
    assert differences(rebuilt.out, blog.fresh().out) == {}


def test_other_images_of_one_name_reach_the_head(blog: Site) -> None:
    """The picture gets another name in the output, and its post tells that."""
    blog.build()
    blog.write({"posts/deep/two.md": post("date: 2026-01-09", "image: cover.gif"), "posts/deep/cover.gif": b"GIF87a"})
    rebuilt = blog.build()
    (url,) = said(rebuilt, "posts/one.html", "og:image")
    assert rebuilt.has(url.removeprefix(_BASE))
    assert differences(rebuilt.out, blog.fresh().out) == {}


def test_parallel_writers_write_the_same_heads(blog: Site) -> None:
    blog.write({f"posts/p{n}.md": post(f"date: 2025-01-{n}", f"image: c{n}.gif") for n in range(10, 20)})
    blog.write({f"posts/c{n}.gif": _PICTURE for n in range(10, 20)})
    serial, forked = blog.build(), blog.fresh(parallel=2)
    assert differences(serial.out, forked.out) == {}
    assert forked.has("_images/c15.gif")


def test_an_edit_of_a_body_changes_no_other_head(blog: Site) -> None:
    blog.write({f"posts/p{n}.md": post(f"date: 2025-01-{n}", "author: Mei", "tags: nlp") for n in range(10, 30)})
    before = _times(blog.build())
    blog.replace("posts/p10.md", "The text of it.", "The text of it.\n\n" + "More words. " * 100)
    assert {name for name in _written(blog.build(), before) if name.startswith("posts/")} == {"posts/p10.html"}


def test_generated_pages_are_described(blog: Site) -> None:
    """By the author where possible, or by what they contain; search engines show a random piece otherwise."""
    blog.write(
        {f"posts/p{n}.md": f"---\ndate: 2026-01-0{n}\ntags: [Described, Bare]\n---\n# Post {n}\n" for n in (8, 9)}
    )
    options: dict[str, Any] = {"blog_tags": {"described": {"description": "All about it."}}, "blog_page_size": 2}
    build = blog.build(**options)
    assert said(build, "blog/tag/described.html", "description") == ["All about it."]
    assert said(build, "blog/tag/bare.html", "description") == ["Posts tagged “Bare”: Post 9, Post 8"]
    assert said(build, "blog/tag/bare.html", "og:description") == ["Posts tagged “Bare”: Post 9, Post 8"]
    [archive] = said(build, "blog/archive.html", "description")
    assert archive.startswith("Archive: 2026")
    [home], [second] = (said(build, f"blog/{name}.html", "description") for name in ("index", "page/2"))
    assert home.startswith("Blog: ")
    assert second.startswith("Blog – page 2: ")
    assert said(build, "blog/tag/index.html", "description")[0].startswith("Tags: Bare, described")
    subtitle = blog.build(blog_feed_subtitle="A sentence.", **options)
    assert said(subtitle, "blog/index.html", "description") == ["A sentence."]
