"""Targets: what links lead to, in the old blog and the new one."""

from __future__ import annotations

import re
from typing import Protocol

from .markup import split_words
from .syntax import LIQUID

__all__ = ["Site", "resolve"]

_ROOT = re.compile(
    r"(?:\{\{-?\s*(?:site\.(?:base)?url|site\.github\.url|config\.(?:url|root)|SITEURL)\s*(?:\|[^{}]*)?-?\}\}/?)+"
)
"""The root of the site, as an output of Liquid or Nunjucks."""
_FILTERED = re.compile(
    r"\{\{-?\s*['\"](?P<path>[^'\"]+)['\"]\s*\|\s*(?:relative_url|absolute_url|prepend:\s*site\.\w+|url_for)[^{}]*\}\}"
    r"|\{\{-?\s*(?:url_for|url)\(['\"](?P<call>[^'\"]+)['\"]\)\s*-?\}\}"
)
_POST = re.compile(
    r"\{\{[<%]-?\s*(?:rel)?ref\s+(?P<hugo>(?:\"[^\"]*\"|`[^`]*`|[^\"`<>%])+?)\s*-?[>%]\}\}"
    r"|\{%-?\s*(?P<tag>post_url|link|post_path|asset_path)\s+(?P<liquid>[^%]+?)\s*-?%\}",
    re.DOTALL,
)


class Site(Protocol):
    """What is known of the old blog and the new one, from the point of view of one post."""

    def resolve(self, target: str, *, image: bool = False) -> tuple[str, str]:
        """Return the new target of a link or image, and a message if there is something wrong with it.

        A target that needs no change is returned as it is.
        """

    def post(self, name: str, language: str | None = None) -> str | None:
        """Return the target of a link to the post with a name or path.

        :param language: of several posts with this name; None for the language of the post that links.
        """

    def include(self, name: str) -> str | None:
        """Return the text of a file that a post includes, unconverted; None if there is no such file."""

    def setting(self, name: str) -> str | None:
        """Return the value of a (dotted) key of the old configuration as text; None if there is none."""


def resolve(site: Site, target: str, *, image: bool) -> tuple[str, str]:
    """Return the new target of a link or image that may have tags in it, and what is wrong with it."""
    if "{" not in target:
        return site.resolve(target, image=image)
    bare = _FILTERED.sub(lambda match: match["path"] or match["call"], _ROOT.sub("/", target))
    match = _POST.search(bare)
    if match is None:
        known = site.resolve(bare, image=image)
        return known if bare == target or not LIQUID.search(bare) else (target, _unsupported(bare))
    words = split_words(match["hugo"] or match["liquid"])
    named = dict(word.split("=", 1) for word in words if re.match(r"(?:path|lang|outputFormat)=", word))
    plain = [word for word in words if not re.match(r"(?:path|lang|outputFormat)=", word)]
    name, _, fragment = (named.get("path") or next(iter(plain), "")).partition("#")
    behind = bare[match.end() :]
    if match["tag"] == "asset_path":
        return site.resolve(" ".join(plain), image=image)
    post = site.post(name, named.get("lang")) if name else ""
    if post is None:
        return site.resolve(name + (f"#{fragment}" if fragment else ""), image=image)
    return site.resolve(post + (f"#{fragment}" if fragment else "") + behind)


def _unsupported(target: str) -> str:
    return f"unsupported tag in the target '{target}'"
