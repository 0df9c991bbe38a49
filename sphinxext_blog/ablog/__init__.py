"""The compatibility mode for ABlog: ``sphinxext_blog.ablog`` instead of ``ablog`` in ``extensions``.

It maps the input of sites for ABlog to that of the package and does not change other modules:

    options            the options of ABlog, with declarations
    conventions        the mapping of options and metadata, and the feeds
    dates              unambiguous forms of dates
    directives         ``post`` and ``postlist`` with the options of ABlog
    labels             labels for ``ref``: ``blog-posts``, ``tag-python``, file names; slugs and globs
    environment        ``env.ablog_posts``, for extensions of the site
    template_objects   the object ``ablog``, for templates of the site

No other module depends on it, except the importer of such sites.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import __version__
from ..diagnostics import raise_on_conflict
from . import conventions, directives, environment, labels, options, template_objects

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__all__ = ["setup"]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set up the compatibility mode."""
    raise_on_conflict(app, __name__, "ablog")
    if "sphinxext_blog" in app.extensions:  # if it comes after this extension, it is already set up
        raise_on_conflict(app, __name__, "sphinxext_blog")
    options.register_options(app)  # first, so that the defaults of ABlog apply
    app.setup_extension("sphinxext_blog")
    app.connect("config-inited", options.replace_blank_values)
    app.connect("builder-inited", environment.add_posts_view)
    app.connect("blog-config-inited", conventions.convert_options)
    app.add_directive("post", directives.ABlogPostDirective, override=True)
    app.add_directive("postlist", directives.ABlogListDirective, override=True)
    app.add_post_transform(directives.RemoveExcluded)
    app.connect("missing-reference", labels.resolve_label, priority=400)  # before inventories are searched (500)
    app.connect("html-page-context", template_objects.add_ablog_object)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
