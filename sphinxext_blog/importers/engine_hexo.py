"""Hexo: posts in ``source/_posts``, drafts in ``source/_drafts``, settings in ``_config.yml``.

Tags are those of Hexo, and those that its widespread themes share (NexT, Butterfly, Fluid): notes, tabs, folded text.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any
from unicodedata import combining, normalize

from ..source.metadata import one_line
from . import tags as to
from .addresses import DATE_TOKENS, Permalinks, Syntax, date_tokens, hexo_hash, zone_of
from .attributes import options_in
from .engines import Engine
from .foreign import LIQUID, LIQUID_END
from .front_matter import Key, as_list
from .inline import HeadingStyle
from .old_blog import (
    UNSUPPORTED,
    Blog,
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
from .work import MORE, Code, Frame, code_block, directive

if TYPE_CHECKING:
    from pathlib import Path

    from .front_matter import MetadataMapper
    from .old_blog import Options
    from .work import Tag, Work

__all__ = ["HEXO"]

_PERMALINK = ":year/:month/:day/:title/"
_NAME_PART = re.compile(r":(\w+)")
_NAME_PATTERNS = {
    "year": r"\d{4}", "month": r"\d{1,2}", "i_month": r"\d{1,2}", "day": r"\d{1,2}", "i_day": r"\d{1,2}",
}  # fmt: skip
_SEPARATORS = re.compile(r"[\s~`!@#$%^&*()\-_+=\[\]{}|\\;:\"'<>,.?/]+")
_COVERS = ("cover", "thumbnail", "index_img", "top_img", "banner_img", "banner", "featured_image", "photos", "img")


# ------------------------------------------------------------------------------------------------------------- the blog


def _open(root: Path, options: Options) -> Blog:
    path = first_file(root, ("_config.yml", "_config.yaml"))
    config = read_settings(path)
    source = child(root, config.get("source_dir") or "source")
    posts, drafts = source / "_posts", source / "_drafts"
    if posts.is_dir():
        files = [*posts_in(posts), *posts_in(drafts, draft=True)]
        unsupported = [file for folder in (posts, drafts) for file in walk(folder, UNSUPPORTED)]
        pages = page_notes(root, other_pages(source, files))
    else:
        source, files, pages = root, list(walk(root) if config else posts_in(root)), ()
        unsupported = list(walk(root, UNSUPPORTED))
    return Blog(
        root=root,
        files=tuple(files),
        permalink=options.permalink or str(config.get("permalink") or _PERMALINK),
        timezone=options.timezone or str(config.get("timezone") or ""),
        url=_url(config),
        site=_site(config),
        static_folders=(source,),
        page_folders=(source,) if source != root else (),
        content_folders=tuple(folder for folder in (posts, drafts) if folder.is_dir()),
        include_folders=(child(source, config.get("code_dir") or "downloads/code"),),
        terms={
            taxonomy: {name: {"slug": slug} for name, slug in mapping(config.get(key)).items()}
            for taxonomy, key in (("tags", "tag_map"), ("categories", "category_map"))
        },
        emoji=bool(re.search(r"githubemojis|markdown-it-emoji", str(config), re.IGNORECASE)),
        settings=config,
        notes=pages + unsupported_notes(root, unsupported, files) + settings_notes(root, path),
    )


def _url(config: dict[str, Any]) -> str:
    """Return the URL of the site's root; nothing for the one in the template of a new blog."""
    url, path = str(config.get("url") or "").rstrip("/"), str(config.get("root") or "/").strip("/")
    if "example.com" in url:
        return ""
    return f"{url}/{path}" if url and path and not url.endswith(f"/{path}") else url


def _site(config: dict[str, Any]) -> SiteSettings:
    feed, index = mapping(config.get("feed")), mapping(config.get("index_generator"))
    limit = feed.get("limit")
    return SiteSettings(
        title=one_line(config.get("title")),
        description=one_line(config.get("description")),
        author=one_line(config.get("author")),
        language=next(iter(as_list(config.get("language"))), ""),
        page_size=_number(index.get("per_page", config.get("per_page"))),
        has_feed=True if feed else None,
        feed_length=_number(limit) if limit else None,
        full_feed=feed.get("content") not in (False, "false") if feed else None,
    )


def _number(value: object) -> int | None:
    return int(str(value)) if str(value).isdecimal() else None


# ------------------------------------------------------------------------------------------------------------- metadata

_KEYS = (
    Key.text("title"),
    Key.date("date"),
    Key.date("updated", "updated", "update"),
    Key.terms("tags", "tags", "tag", separator=""),
    Key.terms("authors", "author", "authors"),
    Key.terms("language", "lang", "language"),
    Key.flag("draft", "published", opposite=True),
    Key.flag("comments", "comments", "comment"),
)


def _map_metadata(mapper: MetadataMapper, blog: Blog) -> None:
    _date_from_name(mapper, str(blog.settings.get("new_post_name") or ""))
    mapper.date_from_name()
    _categories(mapper)
    if mapper.value("password"):
        mapper.report("password", "password: posts cannot be protected by a password. The post is a draft.")
        mapper.values["draft"] = True
    if mapper.take("sticky", "top") not in (None, False, "0", 0, "false"):
        mapper.values["pinned"] = True
    if cover := next(iter(as_list(mapper.take(*_COVERS))), ""):
        mapper.put("image", cover)
    _address(mapper, blog)


def _categories(mapper: MetadataMapper) -> None:
    """Map categories: a flat list is one hierarchy, a list of lists has several, and a text is one category."""
    value = mapper.take("categories", "category")
    if isinstance(value, list) and any(isinstance(item, list) for item in value):
        paths = [as_list(item) if isinstance(item, list) else [one_line(item)] for item in value]
    else:
        paths = [as_list(value, "")]
    mapper.category_paths += [tuple(path) for path in paths if path and path[0]]
    mapper.put("categories", as_list([name for path in mapper.category_paths for name in path]))


def _date_from_name(mapper: MetadataMapper, pattern: str) -> None:
    """Use the date in a name made by the blog's ``new_post_name``; the rest of the name is the slug.

    A name that does not match the pattern is brought into the form of a slug, one of a blog without dates in names is
    the slug as it is.
    """
    mapper.names.append(mapper.file.stem)
    if ":year" not in pattern:
        return
    mapper.names.insert(0, _slug(mapper.file.stem))
    bare = pattern.rpartition(".")[0] or pattern
    pieces = [
        f"(?P<{part}>{_NAME_PATTERNS.get(part, '.+?')})" if index % 2 else re.escape(part)
        for index, part in enumerate(_NAME_PART.split(bare))
    ]
    try:
        match = re.fullmatch("".join(pieces), mapper.file.stem)
    except re.error:  # the same part twice
        return
    if match is None:
        return
    parts = match.groupdict()
    if parts.get("title"):
        mapper.names.insert(0, parts["title"])
    month, day = parts.get("month") or parts.get("i_month"), parts.get("day") or parts.get("i_day")
    if "date" not in mapper.values and month and day:
        try:
            mapper.put("date", datetime(int(parts["year"]), int(month), int(day)).date())  # noqa: DTZ001 - a day alone
        except ValueError:
            return


def _address(mapper: MetadataMapper, blog: Blog) -> None:
    """Note where the post was: by its own ``permalink``, or by the pattern of the blog."""
    if own := one_line(mapper.take("permalink")):
        mapper.addresses.append(own)
        return
    slug, zone = mapper.names[0], zone_of(blog.timezone)
    values = {str(key): str(value) for key, value in mapping(blog.settings.get("permalink_defaults")).items()}
    values |= {key: str(value) for key, value in mapper.header.values.items() if isinstance(value, (str, int))}
    values |= {
        "title": slug,
        "name": slug.rpartition("/")[2],
        "post_title": _slug(str(mapper.values.get("title", ""))).lower(),
        "category": _category(mapper, blog),
    }
    moment = mapper.timestamp()
    if moment is not None:
        moment = moment if moment.tzinfo else moment.replace(tzinfo=zone)
        values |= {**date_tokens(moment), "hash": hexo_hash(slug, moment)}
    mapper.add_address(blog.permalink, values, zone=zone)


def _category(mapper: MetadataMapper, blog: Blog) -> str:
    """Return the last category, below those above it."""
    names = mapping(blog.settings.get("category_map"))
    if not mapper.category_paths:
        return str(blog.settings.get("default_category") or "uncategorized")
    return "/".join(str(names.get(name) or _slug(name)) for name in mapper.category_paths[-1])


def _slug(text: str) -> str:
    """Return a text as ``slugize`` of Hexo has it: no diacritics, hyphens for blanks and signs, case unchanged."""
    plain = "".join(char for char in normalize("NFKD", text) if not combining(char))
    return _SEPARATORS.sub("-", normalize("NFC", plain)).strip("-")


_PERMALINKS = Permalinks(
    syntax=Syntax.COLONS,
    tokens=DATE_TOKENS | {"title", "name", "post_title", "category", "hash", "id"},
    optional=frozenset({"category"}),
    own_keys=True,
)


# ----------------------------------------------------------------------------------------------------------------- tags

_TAB = re.compile(
    r"<!--[ \t]*tab[ \t]*(?P<title>[^\n]*?)(?:@[\w -]*)?[ \t]*-->(?P<body>(?s:.*?))<!--[ \t]*endtab[ \t]*-->"
)
_LABEL = re.compile(r"[\w-]*\s*@\s*(?P<text>.+)")
_COLORS = frozenset(
    ("default", "blue", "pink", "red", "purple", "orange", "green", "yellow", "cyan", "gray", "grey", "black", "white")
) | {"primary", "success", "info", "warning", "danger"}
_LOOKS = ("no-icon", "simple", "modern", "flat")
"""Words that only define how NexT and Butterfly display a note."""
_URL = re.compile(r"https?://|mailto:|[/#]|\S+\.\w{2,5}(?:[?#]\S*)?\Z")
_OPTION = re.compile(r"[a-z_]+:(?!//)\S*")


def _asset_path(tag: Tag, work: Work) -> str | None:
    return work.target(tag.positional[0], tag.offset) if tag.positional else None


def _post_path(tag: Tag, work: Work) -> str | None:
    return work.site.post(tag.positional[0]) if tag.positional else None


def _asset_link(tag: Tag, work: Work) -> str | None:
    if not tag.positional:
        return None
    name, *words = tag.positional
    return to.link(" ".join(words) or name, work.target(name, tag.offset))


def _link(tag: Tag, work: Work) -> str | None:
    """Convert ``link text url [external] [title]``; in Butterfly commas part the arguments."""
    words = [word.strip(",") for word in tag.positional]
    at = next((index for index, word in enumerate(words) if re.match(r"https?://|/", word)), None)
    return None if at is None else to.link(" ".join(words[:at]) or words[at], work.target(words[at], tag.offset))


def _label(tag: Tag, work: Work) -> str | None:  # noqa: ARG001 - the interface of converters
    """Convert ``label class@text`` (NexT) and ``label text color`` (Butterfly)."""
    if match := _LABEL.fullmatch(tag.args.strip()):
        text = match["text"]
    else:
        words = list(tag.positional)
        text = " ".join(words[:-1] if len(words) > 1 and words[-1] in _COLORS else words)
    if not text:
        return None
    return f"*{text}*" if re.fullmatch(r"\w(?:[^*_]*\w)?", text) else f"<em>{text}</em>"


def _button(tag: Tag, work: Work) -> str | None:
    """Convert ``button url, text, icon`` (NexT, Butterfly); the icon is left out."""
    parts = [part.strip().strip("\"'").strip() for part in tag.args.split(",")]
    at = next((index for index, part in enumerate(parts[:2]) if _URL.match(part)), None)
    if at is None:
        return None
    title = re.sub(r"\[[^\]]*\]", "", parts[3]).strip() if len(parts) > 3 else ""  # noqa: PLR2004 - the fourth of them
    text = next((part for index, part in enumerate(parts[:2]) if index != at and part), title or parts[at])
    return to.link(text, work.target(parts[at].split()[0], tag.offset))


def _include_code(tag: Tag, work: Work) -> str | None:
    """Convert ``include_code [title] [lang:language] [from:line] [to:line] path``: the code is put into the post."""
    name = next((word for word in reversed(tag.positional) if "." in word and not _OPTION.fullmatch(word)), "")
    code = work.site.include(name) if name else None
    if code is None:
        return None
    language = next((word[5:] for word in tag.positional if word.startswith("lang:")), name.rpartition(".")[2])
    first, last = (re.search(rf"(?<!\S){key}:(\d+)", tag.args) for key in ("from", "to"))
    lines = code.split("\n")[max(int(first[1]), 1) - 1 if first else 0 : int(last[1]) if last else None]
    return code_block("\n".join(lines), language, caption=name)


def _codeblock(tag: Tag, body: str, work: Work) -> Code:  # noqa: ARG001 - the interface of converters
    """Convert ``codeblock [title] [lang:language] [url] [link text] [options]``."""
    language = next((word[5:] for word in tag.positional if word.startswith("lang:")), "")
    words = [word for word in tag.positional if not _OPTION.fullmatch(word)]
    return Code(language=language, caption=linked_title(words), options=options_in(tag.args, body))


def linked_title(words: list[str]) -> str:
    """Return a title with what follows it: a URL, and the text of the link to it."""
    at = next((index for index, word in enumerate(words) if re.match(r"https?://", word)), None)
    if at is None:
        return " ".join(words)
    return " ".join([*words[:at], f"[{' '.join(words[at + 1 :]) or 'link'}]({words[at]})"])


def _tabs(tag: Tag, body: str, work: Work) -> str | None:  # noqa: ARG001 - the interface of converters
    """Convert tabs of NexT and Butterfly, which comments part from each other."""
    tabs = [(match["title"].strip(), match["body"]) for match in _TAB.finditer(body)]
    items = [
        directive("tab-item", title or str(number), work.fragment(text.strip("\n")))
        for number, (title, text) in enumerate(tabs, 1)
    ]
    if not items:
        return None
    work.features.add("sphinx_design")
    return directive("tab-set", "", "\n\n".join(items))


def _folded(tag: Tag, work: Work) -> Frame:  # noqa: ARG001 - the interface of converters
    """Convert text that visitors unfold; the arguments define its title, and colors."""
    args = re.sub(r"^\s*[\w-]*\s*@\s*", "", tag.args.strip())  # a color, in Fluid
    parts = [part.strip().strip("\"'").strip() for part in re.split(r"::|,", args)]
    parts = [part for part in parts if part and not set(part.split()) <= _COLORS | {"open"}]
    return Frame(directive=f"{{dropdown}} {parts[0] if parts else 'Details'}")


def _code_titles(work: Work) -> None:
    """Give code in fences the title that Hexo reads behind the language: ``js A title https://… link text``."""
    for token in work.parsed.tokens:
        match = _TITLED.fullmatch(token.info.strip()) if token.type == "fence" and token.map else None
        if match is None:
            continue
        words = match["words"].split()
        title = linked_title([word for word in words if not _OPTION.fullmatch(word)])
        if not title:
            continue
        options = options_in(" ".join(word for word in words if _OPTION.fullmatch(word)), token.content)
        token.meta["code"] = Code(language=match["language"], caption=title, options=options)


_TITLED = re.compile(r"(?P<language>[\w+#.-]+)[ \t]+(?P<words>[^`{}=\"]*[^`{}=\"\s])")

HEXO = Engine(
    name="hexo",
    open=_open,
    keys=_KEYS,
    map_metadata=_map_metadata,
    permalinks=_PERMALINKS,
    dropped=frozenset({"permalink", "__post", "abbrlink", "urlname"}),
    titled_names=False,
    dialect=Dialect(
        tags=LIQUID,
        tag_end=LIQUID_END,
        literal=frozenset({"codeblock", "code", "mermaid", "pre", "tabs", "subtabs"}),
        tex="\\\\",
        names_with_blanks=True,
        loose_headings=True,
        bare_links=True,
        loose_emphasis="wide",
    ),
    tags={
        "more": lambda _tag, _work: MORE,
        **dict.fromkeys(("asset_img", "img", "image"), to.picture),
        "asset_path": _asset_path,
        "asset_link": _asset_link,
        "post_link": to.post_link,
        "post_path": _post_path,
        "link": _link,
        "include_code": _include_code,
        "label": _label,
        **dict.fromkeys(("button", "btn"), _button),
        **dict.fromkeys(("pdf", "video", "audio"), to.file_link),
        **dict.fromkeys(to.EMBEDS, to.embed),
    },
    blocks={
        **dict.fromkeys(("note", "subnote"), to.note(*_LOOKS)),
        **dict.fromkeys(("blockquote", "quote"), to.quotation),
        **dict.fromkeys(("pullquote", "cq", "centerquote"), lambda _tag, _work: Frame(quote=True)),
        **dict.fromkeys(("hidetoggle", "hideblock", "folding", "fold", "spoiler", "collapse"), _folded),
    },
    literals={
        **dict.fromkeys(("codeblock", "code"), _codeblock),
        "mermaid": to.mermaid,
        **dict.fromkeys(("tabs", "subtabs"), _tabs),
    },
    headings=HeadingStyle(_slug),
    passes=(_code_titles,),
)
"""The engine."""
