"""What would be lost in silence: each kind of it is converted or reported."""

# ruff: noqa: E501 -- texts of other engines stand as their authors write them, each in one piece
from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sphinxext_blog.importers.inline import HeadingStyle, github_name, heading_names, python_markdown_name
from sphinxext_blog.importers.parsing import Dialect, parse, parser_for
from sphinxext_blog.importers.source import Source
from tests.unit.importers.one_post import converted, features_of
from tests.unit.old_blogs import import_from, write

if TYPE_CHECKING:
    from pathlib import Path

_HIDDEN = "headings are within '{}', which Sphinx cannot do; preserved as a comment"


# ---- elements of HTML over headings


@pytest.mark.parametrize(
    ("engine", "text", "expected", "tags"),
    [
        ("hexo", "<div class='c'>\n\n## H\n\nt", "<!-- <div class='c'> -->\n\n## H\n\nt", ["<div class='c'>"]),
        ("hexo", "<center>\n\n## H\n\nt\n\n</center>\n\nu", "<!-- <center> -->\n\n## H\n\nt\n\n<!-- </center> -->\n\nu", ["<center>"]),
        ("hexo", "<div>\n\nt\n\n</div>\n\n## H", "<div>\n\nt\n\n</div>\n\n## H", []),
        ("hexo", "<div id='a'>\n<div>\n\n## H\n\n</div>\n</div>", "<!-- <div id='a'> -->\n<!-- <div> -->\n\n## H\n\n<!-- </div> -->\n<!-- </div> -->", ["<div id='a'>", "<div>"]),
        ("hexo", "<div>\n\n## H\n\n<div>\n\nt\n\n</div>\n\n</div>", "<!-- <div> -->\n\n## H\n\n<div>\n\nt\n\n</div>\n\n<!-- </div> -->", ["<div>"]),
        ("jekyll", '<div markdown="1">\n## H\n</div>', "<!-- <div> -->\n\n## H\n\n<!-- </div> -->", ["<div>"]),
        ("mkdocs", "<div class='box' markdown>\n\n## H\n\n</div>", "<!-- <div class='box'> -->\n\n\n## H\n\n\n<!-- </div> -->", ["<div class='box'>"]),
    ],
)  # fmt: skip
def test_an_element_over_headings_is_hidden(
    tmp_path: Path, engine: str, text: str, expected: str, tags: list[str]
) -> None:
    new, notes = converted(engine, tmp_path, text)
    assert new == expected
    assert [message for _, message in notes] == [_HIDDEN.format(tag) for tag in tags]


@pytest.mark.parametrize("line", ["===", "---------", "  ====="])
def test_an_underlined_heading_in_html_is_reported(tmp_path: Path, line: str) -> None:
    _, notes = converted("hexo", tmp_path, f"<div>\nA title\n{line}\n\ntext\n</div>")
    assert notes == [(2, "Markdown in HTML stays visible in 'A title'")]


# ---- links and math


@pytest.mark.parametrize("engine", ["hexo", "jekyll", "hugo", "pelican", "mkdocs", "docusaurus"])
def test_a_link_without_a_scheme_or_a_target_is_one_in_the_result(tmp_path: Path, engine: str) -> None:
    new, notes = converted(engine, tmp_path, "[a](//example.net/b) ![c](//example.net/d.png) [*e*]()")
    assert new == '[a](https://example.net/b) ![c](https://example.net/d.png) <a href="">*e*</a>'
    assert notes == [(1, "the link '[*e*]()' has no target")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$$\nx \\begin{cases} 1 \\\\ 2 \\end{cases} \\tag{1}\n$$", "\\begin{gather*}\nx \\begin{cases} 1 \\\\ 2 \\end{cases} \\tag{1}\n\\end{gather*}"),
        ("- $$\n  \\begin{pmatrix} 1 \\\\ 2 \\end{pmatrix} \\tag{1}\n  $$", "- \\begin{gather*}\n  \\begin{pmatrix} 1 \\\\ 2 \\end{pmatrix} \\tag{1}\n  \\end{gather*}"),
        ("$$\nx \\tag{1}\n$$", "$$\nx \\tag{1}\n$$"),
    ],
)  # fmt: skip
def test_math_with_a_number_and_lines_within_is_an_environment(tmp_path: Path, text: str, expected: str) -> None:
    assert converted("jekyll", tmp_path, text) == (expected, [])


# ---- attributes


@pytest.mark.parametrize(
    ("text", "expected", "lost"),
    [
        ("| a |\n|---|\n| 1 |\n{: .t style='width: 50%' data-x='y'}", "{.t}\n| a |\n|---|\n| 1 |", ['{width="50%" data-x="y"}']),
        ("a\n{: style='text-align: center'}", "{.align-center}\na", []),
        ("a\n{: align='right' lang='de'}", "{.align-right}\na", ['{lang="de"}']),
        ("> a\n{: .c width='3'}", "{.c}\n> a", ['{width="3px"}']),
        ("* a\n{: .c type='square'}", "{.c}\n* a", ['{type="square"}']),
        ("*a*{: lang='fr'} `b`{: .x}", "*a* `b`{.x}", ['{lang="fr"}']),
        ("[a](/2020/two/){: title='T' target='_blank'}", '[a](two.md){title="T"}', []),
    ],
)  # fmt: skip
def test_attributes_that_myst_does_not_have_are_reported(
    tmp_path: Path, text: str, expected: str, lost: list[str]
) -> None:
    new, notes = converted("jekyll", tmp_path, text)
    assert new.strip() == expected
    assert [message for _, message in notes] == [
        f"attributes '{attributes}' have no counterpart here; removed" for attributes in lost
    ]


# ---- languages


@pytest.mark.parametrize(
    ("text", "expected", "unknown"),
    [
        ("```JSONC\nx\n```", "```json\nx\n```", ""),
        ("```Python\nx\n```", "```Python\nx\n```", ""),
        ("```{math}\nx\n```", "```{math}\nx\n```", ""),
        ("```asp\nx\n```", "```text\nx\n```", "asp"),
        ("```加法：\nx\n```", "```text\nx\n```", "加法："),
        ("{% codeblock lang:aj a.aj %}\nx\n{% endcodeblock %}", "```{code-block} text\n:caption: a.aj\n\nx\n```", "aj"),
    ],
)
def test_a_language_is_one_that_pygments_knows(tmp_path: Path, text: str, expected: str, unknown: str) -> None:
    new, notes = converted("hexo", tmp_path, text)
    assert new == expected
    message = f"the language '{unknown}' is unknown to Pygments; displayed as text"
    assert notes == ([(1, message)] if unknown else [])


# ---- lists that begin at a number


@pytest.mark.parametrize(
    ("text", "expected", "lost"),
    [
        ('1. a\n2. b\n{:start="3"}\n\nt', "3. a\n2. b\n\nt", []),
        ('{:start="3"}\n1. a\n2. b', "3. a\n2. b", []),
        ('> 1. a\n> 2. b\n> {: start="3" }', "> 3. a\n> 2. b", []),
        ('1. a\n\n   1. b\n   2. c\n   {:start="5"}', "1. a\n\n   5. b\n   2. c", []),
        ('1. a\n2. b\n{:start="30"}', "1. a\n2. b", ["30"]),
        ('* a\n{:start="3"}', "* a", ["3"]),
    ],
)
def test_the_number_of_a_list_is_that_of_its_first_item(
    tmp_path: Path, text: str, expected: str, lost: list[str]
) -> None:
    new, notes = converted("jekyll", tmp_path, text)
    assert new.strip() == expected
    assert [message for _, message in notes] == [f"'start=\"{n}\"' has no counterpart here; removed" for n in lost]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a $x &lt; y$ b &lt; c", "a $x < y$ b &lt; c"),
        ("$$\na &amp; b\n$$", "$$\na & b\n$$"),
        ("\\begin{align}\na &amp;= b\n\\end{align}", "\\begin{align}\na &= b\n\\end{align}"),
        ("`$x &lt; y$`", "`$x &lt; y$`"),
    ],
)
def test_math_has_no_entities(tmp_path: Path, text: str, expected: str) -> None:
    assert converted("hexo", tmp_path, text) == (expected, [])


# ---- images


def test_other_versions_of_an_image_are_reported(tmp_path: Path) -> None:
    picture = '<picture>\n<source srcset="/pub/dark.png 2x">\n<img src="/pub/a.png">\n</picture>'
    new, notes = converted("jekyll", tmp_path, picture)
    assert new == "```{image} images/a.png\n```"
    assert notes == [(1, "another version of an image, '/pub/dark.png 2x', has no counterpart; removed")]
    _, notes = converted("jekyll", tmp_path / "cell", f"<table><tr><td>{picture}</td></tr></table>")
    assert [message.partition(" is ")[0] for _, message in notes] == ["'/pub/dark.png'"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<div style="display: flex">\n<img src="/a.png" width="45%"><img src="/a.png" width="45%">\n</div>', '![](images/a.png){width="45%"}\n![](images/a.png){width="45%"}'),
        ('<div align="center">\n<img src="/a.png"/> <img src="/a.png"/>\n</div>', "{.align-center}\n![](images/a.png)\n![](images/a.png)"),
        ('<p><a href="/2020/two/"><img src="/a.png"></a> <img src="/a.png" alt="A"></p>', "[![](images/a.png)](two.md)\n![A](images/a.png)"),
        ('<div style="display: flex"><div><img src="/a.png"></div><div><img src="/a.png"></div></div>', "![](images/a.png)\n![](images/a.png)"),
        ('<p><img src="/a.png"><br><img src="/a.png"></p>', "```{image} images/a.png\n```\n\n```{image} images/a.png\n```"),
        ('<p><img src="/a.png"></p>\n<p><img src="/a.png"></p>', "```{image} images/a.png\n```\n\n```{image} images/a.png\n```"),
        ('- <p><img src="/a.png"> <img src="/a.png"></p>', "- ![](images/a.png)\n  ![](images/a.png)"),
    ],
)  # fmt: skip
def test_images_side_by_side_stay_so(tmp_path: Path, text: str, expected: str) -> None:
    assert converted("hexo", tmp_path, text) == (expected, [])


_IMPORT = "import pic from '../pub/a.png';\n\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f'{_IMPORT}<img src={{pic}} alt="A" />', "```{image} images/a.png\n:alt: A\n```"),
        (f"{_IMPORT}Text <img src={{pic}} /> on", "Text ![](images/a.png) on"),
        (f"{_IMPORT}Text <img src={{pic.src}} width={{20}} /> on", 'Text ![](images/a.png){width="20px"} on'),
        (f'{_IMPORT}<Image img={{pic}} alt="B" />', "![B](images/a.png)"),
        (f"{_IMPORT}<Image img={{require('../pub/a.png')}} />", "![](images/a.png)"),
        (f"{_IMPORT}<div>\n  <img src={{pic}} />\n  <img src={{pic}} />\n</div>", "![](images/a.png)\n![](images/a.png)"),
        ("import doc from '../pub/b.pdf';\n\nThe <a href={doc}>paper</a>.", "The [paper](images/b.pdf)."),
        ("import Logo from '../pub/logo.svg';\n\n<Logo width=\"30\" />", '![](images/logo.svg){width="30px"}'),
    ],
)  # fmt: skip
def test_files_that_a_post_imports(tmp_path: Path, text: str, expected: str) -> None:
    write(tmp_path, {"pub/logo.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>"})
    assert converted("docusaurus", tmp_path, text) == (expected, [])


def test_of_an_image_for_each_look_one_is_kept(tmp_path: Path) -> None:
    text = "<ThemedImage alt=\"A\" sources={{light: useBaseUrl('/a.png'), dark: useBaseUrl('/dark.png')}} />"
    message = "an image for each look: only that for light pages is kept"
    assert converted("docusaurus", tmp_path, text) == ("![A](images/a.png)", [(1, message)])


# ---- components and variables within lines


def test_components_within_lines_are_hidden_and_their_text_stays(tmp_path: Path) -> None:
    new, notes = converted("docusaurus", tmp_path, 'Some <Mark c="x">green</Mark> text <Foo />.')
    assert new == 'Some <!-- <Mark c="x"> -->green<!-- </Mark> --> text <!-- <Foo /> -->.'
    assert [message for _, message in notes] == [
        "unsupported component '<Foo />'; preserved as a comment",
        "unsupported component '<Mark c=\"x\">'; preserved as a comment",
    ]


@pytest.mark.parametrize("engine", ["hexo", "jekyll"])
@pytest.mark.parametrize("text", ["{{ x }}", "{{ user.name }}", "{{message | upper}}"])
def test_a_variable_that_the_engine_does_not_have_is_text(tmp_path: Path, engine: str, text: str) -> None:
    expected = (f"Write \\{text} here.", [(1, f"unknown variable '{text}'; kept as text")])
    assert converted(engine, tmp_path, f"Write {text} here.") == expected


@pytest.mark.parametrize("text", ["{{ site.none }}", "{{ page.url }}", "{{ title }}", "{% set y = 1 %}{{ y }}"])
def test_a_variable_of_the_engine_is_a_comment(tmp_path: Path, text: str) -> None:
    output = text[text.index("{{") :]
    assert f"<!-- {output} -->" in converted("hexo", tmp_path, f"Write {text} here.")[0]


# ---- boxes, code, diagrams


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('!!! note inline end "T"\n    x', "```{admonition} T\n:class: note inline end\n\nx\n```"),
        ("!!! tip inline\n    x", "```{tip}\n:class: inline\n\nx\n```"),
        ('??? bug inline "T"\n    x', "```{dropdown} T\n:class-container: inline\n\nx\n```"),
        ('!!! note inline end "Only a title"', "```{note}\n:class: inline end\nOnly a title\n```"),
    ],
)
def test_further_words_of_a_box_are_classes(tmp_path: Path, text: str, expected: str) -> None:
    new, notes = converted("mkdocs", tmp_path, text)
    assert new == expected
    assert ["of a box has no counterpart" in message for _, message in notes] == [True]


@pytest.mark.parametrize(
    ("before", "after"),
    [("// ", ""), ("# ", ""), ("<!-- ", " -->"), ("/* ", " */"), ("{/* ", " */}"), ("-- ", ""), ("% ", ""), ("(* ", " *)"), (";; ", ""), ("REM ", "")],
)  # fmt: skip
def test_comments_that_mark_lines(tmp_path: Path, before: str, after: str) -> None:
    def comment(text: str) -> str:
        return f"{before}highlight-{text}{after}"

    text = f"```js\n{comment('next-line')}\na\nb\n{comment('start')}\nc\nd\n{comment('end')}\n```"
    expected = "```{code-block} js\n:emphasize-lines: 1,3-4\n\na\nb\nc\nd\n```"
    assert converted("docusaurus", tmp_path, text) == (expected, [])


@pytest.mark.parametrize(
    ("engine", "text", "expected"),
    [
        ("hexo", "```mermaid\na\n```", "```mermaid\na\n```"),
        ("hexo", "{% mermaid %}\na\n{% endmermaid %}", "```mermaid\na\n```"),
        ("hexo", "{% mermaid graph TD %}\na\n{% endmermaid %}", "```mermaid\ngraph TD\na\n```"),
        ("hugo", "{{< mermaid >}}\na\n{{< /mermaid >}}", "```mermaid\na\n```"),
        ("hugo", '```mermaid {align="center"}\na\n```', "```{mermaid}\n:align: center\n\na\n```"),
        ("jekyll", '<div class="mermaid">\ngraph TD;\n    A--&gt;B\n</div>', "```mermaid\ngraph TD;\n    A-->B\n```"),
        ("jekyll", '<pre class="mermaid">\ngraph TD\n\nA\n</pre>', "```mermaid\ngraph TD\n\nA\n```"),
        ("mkdocs", "``` { .mermaid title='T' }\na\n```", "```{mermaid}\n:caption: T\n\na\n```"),
        ("docusaurus", "<Mermaid value={`graph TD;\nA-->B`} />", "```mermaid\ngraph TD;\nA-->B\n```"),
        ("pelican", "    :::mermaid\n    a", "```mermaid\na\n```"),
    ],
)  # fmt: skip
def test_diagrams(tmp_path: Path, engine: str, text: str, expected: str) -> None:
    assert converted(engine, tmp_path, text) == (expected, [])
    assert "mermaid" in features_of(engine, tmp_path / "again", text)


def test_looks_of_a_diagram_are_reported(tmp_path: Path) -> None:
    new, notes = converted("hugo", tmp_path, '{{< mermaid theme="dark" >}}\na\n{{< /mermaid >}}')
    assert new == "```mermaid\na\n```"
    assert notes == [(1, "options 'theme=\"dark\"' of a diagram are not supported; removed")]


def test_a_diagram_in_html_with_blank_lines_is_reported(tmp_path: Path) -> None:
    _, notes = converted("hexo", tmp_path, 'x\n\n<div class="mermaid">\ngraph TD\n\nA-->B\n</div>')
    assert notes == [(3, "the diagram in '<div class=\"mermaid\">' is not converted; write it as a fence 'mermaid'")]


# ---- links to headings of other posts


@pytest.mark.parametrize(
    ("engine", "heading", "old", "new"),
    [
        ("hexo", "## Some Heading", "Some-Heading", "some-heading"),
        ("hexo", "## 一个 Title", "%E4%B8%80%E4%B8%AA-Title", "一个-title"),
        ("hexo", "A/B\n---", "A-B", "ab"),
        ("mkdocs", "## A - B", "a-b", "a---b"),
        ("pelican", "## A\n\n## A", "a_1", "a-1"),
        ("jekyll", "## A b {#own}", "own", "a-b"),
        ("jekyll", "## A b", "a-b", "a-b"),
        ("hugo", "## A b {#own}", "own", "a-b"),
        ("docusaurus", "## A b {#own}", "own", "a-b"),
        ("docusaurus", "## Two", "two", "two-1"),  # the title of the post is the first of this name
    ],
)
def test_fragments_follow_the_headings_of_other_posts(
    tmp_path: Path, engine: str, heading: str, old: str, new: str
) -> None:
    text = f"[a](two.md#{old}) [b](/2020/two/#{old})"
    assert converted(engine, tmp_path, text, two=f"x\n\n{heading}\n") == (f"[a](two.md#{new}) [b](two.md#{new})", [])


def test_a_fragment_of_no_heading_is_reported(tmp_path: Path) -> None:
    new, notes = converted("hexo", tmp_path, "[a](two.md#none)\n\n[b](#gone) [c](#) [d](#top)")
    assert new == '[a](two.md#none)\n\n[b](#gone) <a href="#">c</a> <a href="#top">d</a>'
    assert notes == [
        (1, "'#none' is the name of no heading of 'two.md'. The fragment is unchanged."),
        (3, "'#gone' is the name of no heading of the post. The target is unchanged."),
    ]


@pytest.mark.parametrize(
    "anchor", ['<a id="x"></a>', "<span name=x>y</span>", "(x)=\n\nz", "<div>\n<b id='x'>z</b>\n</div>"]
)
def test_anchors_are_known(anchor: str) -> None:
    parsed = parse(parser_for(Dialect()), Source(f"z\n\n{anchor}\n"))
    assert heading_names(parsed, HeadingStyle()).follow("x") == ("x", True)


def test_names_of_headings() -> None:
    assert github_name("Ein Ä, b!") == "ein-ä-b"
    assert python_markdown_name("Ein Ä, b!") == "ein-a-b"


# ---- pages, grids, folded boxes


@pytest.mark.parametrize(
    ("engine", "files", "link", "url"),
    [
        ("mkdocs", {"mkdocs.yml": "site_url: https://old.example.net/\nplugins: [blog]\n", "docs/about.md": "# A\n"}, "docs/blog/posts/p.md ../../about.md#x", "https://old.example.net/about/#x"),
        ("hugo", {"hugo.toml": 'baseURL = "https://old.example.net"\n', "content/about/_index.md": "x\n"}, "content/posts/p.md ../about/_index.md", "https://old.example.net/about/"),
        ("docusaurus", {"docusaurus.config.js": "({url: 'https://old.example.net', baseUrl: '/', blog: {}})", "docs/intro.md": "x\n"}, "blog/2020-01-01-p.md ../docs/intro.md", "https://old.example.net/docs/intro/"),
    ],
)  # fmt: skip
def test_a_page_that_is_named_by_its_file_has_the_url_of_the_old_site(
    tmp_path: Path, engine: str, files: dict[str, str | bytes], link: str, url: str
) -> None:
    post, target = link.split()
    text = f"---\ntitle: T\ndate: 2020-01-01\n---\n\n[a]({target})\n"
    assert import_from(engine, write(tmp_path / "old", {**files, post: text}), tmp_path / "new") == 0
    assert any(f"[a]({url})" in file.read_text() for file in (tmp_path / "new").rglob("*.md"))


def test_a_grid_of_the_old_theme_is_reported(tmp_path: Path) -> None:
    _, notes = converted("mkdocs", tmp_path, '<div class="grid cards" markdown>\n\n- a\n\n</div>')
    message = "'<div class=\"grid cards\">' is a grid of the old theme, of which the style is missing"
    assert notes == [(1, f"{message}; see the grids of sphinx-design")]


@pytest.mark.parametrize(("value", "options"), [("false", ""), ("true", "\n:open:")])
def test_a_box_that_could_be_folded(tmp_path: Path, value: str, options: str) -> None:
    text = f'{{{{< admonition type=tip title="T" open={value} >}}}}\nx\n{{{{< /admonition >}}}}'
    assert converted("hugo", tmp_path, text)[0].replace("\n\n", "\n") == f"```{{dropdown}} T{options}\nx\n```"


def test_a_link_without_a_target_is_reported(tmp_path: Path) -> None:
    assert converted("hexo", tmp_path, "See [it]().") == (
        'See <a href="">it</a>.',
        [(1, "the link '[it]()' has no target")],
    )


@pytest.mark.parametrize("engine", ["jekyll", "pelican"])
def test_a_definition_right_below_a_footnote(tmp_path: Path, engine: str) -> None:
    text = "See [it][l].[^n]\n\n[^n]: The note.\n[l]: /2020/two/\n[m]: https://x.example.net/"
    expected = "See [it][l].[^n]\n\n[^n]: The note.\n\n[l]: two.md\n[m]: https://x.example.net/"
    assert converted(engine, tmp_path, text) == (expected, [])


def test_an_image_of_markdown_in_html_is_reported(tmp_path: Path) -> None:
    _, notes = converted("pelican", tmp_path, "<center>![r](/a.png)</center>")
    assert notes == [(1, "Markdown in HTML stays visible in '<center>![r](/a.png)</center>'")]


# ---- attributes of blocks


@pytest.mark.parametrize(
    ("engine", "text", "expected"),
    [
        ("jekyll", "- a\n  - b\n  {: .i}\n- c\n{: .o}", "{.o}\n- a\n\n  {.i}\n  - b\n- c"),
        ("jekyll", "1. a\n   1. b\n   {: .i}", "1. a\n\n   {.i}\n   1. b"),
        ("jekyll", "- a\n  - b\n    {: .p}\n- c", "- a\n  - {.p}\n    b\n- c"),
        ("pelican", "> - a\n> - b\n> {: .x}", "> {.x}\n> - a\n> - b"),
        ("mkdocs", "text\n- a\n{: .x}", "text\n\n{.x}\n- a"),
        ("hugo", "- a\n- b\n{.x}", "{.x}\n- a\n- b"),
        ("hugo", "> a\n{.x}", "{.x}\n> a"),
        ("jekyll", "> a\n{: .x}\ntext", "{.x}\n> a\n\ntext"),
        ("jekyll", "Term\n: Def\n{: .x}", "{.x}\nTerm\n: Def"),
        ("jekyll", "text\n{:.a}\n{:.b}", "{.a}\n{.b}\ntext"),
    ],
)
def test_attributes_belong_to_the_block_above_them(tmp_path: Path, engine: str, text: str, expected: str) -> None:
    assert converted(engine, tmp_path, text) == (expected, [])


@pytest.mark.parametrize("engine", ["jekyll", "mkdocs"])
@pytest.mark.parametrize("text", ["## H\n{: .x}", "## H {: .x}", "## H {: .x .no_toc}"])
def test_classes_of_a_heading_are_reported(tmp_path: Path, engine: str, text: str) -> None:
    new, notes = converted(engine, tmp_path, text)
    assert new.strip() == "## H"
    assert [message.partition("' of ")[2] for _, message in notes] == ["a heading: only its identifier is kept"]


@pytest.mark.parametrize(
    ("engine", "text", "expected"),
    [
        ("jekyll", "    x\n      y\n\n    z\n{: .language-ruby}", "```ruby\nx\n  y\n\nz\n```"),
        ("jekyll", "- a\n\n      x\n  {: .language-js .b #c}", "- a\n\n  ```{code-block} js\n  :name: c\n  :class: b\n\n  x\n  ```"),
        ("jekyll", "~~~\nx\n~~~\n{: .language-ruby #c}", "~~~{code-block} ruby\n:name: c\n\nx\n~~~"),
        ("jekyll", "```js\nx\n```\n{: .nolineno .copy}", "```js\nx\n```"),
        ("hugo", "```js\nx\n```\n{.b #c}", "```{code-block} js\n:name: c\n:class: b\n\nx\n```"),
        ("mkdocs", "``` { .py .annotate #c }\nx\n```", "``` {code-block} py\n:name: c\n\nx\n```"),
    ],
)  # fmt: skip
def test_attributes_of_code(tmp_path: Path, engine: str, text: str, expected: str) -> None:
    new, notes = converted(engine, tmp_path, text)
    assert (new.rstrip().replace("``` {", "```{"), notes) == (expected.replace("``` {", "```{"), [])


# ---- tables


@pytest.mark.parametrize("engine", ["jekyll", "pelican", "mkdocs"])
@pytest.mark.parametrize("prefix", ["", "- ", "> "])
def test_a_bar_in_code_begins_no_cell(tmp_path: Path, engine: str, prefix: str) -> None:
    rest = "  " if prefix == "- " else prefix
    rows = ("| a | b |", "|---|---|", "| `x|y` | ``p`|`q`` \\| `r\\|s` |")
    text = prefix + f"\n{rest}".join(rows)
    assert converted(engine, tmp_path, text) == (text.replace("x|y", "x\\|y").replace("p`|`q", "p`\\|`q"), [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("| a | b |\n|---|---|\n| 1 | 2 |\n|---\n| 3 | 4 |\n|===\n| 5 | 6 |", "| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n| 5 | 6 |"),
        ("|---|---|\n| a | b |\n|---|---|\n| c | d |", "| a | b |\n|---|---|\n| c | d |"),
        ("a | b\nc | d", "|  |  |\n|--|--|\na | b\nc | d"),
        ("| `a|b` | c |\n| d | e |", "|  |  |\n|--|--|\n| `a\\|b` | c |\n| d | e |"),
        ("one | bar", "one | bar"),
    ],
)  # fmt: skip
def test_tables_of_kramdown(tmp_path: Path, text: str, expected: str) -> None:
    assert converted("jekyll", tmp_path, text) == (expected, [])


# ---- images


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<img src="/a.png" style="max-width: 100%">', "```{image} images/a.png\n```"),
        ('<img src="/a.png" width="548" style="max-width: 90%">', "```{image} images/a.png\n:width: 548px\n```"),
        ('<img src="/a.png" style="width: 100%; max-width: 400px">', "```{image} images/a.png\n:width: 400px\n```"),
        ('<img src="/a.png" title="T" class="pull-right">', "```{image} images/a.png\n:alt: T\n:align: right\n:class: pull-right\n```"),
        ('<div class="text-center" id="f"><img src="/a.png"></div>\n\n[f](#f)', "```{image} images/a.png\n:align: center\n:name: f\n```\n\n[f](#f)"),
        ('<figure class="k"><img src="/a.png"><figcaption>C</figcaption></figure>', "```{figure} images/a.png\n:figclass: k\n\nC\n```"),
        ('<a href="https://x.example.net"><img src="/a.png" width="30"></a> t', '[![](images/a.png){width="30px" .no-scaled-link}](https://x.example.net) t'),
        ('<p><a href="/2020/two/"><img src="/a.png" width="30"></a></p>', '[![](images/a.png){width="30px" .no-scaled-link}](two.md)'),
        ('<p><a href="/a.png"><img src="/a.png"></a></p>', "```{image} images/a.png\n```"),
        ("![a](/a.png#center) ![b](https://x.example.net/a.png#pic_center)", '![a](images/a.png){align="center"} ![b](https://x.example.net/a.png#pic_center){align="center"}'),
    ],
)  # fmt: skip
@pytest.mark.parametrize("engine", ["hexo", "jekyll", "hugo"])
def test_an_image_is_where_and_as_wide_as_it_was(tmp_path: Path, engine: str, text: str, expected: str) -> None:
    assert converted(engine, tmp_path, text) == (expected, [])


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ('<div class="box"><img src="/a.png"></div>', "class 'box'"),
        ('<p style="border: 1px solid"><img src="/a.png"></p>', "style 'border: 1px solid'"),
        ('<div id="f"><img src="/a.png" id="g"></div>', "identifier 'f'"),
    ],
)
@pytest.mark.parametrize("engine", ["hexo", "jekyll", "hugo", "mkdocs", "docusaurus"])
def test_what_a_box_around_an_image_loses_is_reported(tmp_path: Path, engine: str, text: str, lost: str) -> None:
    assert converted(engine, tmp_path, text)[1] == [(1, f"{lost} of a box around images: no counterpart; removed")]


@pytest.mark.parametrize(
    ("engine", "text", "expected"),
    [
        ("mkdocs", "![a](/a.png#only-light)\n![b](/a.png#only-dark){ width=3 }", "![a](images/a.png)"),
        ("hexo", '<p><img src="/a.png#gh-light-mode-only"><img src="/a.png#gh-dark-mode-only"></p>', "```{image} images/a.png\n```"),
        ("hugo", 't <img src="/a.png#gh-dark-mode-only"> t', "t  t"),
        ("jekyll", "![a](/a.png){: .light}\n![b](/a.png){: .dark w='3'}", "![a](images/a.png){.light}"),
    ],
)  # fmt: skip
def test_an_image_for_dark_pages_is_removed(tmp_path: Path, engine: str, text: str, expected: str) -> None:
    new, notes = converted(engine, tmp_path, text)
    assert new.rstrip() == expected
    assert [message for _, message in notes] == ["an image for each look: only that for light pages is kept"]


def test_attributes_that_images_do_not_have_are_reported(tmp_path: Path) -> None:
    new, notes = converted("jekyll", tmp_path, "![a](/a.png){: title='T' lqip='x' .left }")
    assert new == '![a](images/a.png){align="left" .left}'
    assert notes == [(1, "attributes '{title=\"T\"}' have no counterpart here; removed")]


@pytest.mark.parametrize("engine", ["jekyll", "pelican", "mkdocs", "hexo"])
def test_names_of_images_may_have_blanks_and_parentheses(tmp_path: Path, engine: str) -> None:
    write(tmp_path, {"pub/图 (1).png": b"x"})
    new, notes = converted(engine, tmp_path, '![a](/图 (1).png "t")')
    assert notes == []
    assert new.startswith("![a](images/")
    assert new.endswith(' "t")')


# ---- tags


@pytest.mark.parametrize("engine", ["hexo", "jekyll", "pelican"])
def test_a_tag_behind_a_comment_is_converted(tmp_path: Path, engine: str) -> None:
    new, _ = converted(engine, tmp_path, "{% own a %} {% own b %} {% youtube x %} {% own %} {: .c }")
    assert "\\" not in new.replace("\\{:", "")
    assert "\n[Video on YouTube](" in new


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{{< figure\n  src="/a.png"\n  caption="c"\n>}}\ntext', "```{figure} images/a.png\nc\n```\ntext"),
        ('- a\n\n  {{< figure\n    src="/a.png"\n  >}}\n- b', "- a\n\n  ![](images/a.png)\n- b"),
        ('> {{< figure\n> src="/a.png"\n> >}}', "> ![](images/a.png)"),
        ('{{< own\n  a="b"\n>}}', '<!-- {{< own\n  a="b"\n>}} -->'),
    ],
)
def test_a_tag_over_lines(tmp_path: Path, text: str, expected: str) -> None:
    assert converted("hugo", tmp_path, text)[0] == expected


@pytest.mark.parametrize(
    ("engine", "text", "expected"),
    [
        ("jekyll", "{% highlight js %}\n{% raw %}\n{{ x }}\n{% endraw %}\n{% endhighlight %}", "```js\n{{ x }}\n```"),
        ("hexo", "{% codeblock %}{% raw %}{{ x }}{% endraw %}{% endcodeblock %}", "```\n{{ x }}\n```"),
        ("hexo", "{% raw %}\n<p>{{ x }}</p>\n{% endraw %}", "<p>{{ x }}</p>"),
        ("jekyll", "<hr>\n## H", "<hr>\n\n## H"),
        ("mkdocs", '!!!note "T"\n    x', "```{admonition} T\n:class: note\n\nx\n```"),
        ("mkdocs", '???+ "T"\n    x', "```{dropdown} T\n:open:\n\nx\n```"),
        ("mkdocs", "!!! wow", "```{note}\nWow\n```"),
        ("mkdocs", '===+! "T"\n\n    x', "````{tab-set}\n```{tab-item} T\n:selected:\n\nx\n```\n````"),
        ("docusaurus", ":::note[T]{.k #n}\nx\n:::", "```{admonition} T\n:class: note k\n:name: n\n\nx\n```"),
        ("docusaurus", ":::note[T]{#n}\n:::", "```{note}\n:name: n\n\nT\n```"),
        ("hugo", '{{< figure src="/a.png" caption="a \\"b\\"" class="k" align="center" >}}', '```{figure} images/a.png\n:align: center\n:figclass: k\n\na "b"\n```'),
        ("hugo", '{{< figure src="/a.png" link="/2020/two/" width="3" >}}', '[![](images/a.png){width="3px" .no-scaled-link}](two.md)'),
        ("hugo", '{{< quote author="A" source="B" url="https://x.example.net" >}}\nx\n{{< /quote >}}', "> x\n>\n> — A, [B](https://x.example.net)"),
        ("hugo", '{{% notice style="warning" %}}\nx\n{{% /notice %}}', "```{warning}\nx\n```"),
        ("hugo", '{{< readfile file="snip.py" code="true" lang="py" >}}', "```py\nx = 1\n```"),
        ("hexo", "{% include_code from:2 to:2 x.py %}", "```{code-block} py\n:caption: x.py\n```"),
        ("hexo", "{% tabs a %}\n<!-- tab N@fab fa-x -->\nx\n<!-- endtab -->\n{% endtabs %}", "````{tab-set}\n```{tab-item} N\nx\n```\n````"),
    ],
)  # fmt: skip
def test_all_that_a_tag_says_is_displayed(tmp_path: Path, engine: str, text: str, expected: str) -> None:
    assert converted(engine, tmp_path, text) == (expected, [])


def test_the_link_of_a_figure_to_a_post_is_reported(tmp_path: Path) -> None:
    _, notes = converted("hugo", tmp_path, '{{< figure src="/a.png" link="/2020/two/" caption="c" >}}')
    assert notes == [(1, "the link of a figure to 'two.md' has no counterpart; removed")]


# ---- headings


@pytest.mark.parametrize(
    ("engine", "text", "expected"),
    [
        ("hugo", "# A\n\n{{< own >}}\n## B\n{{< /own >}}", "## A\n\n<!-- {{< own >}} -->\n### B\n<!-- {{< /own >}} -->"),
        ("hugo", "# A\n\n{{< rawhtml >}}\n## B\n{{< /rawhtml >}}", "## A\n\n\n### B"),
        ("jekyll", '<div class="x" markdown="1">\n#### B\n</div>', '<!-- <div class="x"> -->\n\n## B\n\n<!-- </div> -->'),
        ("hugo", "# A\n\n{{< note >}}\n## B\n{{< /note >}}", "## A\n\n```{note}\n## B\n```"),
    ],
)  # fmt: skip
def test_headings_in_what_is_no_block_here_have_their_level(
    tmp_path: Path, engine: str, text: str, expected: str
) -> None:
    assert converted(engine, tmp_path, text)[0].rstrip() == expected


def test_an_identifier_that_several_posts_have_is_no_label(tmp_path: Path) -> None:
    posts = {
        "one": "## Intro {#intro}\n\n[a](#intro) [b](/posts/two/#intro)",
        "two": "## Other {#intro}\n\n[a](#intro)",
        "three": '<figure id="fig"><img src="/a.png"><figcaption>C</figcaption></figure>',
        "four": '```js {#fig title="x.js"}\nx\n```',
        "five": "## Lone {#lone}\n\n[a](#lone)",
    }
    files: dict[str, str | bytes] = {"hugo.toml": "baseURL = 'https://old.example.net/'", "static/a.png": b"x"}
    files |= {f"content/posts/{name}.md": f"+++\ndate=2024-01-01\n+++\n{text}\n" for name, text in posts.items()}
    assert import_from("hugo", write(tmp_path / "old", files), tmp_path / "new", "--report", str(tmp_path / "r")) == 0
    new = {name: (tmp_path / "new" / f"{name}.md").read_text().partition("\n---\n")[2] for name in posts}
    assert new["one"].endswith("\n## Intro\n\n[a](#intro) [b](two.md#other)\n")
    assert new["two"].endswith('\n<a id="intro"></a>\n\n## Other\n\n[a](#other)\n')
    assert ":name:" not in new["three"] + new["four"]
    assert new["five"].endswith("\n(lone)=\n## Lone\n\n[a](#lone)\n")
    assert (tmp_path / "r").read_text().count("identifier 'fig' is in several posts; removed") == 2


def test_attributes_below_a_heading_name_it(tmp_path: Path) -> None:
    assert converted("jekyll", tmp_path, "## H\n{: #x}\n\n[a](#x)") == ("(x)=\n## H\n\n\n[a](#x)", [])


@pytest.mark.parametrize("engine", ["hexo", "jekyll", "hugo", "pelican", "mkdocs", "docusaurus"])
def test_a_link_to_the_top_of_a_page_needs_no_name(tmp_path: Path, engine: str) -> None:
    new, notes = converted(engine, tmp_path, '[a](#) [*b*](#top "T") [c](/2020/two/#top) [d](/2020/one/#)')
    assert (new, notes) == ('<a href="#">a</a> <a href="#top" title="T">*b*</a> [c](two.md) <a href="#">d</a>', [])


# ---- HTML that goes on over blank lines


@pytest.mark.parametrize("engine", ["jekyll", "pelican", "mkdocs"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<table>\n\n    <tr>\n\n        <td>a</td></tr>\n\n</table>\nt", "<table>\n    <tr>\n        <td>a</td></tr>\n</table>\n\nt"),
        ("<style>\na\n\n    b\n</style><table>\n        <tr><td>a</td></tr>\n\n</table>", "<style>\na\n    b\n</style>\n<table>\n        <tr><td>a</td></tr>\n</table>"),
        ("- x\n\n  <div>\n\n      <p>a</p>\n\n  </div>\n- y", "- x\n\n  <div>\n      <p>a</p>\n  </div>\n\n- y"),
        ("<div>\n\n*a*\n\n</div>", "<div>\n\n*a*\n\n</div>"),
        ("<script>\na\n\n    b\n</script>", "<script>\na\n\n    b\n</script>"),
        ("<table>\n\n    <tr>", "<table>\n\n    <tr>"),
        ("<div>x</div>\n## H", "<div>x</div>\n\n## H"),
        ("<p>a</p>\n- b", "<p>a</p>\n\n- b"),
        ("<hr>\nt *x*", "<hr>\n\nt *x*"),
    ],
)  # fmt: skip
def test_html_ends_where_its_element_does(tmp_path: Path, engine: str, text: str, expected: str) -> None:
    assert converted(engine, tmp_path, text)[0] == expected


# ---- emphasis, lines


@pytest.mark.parametrize("engine", ["hexo", "jekyll", "pelican", "mkdocs"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("出现**定义（x）**的。", "出现**定义（x）**<!-- -->的。"),
        ("说**“引用”**是。", "说<!-- -->**“引用”**<!-- -->是。"),
        ("- **注：**文\n- **文**字", "- **注：**<!-- -->文\n- **文**字"),
        ("**a [l](/2020/two/)）**b", "**a [l](two.md)）**<!-- -->b"),
        ("`**x）**y` 和 **a**，**b**。", "`**x）**y` 和 **a**，**b**。"),
        ("\\**x）** y z）** ** y", "\\**x）** y z）** ** y"),
    ],
)
def test_strong_text_before_a_letter_stays_strong(tmp_path: Path, engine: str, text: str, expected: str) -> None:
    assert converted(engine, tmp_path, text) == (expected, [])


@pytest.mark.parametrize(
    ("engine", "expected"),
    [("hexo", "**Note:**text f(**a) (**b"), ("jekyll", "**Note:**<!-- -->text f(**a) (**<!-- -->b"), ("hugo", "**Note:**text f(**a) (**b")],
)  # fmt: skip
def test_signs_of_ascii_end_strong_text_where_they_did(tmp_path: Path, engine: str, expected: str) -> None:
    assert converted(engine, tmp_path, "**Note:**text f(**a) (**b") == (expected, [])


@pytest.mark.parametrize("engine", ["hugo", "docusaurus"])
def test_emphasis_of_commonmark_stays(tmp_path: Path, engine: str) -> None:
    assert converted(engine, tmp_path, "**注：**文") == ("**注：**文", [])


@pytest.mark.parametrize("engine", ["hexo", "jekyll", "hugo", "mkdocs"])
def test_a_line_with_words_between_tildes_is_no_fence(tmp_path: Path, engine: str) -> None:
    new, notes = converted(engine, tmp_path, "a\n\n~~~~ 分割 ~~~~\n\nb")
    assert new.replace("\\", "") == "a\n\n~~~~ 分割 ~~~~\n\nb"
    assert notes == []
