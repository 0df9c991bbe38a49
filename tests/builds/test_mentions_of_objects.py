"""Posts and objects: the description of an object lists the posts that mention it, and a post what it mentions."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import pytest

from tests.builds.site import NOW, Site, differences, tree
from tests.builds.test_mentions import links, post

if TYPE_CHECKING:
    from tests.builds.site import Build

_DAY = 86_400
_API = """\
# API

```{py:module} example
```

````{py:function} run(x)
Runs.
````

````{py:class} Foo
A class.

```{py:method} bar()
```
````

```{eval-rst}
.. py:function:: one()
                 two()

   Two of them.
```

```{py:function} never()
```

```{cpp:function} int add(int a)
```

```{envvar} EX_HOME
```

```{glossary}
Widget
  A thing.
```
"""
_ALL = "{py:func}`example.run` {py:meth}`.Foo.bar` {any}`example.two` {cpp:func}`add` {envvar}`EX_HOME` {term}`widget`"
_CONF = {"blog_mentions": ["py", "std"]}


def inventory(*lines: str, project: str = "NumPy") -> bytes:
    """An inventory of another project."""
    head = f"# Sphinx inventory version 2\n# Project: {project}\n# Version: 2\n# The remainder is compressed by zlib.\n"
    return head.encode() + zlib.compress("".join(f"{line}\n" for line in lines).encode())


NUMPY = inventory("numpy.sum py:function 1 api.html#$ -", "ufunc std:term 1 glossary.html#term-$ -")


@pytest.fixture
def manual(site: Site) -> Site:
    """A manual with posts."""
    site.conf = dict(_CONF)
    return site.write(
        {
            "index.md": "# Home\n",
            "api.md": f"---\norphan: true\n---\n{_API}",
            "other.md": "---\norphan: true\n---\n# Other\n\n```{py:function} example.other()\n```\n",
            "posts/a.md": post("2026-01-01", "A *a*", f"Text.\n\n<!-- more -->\n\n{_ALL}"),
            "posts/b.md": post(
                "2026-01-02", "B", "Text.\n\n<!-- more -->\n\n{py:func}`example.run` and `example.never`."
            ),
        }
    )


def mentions(built: Build, name: str, page: str = "api.html") -> list[str] | None:
    """The posts in the description of an object by the id of its signature; None if it has no list."""
    node = built.page(page).find(id=name)
    assert node is not None, name
    content = node.find_next_sibling("dd")
    assert content is not None
    lists = [part for part in content.select(".blog-mentions") if part.find_parent("dd") is content]
    return [link.text for link in lists[0].select("a")] if lists else None


def test_a_description_ends_with_the_posts_that_mention_the_object(manual: Site) -> None:
    built = manual.build()
    assert built.warnings == []
    assert mentions(built, "example.run") == ["B", "A a"]
    assert mentions(built, "example.Foo.bar") == mentions(built, "envvar-EX_HOME") == ["A a"]
    assert mentions(built, "example.two") == mentions(built, "term-Widget") == ["A a"]
    assert mentions(built, "example.Foo") == mentions(built, "example.never") is None
    assert mentions(built, "_CPPv43addi") is None  # its domain is not selected
    part = built.page("api.html").select_one(".blog-mentions")
    assert part is not None
    assert [time["datetime"][:10] for time in part.select("time")] == ["2026-01-02", "2026-01-01"]
    assert part.select_one("em") is not None


def test_two_names_of_an_object_have_one_list(manual: Site) -> None:
    manual.replace("posts/b.md", "and `", "{py:func}`example.one` {py:func}`example.two` and `")
    built = manual.build()
    assert mentions(built, "example.two") == ["B", "A a"]


def test_descriptions_stay_as_they_are_by_default(manual: Site) -> None:
    built = manual.build(blog_mentions=[])
    assert built.page("api.html").select(".blog-mentions") == []
    assert not built.has("blog/objects/index.html")


def test_a_long_list_leads_to_the_page_of_the_project(manual: Site) -> None:
    built = manual.build(blog_mentions_limit=1)
    assert mentions(built, "example.run") == ["B", "1 more"]
    (link,) = (link for link in built.page("api.html").select(".blog-mentions a") if link.text == "1 more")
    page, _, anchor = str(link["href"]).partition("#")
    entry = built.page(page).find(id=anchor)
    assert entry is not None
    assert entry.text == "example.run"
    assert [link.text for link in entry.find_next_sibling("dd").select("a")] == ["B", "A a"]  # type: ignore[union-attr]
    assert links(built, "blog/objects/index.html", ".blog-terms") == ["Test"]
    assert "(5)" in built.main("blog/objects/index.html").text


def test_only_listed_posts_count(manual: Site) -> None:
    for number, front in enumerate([{"draft": "true"}, {"unlisted": "true"}, {"mentions": "false"}]):
        manual.write({f"posts/{number}.md": post("2026-02-01", f"N{number}", "{py:func}`example.run`", **front)})
    manual.write({"posts/later.md": post("2026-03-10", "Later", "{py:func}`example.run`")})
    assert mentions(manual.build(), "example.run") == ["B", "A a"]
    later = manual.build(now=NOW + 10 * _DAY)
    assert mentions(later, "example.run") == ["Later", "B", "A a"]


def test_a_mention_rewrites_one_page_of_the_manual(manual: Site) -> None:
    manual.build()
    manual.replace("posts/b.md", "and `example.never`", "and {py:func}`example.other`")
    built = manual.build()
    assert set(built.updated) - {"posts/b"} == {"other", "blog/objects/test", "blog/objects/index"}
    assert mentions(built, "example.other", "other.html") == ["B"]
    manual.replace("posts/b.md", "and {py:func}`example.other`", "and more")
    built = manual.build()
    assert set(built.updated) - {"posts/b"} == {"other", "blog/objects/test", "blog/objects/index"}
    assert mentions(built, "example.other", "other.html") is None
    assert differences(built.out, manual.fresh().out) == {}
    manual.delete("posts/b.md")
    assert mentions(manual.build(), "example.run") == ["A a"]


def test_an_edit_of_text_and_no_edit_rewrite_nothing_else(manual: Site) -> None:
    built = manual.build()
    before = tree(built.out)
    assert manual.build().updated == []
    assert tree(built.out) == before
    manual.replace("posts/b.md", " and `", " or `")
    assert set(manual.build().updated) <= {"posts/b"}


def test_an_edit_of_the_manual_keeps_and_moves_mentions(manual: Site) -> None:
    manual.build()
    manual.replace("api.md", "Runs.", "Runs it.")
    assert mentions(manual.build(), "example.run") == ["B", "A a"]
    manual.replace("api.md", "````{py:function} run(x)\nRuns it.\n````", "")
    manual.replace("other.md", "example.other()", "example.run()")
    built = manual.build()
    assert mentions(built, "example.run", "other.html") == ["B", "A a"]
    assert differences(built.out, manual.fresh().out) == {}


def test_parallel_builds_agree(manual: Site) -> None:
    manual.write({f"posts/n{number}.md": post("2026-01-05", f"N{number}", _ALL) for number in range(8)})
    assert differences(manual.build().out, manual.fresh(parallel=2).out) == {}


@pytest.mark.parametrize("builder", ["dirhtml", "singlehtml", "epub", "latex", "text", "man", "texinfo", "xml"])
def test_other_formats_have_the_lists(manual: Site, builder: str) -> None:
    manual.write({"index.md": "# Home\n\n```{toctree}\napi\nposts/a\nposts/b\n```\n"})
    built = manual.build(builder, suppress_warnings=["epub", "toc"])
    assert [line for line in built.warnings if "blog" in line] == []
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in built.out.rglob("*") if path.is_file()]
    assert any("Discussed in" in text for text in texts)


@pytest.mark.parametrize("builder", ["gettext", "linkcheck", "changes", "json"])
def test_other_builders_do_not_fail(manual: Site, builder: str) -> None:
    assert [line for line in manual.build(builder).warnings if "blog" in line] == []


def test_mentions_are_in_neither_feeds_nor_search_nor_excerpts(manual: Site) -> None:
    manual.write({"posts/own.md": post("2026-01-03", "Own", "```{py:function} example.own()\n```")})
    manual.write({"posts/c.md": post("2026-01-04", "C", "{py:func}`example.own`")})
    built = manual.build(html_baseurl="https://example.org/", blog_objects=True)
    assert mentions(built, "example.own", "posts/own.html") == ["C"]
    for name in ("blog/atom.xml", "searchindex.js", "blog/index.html"):
        assert "Discussed in" not in built.text(name)
        assert "Mentioned in this post" not in built.text(name)


# -- code --------------------------------------------------------------------------------------------------------------

_CODE = """\
```python
from example import run, never
import example as e
import numpy as np

run().result
e.Foo().bar()
e.Foo.bar.cached
np.sum([1])
```

```python
e.one()
```

```python
import example
example.one(
```

```text
import example
example.one()
```
"""


def test_names_in_code_count(manual: Site) -> None:
    manual.write({"posts/c.md": post("2026-01-03", "C", _CODE), "numpy.inv": NUMPY})
    built = manual.build(
        blog_objects=True,
        extensions=["myst_parser", "sphinxext_blog", "sphinx.ext.intersphinx"],
        intersphinx_mapping={"np": ("https://numpy.example/", "numpy.inv")},
    )
    assert built.warnings == []
    assert mentions(built, "example.run") == ["C", "B", "A a"]
    assert mentions(built, "example.never") == ["C"]
    assert mentions(built, "example.Foo.bar") == ["C", "A a"]
    assert mentions(built, "example.one") == ["A a"]
    assert links(built, "posts/c.html", ".blog-objects") == [
        "example", "example.Foo", "example.Foo.bar", "example.never", "example.run", "numpy.sum",
    ]  # fmt: skip
    assert mentions(manual.build(blog_mentions_code=False), "example.never") is None


def test_a_changed_code_block_changes_the_description(manual: Site) -> None:
    manual.write({"posts/c.md": post("2026-01-03", "C", "Text.\n\n```python\nimport example\nexample.never()\n```")})
    assert mentions(manual.build(), "example.never") == ["C"]
    manual.replace("posts/c.md", "example.never()", "example.run()")
    built = manual.build()
    assert mentions(built, "example.never") is None
    assert mentions(built, "example.run") == ["C", "B", "A a"]


# -- objects of a post -------------------------------------------------------------------------------------------------


def test_a_post_lists_what_it_mentions_by_project(manual: Site) -> None:
    manual.write({"numpy.inv": NUMPY})
    manual.replace("posts/b.md", "and `", "{py:func}`numpy.sum`, {term}`ufunc`, {py:func}`!numpy.ndarray` and `")
    built = manual.build(
        blog_objects=True,
        extensions=["myst_parser", "sphinxext_blog", "sphinx.ext.intersphinx"],
        intersphinx_mapping={"np": ("https://numpy.example/", "numpy.inv")},
    )
    assert built.warnings == []
    part = built.page("posts/b.html").select_one(".blog-objects")
    assert part is not None
    assert [" ".join(line.text.split()) for line in part.select("p")] == [
        "Mentioned in this post", "Test: example.run", "NumPy: numpy.sum, ufunc",
    ]  # fmt: skip
    assert part.select_one("a[href='https://numpy.example/api.html#numpy.sum'] code") is not None
    assert links(built, "blog/objects/index.html", ".blog-terms") == ["Test", "NumPy"]
    assert links(built, "blog/objects/numpy.html", ".blog-objects dt") == ["numpy.sum", "ufunc"]


_LINKS = {
    "a.b py:function": "[the text](inv:np:py:function#a.b)",
    "c.d py:class": "<inv:#c.d>",
    "e.f py:data": "[](inv:np#e.*)",
    "g::h cpp:function": "[](inv:np:cpp#g::h)",
    "i:j rst:directive:option": "<inv:np:rst:*#i:j>",
    "k.l py:method": "{external:py:meth}`k.l`",
    "m.n py:function": "{external+np:py:func}`the text <m.n>`",
    "o.p py:module": "[text](o.p)",
    "q.r py:exception": "<project:#q.r>",
    "s.t py:function": "{any}`np:s.t`",
}
_LINKS_TO_PLACES = ["<inv:#chapter>", "<inv:np:std:label#section>", "<inv:np:blog:post#posts/a>"]


def test_each_form_of_a_link_to_another_project_is_a_mention(manual: Site) -> None:
    objects = (f"{name} 1 api.html#$ -" for name in _LINKS)
    places = "chapter std:doc -1 c.html C", "section std:label -1 s.html S", "posts/a blog:post 1 p.html P"
    manual.write({"numpy.inv": inventory(*objects, *places)})
    manual.replace("posts/b.md", "and `", f"{' '.join((*_LINKS.values(), *_LINKS_TO_PLACES))} and `")
    built = manual.build(
        blog_mentions=[],
        blog_objects=True,
        extensions=["myst_parser", "sphinxext_blog", "sphinx.ext.intersphinx"],
        intersphinx_mapping={"np": ("https://numpy.example/", "numpy.inv")},
    )
    assert built.warnings == []
    expected = [name.partition(" ")[0] for name in _LINKS]
    assert links(built, "blog/objects/numpy.html", ".blog-objects dt") == expected


def test_a_changed_inventory_changes_what_posts_mention(manual: Site) -> None:
    manual.write({"numpy.inv": inventory("numpy.mean py:function 1 api.html#$ -")})
    manual.replace("posts/b.md", "and `", "{py:func}`numpy.sum` and `")
    extensions = ["myst_parser", "sphinxext_blog", "sphinx.ext.intersphinx"]

    def build() -> Build:
        mapping = {"np": ("https://numpy.example/", "numpy.inv")}
        return manual.build(blog_objects=True, extensions=extensions, intersphinx_mapping=mapping)

    assert not build().has("blog/objects/numpy.html")
    manual.write({"numpy.inv": NUMPY})
    assert links(build(), "blog/objects/numpy.html", ".blog-objects dt") == ["numpy.sum"]
    manual.write({"numpy.inv": inventory("numpy.mean py:function 1 api.html#$ -")})
    built = build()
    assert not built.has("blog/objects/numpy.html")
    assert "NumPy" not in built.main("posts/b.html").text


# -- the directive -----------------------------------------------------------------------------------------------------


def test_a_directive_lists_the_posts_about_its_page_or_an_object(manual: Site) -> None:
    lists = "\n".join(
        f"```{{mentions}} {argument}\n```\n"
        for argument in ("", "example.run\n:limit: 1", "example.Foo.bar\n:role: py:meth", "example.never")
    )
    manual.replace("api.md", "# API\n", f"# API\n\n{lists}")
    manual.write({"posts/c.md": post("2026-01-03", "C", "{doc}`/api`")})
    built = manual.build(blog_mentions=[])
    assert built.warnings == []
    shown = [[link.text for link in part.select("a")] for part in built.page("api.html").select(".blog-mentions")]
    assert shown == [["C", "B", "A a"], ["B"], ["A a"]]
    assert "No posts yet." in built.main("api.html").text
    manual.write({"posts/d.md": post("2026-01-04", "D", "{py:func}`example.never`")})
    built = manual.build(blog_mentions=[])
    assert "api" in built.updated
    assert "No posts yet." not in built.main("api.html").text


@pytest.mark.parametrize("options", ["", "\n:role: py:func", "\n:role: nodomain:func", "\n:role: func"])
def test_a_directive_that_names_nothing_is_reported_with_its_place(manual: Site, options: str) -> None:
    manual.replace("other.md", "# Other\n", f"# Other\n\n```{{mentions}} exmaple.run{options}\n```\n")
    (warning,) = manual.build().warnings
    assert "other.md:6: WARNING: mentions: no object named 'exmaple.run'" in warning
    assert warning.endswith("[blog.mention]")


# -- bad input ---------------------------------------------------------------------------------------------------------


def test_an_unknown_domain_is_reported(manual: Site) -> None:
    (warning,) = manual.build(blog_mentions=["py", "pyy"]).warnings
    assert "blog_mentions: 'pyy' is not a domain." in warning
    assert "Did you mean 'py'?" in warning


def test_an_object_that_two_documents_define_has_one_list(manual: Site) -> None:
    manual.replace("other.md", "example.other()", "example.run()")
    built = manual.build()
    assert [line for line in built.warnings if "duplicate object" not in line] == []
    lists = [mentions(built, "example.run", page) for page in ("api.html", "other.html")]
    assert sorted(lists, key=bool) == [None, ["B", "A a"]]
    assert differences(manual.build().out, manual.fresh().out) == {}


def test_an_object_in_a_draft_has_no_list(manual: Site) -> None:
    draft = post("2026-01-03", "Draft", "```{py:function} example.hidden()\n```", draft="true")
    manual.write({"posts/draft.md": draft})
    manual.replace("posts/b.md", "and `", "{py:func}`example.hidden` and `")
    built = manual.build(blog_objects=True)
    assert built.warnings == []
    assert "example.hidden" not in built.text("blog/objects/test.html")


_FRAGILE = """
from sphinx.domains import Domain, ObjType
from sphinx.roles import XRefRole

class Fragile(Domain):
    name = "fragile"
    label = "Fragile"
    object_types = {"thing": ObjType("thing", "thing")}
    roles = {"thing": XRefRole()}

    def resolve_xref(self, env, fromdocname, builder, typ, target, node, contnode):
        if isinstance(node.get("refdomain"), str) and not node.source:  # as Sphinx never calls it
            raise RuntimeError(target)
        return None

def setup(app):
    app.add_domain(Fragile)
    return {"parallel_read_safe": True}
"""


def test_a_domain_that_fails_stops_nothing(manual: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    manual.write({"fragile.py": _FRAGILE})
    monkeypatch.syspath_prepend(str(manual.src))
    manual.replace("posts/b.md", "and `", "{fragile:thing}`x` and `")
    built = manual.build(
        extensions=["myst_parser", "sphinxext_blog", "fragile"],
        blog_mentions=["py", "fragile"],
        exclude_patterns=["*.py"],
    )
    assert mentions(built, "example.run") == ["B", "A a"]
