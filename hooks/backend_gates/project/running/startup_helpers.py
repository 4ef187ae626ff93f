"""Which coroutine functions only those that run at start or end await, whatever lies between."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from backend_gates.catalogue.execution import Signs
from backend_gates.project.reading.testing_paths import is_test
from backend_gates.project.resolution.scopes import functions
from backend_gates.project.resolution.standing import standing
from backend_gates.project.resolution.values import FirstPartyFunction
from backend_gates.project.running import lifecycle
from backend_gates.syntax import facts, walking

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope
    from backend_gates.project.resolution.standing import Standing


class StartUpHelpers:
    """Looks from the start down, so that few functions have to be looked for in other files."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._awaited: frozenset[Standing | None] | None = None
        self._known: dict[Standing | None, bool] = {}

    def has(self, scope: Scope) -> bool:
        """Whether a function is awaited at start or end, and named nowhere else but in tests."""
        place = standing(scope)
        if not _is_plain(scope):
            return False
        if self._awaited is None:
            self._awaited = frozenset(self._awaited_at_startup())
        if place not in self._awaited:
            return False
        if place not in self._known:
            self._known[place] = False  # while two that run each other are looked at
            self._known[place] = self._is_named_by_startup_only(scope)
        return self._known[place]

    def _awaited_at_startup(self) -> Iterator[Standing | None]:
        waiting = list(self._registered())
        seen = {standing(scope) for scope in waiting}
        while waiting:
            scope = waiting.pop()
            for awaited in self._awaits(scope):
                if standing(awaited) not in seen:
                    seen.add(standing(awaited))
                    waiting.append(awaited)
                    yield standing(awaited)

    def _registered(self) -> Iterator[Scope]:
        registrations, modules = self._project.registrations, self._project.modules
        paths = set(modules.registering())
        elsewhere = {each.path for each in registrations.functions() if each is not None}
        for path in sorted(paths | elsewhere):
            module = None if is_test(path) else modules.at(path)
            for scope in functions(module) if module is not None else ():
                if lifecycle.is_registered(self._project, scope):
                    yield scope

    def _awaits(self, scope: Scope) -> Iterator[Scope]:
        node = scope.node
        for inner in walking.walk_own(node.body) if isinstance(node, facts.Function) else ():
            if isinstance(inner, facts.Await) and isinstance(inner.value, facts.Call):
                called = self._project.value(inner.value.function, scope)
                if isinstance(called, FirstPartyFunction) and _is_plain(called.scope):
                    yield called.scope

    def _is_named_by_startup_only(self, scope: Scope) -> bool:
        name = scope.name.encode()
        signs = Signs((name,), (re.compile(rb"\b%s\b" % name),))
        for path in self._project.modules.bearing(signs):
            module = None if is_test(path) else self._project.modules.at(path)
            for inner in module.blocks if module is not None else ():
                if standing(inner) == standing(scope) or not self._names(inner, scope):
                    continue
                if not lifecycle.runs_at_startup(self._project, inner):
                    return False
        return True

    def _names(self, inner: Scope, wanted: Scope) -> bool:
        """Whether what stands directly in a file, class or function names the function."""
        if not isinstance(inner.node, facts.Module | facts.Class | facts.Function):
            return False
        served = tuple(each for each in inner.node.body if not _is_for_scripts(each))
        for node in walking.walk_own(served):
            match node:
                case facts.Name(id=name) | facts.Attribute(name=name) if name == wanted.name:
                    known = self._project.value(node, inner)
                    if known is None or _is(known, wanted):
                        return True
                case facts.ImportFrom():
                    renamed = (each for each in node.aliases if each.asname)
                    if any(each.name == wanted.name != each.asname for each in renamed):
                        return True
        return False


def _is_plain(scope: Scope) -> bool:
    """Whether it is a coroutine function of a file, which no decorator hands to anybody."""
    node, outer = scope.node, scope.parent
    if not isinstance(node, facts.Function) or outer is None:
        return False
    return node.is_async and isinstance(outer.node, facts.Module) and not node.decorators


def _is_for_scripts(statement: facts.Statement) -> bool:
    """Whether it is `if __name__ == "__main__":`, which no application runs."""
    match statement:
        case facts.If(test=facts.Operation(operators=("==",), operands=operands)):
            return any(isinstance(each, facts.Name) and each.id == "__name__" for each in operands)
        case _:
            return False


def _is(known: object, wanted: Scope) -> bool:
    return isinstance(known, FirstPartyFunction) and standing(known.scope) == standing(wanted)
