"""Unknown terms: posts that are filed under what the site does not declare, for authors who want to know."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from ..diagnostics import Subtype, warn
from ..domain import blog_domain
from ..model.slugs import label_key
from .keylines import line_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from ..domain import BlogDomain
    from ..model.terms import Vocabulary

__all__ = ["warn_of_unknown_terms"]


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
