"""Links to documents, sections, pictures and files that come, go and change: a rebuild is as a fresh build."""

from __future__ import annotations

import itertools
import os
from typing import TYPE_CHECKING, Any

import pytest

from tests.builds.site import NOW, Build, Site, differences, unexpected_warnings

if TYPE_CHECKING:
    from collections.abc import Mapping

pytestmark = pytest.mark.slow

_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100c9fe92ef"
    "0000000049454e44ae426082"
)
_DAY = 86_400
MARKDOWN = {
    "path": "[x](/posts/target.md)",
    "path-relative": "[x](../posts/target.md)",
    "path-title": "[](/posts/target.md)",
    "path-heading": "[x](/posts/target.md#a-heading)",
    "path-heading-title": "[](/posts/target.md#a-heading)",
    "path-label": "[](/posts/target.md#spot)",
    "no-suffix": "[](/posts/target)",
    "project": "<project:/posts/target.md>",
    "project-heading": "[](<project:../posts/target.md#a-heading>)",
    "label": "[x](#spot)",
    "label-title": "[](#spot)",
    "autolink": "<project:#spot>",
    "doc": "{doc}`x </posts/target>`",
    "doc-title": "{doc}`/posts/target`",
    "ref": "{ref}`x <spot>`",
    "ref-title": "{ref}`spot`",
    "any": "{any}`/posts/target`",
    "any-label": "{any}`spot`",
    "post": "{blog:post}`/posts/target`",
    "post-stem": "{blog:post}`target`",
    "numref": "{numref}`plot`",
    "numref-name": "{numref}`{name} <plot>`",
    "eq": "{eq}`formula`",
    "term": "{term}`Word`",
    "option": "{option}`--flag`",
    "function": "{py:func}`called`",
    "generated": "[](/blog/tag/seldom.md)",
    "download": "{download}`/posts/data.zip`",
    "download-path": "[x](/posts/data.zip)",
    "download-scheme": "[x](path:/posts/data.zip)",
    "picture": "![x](/posts/shot.png)",
    "picture-any": "![x](/posts/many.*)",
    "picture-of-language": "![x](/posts/local.png)",
}
RST = {
    "doc": ":doc:`x </posts/target>`",
    "doc-title": ":doc:`/posts/target`",
    "ref": ":ref:`x <spot>`",
    "ref-title": ":ref:`spot`",
    "any": ":any:`/posts/target`",
    "post": ":blog:post:`target`",
    "download": ":download:`/posts/data.zip`",
    "picture": "|shot|\n\n.. |shot| image:: /posts/shot.png",
}
TARGET = """\
---
date: 2026-01-01
tags: [seldom]
---
# The target

Text.

(spot)=

## A heading

```{figure} /one.png
:name: plot

A figure
```

```{math}
:label: formula

a
```

```{glossary}
Word
  Its meaning.
```

```{option} --flag
```

```{py:function} called()
```
"""
_IN_RST = (
    ":date: 2026-01-01\n\n==========\nThe target\n==========\n\nText.\n\n.. _spot:\n\nA heading\n=========\n\nText.\n"
)
"""Its heading is a section of the document."""
_NOT_FOR_PAGES = ("function", "download", "download-scheme", "picture", "picture-any", "picture-of-language")
"""Objects of other domains, of which only the references of posts are noted; and what Sphinx notes of every page."""


def _for_pages(links: Mapping[str, str]) -> dict[str, str]:
    return {name: link for name, link in links.items() if name not in _NOT_FOR_PAGES}


def _site(site: Site, **conf: Any) -> Site:
    """A post and an ordinary page for each link, and a listing for each post that shows the link in its excerpt."""
    site.conf = {
        "myst_heading_anchors": 3,
        "numfig": True,
        "nitpicky": True,
        "html_baseurl": "https://example.org/",
        "blog_feed_content": "excerpt",
        "blog_feed_length": 100,
        "blog_page_size": 1,
        "blog_related": 0,
        "html_theme": "basic",
        **conf,
    }
    site.write({"one.png": _PNG, "index.md": "# Home\n\n```{toctree}\n:glob:\n\nblog/index\n```\n"})
    for name, link in MARKDOWN.items():
        site.write(
            {f"posts/{name}.md": f"---\ndate: 2025-01-01\n---\n# {name}\n\nSee {link}.\n\n<!-- more -->\n\nEnd.\n"}
        )
    for name, link in _for_pages(MARKDOWN).items():
        site.write({f"pages/{name}.md": f"---\norphan: true\n---\n# {name}\n\nSee {link}.\n"})
    for name, link in RST.items():
        title = f"r-{name}\n{'=' * 20}\n\n"
        site.write({f"posts/r-{name}.rst": f":date: 2025-01-01\n\n{title}See {link}\n\n.. more\n\nEnd.\n"})
        if name in _for_pages(RST):
            site.write({f"pages/r-{name}.rst": f":orphan:\n\n{title}See {link}\n"})
    excerpt = "excerpt: 'See [](/posts/target.md), {ref}`spot`, [x](/posts/data.zip).'"
    return site.write({"posts/front.md": f"---\ndate: 2025-01-01\n{excerpt}\n---\n# F\n\nText.\n"})


_FILES = {"posts/data.zip": b"data", "posts/shot.png": _PNG, "posts/many.png": _PNG, "posts/local.en.png": _PNG}
_HERE: dict[str, str | bytes] = {"posts/target.md": TARGET}
_STATES: dict[str, dict[str, str | bytes]] = {
    "absent": {},
    "present": _HERE,
    "draft": {"posts/target.md": TARGET.replace("date:", "draft: true\ndate:")},
    "scheduled": {"posts/target.md": TARGET.replace("2026-01-01", "2026-03-10")},
    "unlisted": {"posts/target.md": TARGET.replace("date:", "unlisted: true\ndate:")},
    "retitled": {"posts/target.md": TARGET.replace("# The target", "# The goal")},
    "other heading": {"posts/target.md": TARGET.replace("## A heading", "## Another heading")},
    "no label": {"posts/target.md": TARGET.replace("(spot)=", "")},
    "bare": {"posts/target.md": TARGET.partition("```")[0]},
    "in rst": {"posts/target.rst": _IN_RST},
    "elsewhere": {"posts/more/target.md": TARGET},
    "an ordinary page": {"posts/target.md": TARGET.replace("date:", "blogpost: false\norphan: true\ndate:")},
    "a folder": {"posts/target/index.md": TARGET},
    "own page for the tag": {**_HERE, "blog/tag/seldom.md": "# My page\n"},
    "draft for the tag": {**_HERE, "blog/tag/seldom.md": "---\nblogpost: true\ndraft: true\n---\n# My page\n"},
    "with files": {**_HERE, **_FILES},
}
_LIVES = {
    "comes and goes": ("absent", "present", "draft", "scheduled", "present", "absent", "draft", "absent"),
    "is edited": (
        "present",
        "retitled",
        "other heading",
        "present",
        "no label",
        "bare",
        "present",
        "unlisted",
        "present",
    ),
    "moves": ("present", "an ordinary page", "present", "in rst", "elsewhere", "in rst", "a folder", "present"),
    "has files": ("present", "own page for the tag", "draft for the tag", "present", "with files", "present"),
}


def _put(site: Site, state: str) -> None:
    for name in {name for files in _STATES.values() for name in files} - _STATES[state].keys():
        (site.src / name).unlink(missing_ok=True)
    site.write(_STATES[state])


def _compare(state: str, before: Build, rebuilt: Build, fresh: Build) -> None:
    assert (state, differences(rebuilt.out, fresh.out)) == (state, {})
    assert (state, unexpected_warnings(before, rebuilt, fresh)) == (state, {})


def _live(site: Site, states: tuple[str, ...], builder: str = "html", parallel: int = 0) -> None:
    """Give the target one state after the other, and compare each rebuild with a fresh build."""
    _put(_site(site), states[0])
    site.build(builder, parallel=parallel)
    known: dict[str, Build] = {states[0]: site.fresh(builder)}
    for old, new in itertools.pairwise(states):
        _put(site, new)
        rebuilt = site.build(builder, parallel=parallel)
        if new not in known:
            known[new] = site.fresh(builder)
        _compare(f"{new} after {old}", known[old], rebuilt, known[new])


@pytest.mark.parametrize("life", _LIVES)
def test_links_follow_their_target(site: Site, life: str) -> None:
    """Posts, ordinary pages, listings, feeds and warnings."""
    _live(site, _LIVES[life])


@pytest.mark.parametrize(("builder", "parallel"), [("html", 2), ("dirhtml", 0), ("text", 0), ("json", 0)])
def test_links_follow_their_target_in_other_builds(site: Site, builder: str, parallel: int) -> None:
    """By several processes, and by builders that write each document to a file."""
    _live(site, ("absent", "present", "draft", "with files"), builder, parallel)


def test_links_follow_a_target_that_falls_due(site: Site) -> None:
    """No file changes, and yet every link to the post leads somewhere now."""
    _put(_site(site), "scheduled")
    before, later = site.build(), NOW + 20 * _DAY
    fresh = site.fresh(now=later)
    _compare("due", before, site.build(now=later), fresh)
    _compare("no longer due", fresh, site.build(), before)


def test_files_that_appear_with_an_old_time_are_seen(site: Site) -> None:
    """A copy that keeps times, or another branch: Sphinx looks at the time of a file and not whether it is new."""
    _put(_site(site), "present")
    before = site.build()
    _put(site, "with files")
    for name in _FILES:
        os.utime(site.src / name, (NOW - 90 * _DAY, NOW - 90 * _DAY))
    _compare("with files", before, site.build(), site.fresh())


_LATE = '''
from docutils import nodes
from sphinx.domains import Domain
from sphinx.roles import XRefRole
from sphinx.util.docutils import SphinxDirective
from sphinx.util.nodes import make_refnode

class Thing(SphinxDirective):
    required_arguments = 1
    def run(self):
        name = self.arguments[0]
        self.env.domaindata["late"]["things"][name] = self.env.docname
        return [nodes.target("", "", ids=[f"thing-{name}"])]

class Late(Domain):
    """A domain that is not complete before Sphinx writes."""
    name = "late"
    roles = {"thing": XRefRole()}
    directives = {"thing": Thing}
    initial_data = {"things": {}}
    complete = None
    def clear_doc(self, docname):
        things = self.data["things"]
        self.data["things"] = {name: found for name, found in things.items() if found != docname}
    def merge_domaindata(self, docnames, otherdata):
        self.data["things"].update({n: d for n, d in otherdata["things"].items() if d in docnames})
    def get_objects(self):
        for name, docname in FOUND:
            yield name, name, "thing", docname, f"thing-{name}", 1
    def resolve_xref(self, env, fromdocname, builder, typ, target, node, contnode):
        return make_refnode(builder, fromdocname, self.complete[target], f"thing-{target}", contnode)
    def resolve_any_xref(self, env, fromdocname, builder, target, node, contnode):
        docname = self.complete.get(target)
        found = make_refnode(builder, fromdocname, docname, f"thing-{target}", contnode) if docname else None
        return [("late:thing", found)] if found is not None else []

def complete(app, env):
    env.domains["late"].complete = {"one": "index", **env.domaindata["late"]["things"]}

def setup(app):
    app.add_domain(Late)
    app.connect("env-check-consistency", complete)
    return {"parallel_read_safe": True}
'''
_LATE_CONF = f"""\
extensions = ["myst_parser", "sphinxext_blog"]
blog_posts = ["posts/**"]
html_baseurl = "https://example.org/"
{_LATE}"""


def _with_late_domain(site: Site, objects: str) -> Site:
    """Posts and a page that refer to what a domain cannot find until all is read."""
    site.write({"conf.py": _LATE_CONF.replace("FOUND", objects), "index.md": "# Home\n"})
    for name, link in {
        "role": "{late:thing}`one`",
        "any": "{any}`one`",
        "myst": "[x](one)",
        "label": "[x](#one)",
    }.items():
        site.write({f"posts/{name}.md": f"---\ndate: 2026-01-01\n---\n# {name}\n\nSee {link}.\n"})
    return site.write({"a.md": "---\norphan: true\n---\n# A\n\n```{late:thing} one\n```\n", "b.md": "# B\n"})


def test_a_domain_that_cannot_resolve_references_so_early_stops_no_build(site: Site) -> None:
    """Sphinx asks it when it writes, and we when all is read: what its objects are is what a listing depends on."""
    before = _with_late_domain(site, 'self.data["things"].items()').build()
    assert [warning for warning in before.warnings if "toctree" not in warning] == []
    assert "a.html#thing-one" in before.text("blog/index.html")
    assert site.build().updated == []
    site.write({"a.md": "---\norphan: true\n---\n# A\n", "b.md": "# B\n\n```{late:thing} one\n```\n"})
    rebuilt, fresh = site.build(), site.fresh()
    _compare("moved", before, rebuilt, fresh)
    assert "b.html#thing-one" in rebuilt.text("blog/index.html")


def test_a_domain_that_lists_its_objects_only_late_stops_no_build(site: Site) -> None:
    """Nor one that knows nothing before Sphinx writes its inventory."""
    build = _with_late_domain(site, '[(name, self.complete[name]) for name in self.data["things"]]').build()
    assert "a.html#thing-one" in build.text("blog/index.html")
