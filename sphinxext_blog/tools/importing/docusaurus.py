"""Docusaurus: posts in ``blog``, authors and tags in files beside them, settings in ``docusaurus.config.js``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ...source.metadata import one_line
from .blog import Blog, Engine
from .keys import as_list
from .mdx import convert_docusaurus, expand_docusaurus
from .notes import Kind, Note
from .scanning import child, first_file, mapping, read_yaml, text_in, walk
from .settings import unreadable
from .vocabularies import name_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .blog import Options
    from .keys import Translation

__all__ = ["DOCUSAURUS"]

_CONFIGS = tuple(f"docusaurus.config.{suffix}" for suffix in ("ts", "js", "mjs", "cjs", "mts"))
_DATED = re.compile(r"^(?P<folder>.*?)(?P<date>\d{4}[-/]\d{1,2}[-/]\d{1,2})[-/]?(?P<text>.*?)(?:/index)?$", re.ASCII)
_DROPPED = ("slug", "last_update", "authors", "author")
_INLINE = ("author_title", "author_url", "author_image_url", "authorTitle", "authorURL", "authorImageURL")


def _open(root: Path, options: Options) -> Blog:
    path = first_file(root, _CONFIGS)
    source = re.sub(r"^\s*//.*$", "", text_in(path), flags=re.MULTILINE) if path else ""
    start = re.search(r"\bblog\s*:\s*\{", source)
    inner = source[start.end() : start.end() + 3000] if start else ""
    blog_dir = child(root, _said(inner, "path") or "blog")
    posts = blog_dir if path is not None and blog_dir.is_dir() else root
    base = _said(source, "url").rstrip("/") + "/" + _said(source, "baseUrl").strip("/")
    route = _said(inner, "routeBasePath", "blog").strip("/")
    people = first_file(posts, (_said(inner, "authorsMapPath") or "authors.yml", "authors.yaml"))
    terms = first_file(posts, (_said(inner, "tags") or "tags.yml", "tags.yaml"))
    authors, tags = read_yaml(people), read_yaml(terms)
    found = list(walk(posts))
    files = [file for file in found if not re.search(r"(?:^|/)_", file.name)]
    parts = [file.path.relative_to(root).as_posix() for file in found if file not in files]
    return Blog(
        root=root,
        files=tuple(files),
        pattern=options.permalink or f"/{route}",
        base=base.rstrip("/") if base.startswith("http") else "",
        zone=options.timezone or "UTC",
        public=tuple(folder for folder in (root / "static",) if folder.is_dir()),
        content=(posts,) if posts != root else (),
        authors={key: mapping(said) for key, said in authors.items()},
        terms={"tags": {key: {"slug": key, **mapping(said)} for key, said in tags.items()}},
        emoji=True,
        dollar_math="remark-math" in source if source else None,
        notes=(
            *_translations(root),
            *unreadable(root, people, terms),
            *(Note(file=name, message="a part of pages, not a post", kind=Kind.LEFT) for name in parts),
        ),
    )


def _translations(root: Path) -> Iterator[Note]:
    """A note for each folder of translated posts."""
    for folder in sorted(root.glob("i18n/*/docusaurus-plugin-content-blog*")):
        if count := sum(1 for _ in walk(folder)):
            message = f"{count} translated posts: import this folder for itself"
            yield Note(file=folder.relative_to(root).as_posix(), message=message, kind=Kind.LEFT)


def _said(source: str, key: str, default: str = "") -> str:
    """A text that a script gives to a key; nothing in it is run."""
    match = re.search(rf"\b{key}\s*:\s*([\"'`])([^\"'`\n]*)\1", source)
    return match[2] if match else default


def _translate(said: Translation, blog: Blog) -> None:
    said.text("title", "title")
    said.date("date", "date")
    dated = _DATED.match(said.file.name.rpartition(".")[0])
    if "date" not in said.values and dated:
        said.header.values["__date"] = dated["date"].replace("/", "-")
        said.date("date", "__date")
    updated = mapping(said.said("last_update"))
    if updated.get("date"):
        said.header.values["__updated"] = updated["date"]
    if updated.get("author"):
        said.tell("last_update", f"{one_line(updated['author'])} changed it last, for which there is no key here")
    said.date("updated", "__updated")
    _authors(said, blog)
    _tags(said, blog)
    said.flag("draft", "draft")
    said.flag("unlisted", "unlisted")
    said.text("description", "description")
    said.text("image", "image")
    _address(said, blog, dated)
    said.finish((*_DROPPED, *(name.lower() for name in _INLINE)))


def _tags(said: Translation, blog: Blog) -> None:
    """Keys of ``tags.yml``, or labels; what a post itself says of one belongs there."""
    value = said.take("tags")
    for tag in value if isinstance(value, list) else ():
        if set(mapping(tag)) - {"label"}:
            said.tell("tags", f"more is said of the tag '{mapping(tag).get('label')}' here: put it into tags.yml")
    known = blog.terms.get("tags", {})
    said.put("tags", [str(known.get(tag, {}).get("label") or tag) for tag in as_list(value)])


def _authors(said: Translation, blog: Blog) -> None:
    """Keys of ``authors.yml``, or mappings that stand in the post itself."""
    value = said.take("authors", "author")
    if more := [name for name in _INLINE if said.said(name)]:
        said.tell(more[0], f"more is said of {one_line(value) or 'the author'} here: put it into authors.yml")
    names = []
    for author in value if isinstance(value, list) else [value]:
        entry: dict[str, Any] = mapping(author)
        key = str(entry.get("key") or "") if entry else one_line(author)
        name = str(entry.get("name") or "") or name_of(key, blog.authors.get(key, {}))
        if entry and set(entry) - {"key", "name"}:
            said.tell("authors", f"more is said of {name} here: put it into authors.yml")
        names.append(name)
    said.put("authors", [name for name in names if name])


def _address(said: Translation, blog: Blog, dated: re.Match[str] | None) -> None:
    slug = one_line(said.said("slug"))
    if dated and dated["text"]:
        day = dated["date"].replace("-", "/").split("/")
        name = f"{day[0]}/{day[1]}/{day[2]}/{dated['folder']}{dated['text']}"
    else:
        name = said.file.stem
    said.names += [said.file.stem, slug.strip("/"), name]
    said.addresses.append(f"{blog.pattern}/{(slug or name).strip('/')}")


DOCUSAURUS = Engine(
    name="docusaurus",
    open=_open,
    translate=_translate,
    expand=expand_docusaurus,
    convert=convert_docusaurus,
    heading_is_title=True,
    bare_links=True,
)
