"""What stands in a post beside its paragraphs: code, math, tables, admonitions, lists, in MyST Markdown.

Each function gives one block as text without an empty line around it; numbers in it come from the post's own
generator, so no two posts hold quite the same block and no highlighter can answer from a cache.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.words import sentence

if TYPE_CHECKING:
    from random import Random

__all__ = ["admonition", "bullets", "code_block", "display_math", "inline_math", "table"]

CODE = {
    "python": 'def step_{n}(values: list[float]) -> float:\n    """Add up what is above {n}."""\n'
    "    total = 0.0\n    for value in values:\n        if value > {n}:\n            total += value * {m}\n"
    "    return total  # 合计",
    "javascript": "export const scale{n} = (xs) =>\n  xs.map((x, i) => `${{i}}: ${{x * {m}}}`).filter(Boolean);",
    "bash": 'for file in part-{n}-*.txt; do\n  printf "%s %d\\n" "$file" "$(wc -l < $file)"\ndone | sort | head -n {m}',
    "c": "static int clamp_{n}(int value) {{\n    /* never above {m} */\n    return value > {m} ? {m} : value;\n}}",
    "rust": "fn window_{n}(xs: &[u32]) -> Option<u32> {{\n    xs.iter().copied().filter(|x| x % {m} == 0).max()\n}}",
    "sql": "SELECT name, count(*) AS n{n}\nFROM entries\nWHERE size > {m}\nGROUP BY name\nORDER BY n{n} DESC;",
    "yaml": "run-{n}:\n  steps: {m}\n  names: [alpha, beta, 伽马]\n  quiet: true",
    "json": '{{"run": {n}, "steps": {m}, "names": ["alpha", "beta"], "quiet": true}}',
}
"""A snippet a language; ``n`` and ``m`` are filled in."""
INLINE_MATH = ("$x_{n} + y = {m}$", "$a^{{{n}}}$", "$\\sum_{{i=1}}^{{{n}}} w_i$", "$\\alpha \\cdot {m}$")
DISPLAY_MATH = (
    "\\mathrm{{softmax}}(z)_{{{n}}} = \\frac{{e^{{z_{{{n}}}}}}}{{\\sum_{{j=1}}^{{{m}}} e^{{z_j}}}}",
    "\\begin{{aligned}} L &= \\frac{{1}}{{{m}}} \\sum_{{i=1}}^{{{m}}} (y_i - \\mu)^2 \\\\ &\\le {n} \\end{{aligned}}",
    "\\int_0^{{{n}}} x^{{{m}}} \\, dx",
)


def _filled(template: str, rng: Random) -> str:
    return template.format(n=rng.randint(2, 99), m=rng.randint(2, 99))


def code_block(rng: Random) -> str:
    """A fenced block in one of eight languages."""
    language = rng.choice(sorted(CODE))
    return f"```{language}\n{_filled(CODE[language], rng)}\n```"


def inline_math(rng: Random) -> str:
    """A formula for the middle of a line, half of them with a TeX command."""
    return _filled(rng.choice(INLINE_MATH), rng)


def display_math(rng: Random) -> str:
    """A formula on lines of its own."""
    return f"$$\n{_filled(rng.choice(DISPLAY_MATH), rng)}\n$$"


def table(rng: Random) -> str:
    """A pipe table of three columns and three to six rows."""
    rows = [f"| 第 {row} 行 | {rng.randint(1, 999)} | {rng.random():.3f} |" for row in range(1, rng.randint(4, 7))]
    return "\n".join(["| name | count | share |", "| :--- | ---: | ---: |", *rows])


def admonition(rng: Random, *, chinese: bool) -> str:
    """A note, tip or warning of one sentence."""
    return f":::{{{rng.choice(('note', 'tip', 'warning'))}}}\n{sentence(rng, chinese=chinese)}\n:::"


def bullets(rng: Random, *, chinese: bool) -> str:
    """A list of two to four sentences."""
    return "\n".join(f"- {sentence(rng, chinese=chinese)}" for _ in range(rng.randint(2, 4)))
