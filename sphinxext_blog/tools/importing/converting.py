"""Converting: the text of a post, from the Markdown of its engine to MyST."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from .abbreviations import convert_abbreviations
from .addresses import link_addresses
from .admonitions import convert_alerts
from .anchors import convert_anchors
from .codeoptions import convert_fences
from .comments import part_comments
from .directives import convert_within
from .emoji import convert_emoji
from .extras import extras_of
from .guarding import guard, loosen_headings
from .headings import first_heading, with_title
from .htmlmarkdown import free_markdown
from .links import convert_links
from .marker import convert_marker, set_apart
from .mathblocks import set_math_apart
from .mathmarks import convert_math
from .mdxblocks import convert_details
from .notes import Note
from .prosedollars import escape_prose_dollars, says_math
from .restructured import convert_rst, follow_paths
from .rules import convert_rules, without_contents

if TYPE_CHECKING:
    from .notes import Fault
    from .targets import Surroundings

__all__ = ["convert_fragment", "convert_post"]

_DESIGN = re.compile(r"^[ \t>]*(?:`{3,}|~{3,})\{(?:tab-set|dropdown)\}", re.MULTILINE)
"""Directives of sphinx-design that conversions write."""


def convert_post(around: Surroundings) -> tuple[str, list[Note]]:
    """The text of a post below its front matter, and what its author has to look at."""
    post = around.post
    if post.is_rst and around.engine.is_sphinx:
        text, faults = follow_paths(around.engine.expand(post.body, around)[0], around)
    elif post.is_rst:
        text, faults = convert_rst(post.body, around)
    elif around.engine.is_sphinx:
        text, faults = convert_links(around.engine.expand(post.body, around)[0], around)
        if not first_heading(text):
            text = with_title(text, str(post.values.get("title", "")))
    else:
        text, faults = _converted(post.body, around)
        title = str(post.values.get("title", ""))
        text = with_title(text, title, keep_first=around.engine.heading_is_title)
        around.features.update(extras_of(text))
        if _DESIGN.search(text):
            around.features.add("sphinx_design")
    file = post.file.path.relative_to(around.blog.root).as_posix()
    before, last = post.first_line - 1, post.body.count("\n") + 1
    notes = [
        Note(file=file, line=0 if post.is_html or line > last else before + line, message=said)  # of what was appended
        for line, said in faults
    ]
    return text.strip("\n").rstrip() + "\n", [*notes, *around.notes]


def convert_fragment(text: str, around: Surroundings) -> str:
    """A text that is put into a post; what is to be said of it is kept with the post."""
    inner = replace(around, post=replace(around.post, body=text))
    text, faults = _converted(text, inner)
    root = around.blog.root.resolve()
    file = around.including[-1].removeprefix(f"{root}/").replace("\\", "/")
    around.notes.extend(Note(file=file, line=line, message=message) for line, message in faults)
    return text.strip("\n")


def _converted(text: str, around: Surroundings) -> tuple[str, list[Fault]]:
    """What keeps the number of lines comes first, so that faults have the lines of the file."""
    engine = around.engine
    text, faults = engine.expand(text, around)
    text = without_contents(guard(text))
    if engine.loose_headings:
        text = loosen_headings(text)
    text = convert_marker(text)
    if around.blog.emoji:
        text, found = convert_emoji(text)
        faults += found
    text, found = convert_links(text, around)
    faults += found
    blog = around.blog
    if not (blog.dollar_math or says_math(blog.facts) or says_math(around.post.values)):
        text = escape_prose_dollars(text, all_of_them=blog.dollar_math is False)
    text = convert_math(text, single=engine.loose_math, double_inline=engine.inline_double)
    if engine.bare_links:
        text = link_addresses(text)
    around.features.update(extras_of(text))  # what is in a directive afterwards looks like code
    text = convert_abbreviations(text)
    text, found = engine.convert(text, around)
    faults += found
    text = convert_within(text, _without_html)
    text = convert_fences(set_math_apart(text))
    text = convert_within(convert_anchors(text), lambda inner, depth: part_comments(convert_rules(inner, depth)))
    return set_apart(re.sub(r"[ \t]+\Z", "", text)), sorted(set(faults))


def _without_html(text: str, _: int) -> str:
    return convert_details(convert_alerts(free_markdown(text)))
