"""The head: what posts and pages of the blog say to search engines and previews of links.

It is written last, so that what the author or another extension has put there is seen: no tag stands there twice.
"""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any, cast

from markupsafe import Markup

from ..domain import blog_domain
from ..model.head_data import (
    Tag,
    article_tags,
    blog_data,
    breadcrumbs,
    page_tags,
    posting,
    profile,
    script_text,
    without,
)
from ..model.page_plan import PageKind
from ..model.post import UNPUBLISHED, State
from ..site import is_site
from .headrecords import heads_of
from .templating import render

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docutils import nodes
    from sphinx.application import Sphinx

    from ..domain import BlogDomain
    from ..model.head_data import PageHead
    from ..model.page_plan import Page
    from ..model.post import Post
    from .headrecords import Heads

__all__ = ["note_covers", "write_head"]

_TEMPLATE = "blog/head.html"
_KINDS = ("name", "property")


def write_head(app: Sphinx, pagename: str, _template: str, context: dict[str, Any], doctree: object) -> None:
    """Complete the head of a post or a page of the blog (event: html-page-context, after all others)."""
    domain = blog_domain(app.env)
    found = domain.posts.get(pagename, ())
    built = domain.catalog.built if found else {}  # whose texts show the titles of others
    posts = [built[post.key] for post in found if post.key in built]
    page = domain.plan.page(pagename)
    if doctree is None or not (posts or page is not None) or not is_site(app.builder):
        return
    present = _present_in(context.get("metatags") or "", domain.build.computed)
    tags: tuple[Tag, ...] = ()
    structured: list[dict[str, Any]] = []
    if domain.options.head:
        tags, structured, url = _told(app, pagename, posts, page, present)
        context["pageurl"] = url or context.get("pageurl")  # the theme writes the canonical link
    tags = without(tags, present)
    if _is_hidden(domain, posts, page) and "noindex" not in present.get("robots", "").lower():
        tags = (Tag(attribute="name", key="robots", content="noindex"), *tags)
    if tags or structured:
        texts = [Markup(script_text(data)) for data in structured]  # noqa: S704 - inert by script_text
        shown = {kind: [(key, text) for attribute, key, text in tags if attribute == kind] for kind in _KINDS}
        told = render(app, _TEMPLATE, {"names": shown["name"], "properties": shown["property"], "structured": texts})
        context["metatags"] = f"{context.get('metatags') or ''}\n{told.rstrip()}"


def note_covers(app: Sphinx, _doctree: nodes.document, docname: str) -> None:
    """Have the cover of a post copied, though no page may show it (event: doctree-resolved, in the main process)."""
    if not is_site(app.builder):
        return
    for post in blog_domain(app.env).posts.get(docname, ()):
        if post.image in app.env.images:
            app.builder.images.setdefault(post.image, app.env.images[post.image][1])


def _told(
    app: Sphinx, pagename: str, posts: list[Post], page: Page | None, present: Mapping[str, str]
) -> tuple[tuple[Tag, ...], list[dict[str, Any]], str]:
    """The tags, the structured data, and the canonical URL of a page."""
    heads = heads_of(app)
    # a description beside one for Open Graph was made from the text by the extension that wrote that
    said = present.get("description", "") if "og:description" not in present else ""
    whole = next((post for post in posts if not post.anchor), None)
    articles = [heads.article(post, said="" if post.anchor else said) for post in posts]
    structured = [posting(heads.site, article) for article in articles]
    if whole is not None:
        article = articles[posts.index(whole)]
        tags, title, url = article_tags(heads.site, article), article.title, article.url
    else:
        record = heads.page(pagename, page, said=said)
        tags, title, url = page_tags(heads.site, record), record.title, record.url
        structured += _data_of_page(app, heads, page, record)
    trail = breadcrumbs(heads.crumbs(pagename, title))
    return tags, structured if trail is None else [*structured, trail], url


def _data_of_page(app: Sphinx, heads: Heads, page: Page | None, record: PageHead) -> list[dict[str, Any]]:
    if record.person is not None:
        return [profile(record, record.person)]
    if page is not None and page.kind is PageKind.HOME and page.number == 1:
        built = blog_domain(app.env).catalog.built
        return [blog_data(heads.site, record, [heads.article(built[key]) for key in page.posts])]
    return []


def _is_hidden(domain: BlogDomain, posts: list[Post], page: Page | None) -> bool:
    """Whether robots are told to keep out: of what is not published, and of what nothing leads to."""
    states = domain.catalog.states
    if any(states[post.key] in UNPUBLISHED for post in posts):  # in a preview, a section too
        return True
    whole = next((post for post in posts if not post.anchor), None)
    unlisted = whole is not None and states[whole.key] is State.UNLISTED
    return unlisted or (page is not None and page.kind is PageKind.DRAFTS)


class _Finder(HTMLParser):
    """Finds the ``meta`` elements of a head."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        """What each says, by its ``name`` or ``property``."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a ``meta`` element."""
        said = dict(attrs)
        key = said.get("property") or said.get("name")
        if tag == "meta" and key:
            self.found.setdefault(key.strip().lower(), said.get("content") or "")


def _present_in(head: str, computed: dict[str, object]) -> Mapping[str, str]:
    """The ``meta`` elements that a head has already.

    :param computed: where those of the last page wait, since most pages begin alike.
    """
    known = cast("tuple[str, dict[str, str]] | None", computed.get("metatags"))
    if known is None or known[0] != head:
        finder = _Finder()
        finder.feed(head)
        computed["metatags"] = known = (head, finder.found)
    return known[1]
