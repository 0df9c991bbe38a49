"""Collecting: from a finished doctree to records in the domain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.addnodes import pending_xref

from ..builders import extracts_messages
from ..domain import blog_domain
from ..drafts import text_to_parse
from ..model.listing import with_pages_for_one
from ..model.post import TaggedPage
from ..nodes import block, found_in
from .completion import complete_post, title_of_document
from .conditions import CONDITIONAL, Conditions, hides_nothing, is_within_hidden
from .declarations import DECLARED, take_translations
from .frontmatter import without_unreadable
from .prediction import FRONT_MATTER, note_front_matter
from .references import ReferenceNotes
from .unpublished import start_reading

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from .declarations import DeclaredDocument

__all__ = ["collect_document", "note_source"]


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
