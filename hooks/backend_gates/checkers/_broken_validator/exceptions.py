"""Exceptions that pydantic doesn't turn into a validation error."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.catalogue import validation
from backend_gates.checkers._broken_validator.configuration import stands_in_configuration
from backend_gates.checkers._broken_validator.problems import Problem
from backend_gates.model import Related
from backend_gates.project.resolution.values import External
from backend_gates.project.validation.fields import is_settings
from backend_gates.project.validation.raised import raised
from backend_gates.syntax import facts, walking

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.model import Span
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope
    from backend_gates.project.validation.raised import Raised, Step
    from backend_gates.project.validation.validators import Validator

_V2 = 2
_OWN_ERRORS = {"pydantic.ValidationError", "pydantic_core.ValidationError"}
_OF_HELPERS = {"builtins.LookupError", "builtins.TypeError"}
_BUILTINS = "builtins."


def wrong_exceptions(project: Project, validator: Validator) -> Iterator[Problem]:
    """What a validator raises, itself or by a helper, that reaches whoever makes the model.

    An exception that it raises in several places is named at the first.
    """
    version = validator.runs_on or 0
    if validator.owner is not None and is_settings(project, validator.owner):
        return
    seen: set[str | Span] = set()
    for found in raised(project, validator.scope):
        is_here = len(found.way) == 1 or not validator.is_decorated
        first = found.name if is_here else found.way[0].node.span
        if first in seen or not _passes(found, version):
            continue
        if _tells_of_input(validator, found) and not _is_meant(project, validator, found):
            seen.add(first)
            yield _problem(validator, found)
    if version == _V2:
        yield from _own_errors(project, validator)


def _passes(found: Raised, version: int) -> bool:
    """Whether pydantic surely lets it through."""
    known = validation.load()
    converted = known.converted[2] if version == _V2 else known.converted[1]
    return found.kinds.isdisjoint(converted | known.deliberate)


def _tells_of_input(validator: Validator, found: Raised) -> bool:
    """Whether it may be about what was validated, not about how the program is written.

    A field's value is of its type once pydantic has looked at it, so that asking for that is idle.
    A helper may also tell of the world, where it raises one of the general exceptions, and one that
    collects keywords of how it was called.
    """
    is_type_error = "builtins.TypeError" in found.kinds
    if is_type_error and (validator.kind, validator.mode) == ("field", "after"):
        return len(found.way) == 1 and not _asks_for_type(found.way[-1].scope)
    if is_type_error and any(map(_collects_keywords, found.way[1:])):
        return False
    is_general = all(kind.startswith(_BUILTINS) for kind in found.kinds)
    return len(found.way) == 1 or not is_general or not found.kinds.isdisjoint(_OF_HELPERS)


def _collects_keywords(step: Step) -> bool:
    function = step.scope.node
    return isinstance(function, facts.Function) and any(
        each.kind == "**kwargs" for each in function.parameters
    )


def _asks_for_type(scope: Scope) -> bool:
    function = scope.node
    return isinstance(function, facts.Function) and any(
        isinstance(call.function, facts.Name) and call.function.id == "isinstance"
        for call in walking.own(function.body, facts.Call)
    )


def _is_meant(project: Project, validator: Validator, found: Raised) -> bool:
    """Whether it is an exception of the project that stops its start, or that somebody answers.

    A framework answers its own HTTP exceptions, whoever raises them: that says nothing.
    """
    own = {kind for kind in found.kinds if not kind.startswith(_BUILTINS)}
    own -= validation.load().http_exceptions
    if own and stands_in_configuration(validator):
        return True
    return project.awaited_errors.has_any(sorted(kind.rpartition(".")[2] for kind in own))


def _problem(validator: Validator, found: Raised) -> Problem:
    first, last = found.way[0], found.way[-1]
    is_deep = len(found.way) > 1
    name, there = (last.scope.name, " there") if is_deep else (validator.name, "")
    message = f"`{name}` raises {found.name}, {_outcome(found)}; raise ValueError{there}"
    steps = found.way[1:] if validator.is_decorated else found.way
    related = tuple(_related(step, found) for step in steps)
    if validator.is_decorated:
        return Problem(first.node.span, message, validator.scope.name, related)
    return Problem(validator.told.span, message, validator.place.name, related)


def _related(step: Step, found: Raised) -> Related:
    is_last = step is found.way[-1]
    does = f"{found.name} is raised here" if is_last else f"`{step.scope.name}` passes here"
    return Related(step.scope.path, step.node.span, does)


def _outcome(found: Raised) -> str:
    if not found.kinds.isdisjoint(validation.load().http_exceptions):
        return (
            "which pydantic doesn't turn into a validation error: it hides what else is wrong with "
            "the input, and reaches whoever makes the model outside of a request, too"
        )
    return (
        "which pydantic doesn't turn into a validation error: whoever sends wrong input gets a 500 "
        "or a traceback in place of what is wrong with it"
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
                f"`{validator.name}` raises pydantic's own ValidationError, which can't be made so "
                "in pydantic 2: that is a TypeError; raise ValueError"
            )
            yield Problem(node.span, message, validator.scope.name)
