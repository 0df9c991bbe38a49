"""Excerpts: a part of a post, as nodes for another page.

The nodes are selected when the post is read.  They are resolved in the document of the post and then relocated: URLs
are adapted to the page that displays them, and ids are made unique.  Problems are not reported again, since Sphinx
reports them for the post.
"""

from __future__ import annotations

import posixpath
import re
from contextlib import nullcontext
from itertools import count
from typing import TYPE_CHECKING, TypeVar

from docutils import nodes
from sphinx import addnodes
from sphinx.util import logging

from ..builders import is_latex, is_linkable, is_single_page, writes_html
from ..diagnostics import Subtype, warn
from ..domain import blog_domain
from ..model.html import (
    FRAGMENTS,
    ID_REFERENCES,
    element_names,
    extract_scripts,
    referenced_ids,
    rename_ids,
    rename_reference,
    rewrite_urls,
)
from ..nodes import IMAGE_SIZE, find_nodes
from ..source.conditions import Conditions, remove_failing_conditions
from ..source.excerpt_storage import extract_whole_post, page_attributes, unpack_with_attributes
from ..source.excerpts import post_root
from ..source.plain_text import is_html
from ..sphinx_compat import (
    FINDS_MATH_BY_DOCNAME,
    NoUri,
    apply_post_transforms,
    copied_foreign_data,
    load_doctree,
    math_reference,
    new_document,
    pack_foreign_data,
    relative_uri,
    set_has_math,
    suppress_logging,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx
    from sphinx.builders import Builder

    from ..model.post import Post

__all__ = [
    "adapt_uri",
    "apply_page_attributes",
    "attempt",
    "excerpt_nodes",
    "prefix_ids",
    "register_excerpts",
    "relocate",
    "renumber",
    "resolve",
    "text_nodes",
    "unpack_excerpt",
]

_logger = logging.getLogger(__name__)
_Result = TypeVar("_Result")

_ABSOLUTE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|/")
_LABELED_NODES = (
    nodes.figure,
    nodes.literal_block,
    nodes.reference,
    nodes.table,
    nodes.target,
    nodes.term,
    addnodes.desc_signature,
)
"""The nodes that have a label in LaTeX if they have an id."""
_URI_PARTS = re.compile(r"([^?#]*)(.*)", re.DOTALL)
_ID_ATTRIBUTES = ("id", "name", "set_id")
"""Attributes besides ``ids`` that may contain an id on the page; see :func:`_names_of`."""
_REFERENCE_KEYS = {
    spelling: key for key in (*ID_REFERENCES, *FRAGMENTS) for spelling in (key, key.replace("-", "_"))
} | {"input_id": "for"}
"""The attributes of nodes that refer to an element, with the attribute of HTML that each becomes."""
_KEYS = frozenset((*_ID_ATTRIBUTES, *_REFERENCE_KEYS))
_TAB_ROLES = frozenset(("tab", "tabpanel"))


def relocate(builder: Builder, root: nodes.Element, fromdocname: str, todocname: str, ids: Mapping[str, str]) -> None:
    """Adapt the references below a node, resolved for one document, to another.

    :param ids: the new id of each id below the node; a reference to another id leads to the first document.
    """
    source = _target_uri(builder, fromdocname)
    target = _target_uri(builder, todocname)
    linkable = is_linkable(builder, fromdocname)
    for equation in (
        [] if linkable else list(root.findall(math_reference))
    ):  # LaTeX resolves it only within one document
        equation.parent.replace(equation, nodes.inline("", f"({equation['target']})"))
    latex = is_latex(builder)
    available = _labeled_ids(root) if latex else set(ids.values())
    for node in list(root.findall(nodes.reference)):
        is_footnote = node.attributes.pop("footnote", False)
        if "refid" in node:
            refid = node["refid"]
            if ids.get(refid) in available:
                node["refid"] = ids[refid]
            elif linkable and source is not None and refid:
                del node["refid"]
                page = _relative(target, source)
                node["refuri"] = page if latex and is_footnote else f"{page}#{refid}"
                node["internal"] = True
            else:
                node.parent.replace(node, node.children)
        elif "refuri" in node and source is not None and target is not None and not source.startswith(("#", "%")):
            node["refuri"] = adapt_uri(node["refuri"], source, target)
    if writes_html(builder) and source is not None and target is not None and not is_single_page(builder):
        _relocate_raw_html(root, source, target, available)


def _labeled_ids(root: nodes.Element) -> set[str]:
    """Return the ids to which LaTeX can link; it does not label paragraphs or footnotes, for example."""
    return {name for node in find_nodes(root, *_LABELED_NODES) for name in node["ids"]}


def _relocate_raw_html(root: nodes.Element, source: str, target: str, ids: AbstractSet[str]) -> None:
    """Adapt raw HTML, whose URLs are relative to the page of the post.

    :param ids: the ids on the new page, links to which stay as they are.
    """

    def move(uri: str) -> str:
        return uri if uri[:1] == "#" and uri[1:] in ids else adapt_uri(uri, source, target)

    for node in _raw_html_in(root):
        _set_text(node, rewrite_urls(node.astext(), move))


def prefix_ids(root: nodes.Element, prefix: str) -> Mapping[str, str]:
    """Prefix all ids below a node; return the new id of each old one, for references to it.

    Themes wrap tables and equations in nodes with the same id: the first keeps the id, the second gets a number.
    """
    named, raw = _nodes_with_names(root), _raw_html_in(root)
    references = {name for node in named for name in _references_of(node)}
    in_html = [element_names(node.astext()) for node in raw]
    references.update(*(names.references for names in in_html))
    renamed = {name: f"{prefix}-{name}" for node in named for name in _names_of(node, references)}
    # Scripts and style sheets of the site may use an id in raw HTML to which nothing else refers.
    scripts = "".join(extract_scripts(node.astext()) for node in raw)
    for names in in_html:
        new_names = (*names.groups, *(name for name in names.ids if name in references))
        renamed |= {name: f"{prefix}-{name}" for name in new_names if name not in scripts}
    _rename(named, raw, renamed)
    new_ids = set(renamed.values())
    taken: set[str] = set()
    for node in named:
        if node.get("backrefs"):  # a citation refers back to references, which may be outside of the excerpt
            node["backrefs"] = [name for name in node["backrefs"] if name in new_ids]
        node["ids"] = [_unused_name(name, taken) if name in taken else name for name in node["ids"]]
        taken.update(node["ids"])
    return renamed


def renumber(new_nodes: Sequence[nodes.Node], page: nodes.Element) -> None:
    """Number each id of a listing that exists on the page, since two listings may display one post."""
    named = [node for root in new_nodes for node in _nodes_with_names(root)]
    raw = [node for root in new_nodes for node in _raw_html_in(root)]
    names = dict.fromkeys(_all_names(named, raw))  # in document order
    taken = set(_all_names(_nodes_with_names(page), _raw_html_in(page))) if names else set()
    renamed: dict[str, str] = {}
    for name in names:
        if name in taken:
            renamed[name] = _unused_name(name, taken | names.keys())
            taken.add(renamed[name])
    if renamed:
        _rename(named, raw, renamed)
        for node in (node for root in new_nodes for node in find_nodes(root, nodes.reference)):
            if node.get("refid") in renamed:
                node["refid"] = renamed[node["refid"]]
    _number_duplicates(raw, taken | names.keys())


def _number_duplicates(raw: Sequence[nodes.raw], taken: set[str]) -> None:
    """Number each id that raw HTML of an earlier post in the listing contains as well; nothing refers to these ids."""
    seen: set[str] = set()
    for node in raw:
        ids = element_names(node.astext()).ids
        duplicates = {name: _unused_name(name, taken) for name in ids if name in seen}
        if duplicates:
            _set_text(node, rename_ids(node.astext(), duplicates))
            taken.update(duplicates.values())
        seen.update(ids)


def _all_names(named: Iterable[nodes.Element], raw: Iterable[nodes.raw]) -> Iterator[str]:
    named = [*named]
    references = {name for node in named for name in _references_of(node)}
    for node in named:
        yield from _names_of(node, references)
    for node in raw:
        names = element_names(node.astext())
        yield from (*names.ids, *names.groups)


def _nodes_with_names(root: nodes.Node) -> list[nodes.Element]:
    """Return the nodes with ids, or with an attribute that may contain one."""
    return [n for n in find_nodes(root, nodes.Element) if n.attributes["ids"] or not _KEYS.isdisjoint(n.attributes)]


def _raw_html_in(root: nodes.Node) -> list[nodes.raw]:
    return [node for node in find_nodes(root, nodes.raw) if isinstance(node, nodes.raw) and is_html(node)]


def _set_text(node: nodes.raw, text: str) -> None:
    if text != node.astext():
        node.children = [nodes.Text(text)]
        node.children[0].parent = node


def _unused_name(name: str, taken: AbstractSet[str]) -> str:
    return next(new for n in count(2) if (new := f"{name}-{n}") not in taken)


def _references_of(node: nodes.Element) -> Iterator[str]:
    for key in _REFERENCE_KEYS.keys() & node.attributes.keys():
        if isinstance(node[key], str):
            yield from referenced_ids(_REFERENCE_KEYS[key], node[key])


def _names_of(node: nodes.Element, references: AbstractSet[str]) -> list[str]:
    """Return the ids of a node, and its other names that must be unique on a page.

    An attribute ``id`` is treated as an id in HTML only if something refers to it.  Extensions also use it for other
    values, such as the id of a video.  In tabs of sphinx-design, ``set_id`` is the name of the tab set.
    """
    attributes = node.attributes
    names = [*node["ids"]]
    if attributes.get("id") in references or "set_id" in attributes:
        names += [attributes[key] for key in ("id", "set_id") if key in attributes]
    if "name" in attributes and _is_group(node):
        names.append(attributes["name"])
    return [name for name in names if isinstance(name, str)]


def _is_group(node: nodes.Element) -> bool:
    """Return whether the name of a node groups elements of one post.

    Radio buttons and tabs have such a name.  sphinx-tabs selects all tabs with the same name together, which is
    intended only in a ``group-tab``.
    """
    if node.get("type") == "radio":
        return True
    return node.get("role") in _TAB_ROLES and "group-tab" not in node["classes"]


def _rename(named: Iterable[nodes.Element], raw: Iterable[nodes.raw], renamed: Mapping[str, str]) -> None:
    for node in named:
        new_names = {name: renamed[name] for name in _names_of(node, renamed.keys()) if name in renamed}
        node["ids"] = [new_names.get(name, name) for name in node["ids"]]
        if node.get("backrefs"):
            node["backrefs"] = [renamed.get(name, name) for name in node["backrefs"]]
        for key in _KEYS & node.attributes.keys():
            value = node[key]
            if isinstance(value, str) and key in _ID_ATTRIBUTES:
                node[key] = new_names.get(value, value)
            elif isinstance(value, str):
                node[key] = rename_reference(_REFERENCE_KEYS[key], value, renamed)
    for node in raw:
        if not element_names(node.astext()).is_empty:
            _set_text(node, rename_ids(node.astext(), renamed))


def adapt_uri(uri: str, source: str, target: str) -> str:
    """Return a relative URL, adapted to another page; absolute URLs are not changed.

    :param source: the URL of the page to which it is relative, from the root of the site.
    :param target: the URL of the page to which the result is relative.
    """
    if _ABSOLUTE.match(uri):
        return uri
    match = _URI_PARTS.match(uri)
    assert match is not None  # the pattern matches any text
    path, query = match[1], match[2]  # with the fragment
    if not path:
        moved = source
    else:
        moved = posixpath.normpath(posixpath.join(posixpath.dirname(source), path))
        if path.endswith("/") or posixpath.basename(path) in (".", ".."):
            moved += "/"
        if moved in (".", "./"):
            moved = ""
    return relative_uri(target, moved) + query


def _target_uri(builder: Builder, docname: str) -> str | None:
    try:
        return str(builder.get_target_uri(docname))
    except NoUri:
        return None


def _relative(target: str | None, source: str) -> str:
    if target is None or source.startswith(("#", "%")):
        return source.partition("#")[0] if source.startswith("%") else ""
    return str(relative_uri(target, source))


def excerpt_nodes(app: Sphinx, post: Post, fromdocname: str, prefix: str, *, whole: bool) -> list[nodes.Element]:
    """Return the excerpt of a post for a page.

    :param fromdocname: the page.
    :param prefix: the prefix that makes its ids unique there.
    :param whole: whether to return the whole post instead.
    """
    document = unpack_excerpt(app, post, whole=whole)
    if attempt(post, lambda: resolve(app, document, post.docname)) is None:
        return text_nodes(post)
    if attributes := page_attributes(document):
        blog_domain(app.env).build.page_attributes.setdefault(fromdocname, {}).update(attributes)
    if not writes_html(app.builder):
        for image in find_nodes(document, nodes.image):
            image.attributes.pop(IMAGE_SIZE, None)
    ids = prefix_ids(document, prefix)
    relocate(app.builder, document, post.docname, fromdocname, ids)
    return [node for node in document.children if isinstance(node, nodes.Element)]


def attempt(post: Post, call: Callable[[], _Result]) -> _Result | None:
    """Return the result of code that calls other extensions for a copy of a post; if it fails, warn and return None.

    Their transforms and visitors may depend on the page of the post, for example on the numbers of its figures.
    """
    try:
        return call()
    except Exception as error:
        _logger.debug("blog: an extension fails for a copy of '%s'", post.key, exc_info=True)
        message = f"excerpt: another extension fails for a copy of it ({type(error).__name__}: {error})."
        warn(Subtype.EXCERPT, f"{message} Its text is displayed without markup.", location=post.docname)
        return None


def text_nodes(post: Post) -> list[nodes.Element]:
    """Return the excerpt of a post without markup."""
    return [nodes.paragraph(post.text, post.text)] if post.text else []


def apply_page_attributes(app: Sphinx, document: nodes.document, docname: str) -> None:
    """Apply the attributes of displayed posts to a document that does not have them.

    By these attributes, extensions decide which scripts and styles a page needs.
    """
    for name, value in blog_domain(app.env).build.page_attributes.pop(docname, {}).items():
        document.attributes.setdefault(name, value)


def register_excerpts(app: Sphinx) -> None:
    """Connect the handlers that excerpts with nodes of other extensions and with math require."""
    app.connect("write-started", store_foreign_data)
    if FINDS_MATH_BY_DOCNAME:
        app.connect("html-page-context", _enable_math, priority=400)  # before the handler of Sphinx (500)
        app.connect("html-page-context", _restore_math, priority=600)


def _enable_math(app: Sphinx, pagename: str, _template: str, _context: object, doctree: nodes.document | None) -> None:
    """Mark a page with math in excerpts or titles, so that Sphinx loads the math scripts (event: html-page-context)."""
    domain = blog_domain(app.env)
    if doctree is None:
        return
    has_math = pagename in domain.build.documents_with_math or (
        domain.shows_posts(pagename) and find_nodes(doctree, nodes.math, nodes.math_block)
    )
    if has_math and not set_has_math(app.env, pagename, has_math=True):
        domain.build.math_page = pagename


def _restore_math(app: Sphinx, pagename: str, *_: object) -> None:
    """Restore the original mark of the page (event: html-page-context)."""
    build = blog_domain(app.env).build
    if build.math_page == pagename:
        set_has_math(app.env, pagename, has_math=False)
        build.math_page = ""


def unpack_excerpt(app: Sphinx, post: Post, *, whole: bool = False) -> nodes.document:
    """Return an excerpt as a separate document, not resolved yet."""
    document = new_document(str(app.env.doc2path(post.docname)))
    document.settings.env = app.env
    if whole:
        doctree = load_doctree(app, post.docname)
        document += extract_whole_post(post_root(doctree, post.anchor), post.others, Conditions(app).hides)
        document.attributes.update(page_attributes(doctree))
    else:
        blocks, attributes = unpack_with_attributes(blog_domain(app.env).records.excerpts[post.docname][post.anchor])
        document += blocks
        document.attributes.update(attributes)
    remove_failing_conditions(app, document)
    _prepare(document, post.docname)
    return document


def _prepare(document: nodes.document, docname: str) -> None:
    """Remove numbers from equations, and replace references to footnotes by links."""
    for node in find_nodes(document, addnodes.pending_xref, nodes.math_block, nodes.footnote_reference):
        if isinstance(node, addnodes.pending_xref):
            node.setdefault("refdoc", docname)
        elif isinstance(node, nodes.math_block):
            node["label"], node["number"] = None, None
            node.setdefault("nowrap", False)
        else:
            link = nodes.reference("", "", *node.children, refid=node.get("refid", ""), internal=True, footnote=True)
            node.parent.replace(node, nodes.superscript("", "", link))


def resolve(app: Sphinx, document: nodes.document, docname: str, *, logs_warnings: bool = False) -> nodes.document:
    """Apply all post-transforms to a document, as in the document of the post, and return it.

    The document is marked as a part, so that the listing of an override is not appended to it.

    :param logs_warnings: whether to log warnings; by default, they are suppressed, since Sphinx logs those of the post.
    """
    document["part"] = True
    build = blog_domain(app.env).build
    if build.foreign_data is None:
        store_foreign_data(app)
    with (
        copied_foreign_data(app.env, build.foreign_data or {}, document),
        nullcontext() if logs_warnings else suppress_logging(),
    ):
        apply_post_transforms(app, document, docname)
    return document


def store_foreign_data(app: Sphinx, _builder: object = None) -> None:
    """Store a copy of the data of domains that contain nodes, before documents are written (event: write-started)."""
    blog_domain(app.env).build.foreign_data = pack_foreign_data(app.env)
