"""Addresses: the old address of each post, and the new target of whatever a post links to or displays.

Which tokens a pattern of permalinks may have is data of the engine.  A pattern with a token or a filter that is not
supported as a whole gives no address: an alias that is nearly right helps nobody, and may be that of another post.

A target is resolved in this order: a post (by address, file or name), a file that is copied, a page of the old site
that is not imported.  The last becomes a full URL, since the old site stays where it is until it is replaced; without
the URL of the site it stays as it is, and is reported.
"""

from __future__ import annotations

import os.path
import posixpath
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum
from hashlib import sha1
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from .old_blog import text_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from .inline import HeadingNames
    from .old_blog import Blog, OldPost
    from .saving import Assets

__all__ = [
    "DATE_TOKENS",
    "GO_DATE_TOKENS",
    "Address",
    "Permalinks",
    "PostIndex",
    "PostSite",
    "Syntax",
    "alias_of",
    "date_tokens",
    "go_date_tokens",
    "hexo_hash",
    "key_of",
    "sliced",
    "zone_of",
]

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_UNSUPPORTED_FORMAT = re.compile(r"%(?:[^-aAbBdHIjmMpSuUVwWyYGZz%]|-[^dHIjmMSyU]|-?$)")
"""Directives of ``strftime`` that depend on the platform or the locale, or that do not exist."""


class Syntax(Enum):
    """How tokens are marked in a pattern."""

    COLONS = re.compile(r":(?P<name>\w*[^\W_])(?P<filter>\[[^\]/]*\])?", re.ASCII)
    """``:year/:title`` (Hexo, Jekyll, Hugo)."""
    BRACES = re.compile(r"\{(?P<name>[^{}:]*)(?::(?P<filter>[^{}]*))?\}")
    """``{date:%Y}/{slug}`` (Pelican, Material for MkDocs)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A pattern that is filled in; the path is of no use if a token has no value."""

    path: str = ""
    unsupported: tuple[str, ...] = ()
    """Tokens, as the pattern has them, that no post of the engine has, or whose filter is not supported."""
    missing: tuple[str, ...] = ()
    """Tokens that this post has no value for."""


def _no_filter(name: str, value: str, argument: str) -> str | None:  # noqa: ARG001 - the interface of filters
    """Return None: the engine has no filters."""
    return None


_BRACES = re.compile(r"\{\{[^{}]*\}\}|\{[^{}]*\}|[{}]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Permalinks:
    """The tokens that patterns of one engine may have."""

    syntax: Syntax
    tokens: frozenset[str]
    """Names of all tokens that posts have values for, if they have the metadata."""
    optional: frozenset[str] = frozenset()
    """Tokens that stand for nothing if a post has no value."""
    own_keys: bool = False
    """Whether each key of front matter is a token, as in Hexo."""
    apply_filter: Callable[[str, str, str], str | None] = _no_filter
    """Apply a filter: name, value, and argument of a token to the value; None if it is not supported."""

    def expand(self, pattern: str, values: Mapping[str, str], moment: datetime | None = None) -> Address:
        """Fill in a pattern.

        :param moment: the date for ``{date:%Y}``.
        """
        # what is left of braces is a template, or a mistake
        unsupported = [match.group() for match in _BRACES.finditer(self.syntax.value.sub("", pattern))]
        missing: list[str] = []

        def fill(match: re.Match[str]) -> str:
            name, argument = match["name"], match["filter"]
            if name not in self.tokens and not (self.own_keys and values.get(name)):
                (missing if self.own_keys and name in values else unsupported).append(match.group())
                return match.group()
            if self.syntax is Syntax.BRACES and name == "date" and argument:
                return _formatted(match.group(), argument, moment, unsupported, missing)
            value = values.get(name, "")
            if not value and name not in self.optional:
                missing.append(match.group())
                return match.group()
            if argument is None:
                return value
            filtered = self.apply_filter(name, value, argument)
            if filtered is None:
                unsupported.append(match.group())
            return filtered or ""

        path = self.syntax.value.sub(fill, pattern)
        return Address(path=path, unsupported=tuple(unsupported), missing=tuple(missing))


def _formatted(token: str, argument: str, moment: datetime | None, unsupported: list[str], missing: list[str]) -> str:
    """Return a date by a format of ``strftime``; in English, whatever the locale of this machine is."""
    if _UNSUPPORTED_FORMAT.search(argument):
        unsupported.append(token)
        return token
    if moment is None:
        missing.append(token)
        return token
    names = {
        "%a": _DAYS[moment.weekday()][:3],
        "%A": _DAYS[moment.weekday()],
        "%b": _MONTHS[moment.month - 1][:3],
        "%B": _MONTHS[moment.month - 1],
    }

    def one(match: re.Match[str]) -> str:
        directive = match.group()
        if directive in names:
            return names[directive]
        plain = moment.strftime(directive.replace("-", ""))
        return plain.lstrip("0") or "0" if "-" in directive else plain

    return re.sub(r"%-?.", one, argument)


def sliced(name: str, value: str, argument: str) -> str | None:
    """Return the segments of a path that ``[1:]``, ``[:2]``, ``[0]`` or ``[last]`` selects (Hugo's ``:sections``)."""
    if name != "sections":
        return None
    parts, inner = [part for part in value.split("/") if part], argument.strip("[]").strip()
    number = r"(?:\d+|last)"
    if not re.fullmatch(rf"{number}|{number}?:{number}?", inner):
        return None

    def index(text: str, default: int) -> int:
        return len(parts) - 1 if text == "last" else int(text) if text else default

    first, colon, last = inner.partition(":")
    if not colon:
        at = index(first, 0)
        return parts[at] if 0 <= at < len(parts) else ""
    return "/".join(parts[index(first, 0) : index(last, len(parts))])


def zone_of(name: str) -> ZoneInfo:
    """Return the time zone with a name; UTC for one that does not exist."""
    try:
        return ZoneInfo(name or "UTC")
    except (ValueError, LookupError, OSError):
        return ZoneInfo("UTC")


def date_tokens(moment: datetime | None) -> dict[str, str]:
    """Return the parts of a date, by all names that engines have for them; none without a date."""
    if moment is None:
        return {}
    week_year, week, _ = moment.isocalendar()
    seconds = int(moment.timestamp())
    month, day = _MONTHS[moment.month - 1], _DAYS[moment.weekday()]
    return {
        "year": f"{moment.year:04}", "short_year": f"{moment.year % 100:02}",
        "month": f"{moment.month:02}", "i_month": str(moment.month),
        "day": f"{moment.day:02}", "i_day": str(moment.day),
        "hour": f"{moment.hour:02}", "minute": f"{moment.minute:02}", "second": f"{moment.second:02}",
        "y_day": f"{moment.timetuple().tm_yday:03}", "yearday": str(moment.timetuple().tm_yday),
        "week": f"{week:02}", "w_year": str(week_year), "w_day": str(moment.isoweekday()),
        "short_month": month[:3], "long_month": month, "monthname": month,
        "short_day": day[:3], "long_day": day, "weekdayname": day, "weekday": str(moment.isoweekday() % 7),
        "timestamp": str(seconds), "timestamp36": _base36(seconds),
    }  # fmt: skip


def go_date_tokens(moment: datetime | None) -> dict[str, str]:
    """Return the parts of a date by the layout of Go (``:2006``, ``:01``), which Hugo takes as tokens."""
    if moment is None:
        return {}
    month, day, hour = _MONTHS[moment.month - 1], _DAYS[moment.weekday()], moment.hour % 12 or 12
    return {
        "2006": f"{moment.year:04}", "06": f"{moment.year % 100:02}",
        "01": f"{moment.month:02}", "1": str(moment.month), "Jan": month[:3], "January": month,
        "02": f"{moment.day:02}", "2": str(moment.day), "002": f"{moment.timetuple().tm_yday:03}",
        "Mon": day[:3], "Monday": day, "15": f"{moment.hour:02}", "03": f"{hour:02}", "3": str(hour),
        "04": f"{moment.minute:02}", "4": str(moment.minute), "05": f"{moment.second:02}", "5": str(moment.second),
        "PM": "AM" if moment.hour < 12 else "PM",  # noqa: PLR2004 - noon
    }  # fmt: skip


def hexo_hash(slug: str, moment: datetime) -> str:
    """Return Hexo's ``:hash``, which is made of the file's name and the second of its date."""
    named = f"{slug}{int(moment.astimezone(UTC).timestamp())}"
    return sha1(named.encode(), usedforsecurity=False).hexdigest()[:12]


_SLASHES = re.compile(r"/{2,}")
_INDEX_FILE = re.compile(r"(?:^|(?<=/))index\.html?$")
_INDEX_NAME = re.compile(r"(?:^|(?<=/))index(?:\.html?)?$")
_DOTS = re.compile(r"(?:^|(?<=/))\.{1,2}(?:/|$)")
_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_HTML = re.compile(r"\.html?$")


def alias_of(path: str) -> str:
    """Return an old address as ``aliases`` has it: from the site's root, without a final ``index.html``.

    What would end the path in a URL is encoded, so that ``C#`` stays a name.
    """
    path = _SLASHES.sub("/", path.strip()).lstrip("/")
    path = _DOTS.sub("", _INDEX_FILE.sub("", path))
    path = _PERCENT.sub("%25", path)
    return path.replace("#", "%23").replace("?", "%3F")


def key_of(path: str) -> str:
    """Return what spellings of one address share: outer slashes, ``.html`` and ``index.html`` do not count."""
    bare = _SLASHES.sub("/", path).strip("/")
    bare = _INDEX_NAME.sub("", bare).strip("/")
    return _HTML.sub("", bare)


def _base36(number: int) -> str:
    sign, number, digits = "-" * (number < 0), abs(number), ""
    while number:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return sign + (digits or "0")


_ANY_DATE = datetime(2020, 1, 1, tzinfo=UTC)
DATE_TOKENS = frozenset(date_tokens(_ANY_DATE))
"""Names of the parts of a date that more than one engine has."""
GO_DATE_TOKENS = frozenset(go_date_tokens(_ANY_DATE))


_EXTERNAL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|#|\{|<|\$")
"""What targets begin with that are not paths: a scheme, a host, a fragment, a tag."""
_PLACEHOLDER = re.compile(r"\{\w+\}")
_IMAGE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|avif|bmp|ico|tiff?)$", re.IGNORECASE)
_FILE = re.compile(r"[^/.]\.[A-Za-z]\w{0,4}$")
_SOURCES = (".md", ".mdx", ".markdown", ".rst")
_INDEX = re.compile(r"/(?:_?index|readme)$", re.IGNORECASE)
_DATE = re.compile(r"^\d{4}-\d{1,2}-\d{1,2}-")


_OWN_NAME = re.compile(r"\{:?[ \t]*(?:[^{}\n#]*[ \t])?#([\w:.-]+)|\sid\s*=\s*[\"']?([\w:.-]+)")
"""A name that a post gives to an element."""


class PostIndex:
    """The posts of a blog, by all that links call them."""

    def __init__(self, posts: Iterable[OldPost]) -> None:
        self._by_address: dict[str, OldPost] = {}
        self._by_file: dict[str, OldPost] = {}
        self._by_name: dict[str, list[OldPost]] = {}
        self._by_target: dict[str, OldPost] = {}
        self._headings: dict[str, HeadingNames | None] = {}
        names: Counter[str] = Counter()
        for post in posts:
            names.update({match.group(match.lastindex or 0).lower() for match in _OWN_NAME.finditer(post.text)})
            self._by_file[str(post.file.path)] = post
            self._by_target[post.target] = post
            for address in post.addresses:
                self._by_address.setdefault(key_of(unquote(address)), post)
            stem = post.file.stem
            bare = _DATE.sub("", stem.rpartition("/")[2])
            for name in (post.file.name, stem, stem.rpartition("/")[2], bare, *post.names):
                self._by_name.setdefault(name.casefold(), []).append(post)
        self.repeated = frozenset(name for name, count in names.items() if count > 1)
        """Names that elements of several posts have, in lower case."""

    def at(self, path: str) -> OldPost | None:
        """Return the post with an old address, which is a path from the site's root."""
        return self._by_address.get(key_of(path))

    def in_file(self, path: str) -> OldPost | None:
        """Return the post in a file."""
        return self._by_file.get(path)

    def with_target(self, path: str) -> OldPost | None:
        """Return the post with a path in the new blog."""
        return self._by_target.get(path)

    def headings(self, post: OldPost, headings_of: Callable[[OldPost], HeadingNames | None]) -> HeadingNames | None:
        """Return the names of the headings of a post, which are computed once."""
        if post.target not in self._headings:
            self._headings[post.target] = headings_of(post)
        return self._headings[post.target]

    def named(self, name: str, language: str | None = None) -> OldPost | None:
        """Return the post that is called so: by its file, with or without suffix, date and folder, or by its slug.

        :param language: if several posts have the name, that in this language counts.
        """
        name = unquote(name).strip().strip("/").casefold()
        bare = re.sub(r"(/_?index)?\.(md|markdown|mdx|rst|html?)$", "", name)
        posts = self._by_name.get(name) or self._by_name.get(bare) or []
        return next((post for post in posts if post.language == language), next(iter(posts), None))


@dataclass(frozen=True, slots=True, kw_only=True)
class PostSite:
    """The old and the new blog, as one post sees them."""

    blog: Blog
    current: OldPost
    index: PostIndex
    assets: Assets
    is_sphinx: bool = False
    """Whether the blog is a Sphinx project, in which other targets may be documents and labels."""
    headings_of: Callable[[OldPost], HeadingNames | None] | None = None
    """Returns the names of the headings of a post; None for one whose fragments stay."""

    def resolve(self, target: str, *, image: bool = False) -> tuple[str, str]:
        """Return the new target of a link or image, and a message if something is wrong with it.

        A target that needs no change is returned as it is.  A target that still begins with a slash is a page of the
        old site, of which the URL is unknown: Sphinx would look for a document in it.
        """
        target = target.strip()
        if role := next((role for prefix, role in self.blog.term_prefixes.items() if target.startswith(prefix)), ""):
            return target, f"'{target}' is a page of the old site. Use the role 'blog:{role}'."
        for prefix, folders in self.blog.path_prefixes.items():
            if target.startswith(prefix):
                return self._resolve(target.removeprefix(prefix), target, image=image, folders=folders)
        if _PLACEHOLDER.match(target):
            return target, f"'{target}' is not supported. The target is unchanged."
        below = self._below_root(target)
        if not target or (below is None and _EXTERNAL.match(target)):
            return target, ""
        if below is None:
            return self._resolve(target, target, image=image)
        is_url = not target.startswith("/") or target.startswith("//")
        return self._resolve(below, target, image=image, is_url=is_url)

    def post(self, name: str, language: str | None = None) -> str | None:
        """Return the target of a link to the post with a name or path, which may have a fragment.

        :param language: that of the post, if several have the name; None for that of the current post.
        """
        bare, sign, fragment = name.partition("#")
        post = None if language else self._post(bare)
        if bare.startswith("."):  # from the folder of the post
            bare = posixpath.normpath(posixpath.join(posixpath.dirname(self.current.file.name), bare))
        post = post or self.index.named(bare, self.current.language if language is None else language)
        return self._link_to(post, sign + fragment)[0] if post is not None else None

    def include(self, name: str) -> str | None:
        """Return the text of a file that the post includes; None if there is none, or it is not one of the blog."""
        path = self.included_file(name)
        return text_in(path) if path is not None else None

    def included_file(self, name: str) -> Path | None:
        """Return the path of a file that the post includes; None if there is none, or it is not one of the blog."""
        root = self.blog.root.resolve()
        for folder in (*self.blog.include_folders, self.current.file.path.parent):
            path = Path(os.path.normpath(str(folder / name.lstrip("/"))))
            try:
                if path.is_file() and path.resolve().is_relative_to(root):
                    return path
            except (OSError, ValueError):  # a name that is too long, or has a zero byte
                return None
        return None

    def setting(self, name: str) -> str | None:
        """Return the value of a key of the old configuration as text; None if it has none, or is not a single value.

        :param name: the key, with dots between those of nested mappings.
        """
        value: object = self.blog.settings
        for key in name.split("."):
            value = value.get(key) if isinstance(value, Mapping) else None
        if isinstance(value, bool):
            return str(value).lower()
        return str(value) if isinstance(value, (str, int, float, date)) else None

    def _resolve(
        self, target: str, written: str, *, image: bool, is_url: bool = False, folders: tuple[Path, ...] = ()
    ) -> tuple[str, str]:
        """Return what a path leads to.

        :param written: the target in the post, which is kept if nothing is known of the path.
        :param is_url: whether it is a full URL of the old site, which may stay.
        """
        path, query, fragment = _split(target)
        if path and not image and (post := self._post(path)) is not None:
            new, problem = self._link_to(post, fragment)
            return new, problem or self._message_on(post)
        if path and (file := self.assets.find(self.current, path, folders)) is not None:
            reference = self.assets.reference(self.current, file)
            # the fragment of an image, such as ``#center``, is for a theme of the old site
            return reference if image or _IMAGE.search(path) else reference + fragment, ""
        if is_url or not path:
            return written, ""
        if self.is_sphinx and not (image or _FILE.search(path)):
            return written, ""
        is_page = not (image or _IMAGE.search(path) or path.lower().endswith(_SOURCES) or _looks_like_file(path))
        is_source = not image and path.lower().endswith(_SOURCES)
        url = self._url_of(path) if is_page else self._url_of_page(path) if is_source else ""
        if url:
            return url + query + fragment, ""
        return written, _message_on_missing(path, image=image)

    def _url_of(self, path: str) -> str:
        """Return the full URL of a page of the old site; nothing if the site's URL or that of the post is unknown."""
        base = self.blog.url.rstrip("/")
        if not base:
            return ""
        if path.startswith("/"):
            return base + path
        if not self.current.addresses:
            return ""
        address = "/" + self.current.addresses[0]
        joined = posixpath.normpath(posixpath.join(posixpath.dirname(address), path))
        return base + joined + ("/" if path.endswith("/") and joined != "/" else "")

    def _url_of_page(self, path: str) -> str:
        """Return the full URL of a page of the old site that is named by its file; nothing if it is not known."""
        file = Path(os.path.normpath(str(self.current.file.path.parent / unquote(path))))
        for folder in self.blog.page_folders:
            if self.blog.url and file.is_relative_to(folder) and file.is_file():
                name = f"/{file.relative_to(folder).with_suffix('').as_posix()}"
                return f"{self.blog.url.rstrip('/')}{_INDEX.sub('', name)}/"
        return ""

    def _link_to(self, post: OldPost, fragment: str = "") -> tuple[str, str]:
        """Return the target of a link to a post, and a message if there is no heading of the name."""
        problem = ""
        if fragment and self.headings_of is not None:
            names = self.index.headings(post, self.headings_of)
            new, is_known = names.follow(fragment[1:]) if names is not None else (fragment[1:], True)
            fragment = f"#{new}" if new not in ("", "top") or post is self.current else ""
            if not is_known:
                problem = f"'{fragment}' is the name of no heading of '{post.file.name}'. The fragment is unchanged."
        if post is self.current and fragment:
            return fragment, problem
        return posixpath.relpath(post.target, posixpath.dirname(self.current.target) or ".") + fragment, problem

    def _message_on(self, post: OldPost) -> str:
        if not post.is_draft or self.current.is_draft:
            return ""
        return f"'{post.file.name}' is a draft. The link has no target until the draft is published."

    def _below_root(self, target: str) -> str | None:
        """Return the path from the site's root of a full URL, or of a path if the root is not that of the host."""
        if not self.blog.url:
            return None
        url = self.blog.url.rstrip("/")
        bare = url.removeprefix("https:").removeprefix("http:")
        for start in (f"https:{bare}", f"http:{bare}", bare):
            if target == start or target.startswith((f"{start}/", f"{start}#", f"{start}?")):
                return "/" + target[len(start) :].lstrip("/")
        root = urlsplit(url).path.rstrip("/")
        if root and target.startswith(f"{root}/"):
            return target[len(root) :]
        return None

    def _post(self, path: str) -> OldPost | None:
        bare = unquote(path)
        if bare.startswith("/"):
            post = self.index.at(bare)
            return post or (self._in_folders(bare.lstrip("/")) if posixpath.splitext(bare)[1] else None)
        file = os.path.normpath(str(self.current.file.path.parent / bare))
        if (post := self.index.in_file(file)) is not None:
            return post
        if bare.lower().endswith(_SOURCES):
            new = posixpath.normpath(posixpath.join(posixpath.dirname(self.current.target), bare))
            post = self._in_folders(bare) or self.index.named(bare, self.current.language)
            return post or self.index.with_target(new)
        for address in self.current.addresses:
            base = "/" + unquote(address)
            joined = posixpath.normpath(posixpath.join(posixpath.dirname(base), bare))
            if (post := self.index.at(joined)) is not None:
                return post
        return None

    def _in_folders(self, path: str) -> OldPost | None:
        """Return the post in a file that is named from a folder of the blog."""
        folders = (*self.blog.content_folders, *self.blog.static_folders)
        files = (os.path.normpath(str(folder / path)) for folder in folders)
        return next((post for file in files if (post := self.index.in_file(file)) is not None), None)


def _looks_like_file(path: str) -> bool:
    """Return whether a path is that of a file beside the post, such as ``data.csv``, and not of a page."""
    return not path.startswith("/") and bool(_FILE.search(path)) and not path.lower().endswith((".html", ".htm"))


def _message_on_missing(path: str, *, image: bool) -> str:
    if image or _IMAGE.search(path):
        return f"image '{path}' not found. The target is unchanged."
    if path.lower().endswith(_SOURCES):
        return f"'{path}' is not an imported post. The target is unchanged."
    if path.startswith("/"):
        return f"'{path}' is a page of the old site, of which the URL is unknown. The target is unchanged."
    return f"'{path}' not found. The target is unchanged."


def _split(target: str) -> tuple[str, str, str]:
    """Return a path, a query with its ``?``, and a fragment with its ``#``."""
    rest, sign, fragment = target.partition("#")
    path, mark, query = rest.partition("?")
    return path, mark + query, sign + fragment
