r"""TeX math as readable text, such as ``ζ(2) = π²/6``, for places without math: feeds, tabs, link previews.

The tables cover what titles and sentences contain.  Nothing is lost: an unknown command becomes its name, or its
argument.  Packages for this exist, but of ``\frac{a+b}{c}`` pylatexenc 2.11 makes ``a+b/c`` and no superscripts, and of
``n \log n`` unicodeit 0.7 makes ``n łog n``.
"""

from __future__ import annotations

import re
from unicodedata import lookup, normalize

__all__ = ["readable_math"]

_PIECE = re.compile(r"\\[A-Za-z]+\*?|\\.|\s+|.", re.DOTALL)
_DEEPEST = 40
"""The maximum depth of groups; Python limits recursion."""

_GREEK = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi chi "
    "psi omega"
)


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _greek() -> dict[str, str]:
    letters = {}
    for name in _GREEK.split():
        unicode_name = "lamda" if name == "lambda" else name
        letters[name] = lookup(f"GREEK SMALL LETTER {unicode_name}")
        letters[name.capitalize()] = lookup(f"GREEK CAPITAL LETTER {unicode_name}")
    return letters | {"varepsilon": "ε", "vartheta": "ϑ", "varphi": "φ", "varrho": "ϱ", "varsigma": "ς", "varpi": "ϖ"}


_SYMBOLS = {
    **_greek(),
    "infty": "∞", "partial": "∂", "nabla": "∇", "hbar": "ℏ", "ell": "ℓ", "Re": "Re", "Im": "Im", "aleph": "ℵ",
    "emptyset": "∅", "varnothing": "∅", "forall": "∀", "exists": "∃", "nexists": "∄", "neg": "¬", "lnot": "¬",
    "top": "⊤", "bot": "⊥", "angle": "∠", "triangle": "△", "square": "□", "star": "⋆", "dagger": "†", "prime": "′",
    "circ": "∘", "bullet": "•", "degree": "°", "ldots": "…", "dots": "…", "cdots": "⋯", "vdots": "⋮", "ddots": "⋱",
    "dotsc": "…", "dotsb": "⋯", "sum": "∑", "prod": "∏", "coprod": "∐", "int": "∫", "iint": "∬", "iiint": "∭",
    "oint": "∮", "bigcup": "⋃", "bigcap": "⋂", "bigoplus": "⨁", "bigotimes": "⨂", "langle": "⟨", "rangle": "⟩",
    "lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉", "lvert": "|", "rvert": "|", "vert": "|", "mid": "|",
    "lVert": "‖", "rVert": "‖", "Vert": "‖", "|": "‖", "lbrace": "{", "rbrace": "}", "lbrack": "[", "rbrack": "]",
    "{": "{", "}": "}", "%": "%", "#": "#", "&": "&", "_": "_", "$": "$", "backslash": "\\", "colon": ":", "surd": "√",
    "imath": "ı", "jmath": "ȷ", "wp": "℘", "complement": "∁", "checkmark": "✓", "S": "§", "pounds": "£", "euro": "€",
    "TeX": "TeX", "LaTeX": "LaTeX", "\\": "; ",
}  # fmt: skip
_OPERATORS = {
    "le": "≤", "leq": "≤", "leqslant": "≤", "ge": "≥", "geq": "≥", "geqslant": "≥", "ne": "≠", "neq": "≠", "ll": "≪",
    "gg": "≫", "lt": "<", "gt": ">", "approx": "≈", "sim": "∼", "simeq": "≃", "cong": "≅", "equiv": "≡",
    "propto": "∝", "in": "∈", "notin": "∉", "ni": "∋", "subset": "⊂", "subseteq": "⊆", "supset": "⊃", "supseteq": "⊇",
    "cup": "∪", "cap": "∩", "setminus": "∖", "to": "→", "rightarrow": "→", "longrightarrow": "→", "leftarrow": "←",
    "gets": "←", "leftrightarrow": "↔", "Rightarrow": "⇒", "implies": "⇒", "Longrightarrow": "⇒", "Leftarrow": "⇐",
    "Leftrightarrow": "⇔", "iff": "⇔", "mapsto": "↦", "hookrightarrow": "↪", "uparrow": "↑", "downarrow": "↓",
    "times": "×", "div": "÷", "cdot": "·", "ast": "∗", "pm": "±", "mp": "∓", "oplus": "⊕", "otimes": "⊗", "odot": "⊙",
    "wedge": "∧", "land": "∧", "vee": "∨", "lor": "∨", "vdash": "⊢", "models": "⊨", "perp": "⊥", "parallel": "∥",
    "coloneqq": "≔", "triangleq": "≜", "bmod": "mod", "rightleftharpoons": "⇌", "lesssim": "≲", "gtrsim": "≳",
    "preceq": "⪯", "succeq": "⪰", "prec": "≺", "succ": "≻",
}  # fmt: skip
"""Relations, arrows and operators, which have a blank on both sides."""
_FUNCTIONS = _names(
    "arccos arcsin arctan arg cos cosh cot coth csc deg det dim exp gcd hom inf ker lg lim liminf limsup ln log max "
    "min Pr sec sin sinh sup tan tanh argmax argmin"
)
_APART = frozenset(("\\frac", "\\dfrac", "\\tfrac", "\\sum", "\\prod", "\\int"))
"""The commands whose text is apart from a letter or digit before it."""
_SPACES = frozenset((",", ";", ":", ">", " ", "quad", "qquad", "enspace", "thinspace", "newline", "~"))
_NOTHING = frozenset(
    [
        "!",
        "/",
        "(",
        ")",
        "[",
        "]",
        "-",
        "left",
        "right",
        "middle",
        "big",
        "Big",
        "bigg",
        "Bigg",
        "bigl",
        "bigr",
        "Bigl",
        "Bigr",
        "biggl",
        "biggr",
        "Biggl",
        "Biggr",
        "limits",
        "nolimits",
        "displaystyle",
        "textstyle",
        "scriptstyle",
        "rm",
        "bf",
        "it",
        "cal",
        "mathstrut",
        "nonumber",
        "notag",
    ]
)
_DROPPED_ARGUMENT = _names("label tag tag* color phantom hphantom vphantom hspace vspace begin end ref")
_ACCENTS = {
    "hat": "\u0302", "widehat": "\u0302", "tilde": "\u0303", "widetilde": "\u0303", "bar": "\u0304",
    "overline": "\u0305", "vec": "\u20d7", "dot": "\u0307", "ddot": "\u0308", "check": "\u030c", "breve": "\u0306",
    "acute": "\u0301", "grave": "\u0300", "mathring": "\u030a", "underline": "\u0332",
}  # fmt: skip
_ALPHABETS = {"mathbb": "DOUBLE-STRUCK", "mathcal": "SCRIPT", "mathscr": "SCRIPT", "mathfrak": "FRAKTUR"}
_TEXT = _names(
    "text textrm textbf textit textsf texttt mathrm mathbf mathit mathsf mathtt operatorname operatorname* boldsymbol "
    "bm mbox"
)
_FRACTIONS = ("frac", "dfrac", "tfrac", "cfrac")
_BINOMIALS = ("binom", "dbinom", "tbinom")
_ARGUMENTS = dict.fromkeys((*_FRACTIONS, *_BINOMIALS, "overset", "stackrel", "underset", "textcolor"), 2)
_ARGUMENTS |= dict.fromkeys((*_TEXT, *_ALPHABETS, *_ACCENTS, *_DROPPED_ARGUMENT, "pmod", "not"), 1)
"""The number of arguments of each command that has some."""
_WITHOUT_ARGUMENTS = {
    **_SYMBOLS,
    **{name: f" {sign} " for name, sign in _OPERATORS.items()},
    **dict.fromkeys(_SPACES, " "),
    **dict.fromkeys(_NOTHING, ""),
}

_SUPERSCRIPTS = str.maketrans(
    "0123456789+-=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUWβγδφχ∘⊤′",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁᵂᵝᵞᵟᵠᵡ°ᵀ′",
)
_SUBSCRIPTS = str.maketrans("0123456789+-=()aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ")
_SCRIPTS = {"^": _SUPERSCRIPTS, "_": _SUBSCRIPTS}

_BARE = re.compile(r"[^\W_]?(?:[\u0300-\u036f\u20d0-\u20ff]|[²³¹⁰-₟ᵃ-ᵿ])*|[0-9.,]+|√[^\W_]")
"""A number, or a letter with accents and scripts: as an operand, it needs no parentheses."""
_FACTORS = re.compile(r"[^\s+\-±∓=<>≤≥≈·×/,;]*")
"""A product, which needs no parentheses above a fraction line."""


def readable_math(source: str) -> str:
    """Return TeX math as text in one line."""
    pieces = _PIECE.findall(source)
    text = _Reader(pieces).group(0)
    return normalize("NFC", " ".join(text.split()))


class _Reader:
    """Reads pieces from left to right."""

    def __init__(self, pieces: list[str]) -> None:
        self._pieces, self._next = pieces, 0

    def group(self, depth: int) -> str:
        """Return the text up to the end of a group, and skip its brace; at depth 0, of all: no brace opened it."""
        parts: list[str] = []
        while (piece := self._take()) and (piece != "}" or depth == 0):
            if piece in _SCRIPTS:
                script = self._argument(depth + 1).strip()
                parts.append(_scripted(script, piece))
            else:
                text = self._text_of(piece, depth)
                is_apart = piece in _APART and parts and (parts[-1][-1:].isalnum() or parts[-1][-1:] == "∞")
                parts.append(f" {text}" if is_apart else text)
        return "".join(parts)

    def _take(self) -> str:
        """Return the next piece; empty at the end."""
        piece = self._pieces[self._next] if self._next < len(self._pieces) else ""
        self._next += 1
        return piece

    def _skip_blanks(self) -> None:
        while self._next < len(self._pieces) and self._pieces[self._next].isspace():
            self._next += 1

    def _is_next(self, piece: str) -> bool:
        return self._next < len(self._pieces) and self._pieces[self._next] == piece

    def _argument(self, depth: int) -> str:
        """Return the text of the next argument: a group, or a single piece."""
        self._skip_blanks()
        piece = self._take()
        if piece == "}":  # a missing argument
            self._next -= 1
            return ""
        return self._text_of(piece, depth) if piece else ""

    def _optional(self, depth: int) -> str:
        """Return the text of an optional argument in brackets."""
        if not self._is_next("["):
            return ""
        self._take()
        parts: list[str] = []
        while (piece := self._take()) not in ("", "]"):
            parts.append(self._text_of(piece, depth))
        return "".join(parts).strip()

    def _text_of(self, piece: str, depth: int) -> str:
        """Return the text of a piece with its arguments."""
        if piece.startswith("\\") and len(piece) > 1:
            return self._command(piece[1:], depth)
        if piece == "{":
            return self.group(depth + 1) if depth < _DEEPEST else ""
        if piece in "=<>":
            return f" {piece} "
        if piece.isspace() or piece in "~&":
            return " "
        return {"'": "′", "}": "", "\\": ""}.get(piece, piece)

    def _command(self, name: str, depth: int) -> str:
        """Return the text of a command with its arguments."""
        if name[0].isalpha():  # TeX ignores blanks after the name of a command
            self._skip_blanks()
        if name in ("left", "right") and self._is_next("."):
            self._take()
        if name in _FUNCTIONS:
            return self._function(name)
        if name in _WITHOUT_ARGUMENTS or depth >= _DEEPEST:
            return _WITHOUT_ARGUMENTS.get(name, "")
        arguments = [self._argument(depth + 1) for _ in range(_ARGUMENTS.get(name, 0))]
        if arguments:
            return _combined(name, arguments)
        if name == "sqrt":
            degree = self._optional(depth + 1)
            root = {"3": "∛", "4": "∜"}.get(degree, degree.translate(_SUPERSCRIPTS) + "√")
            return root + _in_parentheses(self._argument(depth + 1).strip(), _BARE)
        return self._argument(depth + 1) if self._is_next("{") else f" {name} "

    def _function(self, name: str) -> str:
        """Return the name of a function, apart from letters."""
        following = self._pieces[self._next] if self._next < len(self._pieces) else ""
        return f" {name}" if following in ("", "(", "^", "_", ")", "}", "{", "\\left") else f" {name} "


def _combined(name: str, arguments: list[str]) -> str:
    """Return the text of a command with its arguments."""
    first, last = arguments[0].strip(), arguments[-1].strip()
    if name in _FRACTIONS:
        return f"{_in_parentheses(first, _FACTORS)}/{_in_parentheses(last, _BARE)}"
    if name in _ALPHABETS:
        return "".join(_letter(char, _ALPHABETS[name]) for char in first)
    if name in _ACCENTS:
        return first + _ACCENTS[name] if len(first) == 1 else first
    patterns = {"pmod": f" (mod {first})", "not": f" {first}\u0338 "}
    patterns |= dict.fromkeys(_BINOMIALS, f"C({first}, {last})") | dict.fromkeys(_DROPPED_ARGUMENT, " ")
    return patterns.get(name, arguments[-1])


def _scripted(script: str, sign: str) -> str:
    """Return a superscript or subscript: in raised or lowered characters if all exist, or after the sign."""
    script = script.replace(" = ", "=")
    table = _SCRIPTS[sign]
    if script and all(ord(char) in table for char in script):
        return script.translate(table)
    return sign + (script if len(script) == 1 else f"({script})") if script else ""


def _in_parentheses(text: str, bare: re.Pattern[str]) -> str:
    """Return an operand in parentheses unless it is bare."""
    return text if bare.fullmatch(text) else f"({text})"


def _letter(char: str, alphabet: str) -> str:
    """Return a letter of a mathematical alphabet; a character that is not a letter itself."""
    if not (char.isascii() and char.isalpha()):
        return char
    letter = f"{'CAPITAL' if char.isupper() else 'SMALL'} {char.upper()}"
    older = "BLACK-LETTER" if alphabet == "FRAKTUR" else alphabet  # letters that Unicode had before the alphabets
    try:
        return lookup(f"{older} {letter}")
    except KeyError:
        return lookup(f"MATHEMATICAL {alphabet} {letter}")
