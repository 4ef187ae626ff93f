"""What of a function doesn't run: branches that its arguments, or the running loop, rule out."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from backend_gates.project.resolution.bindings import END, Passed
from backend_gates.project.resolution.members import decorator_names
from backend_gates.project.resolution.values import External, FirstPartyFunction
from backend_gates.syntax import facts, walking

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from msgspec import Struct

    from backend_gates.project.project import Project
    from backend_gates.project.resolution.bindings import Place
    from backend_gates.project.resolution.scopes import Scope
    from backend_gates.project.resolution.values import Value

    Stretch: TypeAlias = tuple[Place, Place]

Constants: TypeAlias = frozenset[tuple[str, str]]
NONE: Constants = frozenset()
FIRST_ELEMENT: Constants = frozenset({("yield", "")})  # all that a generator is asked for

_RUNNING_LOOP = External("asyncio.get_running_loop")
_NOTHING = {"None", "False", "0", "0.0", ""}
_TRANSPARENT = {"staticmethod", "classmethod", "contextmanager", "asynccontextmanager"}
_NOT_WITH_THE_ARGUMENTS = {"__enter__", "__exit__", "__iter__", "__next__"}
_TESTING = (facts.If, facts.Conditional, facts.Operation)
_LEAVING = facts.Return | facts.Raise


def constants(call: facts.Call, function: FirstPartyFunction) -> Constants:
    """The parameters that a call gives a constant, by naming it or by leaving out the default.

    Only those count that the function doesn't bind again.
    """
    node = function.node
    if not isinstance(node, facts.Function) or node.name in _NOT_WITH_THE_ARGUMENTS:
        return NONE
    if not _TRANSPARENT.issuperset(decorator_names(node)):
        return NONE
    values = _values(call, function, node)
    return frozenset(
        (name, value.text)
        for name, value in values.items()
        if isinstance(value, facts.Literal) and _is_kept(function.scope, name)
    )


def tested(scope: Scope) -> frozenset[str]:
    """The names that the tests of a function ask for."""
    if not isinstance(scope.node, facts.Function):
        return frozenset()
    return frozenset(
        name
        for node in walking.own(scope.node.body, *_TESTING)
        for test in _tests(node)
        for name in _names(test)
    )


def ruled_out(project: Project, scope: Scope, given: Constants) -> list[Stretch]:
    """The stretches of a function that don't run on the loop with these constants."""
    if not isinstance(scope.node, facts.Function):
        return []
    known = dict(given)
    found: list[Stretch] = []
    for statement in walking.walk_statements(scope.node.body):
        match statement:
            case facts.Try():
                found.extend(_without_a_loop(project, statement, scope))
            case facts.If():
                found.extend(_with_a_loop(project, statement, scope, scope.node.body))
    if given >= FIRST_ELEMENT:
        found.extend((_end(each), END) for each in walking.own(scope.node.body, facts.Yield)[:1])
    if known:
        for node in walking.own(scope.node.body, *_TESTING):
            found.extend(_dead(node, known))
        found.extend(
            (_end(statement), END)
            for statement in scope.node.body
            if isinstance(statement, facts.If) and _leaves(statement, known)
        )
    return found


def _values(
    call: facts.Call, function: FirstPartyFunction, node: facts.Function
) -> dict[str, facts.Expression | None]:
    """What each parameter is given, as far as the call spells it out."""
    places = [each.name for each in node.parameters if each.kind in {"", "/"}]
    if function.receiver is not None and places and places[0] in {"self", "cls"}:
        places = places[1:]
    positional = [each.value for each in call.arguments if not each.keyword]
    named = {each.keyword: each.value for each in call.arguments if each.keyword}
    if "**" in named or any(isinstance(value, facts.Starred) for value in positional):
        return {}
    defaults = {each.name: each.default for each in node.parameters}
    return {**defaults, **named, **dict(zip(places, positional, strict=False))}


def _is_kept(scope: Scope, name: str) -> bool:
    bindings = scope.bindings.get(name, ())
    return len(bindings) == 1 and isinstance(bindings[0].origin, Passed)


def _tests(node: Struct) -> Iterator[facts.Expression]:
    match node:
        case facts.If() | facts.Conditional():
            yield node.test
        case facts.Operation(operators=("and" | "or", *_)):
            yield from node.operands


def _names(test: facts.Expression) -> Iterator[str]:
    match test:
        case facts.Name():
            yield test.id
        case facts.Operation():
            for operand in test.operands:
                yield from _names(operand)


def _dead(node: Struct, known: Mapping[str, str]) -> Iterator[Stretch]:
    match node:
        case facts.If() if (truth := _truth(node.test, known)) is not None:
            dead = node.orelse if truth else node.body
            if dead:
                yield _start(dead[0]), _end(dead[-1])
        case facts.Conditional() if (truth := _truth(node.test, known)) is not None:
            branch = node.orelse if truth else node.body
            yield _start(branch), _end(branch)
        case facts.Operation(operators=("and" | "or" as operator, *_), operands=operands):
            truths = [_truth(operand, known) for operand in operands[:-1]]
            if (operator == "or") in truths:
                decided = operands[truths.index(operator == "or")]
                yield _end(decided), _end(node)


def _leaves(statement: facts.If, known: Mapping[str, str]) -> bool:
    """Whether the branch that runs ends the function."""
    truth = _truth(statement.test, known)
    taken = statement.body if truth else statement.orelse
    return truth is not None and bool(taken) and isinstance(taken[-1], _LEAVING)


def _truth(test: facts.Expression, known: Mapping[str, str]) -> bool | None:
    """Whether a test holds; None when that can't be told."""
    match test:
        case facts.Name(id=name) if name in known:
            return known[name] not in _NOTHING
        case facts.Operation(operators=("not",), operands=(operand,)):
            truth = _truth(operand, known)
            return None if truth is None else not truth
        case facts.Operation(
            operators=(operator,),
            operands=(facts.Name(id=name), facts.Literal(kind="NoneType")),
        ) if name in known:
            is_none = known[name] == "None"
            return {"is": is_none, "is not": not is_none}.get(operator)
        case facts.Operation(operators=("and" | "or" as operator, *_), operands=operands):
            return _together(operator == "or", [_truth(each, known) for each in operands])
        case _:
            return None


def _together(deciding: bool, truths: list[bool | None]) -> bool | None:  # noqa: FBT001  an operand
    if deciding in truths:
        return deciding
    return None if None in truths else not deciding


def _without_a_loop(project: Project, statement: facts.Try, scope: Scope) -> Iterator[Stretch]:
    """The handlers that only run where `asyncio.get_running_loop()` finds none."""
    if _asks_for_loop(project, statement, scope):
        for handler in statement.handlers:
            if isinstance(handler.type, facts.Name) and handler.type.id == "RuntimeError":
                yield _start(handler.body[0]), _end(handler.body[-1])


def _asks_for_loop(project: Project, statement: facts.Try, scope: Scope) -> bool:
    """Whether a `try` statement begins with that."""
    first = statement.body[0]
    value = first.value if isinstance(first, facts.Assign | facts.Return) else first
    if not isinstance(value, facts.Call) or value.arguments:
        return False
    return project.value(value.function, scope) == _RUNNING_LOOP


def _with_a_loop(
    project: Project, statement: facts.If, scope: Scope, body: facts.Block
) -> Iterator[Stretch]:
    """What of a function's body doesn't run where one of the project finds a running loop."""
    truth = _is_with_a_loop(project, statement.test, scope)
    dead = statement.orelse if truth else statement.body
    if truth is not None and dead:
        yield _start(dead[0]), _end(dead[-1])
    if truth and statement in body and isinstance(statement.body[-1], _LEAVING):
        yield _end(statement), END


def _is_with_a_loop(project: Project, test: facts.Expression, scope: Scope) -> bool | None:
    """Whether a test holds on the loop, as far as it asks for nothing else."""
    match test:
        case facts.Operation(
            operators=("is" | "is not" as operator,),
            operands=(facts.Call(arguments=()) as call, facts.Literal(kind="NoneType")),
        ) if _gives_loop(project, project.value(call.function, scope)):
            return operator == "is not"
        case facts.Call(arguments=()) if _gives_loop(project, project.value(test.function, scope)):
            return True
        case _:
            return None


def _gives_loop(project: Project, called: Value | None) -> bool:
    """Whether it is a function that tries `return asyncio.get_running_loop()` first."""
    if not isinstance(called, FirstPartyFunction) or not isinstance(called.node, facts.Function):
        return False
    tries = (each for each in called.node.body if isinstance(each, facts.Try))
    first = next(tries, None)
    return (
        first is not None
        and isinstance(first.body[0], facts.Return)
        and _asks_for_loop(project, first, called.scope)
    )


def _start(node: facts.Node) -> Place:
    return (node.line, node.column)


def _end(node: facts.Node) -> Place:
    return (node.end_line, node.end_column)
