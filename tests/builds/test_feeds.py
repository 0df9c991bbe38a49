"""Feeds: what a feed reader gets, and where it finds it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import sphinx
from bs4 import BeautifulSoup
from lxml import etree

from tests.builds.pictures import png
from tests.builds.site import NOW, Build, Site
from tests.feedrules import ATOM, faults

if TYPE_CHECKING:
    from pathlib import Path

_BASE = "https://example.org/site/"
_FORMATS = {"atom.xml": "atom", "rss.xml": "rss", "feed.json": "json"}
_PNG = png(4, 4)


def feeds_in(out: Path) -> dict[str, bytes]:
    """Every feed of an output folder, by its path."""
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.name in _FORMATS and path.is_file()
    }


def _valid(build: Build) -> dict[str, bytes]:
    assert build.warnings == []
    feeds = feeds_in(build.out)
    assert {name: found for name, feed in feeds.items() if (found := faults(_FORMATS[name.split("/")[-1]], feed))} == {}
    return feeds


def _items(build: Build, name: str = "blog/feed.json") -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = json.loads(build.text(name))["items"]
    return items


def _post(body: str, *front: str, date: str = "2026-01-11", title: str = "A title") -> str:
    return "\n".join(["---", f"date: {date}", *front, "---", f"# {title}", "", body, ""])


def _content(site: Site, body: str, *front: str, **conf: Any) -> str:
    """The content of the entry of a post."""
    build = site.write({"posts/a.md": _post(body, *front)}).build(html_baseurl=_BASE, **conf)
    _valid(build)
    content: str = _items(build)[0]["content_html"]
    return content


@pytest.fixture
def site(site: Site) -> Site:
    """A site with a home page."""
    return site.write({"index.md": "# Home\n\n## A section\n\nText.\n"})


# -- which feeds there are --------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("builder", ["html", "dirhtml"])
@pytest.mark.parametrize("root", ["every-construct", "small-blog", "chinese-notes", "excerpts-rich"])
def test_every_feed_is_valid(site: Site, root: str, builder: str) -> None:
    """By the rules of its format; the text of every post holds outside its page."""
    (site.src / "index.md").unlink()
    site.src.rmdir()
    terms = ["tags", "categories", "authors", "series", "locations", "languages"]
    build = site.copy_of(root).build(builder, html_baseurl=_BASE, blog_feed_terms=terms, blog_feed_length=None)
    feeds = _valid(build)
    assert {f"blog/{name}" for name in _FORMATS} <= feeds.keys()
    tag = next(name for name in feeds if name.startswith("blog/tag/") or root == "excerpts-rich")
    assert build.has(tag)


def test_the_same_posts_are_in_each_format(site: Site) -> None:
    """In the same order, with the same addresses."""
    (site.src / "index.md").unlink()
    site.src.rmdir()
    feeds = _valid(site.copy_of("every-construct").build())
    atom = [entry.findtext(f"{ATOM}id") for entry in etree.fromstring(feeds["blog/atom.xml"]).iter(f"{ATOM}entry")]
    rss = [item.findtext("guid") for item in etree.fromstring(feeds["blog/rss.xml"]).iter("item")]
    assert atom == rss == [item["id"] for item in json.loads(feeds["blog/feed.json"])["items"]]
    assert len(atom) > 10


def test_a_site_without_an_address_has_no_feeds(site: Site) -> None:
    """It says so once, and it is no mistake."""
    build = site.write({"posts/a.md": _post("Text.")}).build(blog_feed_terms=["tags"])
    assert build.warnings == []
    assert build.log.count("skipped feeds") == 1
    assert feeds_in(build.out) == {}
    assert not build.has("blog/subscribe.html")
    assert "alternate" not in build.text("posts/a.html")
    assert "skipped feeds" not in site.fresh(blog_feed_formats=[]).log
    assert "skipped feeds" not in site.fresh("text").log
    assert feeds_in(site.fresh(html_baseurl="example.org").out) == {}


def test_read_the_docs_provides_the_url(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """And if another version is built into the same folder, all follows."""
    url = "https://example.readthedocs.io/en/latest/"
    monkeypatch.setenv("READTHEDOCS_CANONICAL_URL", url)
    build = site.write({"posts/a.md": _post("[home](../index.md)")}).build()
    _valid(build)
    assert _items(build)[0]["url"] == f"{url}posts/a.html"
    assert f'href="{url}index.html"' in _items(build)[0]["content_html"]
    assert f'href="{url}blog/atom.xml"' in build.text("index.html")
    monkeypatch.setenv("READTHEDOCS_CANONICAL_URL", "https://example.readthedocs.io/de/1.0/")
    build = site.build()
    assert url not in build.text("index.html") + build.text("blog/subscribe.html") + build.text("blog/feed.json")
    monkeypatch.delenv("READTHEDOCS_CANONICAL_URL")
    build = site.build()
    assert feeds_in(build.out) == {}
    assert not build.has("blog/subscribe.html")
    assert "alternate" not in build.text("index.html")


def test_a_site_without_posts_has_no_feeds(site: Site) -> None:
    """Not one that could not say when it last changed."""
    build = site.write({"posts/a.md": _post("Text.", "draft: true")}).build(html_baseurl=_BASE)
    assert build.warnings == []
    assert feeds_in(build.out) == {}
    assert not build.has("blog/subscribe.html")


@pytest.mark.parametrize("builder", ["singlehtml", "epub", "text", "json", "htmlhelp"])
def test_only_web_sites_have_feeds(site: Site, builder: str) -> None:
    """A page for each post is what a feed leads to; other formats have the addresses on a page."""
    build = site.write({"posts/a.md": _post("Text.")}).build(builder, html_baseurl=_BASE, copyright="x", version="1")
    assert build.warnings == []
    assert feeds_in(build.out) == {}
    if builder == "text":
        assert f"{_BASE}blog/atom.xml" in build.text("blog/subscribe.txt")


def test_what_is_not_published_is_in_no_feed(site: Site) -> None:
    """Nor in that of a preview, which is read elsewhere."""
    site.write(
        {
            "posts/a.md": _post("Text.", "tags: [x]"),
            "posts/b.md": _post("Text.", "draft: true", "tags: [y]"),
            "posts/c.md": _post("Text.", "unlisted: true", "tags: [y]"),
            "posts/d.md": _post("Text.", "expires: 2026-02-01"),
            "posts/e.md": _post("Text.", date="2026-03-20"),
            "posts/f.md": "# No date\n",
        }
    )
    for drafts in ("hide", "show"):
        build = site.build(html_baseurl=_BASE, blog_drafts=drafts, blog_feed_terms=["tags"])
        _valid(build)
        assert [item["url"] for item in _items(build)] == [f"{_BASE}posts/a.html"]
        assert {name for name in feeds_in(build.out) if "tag" in name} == {f"blog/tag/x/{name}" for name in _FORMATS}
    later = site.build(html_baseurl=_BASE, now=NOW + 20 * 86_400)
    assert [item["url"] for item in _items(later)] == [f"{_BASE}posts/e.html", f"{_BASE}posts/a.html"]


def test_a_pinned_post_is_where_its_date_puts_it(site: Site) -> None:
    """A feed is read by date."""
    site.write({"posts/a.md": _post("A", "pinned: true", date="2025-01-01"), "posts/b.md": _post("B")})
    assert [item["url"][-6:] for item in _items(site.build(html_baseurl=_BASE))] == ["b.html", "a.html"]


@pytest.mark.slow
def test_the_options_shape_feeds(site: Site) -> None:
    """How many posts, in which formats, with what of each, where."""
    for day in range(1, 26):
        site.write({f"posts/{day}.md": _post("First.\n\n<!-- more -->\n\nSecond.", date=f"2026-01-{day:02}")})
    conf: dict[str, Any] = {"html_baseurl": _BASE}
    assert len(_items(site.build(**conf))) == 20
    assert len(_items(site.build(**conf, blog_feed_length=None))) == 25
    build = site.build(
        **conf, blog_feed_length=3, blog_feed_formats=["json"], blog_path="", blog_feed_content="excerpt"
    )
    assert feeds_in(build.out).keys() == {"feed.json"}
    assert [item["content_html"] for item in _items(build, "feed.json")] == ["<p>First.</p>"] * 3
    build = site.build(**conf, blog_feed_content="none", blog_feed_subtitle="What I <learn>")
    _valid(build)
    assert "content_html" not in _items(build)[0]
    assert _items(build)[0]["content_text"] == "First. Second."
    assert json.loads(build.text("blog/feed.json"))["description"] == "What I <learn>"
    assert "What I &amp;lt;learn&amp;gt;" in build.text("blog/rss.xml")  # which readers take for HTML


def test_bad_options_are_reported(site: Site) -> None:
    """What was found, what was expected."""
    build = site.write({"posts/a.md": _post("Text.")}).build(
        html_baseurl=_BASE,
        blog_feed_formats=["rdf"],
        blog_feed_terms=["years"],
        blog_feed_content="all",
        blog_feed_length=0,
    )
    assert len(build.warnings) == 4
    assert "blog_feed_formats: ['rdf'] is not valid. Expected a list of 'atom', 'rss', 'json'" in build.warnings[0]
    assert feeds_in(build.out).keys() == {f"blog/{name}" for name in _FORMATS}


# -- what is in an entry ----------------------------------------------------------------------------------------------


def test_an_entry_contains_the_metadata_of_a_post(site: Site) -> None:
    """Dates with their zone, every author, every term that says what it is about."""
    front = ("updated: 2026-02-01 10:00", "authors: [Mei, Bo]", "tags: [C++, NLP]", "category: News", "location: Kyoto",
             "series: Attention", "language: de", "description: What it says.")  # fmt: skip
    build = site.write({"posts/a.md": _post("Text.", *front)}).build(
        html_baseurl=_BASE, blog_timezone="Asia/Shanghai", project="Notes", author="The site"
    )
    _valid(build)
    (item,) = _items(build)
    assert item == {
        "id": f"{_BASE}posts/a.html",
        "url": f"{_BASE}posts/a.html",
        "title": "A title",
        "summary": "What it says.",
        "date_published": "2026-01-11T00:00:00+08:00",
        "date_modified": "2026-02-01T10:00:00+08:00",
        "authors": [{"name": "Mei"}, {"name": "Bo"}],
        "tags": ["News", "Attention", "C++", "NLP"],
        "language": "de",
        "content_html": "<p>Text.</p>",
    }
    feed = json.loads(build.text("blog/feed.json"))
    assert (feed["title"], feed["authors"]) == ("Blog · Notes", [{"name": "The site"}])
    assert feed["home_page_url"] == f"{_BASE}blog/index.html"
    atom = etree.fromstring(build.text("blog/atom.xml").encode())
    assert atom.findtext(f"{ATOM}updated") == "2026-02-01T10:00:00+08:00"


def test_the_cover_is_an_enclosure_and_is_there(site: Site) -> None:
    """Though no page shows it; with its length and type."""
    site.write({"posts/cover.png": _PNG, "posts/a.md": _post("Text.", "image: cover.png", "image_alt: A map")})
    build = site.build(html_baseurl=_BASE)
    _valid(build)
    item = etree.fromstring(build.text("blog/rss.xml").encode()).find("channel/item/enclosure")
    url = f"{_BASE}_images/cover.png"
    assert dict(item.attrib) == {"url": url, "length": str(len(_PNG)), "type": "image/png"}
    assert (build.out / "_images/cover.png").read_bytes() == _PNG
    assert _items(build)[0]["image"] == url
    site.write({"posts/cover.png": _PNG + b"more"})
    build = site.build(html_baseurl=_BASE)
    assert f'length="{len(_PNG) + 4}"' in build.text("blog/rss.xml")
    assert (build.out / "_images/cover.png").read_bytes() == _PNG + b"more"


@pytest.mark.parametrize(
    ("said", "image", "kind"),
    [
        ("https://example.com/a b.webp?x=1", "https://example.com/a%20b.webp?x=1", "image/webp"),
        ("https://example.com/picture", "https://example.com/picture", None),
    ],
)
def test_a_cover_elsewhere(site: Site, said: str, image: str | None, kind: str | None) -> None:
    """Its length is not known; where its type is not, either, it is in no enclosure."""
    build = site.write({"posts/a.md": _post("Text.", f"image: '{said}'")}).build(html_baseurl=_BASE)
    _valid(build)
    assert _items(build)[0].get("image") == image
    enclosure = etree.fromstring(build.text("blog/rss.xml").encode()).find(".//enclosure")
    assert (enclosure.get("type") if enclosure is not None else None) == kind


def test_a_post_about_a_page_elsewhere_leads_there(site: Site) -> None:
    """Its identity is that of its own page, all the same."""
    build = site.write({"posts/a.md": _post("Text.", "external_link: https://example.com/x")}).build(html_baseurl=_BASE)
    _valid(build)
    item = etree.fromstring(build.text("blog/rss.xml").encode()).find(".//item")
    assert (item.findtext("link"), item.findtext("guid")) == ("https://example.com/x", f"{_BASE}posts/a.html")
    assert _items(build)[0]["external_url"] == "https://example.com/x"


def test_posts_of_one_document_have_their_own_entries(site: Site) -> None:
    """Each with its section only; links between them lead to the page."""
    text = (
        "# Diary\n\nIntroduction.\n\n(one)=\n## One\n\n```{post} 2026-01-01\n```\n\nText of one, [two](#two).\n\n"
        "### Deep\n\nDown.\n\n(two)=\n## Two\n\n```{post} 2026-01-02\n```\n\nText of two.\n"
    )
    build = site.write({"diary.md": text}).build("dirhtml", html_baseurl=_BASE)
    _valid(build)
    two, one = _items(build)
    assert (one["url"], two["url"]) == (f"{_BASE}diary/#one", f"{_BASE}diary/#two")
    assert f'href="{_BASE}diary/#two"' in one["content_html"]
    assert "<h3>Deep</h3>" in one["content_html"] or "<h2>Deep</h2>" in one["content_html"]
    assert "Text of two" not in one["content_html"]
    assert two["content_html"].endswith("<p>Text of two.</p>")


def test_the_whole_post_is_in_its_entry(site: Site) -> None:
    """Math as its source, code without colours, notes of updates, footnotes; not its title, nor its tags."""
    body = """Math $x^2$ and:

$$ a = b $$

## A heading

```python
if x:
    pass
```

```{tag} one
```

```{update} 2026-02-01
A correction.
```

A note[^1], [home](../index.md#a-section), [here](#a-heading) and <kbd>raw</kbd>.

```{toctree}
../index
```

```{postlist}
```

% a comment

[^1]: The text of the note.
"""
    content = _content(site, body, "tags: [two]", myst_enable_extensions=["dollarmath"], myst_heading_anchors=2)
    soup = BeautifulSoup(content, "html.parser")
    assert r"\(x^2\)" in content
    assert r"\[ a = b \]" in content
    assert "<pre>if x:\n    pass\n</pre>" in content
    assert [heading.get_text() for heading in soup.select("h1, h2, h3")] == ["A heading"]
    assert soup.select_one(".blog-update p:last-child").get_text() == "A correction."  # type: ignore[union-attr]
    assert "The text of the note." in content
    links = {link.get_text(): link["href"] for link in soup.select("a")}
    assert links["home"] == f"{_BASE}index.html#a-section"
    assert links["here"] == f"{_BASE}posts/a.html#a-heading"
    assert "<kbd>raw</kbd>" in content
    assert not {"¶", "one", "two", "A title", "a comment", "Home"} & {text.strip() for text in soup.stripped_strings}
    assert soup.select("[id], script, .blog-tags, .toctree-wrapper") == []


def test_raw_html_is_made_whole(site: Site) -> None:
    """Pictures of several sizes, anchors, films; scripts stay on the page."""
    body = (
        '<img src="/a.png" srcset="b.png 2x, ../c.png 3x">\n\n<a href="#x" onclick="y()">x</a> '
        '<video src="v.mp4"></video>\n\n<script>alert(1)</script>\n<style>p { color: red }</style>\n\nEnd.'
    )
    content = _content(site, body)
    assert 'srcset="https://example.org/site/posts/b.png 2x, https://example.org/site/c.png 3x"' in content
    assert 'src="https://example.org/a.png"' in content
    assert f'<a href="{_BASE}posts/a.html#x">x</a>' in content
    assert "alert" not in content
    assert "color" not in content


def test_chinese_lines_are_joined(site: Site) -> None:
    """As an author sees them: a line end in the source is no space."""
    content = _content(site, "第一行\n第二行，**强调\n处**\n完。\n\nLatin\nwords.", language="zh_CN")
    assert "<p>第一行第二行，<strong>强调处</strong>完。</p>" in content
    assert "<p>Latin\nwords.</p>" in content


def test_other_extensions_finish_their_nodes(site: Site) -> None:
    """What is resolved when a page is written is resolved in a feed."""
    body = (
        "```{eval-rst}\n.. ifconfig:: True\n\n   Shown.\n\n.. ifconfig:: False\n\n   Hidden.\n\n.. todo:: Later.\n```"
    )
    extensions = ["myst_parser", "sphinx.ext.ifconfig", "sphinx.ext.todo", "sphinxext_blog"]
    content = _content(site, body, extensions=extensions, todo_include_todos=False)
    assert "Shown." in content
    assert "Hidden." not in content
    assert "Later." not in content


def test_a_fault_of_a_post_is_none_of_its_feed(site: Site) -> None:
    """It is reported once, where it is; no message of it, with a path of the machine, is in the feed."""
    site.write({"posts/a.rst": ":date: 2026-01-11\n\nTitle\n=====\n\nText |nothing| and `x <y.md>`_, :doc:`none`.\n"})
    build = site.build(html_baseurl=_BASE)
    assert len(build.warnings) == 2
    (item,) = _items(build)
    assert "|nothing|" in item["content_html"]
    assert str(site.folder) not in build.text("blog/feed.json")
    assert "problematic" not in item["content_html"]
    assert "system-message" not in item["content_html"]


@pytest.mark.parametrize(
    ("front", "conf", "content"),
    [
        ((), {}, "<p>One <em>two</em>.</p>"),
        (("excerpt: Said <b>by</b> the author.",), {}, "<p>Said &lt;b&gt;by&lt;/b&gt; the author.</p>"),
        ((), {"blog_excerpt": "text"}, "<p>One two.</p>"),
    ],
)
def test_excerpts_are_those_of_listings(site: Site, front: tuple[str, ...], conf: dict[str, Any], content: str) -> None:
    """Rich ones, those that an author wrote, and plain ones."""
    body = "One *two*.\n\n<!-- more -->\n\nThree."
    assert _content(site, body, *front, blog_feed_content="excerpt", **conf) == content


def test_hostile_text_is_text_in_every_feed(site: Site) -> None:
    """Titles, names, terms, descriptions, addresses: nothing of them is code, in a feed or a head."""
    evil = "]]></title></script><script>alert(1)</script>\"'&<x>"
    said = json.dumps(evil)
    front = [f"{key}: {said}" for key in ("title", "author", "category", "series", "description", "image_alt")]
    front += [f"tags: [{said}]", f"external_link: {json.dumps('https://example.com/' + evil)}"]
    front += [f"image: {json.dumps('https://example.com/a.png?' + evil)}"]
    site.write({"posts/a.md": _post(f"Text `{evil}`.", *front)})
    build = site.build(
        html_baseurl=_BASE, project="A < B & C", author=evil, blog_title=evil, blog_feed_subtitle=evil,
        blog_feed_terms=["tags", "authors"],
    )  # fmt: skip
    feeds = feeds_in(build.out)
    assert len(feeds) == 9
    for name, feed in feeds.items():
        assert faults(_FORMATS[name.split("/")[-1]], feed) == []
        assert b"<script" not in feed or name.endswith("json")
        assert b"]]>" not in feed or name.endswith("json")
        assert b"</" not in feed or not name.endswith("json")
    assert _items(build)[0]["title"] == evil
    for page in ("posts/a.html", "blog/subscribe.html", "index.html"):
        scripts = [found for found in build.page(page).select("script") if found.get("type") != "application/ld+json"]
        assert "alert(1)" not in "".join(script.get_text() for script in scripts)
        assert len(build.page(page).select("head link[type='application/atom+xml']")) == 1


def test_a_link_that_is_a_script_is_none(site: Site) -> None:
    """Then the entry leads to its page."""
    site.write({"posts/a.md": _post("<a href='javascript:y()'>x</a>", "external_link: 'javascript:alert(1)'")})
    build = site.build(html_baseurl=_BASE)
    assert "javascript" not in "".join(build.text(name) for name in feeds_in(build.out))
    assert _items(build)[0]["content_html"] == "<p><a>x</a></p>"


# -- where readers find feeds -----------------------------------------------------------------------------------------


def _heads(build: Build, name: str) -> list[str]:
    return [str(link["href"]) for link in build.page(name).select("head link[rel=alternate]")]


def test_every_page_names_the_feeds(site: Site) -> None:
    """That of a term its own first; pages without a document, too."""
    site.write({f"posts/{n}.md": _post("Text.", "tags: [x]", date=f"2026-01-0{n}") for n in range(1, 4)})
    build = site.build(html_baseurl=_BASE, blog_feed_terms=["tags"], blog_term_page_size=2)
    home = [f"{_BASE}blog/{name}" for name in _FORMATS]
    for page in ("index", "posts/1", "blog/index", "blog/archive", "genindex", "search"):
        assert _heads(build, f"{page}.html") == home
    for page in ("blog/tag/x", "blog/tag/x/page/2"):
        assert _heads(build, f"{page}.html") == [f"{_BASE}blog/tag/x/{name}" for name in _FORMATS] + home
    link = build.page("index.html").select_one("head link[rel=alternate]")
    assert link is not None
    assert (link["type"], link["title"]) == ("application/atom+xml", "Blog · Test (Atom)")


@pytest.mark.parametrize(
    ("avatar", "url"),
    [
        ("pictures/mei one.png", f"{_BASE}_images/mei%20one.png"),
        ("https://example.com/mei one.png", "https://example.com/mei%20one.png"),
        ("data:image/png,x", None),
    ],
)
def test_json_feed_shows_who_wrote_a_post(site: Site, avatar: str, url: str | None) -> None:
    """With the picture that the site has of an author, where a reader's program can fetch it."""
    site.write({"pictures/mei one.png": png(8, 8), "posts/a.md": _post("Text.", "author: mei")})
    authors = {"mei": {"name": "Mei", "url": "https://example.com/", "avatar": avatar}}
    build = site.build(html_baseurl=_BASE, blog_authors=authors)
    (item,) = json.loads(build.text("blog/feed.json"))["items"]
    (author,) = item["authors"]
    assert (author["name"], author["url"], author.get("avatar")) == ("Mei", "https://example.com/", url)
    if url and url.startswith(_BASE):
        assert build.has("_images/mei one.png")


def test_a_page_explains_the_feeds(site: Site) -> None:
    """With their addresses to copy; the blog's home leads there."""
    site.write({"posts/a.md": _post("Text.", "tags: [x]")})
    build = site.build(html_baseurl=_BASE, blog_feed_terms=["tags"])
    page = build.main("blog/subscribe.html")
    addresses = [code.get_text() for code in page.select("code.blog-feed-address")]
    assert addresses == [f"{_BASE}blog/{name}" for name in _FORMATS]
    links = [str(link["href"]) for link in page.select(".blog-feeds a")]
    assert links == addresses + [f"{_BASE}blog/tag/x/{name}" for name in _FORMATS]
    assert page.select(".blog-feeds a")[3]["title"] == "Posts tagged “x” · Test (Atom)"
    link = build.main("blog/index.html").select_one(".blog-subscribe a")
    assert link is not None
    assert link["href"] == "subscribe.html"


def test_who_searches_for_a_tag_does_not_find_the_feeds(site: Site) -> None:
    site.write({"index.md": "# Site\n", "posts/a.md": _post("Text.", "tags: [zebra]")})
    build = site.build(html_baseurl=_BASE, blog_feed_terms=["tags"])
    index = json.loads(build.text("searchindex.js").removeprefix("Search.setIndex(").removesuffix(")"))
    assert "zebra" not in index["terms"]
    found = index["titleterms"].get("zebra", [])
    numbers = found if isinstance(found, list) else [found]
    names = ["blog/tag/zebra"] if sphinx.version_info >= (8, 2) else []  # it indexed a document whole or not at all
    assert [index["docnames"][number] for number in numbers] == names


def test_an_authors_own_page_of_that_name_wins(site: Site) -> None:
    """The addresses stand below the text, as a listing does on other pages of the blog."""
    site.write({"posts/a.md": _post("Text."), "blog/subscribe.md": "# Follow us\n\nBy post card.\n"})
    build = site.build(html_baseurl=_BASE)
    page = build.main("blog/subscribe.html")
    assert page.select_one("h1").get_text().startswith("Follow us")  # type: ignore[union-attr]
    assert page.get_text().index("By post card.") < page.get_text().index(f"{_BASE}blog/atom.xml")


def test_a_link_check_does_not_look_for_what_is_not_published_yet(site: Site) -> None:
    """The addresses of the site's own feeds are no links there."""
    build = site.write({"posts/a.md": _post("Text.")}).build(
        "linkcheck", html_baseurl=_BASE, linkcheck_report_timeouts_as_broken=False
    )
    assert build.warnings == []
    assert "atom.xml" not in build.text("output.txt")


@pytest.mark.slow
def test_hundreds_of_tags_have_feeds(site: Site) -> None:
    """Each of them valid."""
    for n in range(100):
        tags = ", ".join(f"tag {n} {k}" for k in range(5))
        site.write({f"posts/{n}.md": _post(f"Text {n}.", f"tags: [{tags}]", title=f"Post {n}")})
    build = site.build(html_baseurl=_BASE, blog_feed_terms=["tags"])
    assert len(_valid(build)) == 3 * 501
    assert len(build.main("blog/subscribe.html").select(".blog-feeds a")) == 3 * 501


def test_an_excerpt_has_math_without_its_number(site: Site) -> None:
    """The number counts the equations of a page that is elsewhere."""
    body = "One.\n\n$$ a = b $$ (energy)\n\n<!-- more -->\n\nThree, {eq}`energy`."
    content = _content(site, body, blog_feed_content="excerpt", myst_enable_extensions=["dollarmath"])
    assert r"\[ a = b \]" in content
    assert "eqno" not in content
    assert "Three" not in content


def test_a_post_without_a_heading_has_an_entry(site: Site) -> None:
    """Its title is that of its front matter, and its text is whole."""
    site.write({"posts/a.md": "---\ndate: 2026-01-11\ntitle: From above\n---\n\nText.\n\n## Deep\n\nMore.\n"})
    (item,) = _items(site.build(html_baseurl=_BASE))
    assert item["title"] == "From above"
    assert [line for line in item["content_html"].splitlines() if line.startswith("<p>")] == [
        "<p>Text.</p>",
        "<p>More.</p>",
    ]
