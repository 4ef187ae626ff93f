"""What a function does with the body that it reads from the request by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backend_gates.catalogue import contracts
from backend_gates.catalogue.conduct import words
from backend_gates.checkers._route_contract.raw_bodies import raw_bodies
from backend_gates.model import Related
from backend_gates.project.resolution.members import decorator_names
from backend_gates.project.resolution.values import FirstPartyClass, FirstPartyFunction
from backend_gates.syntax import facts, walking
from backend_gates.syntax.headings import heading
from backend_gates.syntax.naming import decorator_target, last_name

if TYPE_CHECKING:
    from msgspec import Struct

    from backend_gates.checkers._route_contract.raw_bodies import RawBodies
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope
    from backend_gates.project.resolution.values import Value

_DEEPEST = 3
_READING_METHODS = {"get", "pop", "items", "keys", "values", "setdefault"}


class Unchecked(NamedTuple):
    """Where a body comes in whose fields are taken unchecked, and where another function does."""

    source: facts.Expression
    related: tuple[Related, ...]


def unchecked(project: Project, scope: Scope, framework: str) -> Unchecked | None:
    """The first body of a handler whose fields are taken, and that no model checks."""
    bodies = raw_bodies(project, scope, framework)
    if bodies is None or _is_checked_around(bodies.function):
        return None
    found, uses = next(bodies.sources(), None), _Uses(project, bodies)
    if found is None or uses.are_checked():
        return None
    if uses.are_read():
        return Unchecked(found, ())
    below = uses.read_below()
    return None if below is None else Unchecked(found, (below,))


def returned(project: Project, scope: Scope, framework: str) -> facts.Expression | None:
    """Where a body comes in that a function returns as it is."""
    bodies = raw_bodies(project, scope, framework)
    if bodies is None or _Uses(project, bodies).are_checked():
        return None
    is_returned = any(map(bodies.is_body, _returned(bodies.function)))
    return next(bodies.sources(), None) if is_returned else None


def returned_names(function: facts.Function) -> set[str]:
    """The names that a function returns as they are."""
    return {value.id for value in _returned(function) if isinstance(value, facts.Name)}


def _returned(function: facts.Function) -> list[facts.Expression]:
    statements = walking.walk_statements(function.body)
    values = (each.value for each in statements if isinstance(each, facts.Return))
    return [value for value in values if value is not None]


def _is_checked_around(function: facts.Function) -> bool:
    """Whether a decorator may check the body before the handler runs."""
    known = contracts.load().validating_decorators
    names = (last_name(decorator_target(decorator)) for decorator in function.decorators)
    return any(not known.isdisjoint(words(name)) for name in names)


class _Uses:
    """The uses of the raw bodies in one function."""

    def __init__(self, project: Project, bodies: RawBodies, depth: int = 0) -> None:
        self._project = project
        self._bodies = bodies
        self._depth = depth

    def are_checked(self) -> bool:
        """Whether a model or a checking function is given the whole body."""
        return any(map(self._checks, self._bodies.calls))

    def _checks(self, call: facts.Call) -> bool:
        given = [argument.value for argument in call.arguments]
        if any(map(self._bodies.is_body, given)) and self._is_check(call):
            return True
        if _is_of_super(call) and any(map(self._bodies.is_request, given)):
            return True
        known = contracts.load().reading_words
        is_reader = not known.isdisjoint(words(_full_name(call.function)))
        return is_reader and any(map(self._bodies.is_bytes, given))

    def _is_check(self, call: facts.Call) -> bool:
        if _names_check(call):
            return not self._bodies.is_parsed(call)
        return (
            isinstance(self._value(call), FirstPartyClass) or last_name(call.function)[:1].isupper()
        )

    def read_below(self) -> Related | None:
        """Where a function of the project that is handed the body takes fields of it unchecked."""
        calls = self._bodies.calls if self._depth < _DEEPEST else ()
        found = map(self._read_in, calls)
        return next((place for place in found if place is not None), None)

    def _read_in(self, call: facts.Call) -> Related | None:
        is_given = any(self._bodies.is_body(argument.value) for argument in call.arguments)
        function = self._value(call) if is_given else None
        if not isinstance(function, FirstPartyFunction):
            return None
        inside = self._bodies.handed_to(function, self._names_in(call, function))
        uses = None if inside is None else _Uses(self._project, inside, self._depth + 1)
        if inside is None or uses is None or uses.are_checked():
            return None
        if not uses.are_read():
            return uses.read_below()
        message = f"`{inside.function.name}` takes its fields"
        return Related(inside.scope.path, heading(inside.function), message)

    def _names_in(self, call: facts.Call, function: FirstPartyFunction) -> list[str]:
        """The parameters that a call gives the body to."""
        parameters = function.node.parameters[_is_bound(function) :]
        positional = [each.value for each in call.arguments if not each.keyword]
        by_place = zip(parameters, positional, strict=False)
        names = [parameter.name for parameter, value in by_place if self._bodies.is_body(value)]
        keywords = (each for each in call.arguments if each.keyword not in {"", "**"})
        return names + [each.keyword for each in keywords if self._bodies.is_body(each.value)]

    def _value(self, call: facts.Call) -> Value | None:
        return self._project.value(call.function, self._bodies.scope)

    def are_read(self) -> bool:
        """Whether fields of the body are taken by name, or its items one by one.

        What is taken to be handed to a check at once doesn't count.
        """
        stack: list[Struct] = list(self._bodies.function.body)
        while stack:
            node = stack.pop()
            if self._is_reading(node):
                return True
            is_check = isinstance(node, facts.Call) and _names_check(node)
            if not is_check and not isinstance(node, facts.Function | facts.Lambda | facts.Class):
                stack += walking.children(node)
        return False

    def _is_reading(self, node: Struct) -> bool:
        match node:
            case facts.Subscript():
                return self._bodies.is_body(node.value)
            case facts.Call(function=facts.Attribute() as function):
                is_reading = function.name in _READING_METHODS
                return is_reading and self._bodies.is_body(function.value)
            case facts.For():
                return self._bodies.is_body(node.iterable)
            case _:
                return False


def _is_bound(function: FirstPartyFunction) -> bool:
    """Whether the first parameter is filled by what the method is called on."""
    node, receiver = function.node, function.receiver
    names = set(decorator_names(node)) if isinstance(node, facts.Function) else set()
    if isinstance(receiver, FirstPartyClass):
        return "classmethod" in names
    return receiver is not None and "staticmethod" not in names


def _names_check(call: facts.Call) -> bool:
    return not contracts.load().validating_words.isdisjoint(words(_full_name(call.function)))


def _is_of_super(call: facts.Call) -> bool:
    """Whether a method of the base class is called, as a framework's that reads the body."""
    function = call.function
    return (
        isinstance(function, facts.Attribute)
        and isinstance(function.value, facts.Call)
        and last_name(function.value.function) == "super"
    )


def _full_name(node: facts.Expression) -> str:
    match node:
        case facts.Attribute():
            return f"{_full_name(node.value)}_{node.name}"
        case facts.Call():
            return _full_name(node.function)
        case _:
            return last_name(node)
