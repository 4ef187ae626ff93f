"""What a rule has to say of a validator."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backend_gates.syntax import facts
from backend_gates.syntax.headings import heading
from backend_gates.wording import joined

if TYPE_CHECKING:
    from backend_gates.model import Related, Span
    from backend_gates.project.validation.validators import Validator


class Problem(NamedTuple):
    """What is wrong with a validator, and where; `scope` is the function or class around that."""

    span: Span
    message: str
    scope: str
    related: tuple[Related, ...] = ()


def place(validator: Validator) -> Span:
    """Where a whole validator is shown: its heading, or where it is handed over."""
    function = validator.function
    if validator.is_decorated and isinstance(function, facts.Function):
        return heading(function)
    return validator.told.span


def scope_name(validator: Validator) -> str:
    """The scope of what stands in a validator, or of where it is handed over."""
    return (validator.scope if validator.is_decorated else validator.place).name


def of_what(validator: Validator) -> str:
    """What it validates, as a reader says it."""
    names = field_names(validator)
    if validator.kind == "model":
        return f"`{validator.owner.node.name}`" if validator.owner else "the model"
    return joined([f"`{name}`" for name in names]) if names else "the value"


def field_names(validator: Validator) -> list[str]:
    """The fields that the decorator names, as far as it spells them out."""
    return [
        each.value.text
        for each in validator.arguments
        if not each.keyword and isinstance(each.value, facts.Literal) and each.value.kind == "str"
    ]
