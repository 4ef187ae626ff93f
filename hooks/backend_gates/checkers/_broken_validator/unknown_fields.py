"""Validators for what is no field of the model, which never run or keep it from being defined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.checkers._broken_validator.problems import Problem
from backend_gates.project.validation.fields import fields_of, is_model
from backend_gates.spelling import suggestion
from backend_gates.syntax import facts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.project.project import Project
    from backend_gates.project.validation.fields import Fields
    from backend_gates.project.validation.validators import Validator

_NEVER_VALIDATED = {"private attribute", "computed field"}


def unknown_fields(project: Project, validator: Validator) -> Iterator[Problem]:
    """The names in a decorator that the model has no field for."""
    owner = validator.owner
    if validator.kind != "field" or owner is None or not is_model(project, owner):
        return
    fields = fields_of(project, owner)
    for argument in validator.arguments:
        value = argument.value
        if argument.keyword or not isinstance(value, facts.Literal) or value.text == "*":
            continue
        why = _why(value.text, fields, is_checked=validator.says("check_fields") != "False")
        if why:
            message = f"the validator `{validator.name}` never runs: {why}"
            scope = validator.scope if validator.is_decorated else validator.place
            yield Problem(value.span, message.format(owner=owner.node.name), scope.name)


def _why(name: str, fields: Fields, *, is_checked: bool) -> str:
    declared = fields.declared.get(name)
    if declared is not None and declared.role in _NEVER_VALIDATED:
        return f"`{name}` is a {declared.role} of `{{owner}}`, which pydantic doesn't validate"
    if not is_checked:
        return ""
    if declared is not None and declared.role == "class variable":
        return f"`{name}` is a class variable of `{{owner}}`, which pydantic doesn't validate"
    if declared is not None or not fields.is_whole:
        return ""
    names = [each for each, found in fields.declared.items() if found.role == "field"]
    hint = suggestion(name, names) if names else "it has none"
    return f"`{{owner}}` has no field `{name}`, and pydantic refuses to define it; {hint}"
