"""Exceptions that pydantic doesn't turn into a validation error."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.catalogue import validation
from backend_gates.checkers._broken_validator.problems import Problem
from backend_gates.model import Related
from backend_gates.project.resolution.values import External
from backend_gates.project.validation.fields import is_settings
from backend_gates.project.validation.raised import raised
from backend_gates.syntax import facts, walking

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.project.project import Project
    from backend_gates.project.validation.raised import Raised
    from backend_gates.project.validation.validators import Validator

_V2 = 2
_OWN_ERRORS = {"pydantic.ValidationError", "pydantic_core.ValidationError"}
_HELPERS_ONLY_OF_INPUT = {"builtins.RuntimeError", "builtins.OSError", "builtins.AttributeError"}


def wrong_exceptions(project: Project, validator: Validator) -> Iterator[Problem]:
    """What a validator raises, itself or by a helper, that reaches whoever makes the model."""
    version = validator.runs_on or 0
    if validator.owner is not None and is_settings(project, validator.owner):
        return
    seen: set[tuple[int, int]] = set()
    for found in raised(project, validator.scope):
        node = found.way[0].node
        if (node.line, node.column) not in seen and _passes(found, version):
            seen.add((node.line, node.column))
            yield _problem(validator, found)
    if version == _V2:
        yield from _own_errors(project, validator)


def _passes(found: Raised, version: int) -> bool:
    """Whether pydantic surely lets it through, and it says something of what was validated."""
    known = validation.load()
    converted = known.converted[2] if version == _V2 else known.converted[1]
    is_deep = len(found.way) > 1
    return found.kinds.isdisjoint(converted | known.deliberate) and not (
        is_deep and not found.kinds.isdisjoint(_HELPERS_ONLY_OF_INPUT)
    )


def _problem(validator: Validator, found: Raised) -> Problem:
    first, last = found.way[0], found.way[-1]
    is_deep = len(found.way) > 1
    who = f"`{last.scope.name}` raises" if is_deep else f"`{validator.name}` raises"
    message = f"{who} {found.name}, {_outcome(found)}; raise ValueError{' there' if is_deep else ''}"
    related = tuple(
        Related(step.scope.path, step.node.span, f"`{step.scope.name}` passes here")
        for step in found.way[1:-1]
    )
    if is_deep:
        related += (Related(last.scope.path, last.node.span, f"{found.name} is raised here"),)
    elif not validator.is_decorated:
        related = (Related(first.scope.path, first.node.span, f"{found.name} is raised here"),)
        return Problem(validator.told.span, message, validator.place.name, related)
    if not validator.is_decorated:
        return Problem(validator.told.span, message, validator.place.name, related)
    return Problem(first.node.span, message, validator.scope.name, related)


def _outcome(found: Raised) -> str:
    if not found.kinds.isdisjoint(validation.load().http_exceptions):
        return (
            "which pydantic doesn't turn into a validation error: it hides what else is wrong with "
            "the input, and reaches whoever makes the model outside of a request, too"
        )
    return (
        "which pydantic doesn't turn into a validation error: "
        "a client gets a 500 for its wrong input"
    )


def _own_errors(project: Project, validator: Validator) -> Iterator[Problem]:
    """`raise ValidationError("…")`, which pydantic 2 has no such constructor for."""
    if not validator.is_decorated or not isinstance(validator.function, facts.Function):
        return
    for node in walking.own(validator.function.body, facts.Raise):
        call = node.exception
        target = call.function if isinstance(call, facts.Call) else call
        known = None if target is None else project.value(target, validator.scope)
        if isinstance(known, External) and known.name in _OWN_ERRORS:
            message = (
                f"`{validator.name}` raises {known.name.rpartition('.')[2]}, which pydantic 2 alone "
                f"can make: this is a TypeError, and a client gets a 500; raise ValueError"
            )
            yield Problem(node.span, message, validator.scope.name)
