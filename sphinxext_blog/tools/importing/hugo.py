"""Hugo: posts in ``content``, settings in ``hugo.toml`` or any of its other names."""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ...model.text import short_repr
from ...source.metadata import one_line
from .blog import Blog, Engine, SourceFile
from .formats import UNREAD, posts_in, unread_in
from .hugosettings import read_settings, settings_file
from .hugoterms import hugo_terms
from .keys import as_list
from .notes import Kind, Note
from .permalinks import date_tokens, expand_colons
from .scanning import child, mapping, walk
from .settings import unreadable
from .shortcodes import convert_hugo, expand_hugo
from .vocabularies import name_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from .blog import Options
    from .keys import Translation

__all__ = ["HUGO_ENGINE"]

_SECTIONS = ("posts", "post", "blog", "blogs", "articles", "news", "notes", "writing")
_DROPPED = ("url", "slug", "publishdate", "_build", "build")
_COVERS = (
    *("images", "cover", "featured_image", "featuredimage", "featureimage", "thumbnail", "banner", "feature"),
    "image",
)


def _open(root: Path, options: Options) -> Blog:
    config = read_settings(root)
    content = child(root, config.get("contentdir") or "content")
    languages = tuple(sorted(mapping(config.get("languages"))))
    if not content.is_dir() or content == root:
        content, section = root, "posts"
    else:
        section = ""
    found = walk(content) if section and config else posts_in(content)
    files = [replace(file, defaults={"__section": section}) for file in found]
    posts = [file for file in files if _is_post(file, files, in_content=not section)]
    others = list(walk(content, UNREAD))
    posts_of_all = (file for file in others if _is_post(file, [*files, *others], in_content=not section))
    unread = [file for file in posts_of_all if not file.path.with_name("index.md").is_file()]
    pages = [file for file in files if file not in posts]
    if not section:
        posts = _in_section(posts)
    base = str(config.get("baseurl") or "").rstrip("/")
    terms = hugo_terms(files)
    return Blog(
        root=root,
        files=tuple(posts),
        pattern=options.permalink,
        zone=options.timezone or str(config.get("timezone") or ""),
        base="" if "example.org" in base or "example.com" in base else base,
        public=tuple(path for path in (root / "static", root / "assets", content) if path.is_dir()),
        content=(content,),
        terms=terms,
        emoji=config.get("enableemoji") in (True, "true"),
        authors=terms.get("authors", {}),
        dollar_math=True if "['$', '$']" in str(config.get("markup")) else None,
        facts={**mapping(config.get("params")), **config, "__languages": languages},
        notes=tuple(
            Note(file=file.path.relative_to(root).as_posix(), message="a page, not a post", kind=Kind.LEFT)
            for file in pages
        )
        + unread_in(root, unread, posts)
        + unreadable(root, settings_file(root)),
    )


def _is_post(file: SourceFile, files: list[SourceFile], *, in_content: bool) -> bool:
    """Whether a page of a section is a post: not a list, and in a section that blogs have, if there is one."""
    parts = file.name.split("/")
    if re.match(r"_index(\.[\w-]+)?\.", parts[-1]):
        return False
    if not in_content:
        return True
    sections = {other.name.split("/")[0] for other in files if "/" in other.name}
    wanted = [name for name in _SECTIONS if name in sections] or sorted(sections)
    return len(parts) > 1 and (parts[0] in wanted or bool(set(parts[1:2]) & set(wanted)))


def _in_section(posts: list[SourceFile]) -> list[SourceFile]:
    """Posts named from their section, if all of them are in one."""
    sections = {file.name.split("/")[0] for file in posts}
    if len(sections) != 1 or not sections & set(_SECTIONS):
        return posts
    (section,) = sections
    return [
        replace(file, name=file.name.removeprefix(f"{section}/"), defaults={"__section": section}) for file in posts
    ]


def _translate(said: Translation, blog: Blog) -> None:
    said.text("title", "title", *([] if said.said("title") else ["linktitle"]))
    if said.said("date") and str(said.said("publishdate") or said.said("date")) != str(said.said("date")):
        said.tell("publishdate", f"it was published on {said.said('publishdate')}; here its date counts for that, too")
    said.date("date", "date", "publishdate", "pubdate", "published")
    said.date_from_name()
    said.date("updated", "lastmod", "modified", "updated")
    said.date("expires", "expirydate", "unpublishdate")
    names = as_list(said.take("authors", "author"))
    said.put("authors", [name_of(name, blog.authors.get(_path(name), {})) for name in names])
    said.terms("tags", "tags", "tag")
    said.terms("categories", "categories", "category")
    said.terms("series", "series")
    said.text("excerpt", "summary")
    said.text("description", "description")
    said.text("canonical", "canonicalurl", "canonical")
    said.flag("draft", "draft")
    if mapping(said.said("build") or said.said("_build")).get("list") in ("never", False, "false"):
        said.values["unlisted"] = True
    _cover(said)
    aliases = as_list(said.take("aliases"), "")
    _address(said, blog)
    said.addresses += [_alias(alias, next(iter(said.addresses), "")) for alias in aliases]
    said.finish(_DROPPED)


def _cover(said: Translation) -> None:
    value = said.take(*_COVERS)
    if isinstance(value, dict):
        said.put("image_alt", one_line(value.get("alt")))
        if value.get("caption"):
            said.tell(
                "cover", f"its cover had the caption {short_repr(value['caption'])}, for which there is no key here"
            )
        value = value.get("image") or value.get("src") or value.get("url") or ""
    said.put("image", next(iter(as_list(value, "")), ""))


def _address(said: Translation, blog: Blog) -> None:
    stem, language = _without_language(said.file.stem, blog)
    section = str(said.said("__section") or stem.split("/")[0])
    slug, name = one_line(said.said("slug")), stem.rpartition("/")[2]
    said.version_of = stem
    said.names += [stem, slug or name, f"{stem}.md"]
    if said.said("__section"):
        stem = f"{section}/{stem}"
        said.names += [stem, f"{stem}.md"]
    title = _path(str(said.values.get("title", "")))
    folders = stem.split("/")[:-1]
    tokens = {
        **date_tokens(said.moment()),
        "section": section,
        "sections": "/".join(folders) or section,
        "title": title,
        "slug": _path(slug) or title,
        "slugorfilename": _path(slug or name),
        "slugorcontentbasename": _path(slug or name),
        "filename": _path(name),
        "contentbasename": _path(name),
    }
    pattern = blog.pattern or _pattern(mapping(blog.facts.get("permalinks")), section)
    where = "/".join([*folders, slug or name])
    if url := one_line(said.take("url")):
        path = expand_colons(url, tokens).path
    elif pattern:
        address = expand_colons(re.sub(r":sections\[[^\]]*\]", ":sections", pattern), tokens)
        if address.unknown:
            said.tell("date", f"its old address is not known: {', '.join(address.unknown)} is nowhere said")
            return
        path = address.path
    else:
        path = "/".join(map(_path, where.split("/"))) + "/"
    if language and not url:
        path = f"{language}/{path.lstrip('/')}"
        said.put("language", [language])
    said.addresses.append(path)


def _alias(alias: str, home: str) -> str:
    """Another old address; one without a slash before it is beside that of the page."""
    if alias.startswith("/"):
        return alias
    path = posixpath.normpath(posixpath.join("/", posixpath.dirname(home.strip("/")), alias))
    return f"{path}/" if alias.endswith("/") else path


def _without_language(stem: str, blog: Blog) -> tuple[str, str]:
    """The name without the language that it ends in or is filed under, and that language unless it is the default."""
    languages = blog.facts.get("__languages") or ()
    default = str(blog.facts.get("defaultcontentlanguage") or "en")
    language = next((name for name in languages if stem.endswith(f".{name}")), "")
    if language:
        stem = stem.removesuffix(f".{language}").removesuffix("/index")
    elif (first := stem.split("/")[0]) in languages:
        language, stem = first, stem.partition("/")[2]
    in_folder = blog.facts.get("defaultcontentlanguageinsubdir") in (True, "true")
    return stem, "" if language == default and not in_folder else language


def _pattern(permalinks: Mapping[str, Any], section: str) -> str:
    for of in (mapping(permalinks.get("page")), permalinks):
        if isinstance(of.get(section), str):
            return str(of[section])
    return ""


def _path(text: str) -> str:
    """A name as Hugo has it in addresses."""
    kept = re.sub(r"[^\w.+~#@-]+", "", re.sub(r"\s+", "-", text.strip()))
    return re.sub(r"-{2,}", "-", kept).strip("-").lower()


HUGO_ENGINE = Engine(
    name="hugo",
    open=_open,
    translate=_translate,
    expand=expand_hugo,
    convert=convert_hugo,
    loose_math=True,
    bare_links=True,
)
