"""A line of the source that ends between two Chinese or Japanese characters leaves no gap, in any output."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.builds.site import Build, Site, differences, snapshot

if TYPE_CHECKING:
    from bs4 import Tag

POST = """---
date: 2025-01-01
---
# 标题

第一行的文字
第二行，使用
**加粗
文字**
后文，`代码`
和，
标点。他说
“好”
然后 English
words
and 中文
[链接](https://example.org)
连着，<span>标签
内</span>
外。See
the end
한국어
문장.

| 表格 |
| --- |
| 单元 |

- 列表
  项目

> 引用
> 文字

```
代码
不动
```

```{math}
x\\text{数
学}
```

```{figure} heap.svg
图的
说明
```
"""
JOINED = (
    "第一行的文字第二行，使用加粗文字后文，代码和，标点。他说“好”然后 English words and 中文链接连着，标签内外。"
    "See the end 한국어 문장."
)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'
FILES = {
    "index.md": "# 首页\n\n普通\n页面。\n\n```{postlist}\n```\n\n```{toctree}\nposts/a\n```\n",
    "posts/a.md": POST,
    "posts/heap.svg": SVG,
}


@pytest.fixture
def chinese(site: Site) -> Site:
    """One post, and an ordinary page that lists it."""
    return site.write(FILES)


def said(tag: Tag | None) -> str:
    """What a browser makes of a text: a run of white space is a space."""
    assert tag is not None
    return re.sub(r"\s+", " ", tag.get_text()).strip()


def paragraphs(build: Build, name: str) -> list[str]:
    """The paragraphs of a page."""
    return [said(tag) for tag in build.main(name).select("p")]


@pytest.mark.parametrize("language", ["zh_CN", "zh_TW", "ja", "en"])
def test_a_post_and_its_excerpt_have_no_gaps(chinese: Site, language: str) -> None:
    build = chinese.build(language=language, blog_excerpt="full")
    assert [warning for warning in build.warnings if "figure" not in warning] == []
    for name in ("posts/a.html", "blog/index.html", "index.html"):
        shown = paragraphs(build, name)
        assert JOINED in shown, name
        assert {"列表项目", "引用文字"} <= set(shown), name
    page = build.main("posts/a.html")
    assert said(page.select_one("figcaption")).startswith("图的说明")
    assert page.select_one("pre").text == "代码\n不动\n"  # type: ignore[union-attr]
    assert "数\n学" in page.text


def test_an_automatic_excerpt_and_a_plain_one_have_none(chinese: Site) -> None:
    for excerpt in ("rich", "text"):
        listed = said(chinese.build(blog_excerpt=excerpt).main("blog/index.html").select_one(".blog-excerpt"))
        assert JOINED[:60] in listed


@pytest.mark.parametrize(
    ("language", "paragraph"), [("zh_CN", "普通页面。"), ("ja", "普通页面。"), ("en", "普通 页面。")]
)
def test_an_ordinary_page_is_joined_in_a_chinese_site_only(chinese: Site, language: str, paragraph: str) -> None:
    assert paragraph in paragraphs(chinese.build(language=language), "index.html")


def test_it_can_be_turned_off_and_on(chinese: Site) -> None:
    build = chinese.build(language="zh_CN", blog_join_lines=False)
    assert "普通 页面。" in paragraphs(build, "index.html")
    assert "列表 项目" in paragraphs(build, "posts/a.html")
    assert differences(chinese.build(language="zh_CN").out, chinese.fresh(language="zh_CN").out) == {}


@pytest.mark.parametrize("builder", ["latex", "text", "epub", "singlehtml", "man", "texinfo", "xml"])
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_output_has_none(chinese: Site, builder: str, language: str) -> None:
    build = chinese.build(builder, language=language)
    texts = [path.read_text(encoding="utf-8") for path in build.out.rglob("*") if path.suffix in (
        ".tex", ".txt", ".html", ".1", ".texi", ".xml"
    )]  # fmt: skip
    for path in build.out.glob("*.epub"):
        with zipfile.ZipFile(path) as book:
            texts += [book.read(name).decode() for name in book.namelist() if name.endswith(".xhtml")]
    assert any(re.search("列表项目", text) for text in texts)
    assert not any(re.search("列表\\s+项目", text) for text in texts)


def test_translators_get_the_text_as_it_was_written(chinese: Site) -> None:
    build = chinese.build("gettext", language="zh_CN", to="messages")
    off = chinese.build("gettext", language="zh_CN", to="other", blog_join_lines=False)
    assert build.text("posts.pot") == off.text("posts.pot")
    assert "第一行的文字 第二行" in build.text("posts.pot").replace('\\n"\n"', " ").replace('"\n"', "")


def test_a_paragraph_without_wide_characters_is_as_plain_sphinx_has_it(site: Site) -> None:
    text = "One\ntwo *three\nfour*\n`five`\nsix.\n\nUne\nphrase « là »\nici.\n"
    site.write({"index.md": f"# Page\n\n{text}", "posts/a.md": f"---\ndate: 2025-01-01\n---\n# Post\n\n{text}"})
    before = snapshot(site.build(language="zh_CN", blog_join_lines=False).out, site.folder / "before")
    build = site.build(language="zh_CN")
    for name in ("index.html", "posts/a.html"):
        assert build.text(name) == (before / name).read_text(encoding="utf-8")


def test_only_what_changed_is_written(chinese: Site) -> None:
    chinese.build(language="zh_CN")
    assert chinese.build(language="zh_CN").updated == []
