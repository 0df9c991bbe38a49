"""Excerpts: part of a post, as nodes for another page.

The nodes were cut out of the post when it was read.  They are resolved as in the post, where the author saw them work,
and only then moved: URLs are adapted to the page they will stand on, and ids made unique.  Problems are not reported
again: the post has reported them.
"""

from __future__ import annotations

import posixpath
import re
from contextlib import nullcontext
from itertools import count
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from ..builders import is_latex, is_linkable, is_single_page, writes_html
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
from ..nodes import find_nodes
from ..source.conditions import Conditions, remove_failing_conditions
from ..source.excerpt_storage import extract_whole_post, page_attributes, unpack_with_attributes
from ..source.excerpts import post_root
from ..source.plain_text import is_html
from ..sphinx_compat import (
    FINDS_MATH_BY_NAME,
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
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx
    from sphinx.builders import Builder

    from ..model.post import Post

__all__ = [
    "excerpt_nodes",
    "give_prefix",
    "lend_attributes",
    "move_uri",
    "register_excerpts",
    "relocate",
    "renumber",
    "resolve",
    "unpacked",
]

_ABSOLUTE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|/")
_LABELLED = (
    nodes.figure,
    nodes.literal_block,
    nodes.reference,
    nodes.table,
    nodes.target,
    nodes.term,
    addnodes.desc_signature,
)
"""What has a label in LaTeX, if it has an id."""
_PARTS = re.compile(r"([^?#]*)(.*)", re.DOTALL)
_ID_ATTRIBUTES = ("id", "name", "set_id")
"""Attributes, beside ``ids``, that may name an element of the page; see :func:`_names_of`."""
_SPELLINGS = {spelling: key for key in (*ID_REFERENCES, *FRAGMENTS) for spelling in (key, key.replace("-", "_"))} | {
    "input_id": "for"
}
"""The attributes of nodes that refer to an element, with the attribute of HTML that each becomes."""
_KEYS = frozenset((*_ID_ATTRIBUTES, *_SPELLINGS))
_IN_TABS = frozenset(("tab", "tabpanel"))


def relocate(builder: Builder, root: nodes.Element, fromdocname: str, todocname: str, ids: Mapping[str, str]) -> None:
    """Make the references below a node, resolved for one document, right for another.

    :param ids: the new id of each id below the node; a reference to another id leads into the first document.
    """
    source = _address(builder, fromdocname)
    target = _address(builder, todocname)
    linkable = is_linkable(builder, fromdocname)
    for equation in [] if linkable else list(root.findall(math_reference)):  # LaTeX's own link to an equation
        equation.parent.replace(equation, nodes.inline("", f"({equation['target']})"))
    latex = is_latex(builder)
    here = _with_labels(root) if latex else set(ids.values())
    for node in list(root.findall(nodes.reference)):
        is_footnote = node.attributes.pop("footnote", False)
        if "refid" in node:
            refid = node["refid"]
            if ids.get(refid) in here:
                node["refid"] = ids[refid]
            elif linkable and source is not None and refid:
                del node["refid"]
                page = _relative(target, source)
                node["refuri"] = page if latex and is_footnote else f"{page}#{refid}"
                node["internal"] = True
            else:
                node.parent.replace(node, node.children)
        elif "refuri" in node and source is not None and target is not None and not source.startswith(("#", "%")):
            node["refuri"] = move_uri(node["refuri"], source, target)
    if writes_html(builder) and source is not None and target is not None and not is_single_page(builder):
        _relocate_raw(root, source, target, here)


def _with_labels(root: nodes.Element) -> set[str]:
    """The ids to which LaTeX can lead: it gives no label to a paragraph, say, nor to a footnote."""
    return {name for node in find_nodes(root, *_LABELLED) for name in node["ids"]}


def _relocate_raw(root: nodes.Element, source: str, target: str, here: AbstractSet[str]) -> None:
    """Adapt the author's own HTML, in which an address is one as seen from the page of the post."""

    def move(uri: str) -> str:
        return uri if uri[:1] == "#" and uri[1:] in here else move_uri(uri, source, target)

    for node in _raw_html_in(root):
        _set_text(node, rewrite_urls(node.astext(), move))


def give_prefix(root: nodes.Element, prefix: str) -> Mapping[str, str]:
    """Put a prefix before all ids below a node; gives the new id of each old one, for its references.

    Themes wrap tables and equations in nodes of the same id: the first of two keeps it, the other gets a number.
    """
    named, raw = _named_in(root), _raw_html_in(root)
    references = {name for node in named for name in _references_of(node)}
    in_html = [element_names(node.astext()) for node in raw]
    references.update(*(names.references for names in in_html))
    renamed = {name: f"{prefix}-{name}" for node in named for name in _names_of(node, references)}
    # scripts and style sheets of the site may know an id of the author's HTML that nothing beside it refers to
    scripts = "".join(extract_scripts(node.astext()) for node in raw)
    for names in in_html:
        together = (*names.groups, *(name for name in names.ids if name in references))
        renamed |= {name: f"{prefix}-{name}" for name in together if name not in scripts}
    _rename(named, raw, renamed)
    here = set(renamed.values())
    taken: set[str] = set()
    for node in named:
        if node.get("backrefs"):  # from a citation to what cites it, which may be elsewhere in the post
            node["backrefs"] = [name for name in node["backrefs"] if name in here]
        node["ids"] = [_free(name, taken) if name in taken else name for name in node["ids"]]
        taken.update(node["ids"])
    return renamed


def renumber(found: Sequence[nodes.Node], page: nodes.Element) -> None:
    """Give a number to each id of a listing that its page has already: two listings may show one post."""
    named = [node for root in found for node in _named_in(root)]
    raw = [node for root in found for node in _raw_html_in(root)]
    names = dict.fromkeys(_all_names(named, raw))  # in order
    taken = set(_all_names(_named_in(page), _raw_html_in(page))) if names else set()
    renamed: dict[str, str] = {}
    for name in names:
        if name in taken:
            renamed[name] = _free(name, taken | names.keys())
            taken.add(renamed[name])
    if renamed:
        _rename(named, raw, renamed)
        for node in (node for root in found for node in find_nodes(root, nodes.reference)):
            if node.get("refid") in renamed:
                node["refid"] = renamed[node["refid"]]
    _part_twins(raw, taken | names.keys())


def _part_twins(raw: Sequence[nodes.raw], taken: set[str]) -> None:
    """Give a number to an id that the HTML of an earlier post of the same listing has, and that nothing refers to."""
    seen: set[str] = set()
    for node in raw:
        ids = element_names(node.astext()).ids
        twins = {name: _free(name, taken) for name in ids if name in seen}
        if twins:
            _set_text(node, rename_ids(node.astext(), twins))
            taken.update(twins.values())
        seen.update(ids)


def _all_names(named: Iterable[nodes.Element], raw: Iterable[nodes.raw]) -> Iterator[str]:
    named = [*named]
    references = {name for node in named for name in _references_of(node)}
    for node in named:
        yield from _names_of(node, references)
    for node in raw:
        names = element_names(node.astext())
        yield from (*names.ids, *names.groups)


def _named_in(root: nodes.Node) -> list[nodes.Element]:
    """Return the nodes that have ids, or that have an attribute which may hold one."""
    return [n for n in find_nodes(root, nodes.Element) if n.attributes["ids"] or not _KEYS.isdisjoint(n.attributes)]


def _raw_html_in(root: nodes.Node) -> list[nodes.raw]:
    return [node for node in find_nodes(root, nodes.raw) if isinstance(node, nodes.raw) and is_html(node)]


def _set_text(node: nodes.raw, text: str) -> None:
    if text != node.astext():
        node.children = [nodes.Text(text)]
        node.children[0].parent = node


def _free(name: str, taken: AbstractSet[str]) -> str:
    return next(new for n in count(2) if (new := f"{name}-{n}") not in taken)


def _references_of(node: nodes.Element) -> Iterator[str]:
    for key in _SPELLINGS.keys() & node.attributes.keys():
        if isinstance(node[key], str):
            yield from referenced_ids(_SPELLINGS[key], node[key])


def _names_of(node: nodes.Element, references: AbstractSet[str]) -> list[str]:
    """Return the ids of a node, and its other names that have to be unique on a page.

    An attribute ``id`` is an id in HTML only if something refers to it: it may as well be that of a film.  The tabs of
    sphinx-design have the name of their set in ``set_id``.
    """
    attributes = node.attributes
    names = [*node["ids"]]
    if attributes.get("id") in references or "set_id" in attributes:
        names += [attributes[key] for key in ("id", "set_id") if key in attributes]
    if "name" in attributes and _is_group(node):
        names.append(attributes["name"])
    return [name for name in names if isinstance(name, str)]


def _is_group(node: nodes.Element) -> bool:
    """Return whether the name of a node holds together elements that belong to one post.

    Radio buttons have one.  sphinx-tabs selects all tabs of a name at once; those of a group are to be selected so.
    """
    if node.get("type") == "radio":
        return True
    return node.get("role") in _IN_TABS and "group-tab" not in node["classes"]


def _rename(found: Iterable[nodes.Element], raw: Iterable[nodes.raw], renamed: Mapping[str, str]) -> None:
    for node in found:
        own = {name: renamed[name] for name in _names_of(node, renamed.keys()) if name in renamed}
        node["ids"] = [own.get(name, name) for name in node["ids"]]
        if node.get("backrefs"):
            node["backrefs"] = [renamed.get(name, name) for name in node["backrefs"]]
        for key in _KEYS & node.attributes.keys():
            value = node[key]
            if isinstance(value, str) and key in _ID_ATTRIBUTES:
                node[key] = own.get(value, value)
            elif isinstance(value, str):
                node[key] = rename_reference(_SPELLINGS[key], value, renamed)
    for node in raw:
        if not element_names(node.astext()).is_empty:
            _set_text(node, rename_ids(node.astext(), renamed))


def move_uri(uri: str, source: str, target: str) -> str:
    """A relative address as seen from another page; absolute ones, and those of other schemes, stay.

    :param source: the address of the page it was made for, from the root of the site.
    :param target: the address of the page it will stand on.
    """
    if _ABSOLUTE.match(uri):
        return uri
    found = _PARTS.match(uri)
    assert found is not None  # it fits every text
    path, query = found[1], found[2]  # with the fragment
    if not path:
        moved = source
    else:
        moved = posixpath.normpath(posixpath.join(posixpath.dirname(source), path))
        if path.endswith("/") or posixpath.basename(path) in (".", ".."):
            moved += "/"
        if moved in (".", "./"):
            moved = ""
    return relative_uri(target, moved) + query


def _address(builder: Builder, docname: str) -> str | None:
    try:
        return str(builder.get_target_uri(docname))
    except NoUri:
        return None


def _relative(target: str | None, source: str) -> str:
    if target is None or source.startswith(("#", "%")):
        return source.partition("#")[0] if source.startswith("%") else ""
    return str(relative_uri(target, source))


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
    if FINDS_MATH_BY_NAME:
        app.connect("html-page-context", _note_math, priority=400)  # before Sphinx asks (500)
        app.connect("html-page-context", _forget_math, priority=600)


def _note_math(app: Sphinx, pagename: str, _template: str, _context: object, doctree: nodes.document | None) -> None:
    """Let Sphinx load what shows math on a page whose excerpts have some (event: html-page-context)."""
    domain = blog_domain(app.env)
    if doctree is None or not domain.shows_posts(pagename):
        return
    if find_nodes(doctree, nodes.math, nodes.math_block) and not set_has_math(app.env, pagename, has_math=True):
        domain.build.math_page = pagename


def _forget_math(app: Sphinx, pagename: str, *_: object) -> None:
    """Give Sphinx back what it knows of the page (event: html-page-context)."""
    build = blog_domain(app.env).build
    if build.math_page == pagename:
        set_has_math(app.env, pagename, has_math=False)
        build.math_page = ""


def unpacked(app: Sphinx, post: Post, *, whole: bool = False) -> nodes.document:
    """An excerpt as a document of its own, not resolved yet."""
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
    """Make plain what would be numbered or stand below."""
    for node in find_nodes(document, addnodes.pending_xref, nodes.math_block, nodes.footnote_reference):
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
    build = blog_domain(app.env).build
    if build.foreign_data is None:
        keep_data_of_others(app)
    with (
        copied_foreign_data(app.env, build.foreign_data or {}, document),
        nullcontext() if aloud else suppress_logging(),
    ):
        apply_post_transforms(app, document, docname)


def keep_data_of_others(app: Sphinx, _builder: object = None) -> None:
    """Keep the data of domains that have nodes in it, as it is before anything is written (event: write-started)."""
    blog_domain(app.env).build.foreign_data = pack_foreign_data(app.env)
