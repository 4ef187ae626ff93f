"""The ways in which a function ends: each `return` that is reached, and the end of its body."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backend_gates.catalogue import validation
from backend_gates.project.resolution.values import External, FirstPartyFunction
from backend_gates.project.validation.cases import ANY, NEVER, where
from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope
    from backend_gates.project.validation.cases import Cases

_DEPTH = 3
_BINDING = (facts.Assign, facts.AugmentedAssign, facts.For, facts.With, facts.NamedExpression)


class Ending(NamedTuple):
    """A way out: a `return`, or None for the end of the body.

    `cases` is what the value that is asked about may be there.
    """

    statement: facts.Return | None
    cases: Cases

    @property
    def gives_nothing(self) -> bool:
        """Whether it ends without naming what is returned."""
        return self.statement is None or self.statement.value is None


class Subject(NamedTuple):
    """The parameter that is asked about, and what it may be at the start.

    `is_typed` where it surely is of its type, so that cases for classes or members may be all.
    """

    name: str = ""
    cases: Cases = ANY
    is_typed: bool = True


_NOBODY = Subject()


def endings(
    project: Project, scope: Scope, subject: Subject = _NOBODY, depth: int = _DEPTH
) -> list[Ending]:
    """The ways out of a function, with what the subject may be there.

    What only raises, or calls what never comes back, is no way out.
    """
    if not isinstance(scope.node, facts.Function):
        return []
    walk = _Walk(project, scope, subject, depth)
    left = walk.block(scope.node.body, subject.cases)
    return [*walk.found, *([Ending(None, left)] if left else [])]


class _Loop:
    """What the jumps in a loop bring out of it and back to its head."""

    def __init__(self) -> None:
        self.broken = NEVER
        self.continued = NEVER


class _Walk:
    def __init__(self, project: Project, scope: Scope, subject: Subject, depth: int) -> None:
        self.found: list[Ending] = []
        self._project, self._scope, self._depth = project, scope, depth
        self._name, self._is_typed = subject.name, subject.is_typed
        self._loops: list[_Loop] = []

    def block(self, block: facts.Block, cases: Cases) -> Cases:
        """Walk through a block; what is left behind it, nothing where nobody gets there."""
        for statement in block:
            if not cases:
                break
            cases = self._statement(statement, cases)
        return cases

    def _statement(self, node: facts.Statement, cases: Cases) -> Cases:  # noqa: C901  one case for each kind of statement
        match node:
            case facts.Return():
                self.found.append(Ending(node, cases))
                return NEVER
            case facts.Raise():
                return NEVER
            case facts.Jump():
                return self._jump(node, cases)
            case facts.If():
                body = self.block(node.body, self._where(node.test, cases, holds=True))
                return body | self.block(node.orelse, self._where(node.test, cases, holds=False))
            case facts.While() | facts.For():
                return self._loop(node, cases)
            case facts.With():
                return self._with(node, cases)
            case facts.Try():
                return self._try(node, cases)
            case facts.Match():
                return self._match(node, cases)
            case facts.Assert():
                return self._where(node.test, cases, holds=True)
            case facts.Evaluate():
                return NEVER if self._never_returns(node.value) else cases
            case _:
                return ANY if self._binds((node,)) else cases

    def _where(self, test: facts.Expression, cases: Cases, *, holds: bool) -> Cases:
        return where(test, self._name, cases, holds=holds)

    def _jump(self, node: facts.Jump, cases: Cases) -> Cases:
        if node.keyword == "pass" or not self._loops:
            return cases
        if node.keyword == "break":
            self._loops[-1].broken |= cases
        else:
            self._loops[-1].continued |= cases
        return NEVER

    def _loop(self, node: facts.While | facts.For, cases: Cases) -> Cases:
        start = ANY if self._binds((node,)) else cases
        loop = _Loop()
        self._loops.append(loop)
        test = node.test if isinstance(node, facts.While) else None
        entered = start if test is None else self._where(test, start, holds=True)
        ended = self.block(node.body, entered) | loop.continued
        self._loops.pop()
        if test is not None:
            left = self._where(test, start | ended, holds=False)
        else:
            left = ended if _surely_runs(node) else start | ended
        return self.block(node.orelse, left) | loop.broken

    def _with(self, node: facts.With, cases: Cases) -> Cases:
        left = self.block(node.body, cases)
        return ANY if any(map(self._suppresses, node.items)) else left

    def _suppresses(self, item: facts.WithItem) -> bool:
        call = item.context
        return isinstance(call, facts.Call) and self._project.value(
            call.function, self._scope
        ) == External("contextlib.suppress")

    def _try(self, node: facts.Try, cases: Cases) -> Cases:
        before = len(self.found)
        raised = ANY if self._binds(node.body) else cases
        left = self.block(node.orelse, self.block(node.body, cases))
        for handler in node.handlers:
            left |= self.block(handler.body, raised)
        if not node.finalbody:
            return left
        inside = self.found[before:]
        del self.found[before:]
        ends = self.block(node.finalbody, ANY)
        if not ends:
            return NEVER  # what was to be returned before is forgotten
        self.found += inside
        return left

    def _match(self, node: facts.Match, cases: Cases) -> Cases:
        left, remaining = NEVER, cases
        for case in node.cases:
            left |= self.block(case.body, remaining)
            if not case.values and case.guard is None:
                remaining = NEVER
        return left if self._is_typed and _may_be_exhaustive(node) else left | remaining

    def _never_returns(self, node: facts.Expression) -> bool:
        call = node.value if isinstance(node, facts.Await) else node
        return isinstance(call, facts.Call) and never_returns(
            self._project, call, self._scope, self._depth
        )

    def _binds(self, block: facts.Block) -> bool:
        """Whether the value gets another one."""
        return bool(self._name) and any(
            isinstance(inner, facts.Name) and inner.id == self._name
            for node in walking.own(block, *_BINDING)
            for target in _targets(node)
            for inner in walking.walk(target)
        )


def never_returns(project: Project, call: facts.Call, scope: Scope, depth: int = _DEPTH) -> bool:
    """Whether a call surely raises or ends the process."""
    known = validation.load()
    called = project.value(call.function, scope)
    if isinstance(called, External):
        return called.name in known.never_returns | known.raising
    if not isinstance(called, FirstPartyFunction) or not depth:
        return False
    node = called.node
    if not isinstance(node, facts.Function) or called.scope.is_generator:
        return False
    if node.returns is not None:
        return last_name(node.returns) in {"NoReturn", "Never"}
    return not node.is_async and not endings(project, called.scope, depth=depth - 1)


def _targets(node: facts.Node) -> list[facts.Expression]:
    match node:
        case facts.Assign():
            return list(node.targets)
        case facts.AugmentedAssign() | facts.For() | facts.NamedExpression():
            return [node.target]
        case facts.With():
            return [item.target for item in node.items if item.target is not None]
        case _:
            return []


def _surely_runs(node: facts.While | facts.For) -> bool:
    """Whether a loop runs over a display that isn't empty."""
    if isinstance(node, facts.While) or not isinstance(node.iterable, facts.Collection):
        return False
    return any(not isinstance(each, facts.Starred) for each in node.iterable.items)


def _may_be_exhaustive(node: facts.Match) -> bool:
    """Whether the cases may be all there are: classes or members, as of an enumeration."""
    values = [value for case in node.cases for value in case.values]
    return bool(values) and not any(
        isinstance(value, facts.Literal) and value.kind != "NoneType" for value in values
    )
