"""Docusaurus: posts in ``blog``, authors and tags in files beside them, settings in ``docusaurus.config.js``.

The configuration is a script.  It is not run: only texts that it assigns to keys are read.
"""

from __future__ import annotations

import re
from dataclasses import replace
from textwrap import dedent
from typing import TYPE_CHECKING, Any

from ..source.metadata import one_line
from . import tags as to
from .boxes import admonition
from .configuration import name_of
from .engines import Engine
from .foreign import COLON_BOX, MDX_COMMENT
from .front_matter import Key, as_list
from .old_blog import (
    Blog,
    Note,
    NoteKind,
    SiteSettings,
    child,
    first_file,
    mapping,
    page_notes,
    read_settings,
    settings_notes,
    text_in,
    walk,
)
from .parsing import Dialect
from .work import (
    DARK_IMAGE,
    Frame,
    attributes_in,
    code_block,
    write_attributes,
    write_image,
    write_length,
    write_target,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from .front_matter import MetadataMapper
    from .old_blog import Options
    from .work import Converter, Tag, Work

__all__ = ["DOCUSAURUS"]

_SETTINGS = tuple(f"docusaurus.config.{suffix}" for suffix in ("ts", "js", "mjs", "cjs", "mts"))
_DATED = re.compile(r"^(?P<folder>.*?)(?P<date>\d{4}[-/]\d{1,2}[-/]\d{1,2})[-/]?(?P<text>.*?)(?:/index)?$", re.ASCII)
_AUTHOR_KEYS = ("author_title", "author_url", "author_image_url", "authorTitle", "authorURL", "authorImageURL")


# ------------------------------------------------------------------------------------------------------------- the blog


def _open(root: Path, options: Options) -> Blog:
    path = first_file(root, _SETTINGS)
    script = re.sub(r"^\s*//.*$", "", text_in(path), flags=re.MULTILINE) if path else ""
    start = re.search(r"\bblog\s*:\s*\{", script)
    inner = script[start.end() : start.end() + 3000] if start else ""
    posts = child(root, _value(inner, "path") or "blog")
    if path is None or not posts.is_dir():
        posts = root
    url = _value(script, "url").rstrip("/") + "/" + _value(script, "baseUrl").strip("/")
    people = first_file(posts, (_value(inner, "authorsMapPath") or "authors.yml", "authors.yaml"))
    terms = first_file(posts, (_value(inner, "tags") or "tags.yml", "tags.yaml"))
    texts = list(walk(posts))
    files = [file for file in texts if not re.search(r"(?:^|/)_", file.name)]
    parts = [file for file in texts if file not in files]
    return Blog(
        root=root,
        files=tuple(files),
        permalink=options.permalink or f"/{_value(inner, 'routeBasePath', 'blog').strip('/')}",
        url=url.rstrip("/") if url.startswith("http") else "",
        timezone=options.timezone or "UTC",
        site=_site(script, inner),
        static_folders=tuple(folder for folder in (root / "static",) if folder.is_dir()),
        content_folders=(posts,) if posts != root else (),
        page_folders=(root,) if posts != root else (),
        include_folders=(root,),
        path_prefixes={"@site/static/": (root / "static",), "@site/": (root,), "pathname://": ()},
        authors={key: mapping(value) for key, value in read_settings(people).items()},
        terms={"tags": {key: {"slug": key, **mapping(value)} for key, value in read_settings(terms).items()}},
        emoji=True,
        dollar_math="remark-math" in script if script else None,
        notes=(
            *_translations(root),
            *settings_notes(root, people, terms),
            *page_notes(root, parts, "part of other pages, not a post"),
        ),
    )


def _translations(root: Path) -> Iterator[Note]:
    """Yield a note for each folder of translated posts."""
    for folder in sorted(root.glob("i18n/*/docusaurus-plugin-content-blog*")):
        if count := sum(1 for _ in walk(folder)):
            message = f"{count} translated posts. Import this folder separately."
            yield Note(file=folder.relative_to(root).as_posix(), message=message, kind=NoteKind.TRANSLATION)


def _value(script: str, key: str, default: str = "") -> str:
    """Return a text that a script assigns to a key."""
    match = re.search(rf"\b{key}\s*:\s*([\"'`])([^\"'`\n]*)\1", script)
    return match[2] if match else default


def _number(script: str, key: str) -> int | None:
    match = re.search(rf"\b{key}\s*:\s*(\d+)", script)
    return int(match[1]) if match else None


def _site(script: str, inner: str) -> SiteSettings:
    return SiteSettings(
        title=_value(script, "title"),
        description=_value(script, "tagline"),
        language=_value(script, "defaultLocale"),
        page_size=_number(inner, "postsPerPage") or (10 if script else None),
        has_feed=not re.search(r"feedOptions\s*:\s*\{[^{}]*\btype\s*:\s*null", inner) if script else None,
        feed_length=_number(inner, "limit"),
    )


# ------------------------------------------------------------------------------------------------------------- metadata

_KEYS = (
    Key.text("title"),
    Key.date("date"),
    Key.flag("draft"),
    Key.flag("unlisted"),
    Key.text("description"),
    Key.text("image"),
)


def _map_metadata(mapper: MetadataMapper, blog: Blog) -> None:
    dated = _DATED.match(mapper.file.name.rpartition(".")[0])
    if "date" not in mapper.values and dated:
        mapper.add_values({"__date": dated["date"].replace("/", "-")})
        mapper.put_date("date", "__date")
    updated = mapping(mapper.value("last_update"))
    if updated.get("date"):
        mapper.add_values({"__updated": updated["date"]})
        mapper.put_date("updated", "__updated")
    if updated.get("author"):
        mapper.report("last_update", f"last_update: the author {one_line(updated['author'])} is ignored.")
    _authors(mapper, blog)
    _tags(mapper, blog)
    _address(mapper, blog, dated)


def _tags(mapper: MetadataMapper, blog: Blog) -> None:
    """Map keys of ``tags.yml``, or labels."""
    value = mapper.take("tags")
    for tag in value if isinstance(value, list) else ():
        if set(mapping(tag)) - {"label"}:
            message = f"tags: '{mapping(tag).get('label')}' has further values. Add them to tags.yml."
            mapper.report("tags", message, NoteKind.TERM)
    known = blog.terms.get("tags", {})
    mapper.put("tags", [str(known.get(tag, {}).get("label") or tag) for tag in as_list(value)])


def _authors(mapper: MetadataMapper, blog: Blog) -> None:
    """Map keys of ``authors.yml``, or the data of authors in the post itself."""
    value = mapper.take("authors", "author")
    if more := [name for name in _AUTHOR_KEYS if mapper.value(name)]:
        message = f"{more[0]}: data of authors belongs in authors.yml. The key is ignored."
        mapper.report(more[0], message, NoteKind.TERM)
    names = []
    for author in value if isinstance(value, list) else [value]:
        entry: dict[str, Any] = mapping(author)
        key = str(entry.get("key") or "") if entry else one_line(author)
        name = str(entry.get("name") or "") or name_of(key, blog.authors.get(key, {}))
        if entry and set(entry) - {"key", "name"}:
            mapper.report("authors", f"authors: '{name}' has further values. Add them to authors.yml.", NoteKind.TERM)
        names.append(name)
    mapper.put("authors", [name for name in names if name])


def _address(mapper: MetadataMapper, blog: Blog, dated: re.Match[str] | None) -> None:
    slug = one_line(mapper.value("slug"))
    if dated and dated["text"]:
        name = "/".join([*dated["date"].replace("-", "/").split("/"), f"{dated['folder']}{dated['text']}"])
    else:
        name = mapper.file.stem
    mapper.names += [mapper.file.stem, slug.strip("/"), name]
    mapper.addresses.append(f"{blog.permalink}/{(slug or name).strip('/')}")


# ----------------------------------------------------------------------------------------------------------- components

_PAIR = re.compile(
    r"[\"']?\b(?P<key>label|value)[\"']?\s*:\s*(?P<quote>[\"'`])(?P<text>(?:(?!(?P=quote)).)*)(?P=quote)"
)


def _named(tag: Tag) -> dict[str, str]:
    """Return the attributes of a component by their names in lower case."""
    return {key.lower(): value for key, value in tag.named.items()}


def _tabs(tag: Tag, work: Work) -> Frame:  # noqa: ARG001 - the interface of converters
    group = _named(tag).get("groupid", "")
    return Frame(directive="{tab-set}", options=(f":sync-group: {group}",) if group else ())


def _tab(tag: Tag, work: Work) -> Frame:  # noqa: ARG001 - the interface of converters
    named, outer = _named(tag), _named(tag.outer) if tag.outer is not None else {}
    value = named.get("value", "")
    labels = _labels(tag.outer.args) if tag.outer is not None else {}
    is_default = "default" in named or (value and value == outer.get("defaultvalue"))
    options = [":selected:"] if is_default and tag.index else []
    options += [f":sync: {value}"] if value and outer.get("groupid") else []
    label = named.get("label") or labels.get(value) or value or "Tab"
    return Frame(directive=f"{{tab-item}} {label}", options=tuple(options))


def _labels(args: str) -> dict[str, str]:
    """Return the labels in ``values={[{label: 'A', value: 'a'}]}``."""
    pairs = [{pair["key"]: pair["text"] for pair in _PAIR.finditer(text)} for text in re.findall(r"\{[^{}]*\}", args)]
    return {pair["value"]: pair.get("label", "") for pair in pairs if "value" in pair}


def _admonition(tag: Tag, work: Work) -> Frame:  # noqa: ARG001 - the interface of converters
    return admonition(tag.named.get("type", "note"), tag.named.get("title", ""))


def _link(tag: Tag, work: Work) -> Frame | None:
    target = tag.named.get("to") or tag.named.get("href", "")
    return Frame(before="[", after=f"]({write_target(work.target(target, tag.offset))})") if target else None


def _player(tag: Tag, work: Work) -> str | None:  # noqa: ARG001 - the interface of converters
    """Replace a player by a link: ``<YouTube id="…">``, ``<LiteYouTubeEmbed id="…">``."""
    name = tag.name.lower().removeprefix("lite").removesuffix("embed").removesuffix("player")
    named = _named(tag)
    value = named.get("id") or named.get("videoid") or named.get("youtubeid") or ""
    return to.embed_named(name, replace(tag, named={"id": value})) if value else None


def _diagram(tag: Tag, work: Work) -> str | None:
    """Convert ``<Mermaid value={`graph TD; …`}/>``."""
    text = next((tag.named[key] for key in ("value", "chart", "code") if tag.named.get(key)), "").strip()
    if not text:
        return None
    work.features.add("mermaid")
    return code_block(dedent(text.strip("`")), "mermaid")


_PICTURES = ("image", "img", "idealimage", "themedimage", "zoomimage")
_PLAYERS = tuple(
    f"{prefix}{name}{suffix}"
    for name in ("youtube", "vimeo", "bilibili", "asciinema", "tweet", "gist")
    for prefix in ("", "lite")
    for suffix in ("", "embed", "player")
)


# --------------------------------------------------------------------------------------------------------------- passes

_PARTIAL = re.compile(r"^import\s+(?P<name>[A-Z]\w*)\s+from\s+[\"'](?P<file>[^\"'\n]+\.mdx?)[\"']", re.MULTILINE)


_FILE = re.compile(r"^import\s+(?P<name>[A-Za-z_$][\w$]*)\s+from\s+[\"'](?P<file>[^\"'\n]+\.\w+)[\"']", re.MULTILINE)
_NO_FILES = (".md", ".mdx", ".js", ".jsx", ".ts", ".tsx", ".mjs", ".css", ".scss", ".json", ".yml", ".yaml")
"""Suffixes of what is imported for something else than its address."""


def _files(work: Work) -> None:
    """Note the files that the post imports: ``import picture from './a.png'``; drawings may be used as components."""
    matches = [match for match in _FILE.finditer(work.source.body) if not match["file"].lower().endswith(_NO_FILES)]
    work.files = {match["name"]: match["file"].rpartition("!")[2] for match in matches}
    drawings = {name.lower(): _drawing(file) for name, file in work.files.items() if file.lower().endswith(".svg")}
    if drawings:
        work.tags = {**work.tags, **drawings}


def _drawing(file: str) -> Converter:
    return lambda tag, work: _picture_of(tag, work, file)


def _picture(tag: Tag, work: Work) -> str | None:
    """Convert ``<Image img={picture} />``, ``<ThemedImage sources={{light: picture, dark: other}} />``."""
    named = _named(tag)
    source = named.get("img") or named.get("src") or ""
    if sources := _SOURCE.findall(named.get("sources", "")):
        source = dict(sources).get("light", sources[0][1])
        if len(sources) > 1:
            work.report(tag.offset, NoteKind.IMAGE, DARK_IMAGE)
    call = _CALL.fullmatch(f"={{{source.strip()}}}")
    if call is not None:
        source = next((value for value in call.groups() if value), "")
    source = source.strip().removesuffix(".default").removesuffix(".src")
    file = work.files.get(source, source)
    return _picture_of(tag, work, file) if re.search(r"[./]", file) and not re.search(r"[(){}]", file) else None


_SOURCE = re.compile(r"(\w+)\s*:\s*((?:useBaseUrl\([^()]*\)|require\([^()]*\)(?:\.default)?|[^,{}()]+))")


def _picture_of(tag: Tag, work: Work, file: str) -> str:
    named = _named(tag)
    options = {key: write_length(named.get(key, "").strip("{}\"'` ")) for key in ("width", "height")}
    return to.image(work, tag.offset, file, named.get("alt", ""), options)


def _partials(work: Work) -> None:
    """Let components that are Markdown files, ``import Part from './_part.mdx'``, be replaced by these."""
    files = {match["name"].lower(): match["file"] for match in _PARTIAL.finditer(work.source.body)}
    if files:
        work.tags = {**work.tags, **{name: _included(file) for name, file in files.items()}}


def _included(file: str) -> Converter:
    name = file.removeprefix("@site/").removeprefix("./")
    return lambda _tag, work: work.include(name)


_JSX_TAG = re.compile(
    r"<(?P<name>[a-z][\w-]*)(?P<attributes>(?:\s+[\w-]+(?:=(?:\"[^\"]*\"|'[^']*'|\{(?:[^{}]|\{[^{}]*\})*\}))?)+)\s*/?>"
)
_CALL = re.compile(
    r"=\{\s*(?:require\([\"'](?P<file>[^\"'\n]+)[\"']\)(?:\.default)?|useBaseUrl\([\"'](?P<url>[^\"'\n]+)[\"']\)"
    r"|[\"'`](?P<text>[^\"'`\n{}]*)[\"'`]|(?P<number>[\d.]+))\s*\}"
)
_NAMED_FILE = re.compile(r"=\{\s*([A-Za-z_$][\w$]*)(?:\.src|\.default)?\s*\}")
_STYLE = re.compile(r"(?<=\s)style=\{\{(?P<declarations>[^{}]*)\}\}")
_DECLARATION = re.compile(
    r"[\"']?(?P<name>[\w-]+)[\"']?\s*:\s*(?P<quote>[\"'`]?)(?P<value>[^\"'`,{}]+)(?P=quote)\s*(?:,|\Z)"
)


def jsx_attributes(text: str, files: Mapping[str, str] | None = None) -> str:
    """Return a tag of HTML with the attributes of JSX as HTML has them; what would have to be run stays.

    :param files: what scripts name files.
    """
    text = _NAMED_FILE.sub(lambda match: f'="{files[match[1]]}"' if files and match[1] in files else match[0], text)
    text = _CALL.sub(lambda match: f'="{next(value for value in match.groups() if value is not None)}"', text)
    return _STYLE.sub(_styled, re.sub(r"(?<=\s)className=", "class=", text))


def _styled(match: re.Match[str]) -> str:
    declarations = match["declarations"].strip()
    if _DECLARATION.sub("", declarations).strip():
        return match.group()
    pairs = (
        f"{re.sub(r'(?=[A-Z])', '-', one['name']).lower()}: {one['value'].strip()}"
        for one in _DECLARATION.finditer(declarations)
    )
    return f'style="{"; ".join(pairs)}"'


def _image(work: Work, offset: int, tag: str) -> str:
    """Return an image of HTML as Markdown."""
    attributes, classes, _ = attributes_in(f"{{{tag.removeprefix('<img').rstrip('/>')}}}")
    source, alt = attributes.pop("src", ""), attributes.pop("alt", "")
    attributes.pop("title", "")
    if not source:
        return tag
    written = write_attributes(attributes, classes)
    if written:
        work.features.add("attrs_inline")
    return write_image(alt, work.target(source, offset, image=True), written)


def _jsx_tags(work: Work) -> None:
    """Convert tags of HTML within lines that have attributes of JSX."""
    for leaf in work.parsed.leaves:
        if leaf.place is None or "={" not in leaf.token.content:
            continue
        code = [(piece.start, piece.end) for piece in leaf.pieces if piece.rule in ("backticks", "math_inline")]
        html = {piece.start for piece in leaf.pieces if piece.rule == "html_inline"}
        for match in _JSX_TAG.finditer(leaf.token.content):
            new = jsx_attributes(match.group(), work.files)
            if match["name"] == "a" and match.start() in html:
                continue
            if new == match.group() or any(start <= match.start() < end for start, end in code):
                continue
            if match["name"] == "img":
                new = _image(work, leaf.place.at(match.start()), new)
            leaf.pieces[:] = [piece for piece in leaf.pieces if not match.start() <= piece.start < match.end()]
            work.put(leaf.place.span(*match.span()), new, "html")


DOCUSAURUS = Engine(
    name="docusaurus",
    open=_open,
    keys=_KEYS,
    map_metadata=_map_metadata,
    dropped=frozenset({"slug", "last_update", "authors", "author", *(name.lower() for name in _AUTHOR_KEYS)}),
    heading_is_title=True,
    dialect=Dialect(tags=MDX_COMMENT, boxes=(COLON_BOX,), mdx=True, bare_links=True),
    tags={**dict.fromkeys(_PLAYERS, _player), "mermaid": _diagram, **dict.fromkeys(_PICTURES, _picture)},
    blocks={"tabs": _tabs, "tabitem": _tab, "admonition": _admonition, "link": _link},
    passes=(_files, _partials, _jsx_tags),
)
"""The engine."""
