"""Validators that ask for the value of another field, which isn't there when that was refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.checkers._broken_validator.configuration import stands_in_configuration
from backend_gates.checkers._broken_validator.problems import Problem
from backend_gates.project.validation.fields import fields_of, is_settings, takes_anything
from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.project.project import Project
    from backend_gates.project.validation.validators import Validator

_CATCHING = {"BaseException", "Exception", "KeyError", "LookupError"}


def missing_values(project: Project, validator: Validator) -> Iterator[Problem]:
    """The first `info.data["price"]`: a KeyError where `price` was refused."""
    function = validator.function
    if not isinstance(function, facts.Function) or not validator.is_decorated:
        return
    held = "" if stands_in_configuration(validator) else _holder(validator)
    seen = _guarded(function, held) if held else set()
    for node in walking.own(function.body, facts.Subscript) if held else ():
        key = _key(node, held)
        if key and key not in seen and _may_be_refused(project, validator, key):
            yield Problem(node.span, _message(held, key), validator.scope.name)
            return


def _message(held: str, key: str) -> str:
    return (
        f"`{held}[{key!r}]` raises a KeyError when `{key}` itself was refused, which pydantic "
        "doesn't turn into a validation error: whoever sends that gets a 500 or a traceback "
        "in place of what is wrong with it; ask whether it is there first"
    )


def _holder(validator: Validator) -> str:
    """What holds the values of the other fields, as the source names it; empty without."""
    if validator.kind == "field" and validator.version == 1:
        names = [each.name for each in validator.parameters]
        return "values" if "values" in names[1:] else ""
    if validator.kind == "field":
        position = 2 if validator.mode == "wrap" else 1
        parameters = validator.parameters
        return f"{parameters[position].name}.data" if len(parameters) > position else ""
    is_late = validator.mode == "after" and validator.says("skip_on_failure") != "True"
    return validator.value if validator.runs_on == 1 and is_late else ""


def _key(node: facts.Subscript, held: str) -> str:
    key = node.index
    if not isinstance(key, facts.Literal) or key.kind != "str":
        return ""
    return key.text if _is_held(node.value, held) else ""


def _is_held(node: facts.Expression, held: str) -> bool:
    name, _, attribute = held.partition(".")
    if attribute:
        if not isinstance(node, facts.Attribute) or node.name != attribute:
            return False
        node = node.value
    return isinstance(node, facts.Name) and node.id == name


def _guarded(function: facts.Function, held: str) -> set[str]:
    """The keys that the function asks for before, sets itself, or is prepared to miss."""
    found: set[str] = set()
    for node in walking.own(function.body, facts.Operation, facts.Call, facts.Assign, facts.Try):
        match node:
            case facts.Operation(operators=("in" | "not in",), operands=(key, container)):
                if _is_held(container, held):
                    found |= _texts(key)
            case facts.Call(function=facts.Attribute(value=value), arguments=(first, *_)):
                if _is_held(value, held):
                    found |= _texts(first.value)
            case facts.Assign():
                targets = (each for each in node.targets if isinstance(each, facts.Subscript))
                found |= {_key(target, held) for target in targets}
            case facts.Try() if any(map(_catches, node.handlers)):
                inside = walking.own(node.body, facts.Subscript)
                found |= {_key(each, held) for each in inside}
            case _:
                pass
    return found


def _texts(node: facts.Expression) -> set[str]:
    return {node.text} if isinstance(node, facts.Literal) else set()


def _catches(handler: facts.ExceptHandler) -> bool:
    kind = handler.type
    if kind is None:
        return True
    kinds = kind.items if isinstance(kind, facts.Collection) else (kind,)
    return any(last_name(each) in _CATCHING for each in kinds)


def _may_be_refused(project: Project, validator: Validator, key: str) -> bool:
    if validator.owner is None or is_settings(project, validator.owner):
        return False
    declared = fields_of(project, validator.owner).declared.get(key)
    if declared is None or declared.role != "field" or declared.annotation is None:
        return False
    return not takes_anything(project, declared.annotation, declared.scope)
