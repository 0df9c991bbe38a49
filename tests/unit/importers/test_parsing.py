"""Parsing: what becomes a piece, a box or a block, and where it is in the file."""

# ruff: noqa: E501 -- texts of other engines are written as their authors write them
from __future__ import annotations

import re

import pytest
from markdown_it import MarkdownIt

from sphinxext_blog.importers.parsing import Dialect, ParsedPost, parse, parser_for
from sphinxext_blog.importers.source import Source
from sphinxext_blog.importers.syntax import HUGO, LIQUID, is_decorative, raw_spans
from tests.unit.importers.conversions import DIALECTS


def _parsed(text: str, engine: str = "plain", *, math: bool | None = None) -> ParsedPost:
    return parse(parser_for(DIALECTS[engine]), Source(text), math=math)


def _pieces(text: str, engine: str = "plain", *, math: bool | None = None) -> list[tuple[str, str]]:
    """Return the rules that matched, with the texts of the file."""
    return [
        (piece.rule, text[slice(*leaf.place.span(piece.start, piece.end))])
        for leaf in _parsed(text, engine, math=math).leaves
        if leaf.place is not None
        for piece in leaf.pieces
    ]


def _types(text: str, engine: str) -> list[str]:
    return [token.type for token in _parsed(text, engine).tokens if "open" in token.type or not token.nesting]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a `b` *c*", [("backticks", "`b`"), ("emphasis", "*"), ("emphasis", "*")]),
        ("[a](b) ![c](d)", [("link", "[a](b)"), ("image", "![c](d)")]),
        ("[![a](b)](c)", [("link", "[![a](b)](c)"), ("image", "![a](b)")]),
        ("![a [b](c)](d)", [("image", "![a [b](c)](d)"), ("link", "[b](c)")]),
        ("<b>a</b> <https://x.example.net>", [("html_inline", "<b>"), ("html_inline", "</b>"), ("autolink", "<https://x.example.net>")]),
        ("a\\*b &amp; c", [("escape", "\\*"), ("entity", "&amp;")]),
        ("> a\n> [b\n> c](d)", [("link", "[b\n> c](d)")]),
        ("a^[b [c](d)]", [("footnote_inline", "^[b [c](d)]"), ("link", "[c](d)")]),
    ],
)  # fmt: skip
def test_pieces_have_their_spans_in_the_file(text: str, expected: list[tuple[str, str]]) -> None:
    assert _pieces(text) == expected


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("[a](b)", "b"),
        ("[a](<b c> 'd')", "<b c>"),
        ("![a](\n  b\n  'c')", "b"),
        ("[a [b] `]` c](d(e)f)", "d(e)f"),
        ("> [a\n> b](c)", "c"),
    ],
)
def test_targets_have_their_spans(text: str, target: str) -> None:
    leaf = _parsed(text).leaves[0]
    piece = leaf.pieces[0]
    assert leaf.place is not None
    assert piece.target is not None
    assert text[slice(*leaf.place.span(*piece.target))] == target
    assert leaf.place.content[piece.label_end] == "]"


def test_references_have_no_target_and_definitions_have_one() -> None:
    text = "[a][b] ![c]\n\n> [b]:\n> <d e>\n> 'T'\n\n[c]: f"
    post = _parsed(text)
    assert [piece.target for piece in post.leaves[0].pieces] == [None, None]
    spans = [one.place.span(*one.target) for one in post.definitions if one.place]
    assert [text[slice(*span)] for span in spans] == ["<d e>", "f"]


@pytest.mark.parametrize(
    ("engine", "text", "expected"),
    [
        ("hexo", "a {% b c %} {{ d }}", [("tag", "{% b c %}"), ("tag", "{{ d }}")]),
        ("hexo", "{{ '}}' }} {# a #} {#b} c", [("tag", "{{ '}}' }}"), ("tag", "{# a #}")]),
        ("hexo", "`{% a %}` \\{% b %}", [("backticks", "`{% a %}`"), ("escape", "\\{")]),
        ("hexo", "a {% code %}b*c*{% endcode %}", [("tag_code", "{% code %}b*c*{% endcode %}")]),
        ("hexo", "{% raw %}{% a %}{% endraw %}", []),
        ("hexo", "x {% raw %}{% a %}{% endraw %}", [("tag", "{% raw %}"), ("tag", "{% endraw %}")]),
        ("hexo", "![a](b c.png) [d](e f)", [("image", "![a](b c.png)")]),
        ("hexo", "![a](b.png =1x2)", [("image", "![a](b.png =1x2)")]),
        ("hexo", "[a]({% b c %}) ![d]({{ e }}/f g.png)", [("link", "[a]({% b c %})"), ("image", "![d]({{ e }}/f g.png)")]),
        ("hugo", 'a {{< b c="}}" >}} {{% /b %}}', [("tag", '{{< b c="}}" >}}'), ("tag", "{{% /b %}}")]),
        ("hugo", "{{</* a */>}}", [("emphasis", "*"), ("emphasis", "*")]),
        ("hugo", "\\(a_b\\) \\[c\\] \\\\(d\\\\)", [("tex", "\\(a_b\\)"), ("tex", "\\[c\\]"), ("tex", "\\\\(d\\\\)")]),
        ("hexo", "\\(ab\\) \\\\(c\\\\)", [("escape", "\\("), ("escape", "\\)"), ("tex", "\\\\(c\\\\)")]),
        ("jekyll", "a {: .b c='d'} {:.e}", [("attributes", "{: .b c='d'}"), ("attributes", "{:.e}")]),
        ("hugo", "`a`{.b} c {.d} e {#f}", [("backticks", "`a`"), ("attributes", "{.b}"), ("attributes", "{#f}")]),
        ("docusaurus", "a <B c={d}/> {e} {/* f */}", [("component", "<B c={d}/>"), ("expression", "{e}"), ("tag", "{/* f */}")]),
        ("docusaurus", "## a {#b}", [("attributes", "{#b}")]),
        ("plain", "$a$ $$b$$ $5 and $6", [("math_inline", "$a$"), ("math_inline", "$$b$$")]),
        ("plain", "\\$a$ `$b$` $ c $", [("escape", "\\$"), ("backticks", "`$b$`"), ("math_inline", "$ c $")]),
    ],
)  # fmt: skip
def test_foreign_pieces(engine: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert _pieces(text, engine) == expected


def test_dollars_as_the_old_blog_had_them() -> None:
    assert _pieces("$5 and $6", math=True) == [("math_inline", "$5 and $")]
    assert _pieces("$x$", math=False) == []
    assert parse(parser_for(Dialect(dollars=False)), Source("$x$")).leaves[0].pieces == []


@pytest.mark.parametrize(
    ("engine", "text", "types"),
    [
        ("hexo", "{% a %}\nb\n{% enda %}", ["tag_open", "paragraph_open", "inline"]),
        ("hexo", "{% a %} b\n\nc {% enda %}", ["tag_open", "paragraph_open", "inline", "paragraph_open", "inline"]),
        ("hexo", "{% a %}\nb", ["paragraph_open", "inline"]),
        ("hexo", "{% a %}\n```\n{% enda %}\n```", ["paragraph_open", "inline", "fence"]),
        ("hexo", "{% a %}\n{% a %}\nb\n{% enda %}\n{% enda %}", ["tag_open", "tag_open", "paragraph_open", "inline"]),
        ("hexo", "{% code %}\n{% a %}\n\n{% endcode %}", ["tag_code"]),
        ("hexo", "    {% a %}\n    {% enda %}", ["code_block"]),
        ("hexo", "~~~·~~~\na", ["paragraph_open", "inline"]),
        ("hexo", "##a\n#b", ["heading_open", "inline", "paragraph_open", "inline"]),
        ("hugo", "{{< a\n\nb >}}", ["tag_block"]),
        ("hugo", "{{< a />}}\nb\n{{< /a >}}", ["paragraph_open", "inline"]),
        ("hugo", "{{< a >}}b{{< /a >}} c", ["paragraph_open", "inline"]),
        ("hugo", "{{< a >}}b{{< /a >}}", ["tag_open", "paragraph_open", "inline"]),
        ("mkdocs", "!!! note\n    a\n\n    b\nc", ["box_open", "paragraph_open", "inline", "paragraph_open", "inline", "paragraph_open", "inline"]),
        ("mkdocs", '=== "A"\n    a\n\n=== "B"\n    b', ["box_open", "box_open", "paragraph_open", "inline", "box_open", "paragraph_open", "inline"]),
        ("mkdocs", "!!! 5 >\n??\n!!!!note", ["paragraph_open", "inline"]),
        ("mkdocs", "/// note\na\n///", ["box_open", "paragraph_open", "inline"]),
        ("mkdocs", "\\[\na\n\\]", ["math_block"]),
        ("docusaurus", ":::note\na\n:::", ["box_open", "paragraph_open", "inline"]),
        ("docusaurus", "a\n:::note\nb\n:::\nc", ["paragraph_open", "inline", "box_open", "paragraph_open", "inline", "paragraph_open", "inline"]),
        ("docusaurus", "import A from 'b'\n\na", ["esm", "paragraph_open", "inline"]),
        ("docusaurus", "<A>\n  <B>c</B>\n</A>", ["component_open", "component_open", "paragraph_open", "inline"]),
        ("docusaurus", "<A\n  b={c}\n/>", ["component"]),
        ("docusaurus", "<A>\nb", ["paragraph_open", "inline"]),
        ("plain", "<details><summary>a</summary>\n\nb\n</details>", ["details_open", "paragraph_open", "inline"]),
        ("plain", "<details>\na", ["html_block"]),
        ("jekyll", "<div markdown=1>\n*a*\n</div>", ["markdown_open", "paragraph_open", "inline"]),
        ("jekyll", "<div>a</div>\nb", ["html_block", "paragraph_open", "inline"]),
        ("jekyll", "</div>\n## b", ["html_block", "heading_open", "inline"]),
        ("plain", "<div>a</div>\nb", ["html_block"]),
        ("plain", "a\n$$\nb\n$$\nc", ["paragraph_open", "inline", "math_block", "paragraph_open", "inline"]),
        ("plain", "$$a$$ (b)", ["math_block_label"]),
        ("plain", "$$\na\n\nb\n$$", ["paragraph_open", "inline", "paragraph_open", "inline"]),
        ("plain", "\\begin{align}\na\n\\end{align}", ["amsmath"]),
    ],
)  # fmt: skip
def test_foreign_blocks(engine: str, text: str, types: list[str]) -> None:
    assert _types(text, engine) == types


def test_texts_are_placed_within_blocks_that_share_their_lines() -> None:
    text = "> {% a %} [b](c)\n>\n> d [e](f) {% enda %}"
    assert ("link", "[b](c)") in _pieces(text, "hexo")
    assert ("link", "[e](f)") in _pieces(text, "hexo")


def test_prose_is_what_no_rule_matched() -> None:
    leaf = _parsed("a `b` *c* [d](e) <f> g").leaves[0]
    texts = [leaf.token.content[start:end] for start, end in leaf.prose()]
    assert texts == ["a ", " *c* ", " ", " g"]
    assert "d" in "".join(leaf.token.content[start:end] for start, end in leaf.prose(in_links=True))


def test_raw_texts_have_no_tags() -> None:
    assert raw_spans("a {% raw %}b{% endraw %} c") == [(11, 12)]
    assert raw_spans("{% endraw %} {% raw %}") == []
    post = _parsed("{% raw %}\n{{ a }}\n\n- {% b %}\n{% endraw %}", "hexo")
    assert [piece for leaf in post.leaves for piece in leaf.pieces] == []
    assert all(leaf.is_raw for leaf in post.leaves)


def test_alerts_lose_the_signs_of_their_quotation() -> None:
    text = "> [!NOTE] Title\n> a\nlazy\n> > b"
    post = _parsed(text)
    assert [text[cut.start : cut.end] for cut in post.source.cuts] == ["> ", "> "]


@pytest.mark.parametrize(
    ("info", "expected"),
    [("", False), ("python", False), ("{note}", False), ("·~~~", True), ("---", True), ("中文", False)],
)
def test_decorative_lines(info: str, expected: bool) -> None:
    assert is_decorative(info) is expected


@pytest.mark.parametrize(
    "text", ["{% a %}", "{%- a b='%}' -%}", "{{ a | b: 'c' }}", "{%\n a\n b\n%}", "{% a { b } % c %}"]
)
def test_tags_of_liquid(text: str) -> None:
    match = LIQUID.match(text + " {% b %}")
    assert match is not None
    assert match.group() == text or "'%}'" in text


@pytest.mark.parametrize(
    "text", ['{{< a "b\\"c" >}}', "{{% a `>}}` %}}", "{{<a>}}", "{{< a {b} >}}", "{{< a\nb=1 />}}"]
)
def test_shortcodes_of_hugo(text: str) -> None:
    match = HUGO.match(text + " {{< b >}}")
    assert match is not None
    assert match.group() == text


def test_a_parser_is_made_once_for_each_dialect() -> None:
    assert parser_for(Dialect()) is parser_for(Dialect())
    assert isinstance(parser_for(Dialect(mdx=True)), MarkdownIt)
    assert parser_for(Dialect(mdx=True)) is not parser_for(Dialect())


def test_one_parser_reads_any_number_of_posts() -> None:
    parser = parser_for(DIALECTS["hexo"])
    first = parse(parser, Source("{% a %}\n[b]: c\n{% enda %}"))
    second = parse(parser, Source("{% a %}\n[b]\n"))
    assert len(first.definitions) == 1
    assert second.definitions == []
    assert re.search("tag_open", str([token.type for token in first.tokens]))
    assert not re.search("tag_open", str([token.type for token in second.tokens]))
