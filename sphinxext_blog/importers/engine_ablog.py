"""ABlog: posts of a Sphinx project, of which the texts stay, while what ABlog calls otherwise gets our names.

A project needs no import to be built: ``sphinxext_blog.ablog`` reads it as it is.  This engine is for those who want
to leave the names of ABlog behind.
"""

from __future__ import annotations

import posixpath
import re
from textwrap import dedent
from typing import TYPE_CHECKING, Any

from ..ablog.labels import docname_patterns, old_paths, read_by_format
from ..source.frontmatter import read_front_matter
from ..source.metadata import one_line
from ..sphinx_compat import Matcher
from .addresses import Permalinks, Syntax
from .engines import Engine
from .front_matter import Key, as_list, split_header
from .old_blog import (
    MARKDOWN,
    Blog,
    Note,
    NoteKind,
    SiteSettings,
    assigned_names,
    first_file,
    listed_texts,
    page_notes,
    read_python,
    text_in,
    walk,
)
from .parsing import Dialect
from .rst import RstPost, convert_pictures, split_fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from .front_matter import MetadataMapper
    from .old_blog import OldPost, Options, SourceFile
    from .work import Conversion, Site, Work

__all__ = ["ABLOG"]

_OPTIONS = {
    "blog_baseurl": "html_baseurl",
    "blog_feed_fulltext": "blog_feed_content",
    "blog_feed_archives": "blog_feed_terms",
    "blog_archive_titles": "blog_term_listing",
    "post_date_format": "blog_date_format",
    "post_auto_orphan": "blog_orphan_posts",
    "post_show_prev_next": "blog_prev_next",
    "disqus_shortname": "blog_comments",
}
"""Options of ABlog that have another name here; the patterns of posts are among the lines for ``conf.py`` anyway."""
_KEPT = re.compile(
    r"extensions|intersphinx_mapping|extlinks|rst_prolog|rst_epilog|default_role|primary_domain|highlight_language"
    r"|numfig|source_suffix|html_theme|suppress_warnings|(?:bibtex|myst|nb|nbsphinx)_\w+"
)
"""Options of Sphinx and of other extensions that the posts go on to need."""
_NAMED = {
    "authors": ("author", "blog_authors"),
    "location": ("location", "blog_locations"),
    "language": ("language", "blog_languages"),
}
_LABELS = "__labels"
"""The key of the settings with the labels of the project, parted by blanks."""
_LABEL = re.compile(r"^(?:\.\. _(?P<rst>[\w-]+):|\((?P<myst>[\w-]+)\)=)[ \t]*$", re.MULTILINE)


# ------------------------------------------------------------------------------------------------------------- the blog


def _open(root: Path, options: Options) -> Blog:
    conf = first_file(root, ("conf.py",))
    settings = read_python(conf)
    kept = {name: value for name, value in settings.items() if _KEPT.fullmatch(name)}
    extensions = [name for name in listed_texts(conf, "extensions") if name.partition(".")[0] != "ablog"]
    kept |= {"extensions": extensions} if extensions else {}
    computed = sorted(name for name in assigned_names(conf) - kept.keys() if _KEPT.fullmatch(name))
    files = [file for file in walk(root, (*MARKDOWN, ".rst", ".ipynb")) if not _is_apart(file)]
    patterns = docname_patterns(tuple(as_list(settings.get("blog_post_pattern"))))
    is_named = Matcher([_bare(pattern) for pattern in patterns])
    texts = {file.name: text_in(file.path) for file in files if file.path.suffix != ".ipynb"}
    posts = [file for file in files if _is_post(file, texts.get(file.name), is_named)]
    notebooks = [file for file in files if file.path.suffix == ".ipynb"]
    pages = [file for file in files if file not in posts and file not in notebooks]
    labels = {match["rst"] or match["myst"] for text in texts.values() for match in _LABEL.finditer(text)}
    url = str(settings.get("blog_baseurl") or "")
    return Blog(
        root=root,
        files=tuple(file for file in posts if file not in notebooks),
        permalink=options.permalink or "{docname}.html",
        timezone=options.timezone,
        url=url.rstrip("/") if url.startswith("http") else "",
        site=_site(settings),
        static_folders=(root,),
        content_folders=(root,),
        authors={name: {"name": name, "url": page} for name, page in _people(settings) if page},
        sphinx_settings=kept,
        settings={**settings, _LABELS: " ".join(sorted(labels))},
        notes=(
            *page_notes(root, notebooks, "notebook. Copy it: its metadata is read as it is."),
            *page_notes(root, pages),
            *_notes_on_options(settings),
            *(
                Note(file="conf.py", message=f"{name}: computed in the old file. Copy it.", kind=NoteKind.SETTINGS)
                for name in computed
            ),
        ),
    )


def _is_apart(file: SourceFile) -> bool:
    return any(part.startswith("_") for part in file.name.split("/")[:-1])


def _bare(pattern: str) -> str:
    suffix = next((suffix for suffix in (".md", ".rst", ".ipynb") if pattern.endswith(suffix)), "")
    return pattern.removesuffix(suffix)


def _is_post(file: SourceFile, text: str | None, is_named: Matcher) -> bool:
    if is_named(file.name.rpartition(".")[0]):
        return True
    if text is None:
        return False
    is_rst = file.path.suffix == ".rst"
    values: Mapping[str, Any] = split_fields(text).values if is_rst else split_header(text).values
    return "blogpost" in values or bool(_directives(text, is_rst=is_rst))


def _notes_on_options(settings: Mapping[str, Any]) -> Iterator[Note]:
    for option, ours in _OPTIONS.items():
        if option in settings:
            message = f"{option} = {settings[option]!r}: the option is called '{ours}' here."
            yield Note(file="conf.py", message=message, kind=NoteKind.SETTINGS)


def _site(settings: Mapping[str, Any]) -> SiteSettings:
    length = settings.get("blog_feed_length")
    return SiteSettings(
        title=one_line(settings.get("blog_title") or settings.get("project")),
        author=one_line(settings.get("author")),
        language=one_line(settings.get("language")),
        has_feed=True if settings.get("blog_baseurl") else None,
        feed_length=length if isinstance(length, int) and length > 0 else None,
        full_feed=bool(settings["blog_feed_fulltext"]) if "blog_feed_fulltext" in settings else None,
    )


def _people(settings: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the name and URL of each author."""
    yield from _entries(settings, "blog_authors").values()


def _entries(settings: Mapping[str, Any], option: str) -> dict[str, tuple[str, str]]:
    """Return name and URL by what posts call an author, a location or a language."""
    entries = settings.get(option)
    return {
        str(key): (str(value[0]), str(value[1] or "") if len(value) > 1 else "")
        for key, value in (entries.items() if isinstance(entries, dict) else ())
        if isinstance(value, (list, tuple)) and value
    }


# ------------------------------------------------------------------------------------------------------------- metadata


def _map_metadata(mapper: MetadataMapper, blog: Blog) -> None:
    _take_directive(mapper)
    form = str(blog.settings.get("post_date_format") or "%d %B %Y")
    moment = read_by_format(str(mapper.value("date") or ""), form)
    if moment is None:
        mapper.put_date("date", "date")
    else:
        mapper.take("date")
        mapper.put("date", moment.date())
    for key in (Key.terms("tags"), Key.terms("categories", "category"), Key.text("excerpt")):
        mapper.map(key)
    for name, (old, option) in _NAMED.items():
        known = _entries(blog.settings, option)
        labels = as_list(mapper.take(old, name)) or as_list(blog.settings.get(f"blog_default_{old}"))
        names = [known.get(label, (label, ""))[0] for label in labels]
        mapper.put(name, [text if "," not in text else label for text, label in zip(names, labels, strict=True)])
    image = mapper.take("image")
    mapper.put(
        "image", int(image) if str(image).isdecimal() else image
    )  # the number of an image in the post, or a path
    mapper.put_text("canonical", "canonical_link", "canonical")
    if "nocomments" in {key.lower() for key in mapper.header.values}:
        mapper.take("nocomments")
        mapper.values["comments"] = False
    for path in as_list(mapper.take("redirect")):
        mapper.addresses += old_paths(path)
    mapper.add_address(blog.permalink, {"docname": mapper.file.stem})


def _take_directive(mapper: MetadataMapper) -> None:
    """Add the options of the directive to the front matter; several directives make posts of sections, and stay."""
    directives = _directives(mapper.body, is_rst=mapper.file.path.suffix.lower() == ".rst")
    if len(directives) == 1:
        mapper.add_values(_values(directives[0]))
    elif directives:
        mapper.values["blogpost"] = False
        mapper.take("date")
        mapper.report("date", f"{len(directives)} directives 'post': they are unchanged. Check their options.")


# -------------------------------------------------------------------------------------------------------- the directive

_ARGUMENTS = r"(?P<options>(?:[ \t]*:\w+:[^\n]*(?:\n|\Z))*)"
_RST_POST = re.compile(
    rf"^\.\. post::[ \t]*(?P<date>[^\n]*)(?:\n|\Z){_ARGUMENTS}"
    r"(?P<body>(?:[ \t]*\n|[ \t]+\S[^\n]*(?:\n|\Z))*)",
    re.MULTILINE,
)
_MYST_POST = re.compile(
    r"^(?P<fence>`{3,}|:{3,})\{post\}[ \t]*(?P<date>[^\n]*)\n"
    rf"(?P<yaml>---[ \t]*\n(?s:.*?)\n---[ \t]*\n)?{_ARGUMENTS}"
    r"(?P<body>(?s:.*?))^(?P=fence)[ \t]*(?:\n|\Z)",
    re.MULTILINE,
)
_FENCE = re.compile(r"^(`{3,}|~{3,}|:{3,})([^\n]*)$", re.MULTILINE)
_OPTION = re.compile(r"^[ \t]*:(\w+):[ \t]*(.*?)[ \t]*$", re.MULTILINE)


def _directives(text: str, *, is_rst: bool) -> list[re.Match[str]]:
    """Return the directives ``post`` of a text, outside code."""
    if is_rst:
        return list(_RST_POST.finditer(text))  # code is indented, and the directive is not
    return [match for match in _MYST_POST.finditer(text) if not _is_in_fence(text, match.start())]


def _is_in_fence(text: str, offset: int) -> bool:
    opened = ""
    for fence in _FENCE.finditer(text, 0, offset):
        mark = fence[1]
        if not opened:
            opened = mark
        elif mark.startswith(opened) and not fence[2].strip():
            opened = ""
    return bool(opened)


def _values(match: re.Match[str]) -> dict[str, Any]:
    """Return the values of a directive; its body is the excerpt."""
    block = read_front_matter(match.groupdict().get("yaml") or "")
    values = dict(block.values) if block is not None else {}
    values |= dict(_OPTION.findall(match["options"]))
    if match["date"].strip():
        values["date"] = match["date"].strip()
    if match["body"].strip():
        values["excerpt"] = " ".join(match["body"].split())
    return values


def _displayed(match: re.Match[str]) -> str:
    """Return what a directive displayed in the post: its body, unless it is excluded."""
    body = dedent(match["body"]).strip("\n")
    return f"{body}\n\n" if body.strip() and "exclude" not in _values(match) else ""


# ------------------------------------------------------------------------------------------------------------- listings

_LISTING = re.compile(
    r"^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(?:\.\. postlist::|(?:`{3,}|:{3,})\{postlist\})[^\n]*(?:\n|\Z)"
    r"(?P<options>(?:[ \t>]*:[\w-]+:[^\n]*(?:\n|\Z))*)",
    re.MULTILINE,
)
_LISTING_OPTION = re.compile(r"^(?P<indent>[ \t>]*):(?P<name>[\w-]+):[^\n]*(?:\n|\Z)", re.MULTILINE)
_LISTING_OPTIONS: Mapping[str, str | None] = {
    "excerpts": ":excerpt: rich\n",
    "sort": "",  # the newest posts are first
    "date": None,
    "list-style": None,
}
"""What becomes of options of ``postlist``; None for one without a counterpart."""


def _listings(matches: Iterable[re.Match[str]]) -> Iterator[tuple[tuple[int, int], str, str]]:
    """Yield the spans of the options of listings, what replaces each, and the name of one without a counterpart."""
    for match in matches:
        start, end = match.span("options")
        options = list(_LISTING_OPTION.finditer(match.string, start, end))
        for option in options:
            if option["name"] in _LISTING_OPTIONS:
                new = _LISTING_OPTIONS[option["name"]]
                yield option.span(), option["indent"] + new if new else "", option["name"] if new is None else ""
        if options and "excerpts" not in {option["name"] for option in options}:
            yield (start, start), f"{options[0]['indent']}:excerpt: none\n", ""


def _without_counterpart(name: str) -> str:
    return f"option '{name}' of 'postlist' has no counterpart; removed"


def _convert_listings(work: Work) -> None:
    """Convert the options of listings in MyST Markdown."""
    source = work.source
    found = (match for match in _LISTING.finditer(source.body) if not _is_in_fence(source.body, match.start()))
    for (start, end), new, lost in _listings(found):
        work.put((source.base + start, source.base + end), new, "listing")
        if lost:
            work.report(source.base + start, NoteKind.DIRECTIVE, _without_counterpart(lost))


# ----------------------------------------------------------------------------------------------------------- conversion

_ROLE = r"`(?:(?P<text>[^`<>]*?)[ ]*<)?(?P<label>[^`<>\s]+)>?`"
_RST_REF, _MYST_REF = re.compile(rf":ref:{_ROLE}"), re.compile(rf"\{{ref\}}{_ROLE}")
_NAMED_PATH = re.compile(r"^[ \t]*\.\. _[^:\n]+:[ \t]+(?P<target>[^\s`<>]+)[ \t]*$", re.MULTILINE)


def _post_role(match: re.Match[str], site: Site) -> str:
    """Return the name of a post, and a text, for the role of posts; nothing for a label that the project defines.

    In ABlog the name of each post is a label.
    """
    target = site.post(match["label"])
    if target is None or match["label"].lower() in (site.setting(_LABELS) or "").lower().split():
        return ""
    name = posixpath.splitext(target)[0].removesuffix("/index").rpartition("/")[2]
    return f"{match['text']} <{name}>" if match["text"] else name


def _convert_rst(post: OldPost, site: Site) -> Conversion:
    rst = RstPost(post, site)
    directives = _directives(post.body, is_rst=True)
    if len(directives) == 1:
        start, end = directives[0].span()
        rst.put((start + rst.base, end + rst.base), _displayed(directives[0]), "directive")
    convert_pictures(rst)
    for span, new, lost in _listings(rst.matches(_LISTING)):
        rst.put(span, new, "listing")
        if lost:
            rst.report(span[0], NoteKind.DIRECTIVE, _without_counterpart(lost))
    for match in rst.matches(_NAMED_PATH):
        rst.put(match.span("target"), rst.target(match), "link")
    for match in rst.matches(_RST_REF):
        if role := _post_role(match, site):
            rst.put(match.span(), f":blog:post:`{role}`", "role")
    return rst.result()


def _convert_directive(work: Work) -> None:
    """Remove the directive ``post``, of which the front matter has the options."""
    source = work.source
    directives = _directives(source.body, is_rst=False)
    if len(directives) == 1:
        start, end = directives[0].span()
        work.discard_edits(source.base + start, source.base + end)
        work.put((source.base + start, source.base + end), _displayed(directives[0]), "directive")


def _convert_roles(work: Work) -> None:
    """Convert references to posts by their names to the role of posts."""
    for leaf in work.parsed.leaves:
        if leaf.place is None or "{ref}" not in leaf.token.content:
            continue
        code = {piece.start for piece in leaf.pieces if piece.rule == "backticks"}
        for match in _MYST_REF.finditer(leaf.token.content):
            is_role = match.start() + len("{ref}") in code  # else the whole is within code
            if is_role and (role := _post_role(match, work.site)):
                work.put(leaf.place.span(*match.span()), f"{{blog:post}}`{role}`", "role")


ABLOG = Engine(
    name="ablog",
    open=_open,
    map_metadata=_map_metadata,
    permalinks=Permalinks(syntax=Syntax.BRACES, tokens=frozenset({"docname"})),
    dropped=frozenset({"blogpost", "exclude"}),
    heading_is_title=True,
    is_sphinx=True,
    dialect=Dialect(),
    rst=_convert_rst,
    passes=(_convert_directive, _convert_listings, _convert_roles),
)
"""The engine."""
