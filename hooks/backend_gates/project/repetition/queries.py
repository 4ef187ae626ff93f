"""Which calls of a function send a query, and which values say what it asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backend_gates.catalogue import queries
from backend_gates.project.repetition.statements import may_write
from backend_gates.project.resolution.bindings import Assigned
from backend_gates.project.resolution.values import External, Instance, Member
from backend_gates.project.running.blocking import written
from backend_gates.syntax import facts
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.catalogue.queries import Query
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope
    from backend_gates.project.resolution.values import Value

_DEFINITIONS = {
    *("AddConstraint", "CreateIndex", "CreateSchema", "CreateSequence", "CreateTable", "DDL"),
    *("DropConstraint", "DropIndex", "DropSchema", "DropSequence", "DropTable"),
}
_COLLECTIONS = ("AsyncCollection", "Collection", "AsyncIOMotorCollection")


class Sent(NamedTuple):
    """A query that a node sends; `subject` is the qualified name of what does.

    The values `asked` say what it asks for, and so does the `statement` where that is no text of
    its own. It goes to the `client`, or to a table. It `writes`, too, where nothing says that it
    doesn't.
    """

    node: facts.Expression
    written: str
    subject: str
    query: Query
    asked: tuple[facts.Expression, ...]
    statement: facts.Expression | None
    client: facts.Expression | None
    writes: bool


def is_query_name(name: str) -> bool:
    """Whether something of that name may send a query."""
    return name in queries.load().names


def sent_by_call(project: Project, call: facts.Call, scope: Scope) -> Sent | None:
    """What a call sends by itself, functions of the project not followed."""
    known, function = queries.load(), call.function
    name = last_name(function)
    if name not in known.names:
        return None
    value = project.value(function, scope)
    match value:
        case External(called):
            return _sent(project, call, scope, known.of_function(called), called)
        case Member(owner, method):
            query = known.of_method(owner, method)
            return _sent(project, call, scope, query, f"{owner}.{method}")
        case None if isinstance(function, facts.Attribute):
            return _of_collection(project, call, function, scope)
        case _:
            return None


def sent_by_loop(project: Project, iterable: facts.Expression, scope: Scope) -> Sent | None:
    """What a loop over something sends, as over `Order.objects.filter(…)`."""
    if isinstance(iterable, facts.Name):
        return None
    match project.value(iterable, scope):
        case Instance(External(name)):
            query = queries.load().of_loop(name)
            if query is None:
                return None
            asked, client = _asked_along(project, iterable, scope)
            return Sent(
                iterable,
                f"for … in {written(iterable)}",
                name,
                query,
                asked,
                None,
                client,
                writes=False,
            )
        case _:
            return None


def _sent(
    project: Project, call: facts.Call, scope: Scope, query: Query | None, subject: str
) -> Sent | None:
    if query is None or _is_of_attributes(call):
        return None
    arguments = tuple(each.value for each in call.arguments if _says_which(each, query))
    receiver = call.function.value if isinstance(call.function, facts.Attribute) else None
    asked, client = arguments, receiver
    if query.object and receiver is not None:
        inner, client = _asked_along(project, receiver, scope)
        asked = (*inner, *arguments)
    writes = may_write(call, scope, query)
    statement = None
    if (query.statement or query.text) and asked:
        statement, asked = asked[0], asked[1:]
        if isinstance(statement, facts.Call) and last_name(statement.function) in _DEFINITIONS:
            return None
    if query.table and asked:
        client, asked = asked[0], asked[1:]
    return Sent(call, written(call), subject, query, asked, statement, client, writes)


def _is_of_attributes(call: facts.Call) -> bool:
    """Whether it reads some attributes of one row anew: `refresh(order, ["lines"])`."""
    is_refresh = last_name(call.function) == "refresh" and len(call.arguments) > 1
    return is_refresh or any(each.keyword == "attribute_names" for each in call.arguments)


def _says_which(argument: facts.Argument, query: Query) -> bool:
    """Whether an argument says which rows; `**fields` may ask for others each time."""
    return argument.keyword != "**" or query.writes


def _asked_along(
    project: Project, node: facts.Expression, scope: Scope
) -> tuple[tuple[facts.Expression, ...], facts.Expression | None]:
    """What says what a chain of calls asks for, and what the query is sent to.

    A row says it by itself, as `order` of `order.save()`; a set of rows by what it was made with.
    """
    if _is_row(project.value(node, scope), node):
        return (node,), None
    chain = _Chain(project, scope, [], set())
    client = chain.follow(node)
    return tuple(chain.asked), client


class _Chain(NamedTuple):
    """A walk down a chain of calls, on through the names that it was given on the way."""

    project: Project
    scope: Scope
    asked: list[facts.Expression]
    seen: set[str]

    def follow(self, node: facts.Expression) -> facts.Expression | None:
        """What the chain starts from, a class of the project aside; its arguments are noted."""
        while not _is_client(self.project.value(node, self.scope)):
            match node:
                case facts.Call(function=function, arguments=arguments):
                    self.asked.extend(_values(function, arguments))
                    node = function
                case facts.Attribute(value=inner) | facts.Await(value=inner):
                    node = inner
                case facts.Name(id=name):
                    return self._assigned(name, node)
                case _:
                    self.asked.append(node)
                    return None
        return node

    def _assigned(self, name: str, node: facts.Name) -> facts.Expression | None:
        owner = self.scope.binding(name)
        origins = [each.origin for each in owner.bindings[name]] if owner is not None else []
        values = [each.value for each in origins if isinstance(each, Assigned)]
        if name in self.seen or not values or len(values) < len(origins):
            return node
        self.seen.add(name)
        found = [self.follow(value) for value in values if value is not None]
        return next((each for each in found if each is not None), None)


def _values(
    function: facts.Expression, arguments: tuple[facts.Argument, ...]
) -> Iterator[facts.Expression]:
    """The arguments of a call of a chain; which tables it asks says not which rows.

    `filter(**fields)` asks for other columns each time; a row is made of its fields.
    """
    name = last_name(function)
    for each in arguments:
        is_table = name == "query" and isinstance(each.value, facts.Name)
        if not is_table and (each.keyword != "**" or name[:1].isupper()):
            yield each.value


def _is_row(value: Value | None, node: facts.Expression) -> bool:
    match value:
        case Instance(External(name)) if queries.load().of_loop(name):
            return False
        case _:
            is_super = isinstance(node, facts.Call) and last_name(node.function) == "super"
            return is_super or not isinstance(node, facts.Call)


def _is_client(value: Value | None) -> bool:
    match value:
        case Instance(External(name)):
            return queries.load().is_client(name)
        case _:
            return False


def _of_collection(
    project: Project, call: facts.Call, function: facts.Attribute, scope: Scope
) -> Sent | None:
    """What `client.database["orders"].find_one(…)` sends: every name below the client will do."""
    node = function.value
    while isinstance(node, facts.Attribute | facts.Subscript):
        node = node.value
        match project.value(node, scope):
            case Instance(External(name)):
                package = name.partition(".")[0]
                found = (
                    queries.load().of_method(f"{package}.{each}", function.name)
                    for each in _COLLECTIONS
                )
                query = next((each for each in found if each is not None), None)
                return _sent(project, call, scope, query, f"{package}.{function.name}")
            case _:
                pass
    return None
