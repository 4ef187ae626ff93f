"""The races of a module that two requests can run into."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backend_gates.checkers._unlocked_state.locks import Locks
from backend_gates.checkers._unlocked_state.own_objects import OwnObjects, root
from backend_gates.checkers._unlocked_state.races import races
from backend_gates.checkers._unlocked_state.sharing import sharing
from backend_gates.checkers._unlocked_state.start_up import runs_first_at_startup
from backend_gates.checkers._unlocked_state.ways import Ways
from backend_gates.syntax import facts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.checkers._unlocked_state.races import Race
    from backend_gates.checkers._unlocked_state.spawning import Spawned
    from backend_gates.project.project import Project
    from backend_gates.project.requests.request_paths import RequestPath
    from backend_gates.project.requests.uses import Use
    from backend_gates.project.resolution.scopes import Scope


class Shared(NamedTuple):
    """A race in a function, and a way from a request to it."""

    scope: Scope
    function: facts.Function
    race: Race
    path: RequestPath


def shared_races(project: Project, module: Scope) -> Iterator[Shared]:
    """Those of the coroutine functions of a module, in source order."""
    for scope in project.coroutine_functions(module):
        if isinstance(scope.node, facts.Function):
            for race in races(project, scope, scope.node):
                path = _path(project, scope, race)
                if path is not None and not (race.fills and runs_first_at_startup(project, scope)):
                    yield Shared(scope, scope.node, race, path)


def _path(project: Project, scope: Scope, race: Race) -> RequestPath | None:
    """A way on which two tasks come to the function, where what it changes isn't one's own."""
    name, owner = race.state.name, scope.parent
    own = None
    if name.startswith("self.") and not name.startswith("self.app."):
        if owner is None or not sharing(project).has(owner):
            return None if race.state.key else _same_object(project, scope)
        own = OwnObjects(project, scope)

    def is_open(use: Use) -> bool:
        function = use.scope.enclosing(facts.Function)
        if function is None:
            return True
        if own is not None and own.has(use, function):
            return False
        return not Locks(project, function).hold_at(use.node)

    return Ways(project, scope, is_open).from_anywhere(with_tasks=not race.state.key)


def _same_object(project: Project, method: Scope) -> RequestPath | None:
    """A way from tasks that call on one object, whoever else has it."""

    def is_open(use: Use) -> bool:
        function = use.scope.enclosing(facts.Function)
        if function is None or _root_name(use) != "self":
            return False
        return not Locks(project, function).hold_at(use.node)

    def is_same(use: Use, made: Spawned) -> bool:
        return _root_name(use) not in {"", *made.differing}

    return Ways(project, method, is_open).from_tasks(is_same)


def _root_name(use: Use) -> str:
    base = root(use.node)
    return base.id if isinstance(base, facts.Name) else ""
