"""A small old blog for tests of conversions: dialects of six engines, a few tags, and a site with one other post."""

# ruff: noqa: ARG005 -- converters have the arguments of their interface
from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sphinxext_blog.importers.boxes import admonition
from sphinxext_blog.importers.conversion import convert
from sphinxext_blog.importers.foreign import COLON_BOX, HUGO, HUGO_END, LIQUID, LIQUID_END, MDX_COMMENT, SLASH_BOX
from sphinxext_blog.importers.parsing import Dialect, parse, parser_for
from sphinxext_blog.importers.source import Source
from sphinxext_blog.importers.work import MORE, Code, Frame, Work, directive, write_image, write_link

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinxext_blog.importers.work import BlockConverter, Conversion, Converter, LiteralConverter, Tag

__all__ = ["DIALECTS", "PLAIN", "Site", "convert_text", "work_on"]

PLAIN = Dialect(inline_html=False)
DIALECTS: Mapping[str, Dialect] = {
    "hexo": Dialect(
        tags=LIQUID,
        tag_end=LIQUID_END,
        literal=frozenset({"codeblock", "code", "mermaid"}),
        tex="\\\\",
        names_with_blanks=True,
        loose_headings=True,
        bare_links=True,
    ),
    "jekyll": Dialect(
        tags=LIQUID,
        tag_end=LIQUID_END,
        literal=frozenset({"highlight", "comment", "mermaid"}),
        attribute_lists=True,
        tex="\\\\",
        html_resumes=True,
        html_markdown=True,
        inline_double_dollars=True,
        headless_tables=True,
    ),
    "hugo": Dialect(tags=HUGO, tag_end=HUGO_END, literal=frozenset({"highlight", "mermaid"}), tex="\\"),
    "mkdocs": Dialect(boxes=(SLASH_BOX,), indented_boxes=True, tex="\\", attribute_lists=True, html_markdown=True),
    "docusaurus": Dialect(boxes=(COLON_BOX,), tags=MDX_COMMENT, mdx=True, bare_links=True),
    "plain": PLAIN,
}


class Site:
    """A site with the post ``other.md``, any image, and pages that are known by the URL of the old site alone.

    :param url: of the old site; empty if unknown.
    """

    def __init__(self, url: str = "https://old.example.net") -> None:
        self.url = url

    def resolve(self, target: str, *, image: bool = False) -> tuple[str, str]:
        path = target.strip()
        if self.url and path.startswith(f"{self.url}/"):
            path = path[len(self.url) :]
        if re.match(r"[A-Za-z][\w+.-]*:|//|#|\{|$", path):
            return target, ""
        path, sign, fragment = path.partition("#")
        name = re.sub(r"\.(?:md|html)$", "", path.strip("/").rpartition("/")[2])
        if image:
            return "img/" + re.sub(r"^(?:\.\./|\./|/|img/)*", "", path), "image not found" if "gone" in path else ""
        if name == "other":
            return f"other.md{sign}{fragment}", ""
        if path.startswith("/"):
            return (self.url + path, "") if self.url else (target, f"'{path}' was a page of the old site")
        return target, ""

    def post(self, name: str, language: str | None = None) -> str | None:
        bare = re.sub(r"^\d{4}-\d\d-\d\d-|\.md$", "", name.rpartition("/")[2])
        return "other.md" if bare == "other" else None

    def include(self, name: str) -> str | None:
        return {"part.md": "in *it* [a](other)\n", "round.md": "{% include round.md %}"}.get(name)

    def setting(self, name: str) -> str | None:
        return {"version": "3"}.get(name)


def _image(tag: Tag, work: Work) -> str | None:
    named = {"src": next(iter(tag.positional), ""), **tag.named}
    if not named["src"]:
        return None
    target = work.target(named["src"], tag.offset, image=True)
    caption = named.get("caption", "")
    if tag.inline or tag.name == "img":
        return write_image(named.get("alt", ""), target)
    options = [f":{key}: {named[key]}" for key in ("alt", "width") if key in named]
    return directive("figure" if caption else "image", target, caption, options)


def _post_link(tag: Tag, work: Work) -> str | None:
    target = work.site.post(tag.positional[0]) if tag.positional else None
    return write_link(" ".join(tag.positional[1:]), target) if target else None


def _code(tag: Tag, body: str, work: Work) -> Code:
    language = "mermaid" if tag.name == "mermaid" else next(iter(tag.positional), "").removeprefix("lang:")
    return Code(language=language, options=(":linenos:",) if "linenos" in tag.args else ())


def _item(tag: Tag, work: Work) -> Frame:
    return Frame(directive=f"{{tab-item}} {tag.named.get('label') or tag.named.get('value') or f'Tab {tag.index}'}")


TAGS: Mapping[str, Converter] = {
    "img": _image,
    "figure": _image,
    "post_link": _post_link,
    "include": lambda tag, work: work.include(tag.positional[0]),
    "more": lambda tag, work: MORE,
}
BLOCKS: Mapping[str, BlockConverter] = {
    **dict.fromkeys(
        ("note", "notice"),
        lambda tag, work: admonition(next(iter(tag.positional), "note"), " ".join(tag.positional[1:])),
    ),
    "quote": lambda tag, work: Frame(quote=True, after=tag.args),
    "button": lambda tag, work: Frame(before="[", after=f"]({tag.named['href']})"),
    "tabs": lambda tag, work: Frame(directive="{tab-set}"),
    "tabitem": _item,
    "codetab": lambda tag, work: Frame(directive="{tab-item} Code", code="py"),
    "admonition": lambda tag, work: admonition(tag.named.get("type", "note"), tag.named.get("title", "")),
}
LITERALS: Mapping[str, LiteralConverter] = dict.fromkeys(("highlight", "codeblock", "code", "mermaid"), _code)


def work_on(text: str, engine: str = "plain", *, site: Site | None = None, base: int = 0, **fields: Any) -> Work:
    """Return the work on a text."""
    dialect = DIALECTS[engine]
    parser = parser_for(dialect)
    return Work(
        parsed=parse(parser, Source(text, base), math=fields.get("dollar_math")),
        parser=parser,
        dialect=dialect,
        site=site or Site(),
        tags=TAGS,
        blocks=BLOCKS,
        literals=LITERALS,
        **fields,
    )


def convert_text(text: str, engine: str = "plain", **fields: Any) -> Conversion:
    """Return a text, converted."""
    return convert(work_on(text, engine, **fields))
