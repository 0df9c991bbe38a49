"""The conventions of ABlog: dates, the order of posts, URLs and feeds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, TemplateError
from markupsafe import Markup, escape

from ..config import BlogConfig, default_of
from ..diagnostics import Subtype, log_hint, warn
from ..domain import blog_domain
from ..model.feeds import FORMATS, PlannedFeed, feed_posts
from ..model.page_plan import join
from . import labels
from .dates import read_any_order
from .labels import ablog_slug, babel_pattern, docname_patterns, old_paths, read_by_format, sort_undated_first
from .options import ABlogOptions
from .template_objects import ABlogView

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date, datetime, tzinfo

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from ..diagnostics import Location
    from ..domain import BlogDomain
    from ..model.catalog import Catalog
    from ..model.feed_formats import FeedEntry
    from ..model.post import Post
    from ..model.terms import Term
    from ..object_index import ObjectIndex, Target

__all__ = ["ABlogConfig", "convert_options", "map_keys", "plan_ablog_feeds", "render_entry"]

_FEED_FIELDS = ("title", "summary", "content")


def plan_ablog_feeds(catalog: Catalog, options: BlogConfig, ablog: ABlogOptions) -> tuple[PlannedFeed, ...]:
    """Return the feeds of the blog, then those of terms by taxonomy, then those of years."""
    blog_posts = feed_posts(catalog)
    keys = {post.key for post in blog_posts}
    planner = _Planner(options, ablog.blog_feed_templates, keys)
    feeds = [*planner.feeds("", blog_posts, title=options.title)]
    for taxonomy, terms in catalog.terms.items() if ablog.blog_feed_archives else ():
        for term in terms:
            feeds += planner.feeds(join(taxonomy, term.slug), term.posts, term=term)
    for name, term in _former_names(catalog, options).items() if ablog.blog_feed_archives else ():
        feeds += planner.feeds(name, term.posts, title=f"{options.title} · {term.label}")
    for year, posts in catalog.years.items() if ablog.blog_feed_archives else ():
        feeds += planner.feeds(str(year), posts, title=f"{options.title} · {year}")
    return tuple(feeds)


def _former_names(catalog: Catalog, options: BlogConfig) -> dict[str, Term]:
    """Return the terms by the paths, in the folder of the blog, of their former pages in ABlog.

    ABlog has a page for each spelling of a term, named by its full name if ``conf.py`` contains that spelling.
    """
    options_by_taxonomy = {"author": options.authors, "location": options.locations, "language": options.languages}
    existing = {join(taxonomy, term.slug) for taxonomy, terms in catalog.terms.items() for term in terms}
    former: dict[str, Term] = {}
    for taxonomy, terms in catalog.terms.items():
        entries = options_by_taxonomy.get(taxonomy)
        full_names = entries if isinstance(entries, Mapping) else {}
        key_of = catalog.vocabulary(taxonomy).key_of
        for term in terms:
            spellings = {label for post in term.posts for label in post.labels(taxonomy) if key_of(label) == term.key}
            for label in sorted(spellings):
                entry = full_names.get(label)
                slug = ablog_slug(str(entry[0]) if isinstance(entry, (list, tuple)) and entry else label)
                if (name := join(taxonomy, slug)) not in existing:
                    former.setdefault(name, term)
    return former


class _Planner:
    """The planner of the feeds of a folder."""

    def __init__(self, options: BlogConfig, templates: Mapping[str, Mapping[str, str]], keys: set[str]) -> None:
        self._options, self._keys = options, keys
        atom = templates if "atom" in options.feed_formats else {}
        self._files = [(f"{name}.xml", "atom", tuple(sorted(texts.items()))) for name, texts in atom.items()]
        self._files += [(FORMATS[name].file, name, ()) for name in options.feed_formats if name != "atom"]

    def feeds(
        self, below: str, posts: Iterable[Post], *, term: Term | None = None, title: str = ""
    ) -> Iterator[PlannedFeed]:
        """Yield the feeds of a folder inside that of the blog."""
        keys = tuple(post.key for post in posts if post.key in self._keys)[: self._options.feed_length]
        folder = join(self._options.path, below)
        for file, feed_format, patterns in self._files if keys else ():
            yield PlannedFeed(
                file=join(folder, file),
                format=feed_format,
                page=folder if below else join(folder, "index"),
                content=self._options.feed_content,
                posts=keys,
                patterns=patterns,
                title=title,
                taxonomy=term.taxonomy if term is not None else "",
                slug=term.slug if term is not None else "",
                label=term.label if term is not None else "",
            )


def render_entry(domain: BlogDomain, feed: PlannedFeed, post: Post, entry: FeedEntry) -> FeedEntry:
    """Return an entry with the fields that templates of the site render; report templates that fail.

    The values in templates are escaped, because the content is HTML.  Titles and summaries are unescaped afterward.
    """
    environment = Environment(autoescape=True)
    context = {
        "title": escape(entry.title),
        "summary": escape(entry.summary),
        "content": Markup(entry.content or ""),  # noqa: S704 - the HTML of the post
        "post": ABlogView(domain, "").post(post),
        "post_url": escape(entry.url),
        "feed_title": escape(feed.title),
    }
    rendered: dict[str, str] = {}
    for name, text in feed.patterns:
        if name not in _FEED_FIELDS:
            continue
        try:
            html = environment.from_string(text).render(context)
        except TemplateError as error:
            message = f"blog_feed_templates: the {name} of {feed.file} cannot be rendered ({error.message})."
            warn(Subtype.TEMPLATE, f"{message} The {name} of the post is used.", location=None)
            continue
        rendered[name] = html if name == "content" else Markup(html).unescape()  # noqa: S704 - to be plain text
    return replace(entry, **rendered)  # type: ignore[arg-type]  # the three fields are texts


_TEMPLATE_FOLDER = Path(__file__).with_name("templates")
_ABLOG_ONLY_KEYS = frozenset(("redirect", "canonical_link", "nocomments", "exclude"))
"""The metadata keys of ABlog that the package does not have."""
_SHARED_KEYS = frozenset((
    "blogpost", "date", "title", "tags", "author", "category", "location", "language", "image", "excerpt",
    "external_link", "canonical",
))  # fmt: skip
"""The metadata keys that ABlog also has, by their names in the package."""
_HINT_SUBTYPES = frozenset((Subtype.KEY, Subtype.IMAGE, Subtype.COLLISION, Subtype.ALIAS, Subtype.TOCTREE))
"""Subtypes that ABlog does not report, and that do not affect the output."""


@dataclass(frozen=True, kw_only=True)
class ABlogConfig(BlogConfig):
    """The options of a site in the compatibility mode."""

    ablog: ABlogOptions = field(default_factory=ABlogOptions)
    flat: bool = True
    keeps_drafts: bool = False
    sections_only: bool = False
    auto_image: int = 0
    paragraphs: int | None = 1
    templates: tuple[Path, ...] = (_TEMPLATE_FOLDER,)
    short_date: str = ""
    object_name: str = "ablog"
    orders_series: bool = False
    reports_unknown_options: bool = False
    reports_empty_filters: bool = False

    def report(self, subtype: Subtype, message: str, *, location: Location, key: str = "") -> None:
        """Report a problem: as a warning if ABlog rejects it or it affects the output, otherwise as information.

        ABlog does not report other problems, and many of its sites are built with ``-W``.
        """
        if subtype in _HINT_SUBTYPES or (key and key not in _SHARED_KEYS):
            log_hint(message, location=location)
        else:
            warn(subtype, message, location=location)

    def map_metadata(self, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the metadata of a post by the keys of the package, with the defaults of ABlog."""
        result = map_keys(values)
        for key in ("author", "location", "language"):
            default = getattr(self.ablog, f"blog_default_{key}")
            if default and not values.get(key) and not values.get(f"{key}s"):
                result[key] = default
        return result

    def date_of(self, value: object, zone: tzinfo) -> datetime:
        """Return the timestamp of a date in the format of the site, in a form of the package, or in any order."""
        if isinstance(value, int) and not isinstance(value, bool):  # `date: 20260410` is a number in YAML
            value = str(value)
        timestamp = read_by_format(value, self.ablog.post_date_format) if isinstance(value, str) else None
        try:
            return super().date_of(value if timestamp is None else timestamp, zone)
        except ValueError:
            timestamp = read_any_order(value) if isinstance(value, str) else None
            if timestamp is None:
                raise
            return super().date_of(timestamp, zone)

    def date_in(self, docname: str) -> date | None:  # noqa: ARG002
        """Return None, because ABlog ignores dates in file names."""
        return None

    def slug_of(self, label: str) -> str:
        """Return the slug of a term in ABlog."""
        return ablog_slug(label)

    def sort_posts(self, posts: list[Post]) -> list[Post]:
        """Return all posts, undated ones first, then the newest; ties by title in descending order."""
        return sort_undated_first(posts)

    def base_of(self, url: str) -> str:
        """Return the base URL of the site."""
        base = self.ablog.blog_baseurl or ""
        if not base.startswith(("https://", "http://")):
            return url
        return base if base.endswith("/") else f"{base}/"

    def former_pages(self, names: Callable[[], ObjectIndex]) -> Mapping[str, str]:
        """Return the documents of terms by the names of their former pages in ABlog."""
        index = names()
        former = _former_names(index.catalog, self).items()
        pages = ((name, index.plan.docname_of(join(self.path, term.taxonomy, term.slug))) for name, term in former)
        return {join(self.path, name): docname for name, docname in pages if docname is not None}

    def labels(self, names: ObjectIndex) -> Mapping[str, Target]:
        """Return the targets of the labels of ABlog."""
        return labels.labels_of(names)

    def feeds_of(self, catalog: Catalog) -> tuple[PlannedFeed, ...]:
        """Return all feeds."""
        return plan_ablog_feeds(catalog, self, self.ablog)

    def finish_entry(self, env: BuildEnvironment, feed: PlannedFeed, post: Post, entry: FeedEntry) -> FeedEntry:
        """Return an entry of a feed, rendered by the templates of the site."""
        return render_entry(blog_domain(env), feed, post, entry) if feed.patterns else entry


def map_keys(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the metadata of a post by the keys of the package."""
    result = {key: value for key, value in values.items() if key not in _ABLOG_ONLY_KEYS}
    redirect = values.get("redirect")
    former_urls = (
        redirect.split(",") if isinstance(redirect, str) else redirect if isinstance(redirect, (list, tuple)) else ()
    )
    former_paths = [path for name in former_urls for path in old_paths(str(name))]
    if former_paths:
        existing = result.get("aliases", ())
        result["aliases"] = [*(existing if isinstance(existing, (list, tuple)) else [existing]), *former_paths]
    if values.get("canonical_link"):
        result.setdefault("canonical", values["canonical_link"])
    if "nocomments" in values:
        result["comments"] = False
    return result


def convert_options(app: Sphinx, options: BlogConfig) -> ABlogConfig:
    """Return the options of a site in the compatibility mode (event: blog-config-inited).

    Options of the package take precedence over those of ABlog.
    """
    ablog = ABlogOptions.of(app.config)
    if ablog.icons:
        app.add_css_file(ablog.icons)
    values = {option_field.name: getattr(options, option_field.name) for option_field in fields(BlogConfig)}
    defaults = {option_field.name: default_of(option_field) for option_field in fields(BlogConfig)}
    config = ABlogConfig(
        **values,
        ablog=ablog,
        keeps_drafts=options.drafts != "hide",
        sections_only=bool(ablog.post_always_section),
        auto_image=ablog.post_auto_image,
        paragraphs=ablog.post_auto_excerpt,
        short_date=babel_pattern(ablog.post_date_format_short),
    )
    mapped = {name: value for name, value in _map_options(options, ablog).items() if values[name] == defaults[name]}
    mapped["posts"] = (*options.posts, *docname_patterns(_file_globs(ablog)))
    if ablog.blog_archive_titles:
        mapped["term_listing"] = "compact"
    return replace(config, **mapped)


def _file_globs(ablog: ABlogOptions) -> tuple[str, ...]:
    return (ablog.blog_post_pattern,) if isinstance(ablog.blog_post_pattern, str) else ablog.blog_post_pattern


def _map_options(options: BlogConfig, ablog: ABlogOptions) -> dict[str, Any]:
    """Return the options of the package that correspond to those of ABlog."""
    kinds = [kind for kind in options.taxonomy_of if kind != "years"]
    disqus = {"provider": "disqus", "shortname": ablog.disqus_shortname}
    return {
        "date_format": babel_pattern(ablog.post_date_format),
        "title": options.title or "Blog",
        "orphan_posts": bool(ablog.post_auto_orphan),
        "prev_next": None if ablog.post_show_prev_next else False,
        "comments": disqus if ablog.disqus_shortname else {},
        "feed_terms": tuple(kinds) if ablog.blog_feed_archives else (),
        "feed_content": "none" if ablog.blog_feed_titles else "full" if ablog.blog_feed_fulltext else "excerpt",
    }
