"""Which loops only gather: they ask for each element and keep the answers."""

from __future__ import annotations

import builtins
import re
from typing import TYPE_CHECKING

from backend_gates.catalogue import repetition
from backend_gates.project.repetition.flow import bound_names, names_in
from backend_gates.project.repetition.jobs import answers_of
from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from collections.abc import Iterator

OF_BUILTINS = frozenset(
    name for each in (builtins, str, bytes, dict, list, set, int) for name in dir(each)
)
STARTING = {"create_task", "ensure_future", "gather", "start_soon"}
_ONE = re.compile(r"a?(h?get|get_object_or_404|one|scalar_one)$")
_CREATING, _SAVING = {"acreate", "create", "insert"}, {"add_all", "asave", "save"}
SETTLING = {"commit", "refresh", "refresh_from_db"}
LOGGING = {"debug", "error", "exception", "info", "warn", "warning"}


def is_doing(name: str) -> bool:
    """Whether a function is named as one that changes something: `link_user`, `save`."""
    return name not in OF_BUILTINS and repetition.load().changes.match(name) is not None


def only_asks(block: facts.Block, query: facts.Expression, *, and_saves: bool) -> bool:
    """Whether a block does nothing but ask, check, note and keep, and perhaps saves rows."""
    asking = {last_name(query.function)} if isinstance(query, facts.Call) else set[str]()
    spared = asking | STARTING | (SETTLING | _SAVING | {"create"} if and_saves else set())
    named = {last_name(each.function) for each in walking.own(block, facts.Call)}
    alone = {last_name(each.function) for each in acts(block)}
    if any(map(_changes_more, acts(block))):
        return False
    return not any(map(is_doing, named - spared)) and all(
        name in OF_BUILTINS or repetition.load().checks.match(name) for name in alone - spared
    )


def _changes_more(call: facts.Call) -> bool:
    """Whether it writes what a query picks, or runs an `update` that is no dict's."""
    function, name = call.function, last_name(call.function)
    if name == "update" and not call.arguments:
        return True
    is_of_query = isinstance(function, facts.Attribute) and isinstance(function.value, facts.Call)
    return is_of_query and name in {"delete", "update"}


def makes_up_for(block: facts.Block, query: facts.Expression) -> bool:
    """Whether a block asks whether a row is there, and makes it where it isn't."""
    name = last_name(query.function) if isinstance(query, facts.Call) else ""
    if _ONE.match(name) and _calls(block, _CREATING):
        return True
    tries = (each for each in walking.walk_statements(block) if isinstance(each, facts.Try))
    handled = [each.body for node in tries for each in node.handlers]
    blocks = handled if _ONE.match(name) else [block]
    return any(_calls(each, _CREATING | _SAVING) for each in blocks) or _adds_new(block)


def _adds_new(block: facts.Block) -> bool:
    """Whether a block adds a row that it makes: `session.add(Order(…))`."""
    statements = walking.walk_statements(block)
    assigned = (each for each in statements if isinstance(each, facts.Assign))
    made = {
        name
        for each in assigned
        if _is_made(each.value)
        for target in each.targets
        for name in bound_names(target)
    }
    added = (each for each in acts(block) if last_name(each.function) == "add")
    given = [argument.value for call in added for argument in call.arguments]
    return any(_is_made(each) or last_name(each) in made for each in given)


def _is_made(node: facts.Expression | None) -> bool:
    return isinstance(node, facts.Call) and last_name(node.function)[:1].isupper()


def _calls(block: facts.Block, names: set[str]) -> bool:
    called = (last_name(each.function) for each in walking.own(block, facts.Call))
    return not names.isdisjoint(called)


def is_taken(block: facts.Block, query: facts.Expression) -> bool:
    """Whether a block does something with an answer."""
    return not any(each is query for each in acts(block))


def acts(block: facts.Block) -> Iterator[facts.Call]:
    """The calls in a block that stand alone, as nobody takes what they give."""
    for statement in walking.walk_statements(block):
        if isinstance(statement, facts.Evaluate):
            node = statement.value
            call = node.value if isinstance(node, facts.Await) else node
            if isinstance(call, facts.Call):
                yield call


def decides(body: facts.Block, query: facts.Node) -> bool:
    """Whether a loop is there to refuse elements, or does something about what failed.

    It may refuse some where it keeps the answers for the others.
    """
    statements = walking.walk_statements(body)
    answers = set(answers_of(statements, query))
    is_refusing = any(isinstance(each, facts.Raise) for each in statements)
    if is_refusing and not any(_keeps(each, answers) for each in statements):
        return True
    tries = (each for each in statements if isinstance(each, facts.Try))
    return not all(_goes_on(each.body) for node in tries for each in node.handlers)


def _keeps(node: facts.Statement, answers: set[str]) -> bool:
    """Whether something of an answer is noted or set somewhere."""
    match node:
        case facts.Assign(value=value) if value is not None:
            return not names_in(value).isdisjoint(answers)
        case facts.Evaluate(value=facts.Call(function=function) as call):
            return last_name(function) in OF_BUILTINS and not names_in(call).isdisjoint(answers)
        case _:
            return False


def _goes_on(body: facts.Block) -> bool:
    """Whether a handler does no more than to tell, and goes on."""
    return all(
        isinstance(each, facts.Jump)
        or (
            isinstance(each, facts.Evaluate)
            and isinstance(each.value, facts.Call)
            and last_name(each.value.function) in LOGGING
        )
        for each in body
    )
