"""The recipe for a site in two languages, built as the manual shows it; and what a site without a URL lacks."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.builds.site import Site

pytestmark = pytest.mark.slow

_MANUAL = Path(__file__).parents[2] / "docs" / "guide"
_CONF = 'project = "Test"\nextensions = ["myst_parser", "sphinxext_blog"]\nblog_posts = ["posts/**"]\n'


def _recipe() -> tuple[str, list[str]]:
    """The configuration and the commands of the manual."""
    text = (_MANUAL / "languages.md").read_text(encoding="utf-8")
    section = text.partition("## Publish one site for each language")[2].partition("\n## ")[0]
    conf, commands = (re.findall(rf"```{kind}\n(.*?)```", section, re.DOTALL)[0] for kind in ("python", "console"))
    return conf, [line.removeprefix("$ ") for line in commands.splitlines()]


def test_each_language_has_its_own_canonical_addresses(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    conf, commands = _recipe()
    catalog = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Hello"\nmsgstr "你好"\n'
    site.write({
        "conf.py": _CONF + conf,
        "index.md": "# Home\n",
        "posts/a.md": "---\ndate: 2026-01-11\n---\n# Hello\n\nText.\n",
        "locale/zh_CN/LC_MESSAGES/posts/a.po": catalog,
    })  # fmt: skip
    assert [re.findall(r"SITE_LANGUAGE=(\w+)", command) for command in commands] == [[], ["zh_CN"]]
    english = site.build(to="en")
    monkeypatch.setenv("SITE_LANGUAGE", "zh_CN")
    chinese = site.build(to="zh")
    for build, base in ((english, "https://example.org/"), (chinese, "https://example.org/zh-cn/")):
        for page in ("posts/a.html", "blog/index.html", "blog/archive.html"):
            links = [str(link["href"]) for link in build.page(page).select("link[rel=canonical]")]
            assert links == [base + page.removesuffix("index.html") + ("index.html" if "index" in page else "")]
        assert f"{base}posts/a.html" in build.text("blog/atom.xml")
    assert "你好" in chinese.main("blog/index.html").get_text()
    assert "Hello" in english.main("blog/index.html").get_text()


def test_the_log_states_once_what_a_missing_address_costs(site: Site) -> None:
    """In builds of web sites only, and as the tutorial shows it."""
    site.write({"conf.py": _CONF, "index.md": "# Home\n", "posts/a.md": "---\ndate: 2026-01-11\n---\n# Hello\n"})
    line = "blog: skipped feeds, canonical links and link previews with images, which require html_baseurl"
    assert site.build().log.count(line) == 1
    assert site.build("text").log.count(line) == 0
    assert site.build(html_baseurl="https://example.org/").log.count(line) == 0
    assert line in (_MANUAL.parent / "tutorial.md").read_text(encoding="utf-8")
