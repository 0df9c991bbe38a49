"""What is compared: plain Sphinx, this extension, and ABlog, with equal settings for all but themselves.

Plain Sphinx is measured twice: as it is, and with *equal gc*.  During a build the extension lets Python's garbage
collector run less often, which makes a fresh build of plain Sphinx a few percent faster, too.  Against equal gc one
sees what the blog itself costs; against plain Sphinx as it is, what an author waits.

Posts stand in no toctree: thousands of entries there would cost every engine more than all that is measured here.
The warning about that has had a name, to be quieted by, since Sphinx 8: older ones cannot be measured.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib.util import find_spec

__all__ = ["DEFAULT", "ENGINES", "GC_THRESHOLDS", "PLAIN", "PLAIN_EQUAL_GC", "Engine"]

PLAIN = "plain"
PLAIN_EQUAL_GC = "plain-gc"
GC_THRESHOLDS = (20_000, 10, 20)
"""The thresholds that the extension sets while it builds; a test compares the two."""
_EQUAL_GC = f"""

def setup(app):
    import gc

    shipped = gc.get_threshold()
    app.connect("config-inited", lambda *_: gc.set_threshold{GC_THRESHOLDS})
    app.connect("build-finished", lambda *_: gc.set_threshold(*shipped))
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Engine:
    """One way to build the posts."""

    name: str
    extension: str = ""
    """The extension it adds to MyST; plain Sphinx adds none."""
    distribution: str = ""
    """What installs the extension, for the version in the report."""
    settings: dict[str, object] = field(default_factory=dict)
    """Options that it cannot do without; all others keep their defaults."""
    toctree: tuple[str, ...] = ()
    """Generated pages that the index names."""
    code: str = ""
    """Python below the settings of its ``conf.py``."""

    @property
    def is_available(self) -> bool:
        """Whether its extension can be imported here."""
        return not self.extension or find_spec(self.extension) is not None

    def conf_py(self, theme: str) -> str:
        """The text of its ``conf.py``."""
        settings: dict[str, object] = {
            "project": "Benchmark",
            "extensions": ["myst_parser", *filter(None, [self.extension])],
            "myst_enable_extensions": ["colon_fence", "dollarmath"],
            "html_baseurl": "https://example.org/",  # feeds need it
            "html_theme": theme,
            "suppress_warnings": ["toc.not_included"],
            **self.settings,
        }
        return "".join(f"{name} = {value!r}\n" for name, value in settings.items()) + self.code


ENGINES = {
    engine.name: engine
    for engine in (
        Engine(name=PLAIN),
        Engine(name=PLAIN_EQUAL_GC, code=_EQUAL_GC),
        Engine(
            name="blog",
            extension="sphinxext_blog",
            distribution="sphinxext-blog",
            settings={"blog_posts": ["posts/**"]},
            toctree=("blog/index",),
        ),
        Engine(
            name="blog-mentions",
            extension="sphinxext_blog",
            distribution="sphinxext-blog",
            settings={"blog_posts": ["posts/**"], "blog_mentions": ["py"], "blog_objects": True},
            toctree=("blog/index",),
        ),
        Engine(
            name="ablog",
            extension="ablog",
            distribution="ablog",
            settings={"blog_post_pattern": "posts/*", "blog_baseurl": "https://blog.example.org/"},
        ),
    )
}
"""By name; the others are measured against the two plain ones."""
DEFAULT = (PLAIN, PLAIN_EQUAL_GC, "blog", "ablog")
"""The engines that are compared by default; `blog-mentions` has pages that the others lack."""
