"""Check workflows, forms and other files that GitHub and hosts read, without a network.

The workflows are read by zizmor, which looks for what an attacker could use, and compared with their schema, as are the
other files; check-jsonschema ships the schemas.  Nothing here runs a workflow.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SCHEMAS = {
    "github-workflows": ".github/workflows/*.yml",
    "dependabot": ".github/dependabot.yml",
    "github-issue-config": ".github/ISSUE_TEMPLATE/config.yml",
    "github-issue-forms": ".github/ISSUE_TEMPLATE/[!c]*.yml",
    "citation-file-format": "CITATION.cff",
    "readthedocs": ".readthedocs.yaml",
}
"""The names of schemas, and the files that have to follow them."""


def main() -> int:
    """Run all checks; the exit status says whether one failed."""
    commands = [["zizmor", "--offline", "--no-progress", "--quiet", ".github"]]
    for schema, pattern in SCHEMAS.items():
        files = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob(pattern))
        if not files:
            print(f"error: no file matches {pattern}", file=sys.stderr)
            return 1
        commands.append(["check-jsonschema", "--builtin-schema", f"vendor.{schema}", *files])
    return max([subprocess.run(command, cwd=ROOT, check=False).returncode for command in commands])


if __name__ == "__main__":
    sys.exit(main())
