"""Redirects: a small HTML file for each alias of a post, in the output of builders of web sites.

There are also redirects to pages of the blog.  A document can override a generated page under the twin of its name,
such as ``blog`` for ``blog/index``.  If a builder writes these to different files, the file of the planned name
redirects to the other.  If the front page is a page of the blog that is not in ``index.html``, that file redirects to
it, because hosts serve it for the URL of the site.

Redirects are written last and never replace other files.  The manifest contains their digests, so that a redirect that
is no longer planned is distinguished from a page in its place.  A file with the content that would be written is a
redirect as well, since a moved output folder has a new manifest.
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
from .model.post import UNPUBLISHED, status_of
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
    from .model.urls import RedirectPlan

__all__ = ["planned_redirects", "write_redirects"]

_FRONT = "index.html"
_TEMPLATE = "blog/redirect.html"


class _Record(NamedTuple):
    """The data of a redirect in the manifest."""

    inputs: str
    """The digest of the inputs."""
    content: str
    """The digest of the file, which distinguishes it from other files in its place."""
    time: str
    """The modification time of the file, which is faster to compare than the content."""

    @classmethod
    def of(cls, text: str) -> _Record:
        """Return the record from its text in the manifest."""
        inputs, content, time = text.split(" ")
        return cls(inputs, content, time)


def write_redirects(app: Sphinx, exception: Exception | None) -> None:
    """Update the redirects in the output (event: build-finished, after other handlers that write files)."""
    if exception is not None or app.env is None or not has_page_urls(app.builder) or makes_data(app.builder):
        return
    domain = blog_domain(app.env)
    if not domain.build.is_updated:
        return
    if domain.home_base:
        _write_to_home(app, domain)
        return
    manifest = domain.build.manifest
    pages = _other_files(app, domain)
    if not (_posts_with_aliases(domain) or manifest.redirects or pages):
        return
    plan = planned_redirects(domain)
    old = {file: _Record.of(text) for file, text in manifest.redirects.items()}
    _delete_unplanned(app, old, plan.files.keys() | pages.keys())
    new: dict[str, _Record] = {}
    writer = _Writer(app, domain, old)
    for file, (post, alias) in plan.files.items():
        if writer.is_page_of(file, post):  # the alias is the URL of the post
            continue
        try:
            new[file] = writer.write(file, post)
        except ValueError as error:
            _report(domain, post, alias, str(error))
        except OSError as error:  # for example a folder with that name, or a name that is invalid on this file system
            _report(domain, post, alias, f"cannot be written ({error.strerror})")
    for file, docname in pages.items():
        if file not in new and file != writer.file_of(docname):
            with suppress(ValueError, OSError):  # other files are preserved
                new[file] = writer.write_page(file, docname)
    manifest.redirects = {file: " ".join(record) for file, record in new.items()}


def _write_to_home(app: Sphinx, domain: BlogDomain) -> None:
    """Update the redirects to the version of the site that has the posts: aliases, and the home page of the blog."""
    manifest, index = domain.build.manifest, domain.home_index
    posts = [post for post in index.catalog.built.values() if post.aliases]
    files = {file: post.docname for file, (post, _) in plan_redirects(posts, domain.base).files.items()}
    home = index.plan.docname_of(join(domain.options.path, "index"))
    if home is not None and home != app.config.root_doc:
        files.setdefault(_file_of(app, home), home)
    old = {file: _Record.of(text) for file, text in manifest.redirects.items()}
    _delete_unplanned(app, old, files.keys())
    writer, new = _Writer(app, domain, old), {}
    for file, docname in sorted(files.items()):
        with suppress(ValueError, OSError):  # other files are preserved; the version with the posts reports aliases
            new[file] = writer.write_to_home(file, docname)
    manifest.redirects = {file: " ".join(record) for file, record in new.items()}


def _other_files(app: Sphinx, domain: BlogDomain) -> dict[str, str]:
    """Return the docnames of pages of the blog by the additional files that redirect to them."""
    flat = domain.options.layout().flat  # with flat names, overrides need no redirect
    overrides = {} if flat else domain.records.overrides
    moved = {_file_of(app, page.docname): docname for docname, page in overrides.items() if docname != page.docname}
    moved |= {
        _file_of(app, name): docname
        for name, docname in domain.options.former_pages(lambda: domain.object_index).items()
    }
    front = _front_page(app, domain)
    return moved | ({_FRONT: front} if front else {})


def _front_page(app: Sphinx, domain: BlogDomain) -> str:
    """Return the docname of the front page if it is a page of the blog; otherwise empty."""
    name = str(app.config.root_doc)
    return name if name in domain.pages or name == domain.plan.docname_of(join(domain.options.path, "index")) else ""


def planned_redirects(domain: BlogDomain) -> RedirectPlan:
    """Return the redirects of posts; report aliases that are invalid independently of the output."""
    plan = plan_redirects(_posts_with_aliases(domain), domain.base)
    for refusal in plan.refusals:
        _report(domain, refusal.post, refusal.alias, refusal.reason)
    return plan


def _posts_with_aliases(domain: BlogDomain) -> list[Post]:
    return [post for posts in domain.posts.values() for post in posts if post.aliases and _is_built(domain, post)]


def _is_built(domain: BlogDomain, post: Post) -> bool:
    # The catalog, which would also be correct, is not computed in a build without changes.
    return domain.preview or status_of(post, domain.now) not in UNPUBLISHED


def _report(domain: BlogDomain, post: Post, alias: str, reason: str) -> None:
    message = f"aliases: '{alias}' {reason}. The redirect is not written."
    domain.options.report(Subtype.ALIAS, message, location=(post.docname, line_of(domain, post, ("aliases",))))


def _delete_unplanned(app: Sphinx, old: Mapping[str, _Record], planned: Collection[str]) -> None:
    """Delete redirects that are no longer planned, unless another file is in their place."""
    root = Path(app.outdir)
    for file, record in old.items():
        path = root / file
        if file not in planned and path.is_file() and _digest_of(path) == record.content:
            delete_output(file, root)


def _file_of(app: Sphinx, docname: str) -> str:
    return output_file(app.builder, docname) or ""


def _digest_of(path: Path) -> str:
    """Return the digest of a file."""
    return digest(path.read_text(encoding="utf-8", errors="replace"))


class _Writer:
    """The writer of the redirects of one build."""

    def __init__(self, app: Sphinx, domain: BlogDomain, old: Mapping[str, _Record]) -> None:
        self._app, self._domain, self._old = app, domain, old
        self._root = Path(app.outdir)
        self._stale = self._files_of(domain.records.removed)
        self._awaited = self._files_of(domain.absent if not domain.home_base else ())
        self._same = {
            "language": (app.config.language or "en").replace("_", "-"),
            "moved": domain.messages.text("moved"),
        }
        self._template = app.builder.templates.newest_template_mtime()

    def _files_of(self, docnames: Iterable[str]) -> set[str]:
        """Return the output files of documents, which need not exist."""
        return {self.file_of(name) for name in docnames}

    def file_of(self, docname: str) -> str:
        """Return the path of the output file of a document, which need not exist, from the output folder."""
        return _file_of(self._app, docname)

    def is_page_of(self, file: str, post: Post) -> bool:
        """Return whether a file is the page of a post; on some file systems, case does not matter."""
        page = self.file_of(post.docname)
        if file == page or file.casefold() != page.casefold():
            return file == page
        try:
            return (self._root / file).samefile(self._root / page)
        except OSError:  # the file does not exist
            return False

    def write(self, file: str, post: Post) -> _Record:
        """Write a redirect to a post unless it is up to date; return its record for the manifest.

        :raises ValueError: if another file is in its place.
        :raises OSError: if the file cannot be written.
        """
        target = self._app.builder.get_target_uri(post.docname) + (f"#{quote(post.anchor)}" if post.anchor else "")
        view = posting_of(post)
        context = PageContext(self._app, self._domain.messages, post.docname, view)
        canonical = post_url(view, self._domain.canonical_base, context)
        return self._write(file, target, {"title": post.title, "canonical": canonical})

    def write_page(self, file: str, docname: str) -> _Record:
        """Write a redirect to a page of the blog; see :meth:`write`."""
        title = self._app.env.titles[docname].astext()
        target = self._app.builder.get_target_uri(docname)
        view = Link(text=title, docname=docname)
        canonical = PageContext(self._app, self._domain.messages, docname, view).absolute_url(
            self._domain.canonical_base, view
        )
        return self._write(file, target, {"title": title, "canonical": canonical})

    def write_to_home(self, file: str, docname: str) -> _Record:
        """Write a redirect to a document in another version of the site; see :meth:`write`."""
        url = self._domain.home_url(docname)
        return self._write(file, url, {"title": self._domain.home_title(docname), "canonical": url})

    def _write(self, file: str, target: str, values: dict[str, str]) -> _Record:
        name = f"{self._root}/{file}"
        url = target if "://" in target else ("../" * file.count("/") or "./") + target
        values = {**self._same, **values, "url": url}
        inputs = digest([values, self._template])
        record = self._old.get(file)
        time = self._time_of(name)
        if record is not None and record.inputs == inputs and record.time == time:
            return record
        path = Path(name)
        content = _digest_of(path) if time else ""
        if file in self._awaited:
            raise ValueError("is the URL of a post that is not published")
        text = render(self._app, _TEMPLATE, values)
        # The manifest does not contain the redirects of an output folder that was moved.
        is_redirect = content == digest(text) or (record is not None and content == record.content)
        if time and file not in self._stale and not is_redirect:
            raise ValueError("is already used by another file")
        if digest(text) != content:
            self._put(path, text)
        return _Record(inputs, digest(text), self._time_of(name))

    def _put(self, path: Path, text: str) -> None:
        if not path.resolve().is_relative_to(self._root.resolve()):  # the output folder contains a symbolic link
            raise ValueError("is outside of the output folder")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")

    @staticmethod
    def _time_of(path: str) -> str:
        """Return the modification time of a file; empty if it does not exist."""
        try:
            return str(os.stat(path).st_mtime_ns)  # noqa: PTH116 - faster than Path, for many files
        except (FileNotFoundError, NotADirectoryError):
            return ""
