"""What of a function only runs the first time: `if _client is None: _client = …`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.project.members import decorator_names
from backend_gates.project.scopes import END
from backend_gates.syntax import facts, walking

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.project.scopes import Place, Scope

_REMEMBERING = {"cache", "cached", "cached_property", "lru_cache", "memoize", "once"}


def remembers(function: facts.Function | facts.Lambda) -> bool:
    """Whether a decorator keeps what the function returned, instead of running it again."""
    return isinstance(function, facts.Function) and not _REMEMBERING.isdisjoint(
        decorator_names(function)
    )


def first_time_only(scope: Scope) -> list[tuple[Place, Place]]:
    """The stretches of a function that fill a global or an attribute of a class still empty."""
    if not isinstance(scope.node, facts.Function):
        return []
    kept = _kept_names(scope)
    return list(_stretches(scope.node.body, kept)) if kept else []


def _kept_names(scope: Scope) -> set[str]:
    """What outlives the call and is assigned in it: globals, attributes of classes."""
    node, names = scope.node, set[str]()
    if not isinstance(node, facts.Function):
        return names
    owner = scope.parent.node if scope.parent else None
    classes = {"cls", owner.name} if isinstance(owner, facts.Class) else {"cls"}
    for inner in walking.walk_statements(node.body):
        if isinstance(inner, facts.ScopeDeclaration):
            names |= set(inner.names)
        elif isinstance(inner, facts.Assign):
            written = map(_dotted, inner.targets)
            names |= {name for name in written if name.partition(".")[0] in classes}
    return names


def _stretches(block: facts.Block, kept: set[str]) -> Iterator[tuple[Place, Place]]:
    for statement in walking.walk_statements(block):
        if not isinstance(statement, facts.If):
            continue
        emptiness = _emptiness(statement.test)
        if _tested(statement.test) not in kept or emptiness is None:
            continue
        if emptiness:
            last = statement.body[-1]
            yield _start(statement.body[0]), (last.end_line, last.end_column)
        elif isinstance(statement.body[-1], facts.Return):
            yield (statement.end_line, statement.end_column), END


def _emptiness(test: facts.Expression) -> bool | None:
    """Whether a test asks for emptiness (True), for being there (False), or something else."""
    match test:
        case facts.Name() | facts.Attribute():
            return False
        case facts.Operation(operators=("not",)):
            return True
        case facts.Operation(operators=(operator,), operands=(_, facts.Literal(kind="NoneType"))):
            return {"is": True, "==": True, "is not": False, "!=": False}.get(operator)
        case _:
            return None


def _tested(test: facts.Expression) -> str:
    return _dotted(test.operands[0] if isinstance(test, facts.Operation) else test)


def _dotted(node: facts.Expression) -> str:
    match node:
        case facts.Name():
            return node.id
        case facts.Attribute(value=facts.Name() as base):
            return f"{base.id}.{node.name}"
        case _:
            return ""


def _start(node: facts.Node) -> Place:
    return (node.line, node.column)
