"""Takes a module apart into what binds its names and those of its classes, to compare it."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from msgspec import Struct
from msgspec.structs import astuple

from backend_gates.project.resolution.bindings import Defined, Imported, Passed
from backend_gates.project.resolution.branches import tested
from backend_gates.project.resolution.members import assigned_attributes
from backend_gates.project.resolution.scopes import Scope
from backend_gates.syntax import facts, walking
from backend_gates.syntax.pieces import first_node

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Place: TypeAlias = tuple[str, ...]

ALL_NAMES = "*"


class Part(NamedTuple):
    """What binds a name in a scope: an import, the head of a class, or any statement."""

    name: str
    scope: Scope
    content: object
    line: int
    end: int

    def names(self) -> Iterator[str]:
        """What this is looked up by: by its class, where Python itself does so."""
        is_special = self.name.startswith("__") and self.name.endswith("__")
        yield self.owner if self.owner and is_special else self.name
        if self.owner and isinstance(self.content, facts.Function):
            yield from (name for name, _ in assigned_attributes(self.content))

    @property
    def owner(self) -> str:
        """The class that it stands in, which `self` means in its methods."""
        return self.scope.node.name if isinstance(self.scope.node, facts.Class) else ""

    def text(self, lines: list[bytes]) -> bytes:
        """What it says, in a file of these lines, and of what."""
        if isinstance(self.content, Imported):
            return self.content.name.encode()
        return b"\n".join([self.owner.encode(), *lines[self.line - 1 : self.end]])

    def head(self, lines: list[bytes]) -> bytes:
        """What of it says what others conclude from it, in a file of these lines."""
        node = self.content
        if (
            not isinstance(node, facts.Function)
            or _assigned(node)
            or _tells_of_its_body(self, node)
        ):
            return self.text(lines)
        return b"\n".join(lines[self.line - 1 : _last_line_before(node.body, node.line)])


def parts(module: facts.Module) -> dict[Place, list[Part]]:
    """The parts of a module by the names that lead to them, each name's in source order."""
    found: dict[Place, list[Part]] = {}
    for place, part in _parts(Scope(module, None, "", "", ""), ()):
        found.setdefault(place, []).append(part)
    return found


def is_same(before: Part, now: Part) -> bool:
    """Whether a part is as it was, but for where it stands."""
    if isinstance(now.content, Imported):
        return before.content == now.content
    return _is_moved(before.content, now.content, now.line - before.line)


def is_same_from_outside(before: Part, now: Part) -> bool:
    """Whether a function is as it was to those who call it."""
    one, other = before.content, now.content
    if not isinstance(one, facts.Function) or not isinstance(other, facts.Function):
        return False
    if _tells_of_its_body(before, one) or _tells_of_its_body(now, other):
        return False
    return (
        _asked(before, one) == _asked(now, other)
        and _is_moved(_assigned(one), _assigned(other), None)
        and _is_moved(_head(one), _head(other), now.line - before.line)
    )


def _parts(scope: Scope, outer: Place) -> Iterator[tuple[Place, Part]]:
    body = scope.node.body if isinstance(scope.node, facts.Module | facts.Class) else ()
    ends = [(each.end_line, each.end_column) for each in body]
    for name, bindings in scope.bindings.items():
        place = (*outer, name)
        for binding in bindings:
            statement = body[bisect_left(ends, binding.at)]
            content: object = statement
            line, end = first_node(statement).line, statement.end_line
            match binding.origin:
                case Imported():
                    content = binding.origin
                case Defined(facts.Class() as node) if node is statement:
                    content = (node.decorators, node.type_parameters, node.bases)
                    end = _last_line_before(node.body, node.line)
                    yield from _parts(scope.child(node), place)
            yield place, Part(name, scope, content, line, end)
    for star in scope.stars:
        yield (*outer, ALL_NAMES), Part(ALL_NAMES, scope, star, 0, 0)


def _last_line_before(body: facts.Block, line: int) -> int:
    """The last line of the head of what has this body and starts at a line."""
    return max(first_node(body[0]).line - 1, line)


def _tells_of_its_body(part: Part, function: facts.Function) -> bool:
    """Whether all that it does has a part in what others conclude from calling a function.

    That is what it returns or yields without an annotation, what it defines and may hand out, what
    it makes of names of its own and assigns to its object, and whether there is a running loop.
    """
    body = function.body
    returned = [each.value for each in walking.own(body, facts.Return)]
    yielded = [each.value for each in walking.own(body, facts.Yield)]
    return (
        function.name == "__new__"
        or (function.returns is None and any((*returned, *yielded)))
        or bool(walking.own(body, facts.Function, facts.Class, facts.Lambda))
        or any(isinstance(each, facts.Try) and _returns(each.body) for each in body)
        or any(map(_is_own(part.scope.child(function)), _names_in(_assigned(function))))
    )


def _returns(block: facts.Block) -> bool:
    return any(isinstance(each, facts.Return) for each in block)


def _is_own(scope: Scope) -> Callable[[str], bool]:
    """Tells the names that a function binds, its parameters aside."""

    def is_own(name: str) -> bool:
        bindings = scope.bindings.get(name, ())
        return not all(isinstance(each.origin, Passed) for each in bindings)

    return is_own


def _names_in(nodes: Iterable[object]) -> Iterator[str]:
    for each in nodes:
        for node in walking.walk(each) if isinstance(each, Struct) else ():
            if isinstance(node, facts.Name):
                yield node.id


def _assigned(function: facts.Function) -> tuple[object, ...]:
    """What a method assigns to its object: names, annotations and values."""
    return tuple(
        each
        for name, assigned in assigned_attributes(function)
        for each in (name, assigned.annotation, assigned.value)
    )


def _head(function: facts.Function) -> tuple[object, ...]:
    head = (function.decorators, function.type_parameters, function.parameters, function.returns)
    return (*head, function.is_async)


def _asked(part: Part, function: facts.Function) -> tuple[object, ...]:
    """What those ask of a function's body who look at calls of it."""
    scope = part.scope.child(function)
    bound = [len(scope.bindings.get(each.name, ())) for each in function.parameters]
    return (scope.is_generator, tested(scope), bound)


def _is_moved(before: object, now: object, lines: int | None) -> bool:
    """Whether it is the same, that many lines further down; without a number, wherever it is."""
    if lines == 0:
        return before == now
    waiting = [(before, now)]
    while waiting:
        one, other = waiting.pop()
        if type(one) is not type(other):
            return False
        if not isinstance(one, Struct | tuple):
            if one != other:
                return False
            continue
        inside, others = _fields(one), _fields(other)
        if isinstance(one, facts.Node):
            (line, column, end_line, end_column), inside = inside[:4], inside[4:]
            place, others = others[:4], others[4:]
            if lines is not None and place != (line + lines, column, end_line + lines, end_column):
                return False
        if len(inside) != len(others):
            return False
        waiting += zip(inside, others, strict=True)
    return True


def _fields(value: object) -> tuple[Any, ...]:
    if isinstance(value, Struct):
        return astuple(value)
    return value if isinstance(value, tuple) else ()
