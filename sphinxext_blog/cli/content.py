"""Checks of the content of posts for ``sphinx-blog check --content``: what a build accepts, but a visitor may notice.

A check is an entry of :data:`CONTENT_CHECKS`.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from docutils import nodes

from ..checks import line_of
from ..model.catalog import sort_parts
from ..model.html import images_without_alt
from ..model.text import short_repr
from ..model.urls import media_type_of
from ..nodes import find_nodes
from ..pages.validity import outdated_reasons, successors
from ..sphinx_compat import Matcher, load_doctree
from .problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from ..model.post import Post
    from ..model.terms import Term
    from .site import Site

__all__ = ["CONTENT_CHECKS", "CONTENT_TYPE", "check_content"]

CONTENT_TYPE = "content"
"""The first part of the type of these problems: ``content.alt``."""

Finding = tuple[str, int, str]
"""The file (a full path), the line (0 if unknown), and the message of a problem."""


def check_content(site: Site, docnames: Iterable[str]) -> Iterator[Problem]:
    """Yield the problems in the content of documents, and of the site as a whole."""
    names = sorted(docnames)
    for name, check in CONTENT_CHECKS.items():
        for file, line, message in check(site, names):
            yield Problem(file=file, line=line, type=f"{CONTENT_TYPE}.{name}", message=message)


def _nodes_of(site: Site, docnames: Iterable[str], *kinds: type[nodes.Node]) -> Iterator[tuple[str, nodes.Element]]:
    """Yield (docname, node) for the nodes of some types in documents."""
    for docname in docnames:
        for node in find_nodes(load_doctree(site, docname), *kinds):
            yield docname, node


def _location(site: Site, docname: str, node: nodes.Element) -> tuple[str, int]:
    """Return the file and line of a node, or of its nearest parent with a line."""
    file = str(site.env.doc2path(docname))
    found: nodes.Node | None = node
    while found is not None and not found.line:
        found = found.parent
    if found is None:
        return file, 0
    source = str(found.source or "")
    return (source if Path(source).is_file() else file), found.line or 0


# -- text alternatives -------------------------------------------------------------------------------------------------

_GENERIC = frozenset(
    (
        *("alt", "alt text", "alternative text", "figure", "graphic", "image", "img", "photo", "picture", "screenshot"),
        *("text", "untitled", "bild", "imagen", "immagine", "图", "图片", "圖片", "画像", "이미지", "изображение"),
    )
)
"""Texts that editors insert, or that do not describe an image, in lower case."""
_NUMBERED = re.compile(r"(?:dscn?|image|img|p\d|photo|pxl|screen ?shot|bildschirmfoto|untitled|图片?)[-_ ]*\d.*")
"""Names that cameras and operating systems generate."""


def _missing_alternatives(site: Site, docnames: Collection[str]) -> Iterator[Finding]:
    """Yield images without a text alternative, or with one that does not describe them."""
    for docname, node in _nodes_of(site, docnames, nodes.image, nodes.raw):
        for message in _in_html(node) if isinstance(node, nodes.raw) else _in_image(node):
            yield *_location(site, docname, node), message


def _in_image(node: nodes.Element) -> Iterator[str]:
    uri, text = str(node.get("uri", "")), node.get("alt")
    name = short_repr(uri if not uri.startswith("data:") else "data:")
    if text is None or not str(text).strip():
        yield f"image {name}: no text alternative. Expected a description of the image."
    elif _is_default(str(text), uri):
        yield f"image {name}: the text alternative {short_repr(text)} does not describe the image."


def _in_html(node: nodes.raw) -> Iterator[str]:
    if "html" in str(node.get("format", "")).split():
        for uri in images_without_alt(node.astext()):
            yield f"image {short_repr(uri)}: no text alternative. Expected alt, empty for a decoration."


def _is_default(text: str, uri: str) -> bool:
    """Return whether a text alternative is the name of the file, or a text without a description."""
    plain = " ".join(text.lower().split())
    name = unquote(PurePosixPath(urlsplit(uri).path).name).lower()
    stem = name.rpartition(".")[0] or name
    return plain in {name, stem, *_GENERIC} or plain.rstrip(".") in _GENERIC or bool(_NUMBERED.fullmatch(plain))


# -- tracking parameters -----------------------------------------------------------------------------------------------

_TRACKERS = frozenset(
    (
        *("_hsenc", "_hsmi", "dclid", "fbclid", "gbraid", "gclid", "gclsrc", "igshid", "li_fat_id", "mc_cid", "mc_eid"),
        *("mkt_tok", "msclkid", "oly_anon_id", "oly_enc_id", "ref_src", "s_cid", "spm", "ttclid", "twclid", "vero_id"),
        *("wbraid", "wickedid", "yclid", "ysclid"),
    )
)
_TRACKER_PREFIXES = ("utm_", "pk_", "mtm_", "hsa_")


def _tracking_links(site: Site, docnames: Collection[str]) -> Iterator[Finding]:
    """Yield links with parameters by which their targets recognize visitors, or the source of a visit."""
    for docname, node in _nodes_of(site, docnames, nodes.reference):
        url = str(node.get("refuri", ""))
        if "?" not in url or not url.startswith(("https:", "http:")):
            continue
        clean, trackers = _without_trackers(url)
        if trackers:
            names = ", ".join(f"'{name}'" for name in trackers)
            message = f"link: {names} in {short_repr(url)} tracks visitors. Expected {short_repr(clean)}."
            yield *_location(site, docname, node), message


def _without_trackers(url: str) -> tuple[str, list[str]]:
    """Return a URL without tracking parameters, and their names."""
    parts = urlsplit(url)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    trackers = [name for name, _ in pairs if name in _TRACKERS or name.startswith(_TRACKER_PREFIXES)]
    rest = urlencode([pair for pair in pairs if pair[0] not in trackers], safe="/:,")
    return urlunsplit(parts._replace(query=rest)), list(dict.fromkeys(trackers))


# -- images that no page displays --------------------------------------------------------------------------------------

_CONFIGURED = ("html_logo", "html_favicon", "latex_logo", "epub_cover")
_FOLDERS = ("templates_path", "html_static_path", "html_extra_path")


def _unused_images(site: Site, _docnames: Collection[str]) -> Iterator[Finding]:
    """Yield the image files in the source folder that no document displays, mentions or offers for download."""
    candidates = {path.as_posix(): path for path in _image_files(site)}
    used = {str(path) for path in (*site.env.images, *site.env.dlfiles, *site.domain.term_data.images)}
    used |= {str(path) for paths in site.env.dependencies.values() for path in paths}
    unused = {name: path for name, path in candidates.items() if name not in used}
    if not unused:
        return
    configured = repr([getattr(site.config, name, "") for name in (*_CONFIGURED, "html_theme_options", "html_context")])
    texts = [configured, *(_text_of(site.env.doc2path(docname)) for docname in sorted(site.env.found_docs))]
    for name, path in sorted(unused.items()):
        if not any(path.name in text or quote(path.name) in text for text in texts):
            yield str(Path(site.srcdir) / path), 0, f"image '{name}': no document displays the file."


def _image_files(site: Site) -> Iterator[Path]:
    """Yield the image files, relative to the source folder."""
    root = Path(site.srcdir)
    folders = [str(folder).strip("/") for option in _FOLDERS for folder in _paths(getattr(site.config, option, ()))]
    is_excluded = Matcher([*site.config.exclude_patterns, *folders, *(f"{folder}/**" for folder in folders)])
    for path in root.rglob("*"):
        relative = path.relative_to(root)
        is_hidden = any(part.startswith((".", "_build")) for part in relative.parts)
        if media_type_of(path.name) and not is_hidden and not _matches(is_excluded, relative):
            yield relative


def _paths(value: object) -> list[str]:
    return [str(item[0] if isinstance(item, tuple) else item) for item in value] if isinstance(value, list) else []


def _matches(is_excluded: Matcher, path: Path) -> bool:
    """Return whether a path, or a folder of it, is excluded."""
    return any(is_excluded(part.as_posix()) for part in (path, *path.parents))


def _text_of(path: str | Path) -> str:
    try:
        return Path(path).read_text(encoding="utf-8", errors="replace")
    except OSError:  # a generated page
        return ""


# -- series ------------------------------------------------------------------------------------------------------------


def _unordered_series(site: Site, _docnames: Collection[str]) -> Iterator[Finding]:
    """Yield the parts of series whose position is not defined, or the same as that of another part."""
    for term in site.domain.catalog.terms.get("series", ()):
        if len(term.posts) <= 1:
            continue
        if all(post.series_order is None for post in term.posts):
            yield _undefined_order(site, term)
        yield from _unordered_parts(site, term.label, term.posts)


def _undefined_order(site: Site, term: Term) -> Finding:
    """Return the problem that no part of a series has a position, at its first part."""
    post = sort_parts(term.posts)[0]
    message = f"series '{term.label}': no part has a series_order. The parts are in the order of their dates."
    line = line_of(site.domain, post, ["series"], term.label) or post.line
    return str(site.env.doc2path(post.docname)), line, message


def _unordered_parts(site: Site, label: str, posts: Collection[Post]) -> Iterator[Finding]:
    orders = Counter(post.series_order for post in posts)
    dates = Counter(post.date for post in posts)
    for post in sorted(posts, key=lambda post: post.key):
        if post.series_order is None and len(orders) > 1:
            message = f"series '{label}': the post has no series_order, but other parts have one."
        elif post.series_order is None and dates[post.date] > 1:
            message = f"series '{label}': the post has the date of another part. Expected a series_order."
        elif post.series_order is not None and orders[post.series_order] > 1:
            message = f"series '{label}': the series_order {post.series_order} is that of another part, too."
        else:
            continue
        line = line_of(site.domain, post, ["series", "series_order"], label) or post.line
        yield str(site.env.doc2path(post.docname)), line, message


# -- outdated posts ----------------------------------------------------------------------------------------------------


def _outdated_posts(site: Site, _docnames: Collection[str]) -> Iterator[Finding]:
    """Yield the posts that are old, or apply to another version, and that no other post supersedes."""
    superseded = successors(site.domain)
    for post in sorted(site.domain.catalog.built.values(), key=lambda post: post.key):
        reasons = outdated_reasons(site.domain, post) if post.key not in superseded else ()
        if reasons:
            yield str(site.env.doc2path(post.docname)), post.line, f"the post is {'; '.join(reasons)}."


CONTENT_CHECKS: Mapping[str, Callable[[Site, Collection[str]], Iterator[Finding]]] = {
    "alt": _missing_alternatives,
    "tracking": _tracking_links,
    "unused": _unused_images,
    "series": _unordered_series,
    "outdated": _outdated_posts,
}
"""The checks by the second part of the type of their problems; each gets the site and the documents to examine."""
