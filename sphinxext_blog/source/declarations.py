"""Declarations: which posts a document declares, by a transform that runs before all others.

It runs so early because what follows has to see its result: a title from front matter is translated, for example.
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
from ..nodes import declared, found_in, told
from .metadata import Declaration, read_declaration
from .prediction import FRONT_MATTER, completed, is_own_page, is_post
from .unpublished import remove_document, remove_sections

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from sphinx.environment import BuildEnvironment

    from ..diagnostics import Place
    from ..model.post import Blanking
    from .frontmatter import FrontMatter

__all__ = [
    "DECLARED",
    "DeclarePosts",
    "DeclaredDocument",
    "DeclaredPost",
    "declare",
    "emit_reports",
    "give_title",
    "is_indispensable",
    "leave_to_us",
    "name_of",
    "post_of",
    "report_broken",
    "take_translations",
    "texts_to_translate",
]


def name_of(docname: str) -> str:
    """A title made from a file name, or from the folder's for ``index``: without a date, hyphens as spaces."""
    parts = docname.split("/")
    name = parts[-2] if parts[-1] == "index" and len(parts) > 1 else parts[-1]
    bare = re.sub(r"^\d{4}[-_]\d{1,2}[-_]\d{1,2}[-_]?", "", name, flags=re.ASCII)
    if not bare:
        return name
    return bare if " " in bare else (bare[:1].upper() + bare[1:]).replace("-", " ").replace("_", " ").strip() or name


def give_title(document: nodes.document, title: str, name: str) -> None:
    """Put a document under a heading if it has none, or none that can be the title its author gave."""
    body = [child for child in document.children if not _is_header(child)]
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
    return [node for node in body if not isinstance(node, (nodes.Invisible, nodes.system_message, nodes.raw))]


def _is_header(node: nodes.Node) -> bool:
    return isinstance(node, (nodes.field_list, nodes.docinfo)) and node.parent.children.index(node) == 0


_READ = ("title", "description", "image_alt")
"""The keys whose texts readers see, beside ``excerpt``."""


def texts_to_translate(env: BuildEnvironment, said: Declaration) -> Iterator[told]:
    """A node for each text of a declaration that readers see; one each, because Sphinx notes by node what is done."""
    texts = {key: said.texts[key] for key in _READ if said.texts.get(key)}
    if isinstance(said.excerpt, str):
        texts["excerpt"] = said.excerpt
    for key, text in texts.items():
        docname, line = said.place(key)
        node = told(key=key, original=text, shown=text)
        node.source, node.line = str(env.doc2path(docname)), line or 1
        yield node


def leave_to_us(document: nodes.document) -> None:
    """Keep Sphinx from translating the field ``excerpt``, too.

    To Sphinx a field of Markdown is plain text, so the roles in its translation would be told as more than it had.
    """
    fields = next((child for child in document.children if isinstance(child, nodes.field_list)), nodes.field_list())
    for item in fields.findall(nodes.field):
        if item[0].astext() == "excerpt":
            for text in item.findall(nodes.TextElement):
                text["translatable"] = False


def take_translations(doctree: nodes.document, posts: Iterable[DeclaredPost], *, keep: bool) -> None:
    """Give posts what the translators made of their texts.

    :param keep: leave the nodes in the stored document, for a catalogue.
    """
    for post in posts:
        post.declaration = _translated(post.declaration, post.texts)
        for node in () if keep else post.texts:
            doctree.remove(node)


def _translated(said: Declaration, texts: Iterable[told]) -> Declaration:
    found = {str(node["key"]): str(node["shown"]) for node in texts}
    if not found:
        return said
    excerpt = found.pop("excerpt", said.excerpt)
    return replace(said, texts=said.texts | found, excerpt=excerpt)


DECLARED = "blog_declared"
"""The key under which a :class:`DeclaredDocument` waits in ``env.temp_data`` for the doctree to be finished."""


@dataclass(slots=True, kw_only=True)
class DeclaredPost:
    """A post on its way: what was declared, and where."""

    declaration: Declaration
    section: nodes.section | None = None
    """None for a whole document."""
    tags: tuple[str, ...] = ()
    """From ``tag`` directives."""
    updates: tuple[datetime, ...] = ()
    texts: tuple[told, ...] = ()
    """What translators read of the declaration."""
    reports: list[Report] = field(default_factory=list)
    """What is wrong with the declaration."""


@dataclass(slots=True, kw_only=True)
class DeclaredDocument:
    """All that a document declares."""

    posts: list[DeclaredPost] = field(default_factory=list)
    tags: tuple[str, ...] = ()
    """Of a document that is no post."""


class DeclarePosts(SphinxTransform):
    """Find what a document declares; give a post without a heading its title; remove what is not published.

    It runs before all other transforms: whatever is not published is gone then.
    """

    default_priority = 1

    def apply(self, **_kwargs: object) -> None:
        """Declare the posts of a document that is being read."""
        domain, docname = blog_domain(self.env), self.env.docname
        if docname in domain.pages or not isinstance(self.document, nodes.document):
            return
        front: FrontMatter | None = self.env.temp_data.get(FRONT_MATTER)
        values, lines = (front.values, front.lines) if front is not None else _fields(self.document)
        marks = cast("list[declared]", found_in(self.document, declared))
        posts = self._posts(values, lines, [mark for mark in marks if mark["kind"] == "post"])
        unpublished = [] if domain.preview else [post for post in posts if self._is_unpublished(post)]
        if unpublished:
            self._remove(posts, unpublished, marks)
            return
        blanking = domain.build.blankings.get(docname)
        if blanking is not None and self._is_torn(blanking, marks):
            remove_document(self.env, self.document)
            domain.records.blankings[docname] = replace(blanking, lines=None)
            return
        for date in blanking.dates if blanking is not None else ():
            domain.note_left_out(docname, date)
        if front is not None and front.error:
            report_broken(docname, front)
        emit_reports(self.env, chain.from_iterable(post.reports for post in posts))
        self._declare(posts, marks)

    @staticmethod
    def _is_torn(blanking: Blanking, marks: list[declared]) -> bool:
        """Return whether a post that is published went with one that is not."""
        return len([mark for mark in marks if mark["kind"] == "post"]) != blanking.kept

    def _declare(self, posts: list[DeclaredPost], marks: list[declared]) -> None:
        """Take the declarations out of the document, and note what is shown of them."""
        document = DeclaredDocument(posts=posts)
        self._file_notes(document, [mark for mark in marks if mark["kind"] != "post"])
        for mark in marks:
            mark.parent.remove(mark)
        whole = next((post for post in document.posts if post.section is None), None)
        if whole is not None and self._is_front_page(whole):
            document.posts.remove(whole)
            whole = None
        if whole is not None:
            give_title(self.document, whole.declaration.texts.get("title", ""), name_of(self.env.docname))
            leave_to_us(self.document)
        for post in document.posts:
            post.texts = tuple(texts_to_translate(self.env, post.declaration))
            self.document += post.texts
        self.env.temp_data[DECLARED] = document

    def _is_unpublished(self, post: DeclaredPost) -> bool:
        """Return whether a post is to be removed."""
        is_front_page = post.section is None and is_indispensable(self.env, self.env.docname)
        return not is_front_page and post.declaration.is_unpublished(blog_domain(self.env).now)

    def _is_front_page(self, whole: DeclaredPost) -> bool:
        """Return whether a post that is not published has to be shown, which is reported."""
        domain, metadata = blog_domain(self.env), whole.declaration
        if domain.preview or not metadata.is_unpublished(domain.now):
            return False
        key = "date" if not metadata.is_draft else "draft" if metadata.flags.get("draft") else "blogpost"
        state = "a draft" if metadata.is_draft else "scheduled"
        message = f"the front page of the site cannot be left out while it is {state}: it is shown, and is no post"
        warn(Subtype.VALUE, message, location=metadata.place(key))
        domain.note_left_out(self.env.docname, None if metadata.is_draft else metadata.date)
        return True

    def _remove(self, posts: list[DeclaredPost], unpublished: list[DeclaredPost], marks: list[declared]) -> None:
        """Remove what is not published, and report what is wrong with its declarations."""
        domain, docname = blog_domain(self.env), self.env.docname
        front: FrontMatter | None = self.env.temp_data.get(FRONT_MATTER)
        whole = next((post for post in unpublished if post.section is None), None)
        if whole is not None:
            names = remove_document(self.env, self.document)
            domain.records.drafts[docname] = FoundDraft(post=post_of(docname, whole.declaration), names=names)
            removed = posts
        else:
            sections = _outermost([post.section for post in unpublished if post.section is not None])
            gone = {id(node) for section in sections for node in section.findall(nodes.section)}
            removed = [post for post in posts if id(post.section) in gone]
            outer = [post.declaration for post in unpublished if post.section in sections]
            earlier = domain.build.blankings.get(docname)
            within = {id(mark) for section in sections for mark in found_in(section, declared)}
            number = len([mark for mark in marks if mark["kind"] == "post"])
            kept = len([mark for mark in marks if mark["kind"] == "post" and id(mark) not in within])
            domain.records.blankings[docname] = remove_sections(
                self.env,
                self.document,
                sections,
                dates=tuple(None if metadata.is_draft else metadata.date for metadata in outer),
                posts=number if earlier is None else earlier.posts,
                kept=kept,
            )
            if earlier is not None and earlier.lines is None:
                return  # they were reported when it was read first
        if whole is not None and front is not None and front.error:
            report_broken(docname, front)
        emit_reports(self.env, chain.from_iterable(post.reports for post in removed))

    def _posts(self, values: dict[str, Any], lines: dict[str, int], marks: list[declared]) -> list[DeclaredPost]:
        domain = blog_domain(self.env)
        docname = self.env.docname
        own_page = is_own_page(docname, self.config.root_doc, domain.options.layout())
        posts: dict[int, DeclaredPost] = {}
        completing: declared | None = None
        is_whole = is_post(values, docname, domain.options, own_page=own_page)
        if is_whole:
            completing = self._of_whole(marks, dated="date" in values)
        if is_whole and (completing is not None or not self._number(marks) or self._says_so(values)):
            given = completing["values"] if completing is not None else {}
            where = {key: line for key, line in lines.items() if key not in given}
            line = completing.line if completing is not None else 1
            posts[0] = self._post({**values, **given}, where, line, mark=completing)
        for mark in marks:
            if mark is completing:
                continue
            section = self._section_of(mark, alone=self._number(marks) == 1 and not posts)
            key = id(section) if section is not None else 0
            if key in posts:
                message = "this is declared as a post already; this 'post' directive is ignored"
                posts[key].reports += [*mark["reports"], Report(Subtype.DUPLICATE, message, mark)]
            else:
                metadata = {**values, **mark["values"]} if section is None else mark["values"]
                posts[key] = self._post(metadata, {}, mark.line, section=section, mark=mark)
        return list(posts.values())

    def _post(
        self,
        values: dict[str, Any],
        lines: dict[str, int],
        line: int | None,
        *,
        section: nodes.section | None = None,
        mark: declared | None = None,
    ) -> DeclaredPost:
        reports: list[Report] = list(mark["reports"]) if mark is not None else []
        declaration = declare(self.env, (self.env.docname, line), values, lines, reports)
        return DeclaredPost(declaration=declaration, section=section, reports=reports)

    def _number(self, marks: list[declared]) -> int:
        """Return how many ``post`` directives the document has, those in sections that were removed included."""
        blanking = blog_domain(self.env).build.blankings.get(self.env.docname)
        return len(marks) if blanking is None else blanking.posts

    def _of_whole(self, marks: list[declared], *, dated: bool) -> declared | None:
        """The directive that says of a document, a post by its name or front matter, what that does not say.

        :param dated: the document is a post without it; then a lone directive in a section makes a post of that.
        """
        alone = self._number(marks) == 1 and not dated
        return next((mark for mark in marks if self._section_of(mark, alone=alone) is None), None)

    def _says_so(self, values: dict[str, Any]) -> bool:
        """Whether a document says itself that it is a post or a draft, or has a date: else its sections are posts."""
        said = completed(values, self.env.docname, blog_domain(self.env).options)
        return any(said.get(key) is not None for key in ("blogpost", "date", "draft"))

    def _section_of(self, node: nodes.Node, *, alone: bool) -> nodes.section | None:
        """The section a node stands in; None if that is the whole document."""
        if alone and not blog_domain(self.env).options.sections_only:
            return None
        while node is not None and not isinstance(node, nodes.section):
            node = node.parent
        if node is None or (isinstance(node.parent, nodes.document) and self._is_title_section(node)):
            return None
        return node

    def _is_title_section(self, section: nodes.section) -> bool:
        sections = [child for child in self.document.children if isinstance(child, nodes.section)]
        return sections == [section]

    def _file_notes(self, document: DeclaredDocument, marks: list[declared]) -> None:
        """Give tags and dated notes to the post they stand in."""
        sections = {id(post.section): post for post in document.posts if post.section is not None}
        whole = next((post for post in document.posts if post.section is None), None)
        for mark in marks:
            node: nodes.Node | None = mark
            while node is not None and id(node) not in sections:
                node = node.parent
            post = sections[id(node)] if node is not None else whole
            if mark["kind"] == "update":
                moment = self._note_date(mark)
                if post is not None and moment is not None:
                    post.updates = (*post.updates, moment)
            elif post is not None:
                post.tags = (*post.tags, *mark["values"]["tags"])
            else:
                document.tags = tuple(dict.fromkeys((*document.tags, *mark["values"]["tags"])))

    def _note_date(self, mark: declared) -> datetime | None:
        """The date of an ``update``, which also becomes the title of its note."""
        said = mark["values"]["date"]
        domain = blog_domain(self.env)
        try:
            moment = domain.options.date_of(said, domain.zone)
        except ValueError as error:
            warn(Subtype.DATE, f"update: {error}; the note is shown undated", location=mark)
            moment = None
        note = mark.next_node(nodes.admonition, siblings=True, descend=False)
        text = update_title(self.config, domain.options, moment)
        if note is not None:
            note.insert(0, nodes.title(text, text, translatable=False))
        return moment


def declare(
    env: BuildEnvironment,
    location: tuple[str, int | None],
    values: Mapping[str, Any],
    lines: Mapping[str, int],
    reports: list[Report],
) -> Declaration:
    """Return the metadata of a post as its author wrote it.

    :param reports: what is wrong with it is added there.
    """
    domain = blog_domain(env)

    def note(subtype: Subtype, message: str, *, location: Place, key: str) -> None:
        reports.append(Report(subtype, message, location, key))

    options = domain.options
    return read_declaration(
        completed(values, location[0], options),
        zone=domain.zone,
        location=location,
        lines=lines,
        keys=options.term_keys,
        read=options.date_of,
        report=note,
    )


def emit_reports(env: BuildEnvironment, reports: Iterable[Report]) -> None:
    """Report what is wrong with declarations."""
    options = blog_domain(env).options
    for found in reports:
        if found.key is None:
            warn(found.subtype, found.message, location=found.location)
        else:
            options.report(found.subtype, found.message, location=found.location, key=found.key)


def post_of(docname: str, metadata: Declaration) -> Post:
    """Return what is kept of a post that is not published."""
    terms = tuple(sorted(metadata.terms.items()))
    return Post(docname=docname, title="", date=metadata.date, terms=terms, draft=metadata.is_draft)


def report_broken(docname: str, front: FrontMatter) -> None:
    """Report front matter that is not YAML."""
    found = ", ".join(front.values) or "none"
    warn(
        Subtype.FRONT_MATTER,
        f"front matter is not valid YAML ({front.error}); used what its plain 'key: value' lines say ({found})",
        location=(docname, front.error_line),
    )


def is_indispensable(env: BuildEnvironment, docname: str) -> bool:
    """Return whether the site needs a document: it is its root, and no page of the blog could be that."""
    return docname == env.config.root_doc and not is_page_name(docname, blog_domain(env).options.layout())


def _outermost(sections: list[nodes.section]) -> list[nodes.section]:
    """Return the sections that are in none of the others."""
    inner = {id(node) for section in sections for node in section.findall(nodes.section) if node is not section}
    return [section for section in sections if id(section) not in inner]


def _fields(document: nodes.document) -> tuple[dict[str, Any], dict[str, int]]:
    """The field list at the start of a reStructuredText document."""
    values: dict[str, Any] = {}
    lines: dict[str, int] = {}
    # docutils puts what the directive `meta` makes before all else
    others = (child for child in document.children if not isinstance(child, (nodes.comment, nodes.meta)))
    first = next(others, None)
    if isinstance(first, nodes.field_list):
        for item in first.findall(nodes.field):
            name, body = (child for child in item.children if isinstance(child, nodes.Element))
            values[name.astext()] = (body.rawsource or body.astext()).strip()
            lines[name.astext()] = name.line or item.line or 1
    return values, lines
