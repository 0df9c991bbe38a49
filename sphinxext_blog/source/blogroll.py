"""The directive ``blogroll``: other blogs, from a file or from its body."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlsplit

from docutils import nodes
from docutils.parsers.rst import directives

from ..diagnostics import Subtype, suggestion_for, warn
from ..domain import blog_domain
from ..i18n import SEPARATOR
from ..model.blogroll import Blogroll, RecommendedBlog, by_category, outlines_of
from ..model.record import record
from ..model.services import is_web_address
from ..model.text import short_repr
from ..model.urls import whole_url
from ..nodes import blogroll_file
from .directives import AnyOption, BlogDirective
from .metadata import one_line
from .term_data import TermFile, parse_term_text, read_term_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx.util.typing import OptionSpec

__all__ = ["BlogrollDirective"]

_NAMES = {
    "name": ("name", "title", "text"),
    "url": ("url", "htmlUrl", "site"),
    "feed": ("feed", "xmlUrl", "rss"),
    "description": ("description",),
    "category": ("category",),
}
"""The accepted names of each field; the first one in an entry counts."""
_FIELDS = tuple(name for names in _NAMES.values() for name in names)
_COMMON = ", ".join(_NAMES)
_OPML_SUFFIXES = (".opml", ".xml")


@record
class _Source:
    """The entries of a blogroll with their lines, before they are checked."""

    entries: tuple[tuple[int, object], ...] = ()
    error: str = ""
    """Why the source cannot be read."""
    line: int = 1
    """The line of the error."""


class BlogrollDirective(BlogDirective):
    """Inserts a list of other blogs, and adds them to the OPML file of the site."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar[OptionSpec] = AnyOption({"title": directives.unchanged})

    def run(self) -> list[nodes.Node]:
        """Insert the list, and store its entries."""
        self.report_unknown_options()
        path, source = self._source()

        def report(line: int, message: str) -> None:
            warn(Subtype.BLOGROLL, f"blogroll: {message}", location=f"{path}:{line}" if path else self._location(line))

        if source.error:
            report(source.line, f"{source.error}. The list is not displayed.")
            return []
        checked = (_checked(entry, partial(report, line)) for line, entry in source.entries)
        blogs = tuple(blog for blog in checked if blog is not None)
        if not blogs:
            return []
        domain = blog_domain(self.env)
        blogroll = Blogroll(title=one_line(self.options.get("title", "")), blogs=blogs)
        domain.records.blogrolls[self.env.docname] = (
            *domain.records.blogrolls.get(self.env.docname, ()), blogroll,
        )  # fmt: skip
        return [self._list(blogs, domain.messages.text("feed"))]

    def _source(self) -> tuple[str, _Source]:
        """Return the path of the source, which is empty for the body of the directive, and its entries."""
        if not self.arguments:
            file = parse_term_text("\n".join(self.content))
            return "", _entries(file) if self.content else _Source(error="a file or a body is required", line=0)
        if self.content:
            return "", _Source(error="a file and a body. Expected one of them", line=0)
        relative, absolute = self.env.relfn2path(self.arguments[0].strip(), self.env.docname)
        self.env.note_dependency(relative)  # also if the file does not exist yet
        path = Path(absolute)
        if not path.is_file():
            return "", _Source(error=f"'{self.arguments[0].strip()}' does not exist", line=0)
        if path.suffix.lower() in _OPML_SUFFIXES:
            return absolute, _read_opml(path)
        return absolute, _entries(read_term_file(path))

    def _location(self, line: int) -> tuple[str, int]:
        """Return the location of a line of the body; that of the directive for line 0."""
        if not line:
            return self.env.docname, self.lineno
        # In reStructuredText, the offset counts from the start of the document; in MyST, from that of the directive.
        start = self.content_offset if self.content_offset >= self.lineno else self.lineno + self.content_offset
        return self.env.docname, start + line

    def _list(self, blogs: tuple[RecommendedBlog, ...], feed: str) -> nodes.Element:
        """Return the list of blogs, by category."""
        root = self.with_source_info(nodes.container(classes=["blog-blogroll"]))
        for category, group in by_category(blogs).items():
            if category:
                root += nodes.rubric(category, category, translatable=False)
            root += nodes.bullet_list("", *(_item(blog, feed) for blog in group))
        root += self.with_source_info(blogroll_file())
        return root


def _item(blog: RecommendedBlog, feed: str) -> nodes.list_item:
    line = nodes.paragraph("", "", _link(blog.name, blog.url, "blog-blogroll-name"), translatable=False)
    if blog.feed and blog.feed != blog.url:
        line += [nodes.Text(SEPARATOR), _link(feed, blog.feed, "blog-blogroll-feed")]
    item = nodes.list_item("", line)
    if blog.description:
        item += nodes.paragraph(blog.description, blog.description, translatable=False)
    return item


def _link(text: str, url: str, css_class: str) -> nodes.reference:
    return nodes.reference(text, text, refuri=url, internal=False, classes=[css_class])


def _read_opml(path: Path) -> _Source:
    try:
        return _Source(entries=tuple(outlines_of(path.read_bytes())))
    except (OSError, ValueError) as error:
        return _Source(error=f"'{path.name}' cannot be read ({error})")


def _entries(file: TermFile) -> _Source:
    """Return the entries of a YAML source: a list, or a mapping of categories to lists."""
    if file.error:
        return _Source(error=f"the source cannot be read ({file.error})", line=file.error_line)
    value = file.value
    if isinstance(value, list):
        return _Source(entries=tuple(_numbered(file, value)))
    if isinstance(value, dict) and all(isinstance(group, list) for group in value.values()):
        entries = (
            (line, {"category": str(category), **entry} if isinstance(entry, dict) else entry)
            for category, group in value.items()
            for line, entry in _numbered(file, group, str(category))
        )
        return _Source(entries=tuple(entries))
    return _Source(error="the source is not a list of blogs, or a mapping of categories to lists")


def _numbered(file: TermFile, entries: list[Any], *keys: str) -> Iterator[tuple[int, object]]:
    """Yield each entry of a list with its line."""
    for index, entry in enumerate(entries):
        yield file.line(*keys, str(index)), entry


def _checked(entry: object, report: Callable[[str], None]) -> RecommendedBlog | None:
    """Return an entry; None if it has no valid address."""
    if not isinstance(entry, dict):
        report(f"{short_repr(entry)} is not a mapping with {_COMMON}. The entry is ignored.")
        return None
    values = {str(key): value for key, value in entry.items()}
    for key in sorted(values.keys() - set(_FIELDS)):
        hint = suggestion_for(key, _FIELDS, cutoff=0.75, otherwise=f"Expected {_COMMON}.")
        report(f"unknown field '{key}'.{hint} The field is ignored.")
    texts = {field: _text(values, field, report) for field in _NAMES}
    url, feed = (_address(texts[field], field, report) for field in ("url", "feed"))
    if not url and not feed:
        report(f"{short_repr(texts['name'] or entry)} has no valid url or feed. The entry is ignored.")
        return None
    name = texts["name"] or urlsplit(url or feed).netloc
    return RecommendedBlog(
        name=name, url=url or feed, feed=feed, description=texts["description"], category=texts["category"]
    )


def _text(values: dict[str, object], field: str, report: Callable[[str], None]) -> str:
    name = next((name for name in _NAMES[field] if name in values), field)
    value = values.get(name)
    if isinstance(value, (dict, list, tuple, bool)):
        report(f"{name}: {short_repr(value)} is not text. The field is ignored.")
        return ""
    return one_line(value)


def _address(text: str, field: str, report: Callable[[str], None]) -> str:
    """Return a web URL; empty, with a report, for another text."""
    url = whole_url("", text) if text else ""
    if text and not is_web_address(url):
        report(f"{field}: {short_repr(text)} is not an https: URL. The field is ignored.")
        return ""
    return url
