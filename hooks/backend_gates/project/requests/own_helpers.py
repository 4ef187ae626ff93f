"""Which functions of a handler's file belong to it, because nobody else calls them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from backend_gates.catalogue.execution import Signs
from backend_gates.project.requests.placed import calls, running
from backend_gates.project.resolution.values import FirstPartyFunction
from backend_gates.syntax import facts, walking

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope


def own_helpers(project: Project, handler: Scope) -> list[Scope]:
    """The functions of the same file that the handler calls, and that are named nowhere else.

    Those that only such a function calls belong to the handler, too.
    """
    family = [handler]
    for member in family:
        for called in _called(project, member):
            if not any(called is each for each in family) and _is_own(project, called, family):
                family.append(called)
    return family[1:]


def _called(project: Project, scope: Scope) -> Iterator[Scope]:
    """The functions of the file that a function calls."""
    for call, inner in calls(scope):
        if running(inner) is not scope:
            continue
        called = project.value(call.function, scope)
        if isinstance(called, FirstPartyFunction) and called.scope.path == scope.path:
            yield called.scope


def _is_own(project: Project, scope: Scope, family: list[Scope]) -> bool:
    node = scope.node
    if not isinstance(node, facts.Function) or node.decorators:
        return False
    places = mentions(scope.outermost, node.name)
    within = [each.node for each in family]
    return all(any(_holds(each, place) for each in (node, *within)) for place in places) and (
        node.name.startswith("_") or not _is_named_elsewhere(project, scope.path, node.name)
    )


def _holds(outer: object, inner: facts.Node) -> bool:
    return isinstance(outer, facts.Node) and outer.line <= inner.line <= outer.end_line


def _is_named_elsewhere(project: Project, path: str, name: str) -> bool:
    word = name.encode()
    signs = Signs((word,), (re.compile(rb"\b%s\b" % word),))
    return any(other != path for other in project.modules.bearing(signs))


def mentions(module: Scope, name: str) -> Sequence[facts.Node]:
    """Where a file reads a name or an attribute called so, or has it as a text."""
    return _mentioned(module).get(name, ())


@cache
def _mentioned(module: Scope) -> Mapping[str, list[facts.Node]]:
    found: dict[str, list[facts.Node]] = {}
    for node in walking.walk(module.node):
        match node:
            case facts.Name(id=name) | facts.Attribute(name=name):
                found.setdefault(name, []).append(node)
            case facts.Literal(kind="str", text=name):
                found.setdefault(name, []).append(node)
            case _:
                pass
    return found
