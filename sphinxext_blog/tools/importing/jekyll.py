"""Jekyll: posts in ``_posts`` folders wherever they are, drafts in ``_drafts``, settings in ``_config.yml``."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...source.metadata import one_line
from .blog import Blog, Engine, SourceFile
from .formats import UNREAD, posts_in, unread_in
from .keys import as_list, split_names
from .liquid import convert_jekyll, expand_jekyll
from .marker import with_separator
from .permalinks import date_tokens, expand_colons
from .scanning import child, first_file, left_pages, mapping, read_yaml, walk
from .settings import unreadable
from .vocabularies import name_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .blog import Options
    from .keys import Translation
    from .notes import Fault
    from .targets import Surroundings

__all__ = ["JEKYLL"]

_STYLES = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
_DATED = re.compile(r"^(\d{2,4}-\d{1,2}-\d{1,2})-(?P<slug>.*)$")
_DROPPED = ("permalink", "slug", "hidden")


def _open(root: Path, options: Options) -> Blog:
    settings = first_file(root, ("_config.yml", "_config.yaml"))
    config = read_yaml(settings)
    source = child(root, config.get("source"))
    collections = child(source, config.get("collections_dir"))
    folders = _folders(collections, ("_posts", "_drafts"))
    files = [
        replace(file, defaults={**_defaults(config, folder, source, file), **_from_folder(folder, collections)})
        for folder in folders
        for file in posts_in(folder, draft=folder.name == "_drafts")
    ]
    if not folders:
        files = list(walk(root) if config else posts_in(root))
    unread = [file for folder in folders or [root] for file in walk(folder, UNREAD)]
    posts = mapping(mapping(config.get("collections")).get("posts"))
    pattern = options.permalink or str(posts.get("permalink") or config.get("permalink") or "date")
    data = child(source, config.get("data_dir") or "_data")
    people = first_file(data, ("authors.yml", "authors.yaml"))
    base = str(config.get("url") or "").rstrip("/") + "/" + str(config.get("baseurl") or "").strip("/")
    return Blog(
        root=root,
        files=tuple(files),
        pattern=_STYLES.get(pattern, pattern),
        zone=options.timezone or str(config.get("timezone") or ""),
        base=base if base.strip("/") else "",
        public=(source,),
        content=tuple(folders),
        authors={key: mapping(said) for key, said in read_yaml(people).items()},
        emoji=any("jemoji" in as_list(config.get(key), "") for key in ("plugins", "gems")),
        facts=config,
        notes=(left_pages(root, source, files) if folders else ())
        + unread_in(root, unread, files)
        + unreadable(root, settings, people),
    )


def _folders(root: Path, names: tuple[str, ...]) -> list[Path]:
    """Folders of some names, sorted; categories may stand above them."""
    found = []
    for above, folders, _ in os.walk(root):
        kept = sorted(
            name for name in folders if not name.startswith((".", "_")) and name not in ("node_modules", "vendor")
        )
        found += [Path(above, name) for name in names if name in folders]
        folders[:] = kept
    return found


def _from_folder(folder: Path, root: Path) -> dict[str, Any]:
    """The categories in the path above ``_posts``."""
    above = folder.parent.relative_to(root).parts
    return {"__folders": list(above)} if above else {}


def _defaults(config: Mapping[str, Any], folder: Path, source: Path, file: SourceFile) -> dict[str, Any]:
    """Front matter defaults of the configuration, for posts of that path."""
    values: dict[str, Any] = {}
    for entry in config.get("defaults") or () if isinstance(config.get("defaults"), list) else ():
        scope = mapping(mapping(entry).get("scope"))
        path = str(scope.get("path") or "").strip("/")
        own = (folder / file.name).relative_to(source).as_posix()
        if scope.get("type") in (None, "", "posts", "drafts") and "*" not in path and own.startswith(path):
            values |= mapping(mapping(entry).get("values"))
    return values


def _translate(said: Translation, blog: Blog) -> None:
    name = said.file.stem.rpartition("/")[2]
    dated = _DATED.match(name)
    slug = one_line(said.said("slug")) or (dated["slug"] if dated else name)
    said.text("title", "title")
    if "title" not in said.values:
        said.values["title"] = " ".join(word[:1].upper() + word[1:] for word in re.split(r"[-_]+", slug)) or name
    said.date("date", "date")
    said.date_from_name()
    said.date("updated", "last_modified_at", "updated", "modified", "lastmod")
    said.terms("tags", "tags", "tag", split="" if said.said("tags") is None else " ")
    categories = [
        *as_list(said.take("__folders")),
        *as_list(said.take("category"), ""),
        *as_list(said.take("categories"), " "),
    ]
    said.put("categories", list(dict.fromkeys(categories)))
    _authors(said, blog)
    said.flag("draft", "published", opposite=True)
    if "draft" not in said.values:
        said.flag("draft", "draft")
    said.flag("pinned", "pin", "pinned", "sticky", "featured")
    said.flag("unlisted", "hidden")
    said.text("excerpt", "excerpt", "summary")
    _image(said)
    said.names += [name, slug, said.file.stem]
    _address(said, blog, slug)
    said.addresses += as_list(said.take("redirect_from"), "")
    said.finish(_DROPPED)


def _authors(said: Translation, blog: Blog) -> None:
    """Names, or keys of ``_data/authors.yml``; a text is split at commas outside of brackets and tags."""
    value = said.take("author", "authors")
    if isinstance(value, dict):
        value = [value]
    names = split_names(value) if isinstance(value, str) else as_list(value)
    for name in names:
        if "<" in name:
            said.tell("author", f"the author '{name}' holds HTML; authors.yml says how the name is shown")
    said.put("authors", [name_of(name, blog.authors.get(name, {})) for name in names])


def _image(said: Translation) -> None:
    value = said.take("image", "header", "cover", "thumbnail", "img", "feature-img", "cover-img")
    if isinstance(value, dict):
        said.put("image_alt", one_line(value.get("alt")))
        value = next(
            (value[key] for key in ("path", "feature", "src", "image", "teaser", "overlay_image") if value.get(key)), ""
        )
    said.put("image", one_line(value) if isinstance(value, (str, list)) and not isinstance(value, list) else "")


def _address(said: Translation, blog: Blog, slug: str) -> None:
    pattern = one_line(said.take("permalink"))
    moment = said.moment()
    categories = "/".join(name.lower() for name in said.values.get("categories", ()))
    tokens = {
        **date_tokens(moment),
        "title": _pretty(slug),
        "slug": _slug(slug),
        "name": _slug(slug),
        "categories": categories,
        "slugified_categories": "/".join(map(_slug, said.values.get("categories", ()))),
        "output_ext": ".html",
        "collection": "posts",
        "path": said.file.stem,
    }
    address = expand_colons(_STYLES.get(pattern, pattern) or blog.pattern, tokens)
    if address.unknown and moment is not None:
        said.tell(
            "permalink",
            f"its old address is not known: {', '.join(address.unknown)} is nowhere said; write it in 'aliases'",
        )
    elif not address.unknown:
        said.addresses.append(address.path)


def _pretty(text: str) -> str:
    """As Jekyll writes ``:title``: case and a few signs stay."""
    return re.sub(r"[^\w._~!$&'()+,;=@-]+", "-", text).strip("-")


def _slug(text: str) -> str:
    return re.sub(r"[\W_]+", "-", text).strip("-").lower()


def _convert(text: str, around: Surroundings) -> tuple[str, list[Fault]]:
    separator = str(around.post.values.get("excerpt_separator") or around.blog.facts.get("excerpt_separator") or "")
    return convert_jekyll(with_separator(text, separator), around)


JEKYLL = Engine(
    name="jekyll",
    open=_open,
    translate=_translate,
    expand=expand_jekyll,
    convert=_convert,
    inline_double=True,
)
