"""Jekyll: posts in ``_posts`` folders anywhere, drafts in ``_drafts``, settings in ``_config.yml``.

Liquid is not evaluated.  Values of ``site`` and ``page``, links by ``post_url``, files without logic and the includes
that widespread themes share are replaced; conditions, loops and assignments are reported.
"""

from __future__ import annotations

import os
import re
from dataclasses import replace
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..source.metadata import one_line
from . import tags as to
from .addresses import DATE_TOKENS, Permalinks, Syntax, date_tokens, zone_of
from .attributes import options_in
from .boxes import admonition, box_of_quote
from .configuration import name_of
from .engines import Engine
from .front_matter import Key, as_flag, as_list, split_names
from .old_blog import (
    UNSUPPORTED,
    Blog,
    NoteKind,
    SiteSettings,
    child,
    first_file,
    mapping,
    other_pages,
    page_notes,
    posts_in,
    read_settings,
    settings_notes,
    unsupported_notes,
    walk,
)
from .parsing import Dialect
from .work import Box, Code, comment, directive

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from markdown_it.token import Token

    from .front_matter import MetadataMapper
    from .old_blog import OldPost, Options, SourceFile
    from .parsing import Leaf
    from .work import Frame, Tag, Work

__all__ = ["JEKYLL"]

_STYLES = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
_DATED = re.compile(r"^(\d{2,4}-\d{1,2}-\d{1,2})-(?P<slug>.*)$")
_COVERS = ("image", "header", "cover", "thumbnail", "img", "feature-img", "cover-img")
_COVER_KEYS = ("path", "feature", "src", "image", "teaser", "overlay_image")
_AUTHOR_FILES = tuple(
    f"{name}.{suffix}" for name in ("authors", "author", "people", "members") for suffix in ("yml", "yaml", "json")
)
_FOLDERS = "__folders"
"""The key under which defaults of a file have the categories that its folders are."""


# ------------------------------------------------------------------------------------------------------------- the blog


def _open(root: Path, options: Options) -> Blog:
    path = first_file(root, ("_config.yml", "_config.yaml"))
    config = read_settings(path)
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
    unsupported = [file for folder in folders or [root] for file in walk(folder, UNSUPPORTED)]
    people = first_file(child(source, config.get("data_dir") or "_data"), _AUTHOR_FILES)
    pages = page_notes(root, other_pages(source, files)) if folders else ()
    separator = str(config.get("excerpt_separator") or "")
    return Blog(
        root=root,
        files=tuple(files),
        permalink=_permalink(config, options),
        timezone=options.timezone or str(config.get("timezone") or ""),
        url=_url(config),
        site=_site(config),
        static_folders=(source,),
        content_folders=tuple(folders),
        include_folders=(child(source, config.get("includes_dir") or "_includes"),),
        authors={key: mapping(value) for key, value in read_settings(people).items()},
        emoji=any("jemoji" in as_list(config.get(key), "") for key in ("plugins", "gems")),
        excerpt_separator=separator if separator.strip() else "",
        settings=config,
        notes=pages + unsupported_notes(root, unsupported, files) + settings_notes(root, path, people),
    )


def _folders(root: Path, names: tuple[str, ...]) -> list[Path]:
    """Return the folders with some names, sorted; categories may be above them."""
    paths = []
    for above, folders, _ in os.walk(root):
        paths += [Path(above, name) for name in names if name in folders]
        folders[:] = sorted(
            name for name in folders if not name.startswith((".", "_")) and name not in ("node_modules", "vendor")
        )
    return paths


def _from_folder(folder: Path, root: Path) -> dict[str, Any]:
    """Return the categories in the path above ``_posts``."""
    above = folder.parent.relative_to(root).parts
    return {_FOLDERS: list(above)} if above else {}


def _defaults(config: Mapping[str, Any], folder: Path, source: Path, file: SourceFile) -> dict[str, Any]:
    """Return the front matter defaults of the configuration for posts of that path."""
    values: dict[str, Any] = {}
    entries = config.get("defaults")
    own = (folder / file.name).relative_to(source).as_posix()
    for entry in entries if isinstance(entries, list) else ():
        scope = mapping(mapping(entry).get("scope"))
        path = str(scope.get("path") or "").strip("/")
        if scope.get("type") in (None, "", "posts", "drafts") and "*" not in path and own.startswith(path):
            values |= mapping(mapping(entry).get("values"))
    return values


def _permalink(config: Mapping[str, Any], options: Options) -> str:
    posts = mapping(mapping(config.get("collections")).get("posts"))
    pattern = options.permalink or str(posts.get("permalink") or config.get("permalink") or "date")
    return _STYLES.get(pattern, pattern)


def _url(config: Mapping[str, Any]) -> str:
    url = str(config.get("url") or "").rstrip("/") + "/" + str(config.get("baseurl") or "").strip("/")
    return url.rstrip("/") if url.strip("/") and "example.com" not in url else ""


def _site(config: Mapping[str, Any]) -> SiteSettings:
    author = config.get("author")
    plugins = [name for key in ("plugins", "gems") for name in as_list(config.get(key), "")]
    page_size = config.get("paginate")
    return SiteSettings(
        title=one_line(config.get("title") or config.get("name")),
        description=one_line(config.get("description")),
        author=one_line(mapping(author).get("name") if isinstance(author, dict) else author),
        language=one_line(config.get("lang") or config.get("locale") or config.get("language")),
        page_size=page_size if isinstance(page_size, int) and page_size > 0 else _number(page_size),
        has_feed=True if "jekyll-feed" in plugins or config.get("feed") else None,
        feed_length=_number(mapping(config.get("feed")).get("posts_limit")),
        full_feed=as_flag(mapping(config.get("feed")).get("excerpt_only")) is not True if plugins else None,
    )


def _number(value: object) -> int | None:
    return int(str(value)) if str(value).isdecimal() else None


# ------------------------------------------------------------------------------------------------------------- metadata

_KEYS = (
    Key.text("title"),
    Key.date("date"),
    Key.date("updated", "last_modified_at", "updated", "modified", "lastmod"),
    Key.flag("draft", "published", opposite=True),
    Key.flag("pinned", "pin", "pinned", "sticky", "featured"),
    Key.flag("unlisted", "hidden"),
    Key.text("excerpt", "excerpt", "summary"),
)


def _map_metadata(mapper: MetadataMapper, blog: Blog) -> None:
    name = mapper.file.stem.rpartition("/")[2]
    dated = _DATED.match(name)
    slug = one_line(mapper.value("slug")) or (dated["slug"] if dated else name)
    if "title" not in mapper.values:
        mapper.values["title"] = " ".join(word[:1].upper() + word[1:] for word in re.split(r"[-_]+", slug)) or name
    mapper.date_from_name()
    mapper.put_terms("tags", "tags", "tag", separator="" if mapper.value("tags") is None else " ")
    categories = [
        *as_list(mapper.take(_FOLDERS)),
        *as_list(mapper.take("category"), ""),
        *as_list(mapper.take("categories"), " "),
    ]
    mapper.put("categories", list(dict.fromkeys(categories)))
    _authors(mapper, blog)
    if "draft" not in mapper.values:
        mapper.put_flag("draft", "draft")
    _cover(mapper)
    mapper.names += [name, slug, mapper.file.stem]
    _address(mapper, blog, slug)
    mapper.addresses += as_list(mapper.take("redirect_from"), "")


def _authors(mapper: MetadataMapper, blog: Blog) -> None:
    """Map names, or keys of ``_data/authors.yml``; a text is split at commas outside brackets and tags."""
    value = mapper.take("author", "authors")
    if isinstance(value, dict):
        value = [value]
    names = split_names(value) if isinstance(value, str) else as_list(value)
    for name in names:
        if "<" in name:
            message = f"author: '{name}' contains HTML. The displayed name is set in authors.yml."
            mapper.report("author", message, NoteKind.TERM)
    mapper.put("authors", [name_of(name, blog.authors.get(name, {})) for name in names])


def _cover(mapper: MetadataMapper) -> None:
    value = mapper.take(*_COVERS)
    if isinstance(value, dict):
        mapper.put("image_alt", one_line(value.get("alt")))
        value = next((value[key] for key in _COVER_KEYS if value.get(key)), "")
    mapper.put("image", one_line(value) if isinstance(value, str) else "")


def _address(mapper: MetadataMapper, blog: Blog, slug: str) -> None:
    own = one_line(mapper.take("permalink"))
    pattern = own or blog.permalink
    categories = mapper.values.get("categories", ())
    values = {
        **date_tokens(_local_time(mapper, blog, pattern)),
        "title": _pretty(slug),
        "slug": _slug(slug),
        "name": _slug(mapper.file.stem.rpartition("/")[2]),
        "categories": "/".join(name.lower() for name in categories),
        "slugified_categories": "/".join(map(_slug, categories)),
        "output_ext": ".html",
        "collection": "posts",
        "path": "/".join([*as_list(mapper.value(_FOLDERS)), mapper.file.stem]),
    }
    mapper.add_address(pattern, values, key="permalink" if own else "")


def _local_time(mapper: MetadataMapper, blog: Blog, pattern: str) -> datetime | None:
    """Return the date of a post in the zone of the blog: that of the machine that built it, unless it is set."""
    moment = mapper.timestamp()
    if moment is None or moment.tzinfo is None:
        return moment
    if blog.timezone:
        return moment.astimezone(zone_of(blog.timezone))
    if moment.astimezone(UTC).date() != moment.date() and re.search(r":(?:\w*day|hour)\b", pattern):
        message = "the old address depends on the zone of the machine that built the blog. Set --timezone."
        mapper.report("date", f"date: {message}", NoteKind.PERMALINK)
    return moment


def _pretty(text: str) -> str:
    """Return a slug as ``:title`` has it: case and a few signs stay."""
    return re.sub(r"[^\w._~!$&'()+,;=@-]+", "-", text).strip("-")


def _slug(text: str) -> str:
    return re.sub(r"[\W_]+", "-", text).strip("-").lower()


# ----------------------------------------------------------------------------------------------------------------- tags

_SILENT = frozenset(
    ("toc", "toc.html", "base_path", "JB/setup", "mathjax.html", "mathjax", "disqus.html", "comments.html")
)
"""Includes that display nothing in the text of a post."""
_NOTES = {name: name for name in to.NOTES} | dict.fromkeys(("alert", "callout", "notice", "admonition"), "")
"""Includes that are notes, with their kinds; those without have it as an argument."""
_FILTER = re.compile(r"(?:relative_url|absolute_url|escape|xml_escape|strip|strip_newlines|prepend:\s*site\.\w+)")
_LOGIC = re.compile(r"\{%-?\s*(?!\s|-|(?:include\w*|(?:end)?(?:raw|highlight|comment)|link|post_url)\b)")
_PARAMETER = re.compile(r"\{\{-?\s*include\.(?P<name>[\w-]+)\s*(?:\|\s*(?:markdownify|escape|strip)\s*)*-?\}\}")


def _post_url(tag: Tag, work: Work) -> str | None:
    return work.site.post(tag.positional[0]) if tag.positional else None


def _link(tag: Tag, work: Work) -> str | None:
    """Convert ``link path``: the target of a link to a file of the old site."""
    if not tag.positional:
        return None
    name = tag.positional[0].lstrip("/")
    return work.site.post(name.removeprefix("_posts/")) or work.target(f"/{name}", tag.offset)


def _include(tag: Tag, work: Work) -> str | None:
    """Convert an include: by what its name means in every theme, or by the text of its file."""
    name = next(iter(tag.positional), "")
    if name in _SILENT:
        return ""
    bare = replace(tag, positional=tag.positional[1:])  # without the name of the included file
    return (_known_include(bare, name, work) or _included(tag, name, work)) if name else None


def _known_include(tag: Tag, name: str, work: Work) -> str | None:
    """Convert pictures, galleries, players and notes, whatever the include of a theme makes of them."""
    stem = name.rpartition("/")[2].partition(".")[0].lower()
    if re.search(r"(figure|image|img)[\w-]*$", stem):
        return to.figure(tag, work)
    if stem == "gallery":
        return _gallery(tag, work)
    if stem in ("video", "audio") and tag.named.get("src"):
        return to.file_link(replace(tag, name=stem, positional=()), work)
    if stem in _NOTES and (text := tag.named.get("content") or tag.named.get("text")):
        frame = admonition(_NOTES[stem] or tag.named.get("type", "note"), tag.named.get("title", ""))
        head, _, title = frame.directive.strip("{").partition("}")
        return directive(head, title.strip(), work.fragment(text), frame.options)
    return to.embed_named("youtube" if "youtube" in name.lower() else tag.named.get("provider", stem), tag)


def _gallery(tag: Tag, work: Work) -> str:
    """Return the pictures that the front matter lists, one below the other (Minimal Mistakes)."""
    listed = work.values.get(tag.named.get("id", "gallery").lower())
    pictures = [mapping(item) for item in listed] if isinstance(listed, list) else []
    sources = [(str(item.get("image_path") or item.get("url") or ""), str(item.get("alt") or "")) for item in pictures]
    images = [to.image(work, tag.offset, source, alt) for source, alt in sources if source]
    caption = [f"*{tag.named['caption']}*"] if images and tag.named.get("caption") else []
    return "\n\n".join([*images, *caption])


def _included(tag: Tag, name: str, work: Work) -> str | None:
    """Return the text of an included file with the arguments put in; None if it has any logic."""
    text = work.site.include(name)
    if text is None or _LOGIC.search(text):
        return None
    if "include." not in text:
        return work.include(name)
    text = _PARAMETER.sub(lambda match: tag.named.get(match["name"].lower(), ""), text)
    return None if "include." in text else work.fragment(text.strip("\n"), name)


def _output(tag: Tag, work: Work) -> str | None:
    """Convert ``{{ site.x }}`` and ``{{ page.x }}`` to their values; filters that change more than URLs are not run."""
    text, *filters = (part.strip() for part in tag.args.split("|"))
    if not all(_FILTER.match(name) for name in filters):
        return None
    if text[:1] in ("'", '"'):
        return text.strip("'\"")
    scope, _, key = text.partition(".")
    if scope == "site" and key in ("baseurl", "url"):
        return ""
    if scope == "site":
        return work.site.setting(key)
    value = work.values.get(key.lower()) if scope == "page" else None
    return str(value) if isinstance(value, (str, int, float)) else None


def _highlight(tag: Tag, body: str, work: Work) -> Code:  # noqa: ARG001 - the interface of converters
    language = next(iter(tag.positional), "").lower()
    return Code(language=language, options=options_in(tag.args.strip().partition(" ")[2], body.strip("\n")))


def _comment(tag: Tag, body: str, work: Work) -> str:  # noqa: ARG001 - the interface of converters
    return comment(body)


def _nomarkdown(tag: Tag, body: str, work: Work) -> str:  # noqa: ARG001 - the interface of converters
    """Convert what kramdown writes as it is: HTML."""
    return work.fragment(body)


# --------------------------------------------------------------------------------------------------------------- passes

_KRAMDOWN = re.compile(
    r"(?:(?P<kramdown>\{::)|\{%-?\s*)(?P<name>\w+)"
    r"(?P<args>(?(kramdown)[^{}]*?|(?:[^%{]|[%{](?![}%]))*?))\s*(?(kramdown)(?<!/)\}|-?%\})"
    r"|\{\{-?(?P<out>(?:[^{}\"']|\"[^\"\n]*\"|'[^'\n]*')*?)-?\}\}",
    re.DOTALL,
)
"""Tags and outputs of Liquid, and extensions of kramdown: ``{::comment}``."""
_KRAMDOWN_END = r"\{{(?:%-?\s*end_?|:/){}\s*(?:-?%)?\}}|\{{:/\}}"
_BREAK = re.compile(r"(?<=[^\s\\])[ \t]*\\\\(?=\n)")
_NOTE_LIST = re.compile(
    r"\{:[^{}\n]*?\.(?:notice--|prompt-)?(?P<kind>note|tip|info|warning|danger|important|success|primary|caution)\b"
    r"(?!-)[^{}\n]*\}"
)
"""Attributes that make a note of a block, in Just the Docs, Chirpy and Minimal Mistakes."""


def _line_breaks(work: Work) -> None:
    r"""Convert two backslashes at the end of a line, which are a line break in kramdown."""
    for leaf in work.parsed.leaves:
        if leaf.place is None or "\\\\\n" not in leaf.token.content:
            continue
        inside = [(piece.start, piece.end) for piece in leaf.pieces if piece.rule not in ("escape", "emphasis")]
        for match in _BREAK.finditer(leaf.token.content):
            if not any(start < match.end() - 1 < end for start, end in inside):
                work.put(leaf.place.span(*match.span()), "\\", "break")


def _notices(work: Work) -> None:
    """Convert ``{: .note }`` above or below a paragraph or a quotation."""
    tokens = work.parsed.tokens
    opening: dict[int, Token] = {}
    stack: list[Token] = []
    for index, token in enumerate(tokens):
        if token.type == "blockquote_open":
            stack.append(token)
        elif token.type == "blockquote_close":
            stack.pop()
        elif token.type == "inline":
            opening[id(token)] = stack[-1] if stack else token
        token.meta["index"] = index
    for leaf in work.parsed.leaves:
        if leaf.place is None or leaf.holder != "paragraph_open" or "{:" not in leaf.token.content:
            continue
        lines = leaf.token.content.split("\n")
        first, last = _NOTE_LIST.fullmatch(lines[0].strip()), _NOTE_LIST.fullmatch(lines[-1].strip())
        match = first or last
        if match is None:
            continue
        frame = admonition(match["kind"])
        quote = opening[id(leaf.token)]
        if len(lines) == 1:
            following = tokens[leaf.token.meta["index"] + 2 : leaf.token.meta["index"] + 3]
            if not following or following[0].type != "blockquote_open":
                continue
            quote = following[0]
        _note(work, leaf, quote, frame, above=first is not None)


def _note(work: Work, leaf: Leaf, quote: Token, frame: Frame, *, above: bool) -> None:
    """Make a note of a quotation, or of the paragraph that has the attributes itself."""
    place = leaf.place
    assert place is not None
    content = leaf.token.content
    if above:
        start, end = 0, content.find("\n") + 1 or len(content)
    else:
        start, end = content.rfind("\n"), len(content)
    leaf.pieces[:] = [piece for piece in leaf.pieces if not start <= piece.start < end]
    span = place.at(start), place.at(end)
    if quote.type == "blockquote_open":
        box = box_of_quote(work, quote, frame)
    else:
        opening = place.at(end if above else 0)
        closing = place.at(len(content) if above else start)
        prefix = work.source.prefix(place.at(0))
        box = Box((opening, opening), (closing, closing), frame, f"\n{prefix}")
    if above and quote.type == "blockquote_open":  # the line above the quotation goes with its line break
        span = span[0], work.source.lines[work.source.number(span[0]) + 1][0]
    work.put(span, "", "attributes")
    work.boxes.append(box)


def _post_dialect(dialect: Dialect, post: OldPost) -> Dialect:
    """Return the dialect of a post: without tags, if Jekyll does not take it for a template."""
    return dialect if as_flag(post.old_keys.get("render_with_liquid", True)) is not False else _without_tags(dialect)


def _without_tags(dialect: Dialect) -> Dialect:
    return replace(dialect, tags=None, tag_end="", literal=frozenset())


def _text_of_tags(work: Work) -> None:
    """Let the tags of a post that is not a template be text."""
    if work.dialect.tags is None:
        work.literal_text.append(work.source.body)


JEKYLL = Engine(
    name="jekyll",
    open=_open,
    keys=_KEYS,
    map_metadata=_map_metadata,
    permalinks=Permalinks(
        syntax=Syntax.COLONS,
        tokens=DATE_TOKENS
        | {"title", "slug", "name", "categories", "slugified_categories", "output_ext", "collection", "path"},
        optional=frozenset({"categories", "slugified_categories", "output_ext"}),
    ),
    dropped=frozenset({"permalink", "slug", "hidden"}),
    dialect=Dialect(
        tags=_KRAMDOWN,
        tag_end=_KRAMDOWN_END,
        literal=frozenset({"highlight", "comment", "mermaid", "nomarkdown"}),
        attribute_lists=True,
        tex="\\\\",
        inline_double_dollars=True,
        html_resumes=True,
        headless_tables=True,
        html_markdown=True,
        names_with_blanks=True,
        loose_emphasis="all",
    ),
    tags={
        "{{": _output,
        "post_url": _post_url,
        "link": _link,
        **dict.fromkeys(("include", "include_relative", "include_cached"), _include),
        **dict.fromkeys(to.EMBEDS, to.embed),
    },
    blocks=dict.fromkeys(("alert", *to.NOTES), to.note()),
    literals={"highlight": _highlight, "comment": _comment, "mermaid": to.mermaid, "nomarkdown": _nomarkdown},
    post_dialect=_post_dialect,
    passes=(_line_breaks, _notices, _text_of_tags),
)
"""The engine."""
