"""The situations that are measured, each a change to the sources (or the output) before a build.

They run in their order, on the same site: what one leaves is where the next begins.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from time import sleep
from typing import TYPE_CHECKING

from benchmarks.corpus import TAGS, Edit, post_docname, post_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.corpus import Corpus
    from benchmarks.measure import Site

__all__ = ["SCENARIOS", "Scenario", "settle"]

COARSEST_CLOCK = 2.0
"""Seconds: no file system in use rounds its time stamps to more."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Scenario:
    """A situation: before each build, either the output is thrown away, or one post is edited, or nothing is done."""

    name: str
    edit: Callable[[int], Edit] | None = None
    """What the edit of a round is, different in each, so that each is a change."""
    fresh: bool = False

    def prepare(self, site: Site, count: int, turn: int, *, corpus: Corpus) -> None:
        """Change the site for the build of round `turn`."""
        if self.fresh:
            shutil.rmtree(site.output, ignore_errors=True)
            shutil.rmtree(site.doctrees, ignore_errors=True)
        if self.edit is not None:
            number = count // 2
            path = site.source / f"{post_docname(number)}.md"
            path.write_text(post_text(number, count, self.edit(turn), corpus=corpus), encoding="utf-8")

    def proves_itself(self, site: Site, count: int) -> bool:
        """Whether the page of the edited post is newer than its source: an edit that went unseen costs nothing."""
        if self.edit is None:
            return True
        docname = post_docname(count // 2)
        page, source = site.output / f"{docname}.html", site.source / f"{docname}.md"
        return page.stat().st_mtime_ns > source.stat().st_mtime_ns


def _body(turn: int) -> Edit:
    return Edit(tail=f"A last remark, number {turn}, that stands below all that a listing shows.")


def _lead(turn: int) -> Edit:
    return Edit(lead=f"An early remark, number {turn}.")


def _retag(turn: int) -> Edit:
    return Edit(tag=TAGS[turn * 7 % len(TAGS)])


SCENARIOS = (
    Scenario(name="fresh", fresh=True),
    Scenario(name="no change"),
    Scenario(name="body edited", edit=_body),
    Scenario(name="lead edited", edit=_lead),
    Scenario(name="retagged", edit=_retag),
)


def settle() -> None:
    """Wait until whatever is written next has a later time stamp than everything before it."""
    sleep(COARSEST_CLOCK)
