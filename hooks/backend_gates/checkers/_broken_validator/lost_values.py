"""Validators that return nothing, or not what pydantic goes on with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.checkers._broken_validator.problems import Problem, of_what, place, scope_name
from backend_gates.model import Related
from backend_gates.project.validation.losses import loss
from backend_gates.syntax import facts
from backend_gates.syntax.headings import heading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.model import Span
    from backend_gates.project.project import Project
    from backend_gates.project.validation.endings import Ending
    from backend_gates.project.validation.losses import Loss
    from backend_gates.project.validation.validators import Validator


def lost_values(project: Project, validator: Validator) -> Iterator[Problem]:
    """What a validator loses: its value, the data of the model or the model itself."""
    function = validator.function
    if isinstance(function, facts.Function) and function.is_async:
        message = (
            f"`{function.name}` is a coroutine function, which pydantic never awaits: "
            f"{of_what(validator)} becomes a coroutine; make it a plain `def`"
        )
        yield Problem(place(validator), message, scope_name(validator))
        return
    found = loss(project, validator)
    if found is not None:
        yield Problem(_span(found), _message(found), scope_name(validator), _related(found))


def _span(found: Loss) -> Span:
    """The first `return` that loses the value where nothing falls off the end."""
    first = found.losing[0].statement
    falls = any(way.statement is None for way in found.losing)
    if falls or first is None or not found.validator.is_decorated:
        return place(found.validator)
    return first.span


def _message(found: Loss) -> str:
    validator = found.validator
    return f"`{validator.name}` {_how(found)}: {_outcome(validator)}; {_mend(validator)}"


def _how(found: Loss) -> str:
    ways = found.losing
    if all(way.statement is None for way in ways):
        is_whole = len(found.ways) == len(ways)
        return "returns nothing" if is_whole else "returns nothing where it falls off its end"
    if all(way.gives_nothing for way in ways):
        return f"returns nothing {_lines(ways)}"
    if found.validator.takes_self:
        return f"doesn't return `{_self(found.validator)}` {_lines(ways)}"
    return f"returns None {_lines(ways)}"


def _lines(ways: tuple[Ending, ...]) -> str:
    numbers = [str(way.statement.line) for way in ways if way.statement is not None]
    falls = ["at its end"] if any(way.statement is None for way in ways) else []
    places = [f"in line {number}" for number in numbers] + falls
    return " and ".join(places)


def _self(validator: Validator) -> str:
    return validator.value or "self"


def _outcome(validator: Validator) -> str:
    what = of_what(validator)
    if validator.kind == "field":
        if validator.mode == "before":
            return f"pydantic takes None for what was sent, and validates that as {what}"
        return f"{what} silently becomes None"
    if validator.version == 1:
        return "pydantic has no values left, and fails with a TypeError or AttributeError"
    if validator.mode == "before":
        return f"pydantic gets None in place of the data, and refuses it as {what}"
    return f"whoever validates {what} gets that, alone or as a part of other models"


def _mend(validator: Validator) -> str:
    match validator.kind, validator.mode:
        case "model", "after" if validator.version != 1:
            return f"return {_self(validator)} on every path"
        case "model", "before" | "after":
            return f"return {validator.value or 'the data'} on every path"
        case "model", _:
            return "return what the handler gives"
        case _:
            return "return the value on every path"


def _related(found: Loss) -> tuple[Related, ...]:
    validator = found.validator
    path, span = validator.scope.path, _span(found)
    places = [
        Related(path, way.statement.span, "the value is lost here")
        for way in found.losing
        if way.statement is not None and way.statement.span != span
    ]
    if not validator.is_decorated and isinstance(validator.function, facts.Function):
        places.insert(0, Related(path, heading(validator.function), "pydantic calls this"))
    return tuple(places)
