"""The command ``sphinx-blog import``: what it makes of whole blogs, good and bad, and what it says."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from sphinxext_blog.importers.old_blog import OldPost
from sphinxext_blog.importers.run import counted
from sphinxext_blog.importers.saving import Saver
from tests.unit.old_blogs import BLOGS, PNG, import_from, tree, write

if TYPE_CHECKING:
    from pathlib import Path


def _front(folder: Path, name: str) -> dict[str, Any]:
    values = yaml.safe_load((folder / name).read_text(encoding="utf-8").split("---\n")[1])
    assert isinstance(values, dict)
    return values


def _imported(tmp_path: Path, engine: str, *options: str) -> Path:
    assert import_from(engine, write(tmp_path / "old", BLOGS[engine]), tmp_path / "posts", *options) == 0
    return tmp_path / "posts"


@pytest.mark.parametrize("engine", BLOGS)
def test_a_run_touches_nothing_old_and_a_second_run_changes_nothing(
    tmp_path: Path, engine: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also with posts that are numbered, and with files that are copied."""
    posts = _imported(tmp_path, engine)
    old, first = tree(tmp_path / "old"), tree(posts)
    assert old == {name: text if isinstance(text, bytes) else text.encode() for name, text in BLOGS[engine].items()}
    capsys.readouterr()
    assert import_from(engine, tmp_path / "old", posts) == 0
    assert f"0 files written, {len(first)} unchanged, 0 kept" in capsys.readouterr().out
    assert tree(posts) == first


@pytest.mark.parametrize("engine", BLOGS)
def test_what_an_author_changed_is_kept_unless_forced(
    tmp_path: Path, engine: str, capsys: pytest.CaptureFixture[str]
) -> None:
    posts = _imported(tmp_path, engine)
    first = tree(posts)
    changed = next(name for name in sorted(first) if name.endswith((".md", ".rst")))
    (posts / changed).write_text("mine")
    capsys.readouterr()
    import_from(engine, tmp_path / "old", posts)
    assert (posts / changed).read_text() == "mine"
    assert changed in capsys.readouterr().out
    import_from(engine, tmp_path / "old", posts, "--force")
    assert tree(posts) == first


@pytest.mark.parametrize("engine", BLOGS)
def test_a_dry_run_writes_nothing(tmp_path: Path, engine: str, capsys: pytest.CaptureFixture[str]) -> None:
    posts = _imported(tmp_path, engine, "--dry-run")
    assert not posts.exists()
    assert "files would be written" in capsys.readouterr().out


def test_hexo(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Bare headers, CRLF, nested categories, asset folders, tags, links by address."""
    posts = _imported(tmp_path, "hexo")
    assert _front(posts, "first.md") | {"date": str(_front(posts, "first.md")["date"])} == {
        "title": "第一篇",
        "date": "2020-01-02 03:04:05",
        "tags": ["C++", "2016"],
        "categories": ["技术", "编程"],
        "image": "images/a1ebfe1e.png",
        "aliases": ["2020/01/first/"],
        "mood": "good",
    }
    text = (posts / "first.md").read_text(encoding="utf-8")
    assert "\r" not in text
    assert "Intro.\n\n<!-- more -->\n\n![](images/first/a-b.png) ![](images/a1ebfe1e.png)\n\n## Sub\n" in text
    assert "![Alt](images/first/a-b.png)" in text
    link = "2021-02-03-second.md"
    assert f"[See]({link}) and [u]({link}#x) and [v]({link})" in text
    assert (posts / "images/first/a-b.png").read_bytes() == PNG
    second = (posts / link).read_text(encoding="utf-8")
    assert (
        "# Second\n\n## One\n\n```{warning}\nMind.\n```\n\n"
        "## Two\n\n```{code-block} python\n:caption: Title\n\n% x = 1\n```" in second
    )
    assert _front(posts, link)["categories"] == ["技术", "编程", "生活"]
    assert _front(posts, "later.md")["draft"] is True
    assert _front(posts, "later.md")["aliases"] == ["own/place.html"]
    assert yaml.safe_load((posts / "categories.yml").read_text(encoding="utf-8"))["编程"] == {"parent": "技术"}
    report = capsys.readouterr().out
    assert "source/_posts/2021-02-03-second.md:20: unsupported tag '{% unknown tag %}'" in report
    assert "source/_posts/2021-02-03-second.md:22: image 'gone.png' not found" in report
    assert "source/about/index.md: page, not a post" in report
    assert 'blog_timezone = "Asia/Shanghai"' in report


def test_jekyll(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Dates of names, defaults, authors' data, includes, Liquid in links, kramdown's math and notes."""
    posts = _imported(tmp_path, "jekyll")
    assert _front(posts, "2019-05-06-hello-world.md") | {"date": ""} == {
        "title": "Hello World",
        "date": "",
        "authors": ["Mei Example"],
        "tags": ["one", "two"],
        "categories": ["Tech"],
        "aliases": ["tech/2019/05/06/Hello-World/", "older/"],
    }
    text = (posts / "2019-05-06-hello-world.md").read_text(encoding="utf-8")
    assert "JB/setup" not in text
    assert "Included 3.1.\n\n<!-- {% include round.md %} -->\n\nInline $x$ math." in text
    assert "```python\nprint('{{ x }}')\n```" in text
    assert '![shot](images/shot.png){width="50%"}' in text
    assert "[next](2019-06-07-other.md) [same](2019-06-07-other.md)" in text
    assert "```{note}\nMind this.\n```" in text
    other = _front(posts, "2019-06-07-other.md")
    assert (other["title"], other["authors"], other["draft"]) == ('Other: a "tale"', ["Bo (A, B)", "Cy"], True)
    assert "_includes/round.md:1: unsupported tag '{% include round.md %}'" in capsys.readouterr().out


def test_hugo(tmp_path: Path) -> None:
    """TOML and JSON, bundles, shortcodes, permalinks, aliases and addresses of one's own."""
    posts = _imported(tmp_path, "hugo")
    front = _front(posts, "one/index.md")
    assert front["aliases"] == ["2021/the-one/", "uno/"]
    assert (front["image"], front["image_alt"], front["series"]) == ("pic.png", "A picture", ["S"])
    assert str(front["date"]) == "2021-03-04 05:06:07+01:00"
    text = (posts / "one/index.md").read_text(encoding="utf-8")
    assert "```{figure} pic.png\n:alt: Alt\n:width: 300px\n\nCap\n```\n\n[two](../two.md)" in text
    assert "```go\nfunc main() {}\n```\n\n$x$ and\n\n$$y$$\n\n(named)=\n## Head\n\n```{tip}\nGood.\n```" in text
    assert "(https://www.youtube.com/watch?v=abc)\n\n<!-- {{< mystery >}} -->" in text
    assert _front(posts, "two.md")["aliases"] == ["zwei/"]


def test_languages_and_aliases_of_hugo(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Links stay in their language; aliases without a slash lie beside the page."""
    links = '[two]({{< ref "two" >}}) [de]({{< relref path="two" lang="de" >}}) ![](/a.png)'
    text = "---\ntitle: T\ndate: 2020-01-02\naliases: [/a/, /same/, b/c, ../d.html]\n---\n"
    files = {f"content/posts/{name}.md": text.replace("/a/", f"/{name}/") for name in ("two", "two.de")}
    files |= {
        f"content/posts/one{end}.md": text.replace("/a/, /same/, b/c, ../d.html", "") + links for end in ("", ".de")
    }
    config = "[languages.en]\n[languages.de]\n"
    assert import_from("hugo", write(tmp_path / "old", {"hugo.toml": config, **files}), tmp_path / "posts") == 0
    posts = tmp_path / "posts"
    assert "[two](two.md) [de](two-de.md)" in (posts / "one.md").read_text()
    assert "[two](two-de.md) [de](two-de.md)" in (posts / "one-de.md").read_text()
    assert _front(posts, "two.md")["aliases"] == ["posts/two/", "two/", "same/", "posts/b/c", "d.html"]
    assert _front(posts, "two-de.md")["aliases"] == ["de/posts/two/", "two.de/", "de/posts/b/c", "de/d.html"]
    report = capsys.readouterr().out
    assert "posts/two.de.md: translates content/posts/two.md into de." in report
    assert "is not an imported post" not in report


@pytest.mark.parametrize(
    ("engine", "config", "post", "is_math"),
    [
        ("docusaurus", {"docusaurus.config.js": "import math from 'remark-math'"}, "blog/2020-01-02-a.md", True),
        ("docusaurus", {"docusaurus.config.js": "module.exports = {}"}, "blog/2020-01-02-a.md", False),
        ("mkdocs", {"mkdocs.yml": "markdown_extensions: [pymdownx.arithmatex]"}, "docs/blog/posts/a.md", True),
        ("mkdocs", {"mkdocs.yml": "site_name: A"}, "docs/blog/posts/a.md", False),
        ("hugo", {"hugo.yaml": "markup: {delimiters: {inline: [['$', '$']]}}"}, "content/posts/a.md", True),
        ("hugo", {"hugo.yaml": "params: {math: true}"}, "content/posts/a.md", True),
        ("hugo", {"hugo.yaml": "params: {math: false}"}, "content/posts/a.md", False),
    ],
)
def test_what_configurations_say_of_math(
    tmp_path: Path, engine: str, config: dict[str, str], post: str, *, is_math: bool
) -> None:
    old = write(tmp_path / "old", {**config, post: "---\ndate: 2020-01-02\n---\n# A\n\n$a and $x$"})
    assert import_from(engine, old, tmp_path / "posts") == 0
    assert ("\\$a" in next((tmp_path / "posts").glob("*.md")).read_text()) is not is_math


def test_pictures_of_authors_come_along(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """From the site's root or with its URL; the path is one from the folder of ``conf.py``."""
    people = "a:\n  name: A\n  image_url: /img/a.png\nb:\n  name: B\n  image_url: https://old.example.net/img/b.png\n"
    people += "c:\n  name: C\n  image_url: /img/none.png\nd:\n  name: D\n  image_url: https://x.example.net/d.png\n"
    files: dict[str, str | bytes] = {"blog/authors.yml": people, "static/img/a.png": PNG, "static/img/b.png": PNG}
    files |= {"blog/2022-01-02-a.md": "---\nauthors: [a, b, c, d]\n---\n# A\n", "new/docs/conf.py": ""}
    files["docusaurus.config.js"] = "url: 'https://old.example.net', baseUrl: '/'"
    into = write(tmp_path / "old", files) / "new/docs/posts"
    assert import_from("docusaurus", tmp_path / "old", into) == 0
    found = yaml.safe_load((into / "authors.yml").read_text())
    assert [found[name]["avatar"] for name in "ABCD"] == [
        "posts/images/a.png", "posts/images/b.png", "/img/none.png", "https://x.example.net/d.png",
    ]  # fmt: skip
    assert (into / "images/a.png").read_bytes() == (into / "images/b.png").read_bytes() == PNG
    assert "author 'C': image '/img/none.png' not found" in capsys.readouterr().out


def test_pelican(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Settings that are never run, plain headers, and reStructuredText that stays so."""
    posts = _imported(tmp_path, "pelican")
    front = _front(posts, "tech/first.md")
    assert front["aliases"] == ["2018/first-post.html"]
    assert (front["unlisted"], front["excerpt"], front["authors"]) == (True, "Short.", ["Mei Example", "Bo"])
    assert front["categories"] == ["tech"]
    assert "[other](../other.rst) and ![pic](../images/p.png)" in (posts / "tech/first.md").read_text(encoding="utf-8")
    rst = (posts / "other.rst").read_text(encoding="utf-8")
    assert rst.startswith(":date: 2018-03-04\n:tags: x\n:categories: Essays\n:aliases: 2018/other.html\n\n===")
    assert ":doc:`a link <tech/first>`" in rst
    assert ".. image:: images/p.png\n\n.. more\n" in rst
    assert "content/tech/first.md:9: '{tag}a' is a page of the old site" in capsys.readouterr().out


def test_languages_of_pelican(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The article in the blog's own language keeps its address; the others have theirs, and none is lost."""
    text = "Title: {}\nDate: 2020-01-02\nSlug: a\n{}\nText\n"
    files = {"content/a-de.md": text.format("A", "Lang: de\n"), "content/a.md": text.format("B", "")}
    old = write(tmp_path / "old", {"pelicanconf.py": "DEFAULT_LANG = 'en'\n", **files})
    assert import_from("pelican", old, tmp_path / "posts") == 0
    assert _front(tmp_path / "posts", "a-de.md")["aliases"] == ["a-de.html"]
    assert _front(tmp_path / "posts", "a.md")["aliases"] == ["a.html"]
    assert "content/a-de.md: translates content/a.md into de." in capsys.readouterr().out


def test_mkdocs(tmp_path: Path) -> None:
    """Created and updated, authors by key, admonitions, tabs, attributes."""
    posts = _imported(tmp_path, "mkdocs")
    front = _front(posts, "one.md")
    assert front["aliases"] == ["blog/2023/01/02/the-first-post/"]
    assert (front["authors"], front["pinned"], str(front["updated"])) == (["Mei Example"], True, "2023-02-03")
    text = (posts / "one.md").read_text(encoding="utf-8")
    assert "---\n\n# The *first* post\n\nIntro." in text
    assert "````{admonition} Mind\n:class: note\n\nBody\n\n```py\nx\n```\n````" in text
    assert "```{dropdown} Tip\nFolded\n```" in text
    assert "````{tab-set}\n```{tab-item} A\n\na\n```\n\n```{tab-item} B\n\nb\n```\n````" in text
    assert '![](images/a.png){width="300px"}\n\n[two](two.md#x)' in text
    assert _front(posts, "two.md") | {"date": ""} == {"date": "", "draft": True, "aliases": ["blog/2023/01/03/zwei/"]}
    assert "Writes" in (posts / "authors.yml").read_text(encoding="utf-8")


def test_docusaurus(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Routes, keys of authors and tags, MDX without what would be run."""
    posts = _imported(tmp_path, "docusaurus")
    front = _front(posts, "2022-01-02-first/index.md")
    assert front["aliases"] == ["news/2022/01/02/first"]
    assert (front["authors"], front["tags"]) == (["Mei Example"], ["JavaScript", "other"])
    text = (posts / "2022-01-02-first/index.md").read_text(encoding="utf-8")
    assert "import" not in text
    assert "<!-- more -->\n\n```{admonition} Good\n:class: tip\n\nBody\n\n```" in text
    assert "```{tab-item} A\n\na\n\n```" in text
    assert "![](pic.png)\n\n![](../images/b.png)\n\n[two](../2022-01-03-second.md)" in text
    assert _front(posts, "2022-01-03-second.md")["aliases"] == ["news/second"]
    report = capsys.readouterr().out
    assert "blog/2022-01-02-first/index.mdx:7: 'import Own from './own';' was removed" in report
    assert "unsupported component '<Own />'; preserved as a comment" in report


def test_ablog(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Texts stay; directives become front matter, but for several in one document."""
    posts = _imported(tmp_path, "ablog")
    front = _front(posts, "news/first.md")
    assert {name: str(front[name]) for name in ("date", "authors", "location", "language", "comments", "mood")} == {
        "date": "2021-02-03", "authors": "['Mei Example']", "location": "['Oslo']", "language": "['English']",
        "comments": "False", "mood": "good",
    }  # fmt: skip
    assert (
        front["aliases"] == ["old/first", "old/first.html", "news/first.html"] or "news/first.html" in front["aliases"]
    )
    text = (posts / "news/first.md").read_text(encoding="utf-8")
    assert "---\n\n(top)=\n# First\n\nIntro with {math}`x`." in text
    assert "See {blog:post}`second`, {blog:post}`that <second>`, {ref}`top`, [two](../second.rst) and ![](" in text
    assert _front(posts, "news/directive.md")["excerpt"] == "The *excerpt*."
    directive = (posts / "news/directive.md").read_text(encoding="utf-8")
    assert "# By directive\n\nThe *excerpt*.\n\n\nText ![](" in directive
    assert "```{post} in code" in directive
    second = (posts / "second.rst").read_text(encoding="utf-8")
    assert second.startswith(":date: 2021-03-04\n:authors: Bo\n")
    assert "Second\n======\n" in second
    assert "See :blog:post:`first`.\n\n.. image:: " in second
    assert ":excerpt: Only in lists." in second
    assert "\nOnly in lists." not in second
    assert ":blogpost: false\n" in (posts / "several.rst").read_text(encoding="utf-8")
    assert "By fields\n=========" in (posts / "fields.rst").read_text(encoding="utf-8")
    assert "url: 'https://mei.example.net/'" in (posts / "authors.yml").read_text(encoding="utf-8")
    report = capsys.readouterr().out
    assert "conf.py: blog_baseurl = 'https://old.example.net': the option is called 'html_baseurl' here" in report
    assert "news/book.ipynb: notebook. Copy it" in report
    assert "several.rst:1: 2 directives 'post': they are unchanged." in report
    assert "index.rst: page, not a post" in report


def test_a_half_broken_blog(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every file that holds text is there afterwards; the others are named; nothing stops the rest."""
    chinese = "---\ntitle: 中文标题\ndate: 2020-01-01\n---\n今天天气很好，我们去爬山。\n"
    old = write(
        tmp_path / "old",
        {
            "gbk.md": chinese.encode("gbk"),
            "utf16.md": chinese.encode("utf-16"),
            "bom.md": chinese.encode("utf-8-sig"),
            "latin.md": "---\ntitle: Café\ndate: 2020-01-01\n---\nDéjà vu à la crème brûlée.\n".encode("latin-1"),
            "yaml.md": "---\ntitle: a: b\ndate: 2020-01-01\ntags: [x\n---\nText\n",
            "binary.md": b"\x00\x01\x02" * 50,
            "date.md": "---\ntitle: Bad\ndate: yesterday\n---\nText\n",
            "none.md": "Only text\n",
            "a b.md": "---\ndate: 2020-01-02\n---\nOne\n",
            "a-b.md": "---\ndate: 2020-01-02\n---\nTwo\n",
            "loop.md": "---\ndate: 2020-01-03\ntags: &a [*a, x]\n---\nText\n",
            "empty.md": b"",
            "good.md": "---\ndate: 2020-01-04\n---\n![](gone.png)\n",
        },
    )
    assert import_from("hexo", old, tmp_path / "posts") == 1
    posts, report = tmp_path / "posts", capsys.readouterr().out
    for name in ("gbk.md", "utf16.md", "bom.md"):
        assert _front(posts, name)["title"] == "中文标题"
        assert "今天天气很好，我们去爬山。" in (posts / name).read_text(encoding="utf-8")
    assert "Déjà vu à la crème brûlée." in (posts / "latin.md").read_text(encoding="utf-8")
    assert "One" in (posts / "a-b.md").read_text() + (posts / "a-b-2.md").read_text()
    assert not (posts / "binary.md").exists()
    assert "Not imported:\n  binary.md: not a text" in report
    assert "gbk.md: not UTF-8; read as gb18030" in report
    assert "latin.md: not UTF-8; read as cp1252" in report
    assert "yaml.md:2: front matter: " in report
    assert "date.md:3: date: 'yesterday' is not a recognized date" in report
    assert "'a-b.md' is already used by another post. This post is 'a-b-2.md'." in report
    assert "good.md:4: image 'gone.png' not found" in report
    assert _front(posts, "loop.md")["tags"] == ["x"]
    assert _front(posts, "yaml.md")["title"] == "a: b"
    again = tree(posts)
    assert import_from("hexo", old, posts) == 1
    assert tree(posts) == again


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["hexo", "{tmp}/none"], "is not a folder"),
        (["hugo", "{tmp}/empty"], "no posts in"),
        (["hexo", "{tmp}/old", "--into", "{tmp}/old/posts"], "is in the old blog"),
        (["hexo", "{tmp}/old", "--encoding", "klingon"], "--encoding 'klingon' is not the name of an encoding"),
    ],
)
def test_a_wrong_call_is_explained(
    tmp_path: Path, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    write(tmp_path / "old", {"a.md": "text"})
    engine, path, *options = [argument.format(tmp=tmp_path) for argument in arguments]
    assert import_from(engine, tmp_path / path, tmp_path / "new", *options) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "new").exists()


def test_old_addresses_by_a_pattern_that_is_given(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Folders can be categories; what the pattern needs and a post does not say is told."""
    old = write(tmp_path / "old", {"A/B/中文 名/index.md": "---\ndate: 2019-08-09 13:34:52\n---\n# One\n\n# Two\n"})
    options = ("--timezone", "Asia/Shanghai", "--permalink", ":timestamp36.html", "--folder-categories")
    import_from("hexo", old, tmp_path / "posts", *options)
    front = _front(tmp_path / "posts", "a/b/中文-名/index.md")
    assert (front["title"], front["categories"], front["aliases"]) == ("中文 名", ["A", "B"], ["PVYFI4.html"])
    capsys.readouterr()
    import_from("hexo", old, tmp_path / "more", "--permalink", ":id/:title")
    assert "the old address is unknown: the post has no value for :id." in capsys.readouterr().out


def test_two_posts_never_share_an_old_address(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = write(tmp_path / "old", dict.fromkeys(("a.md", "b.md"), "---\ndate: 2020-01-01\npermalink: same/\n---\nx"))
    import_from("hexo", old, tmp_path / "posts")
    assert "aliases" in _front(tmp_path / "posts", "a.md")
    assert "aliases" not in _front(tmp_path / "posts", "b.md")
    assert "b.md: the old address 'same/' is already used by a.md. The alias is not added." in capsys.readouterr().out


def test_an_address_that_stays_needs_no_alias(tmp_path: Path) -> None:
    """The page is there itself; a redirect would be in its way."""
    old = write(tmp_path / "old", {"a.md": "---\ndate: 2020-01-01\npermalink: /posts/a.html\n---\nx"})
    import_from("hexo", old, tmp_path / "posts")
    assert "aliases" not in _front(tmp_path / "posts", "a.md")


def test_nothing_outside_of_the_old_blog_is_fetched(tmp_path: Path) -> None:
    """Neither by a path that leads out nor by a link in the file system."""
    write(tmp_path, {"secret.png": PNG, "secret.md": "secret"})
    old = write(
        tmp_path / "old", {"a.md": "---\ndate: 2020-01-01\n---\n![](../secret.png) {% include ../../secret.md %}\n"}
    )
    (old / "link.png").symlink_to(tmp_path / "secret.png")
    (old / "b.md").write_text("---\ndate: 2020-01-01\n---\n![](link.png)\n")
    import_from("jekyll", old, tmp_path / "posts")
    assert sorted(tree(tmp_path / "posts")) == ["a.md", "b.md"]
    assert "secret" not in (tmp_path / "posts/b.md").read_text()


def test_long_runs_show_that_they_live() -> None:
    ticks = iter(range(100))
    stream = io.StringIO()
    assert list(counted([1, 2, 3], "read", stream, lambda: next(ticks), total=3)) == [1, 2, 3]
    assert stream.getvalue() == "  read: 1 of 3\n  read: 2 of 3\n  read: 3 of 3\n  read: 3 of 3\n"
    quiet = io.StringIO()
    assert list(counted([1, 2], "read", quiet, lambda: 0.0, total=2)) == [1, 2]
    assert quiet.getvalue() == ""


def test_a_run_that_the_user_stops_can_be_run_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """No traceback; and what was written so far is whole."""
    old = write(tmp_path / "old", BLOGS["hexo"])
    save = Saver.text

    def stop(saver: Saver, name: str, text: str) -> str:
        if saver.written:
            raise KeyboardInterrupt
        return save(saver, name, text)

    with monkeypatch.context() as patched:
        patched.setattr(Saver, "text", stop)
        assert import_from("hexo", old, tmp_path / "posts") == 130
    said = capsys.readouterr().err
    assert "can be repeated" in said
    assert "Traceback" not in said
    assert import_from("hexo", old, tmp_path / "posts") == 0
    assert "1 unchanged" in capsys.readouterr().out


@pytest.mark.slow
def test_ten_thousand_posts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = tmp_path / "old"
    write(
        old,
        {
            f"{n % 100}/p{n}.md": f"---\ntitle: P {n}\ndate: 2020-01-01\n---\nSee [x](/p{n + 1}/).\n"
            for n in range(10_000)
        },
    )
    assert import_from("hexo", old, tmp_path / "posts", "--permalink", ":name/") == 0
    said = capsys.readouterr()
    assert "10000 posts with 10000 aliases: 10000 files written" in said.out
    assert (tmp_path / "posts/1/p1.md").read_text().endswith("See [x](../2/p2.md).\n")


def test_a_pattern_that_is_not_supported_makes_up_no_aliases(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One note for the pattern, and links between posts still follow their names."""
    post = "---\ntitle: T\ndate: 2020-01-02\n---\n[two]({{< ref two >}})\n"
    files = {f"content/posts/{name}.md": post for name in ("one", "two")}
    config = '[permalinks]\nposts = "/:sections[-1]/:filename"\n'
    assert import_from("hugo", write(tmp_path / "old", {"hugo.toml": config, **files}), tmp_path / "posts") == 0
    assert "aliases" not in _front(tmp_path / "posts", "one.md")
    assert "[two](two.md)" in (tmp_path / "posts/one.md").read_text()
    notes = [line for line in capsys.readouterr().out.splitlines() if "not supported" in line]
    message = "':sections[-1]' is not supported. 2 posts have no alias. Set --permalink, or add 'aliases'."
    assert notes == [f"  permalink '/:sections[-1]/:filename': {message}"]


def test_pages_of_the_old_site_that_are_no_posts_stay_within_reach(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the URL of the site they have it; without, no link is made that Sphinx would make a dead anchor of."""
    post = {"source/_posts/a.md": "---\ntitle: T\ndate: 2020-01-02\n---\n[about](/about/) and [b](/b/ 'T')\n"}
    known = {"_config.yml": "url: https://old.example.net\n", **post}
    assert import_from("hexo", write(tmp_path / "known", known), tmp_path / "one") == 0
    assert "[about](https://old.example.net/about/)" in (tmp_path / "one/a.md").read_text()
    capsys.readouterr()
    assert import_from("hexo", write(tmp_path / "unknown", {"_config.yml": "", **post}), tmp_path / "two") == 0
    text = (tmp_path / "two/a.md").read_text()
    assert '<a href="/about/">about</a>' in text
    assert "](/" not in text
    assert "'/about/' is a page of the old site, of which the URL is unknown." in capsys.readouterr().out


def test_a_whole_configuration_is_written_where_there_is_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = write(tmp_path / "old", BLOGS["hexo"])
    into = tmp_path / "docs/posts"
    assert import_from("hexo", old, into, "--conf", "--dry-run") == 0
    assert "conf.py would be written." in capsys.readouterr().out
    assert not (tmp_path / "docs").exists()
    assert import_from("hexo", old, into, "--conf") == 0
    report = capsys.readouterr().out
    conf = (tmp_path / "docs/conf.py").read_text(encoding="utf-8")
    lines = report.partition("conf.py needs:\n")[2].partition("\n\n")[0].splitlines()
    assert conf.splitlines() == [line.strip() for line in lines]
    assert 'html_baseurl = "https://old.example.net/"' in conf
    assert (tmp_path / "docs/index.md").read_text(encoding="utf-8").startswith("# Blog\n")
    (tmp_path / "docs/conf.py").write_text(f"{conf}# mine\n", encoding="utf-8")
    assert import_from("hexo", old, into, "--conf") == 0
    report = capsys.readouterr().out
    assert "conf.py needs no change." in report
    assert "conf.py exists and is unchanged." in report
    assert (tmp_path / "docs/conf.py").read_text(encoding="utf-8") == f"{conf}# mine\n"


def test_a_front_page_of_the_author_stays(tmp_path: Path) -> None:
    write(tmp_path / "docs", {"index.rst": "Mine\n====\n"})
    assert import_from("hexo", write(tmp_path / "old", BLOGS["hexo"]), tmp_path / "docs/posts", "--conf") == 0
    assert not (tmp_path / "docs/index.md").exists()


def test_all_notes_are_in_the_file_of_the_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "".join(f"![](gone-{number}.png)\n" for number in range(100))
    old = write(tmp_path / "old", {"a.md": f"---\ntitle: T\ndate: 2020-01-02\n---\n{text}"})
    assert import_from("hexo", old, tmp_path / "posts", "--report", str(tmp_path / "out/notes.txt")) == 0
    report = capsys.readouterr().out
    assert "100 × image … not found. The target is unchanged. For example:" in report
    assert "Use --report" not in report
    notes = (tmp_path / "out/notes.txt").read_text(encoding="utf-8").splitlines()
    assert len(notes) == 100
    assert notes[0] == "a.md:5: [Images and other files] image 'gone-0.png' not found. The target is unchanged."
    (tmp_path / "file").write_text("")
    assert import_from("hexo", old, tmp_path / "posts", "--report", str(tmp_path / "file/notes.txt")) == 0
    assert "notes.txt cannot be written: " in capsys.readouterr().out


def test_a_post_that_an_importer_fails_at_does_not_stop_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(post: OldPost, text: str) -> bool:
        if "boom" in text:
            raise ZeroDivisionError("by zero")
        return post.is_rst

    monkeypatch.setattr(OldPost, "is_html", property(lambda post: fail(post, post.text)))
    files = {f"{name}.md": f"---\ndate: 2020-01-02\n---\n{{% no %}} {name}\n" for name in ("boom", "good")}
    assert import_from("hexo", write(tmp_path / "old", files), tmp_path / "posts") == 1
    assert sorted(tree(tmp_path / "posts")) == ["good.md"]
    message = "boom.md: ZeroDivisionError: by zero. The post is not imported. Please report this as a bug."
    assert message in capsys.readouterr().out


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="posts are converted in one process elsewhere")
def test_the_number_of_processes_does_not_change_the_result(tmp_path: Path) -> None:
    """Also where several posts name different files alike, and where a file belongs to the folder of another post."""
    files: dict[str, str | bytes] = {"_config.yml": "url: https://old.example.net\n"}
    for number in range(60):
        text = f"![](a.png) ![](/img/a.png) ![](/p{number % 7}/a.png) [x](/2020/01/02/p{number + 1}/) {{% no %}}"
        files |= {f"source/_posts/p{number}.md": f"---\ntitle: P\ndate: 2020-01-02\n---\n{text}\n"}
        files |= {f"source/_posts/p{number}/a.png": PNG, f"source/p{number}/a.png": PNG + bytes([number])}
    files["source/img/a.png"] = PNG
    old = write(tmp_path / "old", files)
    results = []
    for jobs in ("1", "3"):
        command = [sys.executable, "-m", "sphinxext_blog.cli", "import", "hexo", "old", "--into", "new", "--jobs", jobs]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
        results.append((done.stdout, tree(tmp_path / "new")))
        shutil.rmtree(tmp_path / "new")
    assert results[0] == results[1]
    assert len([name for name in results[0][1] if name.endswith(".png")]) == 60 + 7 + 1
    assert old.is_dir()


def test_a_post_without_keys_gets_no_front_matter(tmp_path: Path) -> None:
    """An empty block would be a warning of MyST."""
    old = write(tmp_path / "old", {"mkdocs.yml": "plugins: [blog]", "docs/blog/posts/a.md": "# A\n\nText\n"})
    assert import_from("mkdocs", old, tmp_path / "posts") == 0
    assert (tmp_path / "posts/a.md").read_text() == "# A\n\nText\n"


HOSTILE = {
    "boxes": "!!! note\n\n" * 2_000 + ":::note\n" * 2_000 + "/// note\n" * 2_000 + "<div>\n" * 2_000,
    "tags": "{% raw %}" * 2_000 + "{{<" * 2_000 + "{:" * 2_000 + "<!--" * 2_000,
    "brackets": "[" * 5_000 + "](" * 5_000 + "![" * 5_000 + "$" * 5_001,
    "quotes": ">" * 3_000 + " x\n" + "- " * 3_000 + "x\n",
    "fences": "```\n~~~\n" * 2_000 + "`" * 5_001,
    "table": "|" * 5_000 + "\n" + "|-" * 5_000 + "|\n",
    "includes": "{% include self.md %}\n" * 50,
    "large": "Some *text* with `code`, [a link](/x/) and ![a picture](/y.png) in it.\n\n" * 4_000,
    "names": "![](../../../../etc/passwd) {% include ../../../../etc/passwd %} ![](" + "a/" * 3_000 + ".png)\n",
    "zero": "a\0b\n",
}
"""Texts that nobody writes, and that must not stop the import of the other posts."""


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["hexo", "jekyll", "mkdocs"])
def test_hostile_posts_do_not_stop_an_import(tmp_path: Path, engine: str, capsys: pytest.CaptureFixture[str]) -> None:
    folder = {"hexo": "source/_posts", "jekyll": "_posts", "mkdocs": "docs/blog/posts"}[engine]
    head = "---\ntitle: T\ndate: 2020-01-02\n---\n"
    names = {f"2020-01-02-{name}": text for name, text in HOSTILE.items() if name != "large" or engine == "hexo"}
    files: dict[str, str | bytes] = {f"{folder}/{name}.md": head + text for name, text in names.items()}
    files |= {"_includes/self.md": "{% include self.md %}", "_config.yml": "", "mkdocs.yml": "plugins: [blog]\n"}
    code = import_from(engine, write(tmp_path / "old", files), tmp_path / "posts")
    report = capsys.readouterr().out
    assert "Please report this as a bug" not in report
    assert "root:" not in "".join(path.read_text() for path in (tmp_path / "posts").iterdir() if path.is_file())
    lost = {name for name in names if not (tmp_path / f"posts/{name}.md").exists()}
    assert (code, lost) == (1, {"2020-01-02-zero"})
    assert "zero.md: not a text: the file has zero bytes" in report
