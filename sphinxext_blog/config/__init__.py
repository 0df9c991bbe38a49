"""Options: each is declared once, on a field of a record of its subject; :class:`BlogConfig` is all of them.

Registration with Sphinx, the check of what ``conf.py`` says, and the manual's reference page are made from these
fields.  Sphinx's config is never written to: a bad value is a warning, and the record holds the default instead.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from ..conventions import Ways
from ..diagnostics import Subtype, warn
from ..model.feeds import FeedLayout, plan_feeds
from ..model.listing import YEAR, TermList
from ..model.page_plan import Layout
from .components import AroundOptions
from .content import LanguageOptions, PostOptions, TermOptions, added_taxonomies
from .pages import EXCERPT_STYLES, LISTING_STYLES, CoverOptions, FeedOptions, HeadOptions, ListingOptions
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
    "checked",
    "default_of",
    "register_options",
    "site_options",
]


@dataclass(frozen=True, kw_only=True)
class BlogConfig(
    AroundOptions,
    CoverOptions,
    FeedOptions,
    HeadOptions,
    LanguageOptions,
    ListingOptions,
    PostOptions,
    TermOptions,
    Ways,
):
    """What ``conf.py`` says, checked; each field is the option ``blog_<field>``.

    Not slotted, as other records are: a class cannot have several slotted bases.  Those are made without methods of
    their own, which would be made at each start and called by no one.
    """

    def layout(self) -> Layout:
        """The options that shape the plan of pages."""
        return Layout(
            path=self.path,
            page_size=self.page_size,
            term_page_size=self.term_page_size,
            archive=tuple(self.archive),
            taxonomies=tuple(kind.name for kind in self.kinds),
            flat=self.flat,
        )

    def feed_layout(self) -> FeedLayout:
        """The options that shape the plan of feeds."""
        return FeedLayout(
            path=self.path,
            formats=tuple(self.feed_formats),
            terms=tuple(map(self.kind_named, self.feed_terms)),
            content=self.feed_content,
            length=self.feed_length,
        )

    def feeds_of(self, catalog: Catalog) -> tuple[PlannedFeed, ...]:
        """All feeds of the blog."""
        return plan_feeds(catalog, self.feed_layout())

    def bar_block(self) -> TermList | None:
        """The filter links of the home page; None for a site without."""
        return (
            TermList(taxonomy=self.kind_named(self.filter_bar), style="bar", limit=self.filter_bar_size)
            if self.filter_bar
            else None
        )

    def lead_length(self) -> int:
        """The length of an automatic rich excerpt, in words."""
        return self.excerpt_length if self.excerpt_length is not None and self.excerpt == "rich" else 70

    def text_length(self) -> int:
        """The length of a plain-text excerpt, in characters."""
        return self.excerpt_length if self.excerpt_length is not None and self.excerpt == "text" else 350


def register_options(app: Sphinx) -> None:
    """Tell Sphinx of every option of :class:`BlogConfig`; their values are checked by :func:`check_config`.

    One that is there already keeps the default that it has.
    """
    for option in fields(BlogConfig):
        if f"blog_{option.name}" not in app.config:
            # any type: Sphinx would warn without a subtype, and then hand on the bad value
            app.add_config_value(f"blog_{option.name}", default_of(option), option.metadata["rebuild"], types=Any)


def check_config(config: Config) -> BlogConfig:
    """The blog's options as ``conf.py`` has them; a value of the wrong kind warns and gives way to the default."""
    values = {option.name: checked(option, f"blog_{option.name}", config) for option in fields(BlogConfig)}
    values["path"] = values["path"].strip("/")
    for fault in added_taxonomies(values["taxonomies"])[1]:
        warn(Subtype.CONFIG, f"blog_taxonomies: {fault}; that kind of term is left out", location=None)
    return _with_known_kinds(BlogConfig(**values))


def site_options(app: Sphinx) -> BlogConfig:
    """Return the checked options of a site; a compatibility mode may replace them (event ``blog-config-inited``)."""
    options = check_config(app.config)
    taken: BlogConfig | None = app.emit_firstresult("blog-config-inited", options)
    return taken or options


def checked(option: Field[Any], name: str, config: Config) -> Any:
    """The value of an option, by the name that it has in ``conf.py``; its default, with a warning, for a bad one."""
    value = config[name]
    if not option.metadata["check"](value):
        value = _default_for(option, value, name)
    return tuple(value) if isinstance(value, list) else value


def _with_known_kinds(options: BlogConfig) -> BlogConfig:
    """The options without the kinds of term that the site does not have; it may add some, so they are checked last."""
    known = [*options.taxonomy_of]
    if options.filter_bar and not options.kind_named(options.filter_bar):
        _tell_unknown(f"filter_bar is {options.filter_bar!r}, but should be one of", known, "used '' instead")
        options = replace(options, filter_bar="")
    known.remove("years")
    unknown = [name for name in options.feed_terms if options.kind_named(name) in ("", YEAR)]
    for name in unknown:
        _tell_unknown(f"feed_terms has {name!r}, but should be of", known, "it gets no feeds")
    return replace(options, feed_terms=tuple(name for name in options.feed_terms if name not in unknown))


def _tell_unknown(found: str, known: Iterable[str], effect: str) -> None:
    expected = ", ".join(map(repr, known))
    message = f"blog_{found} {expected}; {effect}"
    warn(Subtype.CONFIG, message, location=None)


def _default_for(option: Field[Any], value: object, name: str) -> Any:
    """The default of an option, with a warning that its value will not do."""
    default = default_of(option)
    expected = option.metadata["expects"]
    message = f"{name} is {value!r}, but should be {expected}; used {default!r} instead"
    warn(Subtype.CONFIG, message, location=None)
    return default
