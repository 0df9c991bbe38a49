"""Material for MkDocs: posts of the blog plugin in ``docs/blog/posts``, settings in ``mkdocs.yml``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from babel.dates import format_date

from ...source.metadata import one_line
from .blog import Blog, Engine
from .headings import first_heading
from .keys import as_list
from .material import convert_mkdocs, expand_mkdocs
from .permalinks import expand_braces
from .scanning import child, first_file, left_pages, mapping, read_yaml, walk
from .settings import unreadable
from .vocabularies import name_of

if TYPE_CHECKING:
    from pathlib import Path

    from .blog import Options
    from .keys import Translation

__all__ = ["MKDOCS"]

_DROPPED = ("slug",)


def _named(listed: object) -> dict[str, dict[str, Any]]:
    """Plugins or extensions by name, with their settings: they are listed as names, as mappings, or as one mapping."""
    found: dict[str, dict[str, Any]] = {}
    for item in listed if isinstance(listed, list) else [listed]:
        entries = mapping(item) or ({item: {}} if isinstance(item, str) else {})
        found |= {name: mapping(said) for name, said in entries.items()}
    return found


def _open(root: Path, options: Options) -> Blog:
    settings = first_file(root, ("mkdocs.yml", "mkdocs.yaml", "properdocs.yml", "zensical.yml"))
    config = read_yaml(settings)
    plugins = _named(config.get("plugins"))
    plugin = plugins.get("blog") or plugins.get("material/blog") or {}
    docs = child(root, config.get("docs_dir") or "docs")
    folder = str(plugin.get("blog_dir") or "blog").strip("/")
    folder = "" if folder == "." else folder
    home = child(docs, folder)
    posts = child(docs, str(plugin.get("post_dir") or "{blog}/posts").replace("{blog}", folder))
    if not posts.is_dir() or not config:
        posts = home = docs = root
    extensions = _named(config.get("markdown_extensions"))
    named = str(plugin.get("authors_file") or "{blog}/.authors.yml").replace("{blog}", folder)
    places = (child(docs, named), home / ".authors.yml", root / ".authors.yml")
    people = next((path for path in places if path.is_file()), None)
    authors = read_yaml(people)
    files = tuple(walk(posts))
    return Blog(
        root=root,
        files=files,
        pattern=options.permalink or f"{folder}/{plugin.get('post_url_format') or '{date}/{slug}'}",
        zone=options.timezone or "UTC",
        base=str(config.get("site_url") or "").rstrip("/"),
        public=(docs,),
        content=(posts,) if posts != root else (),
        authors={key: mapping(said) for key, said in mapping(authors.get("authors", authors)).items()},
        facts={
            "__plugin": plugin,
            "__macros": bool({"macros", "mkdocs-macros"} & set(plugins)),
            "__extensions": extensions,
            **config,
        },
        emoji="pymdownx.emoji" in extensions,
        dollar_math=bool(re.search(r"arithmatex|mathjax|katex", str(config), re.IGNORECASE)) if config else None,
        notes=(left_pages(root, home, files) if posts != root else ()) + unreadable(root, settings, people),
    )


def _translate(said: Translation, blog: Blog) -> None:
    date = said.said("date")
    said.text("title", "title")
    if isinstance(date, dict):  # {created: …, updated: …}
        said.header.values.update({"date": date.get("created"), "__updated": date.get("updated")})
    said.date("date", "date")
    said.date("updated", "__updated", "updated")
    said.put("authors", [name_of(name, blog.authors.get(name, {})) for name in as_list(said.take("authors", "author"))])
    said.terms("categories", "categories", "category")
    said.terms("tags", "tags")
    said.flag("draft", "draft")
    said.flag("pinned", "pin", "pinned")
    said.text("description", "description")
    if mapping(said.said("search")).get("exclude") in (True, "true"):
        said.tell("search", "it was left out of the search, which Sphinx has for whole builds only")
    said.names += [said.file.name, said.file.stem]
    _address(said, blog)
    said.finish(_DROPPED)


def _address(said: Translation, blog: Blog) -> None:
    plugin = mapping(blog.facts.get("__plugin"))
    title = str(said.values.get("title") or first_heading(said.header.body) or said.file.stem.rpartition("/")[2])
    moment = said.moment()
    categories = said.values.get("categories", [])
    limit = plugin.get("post_url_max_categories") or 1
    form = str(plugin.get("post_url_date_format") or "yyyy/MM/dd")
    tokens = {
        "slug": one_line(said.said("slug")) or _slug(title),
        "date": format_date(moment, form, locale="en") if moment else "",
        "file": said.file.stem.rpartition("/")[2],
        "categories": "/".join(map(_slug, categories[: int(limit) if str(limit).isdecimal() else 1])),
    }
    pattern = blog.pattern if categories else blog.pattern.replace("{categories}/", "")
    address = expand_braces(pattern, tokens, None)
    if address.unknown:
        said.tell("date", f"its old address is not known: what was {', '.join(address.unknown)}? Write it in 'aliases'")
    else:
        said.addresses.append(f"{address.path.strip('/')}/")


def _slug(text: str) -> str:
    """As ``pymdownx.slugs.slugify(case="lower")`` has it."""
    plain = re.sub(r"</?[^>]*>", "", normalize("NFC", text)).strip().lower()
    return re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")


MKDOCS = Engine(
    name="mkdocs",
    open=_open,
    translate=_translate,
    expand=expand_mkdocs,
    convert=convert_mkdocs,
    heading_is_title=True,
    loose_math=True,
)
