"""Hexo: posts in ``source/_posts``, drafts in ``source/_drafts``, settings in ``_config.yml``."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from ...model.slugs import slugify
from ...source.metadata import one_line
from .blog import Blog, Engine
from .formats import UNREAD, posts_in, unread_in
from .keys import as_list
from .nunjucks import convert_hexo, expand_hexo
from .permalinks import date_tokens, expand_colons, hexo_hash
from .scanning import child, first_file, left_pages, mapping, read_yaml, walk
from .settings import unreadable

if TYPE_CHECKING:
    from pathlib import Path

    from .blog import Options
    from .keys import Translation

__all__ = ["HEXO"]

_PERMALINK = ":year/:month/:day/:title/"
_NAME_PART = re.compile(r":(\w+)")
_PARTS = {"year": r"\d{4}", "month": r"\d{1,2}", "i_month": r"\d{1,2}", "day": r"\d{1,2}", "i_day": r"\d{1,2}"}
_DROPPED = ("permalink", "__post", "abbrlink", "urlname")
_COVERS = ("cover", "thumbnail", "index_img", "top_img", "banner_img", "banner", "featured_image", "photos", "img")


def _open(root: Path, options: Options) -> Blog:
    settings = first_file(root, ("_config.yml", "_config.yaml"))
    config = read_yaml(settings)
    source = child(root, config.get("source_dir") or "source")
    posts = source / "_posts"
    zone = options.timezone or str(config.get("timezone") or "")
    if posts.is_dir():
        files = [*posts_in(posts), *posts_in(source / "_drafts", draft=True)]
        unread = [file for folder in (posts, source / "_drafts") for file in walk(folder, UNREAD)]
    else:
        source, files = root, list(walk(root) if config else posts_in(root))
        unread = list(walk(root, UNREAD))
    site, path = str(config.get("url") or "").rstrip("/"), str(config.get("root") or "/").strip("/")
    if site and path and not site.endswith(f"/{path}"):
        site = f"{site}/{path}"
    return Blog(
        root=root,
        files=tuple(files),
        pattern=options.permalink or str(config.get("permalink") or _PERMALINK),
        zone=zone,
        base="" if "example.com" in site else site,
        public=(source,),
        content=tuple(path for path in (posts, source / "_drafts") if path.is_dir()),
        terms={
            kind: {name: {"slug": slug} for name, slug in mapping(config.get(key)).items()}
            for kind, key in (("tags", "tag_map"), ("categories", "category_map"))
        },
        emoji=bool(re.search(r"githubemojis|markdown-it-emoji", str(config), re.IGNORECASE)),
        facts=config,
        notes=(left_pages(root, source, files) if posts.is_dir() else ())
        + unread_in(root, unread, files)
        + unreadable(root, settings),
    )


def _translate(said: Translation, blog: Blog) -> None:
    said.text("title", "title")
    said.date("date", "date")
    _date_from_name(said, str(blog.facts.get("new_post_name") or ""))
    said.date_from_name()
    said.date("updated", "updated", "update")
    said.terms("tags", "tags", "tag", split="")
    _categories(said)
    said.terms("authors", "author", "authors")
    said.terms("language", "lang", "language")
    said.flag("draft", "published", opposite=True)
    said.flag("comments", "comments", "comment")
    if said.said("password"):
        said.tell("password", "a password was asked for it, which nobody asks here: it is a draft")
        said.values["draft"] = True
    pinned = said.take("sticky", "top")
    if pinned not in (None, False, "0", 0, "false"):
        said.values["pinned"] = True
    if cover := next(iter(as_list(said.take(*_COVERS))), ""):
        said.put("image", cover)
    _address(said, blog)
    said.finish(_DROPPED)


def _categories(said: Translation) -> None:
    """A flat list is one hierarchy; a list of lists has several, and a text is one category."""
    value = said.take("categories", "category")
    if isinstance(value, list) and any(isinstance(item, list) for item in value):
        paths = [as_list(item) if isinstance(item, list) else [one_line(item)] for item in value]
    else:
        paths = [as_list(value, "")]
    said.paths += [tuple(path) for path in paths if path and path[0]]
    said.put("categories", as_list([name for path in said.paths for name in path]))


def _date_from_name(said: Translation, pattern: str) -> None:
    """The date in a name made by the blog's ``new_post_name``; the rest of the name is the slug."""
    said.names.append(said.file.stem)
    if ":year" not in pattern:
        return
    bare = pattern.rpartition(".")[0] or pattern
    pieces = [
        f"(?P<{part}>{_PARTS.get(part, '.+?')})" if index % 2 else re.escape(part)
        for index, part in enumerate(_NAME_PART.split(bare))
    ]
    try:
        match = re.fullmatch("".join(pieces), said.file.stem)
    except re.error:  # the same part twice
        return
    if match is None:
        return
    found = match.groupdict()
    if found.get("title"):
        said.names.insert(0, found["title"])
    month, day = found.get("month") or found.get("i_month"), found.get("day") or found.get("i_day")
    if "date" not in said.values and month and day:
        try:
            said.put("date", datetime(int(found["year"]), int(month), int(day)).date())  # noqa: DTZ001 - a day alone
        except ValueError:
            return


def _address(said: Translation, blog: Blog) -> None:
    """Where the post was: what it says itself, or the pattern filled in with what it says."""
    if own := one_line(said.take("permalink")):
        said.addresses.append(own)
        return
    moment = said.moment()
    if moment is not None and moment.tzinfo is None:
        moment = moment.replace(tzinfo=_zone(blog.zone))
    slug = said.names[0]
    defaults = {str(key): str(value) for key, value in mapping(blog.facts.get("permalink_defaults")).items()}
    own_values = {key: str(value) for key, value in said.header.values.items() if isinstance(value, (str, int))}
    tokens = {
        **defaults,
        **own_values,
        **date_tokens(moment),
        "title": slug,
        "name": slug.rpartition("/")[2],
        "post_title": _slug(str(said.values.get("title", ""))),
        "category": _category(said, blog),
    }
    if moment is not None:
        tokens["hash"] = hexo_hash(slug, moment)
    address = expand_colons(blog.pattern, tokens)
    if address.unknown and not (moment is None and "date" not in said.values):
        said.tell(
            "date", f"its old address is not known: {', '.join(address.unknown)} is nowhere said; write it in 'aliases'"
        )
    elif not address.unknown:
        said.addresses.append(address.path)


def _category(said: Translation, blog: Blog) -> str:
    names: dict[str, Any] = mapping(blog.facts.get("category_map"))
    if not said.paths:
        return str(blog.facts.get("default_category") or "uncategorized")
    return "/".join(str(names.get(name) or name) for name in said.paths[0])


def _slug(title: str) -> str:
    try:
        return slugify(title)
    except ValueError:
        return ""


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name or "UTC")
    except (ValueError, LookupError, OSError):
        return ZoneInfo("UTC")


HEXO = Engine(
    name="hexo",
    open=_open,
    translate=_translate,
    expand=expand_hexo,
    convert=convert_hexo,
    titled_names=False,
    loose_headings=True,
    bare_links=True,
)
