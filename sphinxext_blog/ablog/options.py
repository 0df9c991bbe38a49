"""The options of ABlog, and the defaults of the package in the compatibility mode."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from ..config import BlogConfig, default_of, read_option
from ..config import validators as check
from ..config.validators import option

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx
    from sphinx.config import Config

__all__ = ["ABlogOptions", "register_options", "replace_blank_values"]

_ALL = sys.maxsize
"""A page size for all posts on one page, because ABlog has no pages 2, 3…"""
_DEFAULTS: Mapping[str, Any] = {
    "page_size": _ALL,
    "term_page_size": _ALL,
    "term_listing": "list",
    "byline": False,  # ABlog displays it in a sidebar
    "notices": False,
    "related": 0,
    "backlinks": False,
    "feed_formats": ("atom",),
    "feed_length": None,
}
_BLANK: Mapping[str, Any] = {
    "blog_feed_length": None, "blog_feed_subtitle": "", "post_auto_excerpt": 0, "post_auto_image": 0,
}  # fmt: skip
"""The values of options that ABlog treats as not set if they are None, False or 0."""
_FLAG = "True, False or None"
_LABELS = "a string, a list of strings, or None"


def _is_flag(value: object) -> bool:
    """Return whether a value is a flag in ABlog, which treats any text as True."""
    return value is None or isinstance(value, (bool, int, str))


def _is_anything(value: object) -> bool:  # noqa: ARG001
    """Return True, for an option that is ignored."""
    return True


def _is_text(value: object) -> bool:
    return value is None or value is False or isinstance(value, str)


def _is_labels(value: object) -> bool:
    return _is_text(value) or check.is_str_list(value)


def _is_templates(value: object) -> bool:
    return isinstance(value, dict) and all(
        isinstance(name, str)
        and re.fullmatch(r"[\w-][\w.-]*", name)
        and isinstance(texts, dict)
        and all(isinstance(text, str) for pair in texts.items() for text in pair)
        for name, texts in value.items()
    )


def _flag(default: object, help_text: str, rebuild: str = "env") -> Any:
    return option(default, _is_flag, _FLAG, help_text, rebuild=rebuild)


def _text(default: str | None, help_text: str, rebuild: str = "env") -> Any:
    return option(default, _is_text, "a string or None", help_text, rebuild=rebuild)


def _labels(help_text: str) -> Any:
    return option(None, _is_labels, _LABELS, help_text)


@dataclass(frozen=True, kw_only=True)
class ABlogOptions:
    """The options of ABlog that have other names in the package; each field is the name in ABlog."""

    blog_archive_titles: bool | None = _flag(None, "Whether pages of terms and years display only titles.")
    blog_baseurl: str | None = _text("", "The URL of the root of the site.")
    blog_default_author: str | tuple[str, ...] | None = _labels("The author of posts without one.")
    blog_default_language: str | tuple[str, ...] | None = _labels("The language of posts without one.")
    blog_default_location: str | tuple[str, ...] | None = _labels("The location of posts without one.")
    blog_feed_archives: bool | None = _flag(default=False, help_text="Whether each term and year has a feed.")
    blog_feed_fulltext: bool | None = _flag(default=False, help_text="Whether feeds contain complete posts.")
    blog_feed_templates: Mapping[str, Mapping[str, str]] = option(
        {"atom": {}},
        _is_templates,
        "a dict of dicts: the name of each feed's file, with templates for 'title', 'summary' and 'content'",
        "The names of feeds, and the templates of their entries.",
    )
    blog_feed_titles: bool | None = _flag(None, "Whether feeds contain only titles and summaries.")
    blog_post_pattern: str | tuple[str, ...] = option(
        (), lambda value: isinstance(value, str) or check.is_str_list(value), "a glob or a list of globs",
        "The files that are posts without a declaration.",
    )  # fmt: skip
    disqus_drafts: bool | None = _flag(default=False, help_text="Ignored: drafts have comments like posts.")
    disqus_pages: bool | None = _flag(default=False, help_text="Ignored: only posts have comments.")
    disqus_shortname: str | None = _text(None, "The name of the site at Disqus, for comments.", "html")
    fontawesome_css_file: str | None = _text("", "A style sheet with icons, for custom templates.", "html")
    fontawesome_included: bool | None = _flag(default=False, help_text="Whether the theme has icons.", rebuild="html")
    fontawesome_link_cdn: str | bool | None = option(
        None, lambda value: _is_text(value) or isinstance(value, bool), "a URL or None",
        "The URL of a style sheet with icons.", rebuild="html",
    )  # fmt: skip
    post_always_section: bool | None = _flag(default=False, help_text="Whether directives declare sections as posts.")
    post_auto_excerpt: int = option(1, check.is_count, "a whole number", "The number of paragraphs in an excerpt.")
    post_auto_image: int = option(0, check.is_count, "a whole number", "The number of the image that is the cover.")
    post_auto_orphan: bool | None = _flag(default=True, help_text="Whether posts may be outside of all toctrees.")
    post_date_format: str = option("%d %B %Y", check.is_str, "a form of strftime", "The format of dates.")
    post_date_format_short: str = option("%d %B", check.is_str, "a form of strftime", "The format of dates in lists.")
    post_redirect_refresh: object = option(5, _is_anything, "anything", "Ignored: redirects have no delay.")
    post_show_prev_next: bool | None = _flag(
        default=True, help_text="Whether posts link to the newer and the older one."
    )
    skip_injecting_base_ablog_templates: bool | None = _flag(default=False, help_text="Ignored.")

    @property
    def icons(self) -> str:
        """The URL of the style sheet of icons; empty if none."""
        link = self.fontawesome_link_cdn
        return link if isinstance(link, str) and link else self.fontawesome_css_file or ""

    @classmethod
    def of(cls, config: Config) -> ABlogOptions:
        """Return the validated options in ``conf.py``."""
        return cls(**{declared.name: read_option(declared, declared.name, config) for declared in fields(cls)})


def replace_blank_values(_app: Sphinx, config: Config) -> None:
    """Replace values that ABlog treats as not set (event: config-inited)."""
    for name, value in _BLANK.items():
        if not config[name]:
            config[name] = value


def register_options(app: Sphinx) -> None:
    """Register the options of ABlog, and the options of the package with other defaults."""
    for declared in fields(ABlogOptions):
        app.add_config_value(declared.name, default_of(declared), declared.metadata["rebuild"], types=Any)
    for declared in fields(BlogConfig):
        if declared.name in _DEFAULTS:
            default, rebuild = _DEFAULTS[declared.name], declared.metadata["rebuild"]
            app.add_config_value(f"blog_{declared.name}", default, rebuild, types=Any)
