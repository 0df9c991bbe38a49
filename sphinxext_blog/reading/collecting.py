"""Collecting: from a finished doctree to records in the domain."""

from __future__ import annotations

import posixpath
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.util.nodes import clean_astext

from ..core.plaintext import cut, plain_text, summary
from ..core.post import Post, TaggedPage
from ..core.readtime import measure
from ..core.signature import digest
from ..diagnostics import Subtype, warn
from ..domain import blog_domain
from ..nodes import block
from .declaring import DECLARED, DeclaredDocument, DeclaredPost
from .lead import lead_of, post_root
from .prose import prose
from .source import FRONT_MATTER, note_front_matter

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from ..domain import BlogDomain
    from .declaration import Declaration

__all__ = ["collect_document", "note_source"]

_BLOG_REFS = ("doc", "any", "myst")


def note_source(app: Sphinx, docname: str, content: list[str]) -> None:
    """Read front matter from the text as it is after all other handlers (event: source-read)."""
    domain = blog_domain(app.env)
    path = str(app.env.doc2path(docname, False))
    front = note_front_matter(app.config, domain.options, docname, path, content)
    app.env.temp_data[FRONT_MATTER] = front


def collect_document(app: Sphinx, doctree: nodes.document) -> None:
    """Note the posts, tags, listings and links of a document (event: doctree-read)."""
    env = app.env
    domain = blog_domain(env)
    docname = env.docname
    if blocks := [node["block"] for node in doctree.findall(block) if "block" in node]:
        domain.note_blocks(docname, blocks)
    if refs := _refs(doctree):
        domain.note_refs(docname, refs)
    found: DeclaredDocument | None = env.temp_data.get(DECLARED)
    if found is None:
        return
    if found.posts:
        if env.config.numfig and (figures := _figures(env, doctree)):
            domain.data["figures"][docname] = figures
        domain.note_posts(docname, [_post(env, domain, doctree, found, declared) for declared in found.posts])
        if domain.options.orphan_posts:
            env.metadata[docname].setdefault("orphan", True)
        if any(post.unlisted for post in domain.posts[docname]):
            env.metadata[docname].setdefault("nosearch", True)
    elif found.tags:
        domain.note_tagged_page(TaggedPage(docname=docname, title=_title(env, docname), tags=found.tags))


def _refs(doctree: nodes.document) -> list[tuple[str, str]]:
    """What the document's links show of posts and pages: the kind and name of each target."""
    refs = set()
    for node in doctree.findall(addnodes.pending_xref):
        if node.get("refdomain") == "blog" or node.get("reftype") in _BLOG_REFS:
            refs.add((str(node.get("reftype")), str(node.get("reftarget"))))
    return sorted(refs)


def _figures(env: BuildEnvironment, doctree: nodes.document) -> dict[str, list[str]]:
    """The ids of what ``numfig`` numbers in a document, by kind, in order."""
    std = env.domains["std"]
    found: dict[str, list[str]] = {}
    for node in doctree.findall(nodes.Element):
        if not node["ids"] or isinstance(node, nodes.section) or not std.is_enumerable_node(node):  # type: ignore[attr-defined]
            continue
        kind = std.get_enumerable_node_type(node)  # type: ignore[attr-defined]
        if kind and kind != "section" and (kind == "displaymath" or std.get_numfig_title(node)):  # type: ignore[attr-defined]
            found.setdefault(kind, []).append(node["ids"][0])
    return found


def _title(env: BuildEnvironment, docname: str) -> str:
    title = env.titles.get(docname)
    return clean_astext(title) if title is not None else docname


def _post(
    env: BuildEnvironment, domain: BlogDomain, doctree: nodes.document, found: DeclaredDocument, post: DeclaredPost
) -> Post:
    """The record of a post: what was declared, completed from its text."""
    said = post.declaration
    docname = said.location[0]
    anchor = str(post.section["ids"][0]) if post.section is not None else ""
    others = {
        anchor for other in found.posts if other is not post and other.section is not None
        for anchor in other.section["ids"]
    }  # fmt: skip
    root = post_root(doctree, anchor)
    without = [section for section in doctree.findall(nodes.section) if not others.isdisjoint(section["ids"])]
    pieces = list(prose(root, without=without))
    placeholders = domain.wording.placeholders()
    text = plain_text(pieces, placeholders)
    excerpt, is_cut = cut(text, domain.options.text_length())
    terms = dict(said.terms)
    if tags := tuple(dict.fromkeys((*terms.get("tag", ()), *post.tags))):
        terms["tag"] = tags
    description = said.texts.get("description", "")
    return Post(
        docname=docname,
        anchor=anchor,
        title=said.texts.get("title") or _heading(env, post),
        date=said.date,
        updated=max(post.updates + ((said.updated,) if said.updated is not None else ()), default=None),
        terms=tuple(sorted(terms.items())),
        series_order=said.series_order,
        excerpt=said.excerpt,
        description=description,
        summary=description or summary(said.excerpt if isinstance(said.excerpt, str) else text),
        text=said.excerpt if isinstance(said.excerpt, str) else excerpt,
        text_cut=is_cut or isinstance(said.excerpt, str),
        digest=_digest(domain, root, said, frozenset(others)),
        image=_image(env, root, said),
        image_alt=said.texts.get("image_alt", ""),
        draft=said.flags.get("draft", False) or said.date is None,
        unlisted=said.flags.get("unlisted", False),
        pinned=said.flags.get("pinned", False),
        expires=said.expires,
        external_link=said.texts.get("external_link", ""),
        canonical=said.texts.get("canonical", ""),
        aliases=said.aliases,
        comments=said.flags.get("comments"),
        related=said.flags.get("related"),
        measure=measure(plain_text(pieces, {}), env.config.language or "en"),
        others=tuple(sorted(others)),
        line=said.location[1] or 0,
    )


def _heading(env: BuildEnvironment, post: DeclaredPost) -> str:
    if post.section is not None:
        title = post.section.next_node(nodes.title)
        return clean_astext(title) if title is not None else str(post.section["ids"][0])
    return _title(env, post.declaration.location[0])


def _digest(domain: BlogDomain, root: nodes.Element, said: Declaration, others: frozenset[str]) -> str:
    """A hash of what the excerpt is made of."""
    paragraphs = said.excerpt if isinstance(said.excerpt, int) else None
    lead = lead_of(root, paragraphs, domain.options.lead_length(), others)
    shown = "".join(node.pformat() for node in lead.blocks)
    return digest([said.excerpt, shown, lead.truncated, lead.marker is not None])


def _image(env: BuildEnvironment, root: nodes.Element, said: Declaration) -> str:
    """The cover: a URL, or a path from the source folder, noted so that builders copy it; empty if there is none."""
    if said.image is None:
        return ""
    docname = said.location[0]
    if isinstance(said.image, int):
        images = [node for node in root.findall(nodes.image) if "://" not in node["uri"]]
        if 1 <= said.image <= len(images):
            return str(images[said.image - 1]["uri"])
        warn(
            Subtype.IMAGE,
            f"image is {said.image}, but the post has {len(images)} images; it is shown without a cover",
            location=said.location,
        )
        return ""
    if "://" in said.image or said.image.startswith(("data:", "//")):
        return said.image
    path, absolute = env.relfn2path(said.image, docname)
    path = posixpath.normpath(path.replace("\\", "/"))
    if path.startswith("../") or not Path(absolute).is_file():
        warn(Subtype.IMAGE, f"image '{said.image}' does not exist; the post is shown without a cover", location=said.location)
        return ""
    env.note_dependency(path)
    env.images.add_file(docname, path)
    return path
