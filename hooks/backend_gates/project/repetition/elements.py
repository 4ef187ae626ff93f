"""Which loops run over elements that one query could take at once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, TypeAlias

from backend_gates.catalogue import queries, repetition
from backend_gates.project.resolution.bindings import Assigned, Imported
from backend_gates.project.resolution.values import (
    External,
    FirstPartyClass,
    FirstPartyFunction,
    Instance,
    Member,
)
from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.project.project import Project
    from backend_gates.project.repetition.loops import Loop
    from backend_gates.project.resolution.bindings import Origin
    from backend_gates.project.resolution.scopes import Scope
    from backend_gates.project.resolution.values import Value

Kind: TypeAlias = Literal["elements", "few", "portions"]

_WRAPPING = {
    *("enumerate", "reversed", "sorted", "list", "set", "tuple", "zip", "dict", "iter"),
    *("tqdm", "track", "frozenset", "chain", "cycle"),
}
_OF_FIELDS = {"_asdict", "asdict", "dict", "model_dump", "vars"}
_VIEWING = {"items", "keys", "values", "copy"}
_FEW = 10
_DEPTH = 3
_FIELDS = {"attr", "attribute", "k", "key", "name", "option", "param", "parameter", "prop"}
_VALUES = {"v", "val", "value"}
_GROUPS = re.compile(r"(^|_)(by|grouped|groups|per)(_|$)")
_CONSTANT = re.compile(r"_*[A-Z][A-Z0-9_]*$")
_SETTINGS = re.compile(r"(^|_)(settings|config|conf)(_|$)")


def kind(project: Project, loop: Loop, scope: Scope) -> Kind:
    """What a loop runs over: elements, a few things of their own, or portions of data.

    A few are what is written out or set, the fields of a record, types and the like. Portions are
    batches, pages, and what comes one by one: from a stream, a queue or a retry.
    """
    iterable = _core(loop.iterable)
    names = [*loop.names, *_names(iterable)]
    if any(map(repetition.load().few.search, names)) or _is_of_fields(loop):
        return "few"
    if _comes_from_store(project, iterable, scope):
        return "elements"
    if loop.is_async or any(map(repetition.load().portions.search, names)):
        return "portions"
    if _is_endless(iterable) or _is_grouped(loop):
        return "portions"
    return "few" if _is_few(project, iterable, scope) else "elements"


def _is_of_fields(loop: Loop) -> bool:
    """Whether it goes over names with their values: `for key, value in data.items()`."""
    match loop.target:
        case facts.Collection(items=(facts.Name(id=name), facts.Name(id=value))):
            return name in _FIELDS and value in _VALUES
        case _:
            return False


def _core(node: facts.Expression) -> facts.Expression:
    """What is looped over in the end: `orders` of `enumerate(sorted(orders.items()))`."""
    while True:
        match node:
            case facts.Call(function=facts.Name(id="filter"), arguments=(_, last)):
                node = last.value
            case facts.Call(function=facts.Name(id=name), arguments=(first, *_)) if (
                name in _WRAPPING
            ):
                node = first.value
            case facts.Call(function=facts.Attribute(value=inner, name=name), arguments=()) if (
                name in _VIEWING
            ):
                node = inner
            case facts.Await(value=inner) | facts.Starred(value=inner):
                node = inner
            case facts.NamedExpression(value=inner):
                node = inner
            case _:
                return node


def _names(node: facts.Expression) -> Iterator[str]:
    """The names in what is looped over: `paginate` of `client.paginate(query)`."""
    match node:
        case facts.Name(id=name):
            yield name
        case facts.Attribute(name=name, value=inner):
            yield name
            yield from _names(inner)
        case facts.Call(function=inner):
            yield from _names(inner)
        case _:
            return


def _is_endless(node: facts.Expression) -> bool:
    """Whether it counts, by an own step or without end."""
    return isinstance(node, facts.Call) and last_name(node.function) in {"count", "repeat"}


def _is_grouped(loop: Loop) -> bool:
    """Whether it goes over groups: `for customer_id, keys in keys_by_customer.items()`."""
    match loop.iterable, loop.target:
        case (
            facts.Call(function=facts.Attribute(value=inner, name="items")),
            facts.Collection(items=(_, facts.Name(id=name))),
        ):
            return name.endswith("s") and _GROUPS.search(last_name(inner)) is not None
        case _:
            return False


def _is_few(project: Project, node: facts.Expression, scope: Scope) -> bool:
    match node:
        case facts.Collection() | facts.Dictionary() | facts.Literal():
            return not _has_spread(project, node, scope)
        case facts.Call(function=function) if last_name(function) in _OF_FIELDS:
            return True
        case facts.Comprehension(clauses=clauses):
            return all(_is_few(project, each.iterable, scope) for each in clauses)
        case facts.Call(function=facts.Name(id="range")):
            return not _counts_elements(project, node, scope)
        case facts.Call(function=function):
            return _gives_constants(project, project.value(function, scope))
        case facts.Operation():
            return all(_is_few(project, each, scope) for each in node.operands)
        case facts.Conditional(body=body, orelse=orelse):
            both = (_is_few(project, each, scope) for each in (body, orelse))
            return all(both) or _is_one(orelse)
        case facts.Subscript() if _is_first_few(node):
            return True
        case facts.Attribute() | facts.Subscript() | facts.Name():
            return _is_constant(project, node, scope)
        case _:
            return False


def _is_one(node: facts.Expression) -> bool:
    """Whether a single thing is put in a list: `codes if isinstance(codes, list) else [codes]`."""
    match node:
        case facts.Collection(items=(item,)):
            return not isinstance(item, facts.Starred)
        case _:
            return False


def _gives_constants(project: Project, called: Value | None) -> bool:
    """Whether a function of the project gives nothing but what is written out in it."""
    match called:
        case FirstPartyFunction(inner, facts.Function(body=body)):
            given = [each.value for each in walking.own(body, facts.Return)]
            return bool(given) and all(
                isinstance(each, facts.Collection) and not _has_spread(project, each, inner)
                for each in given
            )
        case _:
            return False


def _is_first_few(node: facts.Subscript) -> bool:
    """Whether it takes ten at most: `orders[:3]`."""
    match node.index:
        case facts.Slice(
            lower=None | facts.Literal(text="0"), upper=facts.Literal(kind="int", text=text)
        ):
            return text.isdigit() and int(text) <= _FEW
        case _:
            return False


def _has_spread(
    project: Project,
    node: facts.Collection | facts.Dictionary | facts.Literal,
    scope: Scope,
    depth: int = _DEPTH,
) -> bool:
    return any(
        isinstance(each, facts.Comprehension)
        or (isinstance(each, facts.Starred) and not _is_list(project, each.value, scope, depth))
        for each in walking.children(node)
    )


def _counts_elements(project: Project, call: facts.Call, scope: Scope) -> bool:
    """`range(len(orders))` goes over the orders; any other range counts attempts or pages."""
    match call.arguments:
        case (facts.Argument(value=facts.Call(function=facts.Name(id="len"), arguments=(over,))),):
            return not _is_few(project, over.value, scope)
        case _:
            return False


def _is_constant(project: Project, node: facts.Expression, scope: Scope) -> bool:
    root = node
    while isinstance(root, facts.Attribute | facts.Subscript):
        if _CONSTANT.match(last_name(root)) or _SETTINGS.search(last_name(root)):
            return True
        root = root.value
    name = last_name(root)
    if _CONSTANT.match(name) or _SETTINGS.search(name):
        return True
    if root is node and (
        _is_written_out(project, name, scope, _DEPTH) or _is_of_settings(project, name, scope)
    ):
        return True
    return isinstance(project.value(node, scope), FirstPartyClass)


def _is_written_out(project: Project, name: str, scope: Scope, depth: int) -> bool:
    """Whether a name only stands for collections that are written out, where it comes from, too."""
    owner = scope.binding(name)
    if owner is None or not depth:
        return False
    return all(
        _is_bound_to_list(project, each.origin, owner, depth - 1) for each in owner.bindings[name]
    )


def _is_bound_to_list(project: Project, origin: Origin, scope: Scope, depth: int) -> bool:
    match origin:
        case Assigned(value=value):
            return _is_list(project, value, scope, depth)
        case Imported(module, level, name):
            modules, path = project.modules, scope.path
            source = modules.relative(level, module, path) if level else modules.find(module, path)
            return source is not None and _is_written_out(project, name, source, depth)
        case _:
            return False


def _is_list(project: Project, node: facts.Expression | None, scope: Scope, depth: int) -> bool:
    """Whether it is written out, made from a constant or from such, or the first few of more."""
    match node:
        case facts.Subscript():
            return _is_first_few(node)
        case facts.Name(id=name):
            is_constant = _CONSTANT.match(name) is not None
            return is_constant or _is_written_out(project, name, scope, depth)
        case facts.Attribute(name=name):
            return _CONSTANT.match(name) is not None
        case facts.Comprehension(clauses=clauses):
            return all(_is_list(project, each.iterable, scope, depth) for each in clauses)
        case facts.Collection() | facts.Dictionary():
            return bool(walking.children(node)) and not _has_spread(project, node, scope, depth)
        case _:
            return False


def _is_of_settings(project: Project, name: str, scope: Scope) -> bool:
    """Whether a name stands for what the settings say: `roles = settings.ROLES.get(key, [])`."""
    owner = scope.binding(name)
    origins = [each.origin for each in owner.bindings[name]] if owner is not None else []
    match origins:
        case [Assigned(value=facts.Call(function=facts.Attribute(value=inner, name="get")))]:
            return not isinstance(inner, facts.Name) and _is_constant(project, inner, scope)
        case [Assigned(value=facts.Attribute() as inner)]:
            return _is_constant(project, inner, scope)
        case _:
            return False


def _comes_from_store(project: Project, node: facts.Expression, scope: Scope) -> bool:
    """Whether an expression is what a query gives."""
    known = queries.load()
    inner: facts.Expression = node
    while True:
        match project.value(inner, scope):
            case Instance(External(name)) if known.of_loop(name):
                return True
            case Member(owner, name) if known.of_method(owner, name):
                return True
            case _:
                pass
        match inner:
            case facts.Call(function=deeper) | facts.Attribute(value=deeper):
                inner = deeper
            case facts.Await(value=deeper):
                inner = deeper
            case _:
                return False
