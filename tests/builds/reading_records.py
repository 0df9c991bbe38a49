"""What a build has read: the records in its environment."""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinxext_blog.model.post import Post, TaggedPage
    from tests.builds.site import Build, Site

__all__ = ["Read", "read", "warnings_of"]


@dataclass(frozen=True)
class Read:
    """A build and its records."""

    build: Build
    posts: dict[str, Post]
    """By key."""
    tagged: dict[str, TaggedPage]
    withheld: dict[str, Post]
    """The documents that are drafts or scheduled, by docname."""
    pages: tuple[str, ...]
    """The docnames of the generated documents."""

    def __getitem__(self, key: str) -> Post:
        """A post by its key."""
        return self.posts[key]


def read(site: Site, builder: str = "html", **conf: Any) -> Read:
    """Build a site and look into its environment."""
    build = site.build(builder, **conf)
    env = pickle.loads((site.folder / "build" / "doctrees" / "environment.pickle").read_bytes())
    data = env.domaindata["blog"]["records"]
    return Read(
        build,
        {post.key: post for posts in data.posts.values() for post in posts},
        data.tagged_pages,
        {docname: found.post for docname, found in data.unpublished.items()},
        tuple(data.generated_pages),
    )


def warnings_of(build: Build, docname: str) -> list[str]:
    """The warnings of ours about a document, each as ``line: message``."""
    found = []
    for warning in build.warnings:
        place, mark, message = warning.partition(": WARNING: ")
        name, _, line = place.rpartition(":")
        if mark and "[blog." in message and name.rpartition("/src/")[2].rpartition(".")[0] == docname:
            found.append(f"{line}: {message}")
    return found
