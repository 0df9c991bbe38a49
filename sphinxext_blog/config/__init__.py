"""The options: each is declared once, on a field of a record by subject; :class:`BlogConfig` includes all of them.

The registration with Sphinx, the validation of ``conf.py`` and the reference page of the manual use these fields.  The
config of Sphinx is never changed: an invalid value is reported, and the record contains the default.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from types import BuiltinFunctionType, FunctionType, ModuleType
from typing import TYPE_CHECKING, Any

from ..conventions import SiteConventions
from ..diagnostics import Subtype, location_in_conf, log_hint, suggestion_for, warn
from ..model.feeds import FeedLayout, plan_feeds
from ..model.listing import YEAR, TermList
from ..model.page_plan import Layout
from ..sphinx_compat import names_in_conf
from ..versions import check_version
from .components import ComponentOptions, MentionOptions
from .content import LanguageOptions, PostOptions, TermOptions, added_taxonomies
from .pages import (
    EXCERPT_STYLES,
    LISTING_STYLES,
    CoverOptions,
    FeatureOptions,
    FeedOptions,
    HeadOptions,
    ListingOptions,
    SocialCardOptions,
)
from .validators import default_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from dataclasses import Field

    from sphinx.application import Sphinx
    from sphinx.config import Config

    from ..model.catalog import Catalog
    from ..model.feeds import PlannedFeed

__all__ = [
    "EXCERPT_STYLES",
    "LISTING_STYLES",
    "BlogConfig",
    "check_config",
    "default_of",
    "read_option",
    "register_options",
    "site_options",
]


@dataclass(frozen=True, kw_only=True)
class BlogConfig(
    ComponentOptions,
    CoverOptions,
    FeatureOptions,
    FeedOptions,
    HeadOptions,
    LanguageOptions,
    ListingOptions,
    MentionOptions,
    PostOptions,
    SocialCardOptions,
    TermOptions,
    SiteConventions,
):
    """The validated options of a site; each field is the option ``blog_<field>``.

    The class has no slots, because Python does not allow several bases with slots.  The bases have no generated
    methods, because those would only slow down the start.
    """

    @property
    def reads_code(self) -> bool:
        """Whether names in the code blocks of posts are recorded."""
        return self.mentions_code and bool(self.mentions or self.objects)

    def layout(self) -> Layout:
        """Return the options that determine the page plan."""
        return Layout(
            path=self.path,
            page_size=self.page_size,
            term_page_size=self.term_page_size,
            archive=tuple(self.archive),
            taxonomies=tuple(kind.name for kind in self.kinds),
            objects=bool(self.mentions or self.objects),
            flat=self.flat,
            orders_series=self.orders_series,
        )

    def feed_layout(self) -> FeedLayout:
        """Return the options that determine the feed plan."""
        return FeedLayout(
            path=self.path,
            formats=tuple(self.feed_formats),
            terms=tuple(map(self.taxonomy_named, self.feed_terms)),
            content=self.feed_content,
            length=self.feed_length,
        )

    def feeds_of(self, catalog: Catalog) -> tuple[PlannedFeed, ...]:
        """Return all feeds of the blog."""
        return plan_feeds(catalog, self.feed_layout())

    def bar_block(self) -> TermList | None:
        """Return the filter links of the home page; None if the site has none."""
        return (
            TermList(taxonomy=self.taxonomy_named(self.filter_bar), style="bar", limit=self.filter_bar_size)
            if self.filter_bar
            else None
        )

    def lead_length(self) -> int:
        """Return the length of an automatic excerpt with markup, in words."""
        return self.excerpt_length if self.excerpt_length is not None and self.excerpt == "rich" else 70

    def text_length(self) -> int:
        """Return the length of a plain-text excerpt, in characters."""
        return self.excerpt_length if self.excerpt_length is not None and self.excerpt == "text" else 350


def register_options(app: Sphinx) -> None:
    """Register the options of :class:`BlogConfig` with Sphinx; :func:`check_config` validates their values.

    An option that is already registered keeps its default.
    """
    for option in fields(BlogConfig):
        if f"blog_{option.name}" not in app.config:
            # Any type: Sphinx warns about types without a warning subtype, and does not replace the value.
            app.add_config_value(f"blog_{option.name}", default_of(option), option.metadata["rebuild"], types=Any)


def check_config(config: Config) -> BlogConfig:
    """Return the options in ``conf.py``; report invalid values and replace them by the default."""
    values = {option.name: read_option(option, f"blog_{option.name}", config) for option in fields(BlogConfig)}
    values["path"] = values["path"].strip("/")
    for problem in added_taxonomies(values["taxonomies"])[1]:
        location = location_in_conf(config, "blog_taxonomies")
        warn(Subtype.CONFIG, f"blog_taxonomies: {problem}. The taxonomy is ignored.", location=location)
    return _with_known_taxonomies(BlogConfig(**values), config)


def site_options(app: Sphinx) -> BlogConfig:
    """Return the validated options of a site, which a compatibility mode may replace (event: blog-config-inited)."""
    _report_backslashes(app)
    _report_versions(app)
    checked = check_config(app.config)
    replaced: BlogConfig | None = app.emit_firstresult("blog-config-inited", checked)
    options = replaced or checked
    _report_unknown_options(app, options)
    return options


_NO_OPTIONS = (ModuleType, FunctionType, BuiltinFunctionType, type)
"""The classes of names in ``conf.py`` that are not meant as options: helpers and imports."""


_DEPTH = 4
"""The depth at which a list or dict is looked for in an option."""


def _contains(whole: object, value: object, depth: int = _DEPTH) -> bool:
    """Return whether a value is a list or dict, or an element of it at any depth."""
    if whole is value:
        return True
    parts: Iterable[object] = ()
    if isinstance(whole, dict):
        parts = whole.values()
    elif isinstance(whole, (list, tuple)):
        parts = whole
    return depth > 0 and any(_contains(part, value, depth - 1) for part in parts)


def _report_unknown_options(app: Sphinx, options: BlogConfig) -> None:
    """Report names in ``conf.py`` that begin with ``blog_`` and are not options of any extension."""
    known = [name for name in app.config.values if name.startswith("blog_")]
    names = names_in_conf(app.config)
    for name, value in names.items():
        if not name.startswith("blog_") or name in app.config or isinstance(value, _NO_OPTIONS):
            continue
        if isinstance(value, (list, dict)) and any(
            _contains(other, value) for option, other in names.items() if option in app.config
        ):
            continue  # such as `html_sidebars = {"blog/**": blog_sidebars}`
        message = f"{name}: unknown option.{suggestion_for(name, known, cutoff=0.75)} The option is ignored."
        if options.reports_unknown_options:
            warn(Subtype.CONFIG, message, location=location_in_conf(app.config, name))
        else:
            log_hint(message, location=location_in_conf(app.config, name))


def _report_backslashes(app: Sphinx) -> None:
    """Report patterns of posts with backslashes, which no docname contains on any system."""
    patterns = app.config.blog_posts
    for pattern in patterns if isinstance(patterns, (list, tuple)) else ():
        if isinstance(pattern, str) and "\\" in pattern:
            suggestion = pattern.replace("\\", "/")
            message = (
                f"blog_posts: backslash in {pattern!r}. Expected forward slashes. Did you mean {suggestion!r}? "
                "The pattern matches no document."
            )
            warn(Subtype.CONFIG, message, location=location_in_conf(app.config, "blog_posts", pattern))


def _report_versions(app: Sphinx) -> None:
    """Report entries of ``blog_current`` that are not versions."""
    versions = app.config.blog_current
    for project, version in versions.items() if isinstance(versions, dict) else ():
        try:
            check_version(version)
        except ValueError as error:
            location = location_in_conf(app.config, "blog_current", str(version))
            warn(Subtype.VERSION, f"blog_current: {project}: {error}. The entry is ignored.", location=location)


def read_option(option: Field[Any], name: str, config: Config) -> Any:
    """Return the value of an option by its name in ``conf.py``; report an invalid value and return the default."""
    value = config[name]
    if not option.metadata["check"](value):
        value = _default_for(option, value, name, config)
    return tuple(value) if isinstance(value, list) else value


def _with_known_taxonomies(options: BlogConfig, config: Config) -> BlogConfig:
    """Return the options without unknown taxonomies, which depend on the option ``blog_taxonomies``."""
    known = [*options.taxonomy_of]
    if options.filter_bar and not options.taxonomy_named(options.filter_bar):
        _report_unknown(config, "filter_bar", options.filter_bar, known, "The default '' is used.")
        options = replace(options, filter_bar="")
    known.remove("years")
    unknown = [name for name in options.feed_terms if options.taxonomy_named(name) in ("", YEAR)]
    for name in unknown:
        _report_unknown(config, "feed_terms", name, known, "The entry is ignored.")
    return replace(options, feed_terms=tuple(name for name in options.feed_terms if name not in unknown))


def _report_unknown(config: Config, option: str, name: str, known: Iterable[str], effect: str) -> None:
    expected = ", ".join(map(repr, known))
    message = f"blog_{option}: {name!r} is not valid. Expected one of {expected}. {effect}"
    warn(Subtype.CONFIG, message, location=location_in_conf(config, f"blog_{option}", name))


def _default_for(option: Field[Any], value: object, name: str, config: Config) -> Any:
    """Report an invalid value of an option and return the default."""
    default = default_of(option)
    expected = option.metadata["expects"]
    message = f"{name}: {value!r} is not valid. Expected {expected}. The default {default!r} is used."
    warn(Subtype.CONFIG, message, location=location_in_conf(config, name))
    return default
