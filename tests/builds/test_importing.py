"""What was imported builds: with the lines that the report gives for ``conf.py``, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.unit.old_blogs import BLOGS, PNG, import_from, write

if TYPE_CHECKING:
    from pathlib import Path

    from tests.builds.site import Build, Site


def _built(site: Site, engine: str, folder: Path, capsys: pytest.CaptureFixture[str], more: str = "") -> Build:
    write(folder, BLOGS[engine])
    if more:
        write(folder, {"source/_posts/more.md": f"---\ntitle: More\ndate: 2020-01-01\n---\n{more}"})
    assert import_from(engine, folder, site.src / "posts") == 0
    conf = capsys.readouterr().out.partition("conf.py needs:\n")[2]
    lines = [line.strip() for line in conf.splitlines()]
    known = ("extensions", "blog_posts", "blog_timezone", "myst_", "suppress_warnings")
    text = "\n".join(line for line in lines if line.startswith(known))
    return site.write({"conf.py": text + '\nblog_drafts = "show"\n', "index.md": "# Home\n"}).build()


EXPECTED = {
    "hexo": ["image.not_readable", "myst.xref_missing"],  # gone.png, and #x that the post does not have
    "mkdocs": ["myst.xref_missing"],
    "pelican": ["myst.xref_missing"],  # {tag}a
}
"""The kinds of warning that the old blogs of these tests have earned; none is of ours."""


@pytest.mark.parametrize("engine", BLOGS)
def test_an_imported_blog_builds(site: Site, tmp_path: Path, engine: str, capsys: pytest.CaptureFixture[str]) -> None:
    build = _built(site, engine, tmp_path / "old", capsys)
    kinds = {line.rpartition("[")[2].rstrip("]") for line in build.warnings}
    assert kinds == set(EXPECTED.get(engine, [])), build.warnings
    home = build.main("blog/index.html").get_text()
    assert "Read more" in home or engine == "jekyll"


def test_what_readers_see_of_an_imported_post(site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One title, the excerpt up to the marker, pictures that are there, links between posts."""
    build = _built(site, "hexo", tmp_path / "old", capsys)
    main = build.main("posts/first.html")
    assert [title.get_text().rstrip("¶") for title in main.select("h1")] == ["第一篇"]
    assert all((build.out / "posts" / str(image["src"])).resolve().is_file() for image in main.select("img"))
    assert [link["href"] for link in main.select("section > p:not([class]) a.internal")][:1] == [
        "2021-02-03-second.html"
    ]
    home = build.main("blog/index.html").get_text()
    assert "Intro." in home
    assert "Sub" not in home


def test_what_the_old_engine_had_on_is_shown(site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "~~gone~~\n\n- [x] done\n\nTerm\n: meaning\n\ntext\n$$\nx\n$$\nafter"
    build = _built(site, "hexo", tmp_path / "old", capsys, text)
    main = build.main("posts/more.html")
    assert [
        main.select_one(css) is not None for css in ("s", "li > input, li p > input", "dl.simple dt", "div.math")
    ] == [True] * 4
    assert "~~" not in main.get_text()
    assert "$" not in main.get_text()
    kinds = {line.rpartition("[")[2].rstrip("]") for line in build.warnings}
    assert kinds == set(EXPECTED["hexo"]), build.warnings


SHOWN = {
    "docusaurus": (
        "blog/2020-01-02-a.mdx",
        (
            "- x\n\n  <Tabs groupId='g'>\n    <TabItem value='a' label='A `b`'>\n\n    c\n\n    </TabItem>\n"
            "  </Tabs>\n\n"
            ':::note[A `b`]\n\n```js title="a.js" {1}\nx\n```\n\n:::\n'
        ),
        ("li .sd-tab-set .sd-tab-label code", ".admonition-title code", ".code-block-caption", "span.hll"),
    ),
    "mkdocs": (
        "docs/blog/posts/a.md",
        (
            "HTML\n\n*[HTML]: Hyper Text\n\n<div class='own' markdown>\n*x*\n</div>\n\n"
            "<figure markdown>\n  ![](p.png)\n  <figcaption>C</figcaption>\n</figure>\n\n"
            "!!! note\n\n    ![](p.png)\n\n$5\n"
        ),
        ("abbr[title='Hyper Text']", "div.own em", "figure img[src*=_images]", ".admonition img[src*=_images]"),
    ),
    "jekyll": (
        "_posts/2020-01-02-a.html",
        "<p>See <code>a_b</code>, from $5 to $6 <img src='/p.png'></p><pre>x</pre><ul><li>y</li>\n\n</ul>",
        ("p > code", "p img[src*=_images]", "div.highlight", "ul li"),
    ),
    "hexo": (
        "source/_posts/a.md",
        (
            "Text\n$$\n\\begin{align}\na &= b\n\\end{align}\n$$\nfrom $5 to $6 with $x$\n\n"
            "{% own %}**b** {% own %}\n- {% own %}*c*\n\n  ---\n\n"
            "<details><summary>S</summary>\n`d`\n</details>\n\n---\n"
        ),
        ("div.amsmath", "p span.math", "p > strong", "li em", "li hr", "details code"),
    ),
    "hugo": (
        "content/posts/a.md",
        (
            "{{< math >}}$$x$$\n{{< /math >}}\n\n{{< tabpane >}}\n{{< tab header='A' lang='py' >}}\n# $5\n"
            "{{< /tab >}}\n{{< /tabpane >}}\n\n"
            "[a](#y) {{< own >}} <a id='y'></a>{{< rawhtml >}}<b>x</b>{{< /rawhtml >}}\n"
        ),
        ("div.math", ".sd-tab-set .highlight-py", "a[href='#y']", "span#y", "p b"),
    ),
    "pelican": (
        "content/a.rst",
        (
            "Title\n=====\n\n:date: 2020-01-02\n:authors: Last, First; Other\n\nb_ and `c`__\n\n"
            ".. _b: {filename}a.rst\n\n__ {static}/p.png\n\n"
            ".. code-block:: py\n   :linenos: table\n   :hl_lines: 1\n\n   x\n"
        ),
        ("a.internal", "a.download", "span.linenos", "span.hll", "a[href$='author/last-first.html']"),
    ),
}
"""A post of each engine, and what its page has."""
CONFIGS: dict[str, str | bytes] = {
    "mkdocs.yml": "plugins: [blog]",
    "hugo.toml": "",
    "docusaurus.config.js": "module.exports = {}",
}


@pytest.mark.parametrize("engine", SHOWN)
def test_what_readers_see_of_blocks(
    site: Site, tmp_path: Path, engine: str, capsys: pytest.CaptureFixture[str]
) -> None:
    name, text, selectors = SHOWN[engine]
    head = "" if engine == "pelican" else "---\ntitle: A\ndate: 2020-01-02\n---\n"
    picture = {"mkdocs": "docs/blog/posts/p.png", "pelican": "content/p.png"}.get(engine, "p.png")
    old = write(tmp_path / "old", CONFIGS | {name: head + text, picture: PNG})
    assert import_from(engine, old, site.src / "posts") == 0
    conf = "\n".join(line.strip() for line in capsys.readouterr().out.partition("conf.py needs:\n")[2].splitlines())
    build = site.write({"conf.py": conf, "index.rst": "Home\n====\n"}).build()
    (page,) = (path for path in (site.src / "posts").iterdir() if path.suffix in (".md", ".rst"))
    main = build.main(f"posts/{page.stem}.html")
    assert [css for css in selectors if main.select_one(css) is None] == []
    assert not build.warnings
    assert "$" not in main.get_text().replace("$5", "").replace("$6", "")
    assert not any(sign in main.get_text() for sign in ("{%", "{{", "<!--", "[]{"))
