"""The conventions of ABlog: dates, the order of posts, URLs and feeds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, TemplateError
from markupsafe import Markup, escape

from ..config import BlogConfig, default_of
from ..diagnostics import Subtype, inform, warn
from ..domain import blog_domain
from ..model.feeds import FORMATS, PlannedFeed, in_feeds
from ..model.page_plan import join
from . import labels
from .dates import read_any_order
from .labels import ablog_slug, babel_pattern, docname_patterns, old_addresses, read_by_format, undated_first
from .options import ABlogOptions
from .template_objects import ABlogView

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date, datetime, tzinfo

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from ..diagnostics import Place
    from ..domain import BlogDomain
    from ..model.catalog import Catalog
    from ..model.feed_formats import FeedEntry
    from ..model.post import Post
    from ..model.terms import Term
    from ..object_index import Names, Target

__all__ = ["ABlogConfig", "filled", "in_our_words", "plan_ablog_feeds", "take_over"]

_FEED_FIELDS = ("title", "summary", "content")


def plan_ablog_feeds(catalog: Catalog, options: BlogConfig, said: ABlogOptions) -> tuple[PlannedFeed, ...]:
    """The feeds of the blog, then by kind of term those of terms, then those of years."""
    shown = in_feeds(catalog)
    keys = {post.key for post in shown}
    planner = _Planner(options, said.blog_feed_templates, keys)
    feeds = [*planner.feeds("", shown, title=options.title)]
    for taxonomy, terms in catalog.terms.items() if said.blog_feed_archives else ():
        for term in terms:
            feeds += planner.feeds(join(taxonomy, term.slug), term.posts, term=term)
    for name, term in _former_names(catalog, options).items() if said.blog_feed_archives else ():
        feeds += planner.feeds(name, term.posts, title=f"{options.title} · {term.label}")
    for year, posts in catalog.years.items() if said.blog_feed_archives else ():
        feeds += planner.feeds(str(year), posts, title=f"{options.title} · {year}")
    return tuple(feeds)


def _former_names(catalog: Catalog, options: BlogConfig) -> dict[str, Term]:
    """Return the terms by the names, below the blog's folder, of pages that ABlog gave them and that are not made now.

    ABlog has a page for each spelling of a term, named by its full name where ``conf.py`` has exactly that spelling.
    """
    declared = {"author": options.authors, "location": options.locations, "language": options.languages}
    made = {join(taxonomy, term.slug) for taxonomy, terms in catalog.terms.items() for term in terms}
    found: dict[str, Term] = {}
    for taxonomy, terms in catalog.terms.items():
        entries = declared.get(taxonomy)
        full_names = entries if isinstance(entries, Mapping) else {}
        key_of = catalog.vocabulary(taxonomy).key_of
        for term in terms:
            spellings = {label for post in term.posts for label in post.labels(taxonomy) if key_of(label) == term.key}
            for label in sorted(spellings):
                entry = full_names.get(label)
                slug = ablog_slug(str(entry[0]) if isinstance(entry, (list, tuple)) and entry else label)
                if (name := join(taxonomy, slug)) not in made:
                    found.setdefault(name, term)
    return found


class _Planner:
    """Plans the feeds of a folder."""

    def __init__(self, options: BlogConfig, templates: Mapping[str, Mapping[str, str]], keys: set[str]) -> None:
        self._options, self._keys = options, keys
        atom = templates if "atom" in options.feed_formats else {}
        self._files = [(f"{name}.xml", "atom", tuple(sorted(texts.items()))) for name, texts in atom.items()]
        self._files += [(FORMATS[name].file, name, ()) for name in options.feed_formats if name != "atom"]

    def feeds(
        self, below: str, posts: Iterable[Post], *, term: Term | None = None, title: str = ""
    ) -> Iterator[PlannedFeed]:
        """The feeds of a folder below the blog's."""
        shown = tuple(post.key for post in posts if post.key in self._keys)[: self._options.feed_length]
        folder = join(self._options.path, below)
        for file, form, patterns in self._files if shown else ():
            yield PlannedFeed(
                file=join(folder, file),
                format=form,
                page=folder if below else join(folder, "index"),
                content=self._options.feed_content,
                posts=shown,
                patterns=patterns,
                title=title,
                taxonomy=term.taxonomy if term is not None else "",
                slug=term.slug if term is not None else "",
                label=term.label if term is not None else "",
            )


def filled(domain: BlogDomain, feed: PlannedFeed, post: Post, entry: FeedEntry) -> FeedEntry:
    """An entry, its fields made by the site's templates; one that cannot be rendered is told, and the field stays.

    All that a template is given is escaped, for the content is HTML; titles and summaries are made plain again.
    """
    environment = Environment(autoescape=True)
    context = {
        "title": escape(entry.title),
        "summary": escape(entry.summary),
        "content": Markup(entry.content or ""),  # noqa: S704 - it is the HTML of the post
        "post": ABlogView(domain, "").post(post),
        "post_url": escape(entry.url),
        "feed_title": escape(feed.title),
    }
    made: dict[str, str] = {}
    for name, text in feed.patterns:
        if name not in _FEED_FIELDS:
            continue
        try:
            html = environment.from_string(text).render(context)
        except TemplateError as error:
            message = f"blog_feed_templates: {name} of {feed.file} cannot be rendered ({error.message})"
            warn(Subtype.TEMPLATE, f"{message}; that of the post is used", location=None)
            continue
        made[name] = html if name == "content" else Markup(html).unescape()  # noqa: S704 - to be plain text
    return replace(entry, **made)  # type: ignore[arg-type]  # each of the three is a text


_TEMPLATES = Path(__file__).with_name("templates")
_OWN = frozenset(("redirect", "canonical_link", "nocomments", "exclude"))
"""The keys of posts that only ABlog has."""
_SHARED = frozenset((
    "blogpost", "date", "title", "tags", "author", "category", "location", "language", "image", "excerpt",
    "external_link", "canonical",
))  # fmt: skip
"""The keys of posts that ABlog has, too, by our names."""
_ADVICE = frozenset((Subtype.KEY, Subtype.IMAGE, Subtype.COLLISION, Subtype.ALIAS, Subtype.TOCTREE))
"""What ABlog never reports, and what takes nothing from the site that it shows."""


@dataclass(frozen=True, kw_only=True)
class ABlogConfig(BlogConfig):
    """The options of such a site."""

    said: ABlogOptions = field(default_factory=ABlogOptions)
    flat: bool = True
    keeps_drafts: bool = False
    sections_only: bool = False
    auto_image: int = 0
    paragraphs: int | None = 1
    templates: tuple[Path, ...] = (_TEMPLATES,)
    short_date: str = ""
    object_name: str = "ablog"
    reports_empty_filters: bool = False

    def report(self, subtype: Subtype, message: str, *, location: Place, key: str = "") -> None:
        """Report as a warning what ABlog stops at, or what takes something from the site that it shows.

        ABlog is silent about all else, and many of its sites are built with ``-W``.  That is logged.
        """
        if subtype in _ADVICE or (key and key not in _SHARED):
            inform(message, location=location)
        else:
            warn(subtype, message, location=location)

    def meant(self, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """What an author says of a post, by our keys."""
        result = in_our_words(values)
        for key in ("author", "location", "language"):
            default = getattr(self.said, f"blog_default_{key}")
            if default and not values.get(key) and not values.get(f"{key}s"):
                result[key] = default
        return result

    def date_of(self, value: object, zone: tzinfo) -> datetime:
        """Return the moment an author means: by the site's form, by the blog's own ones, or in any order."""
        if isinstance(value, int) and not isinstance(value, bool):  # `date: 20260410` is a number in YAML
            value = str(value)
        found = read_by_format(value, self.said.post_date_format) if isinstance(value, str) else None
        try:
            return super().date_of(value if found is None else found, zone)
        except ValueError:
            moment = read_any_order(value) if isinstance(value, str) else None
            if moment is None:
                raise
            return super().date_of(moment, zone)

    def date_in(self, docname: str) -> date | None:  # noqa: ARG002
        """None: a post without a date is a draft, whatever the name of its file."""
        return None

    def slug_of(self, label: str) -> str:
        """The page name of a term, as ABlog has it."""
        return ablog_slug(label)

    def ordered(self, posts: list[Post]) -> list[Post]:
        """All posts, the newest first: those of one day by title, from the end of the alphabet; undated ones before."""
        return undated_first(posts)

    def base_of(self, told: str) -> str:
        """The URL of the site's root."""
        base = self.said.blog_baseurl or ""
        if not base.startswith(("https://", "http://")):
            return told
        return base if base.endswith("/") else f"{base}/"

    def former_pages(self, names: Callable[[], Names]) -> Mapping[str, str]:
        """Return the documents of terms by the names of the pages that other spellings had in ABlog."""
        known = names()
        former = _former_names(known.catalog, self).items()
        pages = ((name, known.plan.docname_of(join(self.path, term.taxonomy, term.slug))) for name, term in former)
        return {join(self.path, name): docname for name, docname in pages if docname is not None}

    def labels(self, names: Names) -> Mapping[str, Target]:
        """What ``ref`` names."""
        return labels.labels_of(names)

    def feeds_of(self, catalog: Catalog) -> tuple[PlannedFeed, ...]:
        """All feeds."""
        return plan_ablog_feeds(catalog, self, self.said)

    def finished(self, env: BuildEnvironment, feed: PlannedFeed, post: Post, entry: FeedEntry) -> FeedEntry:
        """An entry of a feed, with what the site's templates make of it."""
        return filled(blog_domain(env), feed, post, entry) if feed.patterns else entry


def in_our_words(values: Mapping[str, Any]) -> dict[str, Any]:
    """Keys of a post by ABlog's names, by ours."""
    result = {key: value for key, value in values.items() if key not in _OWN}
    said = values.get("redirect")
    names = said.split(",") if isinstance(said, str) else said if isinstance(said, (list, tuple)) else ()
    old = [address for name in names for address in old_addresses(str(name))]
    if old:
        given = result.get("aliases", ())
        result["aliases"] = [*(given if isinstance(given, (list, tuple)) else [given]), *old]
    if values.get("canonical_link"):
        result.setdefault("canonical", values["canonical_link"])
    if "nocomments" in values:
        result["comments"] = False
    return result


def take_over(app: Sphinx, options: BlogConfig) -> ABlogConfig:
    """The site's options in our words (event: blog-config-inited).

    Where an option of ours was set, it counts.
    """
    said = ABlogOptions.of(app.config)
    if said.icons:
        app.add_css_file(said.icons)
    given = {declared.name: getattr(options, declared.name) for declared in fields(BlogConfig)}
    usual = {declared.name: default_of(declared) for declared in fields(BlogConfig)}
    taken = ABlogConfig(
        **given,
        said=said,
        keeps_drafts=options.drafts != "hide",
        sections_only=bool(said.post_always_section),
        auto_image=said.post_auto_image,
        paragraphs=said.post_auto_excerpt,
        short_date=babel_pattern(said.post_date_format_short),
    )
    found = {name: value for name, value in _translated(options, said).items() if given[name] == usual[name]}
    found["posts"] = (*options.posts, *docname_patterns(_globs(said)))
    if said.blog_archive_titles:
        found["term_listing"] = "compact"
    return replace(taken, **found)


def _globs(said: ABlogOptions) -> tuple[str, ...]:
    return (said.blog_post_pattern,) if isinstance(said.blog_post_pattern, str) else said.blog_post_pattern


def _translated(options: BlogConfig, said: ABlogOptions) -> dict[str, Any]:
    """Options of ours, by what ABlog's say."""
    kinds = [kind for kind in options.taxonomy_of if kind != "years"]
    disqus = {"provider": "disqus", "shortname": said.disqus_shortname}
    return {
        "date_format": babel_pattern(said.post_date_format),
        "title": options.title or "Blog",
        "orphan_posts": bool(said.post_auto_orphan),
        "prev_next": None if said.post_show_prev_next else False,
        "comments": disqus if said.disqus_shortname else {},
        "feed_terms": tuple(kinds) if said.blog_feed_archives else (),
        "feed_content": "none" if said.blog_feed_titles else "full" if said.blog_feed_fulltext else "excerpt",
    }
