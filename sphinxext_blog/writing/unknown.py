"""Unknown terms: posts that are filed under what the site does not declare, for authors who want to know."""

from __future__ import annotations

import re
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from ..core.slugs import label_key
from ..diagnostics import Subtype, warn
from ..domain import blog_domain

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from ..core.post import Post
    from ..core.vocabulary import Vocabulary
    from ..domain import BlogDomain

__all__ = ["warn_of_unknown_terms"]

_HEAD = 16_384
"""Characters of a file in which its front matter is looked for."""


def warn_of_unknown_terms(_app: Sphinx, env: BuildEnvironment) -> None:
    """Tell of terms that are not declared, where others of their kind are (event: env-check-consistency)."""
    domain = blog_domain(env)
    if domain.options.unknown_terms != "warn":
        return
    options = {taxonomy: option for taxonomy, (option, _) in domain.options.term_data().items()}
    for taxonomy, vocabulary in domain.term_data.vocabularies.items():
        for location, label in _unknown(domain, taxonomy, vocabulary) if vocabulary.infos else ():
            near = get_close_matches(label_key(label), vocabulary.names, n=1, cutoff=0.7)
            meant = f"; did you mean '{vocabulary.infos[vocabulary.names[near[0]]].label}'?" if near else "."
            warn(
                Subtype.UNKNOWN_TERM,
                f"{taxonomy} '{label}' is not declared in {options[taxonomy]}{meant} It is used all the same",
                location=location,
            )


def _unknown(domain: BlogDomain, taxonomy: str, vocabulary: Vocabulary) -> Iterator[tuple[tuple[str, int | None], str]]:
    """Where a term is used that is not declared, and its label."""
    keys = [key for key, name in domain.options.term_keys.items() if name == taxonomy]
    for _, posts in sorted(domain.posts.items()):
        for post in posts:
            for label in post.labels(taxonomy):
                if vocabulary.key_of(label) not in vocabulary.infos:
                    yield (post.docname, _line(domain, post, keys, label)), label
    for docname, page in sorted(domain.data["tagged"].items()) if taxonomy == "tag" else ():
        for label in page.tags:
            if vocabulary.key_of(label) not in vocabulary.infos:
                yield (docname, None), label


def _line(domain: BlogDomain, post: Post, keys: Collection[str], label: str) -> int | None:
    """The line of a term in the front matter of a post, or of its key; else that of the declaration.

    Records do not keep it, so the file is looked at again: that costs something only where there is a warning.
    """
    if post.anchor or post.line > 1:
        return post.line or None
    try:
        with Path(domain.env.doc2path(post.docname)).open(encoding="utf-8-sig", errors="replace") as file:
            lines = file.read(_HEAD).splitlines()
    except OSError:  # gone since it was read
        return post.line or None
    key = re.compile(rf":?(?:{'|'.join(map(re.escape, keys))})[ \t]*:")
    found = None
    for number, line in enumerate(lines, 1):
        if key.match(line):
            found = number
        elif found is not None and re.match(r"[^\s#-]|---", line):
            break  # the next key, or the end
        if found is not None and label in line:
            return number
    return found or post.line or None
