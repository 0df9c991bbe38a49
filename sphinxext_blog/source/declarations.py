"""Declarations: the posts that a document declares, collected by a transform that runs before all others.

Later transforms depend on its result: for example, Sphinx translates a title from front matter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx.transforms import SphinxTransform

from ..diagnostics import Report, Subtype, warn
from ..domain import blog_domain
from ..i18n import update_title
from ..model.page_plan import is_page_name
from ..model.post import FoundDraft, Post
from ..nodes import declaration, find_nodes, translatable_text
from .link_titles import readable_title
from .metadata import PostMetadata, read_metadata
from .prediction import FRONT_MATTER, is_post, is_reserved_docname, with_defaults
from .unpublished import remove_document, remove_sections

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from sphinx.environment import BuildEnvironment

    from ..diagnostics import Location
    from ..model.post import Blanking
    from .frontmatter import FrontMatter

__all__ = [
    "DECLARED",
    "DeclarePosts",
    "DeclaredDocument",
    "DeclaredPost",
    "apply_translations",
    "declare",
    "emit_reports",
    "ensure_title",
    "exclude_excerpt_field",
    "is_indispensable",
    "report_broken",
    "title_from_docname",
    "translatable_texts",
    "unpublished_post",
]


def title_from_docname(docname: str) -> str:
    """Return a title made from a docname: the file, or the folder of ``index``, without a date and with spaces."""
    parts = docname.split("/")
    name = parts[-2] if parts[-1] == "index" and len(parts) > 1 else parts[-1]
    bare = re.sub(r"^\d{4}[-_]\d{1,2}[-_]\d{1,2}[-_]?", "", name, flags=re.ASCII)
    if not bare:
        return name
    return bare if " " in bare else (bare[:1].upper() + bare[1:]).replace("-", " ").replace("_", " ").strip() or name


def ensure_title(document: nodes.document, title: str, name: str) -> None:
    """Put a document under a heading unless it already has one that can be its title."""
    body = document.children[_length_of_header(document) :]
    sections = [child for child in body if isinstance(child, nodes.section)]
    if sections and (not title or (len(sections) == 1 and body[-1] is sections[0] and len(_visible(body)) == 1)):
        return
    if not sections and not title:
        title = name
    section = nodes.section(names=[nodes.fully_normalize_name(title)])
    section.source, section.line = document.get("source"), 1
    heading = nodes.title(title, title)
    heading.source, heading.line = section.source, 1
    for child in body:
        document.remove(child)
    section += [heading, *body]
    document += section
    document.note_implicit_target(section, section)


def _visible(body: list[nodes.Node]) -> list[nodes.Node]:
    """Return the visible nodes of the body of a document."""
    return [node for node in body if not isinstance(node, (nodes.Invisible, nodes.system_message, nodes.raw))]


def _length_of_header(document: nodes.document) -> int:
    """Return the number of nodes up to the field list at the start of a document; 0 if it has none.

    As in docutils, comments and other invisible nodes may precede it, and a page header always does.
    """
    for index, child in enumerate(document.children):
        if isinstance(child, (nodes.field_list, nodes.docinfo)):
            return index + 1
        if not isinstance(child, nodes.PreBibliographic):
            break
    return 0


_TRANSLATED_KEYS = ("title", "description", "image_alt")
"""The keys, besides ``excerpt``, whose texts appear on pages."""


def translatable_texts(env: BuildEnvironment, metadata: PostMetadata) -> Iterator[translatable_text]:
    """Yield a node for each text of the metadata that appears on pages."""
    texts = {key: metadata.texts[key] for key in _TRANSLATED_KEYS if metadata.texts.get(key)}
    if isinstance(metadata.excerpt, str):
        texts["excerpt"] = metadata.excerpt
    for key, text in texts.items():
        docname, line = metadata.location_of(key)
        node = translatable_text(key=key, original=text, shown=text)
        node.source, node.line = str(env.doc2path(docname)), line or 1
        yield node


def exclude_excerpt_field(document: nodes.document) -> None:
    """Exclude the field ``excerpt`` from translation by Sphinx.

    Sphinx treats a Markdown field as plain text, so it would report the roles in the translation as inconsistent.
    """
    fields = next((child for child in document.children if isinstance(child, nodes.field_list)), nodes.field_list())
    for item in fields.findall(nodes.field):
        if item[0].astext() == "excerpt":
            for text in item.findall(nodes.TextElement):
                text["translatable"] = False


def apply_translations(doctree: nodes.document, posts: Iterable[DeclaredPost], *, keep: bool) -> None:
    """Replace the texts of posts by their translations.

    :param keep: keep the nodes in the stored doctree, for the message catalog.
    """
    for post in posts:
        post.metadata = _translated(post.metadata, post.texts)
        for node in () if keep else post.texts:
            doctree.remove(node)


def _translated(metadata: PostMetadata, texts: Iterable[translatable_text]) -> PostMetadata:
    """Return metadata with its texts replaced by their translations."""
    translations = {str(node["key"]): str(node["shown"]) for node in texts}
    if not translations:
        return metadata
    excerpt = translations.pop("excerpt", metadata.excerpt)
    return replace(metadata, texts=metadata.texts | translations, excerpt=excerpt)


DECLARED = "blog_declared"
"""The key of a :class:`DeclaredDocument` in ``env.temp_data``, from parsing to ``doctree-read``."""


@dataclass(slots=True, kw_only=True)
class DeclaredPost:
    """A declared post: its metadata and the section that contains it."""

    metadata: PostMetadata
    section: nodes.section | None = None
    """None if the post is a whole document."""
    tags: tuple[str, ...] = ()
    """From ``tag`` directives."""
    updates: tuple[datetime, ...] = ()
    texts: tuple[translatable_text, ...] = ()
    """The translatable texts of the metadata."""
    reports: list[Report] = field(default_factory=list)
    """The problems of the metadata."""


@dataclass(slots=True, kw_only=True)
class DeclaredDocument:
    """The posts and tags that a document declares."""

    posts: list[DeclaredPost] = field(default_factory=list)
    tags: tuple[str, ...] = ()
    """The tags of a document that is not a post."""


class DeclarePosts(SphinxTransform):
    """Collects the declarations of a document, adds missing titles, and removes unpublished posts.

    It runs before all other transforms, so that they do not process unpublished posts.
    """

    default_priority = 1

    def apply(self, **_kwargs: object) -> None:
        """Declare the posts of a document that is being read."""
        domain, docname = blog_domain(self.env), self.env.docname
        if docname in domain.pages or not isinstance(self.document, nodes.document):
            return
        front: FrontMatter | None = self.env.temp_data.get(FRONT_MATTER)
        values, lines = (front.values, front.lines) if front is not None else _fields(self.document)
        declarations = cast("list[declaration]", find_nodes(self.document, declaration))
        posts = self._posts(values, lines, [node for node in declarations if node["kind"] == "post"])
        unpublished = [] if domain.preview else [post for post in posts if self._is_unpublished(post)]
        if unpublished:
            self._remove(posts, unpublished, declarations)
            return
        blanking = domain.build.blankings.get(docname)
        if blanking is not None and self._is_torn(blanking, declarations):
            remove_document(self.env, self.document)
            domain.records.blankings[docname] = replace(blanking, lines=None)
            return
        for date in blanking.dates if blanking is not None else ():
            domain.store_removed_section(docname, date)
        if front is not None and front.error:
            report_broken(docname, front)
        emit_reports(self.env, chain.from_iterable(post.reports for post in posts))
        self._declare(posts, declarations)

    @staticmethod
    def _is_torn(blanking: Blanking, declarations: list[declaration]) -> bool:
        """Return whether a published post was removed together with an unpublished one."""
        return len([node for node in declarations if node["kind"] == "post"]) != blanking.kept

    def _declare(self, posts: list[DeclaredPost], declarations: list[declaration]) -> None:
        """Remove the declarations from the document, and store the posts that it declares."""
        document = DeclaredDocument(posts=posts)
        self._assign_notes(document, [node for node in declarations if node["kind"] != "post"])
        for node in declarations:
            node.parent.remove(node)
        whole = next((post for post in document.posts if post.section is None), None)
        if whole is not None and self._is_front_page(whole):
            document.posts.remove(whole)
            whole = None
        if whole is not None:
            ensure_title(self.document, whole.metadata.texts.get("title", ""), title_from_docname(self.env.docname))
            exclude_excerpt_field(self.document)
        for post in document.posts:
            post.texts = tuple(translatable_texts(self.env, post.metadata))
            self.document += post.texts
        self.env.temp_data[DECLARED] = document

    def _is_unpublished(self, post: DeclaredPost) -> bool:
        """Return whether a post has to be removed."""
        is_front_page = post.section is None and is_indispensable(self.env, self.env.docname)
        domain = blog_domain(self.env)
        return not is_front_page and (bool(domain.home_base) or post.metadata.is_unpublished(domain.now))

    def _is_front_page(self, whole: DeclaredPost) -> bool:
        """Return whether an unpublished post is the front page, which has to be built, and report it."""
        domain, metadata = blog_domain(self.env), whole.metadata
        if domain.home_base:
            return True
        if domain.preview or not metadata.is_unpublished(domain.now):
            return False
        key = "date" if not metadata.is_draft else "draft" if metadata.flags.get("draft") else "blogpost"
        state = "a draft" if metadata.is_draft else "scheduled"
        message = f"{key}: the front page of the site is {state}. It is displayed, but is not a post."
        warn(Subtype.VALUE, message, location=metadata.location_of(key))
        domain.store_removed_section(self.env.docname, None if metadata.is_draft else metadata.date)
        return True

    def _remove(
        self, posts: list[DeclaredPost], unpublished: list[DeclaredPost], declarations: list[declaration]
    ) -> None:
        """Remove unpublished posts, and report the problems of their metadata."""
        domain, docname = blog_domain(self.env), self.env.docname
        front: FrontMatter | None = self.env.temp_data.get(FRONT_MATTER)
        whole = next((post for post in unpublished if post.section is None), None)
        if whole is not None:
            heading = self.document.next_node(nodes.title)
            title = readable_title(heading) if heading is not None else ""
            names = remove_document(self.env, self.document)
            post = unpublished_post(docname, whole.metadata, title)
            domain.records.drafts[docname] = FoundDraft(post=post, names=names)
            removed = posts
        else:
            sections = _outermost([post.section for post in unpublished if post.section is not None])
            removed_ids = {id(node) for section in sections for node in section.findall(nodes.section)}
            removed = [post for post in posts if id(post.section) in removed_ids]
            outer = [post.metadata for post in unpublished if post.section in sections]
            earlier = domain.build.blankings.get(docname)
            within = {id(node) for section in sections for node in find_nodes(section, declaration)}
            number = len([node for node in declarations if node["kind"] == "post"])
            kept = len([node for node in declarations if node["kind"] == "post" and id(node) not in within])
            domain.records.blankings[docname] = remove_sections(
                self.env,
                self.document,
                sections,
                dates=tuple(None if metadata.is_draft else metadata.date for metadata in outer),
                posts=number if earlier is None else earlier.posts,
                kept=kept,
            )
            if earlier is not None and earlier.lines is None:
                return  # they were reported when the document was first read
        if whole is not None and front is not None and front.error:
            report_broken(docname, front)
        emit_reports(self.env, chain.from_iterable(post.reports for post in removed))

    def _posts(
        self, values: dict[str, Any], lines: dict[str, int], declarations: list[declaration]
    ) -> list[DeclaredPost]:
        """Return the posts that the document declares by its front matter and its directives."""
        domain = blog_domain(self.env)
        docname = self.env.docname
        is_reserved = is_reserved_docname(docname, self.config.root_doc, domain.options.layout())
        posts: dict[int, DeclaredPost] = {}
        node_of_document: declaration | None = None
        is_whole = is_post(values, docname, domain.options, is_reserved=is_reserved)
        if is_whole:
            node_of_document = self._directive_of_document(declarations, dated="date" in values)
        if is_whole and (
            node_of_document is not None or not self._number(declarations) or self._is_declared_by_values(values)
        ):
            directive_values = node_of_document["values"] if node_of_document is not None else {}
            value_lines = {key: line for key, line in lines.items() if key not in directive_values}
            line = node_of_document.line if node_of_document is not None else 1
            posts[0] = self._post({**values, **directive_values}, value_lines, line, node=node_of_document)
        for node in declarations:
            if node is node_of_document:
                continue
            section = self._section_of(node, alone=self._number(declarations) == 1 and not posts)
            key = id(section) if section is not None else 0
            if key in posts:
                message = "post: the document or section is already declared a post. The directive is ignored."
                posts[key].reports += [*node["reports"], Report(Subtype.DUPLICATE, message, node)]
            else:
                metadata = {**values, **node["values"]} if section is None else node["values"]
                posts[key] = self._post(metadata, {}, node.line, section=section, node=node)
        return list(posts.values())

    def _post(
        self,
        values: dict[str, Any],
        lines: dict[str, int],
        line: int | None,
        *,
        section: nodes.section | None = None,
        node: declaration | None = None,
    ) -> DeclaredPost:
        """Return a declared post with its metadata and their problems."""
        reports: list[Report] = list(node["reports"]) if node is not None else []
        metadata = declare(self.env, (self.env.docname, line), values, lines, reports)
        return DeclaredPost(metadata=metadata, section=section, reports=reports)

    def _number(self, declarations: list[declaration]) -> int:
        """Return the number of ``post`` directives in the document, including those in removed sections."""
        blanking = blog_domain(self.env).build.blankings.get(self.env.docname)
        return len(declarations) if blanking is None else blanking.posts

    def _directive_of_document(self, declarations: list[declaration], *, dated: bool) -> declaration | None:
        """Return the directive that adds metadata to a document that is a post by its docname or front matter.

        :param dated: whether front matter has a date; then a single directive in a section declares a separate post.
        """
        alone = self._number(declarations) == 1 and not dated
        return next(
            (
                directive_node
                for directive_node in declarations
                if self._section_of(directive_node, alone=alone) is None
            ),
            None,
        )

    def _is_declared_by_values(self, values: dict[str, Any]) -> bool:
        """Return whether a document declares itself a post, a draft or dated; otherwise its sections are posts."""
        values_with_defaults = with_defaults(values, self.env.docname, blog_domain(self.env).options)
        return any(values_with_defaults.get(key) is not None for key in ("blogpost", "date", "draft"))

    def _section_of(self, node: nodes.Node, *, alone: bool) -> nodes.section | None:
        """Return the section that contains a node; None if the node belongs to the whole document."""
        if alone and not blog_domain(self.env).options.sections_only:
            return None
        while node is not None and not isinstance(node, nodes.section):
            node = node.parent
        if node is None or (isinstance(node.parent, nodes.document) and self._is_title_section(node)):
            return None
        return node

    def _is_title_section(self, section: nodes.section) -> bool:
        """Return whether a section is the only one at the top level."""
        sections = [child for child in self.document.children if isinstance(child, nodes.section)]
        return sections == [section]

    def _assign_notes(self, document: DeclaredDocument, declarations: list[declaration]) -> None:
        """Assign tags and dated notes to the posts that contain them."""
        sections = {id(post.section): post for post in document.posts if post.section is not None}
        whole = next((post for post in document.posts if post.section is None), None)
        for directive_node in declarations:
            node: nodes.Node | None = directive_node
            while node is not None and id(node) not in sections:
                node = node.parent
            post = sections[id(node)] if node is not None else whole
            if directive_node["kind"] == "update":
                timestamp = self._note_date(directive_node)
                if post is not None and timestamp is not None:
                    post.updates = (*post.updates, timestamp)
            elif post is not None:
                post.tags = (*post.tags, *directive_node["values"]["tags"])
            else:
                document.tags = tuple(dict.fromkeys((*document.tags, *directive_node["values"]["tags"])))

    def _note_date(self, node: declaration) -> datetime | None:
        """Return the date of an ``update`` directive, and set the title of its note."""
        value = node["values"]["date"]
        domain = blog_domain(self.env)
        try:
            timestamp = domain.options.date_of(value, domain.zone)
        except ValueError as error:
            warn(Subtype.DATE, f"update: {error}. The note is displayed without a date.", location=node)
            timestamp = None
        note = node.next_node(nodes.admonition, siblings=True, descend=False)
        text = update_title(self.config, domain.options, timestamp)
        if note is not None:
            note.insert(0, nodes.title(text, text, translatable=False))
        return timestamp


def declare(
    env: BuildEnvironment,
    location: tuple[str, int | None],
    values: Mapping[str, Any],
    lines: Mapping[str, int],
    reports: list[Report],
) -> PostMetadata:
    """Return the metadata of a post as its author wrote it.

    :param reports: a list to which problems are appended.
    """
    domain = blog_domain(env)

    def note(subtype: Subtype, message: str, *, location: Location, key: str) -> None:
        reports.append(Report(subtype, message, location, key))

    options = domain.options
    return read_metadata(
        with_defaults(values, location[0], options),
        zone=domain.zone,
        location=location,
        lines=lines,
        keys=options.term_keys,
        read=options.date_of,
        report=note,
    )


def emit_reports(env: BuildEnvironment, reports: Iterable[Report]) -> None:
    """Emit the collected reports of problems in metadata."""
    options = blog_domain(env).options
    for report in reports:
        if report.key is None:
            warn(report.subtype, report.message, location=report.location)
        else:
            options.report(report.subtype, report.message, location=report.location, key=report.key)


def unpublished_post(docname: str, metadata: PostMetadata, heading: str = "") -> Post:
    """Return the stored record of an unpublished post, with the data for links to it in another version of the site."""
    return Post(
        docname=docname,
        title=metadata.texts.get("title") or heading or docname,
        date=metadata.date,
        expires=metadata.expires,
        terms=tuple(sorted(metadata.terms.items())),
        series_order=metadata.series_order,
        aliases=metadata.aliases,
        draft=metadata.is_draft,
        unlisted=metadata.flags.get("unlisted", False),
        line=metadata.location[1] or 0,
    )


def report_broken(docname: str, front: FrontMatter) -> None:
    """Report front matter that is not YAML."""
    keys = ", ".join(front.values) or "none"
    warn(
        Subtype.FRONT_MATTER,
        f"front matter: not valid YAML ({front.error}). The plain 'key: value' lines are used ({keys}).",
        location=(docname, front.error_line),
    )


def is_indispensable(env: BuildEnvironment, docname: str) -> bool:
    """Return whether the site requires a document: it is the root document, and no generated page can replace it."""
    domain = blog_domain(env)
    is_replaceable = not domain.home_base and is_page_name(docname, domain.options.layout())
    return docname == env.config.root_doc and not is_replaceable


def _outermost(sections: list[nodes.section]) -> list[nodes.section]:
    """Return the sections that are not inside another one of them."""
    inner = {id(node) for section in sections for node in section.findall(nodes.section) if node is not section}
    return [section for section in sections if id(section) not in inner]


def _fields(document: nodes.document) -> tuple[dict[str, Any], dict[str, int]]:
    """Return the field list at the start of a reStructuredText document, with the line of each field."""
    values: dict[str, Any] = {}
    lines: dict[str, int] = {}
    if length := _length_of_header(document):
        for item in document[length - 1].findall(nodes.field):
            name, body = (child for child in item.children if isinstance(child, nodes.Element))
            values[name.astext()] = (body.rawsource or body.astext()).strip()
            lines[name.astext()] = name.line or item.line or 1
    return values, lines
