"""Validators that pydantic doesn't call, or not with what they take for the class or the value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.checkers._broken_validator.problems import Problem, place, scope_name
from backend_gates.syntax import facts
from backend_gates.syntax.naming import decorator_target, last_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.project.validation.validators import Validator


def never_called(validator: Validator) -> Iterator[Problem]:
    """A validator under `@classmethod`, or with a `self` that is none."""
    function = validator.function
    if not validator.is_decorated or not isinstance(function, facts.Function):
        return
    if _is_hidden(validator, function):
        message = (
            f"`{function.name}` never runs: `@classmethod` stands above "
            f"`@{_name(validator)}`, which pydantic looks for; put it below"
        )
        yield Problem(place(validator), message, scope_name(validator))
    elif _takes_no_self(validator, function):
        yield Problem(place(validator), _about_self(validator), scope_name(validator))


def _name(validator: Validator) -> str:
    return last_name(decorator_target(validator.told))


def _is_hidden(validator: Validator, function: facts.Function) -> bool:
    """Whether a `@classmethod` above hides what the decorator has made."""
    above = function.decorators[: function.decorators.index(validator.told)]
    return any(last_name(each) == "classmethod" for each in above)


def _takes_no_self(validator: Validator, function: facts.Function) -> bool:
    first = function.parameters[0].name if function.parameters else ""
    if first != "self" or validator.is_classmethod or validator.is_static:
        return False
    return validator.kind == "field" or (
        validator.version != 1 and validator.mode in {"before", "wrap"}
    )


def _about_self(validator: Validator) -> str:
    if validator.kind == "field":
        return (
            f"`{validator.name}` takes `self`, and pydantic refuses that where the class is "
            "defined: there is no model yet; make it a `@classmethod` that takes `cls`"
        )
    return (
        f"`{validator.name}` takes `self`, but gets the data there and what it takes for the data "
        "is something else: there is no model yet; make it a `@classmethod` that takes `cls`"
    )
