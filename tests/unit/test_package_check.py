"""What a release may not lack, and what it may not have."""

from __future__ import annotations

import importlib.util
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

import sphinxext_blog

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).parents[2]
PACKAGE = [
    "sphinxext_blog/__init__.py",
    "sphinxext_blog/py.typed",
    "sphinxext_blog/static/blog.css",
    "sphinxext_blog/templates/blog/entry.html",
    "sphinxext_blog/schema/post.json",
    "sphinxext_blog/locale/de/LC_MESSAGES/sphinxext_blog.po",
    "sphinxext_blog/locale/de/LC_MESSAGES/sphinxext_blog.mo",
]
METADATA = ["sphinxext_blog-1.0.dist-info/METADATA", "sphinxext_blog-1.0.dist-info/licenses/LICENSE"]
SOURCES = [
    *PACKAGE, "tests/test_a.py", "docs/conf.py", "benchmarks/run.py", "pyproject.toml", "noxfile.py", "README.md",
    "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE",
]  # fmt: skip


@pytest.fixture(scope="module")
def check() -> ModuleType:
    """The script that releases are checked with."""
    spec = importlib.util.spec_from_file_location("check_package", ROOT / ".ci" / "check_package.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_whole_wheel_is_right(check: ModuleType) -> None:
    assert list(check.wheel_problems([*PACKAGE, *METADATA], PACKAGE, 999_999)) == []


def test_a_wheel_of_more_than_a_megabyte_is_too_large(check: ModuleType) -> None:
    assert len(list(check.wheel_problems([*PACKAGE, *METADATA], PACKAGE, 1_000_001))) == 1


@pytest.mark.parametrize("name", [*PACKAGE, METADATA[1]])
def test_a_wheel_lacks_nothing(check: ModuleType, name: str) -> None:
    """Files that git has, and kinds of files without which it would be broken, should git not have them either."""
    names = [other for other in [*PACKAGE, *METADATA] if other != name]
    assert list(check.wheel_problems(names, PACKAGE, 1))
    if name not in {PACKAGE[0], PACKAGE[5]}:
        assert list(check.wheel_problems(names, [other for other in PACKAGE if other != name], 1))


@pytest.mark.parametrize("name", ["tests/test_a.py", "sphinxext_blog/left_over.py", "docs/conf.py"])
def test_a_wheel_has_nothing_else(check: ModuleType, name: str) -> None:
    assert len(list(check.wheel_problems([*PACKAGE, *METADATA, name], PACKAGE, 1))) == 1


def test_an_sdist_has_all_that_tests_and_manual_need(check: ModuleType) -> None:
    names = [f"sphinxext_blog-1.0/{name}" for name in [*SOURCES, "PKG-INFO"]]
    assert list(check.sdist_problems(names, SOURCES)) == []
    assert len(list(check.sdist_problems(names[:-2], SOURCES))) == 1
    assert len(list(check.sdist_problems([*names, "sphinxext_blog-1.0/venv/a.py"], SOURCES))) == 1


@pytest.mark.parametrize("name", ["docs/aux.md", "docs/Con", "a:b.md", "docs/end.", "docs/nul.txt/a", "what?.md"])
def test_a_name_that_windows_cannot_have_is_noticed(check: ModuleType, name: str) -> None:
    assert len(list(check.case_problems([name, "docs/console.md", ".gitignore"]))) == 1


def test_names_that_differ_in_case_only_are_noticed(check: ModuleType) -> None:
    assert list(check.case_problems(["docs/a.md", "docs/A.md"])) == ["docs/A.md and docs/a.md differ in case only."]


def test_the_citation_has_the_version_and_license_of_the_package() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert citation["version"] == sphinxext_blog.__version__
    assert citation["license"] == project["license"]
    assert [author["name"] for author in citation["authors"]] == [author["name"] for author in project["authors"]]
