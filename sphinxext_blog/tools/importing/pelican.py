"""Pelican: articles in ``content``, Markdown or reStructuredText, settings in ``pelicanconf.py``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import normalize

from ...source.metadata import one_line
from .blog import Blog, Engine, as_it_is
from .formats import HTML, UNREAD, unread_in
from .keys import as_list, split_names
from .notes import Kind, Note
from .pelicantags import convert_pelican
from .permalinks import expand_braces
from .pythonconf import read_python
from .scanning import MARKDOWN, child, first_file, walk

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from .blog import Options, SourceFile
    from .keys import Translation

__all__ = ["PELICAN"]

_DROPPED = ("slug", "url", "save_as", "status", "translation", "lang")


def _open(root: Path, options: Options) -> Blog:
    facts = {
        **read_python(first_file(root, ("publishconf.py",))),
        **read_python(first_file(root, ("pelicanconf.py", "settings.py"))),
    }
    site = read_python(first_file(root, ("publishconf.py",))).get("SITEURL") or facts.get("SITEURL") or ""
    content = child(root, facts.get("PATH") or "content")
    if not content.is_dir():
        content = root
    found = list(walk(content, (*MARKDOWN, ".rst")))
    pages = [file for file in found if not _is_article(file, facts)]
    static = tuple(f"{path.strip('/')}/" for path in as_list(facts.get("STATIC_PATHS") or ["images"]))
    others = walk(content, (*(suffix for suffix in UNREAD if suffix != ".rst"), *HTML, ".ipynb"))
    unread = [file for file in others if _is_article(file, facts) and not f"{file.name}/".startswith(static)]
    return Blog(
        root=root,
        files=tuple(file for file in found if file not in pages),
        pattern=options.permalink or str(facts.get("ARTICLE_URL") or facts.get("ARTICLE_SAVE_AS") or "{slug}.html"),
        zone=options.timezone or str(facts.get("TIMEZONE") or ""),
        base=str(site) if str(site).startswith("http") else "",
        public=(content,),
        content=(content,),
        facts=facts,
        dollar_math=True if "math" in str(facts.get("PLUGINS")) else None,
        notes=tuple(
            Note(file=file.path.relative_to(root).as_posix(), message="a page, not a post", kind=Kind.LEFT)
            for file in pages
        )
        + unread_in(root, unread, found),
    )


def _is_article(file: SourceFile, facts: dict[str, object]) -> bool:
    pages = as_list(facts.get("PAGE_PATHS") or ["pages"])
    articles = as_list(facts.get("ARTICLE_PATHS") or [""]) or [""]
    inside = any(not path or file.name.startswith(f"{path.strip('/')}/") for path in articles)
    return inside and not any(file.name.startswith(f"{path.strip('/')}/") for path in pages if path)


def _translate(said: Translation, blog: Blog) -> None:
    _from_name(said, blog)
    said.text("title", "title")
    said.date("date", "date")
    said.date("updated", "modified", "updated")
    for key, names in (("authors", ("authors", "author")), ("tags", ("tags", "tag"))):
        value = said.take(*names)
        said.put(key, split_names(value) if isinstance(value, str) else as_list(value))
    said.terms("categories", "category", split="")
    if (
        "categories" not in said.values
        and "/" in said.file.name
        and blog.facts.get("USE_FOLDER_AS_CATEGORY") is not False
    ):
        said.put("categories", [said.file.name.split("/")[-2]])
    said.terms("language", "lang")
    said.text("excerpt", "summary")
    said.text("image", "image", "cover", "featured_image", "og_image")
    status = one_line(said.said("status")).lower() or ""
    if status in ("draft", "skip"):
        said.values["draft"] = True
    elif status == "hidden":
        said.values["unlisted"] = True
    _address(said, blog)
    said.finish(_DROPPED)


def _from_name(said: Translation, blog: Blog) -> None:
    """What ``FILENAME_METADATA`` finds in the file's name."""
    pattern = str(blog.facts.get("FILENAME_METADATA") or r"(?P<date>\d{4}-\d{2}-\d{2}).*")
    try:
        match = re.match(pattern, said.file.stem.rpartition("/")[2])
    except re.error:
        match = None
    for key, value in (match.groupdict() if match else {}).items():
        if value:
            said.header.values.setdefault(key.lower(), value)


def _address(said: Translation, blog: Blog) -> None:
    title = str(said.values.get("title", ""))
    slug = one_line(said.said("slug")) or _slug(title, blog)
    said.names += [slug, said.file.stem]
    language, default = one_line(said.said("lang")).lower(), str(blog.facts.get("DEFAULT_LANG") or "en").lower()
    own = one_line(said.take("url")) or one_line(said.take("save_as"))
    category = next(iter(said.values.get("categories", ())), str(blog.facts.get("DEFAULT_CATEGORY") or "misc"))
    author = next(iter(said.values.get("authors", ())), str(blog.facts.get("AUTHOR") or ""))
    tokens = {
        "slug": slug,
        "category": _slug(category, blog),
        "author": _slug(author, blog),
        "lang": language or default,
    }
    said.version_of = slug
    pattern = blog.pattern if language in ("", default) else str(_translated(blog.facts))
    address = expand_braces(own or pattern, tokens, said.moment())
    if address.unknown:
        what = ", ".join(address.unknown)
        said.tell("title", f"its old address is not known: what was {what}? Write it in 'aliases'")
    else:
        said.addresses.append(address.path)


def _translated(facts: Mapping[str, object]) -> object:
    """The pattern of addresses of articles in other languages than the blog's own."""
    return facts.get("ARTICLE_LANG_URL") or facts.get("ARTICLE_LANG_SAVE_AS") or "{slug}-{lang}.html"


def _slug(text: str, blog: Blog) -> str:
    """As Pelican makes it; empty for scripts that it writes in Latin letters by a table that is not here."""
    if blog.facts.get("SLUGIFY_USE_UNICODE"):
        plain = normalize("NFKC", text)
    else:
        plain = normalize("NFKD", text).encode("ascii", "ignore").decode()
        if sum(char.isalnum() for char in plain) < sum(char.isalnum() for char in text):
            return ""
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower())


PELICAN = Engine(
    name="pelican",
    open=_open,
    translate=_translate,
    # it has no tags of its own; ``{filename}`` and its kin are read where links are resolved
    expand=as_it_is,
    convert=convert_pelican,
    plain_headers=True,
)
