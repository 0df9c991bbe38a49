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

__all__ = ["absolute", "base_url", "canonical_base", "image_url"]


def base_url(config: Config, environment: Mapping[str, str]) -> str:
    """The URL of the site's root, with a slash at its end; empty where nothing says it.

    ``html_baseurl``, else what Read the Docs says of the version it builds
    (https://docs.readthedocs.com/platform/stable/reference/environment-variables.html).  A path, such as ``/``, does
    not say it.
    """
    base = str(config.html_baseurl or environment.get("READTHEDOCS_CANONICAL_URL", "")).strip()
    if not base.startswith(("https://", "http://")):
        return ""
    return base if base.endswith("/") else base + "/"


def canonical_base(base: str, environment: Mapping[str, str], version: str) -> str:
    """The URL of the root in the default version of the site, where Read the Docs builds another one.

    Nothing in the environment says which version is the default, so the config does.  A pull request stands on a host
    of its own, which has no other version.

    :param base: what :func:`base_url` gave.
    :param version: the slug of the default version; empty: each version is its own original.
    """
    built = environment.get("READTHEDOCS_VERSION", "")
    pull_request = environment.get("READTHEDOCS_VERSION_TYPE") == "external"
    if not built or not version or pull_request or not base.endswith(f"/{built}/"):
        return base
    return f"{base.removesuffix(f'{built}/')}{version}/"


def absolute(base: str, builder: Builder, docname: str, anchor: str = "") -> str:
    """The URL of a document, or of a place in it.

    :param base: what :func:`base_url` gave; must not be empty.
    """
    url = base + builder.get_target_uri(docname)  # joined by hand: it is asked for many times on a page
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
