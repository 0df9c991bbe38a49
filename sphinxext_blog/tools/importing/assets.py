"""Assets: images and other files that posts show or link to, and the copies of them that the new blog needs."""

from __future__ import annotations

import posixpath
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import normalize
from urllib.parse import unquote

from .placing import Names, file_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .blog import Blog, OldPost

__all__ = ["Assets"]

_IMAGE_FOLDERS = ("images", "image", "imgs", "img", "assets", "static", "uploads")
"""Names for the folder of images; below ours they would say the same twice."""
_TEXTS = (".md", ".markdown", ".mdown", ".mkd", ".mdx", ".rst", ".html", ".htm")


class Assets:
    """The files that the posts were found to need, each once, and where each goes."""

    def __init__(self, blog: Blog, posts: Iterable[OldPost]) -> None:
        self._blog = blog
        self._names = Names(post.target for post in posts)
        self.copies: dict[Path, str] = {}
        """The path of each copy, from the folder that is imported into, by the file it is made of."""

    def find(self, post: OldPost, target: str) -> Path | None:
        """The file that a post means; None for one that is not there, or not a file to be copied.

        :param target: as it is written in the post, without query and fragment.
        """
        for spelling in dict.fromkeys((target, unquote(target))):
            for place in self._places(post, spelling):
                for form in ("NFC", "NFD"):
                    path = Path(posixpath.normpath(normalize(form, str(place))))
                    if self._is_file(path) and self._is_ours(path):
                        return path
        return None

    def reference(self, post: OldPost, path: Path) -> str:
        """How a post names the copy of a file, relative to itself; the copy is wanted from now on."""
        if path not in self.copies:
            self.copies[path] = self._names.free(self._target(post, path))
        return posixpath.relpath(self.copies[path], posixpath.dirname(post.target) or ".")

    def find_of_site(self, target: str) -> Path | None:
        """The file that a path from the site's root means, or a URL of the site."""
        base = self._blog.base.rstrip("/")
        bare = target.removeprefix(base) if base and target.startswith(f"{base}/") else target
        bare = unquote(bare.partition("?")[0].partition("#")[0]).lstrip("/")
        if not bare or "://" in bare:
            return None
        places = (folder / bare for folder in (*self._blog.public, *self._blog.content, self._blog.root))
        return next((path for path in places if self._is_file(path) and self._is_ours(path)), None)

    def copy_of(self, path: Path) -> str:
        """The path of the copy of a file that no post has to itself; it is wanted from now on."""
        if path not in self.copies:
            self.copies[path] = self._names.free(self._shared(path, (*self._blog.public, self._blog.root)))
        return self.copies[path]

    def _places(self, post: OldPost, target: str) -> Iterator[Path]:
        folder = post.file.path.parent
        if target.startswith("/"):
            for public in (*self._blog.public, *self._blog.content):
                yield public / target.lstrip("/")
            return
        if below := str(post.values.get("media_subpath") or post.values.get("img_path") or "").strip("/"):
            for public in self._blog.public:  # where a post of the theme Chirpy has its pictures
                yield public / below / target
        yield folder / target
        yield post.file.path.with_suffix("") / target  # the asset folder of a Hexo post
        for around in (*self._blog.content, *self._blog.public):
            yield around / target
        for address in post.addresses:  # relative to where the post was found
            joined = posixpath.normpath(posixpath.join("/", address, target)).lstrip("/")
            yield from (public / joined for public in self._blog.public)

    def _is_ours(self, path: Path) -> bool:
        """Whether a file belongs to the old blog: a post must not fetch anything else from the machine."""
        root = self._blog.root.resolve()
        return path.resolve().is_relative_to(root) and path.suffix.lower() not in _TEXTS

    @staticmethod
    def _is_file(path: Path) -> bool:
        try:
            return path.is_file()
        except (OSError, ValueError):  # a name that is too long, or holds a zero byte
            return False

    def _target(self, post: OldPost, path: Path) -> str:
        own = post.file.path.parent
        is_bundle = post.file.path.stem.lower() == "index"
        if is_bundle and path.is_relative_to(own):
            return posixpath.join(posixpath.dirname(post.target), file_name(path.relative_to(own).as_posix()))
        if path.is_relative_to(asset_folder := post.file.path.with_suffix("")):
            return self._below_images(f"{post.file.stem}/{path.relative_to(asset_folder).as_posix()}")
        return self._shared(path, (*self._blog.public, *self._blog.content, own, self._blog.root))

    def _shared(self, path: Path, folders: Iterable[Path]) -> str:
        around = next((folder for folder in folders if path.is_relative_to(folder)), None)
        return self._below_images(path.relative_to(around).as_posix() if around else path.name)

    @staticmethod
    def _below_images(below: str) -> str:
        first, _, rest = below.partition("/")
        return f"images/{file_name(rest if rest and first.lower() in _IMAGE_FOLDERS else below)}"
