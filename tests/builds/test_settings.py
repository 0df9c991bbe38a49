"""Settings that an author misspells or that have no effect: each is a warning with its place, and fatal with -W."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.builds.site import Build, Site

pytestmark = pytest.mark.slow

_CONF = 'project = "Test"\nextensions = ["myst_parser", "sphinxext_blog"]\n'
_POST = "---\ndate: 2026-01-11\nauthor: mei\ntags: nlp\n---\n# Title\n\nText.\n"
_BACKSLASH = (
    r"blog_posts: backslash in 'posts\\**'. Expected forward slashes. Did you mean 'posts/**'? "
    "The pattern matches no document."
)


def _build(site: Site, conf: str, **files: str) -> Build:
    named = {name.replace("__", "/") + ".md": text for name, text in files.items()}
    return site.write({"conf.py": _CONF + conf, "index.md": "# Home\n", "posts/a.md": _POST, **named}).build()


def _placed(build: Build) -> list[str]:
    warnings = [*build.warnings, *build.unused_patterns]
    return [warning.partition("/src/")[2] for warning in warnings if "[blog." in warning]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('blog_post = ["posts/**"]', "blog_post: unknown option. Did you mean 'blog_posts'? The option is ignored."),
        (
            "blog_excerpt_lenght = 9",
            "blog_excerpt_lenght: unknown option. Did you mean 'blog_excerpt_length'? The option is ignored.",
        ),
        ("blog_zzzzz: int = 1", "blog_zzzzz: unknown option. The option is ignored."),
    ],
)
def test_a_setting_that_is_no_option_is_a_warning(site: Site, line: str, message: str) -> None:
    """With its line, and the option that is meant."""
    build = _build(site, f'blog_posts = ["posts/**"]\n\n{line}\n')
    assert _placed(build) == [f"conf.py:5: WARNING: {message} [blog.config]"]


def test_an_invalid_value_is_a_warning_with_its_line(site: Site) -> None:
    """Of any option, in definitions of terms, too; an option on the command line has no line."""
    conf = (
        'blog_posts = ["posts/**"]\nblog_page_size = "ten"\nblog_filter_bar = (\n    "colours"\n)\n'
        'blog_default_image = "none.png"\nblog_authors = {\n    "bo": {},\n    "mei": {"orcid": "1"},\n}\n'
        'blog_taxonomies = {"tag": "x"}\nblog_current = "numpy"\n'
    )
    build = _build(site, conf)
    places = [(line.partition(": ")[0], line.split(": ")[2].split("[")[0]) for line in _placed(build)]
    assert sorted(places) == [
        ("conf.py:11", "blog_authors"),
        ("conf.py:13", "blog_taxonomies"),
        ("conf.py:14", "blog_current"),
        ("conf.py:4", "blog_page_size"),
        ("conf.py:6", "blog_filter_bar"),
        ("conf.py:8", "blog_default_image"),
    ]
    site.write({"conf.py": _CONF})
    (warning,) = site.build(blog_posts=["posts/**"], blog_page_size=0).warnings
    assert warning.startswith("WARNING: blog_page_size: 0 is not valid.")


def test_helpers_and_options_of_others_are_no_settings(site: Site) -> None:
    """Functions, classes and imports, and what another extension registers."""
    build = _build(
        site,
        'blog_posts = ["posts/**"]\nimport os.path as blog_os\nfrom json import loads as blog_loads\n'
        "blog_theme_color = 'red'\n_blog_x = 1\nclass blog_class: pass\n\ndef blog_setup(): pass\n\n"
        "def setup(app):\n    app.add_config_value('blog_theme_color', '', 'html')\n",
    )
    assert build.warnings == []


@pytest.mark.parametrize(
    ("patterns", "message"),
    [
        (
            r'["posts\\**"]',
            _BACKSLASH,
        ),
        (
            '["posts/**",\n  "nwes/**"]',
            "blog_posts: no document matches 'nwes/**'. The pattern declares no posts.",
        ),
    ],
)
def test_a_pattern_that_matches_nothing_is_a_warning(site: Site, patterns: str, message: str) -> None:
    """At the line of the pattern; those with backslashes are reported once."""
    build = _build(site, f"blog_posts = {patterns}\n")
    line = 3 + patterns.count("\n")
    assert _placed(build) == [f"conf.py:{line}: WARNING: {message} [blog.config]"]


def test_a_pattern_that_matches_drafts_only_is_good(site: Site) -> None:
    """They are documents of the author, whether they are read or not."""
    draft = "---\ndraft: true\n---\n# Draft\n"
    assert _build(site, 'blog_posts = ["posts/**", "drafts/*"]\n', drafts__b=draft).unused_patterns == []


def test_a_name_whose_value_is_used_in_an_option_is_no_option(site: Site) -> None:
    """Such as a list of sidebars, at any depth."""
    conf = (
        'blog_posts = ["posts/**"]\nblog_parts = ["blog/recent.html"]\nhtml_sidebars = {"blog/**": blog_parts}\n'
        'blog_links = {"a": 1}\nhtml_context = {"links": [blog_links]}\n'
        'blog_unused_parts = ["a"]\n'
    )
    assert [line.partition("WARNING: ")[2] for line in _placed(_build(site, conf))] == [
        "blog_unused_parts: unknown option. The option is ignored. [blog.config]"
    ]


def test_an_unknown_field_of_a_term_is_a_warning(site: Site) -> None:
    """Similar to a field or not, at its line in the file."""
    site.write({"tags.yml": "nlp:\n  label: NLP\n  color: red\n  descripton: Language.\n"})
    build = _build(site, 'blog_posts = ["posts/**"]\nblog_tags = "tags.yml"\n')
    fields = "label, slug, description, parent, image, bio, url, given, family or social"
    expected = f"Expected a field such as {fields}. The field is ignored."
    suggested = "Did you mean 'description'? The field is ignored."
    assert _placed(build) == [
        f"tags.yml:3: WARNING: blog_tags['nlp']['color']: unknown field. {expected} [blog.term_data]",
        f"tags.yml:4: WARNING: blog_tags['nlp']['descripton']: unknown field. {suggested} [blog.term_data]",
    ]
