"""What of a function only runs the first time: `if _client is None: _client = …`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from backend_gates.project.resolution.bindings import END, Assigned
from backend_gates.project.resolution.members import decorator_names
from backend_gates.syntax import facts, walking

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from backend_gates.project.resolution.bindings import Binding, Place
    from backend_gates.project.resolution.scopes import Scope
    from backend_gates.project.running.execution import Executed

_REMEMBERING = {"cache", "cached", "cached_property", "lru_cache", "memoize", "once"}
_FORGETTING = {"ExpiringDict", "TLRUCache", "TTLCache"}
_GIVING_LOGGERS = {"logging.getLogger", "getLogger"}


def remembers(function: facts.Function | facts.Lambda) -> bool:
    """Whether a decorator keeps what the function returned, instead of running it again."""
    return isinstance(function, facts.Function) and not _REMEMBERING.isdisjoint(
        decorator_names(function)
    )


def first_time_only(scope: Scope) -> list[tuple[Place, Place]]:
    """The stretches of a function that fill what outlives the call and is still empty.

    That is a global, an attribute of a class or of its only instance, one entry of a mapping
    that is kept so, or the handlers of a logger.
    """
    if not isinstance(scope.node, facts.Function):
        return []
    statements = walking.walk_statements(scope.node.body)
    if not any(isinstance(each, facts.If) for each in statements):
        return []
    kept = _kept_names(scope, statements)
    return list(_stretches(statements, kept)) if kept else []


def past_the_first_time(scope: Scope, steps: Iterable[Executed]) -> Iterable[Executed]:
    """Those of the nodes that a function runs each time, not only the first."""
    return outside(first_time_only(scope), steps)


def outside(
    stretches: Collection[tuple[Place, Place]], steps: Iterable[Executed]
) -> Iterable[Executed]:
    """Those of the nodes that stand in none of the stretches."""
    return filter(partial(_is_outside, stretches), steps) if stretches else steps


def _is_outside(stretches: Collection[tuple[Place, Place]], step: Executed) -> bool:
    at = _start(step.node) if isinstance(step.node, facts.Node) else END
    return not any(start <= at < end for start, end in stretches)


def _kept_names(scope: Scope, statements: Iterable[facts.Statement]) -> set[str]:
    """What outlives the call and is assigned in it; `name[]` where an entry is."""
    names, owners = set[str](), _owners(scope)
    for inner in statements:
        if isinstance(inner, facts.ScopeDeclaration):
            names |= set(inner.names)
        elif isinstance(inner, facts.Assign):
            names |= set(_handlers(inner))
            names |= {name for name in map(_dotted, inner.targets) if _base(name) in owners}
            names |= {
                f"{name}[]"
                for name in map(_container, inner.targets)
                if _base(name) in owners or _is_global(name, scope)
            }
    return names


def _handlers(statement: facts.Assign) -> Iterator[str]:
    """`logger.handlers` of `logger = logging.getLogger(name)`: whoever asks gets the same one."""
    value = statement.value
    if isinstance(value, facts.Call) and _dotted(value.function) in _GIVING_LOGGERS:
        yield from (f"{name}.handlers" for name in map(_dotted, statement.targets) if name)


def _owners(scope: Scope) -> set[str]:
    """The names, in a method, of objects that outlive the call."""
    owner = scope.parent.node if scope.parent else None
    if not isinstance(owner, facts.Class):
        return {"cls"}
    names = {"cls", owner.name}
    node = scope.node
    if isinstance(node, facts.Function) and node.parameters and is_shared(owner):
        names.add(node.parameters[0].name)
    return names


def is_shared(owner: facts.Class) -> bool:
    """Whether `__new__` keeps the instances in the class, to give the same ones again."""
    for method in owner.body:
        if isinstance(method, facts.Function) and method.name == "__new__":
            return any(
                _base(name) in {"cls", owner.name}
                for inner in walking.walk_statements(method.body)
                if isinstance(inner, facts.Assign)
                for target in inner.targets
                for name in (_dotted(target), _container(target))
            )
    return False


def _is_global(name: str, scope: Scope) -> bool:
    bindings = scope.outermost.bindings.get(name, ())
    return bool(bindings) and name not in scope.bindings and not any(map(_forgets, bindings))


def _forgets(binding: Binding) -> bool:
    """Whether it binds a mapping whose entries expire, so that they are made again and again."""
    match binding.origin:
        case Assigned(value=facts.Call(function=facts.Name(id=name) | facts.Attribute(name=name))):
            return name in _FORGETTING
        case _:
            return False


def _container(target: facts.Expression) -> str:
    """`name` of `name[key]`."""
    return _dotted(target.value) if isinstance(target, facts.Subscript) else ""


def _base(name: str) -> str:
    """`cls` of `cls.client`; empty for a name without a dot."""
    return name.rpartition(".")[0]


def _stretches(
    statements: Iterable[facts.Statement], kept: set[str]
) -> Iterator[tuple[Place, Place]]:
    aliases: set[str] = set()
    for statement in statements:
        if not isinstance(statement, facts.If):
            aliases = set(_aliases(statement, kept))
            continue
        emptiness, tested = _emptiness(statement.test), _tested(statement.test)
        if tested not in kept | aliases or emptiness is None:
            continue
        if emptiness:
            last = statement.body[-1]
            yield _start(statement.body[0]), (last.end_line, last.end_column)
        elif isinstance(statement.body[-1], facts.Return):
            yield (statement.end_line, statement.end_column), END


def _aliases(statement: facts.Statement, kept: set[str]) -> Iterator[str]:
    """The names that a statement gives to something kept, for the `if` that follows it."""
    if (
        isinstance(statement, facts.Assign)
        and statement.value
        and _kept_as(statement.value) in kept
    ):
        yield from filter(None, map(_dotted, statement.targets))


def _emptiness(test: facts.Expression) -> bool | None:
    """Whether a test asks for emptiness (True), for being there (False), or something else."""
    match test:
        case facts.Name() | facts.Attribute() | facts.Call() | facts.NamedExpression():
            return False
        case facts.Operation(operators=("not",)):
            return True
        case facts.Operation(operators=("in" | "not in" as operator,)):
            return operator == "not in"
        case facts.Operation(operators=(operator,), operands=(_, facts.Literal(kind="NoneType"))):
            return {"is": True, "==": True, "is not": False, "!=": False}.get(operator)
        case _:
            return None


def _tested(test: facts.Expression) -> str:
    match test:
        case facts.Operation(operators=("in" | "not in",), operands=(_, container)):
            return f"{_dotted(container)}[]"
        case facts.Operation():
            return _kept_as(test.operands[0])
        case _:
            return _kept_as(test)


def _kept_as(value: facts.Expression) -> str:
    """What a value is kept as: `name`, or `name[]` for `name[key]` and `name.get(key)`."""
    match value:
        case facts.Subscript():
            return f"{_container(value)}[]"
        case facts.Call(function=facts.Attribute(value=mapping, name="get")):
            return f"{_dotted(mapping)}[]"
        case facts.NamedExpression():
            return _kept_as(value.value)
        case _:
            return _dotted(value)


def _dotted(node: facts.Expression) -> str:
    match node:
        case facts.Name():
            return node.id
        case facts.Attribute(value=facts.Name() as base):
            return f"{base.id}.{node.name}"
        case facts.Call(function=facts.Attribute(value=facts.Name() as base, name="hasHandlers")):
            return f"{base.id}.handlers"
        case _:
            return ""


def _start(node: facts.Node) -> Place:
    return (node.line, node.column)
