"""Declaring: which posts a document declares, found before any other transform has touched it.

It runs early, so that titles given in front matter and sections left out are seen by all that follows: translation,
labels, tables of contents, the search.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx.transforms import SphinxTransform

from ..diagnostics import Subtype, warn
from ..domain import blog_domain
from ..i18n import update_title
from ..nodes import declared, found_in, told
from .declaration import Declaration, read_declaration
from .hiding import is_indispensable
from .omitting import omit_section, omit_text
from .source import FRONT_MATTER, completed, is_own_page, is_post
from .titles import give_title, name_of
from .translating import leave_to_us, texts_to_translate

if TYPE_CHECKING:
    from datetime import datetime

    from .frontmatter import FrontMatter

__all__ = ["DECLARED", "DeclarePosts", "DeclaredDocument", "DeclaredPost"]

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


@dataclass(slots=True, kw_only=True)
class DeclaredDocument:
    """All that a document declares."""

    posts: list[DeclaredPost] = field(default_factory=list)
    tags: tuple[str, ...] = ()
    """Of a document that is no post."""


class DeclarePosts(SphinxTransform):
    """Find what a document declares; give a post without a heading its title; leave out unpublished sections."""

    default_priority = 10  # before translation (20), so that titles put in here are translated

    def apply(self, **_kwargs: object) -> None:
        """Declare the posts of a document that is being read."""
        docname = self.env.docname
        if docname in blog_domain(self.env).pages or not isinstance(self.document, nodes.document):
            return
        front: FrontMatter | None = self.env.temp_data.get(FRONT_MATTER)
        values, lines = (front.values, front.lines) if front is not None else _fields(self.document)
        if front is not None and front.error:
            self._tell_broken(front)
        marks = cast("list[declared]", found_in(self.document, declared))
        document = DeclaredDocument(posts=self._posts(values, lines, [m for m in marks if m["kind"] == "post"]))
        self._file_notes(document, [mark for mark in marks if mark["kind"] != "post"])
        for mark in marks:
            mark.parent.remove(mark)
        self._leave_out(document)
        whole = next((post for post in document.posts if post.section is None), None)
        if whole is not None:
            give_title(self.document, whole.declaration.texts.get("title", ""), name_of(docname))
            leave_to_us(self.document)
        for post in document.posts:
            post.texts = tuple(texts_to_translate(self.env, post.declaration))
            self.document += post.texts
        self.env.temp_data[DECLARED] = document

    def _tell_broken(self, front: FrontMatter) -> None:
        found = ", ".join(front.values) or "none"
        warn(
            Subtype.FRONT_MATTER,
            f"front matter is not valid YAML ({front.error}); used what its plain 'key: value' lines say ({found})",
            location=(self.env.docname, front.error_line),
        )

    def _posts(self, values: dict[str, Any], lines: dict[str, int], marks: list[declared]) -> list[DeclaredPost]:
        domain = blog_domain(self.env)
        docname = self.env.docname
        own_page = is_own_page(docname, self.config.root_doc, domain.options.layout())
        posts: dict[int, DeclaredPost] = {}
        completing: declared | None = None
        is_whole = is_post(values, docname, domain.options, own_page=own_page)
        if is_whole:
            completing = self._of_whole(marks, dated="date" in values)
        if is_whole and (completing is not None or not marks or self._says_so(values)):
            said = completing["values"] if completing is not None else {}
            where = {key: line for key, line in lines.items() if key not in said}
            line = completing.line if completing is not None else 1
            posts[0] = DeclaredPost(declaration=self._declaration({**values, **said}, where, line))
        for mark in marks:
            if mark is completing:
                continue
            section = self._section_of(mark, alone=len(marks) == 1 and not posts)
            if id(section) in posts or (section is None and 0 in posts):
                warn(
                    Subtype.DUPLICATE,
                    "this is declared as a post already; this 'post' directive is ignored",
                    location=mark,
                )
                continue
            said = mark["values"]
            declaration = self._declaration({**values, **said} if section is None else said, {}, mark.line)
            posts[id(section) if section is not None else 0] = DeclaredPost(declaration=declaration, section=section)
        return list(posts.values())

    def _declaration(self, values: dict[str, Any], lines: dict[str, int], line: int | None) -> Declaration:
        domain = blog_domain(self.env)
        docname = self.env.docname
        said = completed(values, docname, domain.options)
        return read_declaration(
            said,
            zone=domain.zone,
            location=(docname, line),
            lines=lines,
            keys=domain.options.term_keys,
            read=domain.options.date_of,
            report=domain.options.report,
        )

    def _of_whole(self, marks: list[declared], *, dated: bool) -> declared | None:
        """The directive that says of a document, a post by its name or front matter, what that does not say.

        :param dated: the document is a post without it; then a lone directive in a section makes a post of that.
        """
        alone = len(marks) == 1 and not dated
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

    def _leave_out(self, document: DeclaredDocument) -> None:
        """Remove the sections that are drafts or scheduled, and the posts in them, unless this is a preview."""
        domain = blog_domain(self.env)
        gone: set[int] = set()
        for post in document.posts:
            if domain.preview or id(post.section) in gone:
                continue
            said = post.declaration
            if not said.is_unpublished(domain.now):
                continue
            if post.section is not None:
                gone.update(id(node) for node in post.section.findall(nodes.section))
                omit_section(self.env, self.document, post.section)
            elif is_indispensable(self.env, self.env.docname):
                gone.add(id(post.section))
                self._tell_front_page(said)
            else:  # it is withheld when all is read
                document.posts = [DeclaredPost(declaration=replace(said, image=None))]
                omit_text(self.document)
                return
            domain.note_left_out(self.env.docname, None if said.is_draft else said.date)
        document.posts = [post for post in document.posts if id(post.section) not in gone]

    @staticmethod
    def _tell_front_page(said: Declaration) -> None:
        key = "date" if not said.is_draft else "draft" if said.flags.get("draft") else "blogpost"
        state = "a draft" if said.is_draft else "scheduled"
        message = f"the front page of the site cannot be left out while it is {state}: it is shown, and is no post"
        warn(Subtype.VALUE, message, location=said.place(key))


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
