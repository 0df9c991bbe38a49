"""An extension whose nodes do what those of well-known extensions do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.domains import Domain
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class film(nodes.General, nodes.Element):  # noqa: N801
    """A video, with its name at a host in the attribute ``id``."""


class panel(nodes.container):  # noqa: N801
    """An element that is written with all its attributes."""

    tagname = "div"


class tab(nodes.paragraph):  # noqa: N801
    """A button, likewise."""

    tagname = "button"


class choice(nodes.General, nodes.Element):  # noqa: N801
    """A radio button."""

    tagname = "input"


class choice_label(nodes.TextElement, nodes.General):  # noqa: N801
    """Its label."""

    tagname = "label"


class works(nodes.General, nodes.Element):  # noqa: N801
    """The place of a list of cited works."""


class theorem(nodes.General, nodes.Element):  # noqa: N801
    """A node that is numbered in its document, by a transform or a visitor."""


class Film(Directive):
    """A video."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the node."""
        return [film(id=self.arguments[0])]


class Tabs(SphinxDirective):
    """Two panels, the second of which a script shows."""

    def run(self) -> list[nodes.Node]:
        """Return the tabs and their panels."""
        box = nodes.container(classes=["panels"])
        bar = panel(role="tablist", classes=["bar"])
        box += bar
        for place in (0, 1):
            text = f"Tab {place}"
            names = {"role": "tab", "name": f"0-{place}", "aria-controls": f"panel-0-{place}"}
            bar += tab(text, text, ids=[f"tab-0-{place}"], **names)
            shown: dict[str, Any] = {"role": "tabpanel", "name": f"0-{place}", "aria-labelledby": f"tab-0-{place}"}
            if place:
                shown["hidden"] = "true"
            box += panel("", nodes.paragraph("", f"Panel {place}."), ids=[f"panel-0-{place}"], **shown)
        return [box]


class Choices(SphinxDirective):
    """Two choices of which one is made."""

    def run(self) -> list[nodes.Node]:
        """Return the radio buttons and their labels."""
        box = nodes.container(classes=["choices"])
        for place in (1, 2):
            name = f"set--0-input--{place}"
            box += choice(type="radio", ids=[name], name="set--0")
            box += choice_label("", f"Choice {place}", **{"for": name})
        return [box]


class Coloured(SphinxDirective):
    """Something that needs a style sheet on its page."""

    def run(self) -> list[nodes.Node]:
        """Mark the document."""
        self.state.document["foreign_css"] = True
        return [nodes.paragraph("", "Coloured.")]


class Works(SphinxDirective):
    """A list of cited works, with links back to the places that cite them."""

    def run(self) -> list[nodes.Node]:
        """Keep the node of the one work, and leave a mark in the text."""
        cites = nodes.inline("", "", nodes.reference("", "[A90]", refid="work-a"), ids=["cited-a"])
        work = nodes.citation(ids=["work-a"], backrefs=["cited-a", "cited-elsewhere"])
        self.env.domaindata["foreign"]["works"][self.env.docname] = work
        return [nodes.paragraph("", "", cites), works(docname=self.env.docname)]


class Theorem(SphinxDirective):
    """A theorem; the argument names what fails outside of its document."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the node in a list, which a failing visitor leaves open."""
        node = theorem(docname=self.env.docname, failing=self.arguments[0], ids=["theorem"])
        self.state.document.note_implicit_target(node)
        return [nodes.bullet_list("", nodes.list_item("", nodes.paragraph("", "Assumption."), node))]


class NumberTheorems(SphinxPostTransform):
    """Look up each theorem in its document."""

    default_priority = 5

    def run(self, **_: Any) -> None:
        """Fail for a node that the document does not have."""
        for node in self.document.findall(theorem):
            if node["failing"] == "transform":
                assert self.document.ids["theorem"]


class FillWorks(SphinxPostTransform):
    """Put the nodes that were kept where they belong."""

    default_priority = 5

    def run(self, **_: Any) -> None:
        """Fill each node with its text, as sphinxcontrib-bibtex does."""
        for node in list(self.document.findall(works)):
            work = self.env.domaindata["foreign"]["works"][node["docname"]]
            work += nodes.label("", "A90")
            work += nodes.paragraph("", "The title.")
            node.replace_self([work])


class Foreign(Domain):
    """A domain that keeps nodes."""

    name = "foreign"
    label = "Foreign"
    initial_data = {"works": {}}  # noqa: RUF012

    def clear_doc(self, docname: str) -> None:
        """Forget the work of a document."""
        self.data["works"].pop(docname, None)

    def merge_domaindata(self, docnames: Any, otherdata: dict[str, Any]) -> None:
        """Take over those of another process."""
        self.data["works"].update({name: w for name, w in otherdata["works"].items() if name in docnames})


def visit_film(translator: Any, node: nodes.Element) -> None:
    """Write the player."""
    translator.body.append(f'<iframe src="https://films.example/{node["id"]}"></iframe>')
    raise nodes.SkipNode


def visit_theorem(translator: Any, node: nodes.Element) -> None:
    """Write the number, by the page."""
    translator.context.append("left over")
    numbers = {node["docname"]: "Theorem 1"}
    page = "" if node["failing"] == "visitor" and node["ids"] != ["theorem"] else node["docname"]
    translator.body.append(numbers[page])
    translator.context.pop()
    raise nodes.SkipNode


def visit_element(translator: Any, node: nodes.Element) -> None:
    """Write all attributes."""
    own = ("ids", "classes", "names", "dupnames", "backrefs")
    attributes = {key: value for key, value in node.attributes.items() if key not in own}
    translator.body.append(translator.starttag(node, node.tagname, "", **attributes))


def depart_element(translator: Any, node: nodes.Element) -> None:
    """End it."""
    translator.body.append(f"</{node.tagname}>" if node.tagname != "input" else "")


def add_assets(app: Sphinx, _page: str, _template: str, _context: dict[str, Any], doctree: Any) -> None:
    """Add the style sheet to pages whose document is marked (event: html-page-context)."""
    if doctree is not None and doctree.get("foreign_css"):
        app.add_css_file("foreign.css")


def setup(app: Sphinx) -> dict[str, Any]:
    """Add all."""
    app.add_node(film, html=(visit_film, None))
    app.add_node(theorem, html=(visit_theorem, None))
    app.add_node(works)
    for kind in (panel, tab, choice, choice_label):
        app.add_node(kind, html=(visit_element, depart_element))
    for directive in (Film, Tabs, Choices, Coloured, Works, Theorem):
        app.add_directive(directive.__name__.lower(), directive)
    app.add_domain(Foreign)
    app.add_post_transform(FillWorks)
    app.add_post_transform(NumberTheorems)
    app.connect("html-page-context", add_assets)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
