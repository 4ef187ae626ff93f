"""Shared state that is read before an await and written after it, with no lock held.

## Why

At each `await` the event loop may run another request. One that comes in between reads the same
state and finds it as the first one did: both make a connection and one of them is lost and never
closed, both see room for one more, or the second writes back a number that the first has raised
since. It happens under load only, so tests pass.

## Instead

Hold an `asyncio.Lock` over the check, the wait and the write; or ask again after the wait; or store
what is being made before the first await, so that others wait for the same task.

## What is left alone

Two tasks must be able to have the same object: a global, an attribute of a class, what is kept on
the application, a part of a bot, or an object of a class that is made at module level, at start-up,
by a cached function or once by such an object. A request, or an event that a bot library hands to
a function by a decorator, has to reach the function by calls that can be resolved; or a function
makes several tasks at once that call on one object (`gather(*(self.visit(page) for page in
pages))`). A check and a write in different functions are not put together, and tearing something
down (`await self._client.close()`, then `self._client = None`) is right. What is lost must hold
something open or count something: data, a token or an age that two tasks set alike is no loss, nor
is what one function gives to all who ask. What start-up makes is there before requests come, and an
object that a request makes for itself is its own. `await redis.from_url(…)` doesn't wait. A commit
is told of the files in it: the route or the singleton that makes a race of other code may be in
another one, and a run on all files sees it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backend_gates.model import Finding, Related

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.checkers._unlocked_state.reading import Shared
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope

RULE = "unlocked-state-across-await"
_FIRST = {
    "event": "each event runs `{name}`",
    "tasks": "`{name}` makes several tasks that run at the same time",
}
SCREEN = (b"await", b"async for", b"async with")


class Options(NamedTuple):
    """Settings of this check."""


def check(project: Project, module: Scope, options: Options) -> Iterator[Finding]:
    """Find the functions of a module that trust what they read before they waited."""
    from backend_gates.checkers._unlocked_state.reading import shared_races  # noqa: PLC0415  start-up

    del options
    for each in shared_races(project, module):
        yield _finding(each)


def _finding(each: Shared) -> Finding:
    scope, race = each.scope, each.race
    state, other = race.state.written, _other(each)
    if race.kind == "checked":
        does = f"`{each.function.name}` checks `{state}`, waits, and then sets it"
        harm = f"another {other} may pass the same check meanwhile"
    else:
        does = f"`{each.function.name}` reads `{state}`, waits, and writes it back"
        harm = f"what another {other} wrote meanwhile is lost"
    message = f"{does}: {harm}; hold one lock over all of it, or look again after the wait"
    return Finding(scope.path, race.write.span, RULE, message, scope.name, _related(each))


def _related(each: Shared) -> tuple[Related, ...]:
    path, race, scope = each.path, each.race, each.scope
    first = _FIRST.get(path.kind, f"a request runs the {path.kind} `{{name}}`")
    steps = (
        Related(step.scope.path, step.node.span, f"`{step.scope.name}` runs `{step.written}`")
        for step in path.passed
    )
    return (
        Related(scope.path, race.seen.span, f"`{race.state.written}` is read here"),
        Related(scope.path, race.wait.span, f"here another {_other(each)} may run"),
        Related(path.first.path, path.place, first.format(name=path.first.name)),
        *steps,
    )


def _other(each: Shared) -> str:
    return "task" if each.path.kind in _FIRST else "request"
