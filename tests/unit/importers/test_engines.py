"""The registry of engines: those of this package, and those that other packages add by an entry point."""

from __future__ import annotations

import re
from importlib.metadata import EntryPoint, EntryPoints
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sphinxext_blog.importers import engines
from sphinxext_blog.importers.engines import Engine, engine_names, load_engine
from sphinxext_blog.importers.front_matter import Key
from sphinxext_blog.importers.old_blog import Blog, SourceFile
from tests.unit.old_blogs import PNG, import_from, write

if TYPE_CHECKING:
    from sphinxext_blog.importers.front_matter import MetadataMapper
    from sphinxext_blog.importers.old_blog import Options


def _open(root: Path, options: Options) -> Blog:
    """A blog of which the posts end in ``.txt.md``."""
    files = tuple(SourceFile(path=path, name=path.name) for path in sorted(root.glob("*.txt.md")))
    return Blog(root=root, files=files, permalink=options.permalink)


def _map(mapper: MetadataMapper, blog: Blog) -> None:
    mapper.addresses.append(f"old/{mapper.value('id')}/")


TINY = Engine(
    name="tiny", open=_open, keys=(Key.text("title", "heading"),), map_metadata=_map, dropped=frozenset({"id"})
)
NOT_AN_ENGINE = "text"


@pytest.fixture
def added(monkeypatch: pytest.MonkeyPatch) -> None:
    """Entry points of another package."""
    points = EntryPoints(
        EntryPoint(name=name, value=f"{__name__}:{value}", group=engines.ENTRY_POINTS)
        for name, value in (("tiny", "TINY"), ("text", "NOT_AN_ENGINE"), ("gone", "GONE"), ("hexo", "TINY"))
    )
    monkeypatch.setattr(engines, "entry_points", points.select)


@pytest.mark.parametrize("name", engines._BUILT_IN)
def test_engines_of_this_package(name: str) -> None:
    assert load_engine(name).name == name


@pytest.mark.usefixtures("added")
def test_an_entry_point_adds_an_engine_and_replaces_none() -> None:
    assert engine_names()[-3:] == ("gone", "text", "tiny")
    assert engine_names().count("hexo") == 1
    assert load_engine("tiny") is TINY
    assert load_engine("hexo") is not TINY


@pytest.mark.usefixtures("added")
@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("none", "no engine named 'none'. Expected one of hexo, jekyll,"),
        ("text", "the engine 'text' is not an Engine, but str"),
        ("gone", "the engine 'gone' .* cannot be loaded: "),
    ],
)
def test_what_is_not_an_engine_is_named(name: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        load_engine(name)


@pytest.mark.usefixtures("added")
def test_posts_of_an_added_engine_are_imported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = write(tmp_path / "old", {"a.txt.md": "---\nheading: A\nid: 7\ndate: 2020-01-02\n---\n\nText.\n"})
    assert import_from("tiny", old, tmp_path / "posts") == 0
    (post,) = (tmp_path / "posts").iterdir()
    assert post.read_text() == "---\ntitle: A\ndate: 2020-01-02\naliases: [old/7/]\n---\n\n# A\n\nText.\n"
    assert import_from("none", old, tmp_path / "posts") == 2
    assert "no engine named 'none'" in capsys.readouterr().err


def test_the_examples_of_the_manual_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page on tags and engines: its code, written to the modules it names, imports posts."""
    page = (Path(__file__).parents[3] / "docs/move/engines.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    start = next(number for number, block in enumerate(blocks) if block.startswith("# tinypress.py"))
    (tmp_path / "my_importers.py").write_text("\n".join(blocks[:start]), encoding="utf-8")
    (tmp_path / "tinypress.py").write_text("\n".join(blocks[start:]), encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    points = EntryPoints(
        EntryPoint(name=name, value=value, group=engines.ENTRY_POINTS)
        for name, value in re.findall(r"([a-z-]+) = \"(\w+:\w+)\"", page)
    )
    assert sorted(points.names) == ["my-hexo", "tinypress"]
    monkeypatch.setattr(engines, "entry_points", points.select)
    text = (
        "{% badge new one %}\n\n{% aside Of it %}\n*Text*\n{% endaside %}\n\n{% chart title=T %}\n{}\n{% endchart %}\n"
    )
    old = write(tmp_path / "hexo", {"_config.yml": "", "source/_posts/a.md": f"---\ndate: 2020-01-02\n---\n{text}"})
    assert import_from("my-hexo", old, tmp_path / "one") == 0
    post = (tmp_path / "one/a.md").read_text(encoding="utf-8")
    assert "**new one**" in post
    assert "{admonition} Of it\n*Text*\n" in post
    assert "{code-block} json\n:caption: T\n\n{}\n" in post
    head = "heading: A\npublished: 2020-01-02\nlabels: x y\npublic: no\ntheme: z\n"
    files: dict[str, str | bytes] = {
        "site.json": '{"url": "https://old.example.net", "title": "T"}',
        "texts/a.md": f"---\n{head}---\n{{image a.png}} {{image}}\n",
        "public/a.png": PNG,
    }
    assert import_from("tinypress", write(tmp_path / "tiny", files), tmp_path / "two") == 0
    post = (tmp_path / "two/a.md").read_text(encoding="utf-8")
    assert "title: A\ndate: 2020-01-02\ntags: [x, y]\ndraft: true\naliases: [2020/a/]\n---\n" in post
    assert "![](images/a.png)" in post
