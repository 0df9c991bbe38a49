"""URLs: an address as an author wrote it, made whole, so that it holds wherever it is read.

Only what a reader can open comes out of here: no scripts, and no characters that a URL cannot have.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

__all__ = ["media_type_of", "whole_url"]

_WEB = ("http", "https")
_SCRIPTS = ("javascript", "vbscript", "livescript")
_SAFE = "%/:=&?~+!$,;'@()*"
"""What stays as it is in a path, query or fragment, beside letters, digits and ``-._``."""
_BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
"""One that encodes nothing."""
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
    """A URL as seen from an absolute one; empty where it cannot be read, or would run a script.

    Blanks around it, and line ends in it, are dropped as browsers do.  In URLs of the web, characters that have no
    place there are encoded; other schemes (``mailto:``, ``data:``) stay as they are.
    """
    try:
        joined = urljoin(base, re.sub(r"[\t\r\n]", "", url).strip(_STRIPPED))
        parts = urlsplit(joined)
    except ValueError:  # "http://[" and other hosts that are none
        return ""
    if parts.scheme in _SCRIPTS:
        return ""
    if parts.scheme not in _WEB:
        return joined
    if not parts.netloc or _BAD_HOST.search(parts.netloc):
        return ""
    named = (_BARE_PERCENT.sub("%25", part) for part in (parts.path, parts.query, parts.fragment))
    encoded = (quote(part, _SAFE, errors="ignore") for part in named)
    return urlunsplit((parts.scheme, parts.netloc, *encoded))


def media_type_of(url: str) -> str:
    """The media type of an image by the suffix of its path; empty for one that is not known.

    A table of our own: that of :mod:`mimetypes` depends on the machine.
    """
    path = url.partition("#")[0].partition("?")[0]
    return _MEDIA_TYPES.get(path.rpartition("/")[2].rpartition(".")[2].lower(), "")
