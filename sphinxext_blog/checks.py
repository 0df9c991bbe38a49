"""Checks: warnings about references, excerpts and terms that come when all documents are known."""

from __future__ import annotations

import re
from difflib import get_close_matches
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.transforms.post_transforms import SphinxPostTransform

from .diagnostics import Subtype, warn
from .domain import BlogDomain, blog_domain
from .model.slugs import label_key
from .nodes import documents_in
from .render.excerpt import resolve, unpacked

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.domains import Domain
    from sphinx.environment import BuildEnvironment

    from .model.post import Post
    from .model.terms import Vocabulary

__all__ = ["TellOfWrittenExcerpts", "line_of", "warn_of_missing", "warn_of_unknown_terms"]

_LONGEST = 400
"""Lines of a file in which its front matter is looked for."""
_FENCE = re.compile(r"(?:---|\.\.\.)\s*$")
_KEY = re.compile(r":?[\w-]+[ \t]*:")
_INSIDE = re.compile(r"\s|#|-[ \t]|$")
"""How a line begins that goes on with what a key says."""


def line_of(domain: BlogDomain, post: Post, keys: Collection[str], value: str = "") -> int | None:
    """The line of the first of some keys in the front matter of a post, or that below it which has a value.

    That of the declaration, where front matter has no such key; None where that is not known either.
    """
    declared = post.line or None
    if post.anchor:  # a section says what it says in a directive
        return declared
    named = re.compile(rf":?(?:{'|'.join(map(re.escape, keys))})[ \t]*:")
    found = None
    for number, line in _front_matter(Path(domain.env.doc2path(post.docname))):
        if found is None and named.match(line):
            found = number
        elif found is not None and _KEY.match(line):
            break
        if found is not None and value in line:
            return number
    return found or declared


def _front_matter(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of YAML, or of fields, that a file begins with, each with its number."""
    try:
        with path.open(encoding="utf-8-sig", errors="replace") as file:
            lines = list(islice(file, _LONGEST))
    except OSError:  # gone since it was read
        return
    begun = False
    for number, line in enumerate(lines, 1):
        if _FENCE.match(line) and begun:
            return
        if not begun and line.strip() and not (_FENCE.match(line) or _KEY.match(line)):
            return
        if begun and not (_KEY.match(line) or _INSIDE.match(line)):
            return
        begun = begun or bool(line.strip())
        yield number, line


_TOLD = 5
"""Posts of one name that a warning lists."""


def warn_of_missing(app: Sphinx, domain: Domain | None, node: pending_xref) -> bool | None:
    """Report what a role of ours does not name, and keep Sphinx from doing it without a type.

    Event: warn-missing-reference.
    """
    if not isinstance(domain, BlogDomain):
        return None
    ignored = (f"blog:{node['reftype']}", node["reftarget"]) in {tuple(item) for item in app.config.nitpick_ignore}
    if (node.get("refwarn") or app.config.nitpicky) and not ignored:
        warn(Subtype.REF, f"{_fault(domain, node)}; its text is shown without a link", location=node)
    return True


def _fault(domain: BlogDomain, node: pending_xref) -> str:
    kind, name = node["reftype"], node["reftarget"]
    shared = domain.names.shared(kind, name, node.get("refdoc", ""))
    if not shared:
        return f"no {kind} is named '{name}'"
    told = ", ".join(f"'{key}'" for key in shared[:_TOLD])
    more = f" and {len(shared) - _TOLD} more" if len(shared) > _TOLD else ""
    return f"{len(shared)} posts are named '{name}': write which of {told}{more}"


class TellOfWrittenExcerpts(SphinxPostTransform):
    """Resolve the excerpts of the posts of a document aloud; what comes of it is not shown."""

    default_priority = 940

    def run(self, **_kwargs: object) -> None:
        """Look at the document that is being written, not at a part of one."""
        if "part" in self.document:
            return
        domain = blog_domain(self.env)
        for docname, _ in documents_in(self.document, self.env.docname):
            for post in domain.posts.get(docname, ()):
                if post.excerpt_rule.from_front_matter and domain.references_in_excerpt(post):
                    resolve(domain.app, unpacked(domain.app, post), docname, aloud=True)


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
                    yield (post.docname, line_of(domain, post, keys, label)), label
    for docname, page in sorted(domain.records.tagged_pages.items()) if taxonomy == "tag" else ():
        for label in page.tags:
            if vocabulary.key_of(label) not in vocabulary.infos:
                yield (docname, None), label
