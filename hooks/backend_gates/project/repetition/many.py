"""Which loops the source shows to run over what may be many."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backend_gates.project.repetition.elements import comes_from_store
from backend_gates.project.repetition.flow import bound_names
from backend_gates.project.repetition.gathering import OF_BUILTINS
from backend_gates.project.resolution.bindings import Assigned, Iterated, Opaque, Passed
from backend_gates.project.resolution.values import External, FirstPartyClass, FirstPartyFunction
from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from msgspec import Struct

    from backend_gates.project.project import Project
    from backend_gates.project.repetition.loops import Loop
    from backend_gates.project.resolution.bindings import Origin
    from backend_gates.project.resolution.scopes import Scope

_FILLING = {"add", "append", "extend", "insert", "setdefault", "update"}
_MAKING = {"defaultdict", "dict", "list", "set"}
_REQUESTS = {"req", "request"}
_LISTS = {
    *("AbstractSet", "Collection", "Dict", "FrozenSet", "Iterable", "Iterator", "List", "Mapping"),
    *("QuerySet", "Sequence", "Set", "Tuple", "dict", "frozenset", "list", "set", "tuple"),
}


class Many(NamedTuple):
    """Answers for the loops of a scope: what they run over, by where that comes from.

    What an object holds by itself, what is read from settings or made by another function isn't
    known to be many; what a function of the project asks a store for is, by `asks`.
    """

    project: Project
    asks: Callable[[facts.Expression, Scope], bool]
    scope: Scope

    def are_there(self, loop: Loop) -> bool:
        """Whether it runs over rows of a query, or over what the function was given.

        What stands in a request as such was typed or picked by somebody, mostly a few things.
        """
        return self._come(loop, lambda each: each.name not in _REQUESTS)

    def are_listed(self, loop: Loop) -> bool:
        """Whether it runs over what an annotation says to be a list or the like."""
        return self._come(loop, _is_listed)

    def are_rows(self, loop: Loop) -> bool:
        """Whether these are rows: a query gave them, or their attributes are read."""
        is_read = any(map(_is_read(loop.names), walking.walk(loop.node)))
        return is_read or self._come(loop, lambda _: False)

    def _come(self, loop: Loop, takes: Callable[[facts.Parameter], bool]) -> bool:
        return _Way(self.project, self.asks, takes, set()).are(loop.iterable, self.scope)


class _Way(NamedTuple):
    """A walk from an expression back to what gave its elements; names are passed once.

    It `takes` some of the parameters that it comes to for many.
    """

    project: Project
    asks: Callable[[facts.Expression, Scope], bool]
    takes: Callable[[facts.Parameter], bool]
    seen: set[str]

    def are(self, node: facts.Expression, scope: Scope) -> bool:
        """Whether an expression has many elements, for all that the source shows."""
        if comes_from_store(self.project, node, scope):
            return True
        match node:
            case facts.Name(id=name):
                return self._is_many(name, scope)
            case facts.Attribute(value=inner):
                return self.are(inner, scope)
            case facts.Subscript(value=inner, index=index):
                return not _is_bounded(index) and self.are(inner, scope)
            case facts.Call():
                return self._are_given(node, scope)
            case facts.Comprehension(clauses=(first, *_)):
                return self.are(first.iterable, scope)
            case _:
                return any(self.are(each, scope) for each in _parts(node))

    def _are_given(self, call: facts.Call, scope: Scope) -> bool:
        """Whether a call asks for them, or gives those of what it is called on or with."""
        match self.project.value(call.function, scope):
            case FirstPartyFunction():
                return self.asks(call, scope)
            case FirstPartyClass():
                return False
            case External(name) if name.startswith("re."):
                return False
            case _:
                pass
        if isinstance(call.function, facts.Attribute) and self.are(call.function, scope):
            return True
        return any(self.are(each.value, scope) for each in call.arguments if not each.keyword)

    def _is_many(self, name: str, scope: Scope) -> bool:
        owner = scope.binding(name)
        if name in self.seen or owner is None:
            return False
        self.seen.add(name)
        return any(self._comes_from(name, each.origin, owner) for each in owner.bindings[name])

    def _comes_from(self, name: str, origin: Origin, owner: Scope) -> bool:
        match origin:
            case Passed(parameter, is_first):
                return self.takes(parameter) and not (is_first and _is_method(owner))
            case Iterated(iterable=inner):
                return self.are(inner, owner)
            case Opaque():
                return any(self.are(each, owner) for each in _loops_over(name, owner))
            case Assigned(value=value) if value is not None and not walking.children(value):
                return any(self.are(each, owner) for each in _loops_filling(name, owner))
            case Assigned(value=value) if value is not None:
                return self.are(value, owner) or (
                    _is_new(value)
                    and any(self.are(each, owner) for each in _loops_filling(name, owner))
                )
            case _:
                return False


def _is_listed(parameter: facts.Parameter) -> bool:
    node = parameter.annotation
    parts = walking.walk(node) if node is not None else ()
    return any(
        isinstance(each, facts.Name | facts.Attribute) and last_name(each) in _LISTS
        for each in parts
    )


def _is_read(names: list[str]) -> Callable[[Struct], bool]:
    def reads(node: Struct) -> bool:
        match node:
            case facts.Attribute(value=facts.Name(id=name), name=attribute):
                return name in names and attribute not in OF_BUILTINS
            case _:
                return False

    return reads


def _parts(node: facts.Expression) -> Iterator[facts.Expression]:
    """What an expression gives the elements of."""
    match node:
        case facts.Operation(operands=operands):
            yield from operands
        case facts.Conditional(body=body, orelse=orelse):
            yield from (body, orelse)
        case facts.Collection(items=items):
            yield from (each.value for each in items if isinstance(each, facts.Starred))
        case facts.Await(value=inner) | facts.Starred(value=inner):
            yield inner
        case facts.NamedExpression(value=inner):
            yield inner
        case _:
            return


def _is_method(owner: Scope) -> bool:
    return owner.parent is not None and isinstance(owner.parent.node, facts.Class)


def _is_bounded(index: facts.Expression) -> bool:
    """Whether somebody says how many at most: `reviewers[:wanted]`."""
    return isinstance(index, facts.Slice) and not isinstance(index.upper, facts.Literal | None)


def _is_new(value: facts.Expression) -> bool:
    """Whether a name is given a new collection, to be filled: `found = set()`."""
    match value:
        case facts.Call(arguments=()) | facts.Call(function=facts.Name(id="defaultdict")):
            return last_name(value.function) in _MAKING
        case _:
            return False


def _loops_filling(name: str, owner: Scope) -> Iterator[facts.Expression]:
    """What those loops of a function run over that put something into a collection."""
    for loop in _loops(owner):
        if any(_fills(each, name) for each in walking.walk_statements(loop.body)):
            yield loop.iterable


def _loops_over(name: str, owner: Scope) -> Iterator[facts.Expression]:
    """What those loops of a function run over that bind a name, as one of several."""
    return (each.iterable for each in _loops(owner) if name in bound_names(each.target))


def _loops(owner: Scope) -> Iterator[facts.For]:
    if isinstance(owner.node, facts.Function):
        for each in walking.walk_statements(owner.node.body):
            if isinstance(each, facts.For):
                yield each


def _fills(statement: facts.Statement, name: str) -> bool:
    match statement:
        case facts.Assign(targets=(facts.Subscript(value=facts.Name(id=filled)), *_)):
            return filled == name
        case facts.Evaluate(value=facts.Call(function=facts.Attribute(value=inner, name=how))) if (
            how in _FILLING
        ):
            inner = inner.value if isinstance(inner, facts.Subscript) else inner
            return isinstance(inner, facts.Name) and inner.id == name
        case _:
            return False
