"""The context of a renderer: the URLs, dates and UI strings for its view, and nothing else."""

from __future__ import annotations

import posixpath
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, NamedTuple
from urllib.parse import quote, urljoin

from docutils import nodes
from markupsafe import Markup, escape

from ..builders import Linker, image_file
from ..model.post import Measure, PostStatus
from ..model.tex import readable_math
from ..model.urls import whole_url
from ..model.views import Link, contents, links_in
from ..nodes import find_nodes
from ..site import absolute
from ..source.link_titles import title_runs
from ..sphinx_compat import relative_uri, render_partial
from .templates import script_url

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.writers.html5 import HTML5Translator

    from ..domain import BlogDomain
    from ..i18n import Messages
    from ..model.listing_views import (
        ArchiveMonth,
        ArchiveYear,
        Card,
        CompactGroup,
        Cover,
        ListingView,
        MentionedObject,
        Picture,
        TextLine,
        TimelineYear,
    )
    from ..model.page_views import ImageView
    from ..model.views import Run

__all__ = [
    "CoverFile",
    "FolderContext",
    "HtmlContext",
    "NotInViewError",
    "PageContext",
    "RenderContext",
    "SiteContext",
    "TableTags",
    "ViewContext",
    "cover_image",
    "is_elsewhere",
    "math_renderer",
    "title_markup",
    "with_direction",
]


class NotInViewError(LookupError):
    """A renderer requested data that its view does not contain."""


class ViewContext:
    """Provides data that belongs to a view."""

    is_strict: ClassVar[bool] = False
    """Whether a request for data outside of the view is an error.  Only tests set it, since the check takes time."""

    def __init__(self, app: Sphinx, messages: Messages, view: object) -> None:
        self.messages = messages
        self._builder: Builder = app.builder
        self._docnames = {name for name, _ in links_in(view)} if self.is_strict else None

    def _check_docname(self, docname: str) -> None:
        if self._docnames is not None and docname not in self._docnames:
            raise NotInViewError(f"no view of this page contains {docname}")


class FolderContext(ViewContext):
    """Provides URLs of the documents of a view, relative to any page in a folder of the output."""

    def __init__(
        self, app: Sphinx, messages: Messages, folder: str, view: object, pathto: Callable[..., str] | None = None
    ) -> None:
        """Provide data for a view on the pages of a folder, including those that are not documents.

        :param pathto: a function that returns the URL of a document, or with ``resource`` of another file, if the
            URLs of the page have another form.
        """
        super().__init__(app, messages, view)
        self._pathto = pathto or self._relative
        # No link leads to this page, so that all pages of the folder have the same links.
        self._page = posixpath.join(folder, " ")

    def url(self, link: Link) -> str:
        """Return the URL of a link; empty if it has no target."""
        if link.url or not link.docname:
            return link.url
        self._check_docname(link.docname)
        uri = self._pathto(link.docname)
        return f"{uri}#{link.anchor}" if link.anchor else uri

    def picture_url(self, image: ImageView) -> str:
        """Return the URL of an image; empty if the image is not in the output."""
        if is_elsewhere(image.path):
            return image.path
        path = quote(image_file(self._builder, image.file))
        return self._pathto(path, resource=True) if image.file else ""

    def _relative(self, name: str, *, resource: bool = False) -> str:
        return relative_uri(self._page, name if resource else self._builder.get_target_uri(name))


class SiteContext(ViewContext):
    """Provides absolute URLs of the documents and images of a view."""

    def absolute_url(self, base: str, link: Link) -> str:
        """Return the absolute URL of a link to a document; empty without a base URL."""
        self._check_docname(link.docname)
        return absolute(base, self._builder, link.docname, link.anchor) if base else ""

    def image_url(self, base: str, image: ImageView) -> str:
        """Return the absolute URL of an image; empty if the image is not in the output."""
        if "://" in image.path or image.path.startswith("//"):
            return image.path
        if not image.file:
            return ""
        return urljoin(base, quote(image_file(self._builder, image.file)))

    def image_source(self, image: ImageView) -> str:
        """Return the URL of an image, relative to the page that is being written."""
        folder: str = getattr(self._builder, "imgpath", "")
        return posixpath.join(folder, quote(image.file)) if image.file else whole_url("", image.path)

    def copy_image(self, image: ImageView) -> int:
        """Register an image for copying, and return its size in bytes; 0 for a URL."""
        if not image.file:
            return 0
        self._builder.images[image.path] = image.file
        return (Path(self._builder.srcdir) / image.path).stat().st_size


class PageContext(SiteContext):
    """Provides URLs of the documents and images of a view, relative to one document."""

    def __init__(
        self, app: Sphinx, messages: Messages, docname: str, view: object, math: Callable[[str], Markup] | None = None
    ) -> None:
        """Provide data for a view on the page of a document.

        :param math: returns math as HTML; None if the page may not load what displays math.
        """
        super().__init__(app, messages, view)
        self._math = math
        self._linker = Linker(app.builder, docname)
        self._docname = docname

    def url(self, link: Link) -> str:
        """Return the URL of a link; empty if it has no target, or the output does not contain the document."""
        if link.url or not link.docname:
            return link.url
        self._check_docname(link.docname)
        uri = self._linker.href(link.docname)
        return f"{uri.removesuffix('#')}#{link.anchor}" if link.anchor and uri else uri  # "#": the page itself

    def node(self, link: Link, classes: Sequence[str] = ()) -> nodes.Element:
        """Return a link as a node; only its text if the output does not contain the document."""
        if link.url:
            return nodes.reference(link.text, link.text, refuri=link.url, internal=False, classes=list(classes))
        self._check_docname(link.docname)
        return self._linker.to(link.docname, link.text, anchor=link.anchor, classes=classes)

    def title(self, link: Link) -> str:
        """Return the title of a post with its markup as HTML; text that is to be escaped without markup."""
        return title_markup(link.markup, self._math) or link.text

    def title_html(self, link: Link) -> str:
        """Return the title of a document as HTML, with its markup."""
        self._check_docname(link.docname)
        title = self._builder.env.titles[link.docname]
        if find_nodes(title, nodes.math):  # the page may not load what displays math
            return str(title_markup(title_runs(title)))
        return render_partial(self._builder, title)["title"]

    def script_url(self, name: str) -> str:
        """Return the URL of a script of the package, relative to the page."""
        return script_url(self._builder, self._docname, name)


class RenderContext(PageContext):
    """Provides links, dates and numbers for the views of one document.

    :param docname: the document.
    :param views: all views that it displays.
    """

    def __init__(self, domain: BlogDomain, docname: str, views: Sequence[ListingView]) -> None:
        """Provide data for the views of a document."""
        super().__init__(domain.app, domain.messages, docname, views)
        self._values = frozenset(contents(views)) if self.is_strict else None

    def _check_values(self, *values: object) -> None:
        """Raise an error if the views do not contain a value.

        :raises NotInViewError: in strict mode.
        """
        if self._values is not None and not self._values.issuperset(values):
            raise NotInViewError(f"the view of '{self._docname}' does not contain {values!r}")

    # -- links --------------------------------------------------------------------------------------------------------

    def url(self, link: Link) -> str:
        """Return the URL of a link relative to the page; empty if the output does not contain its document."""
        self._check_values(link)
        return super().url(link)

    # -- dates and numbers --------------------------------------------------------------------------------------------

    def date(self, timestamp: datetime, pattern: str = "") -> str:
        """Return a date in the format of the site, or in a pattern of Babel."""
        self._check_values(timestamp)
        return self.messages.date(timestamp, pattern)

    def short_date(self, timestamp: datetime) -> str:
        """Return a date in the format of the site, without its year."""
        self._check_values(timestamp)
        return self.messages.short_date(timestamp)

    def updated(self, timestamp: datetime) -> str:
        """Return “Updated on” with a date."""
        self._check_values(timestamp)
        return self.messages.updated(timestamp)

    def year_label(self, year: int) -> str:
        """Return a year in the format of the language of the site."""
        self._check_values(year)
        return self.messages.year(year)

    def month_name(self, month: int) -> str:
        """Return the name of a month from 1 to 12."""
        self._check_values(month)
        return self.messages.month_name(month)

    def group_label(self, group: CompactGroup | TimelineYear) -> str:
        """Return the heading of the posts of a year, of pinned posts, or of posts without a date."""
        self._check_values(group)
        if group.is_pinned:
            return self.messages.text("pinned")
        return self.messages.text("undated") if group.year is None else self.messages.year(group.year)

    def length(self, measure: Measure) -> str:
        """Return the reading time of a post; empty for a post without text."""
        self._check_values(measure)
        return self.messages.length(measure)

    def counted(self, label: str, count: int) -> str:
        """Return a term with its number of posts, such as “Python: 3 posts”."""
        self._check_values(label, count)
        return self.messages.counted(label, count)

    # -- words --------------------------------------------------------------------------------------------------------

    def word(self, name: str) -> str:
        """Return a UI string in the language of the site by its name, such as `read more`."""
        return self.messages.text(name)

    def badge_label(self, badge: str) -> str:
        """Return the text of a badge: `draft`, `scheduled`, `pinned` or `superseded`."""
        self._check_values(badge)
        is_word = badge in ("pinned", "superseded")
        return self.messages.text(badge) if is_word else self.messages.status(PostStatus(badge))

    def taxonomy(self, name: str) -> str:
        """Return the plural name of a taxonomy; `year` for “Years”."""
        return self.messages.taxonomy(name)

    def joined(self, first: str, second: str) -> str:
        """Return two phrases in one line, with a dot between them."""
        return self.messages.joined(first, second)


class CoverFile(NamedTuple):
    """The image files of a cover among which a browser selects, and attributes for loading them."""

    size: tuple[int, int] | None = None
    """The width and height in pixels."""
    variants: tuple[tuple[str, int], ...] = ()
    """The (file name, width in pixels) of each resized image."""
    hints: Mapping[str, str] = {}
    """Further attributes of ``<img>``."""


def is_elsewhere(image: str) -> bool:
    """Return whether an image is a URL or a data URI instead of a file of the site."""
    return "://" in image or image.startswith(("data:", "//"))


class TableTags(NamedTuple):
    """The start and end tags of a table in the theme of the page."""

    start: Markup
    end: Markup


class HtmlContext(RenderContext):
    """Provides data for templates of HTML pages.

    :param translator: the translator that writes the page.
    :param excerpts: the HTML of the excerpts with markup, by the keys of their posts.
    :param covers: the covers to display, by the keys of their posts.
    :param anchors: the ids on this page, by the anchors in the views.
    """

    FUNCTIONS: ClassVar[tuple[str, ...]] = (
        "link", "url", "excerpt", "cover", "picture", "avatar", "date", "short_date", "updated", "year_label",
        "month_name", "group_label", "length", "counted", "badge_label", "taxonomy", "word", "joined", "anchor",
        "table_tags",
    )  # fmt: skip
    """The functions that templates can call."""

    def __init__(
        self,
        domain: BlogDomain,
        docname: str,
        views: Sequence[ListingView],
        *,
        translator: HTML5Translator,
        excerpts: Mapping[str, str],
        covers: Mapping[str, CoverFile],
        anchors: Mapping[str, str],
    ) -> None:
        """Provide data for the views of a page."""
        super().__init__(domain, docname, views)
        self._math = math_renderer(domain, docname, translator)
        self._translator, self._excerpts, self._covers, self._anchors = translator, excerpts, covers, anchors

    def functions(self) -> dict[str, Callable[..., object]]:
        """Return the functions that templates can call, by name."""
        return {name: getattr(self, name) for name in self.FUNCTIONS}

    def link(
        self,
        link: Link,
        css_class: str = "",
        *,
        text: str = "",
        title: str = "",
        rel: str = "",
        current: str = "",
    ) -> Markup:
        """Return a link as HTML, or its text if the output does not contain its document.

        `css_class` adds CSS classes; `text` replaces the text, which may be HTML; `title`, `rel` and `current` are the
        attributes `title`, `rel` and `aria-current`.  With `current`, the URL of the page itself is not `#`.
        """
        if text or title or rel or current or link.url or link.markup or link.docname in ("", self._docname):
            return self._link(link, css_class, text=text, title=title, rel=rel, current=current)
        if self.is_strict:
            self.url(link)  # which checks it
        key = (link.docname, link.anchor, link.text, css_class)
        html = self._linker.html.get(key)
        if html is None:
            html = self._linker.html[key] = self._link(link, css_class)
        return html

    def _link(
        self, link: Link, css_class: str, *, text: str = "", title: str = "", rel: str = "", current: str = ""
    ) -> Markup:
        url = self.url(link)
        if current and url == "#":
            url = self._own_url()
        content = escape(text or self.title(link))
        if not url:
            return (_SPAN if css_class else _PLAIN_SPAN).format(css_class, content)
        if url.startswith("mailto:") and self._translator.settings.cloak_email_addresses:
            url = self._translator.cloak_mailto(url)
            cloaked = self._translator.cloak_email(self._translator.encode(text or link.text))
            content = Markup(cloaked)  # noqa: S704 - encoded
        name = "reference internal" if link.docname else "reference external"
        classes = f"{css_class} {name}" if css_class else name
        attributes = ""
        if rel or title or current:
            attributes = _attributes({"rel": rel, "title": title, "aria-current": current})
        # Markup.format() would take four times as long, and pages have hundreds of links.
        return Markup(f'<a class="{escape(classes)}" href="{escape(url)}"{attributes}>{content}</a>')  # noqa: S704 - escaped

    def _own_url(self) -> str:
        """Return the URL of the page, relative to itself."""
        return posixpath.basename(self._translator.builder.get_target_uri(self._docname)) or "./"

    def excerpt(self, entry: Card | TextLine) -> Markup:
        """Return the excerpt of an entry as HTML; empty if it has none."""
        self._check_values(entry)
        if entry.excerpt is None:
            return Markup()
        if isinstance(entry.excerpt, str):
            return _PARAGRAPH.format(entry.excerpt)
        return Markup(self._excerpts.get(entry.key, ""))  # noqa: S704 - made by the translator of the page

    def cover(self, entry: Card, css_class: str = "") -> Markup:
        """Return the cover of an entry as an `<img>` element; empty if none is displayed."""
        self._check_values(entry)
        file = self._covers.get(entry.key)
        if entry.cover is None or file is None:
            return Markup()
        source = self._source(entry.cover)
        return cover_image(source, entry.cover.alt, file, self._translator.builder.imgpath, css_class)

    def picture(self, picture: Picture) -> Markup:
        """Return the picture of a term as an `<img>` element."""
        self._check_values(picture)
        names = ["blog-picture", *(["blog-avatar"] if picture.is_portrait else []), "no-scaled-link"]
        attributes = {"alt": picture.alt, "class": " ".join(names), "src": self._source(picture)}
        return _image({**attributes, "style": "width: 6em;"})

    def avatar(self, picture: Picture) -> Markup:
        """Return the small picture of an author as an `<img>` element."""
        self._check_values(picture)
        kind = "blog-avatar" if picture.is_portrait else "blog-picture"
        size = {"width": "24", "height": "24", "loading": "lazy"}
        classes = f"{kind} blog-small no-scaled-link"
        return _image({"alt": picture.alt, "class": classes, "src": self._source(picture), **size})

    def _source(self, picture: Cover | Picture) -> str:
        """Return the URL of an image, which the builder copies if it is a file."""
        name: str | None = self._translator.builder.images.get(picture.path)
        return whole_url("", picture.path) if name is None else self._in_images(name)

    def _in_images(self, name: str) -> str:
        return posixpath.join(self._translator.builder.imgpath, quote(name))

    def anchor(self, period: ArchiveYear | ArchiveMonth | MentionedObject) -> str:
        """Return the id of the heading of a year, a month or an object, which is unique on the page."""
        self._check_values(period)
        return self._anchors.get(period.anchor, period.anchor)

    def table_tags(self, css_class: str = "") -> TableTags:
        """Return the `start` and `end` tags of a table, with the classes and frames that the theme adds to tables."""
        translator, body = self._translator, self._translator.body
        table = nodes.table(classes=css_class.split())
        tags: list[Markup] = []
        for visit in (translator.visit_table, translator.depart_table):
            translator.body = []
            visit(table)
            tags.append(Markup("".join(translator.body)))  # noqa: S704 - made by the theme's translator
        translator.body = body
        return TableTags(*tags)


def with_direction(html: str, messages: Messages) -> str:
    """Return HTML with the direction of the language of the site: Sphinx sets no direction for a page."""
    return f'<div dir="rtl">\n{html}</div>\n' if html and messages.is_right_to_left else html


def math_renderer(domain: BlogDomain, docname: str, translator: HTML5Translator) -> Callable[[str], Markup]:
    """Return a function that renders the math of a title as in the text of the page that is being written."""

    def render(source: str) -> Markup:
        body = translator.body
        translator.body = []
        with suppress(nodes.SkipNode):
            translator.visit_math(nodes.math(source, source))
        rendered = Markup("".join(translator.body))  # noqa: S704 - made by the translator of the page
        translator.body = body
        domain.build.documents_with_math.add(docname)
        return rendered

    return render


_TAGS = {
    "emphasis": Markup("<em>{}</em>"),
    "strong": Markup("<strong>{}</strong>"),
    "literal": Markup('<code class="docutils literal notranslate"><span class="pre">{}</span></code>'),
    "subscript": Markup("<sub>{}</sub>"),
    "superscript": Markup("<sup>{}</sup>"),
}


def title_markup(runs: Iterable[Run], math: Callable[[str], Markup] | None = None) -> Markup:
    """Return a title with its markup as HTML.

    :param math: returns math as HTML; without it, math is text.
    """
    parts = []
    for run in runs:
        if run.kind == "math":
            parts.append(math(run.text) if math is not None else escape(readable_math(run.text)))
        elif run.kind in _TAGS:
            parts.append(_TAGS[run.kind].format(title_markup(run.parts, math)))
        else:
            parts.append(escape(run.text))
    return Markup().join(parts)


_SPAN = Markup('<span class="{0}">{1}</span>')
_PLAIN_SPAN = Markup("<span>{1}</span>")
_PARAGRAPH = Markup("<p>{}</p>\n")
_IMAGE = Markup("<img{} />")
_ATTRIBUTE = Markup(' {}="{}"')


def _attributes(values: Mapping[str, str]) -> Markup:
    """Return the attributes with a value, and `alt` in any case, in the order of docutils."""
    formatted = (_ATTRIBUTE.format(name, value) for name, value in sorted(values.items()) if value or name == "alt")
    return Markup().join(formatted)


def cover_image(source: str, alt: str, file: CoverFile, folder: str, css_class: str = "") -> Markup:
    """Return a cover as an `<img>` element.

    :param folder: the URL of the folder of images.
    """
    attributes = {"alt": alt, "class": f"blog-cover {css_class}".rstrip(), "src": source, **file.hints}
    if file.size is not None:
        attributes["width"], attributes["height"] = map(str, file.size)
    if file.variants:
        sources = (f"{posixpath.join(folder, quote(name))} {width}w" for name, width in file.variants)
        attributes["srcset"] = ", ".join(sources)
    return _image(attributes)


def _image(attributes: Mapping[str, str]) -> Markup:
    return _IMAGE.format(_attributes(attributes))
