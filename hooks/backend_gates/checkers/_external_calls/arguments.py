"""Whether the arguments of a call set a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from backend_gates.catalogue import timeouts
from backend_gates.project.resolution.bindings import Assigned
from backend_gates.project.resolution.definitions import definition
from backend_gates.project.resolution.values import External
from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from backend_gates.catalogue.timeouts import Wait
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope

Time: TypeAlias = Literal["set", "left out", "none"]

_TIMES = {
    *("aiohttp.ClientTimeout", "aiohttp.client.ClientTimeout", "httpx.Timeout", "httpx2.Timeout"),
    *("openai.Timeout", "anthropic.Timeout", "urllib3.Timeout", "urllib3.util.Timeout"),
}
_TIME = "timeout"


def time_of(project: Project, call: facts.Call, scope: Scope, wait: Wait, skipped: int = 0) -> Time:
    """Whether a call sets the time, or may do so, leaves it out, or says that there is none.

    `skipped` of its arguments stand before those that are meant for what waits.
    """
    for place, argument in enumerate(call.arguments[skipped:]):
        value = argument.value
        if argument.keyword == "**":
            if may_hold(value, wait.sets, scope):
                return "set"
        elif argument.keyword in wait.sets or (not argument.keyword and place == wait.position):
            return "none" if is_none(project, value, scope) else "set"
        elif (argument.keyword in wait.brings and _brings(project, value, scope)) or (
            isinstance(value, facts.Starred) and wait.position is not None
        ):
            return "set"
    return "left out"


def is_none(project: Project, value: facts.Expression, scope: Scope) -> bool:
    """Whether a value is None, or holds several times that are all None."""
    known = definition(project, value, scope)
    match known.expression:
        case facts.Literal(kind="NoneType"):
            return True
        case facts.Collection(kind="tuple", items=items):
            return _all_none(project, items, known.scope)
        case facts.Call(function=function, arguments=arguments):
            made = project.value(function, known.scope)
            values = [each.value for each in arguments if each.keyword != "ceil_threshold"]
            is_time = isinstance(made, External) and made.name in _TIMES
            is_told = any(each.keyword == "**" for each in arguments)
            return is_time and not is_told and _all_none(project, values, known.scope)
        case _:
            return False


def _all_none(project: Project, values: Iterable[facts.Expression], scope: Scope) -> bool:
    return all(is_none(project, value, scope) for value in values)


def _brings(project: Project, value: facts.Expression, scope: Scope) -> bool:
    """Whether a value may have a time of its own: not what is made here and says nothing of one.

    What the catalogue knows to wait has a finding of its own.
    """
    known = definition(project, value, scope)
    match known.expression:
        case facts.Literal(kind="NoneType"):
            return False
        case facts.Call(function=function, arguments=arguments):
            made = project.value(function, known.scope)
            if not isinstance(made, External):
                return True
            wait = timeouts.load().get(made.name)
            is_reported = wait is not None and not wait.explicit
            return is_reported or any(_speaks(each) for each in arguments)
        case facts.Dictionary(keys=keys):
            return any(key is None or _is_time(key) for key in keys)
        case _:
            return True


def _speaks(argument: facts.Argument) -> bool:
    return argument.keyword == "**" or _TIME in argument.keyword or not argument.keyword


def _is_time(key: facts.Expression) -> bool:
    return not isinstance(key, facts.Literal) or _TIME in key.text


def may_hold(value: facts.Expression, names: Collection[str], scope: Scope) -> bool:
    """Whether what `**` unpacks may hold one of the names: not a dictionary seen to lack them."""
    match value:
        case facts.Dictionary(keys=keys, values=values):
            return any(
                may_hold(each, names, scope) if key is None else _may_be(key, names)
                for key, each in zip(keys, values, strict=True)
            )
        case facts.Call(function=facts.Name(id="dict"), arguments=arguments):
            return any(each.keyword in {"", "**", *names} for each in arguments)
        case facts.Name(id=name):
            return _bound_may_hold(name, names, scope.binding(name))
        case _:
            return True


def _may_be(key: facts.Expression, names: Collection[str]) -> bool:
    return not isinstance(key, facts.Literal) or key.text in names


def _bound_may_hold(name: str, names: Collection[str], scope: Scope | None) -> bool:
    if scope is None or not isinstance(scope.node, facts.Function | facts.Module):
        return True
    origins = [binding.origin for binding in scope.bindings[name]]
    values = [each.value for each in origins if isinstance(each, Assigned) and each.value]
    if len(values) < len(origins) or any(may_hold(each, names, scope) for each in values):
        return True
    return is_filled(name, names, scope)


def is_filled(name: str, names: Collection[str], scope: Scope) -> bool:
    """Whether a function or file may put one of the names into a dictionary that it has."""
    body = scope.node.body if isinstance(scope.node, facts.Function | facts.Module) else ()
    return any(_may_add(node, name, names) for each in body for node in walking.walk(each))


def _may_add(node: object, name: str, names: Collection[str]) -> bool:
    """Whether a node may put one of the names into the dictionary of a name."""
    match node:
        case facts.Subscript(value=facts.Name(id=owner), index=index) if owner == name:
            return _may_be(index, names)
        case facts.Call(function=facts.Attribute(value=facts.Name(id=owner)) as function):
            is_filled = owner == name and last_name(function) in {"update", "setdefault"}
            return is_filled and any(_adds(each, names) for each in node.arguments)
        case facts.Call(arguments=arguments):
            values = (each.value for each in arguments if not each.keyword)
            return any(isinstance(each, facts.Name) and each.id == name for each in values)
        case _:
            return False


def _adds(argument: facts.Argument, names: Collection[str]) -> bool:
    match argument.value:
        case facts.Dictionary(keys=keys):
            return any(key is None or _may_be(key, names) for key in keys)
        case facts.Literal(text=text):
            return text in names or argument.keyword in names
        case _:
            return not argument.keyword or argument.keyword in {"**", *names}
