"""Targets: what the links of a post lead to, in the old blog and in the new one."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from .permalinks import key_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from .assets import Assets
    from .blog import Blog, Engine, OldPost
    from .notes import Note

__all__ = ["Index", "Surroundings"]

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|#|\{|<|\$|data:")
_PELICAN = re.compile(
    r"\{(?:filename|static|attach)\}|\|(?:filename|static|attach)\||\{(?P<term>tag|category|author|index)\}"
)
"""How Pelican begins the names of its files and pages."""
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|avif|bmp|ico|tiff?)$", re.IGNORECASE)


_FILE = re.compile(r"[^/.]\.[A-Za-z]\w{0,4}$")


class Index:
    """The posts of a blog, by all that links call them."""

    def __init__(self, posts: Iterable[OldPost]) -> None:
        self._addresses: dict[str, OldPost] = {}
        self._files: dict[str, OldPost] = {}
        self._names: dict[str, list[OldPost]] = {}
        self._targets: dict[str, OldPost] = {}
        for post in posts:
            self._files[str(post.file.path)] = post
            self._targets[post.target] = post
            for address in post.addresses:
                self._addresses.setdefault(key_of(unquote(address)), post)
            stem = post.file.stem
            bare = re.sub(r"^\d{4}-\d{1,2}-\d{1,2}-", "", stem.rpartition("/")[2])
            for name in (post.file.name, stem, stem.rpartition("/")[2], bare, *post.names):
                self._names.setdefault(name.casefold(), []).append(post)

    def at(self, path: str) -> OldPost | None:
        """The post with an old address, from the site's root."""
        return self._addresses.get(key_of(path))

    def of_file(self, path: str) -> OldPost | None:
        """The post in a file."""
        return self._files.get(path)

    def with_target(self, path: str) -> OldPost | None:
        """The post with a path in the new blog, to which some links were brought already."""
        return self._targets.get(path)

    def named(self, name: str, language: str | None = None) -> OldPost | None:
        """The post that is called so: its file, with or without suffix, date and folder, its slug, its title.

        :param language: of several with one name that in this language is meant, if there is one.
        """
        name = unquote(name).strip().strip("/").casefold()
        bare = re.sub(r"(/_?index)?\.(md|markdown|mdx|rst|html?)$", "", name)
        found = self._names.get(name) or self._names.get(bare) or []
        return next((post for post in found if post.language == language), next(iter(found), None))


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What stands around a text that is converted: its post, the blog, and what was found in it so far."""

    engine: Engine
    blog: Blog
    post: OldPost
    index: Index
    assets: Assets
    convert: Callable[[str, Surroundings], str]
    """Converts a text as that of a post."""
    including: tuple[str, ...] = ()
    """The files that are being included, outermost first."""
    features: set[str] = field(default_factory=set)
    """The options of MyST that the text needs."""
    notes: list[Note] = field(default_factory=list)
    """Of the texts that were put into this one."""

    def fragment(self, text: str, file: str) -> str:
        """A text that is put into this one, converted."""
        return self.convert(text, replace(self, including=(*self.including, file)))

    def link_to(self, post: OldPost, fragment: str = "") -> str:
        """How this post links to another."""
        path = posixpath.relpath(post.target, posixpath.dirname(self.post.target) or ".")
        if post is self.post and fragment:
            return fragment
        return path + fragment

    def doubt(self, post: OldPost) -> str:
        """What is to be said of a link to a post; empty where its readers find it."""
        if not post.is_draft or self.post.is_draft:
            return ""
        return f"'{post.file.name}' is a draft: the link leads nowhere until that is published"

    def resolve(self, target: str) -> tuple[str, str]:
        """What a link or image is to say instead, and what is wrong with it; the same where nothing is known of it."""
        written = target.strip()
        below = self._below_base(written)
        if match := _PELICAN.match(written):
            if match["term"]:
                return written, f"'{written}' was a page of the old site; write a link by the role blog:{match['term']}"
            return self._resolved(written[match.end() :], written)
        if not written or (below is None and _SCHEME.match(written)):
            return written, ""
        return self._resolved(written if below is None else below, written, known=below is None)

    def _resolved(self, target: str, written: str, *, known: bool = True) -> tuple[str, str]:
        """What a path leads to.

        :param known: whether it is said that it is a path of the old blog; of its whole URLs some may be elsewhere's.
        """
        path, fragment = _parted(target)
        if path and (post := self._post(path)) is not None:
            return self.link_to(post, fragment), self.doubt(post)
        if path and (file := self.assets.find(self.post, path)) is not None:
            name = self.assets.reference(self.post, file)
            return name if _PICTURE.search(path) else name + fragment, ""  # ``#center`` was for a theme
        if _PICTURE.search(path) and known:
            return written, f"image '{path}' was not found; its name is left as it was"
        return written, self._doubt(path) if known else ""

    def _doubt(self, path: str) -> str:
        if path.lower().endswith((".md", ".mdx", ".markdown", ".rst")):
            return f"'{path}' is no post that is imported; the link is left as it was"
        if path.startswith("/"):
            return f"'{path}' was a page of the old site; the link is left as it was"
        return f"'{path}' was not found; the link is left as it was" if _FILE.search(path) else ""

    def _below_base(self, target: str) -> str | None:
        """The path of a URL of the old site from its root, or of a path below a root that is not the host's."""
        if not self.blog.base:
            return None
        base = self.blog.base.rstrip("/")
        bare = re.sub(r"^https?:", "", base)
        for start in (base, base.replace("https:", "http:", 1), base.replace("http:", "https:", 1), bare):
            if target == start or target.startswith((f"{start}/", f"{start}#")):
                return "/" + target[len(start) :].lstrip("/")
        root = urlsplit(base).path.rstrip("/")
        if root and target.startswith(f"{root}/"):
            return target[len(root) :]
        return None

    def _post(self, path: str) -> OldPost | None:
        bare = unquote(path)
        if bare.startswith("/"):
            found = self.index.at(bare)
            return found or (self._in_content(bare.lstrip("/")) if posixpath.splitext(bare)[1] else None)
        if (found := self.index.of_file(posixpath.normpath(str(self.post.file.path.parent / bare)))) is not None:
            return found
        if bare.lower().endswith((".md", ".mdx", ".markdown", ".rst")):
            new = posixpath.normpath(posixpath.join(posixpath.dirname(self.post.target), bare))
            found = self._in_content(bare) or self.index.named(bare, self.post.language)
            return found or self.index.with_target(new)
        for address in self.post.addresses:
            base = "/" + unquote(address)
            if (found := self.index.at(posixpath.normpath(posixpath.join(posixpath.dirname(base), bare)))) is not None:
                return found
        return None

    def _in_content(self, path: str) -> OldPost | None:
        places = (posixpath.normpath(str(folder / path)) for folder in (*self.blog.content, *self.blog.public))
        return next((post for place in places if (post := self.index.of_file(place)) is not None), None)


def _parted(target: str) -> tuple[str, str]:
    """A path, and the fragment with its ``#``; a query is left out, for static files have none."""
    path, sign, fragment = target.partition("#")
    return path.partition("?")[0], sign + fragment
