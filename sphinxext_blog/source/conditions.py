"""Conditions: what ``only``, ``ifconfig`` and notes to do hide from readers.

Sphinx decides that when a page is written, and the texts of a post are taken when it is read.  So each condition is
asked then, and once more at the start of each build: a document with one whose answer has changed is read again.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.utils import Reporter
from sphinx.addnodes import only
from sphinx.ext.ifconfig import ifconfig, process_ifconfig_nodes
from sphinx.ext.todo import todo_node, todolist
from sphinx.util.docutils import LoggingReporter, new_document
from sphinx.util.logging import suppress_logging
from sphinx.util.nodes import process_only_nodes
from sphinx.util.tags import Tags

from ..builders import writes_html
from ..domain import blog_domain
from ..nodes import find_nodes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sphinx.application import Sphinx

    from ..records import Condition

    Hides = Callable[[nodes.Node], bool]
    "Whether a condition hides a node from readers."

__all__ = [
    "CONDITIONAL",
    "WRAPPING",
    "Conditions",
    "hides_nothing",
    "is_within_hidden",
    "leave_failing_out",
    "with_other_answers",
]

WRAPPING = (only, ifconfig)
"""What is gone in the output, while what it holds may be shown."""
CONDITIONAL = (*WRAPPING, todo_node, todolist)
"""What is shown on a condition."""


class Conditions:
    """Asks Sphinx what it will show.

    Plain texts and the lengths of excerpts are those of web pages: another builder asks as the ``html`` builder would,
    so that builders which share doctrees do not have them read in turn.
    """

    def __init__(self, app: Sphinx) -> None:
        """For one build."""
        self._app = app
        self._builder, self._tags = _as_html(app)
        self._answers: dict[Condition, bool] = {}
        self._failed: set[Condition] = set()

    def hides(self, node: nodes.Node) -> bool:
        """Whether readers do not see a node on account of a condition of its own."""
        return isinstance(node, CONDITIONAL) and not self.holds(_condition(node))

    def holds(self, condition: Condition) -> bool:
        """Whether what stands under a condition is shown; each is asked once."""
        if condition not in self._answers:
            self._answers[condition] = self._ask(*condition)
        return self._answers[condition]

    def answers(self, found: Iterable[nodes.Element]) -> dict[Condition, bool]:
        """The conditions of nodes, and whether they hold."""
        return {condition: self.holds(condition) for condition in map(_condition, found)}

    def fails(self, node: nodes.Node) -> bool:
        """Whether a condition cannot be asked; Sphinx has a message in the place of what it would show."""
        return self.hides(node) and _condition(node) in self._failed

    def _ask(self, kind: str, expression: str) -> bool:
        if kind == "todo":
            return bool(self._app.config.todo_include_todos)
        document = new_document("")
        # A mistake is reported when the page is written. The reporter that Sphinx gives to all documents of this
        # function is left as it is: others' warnings go through it.
        document.reporter = LoggingReporter("", Reporter.SEVERE_LEVEL)
        document += (only if kind == "only" else ifconfig)("", nodes.paragraph(), expr=expression)
        with suppress_logging():
            if kind == "only":
                process_only_nodes(document, self._tags)
            else:
                app: Any = SimpleNamespace(config=self._app.config, builder=SimpleNamespace(name=self._builder))
                process_ifconfig_nodes(app, document, "")
        if any(isinstance(node, nodes.system_message) for node in document.children):
            self._failed.add((kind, expression))
        return isinstance(document[0] if document.children else None, nodes.paragraph)


def hides_nothing(node: nodes.Node) -> bool:  # noqa: ARG001 - it stands for a method that looks
    """Where there are no conditions."""
    return False


def is_within_hidden(node: nodes.Node, hides: Hides) -> bool:
    """Whether a condition of anything around a node hides it."""
    while (node := node.parent) is not None:
        if hides(node):
            return True
    return False


def leave_failing_out(app: Sphinx, document: nodes.document) -> None:
    """Take out of a part of a post what stands under a condition that cannot be asked: its page has told of that."""
    if found := find_nodes(document, ifconfig):
        conditions = Conditions(app)
        for node in found:
            if conditions.fails(node):
                node.parent.remove(node)


def with_other_answers(app: Sphinx) -> set[str]:
    """The documents with posts that show something else than when they were read."""
    conditions = Conditions(app)
    recorded: dict[str, dict[Condition, bool]] = blog_domain(app.env).records.conditions
    return {
        docname
        for docname, answers in recorded.items()
        if any(conditions.holds(condition) != answer for condition, answer in answers.items())
    }


def _condition(node: nodes.Node) -> Condition:
    if isinstance(node, WRAPPING):
        return "only" if isinstance(node, only) else "ifconfig", str(node["expr"])
    return "todo", ""


def _as_html(app: Sphinx) -> tuple[str, Tags]:
    """The builder and tags of a build for the web: its own, or those that the ``html`` builder would have."""
    builder, tags = app.builder, set(app.tags)
    if writes_html(builder):
        return builder.name, Tags(sorted(tags))
    tags -= {builder.format, builder.name, f"format_{builder.format}", f"builder_{builder.name}"}
    return "html", Tags(sorted(tags | {"html", "format_html", "builder_html"}))
