"""Redirects: a small page at each old address of a post, in the output of builders that make sites.

Pages of the blog may have a second address as well.  A document of the author can take the place of a page under the
twin of its name, such as ``blog`` for ``blog/index``.  If a builder writes these to different files, the file of the
planned name redirects.  Where the front page is a page of the blog and is not in ``index.html``, there is a redirect
to it there, for that is the file that hosts show for the address of the site.

They are written last, when all that another has put into the output is there, and never over it.  The manifest has what
was written, so that a redirect that is no longer planned can be told from a page that took its place.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from .builders import has_page_urls, makes_data, output_file
from .checks import line_of
from .diagnostics import Subtype
from .domain import blog_domain
from .model.page_plan import join
from .model.post import UNPUBLISHED, state_of
from .model.urls import plan_redirects
from .model.views import Link, digest
from .pages.manifest import delete_output
from .render.context import PageContext
from .render.head import post_url, posting_of
from .render.templates import render

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from sphinx.application import Sphinx

    from .domain import BlogDomain
    from .model.post import Post
    from .model.urls import Plan

__all__ = ["planned_redirects", "write_redirects"]

_FRONT = "index.html"
_TEMPLATE = "blog/redirect.html"


class _Record(NamedTuple):
    """What the manifest has of a redirect."""

    inputs: str
    """The digest of what it is made of."""
    content: str
    """The digest of what the file contains, which tells it from one that something else has put there."""
    time: str
    """When the file was written: much quicker to compare than what it contains."""

    @classmethod
    def of(cls, text: str) -> _Record:
        """Return the record that the manifest has as a text."""
        inputs, content, time = text.split(" ")
        return cls(inputs, content, time)


def write_redirects(app: Sphinx, exception: Exception | None) -> None:
    """Bring the redirects in the output up to date (event: build-finished, after all who write files then)."""
    if exception is not None or app.env is None or not has_page_urls(app.builder) or makes_data(app.builder):
        return
    domain = blog_domain(app.env)
    if not domain.build.is_updated:
        return
    manifest = domain.build.manifest
    pages = _other_files(app, domain)
    if not (_posts_with_aliases(domain) or manifest.redirects or pages):
        return
    plan = planned_redirects(domain)
    old = {file: _Record.of(text) for file, text in manifest.redirects.items()}
    _remove_gone(app, old, plan.files.keys() | pages.keys())
    new: dict[str, _Record] = {}
    writer = _Writer(app, domain, old)
    for file, (post, alias) in plan.files.items():
        if writer.is_page_of(file, post):  # the address that the post has anyhow
            continue
        try:
            new[file] = writer.write(file, post)
        except ValueError as error:
            _tell(domain, post, alias, str(error))
        except OSError as error:  # a folder where the page would be, a name that this file system does not take…
            _tell(domain, post, alias, f"it cannot be written ({error.strerror})")
    for file, docname in pages.items():
        if file not in new and file != writer.file_of(docname):
            with suppress(ValueError, OSError):  # an author's own page stays
                new[file] = writer.write_page(file, docname)
    manifest.redirects = {file: " ".join(record) for file, record in new.items()}


def _other_files(app: Sphinx, domain: BlogDomain) -> dict[str, str]:
    """Return the docnames of pages of the blog by the files in which visitors may expect them."""
    flat = domain.options.layout().flat  # there, a page is expected beside its folder
    overrides = {} if flat else domain.records.overrides
    moved = {_file_of(app, page.docname): docname for docname, page in overrides.items() if docname != page.docname}
    moved |= {
        _file_of(app, name): docname for name, docname in domain.options.former_pages(lambda: domain.names).items()
    }
    front = _front_page(app, domain)
    return moved | ({_FRONT: front} if front else {})


def _front_page(app: Sphinx, domain: BlogDomain) -> str:
    """The front page of the site, if that is a page of the blog; else the empty string."""
    name = str(app.config.root_doc)
    return name if name in domain.pages or name == domain.plan.docname_of(join(domain.options.path, "index")) else ""


def planned_redirects(domain: BlogDomain) -> Plan:
    """The redirects that posts ask for; tells of those that cannot be, so far as that is seen without an output."""
    plan = plan_redirects(_posts_with_aliases(domain), domain.base)
    for refusal in plan.refusals:
        _tell(domain, refusal.post, refusal.alias, refusal.reason)
    return plan


def _posts_with_aliases(domain: BlogDomain) -> list[Post]:
    return [post for found in domain.posts.values() for post in found if post.aliases and _is_built(domain, post)]


def _is_built(domain: BlogDomain, post: Post) -> bool:
    # not by the catalogue, which a build without a change has no need of
    return domain.preview or state_of(post, domain.now) not in UNPUBLISHED


def _tell(domain: BlogDomain, post: Post, alias: str, reason: str) -> None:
    message = f"alias '{alias}' leads nowhere: {reason}; there is no redirect from it"
    domain.options.report(Subtype.ALIAS, message, location=(post.docname, line_of(domain, post, ("aliases",))))


def _remove_gone(app: Sphinx, old: Mapping[str, _Record], planned: Collection[str]) -> None:
    """Delete the redirects that nothing plans any more, unless something else is in their place now."""
    root = Path(app.outdir)
    for file, record in old.items():
        path = root / file
        if file not in planned and path.is_file() and _digest_of(path) == record.content:
            delete_output(file, root)


def _file_of(app: Sphinx, docname: str) -> str:
    return output_file(app.builder, docname) or ""


def _digest_of(path: Path) -> str:
    """A digest of what a file holds."""
    return digest(path.read_text(encoding="utf-8", errors="replace"))


class _Writer:
    """Writes the redirects of one build."""

    def __init__(self, app: Sphinx, domain: BlogDomain, old: Mapping[str, _Record]) -> None:
        self._app, self._domain, self._old = app, domain, old
        self._root = Path(app.outdir)
        self._stale = self._files_of(domain.records.removed)
        self._awaited = self._files_of(domain.absent)
        self._same = {
            "language": (app.config.language or "en").replace("_", "-"),
            "moved": domain.wording.said("moved"),
        }
        self._template = app.builder.templates.newest_template_mtime()

    def _files_of(self, docnames: Iterable[str]) -> set[str]:
        """The files in which documents are, or would be."""
        return {self.file_of(name) for name in docnames}

    def file_of(self, docname: str) -> str:
        """Return the file in which a document is, or would be, by its path in the output folder."""
        return _file_of(self._app, docname)

    def is_page_of(self, file: str, post: Post) -> bool:
        """Return whether a file is the page of a post, also by a name in another case where case does not matter."""
        page = self.file_of(post.docname)
        if file == page or file.casefold() != page.casefold():
            return file == page
        try:
            return (self._root / file).samefile(self._root / page)
        except OSError:  # there is no such file
            return False

    def write(self, file: str, post: Post) -> _Record:
        """Write a redirect to a post if it is not there already; return what the manifest gets of it.

        :raises ValueError: something else stands there.
        :raises OSError: it cannot be written.
        """
        target = self._app.builder.get_target_uri(post.docname) + (f"#{quote(post.anchor)}" if post.anchor else "")
        view = posting_of(post)
        context = PageContext(self._app, self._domain.wording, post.docname, view)
        canonical = post_url(view, self._domain.canonical_base, context)
        return self._write(file, target, {"title": post.title, "canonical": canonical})

    def write_page(self, file: str, docname: str) -> _Record:
        """Write a redirect to a page of the blog; see :meth:`write`."""
        title = self._app.env.titles[docname].astext()
        target = self._app.builder.get_target_uri(docname)
        view = Link(text=title, docname=docname)
        canonical = PageContext(self._app, self._domain.wording, docname, view).absolute_url(
            self._domain.canonical_base, view
        )
        return self._write(file, target, {"title": title, "canonical": canonical})

    def _write(self, file: str, target: str, said: dict[str, str]) -> _Record:
        name = f"{self._root}/{file}"
        values = {**self._same, **said, "url": ("../" * file.count("/") or "./") + target}
        made_of = digest([values, self._template])
        known = self._old.get(file)
        held = self._time_of(name)
        if known is not None and known.inputs == made_of and known.time == held:
            return known
        path = Path(name)
        now = _digest_of(path) if held else ""
        if file in self._awaited:
            raise ValueError("a post that is not published yet has that address")
        if held and file not in self._stale and (known is None or known.content != now):
            raise ValueError("the site has something else there")
        text = render(self._app, _TEMPLATE, values)
        if digest(text) != now:
            self._put(path, text)
        return _Record(made_of, digest(text), self._time_of(name))

    def _put(self, path: Path, text: str) -> None:
        if not path.resolve().is_relative_to(self._root.resolve()):  # by a link in the output folder
            raise ValueError("it leads out of the output folder")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")

    @staticmethod
    def _time_of(path: str) -> str:
        """When a file was written; empty where there is none."""
        try:
            return str(os.stat(path).st_mtime_ns)  # noqa: PTH116 - many are looked at in a build without a change
        except (FileNotFoundError, NotADirectoryError):
            return ""
