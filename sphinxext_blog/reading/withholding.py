"""Withholding: documents that readers are not to see yet are taken back after they were read.

Only reading tells that a document is a draft or scheduled.  Then it leaves the environment as if it were not there:
no page, no search, no inventory, no toctree.  Its time of change is kept, so that it is not read again at each build.
Where the blog has a page of its name, that page is there, as if the author had written none.
"""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx import addnodes
from sphinx.environment import CONFIG_OK
from sphinx.util import logging

from ..domain import blog_domain
from ..model.post import UNPUBLISHED, State, Withheld, state_of

if TYPE_CHECKING:
    from datetime import datetime

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from ..domain import BlogDomain
    from ..model.post import Post

__all__ = ["forget_document", "keep_withheld", "leave_toctrees", "recall", "tell_withheld", "withhold", "without"]

_logger = logging.getLogger(__name__)


def forget_document(app: Sphinx, docname: str) -> None:
    """Take a document out of the environment, as Sphinx does with one whose source is gone."""
    env = app.env
    app.emit("env-purge-doc", env, docname)
    env.clear_doc(docname)
    env.all_docs.pop(docname, None)
    env.project.docnames.discard(docname)
    (Path(app.doctreedir) / f"{docname}.doctree").unlink(missing_ok=True)


def recall(env: BuildEnvironment) -> list[str]:
    """Choose which withheld documents are read again, and which others because time has passed.

    What is withheld after that stays so, and is not to be read.
    """
    domain = blog_domain(env)
    again: set[str] = set()
    for docname, withheld in list(domain.withheld.items()):
        if docname in env.project.docnames and _stays(env, domain, docname, withheld):
            continue
        del domain.withheld[docname]
        again.update(withheld.parents)
    for docname, dates in domain.records.removed_sections.items():
        if domain.preview or any(date is not None and date <= domain.now for date in dates):
            again.add(docname)
    for docname, posts in domain.posts.items():
        if not domain.preview and any(state_of(post, domain.now) in UNPUBLISHED for post in posts):
            again.add(docname)
    return sorted(again & env.project.docnames)


def _stays(env: BuildEnvironment, domain: BlogDomain, docname: str, withheld: Withheld) -> bool:
    unchanged = env.config_status == CONFIG_OK and _changed(env, docname) == withheld.changed
    return unchanged and not domain.preview and state_of(withheld.post, domain.now) in UNPUBLISHED


def _changed(env: BuildEnvironment, docname: str) -> int:
    try:
        return Path(env.doc2path(docname)).stat().st_mtime_ns
    except OSError:  # gone since Sphinx looked
        return 0


def withhold(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Take back the documents that are drafts or scheduled, and were not known for that; gives their names."""
    domain = blog_domain(env)
    found = []
    for docname, posts in list(domain.posts.items()):
        whole = next((post for post in posts if not post.anchor), None)
        if whole is None or domain.preview or state_of(whole, domain.now) not in UNPUBLISHED:
            continue
        domain.withheld[docname] = Withheld(post=whole, changed=_changed(env, docname))
        forget_document(app, docname)
        found.append(docname)
    keep_withheld(env)
    return found


def keep_withheld(env: BuildEnvironment) -> None:
    """Let what is withheld be unknown to all that follows reading."""
    domain = blog_domain(env)
    env.project.docnames -= domain.absent
    if domain.build.being_read is not None:  # Sphinx writes whatever it has read
        domain.build.being_read[:] = [docname for docname in domain.build.being_read if docname not in domain.withheld]


def leave_toctrees(env: BuildEnvironment) -> list[str]:
    """Drop withheld documents from the toctrees that the environment keeps; gives the documents that hold those."""
    domain = blog_domain(env)
    gone = domain.absent
    parents: dict[str, set[str]] = {}
    for parent, children in env.toctree_includes.items():
        for child in gone.intersection(children):
            parents.setdefault(child, set()).add(parent)
    changed = set().union(*parents.values())
    for parent in changed:
        env.toctree_includes[parent] = [child for child in env.toctree_includes[parent] if child not in gone]
        for node in env.tocs[parent].findall(addnodes.toctree):
            without(node, gone)
        _rewrite_doctree(domain.app, parent, gone)
    for child, found in parents.items():
        withheld = domain.withheld[child]
        domain.withheld[child] = Withheld(
            post=withheld.post, changed=withheld.changed, parents=tuple(sorted({*withheld.parents, *found}))
        )
    return sorted(changed)


def _rewrite_doctree(app: Sphinx, docname: str, gone: set[str]) -> None:
    """Drop documents from the toctrees of a stored doctree: ``numfig`` follows those, not the environment's."""
    path = Path(app.doctreedir) / f"{docname}.doctree"
    with path.open("rb") as file:
        doctree = pickle.load(file)  # noqa: S301 - Sphinx's own store
    for node in doctree.findall(addnodes.toctree):
        without(node, gone)
    app.builder.write_doctree(docname, doctree, _cache=False)


def without(node: addnodes.toctree, gone: set[str]) -> None:
    """Drop documents from a toctree node."""
    node["entries"] = [entry for entry in node["entries"] if entry[1] not in gone]
    node["includefiles"] = [name for name in node["includefiles"] if name not in gone]


def tell_withheld(domain: BlogDomain) -> None:
    """Say in the build log what was left out, or what a preview shows, and when the next post is due."""
    if domain.preview:
        posts = (post for found in domain.posts.values() for post in found)
        waiting = [(_due(post, domain), post.docname) for post in posts if state_of(post, domain.now) in UNPUBLISHED]
    else:
        waiting = [(_due(held.post, domain), docname) for docname, held in domain.withheld.items()]
        waiting += [(due, docname) for docname, found in domain.records.removed_sections.items() for due in found]
    drafts = sorted(docname for due, docname in waiting if due is None)
    scheduled = sorted((due, docname) for due, docname in waiting if due is not None)
    what = "shown, since this is a preview" if domain.preview else "left out"
    if drafts:
        _logger.info("blog: %s %s: %s", _counted(len(drafts), "draft"), what, ", ".join(dict.fromkeys(drafts)))
    if scheduled:
        _logger.info(
            "blog: %s %s, the next one is due %s: %s",
            _counted(len(scheduled), "scheduled post"),
            what,
            scheduled[0][0].isoformat(),
            ", ".join(sorted({docname for _, docname in scheduled})),
        )


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _due(post: Post, domain: BlogDomain) -> datetime | None:
    """When a post that is not published yet will be; None for a draft."""
    return post.date if state_of(post, domain.now) is State.SCHEDULED else None
