"""Pelican: articles in ``content``, Markdown or reStructuredText, settings in ``pelicanconf.py``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import normalize

from ..source.metadata import one_line
from . import tags as to
from .addresses import Permalinks, Syntax
from .engines import Engine
from .foreign import LIQUID, LIQUID_END
from .front_matter import Key, as_list, split_names
from .inline import HeadingStyle, python_markdown_name
from .old_blog import (
    HTML,
    MARKDOWN,
    UNSUPPORTED,
    Blog,
    SiteSettings,
    child,
    first_file,
    page_notes,
    read_python,
    unsupported_notes,
    walk,
)
from .parsing import Dialect
from .python_markdown import code_heads

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from .front_matter import MetadataMapper
    from .old_blog import Options, SourceFile

__all__ = ["PELICAN"]

_PREFIXES = ("filename", "static", "attach")
"""What paths of files begin with, in braces or bars."""


# ------------------------------------------------------------------------------------------------------------- the blog


def _open(root: Path, options: Options) -> Blog:
    published = read_python(first_file(root, ("publishconf.py",)))
    settings = {**published, **read_python(first_file(root, ("pelicanconf.py", "settings.py")))}
    url = str(published.get("SITEURL") or settings.get("SITEURL") or "")
    content = child(root, settings.get("PATH") or "content")
    if not content.is_dir():
        content = root
    texts = list(walk(content, (*MARKDOWN, ".rst")))
    articles = [file for file in texts if _is_article(file, settings)]
    static = tuple(f"{path.strip('/')}/" for path in as_list(settings.get("STATIC_PATHS") or ["images"]))
    others = walk(content, (*(suffix for suffix in UNSUPPORTED if suffix != ".rst"), *HTML, ".ipynb"))
    unsupported = [file for file in others if _is_article(file, settings) and not f"{file.name}/".startswith(static)]
    return Blog(
        root=root,
        files=tuple(articles),
        permalink=options.permalink
        or str(settings.get("ARTICLE_URL") or settings.get("ARTICLE_SAVE_AS") or "{slug}.html"),
        timezone=options.timezone or str(settings.get("TIMEZONE") or ""),
        url=url.rstrip("/") if url.startswith("http") else "",
        site=_site(settings, published),
        static_folders=(content,),
        content_folders=(content,),
        include_folders=(content / "code", content),
        path_prefixes={prefix: () for name in _PREFIXES for prefix in (f"{{{name}}}", f"|{name}|")},
        term_prefixes={"{tag}": "tag", "{category}": "category", "{author}": "author"},
        dollar_math=True if "math" in str(settings.get("PLUGINS")) else None,
        settings=settings,
        notes=page_notes(root, (file for file in texts if file not in articles))
        + unsupported_notes(root, unsupported, texts),
    )


def _site(settings: Mapping[str, object], published: Mapping[str, object]) -> SiteSettings:
    feeds = [
        str(value)
        for values in (settings, published)
        for key, value in values.items()
        if re.fullmatch(r"(?:CATEGORY_|TAG_|AUTHOR_)?FEED(?:_ALL)?_(?:ATOM|RSS)", key) and value
    ]
    page_size, limit = settings.get("DEFAULT_PAGINATION"), settings.get("FEED_MAX_ITEMS")
    return SiteSettings(
        title=one_line(settings.get("SITENAME")),
        description=one_line(settings.get("SITESUBTITLE")),
        author=one_line(settings.get("AUTHOR")),
        language=one_line(settings.get("DEFAULT_LANG")),
        page_size=page_size if isinstance(page_size, int) and page_size > 0 else None,
        has_feed=bool(feeds) or None,
        feed_length=limit if isinstance(limit, int) and limit > 0 else None,
        full_feed=settings.get("RSS_FEED_SUMMARY_ONLY") is False or None,
    )


def _is_article(file: SourceFile, settings: Mapping[str, object]) -> bool:
    pages = as_list(settings.get("PAGE_PATHS") or ["pages"])
    articles = as_list(settings.get("ARTICLE_PATHS") or [""]) or [""]
    is_inside = any(not path or file.name.startswith(f"{path.strip('/')}/") for path in articles)
    return is_inside and not any(file.name.startswith(f"{path.strip('/')}/") for path in pages if path)


# ------------------------------------------------------------------------------------------------------------- metadata

_KEYS = (
    Key.text("title"),
    Key.date("updated", "modified", "updated"),
    Key.terms("categories", "category", separator=""),
    Key.terms("language", "lang"),
    Key.text("excerpt", "summary"),
    Key.text("image", "image", "cover", "featured_image", "og_image"),
)


def _map_metadata(mapper: MetadataMapper, blog: Blog) -> None:
    _from_name(mapper, blog)
    mapper.put_date("date", "date")
    for key, names in (("authors", ("authors", "author")), ("tags", ("tags", "tag"))):
        value = mapper.take(*names)
        mapper.put(key, split_names(value) if isinstance(value, str) else as_list(value))
    folders = mapper.file.name.split("/")[:-1]
    if "categories" not in mapper.values and folders and blog.settings.get("USE_FOLDER_AS_CATEGORY") is not False:
        mapper.put("categories", folders[-1:])
    status = one_line(mapper.value("status")).lower()
    if status in ("draft", "skip"):
        mapper.values["draft"] = True
    elif status == "hidden":
        mapper.values["unlisted"] = True
    _address(mapper, blog)


def _from_name(mapper: MetadataMapper, blog: Blog) -> None:
    """Add what ``FILENAME_METADATA`` matches in the name of the file."""
    pattern = str(blog.settings.get("FILENAME_METADATA") or r"(?P<date>\d{4}-\d{2}-\d{2}).*")
    try:
        match = re.match(pattern, mapper.file.stem.rpartition("/")[2])
    except re.error:
        return
    values = match.groupdict() if match else {}
    mapper.add_values({key.lower(): value for key, value in values.items() if value and mapper.value(key) is None})


def _address(mapper: MetadataMapper, blog: Blog) -> None:
    settings = blog.settings
    slug = one_line(mapper.value("slug")) or _slug(str(mapper.values.get("title", "")), settings)
    mapper.names += [slug, mapper.file.stem]
    mapper.version_of = slug
    language = one_line(mapper.value("lang")).lower()
    default = str(settings.get("DEFAULT_LANG") or "en").lower()
    category = next(iter(mapper.values.get("categories", ())), str(settings.get("DEFAULT_CATEGORY") or "misc"))
    author = next(iter(mapper.values.get("authors", ())), str(settings.get("AUTHOR") or ""))
    values = {
        "slug": slug,
        "category": _slug(category, settings),
        "author": _slug(author, settings),
        "lang": language or default,
    }
    own = one_line(mapper.take("url")) or one_line(mapper.take("save_as"))
    pattern = blog.permalink if language in ("", default) else _translated(settings)
    mapper.add_address(own or pattern, values, key="url" if own else "")


def _translated(settings: Mapping[str, object]) -> str:
    """Return the pattern of addresses of articles that are not in the language of the blog."""
    return str(settings.get("ARTICLE_LANG_URL") or settings.get("ARTICLE_LANG_SAVE_AS") or "{slug}-{lang}.html")


def _slug(text: str, settings: Mapping[str, object]) -> str:
    """Return a slug as Pelican has it; nothing for scripts that it transliterates by a table of its own."""
    if settings.get("SLUGIFY_USE_UNICODE"):
        plain = normalize("NFKC", text)
    else:
        plain = normalize("NFKD", text).encode("ascii", "ignore").decode()
        if sum(char.isalnum() for char in plain) < sum(char.isalnum() for char in text):
            return ""
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower())


PELICAN = Engine(
    name="pelican",
    open=_open,
    keys=_KEYS,
    map_metadata=_map_metadata,
    permalinks=Permalinks(
        syntax=Syntax.BRACES,
        tokens=frozenset({"slug", "category", "author", "lang", "date"}),
    ),
    dropped=frozenset({"slug", "url", "save_as", "status", "translation", "lang"}),
    plain_headers=True,
    dialect=Dialect(
        tags=LIQUID,
        tag_end=LIQUID_END,
        indented_boxes=True,
        attribute_lists=True,
        html_markdown=True,
        html_resumes=True,
        names_with_blanks=True,
        loose_emphasis="all",
    ),
    tags={"img": to.picture, **dict.fromkeys(("video", "audio"), to.file_link), **dict.fromkeys(to.EMBEDS, to.embed)},
    headings=HeadingStyle(python_markdown_name, "_"),
    passes=(code_heads,),
)
"""The engine."""
