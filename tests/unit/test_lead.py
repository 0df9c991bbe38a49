"""Leads: where the excerpt of a post ends, and whether the post goes on after it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from docutils import nodes

from sphinxext_blog.nodes import excerpt_body
from sphinxext_blog.source.excerpts import all_blocks_of, excerpt_blocks, post_root, select_excerpt
from tests.unit.doctrees import md, rst

if TYPE_CHECKING:
    from collections.abc import Collection

TEN = "one two three four five six seven eight nine ten"
LONG = " ".join([TEN] * 8)
MD_MARKERS = [
    "<!-- more -->",
    "<!--more-->",
    "<!---more-->",
    "<!-- MORE -->",
    "<!--  more  -->",
    "<!--- more --->",
    "% more",
    "%more",
]
RST_MARKERS = [".. more", ".. More", "..\n   more"]


@dataclass
class _Lead:
    """A rule, and the blocks that it takes."""

    blocks: list[nodes.Element]
    truncated: bool
    marked: bool
    automatic: bool


def _lead(
    doctree: nodes.document, *, paragraphs: int | None = None, limit: float = 70, others: Collection[str] = ()
) -> _Lead:
    root = post_root(doctree, "")
    rule = select_excerpt(root, paragraphs, limit, others)
    return _Lead(excerpt_blocks(root, rule, others), rule.truncated, rule.marked, rule.automatic)


def _shown(found: _Lead) -> list[str]:
    return [node.astext().strip() for node in found.blocks]


@pytest.mark.parametrize("marker", MD_MARKERS)
def test_every_spelling_of_the_marker_in_markdown(marker: str) -> None:
    """All that authors of other systems are used to."""
    found = _lead(md(f"# T\n\nOne.\n\n{marker}\n\nTwo.\n"))
    assert (_shown(found), found.truncated) == (["One."], True)


@pytest.mark.parametrize("marker", RST_MARKERS)
def test_every_spelling_of_the_marker_in_restructuredtext(marker: str) -> None:
    """A comment of that one word."""
    found = _lead(rst(f"T\n=\n\nOne.\n\n{marker}\n\nTwo.\n"))
    assert (_shown(found), found.truncated) == (["One."], True)


@pytest.mark.parametrize(
    "comment", ["<!-- more on this later -->", "<!-- nomore -->", "<!-- moreover -->", "<b>more</b>", "more"]
)
def test_other_comments_are_no_markers(comment: str) -> None:
    """Nor is the word itself."""
    found = _lead(md(f"# T\n\nOne.\n\n{comment}\n\nTwo.\n"))
    assert found.blocks[-1].astext() == "Two."
    assert not found.truncated


def test_a_marker_wins_over_length() -> None:
    """However long or short what stands above it is."""
    found = _lead(md(f"# T\n\n{LONG}\n\n{LONG}\n\n{LONG}\n\n<!-- more -->\n\nEnd.\n"))
    assert len(found.blocks) == 3
    assert _lead(md("# T\n\n<!-- more -->\n\nAll.\n")).blocks == []


def test_a_marker_wins_over_a_number_of_paragraphs() -> None:
    """It is the more exact wish."""
    assert _shown(_lead(md("# T\n\nA\n\n<!-- more -->\n\nB\n\nC\n"), paragraphs=2)) == ["A"]


def test_the_first_of_several_markers_counts() -> None:
    """The others are not shown."""
    found = _lead(md("# T\n\nA\n\n<!-- more -->\n\nB\n\n<!-- more -->\n\nC\n"))
    assert (_shown(found), found.truncated) == (["A"], True)


@pytest.mark.parametrize("marker", ["<!-- more -->", "<!--more-->", "% more"])
def test_a_marker_at_the_end_leaves_nothing_out(marker: str) -> None:
    """No “read more” for nothing."""
    found = _lead(md(f"# T\n\nAll there is.\n\n{marker}\n"))
    assert (_shown(found), found.truncated) == (["All there is."], False)


def test_a_marker_in_a_paragraph_is_preserved_for_the_cut() -> None:
    """The last block is the paragraph that holds it, and the marker says where."""
    found = _lead(md("# T\n\nOne.\n\nTwo <!-- more --> three.\n\nFour.\n"))
    assert len(found.blocks) == 2
    assert found.marked
    assert found.truncated
    assert not _lead(md("# T\n\nOne <!-- more -->\n")).truncated


@pytest.mark.parametrize(
    "text", ["# T\n\n- one\n- two <!-- more --> three\n- four\n", "# T\n\n> one\n>\n> <!-- more -->\n>\n> two\n"]
)
def test_a_marker_deep_in_a_block_is_found(text: str) -> None:
    """In a list, in a quotation."""
    found = _lead(md(text))
    assert found.marked
    assert found.truncated


def test_a_marker_in_a_section_below_is_found() -> None:
    """The heading above it belongs to the excerpt, one right above it does not."""
    found = _lead(md("# T\n\nA\n\n## H\n\nB\n\n<!-- more -->\n\nC\n"))
    assert _shown(found) == ["A", "H", "B"]
    assert _shown(_lead(md("# T\n\nA\n\n## H\n\n<!-- more -->\n\nC\n"))) == ["A"]


def test_whole_blocks_are_taken_until_the_length_is_reached() -> None:
    """The one that reaches it is in; a heading is not the end."""
    found = _lead(md(f"# T\n\n{TEN}\n\n## H\n\n{TEN}\n\n{TEN}\n"), limit=20)
    assert _shown(found) == [TEN, "H", TEN]
    assert found.truncated
    assert _shown(_lead(md(f"# T\n\n{TEN}\n\n## H\n\n{TEN}\n"), limit=10)) == [TEN]


def test_a_message_about_a_mistake_has_no_words() -> None:
    """It is not displayed."""
    document = md(f"# T\n\nA role.\n\n{TEN}\n\nEnd.\n")
    paragraph = document.next_node(nodes.paragraph)
    assert paragraph is not None
    paragraph += nodes.system_message("", nodes.paragraph("", LONG), level=2, type="WARNING", source="a.md")
    assert len(_lead(document, limit=10).blocks) == 2


def test_a_chinese_character_is_six_tenths_of_a_word() -> None:
    """117 of them are more than 70 words, 116 are not."""
    text = "# 题\n\n{}\n\n完\n"
    assert len(_lead(md(text.format("字" * 117))).blocks) == 1
    assert len(_lead(md(text.format("字" * 116))).blocks) == 2


def test_a_short_post_is_displayed_whole_without_a_link() -> None:
    """Nothing is left out, so nothing is promised."""
    found = _lead(md("# T\n\nShort.\n\nAnd good.\n"))
    assert (_shown(found), found.truncated, found.automatic) == (["Short.", "And good."], False, True)


@pytest.mark.parametrize(
    ("number", "shown", "truncated"),
    [(0, [], True), (1, ["A"], True), (2, ["A", "H", "x", "B"], True), (9, ["A", "H", "x", "B", "C"], False)],
)
def test_the_author_may_ask_for_paragraphs(number: int, shown: list[str], truncated: bool) -> None:
    """Headings and code between them come along and do not count."""
    found = _lead(md("# T\n\nA\n\n## H\n\n```\nx\n```\n\nB\n\nC\n"), paragraphs=number)
    assert (_shown(found), found.truncated) == (shown, truncated)


def test_the_body_of_a_post_directive_is_the_excerpt() -> None:
    """It wins over markers; a post that is no more than that has no rest."""
    doctree = md("# T\n\nA\n\n<!-- more -->\n\nB\n")
    section = doctree.next_node(nodes.section)
    assert section is not None
    section.insert(1, excerpt_body("", nodes.paragraph("", "Body."), nodes.comment("", "x")))
    found = _lead(doctree)
    assert (_shown(found), found.truncated) == (["Body."], True)
    del section[2:]
    assert not _lead(doctree).truncated


def test_what_readers_do_not_see_is_no_excerpt() -> None:
    """Comments, targets, scripts, substitutions, toctrees, our own tags and notes, transitions."""
    doctree = rst(
        "T\n=\n\n.. comment\n\n.. _here:\n\n.. raw:: html\n\n   <script>x</script>\n\n"
        ".. |s| replace:: t\n\nA\n\n----\n\nB\n"
    )
    section = doctree.next_node(nodes.section)
    assert section is not None
    section += [nodes.paragraph("", "tags", classes=["blog-tags"]), nodes.compound(classes=["toctree-wrapper"])]
    found = _lead(doctree)
    assert (_shown(found), found.truncated) == (["A", "B"], False)


def test_the_whole_of_a_post_has_no_marker() -> None:
    """Raw HTML is a part of it, as on the post's own page."""
    found = all_blocks_of(post_root(md("# T\n\nA\n\n<!-- more -->\n\n<p>x</p>\n\n## H\n\nB\n"), ""))
    assert [node.astext().strip() for node in found] == ["A", "<p>x</p>", "H", "B"]


def test_sections_that_are_posts_are_no_part_of_this_one() -> None:
    """Neither in the excerpt nor in what is left out."""
    doctree = md("# T\n\nA\n\n## One\n\nB\n\n## Two\n\nC\n")
    assert _shown(_lead(doctree, others={"one"})) == ["A", "Two", "C"]
    found = _lead(doctree, others={"one", "two"})
    assert (_shown(found), found.truncated) == (["A"], False)


def test_a_marker_in_another_post_is_not_ours() -> None:
    """The excerpt goes by its own length then."""
    found = _lead(md("# T\n\nA\n\n## One\n\nB\n\n<!-- more -->\n\nC\n"), others={"one"})
    assert (_shown(found), found.automatic, found.truncated) == (["A"], True, False)


def test_a_post_is_a_section_its_title_section_or_the_document() -> None:
    """An unknown anchor is taken for the document; text beside the first section is not lost."""
    doctree = md("# T\n\n## One\n\nB\n")
    assert post_root(doctree, "one")["ids"] == ["one"]
    assert post_root(doctree, "")["ids"] == ["t"]
    assert post_root(doctree, "nothing")["ids"] == ["t"]
    two = md("First.\n\n# T\n\nA\n")
    assert post_root(two, "") is two
    assert _shown(_lead(two)) == ["First.", "T", "A"]
    several = md("# One\n\nA\n\n# Two\n\nB\n")
    assert _shown(_lead(several)) == ["A", "Two", "B"]


def test_an_empty_post_has_an_empty_excerpt() -> None:
    """Not a crash."""
    for text in ("", "# T\n", "<!-- more -->\n"):
        found = _lead(md(text))
        assert (found.blocks, found.truncated) == ([], False)
