"""What went wrong with real blogs, each kind with its siblings: other engines, attributes, containers, languages."""

# ruff: noqa: E501 -- texts of other engines stand as their authors write them, each in one piece
from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
import yaml
from docutils.core import publish_doctree
from docutils.utils import Reporter
from markdown_it import MarkdownIt
from myst_parser.parsers.docutils_ import Parser

from tests.unit.importers.one_post import converted
from tests.unit.old_blogs import PNG, import_from, write

if TYPE_CHECKING:
    from pathlib import Path

MARKDOWN = ("hexo", "jekyll", "hugo", "pelican", "mkdocs", "docusaurus")


# ---- images in HTML: what is displayed is the image, and not nothing

BOXES = [
    ('<div align="center">\n<img src="/a.png" width="60%">\n</div>', "```{image} images/a.png\n:width: 60%\n:align: center\n```"),
    ('<div style="text-align: center;"><img src="/a.png"></div>', "```{image} images/a.png\n:align: center\n```"),
    ("<center><img src='/a.png' alt='A \"b\"'></center>", '```{image} images/a.png\n:alt: A "b"\n:align: center\n```'),
    ('<p align="middle"><img src=/a.png height=20 /></p>', "```{image} images/a.png\n:height: 20px\n:align: center\n```"),
    ('<p>\n<a href="https://x.example.net"><img src="/a.png"></a>\n</p>', "```{image} images/a.png\n:target: https://x.example.net\n```"),
    ('<img src="/a.png" style="float:right; height:5em">', "```{image} images/a.png\n:height: 5em\n:align: right\n```"),
    ('<figure>\n<img src="/a.png">\n<figcaption>A <b>b</b></figcaption>\n</figure>', "```{figure} images/a.png\nA <b>b</b>\n```"),
    ('<div><div><img src="/a.png"></div><div><img src="/a.png" alt="中"></div></div>', "```{image} images/a.png\n```\n\n```{image} images/a.png\n:alt: 中\n```"),
]  # fmt: skip


@pytest.mark.parametrize("engine", MARKDOWN)
@pytest.mark.parametrize(("text", "expected"), BOXES)
def test_an_image_in_html_is_displayed(tmp_path: Path, engine: str, text: str, expected: str) -> None:
    assert converted(engine, tmp_path, text) == (expected, [])


@pytest.mark.parametrize("engine", MARKDOWN)
@pytest.mark.parametrize(
    ("before", "prefix"), [("- x\n\n", "  "), ("> x\n>\n", "> "), ("1. x\n\n   > y\n   >\n", "   > ")]
)
def test_an_image_in_html_in_a_container_is_displayed(tmp_path: Path, engine: str, before: str, prefix: str) -> None:
    text = f'{before}{prefix}<div align="center">\n{prefix}<img src="/a.png">\n{prefix}</div>'
    new = f"{before}{prefix}```{{image}} images/a.png\n{prefix}:align: center\n{prefix}```"
    assert converted(engine, tmp_path, text) == (new, [])


@pytest.mark.parametrize("engine", MARKDOWN)
@pytest.mark.parametrize(
    "text",
    [
        '<table><tr><td><img src="/a.png"></td></tr></table>',
        '<div>\ntext <img src="/a.png"> text\n</div>',
        '<ul><li>a <img src="/a.png"></li></ul>',
        '<video src="/b.pdf" poster="/a.png"></video>',
    ],
)
def test_an_image_amid_other_html_is_displayed_or_reported(tmp_path: Path, engine: str, text: str) -> None:
    new, notes = converted(engine, tmp_path, text)
    assert "![](images/a.png)" in new or "{image} images/a.png" in new or any("a.png" in note for _, note in notes)


@pytest.mark.parametrize("engine", MARKDOWN)
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('x <img style="float:right; height:5em" src=/a.png> y', 'x ![](images/a.png){height="5em" align="right"} y'),
        ('x <img src="/a.png" width="50" class="b c" alt="A"> y', 'x ![A](images/a.png){width="50px" .b .c} y'),
        ('x <img src="/a.png" style="width: 40% !important;"/> y', 'x ![](images/a.png){width="40%"} y'),
        ('| <img src="/a.png" width="10"> |\n|---|\n| b |', '| ![](images/a.png){width="10px"} |\n|---|\n| b |'),
        ('## <img src="/a.png"> H', "## ![](images/a.png) H"),
        ('[<img src="/a.png">](/2020/two/)', "[![](images/a.png)](two.md)"),
    ],
)
def test_an_image_in_html_within_a_line_has_its_style(tmp_path: Path, engine: str, text: str, expected: str) -> None:
    assert converted(engine, tmp_path, text) == (expected, [])


# ---- attributes


@pytest.mark.parametrize(
    ("engine", "text", "expected"),
    [
        ("jekyll", '![](/a.png)\n{: style="width: 40%;"}', '![](images/a.png){width="40%"}'),
        ("jekyll", '![](/a.png){: width="40%" .c}', '![](images/a.png){width="40%" .c}'),
        ("jekyll", '> ![](/a.png)\n> {: width="40%"}', '> ![](images/a.png){width="40%"}'),
        ("jekyll", '- x\n\n  ![](/a.png)\n  {:style="max-width:100px"}', '- x\n\n  ![](images/a.png){width="100px"}'),
        ("jekyll", '[![](/a.png)](/2020/two/){: target="_blank" rel="x"}', "[![](images/a.png)](two.md)"),
        ("jekyll", "Text\n{: .lead}", "{.lead}\nText"),
        ("jekyll", "## H\n{: #here .no_toc}\n\nx", "(here)=\n## H\n\n\nx"),
        ("jekyll", "## H {#here}\n\nx", "(here)=\n## H\n\nx"),
        ("pelican", '![](/a.png){: width="40%"}', '![](images/a.png){width="40%"}'),
        ("mkdocs", '![](/a.png){ width="300" loading=lazy }', '![](images/a.png){width="300px"}'),
        ("mkdocs", "## H { #here }\n\nx", "(here)=\n## H\n\nx"),
        ("hugo", "## H {#here .unnumbered}\n\nx", "(here)=\n## H\n\nx"),
        ("docusaurus", "## H {#here}\n\nx", "(here)=\n## H\n\nx"),
        ("hexo", "![](/a.png =40%x)", '![](images/a.png){width="40%"}'),
    ],
)  # fmt: skip
def test_attributes_are_those_of_myst(tmp_path: Path, engine: str, text: str, expected: str) -> None:
    assert converted(engine, tmp_path, text) == (expected, [])


# ---- links to headings


@pytest.mark.parametrize(
    ("engine", "text", "target"),
    [
        ("hexo", "[a](#SYN洪泛-攻击)\n\n## SYN洪泛 攻击", "#syn洪泛-攻击"),
        ("hexo", "[a](#SYN%E6%B4%AA)\n\n## SYN洪", "#syn洪"),
        ("hexo", "> - [a](#A-B-c)\n\n## A/B `c`", "#ab-c"),
        ("hexo", "[a](#Same-1)\n\n## Same\n\n## Same", "#same-1"),
        ("hexo", "[a](#same)\n\n## Same", "#same"),
        ("hexo", "[a](#B 'T')\n\nB\n---", "#b"),
        ("mkdocs", "[a](#a-b)\n\n## A - B", "#a---b"),
        ("mkdocs", "[a](#same_1)\n\n## Same\n\n## Same", "#same-1"),
        ("pelican", "[a](#a-b)\n\n## Ä - B", "#ä---b"),
        ("jekyll", "[a](#a---b)\n\n## A - B", "#a---b"),
        ("hugo", "[a](#a---b)\n\n## A - B", "#a---b"),
        ("docusaurus", "[a](#a---b)\n\n## A - B", "#a---b"),
    ],
)
def test_links_to_headings_have_the_names_of_myst(tmp_path: Path, engine: str, text: str, target: str) -> None:
    new, notes = converted(engine, tmp_path, text)
    assert f"[a]({target}" in new
    assert notes == []


# ---- tags


@pytest.mark.parametrize(
    ("engine", "text", "expected"),
    [
        ("jekyll", "[a]({% post_url\ntwo %})", "[a](two.md)"),
        ("jekyll", "[a]({{ site.baseurl }}{% post_url two %}#b)", "[a](two.md#b)"),
        ("jekyll", "> [a]({% post_url\n> two %})", "> [a](two.md)"),
        ("jekyll", "![b]({{ site.baseurl }}/a.png) [c]({{ site.url }}{{ site.baseurl }}/2020/two/)", "![b](images/a.png) [c](two.md)"),
        ("jekyll", "![b]({{ '/a.png' | relative_url }})", "![b](images/a.png)"),
        ("jekyll", '<img src="{{ site.baseurl }}/a.png">', "```{image} images/a.png\n```"),
        ("jekyll", "![b]({{ site.baseurl }}/a b.png)", "![b](<images/a-b.png>)"),
        ("hexo", "![b]({% asset_path\n/a.png %})", "![b](images/a.png)"),
        ("hugo", '[a]({{< ref\n  "two.md" >}})', "[a](two.md)"),
        ("hugo", '[a]({{% relref "two#b" %}})', "[a](two.md#b)"),
    ],
)  # fmt: skip
def test_a_tag_in_a_target_may_be_over_lines_and_beside_others(
    tmp_path: Path, engine: str, text: str, expected: str
) -> None:
    write(tmp_path, {"pub/a b.png": PNG})
    new, notes = converted(engine, tmp_path, text)
    assert (new.replace("<images/a-b.png>", "images/a-b.png"), notes) == (
        expected.replace("<images/a-b.png>", "images/a-b.png"),
        [],
    )


# ---- Markdown that other engines begin elsewhere


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<div>\na\n</div>\n## Heading", "<div>\na\n</div>\n\n## Heading"),
        (
            "<center><img src='/a.png'></center>\nText **b**",
            "```{image} images/a.png\n:align: center\n```\n\nText **b**",
        ),
        ("> <div>a</div>\n> - b", "> <div>a</div>\n>\n> - b"),
        ("- x\n\n  <div>a</div>\n  **b**", "- x\n\n  <div>a</div>\n\n  **b**"),
        ('<iframe src="x"\n  width="1"></iframe>\n\n*a*', '<iframe src="x"\n  width="1"></iframe>\n\n*a*'),
        ('<iframe src="x"\n  width="1"></iframe>\n*a*', '<iframe src="x"\n  width="1"></iframe>\n\n*a*'),
        ('<div\nclass="x"><div\n>a</div></div\n>\n## H', '<div\nclass="x"><div\n>a</div></div\n>\n\n## H'),
        ('> <div\n> class="x">\n> a</div>\n> - b', '> <div\n> class="x">\n> a</div>\n>\n> - b'),
        ("<table><tr><td>a</td></tr></table>\n[b](/2020/two/)", "<table><tr><td>a</td></tr></table>\n\n[b](two.md)"),
    ],
)
def test_markdown_goes_on_right_behind_html_in_kramdown(tmp_path: Path, text: str, expected: str) -> None:
    assert converted("jekyll", tmp_path, text) == (expected, [])


@pytest.mark.parametrize("engine", MARKDOWN)
def test_markdown_that_stays_visible_behind_html_is_reported(tmp_path: Path, engine: str) -> None:
    new, notes = converted(engine, tmp_path, "<div>\na\n</div>\n## Heading")
    assert "</div>\n\n## Heading" in new or any(line in (1, 4) for line, _ in notes)


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("| a | b |\n| c | d |", "|  |  |\n"),
        ("|---|---|\n| a | b |\n| c | d |", "|  |  |\n"),
        ("> | a | b |\n> | c | d |", "> |  |  |\n"),
        ("- x\n\n  | a | b |\n  | c | d |", "  |  |  |\n"),
        ("| 中 | [x](/2020/two/) |\n| c | d |", "|  |  |\n"),
    ],
)
def test_a_table_without_a_head_is_a_table(tmp_path: Path, text: str, head: str) -> None:
    new, notes = converted("jekyll", tmp_path, text)
    assert head in new
    assert notes == []
    assert "](/2020" not in new


def test_a_line_of_bars_that_is_no_table_is_reported(tmp_path: Path) -> None:
    new, notes = converted("hexo", tmp_path, "a\n\n| a | b |\n| c | d |")
    assert ("bars of a table" in str(notes)) or "|--|" in new


# ---- boxes with a title alone


@pytest.mark.parametrize(
    ("engine", "text", "title"),
    [
        ("mkdocs", '!!! note "Only a title"\n\ntext', "Only a title"),
        ("mkdocs", '- x\n\n    !!! warning "Only a title"\n\n    y', "Only a title"),
        ("mkdocs", '??? tip "Only a title"\n\ntext', "Only a title"),
        ("mkdocs", '!!! danger "只有标题"\n', "只有标题"),
        ("mkdocs", "/// note | Only a title\n///", "Only a title"),
        ("pelican", '!!! note "Only a title"\n\ntext', "Only a title"),
        ("docusaurus", ":::note[Only a title]\n\n:::\n", "Only a title"),
        ("docusaurus", '<Admonition type="note" title="Only a title">\n</Admonition>', "Only a title"),
        ("hexo", "{% note info Only a title %}\n{% endnote %}", "Only a title"),
        ("hugo", '{{< notice tip "Only a title" >}}\n{{< /notice >}}', "Only a title"),
        ("hexo", "> [!NOTE] Only a title", "Only a title"),
    ],
)  # fmt: skip
def test_a_box_with_a_title_alone_keeps_it(tmp_path: Path, engine: str, text: str, title: str) -> None:
    new, notes = converted(engine, tmp_path, text)
    assert title in new
    assert notes == []
    assert _errors(new) == []


def _errors(text: str) -> list[str]:
    """Return the errors of docutils in a text of MyST."""
    stream = io.StringIO()
    overrides = {
        "warning_stream": stream,
        "report_level": Reporter.ERROR_LEVEL,
        "halt_level": Reporter.SEVERE_LEVEL + 1,
    }
    publish_doctree(text, parser=Parser(), settings_overrides=overrides)
    return [line for line in stream.getvalue().splitlines() if line and "dropdown" not in line]


# ---- links to pages of the old site


@pytest.mark.parametrize("engine", MARKDOWN)
@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("/about/", "https://old.example.net/sub/about/"),
        ("/tags/a/?x=1#y", "https://old.example.net/sub/tags/a/?x=1#y"),
        ("/关于/", "https://old.example.net/sub/关于/"),
        ("https://old.example.net/sub/about/", "https://old.example.net/sub/about/"),
    ],
)
@pytest.mark.parametrize(
    "form", ["[a]({})", "[a][r]\n\n[r]: {} 'T'", 'x <a href="{}">a</a>', "| [a]({}) |\n|--|\n| b |"]
)
def test_a_page_that_is_not_imported_is_linked_by_its_url(
    tmp_path: Path, engine: str, target: str, expected: str, form: str
) -> None:
    new, notes = converted(engine, tmp_path, form.format(target))
    assert expected in new if "<a" in form else new == form.format(expected)
    assert notes == []


@pytest.mark.parametrize("engine", MARKDOWN)
@pytest.mark.parametrize("form", ["[a]({})", "[a *b*]({} 'T')", "- [a]({})"])
def test_without_the_url_of_the_site_a_link_is_no_anchor(tmp_path: Path, engine: str, form: str) -> None:
    """Sphinx would make ``#/about/`` of ``[a](/about/)``."""
    new, notes = converted(engine, tmp_path, form.format("/about/"), url="")
    assert '<a href="/about/"' in new
    assert "](/about/" not in new
    assert [line for line, _ in notes] == [1]


# ---- math


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$$\na \\\\ b \\tag{1}\n$$", "\\begin{gather*}\na \\\\ b \\tag{1}\n\\end{gather*}"),
        ("$$\na &= b \\tag{1} \\\\\nc &= d\n$$", "\\begin{align*}\na &= b \\tag{1} \\\\\nc &= d\n\\end{align*}"),
        ("$$a \\tag{1}$$", "$$a \\tag{1}$$"),
        (
            "$$\n\\begin{aligned}a&\\\\b\\end{aligned} \\tag{1}\n$$",
            "\\begin{gather*}\n\\begin{aligned}a&\\\\b\\end{aligned} \\tag{1}\n\\end{gather*}",
        ),
        ("> $$\n> a \\\\ b \\tag{1}\n> $$", "> \\begin{gather*}\n> a \\\\ b \\tag{1}\n> \\end{gather*}"),
        (
            "- x\n\n  $$\n  a \\\\ b \\tag*{甲}\n  $$",
            "- x\n\n  \\begin{gather*}\n  a \\\\ b \\tag*{甲}\n  \\end{gather*}",
        ),
    ],
)
@pytest.mark.parametrize("engine", MARKDOWN)
def test_numbered_lines_of_a_formula_are_an_environment(tmp_path: Path, engine: str, text: str, expected: str) -> None:
    """Sphinx wraps a formula of several lines in ``split``, in which MathJax allows no ``\\tag``."""
    assert converted(engine, tmp_path, text, dollar_math=True) == (expected, [])


@pytest.mark.parametrize("engine", MARKDOWN)
@pytest.mark.parametrize("text", ["costs $5 and $6", "$HOME and $PATH", "a$b and c$d"])
def test_dollars_in_prose_stay_dollars(tmp_path: Path, engine: str, text: str) -> None:
    new, notes = converted(engine, tmp_path, f"{text}\n\n$x$ $y$" if "HOME" not in text else text)
    assert new.replace("\\$", "$").startswith(text)
    assert "$5 and" not in new.replace("\\$", "")
    assert notes == []


@pytest.mark.parametrize("engine", MARKDOWN)
@pytest.mark.parametrize("text", ["~~~·~~~\n\ntext *b*", "~~~ · ~~~\n\n- x"])
def test_a_decorative_line_is_not_code(tmp_path: Path, engine: str, text: str) -> None:
    new, _ = converted(engine, tmp_path, text)
    assert MarkdownIt("commonmark").render(new).startswith("<p>~~~")


# ---- front matter


@pytest.mark.parametrize(
    ("engine", "name"),
    [("hexo", "source/_posts/a.md"), ("jekyll", "_posts/a.md"), ("mkdocs", "a.md"), ("pelican", "a.md")],
)
def test_a_post_without_keys_has_no_empty_front_matter(tmp_path: Path, engine: str, name: str) -> None:
    import_from(engine, write(tmp_path / "old", {name: "# A heading\n\nText\n"}), tmp_path / "new")
    text = (tmp_path / "new/a.md").read_text()
    assert "---\n---" not in text
    if text.startswith("---"):
        assert yaml.safe_load(text.split("---\n")[1])
