"""TeX as readable text: what titles contain, and no backslash whatever the source."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext_blog.model.tex import readable_math


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"\zeta(2)=\frac{\pi^2}{6}", "ζ(2) = π²/6"),
        (r"O(n\log n)", "O(n log n)"),
        (r"\sqrt{2}", "√2"),
        (r"\sqrt[3]{x+1}", "∛(x+1)"),
        (r"\frac{a+b}{c}", "(a+b)/c"),
        (r"\frac{1}{2\pi}", "1/(2π)"),
        (r"\frac12", "1/2"),
        (r"x_{i+1}", "xᵢ₊₁"),
        (r"e^{i\pi}+1=0", "e^(iπ)+1 = 0"),
        (r"\sum_{n=1}^\infty \frac{1}{n^2}", "∑ₙ₌₁^∞ 1/n²"),
        (r"\int_0^1 f(x)\,dx", "∫₀¹ f(x) dx"),
        (r"\mathbb{R}^n", "ℝⁿ"),
        (r"\mathcal{H} \mathfrak{g}", "ℋ 𝔤"),
        (r"\hat{\theta}", "θ̂"),
        (r"a\le b \not= c", "a ≤ b ≠ c"),
        (r"\text{if } x \in \mathbb{N}", "if x ∈ ℕ"),
        (r"\left(\frac{a}{b}\right.", "(a/b"),
        (r"A^\top, 90^\circ, f'", "Aᵀ, 90°, f′"),
        (r"x^{2^{n}}", "x^(2ⁿ)"),
        (r"\binom{n}{k} \pmod{p}", "C(n, k) (mod p)"),
        (r"\unknown{x} + \other", "x + other"),
        (r"\begin{pmatrix}a&b\\c&d\end{pmatrix}", "a b; c d"),
        (r"\mathbb{1}_A", "1_A"),
        (r"\mathfrak{g} \mathcal{B} \mathbb{R}", "𝔤 ℬ ℝ"),
        (r"{\sqrt} + b", "√ + b"),
        (r"\frac{a} } + c", "a/ + c"),
        ("a^} b", "a b"),
        ("x", "x"),
        ("", ""),
    ],
)
def test_math_is_readable_as_text(source: str, text: str) -> None:
    assert readable_math(source) == text


@pytest.mark.parametrize("source", ["{" * 5000, "\\frac" * 5000, "x^" * 5000, "\\sqrt[" * 5000, "\\left." * 5000])
def test_deep_math_ends(source: str) -> None:
    assert "{" not in readable_math(source)


@given(st.text(alphabet=st.sampled_from(r"\{}^_[]&~' abfrcsqt0=."), max_size=40))
def test_any_source_is_one_line(source: str) -> None:
    text = readable_math(source)
    assert text == " ".join(text.split())
