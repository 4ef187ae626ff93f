"""What is known of a value on a way through a function: whether it is None, empty or anything."""

from __future__ import annotations

from typing import Literal, TypeAlias

from backend_gates.syntax import facts

Case: TypeAlias = Literal["none", "empty", "full"]
Cases: TypeAlias = frozenset[Case]

ANY: Cases = frozenset({"none", "empty", "full"})
NEVER: Cases = frozenset()
_NONE: Cases = frozenset({"none"})
_EMPTY: Cases = frozenset({"empty"})
_FULL: Cases = frozenset({"full"})
_OPPOSITES = {"is not": "is", "!=": "==", "not in": "in"}
_FALSE = {"False", "0", "0.0", "", "None"}


def where(test: facts.Expression, name: str, cases: Cases, *, holds: bool) -> Cases:
    """Those of the cases of `name` in which a test may hold, or may fail to."""
    match test:
        case facts.Literal():
            return cases if is_true(test) is holds else NEVER
        case facts.Name(id=found) if found == name:
            return cases & (_FULL if holds else _NONE | _EMPTY)
        case facts.NamedExpression(target=facts.Name(id=found)) if found == name:
            return where(test.target, name, ANY, holds=holds)
        case facts.Operation(operators=("not",), operands=(operand,)):
            return where(operand, name, cases, holds=not holds)
        case facts.Operation(operators=("and" | "or" as operator, *_), operands=operands):
            return _of_several(
                operands, name, cases, is_every=(operator == "and") is holds, holds=holds
            )
        case facts.Operation(operands=(_, _)):
            return _compared(test, name, cases, holds=holds)
        case facts.Call(function=facts.Name(id="isinstance"), arguments=(subject, kind)):
            if _is(subject.value, name) and not _may_be_none(kind.value) and holds:
                return cases - _NONE
            return cases
        case _:
            return cases


def is_true(literal: facts.Literal) -> bool:
    """Whether a constant counts as true."""
    return literal.text not in _FALSE or (literal.kind == "str" and literal.text != "")


def _of_several(
    operands: tuple[facts.Expression, ...], name: str, cases: Cases, *, is_every: bool, holds: bool
) -> Cases:
    """`and` that holds or `or` that fails: every operand does; else one does after the others."""
    found = NEVER
    for operand in operands:
        chosen = where(operand, name, cases, holds=holds)
        if is_every:
            cases = chosen
        else:
            found |= chosen
            cases = where(operand, name, cases, holds=not holds)
    return cases if is_every else found


def _compared(test: facts.Operation, name: str, cases: Cases, *, holds: bool) -> Cases:
    """`value is None`, `value == ""`, `value in (None, "")` and their opposites."""
    operator, (left, right) = test.operators[0], test.operands
    if not _is(left, name):
        return cases
    if operator in _OPPOSITES:
        operator, holds = _OPPOSITES[operator], not holds
    is_display = isinstance(right, facts.Collection)
    if (operator == "in") is not is_display:
        return cases
    options = right.items if isinstance(right, facts.Collection) else (right,)
    literals = [each for each in options if isinstance(each, facts.Literal)]
    if operator not in {"is", "==", "in"} or len(literals) < len(options):
        return cases
    wanted = frozenset(map(_case, literals))
    return cases & wanted if holds else cases - (wanted & _NONE)


def _case(literal: facts.Literal) -> Case:
    if literal.kind == "NoneType":
        return "none"
    return "full" if is_true(literal) else "empty"


def _is(node: facts.Expression, name: str) -> bool:
    return isinstance(node, facts.Name) and node.id == name


def _may_be_none(kind: facts.Expression) -> bool:
    """Whether None may be an instance of what stands behind `isinstance`."""
    match kind:
        case facts.Name(id=name):
            return name in {"object", "NoneType"}
        case facts.Attribute():
            return kind.name == "NoneType"
        case facts.Collection(items=items) | facts.Operation(operands=items):
            return any(map(_may_be_none, items))
        case _:
            return True
