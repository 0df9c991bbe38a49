"""A first-class blog out of posts in a docs repository.

The pipeline, from the author's file to the visitor's page.  A module imports only what comes before it:

    source file
      -> drafts                 what is not published is not read
      -> source.prediction      which posts a file will declare, before it is read
      -> source.directives      what ``post``, ``tag``, ``update`` and the listings leave in the doctree
      -> source.declarations    which posts a document declares
      -> source.collector       the records: model.post.Post
      -> domain                 where the records are kept, and how they are named
      -> source.term_data       what the site defines of its terms
      -> model.catalog          all posts at one time, sorted and grouped
      -> model.page_plan        the pages they call for
      -> pages.generated        real documents without a source file
      -> pages.listing_views    what each page shows of other documents, with pages.post_views
      -> pages.fingerprints     the digest of that; an equal fingerprint, no rewrite
      -> render.listing         listings, from their views, by templates or as nodes
      -> render.components      byline, series, related posts, comments
      -> render.navigation      where themes show posts and generated pages
      -> render.social_cards    pictures for link previews
      -> render.head            metadata for search engines and previews of links
      -> feeds.writer           feeds
      -> llms                   data for extensions that write ``llms.txt``
      -> redirects              aliases, when all else is in the output
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import checks, config, diagnostics, drafts, garbage, i18n, llms, nodes, redirects, search, site
from .domain import BlogDomain
from .feeds import shared_mentions as shared_mentions_file
from .feeds import writer
from .pages import generated, mentions, numbering, outputs, updating
from .render import blogroll as blogroll_files
from .render import (
    components,
    excerpt,
    features,
    head,
    line_breaks,
    listing,
    navigation,
    sidebars,
    social_cards,
    templates,
)
from .source import blogroll, collector, declarations, directives, git_dates, references, shared_mentions, term_data

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__all__ = ["__version__", "setup"]

__version__ = "0.1.0"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set up the extension, in the order of the phases of a build."""
    diagnostics.raise_on_conflict(app, "sphinxext_blog", "ablog")
    config.register_options(app)
    app.add_event("blog-config-inited")  # who takes over sites of another engine gives options with other ways
    i18n.register_messages(app)
    app.add_domain(BlogDomain)
    nodes.register_nodes(app)
    app.connect("builder-inited", site.start_build)
    app.connect("builder-inited", mentions.warn_unknown_domains)  # after start_build
    app.connect("builder-inited", shared_mentions.read_shared_mentions)
    garbage.connect_thresholds(app)
    _set_up_terms(app)
    _set_up_reading(app)
    _set_up_updating(app)
    _set_up_writing(app)
    _set_up_components(app)
    _set_up_feeds(app)
    _set_up_head(app)
    _set_up_languages(app)
    return {
        "version": __version__,
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }


def _set_up_terms(app: Sphinx) -> None:
    """Connect the term data of the site, and the dates of its files in Git."""
    app.connect("builder-inited", term_data.read_term_data)  # after start_build, which validates the options
    app.connect("builder-inited", git_dates.read_git_dates)
    app.connect("env-check-consistency", checks.warn_unknown_terms)
    app.connect("env-check-consistency", checks.warn_of_successors)
    app.connect("env-check-consistency", checks.warn_of_originals)


def _set_up_reading(app: Sphinx) -> None:
    """Connect the reading of documents: the names of generated pages, then posts, tags and listings."""
    app.add_source_suffix(generated.SUFFIX, "sphinxblog")
    app.add_source_parser(generated.GeneratedPageParser)
    app.connect("env-get-outdated", updating.reserve_names, priority=800)  # after extensions that add documents
    app.connect(
        "env-before-read-docs", updating.exclude_from_reading, priority=900
    )  # after extensions that change the list
    app.connect("source-read", generated.replace_reserved_path, priority=1)
    app.connect(
        "source-read", collector.note_source, priority=900
    )  # after extensions that render templates in the text
    app.add_directive("post", directives.PostDirective)
    app.add_directive("tag", directives.TagDirective)
    app.add_directive("update", directives.UpdateDirective)
    app.add_directive("postlist", directives.PostListDirective)
    app.add_directive("termlist", directives.TermListDirective)
    app.add_directive("postarchive", directives.PostArchiveDirective)
    app.add_directive("blogroll", blogroll.BlogrollDirective)
    app.add_directive("mentions", directives.MentionsDirective)
    app.add_transform(declarations.DeclarePosts)
    app.add_transform(references.DecodeImagePaths)
    app.add_transform(drafts.DropDraftsFromToctrees)
    app.connect("doctree-read", drafts.drop_from_added_toctrees, priority=490)  # before Sphinx's collectors (500)
    app.connect("doctree-read", collector.collect_document, priority=600)  # after Sphinx's collectors (500)


def _set_up_updating(app: Sphinx) -> None:
    """Connect the page plan, the generated pages, and the selection of stale documents."""
    app.connect("env-updated", updating.update_pages, priority=1)  # before extensions that process all documents
    app.connect("env-get-updated", numbering.remove_numbers, priority=100)
    app.connect("env-get-updated", numbering.number_figures, priority=900)
    app.connect("env-check-consistency", updating.warn_of_plan)
    app.connect("env-check-consistency", mentions.warn_unknown_names)
    app.connect("env-check-consistency", generated.warn_of_large_toctrees)


def _set_up_writing(app: Sphinx) -> None:
    """Connect listings, references, navigation and the output."""
    app.add_post_transform(generated.ResolvePathLinks)
    app.add_post_transform(generated.UnlinkMissingLabels)
    app.add_post_transform(checks.CheckFrontMatterExcerpts)
    listing.register_listings(app)
    app.connect("missing-reference", generated.link_to_home, priority=400)  # before intersphinx (500)
    app.connect("warn-missing-reference", checks.warn_missing_reference)
    app.connect("write-started", outputs.begin_writing, priority=900)
    app.connect("doctree-resolved", outputs.note_written)
    app.connect("html-collect-pages", outputs.end_writing, priority=1)  # before extensions that process all documents
    app.connect("html-page-context", navigation.restore_toctree, priority=50)
    app.connect("html-page-context", navigation.hide_source, priority=100)  # before the themes' handlers (500)
    app.connect("html-page-context", navigation.adapt_navigation, priority=100)
    app.connect("html-page-context", navigation.hide_source, priority=900)  # after them
    app.connect("html-page-context", navigation.escape_plain_title, priority=900)
    app.add_css_file(templates.STYLESHEET)
    excerpt.register_excerpts(app)
    app.connect("write-started", templates.copy_assets)
    app.connect("html-page-context", templates.style_cards)
    app.connect("write-started", features.copy_features)
    app.connect("html-page-context", features.add_features, priority=900)  # after extensions that change the text
    app.connect("write-started", outputs.remove_unplanned)
    app.connect("build-finished", outputs.note_outputs)
    app.connect("build-finished", outputs.store_manifest, priority=950)  # after redirects (900)


def _set_up_components(app: Sphinx) -> None:
    """Register the post components and the sidebars."""
    components.register_components(app)
    app.connect("builder-inited", templates.add_template_folders, priority=900)  # after extensions that replace bridges
    app.connect("write-started", templates.add_template_folders)
    # After handlers that look at the author's text (500).
    app.connect("doctree-resolved", components.insert_components, priority=900)
    app.connect("html-page-context", components.set_direction, priority=900)
    app.connect("html-page-context", sidebars.add_blog_object)
    app.connect("write-started", sidebars.register_profile_picture)


def _set_up_feeds(app: Sphinx) -> None:
    """Register the feeds and the links to them."""
    app.connect("html-page-context", writer.announce_feeds, priority=900)  # after extensions that write the head
    app.connect("html-collect-pages", writer.write_feeds)
    app.connect("doctree-resolved", blogroll_files.link_file)
    app.connect("html-collect-pages", shared_mentions_file.write_shared_mentions)


def _set_up_head(app: Sphinx) -> None:
    """Connect the metadata of pages for search engines and link previews, and the redirects."""
    app.connect("doctree-resolved", head.register_covers)
    app.connect("doctree-resolved", llms.remove_descriptions, priority=100)  # before extensions that convert documents
    app.connect("build-finished", llms.hide_generated_pages, priority=400)  # before sphinx-llms-txt (500)
    app.connect("build-finished", llms.show_generated_pages, priority=600)  # after it
    app.connect("write-started", social_cards.prepare_cards)
    app.connect("html-page-context", head.write_head, priority=900)  # after extensions that write tags (500)
    app.connect("build-finished", social_cards.complete_cards)
    app.connect("build-finished", redirects.write_redirects, priority=900)  # after extensions that write files (500)


def _set_up_languages(app: Sphinx) -> None:
    """Connect the support for languages without spaces."""
    app.add_post_transform(line_breaks.JoinLines)
    app.connect("write-started", search.register_search_language)
    app.connect("html-collect-pages", search.prune_search_index)  # all documents are written, the index is not
    app.connect("build-finished", search.restore_search_language)
