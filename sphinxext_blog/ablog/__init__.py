"""A takeover of sites that were written for ABlog: ``sphinxext_blog.ablog`` in place of ``ablog`` in ``extensions``.

It stands on top of the street and changes nothing of it.  What ABlog calls otherwise is translated where it comes in:

    options            ABlog's options, declared as ours are
    conventions        the site's options in our words, what follows from them, and its feeds
    dates              the forms of dates that have one reading
    directives         ``post`` and ``postlist`` with ABlog's options
    labels             what ``ref`` names: ``blog-posts``, ``tag-python``, a file's name; the forms of slugs and globs
    environment        ``env.ablog_posts``, which extensions of the site read
    template_objects   the object ``ablog`` of the site's own templates

The rest of the package does not know of it, but for the importer of such sites.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import __version__
from ..diagnostics import refuse_beside
from . import conventions, directives, environment, labels, options, template_objects

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__all__ = ["setup"]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Take over a site that was written for ABlog."""
    refuse_beside(app, __name__, "ablog")
    if "sphinxext_blog" in app.extensions:  # named after this one, it is set up already and does no harm
        refuse_beside(app, __name__, "sphinxext_blog")
    options.register_options(app)  # first, since ABlog's defaults hold
    app.setup_extension("sphinxext_blog")
    app.connect("config-inited", options.read_blanks)
    app.connect("builder-inited", environment.offer_posts)
    app.connect("blog-config-inited", conventions.take_over)
    app.add_directive("post", directives.ABlogPostDirective, override=True)
    app.add_directive("postlist", directives.ABlogListDirective, override=True)
    app.add_post_transform(directives.LeaveExcludedOut)
    app.connect("missing-reference", labels.resolve_label, priority=400)  # before other sites are asked (500)
    app.connect("html-page-context", template_objects.offer_view)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
