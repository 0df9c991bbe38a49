"""The site of a command: its configuration, posts and source files, without a build."""

from __future__ import annotations

import gc
import json
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from sphinx.application import Sphinx
from sphinx.errors import SphinxError

from ..config import site_options
from ..domain import blog_domain
from ..model.post import UNPUBLISHED, status_of
from ..redirects import planned_redirects
from ..source.metadata import labels_of
from ..sphinx_compat import (
    BuildPhase,
    complete_reading,
    doctree_file,
    enter_phase,
    patched_docutils,
    resolve_stored,
    store_environment,
)
from .problems import Problem, ToolError, collect_into

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TextIO

    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from ..config import BlogConfig
    from ..domain import BlogDomain
    from .problems import Place

__all__ = ["Site", "configuration", "open_site", "split_labels"]


def split_labels(values: Iterable[str] | None) -> tuple[str, ...]:
    """Return the labels of a repeatable option, whose values are comma-separated labels."""
    return tuple(dict.fromkeys(label for text in values or () for label in labels_of(text)))


_WARNED = "sphinx-blog.json"
"""The file with the documents that had warnings, which are reread each time; it is in the folder of the doctrees."""
_ALL = "*"
_OVERRIDES: dict[str, Any] = {
    "blog_drafts": "show",
    "smartquotes": False,  # takes a tenth of the reading time and does not emit warnings
}


class _Configured(SphinxError):  # noqa: N818 - it is no error
    """Signal that ends the setup of Sphinx once the configuration is read."""

    def __init__(self, config: Config, options: BlogConfig | None) -> None:
        super().__init__()
        self.config, self.options = config, options


class Site(Sphinx):
    """A Sphinx application that collects warnings and does not write output."""

    def __init__(
        self,
        place: Place,
        folder: Path,
        *,
        builder: str = "dummy",
        parallel: int = 1,
        status: TextIO | None = None,
        only_config: bool = False,
    ) -> None:
        self.problems: set[Problem] = set()
        self._only_config = only_config
        self._collects = self._reads = False
        self._warned_file = folder / _WARNED
        self._warned = _stored(self._warned_file)
        self._convert_errors: set[str] = set()
        super().__init__(
            place.source,
            place.confdir,
            folder / "output",
            folder,
            builder,
            confoverrides={**place.overrides, **_OVERRIDES},
            status=status,
            warning=None,
            freshenv=_ALL in self._warned,
            tags=place.tags,
            parallel=parallel,
        )

    def setup_extension(self, extname: str) -> None:
        """Load an extension; before the first one, collect warnings, because Sphinx has then set up its logging."""
        if not self._collects:
            self._collects = True
            collect_into(self._note)
            if self._only_config:
                self.connect("config-inited", _stop, priority=1_000_000)  # after all who may change something
            else:
                self.connect("env-get-outdated", self._outdated)
        super().setup_extension(extname)

    def _note(self, problem: Problem) -> None:
        self.problems.add(problem)
        if self._reads:
            self._convert_errors.add(problem.file)

    def _outdated(self, _app: Sphinx, env: BuildEnvironment, *_changes: set[str]) -> list[str]:
        """Return the documents that had warnings, so that they are emitted again (event: env-get-outdated)."""
        return sorted(self._warned & env.found_docs)

    @property
    def domain(self) -> BlogDomain:
        """The domain of the blog."""
        return blog_domain(self.env)

    def read(self) -> None:
        """Read what has to be read, and make sure that it fits together, as a build does before it writes."""
        self._reads = True
        enter_phase(self, BuildPhase.READING)
        updated = set(self.builder.read())
        self._reads = False
        complete_reading(self, updated)
        planned_redirects(self.domain)
        enter_phase(self, BuildPhase.RESOLVING)

    def publish(self) -> None:
        """Switch to normal mode, in which drafts are not published."""
        self.domain.preview = self.domain.drafts_unlisted = self.domain.options.keeps_drafts
        self.read()

    def store(self) -> None:
        """Store the environment for the next run."""
        store_environment(self)
        warned = {self.document_of(file) or _ALL for file in self._convert_errors}
        self._warned_file.write_text(json.dumps(sorted(warned)), encoding="utf-8")

    def resolve(self, docnames: Iterable[str]) -> None:
        """Resolve the references of documents, for the warnings; nothing is written."""
        for docname in docnames:
            stored = Path(doctree_file(self, docname)).read_bytes()
            has_written = any(post.excerpt_rule.from_front_matter for post in self.domain.posts.get(docname, ()))
            if b"pending_xref" not in stored and not has_written:  # the name of the class stands in the pickle
                continue
            resolve_stored(self, docname, stored)

    def unpublished(self) -> set[str]:
        """Return the documents that hold a draft or a scheduled post."""
        return {
            docname
            for docname, posts in self.domain.posts.items()
            if any(status_of(post, self.domain.now) in UNPUBLISHED for post in posts)
        }

    def about_blog(self) -> set[str]:
        """Return the documents that hold posts, or links to what is of the blog."""
        noted = self.domain.records.references.items()
        return set(self.domain.posts) | {
            docname for docname, found in noted if any(link.domain == self.domain.name for link in found.references)
        }

    def document_of(self, file: str) -> str | None:
        """Return the document that a file is the source of."""
        docname = self.env.path2doc(file) if file else None
        return docname if docname in self.env.found_docs or docname in self.domain.unpublished else None


def _stop(app: Sphinx, config: Config) -> None:
    raise _Configured(config, site_options(app) if "blog_posts" in config else None)


def _stored(path: Path) -> set[str]:
    try:
        return set(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):  # none yet, or not one of ours
        return set()


def configuration(place: Place) -> tuple[Config, BlogConfig]:
    """Return the configuration of a project, as all its extensions see it, and its blog's; no document is looked at.

    :raises ToolError: if Sphinx cannot read it, or it does not use this extension.
    """
    with TemporaryDirectory(prefix="sphinx-blog-") as folder, _convert_errors(), patched_docutils(place.confdir):
        try:
            Site(place, Path(folder), only_config=True)
        except _Configured as stop:
            if stop.options is not None:
                return stop.config, stop.options
            _want_blog(has_blog=False)
    raise AssertionError  # `config-inited` is always emitted


@contextmanager
def open_site(place: Place, folder: str | None, **options: Any) -> Iterator[Site]:
    """Yield a site, ready to be read.

    :param folder: where its doctrees are kept; None for a temporary folder.
    :raises ToolError: if Sphinx cannot read it, or it does not use this extension.
    """
    with TemporaryDirectory(prefix="sphinx-blog-") as temporary, _convert_errors(), patched_docutils(place.confdir):
        thresholds = gc.get_threshold()  # the extension restores them at the end of a build, which this is not
        site = Site(place, Path(folder or temporary), **options)
        _want_blog("blog" in site.env.domains)
        try:
            yield site
        finally:
            gc.set_threshold(*thresholds)


@contextmanager
def _convert_errors() -> Iterator[None]:
    """Raise a ``ToolError`` for errors of Sphinx."""
    try:
        yield
    except SphinxError as error:
        raise ToolError(f"{error.category}: {error}") from error


def _want_blog(has_blog: bool) -> None:
    if not has_blog:
        raise ToolError("conf.py does not load the extension (add 'sphinxext_blog' to its `extensions`)")
