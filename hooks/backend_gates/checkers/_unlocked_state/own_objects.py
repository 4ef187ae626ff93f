"""Which ways to a method lead by an object that a call makes for itself alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.project.requests.kept import is_kept
from backend_gates.project.resolution.bindings import Assigned, Entered
from backend_gates.project.resolution.values import FirstPartyClass
from backend_gates.syntax import facts

if TYPE_CHECKING:
    from backend_gates.project.project import Project
    from backend_gates.project.requests.uses import Use
    from backend_gates.project.resolution.scopes import Scope


class OwnObjects:
    """Follows the uses of a method upwards, as long as they are of the same object or its parts."""

    def __init__(self, project: Project, method: Scope) -> None:
        self._project = project
        self._same = {_last(method)}

    def has(self, use: Use, function: Scope) -> bool:
        """Whether a use calls on an object that its function makes and nobody else gets."""
        if not isinstance(use.node, facts.Attribute) or use.node.name not in self._same:
            return False
        root = use.node.value
        while isinstance(root, facts.Attribute):
            root = root.value
        if isinstance(root, facts.Name) and root.id == "self":
            self._same.add(_last(function))
            return False
        made = _made(root, function)
        return (
            made is not None
            and isinstance(self._project.value(made.function, use.scope), FirstPartyClass)
            and not is_kept(made, function)
        )


def _last(function: Scope) -> str:
    return function.name.rpartition(".")[2]


def _made(node: facts.Expression, function: Scope) -> facts.Call | None:
    """The call that gives an expression, or the local name that it is."""
    if isinstance(node, facts.Call):
        return node
    bindings = function.bindings.get(node.id, ()) if isinstance(node, facts.Name) else ()
    match [each.origin for each in bindings]:
        case [Assigned(value=facts.Call() as call)] | [Entered(context=facts.Call() as call)]:
            return call
        case _:
            return None
