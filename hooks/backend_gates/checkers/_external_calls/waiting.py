"""Where something is called, or handed to a thread, that waits for another service."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from backend_gates.catalogue import execution, timeouts
from backend_gates.project.requests.placed import calls
from backend_gates.project.resolution.bindings import Imported
from backend_gates.project.resolution.definitions import definition
from backend_gates.project.resolution.values import External, Member
from backend_gates.project.running.blocking import written
from backend_gates.project.running.handing import qualified_name
from backend_gates.syntax import facts
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from backend_gates.catalogue.timeouts import Wait
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope

_PARTIAL = "functools.partial"
_INIT = "__init__"


class Waiting(NamedTuple):
    """What is called, by its place and qualified name, and the call that has its arguments.

    The two differ where another thread is handed the function: there `skipped` of the arguments
    are not its own.
    """

    node: facts.Expression
    call: facts.Call
    scope: Scope
    name: str
    wait: Wait
    skipped: int = 0

    @property
    def written(self) -> str:
        """How the source names what is called."""
        return f"{written(self.node).removesuffix('()')}()"

    @property
    def function(self) -> facts.Expression:
        """What is called."""
        return self.node.function if isinstance(self.node, facts.Call) else self.node


def waitings(project: Project, module: Scope) -> Iterator[Waiting]:
    """All of a module."""
    names = _last_names() | frozenset(_renamed(module))
    for node, scope in calls(module):
        called = last_name(node.function)
        if called in names:
            yield from _called(project, node, scope)
        elif called in _handing_names():
            yield from _handed(project, node, scope, names)


@cache
def _last_names() -> frozenset[str]:
    return frozenset({_INIT, *(name.rpartition(".")[2] for name in timeouts.load())})


@cache
def _handing_names() -> frozenset[str]:
    return frozenset(name.rpartition(".")[2] for name in execution.load().in_a_thread)


def _renamed(module: Scope) -> Iterator[str]:
    """What the file's imports call them otherwise."""
    for name, bindings in module.bindings.items():
        origin = bindings[-1].origin
        if isinstance(origin, Imported) and origin.name in _last_names():
            yield name


def _called(project: Project, call: facts.Call, scope: Scope) -> Iterator[Waiting]:
    name = known_name(project, call.function, scope)
    wait = timeouts.load().get(name)
    is_transport = wait is not None and wait.socket and last_name(call.function) == _INIT
    if wait is not None and not is_transport:  # a transport of one's own is told the time later
        yield Waiting(call, call, scope, name, wait)


def _handed(
    project: Project, call: facts.Call, scope: Scope, names: Collection[str]
) -> Iterator[Waiting]:
    """A function, or a partial of one, that a call hands to another thread."""
    for place, argument in enumerate(call.arguments):
        function, outer, skipped = argument.value, call, place + 1
        made = definition(project, argument.value, scope).expression
        if isinstance(made, facts.Call) and made.arguments:
            if qualified_name(project, made.function, scope) != _PARTIAL:
                continue
            function, outer, skipped = made.arguments[0].value, made, 1
        name = known_name(project, function, scope) if last_name(function) in names else ""
        if name and qualified_name(project, call.function, scope) in execution.load().in_a_thread:
            yield Waiting(function, outer, scope, name, timeouts.load()[name], skipped)


def known_name(project: Project, function: facts.Expression, scope: Scope) -> str:
    """The name by which the catalogue knows a function, class or method; empty without."""
    match project.value(function, scope):
        case External(name):
            candidates = [name, project.catalogue.canonical(name)]
        case Member(owner, method) if method == _INIT:
            candidates = [owner, project.catalogue.canonical(owner)]
        case Member(owner, method):
            candidates = [f"{each}.{method}" for each in _line(project, owner)]
        case _:
            return ""
    return next((name for name in candidates if name in timeouts.load()), "")


def _line(project: Project, owner: str) -> Iterator[str]:
    """A class and its bases, up to one that is told the time when it is made."""
    name = project.catalogue.canonical(owner)
    yield name
    known = project.catalogue.classes.get(name)
    if known is not None and name not in timeouts.load():
        for base in known.bases:
            yield from _line(project, base)
