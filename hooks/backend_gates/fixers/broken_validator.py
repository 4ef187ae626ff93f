"""Mends a validator that forgets to return what it was given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.fixers._text import text_of
from backend_gates.model import Edit, Fix
from backend_gates.project.resolution.bindings import Assigned
from backend_gates.project.validation.losses import loss
from backend_gates.project.validation.validators import validators
from backend_gates.syntax import facts, walking
from backend_gates.syntax.headings import heading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from backend_gates.fixers._text import Text
    from backend_gates.model import Finding, Span
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope
    from backend_gates.project.validation.validators import Validator

_MENDED = "returns nothing"


def fixes(
    project: Project, module: Scope, text: str, findings: Sequence[Finding]
) -> Iterator[Fix | None]:
    """For each finding of a file the fix, None where there is none.

    The value is returned at the end of a function that falls off there and never returns anything
    else, the model itself for a model validator of the mode `after`.
    """
    wanted = {finding.span for finding in findings if _MENDED in finding.message}
    forgetful = {_place(each): each for each in validators(project, module)} if wanted else {}
    source = text_of(text)
    for finding in findings:
        validator = forgetful.get(finding.span) if finding.span in wanted else None
        is_here = validator is not None and validator.scope.path == module.path
        yield _fix(project, source, validator) if validator is not None and is_here else None


def _place(validator: Validator) -> Span:
    function = validator.function
    if validator.is_decorated and isinstance(function, facts.Function):
        return heading(function)
    return validator.told.span


def _fix(project: Project, source: Text, validator: Validator) -> Fix | None:
    function, found = validator.function, loss(project, validator)
    if found is None or not isinstance(function, facts.Function):
        return None
    if any(way.statement is not None for way in found.losing) or not _is_certain(validator):
        return None
    first, last = function.body[0], function.body[-1]
    indent = source.indent(first.line)
    if first.line == function.line or len(indent) != first.column - 1:
        return None  # `def f(cls, value): pass`
    promise = _promise(source, validator, function)
    if promise is None:
        return None
    added = source.add_below(last.end_line, f"{indent}return {validator.value}")
    return Fix(f"Return `{validator.value}`", safe=True, edits=(*promise, added))


def _is_certain(validator: Validator) -> bool:
    """Whether what is to be returned can be nothing but the first parameter."""
    if validator.mode not in {"after", "before"} or validator.value == "":
        return False
    if validator.kind == "model" and validator.version == 1:
        return False
    is_alone = len(validator.parameters) == 1
    return is_alone and _returns_only(validator) and not _makes_another(validator)


def _returns_only(validator: Validator) -> bool:
    """Whether all that it returns is the value under its name."""
    body = validator.function.body
    returns = walking.own(body, facts.Return) if isinstance(body, tuple) else []
    values = (each.value for each in returns)
    return all(isinstance(value, facts.Name) and value.id == validator.value for value in values)


def _makes_another(validator: Validator) -> bool:
    """Whether something else is bound that may be meant to be returned."""
    if validator.takes_self:
        return False
    return any(
        name != validator.value and isinstance(binding.origin, Assigned)
        for name, bindings in validator.scope.bindings.items()
        for binding in bindings
    )


def _promise(
    source: Text, validator: Validator, function: facts.Function
) -> tuple[Edit, ...] | None:
    """What to write for `-> None`: the type of the value; None where nobody says which that is."""
    returns, value = function.returns, validator.parameters[0]
    if not isinstance(returns, facts.Literal) or returns.kind != "NoneType":
        return ()
    if validator.takes_self and validator.owner is not None:
        return (Edit(returns.span, f'"{validator.owner.node.name}"'),)
    if value.annotation is None:
        return None
    start, end = source.range(value.annotation)
    return (Edit(returns.span, source.text[start:end]),)
