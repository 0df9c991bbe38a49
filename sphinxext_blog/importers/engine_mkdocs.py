"""Material for MkDocs: posts of its blog plugin in ``docs/blog/posts``, settings in ``mkdocs.yml``."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from textwrap import dedent
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

import yaml
from babel.dates import format_date

from ..source.frontmatter import YAML_ERRORS
from ..source.metadata import one_line
from .addresses import Permalinks, Syntax
from .boxes import admonition
from .configuration import name_of
from .engines import Engine
from .foreign import LIQUID, LIQUID_END, SLASH_BOX
from .front_matter import Key, as_list
from .inline import HeadingStyle, python_markdown_name
from .old_blog import (
    Blog,
    NoteKind,
    SiteSettings,
    child,
    first_file,
    mapping,
    other_pages,
    page_notes,
    read_settings,
    settings_notes,
    text_in,
    walk,
)
from .parsing import Dialect
from .python_markdown import (
    EXTENSIONS,
    FEATURES,
    code_annotations,
    code_heads,
    inline_code_heads,
    marks,
    plain_text,
    snippets,
)
from .work import Frame

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from .front_matter import MetadataMapper
    from .old_blog import Options
    from .work import Tag, Work

__all__ = ["MKDOCS"]

_SETTINGS = ("mkdocs.yml", "mkdocs.yaml", "properdocs.yml", "zensical.yml")
_APPENDED, _BLOCKS, _PLUGIN = "__appended", "__blocks", "__plugin"
"""Keys of the settings with the text that is appended to each post, the blocks that are turned on, and the settings of
the blog plugin."""


# ------------------------------------------------------------------------------------------------------------- the blog


def _open(root: Path, options: Options) -> Blog:
    settings = first_file(root, _SETTINGS)
    config = read_settings(settings)
    plugins, extensions = _named(config.get("plugins")), _named(config.get("markdown_extensions"))
    plugin = plugins.get("blog") or plugins.get("material/blog") or {}
    docs = child(root, config.get("docs_dir") or "docs")
    folder = str(plugin.get("blog_dir") or "blog").strip("/").removeprefix(".")
    home = child(docs, folder)
    posts = child(docs, str(plugin.get("post_dir") or "{blog}/posts").replace("{blog}", folder))
    if not posts.is_dir() or not config:
        posts = home = docs = root
    authors_file = str(plugin.get("authors_file") or "{blog}/.authors.yml").replace("{blog}", folder)
    paths = (child(docs, authors_file), home / ".authors.yml", root / ".authors.yml")
    people = next((path for path in paths if path.is_file()), None)
    authors = read_settings(people)
    files = tuple(walk(posts))
    included = _include_folders(root, extensions, docs, posts)
    return Blog(
        root=root,
        files=files,
        permalink=options.permalink or f"{folder}/{plugin.get('post_url_format') or '{date}/{slug}'}",
        timezone=options.timezone or "UTC",
        url=str(config.get("site_url") or "").rstrip("/"),
        site=_site(config, plugin, plugins),
        static_folders=(docs,),
        content_folders=(posts,) if posts != root else (),
        page_folders=(docs,) if posts != root and config.get("use_directory_urls") is not False else (),
        include_folders=included,
        authors={key: mapping(value) for key, value in mapping(authors.get("authors", authors)).items()},
        dialect=_dialect(extensions, has_macros=bool({"macros", "mkdocs-macros"} & plugins.keys())),
        emoji="pymdownx.emoji" in extensions,
        dollar_math=bool(re.search(r"arithmatex|mathjax|katex", str(config), re.IGNORECASE)) if config else None,
        settings={
            **config,
            _PLUGIN: plugin,
            EXTENSIONS: " ".join(extensions),
            FEATURES: " ".join(as_list(mapping(config.get("theme")).get("features"), "")),
            _APPENDED: _appended(root, extensions, included),
            _BLOCKS: json.dumps(_block_shapes(extensions)),
        },
        notes=(page_notes(root, other_pages(home, files)) if posts != root else ())
        + settings_notes(root, settings, people),
    )


def _named(entries: object) -> dict[str, dict[str, Any]]:
    """Return plugins or extensions with their settings; they are listed as names, as mappings, or as one mapping."""
    named: dict[str, dict[str, Any]] = {}
    for item in entries if isinstance(entries, list) else [entries]:
        values = mapping(item) or ({item: {}} if isinstance(item, str) else {})
        named |= {name: mapping(value) for name, value in values.items()}
    return named


def _include_folders(root: Path, extensions: Mapping[str, Any], docs: Path, posts: Path) -> tuple[Path, ...]:
    """Return the folders of snippets."""
    bases = as_list(mapping(extensions.get("pymdownx.snippets")).get("base_path"), "")
    return tuple(dict.fromkeys((*(child(root, name) for name in bases), root, docs, posts)))


def _appended(root: Path, extensions: Mapping[str, Any], folders: tuple[Path, ...]) -> str:
    """Return the text that ``auto_append`` adds to each page: abbreviations mostly, and targets of links."""
    texts = []
    for name in as_list(mapping(extensions.get("pymdownx.snippets")).get("auto_append"), ""):
        path = next((path for folder in folders if (path := folder / name).is_file()), None)
        if path is not None and path.resolve().is_relative_to(root.resolve()):
            texts.append(text_in(path).strip("\n"))
    return "\n\n".join(texts)


def _site(config: Mapping[str, Any], plugin: Mapping[str, Any], plugins: Mapping[str, Any]) -> SiteSettings:
    page_size = plugin.get("pagination_per_page", 10 if plugins.get("blog") is not None else None)
    return SiteSettings(
        title=one_line(config.get("site_name")),
        description=one_line(config.get("site_description")),
        author=one_line(config.get("site_author")),
        language=one_line(mapping(config.get("theme")).get("language")),
        page_size=int(str(page_size)) if str(page_size).isdecimal() else None,
        has_feed=True if "rss" in plugins else None,
    )


# ------------------------------------------------------------------------------------------------------------- metadata

_KEYS = (
    Key.text("title"),
    Key.terms("categories", "categories", "category"),
    Key.terms("tags"),
    Key.flag("draft"),
    Key.flag("pinned", "pin", "pinned"),
    Key.text("description"),
)


def _map_metadata(mapper: MetadataMapper, blog: Blog) -> None:
    date = mapper.value("date")
    if isinstance(date, dict):  # {created: …, updated: …}
        mapper.add_values({"date": date.get("created"), "__updated": date.get("updated")})
    mapper.put_date("date", "date")
    mapper.put_date("updated", "__updated", "updated")
    names = as_list(mapper.take("authors", "author"))
    mapper.put("authors", [name_of(name, blog.authors.get(name, {})) for name in names])
    if mapping(mapper.value("search")).get("exclude") in (True, "true"):
        mapper.report("search", "search: Sphinx cannot exclude single pages from the search. The key is ignored.")
    mapper.take("search")
    mapper.names += [mapper.file.name, mapper.file.stem]
    _address(mapper, blog)


def _address(mapper: MetadataMapper, blog: Blog) -> None:
    plugin = mapping(blog.settings.get(_PLUGIN))
    title = str(mapper.values.get("title") or _first_heading(mapper.body) or mapper.file.stem.rpartition("/")[2])
    moment = mapper.timestamp()
    categories = mapper.values.get("categories", [])
    limit = str(plugin.get("post_url_max_categories") or 1)
    form = str(plugin.get("post_url_date_format") or "yyyy/MM/dd")
    day = _day(moment, form) if moment else ""
    if day is None:
        mapper.unsupported.setdefault(blog.permalink, (f"post_url_date_format: {form}",))
        return
    values = {
        "slug": one_line(mapper.value("slug")) or _slug(title),
        "date": day,
        "file": mapper.file.stem.rpartition("/")[2],
        "categories": "/".join(map(_slug, categories[: int(limit) if limit.isdecimal() else 1])),
    }
    pattern = blog.permalink if categories else blog.permalink.replace("{categories}/", "")
    if path := mapper.add_address(pattern, values):
        mapper.addresses[-1] = f"{path.strip('/')}/"


def _day(moment: datetime, form: str) -> str | None:
    """Return a day in a form; None for a form that no day has, such as one with hours."""
    try:
        return format_date(moment, form, locale="en")
    except (AttributeError, KeyError, ValueError):  # Babel has these for fields it does not know
        return None


def _first_heading(text: str) -> str:
    """Return the text of the first heading outside code; an empty one if there is none."""
    fence, above = "", ""
    for line in text.split("\n"):
        mark = re.match(r" {0,3}(`{3,}|~{3,})", line)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        elif not fence and (heading := re.match(r" {0,3}#{1,6}[ \t]+(.*?)[ \t]*#*[ \t]*$", line)):
            return re.sub(r"\s*\{[^{}]*\}$", "", heading[1])
        elif not fence and above.strip() and re.match(r" {0,3}(?:=+|-+)[ \t]*$", line):
            return above.strip()
        above = "" if fence else line
    return ""


def _slug(text: str) -> str:
    """Return a slug as ``pymdownx.slugs.slugify(case="lower")`` has it."""
    plain = re.sub(r"</?[^>]*>", "", normalize("NFC", text)).strip().lower()
    return re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")


# --------------------------------------------------------------------------------------------------------------- blocks

_PREFIX = "pymdownx.blocks."
_ADMONITIONS = ("note", "attention", "caution", "danger", "error", "tip", "hint", "warning", "important")
"""The names of admonitions, if the settings have no others."""
_OTHERS = {"html": ("html",), "definition": ("define",), "caption": ("caption", "figure-caption", "table-caption")}
"""Blocks that are not converted, by their extensions."""
_STYLES = frozenset({"type", "open", "new", "select", "attrs"})
"""Options that need no report."""


def _block_shapes(extensions: Mapping[str, Any]) -> dict[str, tuple[str, str, str]]:
    """Return the blocks that are turned on, ``/// name``: for each name the extension, the kind and the title."""
    shapes: dict[str, tuple[str, str, str]] = {}
    for name, defaults in (("admonition", _ADMONITIONS), ("details", ()), ("tab", ())):
        if f"{_PREFIX}{name}" not in extensions:
            continue
        shapes[name] = (name, "", "")
        types = mapping(extensions[f"{_PREFIX}{name}"]).get("types", defaults)
        for entry in types if isinstance(types, (list, tuple)) else ():
            own = mapping(entry) or {"name": entry}
            called = str(own.get("name") or "")
            kind = str(own.get("class") or called.removeprefix("details-"))
            shapes[called] = (name, kind, str(own.get("title") or ""))
    others = (called for name, names in _OTHERS.items() if f"{_PREFIX}{name}" in extensions for called in names)
    return shapes | dict.fromkeys(others, ("", "", ""))


_DEFAULT_SHAPES = _block_shapes({f"{_PREFIX}{name}": {} for name in ("admonition", "details", "tab")})
"""The blocks of a blog without settings."""


def _dialect(extensions: Mapping[str, Any], *, has_macros: bool) -> Dialect:
    """Return the dialect with the blocks and macros that are turned on."""
    dialect = replace(MKDOCS.dialect, boxes=_boxes(_block_shapes(extensions)))
    return replace(dialect, tags=LIQUID, tag_end=LIQUID_END) if has_macros else dialect


def _boxes(shapes: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return the boxes of the dialect: blocks with the names that are turned on."""
    if not shapes:
        return ()
    names = "|".join(re.escape(name) for name in sorted(shapes, key=len, reverse=True))
    return (("/", rf"(?P<type>{names})(?![\w-])[ \t]*(?:\|[ \t]*(?P<title>.*))?"),)


def _block(tag: Tag, work: Work) -> Frame | None:
    """Convert ``/// name | Title``: an admonition, folded text or a tab; its options are in the text of the tag."""
    setting = work.site.setting(_BLOCKS)
    shapes = json.loads(setting) if setting else _DEFAULT_SHAPES
    extension, kind, default = shapes.get(tag.name, ("", "", ""))
    try:
        options = yaml.safe_load(dedent(tag.text)) if tag.text.strip() else {}
    except YAML_ERRORS:
        return None
    if not extension or not isinstance(options, dict):
        return None
    attributes = mapping(options.get("attrs"))
    left = [name for name in options if name not in _STYLES] + (["attrs"] if set(attributes) - {"class"} else [])
    if left:
        message = f"block '/// {tag.name}': the options {', '.join(left)} are not supported. They are ignored."
        work.report(tag.offset, NoteKind.ATTRIBUTE, message)
    title = tag.args.strip() or default
    if extension == "tab":
        return Frame(
            directive=f"{{tab-item}} {title or 'Tab'}", options=(":selected:",) if options.get("select") else ()
        )
    kinds = as_list(options.get("type")) or [kind]
    classes = str(attributes.get("class") or "").split()
    if extension == "details":
        return admonition(kinds[0] or "details", title, folded=options.get("open") is not True, classes=classes)
    return admonition(kinds[0] or "note", title, classes=classes)


# --------------------------------------------------------------------------------------------------------------- passes

_ICON = re.compile(r":(?:material|fontawesome|octicons|simple)-[\w-]+:")


def _icons(work: Work) -> None:
    """Report icons, which are files of the theme."""
    for leaf in work.parsed.leaves:
        if leaf.place is None or ":" not in leaf.token.content:
            continue
        for match in _ICON.finditer(leaf.token.content):
            if plain_text(leaf)[match.start()]:
                message = f"icon '{match.group()}' is not supported. It is displayed as text."
                work.report(leaf.place.at(match.start()), NoteKind.EMBED, message)


_MACRO = re.compile(r"\{\{(?:[^{}\n]|\}(?!\})|\{(?!\{)){1,500}\}\}|\{%(?:[^%\n]|%(?!\})){1,500}%\}")


def _macros(work: Work) -> None:
    """Report macros in code, where the plugin filled them in, too; without the plugin their signs are text."""
    if work.dialect.tags is None:
        work.literal_text += _MACRO.findall(work.source.body)
        return
    for token in work.parsed.tokens:
        if token.type not in ("fence", "code_block") or not token.map:
            continue
        for match in _MACRO.finditer(token.content):
            line = token.map[0] + token.content.count("\n", 0, match.start()) + (token.type == "fence")
            message = f"unsupported tag '{match.group()}' in code; left as it is"
            work.report(work.source.lines[line][0], NoteKind.TAG, message)


def _slashes(work: Work) -> None:
    """Let slashes that begin a line be text, if no blocks are turned on."""
    if not work.dialect.boxes:
        work.literal_text += re.findall(r"^[ \t>]*(///.*)$", work.source.body, re.MULTILINE)


_ABBREVIATION = re.compile(r"^\*\[(?P<name>[^\]\n]+)\]:[ \t]*(?P<text>[^\n`]*)(?:\n|\Z)", re.MULTILINE)


def _appended_text(work: Work) -> None:
    """Apply the text that the blog appended to each post: its abbreviations, and its targets of links."""
    text = work.site.setting(_APPENDED) or ""
    if not text or work.including:
        return
    meanings = {match["name"]: match["text"].strip() for match in _ABBREVIATION.finditer(text)}
    names = "|".join(re.escape(name) for name in sorted(meanings, key=len, reverse=True) if meanings[name])
    pattern = re.compile(rf"(?<![\w&{{\[-])(?:{names})(?![\w-])")
    for leaf in work.parsed.leaves if names else ():
        if leaf.place is None or leaf.holder == "heading_open":
            continue
        for start, end in leaf.prose():
            for match in pattern.finditer(leaf.place.content, start, end):
                role = f"{{abbr}}`{match.group()} ({meanings[match.group()]})`"
                work.put(leaf.place.span(*match.span()), role, "abbreviation")
    if rest := _ABBREVIATION.sub("", text).strip():
        work.insert(len(work.source.text), f"\n\n{work.fragment(rest).strip()}\n", "append")


MKDOCS = Engine(
    name="mkdocs",
    open=_open,
    keys=_KEYS,
    map_metadata=_map_metadata,
    permalinks=Permalinks(syntax=Syntax.BRACES, tokens=frozenset({"slug", "date", "file", "categories"})),
    dropped=frozenset({"slug", "search"}),
    heading_is_title=True,
    dialect=Dialect(
        boxes=(SLASH_BOX,),
        indented_boxes=True,
        attribute_lists=True,
        tex="\\",
        html_markdown=True,
        html_resumes=True,
        names_with_blanks=True,
        loose_emphasis="all",
    ),
    blocks={"///": _block},
    headings=HeadingStyle(python_markdown_name, "_"),
    passes=(
        code_heads,
        inline_code_heads,
        marks,
        _icons,
        code_annotations,
        _macros,
        _slashes,
        snippets,
        _appended_text,
    ),
)
"""The engine."""
