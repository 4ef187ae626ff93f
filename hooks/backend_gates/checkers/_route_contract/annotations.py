"""Which annotations say nothing about the shape of the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.catalogue import contracts
from backend_gates.project.resolution.definitions import definition
from backend_gates.project.resolution.types import parsed, typing_name
from backend_gates.project.resolution.values import External
from backend_gates.syntax import facts

if TYPE_CHECKING:
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.definitions import Definition
    from backend_gates.project.resolution.scopes import Scope

_DEEPEST = 20


class Annotations:
    """Judges annotations; with `any_values`, `dict[str, Any]` says as little as `dict`."""

    def __init__(self, project: Project, *, any_values: bool) -> None:
        self._project = project
        self._any_values = any_values

    def is_untyped(self, node: facts.Expression, scope: Scope, depth: int = 0) -> bool:
        """Whether all that an annotation says is that there is a dict, a list or something."""
        found, inner = self._written(node, scope)
        if depth > _DEEPEST:
            return False
        match found:
            case facts.Subscript():
                return self._subscripted(found, inner, depth + 1)
            case facts.Operation(operators=("|",)):
                return self._alternatives(found.operands, inner, depth + 1)
            case facts.Name() | facts.Attribute():
                known = contracts.load()
                bare = known.anything | known.mappings | known.sequences
                return self._plain_name(found, inner) in bare
            case _:
                return False

    def is_mapping(self, node: facts.Expression, scope: Scope, depth: int = 0) -> bool:
        """Whether an annotation declares a mapping or a sequence, with or without its contents."""
        found, inner = self._written(node, scope)
        known = contracts.load()
        if depth > _DEEPEST:
            return False
        if isinstance(found, facts.Operation):
            return any(self.is_mapping(operand, inner, depth + 1) for operand in found.operands)
        if not isinstance(found, facts.Subscript):
            return self._plain_name(found, inner) in known.mappings | known.sequences
        name = self._plain_name(found.value, inner)
        if name in {"Optional", "Union", "Annotated"}:
            return any(self.is_mapping(item, inner, depth + 1) for item in arguments(found))
        return name in known.mappings | known.sequences

    def _written(self, node: facts.Expression, scope: Scope) -> Definition:
        """The annotation itself behind aliases and quotes."""
        found = definition(self._project, node, scope)
        if isinstance(found.expression, facts.Literal) and found.expression.kind == "str":
            unquoted = parsed(found.expression.text.strip())
            if unquoted is not None:
                return definition(self._project, unquoted, found.scope)
        return found

    def _subscripted(self, node: facts.Subscript, scope: Scope, depth: int) -> bool:
        known = contracts.load()
        name, inside = self._plain_name(node.value, scope), arguments(node)
        if name in {"Optional", "Union"}:
            return self._alternatives(inside, scope, depth)
        if name == "Annotated":
            return self.is_untyped(inside[0], scope, depth)
        if name in known.sequences:
            return self.is_untyped(inside[0], scope, depth)
        if name in known.mappings and len(inside) > 1:
            key, value = inside[:2]
            says_nothing = self._is_anything(value, scope)
            return says_nothing and (self._any_values or self._is_anything(key, scope))
        return False

    def _alternatives(
        self, operands: tuple[facts.Expression, ...], scope: Scope, depth: int
    ) -> bool:
        """Whether each says nothing, or one swallows the others."""
        real = [operand for operand in operands if not _is_none(operand)]
        if any(self._is_anything(operand, scope) for operand in real):
            return True
        return bool(real) and all(self.is_untyped(operand, scope, depth) for operand in real)

    def _is_anything(self, node: facts.Expression, scope: Scope) -> bool:
        return self._plain_name(*self._written(node, scope)) in contracts.load().anything

    def _plain_name(self, node: facts.Expression, scope: Scope) -> str:
        """The bare name of a type of the standard library, else empty."""
        value = self._project.value(node, scope)
        if isinstance(value, External):
            module, _, name = value.name.rpartition(".")
            if module in contracts.load().type_modules:
                return name
        return typing_name(value)


def arguments(node: facts.Subscript) -> tuple[facts.Expression, ...]:
    """What stands in the brackets."""
    index = node.index
    is_several = isinstance(index, facts.Collection) and index.kind == "tuple"
    return index.items if is_several and isinstance(index, facts.Collection) else (index,)


def _is_none(node: facts.Expression) -> bool:
    return isinstance(node, facts.Literal) and node.text == "None"


def written(node: facts.Expression) -> str:
    """An annotation as it stands in the source, as far as it is made of names."""
    match node:
        case facts.Name():
            return node.id
        case facts.Attribute():
            return f"{written(node.value)}.{node.name}"
        case facts.Subscript():
            return f"{written(node.value)}[{', '.join(map(written, arguments(node)))}]"
        case facts.Operation():
            return f" {node.operators[0]} ".join(map(written, node.operands))
        case facts.Literal():
            return node.text
        case facts.Call():
            return f"{written(node.function)}(…)"
        case _:
            return "…"
