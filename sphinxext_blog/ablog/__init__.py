"""A takeover of sites that were written for ABlog: ``sphinxext_blog.ablog`` in place of ``ablog`` in ``extensions``.

It stands on top of the street and changes nothing of it.  What ABlog calls otherwise is translated where it comes in:

    spelling     the forms of dates, slugs and globs: text to text
    options      ABlog's options, declared as ours are
    ways         the site's options in our words, and what follows from them
    directives   ``post`` and ``postlist`` with ABlog's options
    labels       what ``ref`` names: ``blog-posts``, ``tag-python``, a file's name
    feedplan     feeds where ABlog writes them, with the texts that the site has for them
    view         the object ``ablog`` of the site's own templates

The rest of the package does not know of it, but for the importer of such sites.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.errors import ExtensionError

from .. import __version__
from . import conventions, directives, labels, options, template_objects

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__all__ = ["OTHERS", "setup"]

OTHERS = ("ablog", "sphinxext_blog")
"""What cannot stand beside it."""


def setup(app: Sphinx) -> ExtensionMetadata:
    """Take over a site that was written for ABlog."""
    for name in OTHERS:
        if name in app.extensions:
            raise ExtensionError(f"name either {name!r} or 'sphinxext_blog.ablog' in extensions, not both")
    options.register_options(app)  # first, since ABlog's defaults hold
    app.setup_extension("sphinxext_blog")
    app.connect("blog-options", conventions.take_over)
    app.add_directive("post", directives.ABlogPostDirective, override=True)
    app.add_directive("postlist", directives.ABlogListDirective, override=True)
    app.add_post_transform(directives.LeaveExcludedOut)
    app.connect("missing-reference", labels.resolve_label, priority=400)  # before other sites are asked (500)
    app.connect("html-page-context", template_objects.offer_view)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
