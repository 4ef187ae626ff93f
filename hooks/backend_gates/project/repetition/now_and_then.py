"""Which conditions of a loop hold only now and then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.project.repetition.flow import names_in
from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from msgspec import Struct

_COUNTING = ("batch", "buffer", "chunk", "count", "counter", "pending", "size", "limit", "total")
_KEEPING = {"add", "append", "setdefault", "update"}


def is_now_and_then(node: facts.If) -> bool:
    """Whether it is run when a counter is full, or when an answer is not kept yet."""
    if any(map(_counts, walking.walk(node.test))) or _keeps(node.test, node.body):
        return True
    tested = names_in(node.test)
    return any(_starts_anew(each, tested) for each in node.body)


def _starts_anew(node: facts.Statement, tested: Iterable[str]) -> bool:
    """Whether a counter is set to zero again."""
    match node:
        case facts.Assign(targets=(facts.Name(id=name),), value=facts.Literal(text="0")):
            return name in tested
        case _:
            return False


def _counts(node: Struct) -> bool:
    match node:
        case facts.Operation(operators=("%",)):
            return True
        case facts.Operation(operators=(">=" | ">" | "==",), operands=(left, _)):
            return _is_amount(left)
        case _:
            return False


def _is_amount(node: facts.Expression) -> bool:
    match node:
        case facts.Call(function=facts.Name(id="len"), arguments=(argument,)):
            return isinstance(argument.value, facts.Name | facts.Attribute)
        case facts.Name() | facts.Attribute():
            return any(last_name(node).endswith(word) for word in _COUNTING)
        case _:
            return False


def _keeps(test: facts.Expression, body: facts.Block) -> bool:
    """`if key not in found: found[key] = …` asks once for each key."""
    match test:
        case facts.Operation(operators=("and", *_), operands=operands):
            return any(_keeps(each, body) for each in operands)
        case facts.Operation(operators=("not in",), operands=(_, facts.Name(id=name))):
            return any(map(_is_kept_in(name), walking.walk_statements(body)))
        case (
            facts.Operation(operators=("not",))
            | facts.Operation(operators=("is",), operands=(_, facts.Literal(kind="NoneType")))
        ):
            return any(map(_is_kept_in(""), walking.walk_statements(body)))
        case _:
            return False


def _is_kept_in(name: str) -> Callable[[facts.Statement], bool]:
    def keeps(statement: facts.Statement) -> bool:
        match statement:
            case facts.Assign(targets=(facts.Subscript(value=facts.Name(id=container)), *_)):
                return name in {"", container}
            case facts.Evaluate(
                value=facts.Call(function=facts.Attribute(value=facts.Name(id=container), name=how))
            ):
                return name == container and how in _KEEPING
            case _:
                return False

    return keeps
