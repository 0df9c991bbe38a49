"""Importing: posts that are not Markdown: HTML is converted, all else is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.unit.old_blogs import BLOGS, PNG, import_from, write

if TYPE_CHECKING:
    from pathlib import Path

HTML_POST = """Intro with *stars*,
$5 and $6<br>1. a_b
<!--more-->
<p>See <a href="https://x.example.net/">x</a>
<code>a_b</code></p>
<h2 id="here">Head <em>it</em></h2>
<div><p>- none</p>
 <p><img src="/i/p.png"> <img src="gone.png"></p></div>
<ul>

<li>*one*</li>
</ul>
<pre class="brush: python">
if a &lt; b:

  <b>x</b>
</pre>
<blockquote><p>q</p>r</blockquote>
<table><tr><td><pre>a

b</pre></td></tr></table>
"""
MARKDOWN_POST = r"""Intro with \*stars\*, \$5 and \$6\
1\. a\_b

<!-- more -->

See [x](https://x.example.net/) `a_b`

(here)=
## Head *it*

\- none

![](images/i/p.png) ![](gone.png)

- \*one\*

```python
if a < b:

  x
```

> q
>
> r

<table><tr><td><pre>a
<!-- -->
b</pre></td></tr></table>
"""


@pytest.mark.parametrize(
    ("engine", "files"),
    [
        ("jekyll", {"_posts/2020-01-01-a.md": "a", "_posts/b.textile": "h1. B", "about.org": ""}),
        ("hexo", {"source/_posts/a.md": "a", "source/_posts/b.org": "* B", "source/_posts/a/c.html": "<p>"}),
        ("hugo", {"content/posts/a.md": "a", "content/posts/b.adoc": "= B", "content/posts/a.org": "* A"}),
        ("hugo", {"content/posts/a/index.md": "a", "content/posts/b.Rmd": "# B", "content/posts/a/data.org": ""}),
        ("pelican", {"pelicanconf.py": "STATIC_PATHS = ['x.html', 'y']", "content/a.md": "Title: A\n\na",
                     "content/x.html": "", "content/y/z.html": "", "content/b.ipynb": "{}"}),
        ("pelican", {"content/a.md": "Title: A\n\na", "content/b.html": "<p>", "content/pages/c.html": ""}),
    ],
)  # fmt: skip
def test_posts_in_other_formats_are_told(
    tmp_path: Path, engine: str, files: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    """By name and kind, and the command does not end as if all went well; other files are nobody's loss."""
    assert import_from(engine, write(tmp_path / "old", files), tmp_path / "posts") == 1
    report = capsys.readouterr().out
    assert [line for line in report.split("\n") if "is not supported. The post is not imported" in line] == [
        line for line in report.split("\n") if "/b." in line
    ]
    assert "1 files are not imported" in report


def test_a_blog_all_in_other_formats(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = write(tmp_path / "old", {"content/posts/a.org": "* A"})
    assert import_from("hugo", old, tmp_path / "posts") == 2
    assert "but 1 in formats that are not converted, such as content/posts/a.org" in capsys.readouterr().err


def test_translations_of_docusaurus_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = write(tmp_path / "old", BLOGS["docusaurus"])
    write(old, {"i18n/fr/docusaurus-plugin-content-blog/2022-01-02-first.md": "a"})
    assert import_from("docusaurus", old, tmp_path / "posts") == 0
    assert "i18n/fr/docusaurus-plugin-content-blog: 1 translated posts" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("engine", "folder", "shown"),
    [
        ("jekyll", "_posts", "i/p.png"),
        ("hexo", "source/_posts", "source/i/p.png"),
        ("hugo", "content/posts", "static/i/p.png"),
    ],
)
def test_posts_in_html(
    tmp_path: Path, engine: str, folder: str, shown: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = f"---\ntitle: A\ndate: 2020-01-02\n---\n{HTML_POST}"
    old = write(tmp_path / "old", {f"{folder}/2020-01-02-a.html": text, shown: PNG})
    assert import_from(engine, old, tmp_path / "posts") == 0
    assert (tmp_path / "posts/2020-01-02-a.md").read_text().partition("# A\n\n")[2] == MARKDOWN_POST
    assert "2020-01-02-a.html: image 'gone.png' not found" in capsys.readouterr().out
