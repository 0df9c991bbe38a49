"""Options: each is declared once, on a field of :class:`BlogConfig`.

Registration with Sphinx, the check of what ``conf.py`` says, and the manual's reference page are made from these
fields.  Sphinx's config is never written to: a bad value is a warning, and the record holds the default instead.
"""

from __future__ import annotations

from dataclasses import MISSING, dataclass, field, fields
from typing import TYPE_CHECKING, Any

from . import checks
from .core.listing import TAXONOMY_OF, TermList
from .core.plan import Layout
from .diagnostics import Subtype, warn

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from dataclasses import Field

    from sphinx.application import Sphinx
    from sphinx.config import Config

__all__ = ["EXCERPT_STYLES", "LISTING_STYLES", "BlogConfig", "check_config", "default_of", "register_options"]

LISTING_STYLES = ("list", "compact", "cards", "full")
"""The ways in which a listing can show its posts."""
EXCERPT_STYLES = ("rich", "text", "none", "full")
"""What an entry shows of its post's body."""
DRAFT_MODES = ("auto", "show", "hide")


def _option(
    default: Any, check: Callable[[object], bool], expects: str, help_text: str, *, rebuild: str = "env"
) -> Any:
    """Declare an option: its default, the check of a value, what the check expects in words, and its meaning."""
    metadata = {"check": check, "expects": expects, "help": help_text, "rebuild": rebuild}
    if isinstance(default, dict):
        return field(default_factory=default.copy, metadata=metadata)
    return field(default=default, metadata=metadata)


@dataclass(frozen=True, slots=True, kw_only=True)
class BlogConfig:
    """What ``conf.py`` says, checked; each field is the option ``blog_<field>``."""

    path: str = _option(
        "blog",
        checks.is_path,
        "a relative path with forward slashes",
        "The folder of all generated pages. Empty puts them at the top of the site.",
    )
    title: str = _option(
        "",
        checks.is_str,
        "a string",
        "The title of the blog's home page. Empty means “Blog” in the site's language.",
    )
    posts: tuple[str, ...] = _option(
        (),
        checks.is_str_list,
        "a list of glob patterns",
        "Glob patterns of docnames (without suffix) that are posts without saying so, for example "
        '`["posts/**"]`. `*` stops at a slash, `**` does not. `blogpost: false` in front matter opts a file out.',
    )
    folder_category: bool = _option(
        check=checks.is_bool,
        expects="True or False",
        default=False,
        help_text="Whether a post that names no category gets those of the folders it lies in, below the fixed part of "
        'pattern in `blog_posts`: with `["notes/**"]`, `notes/linux/shell/pipes.md` is in “linux” and “shell”.',
    )
    timezone: str = _option(
        "UTC",
        checks.is_zone,
        "the name of an IANA time zone, such as 'Asia/Shanghai'",
        "The zone of dates that do not name one.",
    )
    drafts: str = _option(
        "auto",
        checks.is_one_of(*DRAFT_MODES),
        "'auto', 'show' or 'hide'",
        "Whether drafts and scheduled posts are built, badged and marked `noindex`. `auto` shows them in a preview: "
        "under sphinx-autobuild and in pull-request builds of Read the Docs.",
    )
    page_size: int = _option(
        10,
        checks.is_size,
        "a whole number above 0",
        "Posts on each page of the home listing.",
    )
    term_page_size: int = _option(
        50,
        checks.is_size,
        "a whole number above 0",
        "Posts on each page of a tag, category, author, series, location, language, year or month.",
    )
    listing: str = _option(
        "list",
        checks.is_one_of(*LISTING_STYLES),
        "one of " + ", ".join(map(repr, LISTING_STYLES)),
        "The style of the home listing.",
    )
    term_listing: str = _option(
        "compact",
        checks.is_one_of(*LISTING_STYLES),
        "one of " + ", ".join(map(repr, LISTING_STYLES)),
        "The style of the listings of terms, years and months. `compact` groups them by year.",
    )
    bar: str = _option(
        "",
        checks.is_one_of("", *TAXONOMY_OF),
        "the name of a kind of term, or the empty string",
        "A row of filter links above the home listing: the terms of this kind, most used first.",
    )
    bar_size: int = _option(
        20,
        checks.is_size,
        "a whole number above 0",
        "How many terms the row of filter links shows at most.",
    )
    archive: tuple[str, ...] = _option(
        ("year",),
        checks.is_archive,
        "a list of 'year' and 'month'",
        'The kinds of archive page: `"year"` for `blog/2026`, `"month"` for `blog/2026/01`. '
        "`blog/archive`, which lists every post, is always there.",
    )
    date_format: str = _option(
        "medium",
        checks.is_date_format,
        "'full', 'long', 'medium', 'short' or a Babel date pattern",
        "How dates are shown, in the site's language: a Babel style or a "
        "[pattern](https://babel.pocoo.org/en/latest/dates.html#pattern-syntax) such as `yyyy-MM-dd`.",
    )
    excerpt: str = _option(
        "rich",
        checks.is_one_of(*EXCERPT_STYLES),
        "one of " + ", ".join(map(repr, EXCERPT_STYLES)),
        "What a listing shows of a post's body: `rich` with math, code, images and links; `text` as plain text; "
        "`none`; or the `full` post.",
    )
    excerpt_length: int | None = _option(
        None,
        checks.is_optional_size,
        "a whole number above 0, or None",
        "How long an automatic excerpt is: words for `rich` (70; a Chinese or Japanese character counts 0.6 of a "
        "word), characters for `text` (350).",
    )
    excerpt_placeholders: Mapping[str, str] = _option(
        {},
        checks.is_placeholders,
        "a dict of strings with the keys 'code', 'equation', 'math', 'image'",
        "What stands for a code block, display math, inline math with a TeX command, and an image in plain-text "
        "excerpts. Keys left out have a default in the site's language.",
    )
    orphan_posts: bool = _option(
        check=checks.is_bool,
        expects="True or False",
        default=True,
        help_text="Keep Sphinx from warning of posts that are in no toctree. Posts need not be: the navigation shows "
        "them below the blog's page, and a toctree of hundreds of posts makes every page slow to build.",
    )

    def layout(self) -> Layout:
        """The options that shape the plan of pages."""
        return Layout(
            path=self.path,
            page_size=self.page_size,
            term_page_size=self.term_page_size,
            archive=tuple(self.archive),
        )

    def bar_block(self) -> TermList | None:
        """The filter links of the home page; None for a site without."""
        return TermList(taxonomy=TAXONOMY_OF[self.bar], style="bar", limit=self.bar_size) if self.bar else None

    def lead_length(self) -> int:
        """The length of an automatic rich excerpt, in words."""
        return self.excerpt_length if self.excerpt_length is not None and self.excerpt == "rich" else 70

    def text_length(self) -> int:
        """The length of a plain-text excerpt, in characters."""
        return self.excerpt_length if self.excerpt_length is not None and self.excerpt == "text" else 350


def default_of(option: Field[Any]) -> Any:
    """The default of an option, a fresh copy where it is mutable."""
    if option.default_factory is not MISSING:
        return option.default_factory()
    return option.default


def register_options(app: Sphinx) -> None:
    """Tell Sphinx of every option of :class:`BlogConfig`; their values are checked by :func:`check_config`."""
    for option in fields(BlogConfig):
        # any type: Sphinx would warn without a subtype, and then hand on the bad value
        app.add_config_value(f"blog_{option.name}", default_of(option), option.metadata["rebuild"], types=Any)


def check_config(config: Config) -> BlogConfig:
    """The blog's options as ``conf.py`` has them; a value of the wrong kind warns and gives way to the default."""
    values: dict[str, Any] = {}
    for option in fields(BlogConfig):
        value = config[f"blog_{option.name}"]
        if not option.metadata["check"](value):
            default = default_of(option)
            expected = option.metadata["expects"]
            message = f"blog_{option.name} is {value!r}, but should be {expected}; used {default!r} instead"
            warn(Subtype.CONFIG, message, location=None)
            value = default
        values[option.name] = tuple(value) if isinstance(value, list) else value
    values["path"] = values["path"].strip("/")
    return BlogConfig(**values)
