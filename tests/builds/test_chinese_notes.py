"""A site of Chinese notes: its home is what readers of Chinese blogs know, in their language to the last word."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest

from tests.builds.links import dead_links
from tests.builds.pictures import png
from tests.builds.site import Build, Site, differences

if TYPE_CHECKING:
    from bs4 import Tag

_HAN = "[\u3400-\u9fff\u3000-\u303f\uff00-\uffef]"
_PLACEHOLDERS = ("[代码]", "[公式]", "[Math]")


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """The site, built once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("READTHEDOCS_VERSION_TYPE", raising=False)
        patch.delenv("SPHINX_AUTOBUILD", raising=False)
        return Site(tmp_path_factory.mktemp("chinese")).copy_of("chinese-notes").build()


def entries(build: Build, name: str = "blog/index.html") -> dict[str, Tag]:
    """The entries of a page, by their titles."""
    found = {}
    for entry in build.main(name).select(".blog-entry"):
        title = entry.select_one(".blog-entry-title")
        assert title is not None
        found[title.text] = entry
    return found


def text(entry: Tag, part: str) -> str:
    """What a part of an entry says."""
    found = entry.select_one(part)
    return found.text.strip() if found is not None else ""


def excerpts(build: Build) -> dict[str, str]:
    """The excerpts of all entries of all pages, by the titles."""
    pages = ("blog/index.html", "blog/page/2.html", "blog/page/3.html")
    return {
        title: text(entry, ".blog-excerpt") for name in pages for title, entry in entries(build, name).items()
    }  # fmt: skip


def pager(build: Build, name: str) -> list[tuple[str, str]]:
    """The links of a page's row of numbers: their texts and addresses."""
    return [(link.text, str(link["href"])) for link in build.main(name).select(".blog-pager a")]


def test_the_site_builds_without_a_word(build: Build) -> None:
    """No warning, and no link leads nowhere."""
    assert build.warnings == []
    assert [(page, link) for page, link in dead_links(build.out) if not link.startswith("#")] == []


def test_the_home_begins_with_a_bar_of_tags_and_their_counts(build: Build) -> None:
    """All posts first, then the most used tags, each with the number of its posts."""
    bar = build.main("blog/index.html").select_one(".blog-bar")
    assert bar is not None
    words = bar.text.split()
    assert words[:14] == [
        "标签",
        "全部",
        "工具",
        "6",
        "数学",
        "6",
        "算法",
        "6",
        "Python",
        "5",
        "Linux",
        "4",
        "概率",
        "3",
    ]
    counts = [int(found.text) for found in bar.select(".blog-count")]
    assert counts == sorted(counts, reverse=True)
    assert len(counts) == 8
    assert words[-1] == "全部标签"
    for item in bar.select(".blog-bar-item"):
        link = item.select_one("a")
        assert link is not None
        listed = build.main(f"blog/{unquote(str(link['href']))}").select(".blog-compact > li")
        assert item.text == f"{link.text} {len(listed)}"
    assert (
        str(build.main("blog/page/2.html").select_one(".blog-bar a"))
        == '<a aria-current="page" class="reference internal" href="../index.html">全部</a>'
    )


def test_an_entry_displays_its_date_and_terms(build: Build) -> None:
    """Date in the Chinese form, category, reading time, tags."""
    shown = entries(build)
    assert list(shown)[:3] == ["用数组装下一棵堆", "雨伞与贝叶斯", "二分查找一个 bug"]
    first = shown["用数组装下一棵堆"]
    assert text(first, ".blog-meta") == "2026年2月20日\u00a0· 算法\u00a0· 阅读约 1 分钟"
    assert text(first, "p.blog-tags").split() == ["算法", "Python"]
    assert all(re.fullmatch(r"20\d\d年\d\d?月\d\d?日", text(entry, ".blog-date")) for entry in shown.values())
    assert {text(entry, ".blog-category") for entry in shown.values()} <= {"算法", "数学", "系统", "工具"}


def test_an_excerpt_is_cut_at_exactly_350_characters(build: Build) -> None:
    """What is longer has 350 characters and three dots, and a link to the rest; what is shorter is whole."""
    shown = entries(build)
    cut = {title: entry for title, entry in shown.items() if text(entry, ".blog-excerpt").endswith("...")}
    assert len(cut) >= 6
    for title, entry in shown.items():
        excerpt = text(entry, ".blog-excerpt")
        assert len(excerpt) == 353 if title in cut else len(excerpt) <= 350, title
        assert text(entry, ".blog-read-more") == (f"阅读全文：{title}" if title in cut else ""), title


def test_a_whole_excerpt_reads_like_this(build: Build) -> None:
    """Headings, numbers of lists and readable math stay; code and other math have placeholders."""
    assert text(entries(build)["用数组装下一棵堆"], ".blog-excerpt") == (
        "堆看上去是一棵树，住的地方却只是一个数组。第 i 个结点的两个孩子，就在第 2i+1 和第 2i+2 个位置上，"
        "父亲则要往回找。"
        "因为树总是满的，所以中间没有空格，也不必存指针。 向上走一步 新来的元素先坐在末尾，再同父亲比大小，谁小谁在上。"
        "最多走 [Math] 步就能停下来，因为树只有那么高。 [代码] 把一堆乱数变成堆 1. 从最后一个有孩子的结点开始； "
        "2. 让它往下沉，沉到不能再沉为止； 3. 往前挪一个，再来一次。 "
        "看起来每一步都要花 [Math] 的时间，其实不然："
        "靠近叶子的结点很多，可是它们几乎不用走路；走得远的只有树根一个。把每一层的步数加起来，"
        " [公式] 总共只要线性的时间。"
        "这个结论第一次见到时，我在纸上加了三遍才肯相信。后来才明白，直觉总爱盯着最坏的那个结点看，却忘了数一数..."
    )


@pytest.mark.parametrize("placeholder", _PLACEHOLDERS)
def test_placeholders_are_separated_by_one_space(build: Build, placeholder: str) -> None:
    """One space on each side, whatever stands there, and no dollar or backslash is left."""
    shown = excerpts(build)
    assert sum(placeholder in excerpt for excerpt in shown.values()) >= 4
    for excerpt in shown.values():
        for found in re.finditer(re.escape(placeholder), excerpt):
            before, after = excerpt[: found.start()], excerpt[found.end() :]
            assert re.search(r"(^|[^ ] )$", before), excerpt
            assert re.match(r"$| [^ ]|\.\.\.$", after), excerpt
        assert "  " not in excerpt
        assert not re.search(r"[$\\]", excerpt)


def test_math_without_a_command_is_readable(build: Build) -> None:
    """What a reader understands as it is needs no placeholder."""
    shown = excerpts(build)
    assert "所以 f(n) = f(n-1) + f(n-2)，同" in shown["上楼梯的第一课"]
    assert "最坏是 n^2/2 次，不过" in shown["快速排序的平均"]


def test_a_line_break_between_chinese_characters_is_no_space(build: Build) -> None:
    """Authors break lines where their editors do; between blocks, and beside a word, a space belongs."""
    shown = excerpts(build)
    assert "一共 2^{n-1} 种。 换成自动机" in shown["正则表达式不该卡住"]
    assert "最多 O(nm)。代价是" in shown["正则表达式不该卡住"]
    assert "先拿小的再拿大的，环就断了" in shown["哲学家为什么会饿死"]
    sources = {path.stem: path.read_text(encoding="utf-8") for path in build.out.glob("_sources/notes/*/*.txt")}
    assert len(sources) == 24
    joints = [pair for source in sources.values() for pair in re.findall(f"({_HAN}{{3}})\n({_HAN}{{3}})", source)]
    assert len(joints) >= 20
    said = "\n".join(shown.values())
    assert not any(f"{before} {after}" in said for before, after in joints)
    assert sum(f"{before}{after}" in said for before, after in joints) >= 15


def test_numbered_pages_follow_each_other(build: Build) -> None:
    """From each page to the others, to what is newer and to what is older."""
    assert pager(build, "blog/index.html") == [
        ("2", "page/2.html"), ("3", "page/3.html"), ("较早的文章", "page/2.html"),
    ]  # fmt: skip
    assert pager(build, "blog/page/2.html") == [
        ("较新的文章", "../index.html"), ("1", "../index.html"), ("3", "3.html"), ("较早的文章", "3.html"),
    ]  # fmt: skip
    assert pager(build, "blog/page/3.html") == [
        ("较新的文章", "2.html"), ("1", "../index.html"), ("2", "2.html"),
    ]  # fmt: skip
    assert [len(entries(build, f"blog/{name}.html")) for name in ("index", "page/2", "page/3")] == [10, 10, 4]
    assert not build.has("blog/page/4.html")


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("blog/index.html", "博客"),
        ("blog/page/2.html", "博客 – 第 2 页"),
        ("blog/archive.html", "归档"),
        ("blog/2025.html", "2025年"),
        ("blog/tag/index.html", "标签"),
        ("blog/tag/数学.html", "标签“数学”下的文章"),
        ("blog/tag/cplusplus.html", "标签“C++”下的文章"),
        ("blog/category/index.html", "分类"),
        ("blog/category/随笔.html", "分类“随笔”下的文章"),
    ],
)
def test_pages_have_chinese_titles(build: Build, name: str, title: str) -> None:
    """Every generated page is called what a Chinese blog calls it."""
    heading = build.main(name).select_one("h1")
    assert heading is not None
    assert heading.text.removesuffix("¶") == title


def test_no_word_of_the_interface_is_english(build: Build) -> None:
    """All that the extension adds to an entry, the bar, the pager and the archive is Chinese or a name."""
    written = {"Python", "Linux", "Git", "C++"}
    for name in (
        "blog/index.html",
        "blog/page/2.html",
        "blog/archive.html",
        "blog/tag/index.html",
        "blog/tag/python.html",
    ):
        main = build.main(name)
        for part in main.select(
            ".blog-excerpt, .blog-entry-title, .blog-hidden, .blog-archive-posts a, .blog-compact a, .headerlink"
        ):
            part.decompose()
        words = set(re.findall(r"[A-Za-z+]{2,}", main.text))
        assert words <= written, name
    archive = build.main("blog/archive.html")
    assert archive.select("h3.blog-archive-heading") == []  # most months have one post
    dates = [found.text for found in archive.select(".blog-archive-posts time")]
    assert dates[0] == "2月20日"
    assert all(re.fullmatch(r"\d\d?月\d\d?日", text) for text in dates)


_PICTURES = """\
---
date: 2026-01-02
---
# 笔记

![一](笔记/图.png) ![二](<笔记/图 二.png>) ![三](笔记/%E5%9B%BE.png) ![四](笔记/100%.png)
![五][五] [下载](<笔记/文 件.zip>)

| 图 |
|----|
| ![六](笔记/图.png) |

[五]: <../posts/笔记/图 二.png>
"""
_INDEX = "# Site\n\n```{toctree}\nposts/note\n```\n"
_PICTURE_FILES = {f"posts/笔记/{name}": png(4, 4) for name in ("图.png", "图 二.png", "100%.png")}


@pytest.mark.parametrize("builder", ["html", "dirhtml", "epub", "latex"])
def test_pictures_have_names_with_spaces_and_characters_of_any_script(site: Site, builder: str) -> None:
    """As their authors write them, in the post and in the listing."""
    site.write({**_PICTURE_FILES, "posts/笔记/文 件.zip": b"PK", "posts/note.md": _PICTURES, "index.md": _INDEX})
    built = site.build(builder)
    assert not [line for line in built.warnings if "readable" in line or "download" in line]
    images = {path.name for path in built.out.rglob("*.png")}
    assert {"图.png", "图 二.png", "100%.png"} <= images
    if builder != "html":
        return
    for page in ("posts/note.html", "blog/index.html"):
        sources = [unquote(str(img["src"])) for img in built.main(page).select("img")]
        assert len(sources) == 6, page
        assert all(built.has(posixpath.normpath(f"{posixpath.dirname(page)}/{src}")) for src in sources), sources


def test_an_image_with_an_encoded_file_name_is_preserved(site: Site) -> None:
    """The file that the path names as it is written comes first; pages that are not posts are not touched."""
    names = ("posts/a%20b.png", "posts/a b.png", "posts/c d.png")
    site.write({name: png(4, 4) for name in names})
    site.write({"posts/note.md": "---\ndate: 2026-01-02\n---\n# N\n\n![](<a b.png>) ![](<c d.png>)\n"})
    site.write({"page.md": "---\norphan: true\n---\n# P\n\n![](<posts/c d.png>)\n", "index.md": "# Site\n"})
    built = site.build(suppress_warnings=["toc.not_included"])
    assert [str(img["src"]) for img in built.main("posts/note.html").select("img")] == [
        "../_images/a%2520b.png",
        "../_images/c%20d.png",
    ]
    assert [line for line in built.warnings if "readable" in line and "page.md" in line]


def test_a_picture_that_comes_later_is_found(site: Site) -> None:
    """An incremental build equals a fresh one, whether the picture comes or goes."""
    site.write({"posts/note.md": "---\ndate: 2026-01-02\n---\n# N\n\n![](笔记/图.png)\n", "index.md": "# Site\n"})
    conf: dict[str, Any] = {"suppress_warnings": ["toc.not_included"]}
    assert any("readable" in line for line in site.build(**conf).warnings)
    site.write(_PICTURE_FILES)
    built = site.build(**conf)
    assert not [line for line in built.warnings if "readable" in line]
    assert not differences(built.out, site.fresh(**conf).out)
    site.delete("posts/笔记/图.png")
    built = site.build(**conf)
    assert any("readable" in line for line in built.warnings)
    assert not differences(built.out, site.fresh(**conf).out)
