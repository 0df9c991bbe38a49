"""Absolute URLs, and the files of redirects from aliases.

A static host serves ``old/index.html`` for ``/old/`` and ``/old``, so an alias without ``.html`` becomes that file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

from .record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .post import Post

__all__ = ["RedirectPlan", "Refusal", "media_type_of", "plan_redirects", "redirect_file", "whole_url"]

_WEB = ("http", "https")
_SCRIPTS = ("javascript", "vbscript", "livescript")
_SAFE = "%/:=&?~+!$,;'@()*"
"""Characters that are not encoded in a path, query or fragment, in addition to letters, digits and ``-._``."""
_BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
"""A percent sign that is not part of an encoded character."""
_STRIPPED = "".join(map(chr, range(0x21)))
_BAD_HOST = re.compile(r"[\s<>\"'`{}|\\^\x00-\x1f\x7f]")
_MEDIA_TYPES = {
    "apng": "image/apng",
    "avif": "image/avif",
    "bmp": "image/bmp",
    "gif": "image/gif",
    "ico": "image/vnd.microsoft.icon",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "png": "image/png",
    "svg": "image/svg+xml",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "webp": "image/webp",
}


def whole_url(base: str, url: str) -> str:
    """Return a URL resolved against a base URL; empty if it is invalid or would run a script.

    As in browsers, surrounding blanks and line ends are removed.  In web URLs, invalid characters are encoded; URLs
    with other schemes (``mailto:``, ``data:``) are not changed.
    """
    try:
        joined = urljoin(base, re.sub(r"[\t\r\n]", "", url).strip(_STRIPPED))
        parts = urlsplit(joined)
    except ValueError:  # an invalid host, such as "http://["
        return ""
    if parts.scheme in _SCRIPTS:
        return ""
    if parts.scheme not in _WEB:
        return joined
    if not parts.netloc or _BAD_HOST.search(parts.netloc):
        return ""
    escaped = (_BARE_PERCENT.sub("%25", part) for part in (parts.path, parts.query, parts.fragment))
    encoded = (quote(part, _SAFE, errors="ignore") for part in escaped)
    return urlunsplit((parts.scheme, parts.netloc, *encoded))


def media_type_of(url: str) -> str:
    """Return the media type of an image by the suffix of its path; empty if unknown.

    The table of :mod:`mimetypes` is not used because it depends on the machine.
    """
    path = url.partition("#")[0].partition("?")[0]
    return _MEDIA_TYPES.get(path.rpartition("/")[2].rpartition(".")[2].lower(), "")


_LONGEST_NAME, _LONGEST_PATH = 240, 1000
"""Bytes; file systems allow 255 and at least 1024, which include the output folder."""
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f\\<>:"|?*]')
"""Characters that are invalid or special on some file system."""
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
_PAGES = (".html", ".htm")


@record
class Refusal:
    """An invalid alias."""

    post: Post
    alias: str
    reason: str


@record
class RedirectPlan:
    """The redirects from the aliases of posts."""

    files: Mapping[str, tuple[Post, str]]
    """(post, alias) by the path of the file in the output folder, sorted by path."""
    refusals: tuple[Refusal, ...]


def redirect_file(alias: str, base: str) -> str:
    """Return the path, from the output folder, of the file that a host serves for an alias.

    :param alias: a path from the root of the site, or a URL of the site; a final ``index.html`` is optional.
    :param base: the base URL of the site; empty if unknown.
    :raises ValueError: if no file of the site corresponds to the alias; the message is the reason.
    """
    path = _path_of(alias.strip(), base)
    if re.search(r"%2f", path, re.IGNORECASE):
        raise ValueError("contains an encoded slash")
    try:
        path = unquote(path, errors="strict")
    except UnicodeDecodeError:
        raise ValueError("contains percent-encoded bytes that are not UTF-8") from None
    names = path.removeprefix("/").split("/")
    if names[-1] == "":
        names[-1] = "index.html"
    elif not names[-1].lower().endswith(_PAGES):
        names.append("index.html")
    _check(names)
    return "/".join(names)


def plan_redirects(posts: Iterable[Post], base: str) -> RedirectPlan:
    """Return the redirects to posts; an alias of several posts belongs to the first by docname and anchor."""
    files: dict[str, tuple[Post, str]] = {}
    refusals: list[Refusal] = []
    for post in sorted((post for post in posts if post.aliases), key=lambda post: (post.docname, post.anchor)):
        for alias in post.aliases:
            try:
                file = redirect_file(alias, base)
            except ValueError as error:
                refusals.append(Refusal(post=post, alias=alias, reason=str(error)))
                continue
            owner = files.setdefault(file, (post, alias))[0]
            if owner is not post:
                reason = f"is already an alias of '{owner.key}'"
                refusals.append(Refusal(post=post, alias=alias, reason=reason))
    for file, (post, alias) in list(files.items()):
        parents = [file[:index] for index, char in enumerate(file) if char == "/" and file[:index] in files]
        if parents:
            del files[file]
            reason = f"requires a folder with the path of the alias '{files[parents[0]][1]}'"
            refusals.append(Refusal(post=post, alias=alias, reason=reason))
    return RedirectPlan(files=dict(sorted(files.items())), refusals=tuple(refusals))


def _path_of(alias: str, base: str) -> str:
    """Return the path from the root of the site, still encoded."""
    if alias.startswith("//"):
        raise ValueError("begins with two slashes, like a URL of another host")
    try:
        url = urlsplit(alias) if re.match(r"[a-z][a-z0-9+.-]*://", alias, re.IGNORECASE) else None
    except ValueError:
        raise ValueError("is not a valid URL") from None
    path = alias if url is None else _below(alias, base)
    if "?" in path or "#" in path:
        raise ValueError("contains a query or a fragment, which a static site cannot redirect")
    return path


def _below(url: str, base: str) -> str:
    if not base:
        raise ValueError("is a complete URL, and html_baseurl is not set")
    (_, base_host, root, *_), (_, host, path, *_) = urlsplit(base), urlsplit(url)
    if host.lower() != base_host.lower() or not f"{path}/".startswith(root):
        raise ValueError(f"is not a URL below {base}")
    rest = url.split(host, 1)[1]  # with the query, which the caller rejects
    return rest[len(root) - 1 :] if len(rest) >= len(root) else "/"


def _check(names: list[str]) -> None:
    if names == ["index.html"]:
        raise ValueError("is the home page of the site")
    for name in names:
        if not name or name in {".", ".."}:
            raise ValueError("contains an empty name, '.' or '..'")
        if match := _FORBIDDEN.search(name):
            raise ValueError(f"contains {match.group()!r}, which is not valid in a file name")
        if name.startswith(".") or name.endswith((".", " ")) or name != name.strip() or _DEVICES.fullmatch(name):
            raise ValueError(f"contains '{name}', which is not a valid file name on every system")
        if len(name.encode("utf-8", "surrogatepass")) > _LONGEST_NAME:
            raise ValueError("contains a name that is too long")
    if names[0].startswith("_"):
        raise ValueError("begins with '_', which is reserved for files of Sphinx")
    if len("/".join(names).encode("utf-8", "surrogatepass")) > _LONGEST_PATH:
        raise ValueError("is too long")
