"""Which names a module, class or function binds, where, and to what."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from backend_gates.syntax import facts, walking

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import Any

Place: TypeAlias = tuple[int, int]
END: Place = (2**31, 0)


class Imported(NamedTuple):
    """`import module` (no `name`) or `from module import name`, with `level` leading dots."""

    module: str
    level: int = 0
    name: str = ""


class Defined(NamedTuple):
    """A `def` or `class`."""

    node: facts.Function | facts.Class


class Assigned(NamedTuple):
    """`name = value`, `name: annotation = value`, or a walrus."""

    value: facts.Expression | None
    annotation: facts.Expression | None = None


class Passed(NamedTuple):
    """A parameter."""

    parameter: facts.Parameter
    is_first: bool


class Entered(NamedTuple):
    """`with context as name`."""

    context: facts.Expression
    is_async: bool


class Iterated(NamedTuple):
    """`for name in iterable`."""

    iterable: facts.Expression


class Opaque(NamedTuple):
    """Bound to something that is not looked into: unpacking, `except … as`, `del`, patterns."""


Origin: TypeAlias = Imported | Defined | Assigned | Passed | Entered | Iterated | Opaque


class Binding(NamedTuple):
    """A name is bound at a place; whatever runs between `at` and `until` runs after it."""

    at: Place
    until: Place
    origin: Origin


ScopeNode: TypeAlias = (
    facts.Module | facts.Class | facts.Function | facts.Lambda | facts.Comprehension
)


_REDIRECTED = "global "


def bindings_of(node: ScopeNode, *, in_expressions: bool) -> list[tuple[str, Binding]]:
    """The names that a module, class, function, lambda or comprehension binds, in source order.

    It is faster where no expression of the file binds any, as a walrus does.
    """
    return _Collector(in_expressions=in_expressions).of_scope(node)


class _Collector:
    def __init__(self, *, in_expressions: bool) -> None:
        self.in_expressions = in_expressions
        self.found: list[tuple[str, Binding]] = []

    def of_scope(self, node: ScopeNode) -> list[tuple[str, Binding]]:
        if isinstance(node, facts.Comprehension):
            for clause in node.clauses:
                self._target(clause.target, Iterated(clause.iterable), END)
            return self.found
        if isinstance(node, facts.Function | facts.Lambda):
            for index, parameter in enumerate(node.parameters):
                origin = Passed(parameter, index == 0)
                self._bind(parameter.name, _start(parameter), END, origin)
        if not isinstance(node, facts.Lambda):
            self._block(node.body, END)
        names = [name for name, _ in self.found]
        if not any(name.startswith(_REDIRECTED) for name in names):
            return self.found
        return list(_without_redirected(self.found))

    def _bind(self, name: str, at: Place, until: Place, origin: Origin) -> None:
        self.found.append((name, Binding(at, until, origin)))

    def _block(self, block: facts.Block, until: Place) -> None:
        for statement in block:
            bind = _BINDING.get(type(statement))
            if bind is not None:
                bind(self, statement, until)
            if self.in_expressions:
                self._walrus(statement, until)

    def _inner(self, block: facts.Block) -> None:
        if block:
            self._block(block, _end(block[-1]))

    def import_(self, node: facts.Import, until: Place) -> None:
        for alias in node.aliases:
            module = alias.name if alias.asname else alias.name.partition(".")[0]
            self._bind(alias.asname or module, _start(node), until, Imported(module))

    def import_from_(self, node: facts.ImportFrom, until: Place) -> None:
        for alias in node.aliases:
            origin = Imported(node.module, node.level, alias.name)
            self._bind(alias.asname or alias.name, _start(node), until, origin)

    def definition_(self, node: facts.Function | facts.Class, until: Place) -> None:
        self._bind(node.name, _start(node), until, Defined(node))

    def assign_(self, node: facts.Assign, until: Place) -> None:
        assigned = Assigned(node.value, node.annotation)
        for target in node.targets:
            self._target(target, assigned, until, _end(node))

    def augmented_(self, node: facts.AugmentedAssign, until: Place) -> None:
        self._target(node.target, Opaque(), until)

    def delete_(self, node: facts.Delete, until: Place) -> None:
        for target in node.targets:
            self._target(target, Opaque(), until)

    def declaration_(self, node: facts.ScopeDeclaration, until: Place) -> None:
        for name in node.names:
            self._bind(_REDIRECTED + name, _start(node), until, Opaque())

    def type_alias_(self, node: facts.TypeAliasStatement, until: Place) -> None:
        self._bind(node.name, _start(node), until, Assigned(node.value))

    def for_(self, node: facts.For, _until: Place) -> None:
        self._target(node.target, Iterated(node.iterable), _end(node))
        self.branches_(node, _until)

    def branches_(self, node: facts.If | facts.While | facts.For, _until: Place) -> None:
        self._inner(node.body)
        self._inner(node.orelse)

    def with_(self, node: facts.With, until: Place) -> None:
        for item in node.items:
            if item.target is not None:
                self._target(item.target, Entered(item.context, node.is_async), until)
        self._block(node.body, until)

    def try_(self, node: facts.Try, until: Place) -> None:
        self._inner(node.body)
        for handler in node.handlers:
            if handler.name:
                self._bind(handler.name, _start(handler), _end(handler), Opaque())
            self._inner(handler.body)
        self._inner(node.orelse)
        self._block(node.finalbody, until)

    def match_(self, node: facts.Match, _until: Place) -> None:
        for case in node.cases:
            for name in case.names:
                self._bind(name, _start(node), _end(node), Opaque())
            self._inner(case.body)

    def _target(
        self, target: facts.Expression, origin: Origin, until: Place, at: Place | None = None
    ) -> None:
        if isinstance(target, facts.Name):
            self._bind(target.id, at or _start(target), until, origin)
        elif isinstance(target, facts.Collection):
            for item in target.items:
                self._target(item, Opaque(), until, at)
        elif isinstance(target, facts.Starred):
            self._target(target.value, Opaque(), until, at)

    def _walrus(self, node: facts.Statement, until: Place) -> None:
        for expression in own_expressions(node):
            for inner in walking.walk(expression):
                if isinstance(inner, facts.NamedExpression):
                    self._bind(inner.target.id, _start(inner), until, Assigned(inner.value))


_BINDING: Mapping[type[facts.Node], Callable[[_Collector, Any, Place], None]] = {
    facts.Import: _Collector.import_,
    facts.ImportFrom: _Collector.import_from_,
    facts.Function: _Collector.definition_,
    facts.Class: _Collector.definition_,
    facts.Assign: _Collector.assign_,
    facts.AugmentedAssign: _Collector.augmented_,
    facts.Delete: _Collector.delete_,
    facts.ScopeDeclaration: _Collector.declaration_,
    facts.TypeAliasStatement: _Collector.type_alias_,
    facts.For: _Collector.for_,
    facts.If: _Collector.branches_,
    facts.While: _Collector.branches_,
    facts.With: _Collector.with_,
    facts.Try: _Collector.try_,
    facts.Match: _Collector.match_,
}


def _without_redirected(found: list[tuple[str, Binding]]) -> Iterator[tuple[str, Binding]]:
    """What is bound in the scope itself: `global` and `nonlocal` names aside, from there on."""
    redirected = set()
    for name, binding in found:
        if name.startswith(_REDIRECTED):
            redirected.add(name.removeprefix(_REDIRECTED))
        elif name not in redirected:
            yield name, binding


def _start(node: facts.Node) -> Place:
    return (node.line, node.column)


def _end(node: facts.Node) -> Place:
    return (node.end_line, node.end_column)


def own_expressions(node: facts.Statement) -> Iterable[facts.Expression]:
    """The expressions of a statement itself, without those of the blocks in it."""
    match node:
        case facts.Evaluate() | facts.AugmentedAssign():
            return (node.value,)
        case facts.Assign() | facts.Return():
            return () if node.value is None else (node.value,)
        case facts.If() | facts.While():
            return (node.test,)
        case facts.For():
            return (node.iterable,)
        case facts.With():
            return [item.context for item in node.items]
        case facts.Assert():
            return (node.test,)
        case facts.Match():
            return (node.subject,)
        case _:
            return ()
