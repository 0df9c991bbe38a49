"""Configuration of the new blog: its ``conf.py``, and the files of terms and authors that it names."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from ..model.slugs import label_key, slugify
from ..sphinx_compat import translated_languages
from .old_blog import read_python
from .saving import prefix_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from .old_blog import Blog, OldPost

__all__ = [
    "Setting",
    "author_entries",
    "category_entries",
    "conf_path",
    "front_page",
    "missing_packages",
    "name_of",
    "render_conf",
    "required_settings",
    "sphinx_language",
    "term_entries",
]

_PACKAGES = {"sphinx_design": "sphinx_design", "mermaid": "sphinxcontrib.mermaid"}
"""Sphinx extensions by the feature that needs them; all other features are extensions of MyST."""
_PAGE_SIZE = 10
_FEED_LENGTH = 20
"""Defaults of this extension, which need no line."""
_CHINESE = {"zh": "zh_CN", "zh_hans": "zh_CN", "zh_sg": "zh_CN", "zh_hant": "zh_TW"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One line of ``conf.py``."""

    name: str
    value: Any = field(hash=False)
    comment: str = ""
    of_site: bool = False
    """Whether it is about the whole site, so that a ``conf.py`` that sets it already is right."""

    def line(self) -> str:
        """Return the line."""
        comment = f"  # {self.comment}" if self.comment else ""
        return f"{self.name} = {_literal(self.value)}{comment}"


def conf_path(into: Path) -> Path:
    """Return the ``conf.py`` above a folder, or where a new one belongs: in the folder above."""
    resolved = into.resolve()
    folders = (resolved, *resolved.parents)
    return next((folder for folder in folders if (folder / "conf.py").is_file()), resolved.parent) / "conf.py"


def required_settings(
    blog: Blog, into: Path, features: Iterable[str], vocabularies: Iterable[str]
) -> tuple[Setting, ...]:
    """Return what ``conf.py`` needs and does not have yet, in the order of the file.

    Without a ``conf.py``, that is the whole file.  One that exists keeps its title, language and the like.
    """
    path = conf_path(into)
    existing = read_python(path) if path.is_file() else None
    settings = [*_site_settings(blog), *_blog_settings(blog, into, frozenset(features), vocabularies)]
    if existing is None:
        if settings[0].name != "project":
            settings.insert(0, Setting(name="project", value="Blog", comment="the old configuration has no title"))
        return (*settings, Setting(name="exclude_patterns", value=["_build", ".venv"]))
    return tuple(setting for setting in settings if not _is_set(setting, existing))


def render_conf(settings: Iterable[Setting]) -> str:
    """Return a whole ``conf.py``."""
    return "".join(f"{setting.line()}\n" for setting in settings)


def front_page(blog: Blog) -> tuple[str, str]:
    """Return the name and text of a front page with the newest posts, without which Sphinx does not build a site."""
    title = " ".join(blog.site.title.split()) or "Blog"
    if _is_rst(blog):
        title, pages = f"{title}\n{'=' * max(2 * len(title), 4)}", "blog/index\n   blog/archive"
        posts = ".. postlist:: 10\n   :style: compact"
        return "index.rst", f"{title}\n\n{posts}\n\n.. toctree::\n   :hidden:\n\n   {pages}\n"
    posts, pages = "```{postlist} 10\n:style: compact\n```", "```{toctree}\n:hidden:\n\nblog/index\nblog/archive\n```"
    return "index.md", f"# {title}\n\n{posts}\n\n{pages}\n"


def sphinx_language(language: str) -> str:
    """Return the code that Sphinx has for a language, as ``zh_CN`` for ``zh-Hans``; nothing for one without a code."""
    code = re.split(r"[.@,\s]", language.strip())[0].replace("-", "_").lower()
    if not re.fullmatch(r"[a-z]{2,3}(_\w+)*", code):
        return ""
    code = _CHINESE.get("_".join(code.split("_")[:2]), code)
    codes = _languages()
    names = (code.lower(), code.split("_")[0].lower())
    return next((codes[name] for name in names if name in codes), code.split("_")[0])


@cache
def _languages() -> dict[str, str]:
    """Return the languages of Sphinx by their code in lower case."""
    return {name.lower(): name for name in translated_languages()}


def _site_settings(blog: Blog) -> Iterator[Setting]:
    """Yield what the old configuration has of the whole site."""
    site = blog.site
    if title := " ".join(site.title.split()):
        yield Setting(name="project", value=title, of_site=True)
        yield Setting(name="html_title", value=title, of_site=True)
    if author := " ".join(site.author.split()):
        yield Setting(name="author", value=author, of_site=True)
    if language := sphinx_language(site.language):
        yield Setting(name="language", value=language, of_site=True)
    if blog.url.startswith(("http://", "https://")):
        url = f"{blog.url.rstrip('/')}/"
        yield Setting(name="html_baseurl", value=url, comment="feeds need the address of the site", of_site=True)


def missing_packages(settings: Iterable[Setting]) -> list[str]:
    """Return the names on PyPI of the packages that the settings need and that are not installed here."""
    extensions = next((setting.value for setting in settings if setting.name == "extensions"), ())
    packages = [package for package in _PACKAGES.values() if package in extensions and not _is_installed(package)]
    return [_name_on_pypi(package) for package in packages]


def _is_installed(package: str) -> bool:
    try:
        return find_spec(package) is not None
    except ModuleNotFoundError:  # of the package around it
        return False


def _name_on_pypi(package: str) -> str:
    return package.replace("_", "-").replace(".", "-")


def _is_rst(blog: Blog) -> bool:
    """Return whether all posts are reStructuredText, so that nothing needs MyST-Parser."""
    return bool(blog.files) and all(file.path.suffix.lower() == ".rst" for file in blog.files)


def _blog_settings(blog: Blog, into: Path, features: frozenset[str], vocabularies: Iterable[str]) -> Iterator[Setting]:
    """Yield what the posts need, and what the old configuration has of the blog."""
    prefix, site, is_rst = prefix_of(into), blog.site, _is_rst(blog)
    packages = [package for feature, package in _PACKAGES.items() if feature in features]
    old = blog.sphinx_settings
    known = list(old.get("extensions", ()))
    needs_myst = not is_rst and not {"myst_parser", "myst_nb"}.intersection(known)
    names = [*known, *(["myst_parser"] if needs_myst else []), *packages, "sphinxext_blog"]
    extensions = list(dict.fromkeys(names))
    install = " ".join(map(_name_on_pypi, packages))
    yield Setting(name="extensions", value=extensions, comment=f"pip install {install}" if install else "")
    yield Setting(name="blog_posts", value=[f"{prefix}**"])
    if blog.timezone not in ("", "UTC"):
        yield Setting(name="blog_timezone", value=blog.timezone)
    if site.page_size and site.page_size != _PAGE_SIZE:
        yield Setting(name="blog_page_size", value=site.page_size)
    yield from _feed_settings(blog)
    for name in vocabularies:
        yield Setting(name=f"blog_{name.removesuffix('.yml')}", value=f"{prefix}{name}")
    for name, value in old.items():
        if name not in ("extensions", "myst_enable_extensions"):
            yield Setting(name=name, value=value)
    enabled = old.get("myst_enable_extensions") or ()
    if wanted := sorted({*(features - _PACKAGES.keys() - {"heading_anchors"}), *enabled}):
        yield Setting(name="myst_enable_extensions", value=wanted)
    if "mermaid" in features and "myst_fence_as_directive" not in old:
        yield Setting(name="myst_fence_as_directive", value=["mermaid"], comment="diagrams")
    if not is_rst and "myst_heading_anchors" not in old:
        yield Setting(name="myst_heading_anchors", value=6, comment="for links to headings")
    if "strikethrough" in features and "suppress_warnings" not in old:
        comment = "only HTML displays struck text"
        yield Setting(name="suppress_warnings", value=["myst.strikethrough"], comment=comment)


def _feed_settings(blog: Blog) -> Iterator[Setting]:
    site = blog.site
    if site.has_feed is False:
        yield Setting(name="blog_feed_formats", value=[], comment="the old site had no feed")
        return
    if description := " ".join(site.description.split()):
        yield Setting(name="blog_feed_subtitle", value=description)
    if site.feed_length and site.feed_length != _FEED_LENGTH:
        yield Setting(name="blog_feed_length", value=site.feed_length)
    if site.full_feed is False:
        yield Setting(name="blog_feed_content", value="excerpt")


def _is_set(setting: Setting, existing: dict[str, Any]) -> bool:
    """Return whether a ``conf.py`` has a setting, or all items of one that is a list."""
    if setting.name not in existing:
        return False
    value = existing[setting.name]
    if setting.of_site:
        return True
    if isinstance(setting.value, list) and isinstance(value, (list, tuple, set)):
        return all(item in value for item in setting.value)
    return bool(value == setting.value)


def _literal(value: Any) -> str:
    """Return a value as Python has it, with the quotes that formatters prefer."""
    if isinstance(value, list):
        return "[" + ", ".join(_literal(item) for item in value) + "]"
    if not isinstance(value, str):
        return repr(value)
    text = repr(value)
    return text if '"' in value or "\\" in text else f'"{value}"'


_LINK = re.compile(
    r"<a\b[^>]{0,300}\bhref\s*=\s*[\"'](?P<url>https?://[^\"'\s]+)[\"'][^>]*>(?P<name>.*?)</a>", re.IGNORECASE
)
_AUTHOR_KEYS = ("description", "bio", "avatar", "image", "url", "slug", "social", "socials", "email", "title")
_AUTHOR_SYNONYMS = (
    ("image_url", "avatar"),
    ("picture", "avatar"),
    ("web", "url"),
    ("site", "url"),
    ("website", "url"),
)
_SOCIAL = (
    "github",
    "gitlab",
    "twitter",
    "x",
    "mastodon",
    "bluesky",
    "linkedin",
    "instagram",
    "youtube",
    "zhihu",
    "weibo",
)


def category_entries(posts: Iterable[OldPost]) -> tuple[dict[str, Any], list[tuple[str, str, str]]]:
    """Return the categories that are below others, with those above them; and those that are below two.

    :returns: the entries of the file, and (name, parent that counts, parent that does not).
    """
    parents: dict[str, Counter[str]] = {}
    labels: dict[str, str] = {}
    for post in posts:
        for path in post.category_paths:
            for above, name in zip(("", *path), path, strict=False):
                labels.setdefault(label_key(name), name)
                parents.setdefault(label_key(name), Counter())[label_key(above)] += 1
    clashes: list[tuple[str, str, str]] = []
    parent_of: dict[str, str] = {}
    for key in sorted(parents):
        ranked = sorted(parents[key].items(), key=lambda item: (-item[1], item[0]))
        parent = next((name for name, _ in ranked if not _is_above(key, name, parent_of)), "")
        parent_of[key] = parent
        others = [name for name, _ in ranked if name != parent]
        clashes += [(labels[key], labels.get(parent, ""), labels.get(name, "")) for name in others]
    if not any(parent_of.values()):
        return {}, clashes
    entries = {}
    for key in sorted(parent_of, key=lambda key: (_depth(key, parent_of), key)):
        parent = parent_of[key]
        entries[labels[key]] = {"parent": labels[parent]} if parent else {"label": labels[key]}
    return entries, clashes


def author_entries(posts: Iterable[OldPost], data: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return the entries of the authors of posts, by the name that posts use; authors without data have none."""
    entries: dict[str, Any] = {}
    used = sorted({str(author) for post in posts for author in post.metadata.get("authors", ())})
    by_name = {label_key(name_of(key, values)): values for key, values in data.items()}
    for author in used:
        entry = _author_entry(by_name.get(label_key(author)) or data.get(author) or {})
        if match := _LINK.search(author):
            plain = " ".join(re.sub(r"<[^>]*>", "", author).split())
            entry = {"name": plain, "url": match["url"]} | entry
        if entry:
            entries[author] = entry
    return entries


def term_entries(posts: Iterable[OldPost], taxonomy: str, data: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return the entries of the terms of a taxonomy, by the name that posts use, or that of the old blog.

    The last part of the old address is the slug, if the generated slug would differ.
    """
    used = {str(label) for post in posts for label in post.metadata.get(taxonomy, ())}
    keys = {label_key(label) for label in used}
    by_slug = {_slug(label): label for label in sorted(used)}
    entries: dict[str, Any] = {}
    for name, values in data.items():
        label = str(values.get("label") or name)
        is_used = label_key(name) in keys or label_key(label) in keys
        entry = {key: str(values[key]) for key in ("label", "description") if values.get(key)}
        slug = str(values.get("permalink") or values.get("slug") or "").strip("/").rpartition("/")[2]
        if slug and slug != _slug(label):
            entry["slug"] = slug
        own = name if is_used else by_slug.get(_slug(name), name)
        if entry.get("label") == own:
            del entry["label"]
        if entry:
            entries[own] = entry
    return entries


def name_of(key: str, values: Mapping[str, Any]) -> str:
    """Return the displayed name of an author."""
    for field_name in ("name", "display_name", "label", "full_name"):
        if isinstance(values.get(field_name), str) and values[field_name].strip():
            return str(values[field_name]).strip()
    return key


def _slug(label: str) -> str:
    try:
        return slugify(label)
    except ValueError:  # it has no character that a URL could have
        return ""


def _author_entry(values: Mapping[str, Any]) -> dict[str, Any]:
    entry: dict[str, Any] = {}
    for field_name in _AUTHOR_KEYS:
        value = values.get(field_name)
        if isinstance(value, (str, dict)) and value:
            entry["social" if field_name == "socials" else field_name] = value
    for field_name, ours in _AUTHOR_SYNONYMS:
        if isinstance(values.get(field_name), str) and ours not in entry:
            entry[ours] = values[field_name]
    if "title" in entry:  # the role of a person, not a heading
        entry.setdefault("description", entry["title"])
        del entry["title"]
    social = {name: values[name] for name in _SOCIAL if isinstance(values.get(name), str)}
    if isinstance(entry.get("social", {}), dict) and (social or entry.get("social")):
        entry["social"] = {**social, **entry.get("social", {})}
    return entry


def _is_above(key: str, name: str, parent_of: Mapping[str, str]) -> bool:
    """Return whether a category is a name or above it, so that it would be above itself."""
    while name:
        if name == key:
            return True
        name = parent_of.get(name, "")
    return False


def _depth(key: str, parent_of: Mapping[str, str]) -> int:
    depth = 0
    while key := parent_of.get(key, ""):
        depth += 1
    return depth
