"""Read the mentions that other sites share, from the web or from files, and cache them beside the doctrees.

As with inventories of intersphinx, a local file is read in each build, and a file from the web if its cached copy is
older than ``intersphinx_cache_limit``.  If a file cannot be read, or is not valid, the cached copy is used.
"""

from __future__ import annotations

import os
import time
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from ..diagnostics import Subtype, location_in_conf, warn
from ..domain import blog_domain
from ..model.page_plan import join
from ..model.shared_mentions import MAX_SIZE, SharedSite, parse_mentions
from ..model.slugs import slugify
from ..sphinx_compat import download, intersphinx_limits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.application import Sphinx

__all__ = ["SHARED_FILE", "read_shared_mentions"]

SHARED_FILE = "mentions.json"
"""The name of the file below the path of the blog."""
_DAY = 86_400
_MAX_LISTED = 3
"""The maximum number of problems in a warning."""


def read_shared_mentions(app: Sphinx) -> None:
    """Read the mentions of other sites (event: builder-inited, after the options are checked)."""
    domain = blog_domain(app.env)
    domain.shared_sites = tuple(
        site
        for name, (url, paths) in sorted(domain.options.mentions_from.items())
        if (site := _SiteReader(app, name, url).read(_locations(url, paths))) is not None
    )


def _locations(url: str, paths: str | Sequence[str | None] | None) -> list[str]:
    """Return the URLs and paths of the file of a site, in the order in which they are tried."""
    default = f"{url.rstrip('/')}/{join('blog', SHARED_FILE)}"
    return [path or default for path in ([paths] if paths is None or isinstance(paths, str) else paths)]


class _SiteReader:
    """Reads the file of one site."""

    def __init__(self, app: Sphinx, name: str, url: str) -> None:
        self._app, self._name, self._url = app, name, url
        file = f"{slugify(name)}-{zlib.crc32(url.encode('utf-8', 'surrogatepass')):08x}.json"
        self._cache = Path(app.doctreedir) / "blog_mentions" / file

    def read(self, locations: Sequence[str]) -> SharedSite | None:
        """Return the valid content of the first file that can be read, or of the cached copy; None if there is none."""
        limit, timeout = intersphinx_limits(self._app.config)
        if all("://" in location for location in locations) and self._is_current(limit):
            site = self._cached()
            if site is not None:
                return site
        problems = []
        for location in locations:
            try:
                is_url = "://" in location
                data = download(self._app.config, location, timeout, MAX_SIZE) if is_url else self._local(location)
                site = self._parsed(data)
            except (OSError, ValueError) as error:  # errors of requests are OSErrors
                problems.append(f"{location}: {_reason(error)}")
                continue
            self._store(data)
            self._report(site)
            return site
        site = self._cached()
        effect = "The last version is used." if site is not None else "Its posts are not listed."
        self._warn(f"cannot be read ({'; '.join(problems)}). {effect}")
        return site

    def _is_current(self, limit: int) -> bool:
        """Return whether the cached copy is not older than a number of days; a negative number allows any age."""
        try:
            age = time.time() - self._cache.stat().st_mtime
        except OSError:
            return False
        return limit < 0 or age < limit * _DAY

    def _local(self, path: str) -> bytes:
        with (Path(self._app.srcdir) / path).open("rb") as file:
            return file.read(MAX_SIZE + 1)

    def _parsed(self, data: bytes) -> SharedSite:
        return parse_mentions(data, self._name, self._url, self._app.config.project)

    def _cached(self) -> SharedSite | None:
        try:
            return self._parsed(self._cache.read_bytes())
        except (OSError, ValueError):  # there is none, or another program has changed it
            return None

    def _store(self, data: bytes) -> None:
        """Store a copy, which is then as new as the file."""
        self._cache.parent.mkdir(parents=True, exist_ok=True)
        self._cache.write_bytes(data)

    def _report(self, site: SharedSite) -> None:
        if site.problems:
            listed = ", ".join(site.problems[:_MAX_LISTED])
            more = f" and {len(site.problems) - _MAX_LISTED} more" if len(site.problems) > _MAX_LISTED else ""
            self._warn(f"values that are not valid: {listed}{more}. They are ignored.")

    def _warn(self, problem: str) -> None:
        location = location_in_conf(self._app.config, "blog_mentions_from", self._name)
        warn(Subtype.MENTION, f"blog_mentions_from: '{self._name}': {problem}", location=location)


def _reason(error: Exception) -> str:
    """Return the reason of an error in one line, without the paths of this machine."""
    if isinstance(error, OSError) and error.strerror and error.errno is not None:
        return os.strerror(error.errno)
    return " ".join(str(error).split())[:200] or type(error).__name__
