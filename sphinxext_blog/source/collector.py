"""The collector: from a finished doctree to the records of its posts, tags, listings and references."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes
from sphinx import addnodes
from sphinx.addnodes import pending_xref
from sphinx.util.i18n import search_image_for_language
from sphinx.util.nodes import clean_astext

from ..builders import extracts_messages
from ..diagnostics import Subtype
from ..domain import blog_domain
from ..drafts import text_to_parse
from ..model.listing import with_pages_for_one
from ..model.post import LeadRule, Post, TaggedPage
from ..model.readtime import measure
from ..model.text import Link, Mark, Untitled, plain_text, start_of, summary
from ..model.urls import whole_url
from ..model.views import digest
from ..nodes import block, found_in
from .conditions import CONDITIONAL, Conditions, hides_nothing, is_within_hidden
from .declarations import DECLARED, take_translations
from .excerpt_storage import cut_lead, pack, page_attributes
from .excerpts import find_lead, post_root, says_anything
from .frontmatter import without_unreadable
from .link_titles import SUMMARY_NEEDS, plain_excerpt
from .plain_text import marked_up, prose, prose_of
from .prediction import FRONT_MATTER, note_front_matter
from .references import ReferenceNotes
from .unpublished import start_reading

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from ..domain import BlogDomain
    from ..model.text import Pieces
    from .conditions import Hides
    from .declarations import DeclaredDocument, DeclaredPost
    from .metadata import Declaration

__all__ = [
    "Cover",
    "collect_document",
    "complete_post",
    "find_cover",
    "images_there",
    "note_source",
    "title_of_document",
]

_PREFERRED = ("image/png", "image/jpeg", "image/webp", "image/gif", "image/svg+xml")
"""Of an image in several formats, the one that most can show."""


class Cover(NamedTuple):
    """Where a cover is, and what changes with its file."""

    image: str = ""
    """A path from the source folder (which may lead out of it), a URL, or the empty string for none."""
    digest: str = ""


def find_cover(
    env: BuildEnvironment,
    root: nodes.Element,
    said: Declaration,
    hides: Hides = hides_nothing,
) -> Cover:
    """The cover that an author named, noted so that builders copy it.

    :param hides: whether a condition hides a node from readers; an image that they do not see has no number.
    """
    if said.image is None:
        number = blog_domain(env).options.auto_image
        return _local(env, _nth(_images(root, hides) if number > 0 else [], number))
    if isinstance(said.image, int):
        return _local(env, _of_number(env, _images(root, hides), said.image, said))
    if "://" in said.image or said.image.startswith(("data:", "//")):
        return Cover(whole_url("", said.image) or said.image)
    docname = said.location[0]
    # as Sphinx does with an image in the text: a folder that is a symbolic link leads out of the source folder
    path, absolute = env.relfn2path(search_image_for_language(said.image, env), docname)
    env.note_dependency(path)  # also of a file that is yet to come
    if not Path(absolute).is_file():
        message = f"image '{said.image}' does not exist; the post is shown without a cover"
        blog_domain(env).options.report(Subtype.IMAGE, message, location=said.place("image"), key="image")
        return Cover()
    env.images.add_file(docname, path)
    return _local(env, path)


def _of_number(env: BuildEnvironment, images: list[nodes.Element], number: int, said: Declaration) -> str:
    """The path or URL of an image in the post, counted from 1; empty, with a warning, where there is none."""
    if not 1 <= number <= len(images):
        message = f"image is {number}, but the post has {len(images)} images; it is shown without a cover"
        blog_domain(env).options.report(Subtype.IMAGE, message, location=said.place("image"), key="image")
    return _nth(images, number)


def _images(root: nodes.Element, hides: Hides) -> list[nodes.Element]:
    found = found_in(root, nodes.image, *CONDITIONAL)
    hidden = {id(image) for node in found if hides(node) for image in found_in(node, nodes.image)}
    return [node for node in found if isinstance(node, nodes.image) and id(node) not in hidden]


def _nth(images: list[nodes.Element], number: int) -> str:
    """The path or URL of an image in the post, counted from 1; empty where there is none."""
    if not 1 <= number <= len(images):
        return ""
    node = images[number - 1]
    candidates: dict[str, str] = node.get("candidates", {})
    if not node["uri"].endswith(".*"):
        return str(node["uri"])
    return next((candidates[kind] for kind in (*_PREFERRED, *sorted(candidates)) if kind in candidates), "")


def _local(env: BuildEnvironment, path: str) -> Cover:
    if "://" in path:
        return Cover(path)
    try:
        content = (Path(env.srcdir) / path).read_bytes() if path else b""
    except OSError:  # the image stands in the post, and Sphinx has told of it
        return Cover(path)
    return Cover(path, hashlib.sha256(content).hexdigest()[:16] if path else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """What a post's text says."""

    excerpt: str
    cut: bool
    summary: str
    words: str
    rule: LeadRule
    digest: str
    lead: bytes
    references: list[nodes.Element]
    untitled: Untitled | None


def title_of_document(env: BuildEnvironment, docname: str) -> str:
    """The title of a document as plain text; its name where it has none."""
    title = env.titles.get(docname)
    return clean_astext(title) if title is not None else docname


def complete_post(
    env: BuildEnvironment,
    doctree: nodes.document,
    found: DeclaredDocument,
    post: DeclaredPost,
    hides: Hides,
) -> Post:
    """The record of a declared post.

    :param found: all that the document declares; sections that are posts themselves are no part of this one.
    :param hides: whether a condition hides a node from readers.
    """
    said = post.declaration
    anchor = str(post.section["ids"][0]) if post.section is not None else ""
    sections = [other.section for other in found.posts if other is not post and other.section is not None]
    others = frozenset(name for section in sections for name in section["ids"])
    root = post_root(doctree, anchor)
    text = _text(env, root, said, (sections, others), hides)
    cover = find_cover(env, root, said, hides)
    blog_domain(env).note_lead(said.location[0], anchor, text.lead, text.untitled)
    ReferenceNotes.of(env).add_excerpt(anchor, text.references)
    return Post(
        docname=said.location[0],
        anchor=anchor,
        title=said.texts.get("title") or _heading(env, post),
        date=said.date,
        updated=max((moment for moment in (said.updated, *post.updates) if moment is not None), default=None),
        terms=_terms(post),
        summary=text.summary,
        text=text.excerpt,
        text_cut=text.cut,
        lead=text.rule,
        digest=text.digest,
        image=cover.image,
        image_alt=said.texts.get("image_alt", ""),
        image_digest=cover.digest,
        **_as_said(said),
        measure=measure(text.words, env.config.language or "en"),
        named=_named(doctree, post.section, sections) if post.section is not None else (),
        others=tuple(sorted(others)),
        line=said.location[1] or 0,
    )


def _text(
    env: BuildEnvironment,
    root: nodes.Element,
    said: Declaration,
    apart: tuple[list[nodes.section], frozenset[str]],
    hides: Hides,
) -> _Text:
    """What the text of a post says.

    :param apart: the sections in it that are posts themselves, and their ids.
    """
    domain = blog_domain(env)
    sections, others = apart
    pieces = prose(root, without=sections, hides=hides)
    text = plain_text(pieces, domain.wording.placeholders())
    own = said.excerpt if isinstance(said.excerpt, str) else None
    paragraphs = said.excerpt if isinstance(said.excerpt, int) else domain.options.paragraphs
    rule = find_lead(root, paragraphs, domain.options.lead_length(), others, hides)
    blocks, rule = cut_lead(root, rule, domain.options.lead_length(), others, hides)
    is_more = bool(text) or says_anything(root, others, hides)  # than what an author wrote as the excerpt
    written = _written(env, root, said, own) if own is not None and not rule.from_body else None
    if written is not None:
        blocks, rule = [written], LeadRule(written=True, truncated=is_more)
        own = plain_text(prose_of(blocks), domain.wording.placeholders())
    chosen = None if rule.automatic else tuple(prose_of(blocks, hides))
    excerpt, is_cut = _plain_excerpt(domain, text, chosen, rule)
    if own is not None and not rule.from_body:
        excerpt, is_cut = own, is_more
    shown = "".join(node.pformat() for node in blocks)
    assert root.document is not None  # it is being read
    attributes = page_attributes(root.document)
    description = said.texts.get("description", "")
    start = () if own is not None else start_of(pieces, max(SUMMARY_NEEDS, domain.options.text_length()))
    untitled = Untitled(text=chosen if rule.written and chosen else start, excerpt=chosen)
    return _Text(
        excerpt=excerpt,
        cut=is_cut,
        summary=description or summary((own or text)[:SUMMARY_NEEDS]),
        words="".join(piece for piece in pieces if not isinstance(piece, (Mark, Link))),
        rule=rule,
        digest=digest([own, shown, repr(rule), images_there(env, blocks), *sorted(attributes.items())]),
        lead=pack(blocks, attributes),
        references=[node for root in blocks for node in found_in(root, addnodes.pending_xref)],
        untitled=untitled if untitled.has_links else None,
    )


def _written(env: BuildEnvironment, root: nodes.Element, said: Declaration, own: str) -> nodes.paragraph | None:
    """The author's text with its markup, as an excerpt; None for a text without."""
    assert root.document is not None  # it is being read
    return marked_up(env, root.document.settings, own, said.place("excerpt"))


def images_there(env: BuildEnvironment, roots: Iterable[nodes.Node]) -> list[bool]:
    """Return which of the images can be read: one that is missing has another URL, and may appear in the same text.

    The environment may still list an image that is gone, of documents that are read later.
    """
    candidates: list[dict[str, str]] = [
        node.get("candidates", {}) for root in roots for node in found_in(root, nodes.image)
    ]
    return [os.access(Path(env.srcdir) / path, os.R_OK) for found in candidates for path in found.values()]


def _plain_excerpt(domain: BlogDomain, text: str, chosen: Pieces | None, rule: LeadRule) -> tuple[str, bool]:
    """The plain-text excerpt, and whether the post goes on after it: what is marked off, or all."""
    marked_off = text if chosen is None else plain_text(chosen, domain.wording.placeholders())
    return plain_excerpt(marked_off, rule, domain.options.text_length())


def _as_said(said: Declaration) -> dict[str, Any]:
    """The fields that are what the author wrote."""
    return {
        "series_order": said.series_order,
        "excerpt": said.excerpt,
        "description": said.texts.get("description", ""),
        "expires": said.expires,
        "external_link": said.texts.get("external_link", ""),
        "canonical": said.texts.get("canonical", ""),
        "aliases": said.aliases,
        "license": said.license,
        "draft": said.is_draft,
        "unlisted": said.flags.get("unlisted", False),
        "pinned": said.flags.get("pinned", False),
        "comments": said.flags.get("comments"),
        "related": said.flags.get("related"),
    }


def _terms(post: DeclaredPost) -> tuple[tuple[str, tuple[str, ...]], ...]:
    terms = dict(post.declaration.terms)
    if tags := tuple(dict.fromkeys((*terms.get("tag", ()), *post.tags))):
        terms["tag"] = tags
    return tuple(sorted(terms.items()))


def _named(doctree: nodes.document, section: nodes.section, others: list[nodes.section]) -> tuple[str, ...]:
    """The ids that an author named in a section, but for sections in it that are posts themselves."""
    named = {doctree.nameids.get(name) for name, explicit in doctree.nametypes.items() if explicit}
    apart = set(map(id, others))
    found: set[str] = set()
    stack: list[nodes.Element] = [section]
    while stack:
        node = stack.pop()
        found.update(name for name in node["ids"] if name in named)
        stack += [one for one in node.children if isinstance(one, nodes.Element) and id(one) not in apart]
    return tuple(sorted(found))


def _heading(env: BuildEnvironment, post: DeclaredPost) -> str:
    if post.section is None:
        return title_of_document(env, post.declaration.location[0])
    title = post.section.next_node(nodes.title)
    return clean_astext(title) if title is not None else str(post.section["ids"][0])


def note_source(app: Sphinx, docname: str, content: list[str]) -> None:
    """Read front matter from the text as it is after all other handlers (event: source-read)."""
    domain = blog_domain(app.env)
    path = str(app.env.doc2path(docname, base=False))
    front = note_front_matter(app.config, domain.options, docname, path, content)
    app.env.temp_data[FRONT_MATTER] = front
    if front is not None and path.endswith(".md"):
        content[0] = without_unreadable(content[0])
    content[0] = start_reading(app.env, docname, text_to_parse(app.env, docname, content[0]))


def collect_document(app: Sphinx, doctree: nodes.document) -> None:
    """Note the posts, tags, listings and links of a document (event: doctree-read)."""
    env = app.env
    domain = blog_domain(env)
    docname = env.docname
    marked = found_in(doctree, block, pending_xref, *CONDITIONAL)
    if places := [node for node in marked if isinstance(node, block) and "block" in node]:
        domain.blocks[docname] = with_pages_for_one([node["block"] for node in places])
        for node, shown in zip(places, domain.blocks[docname], strict=True):
            node["block"] = shown
    found: DeclaredDocument | None = env.temp_data.get(DECLARED)
    has_posts = found is not None and bool(found.posts)
    if found is not None and has_posts:
        _note_posts(app, doctree, found, [node for node in marked if isinstance(node, CONDITIONAL)])
    _note_references(env, doctree, [node for node in marked if isinstance(node, pending_xref)], has_posts=has_posts)
    if found is not None and found.tags:
        domain.note_tagged_page(TaggedPage(docname=docname, title=title_of_document(env, docname), tags=found.tags))


def _note_references(
    env: BuildEnvironment, doctree: nodes.document, references: list[nodes.Element], *, has_posts: bool
) -> None:
    notes = ReferenceNotes.of(env)
    notes.add(references)
    if has_posts:
        notes.add_files(doctree)
    noted = notes.result(all_domains=has_posts)
    if noted.references or not noted.files.is_empty:
        blog_domain(env).note_references(env.docname, noted)


def _note_posts(
    app: Sphinx, doctree: nodes.document, found: DeclaredDocument, conditional: list[nodes.Element]
) -> None:
    env, docname = app.env, app.env.docname
    domain = blog_domain(env)
    if env.config.numfig and (figures := _figures(env, doctree)):
        domain.records.figures[docname] = figures
    take_translations(doctree, found.posts, keep=extracts_messages(app.builder))
    hides = hides_nothing
    if conditional:
        conditions = Conditions(app)
        hides = conditions.hides
        domain.records.conditions[docname] = conditions.answers(conditional)
    shown = [post for post in found.posts if post.section is None or not is_within_hidden(post.section, hides)]
    domain.note_posts(docname, [complete_post(env, doctree, found, post, hides) for post in shown])
    if domain.options.orphan_posts:
        env.metadata[docname].setdefault("orphan", True)
    for post in found.posts:
        if post.declaration.flags.get("unlisted", False) and post.section is not None:
            post.section["classes"].append("no-search")
        elif post.declaration.flags.get("unlisted", False):
            env.metadata[docname].setdefault("nosearch", True)


def _figures(env: BuildEnvironment, doctree: nodes.document) -> dict[str, list[str]]:
    """The ids of what ``numfig`` numbers in a document, by kind, in order."""
    std = env.domains["std"]
    found: dict[str, list[str]] = {}
    for node in doctree.findall(nodes.Element):
        if not node["ids"] or isinstance(node, nodes.section):
            continue
        if isinstance(node, nodes.math_block):  # the math domain's; the standard domain does not count it
            found.setdefault("displaymath", []).append(node["ids"][0])
        elif std.is_enumerable_node(node) and std.get_numfig_title(node):
            found.setdefault(str(std.get_enumerable_node_type(node)), []).append(node["ids"][0])
    return found
