"""A run: the posts of an old blog are read, given their paths, converted and saved; long ones display their progress.

All posts are read before the first is converted, since a post may link to any other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar

from .addresses import PostIndex, alias_of, key_of
from .configuration import author_entries, category_entries, term_entries
from .conversion import PostConverter, convert_all
from .front_matter import MetadataMapper, split_header
from .html_posts import markdown_of
from .old_blog import Note, NoteKind, OldPost, decode
from .rst import split_fields, split_rst
from .saving import Assets, Names, as_yaml, is_page_of, post_path, prefix_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import TextIO

    from .conversion import ConvertedPost
    from .engines import Engine
    from .front_matter import Header
    from .old_blog import Blog, Options, SourceFile
    from .saving import Saver

__all__ = ["Result", "counted", "import_blog"]

_Item = TypeVar("_Item")
_INTERVAL = 1.0
"""Seconds between two lines; a shorter run displays none."""


def counted(
    items: Iterable[_Item], activity: str, stream: TextIO, clock: Callable[[], float] = monotonic, *, total: int
) -> Iterator[_Item]:
    """Yield items, and write now and then how many are done: in place on a terminal, as lines elsewhere."""
    last = clock()
    is_visible = False
    for number, item in enumerate(items, 1):
        yield item
        now = clock()
        if now - last >= _INTERVAL:
            last, is_visible = now, True
            end = "\r" if stream.isatty() else "\n"
            stream.write(f"  {activity}: {number} of {total}{end}")
            stream.flush()
    if is_visible:
        stream.write(f"  {activity}: {total} of {total}\n")


_TAXONOMIES = ("tags", "categories", "series")


@dataclass(slots=True, kw_only=True)
class Result:
    """What a run made, beside the files."""

    posts: int = 0
    aliases: int = 0
    notes: list[Note] = field(default_factory=list)
    features: set[str] = field(default_factory=set)
    """Names of MyST extensions that the posts need, and of Sphinx extensions."""
    vocabularies: list[str] = field(default_factory=list)
    """The files with data of terms and authors."""


def import_blog(engine: Engine, blog: Blog, options: Options, saver: Saver, stream: TextIO, *, jobs: int = 0) -> Result:
    """Import all posts of a blog; a post that cannot be imported is noted, and does not stop the others.

    :param stream: where the progress is written.
    :param jobs: the number of processes; 0 for as many as pay off.
    """
    result = Result(notes=list(blog.notes))
    reader = _Reader(engine, blog, options, result)
    posts = [
        post
        for file in counted(blog.files, "read", stream, total=len(blog.files))
        if (post := reader.read(file)) is not None
    ]
    result.notes += [*reader.notes_on_patterns(), *_notes_on_translations(posts, blog)]
    posts.sort(key=lambda post: bool(post.language))  # an address belongs to the post in the language of the blog
    posts = list(_with_paths(posts, blog, prefix_of(saver.folder), result.notes))
    result.aliases = sum(len(post.metadata.get("aliases", ())) for post in posts)
    assets = Assets(blog, posts)
    converter = PostConverter(engine=engine, blog=blog, index=PostIndex(posts))
    with convert_all(converter, posts, assets, jobs) as conversions:
        for post, converted in counted(zip(posts, conversions, strict=True), "converted", stream, total=len(posts)):
            _save(blog, post, converted, saver, result)
    _save_vocabularies(blog, posts, assets, saver, result)
    for path, name in sorted(assets.copies.items()):
        if problem := saver.copy(name, path):
            result.notes.append(Note(file=blog.path_of(path), message=problem, kind=NoteKind.IMAGE))
    return result


# -------------------------------------------------------------------------------------------------------------- reading


class _Reader:
    """Reads the files of a blog, and collects what concerns more than one of them."""

    def __init__(self, engine: Engine, blog: Blog, options: Options, result: Result) -> None:
        self._engine, self._blog, self._options, self._notes = engine, blog, options, result.notes
        self._tokens: dict[str, set[str]] = defaultdict(set)
        self._without_alias: Counter[str] = Counter()

    def read(self, file: SourceFile) -> OldPost | None:
        """Return the post in a file, with its front matter mapped; None if the file cannot be read."""
        try:
            text, message = decode(file.path.read_bytes(), self._options.encoding)
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else str(error)
            self._note(file, 0, NoteKind.UNREADABLE, str(reason))
            return None
        if message:
            self._note(file, 0, NoteKind.ENCODING, message)
        header = self._header(file, text)
        if header.error:
            reason = f"front matter: {header.error}. The lines that can be parsed are used."
            self._note(file, header.error_line, NoteKind.METADATA, reason)
        mapper = MetadataMapper(
            header=header, text=text, file=file, options=self._options, permalinks=self._engine.permalinks
        )
        self._map(mapper)
        body_start = mapper.header.body_start
        if file.path.suffix.lower() in (".html", ".htm"):
            text, body_start = markdown_of(text[body_start:]), 0
        return OldPost(
            file=file,
            metadata=mapper.values,
            text=text,
            body_start=body_start,
            category_paths=tuple(mapper.category_paths),
            addresses=tuple(dict.fromkeys(filter(None, map(alias_of, mapper.addresses)))),
            names=tuple(filter(None, mapper.names)),
            version_of=mapper.version_of,
            old_keys={**file.defaults, **{key.lower(): value for key, value in mapper.header.values.items()}},
        )

    def notes_on_patterns(self) -> Iterator[Note]:
        """Yield a note for each pattern of the blog that gives no addresses."""
        for pattern, number in self._without_alias.items():
            tokens = ", ".join(sorted(self._tokens[pattern]))
            is_key = self._engine.permalinks is not None and self._engine.permalinks.own_keys
            reason = f"{number} posts have no value for '{tokens}'" if is_key else f"'{tokens}' is not supported"
            effect = "They have no alias" if is_key else f"{number} posts have no alias"
            message = f"{reason}. {effect}. Set --permalink, or add 'aliases'."
            yield Note(file=f"permalink '{pattern}'", message=message, kind=NoteKind.PERMALINK)

    def _header(self, file: SourceFile, text: str) -> Header:
        if file.path.suffix.lower() == ".rst":
            return split_fields(text) if self._engine.is_sphinx else split_rst(text)
        return split_header(text, plain=self._engine.plain_headers)

    def _map(self, mapper: MetadataMapper) -> None:
        """Map all keys of a post, and what it has in their place: a name, folders."""
        for key in self._engine.keys:
            mapper.map(key)
        self._engine.map_metadata(mapper, self._blog)
        mapper.finish(self._engine.dropped)
        values, folders = mapper.values, mapper.file.stem.split("/")[:-1]
        if self._options.folder_categories and "categories" not in values and folders:
            values["categories"] = folders
            mapper.category_paths.append(tuple(folders))
        if "date" not in values and values.get("blogpost") is not False:
            mapper.report("date", "date: missing. The post is a draft.")
        mapper.order()
        for line, kind, message in mapper.notes:
            self._note(mapper.file, line, kind, message)
        for pattern, tokens in mapper.unsupported.items():
            self._tokens[pattern].update(tokens)
            self._without_alias[pattern] += 1

    def _note(self, file: SourceFile, line: int, kind: NoteKind, message: str) -> None:
        self._notes.append(Note(file=self._blog.path_of(file.path), line=line, message=message, kind=kind))


def _notes_on_translations(posts: Iterable[OldPost], blog: Blog) -> Iterator[Note]:
    """Yield a note for each post that translates another: that in the language of the blog, or the first."""
    versions: dict[str, list[OldPost]] = defaultdict(list)
    for post in posts:
        if post.version_of:
            versions[post.version_of].append(post)
    for group in versions.values():
        own = ("", blog.site.language)
        original = next((post for post in group if post.language in own), group[0])
        for post in group:
            if post.language != original.language:
                name, language = blog.path_of(original.file.path), post.language or "the language of the blog"
                message = f"translates {name} into {language}. It is imported as a post of its own."
                yield Note(file=blog.path_of(post.file.path), message=message, kind=NoteKind.TRANSLATION)


def _with_paths(posts: Iterable[OldPost], blog: Blog, prefix: str, notes: list[Note]) -> Iterator[OldPost]:
    """Yield each post with its path, and with those of its old addresses that no earlier post has."""
    names = Names()
    owners: dict[str, OldPost] = {}
    for post in posts:
        file, expected = blog.path_of(post.file.path), post_path(post.file.name)
        target = names.free(expected)
        if target != expected:
            message = f"'{expected}' is already used by another post. This post is '{target}'."
            notes.append(Note(file=file, message=message, kind=NoteKind.NAME))
        aliases = []
        for address in post.addresses:
            owner = owners.setdefault(key_of(address).casefold(), post)
            if owner is not post:
                message = f"the old address '{address}' is already used by {blog.path_of(owner.file.path)}."
                notes.append(Note(file=file, message=f"{message} The alias is not added.", kind=NoteKind.PERMALINK))
            elif not is_page_of(address, prefix + target):
                aliases.append(address)
        metadata = {key: aliases if key == "aliases" else value for key, value in post.metadata.items()}
        if not aliases:
            metadata.pop("aliases", None)
        yield replace(post, metadata=metadata, target=target)


def _save(blog: Blog, post: OldPost, converted: ConvertedPost, saver: Saver, result: Result) -> None:
    result.notes += converted.notes
    result.features |= converted.features
    if converted.text is None:
        return
    if problem := saver.text(post.target, converted.text):
        file = blog.path_of(post.file.path)
        result.notes.append(Note(file=file, message=problem, kind=NoteKind.UNREADABLE))
    else:
        result.posts += 1


# ---------------------------------------------------------------------------------------------------------------- terms


def _save_vocabularies(blog: Blog, posts: list[OldPost], assets: Assets, saver: Saver, result: Result) -> None:
    """Save a file for each taxonomy of which something is defined."""
    categories, clashes = category_entries(posts)
    for name, parent, other in clashes:
        message = f"below '{parent or 'no category'}' and below '{other or 'no category'}'. The first is used."
        result.notes.append(Note(file=f"category '{name}'", message=message, kind=NoteKind.TERM))
    authors = author_entries(posts, blog.authors)
    for name, author in authors.items():
        for problem in _copy_images(author, assets, saver):
            result.notes.append(Note(file=f"author '{name}'", message=problem, kind=NoteKind.IMAGE))
    tags, labels, series = (term_entries(posts, name, blog.terms.get(name, {})) for name in _TAXONOMIES)
    for name, label in labels.items():
        nested = {key: value for key, value in categories.get(name, {}).items() if key != "label"}
        categories[name] = {**label, **nested}
    files = {"categories": categories, "authors": authors, "tags": tags, "series": series}
    for name, entries in files.items():
        if not entries:
            continue
        if problem := saver.text(f"{name}.yml", "".join(as_yaml({key: entry}) for key, entry in entries.items())):
            result.notes.append(Note(file=f"{name}.yml", message=problem, kind=NoteKind.UNREADABLE))
        else:
            result.vocabularies.append(f"{name}.yml")


def _copy_images(entry: dict[str, Any], assets: Assets, saver: Saver) -> Iterator[str]:
    """Name the copies of the images of an author in their entry; yield a message for each that does not exist."""
    for key in ("avatar", "image"):
        picture = str(entry.get(key) or "")
        if (path := assets.find_on_site(picture)) is not None:
            entry[key] = f"{prefix_of(saver.folder)}{assets.copy_of(path)}"
        elif picture and "://" not in picture and not picture.startswith("data:"):
            yield f"image '{picture}' not found. The target is unchanged."
