"""Excerpts: where they come from, where they end, and that they are as right on a listing as in their post."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urldefrag

import myst_parser
import pytest
from bs4 import BeautifulSoup, Tag

from tests.builds.reading_records import Read, read
from tests.builds.site import ROOTS, Build, Site, differences

if TYPE_CHECKING:
    from collections.abc import Mapping

CONF = (
    'project = "Test"\nextensions = ["myst_parser", "sphinxext_blog"]\nblog_posts = ["posts/**"]\n'
    "blog_page_size = 500\n"
    'blog_drafts = "hide"\nmyst_enable_extensions = ["dollarmath", "colon_fence", "amsmath"]\n'
)
TEN = "one two three four five six seven eight nine ten"
LONG = " ".join([TEN] * 8)


@dataclass(frozen=True)
class Entry:
    """What a listing shows of a post."""

    text: str
    more: bool
    node: Tag


def _entries(build: Build, page: str = "blog/index.html") -> dict[str, Entry]:
    """The entries of a listing, by the title of their post."""
    found = {}
    for node in build.main(page).select(".blog-entry"):
        title, excerpt = node.select_one(".blog-entry-title"), node.select_one(".blog-excerpt")
        assert title is not None
        text = " ".join(excerpt.get_text().split()) if excerpt is not None else ""
        found[title.get_text().strip("¶ \n")] = Entry(text, node.select_one(".blog-read-more") is not None, node)
    return found


def _site(site: Site, posts: Mapping[str, str], *, head: Mapping[str, str] | None = None, **conf: Any) -> Read:
    """Build posts, given by their names without suffix ``.md``, or with ``.rst``; their names are their titles."""
    files: dict[str, str | bytes] = {"conf.py": CONF, "index.md": "# Home\n"}
    for name, body in posts.items():
        extra = (head or {}).get(name, "")
        if name.endswith(".rst"):
            title = name.removesuffix(".rst")
            fields = "".join(f":{line}\n" for line in extra.splitlines())
            files[f"posts/{name}"] = f":date: 2026-01-11\n{fields}\n{title}\n{'=' * len(title)}\n\n{body}"
        else:
            files[f"posts/{name}.md"] = f"---\ndate: 2026-01-11\n{extra}---\n# {name}\n\n{body}"
    return read(site.write(files), **conf)


# -- where it comes from ------------------------------------------------------------------------------------------

MARKED = {
    "comment": "A\n\n<!-- more -->\n\nB\n",
    "tight": "A\n\n<!--more-->\n\nB\n",
    "three": "A\n\n<!---more-->\n\nB\n",
    "percent": "A\n\n% more\n\nB\n",
    "capitals": "A\n\n<!-- MORE -->\n\nB\n",
    "dots.rst": "A\n\n.. more\n\nB\n",
    "under": "A\n<!-- more -->\n\nB\n",
    "under-tight": "A\n<!--more-->\nB\n",
    "inside": "A <!-- more --> B\n\nC\n",
    "list": "A\n\n- x\n- y\n\n  <!-- more -->\n\n  z\n- w\n\nB\n",
    "item": "A\n\n- x\n- y <!-- more --> z\n- w\n\nB\n",
    "emphasis": "A *b <!-- more --> c* d\n",
    "quote": "> A\n>\n> <!-- more -->\n>\n> B\n",
    "below-heading": "A\n\n## H\n\nB\n\n<!-- more -->\n\nC\n",
    "above-heading": "A\n\n<!-- more -->\n\n## H\n\nB\n",
    "long": f"{LONG}\n\n{LONG}\n\n<!-- more -->\n\nB\n",
    "last": "A\n\n<!-- more -->\n",
    "last-inside": "A <!-- more -->\n",
    "first": "<!-- more -->\n\nA\n",
    "two": "A\n\n<!-- more -->\n\nB\n\n<!-- more -->\n\nC\n",
    "other": "A\n\n<!-- more about it -->\n\nB\n",
    "fenced": "A\n\n```html\n<!-- more -->\n```\n\nB\n",
    "none": "A\n",
    "empty": "",
}
SHOWN = {
    "comment": ("A", True), "tight": ("A", True), "three": ("A", True), "percent": ("A", True), "capitals": ("A", True),
    "dots": ("A", True), "under": ("A", True), "under-tight": ("A", True), "inside": ("A", True),
    "list": ("A x y", True),
    "item": ("A x y", True), "emphasis": ("A b", True), "quote": ("A", True), "below-heading": ("A H B", True),
    "above-heading": ("A", True), "long": (f"{LONG} {LONG}", True), "last": ("A", False), "last-inside": ("A", False),
    "first": ("", True), "two": ("A", True), "other": ("A B", False), "fenced": ("A <!-- more --> B", False),
    "none": ("A", False), "empty": ("", False),
}  # fmt: skip


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Read:
    """A blog of posts with markers."""
    return _site(Site(tmp_path_factory.mktemp("marked")), MARKED)


@pytest.mark.parametrize("name", SHOWN)
def test_an_excerpt_ends_at_the_marker(marked: Read, name: str) -> None:
    """However it is spelled and wherever it stands; “read more” only where something follows."""
    entry = _entries(marked.build)[name]
    assert (entry.text, entry.more) == SHOWN[name]


def test_markers_are_no_mistakes_and_are_not_seen(marked: Read) -> None:
    """No warning, and nothing of them on the pages."""
    assert marked.build.warnings == []
    for name in ("comment", "percent", "dots", "inside", "item"):
        assert "more" not in marked.build.main(f"posts/{name}.html").get_text().lower()


def test_the_order_of_sources(site: Site) -> None:
    """Body of ``post``, the author's text, the marker, a number of paragraphs, automatic."""
    rest = "Above.\n\n<!-- more -->\n\nBelow.\n"
    body = "```{post} 2026-01-12\nThe body.\n```\n\n"
    both = "```{post} 2026-01-12\n:excerpt: Said.\n\nThe body.\n```\n\n"
    found = _site(
        site,
        {
            "all.rst": ".. more\n\nBelow.\n",
            "text": rest,
            "marker": rest,
            "number": "A\n\nB\n\nC\n",
            "automatic": "A\n\nB\n",
        },
        head={"text": "excerpt: Said.\n", "marker": "excerpt: 5\n", "number": "excerpt: 2\n"},
    )
    site.write(
        {
            "body-and-all.md": f"# Body\n\n{both}{rest}",
            "body-and-marker.md": f"# Marker\n\n{body}{rest}",
        }
    )
    entries = _entries(site.build())
    assert {name: (entry.text, entry.more) for name, entry in entries.items()} == {
        "Body": ("The body.", True),
        "Marker": ("The body.", True),
        "all": ("", True),
        "text": ("Said.", True),
        "marker": ("Above.", True),
        "number": ("A B", True),
        "automatic": ("A B", False),
    }
    assert found.build.warnings == []


def test_a_post_of_only_a_body_has_no_more(site: Site) -> None:
    """All of it is in the listing."""
    site.write({"conf.py": CONF, "index.md": "# Home\n", "a.md": "# A\n\n```{post} 2026-01-11\nAll there is.\n```\n"})
    entry = _entries(site.build())["A"]
    assert (entry.text, entry.more) == ("All there is.", False)


def test_a_body_counts_wherever_it_is_nested(site: Site) -> None:
    """In a note, a tab or a list; not that of a post in a section below."""
    body = "```{post} 2026-01-11\nThe body.\n```\n"
    inner = "\n## Part\n\n```{post} 2026-01-12\nOf the part.\n```\n"
    site.write(
        {
            "conf.py": CONF,
            "index.md": "# Home\n",
            "note.md": f"# Note\n\nAbove.\n\n````{{note}}\nSaid.\n\n{body}````\n\nBelow.\n",
            "list.md": "# List\n\n- One\n- ```{post} 2026-01-11\n  The body.\n  ```\n",
            "whole.md": f"# Whole\n\n```{{post}} 2026-01-10\n```\n\nIts own.\n{inner}",
        }
    )
    entries = _entries(site.build())
    assert {name: (entry.text, entry.more) for name, entry in entries.items()} == {
        "Note": ("The body.", True),
        "List": ("The body.", True),
        "Whole": ("Its own.", False),
        "Part": ("Of the part.", False),
    }


# -- automatic length ---------------------------------------------------------------------------------------------


def test_automatic_excerpts_take_whole_blocks(site: Site) -> None:
    """Until 70 words, a CJK character counting 0.6; never the whole of a long post."""
    found = _site(
        site,
        {
            "short": f"{TEN}\n\n{TEN}\n",
            "long": f"{LONG}\n\nEnd.\n",
            "several": "\n\n".join([TEN] * 9),
            "chinese": "字" * 120 + "\n\n完\n",
            "chinese-short": "字" * 110 + "\n\n完\n",
            "heading-last": f"{LONG}\n\n## Next\n\nText.\n",
        },
    )
    entries = _entries(found.build)
    assert (entries["short"].text, entries["short"].more) == (f"{TEN} {TEN}", False)
    assert (entries["long"].text, entries["long"].more) == (LONG, True)
    assert (entries["several"].text, entries["several"].more) == (" ".join([TEN] * 7), True)
    assert (entries["chinese"].text, entries["chinese"].more) == ("字" * 120, True)
    assert (entries["chinese-short"].text, entries["chinese-short"].more) == ("字" * 110 + " 完", False)
    assert (entries["heading-last"].text, entries["heading-last"].more) == (LONG, True)
    shorter = _entries(site.build(to="shorter", blog_excerpt_length=15))
    assert (shorter["several"].text, shorter["several"].more) == (f"{TEN} {TEN}", True)


@pytest.mark.parametrize(
    ("kind", "body"), [("paragraph", "word " * 200_000), ("code", "```text\n" + "x = 1\n" * 200_000 + "```\n")]
)
def test_one_giant_block_is_cut(site: Site, kind: str, body: str) -> None:
    """A megabyte in one paragraph or one listing of code is no excerpt, though it is the first block."""
    entry = _entries(_site(site, {"giant": body}).build)["giant"]
    assert 0 < len(entry.text) < 4000
    assert entry.more


def test_a_giant_paragraph_of_lines_keeps_the_spaces_between_them(site: Site) -> None:
    """Each line end is a text of its own, and all of them say the same."""
    entry = _entries(_site(site, {"giant": "".join(f"w{number}\n" for number in range(900))}).build)["giant"]
    assert entry.text.split()[:100] == [f"w{number}" for number in range(100)]


def test_a_list_of_hundreds_is_cut(site: Site) -> None:
    """As one block it would be the whole post."""
    entry = _entries(_site(site, {"giant": "".join(f"- item {number}\n" for number in range(900))}).build)["giant"]
    assert len(entry.text) < 4000
    assert entry.more


# -- the kinds of excerpt -----------------------------------------------------------------------------------------


def test_none_and_full(site: Site) -> None:
    """Nothing, without a promise of more; and the whole post, with none needed."""
    posts = {"a": f"{LONG}\n\n<!-- more -->\n\n## H\n\nEnd.\n"}
    found = _site(site, posts, blog_excerpt="none")
    entry = _entries(found.build)["a"]
    assert (entry.text, entry.more) == ("", False)
    full = _entries(site.build(to="full", blog_excerpt="full"))["a"]
    assert (full.text, full.more) == (f"{LONG} H End.", False)
    styled = _entries(site.build(to="style", blog_excerpt="none", blog_listing="full"))["a"]
    assert (styled.text, styled.more) == (f"{LONG} H End.", False)


CHINESE = (
    "这是第一段，\n没有空格。\n\n## 小标题\n\n1. 第一\n2. 第二\n\n```python\nx = 1\n```\n\n"
    "复杂度 $O(n)$，参数$\\theta$的梯度：\n\n$$\n\\nabla\n$$\n\n![图](https://example.org/a.png)\n\n结束 English 词。\n"
)


@pytest.mark.parametrize(
    ("language", "conf", "text"),
    [
        (
            "zh_CN",
            {},
            (
                "这是第一段，没有空格。 小标题 1. 第一 2. 第二 [代码] 复杂度 O(n)，"
                "参数 [公式] 的梯度： [公式] 结束 English 词。"
            ),
        ),
        (
            "en",
            {},
            (
                "这是第一段，没有空格。 小标题 1. 第一 2. 第二 [code] 复杂度 O(n)，"
                "参数 [math] 的梯度： [equation] 结束 English 词。"
            ),
        ),
        (
            "zh_CN",
            {"blog_excerpt_placeholders": {"math": "[Math]", "code": "", "image": "[图]"}},
            (
                "这是第一段，没有空格。 小标题 1. 第一 2. 第二 复杂度 O(n)，"
                "参数 [Math] 的梯度： [公式] [图] 结束 English 词。"
            ),
        ),
    ],
)
def test_plain_text_of_a_post(site: Site, language: str, conf: dict[str, Any], text: str) -> None:
    """One line: headings and numbers included, Chinese lines joined, what is no text replaced, one space apart."""
    found = _site(site, {"a": CHINESE}, language=language, blog_excerpt="text", **conf)
    entry = _entries(found.build)["a"]
    assert found["posts/a"].text == text
    assert (entry.text, entry.more) == (text, False)


@pytest.mark.parametrize(
    ("body", "text", "more"),
    [
        ("字" * 350, "字" * 350, False),
        ("字" * 351, "字" * 350 + "...", True),
        ("a" * 349 + " bc", "a" * 349 + "...", True),
        ("word " * 69 + "wordy", "word " * 69 + "wordy", False),
        ("word " * 69 + "wordy more", "word " * 69 + "wordy...", True),
        ("字" * 349 + "👍🏽 end", "字" * 349 + "...", True),
    ],
)
def test_plain_text_is_cut_at_350_characters(site: Site, body: str, text: str, more: bool) -> None:
    """Exactly, with three dots and “read more”; a text of that length is whole."""
    found = _site(site, {"a": body + "\n"}, blog_excerpt="text")
    entry = _entries(found.build)["a"]
    assert found["posts/a"].text == text
    assert (entry.text, entry.more) == (text, more)


@pytest.mark.parametrize(
    ("body", "text"),
    [("字" * 349 + " bc", "字" * 349 + " ..."), ("字" * 348 + "word", "字" * 348 + "wo...")],
)
def test_chinese_text_is_cut_exactly(site: Site, body: str, text: str) -> None:
    """A blank before the dots stays, and words of other scripts are divided."""
    found = _site(site, {"a": body + "\n"}, blog_excerpt="text", language="zh_CN")
    assert _entries(found.build)["a"].text == text


def test_plain_text_may_have_another_length(site: Site) -> None:
    """And is plain: what looks like markup in it is shown."""
    found = _site(site, {"a": "`<b>` & `*x*` and more\n"}, blog_excerpt="text", blog_excerpt_length=11)
    assert found["posts/a"].text == "<b> & *x*..."
    assert _entries(found.build)["a"].text == "<b> & *x*..."


def test_what_a_reader_does_not_see_is_not_in_the_text(site: Site) -> None:
    """Comments, raw HTML, footnotes, index entries, toctrees, targets, our own directives."""
    body = (
        "(here)=\n\n<!-- comment -->\n\n<p>raw</p>\n\nText.[^1]\n\n[^1]: A note.\n\n```{index} word\n```\n\n"
        "```{toctree}\n:hidden:\n/index\n```\n\n```{tag} x\n```\n\n```{postlist}\n```\n\n```{only} html\nEnd.\n```\n"
    )
    assert _site(site, {"a": body})["posts/a"].text == "Text. End."


# -- rich excerpts on another page --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Read:
    """A blog whose posts refer to everything, from a folder of their own."""
    return read(Site(tmp_path_factory.mktemp("rich")).copy_of("excerpts-rich"))


PAGES = ["blog/index.html", "blog/tag/rich.html", "list.html", "deep/down/list.html"]


@pytest.mark.parametrize("page", PAGES)
def test_every_link_and_image_of_an_excerpt_leads_somewhere(rich: Read, page: str) -> None:
    """From whatever folder the listing stands in: to a file of the output, and to an id in it."""
    entry = _entries(rich.build, page)["Rich"]
    links = [str(node.get("href") or node.get("src")) for node in entry.node.select("a[href], img[src]")]
    assert len(links) >= 12
    for link in links:
        if "://" in link:
            continue
        path, fragment = urldefrag(unquote(link))
        target = ((rich.build.out / page).parent / path if path else rich.build.out / page).resolve()
        assert target.is_file(), link
        if fragment:
            document = BeautifulSoup(target.read_text(encoding="utf-8"), "html.parser")
            assert document.find(id=fragment) is not None, link


@pytest.mark.parametrize("page", PAGES)
def test_ids_are_unique_on_a_listing(rich: Read, page: str) -> None:
    """Though several posts use the same ones."""
    ids = Counter(str(node["id"]) for node in rich.build.page(page).select("[id]"))
    assert [name for name, number in ids.items() if number > 1] == []


def test_an_excerpt_shows_what_the_post_shows(rich: Read) -> None:
    """Math, highlighted code, images, tables, links with the titles of their targets."""
    entry = _entries(rich.build)["Rich"].node
    assert entry.select_one(".math") is not None
    assert entry.select_one("div.highlight-python .k") is not None
    assert entry.select_one("img[alt='A picture']") is not None
    assert entry.select_one("table td") is not None
    texts = {link.get_text() for link in entry.select("a")}
    assert {"Guide of the site", "A place in the guide", "Other", "a term", "Python"} <= texts
    assert rich.build.warnings == []


def test_footnotes_lead_to_the_post(rich: Read) -> None:
    """The note itself stands there, not in the listing."""
    entry = _entries(rich.build)["Rich"].node
    (mark,) = entry.select("sup a, a.footnote-reference")
    path, fragment = urldefrag(str(mark["href"]))
    assert path == "../posts/folder/rich.html"
    assert rich.build.page("posts/folder/rich.html").find(id=fragment) is not None
    assert "text of the note" not in entry.get_text()


def test_equation_numbers_are_those_of_the_post(rich: Read) -> None:
    """A reference to an equation reads as it does there, and leads there or to the equation in the excerpt."""
    there = rich.build.main("posts/folder/rich.html").get_text()
    here = _entries(rich.build)["Rich"].node.get_text()
    assert "see (1)" in " ".join(there.split())
    assert "see (1)" in " ".join(here.split())


def test_an_excerpt_adds_nothing_to_the_page_that_displays_it(rich: Read) -> None:
    """No headings in its contents, no words in the search, no index entries that lead to the listing."""
    index = rich.build.text("genindex.html")
    assert "posts/folder/rich.html" in index
    assert "blog/index.html#" not in index
    search = rich.build.text("searchindex.js")
    assert "zyzzyva" in search


@pytest.mark.parametrize("builder", ["dirhtml", "singlehtml", "latex", "text", "epub", "json", "man", "texinfo", "xml"])
def test_excerpts_in_other_formats(tmp_path_factory: pytest.TempPathFactory, builder: str) -> None:
    """Without a warning."""
    site = Site(tmp_path_factory.mktemp(builder)).copy_of("excerpts-rich")
    assert site.build(builder).warnings == []


def test_links_of_an_excerpt_in_dirhtml(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Folders for pages: every relative link is one step different, and still right."""
    build = Site(tmp_path_factory.mktemp("dirhtml")).copy_of("excerpts-rich").build("dirhtml")
    for page in ("blog/index.html", "blog/tag/rich/index.html", "deep/down/list/index.html"):
        for node in _entries(build, page)["Rich"].node.select("a[href], img[src]"):
            link = str(node.get("href") or node.get("src"))
            path = urldefrag(unquote(link))[0]
            if path and "://" not in path:
                target = ((build.out / page).parent / path).resolve()
                assert target.is_file() or (target / "index.html").is_file(), link


def test_a_post_with_broken_references_is_reported_once(site: Site) -> None:
    """In the post, not once more for each listing that shows it."""
    body = "[nowhere](nowhere.md) and {ref}`nothing` and {doc}`none` and ![x](none.png)\n"
    build = _site(site, {"a": body, "b": "See {blog:post}`none`.\n"}).build
    assert len(build.warnings) == 5
    assert all("/src/posts/" in warning for warning in build.warnings)
    assert set(_entries(build)) == {"a", "b"}


def test_the_picture_of_the_root_is_there() -> None:
    """The site of these tests is as it was written."""
    assert (ROOTS / "excerpts-rich" / "posts" / "folder" / "picture.png").is_file()


# -- the author's own text with markup ----------------------------------------------------------------------------

_IN_MARKDOWN = "Use `x`, **not** $a^2$: {doc}`/page`, [](/page.md), [there](https://example.org)"
_IN_RST = "Use ``x``, **not** :math:`a^2`: :doc:`/page`, :ref:`spot`, `there <https://example.org>`_"


@pytest.mark.parametrize(("name", "said"), [("one", _IN_MARKDOWN), ("one.rst", _IN_RST)])
def test_an_excerpt_of_the_author_s_own_has_the_markup_of_its_document(site: Site, name: str, said: str) -> None:
    """As part of the page in listings, as words in plain texts; also when what it links to has a new title."""
    site.write({"page.md": "---\norphan: true\n---\n(spot)=\n# Page\n"})
    conf: dict[str, Any] = {"myst_enable_extensions": ["dollarmath"], "html_baseurl": "https://example.org/"}
    line = f"excerpt: '{said}'\n" if name == "one" else f"excerpt: {said}\n"
    found = _site(site, {name: "The body.\n"}, head={name: line}, **conf)
    assert found.build.warnings == []
    entry = _entries(found.build)["one"]
    (shown,) = entry.node.select(".blog-excerpt > p")
    assert [part.get_text() for part in shown.select("code, strong, a")] == ["x", "not", "Page", "Page", "there"]
    assert shown.select_one("a")["href"] == "../page.html"  # type: ignore[index]
    assert entry.more
    words = "Use x, not a^2: Page, Page, there"
    assert f'<meta name="description" content="{words}"' in found.build.text("posts/one.html")
    assert f'"summary": "{words}"' in found.build.text("blog/feed.json")
    feeds = site.build(blog_feed_content="excerpt", **conf).text("blog/feed.json")
    assert "<strong>not<" in feeds
    plain = site.build(blog_excerpt="text", **conf)
    assert (_entries(plain)["one"].text, _entries(plain)["one"].more) == (words, True)
    assert differences(plain.out, site.fresh(blog_excerpt="text", **conf).out) == {}
    site.replace("page.md", "# Page", "# *Another*")
    for style in ("text", "rich"):
        rebuilt = site.build(blog_excerpt=style, **conf)
        assert "Another, Another, there" in _entries(rebuilt)["one"].text
        assert differences(rebuilt.out, site.fresh(blog_excerpt=style, **conf).out) == {}


@pytest.mark.parametrize("style", ["rich", "text"])
@pytest.mark.parametrize("name", ["one", "one.rst"])
def test_an_excerpt_of_the_author_s_own_has_the_quotes_of_a_text(site: Site, name: str, style: str) -> None:
    """And dashes; its code stays as it is, and so does all of it where the site has no such quotes."""
    code = "``'x'``" if name == "one.rst" else "`'x'`"
    head = f'excerpt: It\'s "so" -- {code}\n'
    build = _site(site, {name: 'It\'s "so".\n'}, head={name: head}, blog_excerpt=style).build
    assert _entries(build)["one"].text == "It’s “so” – 'x'"
    plain = site.build(blog_excerpt=style, smartquotes=False)
    assert _entries(plain)["one"].text == "It's \"so\" -- 'x'"


def test_struck_text_in_an_excerpt_of_the_author_s_own(site: Site) -> None:
    """It is the one HTML in it; an author's is shown as it is written."""
    heads = {"one": "excerpt: Not ~~this~~ *that*.\n", "two": "excerpt: Not <s>this</s> <b>that</b>.\n"}
    conf: dict[str, Any] = {"myst_enable_extensions": ["strikethrough"], "suppress_warnings": ["myst.strikethrough"]}
    found = _site(site, dict.fromkeys(heads, "The body.\n"), head=heads, **conf)
    entries = _entries(found.build)
    assert [part.get_text() for part in entries["one"].node.select(".blog-excerpt s, .blog-excerpt em")] == [
        "this", "that"
    ]  # fmt: skip
    assert entries["two"].text == "Not <s>this</s> <b>that</b>."
    assert site.build("latex", **conf).warnings == []


def test_a_text_of_several_blocks_is_shown_as_it_is_written(site: Site) -> None:
    """It has no markup within a line only."""
    said = "excerpt: |\n  First **b**.\n\n  - item\n  ```python\n  code\n  ```\n"
    shown = _entries(_site(site, {"one": "The body.\n"}, head={"one": said}).build)["one"].text
    assert " ".join(shown.split()) == "First **b**. - item ```python code ```"


def test_mistakes_in_excerpts_are_reported_at_their_own_places(site: Site) -> None:
    """In any order of reading; what docutils has told of a field is not told again."""
    heads = {name: f"excerpt: See {{ref}}`no-{name}`.\n" for name in ("b", "c")}
    heads |= {f"{name}.rst": f"excerpt: See :ref:`no-{name}` and :bad:`x`.\n" for name in ("a", "d")}
    bodies = dict.fromkeys(heads, "The body.\n")
    warnings = sorted(line.partition("/posts/")[2] for line in _site(site, bodies, head=heads).build.warnings)
    assert [line.split(":")[:2] for line in warnings] == [["a.rst", "2"], ["b.md", "3"], ["c.md", "3"], ["d.rst", "2"]]
    assert all(line.endswith(("[docutils]", "[ref.ref]")) for line in warnings)


@pytest.mark.parametrize("builder", ["html", "text", "latex", "singlehtml"])
def test_a_broken_link_in_an_excerpt_of_the_author_s_own_is_reported_once(site: Site, builder: str) -> None:
    """At the line of the text, however many listings show it."""
    said = "excerpt: 'See {ref}`nowhere`, {doc}`gone` and {blog:tag}`none`.'\n"
    rst = "excerpt: See :ref:`whole`.\n"
    _site(
        site,
        {"one": "The body.\n", "two.rst": ".. _whole:\n\nPart\n----\n\nText.\n"},
        head={"one": said, "two.rst": rst},
    )
    site.write({"index.md": "# Home\n\n```{toctree}\nposts/one\nposts/two\nblog/index\n```\n"})
    build = site.fresh(builder)
    told = sorted(line.rpartition("posts/one.md:")[2] for line in build.warnings)
    assert [line.partition(":")[0] for line in told] == ["3"] * 3
    assert {line.rpartition("[")[2] for line in told} == {"ref.ref]", "ref.doc]", "blog.ref]"}


@pytest.mark.parametrize(
    "said",
    [
        'Plain: 5 * 3 = 15, C:\\path, snake_case, "quoted" # 1. <T> &amp; #1 -- x... (c)', "# No heading", "1. No list",
        "**b** <script>alert(1)</script>", "**b** and [^1]", "**b** [](#heading)", "**b** ![i](i.png)", "> **b** <br>",
    ],
)  # fmt: skip
def test_a_text_without_markup_is_shown_as_it_is_written(site: Site, said: str) -> None:
    """So is one that is not whole by itself, or holds HTML."""
    found = _site(site, {"one": "The body.\n"}, head={"one": f"excerpt: '{said}'\n"})
    if said.endswith("[^1]") and myst_parser.__version__.startswith("3."):  # where it is text like any other
        said = said.replace("**", "")
    assert _entries(found.build)["one"].text == said
    assert found["posts/one"].summary == said


@pytest.mark.parametrize("name", ["one", "one.rst"])
def test_a_mistake_in_it_is_reported_at_its_line(site: Site, name: str) -> None:
    """And the text is shown as it is written."""
    said = "{nosuch}`role`" if name == "one" else ":nosuch:`role`"
    found = _site(site, {name: "The body.\n"}, head={name: f"tags: a\nexcerpt: '**b** {said}'\n"})
    assert said in _entries(found.build)["one"].text
    place = r"/one\.md(\.rst)?:4:" if name == "one" else r"/one\.rst:3:"  # MyST 4 has a name of its own for a file
    assert any("nosuch" in line and re.search(place, line) for line in found.build.warnings)


# -- plain text and what the author marked off --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "body", "text", "more"),
    [
        ("", "A $x$.\n\n<!-- more -->\n\nB.\n", "A x.", True),
        ("", "A.\n\n## H\n\n1. B\n\n<!-- more -->\n\nC.\n", "A. H 1. B", True),
        ("", "A <!-- more --> B\n", "A", True),
        ("", "A.\n\n<!-- more -->\n", "A.", False),
        ("", "<!-- more -->\n\nA.\n", "", True),
        ("", f"{TEN}\n\n<!-- more -->\n\nB.\n", f"{TEN[:27].rstrip()}...", True),
        ("", f"A.\n\n{TEN}\n", f"A. {TEN}"[:30].rstrip() + "...", True),
        ("", "A.\n", "A.", False),
        ("excerpt: 1\n", "A.\n\nB.\n", "A.", True),
        ("excerpt: 2\n", "A.\n\nB.\n", "A. B.", False),
        (f"excerpt: {LONG}\n", "A.\n", LONG, True),
        ("excerpt: Said.\n", "A.\n\n<!-- more -->\n\nB.\n", "Said.", True),
        ("", "```{post} 2026-01-11\nA body.\n```\n\nB.\n", "A body.", True),
        ("excerpt: Said.\n", "```{post} 2026-01-11\nA body.\n```\n\nB.\n", "A body.", True),
    ],
)
def test_a_plain_excerpt_ends_at_the_marker_or_the_length(
    site: Site, head: str, body: str, text: str, *, more: bool
) -> None:
    """Whichever comes first; dots stand where the length cut it, “read more” where anything was left out."""
    found = _site(site, {"one": body}, head={"one": head}, blog_excerpt="text", blog_excerpt_length=30)
    entry = _entries(found.build)["one"]
    assert (entry.text, entry.more) == (text, more)


def test_links_in_html_of_the_author_lead_where_they_led(site: Site) -> None:
    """Relative to the post's page; from wherever the excerpt is shown."""
    body = 'Text <a title="x > y" href="b.html?q=1&amp;r=2#c">b</a>, <a href="#d">d</a>.\n\n'
    body += "<video controls src='v.mp4' poster=/p.png></video>\n<!-- <a href='b.html'> -->\n"
    found = _site(site, {"one": body}, blog_listing="full")
    html = found.build.text("blog/index.html")
    assert '<a title="x > y" href="../posts/b.html?q=1&amp;r=2#c">' in html
    assert '<a href="../posts/one.html#d">' in html
    assert '<video controls src="../posts/v.mp4" poster=/p.png>' in html
    assert "<!-- <a href='b.html'> -->" in html


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<a href="">', '<a href="../posts/one.html">'), ('<a href="?q=1">', '<a href="../posts/one.html?q=1">'),
        ('<a href="#x">', '<a href="../posts/one.html#x">'), ('<a href="b.html?u=http://c/">',
        '<a href="../posts/b.html?u=http://c/">'), ('<a href="%E5%9B%BE.html">', '<a href="../posts/%E5%9B%BE.html">'),
        ('<a href="//c.org/x">', '<a href="//c.org/x">'), ('<a href="mailto:a@b.org">', '<a href="mailto:a@b.org">'),
        ('<a href="/x">', '<a href="/x">'), ('<img src="data:image/gif,A">', '<img src="data:image/gif,A">'),
        ('<img srcset="a.png, ../b.png 2x">', '<img srcset="../posts/a.png, ../b.png 2x">'),
        ('<video poster="p.png">', '<video poster="../posts/p.png">'),
        ('<form action="?q">', '<form action="../posts/one.html?q">'),
        ('<input formaction="x.php">', '<input formaction="../posts/x.php">'),
    ],
)  # fmt: skip
def test_every_address_in_html_of_the_author_fits_the_listing(site: Site, before: str, after: str) -> None:
    """The page of the post itself, queries, lists of pictures and forms as well; what is whole stays."""
    found = _site(site, {"one": f"Text.\n\n<div>{before}</div>\n"}, blog_listing="full")
    assert after in found.build.text("blog/index.html")


def test_links_to_pages_with_names_in_other_scripts(site: Site) -> None:
    """Their addresses begin with a percent sign, as whole addresses do in formats without pages."""
    found = _site(site, {"one": "See {doc}`图`.\n", "图": "Text.\n"})
    (entry,) = (entry for name, entry in _entries(found.build).items() if name == "one")
    assert [link["href"] for link in entry.node.select(".blog-excerpt a")] == ["../posts/%E5%9B%BE.html"]


def test_words_at_a_line_break_are_separate(site: Site) -> None:
    """A break of the author's is white space; between wide characters it is none. A table of contents is no text."""
    body = "```{contents}\n```\n\nRed\\\nblue  \nthird<br>fourth<BR/>fifth 中文\\\n中文\n\n## H\n\nTwo.\n"
    found = _site(site, {"one": body}, blog_excerpt="text")
    assert _entries(found.build)["one"].text == "Red blue third fourth fifth 中文中文 H Two."
    rich = _site(site, {"one": body}, blog_excerpt="rich")
    assert _entries(rich.build)["one"].text.startswith("Red")


def test_tabs_of_two_excerpts_are_apart(site: Site) -> None:
    """On a page with two listings of both posts and tabs of its own; a tab opens what is below it."""
    tabs = "````{tab-set}\n```{tab-item} One\nFirst.\n```\n```{tab-item} Two\nSecond.\n```\n````\n"
    listing = "```{postlist}\n:style: list\n:excerpt: rich\n```\n\n"
    site.conf = {"extensions": ["myst_parser", "sphinx_design", "sphinxext_blog"]}
    site.write({"index.md": f"# Home\n\n{tabs}\n{listing}{listing}"})
    site.write({f"posts/{name}.md": f"---\ndate: 2026-01-0{name}\n---\n# {name}\n\n{tabs}" for name in (1, 2)})
    page = site.build().page("index.html")
    ids = [found["id"] for found in page.select("[id]")]
    assert len(ids) == len(set(ids))
    inputs = {found["id"]: found["name"] for found in page.select("input[id^=sd], input[id^=blog]")}
    assert len(inputs) == 2 * 5
    assert len(set(inputs.values())) == 5
    labels = page.select("label.sd-tab-label")
    assert [label["for"] for label in labels] == list(inputs)
    for label in labels:
        content = label.find_next_sibling("div")
        assert content is not None
        assert label.get("aria-controls", content.get("id")) == content.get("id")
