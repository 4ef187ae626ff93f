"""Which functions of the project are helpers that a query may hide in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.project.repetition.flow import bound_names, names_in
from backend_gates.project.repetition.gathering import OF_BUILTINS
from backend_gates.project.repetition.jobs import is_definition, is_job_name
from backend_gates.project.repetition.queries import is_query_name
from backend_gates.project.resolution.members import decorator_names
from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from backend_gates.project.resolution.scopes import Scope

_LOOKING = (facts.Operation, facts.Call)


def is_inside(scope: Scope | None, function: Scope) -> bool:
    """Whether a function calls itself, to go down a tree."""
    while scope is not None and scope is not function:
        scope = scope.parent
    return scope is function


def answers(function: facts.Function) -> bool:
    """Whether a function gives something back."""
    returned = walking.own(function.body, facts.Return)
    return any(each.value is not None for each in returned) or walking.is_generator(function)


def optional(function: facts.Function) -> set[str]:
    """The parameters that may be left out."""
    return {
        each.name
        for each in function.parameters
        if isinstance(each.default, facts.Literal) and each.default.kind == "NoneType"
    }


def is_cached(function: facts.Function | facts.Lambda) -> bool:
    """Whether answers are kept: by a decorator, `@locked_cached(key=…)`, or by the function."""
    return isinstance(function, facts.Function) and (
        any("cache" in name for name in decorator_names(function)) or _keeps(function.body)
    )


def _keeps(block: facts.Block) -> bool:
    """`if key in found: return found[key]`, with `found[key] = …`, asks once for each key."""
    own, kept = set[str](), set[tuple[str, str]]()
    for statement in walking.walk_statements(block):
        for target in statement.targets if isinstance(statement, facts.Assign) else ():
            own |= set(bound_names(target))
            if isinstance(target, facts.Subscript):
                kept |= _entries(target.value, target.index)
    looked_into = (entry for each in walking.own(block, *_LOOKING) for entry in _looks_into(each))
    return any(entry in kept and entry[0] not in own for entry in looked_into)


def _looks_into(node: facts.Node) -> set[tuple[str, str]]:
    """What `key in found` and `found.get(key)` look for, and where."""
    match node:
        case facts.Operation(operators=("in" | "not in",), operands=(key, container)):
            return _entries(container, key)
        case facts.Call(function=facts.Attribute(value=container, name="get"), arguments=(key, *_)):
            return _entries(container, key.value)
        case _:
            return set()


def _entries(container: facts.Expression, key: facts.Expression) -> set[tuple[str, str]]:
    return {(last_name(container), name) for name in names_in(key)}


def is_helper(call: facts.Call) -> bool:
    """Whether it may be a function of the project that does no job of its own."""
    name = last_name(call.function)
    if not name or name[0].isupper() or is_job_name(name) or is_definition(name):
        return False
    return is_query_name(name) or name not in OF_BUILTINS
