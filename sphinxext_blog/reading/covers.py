"""Covers: the picture of a post, as its author named it."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from sphinx.util.i18n import search_image_for_language

from ..diagnostics import Subtype
from ..domain import blog_domain
from ..model.urls import whole_url
from ..nodes import found_in
from .conditions import CONDITIONAL, hides_nothing

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from .conditions import Hides
    from .declaration import Declaration

__all__ = ["Cover", "find_cover"]

_PREFERRED = ("image/png", "image/jpeg", "image/webp", "image/gif", "image/svg+xml")
"""Of an image in several formats, the one that most can show."""


class Cover(NamedTuple):
    """Where a cover is, and what changes with its file."""

    image: str = ""
    """A path from the source folder (which may lead out of it), a URL, or the empty string for none."""
    digest: str = ""


def find_cover(
    env: BuildEnvironment,
    root: nodes.Element,
    said: Declaration,
    hides: Hides = hides_nothing,
) -> Cover:
    """The cover that an author named, noted so that builders copy it.

    :param hides: whether a condition hides a node from readers; an image that they do not see has no number.
    """
    if said.image is None:
        number = blog_domain(env).options.auto_image
        return _local(env, _nth(_images(root, hides) if number > 0 else [], number))
    if isinstance(said.image, int):
        return _local(env, _of_number(env, _images(root, hides), said.image, said))
    if "://" in said.image or said.image.startswith(("data:", "//")):
        return Cover(whole_url("", said.image) or said.image)
    docname = said.location[0]
    # as Sphinx does with an image in the text: a folder that is a symbolic link leads out of the source folder
    path, absolute = env.relfn2path(search_image_for_language(said.image, env), docname)
    env.note_dependency(path)  # also of a file that is yet to come
    if not Path(absolute).is_file():
        message = f"image '{said.image}' does not exist; the post is shown without a cover"
        blog_domain(env).options.report(Subtype.IMAGE, message, location=said.place("image"), key="image")
        return Cover()
    env.images.add_file(docname, path)
    return _local(env, path)


def _of_number(env: BuildEnvironment, images: list[nodes.Element], number: int, said: Declaration) -> str:
    """The path or URL of an image in the post, counted from 1; empty, with a warning, where there is none."""
    if not 1 <= number <= len(images):
        message = f"image is {number}, but the post has {len(images)} images; it is shown without a cover"
        blog_domain(env).options.report(Subtype.IMAGE, message, location=said.place("image"), key="image")
    return _nth(images, number)


def _images(root: nodes.Element, hides: Hides) -> list[nodes.Element]:
    found = found_in(root, nodes.image, *CONDITIONAL)
    hidden = {id(image) for node in found if hides(node) for image in found_in(node, nodes.image)}
    return [node for node in found if isinstance(node, nodes.image) and id(node) not in hidden]


def _nth(images: list[nodes.Element], number: int) -> str:
    """The path or URL of an image in the post, counted from 1; empty where there is none."""
    if not 1 <= number <= len(images):
        return ""
    node = images[number - 1]
    candidates: dict[str, str] = node.get("candidates", {})
    if not node["uri"].endswith(".*"):
        return str(node["uri"])
    return next((candidates[kind] for kind in (*_PREFERRED, *sorted(candidates)) if kind in candidates), "")


def _local(env: BuildEnvironment, path: str) -> Cover:
    if "://" in path:
        return Cover(path)
    try:
        content = (Path(env.srcdir) / path).read_bytes() if path else b""
    except OSError:  # the image stands in the post, and Sphinx has told of it
        return Cover(path)
    return Cover(path, hashlib.sha256(content).hexdigest()[:16] if path else "")
