"""Which functions of the project are helpers that a query may hide in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.project.repetition.gathering import OF_BUILTINS
from backend_gates.project.repetition.jobs import is_definition, is_job_name
from backend_gates.project.repetition.queries import is_query_name
from backend_gates.project.resolution.members import decorator_names
from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from backend_gates.project.resolution.scopes import Scope


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
    """Whether a decorator says that answers are kept somewhere: `@locked_cached(key=…)`."""
    return isinstance(function, facts.Function) and any(
        "cache" in name for name in decorator_names(function)
    )


def is_helper(call: facts.Call) -> bool:
    """Whether it may be a function of the project that does no job of its own."""
    name = last_name(call.function)
    if not name or name[0].isupper() or is_job_name(name) or is_definition(name):
        return False
    return is_query_name(name) or name not in OF_BUILTINS
