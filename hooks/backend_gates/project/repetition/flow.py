"""What the values in a block are made from: the elements of a loop, or a function's parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from msgspec import Struct

Sources: TypeAlias = frozenset[str]
NOTHING: Sources = frozenset()
ELEMENT: Sources = frozenset({"for"})

_ROUNDS = 3
_FILLING = {"append", "extend", "insert", "setdefault", "update"}
_OF_TABLES = {"query", "select", "select_from"}
_OF_MANY = {"any_", "in_", "not_in", "notin_"}
_OF_TABLES_ALONE = {"delete", "exists", "insert", "update"}


class Flow(NamedTuple):
    """The sources that the names of a block are made from; other names have none.

    `values` leaves out what only got into a text that was put together. The `seeds` are the names
    that are sources themselves, and `entered` is what a `with` of the block binds.
    """

    names: Mapping[str, Sources]
    values: Mapping[str, Sources]
    seeds: frozenset[str]

    def sources(self, node: Struct) -> Sources:
        """What an expression is made from."""
        return _sources(node, self.names, in_texts=True)

    def without_texts(self, node: Struct) -> Sources:
        """What it is made from otherwise than by a text that was put together."""
        return _sources(node, self.values, in_texts=False)

    def of_all(self, nodes: Iterable[Struct]) -> Sources:
        """What some expressions are made from."""
        return NOTHING.union(*map(self.sources, nodes))

    def inside(self, node: facts.Comprehension, start: int = 0) -> Flow:
        """The same, in a comprehension, with the names of its clauses from one on."""
        clauses = node.clauses[start:]
        return Flow(
            _inside(clauses, self.names, in_texts=True),
            _inside(clauses, self.values, in_texts=False),
            self.seeds,
        )


def starting(seeds: Mapping[str, Sources]) -> Flow:
    """The flow where names that are sources have just been bound."""
    return Flow(seeds, seeds, frozenset(seeds))


def followed(block: facts.Block, flow: Flow) -> Flow:
    """The flow behind a block, whatever the order in which its statements run."""
    names, values = dict(flow.names), dict(flow.values)
    own = set(_own_names(block))
    statements = walking.walk_statements(block)
    for _ in range(_ROUNDS):
        changed = False
        for name, value in _bound(statements, own):
            changed |= _add(names, name, _sources(value, names, in_texts=True))
            if name in names:
                _add(values, name, _sources(value, values, in_texts=False))
        if not changed:
            break
    for name, value in _bound(statements, own):
        if names.get(name) and _is_of_other_tables(value, names):
            names[name] = values[name] = NOTHING
    return Flow(names, values, flow.seeds)


def _is_of_other_tables(value: facts.Expression, names: Mapping[str, Sources]) -> bool:
    return any(
        isinstance(each, facts.Call) and _asks_otherwise(each, names)
        for each in walking.walk(value)
    )


def _add(names: dict[str, Sources], name: str, sources: Sources) -> bool:
    known = names.get(name, NOTHING)
    if sources <= known:
        return False
    names[name] = known | sources
    return True


def _sources(node: Struct, names: Mapping[str, Sources], *, in_texts: bool) -> Sources:
    found = NOTHING
    stack = [node]
    while stack:
        current = stack.pop()
        if isinstance(current, facts.Name):
            found |= names.get(current.id, NOTHING)
        elif isinstance(current, facts.Comprehension):
            inner = _inside(current.clauses, names, in_texts=in_texts)
            for each in walking.children(current):
                found |= _sources(each, inner, in_texts=in_texts)
        elif isinstance(current, facts.Lambda):
            hidden = {each.name: NOTHING for each in current.parameters}
            found |= _sources(current.body, {**names, **hidden}, in_texts=in_texts)
        elif isinstance(current, facts.Call):
            if _asks_otherwise(current, names):
                return NOTHING
            if in_texts or not _is_text(current):
                stack += _parts(current)
        elif in_texts or not _is_text(current):
            stack += walking.children(current)
    return found


def _inside(
    clauses: tuple[facts.Clause, ...], names: Mapping[str, Sources], *, in_texts: bool
) -> Mapping[str, Sources]:
    inner = dict(names)
    for clause in clauses:
        sources = _sources(clause.iterable, inner, in_texts=in_texts)
        inner.update((name, sources) for name in bound_names(clause.target))
    return inner


def bound_names(target: facts.Expression) -> Iterator[str]:
    """The names that an assignment to a target binds."""
    match target:
        case facts.Name():
            yield target.id
        case facts.Collection():
            for item in target.items:
                yield from bound_names(item)
        case facts.Starred():
            yield from bound_names(target.value)
        case _:
            return


def names_in(node: facts.Node) -> set[str]:
    """The names that are read in an expression."""
    return {each.id for each in walking.walk(node) if isinstance(each, facts.Name)}


def _own_names(block: facts.Block) -> Iterator[str]:
    for statement in walking.walk_statements(block):
        if isinstance(statement, facts.Assign):
            for target in statement.targets:
                yield from bound_names(target)


def _bound(
    statements: list[facts.Statement], own: set[str]
) -> Iterator[tuple[str, facts.Expression]]:
    """The names that statements give a value to, with that."""
    for statement in statements:
        for target, value in _pairs(statement):
            yield from _assigned(target, value, own)
        match statement:
            case facts.Match():
                names = (name for case in statement.cases for name in case.names)
                yield from ((name, statement.subject) for name in names)
            case facts.Evaluate(value=facts.Call() as call):
                yield from _filled(call, own)
            case _:
                pass


def _pairs(statement: facts.Statement) -> Iterator[tuple[facts.Expression, facts.Expression]]:
    """The targets of a statement, each with what it is bound to."""
    match statement:
        case facts.Assign(targets=targets, value=value) if value is not None:
            yield from ((target, value) for target in targets)
        case facts.AugmentedAssign():
            yield statement.target, statement.value
        case facts.For():
            yield statement.target, statement.iterable
        case facts.With():
            yield from ((each.target, each.context) for each in statement.items if each.target)
        case _:
            return


def _assigned(
    target: facts.Expression, value: facts.Expression, own: set[str]
) -> Iterator[tuple[str, facts.Expression]]:
    match target, value:
        case facts.Collection(items=names), facts.Collection(items=values) if len(names) == len(
            values
        ):
            for each, part in zip(names, values, strict=True):
                yield from _assigned(each, part, own)
        case facts.Attribute() | facts.Subscript(), _:
            root = _root(target)
            if root in own:
                yield root, value
        case _:
            for name in bound_names(target):
                yield name, value


def _filled(call: facts.Call, own: set[str]) -> Iterator[tuple[str, facts.Expression]]:
    """`conditions.append(value)` makes the list depend on the value, where the block made it."""
    match call.function:
        case facts.Attribute(value=facts.Name(id=name), name=method):
            if method in _FILLING and name in own:
                for each in call.arguments:
                    yield name, each.value
        case _:
            return


def _root(node: facts.Expression) -> str:
    while isinstance(node, facts.Attribute | facts.Subscript):
        node = node.value
    return node.id if isinstance(node, facts.Name) else ""


def _parts(call: facts.Call) -> list[facts.Expression]:
    """What stands inside, but for a table that is asked: `select(model)` says not which rows."""
    values = [call.function, *(each.value for each in call.arguments)]
    if not _asks_tables(call.function):
        return values
    return [each for each in values if not isinstance(each, facts.Name)]


def _asks_otherwise(call: facts.Call, names: Mapping[str, Sources]) -> bool:
    """Whether it asks a table that the element names, or for all of a portion of keys."""
    return any(_sources(each, names, in_texts=True) >= ELEMENT for each in _decisive(call))


def _decisive(call: facts.Call) -> Iterator[facts.Expression]:
    """The tables that a call asks, and names of collections that it takes whole."""
    is_whole, is_of_tables = last_name(call.function) in _OF_MANY, _asks_tables(call.function)
    for each in call.arguments:
        is_name = isinstance(each.value, facts.Name | facts.Attribute | facts.Subscript)
        if is_of_tables or (is_name and (is_whole or each.keyword.endswith("__in"))):
            yield each.value


def _asks_tables(function: facts.Expression) -> bool:
    name = last_name(function)
    return name in _OF_TABLES or (name in _OF_TABLES_ALONE and _is_alone(function))


def _is_alone(function: facts.Expression) -> bool:
    """Whether it is no method: `delete` and `sa.delete`."""
    match function:
        case facts.Name() | facts.Attribute(value=facts.Name(id="sa" | "sqlalchemy")):
            return True
        case _:
            return False


def _is_text(node: Struct) -> bool:
    """Whether it puts a text together."""
    match node:
        case facts.FormattedString() | facts.Operation(operators=("%" | "+", *_)):
            return True
        case facts.Call(function=facts.Attribute(name="format" | "join" | "replace")):
            return True
        case _:
            return False
