"""ABlog: posts of a Sphinx site, whose texts stay as they are; what ABlog calls otherwise is said in our words.

A site needs no import to be built here (``sphinxext_blog.ablog``); this is for those who want to leave ABlog's words.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Any

from sphinx.util.matching import Matcher

from ...ablog.labels import docname_patterns, old_paths, read_by_format
from .ablogdirectives import post_directives, without_directive
from .blog import Blog, Engine, SourceFile, as_it_is
from .headers import split_header
from .keys import as_list
from .notes import Kind, Note
from .permalinks import expand_braces
from .pythonconf import read_python
from .restructured import split_fields
from .scanning import MARKDOWN, first_file, text_in, walk

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from .blog import Options
    from .keys import Translation
    from .notes import Fault
    from .targets import Surroundings

__all__ = ["ABLOG"]

_IN_CONF = {
    "blog_baseurl": "html_baseurl",
    "blog_feed_fulltext": "blog_feed_content",
    "blog_feed_archives": "blog_feed_terms",
    "blog_archive_titles": "blog_term_listing",
    "post_date_format": "blog_date_format",
    "post_auto_orphan": "blog_orphan_posts",
    "post_show_prev_next": "blog_neighbours",
    "disqus_shortname": "blog_comments",
}
"""Options of ABlog that have another name here; the patterns of posts are in the lines for ``conf.py`` anyway."""
_NAMED = {"authors": ("author", "blog_authors"), "location": ("location", "blog_locations"),
          "language": ("language", "blog_languages")}  # fmt: skip
_SAID = r"`(?:(?P<text>[^`<>]*?)[ ]*<)?(?P<label>[^`<>\s]+)>?`"
_RST_REF, _MYST_REF = re.compile(rf":ref:{_SAID}"), re.compile(rf"\{{ref\}}{_SAID}")
_DROPPED = ("blogpost", "exclude")


def _open(root: Path, options: Options) -> Blog:
    facts = read_python(first_file(root, ("conf.py",)))
    files = [file for file in walk(root, (*MARKDOWN, ".rst", ".ipynb")) if not _is_apart(file)]
    is_named = Matcher([_bare(pattern) for pattern in docname_patterns(tuple(as_list(facts.get("blog_post_pattern"))))])
    posts = [file for file in files if _is_post(file, is_named)]
    base = str(facts.get("blog_baseurl") or "")
    return Blog(
        root=root,
        files=tuple(file for file in posts if file.path.suffix != ".ipynb"),
        pattern=options.permalink or "{docname}.html",
        zone=options.timezone,
        base=base if base.startswith("http") else "",
        public=(root,),
        content=(root,),
        authors={name: {"name": name, "url": url} for name, url in _people(facts) if url},
        facts=facts,
        notes=tuple(_notes(root, facts, files, posts)),
    )


def _is_apart(file: SourceFile) -> bool:
    return any(part.startswith("_") for part in file.name.split("/")[:-1])


def _bare(pattern: str) -> str:
    suffix = next((suffix for suffix in (".md", ".rst", ".ipynb") if pattern.endswith(suffix)), "")
    return pattern.removesuffix(suffix)


def _is_post(file: SourceFile, is_named: Matcher) -> bool:
    if is_named(file.name.rpartition(".")[0]):
        return True
    if file.path.suffix == ".ipynb":
        return False
    text, is_rst = text_in(file.path), file.path.suffix == ".rst"
    said: Mapping[str, Any] = split_fields(text).values if is_rst else split_header(text).values
    return "blogpost" in said or bool(post_directives(text, is_rst=is_rst))


def _notes(root: Path, facts: Mapping[str, Any], files: list[SourceFile], posts: list[SourceFile]) -> Iterator[Note]:
    for file in files:
        name = file.path.relative_to(root).as_posix()
        if file.path.suffix == ".ipynb":
            yield Note(file=name, message="a notebook: copy it, for its metadata are read here, too", kind=Kind.LEFT)
        elif file not in posts:
            yield Note(file=name, message="a page, not a post", kind=Kind.LEFT)
    for option, ours in _IN_CONF.items():
        if option in facts:
            yield Note(file="conf.py", message=f"{option} = {facts[option]!r} is said by {ours} here")


def _people(facts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(name, address) of each author."""
    for said in _entries(facts, "blog_authors").values():
        yield said[0], said[1]


def _entries(facts: Mapping[str, Any], option: str) -> dict[str, tuple[str, str]]:
    """(name, address) by what posts call an author, a place or a language."""
    said = facts.get(option)
    return {
        str(key): (str(value[0]), str(value[1] or "") if len(value) > 1 else "")
        for key, value in (said.items() if isinstance(said, dict) else ())
        if isinstance(value, (list, tuple)) and value
    }


def _translate(said: Translation, blog: Blog) -> None:
    _take_directive(said)
    form = str(blog.facts.get("post_date_format") or "%d %B %Y")
    moment = read_by_format(str(said.said("date") or ""), form)
    if moment is None:
        said.date("date", "date")
    else:
        said.take("date")
        said.put("date", moment.date())
    said.terms("tags", "tags")
    said.terms("categories", "category")
    for key, (name, option) in _NAMED.items():
        known = _entries(blog.facts, option)
        labels = as_list(said.take(name, key)) or as_list(blog.facts.get(f"blog_default_{name}"))
        shown = [known.get(label, (label, ""))[0] for label in labels]
        said.put(key, [name if "," not in name else label for name, label in zip(shown, labels, strict=True)])
    said.text("canonical", "canonical_link", "canonical")
    if "nocomments" in {key.lower() for key in said.header.values}:
        said.take("nocomments")
        said.values["comments"] = False
    for name in as_list(said.take("redirect")):
        said.addresses += old_paths(name)
    said.addresses.append(expand_braces(blog.pattern, {"docname": said.file.stem}, said.moment()).path)
    said.finish(_DROPPED)


def _take_directive(said: Translation) -> None:
    """Say in front matter what a directive says; several of them make posts of sections here, too, and so stay."""
    is_rst = said.file.path.suffix.lower() == ".rst"
    found = post_directives(said.header.body, is_rst=is_rst)
    if len(found) == 1:
        values, body = without_directive(said.header.body, found[0])
        said.replace_header({**said.header.values, **values}, body)
    elif found:
        said.values["blogpost"] = False
        said.take("date")
        said.tell("date", f"it holds {len(found)} posts, and their directives stay: look at their options")


def _name_posts(text: str, around: Surroundings) -> tuple[str, list[Fault]]:
    """Let what names a post by its file, as ABlog has it, name it by the role of posts."""

    def named(match: re.Match[str]) -> str:
        label = match["label"]
        post = around.index.named(label)
        own = (f".. _{label}:", f"({label})=")
        if post is None or any(sign in found.body for sign in own for found in (post, around.post)):
            return match.group()
        name = posixpath.splitext(post.target)[0].removesuffix("/index").rpartition("/")[2]
        shown = f"{match['text']} <{name}>" if match["text"] else name
        return f":blog:post:`{shown}`" if around.post.is_rst else f"{{blog:post}}`{shown}`"

    pattern = _RST_REF if around.post.is_rst else _MYST_REF
    return pattern.sub(named, text), []


ABLOG = Engine(
    name="ablog",
    open=_open,
    translate=_translate,
    expand=_name_posts,
    convert=as_it_is,
    heading_is_title=True,
    is_sphinx=True,
)
