"""Post components: where they are put into a document, and how a view of one is displayed.

HTML gets a node that is rendered by templates when the page is written.  It holds no text: nothing of it is in the
search, or in what other extensions read from the document.  Other formats get plain nodes.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx import addnodes

from ..builders import is_book, makes_data, merges_documents, uses_html_visitors, writes_nodes
from ..config.components import COMPONENTS
from ..domain import blog_domain, per_build
from ..model.post import PostStatus
from ..model.services import share_url
from ..model.taxonomy import class_of
from ..nodes import component_placeholder, timestamp
from ..source.excerpts import post_root
from .component_views import shows_prev_next, views_of_components
from .context import PageContext
from .templates import SCRIPT, compile_for_workers, render

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from datetime import datetime

    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from ..domain import BlogDomain
    from ..i18n import Messages
    from ..model.page_views import CommentsView, NoticeView, PostComponents
    from ..model.post import Post
    from ..model.views import Link

__all__ = [
    "comments_of",
    "plain_components",
    "put_around",
    "register_around",
    "rendered_part",
    "switched_on",
    "template_values",
]

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
        "word": context.words.text("comments"),
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


_MILD = ("unlisted", "updated")
"""The kinds of notice that warn of nothing."""
_FOLDED = 6
"""A box of a series with more parts than this is folded."""


def template_values(
    view: PostComponents, name: str, context: PageContext, *, shows_prev_next: bool
) -> dict[str, Any] | None:
    """Return the values for the template of a component; None if it has nothing to show.

    :param shows_prev_next: whether the posts before and after by date are shown beside the parts of series.
    """
    if name == "prev_next":
        return _prev_next(view, context, by_date=shows_prev_next)
    return _VALUES[name](view, context)


# -- values for templates ----------------------------------------------------------------------------------------------


def _byline(view: PostComponents, context: PageContext) -> dict[str, Any] | None:
    """When, by whom, what about, how long."""
    byline, words = view.byline, context.words
    groups = byline.groups
    values = {
        "date": _date(byline.date, words),
        "updated": _updated(byline.updated, words),
        "terms": {group.taxonomy: [_term(term, context) for term in group.terms] for group in groups},
        "classes": {group.taxonomy: class_of(group.taxonomy) for group in groups},
        "tags": [_term(tag, context) for tag in byline.tags],
        "minutes": words.length(byline.measure),
    }
    return {**values, "comma": words.text("comma")} if any(values.values()) else None


def _notices(view: PostComponents, context: PageContext) -> dict[str, Any] | None:
    """What a visitor has to know first."""
    found = []
    for notice in view.notices:
        title, text = _notice(notice, context.words)
        admonition = "note" if notice.kind in _MILD else "warning"
        found.append({"kind": notice.kind, "admonition": admonition, "title": title, "text": text})
    return {"notices": found} if found else None


def _series(view: PostComponents, context: PageContext) -> dict[str, Any] | None:
    """The boxes of the series."""
    words = context.words
    boxes = []
    for box in view.series:
        place = words.part(box.number, box.total)
        is_folded = box.total > _FOLDED
        boxes.append({
            "label": box.series.text,
            "url": context.url(box.series),
            "place": place,
            "name": words.joined(box.series.text, place),
            "folded": is_folded,
            "more": words.text("all parts") if is_folded else "",
            "parts": [
                {"number": part.number, "current": part.is_current, **_titled(part.post, context)} for part in box.parts
            ],
        })  # fmt: skip
    return {"boxes": boxes} if boxes else None


def _prev_next(view: PostComponents, context: PageContext, *, by_date: bool) -> dict[str, Any] | None:
    """What comes before and after: in each series, and by date."""
    phrase = context.words.text
    rows = []
    for box in view.series:
        words = phrase("previous part"), phrase("next part")
        rows.append(_row(box.series.text, (box.previous, box.next), words, context))
    if by_date:
        beside = view.prev_next.newer, view.prev_next.older
        rows.append(_row(phrase("posts"), beside, (phrase("newer post"), phrase("older post")), context))
    rows = [row for row in rows if row["previous"] or row["next"]]
    return {"rows": rows} if rows else None


def _related(view: PostComponents, context: PageContext) -> dict[str, Any] | None:
    """Posts on the same subjects."""
    posts = [{**_titled(found.post, context), "date": _date(found.date, context.words)} for found in view.related]
    return {"title": context.words.text("related"), "posts": posts} if posts else None


def _license(view: PostComponents, context: PageContext) -> dict[str, Any] | None:
    """What the text may be used for."""
    if view.license is None:
        return None
    words = {"word": context.words.text("license"), "colon": context.words.text("colon")}
    return {**words, "text": view.license.text, "url": view.license.url}


def _share(view: PostComponents, context: PageContext) -> dict[str, Any] | None:
    """Links by which visitors share the post."""
    if view.share is None:
        return None
    words, share = context.words, view.share
    url = share.canonical or context.absolute_url(share.base, share.post)
    links = []
    for key, label, template in share.services:
        name = words.service(label) if key else label
        title = words.text("by e-mail") if key == "email" else words.share_on(name)
        links.append({"name": name, "url": share_url(template, url, share.post.text), "title": title})
    return {"word": words.text("share"), "colon": words.text("colon"), "links": links}


def _comments(view: PostComponents, context: PageContext) -> dict[str, Any] | None:
    """What other visitors say."""
    return comments_of(view.comments, context) if view.comments is not None else None


_VALUES: dict[str, Callable[[PostComponents, PageContext], dict[str, Any] | None]] = {
    "byline": _byline, "notices": _notices, "series": _series, "related": _related, "license": _license,
    "share": _share, "comments": _comments,
}  # fmt: skip


def _date(date: datetime | None, words: Messages) -> dict[str, str] | None:
    return {"text": words.date(date), "iso": date.isoformat()} if date is not None else None


def _updated(date: datetime | None, words: Messages) -> dict[str, str] | None:
    return {"text": words.updated(date), "iso": date.isoformat()} if date is not None else None


def _term(link: Link, context: PageContext) -> dict[str, str]:
    return {"label": link.text, "url": context.url(link)}


def _titled(link: Link, context: PageContext) -> dict[str, str]:
    return {"title": link.text, "url": context.url(link)}


def _row(
    label: str, posts: tuple[Link | None, Link | None], words: tuple[str, str], context: PageContext
) -> dict[str, Any]:
    before, after = (
        {"word": word, **_titled(post, context)} if post is not None else None
        for post, word in zip(posts, words, strict=True)
    )
    return {"label": label, "previous": before, "next": after}


def _notice(notice: NoticeView, words: Messages) -> tuple[str, str]:
    """Return the title and text of a notice."""
    if notice.kind == "updated":
        assert notice.timestamp is not None
        return words.updated(notice.timestamp), ""
    return words.notice(PostStatus(notice.kind), notice.timestamp)


# -- the plain form ----------------------------------------------------------------------------------------------------


def plain_components(view: PostComponents, context: PageContext, names: Collection[str]) -> list[nodes.Node]:
    """Return the byline, notices and places in series of a post as nodes.

    :param names: the components that have a place in the text.
    """
    result: list[nodes.Node] = []
    if "byline" in names:
        result += _plain_byline(view, context)
    for notice in view.notices if "notices" in names else ():
        title, text = _notice(notice, context.words)
        box = nodes.admonition("", nodes.title(title, title), classes=["blog-notice"])
        box += nodes.paragraph(text, text) if text else []
        result.append(box)
    for box_view in view.series if "series" in names else ():
        place = context.words.text("colon") + context.words.part(box_view.number, box_view.total)
        result.append(nodes.paragraph("", "", context.node(box_view.series), nodes.Text(place)))
    return result


def _plain_byline(view: PostComponents, context: PageContext) -> list[nodes.paragraph]:
    byline, words = view.byline, context.words
    comma = words.text("comma")
    parts: list[list[nodes.Node]] = []
    if byline.date is not None:
        text = words.date(byline.date)
        parts.append([timestamp(text, text, datetime=byline.date.isoformat(), classes=["blog-date"])])
    if byline.updated is not None:
        parts.append([nodes.Text(words.updated(byline.updated))])
    parts += [_plain_row([[context.node(term)] for term in group.terms], comma) for group in byline.groups]
    if length := words.length(byline.measure):
        parts.append([nodes.Text(length)])
    lines = [nodes.paragraph("", "", *_plain_row(parts, " · "), classes=["blog-meta"])] if parts else []
    if byline.tags:
        row = _plain_row([[context.node(tag)] for tag in byline.tags], comma)
        name = words.taxonomy("tag") + words.text("colon")
        lines.append(nodes.paragraph("", "", nodes.Text(name), *row, classes=["blog-tags"]))
    return lines


def _plain_row(parts: Iterable[list[nodes.Node]], separator: str) -> list[nodes.Node]:
    row: list[nodes.Node] = []
    for part in parts:
        row += [nodes.Text(separator), *part] if row else part
    return row


_TOP = COMPONENTS[:3]
_END = COMPONENTS[3:]
_OF_THE_WEB = ("share", "comments")


def register_around(app: Sphinx) -> None:
    """Add the node to HTML; no other format ever gets one."""
    app.add_node(component_placeholder, html=(_visit, None))


def put_around(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put the parts into a document that is about to be written (event: doctree-resolved).

    Listings show posts as they were stored, without them.
    """
    domain = blog_domain(app.env)
    if docname in domain.posts:
        _fill(domain, doctree, docname)
    elif merges_documents(app.builder):
        for part in doctree.findall(addnodes.start_of_file):
            _fill(domain, part, part["docname"])


def _fill(domain: BlogDomain, root: nodes.Element, docname: str) -> None:
    builder = domain.app.builder
    for post in domain.posts.get(docname, ()):
        if post.key not in domain.catalog.built:
            continue
        section = post_root(cast("nodes.document", root), post.anchor)
        parent, place = _below_title(section)
        if uses_html_visitors(domain.app):
            compile_for_workers(domain.app, *(f"blog/{part}.html" for part in switched_on(domain)))
            parent.insert(place, _node(post, _TOP))
            if not post.anchor and not is_book(builder):
                root += _node(post, _END)
        elif writes_nodes(builder):
            view, context = _shown(domain, post, docname)
            parent[place:place] = plain_components(view, context, switched_on(domain))


def _shown(domain: BlogDomain, post: Post, docname: str) -> tuple[PostComponents, PageContext]:
    """Return the view of the components of a post, and a context for the page of a document."""
    view = views_of_components(domain).of(domain.catalog.built[post.key])
    return view, PageContext(domain.app, domain.messages, docname, view)


def _below_title(section: nodes.Element) -> tuple[nodes.Element, int]:
    """Where the text of a post begins: below its own title, or that of its first section."""
    for place, child in enumerate(section.children):
        if isinstance(child, nodes.title):
            return section, place + 1
        if isinstance(child, nodes.section):
            return _below_title(child)
    return section, 0


def _node(post: Post, parts: tuple[str, ...]) -> component_placeholder:
    return component_placeholder(post=post.key, parts=parts, classes=["no-search"])


def _visit(translator: HTML5Translator, node: nodes.Element) -> None:
    domain = blog_domain(translator.builder.env)
    post = domain.catalog.built[node["post"]]
    switches = switched_on(domain)
    view, context = _shown(domain, post, post.docname)
    translator.body += [_rendered(domain, view, context, part) for part in node["parts"] if part in switches]
    raise nodes.SkipNode


@per_build
def switched_on(domain: BlogDomain) -> frozenset[str]:
    """Return the names of the components that have a place in posts."""
    options, builder = domain.options, domain.app.builder
    switches = {
        "byline": options.byline,
        "notices": options.notices,
        "series": options.series_box,
        "license": True,  # of some posts, though the site has none
        "share": options.share and domain.base,
        "prev_next": options.series_box or shows_prev_next(domain),
        "related": options.related,
        "comments": options.comments,
    }
    # sites made of JSON or pickles have scripts and templates of their own
    left_out = (*options.manual_components, *(_OF_THE_WEB if makes_data(builder) else ()))
    return frozenset(part for part in COMPONENTS if switches[part] and part not in left_out)


def rendered_part(domain: BlogDomain, docname: str, part: str) -> str:
    """Return a component of the post that a document is, as HTML; empty if there is nothing to show."""
    post = domain.catalog.built.get(docname)
    if post is None or part not in COMPONENTS:
        return ""
    return _rendered(domain, *_shown(domain, post, docname), part)


def _rendered(domain: BlogDomain, view: PostComponents, context: PageContext, part: str) -> str:
    values = template_values(view, part, context, shows_prev_next=_shows_prev_next(domain))
    return render(domain.app, f"blog/{part}.html", values) + "\n" if values is not None else ""


_shows_prev_next = per_build(shows_prev_next)
