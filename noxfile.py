"""The checks that need other versions or other tools than the ones at hand; ``nox --list`` names them.

What a session installs is a dependency group of ``pyproject.toml``, where each tool has its reason.
"""

from __future__ import annotations

from pathlib import Path

import nox

nox.needs_version = ">=2025.2.9"
nox.options.default_venv_backend = "venv"
nox.options.error_on_missing_interpreters = False
nox.options.sessions = ["tests", "sphinx", "themes", "types", "lint", "docs", "package"]

PYPROJECT = nox.project.load_toml("pyproject.toml")
PYTHONS = nox.project.python_versions(PYPROJECT)
"""As the classifiers say."""
NEWEST = PYTHONS[-1]
SPHINXES = [
    # Each Sphinx with the Pythons and the MyST that pip can install it with: MyST 3 goes with Sphinx 7, MyST 4 with
    # Sphinx 7 and 8, MyST 5 with 8 and 9; Sphinx 9.1 needs Python 3.12, Sphinx 9.2 Python 3.13. The first has our lower
    # bounds: Jupyter Book 1 needs Sphinx 7 and MyST 3.
    nox.param("3.11", ("sphinx==7.4.*", "jupyter-book==1.*", "sphinx-design==0.6.*"), id="sphinx-7.4-myst-3"),
    nox.param("3.11", ("sphinx==7.4.*", "myst-parser==4.*", "sphinx-design==0.6.*"), id="sphinx-7.4"),
    nox.param("3.11", ("sphinx==8.2.*", "myst-parser==4.*"), id="sphinx-8.2-myst-4"),
    nox.param("3.12", ("sphinx==8.2.*", "myst-parser==5.*"), id="sphinx-8.2-myst-5"),
    nox.param("3.11", ("sphinx==9.0.*", "myst-parser==5.*"), id="sphinx-9.0"),
    nox.param("3.12", ("sphinx==9.1.*", "myst-parser==5.*"), id="sphinx-9.1"),
    nox.param("3.13", ("sphinx>=9.2", "myst-parser>=5"), id="sphinx-newest"),
]
MEASURED = ("--cov", "--cov-report=", "--cov-fail-under=0")
"""The bounds are checked by the reports that follow, so that a failed test and a low bound are told apart."""
THEMES = ["alabaster", "furo", "pydata_sphinx_theme", "sphinx_book_theme", "sphinx_rtd_theme"]


def install(session: nox.Session, *groups: str, requirements: tuple[str, ...] = ()) -> None:
    """Install the package as it stands here, with these dependency groups, in one resolution."""
    tools = nox.project.dependency_groups(PYPROJECT, *groups)
    session.install("--editable", ".", *tools, *requirements)
    session.run("python", "-m", "pip", "list", "--format=freeze", silent=not session.interactive)


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """All tests but the browser's, with the newest Sphinx for this Python, and both bounds of coverage."""
    install(session, "test", "themes")
    session.run("python", "-m", "pytest", *MEASURED, *session.posargs)
    session.run("coverage", "report")
    session.run("coverage", "report", "--include=sphinxext_blog/model/*", "--fail-under=100")


@nox.session
@nox.parametrize(("python", "requirements"), SPHINXES)
def sphinx(session: nox.Session, requirements: tuple[str, ...]) -> None:
    """The tests that build sites, with one version of Sphinx."""
    install(session, "test", "themes", requirements=requirements)
    session.run("python", "-m", "sphinx", "--version")
    session.run("python", "-m", "pytest", *(session.posargs or ["tests/builds"]))


@nox.session(python=NEWEST)
@nox.parametrize("theme", THEMES)
def themes(session: nox.Session, theme: str) -> None:
    """A small blog in each theme that we promise, built and rebuilt; a single warning fails it.

    Tests that look at themes' pages run with all others; the manual sets options that only its own theme knows.
    """
    install(session, "themes")
    command = ["python", "-m", "benchmarks", "--engines", "blog", "--posts", "30", "--repeat", "1"]
    session.run(*command, "--theme", theme, *session.posargs)


@nox.session(python=PYTHONS[0])
def types(session: nox.Session) -> None:
    """The type checker, as strict as it can be."""
    install(session, "type")
    session.run("mypy", *session.posargs)


@nox.session(python=NEWEST)
def lint(session: nox.Session) -> None:
    """Linters of Python, workflows and forms, and the formatter; changes nothing."""
    session.install(*nox.project.dependency_groups(PYPROJECT, "lint"))
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")
    session.run("python", ".ci/check_github.py")


@nox.session(python=NEWEST)
def package(session: nox.Session) -> None:
    """Wheel and sdist, as a release has them: metadata, contents, size."""
    session.install(*nox.project.dependency_groups(PYPROJECT, "package"))
    folder = Path(session.create_tmp())
    for old in folder.iterdir():
        old.unlink()
    session.run("python", "-m", "build", "--outdir", str(folder))
    session.run("python", "-m", "twine", "check", "--strict", *map(str, folder.iterdir()))
    session.run("python", ".ci/check_package.py", str(folder))


@nox.session(python=NEWEST)
def docs(session: nox.Session) -> None:
    """The manual, with every warning an error."""
    install(session, "docs")
    session.run("sphinx-build", "-nW", "--keep-going", "-b", "html", "docs", "docs/_build/html", *session.posargs)


@nox.session(python=NEWEST)
def browser(session: nox.Session) -> None:
    """Pages as a reader sees them, in the Chromium of this machine."""
    install(session, "test", "themes", "browser")
    session.run("python", "-m", "pytest", *(session.posargs or ["tests/browser"]))


@nox.session(python=NEWEST)
def validity(session: nox.Session) -> None:
    """Pages by the Nu HTML checker; needs Java, and ``VNU_JAR``: the path of a ``vnu.jar``."""
    install(session, "test", "themes")
    session.run("python", "-m", "pytest", *(session.posargs or ["tests/validity"]))


@nox.session(python=PYTHONS[0])
def words(session: nox.Session) -> None:
    """The catalogues of words: brought up to date and compiled; an argument after ``--`` begins that language."""
    session.install("babel")
    locale, domain = "sphinxext_blog/locale", "sphinxext_blog"
    template = f"{locale}/{domain}.pot"
    files = ("--domain", domain, "--input-file", template, "--output-dir", locale)
    extracted = ("--mapping-file", "babel.cfg", "--add-location", "file", "--omit-header", "--output-file", template)
    session.run("pybabel", "extract", *extracted, ".")
    for language in session.posargs:
        session.run("pybabel", "init", *files, "--locale", language)
    kept = ("--ignore-obsolete", "--no-fuzzy-matching", "--ignore-pot-creation-date")
    session.run("pybabel", "update", *files, *kept)
    session.run("pybabel", "compile", "--domain", domain, "--directory", locale)


@nox.session(python=PYTHONS[0])
def bench(session: nox.Session) -> None:
    """Time and memory beside plain Sphinx; arguments after ``--`` are those of ``python -m benchmarks``."""
    install(session, "bench")
    session.run("python", "-m", "benchmarks", *session.posargs)


@nox.session(python=NEWEST)
def lighthouse(session: nox.Session) -> None:
    """Lighthouse scores beside plain Sphinx; needs Node.js and Chromium; arguments as of ``benchmarks.lighthouse``."""
    install(session, "themes")
    folder = session.create_tmp()
    session.run(
        "npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", folder, "lighthouse", external=True
    )
    program = str(Path(folder, "node_modules", ".bin", "lighthouse"))
    session.run("python", "-m", "benchmarks.lighthouse", "--lighthouse", program, *session.posargs)
