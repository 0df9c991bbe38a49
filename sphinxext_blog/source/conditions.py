"""Conditions: whether ``only``, ``ifconfig`` or ``todo`` hides content from visitors.

Sphinx evaluates conditions when it writes a page, but the texts of a post are extracted when it is read.  So each
condition is evaluated at reading and again at the start of each build.  A document is reread if a result has changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.addnodes import only

from ..builders import writes_html
from ..domain import blog_domain
from ..nodes import find_nodes
from ..sphinx_compat import Tags, evaluate_condition, ifconfig, todo_node, todolist

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from docutils import nodes
    from sphinx.application import Sphinx

    from ..records import Condition

    Hides = Callable[[nodes.Node], bool]
    "A predicate that returns whether a condition hides a node from visitors."

__all__ = [
    "CONDITIONAL",
    "WRAPPING",
    "Conditions",
    "documents_with_changed_conditions",
    "hides_nothing",
    "is_within_hidden",
    "remove_failing_conditions",
]

WRAPPING = (only, ifconfig)
"""Conditional nodes that the output omits, while it may include their children."""
CONDITIONAL = (*WRAPPING, todo_node, todolist)
"""Nodes that are rendered under a condition."""


class Conditions:
    """Evaluates conditions as Sphinx does at writing.

    Plain texts and the lengths of excerpts are those of web pages.  Every other builder evaluates conditions as the
    ``html`` builder does, so that builders that share doctrees do not alternately reread them.
    """

    def __init__(self, app: Sphinx) -> None:
        """Prepare for one build."""
        self._app = app
        self._builder, self._tags = _as_html(app)
        self._results: dict[Condition, bool] = {}
        self._failed: set[Condition] = set()

    def hides(self, node: nodes.Node) -> bool:
        """Return whether the condition of a node hides it from visitors."""
        return isinstance(node, CONDITIONAL) and not self.holds(_condition(node))

    def holds(self, condition: Condition) -> bool:
        """Return the result of a condition, evaluated once."""
        if condition not in self._results:
            self._results[condition] = self._evaluate(*condition)
        return self._results[condition]

    def results(self, conditional: Iterable[nodes.Element]) -> dict[Condition, bool]:
        """Return the results of the conditions of nodes."""
        return {condition: self.holds(condition) for condition in map(_condition, conditional)}

    def fails(self, node: nodes.Node) -> bool:
        """Return whether a condition cannot be evaluated; Sphinx then renders an error message."""
        return self.hides(node) and _condition(node) in self._failed

    def _evaluate(self, kind: str, expression: str) -> bool:
        """Return the result of a condition by letting Sphinx process a node with it."""
        if kind == "todo":
            return bool(self._app.config.todo_include_todos)
        result = evaluate_condition(self._app.config, (kind, expression), self._builder, self._tags)
        if result is None:
            self._failed.add((kind, expression))
        return bool(result)


def hides_nothing(node: nodes.Node) -> bool:  # noqa: ARG001 - the signature of Conditions.hides
    """Return False for every node, where there are no conditions."""
    return False


def is_within_hidden(node: nodes.Node, hides: Hides) -> bool:
    """Return whether the condition of an ancestor hides a node."""
    while (node := node.parent) is not None:
        if hides(node):
            return True
    return False


def remove_failing_conditions(app: Sphinx, document: nodes.document) -> None:
    """Remove nodes whose condition cannot be evaluated from part of a post; its own page reports them."""
    if conditional := find_nodes(document, ifconfig):
        conditions = Conditions(app)
        for node in conditional:
            if conditions.fails(node):
                node.parent.remove(node)


def documents_with_changed_conditions(app: Sphinx) -> set[str]:
    """Return the documents with posts in which the result of a condition has changed since reading."""
    conditions = Conditions(app)
    recorded: dict[str, dict[Condition, bool]] = blog_domain(app.env).records.conditions
    return {
        docname
        for docname, results in recorded.items()
        if any(conditions.holds(condition) != result for condition, result in results.items())
    }


def _condition(node: nodes.Node) -> Condition:
    """Return the condition of a conditional node."""
    if isinstance(node, WRAPPING):
        return "only" if isinstance(node, only) else "ifconfig", str(node["expr"])
    return "todo", ""


def _as_html(app: Sphinx) -> tuple[str, Tags]:
    """Return the builder name and tags of an HTML build: the current ones, or those of the ``html`` builder."""
    builder, tags = app.builder, set(app.tags)
    if writes_html(builder):
        return builder.name, Tags(sorted(tags))
    tags -= {builder.format, builder.name, f"format_{builder.format}", f"builder_{builder.name}"}
    return "html", Tags(sorted(tags | {"html", "format_html", "builder_html"}))
