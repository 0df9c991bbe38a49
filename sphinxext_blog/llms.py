"""Data for extensions that write ``llms.txt``, an index of a site for language models.

sphinx-llm takes the description of a page from a ``meta`` node in its stored doctree.  sphinx-llms-txt lists all
documents with their sources, and warns about generated pages, which have none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .builders import merges_documents
from .domain import blog_domain
from .nodes import description, documents_in

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

__all__ = ["hide_generated_pages", "remove_descriptions", "show_generated_pages"]

_EXTENSION, _OPTION = "sphinx_llms_txt", "llms_txt_exclude"


def remove_descriptions(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Remove descriptions from a document that is about to be written (event: doctree-resolved).

    The head of an HTML page contains a description anyway, and message catalogs would contain this text twice.
    """
    domain = blog_domain(app.env)
    if merges_documents(app.builder):
        roots = [root for _, root in documents_in(doctree, docname)]
    else:
        roots = [doctree] if docname in domain.posts or docname in domain.pages else []
    for root in roots:
        for node in [child for child in root.children if isinstance(child, description)]:
            root.remove(node)


def hide_generated_pages(app: Sphinx, _exception: object) -> None:
    """Exclude generated pages from the list of sphinx-llms-txt while it writes (event: build-finished, before it)."""
    if _EXTENSION in app.extensions and app.env is not None:
        domain = blog_domain(app.env)
        domain.build.llms_exclude = getattr(app.config, _OPTION)
        setattr(app.config, _OPTION, [*(domain.build.llms_exclude or ()), *sorted(domain.pages)])


def show_generated_pages(app: Sphinx, _exception: object) -> None:
    """Restore the option of sphinx-llms-txt (event: build-finished, after it)."""
    if _EXTENSION in app.extensions and app.env is not None:
        setattr(app.config, _OPTION, blog_domain(app.env).build.llms_exclude)
