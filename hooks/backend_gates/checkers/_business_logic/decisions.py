"""Which branches of a handler decide something about the domain."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backend_gates.catalogue import conduct
from backend_gates.checkers._business_logic.traces import Trace
from backend_gates.project.conduct.shapes import flat, is_text, leaves, shown
from backend_gates.syntax import facts, walking

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from backend_gates.checkers._business_logic.calls import Calls
    from backend_gates.project.conduct.acts import Effect
    from backend_gates.project.resolution.scopes import Scope

_WORKING: tuple[Effect, ...] = ("changes", "announces", "retrieves")
_CHANGING: tuple[Effect, ...] = ("changes",)


class Decisions(NamedTuple):
    """Judges branches; `last_read` is the last line in which the handler reads each name.

    In one that `only_reads`, what a lone `if` fetches in addition is a part of the answer.
    """

    calls: Calls
    last_read: Mapping[str, int]
    only_reads: bool

    def of_if(self, node: facts.If, rest: facts.Block, scope: Scope) -> Iterator[Trace]:
        """The tests of an `if … elif …` that choose by domain state what happens.

        A test of the input counts where two branches or more do different work. `rest` is what
        stands after the statement in its block: the `else` of a branch that leaves.
        """
        branches, orelse = flat(node)
        other = rest if not orelse and leaves(branches[0][1]) else orelse
        if len(branches) == 1 and other and self.calls.is_guard(other, scope):
            return
        if self.only_reads and len(branches) == 1 and not orelse:
            return
        blocks = [*(body for _, body in branches), orelse]
        working = [body for body in blocks if self.calls.has(body, scope, _WORKING)]
        for test, body in branches:
            if self.calls.is_guard(body, scope) or _asks_validity(test):
                continue
            kinds = self.calls.origins.before(test.line).kinds(test)
            if "domain" in kinds:
                is_decision = self._has_effect(body, scope, is_choice=len(branches) > 1)
            else:
                is_decision = "input" in kinds and len(working) > 1 and body in working
            if is_decision:
                yield Trace("decision", test, f"decides by `{shown(test)}` what happens")

    def of_match(self, node: facts.Match, scope: Scope) -> Iterator[Trace]:
        """The cases of a `match` that choose by domain state, or by input, what happens."""
        working = [case for case in node.cases if self.calls.has(case.body, scope, _WORKING)]
        is_domain = "domain" in self.calls.origins.kinds(node.subject)
        for case in node.cases:
            is_effective = is_domain and self._has_effect(case.body, scope, is_choice=True)
            if case.values and (is_effective or (len(working) > 1 and case in working)):
                message = f"decides by `{shown(node.subject)}` what happens"
                yield Trace("decision", case.values[0], message)

    def of_try(self, node: facts.Try, scope: Scope) -> Iterator[Trace]:
        """The handlers of a `try` that go on with a change of their own."""
        for handler in node.handlers:
            is_changing = self.calls.has(handler.body, scope, _CHANGING)
            if is_changing and not _is_fallback(node.body, handler.body):
                yield Trace("decision", handler, "recovers from a failure by another step")

    def _has_effect(self, body: facts.Block, scope: Scope, *, is_choice: bool) -> bool:
        """Whether a branch changes what happens, beyond wording and logging.

        To tell others is an effect where a choice is made between several.
        """
        effects: tuple[Effect, ...] = _WORKING if is_choice else ("changes", "retrieves")
        return self.calls.has(body, scope, effects) or any(
            self._matters(node, body[-1].end_line, is_choice=is_choice)
            for statement in body
            for node in walking.walk(statement)
            if isinstance(node, facts.Assign | facts.AugmentedAssign)
        )

    def _matters(
        self, node: facts.Assign | facts.AugmentedAssign, end: int, *, is_choice: bool
    ) -> bool:
        """Whether an assignment in a branch matters after it; a lone text or field doesn't."""
        value = node.value
        if value is None or (is_text(value) and not is_choice):
            return False
        targets = node.targets if isinstance(node, facts.Assign) else (node.target,)
        return any(
            not _refines(target, value) and self._is_read(target, end, is_choice=is_choice)
            for target in targets
        )

    def _is_read(self, target: facts.Expression, end: int, *, is_choice: bool) -> bool:
        match target:
            case facts.Name():
                return self.last_read.get(target.id, 0) > end
            case facts.Collection():
                return any(self._is_read(item, end, is_choice=is_choice) for item in target.items)
            case facts.Subscript():
                is_answer = self.only_reads and self.calls.origins.is_collection(target)
                return is_choice and not is_answer and not self.calls.origins.is_transport(target)
            case _:
                return not self.calls.origins.is_transport(target)


def _asks_validity(test: facts.Expression) -> bool:
    """`form.is_valid()`, `user.is_authenticated` and the like ask about the input."""
    words = conduct.load()
    return any(
        (isinstance(node, facts.Name) and node.id in words.inspections)
        or (
            isinstance(node, facts.Attribute)
            and not words.validity.isdisjoint(conduct.words(node.name))
        )
        for node in walking.walk(test)
    )


def _is_fallback(body: facts.Block, other: facts.Block) -> bool:
    """`try: x = get() except Missing: x = create()` only gets something."""
    return len(other) == 1 and not _targets(body).isdisjoint(_targets(other))


def _targets(body: facts.Block) -> set[str]:
    assigns = [node for node in body if isinstance(node, facts.Assign)]
    return {shown(target) for node in assigns for target in node.targets}


def _refines(target: facts.Expression, value: facts.Expression) -> bool:
    """`statement = statement.where(…)` or `names = [names]`: it grows, nothing is decided."""
    parts = value.items if isinstance(value, facts.Collection) else (value,)
    return isinstance(target, facts.Name) and target.id in map(_grown, parts)


def _grown(root: facts.Expression) -> str:
    while isinstance(root, facts.Call | facts.Attribute | facts.Await):
        root = root.function if isinstance(root, facts.Call) else root.value
    return root.id if isinstance(root, facts.Name) else ""
