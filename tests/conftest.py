"""What all tests share: how much Hypothesis tries, and in how many processes they run.

``--hypothesis-profile=thorough`` takes an hour and more.
"""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests.processes import processes_for

if TYPE_CHECKING:
    from collections.abc import Generator

_TESTS = Path(__file__).parent
_TRACED = frozenset(
    f"test_{name}"
    for name in (
        "ablog", "benchmark", "blogroll", "check", "citations", "content_check", "due", "excerpts", "feeds",
        "link_titles", "mentions_of_objects", "new_and_list", "omitted_sections", "reading", "recipes",
        "shared_mentions", "social_cards", "sphinx_compat", "templates", "term_data", "views_are_shown",
    )
)  # fmt: skip
"""The modules of build tests that, with all unit tests, reach nearly all code; the others reach it in further forms.

Python takes twice as long for a build that it traces.
"""

# building a site takes as long as the machine is busy: no deadline
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", parent=settings.get_profile("patient"), max_examples=2_000)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add an option for machines that have to run all tests."""
    parser.addoption("--missing-tools-fail", action="store_true", help="fail where a test lacks a package or a tool")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fail a test that skipped itself; one that is marked to be skipped does not fit this system or version."""
    report = yield
    if report.skipped and item.config.getoption("--missing-tools-fail") and not any(item.iter_markers("skipif")):
        report.outcome = "failed"
        report.longrepr = f"skipped, but nothing may be missing here: {call.excinfo and call.excinfo.value}"
    return report


def pytest_configure(config: pytest.Config) -> None:
    """Choose the profile, unless the command line has."""
    if not config.getoption("--hypothesis-profile"):
        settings.load_profile("patient")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests with which coverage is measured."""
    for item in items:
        place = item.path.relative_to(_TESTS)
        if (place.parts[0] == "unit" or place.stem in _TRACED) and not item.get_closest_marker("slow"):
            item.add_marker("traced")


def pytest_collection_finish() -> None:
    """Exclude the thousands of collected tests from garbage collection, which each build would search otherwise."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(optionalhook=True)  # it is one of pytest-xdist's
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Answer ``-n auto``, which pyproject.toml makes the default."""
    return processes_for(config)
