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
    from .problems import CommandProject

__all__ = ["Site", "configuration", "open_site", "split_labels"]


def split_labels(values: Iterable[str] | None) -> tuple[str, ...]:
    """Return the labels of a repeatable option, whose values are comma-separated labels."""
    return tuple(dict.fromkeys(label for text in values or () for label in labels_of(text)))


_WARNED_FILE = "sphinx-blog.json"
"""The file with the documents that had warnings, which are reread each time; it is in the folder of the doctrees."""
_ALL = "*"
_OVERRIDES: dict[str, Any] = {
    "blog_drafts": "show",
    "smartquotes": False,  # takes a tenth of the reading time and emits no warnings
}


class _Configured(SphinxError):  # noqa: N818 - not an error
    """Signal that ends the setup of Sphinx once the configuration is read."""

    def __init__(self, config: Config, options: BlogConfig | None) -> None:
        super().__init__()
        self.config, self.options = config, options


class Site(Sphinx):
    """A Sphinx application that collects warnings and does not write output."""

    def __init__(
        self,
        project: CommandProject,
        folder: Path,
        *,
        builder: str = "dummy",
        parallel: int = 1,
        status: TextIO | None = None,
        only_config: bool = False,
    ) -> None:
        self.problems: set[Problem] = set()
        self._only_config = only_config
        self._is_collecting = self._is_reading = False
        self._warned_file = folder / _WARNED_FILE
        self._warned = _load_warned(self._warned_file)
        self._files_with_warnings: set[str] = set()
        super().__init__(
            project.source,
            project.confdir,
            folder / "output",
            folder,
            builder,
            confoverrides={**project.overrides, **_OVERRIDES},
            status=status,
            warning=None,
            freshenv=_ALL in self._warned,
            tags=project.tags,
            parallel=parallel,
        )

    def setup_extension(self, extname: str) -> None:
        """Load an extension; before the first one, collect warnings, because Sphinx has then set up its logging."""
        if not self._is_collecting:
            self._is_collecting = True
            collect_into(self._record)
            if self._only_config:
                self.connect("config-inited", _stop, priority=1_000_000)  # after handlers that change options
            else:
                self.connect("env-get-outdated", self._documents_with_warnings)
        super().setup_extension(extname)

    def _record(self, problem: Problem) -> None:
        self.problems.add(problem)
        if self._is_reading:
            self._files_with_warnings.add(problem.file)

    def _documents_with_warnings(self, _app: Sphinx, env: BuildEnvironment, *_changes: set[str]) -> list[str]:
        """Return the documents that had warnings, so that they are emitted again (event: env-get-outdated)."""
        return sorted(self._warned & env.found_docs)

    @property
    def domain(self) -> BlogDomain:
        """The blog domain."""
        return blog_domain(self.env)

    def read(self) -> None:
        """Read outdated documents and check consistency, like a build before it writes."""
        self._is_reading = True
        enter_phase(self, BuildPhase.READING)
        updated = set(self.builder.read())
        self._is_reading = False
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
        warned = {self.document_of(file) or _ALL for file in self._files_with_warnings}
        self._warned_file.write_text(json.dumps(sorted(warned)), encoding="utf-8")

    def resolve(self, docnames: Iterable[str]) -> None:
        """Resolve the references of documents, which emits warnings; write nothing."""
        for docname in docnames:
            pickled = Path(doctree_file(self, docname)).read_bytes()
            has_custom_excerpt = any(post.excerpt_rule.from_front_matter for post in self.domain.posts.get(docname, ()))
            if b"pending_xref" not in pickled and not has_custom_excerpt:  # the pickle contains the names of classes
                continue
            resolve_stored(self, docname, pickled)

    def unpublished(self) -> set[str]:
        """Return the documents that contain a draft or a scheduled post."""
        return {
            docname
            for docname, posts in self.domain.posts.items()
            if any(status_of(post, self.domain.now) in UNPUBLISHED for post in posts)
        }

    def documents_about_blog(self) -> set[str]:
        """Return the documents that contain posts, or links to posts or pages of the blog."""
        references = self.domain.records.references.items()
        return set(self.domain.posts) | {
            docname
            for docname, document_references in references
            if any(link.domain == self.domain.name for link in document_references.references)
        }

    def document_of(self, file: str) -> str | None:
        """Return the document whose source a file is; None if there is none."""
        docname = self.env.path2doc(file) if file else None
        return docname if docname in self.env.found_docs or docname in self.domain.unpublished else None


def _stop(app: Sphinx, config: Config) -> None:
    raise _Configured(config, site_options(app) if "blog_posts" in config else None)


def _load_warned(path: Path) -> set[str]:
    try:
        return set(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):  # the first run, or a file of another program
        return set()


def configuration(project: CommandProject) -> tuple[Config, BlogConfig]:
    """Return the configuration of a project after all its extensions are loaded, and that of its blog.

    :raises ToolError: if Sphinx cannot read it, or it does not use this extension.
    """
    with TemporaryDirectory(prefix="sphinx-blog-") as folder, _convert_errors(), patched_docutils(project.confdir):
        try:
            Site(project, Path(folder), only_config=True)
        except _Configured as stop:
            if stop.options is not None:
                return stop.config, stop.options
            _require_blog(has_blog=False)
    raise AssertionError  # `config-inited` is always emitted


@contextmanager
def open_site(project: CommandProject, folder: str | None, **options: Any) -> Iterator[Site]:
    """Yield a site, ready to be read.

    :param folder: the folder for doctrees; None for a temporary folder.
    :raises ToolError: if Sphinx cannot read it, or it does not use this extension.
    """
    with TemporaryDirectory(prefix="sphinx-blog-") as temporary, _convert_errors(), patched_docutils(project.confdir):
        thresholds = gc.get_threshold()  # the extension restores them only at the end of a build
        site = Site(project, Path(folder or temporary), **options)
        _require_blog("blog" in site.env.domains)
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


def _require_blog(has_blog: bool) -> None:
    if not has_blog:
        raise ToolError("the extension is not loaded; add 'sphinxext_blog' to `extensions` in conf.py")
