"""Conversions of made-up documents: offsets are right, only what is meant changes, and no text takes long."""

# ruff: noqa: E501 -- lists of pieces read best in few lines
from __future__ import annotations

import re
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from sphinxext_blog.importers.conversion import convert
from sphinxext_blog.importers.inline import follow_links
from sphinxext_blog.importers.leftovers import visible_signs
from sphinxext_blog.importers.parsing import Dialect, parse, parser_for
from sphinxext_blog.importers.source import Place, Source, apply_edits
from sphinxext_blog.importers.syntax import is_decorative, raw_spans
from sphinxext_blog.importers.work import Work
from tests.unit.importers.conversions import DIALECTS, Site, convert_text, work_on

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markdown_it.token import Token

_MARKDOWN = (
    "> ", ">", "- ", "-\t", "1. ", "    ", "\t", "  ", " ", "```", "````", "~~~", "[a](b)", "![c](d 'e')", "[x](<y z>)",
    "[a\n](b)", "<div>", "</div>", "<!--", "-->", " | ", "|--|--|", "\\", "`", "``", "\n", "\n", "\n\n", "\r\n", "\r",
    "[r]: x/y", "[r]", "[^1]: ", "[^1]", "^[i ![j](k)]", "***", "# ", "## z ##", "===", "---", "term\n: ", "**", "*", "中",
    "text", "text ", "&amp;", "<a href='q'>", "$", "$$", "\\|", "!", "](", "[", "]", "(", ")", "\0", "\u00a0", "\u2028",
    "\x0c", ": ",
)  # fmt: skip
_FOREIGN = (
    "{% note %}", "{% endnote %}", "{% raw %}", "{% endraw %}", "{% code %}", "{% endcode %}", "{% if a %}", "{{ x }}",
    "{{< note >}}", "{{< /note >}}", '{{< figure src="a.png" >}}', ":::note\n", ":::\n", "!!! note\n    ", '=== "T"\n    ',
    "/// note\n", "///\n", "{: .c}", "{: toc}", "{#id}", "\\[", "\\]", "\\\\(", "\\\\)", "<Tabs>\n", "</Tabs>",
    "<details>\n", "<details><summary>S</summary>", "</details>", "<div markdown=1>", "<Foo a={b} />", "{'a'}", "{/* x */}",
    "\\begin{align}", "\\end{align}", "<img src=a.png>", "<center>", "</center>", "<figure>", "</figure>", "> [!NOTE]\n",
    "<!--more-->", "| a | b |\n", "```js title='a'\n", "%", "+++\n", "(a)=\n", "*[x]: y\n", "<a id=x></a>", "$5 ",
    "{% include part.md %}", "{% img a.png %}",
)  # fmt: skip
_TEXTS = st.lists(st.sampled_from(_MARKDOWN), max_size=30).map("".join)
_FOREIGN_TEXTS = st.lists(st.sampled_from((*_MARKDOWN, *_FOREIGN)), max_size=25).map("".join)
_SETTINGS = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
_PLAIN = parser_for(Dialect(dollars=False, inline_html=False))


def _misplaced(text: str, engine: str) -> list[str]:
    """Return the parsed texts that are not where their offsets say."""
    post = parse(parser_for(DIALECTS[engine]), Source(text))
    return [
        leaf.token.content
        for leaf in post.leaves
        if leaf.place is None
        or any(
            not (sign.isspace() or sign == "\ufffd" or text[offset] == sign)
            for sign, offset in zip(leaf.place.content, leaf.place.offsets, strict=False)
        )
    ]


class _NewSite(Site):
    """A site on which all relative targets are somewhere else."""

    def resolve(self, target: str, *, image: bool = False) -> tuple[str, str]:
        is_new = re.match(r"[A-Za-z][\w+.-]*:|//|#|new/|$", target)
        return (target if is_new else f"new/{target}"), ""


def _renderer() -> MarkdownIt:
    md = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    return md.use(deflist_plugin).use(footnote_plugin).disable("footnote_tail")


_RENDERER = _renderer()


def _with_new_targets(tokens: Sequence[Token]) -> None:
    for token in tokens:
        for key in ("href", "src"):
            value = str(token.attrs.get(key, ""))
            if token.type in ("link_open", "image") and token.info != "auto" and value:
                token.attrs[key] = _NewSite().resolve(value)[0]
        _with_new_targets(token.children or ())


def _followed(text: str) -> str:
    """Return a text in which only the targets of links changed."""
    work = Work(
        parsed=parse(_PLAIN, Source(text)),
        parser=_PLAIN,
        dialect=Dialect(dollars=False, inline_html=False),
        site=_NewSite(),
        tags={},
    )
    work.edits += work.source.cuts
    follow_links(work)
    new, lost = apply_edits(text, work.edits)
    assert lost == []
    return new


def _renders_as_meant(text: str) -> bool:
    """Return whether a text with new targets is rendered as the old one, but for these targets."""
    env: dict[str, Any] = {}
    tokens = _RENDERER.parse(text, env)
    _with_new_targets(tokens)
    expected = str(_RENDERER.renderer.render(tokens, _RENDERER.options, env))
    return str(_RENDERER.render(_followed(text))) == expected


def _code_in(text: str, parser: MarkdownIt) -> list[str]:
    """Return the code of a text."""
    tokens = parse(parser, Source(text)).tokens
    found = [token.content for token in tokens if token.type in ("fence", "code_block")]
    return found + [child.content for token in tokens for child in token.children or () if child.type == "code_inline"]


@pytest.mark.parametrize("engine", DIALECTS)
@given(text=_FOREIGN_TEXTS)
@_SETTINGS
def test_every_text_is_where_its_offsets_say(engine: str, text: str) -> None:
    assert _misplaced(text, engine) == []


@given(text=_TEXTS)
@_SETTINGS
def test_rendering_differs_only_in_targets(text: str) -> None:
    fences = re.findall(r"^[ \t>*+\d.\[\]^:-]*(?:`{3,}|~{3,})(.*)", text, re.MULTILINE)
    assume(not any(is_decorative(info.strip()) for info in fences))  # no fences here, though CommonMark takes them so
    assert _renders_as_meant(text.replace("\r\n", "\n").replace("\r", "\n"))


@given(text=_TEXTS)
@_SETTINGS
def test_a_site_where_nothing_moved_changes_nothing(text: str) -> None:
    work = work_on(text, "plain")
    follow_links(work)
    changed = [edit for edit in work.edits if work.source.text[edit.start : edit.end] in ("b", "d", "x/y")]
    assert changed or _unchanged(text)


def _unchanged(text: str) -> bool:
    work = work_on(text, "plain", site=_SameSite())
    follow_links(work)
    return all(" " in work.source.text[edit.start : edit.end] for edit in work.edits)


class _SameSite(Site):
    def resolve(self, target: str, *, image: bool = False) -> tuple[str, str]:
        return target, ""


@given(text=_TEXTS)
@_SETTINGS
def test_text_outside_of_edits_stays(text: str) -> None:
    """What is left of a text without its edits is the same before and after."""
    work = work_on(text, "hexo", title="T")
    new = convert(work).text
    pieces = []
    done = 0
    for edit in sorted(work.edits, key=lambda edit: (edit.start, edit.end != edit.start, -edit.end)):
        if edit.start >= done:
            pieces.append(text[done : edit.start])
            done = edit.end
    pieces.append(text[done:])
    position = 0
    for piece in (piece.strip() for piece in pieces if piece.strip()):
        position = new.find(piece, position)
        assert position >= 0
        position += len(piece)


@given(text=_TEXTS)
@_SETTINGS
def test_code_is_never_changed(text: str) -> None:
    parser = parser_for(DIALECTS["plain"])
    new = convert_text(text, "plain", title="T").text.replace("\0", "\ufffd")
    codes = _code_in(text, parser)
    assert all(" ".join(code.split()) in " ".join(new.split()) for code in codes)


@pytest.mark.parametrize("engine", DIALECTS)
@given(text=_FOREIGN_TEXTS)
@_SETTINGS
def test_every_text_is_converted_and_what_is_foreign_reported(engine: str, text: str) -> None:
    """No text raises; no sign of another engine stays visible without a remark on it."""
    text = text.replace("\r", "\n")  # as files are read
    conversion = convert_text(text, engine, title="T")
    lines = text.count("\n") + text.count("\r") + 1
    assert all(0 <= remark.line <= lines for remark in conversion.remarks)
    signs = [sign for _, sign in visible_signs(conversion.text)]
    assert not signs or conversion.remarks or raw_spans(text) or re.search(r"^(?: {4}|[ ]*\t)", text, re.MULTILINE)


@given(text=_TEXTS)
@_SETTINGS
def test_a_second_import_changes_no_targets(text: str) -> None:
    once = _followed(text.replace("\r\n", "\n").replace("\r", "\n"))
    assert _followed(once) == once


@pytest.mark.parametrize("engine", DIALECTS)
@given(text=_FOREIGN_TEXTS)
@_SETTINGS
def test_importing_twice_gives_the_same(engine: str, text: str) -> None:
    assert convert_text(text, engine, title="T") == convert_text(text, engine, title="T")


# The properties fail if offsets are wrong

_SAMPLE = "> text [a](b) `c`\n> ![d](e)\n\n| [f](g) | h |\n|--|--|\n| i | [j](k) |\n"


def _shifted(function: Callable[..., Any]) -> Callable[..., Any]:
    def shifted(*args: Any) -> Any:
        place = function(*args)
        return None if place is None else Place(place.content, place.starts, [offset + 1 for offset in place.firsts])

    return shifted


def test_wrong_offsets_of_lines_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _misplaced(_SAMPLE, "plain") == []
    assert _renders_as_meant(_SAMPLE)
    monkeypatch.setattr(Source, "place", _shifted(Source.place))
    assert _misplaced(_SAMPLE, "plain") == ["text [a](b) `c`\n![d](e)"]
    assert not _renders_as_meant(_SAMPLE)


def test_wrong_offsets_of_cells_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    cells = Source.cells
    monkeypatch.setattr(
        Source,
        "cells",
        lambda *args: [
            place and Place(place.content, place.starts, [at - 1 for at in place.firsts]) for place in cells(*args)
        ],
    )
    assert _misplaced(_SAMPLE, "plain") == ["[f](g)", "h", "i", "[j](k)"]
    assert not _renders_as_meant(_SAMPLE)


def test_wrong_spans_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    span = Place.span
    monkeypatch.setattr(Place, "span", lambda place, start, end: tuple(at + 1 for at in span(place, start, end)))
    assert not _renders_as_meant(_SAMPLE)
    assert "`c`" in convert_text(_SAMPLE).text


def test_wrong_offsets_of_blocks_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "!!! note\n    a `b`\n"
    assert convert_text(text, "mkdocs").text == "```{note}\na `b`\n```\n"
    offset = Source.offset
    monkeypatch.setattr(Source, "offset", lambda source, position: offset(source, position) + 1)
    assert convert_text(text, "mkdocs").text != "```{note}\na `b`\n```\n"


# Time


def _calls(text: str, engine: str) -> int:
    """Return how many functions are called to convert a text: a measure of work that no machine changes."""
    count = 0

    def profile(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    convert_text("a", engine)
    sys.setprofile(profile)
    try:
        convert_text(text, engine)
    finally:
        sys.setprofile(None)
    return count


_UNCLOSED = (
    "{% note %}\n", "{% code %}\n", "{% raw %}\n", "{% x ", "{{ x ", "{# ", "{{< note >}}\n", '{{< a "', "{{< a\n", ":::note\n",
    "/// note\n", "!!! note\n", '=== "T"\n', "{: .a ", "\\\\(", "\\[\n", "\\\\[a\n", "$$\n", "$$ a\n", "$ ", "\\begin{align}\n",
    "<Tabs>\n", "<Foo a={", "<details>\n", "<div markdown=1>\n", "<div>\n", "<center>\n<img src=a>\n", "{'a", "> [!NOTE]\n",
    "<!-- a\n", "[a](", "![a](", "[a]({", "[", "`", "```\n", "~~~\n", "> ", "| a ", "*[a]: b\n", "https://a.example.net/ ", ":a:",
    "<a href=x>", "{% raw %}{% endraw %} ", "[^1]: a\n", "[a]: b\n", "*a* ", "# a\n", "a\n\n", "- a\n", "<!--more-->\n\n",
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("engine", DIALECTS)
@pytest.mark.parametrize("piece", _UNCLOSED)
def test_twice_the_text_is_twice_the_work(engine: str, piece: str) -> None:
    once, twice = (_calls(piece * count, engine) for count in (150, 300))
    assert twice < 2.6 * once


@pytest.mark.slow
@pytest.mark.parametrize("engine", DIALECTS)
@pytest.mark.parametrize(
    "piece", [":::note\n", "!!! note\n", "{% note %}\n", "{{< note >}}\n", "<Tabs>\n", "$$ a\n", "\\[ a\n"]
)
def test_ten_thousand_unclosed_blocks_take_no_long_time(engine: str, piece: str) -> None:
    started = time.process_time()
    convert_text(piece * 10_000, engine)
    assert time.process_time() - started < 60


@pytest.mark.slow
def test_a_post_of_five_megabytes_is_converted() -> None:
    paragraph = "Text with a [link](other), `code` and an ![image](a.png).\n\n{% note %}\n- a\n- b\n{% endnote %}\n\n"
    started = time.process_time()
    conversion = convert_text(paragraph * (5_000_000 // len(paragraph)), "hexo", title="T")
    assert conversion.text.count("```{note}") == 5_000_000 // len(paragraph)
    assert time.process_time() - started < 240
