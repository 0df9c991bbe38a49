"""Hugo: posts in ``content``, settings in ``hugo.toml`` or under any of its other names.

Shortcodes are those of Hugo, and those that its widespread themes share: notes, tabs, folded text, buttons.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..model.text import short_repr
from ..source.metadata import one_line
from . import tags as to
from .addresses import DATE_TOKENS, GO_DATE_TOKENS, Permalinks, Syntax, date_tokens, go_date_tokens, sliced
from .attributes import options_in
from .configuration import name_of
from .engines import Engine
from .foreign import HUGO as SHORTCODE
from .foreign import HUGO_END
from .front_matter import Key, as_list, split_header
from .old_blog import (
    UNSUPPORTED,
    Blog,
    SiteSettings,
    child,
    first_file,
    mapping,
    page_notes,
    posts_in,
    read_settings,
    settings_notes,
    text_in,
    unsupported_notes,
    walk,
)
from .parsing import Dialect
from .work import Code, Frame, code_block, comment, write_length, write_target

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from .front_matter import MetadataMapper
    from .old_blog import Options, SourceFile
    from .work import Tag, Work

__all__ = ["HUGO"]

_NAMES = ("hugo", "config")
_FOLDERS = ("", "config/_default/")
_SUFFIXES = (".toml", ".yaml", ".yml", ".json")
_PARTS = ("permalinks", "params", "languages", "pagination")
"""Settings that may be in files of their own."""
_BLOGS = ("posts", "post", "blog", "blogs", "articles", "news", "notes", "writing")
"""Sections that hold posts, if the site has one of them; else all sections do."""
_COVERS = (
    *("images", "cover", "featured_image", "featuredimage", "featureimage", "thumbnail", "banner", "feature"),
    "image",
)
_TERM_PAGE = re.compile(r"(?:[\w-]+/)?(?P<taxonomy>tags|categories|series|authors?)/(?P<name>[^/]+)/_index\.\w+")
_TERM_KEYS = {
    "title": "label", "description": "description", "summary": "description", "slug": "slug", "bio": "description",
}  # fmt: skip
_SECTION, _SECTIONS, _LANGUAGES = "__section", "__sections", "__languages"
"""Keys under which defaults of a file have its section, and the settings the folders that are sections, and the
languages."""


# ------------------------------------------------------------------------------------------------------------- the blog


def _open(root: Path, options: Options) -> Blog:
    settings = first_file(root, [f"{folder}{name}{end}" for folder in _FOLDERS for name in _NAMES for end in _SUFFIXES])
    config = _settings(root, settings)
    content = child(root, config.get("contentdir") or "content")
    section = ""
    if not content.is_dir() or content == root:
        content, section = root, "posts"
    files = [
        replace(file, defaults={_SECTION: section})
        for file in (walk(content) if section and config else posts_in(content))
    ]
    posts = [file for file in files if _is_post(file, files, in_content=not section)]
    others = list(walk(content, UNSUPPORTED))
    unsupported = [
        file
        for file in others
        if _is_post(file, [*files, *others], in_content=not section) and not file.path.with_name("index.md").is_file()
    ]
    pages = [file for file in files if file not in posts]
    if not section:
        posts = _in_section(posts)
    terms, people = _terms(files), _author_files(root)
    url = str(config.get("baseurl") or "").rstrip("/")
    return Blog(
        root=root,
        files=tuple(posts),
        permalink=options.permalink,
        timezone=options.timezone or str(config.get("timezone") or ""),
        url="" if "example.org" in url or "example.com" in url or not url.startswith("http") else url,
        site=_site(config),
        static_folders=tuple(path for path in (root / "static", root / "assets", content) if path.is_dir()),
        content_folders=(content,),
        page_folders=(content,) if content != root else (),
        include_folders=tuple(dict.fromkeys((content, root))),
        terms=terms,
        authors={**_authors(people), **terms.get("authors", {})},
        emoji=config.get("enableemoji") in (True, "true"),
        dollar_math=True if "['$', '$']" in str(config.get("markup")) else None,
        settings={
            **mapping(config.get("params")),
            **config,
            _LANGUAGES: tuple(sorted(mapping(config.get("languages")))),
            _SECTIONS: frozenset(posixpath.dirname(file.name) for file in files if _is_index(file)),
        },
        notes=page_notes(root, pages)
        + unsupported_notes(root, unsupported, posts)
        + settings_notes(root, settings, *people),
    )


def _settings(root: Path, path: Path | None) -> dict[str, Any]:
    """Return the settings, with those in files of their own, by keys in lower case."""
    values = {key.lower(): value for key, value in read_settings(path).items()}
    for part in _PARTS:
        extra = first_file(root, [f"config/_default/{part}{end}" for end in _SUFFIXES])
        if part not in values and extra is not None:
            values[part] = read_settings(extra)
    return values


def _site(config: Mapping[str, Any]) -> SiteSettings:
    params, language = mapping(config.get("params")), str(config.get("defaultcontentlanguage") or "")
    author = params.get("author") or config.get("author")
    own = mapping(mapping(config.get("languages")).get(language or "en"))
    code = {key.lower(): value for key, value in own.items()}.get("languagecode") or config.get("languagecode")
    page_size = {key.lower(): value for key, value in mapping(config.get("pagination")).items()}.get("pagersize")
    limit = mapping(mapping(config.get("services")).get("rss")).get("limit")
    return SiteSettings(
        title=one_line(config.get("title") or own.get("title")),
        description=one_line(params.get("description")),
        author=one_line(mapping(author).get("name") if isinstance(author, dict) else author),
        language=one_line(code) or language,
        page_size=_number(page_size or config.get("paginate")),
        has_feed=True if config and "RSS" not in as_list(config.get("disablekinds"), "") else None,
        feed_length=_number(limit),
    )


def _number(value: object) -> int | None:
    return int(str(value)) if str(value).isdecimal() and str(value) != "0" else None


def _is_index(file: SourceFile) -> bool:
    return re.match(r"_index(\.[\w-]+)?\.", file.name.rpartition("/")[2]) is not None


def _is_post(file: SourceFile, files: list[SourceFile], *, in_content: bool) -> bool:
    """Return whether a page of a section is a post: not a list, and in a section that holds posts."""
    parts = file.name.split("/")
    if _is_index(file):
        return False
    if not in_content:
        return True
    sections = {other.name.split("/")[0] for other in files if "/" in other.name}
    blogs = [name for name in _BLOGS if name in sections] or sorted(sections)
    return len(parts) > 1 and (parts[0] in blogs or bool(set(parts[1:2]) & set(blogs)))


def _in_section(posts: list[SourceFile]) -> list[SourceFile]:
    """Return posts with names from their section, if all of them are in one."""
    sections = {file.name.split("/")[0] for file in posts}
    if len(sections) != 1 or not sections & set(_BLOGS):
        return posts
    (section,) = sections
    return [replace(file, name=file.name.removeprefix(f"{section}/"), defaults={_SECTION: section}) for file in posts]


def _terms(files: Iterable[SourceFile]) -> dict[str, dict[str, dict[str, Any]]]:
    """Return the data of terms on their pages, by taxonomy and by the name of the folder."""
    terms: dict[str, dict[str, dict[str, Any]]] = {}
    for file in files:
        match = _TERM_PAGE.fullmatch(file.name)
        if match is None:
            continue
        values = {key.lower(): value for key, value in split_header(text_in(file.path)).values.items()}
        entry: dict[str, Any] = {}
        for key, ours in _TERM_KEYS.items():
            if isinstance(values.get(key), str) and values[key].strip():
                entry.setdefault(ours, one_line(values[key]))
        taxonomy = "authors" if match["taxonomy"].startswith("author") else match["taxonomy"]
        if taxonomy == "authors":
            entry = {**values, "name": entry.pop("label", match["name"]), **entry}
        if entry:
            terms.setdefault(taxonomy, {})[match["name"]] = entry
    return terms


def _author_files(root: Path) -> list[Path]:
    """Return the data files of authors: one for all of them, or one for each."""
    data = child(root, "data")
    one = first_file(data, [f"authors{end}" for end in _SUFFIXES])
    folder = data / "authors"
    files = sorted(folder.iterdir()) if data != root and folder.is_dir() else []
    return ([one] if one else []) + [path for path in files if path.suffix in _SUFFIXES]


def _authors(paths: Iterable[Path]) -> dict[str, dict[str, Any]]:
    """Return the data of authors, by the names that posts use."""
    authors: dict[str, dict[str, Any]] = {}
    for path in paths:
        values = read_settings(path)
        entries = values if path.stem == "authors" else {path.stem: values}
        authors |= {_path(key): mapping(value) for key, value in entries.items()}
    return authors


# ------------------------------------------------------------------------------------------------------------- metadata

_KEYS = (
    Key.date("date", "date", "publishdate", "pubdate", "published"),
    Key.date("updated", "lastmod", "modified", "updated"),
    Key.date("expires", "expirydate", "unpublishdate"),
    Key.terms("tags", "tags", "tag"),
    Key.terms("categories", "categories", "category"),
    Key.terms("series"),
    Key.text("excerpt", "summary"),
    Key.text("description"),
    Key.text("canonical", "canonicalurl", "canonical"),
    Key.flag("draft"),
)


def _map_metadata(mapper: MetadataMapper, blog: Blog) -> None:
    mapper.put_text("title", "title", *([] if mapper.value("title") else ["linktitle"]))
    date, published = str(mapper.value("date")), mapper.value("publishdate")
    if mapper.value("date") and published and str(published) != date:
        message = f"publishdate: {published} differs from 'date'. The post is published on its date."
        mapper.report("publishdate", message)
    mapper.date_from_name()
    names = as_list(mapper.take("authors", "author"))
    mapper.put("authors", [name_of(name, blog.authors.get(_path(name), {})) for name in names])
    if mapping(mapper.value("build") or mapper.value("_build")).get("list") in ("never", False, "false"):
        mapper.values["unlisted"] = True
    _cover(mapper)
    aliases = as_list(mapper.take("aliases"), "")
    _address(mapper, blog)
    mapper.addresses += [_alias(alias, next(iter(mapper.addresses), "")) for alias in aliases]


def _cover(mapper: MetadataMapper) -> None:
    value = mapper.take(*_COVERS)
    if isinstance(value, dict):
        mapper.put("image_alt", one_line(value.get("alt")))
        if value.get("caption"):
            message = f"cover: the caption {short_repr(value['caption'])} is not supported. It is ignored."
            mapper.report("cover", message)
        value = value.get("image") or value.get("src") or value.get("url") or ""
    mapper.put("image", next(iter(as_list(value, "")), ""))


def _address(mapper: MetadataMapper, blog: Blog) -> None:
    """Note where the post was: by its ``url``, by the pattern of its section, or by its path."""
    stem, language, folder = _without_language(mapper.file.stem, blog)
    own_section = str(mapper.value(_SECTION) or "")
    slug, name = one_line(mapper.value("slug")), stem.rpartition("/")[2]
    mapper.version_of = stem
    mapper.names += [stem, slug or name, f"{stem}.md"]
    if own_section:
        stem = f"{own_section}/{stem}"
        mapper.names += [stem, f"{stem}.md"]
    section, folders = stem.split("/")[0], stem.split("/")[:-1]
    moment = mapper.timestamp() if _has_date(mapper, blog) else None
    title = _token(str(mapper.values.get("title", "")))
    values = {
        **date_tokens(moment),
        **go_date_tokens(moment),
        "section": section,
        "sections": "/".join(map(_path, _sections(folders, blog.settings.get(_SECTIONS) or frozenset(), folder))),
        "title": title,
        "slug": _token(slug) or title,
        "slugorfilename": _token(slug or name),
        "slugorcontentbasename": _token(slug or name),
        "filename": _token(name),
        "contentbasename": _token(name),
    }
    if url := one_line(mapper.take("url")):
        if path := mapper.add_address(url, values, key="url"):
            is_file = re.search(r"\.\w+$", path) is not None
            mapper.addresses[-1] = path if is_file else _finished(path, blog)
        return
    pattern = blog.permalink or _pattern(mapping(blog.settings.get("permalinks")), section)
    if pattern:
        path = mapper.add_address(pattern, values)
    else:
        path = "/".join(_path(part) for part in (*folders, slug or name))
        mapper.addresses.append(path)
    if language:
        mapper.put("language", [language])
    if path:
        path = _finished(path, blog)
        mapper.addresses[-1] = f"{language}/{path.lstrip('/')}" if language else path


def _has_date(mapper: MetadataMapper, blog: Blog) -> bool:
    """Return whether Hugo knows the date: it reads the name of a file only if its settings define that."""
    if any(mapper.value(name) for name in ("date", "publishdate", "pubdate", "published")):
        return True
    return ":filename" in as_list(mapping(blog.settings.get("frontmatter")).get("date"), "")


def _finished(path: str, blog: Blog) -> str:
    """Return a path as Hugo serves it: in lower case, as a folder or, with "ugly" URLs, as a file."""
    if blog.settings.get("disablepathtolower") not in (True, "true"):
        path = path.lower()
    path = path.rstrip("/")
    if blog.settings.get("uglyurls") in (True, "true"):
        return path if path.endswith(".html") else f"{path}.html"
    return f"{path}/"


def _sections(folders: list[str], sections: frozenset[str], above: str) -> list[str]:
    """Return the folders that are sections: the first, and those with a page of their own.

    :param above: the folder of the language, which contains them.
    """
    for end in range(len(folders), 1, -1):
        if "/".join(([above] if above else []) + folders[:end]) in sections:
            return folders[:end]
    return folders[:1]


def _alias(alias: str, home: str) -> str:
    """Return another old address; one without a slash before it is beside that of the page."""
    if alias.startswith("/"):
        return alias
    path = posixpath.normpath(posixpath.join("/", posixpath.dirname(home.strip("/")), alias))
    return f"{path}/" if alias.endswith("/") else path


def _without_language(stem: str, blog: Blog) -> tuple[str, str, str]:
    """Return a name without its language, the language unless it is the default, and the folder of the language."""
    languages = blog.settings.get(_LANGUAGES) or ()
    default = str(blog.settings.get("defaultcontentlanguage") or "en")
    folder = ""
    language = next((name for name in languages if stem.endswith(f".{name}")), "")
    if language:
        stem = stem.removesuffix(f".{language}").removesuffix("/index")
    elif (first := stem.split("/")[0]) in languages:
        language, folder, stem = first, first, stem.partition("/")[2]
    in_folder = blog.settings.get("defaultcontentlanguageinsubdir") in (True, "true")
    return stem, "" if language == default and not in_folder else language, folder


def _pattern(permalinks: Mapping[str, Any], section: str) -> str:
    """Return the pattern for the pages of a section."""
    for patterns in (mapping(permalinks.get("page")), permalinks):
        if isinstance(patterns.get(section), str):
            return str(patterns[section])
    return ""


def _token(text: str) -> str:
    """Return a text as Hugo has it in tokens of patterns."""
    return _path(text.replace("+", ""))


def _path(text: str) -> str:
    """Return a name as Hugo has it in paths."""
    kept = re.sub(r"[^\w.+~#@-]+", "", re.sub(r"\s+", "-", text.strip()))
    return re.sub(r"-{2,}", "-", kept).strip("-").lower()


# ----------------------------------------------------------------------------------------------------------- shortcodes

_ESCAPED = re.compile(r"\{\{(?P<open>[<%])/\*(?P<inner>(?:(?!\*/).){0,2000})\*/(?P<close>[>%])\}\}", re.DOTALL)
"""A shortcode that is displayed, and not run."""
_NOTES = ("notice", "admonition", "callout", "alert", "pageinfo", *to.NOTES)
_TAB_SETS = ("tabpane", "tabs", "tabgroup", "tabbed")


def _ref(tag: Tag, work: Work) -> str | None:
    """Convert ``ref`` and ``relref``: the target of a link to a page."""
    path = tag.named.get("path") or next(iter(tag.positional), "")
    return work.site.post(path, tag.named.get("lang")) if path else None


def _link(tag: Tag, work: Work) -> str | None:
    words = [*tag.positional, "", ""]
    target, text = tag.named.get("href") or words[0], tag.named.get("content") or words[1]
    return to.link(text or target, work.target(target, tag.offset)) if target else None


def _include(tag: Tag, work: Work) -> str | None:
    """Convert ``include`` and ``readfile``: the text of a file of the blog."""
    name = (tag.named.get("file") or " ".join(tag.positional)).lstrip("/")
    if tag.named.get("code") == "true":
        text = work.site.include(name) if name else None
        return None if text is None else code_block(text, tag.named.get("lang") or name.rpartition(".")[2])
    return work.include(name) if name else None


def _param(tag: Tag, work: Work) -> str | None:
    """Convert ``param``: a value of the front matter, or of the settings."""
    name = next(iter(tag.positional), "").lower()
    for values in (work.values, mapping(work.values.get("params"))):
        if isinstance(values.get(name), (str, int, float)):
            return str(values[name])
    return work.site.setting(name) if name else None


def _button(tag: Tag, work: Work) -> Frame | None:
    target = next(filter(None, (tag.named.get(key) for key in ("href", "link", "url", "relref"))), "")
    return Frame(before="[", after=f"]({write_target(work.target(target, tag.offset))})") if target else None


def _figure(tag: Tag, work: Work) -> Frame | None:
    """Convert a figure of which the body is the caption."""
    if not tag.named.get("src"):
        return None
    target = work.target(tag.named["src"], tag.offset, image=True)
    options = {"alt": one_line(tag.named.get("alt", "")), "width": write_length(tag.named.get("width", ""))}
    lines = tuple(f":{key}: {value}" for key, value in options.items() if value)
    return Frame(directive=f"{{figure}} {target}", options=lines)


def _tab(tag: Tag, work: Work) -> Frame | None:  # noqa: ARG001 - the interface of converters
    """Convert a tab; in Docsy it contains code, unless it is marked as text."""
    if tag.outer is None or tag.outer.name.lower() not in _TAB_SETS:
        return None
    named, outer = tag.named, tag.outer.named
    titles = [name.strip() for name in outer.get("items", "").split(",") if name.strip()]
    title = next(filter(None, (named.get(key) for key in ("header", "title", "name", "label"))), "")
    title = title or " ".join(tag.positional) or next(iter(titles[tag.index :]), "") or "Tab"
    code = None
    if tag.outer.name.lower() == "tabpane" and (named.get("text") or outer.get("text") or "false") == "false":
        code = named.get("lang") or named.get("highlight") or outer.get("lang", "")
    return Frame(directive=f"{{tab-item}} {title}", code=code)


def _lone_tab(tag: Tag, work: Work) -> str | None:  # noqa: ARG001 - the interface of converters
    """Remove a tab without a body that is only a heading beside the tabs (Docsy)."""
    return "" if tag.named.get("disabled") in ("true", "1") else None


def _highlight(tag: Tag, body: str, work: Work) -> Code:  # noqa: ARG001 - the interface of converters
    """Convert ``highlight language "options"``, of which commas part the options."""
    options = " ".join(tag.positional[1:]) or " ".join(f"{key}={value}" for key, value in tag.named.items())
    options = re.sub(r"(\w+)=([^,\"'\[]+)", r'\1="\2"', options)
    return Code(language=next(iter(tag.positional), "").lower(), options=options_in(options, body.strip("\n")))


def _math(tag: Tag, body: str, work: Work) -> str:
    """Convert math, which some authors put into dollars inside the shortcode."""
    work.features.add("dollarmath")
    if "$" in body:
        return body.strip() if tag.inline else body.strip("\n")
    is_display = "\n" in body.strip(" \t") or "display" in tag.args
    return f"$${body}$$" if is_display and not tag.inline else f"${' '.join(body.split())}$"


def _comment(tag: Tag, body: str, work: Work) -> str:  # noqa: ARG001 - the interface of converters
    return comment(body)


def _escaped_shortcodes(work: Work) -> None:
    """Remove the comment signs of shortcodes that are displayed, ``{{</* x */>}}``; also in code, as Hugo does."""
    source = work.source
    for match in _ESCAPED.finditer(source.text, source.base):
        work.put((match.end("open"), match.start("inner")), "", "shortcode")
        work.put((match.end("inner"), match.start("close")), "", "shortcode")
        work.literal_text.append(f"{{{{{match['open']}{match['inner']}{match['close']}}}}}")


HUGO = Engine(
    name="hugo",
    open=_open,
    keys=_KEYS,
    map_metadata=_map_metadata,
    permalinks=Permalinks(
        syntax=Syntax.COLONS,
        tokens=DATE_TOKENS
        | GO_DATE_TOKENS
        | {"section", "sections", "title", "slug", "slugorfilename", "slugorcontentbasename", "filename"}
        | {"contentbasename"},
        optional=frozenset({"section", "sections"}),
        apply_filter=sliced,
    ),
    dropped=frozenset({"url", "slug", "publishdate", "_build", "build", "linktitle"}),
    dialect=Dialect(
        tags=SHORTCODE,
        tag_end=HUGO_END,
        literal=frozenset({"highlight", "mermaid", "katex", "math", "comment"}),
        tex="\\",
        bare_links=True,
    ),
    tags={
        **dict.fromkeys(("figure", "img", "image"), to.figure),
        **dict.fromkeys(("ref", "relref"), _ref),
        **dict.fromkeys(("include", "readfile", "include-file"), _include),
        **dict.fromkeys(("video", "audio"), to.file_link),
        **dict.fromkeys(("toc", "table_of_contents"), to.nothing),
        "param": _param,
        "link": _link,
        "tab": _lone_tab,
        **dict.fromkeys(to.EMBEDS, to.embed),
    },
    blocks={
        **dict.fromkeys(_NOTES, to.note()),
        **dict.fromkeys(("details", "expand", "collapse", "spoiler", "accordion"), to.dropdown),
        **dict.fromkeys(("quote", "blockquote"), to.quotation),
        **dict.fromkeys(("button", "btn"), _button),
        **dict.fromkeys(("rawhtml", "raw-html", "raw_html", "html", "unsafe", "raw", "safehtml", "badge"), to.html),
        **dict.fromkeys(_TAB_SETS, to.tab_set),
        "tab": _tab,
        "figure": _figure,
    },
    literals={
        "highlight": _highlight,
        "mermaid": to.mermaid,
        **dict.fromkeys(("katex", "math"), _math),
        "comment": _comment,
    },
    passes=(_escaped_shortcodes,),
)
"""The engine."""
