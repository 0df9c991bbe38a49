"""Files of the new blog: the paths of posts and of what they use, each written whole, and never over the author's."""

from __future__ import annotations

import os.path
import posixpath
import re
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import normalize
from urllib.parse import unquote

import yaml

from ..model.slugs import slugify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from .old_blog import Blog, OldPost

__all__ = ["Assets", "Names", "Saver", "as_yaml", "file_path", "is_page_of", "post_path", "prefix_of", "render"]

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST = 100


class Names:
    """Paths in use, compared without case, as some file systems do."""

    def __init__(self, used: Iterable[str] = (), others: AbstractSet[str] = frozenset()) -> None:
        self._used = {name.casefold() for name in used}
        self._others = others

    def extended(self) -> Names:
        """Return an empty set of paths, of which those in use here are not free."""
        return Names((), self._used)  # they are not copied, for there may be thousands

    def is_used(self, path: str) -> bool:
        """Return whether a path is in use."""
        folded = path.casefold()
        return folded in self._used or folded in self._others

    def free(self, path: str) -> str:
        """Return the path, with a number before its suffix if it is in use; it is in use then."""
        folder, slash, name = path.rpartition("/")
        stem, dot, suffix = name.partition(".") if not name.startswith(".") else (name, "", "")
        result, number = path, 2
        while self.is_used(result):
            result = f"{folder}{slash}{stem}-{number}{dot}{suffix}"
            number += 1
        self._used.add(result.casefold())
        return result


def post_path(name: str) -> str:
    """Return the path of a post: each folder and the file named by its slug, with the suffix ``.md`` or ``.rst``."""
    stem, _, suffix = name.rpartition(".")
    new_suffix = ".rst" if suffix.lower() == "rst" else ".md"
    return "/".join(_slug(part) for part in (stem or name).split("/")) + new_suffix


def file_path(path: str) -> str:
    """Return the path of an image or another file in ASCII, since MyST-Parser does not find images with other names.

    A name that loses letters gets a few digits of its hash, so that two such names stay distinct.
    """
    return "/".join(_ascii(part) for part in path.split("/") if part not in ("", ".", ".."))


def prefix_of(into: Path) -> str:
    """Return the path of a folder from that of ``conf.py`` above it, with a final slash; without one, its own name."""
    resolved = into.resolve()
    home = next((folder for folder in (resolved, *resolved.parents) if (folder / "conf.py").is_file()), resolved.parent)
    below = resolved.relative_to(home).as_posix()
    return "" if below == "." else f"{below}/"


def is_page_of(address: str, target: str) -> bool:
    """Return whether an old address is that of the new page, so that no redirect is necessary.

    :param target: the path of the source from the folder of ``conf.py``.
    """
    path = address.strip("/")
    file = path if path.endswith((".html", ".htm")) else f"{path}/index.html"
    return file == f"{target.rpartition('.')[0]}.html"


def _slug(part: str) -> str:
    try:
        return slugify(part)
    except ValueError:  # it has no visible character
        return f"post-{sha256(part.encode(errors='surrogatepass')).hexdigest()[:8]}"


def _ascii(part: str) -> str:
    safe = _UNSAFE.sub("-", part)
    stem, dot, suffix = safe.rpartition(".")
    stem, suffix = (stem, dot + suffix) if stem else (safe, "")
    stem = stem.strip("-.")
    if not part.isascii() or not stem or len(safe) > _LONGEST:
        digest = sha256(part.encode(errors="surrogatepass")).hexdigest()[:8]
        stem = "-".join(filter(None, (stem[: _LONGEST - 20].strip("-."), digest)))
    return stem + suffix.rstrip("-.")


_IMAGE_FOLDERS = ("images", "image", "imgs", "img", "assets", "static", "uploads")
"""Names of folders of images, which would repeat the name of the new one below it."""
_POST_SUFFIXES = (".md", ".markdown", ".mdown", ".mkd", ".mdx", ".rst", ".html", ".htm")


class Assets:
    """The files that the posts use, each once, and the path of each copy."""

    def __init__(
        self,
        blog: Blog,
        posts: Iterable[OldPost] = (),
        *,
        names: Names | None = None,
        is_file: dict[str, bool] | None = None,
    ) -> None:
        self._blog = blog
        self._root = blog.root.resolve()
        self._names = Names(post.target for post in posts) if names is None else names
        self._is_file: dict[str, bool] = {} if is_file is None else is_file
        self.copies: dict[Path, str] = {}
        """The path of each copy, from the folder that is imported into, by its original."""

    def find(self, post: OldPost, target: str, folders: tuple[Path, ...] = ()) -> Path | None:
        """Return the file that a post means; None if there is none, or it is not a file to be copied.

        :param target: as it is written in the post, without query and fragment.
        :param folders: the only folders to look into; by default, those of the blog and of the post.
        """
        for spelling in dict.fromkeys((target, unquote(target))):
            candidates = (folder / spelling for folder in folders) if folders else self._candidates(post, spelling)
            for candidate in candidates:
                if (path := self._existing(candidate)) is not None:
                    return path
        return None

    def reference(self, post: OldPost, path: Path) -> str:
        """Return the target by which a post names the copy of a file; the file is then copied."""
        if path not in self.copies:
            self.copies[path] = self._names.free(self._target(post, path))
        return posixpath.relpath(self.copies[path], posixpath.dirname(post.target) or ".")

    def find_on_site(self, target: str) -> Path | None:
        """Return the file that a path from the site's root or a URL of the site means."""
        url = self._blog.url.rstrip("/")
        bare = target.removeprefix(url) if url and target.startswith(f"{url}/") else target
        bare = unquote(bare.partition("?")[0].partition("#")[0]).lstrip("/")
        if not bare or "://" in bare:
            return None
        folders = (*self._blog.static_folders, *self._blog.content_folders, self._blog.root)
        return next((path for folder in folders if (path := self._existing(folder / bare)) is not None), None)

    def copy_of(self, path: Path) -> str:
        """Return the path of the copy of a file that does not belong to one post; the file is then copied."""
        if path not in self.copies:
            shared = self._shared_path(path, (*self._blog.static_folders, self._blog.root))
            self.copies[path] = self._names.free(shared)
        return self.copies[path]

    def apart(self) -> Assets:
        """Return the assets of a post that is converted as if it was the only one."""
        return Assets(self._blog, names=self._names.extended(), is_file=self._is_file)

    def accept(self, copies: Mapping[Path, str]) -> bool:
        """Add the copies of a post that was converted apart; return whether all have the names that they get here."""
        new = {path: name for path, name in copies.items() if path not in self.copies}
        if any(self.copies[path] != copies[path] for path in copies.keys() - new.keys()):
            return False
        if any(self._names.is_used(name) for name in new.values()):
            return False
        self.copies |= {path: self._names.free(name) for path, name in new.items()}
        return True

    def _candidates(self, post: OldPost, target: str) -> Iterator[Path]:
        folder = post.file.path.parent
        if target.startswith("/"):
            for public in (*self._blog.static_folders, *self._blog.content_folders):
                yield public / target.lstrip("/")
            return
        if below := str(post.metadata.get("media_subpath") or post.metadata.get("img_path") or "").strip("/"):
            for public in self._blog.static_folders:  # the folder of a post's images in the Jekyll theme Chirpy
                yield public / below / target
        yield folder / target
        yield post.file.path.with_suffix("") / target  # the asset folder of a Hexo post
        for above in (*self._blog.content_folders, *self._blog.static_folders):
            yield above / target
        for address in post.addresses:  # relative to the URL of the post
            joined = posixpath.normpath(posixpath.join("/", address, target)).lstrip("/")
            yield from (public / joined for public in self._blog.static_folders)

    def _existing(self, path: Path) -> Path | None:
        """Return the path of an existing file, in either normal form of Unicode, if it may be copied."""
        for form in ("NFC", "NFD"):
            name = os.path.normpath(normalize(form, str(path)))
            if name not in self._is_file:
                self._is_file[name] = self._may_be_copied(name)
            if self._is_file[name]:
                return Path(name)
        return None

    def _may_be_copied(self, name: str) -> bool:
        """Return whether a file exists and belongs to the blog: a post must not fetch other files of the machine."""
        if name.lower().endswith(_POST_SUFFIXES):
            return False
        try:
            return Path(name).is_file() and Path(name).resolve().is_relative_to(self._root)
        except (OSError, ValueError):  # a name that is too long, or has a zero byte
            return False

    def _target(self, post: OldPost, path: Path) -> str:
        folder = post.file.path.parent
        is_bundle = post.file.path.stem.lower() == "index"
        if is_bundle and path.is_relative_to(folder):
            return posixpath.join(posixpath.dirname(post.target), file_path(path.relative_to(folder).as_posix()))
        if path.is_relative_to(asset_folder := post.file.path.with_suffix("")):
            return self._below_images(f"{post.file.stem}/{path.relative_to(asset_folder).as_posix()}")
        return self._shared_path(
            path, (*self._blog.static_folders, *self._blog.content_folders, folder, self._blog.root)
        )

    def _shared_path(self, path: Path, folders: Iterable[Path]) -> str:
        above = next((folder for folder in folders if path.is_relative_to(folder)), None)
        return self._below_images(path.relative_to(above).as_posix() if above else path.name)

    @staticmethod
    def _below_images(below: str) -> str:
        first, _, rest = below.partition("/")
        return f"images/{file_path(rest if rest and first.lower() in _IMAGE_FOLDERS else below)}"


_WIDTH = 10_000
"""No line of YAML is broken, so that a title can be searched for."""
_DEEPEST = 20
_SIMPLE = re.compile(
    r"(?:[^\W\d_]|\d(?=[^:]*[^\W\da-fxot_A-FXOTZ]))"
    r"(?:[\w./+(),!?\"'&=;\u00b7\u2013-\u2026\u3001-\u3011\uff01-\uff20-]|:(?=[^\s:])| (?! ))*(?<! )|[^\W\d_]"
)
"""A text without signs that mean something in YAML; one that begins with a digit has letters that no number has."""
_NUMBER = re.compile(r"0|[1-9]\d*")
_DATE = re.compile(r"\d{4}-\d\d-\d\d(?: \d\d:\d\d:\d\d(?:[+-]\d\d:\d\d)?)?")
"""A day or a time, as YAML has it; a few zones of long ago differ by seconds."""
_WORDS = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))
"""Texts that YAML reads as something else."""


@dataclass(slots=True, kw_only=True)
class Saver:
    """Writes files below one folder, and counts what became of them."""

    folder: Path
    force: bool = False
    """Whether to write over existing files with other content."""
    dry: bool = False
    """Whether to write nothing at all."""
    written: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    preserved: list[str] = field(default_factory=list)
    """Existing files with other content."""
    _inside: dict[Path, bool] = field(default_factory=dict)
    _made: set[Path] = field(default_factory=set)

    def text(self, name: str, text: str) -> str:
        """Write a text; return why it cannot be written, or nothing."""
        return self._save(name, lambda: text.encode("utf-8", errors="replace"))

    def copy(self, name: str, source: Path) -> str:
        """Write a copy of a file; return why it cannot be written, or nothing."""
        return self._save(name, source.read_bytes)

    def _save(self, name: str, content: Callable[[], bytes]) -> str:
        path = self.folder / name
        try:
            exists = os.path.lexists(path)
            if not self._is_inside(path.parent) or (exists and not self._is_inside(path)):
                return f"'{name}' is outside of the folder. The file is not written."
            data = content()
            if exists:
                if path.is_file() and path.read_bytes() == data:
                    self.unchanged.append(name)
                    return ""
                if not self.force or not path.is_file():
                    self.preserved.append(name)
                    return ""
            if not self.dry:
                self._make_folder(path.parent)
                temporary = path.with_name(f".{path.name[:80]}.importing")
                temporary.write_bytes(data)
                temporary.replace(path)  # whole or not at all, however the run ends
            self.written.append(name)
        except OSError as error:
            return f"'{name}' cannot be written: {error.strerror or error}"
        return ""

    def _is_inside(self, path: Path) -> bool:
        """Return whether a path is below the folder, whatever links are on its way."""
        if path not in self._inside:
            self._inside[path] = path.resolve().is_relative_to(self.folder.resolve())
        return self._inside[path]

    def _make_folder(self, path: Path) -> None:
        if path not in self._made:
            path.mkdir(parents=True, exist_ok=True)
            self._made.add(path)


class _Dumper(yaml.SafeDumper):
    """Writes each key in a line of its own, lists and mappings of scalars in one line, and indents other lists."""

    def represent(self, data: Any) -> None:
        """Write a document."""
        node = self.represent_data(data)
        if isinstance(node, yaml.CollectionNode):
            node.flow_style = False  # PyYAML would write a post with nothing but scalars as ``{title: A}``
        self.serialize(node)
        self.represented_objects = {}
        self.object_keeper = []

    def ignore_aliases(self, data: Any) -> bool:
        """Write a scalar that occurs twice in both places; a list may contain itself."""
        return not isinstance(data, (list, dict))

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002 - PyYAML's own
        """Indent lists below their key."""
        super().increase_indent(flow, indentless=False)


def render(metadata: dict[str, Any], body: str, *, rst: bool = False) -> str:
    """Return a post as a file; without metadata there is no front matter, since MyST warns of an empty block.

    :param rst: whether the post is reStructuredText, with its metadata in fields and its title in the text.
    """
    if rst:
        fields = "".join(f":{key}: {_field(value)}\n" for key, value in metadata.items() if key != "title")
        return f"{fields}\n{body}" if fields else body
    if "kernelspec" in metadata:  # a notebook in Markdown: MyST-NB stores its metadata as JSON, which has no dates
        metadata = {key: str(value) if isinstance(value, date) else value for key, value in metadata.items()}
    return f"---\n{as_yaml(metadata)}---\n\n{body}" if metadata else body


def as_yaml(values: dict[str, Any]) -> str:
    """Return a mapping as YAML: dates without quotes, texts that look like another type with them."""
    plain: dict[Any, Any] = _plain(values)  # of two keys that only differ in unprintable characters, one is left
    return "".join(_simple_line(key, value) or _dumped({key: value}) for key, value in plain.items())


def _dumped(values: dict[Any, Any]) -> str:
    return yaml.dump(values, Dumper=_Dumper, allow_unicode=True, sort_keys=False, default_flow_style=None, width=_WIDTH)


def _simple_line(key: object, value: object) -> str:
    """Return the line of a key whose value needs no quotes; nothing otherwise.

    The line is that of PyYAML, which takes longer for the front matter of a post than some posts take to be converted.
    """
    text = _simple_scalar(value)
    if not text and isinstance(value, list) and value:
        items = [_simple_scalar(item) for item in value]
        text = (
            f"[{', '.join(items)}]" if all(items) and not any(sign in item for item in items for sign in ":,?") else ""
        )
    name = _simple_scalar(key) if isinstance(key, str) and text else ""
    return f"{name}: {text}\n" if name else ""


def _simple_scalar(value: object) -> str:
    """Return a value as a plain scalar of YAML; nothing if it may need quotes."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date):
        return str(value) if _DATE.fullmatch(str(value)) else ""
    if isinstance(value, str) and value.isascii() and _NUMBER.fullmatch(value):
        return f"'{value}'"
    if not isinstance(value, str) or not _SIMPLE.fullmatch(value) or value.lower() in _WORDS:
        return ""
    return value


_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def _plain(value: Any, depth: int = 0) -> Any:
    """Return a value with types of YAML only, others as text."""
    if isinstance(value, str):
        return _UNPRINTABLE.sub("\ufffd", value)
    if isinstance(value, (bool, int, float, datetime, date)) or value is None:
        return value
    if depth > _DEEPEST:  # a list may contain itself
        return "…"
    if isinstance(value, dict):
        return {_plain(key, depth + 1): _plain(item, depth + 1) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item, depth + 1) for item in value]
    return str(value)


def _field(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(_quoted(str(item)) for item in value)
    return " ".join(str(value).lower().split()) if isinstance(value, bool) else " ".join(str(value).split())


def _quoted(label: str) -> str:
    """Return a label in quotes that it does not contain, if it cannot be part of a list without."""
    sign = "'" if '"' in label else '"'
    return f"{sign}{label}{sign}" if re.search(r",|^[\"'\[]", label) else label
