"""What pydantic 1 understood, and pydantic 2 deprecates, refuses or takes for something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.catalogue import validation
from backend_gates.checkers._broken_validator.problems import Problem, place, scope_name
from backend_gates.model import Related
from backend_gates.project.validation.fields import fields_of
from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import decorator_target, last_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.project.project import Project
    from backend_gates.project.validation.validators import Validator

_NEW = {"validator": "field_validator", "root_validator": "model_validator"}
_GONE = {"config", "field"}
_V1, _V2 = 1, 2
_MOST_PARAMETERS = {"after": 2, "before": 2, "plain": 2, "wrap": 3}


def deprecated(validator: Validator) -> Iterator[Problem]:
    """A decorator of pydantic 1 that pydantic 2 runs."""
    if validator.version != _V1 or validator.runs_on != _V2:
        return
    name = last_name(decorator_target(validator.told))
    function = last_name(decorator_target(validator.told))
    old = function if function in _NEW else _old_name(validator)
    message = f"`@{name}` is pydantic 1's: {_fate(validator)}; use `@{_NEW[old]}`{_how(validator)}"
    yield Problem(validator.told.span, message, validator.place.name)


def _old_name(validator: Validator) -> str:
    return "validator" if validator.kind == "field" else "root_validator"


def _fate(validator: Validator) -> str:
    gone = sorted(_GONE.intersection(each.name for each in validator.function.parameters))
    if validator.kind == "field" and gone:
        return f"pydantic 2 refuses its parameter `{gone[0]}` where the class is defined"
    if validator.kind == "model" and validator.mode == "after" and not _skips(validator):
        return "pydantic 2 refuses it without `skip_on_failure=True` where the class is defined"
    return "pydantic 2 deprecates it and no longer converts a TypeError in it"


def _skips(validator: Validator) -> bool:
    return any(each.keyword in {"skip_on_failure", "**"} for each in validator.arguments)


def _how(validator: Validator) -> str:
    return ' with mode="before"' if validator.mode == "before" else ""


def refused_arguments(validator: Validator) -> Iterator[Problem]:
    """Arguments of the old decorators that the new ones refuse."""
    if validator.version != _V2:
        return
    for argument in validator.arguments:
        if argument.keyword in validation.load().v1_arguments:
            instead = ', use mode="before"' if argument.keyword == "pre" else ", leave it out"
            name = last_name(decorator_target(validator.told))
            message = (
                f"`{argument.keyword}` is an argument of pydantic 1's validators: "
                f"`{name}` raises a TypeError where the class is defined{instead}"
            )
            yield Problem(argument.value.span, message, validator.place.name)


def old_parameters(project: Project, validator: Validator) -> Iterator[Problem]:
    """`values` that is no dictionary any more, and parameters that nobody fills."""
    function = validator.function
    if validator.version != _V2 or not isinstance(function, facts.Function):
        return
    required = [each for each in validator.parameters if each.default is None]
    most = _MOST_PARAMETERS.get(validator.mode)
    if validator.kind == "field" and most is not None and len(required) > most:
        names = ", ".join(f"`{each.name}`" for each in required[most:])
        message = (
            f"`{validator.name}` takes {names} as pydantic 1's validators did: pydantic 2 refuses "
            "that where the class is defined; take `info: ValidationInfo`"
        )
        yield Problem(place(validator), message, scope_name(validator))
        return
    if not _has_own_mapping(project, validator):
        yield from _taken_for_mapping(validator, function)


def _has_own_mapping(project: Project, validator: Validator) -> bool:
    """Whether the model itself may have what a dictionary has."""
    if validator.kind != "model" or validator.owner is None:
        return False
    fields = fields_of(project, validator.owner)
    mapping = validation.load().mapping | {"__getitem__", "__getattr__"}
    return not fields.is_whole or not mapping.isdisjoint(fields.declared)


def _taken_for_mapping(validator: Validator, function: facts.Function) -> Iterator[Problem]:
    """The first use of what is no dictionary as if it were one."""
    name, what, instead = _no_mapping(validator)
    if not name or _is_bound_again(validator, name):
        return
    for node in walking.own(function.body, facts.Subscript, facts.Attribute):
        if _uses_as_mapping(node, name):
            message = (
                f"`{name}` is {what} in pydantic 2, no dictionary: using it as one raises "
                f"{_error(node)} whatever is sent; use {instead}"
            )
            if validator.is_decorated:
                yield Problem(node.span, message, validator.scope.name)
            else:
                related = (Related(validator.scope.path, node.span, "it is used so here"),)
                yield Problem(place(validator), message, validator.place.name, related)
            return


def _no_mapping(validator: Validator) -> tuple[str, str, str]:
    """The parameter that was a dictionary once, what it is now, and what to use."""
    parameters = validator.parameters
    if validator.kind == "field" and validator.mode in {"after", "before", "plain"}:
        name = parameters[1].name if len(parameters) > 1 else ""
        return name, "a ValidationInfo", f"`{name}.data`"
    if validator.kind == "model" and validator.mode == "after" and parameters:
        name = parameters[0].name
        return name, "the model itself", f"its attributes, `{name}.x`"
    return "", "", ""


def _is_bound_again(validator: Validator, name: str) -> bool:
    return len(validator.scope.bindings.get(name, ())) != 1


def _uses_as_mapping(node: facts.Node, name: str) -> bool:
    match node:
        case facts.Subscript(value=facts.Name(id=found)):
            return found == name
        case facts.Attribute(value=facts.Name(id=found), name=attribute):
            return found == name and attribute in validation.load().mapping
        case _:
            return False


def _error(node: facts.Node) -> str:
    return "an AttributeError" if isinstance(node, facts.Attribute) else "a TypeError"
