"""Where functions stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backend_gates.syntax import facts

if TYPE_CHECKING:
    from backend_gates.project.resolution.scopes import Scope


class Standing(NamedTuple):
    """Where a function stands: the same for all facts of the file, whoever read them."""

    path: str
    line: int
    column: int


def standing(scope: Scope) -> Standing | None:
    """Where the function of a scope stands; None for a whole file."""
    node = scope.node
    return None if isinstance(node, facts.Module) else Standing(scope.path, node.line, node.column)
