"""Which blocks only gather: they ask, and keep the answers."""

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING

from backend_gates.catalogue import repetition
from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from collections.abc import Iterator

OF_BUILTINS = frozenset(
    name for each in (builtins, str, bytes, dict, list, set, int) for name in dir(each)
)
_STARTING = {"create_task", "ensure_future", "gather", "start_soon"}
SETTLING = {"commit", "refresh", "refresh_from_db"}
LOGGING = {"debug", "error", "exception", "info", "warn", "warning"}


def is_doing(name: str) -> bool:
    """Whether a function is named as one that changes something: `link_user`, `save`."""
    return name not in OF_BUILTINS and repetition.load().changes.match(name) is not None


def only_asks(block: facts.Block, query: facts.Expression) -> bool:
    """Whether a block does nothing but ask, check, note and keep."""
    asking = {last_name(query.function)} if isinstance(query, facts.Call) else set[str]()
    spared = asking | _STARTING
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
