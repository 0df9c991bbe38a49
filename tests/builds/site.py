"""Sites to build in tests: their sources, edits of them, and what a build gives."""

from __future__ import annotations

import json
import os
import re
import shutil
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bs4 import BeautifulSoup
from sphinx.builders.html import _assets
from sphinx.config import Config
from sphinx.testing.util import SphinxTestApp

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["NOW", "ROOTS", "Build", "Site", "differences", "snapshot", "tree", "unexpected_warnings"]

ROOTS = Path(__file__).with_name("roots")
NOW = 1_772_323_200
"""2026-03-01, the moment of every build in these tests unless one says otherwise."""

_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_UNUSED_PATTERN = "blog_posts: no document matches"
_SUFFIXES = dict(Config.config_values["source_suffix"].default)
_AS_LATER = {"show_warning_types": True, "linkcheck_report_timeouts_as_broken": False}
"""What Sphinx 8 and later do by themselves."""
_CONF = 'project = "Test"\nextensions = ["myst_parser", "sphinxext_blog"]\nblog_posts = ["posts/**"]\n'


@dataclass(frozen=True)
class Build:
    """What one build gave."""

    out: Path
    warnings: list[str]
    updated: list[str]
    """What our handler of ``env-updated`` asked to be written."""
    log: str
    unused_patterns: list[str] = field(default_factory=list)
    """Warnings about patterns of posts without documents, for most tests have the same pattern; they are in no other
    list."""

    def page(self, name: str) -> BeautifulSoup:
        """A page, parsed."""
        return BeautifulSoup(self.text(name), "html.parser")

    def text(self, name: str) -> str:
        """A file of the output."""
        return (self.out / name).read_text(encoding="utf-8")

    def has(self, name: str) -> bool:
        """Whether the output holds a file."""
        return (self.out / name).is_file()

    def feed_content(self, name: str = "blog/atom.xml") -> BeautifulSoup:
        """The content of the first entry of an Atom feed."""
        found = self.text(name).partition("<content")[2].partition(">")[2].partition("</content>")[0]
        return BeautifulSoup(unescape(found), "html.parser")

    def main(self, name: str) -> BeautifulSoup:
        """What a page says itself, without the theme's navigation."""
        found = self.page(name).select_one("div.body, article, main, div[role=main]")
        assert found is not None
        return BeautifulSoup(str(found), "html.parser")


@dataclass
class Site:
    """Sources in a folder of the test, with the doctrees of their last build."""

    folder: Path
    conf: dict[str, Any] = field(default_factory=dict)

    @property
    def src(self) -> Path:
        """The sources."""
        return self.folder / "src"

    def copy_of(self, root: str) -> Site:
        """Fill it with a root of these tests."""
        shutil.copytree(ROOTS / root, self.src)
        return self

    def write(self, files: Mapping[str, str | bytes]) -> Site:
        """Write files."""
        for name, content in files.items():
            path = self.src / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, bytes):
                path.write_bytes(content)
            else:
                path.write_text(content, encoding="utf-8")
        return self

    def replace(self, name: str, old: str, new: str) -> None:
        """Change a piece of a file, which has to be there."""
        text = (self.src / name).read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {name}"
        self.write({name: text.replace(old, new)})

    def delete(self, *names: str) -> None:
        """Delete files."""
        for name in names:
            (self.src / name).unlink()

    def rename(self, old: str, new: str) -> None:
        """Rename a file."""
        text = (self.src / old).read_bytes()
        self.delete(old)
        self.write({new: text})

    def build(
        self,
        builder: str = "html",
        *,
        to: str = "build",
        parallel: int = 0,
        now: int | None = None,
        tags: tuple[str, ...] = (),
        files: tuple[str, ...] = (),
        **conf: Any,
    ) -> Build:
        """Build it; a folder that was built to before is brought up to date.

        :param to: the folder of doctrees and outputs; each builder has an output folder in it.
        :param files: the only sources to write; all of them by default.
        """
        if not (self.src / "conf.py").exists():
            self.write({"conf.py": _CONF})
        old = os.environ.get("SOURCE_DATE_EPOCH")
        os.environ["SOURCE_DATE_EPOCH"] = str(NOW if now is None else now)
        try:
            return self._build(builder, self.folder / to, parallel, tags, files, self.conf | conf)
        finally:
            if old is None:
                del os.environ["SOURCE_DATE_EPOCH"]
            else:
                os.environ["SOURCE_DATE_EPOCH"] = old

    def fresh(self, builder: str = "html", **options: Any) -> Build:
        """Build it from nothing, in a folder with a longer name."""
        number = sum(path.name.startswith("fresh") for path in self.folder.iterdir())
        return self.build(builder, to=f"fresh-from-nothing-{number}", **options)

    def _build(  # noqa: PLR0917 - what build() takes
        self,
        builder: str,
        folder: Path,
        parallel: int,
        tags: tuple[str, ...],
        files: tuple[str, ...],
        conf: dict[str, Any],
    ) -> Build:
        folder.mkdir(exist_ok=True)
        # Sphinx keeps checksums of style sheets for the life of a process; an author's build has one of its own
        checksum: Any = getattr(_assets, "_file_checksum_inner", None)
        if checksum is not None:
            checksum.cache_clear()
        # It adds the suffixes of extensions to the default value of the option, which also belongs to the process
        Config.config_values["source_suffix"].default.clear()
        Config.config_values["source_suffix"].default.update(_SUFFIXES)
        conf = _AS_LATER | conf
        app = SphinxTestApp(
            builder, srcdir=self.src, builddir=folder, confoverrides=conf, parallel=parallel, tags=list(tags)
        )
        updated: list[str] = []
        try:
            emit = app.events.emit

            def spy(name: str, *args: Any, **options: Any) -> list[Any]:
                result: list[Any] = emit(name, *args, **options)
                if name == "env-updated":
                    updated.extend(docname for found in result for docname in found or ())
                return result

            app.events.emit = spy  # type: ignore[method-assign]
            paths: list[Any] = [str(self.src / name) for name in files]  # paths of pathlib in newer versions' types
            app.build(filenames=paths)
            warnings = [line for line in _COLOURS.sub("", app.warning.getvalue()).splitlines() if line.strip()]
            unused = [warning for warning in warnings if _UNUSED_PATTERN in warning]
            warnings = [warning for warning in warnings if _UNUSED_PATTERN not in warning]
            log = _COLOURS.sub("", app.status.getvalue())
            return Build(Path(app.outdir), warnings, sorted(updated), log, unused)
        finally:
            app.cleanup()


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of an output folder, by its name, but for what Sphinx itself makes different in a rebuild.

    ``.buildinfo`` is a hash of the config, kept as ``.buildinfo.bak`` when that changes.  ``searchindex.js`` keeps,
    with no documents, the words that were once somewhere (``IndexBuilder.prune``), and loses the index entries of
    documents that were not written again (they are noted when the environment is on disk already,
    ``IndexBuilder.feed``); a project without this extension has it as well.  All else in it is compared.  The builders
    of JSON and pickles put the environment itself into their output.
    """
    found = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith((".buildinfo", "environment.pickle"))
    }
    for name in found.keys() & {"searchindex.js", "searchindex.json"}:
        # Sphinx sorts the words of the first file only.
        found[name] = _without_lost_words(found[name], sort_keys=name.endswith(".json"))
    return found


def _without_lost_words(index: bytes, *, sort_keys: bool) -> bytes:
    data = json.loads(index.removeprefix(b"Search.setIndex(").removesuffix(b")"))
    for kind in ("terms", "titleterms"):
        data[kind] = {word: where for word, where in data[kind].items() if where != []}
    data.pop("indexentries", None)
    return json.dumps(data, ensure_ascii=False, indent=0, sort_keys=sort_keys).encode()


def differences(one: Path, other: Path) -> dict[str, str]:
    """What differs between two output folders, the rebuilt one first: where a file is, or what differs first in it."""
    first, second = tree(one), tree(other)
    found = {}
    for name in sorted(first.keys() | second.keys()):
        if name not in second:
            # Sphinx copies the stemmer of the search's language, and never takes that of another language away
            if not name.endswith("-stemmer.js"):
                found[name] = "only in the first"
        elif name not in first:
            found[name] = "only in the second"
        elif first[name] != second[name]:
            found[name] = _first_difference(first[name], second[name])
    return found


def unexpected_warnings(before: Build, rebuilt: Build, fresh: Build) -> dict[str, list[str]]:
    """Which warnings of a rebuild a fresh build does not have, and which of its new ones the rebuild left out.

    What an earlier build has warned of, a rebuild need not repeat.  The builder of JSON copies the environment into its
    output; Sphinx warns that the file is there already.
    """
    copied = {warning for warning in rebuilt.warnings if "/environment.pickle " in warning}
    found = {
        "only in the first": set(rebuilt.warnings) - set(fresh.warnings) - copied,
        "only in the second": set(fresh.warnings) - set(before.warnings) - set(rebuilt.warnings),
    }
    return {name: sorted(warnings) for name, warnings in found.items() if warnings}


def snapshot(folder: Path, to: Path) -> Path:
    """A copy of an output folder as it is now."""
    return shutil.copytree(folder, to)


def _first_difference(one: bytes, other: bytes) -> str:
    place = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return f"{one[max(0, place - 60) : place + 80]!r} != {other[max(0, place - 60) : place + 80]!r}"
