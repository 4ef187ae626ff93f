"""A broad except, suppress or gather behind which nobody can know that something failed.

## Why

What goes wrong in production.

## Instead

What to write.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backend_gates.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope

RULE = "swallowed-exception"
SCREEN = (b"except", b"suppress", b"return_exceptions")


class Options(NamedTuple):
    """Settings of this check."""


def check(project: Project, module: Scope, options: Options) -> Iterator[Finding]:
    """Find where a module loses failures."""
    from backend_gates.checkers._swallowed.reading import losses  # noqa: PLC0415  start-up

    del options
    for loss in losses(project, module):
        yield Finding(loss.scope.path, loss.span, RULE, loss.message, loss.scope.name)
