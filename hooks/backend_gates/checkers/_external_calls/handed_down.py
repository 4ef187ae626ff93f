"""Whether the time that a helper hands down is ever given: `def fetch(url, timeout=None)`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.checkers._external_calls.arguments import is_filled, is_none, may_hold
from backend_gates.project.requests.stand_ins import by_parameter
from backend_gates.project.resolution.bindings import Passed
from backend_gates.syntax import facts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from backend_gates.checkers._external_calls.waiting import Waiting
    from backend_gates.project.project import Project
    from backend_gates.project.requests.uses import Use
    from backend_gates.project.resolution.scopes import Scope


def timeless_callers(project: Project, waiting: Waiting) -> list[Use]:
    """The calls of the helper around it, where none gives the time that it hands down.

    Empty where one does or may do so, where the helper has a time by itself, or where nobody in
    the project calls it.
    """
    helper = waiting.scope.enclosing(facts.Function)
    if helper is None or not isinstance(helper.node, facts.Function):
        return []
    names = set(_handed_down(project, waiting, helper))
    if not names:
        return []
    uses = list(project.uses.of(helper))
    for use in uses:
        if use.call is None or _may_give(project, use.call, use.scope, helper.node, names):
            return []
    return uses


def _handed_down(project: Project, waiting: Waiting, helper: Scope) -> Iterator[str]:
    """The names by which callers of the helper give the time; none where it is set otherwise."""
    wait = waiting.wait
    for argument in waiting.call.arguments:
        parameter = _parameter(argument.value, helper)
        if argument.keyword == "**":
            if wait.explicit or not _is_passed_on(parameter, wait.sets, helper):
                return
            yield from wait.sets
        elif argument.keyword in wait.sets:
            if parameter is None or not _is_nothing(project, parameter, helper):
                return
            yield parameter.name


def _is_passed_on(parameter: facts.Parameter | None, names: Collection[str], helper: Scope) -> bool:
    """Whether it is `**kwargs`, to which the helper adds no time."""
    if parameter is None or parameter.kind != "**kwargs":
        return False
    return not is_filled(parameter.name, names, helper)


def _parameter(value: facts.Expression, helper: Scope) -> facts.Parameter | None:
    """The parameter that a name stands for, which the helper never binds again."""
    bindings = helper.bindings.get(value.id, ()) if isinstance(value, facts.Name) else ()
    origin = bindings[0].origin if len(bindings) == 1 else None
    return origin.parameter if isinstance(origin, Passed) else None


def _is_nothing(project: Project, parameter: facts.Parameter, helper: Scope) -> bool:
    default = parameter.default
    return default is not None and is_none(project, default, helper)


def _may_give(
    project: Project,
    call: facts.Call,
    scope: Scope,
    helper: facts.Function,
    names: Collection[str],
) -> bool:
    if any(isinstance(each.value, facts.Starred) for each in call.arguments):
        return True
    if any(each.keyword == "**" and may_hold(each.value, names, scope) for each in call.arguments):
        return True
    given = by_parameter(call, helper)
    return any(name in names and not is_none(project, given[name], scope) for name in given)
