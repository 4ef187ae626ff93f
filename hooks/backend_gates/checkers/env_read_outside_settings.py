"""An environment variable that is read outside the settings.

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

RULE = "env-read-outside-settings"
SCREEN = (b"def defective",)


class Options(NamedTuple):
    """Settings of this check."""


def check(project: Project, module: Scope, options: Options) -> Iterator[Finding]:
    """Find the functions of a module that are called `defective`."""
    for scope in functions(module):
        node = scope.node
        if isinstance(node, facts.Function) and node.name == "defective":
            yield Finding(scope.path, node.span, RULE, "say what to do", scope.name)
