"""Which routers and apps include a router: what they say holds for its routes, too."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from backend_gates.catalogue.execution import Signs
from backend_gates.project.resolution.definitions import Definition, definition
from backend_gates.project.resolution.scopes import functions
from backend_gates.syntax import facts, walking

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope

_INCLUDING = "include_router"
_SIGNS = Signs((_INCLUDING.encode(),), (re.compile(rf"\.{_INCLUDING}\(".encode()),))


class _Inclusion(NamedTuple):
    """A call that includes what `included` makes in what `includer` makes."""

    call: Definition
    includer: facts.Expression
    includer_scope: Scope
    included: facts.Expression


def above(project: Project, router: Definition) -> Iterator[Definition]:
    """The calls that include a router, and those that make what includes it, to the very top."""
    waiting, seen = [router.expression], set()
    while waiting:
        current = waiting.pop()
        if id(current) in seen:
            continue
        seen.add(id(current))
        for each in _inclusions(project):
            if each.included is current:
                yield each.call
                yield Definition(each.includer, each.includer_scope)
                waiting.append(each.includer)


@cache
def _inclusions(project: Project) -> tuple[_Inclusion, ...]:
    return tuple(
        found
        for path in project.modules.bearing(_SIGNS)
        if (module := project.modules.at(path)) is not None
        for found in _of_module(project, module)
    )


def _of_module(project: Project, module: Scope) -> Iterator[_Inclusion]:
    for scope in (module, *functions(module)):
        if isinstance(scope.node, facts.Module | facts.Function):
            for node in walking.walk_own(scope.node.body):
                found = _inclusion(project, node, scope) if isinstance(node, facts.Call) else None
                if found is not None:
                    yield found


def _inclusion(project: Project, call: facts.Call, scope: Scope) -> _Inclusion | None:
    function = call.function
    if not isinstance(function, facts.Attribute) or function.name != _INCLUDING:
        return None
    if not call.arguments:
        return None
    includer = definition(project, function.value, scope)
    included = definition(project, call.arguments[0].value, scope).expression
    return _Inclusion(Definition(call, scope), *includer, included)
