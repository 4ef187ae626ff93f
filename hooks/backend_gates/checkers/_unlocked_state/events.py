"""Which functions a library runs for each event, several at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.catalogue import concurrency
from backend_gates.project.resolution.values import External, FirstPartyClass, Member
from backend_gates.syntax import facts
from backend_gates.syntax.naming import decorator_target

if TYPE_CHECKING:
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope


def runs_for_events(project: Project, scope: Scope) -> bool:
    """Whether a decorator hands a function to a library that makes a task of it for each event."""
    node, outer = scope.node, scope.parent
    if not isinstance(node, facts.Function) or outer is None:
        return False
    if node.name in concurrency.load().starting:
        return False
    return any(_registers(project, decorator_target(each), outer) for each in node.decorators)


def _registers(project: Project, decorator: facts.Expression, scope: Scope) -> bool:
    match project.value(decorator, scope):
        case External(name=name):
            return concurrency.load().is_for_events(name)
        case Member(of=owner, name=method):
            return concurrency.load().is_for_events(f"{owner}.{method}")
        case _:
            return False


def is_one_of_each(project: Project, owner: Scope) -> bool:
    """Whether a class is a bot, or a part that a bot has one of: all events are told to that."""
    if not isinstance(owner.node, facts.Class):
        return False
    bases = project.bases(FirstPartyClass(owner, owner.node))[1]
    return any(map(concurrency.load().is_part, bases))
