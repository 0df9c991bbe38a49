"""Post components: their insertion into documents and the rendering of their views.

In HTML builds, a component is a placeholder that templates render when the page is written.  It contains no text, so
that the search index and other extensions ignore it.  In other formats, components are plain nodes.
"""

from __future__ import annotations

import json
import posixpath
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from markupsafe import Markup, escape
from sphinx import addnodes

from ..builders import is_book, is_ebook, makes_data, merges_documents, uses_html_visitors, writes_nodes
from ..config.components import COMPONENTS
from ..domain import blog_domain, per_build
from ..i18n import SEPARATOR
from ..model.listing_views import Cover
from ..model.post import PostStatus
from ..model.services import share_url
from ..model.taxonomy import class_of, link_class_of
from ..nodes import component_placeholder, post_content, timestamp
from ..source.excerpts import post_root
from .citations import citation_values, plain_citation_of
from .component_views import shows_cover, shows_prev_next, views_of_components
from .context import CoverFile, PageContext, cover_image, math_renderer, with_direction
from .covers import CoverMaker
from .templates import SCRIPT, compile_for_workers, render

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from datetime import datetime

    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from ..domain import BlogDomain
    from ..i18n import Messages
    from ..model.page_views import CommentsView, CoverView, NoticeView, OriginalView, PostComponents
    from ..model.post import Post
    from ..model.views import Link

__all__ = [
    "comments_of",
    "enabled_components",
    "insert_components",
    "plain_components",
    "plain_end_components",
    "register_components",
    "render_component",
    "set_direction",
    "template_values",
]

_PROVIDER_NAMES = {"giscus": "giscus", "utterances": "utterances", "disqus": "Disqus", "isso": "Isso"}
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
        "link": f"https://github.com/{options['repo']}/{_GITHUB_PAGES[provider]}" if provider in _GITHUB_PAGES else "",
        "word": context.messages.text("comments"),
        "note": context.messages.comments_by(_PROVIDER_NAMES[provider]),
        "script": context.script_url(SCRIPT),
    }


_GITHUB_PAGES = {"giscus": "discussions", "utterances": "issues"}


def _element(options: Mapping[str, Any], post: Link) -> dict[str, str]:
    """Return the attributes of the element into which a service inserts comments."""
    if options["provider"] == "disqus":
        return {"id": "disqus_thread"}
    if options["provider"] == "isso":
        thread = {} if options.get("thread") == "path" else {"data-isso-id": f"/{post.docname}"}
        return {"id": "isso-thread", "data-title": post.text, **thread}
    return {"class": options["provider"]}


def _giscus(options: Mapping[str, Any], post: Link, language: str, _url: str) -> tuple[str, dict[str, str]]:
    """Return the URL of the script of giscus, and its settings.

    See https://github.com/giscus/giscus/blob/main/ADVANCED-USAGE.md
    """
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
    """Return the URL of the script of utterances, and its settings.

    See https://utteranc.es
    """
    settings = {
        "repo": options["repo"],
        "issue-term": "pathname" if options.get("thread") == "path" else post.docname,
        **({"label": options["label"]} if "label" in options else {}),
    }
    return "https://utteranc.es/client.js", settings


def _disqus(options: Mapping[str, Any], post: Link, _language: str, url: str) -> tuple[str, dict[str, str]]:
    """Return the URL of the script of Disqus, and its settings.

    See https://help.disqus.com/en/articles/1717084-javascript-configuration-variables
    """
    settings = {"title": post.text, **({"url": url} if url else {})}
    if options.get("thread") != "path":
        settings["identifier"] = post.docname
    return f"https://{options['shortname']}.disqus.com/embed.js", settings


def _isso(options: Mapping[str, Any], _post: Link, language: str, _url: str) -> tuple[str, dict[str, str]]:
    """Return the URL of the script of Isso, and its settings.

    See https://isso-comments.de/docs/reference/client-config/
    """
    url = options["url"].rstrip("/")
    settings = {f"data-isso-{name}": value for name, value in options.get("options", {}).items()}
    return f"{url}/js/embed.min.js", {"data-isso": f"{url}/", "data-isso-lang": language, **settings}


_SCRIPTS = {"giscus": _giscus, "utterances": _utterances, "disqus": _disqus, "isso": _isso}


_HARMLESS_NOTICES = ("unlisted", "updated")
"""The kinds of notice that are notes, not warnings."""
_MAX_OPEN_PARTS = 6
"""The box of a series with more parts is collapsed."""


def template_values(
    view: PostComponents, name: str, context: PageContext, *, shows_prev_next: bool
) -> dict[str, Any] | None:
    """Return the values for the template of a component; None if it is empty.

    :param shows_prev_next: whether the previous and next posts by date are displayed besides those of series.
    """
    if name == "prev_next":
        return _prev_next(view, context, by_date=shows_prev_next)
    return _VALUES[name](view, context)


# -- values for templates ----------------------------------------------------------------------------------------------


def _byline(view: PostComponents, context: PageContext) -> dict[str, Any] | None:
    """Return the values of the byline."""
    byline, messages = view.byline, context.messages
    groups = byline.groups
    values = {
        "date": _date(byline.date, messages),
        "updated": _updated(byline.updated, messages),
        "terms": {group.taxonomy: [_term(term, context) for term in group.terms] for group in groups},
        "classes": {group.taxonomy: class_of(group.taxonomy) for group in groups},
        "link_classes": {group.taxonomy: link_class_of(group.taxonomy) for group in groups},
        "tags": [_term(tag, context) for tag in byline.tags],
        "avatars": [context.image_source(image) for image in byline.avatars],
        "minutes": messages.length(byline.measure),
        "original": _original(byline.original, context),
        "versions": byline.versions,
    }
    return {**values, "comma": messages.text("comma")} if any(values.values()) else None


def _cover(view: PostComponents, context: PageContext) -> dict[str, Any] | None:
    """Return the values of the cover, without resized images: a template of the site displays it."""
    return cover_values(view.cover, context, CoverFile()) if view.cover is not None else None


def cover_values(view: CoverView, context: PageContext, file: CoverFile) -> dict[str, Any]:
    """Return the values of the cover.

    :param file: its size and resized images.
    """
    source = context.image_source(view.image)
    return {"image": cover_image(source, view.image.alt, file, posixpath.dirname(source))}


def _original(view: OriginalView | None, context: PageContext) -> dict[str, str] | None:
    """Return the values of the line about where a post comes from."""
    if view is None:
        return None
    word = context.messages.text(view.kind) + context.messages.text("colon")
    url = context.url(view.source)
    return {"word": word, "kind": view.kind, "title": view.source.text, "url": url, "author": view.author}


def _notices(view: PostComponents, context: PageContext) -> dict[str, Any] | None:
    """Return the values of the notices."""
    notices = []
    for notice in view.notices:
        title, pattern, values = _notice(notice, context.messages)
        # Names of projects and versions have the same direction in all languages.
        marked = {name: Markup('<bdi dir="ltr">{}</bdi>').format(value) for name, value in values.items()}
        notices.append({
            "kind": notice.kind,
            "admonition": "note" if notice.kind in _HARMLESS_NOTICES else "warning",
            "title": title,
            "text": escape(pattern).format(**marked) if marked else pattern,
            "link": _title_and_url(notice.successor, context) if notice.successor is not None else None,
        })  # fmt: skip
    return {"notices": notices} if notices else None


def _series(view: PostComponents, context: PageContext) -> dict[str, Any] | None:
    """Return the values of the boxes of series."""
    messages = context.messages
    boxes = []
    for box in view.series:
        position = messages.part(box.number, box.total)
        is_folded = box.total > _MAX_OPEN_PARTS
        boxes.append({
            "label": box.series.text,
            "url": context.url(box.series),
            "place": position,
            "name": messages.joined(box.series.text, position),
            "folded": is_folded,
            "more": messages.text("all parts") if is_folded else "",
            "parts": [
                {"number": part.number, "current": part.is_current, **_title_and_url(part.post, context)}
                for part in box.parts
            ],
        })  # fmt: skip
    return {"boxes": boxes} if boxes else None


def _prev_next(view: PostComponents, context: PageContext, *, by_date: bool) -> dict[str, Any] | None:
    """Return the values of the previous/next links: in each series, and by date."""
    text = context.messages.text
    rows = []
    for box in view.series:
        labels = text("previous part"), text("next part")
        rows.append(_row(box.series.text, (box.previous, box.next), labels, context))
    if by_date:
        posts = view.prev_next.older, view.prev_next.newer  # previous is older, as in themes and in series
        rows.append(_row(text("posts"), posts, (text("older post"), text("newer post")), context))
    rows = [row for row in rows if row["previous"] or row["next"]]
    return {"rows": rows} if rows else None


def _objects(view: PostComponents, context: PageContext) -> dict[str, Any] | None:
    """Return the values of the objects that the post mentions."""
    messages = context.messages
    groups = [
        {"project": group.project, "objects": [_title_and_url(link, context) for link in group.objects]}
        for group in view.objects
    ]
    return (
        {
            "title": messages.text("mentioned"),
            "groups": groups,
            "comma": messages.text("comma"),
            "colon": messages.text("colon"),
        }
        if groups
        else None
    )


def _backlinks(view: PostComponents, context: PageContext) -> dict[str, Any] | None:
    """Return the values of the posts that link to the post."""
    posts = [
        {**_title_and_url(item.post, context), "date": _date(item.date, context.messages)} for item in view.backlinks
    ]
    return {"title": context.messages.text("backlinks"), "posts": posts} if posts else None


def _related(view: PostComponents, context: PageContext) -> dict[str, Any] | None:
    """Return the values of the related posts."""
    posts = [
        {**_title_and_url(item.post, context), "date": _date(item.date, context.messages)} for item in view.related
    ]
    return {"title": context.messages.text("related"), "posts": posts} if posts else None


def _license(view: PostComponents, context: PageContext) -> dict[str, Any] | None:
    """Return the values of the license."""
    if view.license is None:
        return None
    labels = {"word": context.messages.text("license"), "colon": context.messages.text("colon")}
    return {**labels, "text": view.license.text, "url": view.license.url}


def _citation(view: PostComponents, context: PageContext) -> dict[str, Any] | None:
    """Return the values of the citation."""
    return citation_values(view.citation, context) if view.citation is not None else None


def _share(view: PostComponents, context: PageContext) -> dict[str, Any] | None:
    """Return the values of the links with which visitors share the post."""
    if view.share is None:
        return None
    messages, share = context.messages, view.share
    url = share.canonical or context.absolute_url(share.base, share.post)
    links = []
    for key, label, template in share.services:
        name = messages.service(label) if key else label
        title = messages.text("by e-mail") if key == "email" else messages.share_on(name)
        links.append({"name": name, "url": share_url(template, url, share.post.text), "title": title})
    return {"word": messages.text("share"), "colon": messages.text("colon"), "links": links}


def _comments(view: PostComponents, context: PageContext) -> dict[str, Any] | None:
    """Return the values of the comments."""
    return comments_of(view.comments, context) if view.comments is not None else None


_VALUES: dict[str, Callable[[PostComponents, PageContext], dict[str, Any] | None]] = {
    "byline": _byline, "cover": _cover, "notices": _notices, "series": _series, "objects": _objects,
    "backlinks": _backlinks, "related": _related,
    "license": _license, "citation": _citation, "share": _share, "comments": _comments,
}  # fmt: skip


def _date(date: datetime | None, messages: Messages) -> dict[str, str] | None:
    return {"text": messages.date(date), "iso": date.isoformat()} if date is not None else None


def _updated(date: datetime | None, messages: Messages) -> dict[str, str] | None:
    return {"text": messages.updated(date), "iso": date.isoformat()} if date is not None else None


def _term(link: Link, context: PageContext) -> dict[str, str]:
    return {"label": link.text, "url": context.url(link)}


def _title_and_url(link: Link, context: PageContext) -> dict[str, str]:
    return {"title": context.title(link), "url": context.url(link)}


def _row(
    label: str, posts: tuple[Link | None, Link | None], labels: tuple[str, str], context: PageContext
) -> dict[str, Any]:
    previous, following = (
        {"word": label_of_post, **_title_and_url(post, context)} if post is not None else None
        for post, label_of_post in zip(posts, labels, strict=True)
    )
    return {"label": label, "previous": previous, "next": following}


def _notice(notice: NoticeView, messages: Messages) -> tuple[str, str, dict[str, str]]:
    """Return the title and text of a notice, and the values of the fields in the text."""
    if notice.kind == "superseded":
        return messages.text("superseded"), messages.text("successor"), {}
    if notice.kind == "other-version":
        values = {"version": notice.version, "current": notice.current}
        return messages.text("other version"), messages.text("applies to"), values
    if notice.kind in ("updated", "outdated"):
        assert notice.timestamp is not None
        if notice.kind == "updated":
            return messages.updated(notice.timestamp), "", {}
        return messages.text("outdated"), messages.text("as of").format(date=messages.date(notice.timestamp)), {}
    return *messages.notice(PostStatus(notice.kind), notice.timestamp), {}


# -- the plain form ----------------------------------------------------------------------------------------------------


def plain_components(view: PostComponents, context: PageContext, names: Collection[str]) -> list[nodes.Node]:
    """Return the byline, the notices and the positions in series of a post as nodes.

    :param names: the enabled components.
    """
    result: list[nodes.Node] = []
    if "byline" in names:
        result += _plain_byline(view, context)
    if "cover" in names and view.cover is not None and (picture := _plain_cover(view.cover)) is not None:
        result.append(picture)
    for notice in view.notices if "notices" in names else ():
        title, pattern, values = _notice(notice, context.messages)
        text = pattern.format(**values) if values else pattern
        box = nodes.admonition("", nodes.title(title, title), classes=["blog-notice", f"blog-notice-{notice.kind}"])
        if notice.successor is None:
            box += nodes.paragraph(text, text) if text else []
        else:
            box.append(nodes.paragraph("", "", nodes.Text(f"{text} "), context.node(notice.successor)))
        result.append(box)
    for box_view in view.series if "series" in names else ():
        position = context.messages.text("colon") + context.messages.part(box_view.number, box_view.total)
        result.append(nodes.paragraph("", "", context.node(box_view.series), nodes.Text(position)))
    return result


def plain_end_components(view: PostComponents, context: PageContext, names: Collection[str]) -> list[nodes.Node]:
    """Return the components at the end of a post as nodes.

    :param names: the enabled components.
    """
    return plain_citation_of(view.citation, context) if "citation" in names and view.citation is not None else []


def _plain_cover(view: CoverView) -> nodes.Element | None:
    """Return the cover as an image; None for a URL, which is not requested."""
    if not view.image.file:
        return None
    path = view.image.path
    return nodes.image(uri=path, alt=view.image.alt, candidates={"*": path}, width="100%", classes=["blog-cover"])


def _plain_byline(view: PostComponents, context: PageContext) -> list[nodes.paragraph]:
    byline, messages = view.byline, context.messages
    comma = messages.text("comma")
    parts: list[list[nodes.Node]] = []
    if byline.date is not None:
        text = messages.date(byline.date)
        parts.append([timestamp(text, text, datetime=byline.date.isoformat(), classes=["blog-date"])])
    if byline.updated is not None:
        parts.append([nodes.Text(messages.updated(byline.updated))])
    parts += [_plain_row([[context.node(term)] for term in group.terms], comma) for group in byline.groups]
    if length := messages.length(byline.measure):
        parts.append([nodes.Text(length)])
    parts += [[nodes.Text(version.text)] for version in byline.versions]
    lines = [nodes.paragraph("", "", *_plain_row(parts, SEPARATOR), classes=["blog-meta"])] if parts else []
    if byline.original is not None:
        original = byline.original
        has_link = original.source.url or original.source.docname
        parts = [[context.node(original.source) if has_link else nodes.Text(original.source.text)]]
        parts += [[nodes.Text(original.author)]] if original.author else []
        word = nodes.Text(messages.text(original.kind) + messages.text("colon"))
        lines.append(nodes.paragraph("", "", word, *_plain_row(parts, SEPARATOR), classes=["blog-original"]))
    if byline.tags:
        row = _plain_row([[context.node(tag)] for tag in byline.tags], comma)
        name = messages.taxonomy("tag") + messages.text("colon")
        lines.append(nodes.paragraph("", "", nodes.Text(name), *row, classes=["blog-tags"]))
    return lines


def _plain_row(parts: Iterable[list[nodes.Node]], separator: str) -> list[nodes.Node]:
    row: list[nodes.Node] = []
    for part in parts:
        row += [nodes.Text(separator), *part] if row else part
    return row


_TOP_COMPONENTS = COMPONENTS[:4]
_END_COMPONENTS = COMPONENTS[4:]
_WEB_COMPONENTS = ("share", "comments")


def register_components(app: Sphinx) -> None:
    """Register the placeholder for HTML; documents in other formats do not contain it."""
    app.add_node(component_placeholder, html=(_visit, None))
    app.add_node(post_content, html=(_visit_content, None))


def insert_components(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Insert the components into a document that is about to be written (event: doctree-resolved).

    Listings display posts from stored doctrees, which do not contain components.
    """
    domain = blog_domain(app.env)
    page = domain.plan.page(docname)
    if page is not None and page.posts and uses_html_visitors(app) and not is_book(app.builder):
        for section in [child for child in doctree.children if isinstance(child, nodes.section)][:1]:
            section["classes"].append("h-feed")
            _mark_title(section)
    if docname in domain.posts:
        _insert_into(domain, doctree, docname)
    elif merges_documents(app.builder):
        for part in doctree.findall(addnodes.start_of_file):
            _insert_into(domain, part, part["docname"])


def _insert_into(domain: BlogDomain, root: nodes.Element, docname: str) -> None:
    builder = domain.app.builder
    for post in domain.posts.get(docname, ()):
        if post.key not in domain.catalog.built:
            continue
        section = post_root(cast("nodes.document", root), post.anchor)
        parent, index = _start_of_text(section)
        if uses_html_visitors(domain.app):
            compile_for_workers(domain.app, *(f"blog/{part}.html" for part in enabled_components(domain)))
            parent.insert(index, _node(post, _TOP_COMPONENTS, _cover_file(domain, post, section)))
            _register_avatars(domain, post)
            if not post.anchor:
                section["classes"].append("blog-post")
            if not is_book(builder):
                _mark_up_post(post, section, parent, index + 1)
            if not post.anchor and not is_book(builder):
                root += _node(post, _END_COMPONENTS)
        elif writes_nodes(builder):
            view, context = _view_and_context(domain, post, docname)
            parent[index:index] = plain_components(view, context, enabled_components(domain))
            section += plain_end_components(view, context, enabled_components(domain))


def _mark_up_post(post: Post, section: nodes.Element, parent: nodes.Element, index: int) -> None:
    """Mark the parts of a post as microformats, by which programs recognize them.

    See https://microformats.org/wiki/h-entry.

    :param parent: the element of the text, which starts at the index.
    """
    section["classes"].append("h-entry")
    _mark_title(parent)
    parent.insert(index, post_content(opens=True, anchor=post.anchor))
    parent += post_content(opens=False)


def _mark_title(section: nodes.Element) -> None:
    """Mark the text of a title as a name, without the link that Sphinx adds to headings."""
    title = next((child for child in section.children if isinstance(child, nodes.title)), None)
    if title is not None:
        title.children = [nodes.inline("", "", *title.children, classes=["p-name"])]
        title.children[0].parent = title


def _view_and_context(
    domain: BlogDomain, post: Post, docname: str, translator: HTML5Translator | None = None
) -> tuple[PostComponents, PageContext]:
    """Return the view of the components of a post, and a context for the page of a document.

    :param translator: the translator that writes the page, if it does.
    """
    view = views_of_components(domain).of(domain.catalog.built[post.key])
    builder, math = domain.app.builder, None
    if translator is not None and not is_ebook(builder):  # most e-book readers run no scripts
        page = domain.env.config.root_doc if merges_documents(builder) else docname
        math = math_renderer(domain, page, translator)
    return view, PageContext(domain.app, domain.messages, docname, view, math)


def _start_of_text(section: nodes.Element) -> tuple[nodes.Element, int]:
    """Return where the text of a post starts: (parent, index) below its title, or that of its first section."""
    for index, child in enumerate(section.children):
        if isinstance(child, nodes.title):
            return section, index + 1
        if isinstance(child, nodes.section):
            return _start_of_text(child)
    return section, 0


def _node(post: Post, parts: tuple[str, ...], cover: CoverFile | None = None) -> component_placeholder:
    return component_placeholder(post=post.key, parts=parts, cover=cover, classes=["no-search"])


def _cover_file(domain: BlogDomain, post: Post, section: nodes.Element) -> CoverFile | None:
    """Return the files of the cover of a post on its page; None if the text contains the same image."""
    if "cover" not in enabled_components(domain) or not shows_cover(domain, post):
        return None
    maker = CoverMaker(domain, post.docname, "list", is_leading=True)
    return maker.file_of(post.key, Cover(path=post.image, alt=post.image_alt), [section])


def _register_avatars(domain: BlogDomain, post: Post) -> None:
    """Register the pictures of the authors for copying by the builder."""
    for author in domain.catalog.terms_for(post, "author"):
        if author.info.image in domain.env.images:
            domain.app.builder.images[author.info.image] = domain.env.images[author.info.image][1]


def _visit(translator: HTML5Translator, node: nodes.Element) -> None:
    domain = blog_domain(translator.builder.env)
    post = domain.catalog.built[node["post"]]
    switches = enabled_components(domain)
    view, context = _view_and_context(domain, post, post.docname, translator)
    for part in node["parts"]:
        if part == "cover":
            if node["cover"] is not None and view.cover is not None:
                values = cover_values(view.cover, context, node["cover"])
                translator.body.append(render(domain.app, "blog/cover.html", values) + "\n")
        elif part in switches:
            translator.body.append(_render(domain, view, context, part))
    raise nodes.SkipNode


def set_direction(app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: object) -> None:
    """Set the direction of the text of a post or generated page (event: html-page-context).

    Sphinx sets the language of a page, but no direction.
    """
    domain = blog_domain(app.env)
    # The first condition spares a build without a change the data of the language, and the second one the catalog.
    if not context.get("body") or not domain.messages.is_right_to_left:
        return
    if pagename in domain.catalog.built or pagename in domain.pages:
        body: str = context["body"]
        is_nested = "<section " in body.partition("<h1")[0]
        directed = body.replace("<section ", '<section dir="rtl" ', 1)
        context["body"] = directed if is_nested else with_direction(body, domain.messages)  # some themes omit sections


def _visit_content(translator: HTML5Translator, node: nodes.Element) -> None:
    if node["opens"]:
        url = f"#{node['anchor']}" if node["anchor"] else ""  # relative to the page
        translator.body.append(f'<data class="u-url" value="{escape(url)}"></data>\n<div class="e-content">\n')
    else:
        translator.body.append("</div>\n")
    raise nodes.SkipNode


@per_build
def enabled_components(domain: BlogDomain) -> frozenset[str]:
    """Return the names of the components that are displayed in posts."""
    options, builder = domain.options, domain.app.builder
    switches = {
        "byline": options.byline,
        "cover": True,  # a post may display its cover even if the site does not
        "notices": options.notices,
        "series": options.series_box,
        "license": True,  # a post may have a license even if the site has none
        "citation": options.citation,
        "share": options.share and domain.base,
        "prev_next": options.series_box or shows_prev_next(domain),
        "objects": options.objects,
        "backlinks": options.backlinks,
        "related": options.related,
        "comments": options.comments,
    }
    # Sites rendered from JSON or pickles use custom scripts and templates.
    excluded = (*options.manual_components, *(_WEB_COMPONENTS if makes_data(builder) else ()))
    return frozenset(part for part in COMPONENTS if switches[part] and part not in excluded)


def render_component(domain: BlogDomain, docname: str, part: str) -> str:
    """Return a component of a post as HTML; empty if it has no content or the document is not a post."""
    post = domain.catalog.built.get(docname)
    if post is None or part not in COMPONENTS:
        return ""
    return _render(domain, *_view_and_context(domain, post, docname), part)


def _render(domain: BlogDomain, view: PostComponents, context: PageContext, part: str) -> str:
    values = template_values(view, part, context, shows_prev_next=_shows_prev_next(domain))
    html = render(domain.app, f"blog/{part}.html", values) + "\n" if values is not None else ""
    return with_direction(html, domain.messages)


_shows_prev_next = per_build(shows_prev_next)
