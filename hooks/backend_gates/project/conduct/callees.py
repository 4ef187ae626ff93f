"""What the project's own functions do, as far as their bodies tell, when a handler calls them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.catalogue import conduct
from backend_gates.project.requests.own_helpers import mentions
from backend_gates.project.resolution.values import External, FirstPartyClass, FirstPartyFunction
from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import decorator_target, last_name

if TYPE_CHECKING:
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope

_DEPTH = 4
_METHOD_DECORATORS = {"staticmethod", "classmethod"}


def own_helper(project: Project, call: facts.Call, scope: Scope) -> Scope | None:
    """The body of the function that a call calls, when it is of the same file and only called here.

    What other files do with a function of that name is not asked.
    """
    called = project.value(call.function, scope)
    if not isinstance(called, FirstPartyFunction) or not isinstance(called.node, facts.Function):
        return None
    outer = called.scope.parent
    if called.scope.path != scope.path or outer is None or isinstance(outer.node, facts.Function):
        return None
    if any(
        last_name(decorator_target(each)) not in _METHOD_DECORATORS
        for each in called.node.decorators
    ):
        return None
    kind = facts.Attribute if isinstance(outer.node, facts.Class) else facts.Name
    uses = [each for each in mentions(scope.outermost, called.node.name) if type(each) is kind]
    return called.scope if len(uses) == 1 else None


def is_harmless(project: Project, function: FirstPartyFunction) -> bool:
    """Whether nothing that a function runs can reach the world outside of its arguments.

    False when that can't be told.
    """
    return _is_harmless(project, function.scope, _DEPTH)


def _is_harmless(project: Project, scope: Scope, depth: int) -> bool:
    node = scope.node
    if not depth or not isinstance(node, facts.Function) or node.is_async:
        return False
    return all(
        _is_harmless_call(project, inner, scope, depth)
        for statement in node.body
        for inner in walking.walk(statement)
        if isinstance(inner, facts.Call)
    )


def _is_harmless_call(project: Project, call: facts.Call, scope: Scope, depth: int) -> bool:
    words = conduct.load()
    match project.value(call.function, scope):
        case FirstPartyClass():
            return True
        case FirstPartyFunction() as own:
            return _is_harmless(project, own.scope, depth - 1)
        case External(name) if not _only_builds(name):
            return False
        case _:
            verbs = words.changes | words.commands | words.announces | words.retrieves
            return verbs.isdisjoint(conduct.words(last_name(call.function)))


def _only_builds(name: str) -> bool:
    """Whether a class, or a function that only builds or answers, is called."""
    is_class = name.rpartition(".")[2][:1].isupper()
    return is_class or (conduct.load().is_pure(name) and name != "builtins.open")
