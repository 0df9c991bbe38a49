r"""Foreign syntax: the rules of a dialect, by which tags, boxes, attributes, TeX and components become tokens.

Each rule has the shape that markdown-it's rulers expect.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from .box_rules import fenced_box_rule, match_indented_boxes
from .element_rules import (
    element_rule,
    inline_html,
    lower_case_html,
    match_loose_heading,
    match_module,
    resuming_html,
    without_decoration,
)
from .math_rules import inline_tex_rule, match_dollar_block, match_environment, match_tex_block
from .nesting import ANYWHERE, IN_TEXT
from .syntax import COLON_BOX, COMPONENT, EXPRESSION, HUGO, HUGO_END, LIQUID, LIQUID_END, MDX_COMMENT, SLASH_BOX
from .tag_rules import attribute_rule, block_tag_rule, inline_tag_rule, pattern_rule

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markdown_it import MarkdownIt
    from markdown_it.ruler import RuleOptionsType
    from markdown_it.rules_block import StateBlock

    from .dialect import Dialect
    from .nesting import BlockRule

__all__ = ["COLON_BOX", "HUGO", "HUGO_END", "LIQUID", "LIQUID_END", "MDX_COMMENT", "SLASH_BOX", "add_foreign_rules"]

_STARTS: Mapping[str, tuple[str, RuleOptionsType]] = {
    "blockquote": (">", ANYWHERE),
    "hr": ("*-_", ANYWHERE),
    "list": ("*+-0123456789", IN_TEXT),
    "footnote_def": ("[", {"alt": ["paragraph", "reference"]}),
    "heading": ("#", IN_TEXT),
}
"""What blocks of CommonMark begin with, and the blocks that they may interrupt; most lines need no closer look."""


def _starting(rule: BlockRule, signs: tuple[str, ...]) -> BlockRule:
    """Return a rule that is only asked of lines that begin with some signs."""

    def starting(state: StateBlock, start: int, stop: int, silent: bool) -> bool:
        position = state.bMarks[start] + state.tShift[start]
        return state.src.startswith(signs, position) and rule(state, start, stop, silent)

    return starting


def add_foreign_rules(md: MarkdownIt, dialect: Dialect) -> None:
    """Add the rules of a dialect to a parser, which has those of CommonMark."""
    block, inline = md.block.ruler, md.inline.ruler
    rules = dict(zip(block.get_active_rules(), block.getRules(""), strict=True))
    for name, (signs, options) in _STARTS.items():
        block.at(name, _starting(rules[name], tuple(signs)), options)
    block.at("fence", without_decoration(rules["fence"]), ANYWHERE)
    html_block = inline_html(rules["html_block"]) if dialect.inline_html else rules["html_block"]
    html_block = resuming_html(html_block) if dialect.html_resumes else html_block
    html_block = lower_case_html(html_block) if dialect.mdx else html_block
    block.at("html_block", html_block, IN_TEXT)
    if dialect.tags is not None:
        block.before("table", "block_tags", block_tag_rule(dialect, dialect.tags), ANYWHERE)
        inline.before("escape", "tag", inline_tag_rule(dialect, dialect.tags))
    if dialect.boxes:
        block.before("table", "boxes", fenced_box_rule(dialect), ANYWHERE)
    if dialect.indented_boxes:
        block.before("table", "indented_boxes", match_indented_boxes, ANYWHERE)
    inline.before("escape", "attributes", attribute_rule(dialect))
    if dialect.mdx:
        block.before("table", "esm", match_module)
        inline.before("html_inline", "component", pattern_rule(COMPONENT, "component", "<"))
        inline.before("escape", "expression", pattern_rule(EXPRESSION, "expression", "{"))
    block.before("table", "elements", element_rule(dialect), ANYWHERE)
    if dialect.loose_headings:
        block.after("heading", "loose_heading", match_loose_heading, IN_TEXT)
    if dialect.tex:
        for number, mark in enumerate(sorted({dialect.tex, "\\\\"})):
            block.before("table", f"tex_block_{number}", partial(match_tex_block, mark), ANYWHERE)
        inline.before("escape", "tex", inline_tex_rule(dialect.tex))
    if dialect.dollars:
        block.before("table", "dollar_block", match_dollar_block, ANYWHERE)
        block.before("table", "environment", match_environment, ANYWHERE)
