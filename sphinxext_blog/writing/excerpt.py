"""Excerpts: part of a post, as nodes for another page.

The nodes were cut out of the post when it was read.  They are resolved as in the post, where the author saw them work,
and only then moved: addresses are made to fit the page they will stand on, and ids made unique.  Problems are not
reported again: the post has said them.
"""

from __future__ import annotations

import pickle
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import sphinx
from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransformer
from sphinx.util.docutils import new_document
from sphinx.util.logging import suppress_logging

from ..domain import blog_domain
from ..nodes import found_in
from ..reading.conditions import Conditions, leave_failing_out
from ..reading.lead import post_root
from ..reading.packing import cut_whole, page_attributes, unpack_with_attributes
from .relocating import give_prefix, relocate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from ..model.post import Post

__all__ = ["excerpt_nodes", "lend_attributes", "load_doctree", "register_excerpts", "resolve", "unpacked"]

_FINDS_MATH_BY_NAME = sphinx.version_info < (8, 2)
"""Whether Sphinx looks for math where a document was read, and not where its page is written."""
_NO_NODES_KEPT = frozenset(("docutils", "myst_parser", "sphinx", "sphinx_design", __package__.partition(".")[0]))
"""The packages whose domains keep no nodes, or that have none."""


def excerpt_nodes(app: Sphinx, post: Post, fromdocname: str, prefix: str, *, whole: bool) -> list[nodes.Element]:
    """The excerpt of a post for a page.

    :param fromdocname: the page.
    :param prefix: makes its ids unique there.
    :param whole: all of the post instead.
    """
    document = unpacked(app, post, whole=whole)
    resolve(app, document, post.docname)
    if attributes := page_attributes(document):
        blog_domain(app.env).build.page_attributes.setdefault(fromdocname, {}).update(attributes)
    ids = give_prefix(document, prefix)
    relocate(app.builder, document, post.docname, fromdocname, ids)
    return [node for node in document.children if isinstance(node, nodes.Element)]


def lend_attributes(app: Sphinx, document: nodes.document, docname: str) -> None:
    """Give a document that shows posts the attributes of theirs, unless it has its own.

    Extensions decide by them what its page needs.
    """
    for name, value in blog_domain(app.env).build.page_attributes.pop(docname, {}).items():
        document.attributes.setdefault(name, value)


def register_excerpts(app: Sphinx) -> None:
    """Connect what lets other extensions see the excerpts of a page."""
    app.connect("write-started", keep_data_of_others)
    if _FINDS_MATH_BY_NAME:
        app.connect("html-page-context", _note_math, priority=400)  # before Sphinx asks (500)
        app.connect("html-page-context", _forget_math, priority=600)


def _note_math(app: Sphinx, pagename: str, _template: str, _context: object, doctree: nodes.document | None) -> None:
    """Let Sphinx load what shows math on a page whose excerpts have some (event: html-page-context)."""
    has_math: dict[str, bool] = app.env.domaindata["math"]["has_equations"]
    domain = blog_domain(app.env)
    if doctree is None or has_math.get(pagename) is not False or not domain.shows_posts(pagename):
        return
    if found_in(doctree, nodes.math, nodes.math_block):
        has_math[pagename] = True
        domain.build.math_page = pagename


def _forget_math(app: Sphinx, pagename: str, *_: object) -> None:
    """Give Sphinx back what it knows of the page (event: html-page-context)."""
    build = blog_domain(app.env).build
    if build.math_page == pagename:
        app.env.domaindata["math"]["has_equations"][pagename] = False
        build.math_page = ""


def unpacked(app: Sphinx, post: Post, *, whole: bool = False) -> nodes.document:
    """An excerpt as a document of its own, not resolved yet."""
    document = new_document(str(app.env.doc2path(post.docname)))
    document.settings.env = app.env
    if whole:
        doctree = load_doctree(app, post.docname)
        document += cut_whole(post_root(doctree, post.anchor), post.others, Conditions(app).hides)
        document.attributes.update(page_attributes(doctree))
    else:
        blocks, attributes = unpack_with_attributes(blog_domain(app.env).records.excerpts[post.docname][post.anchor])
        document += blocks
        document.attributes.update(attributes)
    leave_failing_out(app, document)
    _prepare(document, post.docname)
    return document


def load_doctree(app: Sphinx, docname: str) -> nodes.document:
    """The stored doctree of a document; not by the environment, which keeps every raw pickle for good."""
    with (Path(app.doctreedir) / f"{docname}.doctree").open("rb") as file:
        doctree: nodes.document = pickle.load(file)  # noqa: S301 - Sphinx's own store
    return doctree


def _prepare(document: nodes.document, docname: str) -> None:
    """Make plain what would be numbered or stand below."""
    for node in found_in(document, addnodes.pending_xref, nodes.math_block, nodes.footnote_reference):
        if isinstance(node, addnodes.pending_xref):
            node.setdefault("refdoc", docname)
        elif isinstance(node, nodes.math_block):
            node["label"], node["number"] = None, None
            node.setdefault("nowrap", False)
        else:
            link = nodes.reference("", "", *node.children, refid=node.get("refid", ""), internal=True, footnote=True)
            node.parent.replace(node, nodes.superscript("", "", link))


def resolve(app: Sphinx, document: nodes.document, docname: str, *, aloud: bool = False) -> None:
    """Apply all post-transforms, as if the nodes stood in their post; in silence, for the post itself is aloud.

    The document is marked as a part: what stands below an author's text on a page of ours is none of it.
    """
    document["part"] = True
    transformer = SphinxTransformer(document)
    transformer.set_environment(app.env)
    transformer.add_transforms(app.registry.get_post_transforms())
    with (
        _reading_as(app.env, docname),
        _with_data_copied(app.env, document),
        nullcontext() if aloud else suppress_logging(),
    ):
        transformer.apply_transforms()


def keep_data_of_others(app: Sphinx, _builder: object = None) -> None:
    """Keep the data of those domains that have nodes in it, as it is before anything is written (event: write-started).

    Their post-transforms may put such nodes into a document, once filled with text.  An excerpt is resolved beside its
    post, and they would be filled twice, and get our ids in the post.
    """
    kept = blog_domain(app.env).build.foreign_data = {}
    for name, domain in app.env.domains.items():
        if type(domain).__module__.partition(".")[0] not in _NO_NODES_KEPT:
            packed = pickle.dumps(domain.data, pickle.HIGHEST_PROTOCOL)
            if b"docutils.nodes" in packed:
                kept[name] = packed


@contextmanager
def _with_data_copied(env: BuildEnvironment, document: nodes.document) -> Iterator[None]:
    """Let domains that keep nodes use a copy of their data, if a document has nodes of other extensions."""
    domain = blog_domain(env)
    if domain.build.foreign_data is None:
        keep_data_of_others(domain.app)
    packed = domain.build.foreign_data
    if not packed or not any(_is_foreign(node) for node in document.findall(nodes.Element)):
        yield
        return
    originals = {name: env.domaindata[name] for name in packed}
    for name, data in packed.items():
        env.domaindata[name] = env.domains[name].data = pickle.loads(data)  # noqa: S301 - packed by this process
    try:
        yield
    finally:
        for name, original in originals.items():
            env.domaindata[name] = env.domains[name].data = original


def _is_foreign(node: nodes.Element) -> bool:
    return type(node).__module__.partition(".")[0] not in _NO_NODES_KEPT


@contextmanager
def _reading_as(env: BuildEnvironment, docname: str) -> Iterator[None]:
    """Let relative names mean what they mean in a document."""
    here = env.temp_data.get("docname", docname)
    env.temp_data["docname"] = docname
    try:
        yield
    finally:
        env.temp_data["docname"] = here
