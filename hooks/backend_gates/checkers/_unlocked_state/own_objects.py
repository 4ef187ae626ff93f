"""Which ways to a method lead by an object that a call makes for itself alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.project.requests.kept import is_kept
from backend_gates.project.resolution.bindings import Assigned, Entered
from backend_gates.project.resolution.values import FirstPartyClass
from backend_gates.syntax import facts, walking

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
        base = root(use.node)
        if isinstance(base, facts.Name) and base.id == "self":
            if _is_just_made(use.node, function):
                return True
            self._same.add(_last(function))
            return False
        made = _made(base, function)
        return (
            made is not None
            and isinstance(self._project.value(made.function, use.scope), FirstPartyClass)
            and not is_kept(made, function)
        )


def root(node: facts.Expression) -> facts.Expression:
    """What an attribute of an attribute starts with."""
    while isinstance(node, facts.Attribute):
        node = node.value
    return node


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


def _is_just_made(named: facts.Attribute, function: Scope) -> bool:
    """Whether the object was put there by statements that always run before: it has a new one."""
    body = function.node.body if isinstance(function.node, facts.Function) else ()
    while body:
        before = [each for each in body if each.end_line < named.line]
        if any(_is_made_in(each, named.value) for each in before):
            return True
        inner = walking.blocks(body[len(before)]) if len(before) < len(body) else ()
        body = next((block for block in inner if _is_in(named, block)), ())
    return False


def _is_made_in(statement: facts.Statement, name: facts.Expression) -> bool:
    return (
        isinstance(statement, facts.Assign)
        and isinstance(statement.value, facts.Call)
        and any(_is_same(target, name) for target in statement.targets)
    )


def _is_same(one: facts.Expression, other: facts.Expression) -> bool:
    match one, other:
        case facts.Name(id=name), facts.Name(id=known):
            return name == known
        case facts.Attribute(), facts.Attribute():
            return one.name == other.name and _is_same(one.value, other.value)
        case _:
            return False


def _is_in(node: facts.Node, block: facts.Block) -> bool:
    return bool(block) and block[0].line <= node.line <= block[-1].end_line
