"""What the expressions of a handler make, and which names it binds to what, as they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.catalogue import conduct
from backend_gates.syntax import facts
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from msgspec import Struct

COLLECTIONS = {"dict", "list", "set", "tuple", "defaultdict", "deque", "Counter", "OrderedDict"}
_CLASS_CONSTRUCTORS = {"model_validate", "parse_obj", "model_construct"}
_BUILDING = (["from"], ["build"], ["make"], ["new"])


def is_answer(call: facts.Call) -> bool:
    """`JSONResponse(…)`, `make_response(…)` and their kin."""
    words, name = conduct.load(), last_name(call.function)
    return name.endswith("Response") or name in words.transport_classes | words.answers


def is_construction(node: facts.Expression) -> bool:
    """`Class(…)`, `module.Class(…)`, `Class.model_validate(…)`, or a display."""
    match node:
        case facts.Call(function=facts.Name(id=name)):
            return name[:1].isupper() or name in COLLECTIONS
        case facts.Call(function=facts.Subscript(value=facts.Name(id=name))):  # Headers[str]()
            return name[:1].isupper()
        case facts.Call(function=facts.Attribute(name=name, value=value)):
            is_class = isinstance(value, facts.Name) and value.id[:1].isupper()
            builds = conduct.words(name)[:1] in _BUILDING or name in _CLASS_CONSTRUCTORS
            return name[:1].isupper() or (is_class and builds)
        case _:
            return is_display(node)


def is_display(node: facts.Expression) -> bool:
    """A list, a dictionary or another literal, or the call of a collection's class."""
    match node:
        case facts.Collection() | facts.Dictionary() | facts.Comprehension() | facts.Literal():
            return True
        case facts.Call(function=facts.Name(id=name)):
            return name in COLLECTIONS
        case _:
            return False


def assignments(nodes: Iterable[Struct]) -> Iterator[tuple[str, facts.Expression]]:
    """The names that nodes bind, each with what it is bound to or made from."""
    for node in nodes:
        match node:
            case facts.Assign(targets=targets, value=value) if value is not None:
                for target in targets:
                    yield from _names(target, value)
            case facts.AugmentedAssign() | facts.NamedExpression():
                yield from _names(node.target, node.value)
            case facts.For() | facts.Clause():
                yield from _names(node.target, node.iterable)
            case facts.WithItem(target=target, context=context) if target is not None:
                yield from _names(target, context)
            case _:
                pass


def _names(
    target: facts.Expression, value: facts.Expression
) -> Iterator[tuple[str, facts.Expression]]:
    match target:
        case facts.Name():
            yield target.id, value
        case facts.Collection():
            for item in target.items:
                yield from _names(item, value)
        case facts.Starred():
            yield from _names(target.value, value)
        case _:
            pass
