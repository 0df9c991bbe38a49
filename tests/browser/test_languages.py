"""Chinese and Japanese as readers see and copy them: no gaps at line ends, a thin space beside other scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import ADDRESS
from tests.builds.pictures import png
from tests.builds.site import Site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.conftest import Readers

_POST = """---
date: 2025-01-01
---
# 标题

今天天气很好，
我们用Python去**爬
山**。
`代码`
之后是
[链接](https://example.org)。

```python
x = "中文abc"
```
"""
_TAGS = ("概率论", "数值分析", "线性代数", "深度学习", "编程语言", "数据结构", "信息论", "并发")
_TERMS = """---
orphan: true
---
# 列表

```{termlist} tags
:style: cloud
```

```{postlist}
:style: compact
```

```{postlist}
:style: table
```
"""
_SHOWN = "今天天气很好，我们用Python去爬山。代码之后是链接。"
_DIVIDED = "found => found.filter(one => one.getClientRects().length > 1).map(one => one.textContent)"
_AUTOSPACE = "element => getComputedStyle(element).textAutospace"


@pytest.fixture(scope="module", params=["alabaster", "furo", "pydata_sphinx_theme", "sphinx_rtd_theme"])
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site in Chinese, in a theme."""
    pytest.importorskip(request.param)
    site = Site(tmp_path_factory.mktemp("lines")).write({"index.md": "# 首页\n\n用Go\n写的。\n", "posts/a.md": _POST})
    front = f"date: 2024-12-31\ntags: [{', '.join(_TAGS)}]\nauthor: 林梅"
    site.write({"posts/b.md": f"---\n{front}\n---\n# 别的\n\n文字。\n", "terms.md": _TERMS, "mei.png": png(40, 60)})
    build = site.build(
        language="zh_CN", html_theme=request.param, blog_authors={"林梅": {"avatar": "mei.png", "bio": "写代码。"}}
    )
    assert build.warnings == []
    return build.out


@pytest.fixture
def page(readers: Readers, written: Path) -> Iterator[Page]:
    """A page of the site."""
    with readers(written) as reader:
        yield reader.page


@pytest.mark.parametrize("name", ["posts/a.html", "blog/index.html"])
def test_what_is_copied_has_no_gaps(page: Page, name: str) -> None:
    page.goto(f"{ADDRESS}/{name}")
    assert _SHOWN in page.locator("p").all_inner_texts()


@pytest.mark.parametrize("name", ["posts/a.html", "blog/index.html", "index.html"])
def test_other_scripts_are_separated_by_a_thin_space_but_not_in_code(page: Page, name: str) -> None:
    page.goto(f"{ADDRESS}/{name}")
    text = page.locator("p", has_text="用Python" if name != "index.html" else "用Go").first
    assert text.evaluate(_AUTOSPACE) == "normal"
    if page.locator("pre").count():
        assert page.locator("pre").first.evaluate(_AUTOSPACE) == "no-autospace"


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_names_and_dates_stay_whole(page: Page, width: int) -> None:
    """A line ends between the names of tags, not in one, nor after the sign before it."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{ADDRESS}/terms.html")
    names = page.locator(".blog-cloud a, .blog-compact .blog-tag-name, .blog-table .blog-date")
    assert names.count() > len(_TAGS)
    assert names.evaluate_all(_DIVIDED) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_author_has_a_round_picture_by_day_and_night(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(f"{ADDRESS}/blog/author/林梅.html")
    picture = page.locator("img.blog-avatar")
    assert picture.evaluate("element => getComputedStyle(element).borderRadius") == "50%"
    box = picture.bounding_box()
    assert box is not None
    assert box["width"] == pytest.approx(box["height"], abs=0.5)
