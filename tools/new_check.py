"""Makes the files of a new check: `python tools/new_check.py <id> "<summary>"`.

The checker, its example case and its evidence; the page follows from them.
"""

import re
import sys
from pathlib import Path

import generate

ROOT = Path(__file__).parent.parent

CHECKER = '''\
"""{summary}

## Why

What goes wrong in production.

## Instead

What to write.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backend_gates.model import Finding
from backend_gates.project.resolution.scopes import functions
from backend_gates.syntax import facts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope

RULE = "{check_id}"
SCREEN = (b"def defective",)


class Options(NamedTuple):
    """Settings of this check."""


def check(project: Project, module: Scope, options: Options) -> Iterator[Finding]:
    """Find the functions of a module that are called `defective`."""
    for scope in functions(module):
        node = scope.node
        if isinstance(node, facts.Function) and node.name == "defective":
            yield Finding(scope.path, node.span, RULE, "say what to do", scope.name)
'''

EXAMPLE = """\
def defective() -> None:  # error: {check_id} say what to do
    pass


def sound() -> None:  # ok: it has another name
    pass
"""

EVIDENCE = """\
| repository | commit | findings | read | true |
|---|---|---|---|---|
"""


def files(check_id: str, summary: str) -> dict[Path, str]:
    """The new files of a check and what stands in them at first."""
    module = check_id.replace("-", "_")
    words = {"check_id": check_id, "summary": summary}
    return {
        ROOT / f"hooks/backend_gates/checkers/{module}.py": CHECKER.format(**words),
        ROOT / f"tests/cases/{module}/example.py": EXAMPLE.format(**words),
        ROOT / f"docs/evidence/{check_id}.md": EVIDENCE,
    }


def main(arguments: list[str]) -> int:
    """Write the files of a new check, and generate what follows from them."""
    match arguments:
        case [check_id, summary] if re.fullmatch(r"[a-z]+(-[a-z]+)+", check_id):
            pass
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    new = files(check_id, summary)
    present = [path for path in new if path.exists()]
    if present:
        print(f"{present[0].relative_to(ROOT)} is there already", file=sys.stderr)
        return 2
    for path, text in new.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        print(path.relative_to(ROOT))
    return generate.main([])


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
