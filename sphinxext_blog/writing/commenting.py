"""Commenting: what the box below a post tells a service of comments, once a reader gets there."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ..assets import SCRIPT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..model.components import CommentsView
    from ..model.views import Link
    from .context import PageContext

__all__ = ["comments_of"]

_NAMES = {"giscus": "giscus", "utterances": "utterances", "disqus": "Disqus", "isso": "Isso"}
_THEMES = {"giscus": ("light", "dark"), "utterances": ("github-light", "github-dark")}
_GISCUS_LANGUAGES = {"zh": "zh-CN", "zh_CN": "zh-CN", "zh_TW": "zh-TW", "zh_HK": "zh-HK"}


def comments_of(view: CommentsView, context: PageContext) -> dict[str, Any]:
    """Return the values for the template of comments."""
    options: Mapping[str, Any] = view.options
    provider = options["provider"]
    url = view.canonical or context.absolute_url(view.base, view.post)
    src, settings = _SCRIPTS[provider](options, view.post, view.language, url)
    light, dark = _THEMES.get(provider, ("", ""))
    return {
        "provider": provider,
        "src": src,
        "settings": json.dumps(settings, ensure_ascii=False, sort_keys=True),
        "light": options.get("light", light),
        "dark": options.get("dark", dark),
        "element": _element(options, view.post),
        "link": f"https://github.com/{options['repo']}/{_PLACES[provider]}" if provider in _PLACES else "",
        "word": context.words.said("comments"),
        "note": context.words.comments_by(_NAMES[provider]),
        "script": context.script_url(SCRIPT),
    }


_PLACES = {"giscus": "discussions", "utterances": "issues"}


def _element(options: Mapping[str, Any], post: Link) -> dict[str, str]:
    """The element that a service looks for."""
    if options["provider"] == "disqus":
        return {"id": "disqus_thread"}
    if options["provider"] == "isso":
        thread = {} if options.get("thread") == "path" else {"data-isso-id": f"/{post.docname}"}
        return {"id": "isso-thread", "data-title": post.text, **thread}
    return {"class": options["provider"]}


def _giscus(options: Mapping[str, Any], post: Link, language: str, _url: str) -> tuple[str, dict[str, str]]:
    """See https://github.com/giscus/giscus/blob/main/ADVANCED-USAGE.md for its settings."""
    by_path = options.get("thread") == "path"
    settings = {
        "data-repo": options["repo"],
        "data-repo-id": options["repo_id"],
        "data-category": options["category"],
        "data-category-id": options["category_id"],
        "data-mapping": "pathname" if by_path else "specific",
        **({} if by_path else {"data-term": post.docname}),
        "data-strict": "1" if options.get("strict", not by_path) else "0",
        "data-reactions-enabled": "1" if options.get("reactions", True) else "0",
        "data-emit-metadata": "0",
        "data-input-position": options.get("input_position", "bottom"),
        "data-lang": options.get("language") or _GISCUS_LANGUAGES.get(language, language.partition("_")[0]),
    }
    return "https://giscus.app/client.js", settings


def _utterances(options: Mapping[str, Any], post: Link, _language: str, _url: str) -> tuple[str, dict[str, str]]:
    """See https://utteranc.es for its settings."""
    settings = {
        "repo": options["repo"],
        "issue-term": "pathname" if options.get("thread") == "path" else post.docname,
        **({"label": options["label"]} if "label" in options else {}),
    }
    return "https://utteranc.es/client.js", settings


def _disqus(options: Mapping[str, Any], post: Link, _language: str, url: str) -> tuple[str, dict[str, str]]:
    """See https://help.disqus.com/en/articles/1717084-javascript-configuration-variables for its settings."""
    settings = {"title": post.text, **({"url": url} if url else {})}
    if options.get("thread") != "path":
        settings["identifier"] = post.docname
    return f"https://{options['shortname']}.disqus.com/embed.js", settings


def _isso(options: Mapping[str, Any], _post: Link, language: str, _url: str) -> tuple[str, dict[str, str]]:
    """See https://isso-comments.de/docs/reference/client-config/ for its settings."""
    url = options["url"].rstrip("/")
    settings = {f"data-isso-{name}": value for name, value in options.get("options", {}).items()}
    return f"{url}/js/embed.min.js", {"data-isso": f"{url}/", "data-isso-lang": language, **settings}


_SCRIPTS = {"giscus": _giscus, "utterances": _utterances, "disqus": _disqus, "isso": _isso}
