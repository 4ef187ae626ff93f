"""From a function's query to the arguments of whoever calls it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backend_gates.project.repetition.flow import ELEMENT, NOTHING
from backend_gates.project.requests.stand_ins import by_parameter
from backend_gates.project.resolution.members import decorator_names
from backend_gates.syntax import facts
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from backend_gates.project.repetition.every_time import Step
    from backend_gates.project.repetition.flow import Flow, Sources
    from backend_gates.project.repetition.queries import Sent
    from backend_gates.project.resolution.scopes import Scope
    from backend_gates.project.resolution.values import FirstPartyFunction


class Hop(NamedTuple):
    """A place passed on a way: a call, and at last the query, in a function of the project."""

    scope: Scope
    node: facts.Node
    written: str


class Way(NamedTuple):
    """From a place in a function down to a query.

    `needs` are the parameters of that function that say what is asked for, `statements` those
    that are the statement itself, `clients` those that it is sent to. It hangs on `conditions`.
    """

    hops: tuple[Hop, ...]
    sent: Sent
    needs: Sources
    statements: Sources
    clients: Sources
    conditions: int


def first_way(sent: Sent, step: Step, function: Scope, parameters: Sources) -> Way:
    """The way of a function that sends a query itself."""
    hop = Hop(function, sent.node, sent.written)
    clients = step.flow.sources(sent.client) if isinstance(sent.client, facts.Name) else NOTHING
    if sent.query.commits:
        return Way((hop,), sent, parameters - clients, NOTHING, clients, step.conditions)
    needs, statements = _needs(sent, step.flow)
    return Way((hop,), sent, needs - clients, statements, clients, step.conditions)


def passed(way: Way, function: FirstPartyFunction, step: Step) -> Way | None:
    """A way in the terms of a call's arguments; None where they say nothing of what is asked."""
    given, flow = _given(step.node, function), step.flow
    needs = flow.of_all(given[name] for name in way.needs if name in given)
    statements = NOTHING
    for name in way.statements:
        if name in given:
            more, whole = _of_statement(given[name], flow)
            needs, statements = needs | more, statements | whole
    clients = flow.of_all(given[name] for name in way.clients if name in given)
    parts = sum(flow.sources(given[name]) >= ELEMENT for name in way.needs if name in given)
    if clients & ELEMENT or parts > 1 or not (needs | statements):
        return None
    conditions = way.conditions + step.conditions
    return Way(way.hops, way.sent, needs - clients, statements, clients, conditions)


def _given(call: facts.Expression, function: FirstPartyFunction) -> dict[str, facts.Expression]:
    """What a call gives the parameters of a function, what it is called on included."""
    node = function.node
    if not isinstance(call, facts.Call) or not isinstance(node, facts.Function):
        return {}
    given = by_parameter(call, node)
    is_bound = function.receiver is not None and "staticmethod" not in decorator_names(node)
    if is_bound and node.parameters and isinstance(call.function, facts.Attribute):
        given[node.parameters[0].name] = call.function.value
    return given


def _needs(sent: Sent, flow: Flow) -> tuple[Sources, Sources]:
    """The sources that say what is asked for, and those that are the statement itself."""
    needs = flow.of_all(sent.asked)
    if sent.statement is None:
        return needs, NOTHING
    more, whole = _of_statement(sent.statement, flow)
    return needs | more, whole


def _of_statement(node: facts.Expression, flow: Flow) -> tuple[Sources, Sources]:
    """What a statement is made from otherwise than by its text, and whole statements in it."""
    while isinstance(node, facts.Call) and last_name(node.function) == "text" and node.arguments:
        node = node.arguments[0].value
    if isinstance(node, facts.Name) and node.id in flow.seeds:
        return NOTHING, flow.sources(node)
    return flow.without_texts(node), NOTHING


def is_asked(sent: Sent, step: Step) -> bool:
    """Whether the element says what is asked for, and neither whom nor how."""
    if sent.client is not None and step.flow.sources(sent.client):
        return False
    needs, statements = _needs(sent, step.flow)
    return sent.query.commits or (bool(needs) and not statements)
