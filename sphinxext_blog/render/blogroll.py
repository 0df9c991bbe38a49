"""The blogroll of a site: its OPML file, and the link to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ..builders import is_web_site
from ..domain import blog_domain
from ..model.blogroll import Blogroll
from ..model.page_plan import join
from ..nodes import blogroll_file, find_nodes
from ..sphinx_compat import relative_uri

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from ..domain import BlogDomain

__all__ = ["blogroll_of", "blogroll_path", "link_file"]

_FILE = "blogroll.opml"


def blogroll_path(domain: BlogDomain) -> str:
    """Return the path of the OPML file in the output."""
    return join(domain.options.path, _FILE)


def blogroll_of(domain: BlogDomain) -> Blogroll | None:
    """Return the blogs of all blogrolls, each once; None if the site has no blogroll."""
    blogrolls = [blogroll for _, found in sorted(domain.records.blogrolls.items()) for blogroll in found]
    if not blogrolls:
        return None
    blogs = {blog.feed or blog.url: blog for blogroll in reversed(blogrolls) for blog in reversed(blogroll.blogs)}
    title = next((blogroll.title for blogroll in blogrolls if blogroll.title), str(domain.env.config.project))
    return Blogroll(title=title, blogs=tuple(reversed(blogs.values())))


def link_file(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Replace the last placeholder of a document by the link to the OPML file (event: doctree-resolved)."""
    domain = blog_domain(app.env)
    placeholders = find_nodes(doctree, blogroll_file) if domain.records.blogrolls else []
    text = domain.messages.text("opml")
    for node in placeholders:
        if is_web_site(app.builder) and node is placeholders[-1]:
            url = relative_uri(app.builder.get_target_uri(docname), blogroll_path(domain))
            link = nodes.reference(text, text, refuri=url, internal=True)
            node.replace_self(nodes.paragraph("", "", link, classes=["blog-blogroll-file"]))
        else:
            node.parent.remove(node)
