"""Which names a scope binds, where, and to what."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from backend_gates.syntax import facts, walking

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from backend_gates.project.values import FirstPartyClass

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


class Scope:
    """A module, class, function, lambda or comprehension, and the names that it binds.

    `module` and `path` tell the file, `name` is the qualified name within it, empty for the file.
    `receiver` is the class of what a method is called on, where it isn't the one it stands in.
    """

    __slots__ = (
        *("_bindings", "_children", "_is_generator"),
        *("module", "name", "node", "parent", "path", "receiver", "stars"),
    )

    def __init__(
        self, node: ScopeNode, parent: Scope | None, name: str, module: str, path: str
    ) -> None:
        self.node = node
        self.parent = parent
        self.name = name
        self.module = module
        self.path = path
        self.stars: list[Imported] = []
        self._bindings: dict[str, list[Binding]] | None = None
        self._children: dict[tuple[int, int], Scope] = {}
        self.receiver: FirstPartyClass | None = None
        self._is_generator: bool | None = None

    @property
    def bindings(self) -> dict[str, list[Binding]]:
        """The names bound here, each with its bindings in source order."""
        if self._bindings is None:
            self._bindings = {}
            file = self.outermost.node
            in_expressions = isinstance(file, facts.Module) and file.binds_in_expressions
            for name, binding in _Collector(in_expressions).of_scope(self.node):
                if name == "*" and isinstance(binding.origin, Imported):
                    self.stars.append(binding.origin)
                else:
                    self._bindings.setdefault(name, []).append(binding)
        return self._bindings

    def child(
        self,
        node: facts.Function | facts.Class | facts.Lambda | facts.Comprehension,
        receiver: FirstPartyClass | None = None,
    ) -> Scope:
        """The scope of something that stands directly in this one.

        A method that another class inherits has a scope of its own for each such `receiver`.
        """
        key = (id(node), id(receiver.scope) if receiver else 0)
        known = self._children.get(key)
        if known is None:
            own = node.name if isinstance(node, facts.Function | facts.Class) else ""
            name = ".".join(part for part in (self.name, own) if part)
            known = self._children[key] = Scope(node, self, name, self.module, self.path)
            known.receiver = receiver
        return known

    @property
    def is_generator(self) -> bool:
        """Whether it is a function that yields."""
        if self._is_generator is None:
            node = self.node
            self._is_generator = isinstance(node, facts.Function) and walking.is_generator(node)
        return self._is_generator

    @property
    def outermost(self) -> Scope:
        """The scope of the file."""
        scope = self
        while scope.parent is not None:
            scope = scope.parent
        return scope

    def enclosing(self, kind: type[facts.Class | facts.Function]) -> Scope | None:
        """The nearest scope of the kind, from this one outwards."""
        scope: Scope | None = self
        while scope is not None and not isinstance(scope.node, kind):
            scope = scope.parent
        return scope


ScopeNode: TypeAlias = (
    facts.Module | facts.Class | facts.Function | facts.Lambda | facts.Comprehension
)


_REDIRECTED = "global "


class _Collector(NamedTuple):
    """Finds bindings in source order; where none are made `in_expressions`, it is fast."""

    in_expressions: bool

    def of_scope(self, node: ScopeNode) -> Iterator[tuple[str, Binding]]:
        """The names that a module, class, function, lambda or comprehension binds."""
        if isinstance(node, facts.Comprehension):
            for clause in node.clauses:
                yield from _targets(clause.target, Iterated(clause.iterable), END)
            return
        if isinstance(node, facts.Function | facts.Lambda):
            for index, parameter in enumerate(node.parameters):
                origin = Passed(parameter, index == 0)
                yield parameter.name, Binding((parameter.line, parameter.column), END, origin)
        if not isinstance(node, facts.Lambda):
            redirected = set()
            for name, binding in self._of_block(node.body, END):
                if name.startswith(_REDIRECTED):
                    redirected.add(name.removeprefix(_REDIRECTED))
                elif name not in redirected:
                    yield name, binding

    def _of_block(self, block: facts.Block, until: Place) -> Iterator[tuple[str, Binding]]:
        for statement in block:
            yield from self._of_statement(statement, until)

    def _of_inner(self, block: facts.Block) -> Iterator[tuple[str, Binding]]:
        if block:
            last = block[-1]
            yield from self._of_block(block, (last.end_line, last.end_column))

    def _of_statement(  # noqa: C901, PLR0912  one case for each kind of statement
        self, node: facts.Statement, until: Place
    ) -> Iterator[tuple[str, Binding]]:
        at = (node.line, node.column)
        match node:
            case facts.Import():
                for alias in node.aliases:
                    module = alias.name if alias.asname else alias.name.partition(".")[0]
                    yield alias.asname or module, Binding(at, until, Imported(module))
            case facts.ImportFrom():
                for alias in node.aliases:
                    origin = Imported(node.module, node.level, alias.name)
                    yield alias.asname or alias.name, Binding(at, until, origin)
            case facts.Function() | facts.Class():
                yield node.name, Binding(at, until, Defined(node))
            case facts.Assign():
                end = (node.end_line, node.end_column)
                for target in node.targets:
                    assigned = Assigned(node.value, node.annotation)
                    yield from _targets(target, assigned, until, end)
            case facts.AugmentedAssign():
                yield from _targets(node.target, Opaque(), until)
            case facts.Delete():
                for target in node.targets:
                    yield from _targets(target, Opaque(), until)
            case facts.ScopeDeclaration():
                for name in node.names:
                    yield _REDIRECTED + name, Binding(at, until, Opaque())
            case facts.TypeAliasStatement():
                yield node.name, Binding(at, until, Assigned(node.value))
            case facts.For():
                yield from _targets(node.target, Iterated(node.iterable), _end(node))
                yield from self._of_inner(node.body)
                yield from self._of_inner(node.orelse)
            case facts.If() | facts.While():
                yield from self._of_inner(node.body)
                yield from self._of_inner(node.orelse)
            case facts.With():
                for item in node.items:
                    if item.target is not None:
                        entered = Entered(item.context, node.is_async)
                        yield from _targets(item.target, entered, until)
                yield from self._of_block(node.body, until)
            case facts.Try():
                yield from self._of_inner(node.body)
                for handler in node.handlers:
                    if handler.name:
                        place = (handler.line, handler.column)
                        yield handler.name, Binding(place, _end(handler), Opaque())
                    yield from self._of_inner(handler.body)
                yield from self._of_inner(node.orelse)
                yield from self._of_block(node.finalbody, until)
            case facts.Match():
                for case in node.cases:
                    for name in case.names:
                        yield name, Binding(at, _end(node), Opaque())
                    yield from self._of_inner(case.body)
            case _:
                pass
        if self.in_expressions:
            yield from _walrus_bindings(node, until)


def _end(node: facts.Node) -> Place:
    return (node.end_line, node.end_column)


def _targets(
    target: facts.Expression, origin: Origin, until: Place, at: Place | None = None
) -> Iterator[tuple[str, Binding]]:
    match target:
        case facts.Name():
            yield target.id, Binding(at or (target.line, target.column), until, origin)
        case facts.Collection():
            for item in target.items:
                yield from _targets(item, Opaque(), until, at)
        case facts.Starred():
            yield from _targets(target.value, Opaque(), until, at)
        case _:
            pass


def _walrus_bindings(node: facts.Statement, until: Place) -> Iterator[tuple[str, Binding]]:
    for expression in own_expressions(node):
        for inner in walking.walk(expression):
            if isinstance(inner, facts.NamedExpression):
                at = (inner.line, inner.column)
                yield inner.target.id, Binding(at, until, Assigned(inner.value))


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


def functions(scope: Scope) -> Iterator[Scope]:
    """The scopes of all functions that stand in `scope`, methods and nested ones included."""
    if isinstance(scope.node, facts.Lambda | facts.Comprehension):
        return
    for node in walking.walk_statements(scope.node.body):
        if isinstance(node, facts.Function | facts.Class):
            inner = scope.child(node)
            if isinstance(node, facts.Function):
                yield inner
            yield from functions(inner)
