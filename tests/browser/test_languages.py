"""Chinese and Japanese as readers see and copy them: no gaps at line ends, a thin space beside other scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import ADDRESS, Reader
from tests.builds.site import Site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

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
_SHOWN = "今天天气很好，我们用Python去爬山。代码之后是链接。"
_AUTOSPACE = "element => getComputedStyle(element).textAutospace"


@pytest.fixture(scope="module", params=["alabaster", "furo", "pydata_sphinx_theme", "sphinx_rtd_theme"])
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site in Chinese, in a theme."""
    pytest.importorskip(request.param)
    site = Site(tmp_path_factory.mktemp("lines")).write({"index.md": "# 首页\n\n用Go\n写的。\n", "posts/a.md": _POST})
    build = site.build(language="zh_CN", html_theme=request.param)
    assert build.warnings == []
    return build.out


@pytest.fixture
def page(browser: Browser, written: Path) -> Iterator[Page]:
    """A page of the site."""
    context = browser.new_context()
    reader = Reader(context.new_page(), written)
    context.route("**/*", reader.serve)
    yield reader.page
    context.close()


@pytest.mark.parametrize("name", ["posts/a.html", "blog/index.html"])
def test_what_is_copied_has_no_gaps(page: Page, name: str) -> None:
    page.goto(f"{ADDRESS}/{name}")
    assert _SHOWN in page.locator("p").all_inner_texts()


@pytest.mark.parametrize("name", ["posts/a.html", "blog/index.html", "index.html"])
def test_other_scripts_stand_apart_by_a_thin_space_but_not_in_code(page: Page, name: str) -> None:
    page.goto(f"{ADDRESS}/{name}")
    text = page.locator("p", has_text="用Python" if name != "index.html" else "用Go").first
    assert text.evaluate(_AUTOSPACE) == "normal"
    if page.locator("pre").count():
        assert page.locator("pre").first.evaluate(_AUTOSPACE) == "no-autospace"
