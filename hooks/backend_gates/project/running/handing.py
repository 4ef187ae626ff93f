"""What a call does with the functions and iterators that it is handed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from backend_gates.catalogue import execution
from backend_gates.project.resolution.values import External, FirstPartyFunction, Member
from backend_gates.syntax import facts
from backend_gates.syntax.naming import decorator_target

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backend_gates.catalogue.execution import InPlace
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope
    from backend_gates.project.resolution.values import Value

Fate: TypeAlias = Literal["", "called", "entered", "iterated", "begun", "scheduled", "elsewhere"]


def fates(project: Project, call: facts.Call, scope: Scope) -> list[Fate]:
    """What becomes of each argument: an empty fate where nobody knows.

    It is `called`, `entered`, `iterated` or just `begun` on this thread, `scheduled` to be called
    there later, or called or iterated `elsewhere`.
    """
    name = qualified_name(project, call.function, scope)
    if name in execution.load().in_a_thread:
        return ["elsewhere"] * len(call.arguments)
    chosen = _scheduled(call, name)
    if chosen is not None:
        return ["scheduled" if item is chosen else "" for item in call.arguments]
    known = _in_place(call, name)
    if known is None:
        return [""] * len(call.arguments)
    return [_fate(known, index, item) for index, item in enumerate(call.arguments)]


def scheduled_argument(project: Project, call: facts.Call, scope: Scope) -> facts.Argument | None:
    """The argument that the event loop calls later."""
    return _scheduled(call, qualified_name(project, call.function, scope))


def _scheduled(call: facts.Call, name: str) -> facts.Argument | None:
    known = execution.load().on_the_loop.get(name)
    if known is None or says(call, known.unless):
        return None
    for index, item in enumerate(call.arguments):
        if item.keyword == known.keyword or (index == known.position and _is_placed(call, index)):
            return item
    return None


def is_lazy(project: Project, call: facts.Call, scope: Scope) -> bool:
    """Whether calling it does nothing yet but make an iterator, as `map` does."""
    known = execution.load().in_place.get(qualified_name(project, call.function, scope))
    return known is not None and known.lazy


def is_partial(project: Project, call: facts.Call, scope: Scope) -> bool:
    """Whether it is `functools.partial(function, …)`."""
    name = qualified_name(project, call.function, scope)
    return name == "functools.partial" and _is_placed(call, 0)


def runs_elsewhere(project: Project, function: FirstPartyFunction) -> bool:
    """Whether a decorator has other threads run a function, whoever calls it."""
    scope = function.scope
    if isinstance(function.node, facts.Lambda) or scope.parent is None:
        return False
    outer = scope.parent
    targets = (decorator_target(decorator) for decorator in function.node.decorators)
    known = execution.load().in_a_thread
    return any(qualified_name(project, target, outer) in known for target in targets)


def gives_way(project: Project, function: FirstPartyFunction) -> bool:
    """Whether a decorator is given the coroutine twin of a function, to run that on the loop.

    The twin is named after it: `@dispatch(aload)` over `load`.
    """
    node, outer = function.node, function.scope.parent
    if isinstance(node, facts.Lambda) or outer is None:
        return False
    return any(
        _is_twin(project.value(argument.value, outer), node.name)
        for decorator in node.decorators
        if isinstance(decorator, facts.Call)
        for argument in decorator.arguments
    )


def _is_twin(known: Value | None, name: str) -> bool:
    node = known.node if isinstance(known, FirstPartyFunction) else None
    return isinstance(node, facts.Function) and node.is_async and name.strip("_") in node.name


def says(call: facts.Call, wanted: Mapping[str, str]) -> bool:
    """Whether an argument has, by its keyword, a constant that is wanted."""
    return any(
        item.keyword in wanted
        and isinstance(item.value, facts.Literal)
        and item.value.text == wanted[item.keyword]
        for item in call.arguments
    )


def qualified_name(project: Project, function: facts.Expression, scope: Scope) -> str:
    """A library's function by its name, a method by its class and name; empty where unknown."""
    match project.value(function, scope):
        case External(name):
            return name
        case Member(owner, name):
            return f"{project.catalogue.canonical(owner)}.{name}"
        case _:
            return ""


def _in_place(call: facts.Call, name: str) -> InPlace | None:
    known = execution.load().in_place.get(name)
    if known is None and not name and isinstance(call.function, facts.Attribute):
        known = execution.load().by_method.get(call.function.name)
    if known is None:
        return None
    placed = sum(not item.keyword for item in call.arguments)
    return known if placed >= known.at_least else None


def _fate(known: InPlace, index: int, argument: facts.Argument) -> Fate:
    if argument.keyword:
        return "called" if argument.keyword in known.keywords else ""
    if index in known.calls:
        return "called"
    if known.enters:
        return "entered"
    if known.once:
        return "begun"
    return "iterated" if known.iterates else ""


def _is_placed(call: facts.Call, position: int) -> bool:
    """Whether the argument at a place is positional, and no starred one before moves it."""
    placed = call.arguments[: position + 1]
    return len(placed) == position + 1 and not any(
        item.keyword or isinstance(item.value, facts.Starred) for item in placed
    )
