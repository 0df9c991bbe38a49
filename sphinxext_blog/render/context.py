"""The context of a renderer: URLs, dates and words of what its view names, and nothing else."""

from __future__ import annotations

import posixpath
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, NamedTuple
from urllib.parse import quote, urljoin

from docutils import nodes
from markupsafe import Markup, escape

from ..builders import Linker, image_folder
from ..model.post import Measure, PostStatus
from ..model.urls import whole_url
from ..model.views import Link, contents, links_in
from ..site import absolute
from ..sphinx_compat import relative_uri, render_partial
from .templates import script_address

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
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
        Picture,
        TextLine,
        TimelineYear,
    )
    from ..model.page_views import ImageView

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
    "is_elsewhere",
]


class NotInViewError(LookupError):
    """A renderer asked for something that its view does not name."""


class ViewContext:
    """Answers for what a view names."""

    is_strict: ClassVar[bool] = False
    """Whether a request for what the view does not name is an error: in tests, since the look takes time."""

    def __init__(self, app: Sphinx, words: Messages, view: object) -> None:
        self.words = words
        self._builder: Builder = app.builder
        self._named = {name for name, _ in links_in(view)} if self.is_strict else None

    def _check(self, docname: str) -> None:
        if self._named is not None and docname not in self._named:
            raise NotInViewError(f"no view that is displayed here names {docname}")


class FolderContext(ViewContext):
    """Answers for the documents that a view names, as seen from any page in a folder of the output."""

    def __init__(
        self, app: Sphinx, words: Messages, folder: str, view: object, pathto: Callable[[str], str] | None = None
    ) -> None:
        """Answer for a view that is shown on the pages of a folder, documents or others, such as the index.

        :param pathto: returns the URL of a document for a page with links of another form.
        """
        super().__init__(app, words, view)
        self._pathto = pathto or self._relative
        # a page to which nothing links: a link to the page itself is the same on all pages of its folder
        self._page = posixpath.join(folder, " ")

    def url(self, link: Link) -> str:
        """Return the URL of a link; empty for one that leads nowhere."""
        if link.url or not link.docname:
            return link.url
        self._check(link.docname)
        uri = self._pathto(link.docname)
        return f"{uri}#{link.anchor}" if link.anchor else uri

    def _relative(self, docname: str) -> str:
        return relative_uri(self._page, self._builder.get_target_uri(docname))


class SiteContext(ViewContext):
    """Answers for the documents and images that a view names, as seen from anywhere."""

    def absolute_url(self, base: str, link: Link) -> str:
        """Return the absolute URL of a link to a document; empty without a base URL."""
        self._check(link.docname)
        return absolute(base, self._builder, link.docname, link.anchor) if base else ""

    def image_url(self, base: str, image: ImageView) -> str:
        """Return the absolute URL of an image; empty for one that is not in the output."""
        if "://" in image.path or image.path.startswith("//"):
            return image.path
        if not image.file:
            return ""
        return urljoin(base, quote(f"{image_folder(self._builder)}/{image.file}"))

    def copied_size(self, image: ImageView) -> int:
        """Return the number of bytes of an image, and let the builder copy it; 0 for a URL."""
        if not image.file:
            return 0
        self._builder.images[image.path] = image.file
        return (Path(self._builder.srcdir) / image.path).stat().st_size


class PageContext(SiteContext):
    """Answers for the documents and images that a view names, as seen from one document."""

    def __init__(self, app: Sphinx, words: Messages, docname: str, view: object) -> None:
        """Answer for a view that is shown on the page of a document."""
        super().__init__(app, words, view)
        self._linker = Linker(app.builder, docname)
        self._docname = docname

    def url(self, link: Link) -> str:
        """Return the URL of a link; empty if the output does not contain the document."""
        if link.url:
            return link.url
        self._check(link.docname)
        uri = self._linker.href(link.docname)
        return f"{uri.removesuffix('#')}#{link.anchor}" if link.anchor and uri else uri  # "#": the page itself

    def node(self, link: Link, classes: Sequence[str] = ()) -> nodes.Element:
        """Return a link as a node; the text if the output does not contain the document."""
        if link.url:
            return nodes.reference(link.text, link.text, refuri=link.url, internal=False, classes=list(classes))
        self._check(link.docname)
        return self._linker.to(link.docname, link.text, anchor=link.anchor, classes=classes)

    def title_html(self, link: Link) -> str:
        """Return the title of a document as HTML, with its markup."""
        self._check(link.docname)
        title = self._builder.env.titles[link.docname]
        return render_partial(self._builder, title)["title"]

    def script_url(self, name: str) -> str:
        """Return the URL of a script of the package as seen from the page."""
        return script_address(self._builder, self._docname, name)


class RenderContext(PageContext):
    """Answers for the views of the listings of one document; dates and numbers as well as links.

    :param docname: the document.
    :param views: what is displayed in it.
    """

    def __init__(self, domain: BlogDomain, docname: str, views: Sequence[ListingView]) -> None:
        """Answer for views in a document."""
        super().__init__(domain.app, domain.messages, docname, views)
        self._values = frozenset(contents(views)) if self.is_strict else None

    def _expect(self, *values: object) -> None:
        """Raise an error if the views do not name a value.

        :raises NotInViewError: in strict mode.
        """
        if self._values is not None and not self._values.issuperset(values):
            raise NotInViewError(f"the view of '{self._docname}' does not name {values!r}")

    # -- links --------------------------------------------------------------------------------------------------------

    def url(self, link: Link) -> str:
        """Return the URL of a link as seen from the page; empty if the output does not contain its document."""
        self._expect(link)
        return super().url(link) if link.docname else link.url

    # -- dates and numbers --------------------------------------------------------------------------------------------

    def date(self, moment: datetime, pattern: str = "") -> str:
        """Return a date in the format of the site, or in a pattern of Babel."""
        self._expect(moment)
        return self.words.date(moment, pattern)

    def updated(self, moment: datetime) -> str:
        """Return “Updated on” with a date."""
        self._expect(moment)
        return self.words.updated(moment)

    def year_label(self, year: int) -> str:
        """Return a year as the language of the site writes it."""
        self._expect(year)
        return self.words.year(year)

    def month_name(self, month: int) -> str:
        """Return the name of a month from 1 to 12."""
        self._expect(month)
        return self.words.month_name(month)

    def group_label(self, group: CompactGroup | TimelineYear) -> str:
        """Return the heading of the posts of a year, of pinned posts, or of posts without a date."""
        self._expect(group)
        if group.is_pinned:
            return self.words.text("pinned")
        return self.words.text("undated") if group.year is None else self.words.year(group.year)

    def length(self, measure: Measure) -> str:
        """Return how long a post takes to read; empty for a post without text."""
        self._expect(measure)
        return self.words.length(measure)

    def counted(self, label: str, count: int) -> str:
        """Return a term with its number of posts, such as “Python: 3 posts”."""
        self._expect(label, count)
        return self.words.counted(label, count)

    # -- words --------------------------------------------------------------------------------------------------------

    def word(self, name: str) -> str:
        """Return a word or phrase in the language of the site, by its name, such as `read more`."""
        return self.words.text(name)

    def badge_label(self, badge: str) -> str:
        """Return the text of a badge: `draft`, `scheduled` or `pinned`."""
        self._expect(badge)
        return self.words.text("pinned") if badge == "pinned" else self.words.status(PostStatus(badge))

    def taxonomy(self, name: str) -> str:
        """Return the name of a taxonomy, in the plural; `year` for “Years”."""
        return self.words.taxonomy(name)

    def joined(self, first: str, second: str) -> str:
        """Return two phrases in one line, with a dot between them."""
        return self.words.joined(first, second)


class CoverFile(NamedTuple):
    """The files that a browser may choose from for a cover, and how it loads them."""

    size: tuple[int, int] | None = None
    """The width and height in pixels."""
    copies: tuple[tuple[str, int], ...] = ()
    """The (file name, width in pixels) of each resized image."""
    hints: Mapping[str, str] = {}
    """Further attributes of ``<img>``."""


def is_elsewhere(image: str) -> bool:
    """Return whether an image is no file of the site: a URL, or data within one."""
    return "://" in image or image.startswith(("data:", "//"))


class TableTags(NamedTuple):
    """The tags of a table, as the theme of the page has them."""

    start: Markup
    end: Markup


class HtmlContext(RenderContext):
    """Answers for templates of HTML pages.

    :param translator: what writes the page.
    :param excerpts: the HTML of the excerpts with markup, by the keys of their posts.
    :param covers: the covers to display, by the keys of their posts.
    :param anchors: the ids on this page of the anchors of the views.
    """

    FUNCTIONS: ClassVar[tuple[str, ...]] = (
        "link", "url", "excerpt", "cover", "picture", "date", "updated", "year_label", "month_name", "group_label",
        "length", "counted", "badge_label", "taxonomy", "word", "joined", "anchor", "table_tags",
    )  # fmt: skip
    """What templates can call."""

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
        """Answer for views in a page."""
        super().__init__(domain, docname, views)
        self._translator, self._excerpts, self._covers, self._anchors = translator, excerpts, covers, anchors

    def functions(self) -> dict[str, Callable[..., object]]:
        """Return what templates can call, by name."""
        return {name: getattr(self, name) for name in self.FUNCTIONS}

    def link(self, link: Link, css_class: str = "", *, text: str = "", title: str = "", rel: str = "") -> Markup:
        """Return a link as HTML; just its text if the output does not contain its document.

        `css_class` adds CSS classes; `text` replaces the text; `title` and `rel` are the attributes of these names.
        """
        url = self.url(link)
        shown = escape(text or link.text)
        if not url:
            return (_SPAN if css_class else _PLAIN_SPAN).format(css_class, shown)
        if url.startswith("mailto:") and self._translator.settings.cloak_email_addresses:
            url = self._translator.cloak_mailto(url)
            cloaked = self._translator.cloak_email(self._translator.encode(text or link.text))
            shown = Markup(cloaked)  # noqa: S704 - encoded
        name = "reference internal" if link.docname else "reference external"
        classes = f"{css_class} {name}" if css_class else name
        more = _attributes({"rel": rel, "title": title}) if rel or title else ""
        # Formatted without Markup.format(), which takes four times as long: pages have hundreds of links.
        return Markup(f'<a class="{escape(classes)}" href="{escape(url)}"{more}>{shown}</a>')  # noqa: S704 - escaped

    def excerpt(self, entry: Card | TextLine) -> Markup:
        """Return the excerpt of an entry as HTML; empty if it has none."""
        self._expect(entry)
        if entry.excerpt is None:
            return Markup()
        if isinstance(entry.excerpt, str):
            return _PARAGRAPH.format(entry.excerpt)
        return Markup(self._excerpts.get(entry.key, ""))  # noqa: S704 - made by the translator of the page

    def cover(self, entry: Card, css_class: str = "") -> Markup:
        """Return the cover of an entry as an `<img>` element; empty if none is displayed."""
        self._expect(entry)
        file = self._covers.get(entry.key)
        if entry.cover is None or file is None:
            return Markup()
        attributes = {
            "alt": entry.cover.alt,
            "class": f"blog-cover {css_class}".rstrip(),
            "src": self._source(entry.cover),
            **file.hints,
        }
        if file.size is not None:
            attributes["width"], attributes["height"] = map(str, file.size)
        if file.copies:
            sources = (f"{self._in_images(name)} {width}w" for name, width in file.copies)
            attributes["srcset"] = ", ".join(sources)
        return _image(attributes)

    def picture(self, picture: Picture) -> Markup:
        """Return the picture of a term as an `<img>` element."""
        self._expect(picture)
        names = ["blog-picture", *(["blog-avatar"] if picture.is_portrait else []), "no-scaled-link"]
        attributes = {"alt": picture.alt, "class": " ".join(names), "src": self._source(picture)}
        return _image({**attributes, "style": "width: 6em;"})

    def _source(self, picture: Cover | Picture) -> str:
        """Return the URL of an image, which the builder copies if it is a file."""
        name: str | None = self._translator.builder.images.get(picture.path)
        return whole_url("", picture.path) if name is None else self._in_images(name)

    def _in_images(self, name: str) -> str:
        return posixpath.join(self._translator.builder.imgpath, quote(name))

    def anchor(self, place: ArchiveYear | ArchiveMonth) -> str:
        """Return the id of the heading of a year or month, which is unique on the page."""
        self._expect(place)
        return self._anchors.get(place.anchor, place.anchor)

    def table_tags(self, css_class: str = "") -> TableTags:
        """Return the `start` and `end` tags of a table, with the classes and frames that the theme gives to tables."""
        translator, body = self._translator, self._translator.body
        table = nodes.table(classes=css_class.split())
        tags: list[Markup] = []
        for visit in (translator.visit_table, translator.depart_table):
            translator.body = []
            visit(table)
            tags.append(Markup("".join(translator.body)))  # noqa: S704 - made by the theme's translator
        translator.body = body
        return TableTags(*tags)


_SPAN = Markup('<span class="{0}">{1}</span>')
_PLAIN_SPAN = Markup("<span>{1}</span>")
_PARAGRAPH = Markup("<p>{}</p>\n")
_IMAGE = Markup("<img{} />")
_ATTRIBUTE = Markup(' {}="{}"')


def _attributes(values: Mapping[str, str]) -> Markup:
    """Return the attributes of an element that have a value, sorted as docutils sorts them; an empty `alt` counts."""
    named = (_ATTRIBUTE.format(name, value) for name, value in sorted(values.items()) if value or name == "alt")
    return Markup().join(named)


def _image(attributes: Mapping[str, str]) -> Markup:
    return _IMAGE.format(_attributes(attributes))
