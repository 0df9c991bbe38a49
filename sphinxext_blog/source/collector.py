"""The collector: stores the posts, tags, listings and references of a document when its doctree is complete."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes
from sphinx import addnodes
from sphinx.addnodes import pending_xref

from ..builders import extracts_messages
from ..diagnostics import Subtype
from ..domain import blog_domain
from ..drafts import text_to_parse
from ..model.listing import paginate_first_only
from ..model.post import ExcerptRule, Post, TaggedPage
from ..model.readtime import measure
from ..model.record import record
from ..model.text import (
    SUMMARY_INPUT_LENGTH,
    Untitled,
    description_of,
    plain_text,
    start_of,
    summary,
    words_of,
)
from ..model.urls import whole_url
from ..model.views import digest
from ..nodes import IMAGE_SIZE, description, find_nodes, listing_placeholder
from ..sphinx_compat import get_image_size, numbered_kind, search_image_for_language
from .conditions import CONDITIONAL, Conditions, hides_nothing, is_within_hidden
from .declarations import DECLARED, apply_translations
from .excerpt_storage import extract_excerpt, pack, page_attributes
from .excerpts import has_visible_content, post_root, select_excerpt
from .frontmatter import blank_unreadable
from .link_titles import plain_excerpt, readable_title, title_runs
from .plain_text import parse_markup, prose, prose_of
from .prediction import FRONT_MATTER, note_front_matter
from .references import ReferenceNotes
from .unpublished import start_reading

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from ..domain import BlogDomain
    from ..model.text import Pieces, TextFormat
    from .conditions import Hides
    from .declarations import DeclaredDocument, DeclaredPost
    from .metadata import PostMetadata

__all__ = [
    "Cover",
    "collect_document",
    "complete_post",
    "find_cover",
    "note_source",
    "readable_images",
    "title_of_document",
]

_PREFERRED = ("image/png", "image/jpeg", "image/webp", "image/gif", "image/svg+xml")
"""The formats of images in the order of browser support."""


class Cover(NamedTuple):
    """The path or URL of a cover, and a digest that changes with its file."""

    image: str = ""
    """A path relative to the source folder, which may be outside of it; a URL; or empty if there is no cover."""
    digest: str = ""


def find_cover(
    env: BuildEnvironment,
    root: nodes.Element,
    metadata: PostMetadata,
    hides: Hides = hides_nothing,
) -> Cover:
    """Return the cover that an author chose, and register it with the builder.

    :param hides: whether a condition hides a node from visitors; hidden images are not counted.
    """
    if metadata.image is None:
        number = blog_domain(env).options.auto_image
        return _cover_of(env, _uri_of_nth(_images(root, hides) if number > 0 else [], number))
    if isinstance(metadata.image, int):
        return _cover_of(env, _uri_of_number(env, _images(root, hides), metadata.image, metadata))
    if "://" in metadata.image or metadata.image.startswith(("data:", "//")):
        return Cover(whole_url("", metadata.image) or metadata.image)
    docname = metadata.location[0]
    # resolve as Sphinx resolves images in the text: a symbolic link may point outside of the source folder
    path, absolute = env.relfn2path(search_image_for_language(metadata.image, env), docname)
    env.note_dependency(path)  # also if the file does not exist yet, so that its creation is noticed
    if not Path(absolute).is_file():
        message = f"image: '{metadata.image}' does not exist. The post is displayed without a cover."
        blog_domain(env).options.report(Subtype.IMAGE, message, location=metadata.location_of("image"), key="image")
        return Cover()
    env.images.add_file(docname, path)
    return _cover_of(env, path)


def _uri_of_number(env: BuildEnvironment, images: list[nodes.Element], number: int, metadata: PostMetadata) -> str:
    """Return the path or URL of the image with a number, counted from 1; warn and return "" if there is none."""
    if not 1 <= number <= len(images):
        message = (
            f"image: {number} is not the number of an image in the post (images: {len(images)}). The cover is omitted."
        )
        blog_domain(env).options.report(Subtype.IMAGE, message, location=metadata.location_of("image"), key="image")
    return _uri_of_nth(images, number)


def _images(root: nodes.Element, hides: Hides) -> list[nodes.Element]:
    """Return the visible images in a node."""
    images = find_nodes(root, nodes.image, *CONDITIONAL)
    hidden = {id(image) for node in images if hides(node) for image in find_nodes(node, nodes.image)}
    return [node for node in images if isinstance(node, nodes.image) and id(node) not in hidden]


def _uri_of_nth(images: list[nodes.Element], number: int) -> str:
    """Return the path or URL of the image with a number, counted from 1; empty if there is none."""
    if not 1 <= number <= len(images):
        return ""
    node = images[number - 1]
    candidates: dict[str, str] = node.get("candidates", {})
    if not node["uri"].endswith(".*"):
        return str(node["uri"])
    return next((candidates[kind] for kind in (*_PREFERRED, *sorted(candidates)) if kind in candidates), "")


def _cover_of(env: BuildEnvironment, path: str) -> Cover:
    """Return a cover with the digest of its file."""
    if "://" in path:
        return Cover(path)
    try:
        content = (Path(env.srcdir) / path).read_bytes() if path else b""
    except OSError:  # an image in the text of the post, which Sphinx reports
        return Cover(path)
    return Cover(path, hashlib.sha256(content).hexdigest()[:16] if path else "")


@record
class _Text:
    """The fields of a post that are extracted from its text."""

    excerpt: str
    cut: bool
    summary: str
    words: str
    rule: ExcerptRule
    digest: str
    excerpt_nodes: bytes
    references: list[nodes.Element]
    untitled: Untitled | None


def title_of_document(env: BuildEnvironment, docname: str) -> str:
    """Return the title of a document as plain text; its docname if it has no title."""
    title = env.titles.get(docname)
    return readable_title(title) if title is not None else docname


def complete_post(
    env: BuildEnvironment,
    doctree: nodes.document,
    document: DeclaredDocument,
    post: DeclaredPost,
    hides: Hides,
) -> Post:
    """Return the record of a declared post.

    :param document: all declarations of the document; sections that are posts themselves are not part of this post.
    :param hides: whether a condition hides a node from visitors.
    """
    metadata = post.metadata
    anchor = str(post.section["ids"][0]) if post.section is not None else ""
    sections = [other.section for other in document.posts if other is not post and other.section is not None]
    others = frozenset(name for section in sections for name in section["ids"])
    root = post_root(doctree, anchor)
    text = _text(env, root, metadata, (sections, others), hides)
    heading = _heading_node(env, post)
    cover = find_cover(env, root, metadata, hides)
    blog_domain(env).store_excerpt(metadata.location[0], anchor, text.excerpt_nodes, text.untitled)
    ReferenceNotes.of(env).add_excerpt(anchor, text.references)
    return Post(
        docname=metadata.location[0],
        anchor=anchor,
        title=metadata.texts.get("title") or _title_of(heading, anchor or metadata.location[0]),
        title_runs=() if metadata.texts.get("title") or heading is None else title_runs(heading),
        date=metadata.date,
        updated=max(
            (timestamp for timestamp in (metadata.updated, *post.updates) if timestamp is not None), default=None
        ),
        terms=_terms(post),
        summary=text.summary,
        text=text.excerpt,
        text_cut=text.cut,
        excerpt_rule=text.rule,
        digest=text.digest,
        image=cover.image,
        image_alt=metadata.texts.get("image_alt", ""),
        image_digest=cover.digest,
        **_copied_fields(metadata),
        measure=measure(text.words, env.config.language or "en"),
        named=_named(doctree, post.section, sections) if post.section is not None else (),
        others=tuple(sorted(others)),
        line=metadata.location[1] or 0,
    )


def _text(
    env: BuildEnvironment,
    root: nodes.Element,
    metadata: PostMetadata,
    nested_posts: tuple[list[nodes.section], frozenset[str]],
    hides: Hides,
) -> _Text:
    """Return the texts and the excerpt of a post.

    :param nested_posts: the sections that are posts themselves, and their ids.
    """
    domain = blog_domain(env)
    sections, others = nested_posts
    pieces = prose(root, without=sections, hides=hides)
    text_format = domain.text_format
    text = plain_text(pieces, text_format.placeholders, is_spaced=text_format.is_spaced)
    own_excerpt = metadata.excerpt if isinstance(metadata.excerpt, str) else None
    paragraphs = metadata.excerpt if isinstance(metadata.excerpt, int) else domain.options.paragraphs
    rule = select_excerpt(root, paragraphs, domain.options.lead_length(), others, hides)
    blocks, rule = extract_excerpt(root, rule, domain.options.lead_length(), others, hides)
    _measure_images(env, blocks)
    has_content = bool(text) or has_visible_content(root, others, hides)  # besides the excerpt in front matter
    written = (
        _marked_up_excerpt(env, root, metadata, own_excerpt) if own_excerpt is not None and not rule.from_body else None
    )
    if written is not None:
        blocks, rule = [written], ExcerptRule(from_front_matter=True, truncated=has_content)
        own_excerpt = plain_text(prose_of(blocks), text_format.placeholders, is_spaced=text_format.is_spaced)
    excerpt_pieces = None if rule.automatic else tuple(prose_of(blocks, hides))
    excerpt, is_cut = _plain_excerpt(text_format, text, excerpt_pieces, rule)
    if own_excerpt is not None and not rule.from_body:
        excerpt, is_cut = own_excerpt, has_content
    serialized = "".join(node.pformat() for node in blocks)
    assert root.document is not None  # the document is being read
    attributes = page_attributes(root.document)
    start = () if own_excerpt is not None else start_of(pieces, max(SUMMARY_INPUT_LENGTH, domain.options.text_length()))
    untitled = Untitled(
        text=excerpt_pieces if rule.from_front_matter and excerpt_pieces else start, excerpt=excerpt_pieces
    )
    automatic_summary = (
        summary(own_excerpt[:SUMMARY_INPUT_LENGTH])
        if own_excerpt and written is None
        else description_of(untitled.text, is_spaced=text_format.is_spaced)
    )
    return _Text(
        excerpt=excerpt,
        cut=is_cut,
        summary=metadata.texts.get("description", "") or automatic_summary,
        words=words_of(pieces),
        rule=rule,
        digest=digest([own_excerpt, serialized, repr(rule), readable_images(env, blocks), *sorted(attributes.items())]),
        excerpt_nodes=pack(blocks, attributes),
        references=[node for root in blocks for node in find_nodes(root, addnodes.pending_xref)],
        untitled=untitled if untitled.has_links else None,
    )


def _marked_up_excerpt(
    env: BuildEnvironment, root: nodes.Element, metadata: PostMetadata, text: str
) -> nodes.paragraph | None:
    """Return the excerpt from front matter with its markup; None if it has no markup."""
    assert root.document is not None  # the document is being read
    return parse_markup(env, root.document.settings, text, metadata.location_of("excerpt"))


def _measure_images(env: BuildEnvironment, blocks: Iterable[nodes.Node]) -> None:
    """Store the size of each image file, so that listings do not move while images load.

    Sphinx rereads the post if the file changes.
    """
    for image in (node for block in blocks for node in find_nodes(block, nodes.image)):
        candidates: dict[str, str] = image.get("candidates", {})
        path = candidates.get("*")
        size = get_image_size(str(Path(env.srcdir) / path)) if path else None
        if size is not None:
            image[IMAGE_SIZE] = size


def readable_images(env: BuildEnvironment, roots: Iterable[nodes.Node]) -> list[bool]:
    """Return whether each image file is readable: a missing image has another URL, and can appear under the same text.

    The environment may still list a deleted image of documents that are read later.
    """
    candidates: list[dict[str, str]] = [
        node.get("candidates", {}) for root in roots for node in find_nodes(root, nodes.image)
    ]
    return [os.access(Path(env.srcdir) / path, os.R_OK) for candidate in candidates for path in candidate.values()]


def _plain_excerpt(text_format: TextFormat, text: str, pieces: Pieces | None, rule: ExcerptRule) -> tuple[str, bool]:
    """Return the plain-text excerpt, and whether it leaves out anything of the post."""
    if pieces is not None:
        text = plain_text(pieces, text_format.placeholders, is_spaced=text_format.is_spaced)
    return plain_excerpt(text, rule, text_format)


def _copied_fields(metadata: PostMetadata) -> dict[str, Any]:
    """Return the fields that are copied from the metadata."""
    return {
        "series_order": metadata.series_order,
        "excerpt": metadata.excerpt,
        "description": metadata.texts.get("description", ""),
        "expires": metadata.expires,
        "external_link": metadata.texts.get("external_link", ""),
        "canonical": metadata.texts.get("canonical", "") or (metadata.original.url if metadata.original else ""),
        "original": metadata.original,
        "applies_to": metadata.applies_to,
        "outdated_after": metadata.outdated_after,
        "superseded_by": metadata.texts.get("superseded_by", ""),
        "aliases": metadata.aliases,
        "license": metadata.license,
        "doi": metadata.doi,
        "citation": metadata.flags.get("citation"),
        "draft": metadata.is_draft,
        "unlisted": metadata.flags.get("unlisted", False),
        "pinned": metadata.flags.get("pinned", False),
        "comments": metadata.flags.get("comments"),
        "related": metadata.flags.get("related"),
        "mentions": metadata.flags.get("mentions", True),
        "image_shown": metadata.flags.get("image_shown"),
    }


def _terms(post: DeclaredPost) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the labels of a post by taxonomy, including those of ``tag`` directives."""
    terms = dict(post.metadata.terms)
    if tags := tuple(dict.fromkeys((*terms.get("tag", ()), *post.tags))):
        terms["tag"] = tags
    return tuple(sorted(terms.items()))


def _named(doctree: nodes.document, section: nodes.section, others: list[nodes.section]) -> tuple[str, ...]:
    """Return the explicit ids in a section, without those in nested posts."""
    explicit_ids = {doctree.nameids.get(name) for name, explicit in doctree.nametypes.items() if explicit}
    excluded = set(map(id, others))
    ids: set[str] = set()
    stack: list[nodes.Element] = [section]
    while stack:
        node = stack.pop()
        ids.update(name for name in node["ids"] if name in explicit_ids)
        stack += [child for child in node.children if isinstance(child, nodes.Element) and id(child) not in excluded]
    return tuple(sorted(ids))


def _title_of(heading: nodes.title | None, name: str) -> str:
    """Return the title of a post from its heading."""
    return readable_title(heading) if heading is not None else name


def _heading_node(env: BuildEnvironment, post: DeclaredPost) -> nodes.title | None:
    """Return the heading of a post; None if it has none."""
    if post.section is None:
        return env.titles.get(post.metadata.location[0])
    return post.section.next_node(nodes.title)


def note_source(app: Sphinx, docname: str, content: list[str]) -> None:
    """Read front matter and prepare the text for parsing, after all other handlers (event: source-read)."""
    domain = blog_domain(app.env)
    path = str(app.env.doc2path(docname, base=False))
    front = note_front_matter(app.config, domain.options, docname, path, content)
    app.env.temp_data[FRONT_MATTER] = front
    if front is not None and path.endswith(".md"):
        content[0] = blank_unreadable(content[0])
    content[0] = start_reading(app.env, docname, text_to_parse(app.env, docname, content[0]))


def collect_document(app: Sphinx, doctree: nodes.document) -> None:
    """Store the posts, tags, listings and references of a document (event: doctree-read)."""
    env = app.env
    domain = blog_domain(env)
    docname = env.docname
    document: DeclaredDocument | None = env.temp_data.get(DECLARED)
    has_posts = document is not None and bool(document.posts)
    code = (nodes.literal_block,) if has_posts and domain.options.reads_code else ()
    links = (nodes.reference,) if has_posts else ()
    marked = find_nodes(doctree, listing_placeholder, pending_xref, *CONDITIONAL, *code, *links)
    if placeholders := [node for node in marked if isinstance(node, listing_placeholder) and "block" in node]:
        domain.listings[docname] = paginate_first_only([node["block"] for node in placeholders])
        for node, listing in zip(placeholders, domain.listings[docname], strict=True):
            node["block"] = listing
    if document is not None and has_posts:
        _store_posts(app, doctree, document, [node for node in marked if isinstance(node, CONDITIONAL)])
    sections = _sections_of_posts(document) if document is not None and has_posts else None
    _store_references(env, doctree, marked, sections)
    if document is not None and document.tags:
        domain.store_tagged_page(TaggedPage(docname=docname, title=title_of_document(env, docname), tags=document.tags))


def _sections_of_posts(document: DeclaredDocument) -> dict[int, str]:
    """Return the anchors of the posts of a document that are sections, by the identity of their nodes."""
    sections = (post.section for post in document.posts if post.section is not None)
    return {id(section): str(section["ids"][0]) for section in sections}


def _store_references(
    env: BuildEnvironment, doctree: nodes.document, marked: list[nodes.Element], sections: dict[int, str] | None
) -> None:
    """Store the references of a document.

    :param marked: the references, links and code blocks of the document, among other nodes.
    :param sections: the anchors of posts that are sections, by the identity of their nodes; None without posts.
    """

    def posts(node: nodes.Element) -> tuple[str, ...]:
        """Return the anchor of the innermost post that contains a node."""
        ancestor: nodes.Element | None = node if sections else None
        while ancestor is not None and sections:
            if id(ancestor) in sections:
                return (sections[id(ancestor)],)
            ancestor = ancestor.parent
        return ("",) if sections is not None else ()

    notes = ReferenceNotes.of(env)
    notes.add((node for node in marked if isinstance(node, pending_xref)), posts)
    if sections is not None:
        notes.add_files(doctree)
        notes.add_links((node for node in marked if isinstance(node, nodes.reference)), posts)
        notes.add_code((node for node in marked if isinstance(node, nodes.literal_block)), posts)
    recorded = notes.result(all_domains=sections is not None)
    if not recorded.is_empty:
        blog_domain(env).store_references(env.docname, recorded)


def _store_posts(
    app: Sphinx, doctree: nodes.document, document: DeclaredDocument, conditional: list[nodes.Element]
) -> None:
    """Store the posts of a document, and apply their flags to the metadata of the environment."""
    env, docname = app.env, app.env.docname
    domain = blog_domain(env)
    if env.config.numfig and (figures := _figures(env, doctree)):
        domain.records.figures[docname] = figures
    apply_translations(doctree, document.posts, keep=extracts_messages(app.builder))
    hides = hides_nothing
    if conditional:
        conditions = Conditions(app)
        hides = conditions.hides
        domain.records.conditions[docname] = conditions.results(conditional)
    visible_posts = [
        post for post in document.posts if post.section is None or not is_within_hidden(post.section, hides)
    ]
    domain.store_posts(docname, [complete_post(env, doctree, document, post, hides) for post in visible_posts])
    _add_description(domain, doctree, docname)
    if domain.options.orphan_posts:
        env.metadata[docname].setdefault("orphan", True)
    for post in document.posts:
        if post.metadata.flags.get("unlisted", False) and post.section is not None:
            post.section["classes"].append("no-search")
        elif post.metadata.flags.get("unlisted", False):
            env.metadata[docname].setdefault("nosearch", True)


def _add_description(domain: BlogDomain, doctree: nodes.document, docname: str) -> None:
    """Add the description of a post to its document, unless the author has, or it contains unresolved titles."""
    post = next((post for post in domain.posts[docname] if not post.anchor), None)
    if post is None or not post.summary:
        return
    has_titles = not post.description and "" in domain.records.unresolved_texts.get(docname, {})
    metas = (child for child in doctree.children if isinstance(child, nodes.meta))
    if not has_titles and all(node.get("name") != "description" for node in metas):
        doctree.insert(0, description(post.summary))


def _figures(env: BuildEnvironment, doctree: nodes.document) -> dict[str, list[str]]:
    """Return the ids of the nodes that ``numfig`` numbers in a document, by kind, in order."""
    ids_by_kind: dict[str, list[str]] = {}
    for node in doctree.findall(nodes.Element):
        if not node["ids"] or isinstance(node, nodes.section):
            continue
        if isinstance(node, nodes.math_block):  # numbered by the math domain, not by the standard domain
            ids_by_kind.setdefault("displaymath", []).append(node["ids"][0])
        elif kind := numbered_kind(env, node):
            ids_by_kind.setdefault(kind, []).append(node["ids"][0])
    return ids_by_kind
