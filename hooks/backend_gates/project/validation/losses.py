"""Which validators lose the value on a way out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backend_gates.project.resolution.values import FirstPartyFunction
from backend_gates.project.validation.cases import ANY
from backend_gates.project.validation.endings import Subject, endings
from backend_gates.project.validation.fields import admits_none, fields_of
from backend_gates.project.validation.validators import decorators_of
from backend_gates.syntax import facts

if TYPE_CHECKING:
    from backend_gates.project.project import Project
    from backend_gates.project.validation.cases import Cases
    from backend_gates.project.validation.endings import Ending
    from backend_gates.project.validation.validators import Validator

_TYPED = {"after"}
_BOUND = {"classmethod", "staticmethod"}
_REAL: Cases = ANY - {"none"}
_FULL: Cases = frozenset({"full"})


class Loss(NamedTuple):
    """The ways out of a validator that lose the value, and all of them."""

    validator: Validator
    losing: tuple[Ending, ...]
    ways: tuple[Ending, ...]


def loss(project: Project, validator: Validator) -> Loss | None:
    """Where a validator returns nothing though it was given something; None where nowhere.

    A `before` validator that returns None for None loses nothing, and where a field may be None
    an empty value may become that on purpose.
    """
    function = validator.function
    if not isinstance(function, facts.Function) or function.is_async or _is_left_open(validator):
        return None
    admits = _admits_none(project, validator)
    if admits == _ONLY_NONE or validator.scope.is_generator:
        return None
    ways = endings(project, validator.scope, _subject(validator, admits))
    losing = [
        way
        for way in ways
        if way.cases & (_FULL if admits is not False else _REAL) and _loses(project, validator, way)
    ]
    return Loss(validator, tuple(losing), tuple(ways)) if losing else None


_ONLY_NONE = "only None"


def _subject(validator: Validator, admits: object) -> Subject:
    if validator.takes_self:
        return Subject("", ANY)
    is_typed = validator.mode in _TYPED
    cases = _REAL if admits is False and is_typed else ANY
    return Subject(validator.value, cases, is_typed)


def _is_left_open(validator: Validator) -> bool:
    """Whether other classes are to fill it in."""
    return "abstractmethod" in decorators_of(validator.function)


def _admits_none(project: Project, validator: Validator) -> bool | str | None:
    """Whether None is a value of what is validated."""
    if validator.kind == "model":
        return False
    found = _declarations(project, validator)
    if not found or None in found:
        return None
    return _ONLY_NONE if _ONLY_NONE in found else True in found


def _declarations(project: Project, validator: Validator) -> list[bool | str | None]:
    names = [
        each.value.text
        for each in validator.arguments
        if not each.keyword and isinstance(each.value, facts.Literal)
    ]
    if validator.owner is None or len(names) != sum(not e.keyword for e in validator.arguments):
        return []
    declared = fields_of(project, validator.owner).declared
    found: list[bool | str | None] = []
    for name in names:
        known = declared.get(name)
        if known is not None and _is_none_type(known.annotation):
            found.append(_ONLY_NONE)
        else:
            found.append(None if known is None else admits_none(project, known))
    return found


def _is_none_type(annotation: facts.Expression | None) -> bool:
    return isinstance(annotation, facts.Literal) and annotation.kind == "NoneType"


def _loses(project: Project, validator: Validator, way: Ending) -> bool:
    if way.gives_nothing:
        return True
    value = way.statement.value if way.statement is not None else None
    if validator.kind == "model" and _is_none_type(value):
        return True
    if validator.takes_self and isinstance(value, facts.Literal | facts.Dictionary):
        return True
    return isinstance(value, facts.Call) and _gives_nothing(project, value, validator)


def _gives_nothing(project: Project, call: facts.Call, validator: Validator) -> bool:
    """Whether a function of the project is called that only ever returns nothing."""
    called = project.value(call.function, validator.scope)
    if not isinstance(called, FirstPartyFunction) or not isinstance(called.node, facts.Function):
        return False
    node = called.node
    if node.is_async or called.scope.is_generator or not decorators_of(node) <= _BOUND:
        return False
    if all(map(_is_idle, node.body)):
        return False  # a stub that others fill in
    ways = endings(project, called.scope)
    return bool(ways) and all(way.gives_nothing for way in ways)


def _is_idle(statement: facts.Statement) -> bool:
    """Whether it is `pass`, `…` or a docstring."""
    match statement:
        case facts.Jump() | facts.Evaluate(value=facts.Literal()):
            return True
        case _:
            return False
