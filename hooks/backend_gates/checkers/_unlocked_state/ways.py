"""Ways on which two tasks come to the same function."""

from __future__ import annotations

from collections import deque
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from backend_gates.checkers._unlocked_state.events import runs_for_events
from backend_gates.checkers._unlocked_state.spawning import spawned
from backend_gates.project.requests.request_paths import Passed, RequestPath
from backend_gates.project.resolution.standing import standing
from backend_gates.project.resolution.values import FirstPartyClass
from backend_gates.project.running.blocking import written
from backend_gates.syntax import facts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from backend_gates.checkers._unlocked_state.spawning import Spawned
    from backend_gates.project.project import Project
    from backend_gates.project.requests.uses import Use
    from backend_gates.project.resolution.scopes import Scope

_LONGEST = 5
EVENT = "event"
TASKS = "tasks"


class _Step(NamedTuple):
    """A function on the way up, and the places passed from there down."""

    scope: Scope
    passed: tuple[Passed, ...]


class Ways:
    """Looks upwards from one function, by the uses of it that are open."""

    def __init__(self, project: Project, function: Scope, is_open: Callable[[Use], bool]) -> None:
        self._project = project
        self._function = function
        self._is_open = is_open

    def from_anywhere(self, *, with_tasks: bool) -> RequestPath | None:
        """A shortest one from a request, from an event, or from where several tasks are made."""
        for step in self._upwards():
            kind = self._kind(step.scope)
            if kind:
                return RequestPath(kind, step.scope, step.passed)
            for use in self._uses(step.scope):
                if self._project.request_paths.is_dependency(use):
                    return RequestPath("dependency", step.scope, step.passed)
                made = self._tasks(use, step) if with_tasks else None
                if made is not None:
                    return made
        return None

    def from_tasks(self, is_same: Callable[[Use, Spawned], bool]) -> RequestPath | None:
        """A shortest one from where several tasks are made that have the same object."""
        for step in self._upwards():
            for use in self._uses(step.scope):
                made = self._tasks(use, step, is_same)
                if made is not None:
                    return made
        return None

    def _upwards(self) -> Iterator[_Step]:
        waiting = deque([_Step(self._function, ())])
        seen = {standing(self._function)}
        while waiting:
            step = waiting.popleft()
            if self._project.runs_at_startup(step.scope):
                continue
            yield step
            if len(step.passed) == _LONGEST:
                continue
            for use in filter(self._is_open, self._uses(step.scope)):
                outer = use.scope.enclosing(facts.Function)
                if outer is not None and standing(outer) not in seen:
                    seen.add(standing(outer))
                    waiting.append(_Step(outer, (_passed(use, outer), *step.passed)))

    def _uses(self, scope: Scope) -> Iterator[Use]:
        return chain.from_iterable(
            map(self._project.uses.of, [scope, *_overridden(self._project, scope)])
        )

    def _kind(self, scope: Scope) -> str:
        kind = self._project.request_paths.kind(scope)
        return kind or (EVENT if runs_for_events(self._project, scope) else "")

    def _tasks(
        self,
        use: Use,
        step: _Step,
        is_same: Callable[[Use, Spawned], bool] = lambda *_: True,
    ) -> RequestPath | None:
        """The way from where a use makes tasks, unless the function ran once before that."""
        outer = use.scope.enclosing(facts.Function)
        made = None if outer is None else spawned(use, outer)
        if made is None or outer is None or not is_same(use, made):
            return None
        if self._ran_before(made, outer, step):
            return None
        return RequestPath(TASKS, outer, (_passed(use, outer), *step.passed))

    def _ran_before(self, made: Spawned, outer: Scope, step: _Step) -> bool:
        """Whether the function was already run by the one that makes the tasks."""
        ran = [self._function, step.scope, *(passed.scope for passed in step.passed)]
        uses = chain.from_iterable(map(self._project.uses.of, ran))
        return any(
            use.scope.enclosing(facts.Function) is outer and use.node.line < made.at.line
            for use in uses
        )


def _passed(use: Use, outer: Scope) -> Passed:
    place = use.node if use.call is None else use.call
    return Passed(outer, place, written(place))


def _overridden(project: Project, scope: Scope) -> Iterator[Scope]:
    """The methods by the same name of the classes that a method's class derives from."""
    owner, name = scope.parent, scope.name.rpartition(".")[2]
    if owner is not None and isinstance(owner.node, facts.Class):
        for base in project.bases(FirstPartyClass(owner, owner.node))[0][1:]:
            for node in base.node.body:
                if isinstance(node, facts.Function) and node.name == name:
                    yield base.scope.child(node)
