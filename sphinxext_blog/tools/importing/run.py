"""A run: an old blog, read, brought into order, converted and saved."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ...source.declarations import title_from_docname as title_of_name
from .assets import Assets
from .blog import OldPost
from .converting import convert_fragment, convert_post
from .decoding import decode
from .formats import HTML
from .headers import Header, split_header
from .headings import first_heading
from .htmltext import markdown_of
from .keys import Translation
from .languages import translations_in
from .notes import Kind, Note
from .permalinks import alias_of, key_of
from .placing import Names, is_page_of, post_path, prefix_of
from .progress import counted
from .rendering import as_yaml, render
from .restructured import split_fields, split_rst
from .targets import Index, Surroundings
from .vocabularies import authors_of, categories_of, terms_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any, TextIO

    from .blog import Blog, Engine, Options, SourceFile
    from .saving import Saver

__all__ = ["Result", "import_blog"]


@dataclass(slots=True, kw_only=True)
class Result:
    """What came of a run, beside the files."""

    posts: int = 0
    aliases: int = 0
    notes: list[Note] = field(default_factory=list)
    features: set[str] = field(default_factory=set)
    vocabularies: list[str] = field(default_factory=list)


def import_blog(engine: Engine, blog: Blog, options: Options, saver: Saver, stream: TextIO) -> Result:
    """Import all posts of a blog; one that cannot be is noted, and the others go on."""
    result = Result(notes=list(blog.notes))
    posts = []
    for file in counted(blog.files, "read", stream):
        try:
            posts.append(_read(engine, blog, options, file, result.notes))
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else str(error)
            result.notes.append(_note(blog, file, 0, str(reason), Kind.LOST))
    for post, original in translations_in(posts):
        other = original.file.path.relative_to(blog.root).as_posix()
        message = f"it is {other} in another language ({post.language or 'that of the blog'}): a post of its own here"
        result.notes.append(_note(blog, post.file, 0, message))
    posts.sort(key=lambda post: bool(post.language))  # an address belongs to the post in the blog's own language
    posts = list(_placed(posts, blog, prefix_of(saver.folder), result.notes))
    result.aliases = sum(len(post.values.get("aliases", ())) for post in posts)
    index, assets = Index(posts), Assets(blog, posts)
    for post in counted(posts, "converted", stream):
        around = Surroundings(
            engine=engine,
            blog=blog,
            post=post,
            index=index,
            assets=assets,
            convert=convert_fragment,
            including=(str(post.file.path.resolve()),),
            features=result.features,
        )
        _save(around, saver, result)
    _save_vocabularies(blog, posts, assets, saver, result)
    for path, name in sorted(assets.copies.items()):
        if fault := saver.copy(name, path):
            result.notes.append(Note(file=path.relative_to(blog.root).as_posix(), message=fault))
    return result


def _read(engine: Engine, blog: Blog, options: Options, file: SourceFile, notes: list[Note]) -> OldPost:
    """A post with its front matter in our keys.

    :raises OSError: it cannot be read.
    :raises ValueError: it is no text.
    """
    text, remark = decode(file.path.read_bytes(), options.encoding)
    if remark:
        notes.append(_note(blog, file, 0, remark))
    if file.path.suffix.lower() == ".rst" and engine.is_sphinx:
        header = split_fields(text)
    elif file.path.suffix.lower() == ".rst":
        title, values, lines, body, first = split_rst(text)
        header = Header(values={"title": title, **values}, lines=lines, body=body, first_line=first)
    else:
        header = split_header(text, plain=engine.plain_headers)
    if file.path.suffix.lower() in HTML:
        header = replace(header, body=markdown_of(header.body))
    if header.error:
        notes.append(
            _note(blog, file, header.error_line, f"front matter: {header.error}; what can be read of it is used")
        )
    translation = Translation(header=header, file=file, options=options)
    engine.translate(translation, blog)
    _complete(translation, engine)
    notes += [_note(blog, file, line, message) for line, message in translation.faults]
    return OldPost(
        file=file,
        values=translation.values,
        body=translation.header.body,
        first_line=header.first_line,
        paths=tuple(translation.paths),
        addresses=tuple(dict.fromkeys(filter(None, map(alias_of, translation.addresses)))),
        names=tuple(translation.names),
        version_of=translation.version_of,
    )


def _complete(translation: Translation, engine: Engine) -> None:
    """Give a post what it does not say itself: its title, and the categories of its folders if these are wanted."""
    values, file = translation.values, translation.file
    if "title" not in values:
        name = file.stem.rpartition("/")[2]
        if not (engine.heading_is_title and first_heading(translation.header.body)):
            values["title"] = title_of_name(name) if engine.titled_names else name
    if translation.options.folder_categories and "categories" not in values and "/" in file.stem:
        values["categories"] = file.stem.split("/")[:-1]
        translation.paths.append(tuple(values["categories"]))
    if "date" not in values and values.get("blogpost") is not False:
        translation.tell("date", "it has no date, so it is a draft: give it one")
    translation.order()


def _placed(posts: list[OldPost], blog: Blog, prefix: str, notes: list[Note]) -> Iterable[OldPost]:
    """Each post with its place, and with those old addresses that no post before it has."""
    names = Names()
    owners: dict[str, OldPost] = {}
    for post in posts:
        wanted = post_path(post.file.name)
        target = names.free(wanted)
        if target != wanted:
            notes.append(_note(blog, post.file, 0, f"another post is '{wanted}' already; this one is '{target}'"))
        own = []
        for address in post.addresses:
            owner = owners.setdefault(key_of(address).casefold(), post)
            if owner is not post:
                other = owner.file.path.relative_to(blog.root).as_posix()
                notes.append(
                    _note(blog, post.file, 0, f"its old address '{address}' is that of {other}; it is left out")
                )
            elif not is_page_of(address, prefix + target):
                own.append(address)
        values = {key: value for key, value in post.values.items() if key != "aliases"}
        if own:
            values = {key: (own if key == "aliases" else post.values[key]) for key in post.values}
        yield replace(post, values=values, target=target)


def _save(around: Surroundings, saver: Saver, result: Result) -> None:
    post = around.post
    text, notes = convert_post(around)
    values = dict(post.values)
    image = values.get("image")
    if isinstance(image, str):
        values["image"], fault = around.resolve(image)
        if fault:
            notes.append(_note(around.blog, post.file, 0, f"cover: {fault}"))
            values["old_image"] = values.pop("image")
    result.notes += notes
    if re.search(r"^[ \t>]*[`~]{3,}[ \t]*mermaid\b", text, re.MULTILINE):
        result.features.add("mermaid")
    if fault := saver.text(post.target, render(values, text, rst=post.is_rst)):
        result.notes.append(_note(around.blog, post.file, 0, fault, Kind.LOST))
    else:
        result.posts += 1


def _save_vocabularies(blog: Blog, posts: list[OldPost], assets: Assets, saver: Saver, result: Result) -> None:
    categories, clashes = categories_of(posts)
    for name, parent, other in clashes:
        message = f"it stands below '{parent or 'none'}' and below '{other or 'none'}'; here a category has one place"
        result.notes.append(Note(file=f"category '{name}'", message=message))
    authors = authors_of(posts, blog.authors)
    for name, said in authors.items():
        result.notes += [Note(file=f"author '{name}'", message=fault) for fault in _take_images(said, assets, saver)]
    terms = {kind: terms_of(posts, kind, blog.terms.get(kind, {})) for kind in ("tags", "categories", "series")}
    for name, said in terms["categories"].items():
        categories[name] = {**said, **{key: value for key, value in categories.get(name, {}).items() if key != "label"}}
    vocabularies = {"categories": categories, "authors": authors, "tags": terms["tags"], "series": terms["series"]}
    for name, entries in ((f"{kind}.yml", entries) for kind, entries in vocabularies.items()):
        if entries:
            saver.text(name, "".join(as_yaml({key: entry}) for key, entry in entries.items()))
            result.vocabularies.append(name)


def _take_images(said: dict[str, Any], assets: Assets, saver: Saver) -> Iterator[str]:
    """Let the pictures of a term be the copies of their files; gives what is wrong with those that are not there."""
    for key in ("avatar", "image"):
        picture = str(said.get(key) or "")
        if (path := assets.find_of_site(picture)) is not None:
            said[key] = f"{prefix_of(saver.folder)}{assets.copy_of(path)}"
        elif picture and "://" not in picture and not picture.startswith("data:"):
            yield f"image '{picture}' was not found; its name is left as it was"


def _note(blog: Blog, file: SourceFile, line: int, message: str, kind: Kind = Kind.HAND) -> Note:
    return Note(file=file.path.relative_to(blog.root).as_posix(), line=line, message=message, kind=kind)
