"""Addresses: the whole URL of a page, for what is read elsewhere: feeds, heads, redirects.

Only the base is known here; the part after it is the builder's (``page.html`` or ``page/``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.builders import Builder
    from sphinx.config import Config

__all__ = ["absolute", "base_url", "image_url"]


def base_url(config: Config, environment: Mapping[str, str]) -> str:
    """The URL of the site's root, with a slash at its end; empty where nothing says it.

    ``html_baseurl``, else what Read the Docs says of the version it builds
    (https://docs.readthedocs.com/platform/stable/reference/environment-variables.html).
    """
    base = str(config.html_baseurl or environment.get("READTHEDOCS_CANONICAL_URL", "")).strip()
    return base if not base or base.endswith("/") else base + "/"


def absolute(base: str, builder: Builder, docname: str, anchor: str = "") -> str:
    """The URL of a document, or of a place in it.

    :param base: what :func:`base_url` gave; must not be empty.
    """
    url = urljoin(base, builder.get_target_uri(docname))
    return f"{url}#{anchor}" if anchor else url


def image_url(base: str, builder: Builder, image: str) -> str:
    """The URL of an image of the site, such as the cover of a post; a URL is given back as it is.

    :param image: the path from the source folder; the empty string, or one that no document shows, gives the empty
        string.
    """
    if "://" in image or image.startswith(("data:", "//")):
        return image
    if image not in builder.env.images:
        return ""
    # not builder.images, which holds only those of the documents that were written in this run
    folder = getattr(builder, "imagedir", "_images")
    return urljoin(base, quote(f"{folder}/{builder.env.images[image][1]}"))
