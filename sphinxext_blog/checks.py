"""Checks of references, excerpts and terms that require all documents to be read."""

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
from .pages.validity import original_problems, successor_problems
from .render.excerpt import resolve, unpack_excerpt

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.domains import Domain
    from sphinx.environment import BuildEnvironment

    from .model.post import Post
    from .model.terms import Vocabulary

__all__ = [
    "CheckFrontMatterExcerpts",
    "line_of",
    "warn_missing_reference",
    "warn_of_originals",
    "warn_of_successors",
    "warn_unknown_terms",
]

_MAX_LINES = 400
"""The maximum number of lines at the start of a file that are searched for front matter."""
_FENCE = re.compile(r"(?:---|\.\.\.)\s*$")
_KEY = re.compile(r":?[\w-]+[ \t]*:")
_CONTINUATION = re.compile(r"\s|#|-[ \t]|$")
"""The start of a line that continues the value of a key."""


def line_of(domain: BlogDomain, post: Post, keys: Collection[str], value: str = "") -> int | None:
    """Return the line of the first of some keys in the front matter of a post, or the line below it with a value.

    If front matter has no such key, return the line of the declaration; None if that is unknown as well.
    """
    declaration_line = post.line or None
    if post.anchor:  # the metadata of a section is in a directive
        return declaration_line
    key_pattern = re.compile(rf":?(?:{'|'.join(map(re.escape, keys))})[ \t]*:")
    key_line = None
    for number, line in _front_matter(Path(domain.env.doc2path(post.docname))):
        if key_line is None and key_pattern.match(line):
            key_line = number
        elif key_line is not None and _KEY.match(line):
            break
        if key_line is not None and value in line:
            return number
    return key_line or declaration_line


def _front_matter(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the numbered lines of the YAML block or field list at the start of a file."""
    try:
        with path.open(encoding="utf-8-sig", errors="replace") as file:
            lines = list(islice(file, _MAX_LINES))
    except OSError:  # deleted since it was read
        return
    has_begun = False
    for number, line in enumerate(lines, 1):
        if _FENCE.match(line) and has_begun:
            return
        if not has_begun and line.strip() and not (_FENCE.match(line) or _KEY.match(line)):
            return
        if has_begun and not (_KEY.match(line) or _CONTINUATION.match(line)):
            return
        has_begun = has_begun or bool(line.strip())
        yield number, line


_MAX_LISTED = 5
"""The maximum number of ambiguous posts in a warning."""


def warn_missing_reference(app: Sphinx, domain: Domain | None, node: pending_xref) -> bool | None:
    """Warn about an unresolved role of the domain, instead of Sphinx (event: warn-missing-reference)."""
    if not isinstance(domain, BlogDomain):
        return None
    ignored = (f"blog:{node['reftype']}", node["reftarget"]) in {tuple(item) for item in app.config.nitpick_ignore}
    if (node.get("refwarn") or app.config.nitpicky) and not ignored:
        warn(
            Subtype.REF,
            f"blog:{node['reftype']}: {_problem_of(domain, node)}. The text is rendered without a link.",
            location=node,
        )
    return True


def _problem_of(domain: BlogDomain, node: pending_xref) -> str:
    """Return the message about a reference without a unique target."""
    kind, name = node["reftype"], node["reftarget"]
    ambiguous = domain.object_index.ambiguous_names(kind, name, node.get("refdoc", ""))
    if not ambiguous:
        return f"no {kind} named '{name}'"
    listed = ", ".join(f"'{key}'" for key in ambiguous[:_MAX_LISTED])
    more = f" and {len(ambiguous) - _MAX_LISTED} more" if len(ambiguous) > _MAX_LISTED else ""
    return f"{len(ambiguous)} posts named '{name}'. Expected one of {listed}{more}"


class CheckFrontMatterExcerpts(SphinxPostTransform):
    """Resolves the references in excerpts from front matter, only to emit their warnings."""

    default_priority = 940

    def run(self, **_kwargs: object) -> None:
        """Check the posts of a document that is being written, but not parts of documents."""
        if "part" in self.document:
            return
        domain = blog_domain(self.env)
        for docname, _ in documents_in(self.document, self.env.docname):
            for post in domain.posts.get(docname, ()):
                if post.excerpt_rule.from_front_matter and domain.references_in_excerpt(post):
                    resolve(domain.app, unpack_excerpt(domain.app, post), docname, logs_warnings=True)


def warn_unknown_terms(_app: Sphinx, env: BuildEnvironment) -> None:
    """Warn of undefined terms in taxonomies with defined terms (event: env-check-consistency)."""
    domain = blog_domain(env)
    if domain.options.unknown_terms != "warn":
        return
    options = {taxonomy: option for taxonomy, (option, _) in domain.options.term_data().items()}
    for taxonomy, vocabulary in domain.term_data.vocabularies.items():
        for location, label in _unknown(domain, taxonomy, vocabulary) if vocabulary.infos else ():
            near = get_close_matches(label_key(label), vocabulary.names, n=1, cutoff=0.7)
            hint = f" Did you mean '{vocabulary.infos[vocabulary.names[near[0]]].label}'?" if near else ""
            warn(
                Subtype.UNKNOWN_TERM,
                f"{taxonomy}: '{label}' is not defined in {options[taxonomy]}.{hint} The term is used.",
                location=location,
            )


def warn_of_successors(_app: Sphinx, env: BuildEnvironment) -> None:
    """Warn of posts whose successor is missing, unpublished or cyclic (event: env-check-consistency)."""
    domain = blog_domain(env)
    for post, problem in successor_problems(domain):
        location = post.docname, line_of(domain, post, ("superseded_by",))
        warn(Subtype.SUPERSEDED, f"superseded_by: {problem}. The key is ignored.", location=location)


def warn_of_originals(_app: Sphinx, env: BuildEnvironment) -> None:
    """Warn of originals of posts that are neither URLs nor documents (event: env-check-consistency)."""
    domain = blog_domain(env)
    for post, name in original_problems(domain):
        message = f"original: no document named '{name}'. Expected an https: URL or the name of a document."
        location = post.docname, line_of(domain, post, ("original",))
        warn(Subtype.VALUE, f"{message} The link is not displayed.", location=location)


def _unknown(domain: BlogDomain, taxonomy: str, vocabulary: Vocabulary) -> Iterator[tuple[tuple[str, int | None], str]]:
    """Yield the locations and labels of undefined terms."""
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
