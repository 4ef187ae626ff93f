"""Lowers LibCST's simple statements to facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from backend_gates.syntax import facts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from backend_gates.syntax.cst_expressions import Fields, Node
    from backend_gates.syntax.cst_statements import StatementLowering


def _evaluate(walk: StatementLowering, node: cst.Expr) -> Fields:
    return facts.Evaluate, walk.expression(node.value)


def _assign(walk: StatementLowering, node: cst.Assign) -> Fields:
    targets = []
    for target in node.targets:
        targets.append(walk.expression(target.target))
        walk.take("=")
    return facts.Assign, tuple(targets), None, walk.expression(node.value)


def _annotated(walk: StatementLowering, node: cst.AnnAssign) -> Fields:
    targets = (walk.expression(node.target),)
    annotation = walk.annotation(node.annotation, ":")
    return facts.Assign, targets, annotation, walk.optional(node.value, "=")


def _augmented(walk: StatementLowering, node: cst.AugAssign) -> Fields:
    target = walk.expression(node.target)
    return facts.AugmentedAssign, target, walk.operator(node.operator), walk.after("=", node.value)


def _return(walk: StatementLowering, node: cst.Return) -> Fields:
    walk.take("return")
    return facts.Return, walk.optional(node.value)


def _raise(walk: StatementLowering, node: cst.Raise) -> Fields:
    walk.take("raise")
    exception = walk.optional(node.exc)
    return facts.Raise, exception, walk.optional(node.cause and node.cause.item, "from")


def _assert(walk: StatementLowering, node: cst.Assert) -> Fields:
    return facts.Assert, walk.after("assert", node.test), walk.optional(node.msg, ",")


def _delete(walk: StatementLowering, node: cst.Del) -> Fields:
    walk.take("del")
    if isinstance(node.target, cst.Tuple) and not node.target.lpar:
        return facts.Delete, walk.elements(node.target.elements)
    return facts.Delete, (walk.expression(node.target),)


def _jump(keyword: str) -> Callable[[StatementLowering, Node], Fields]:
    return lambda walk, _: (facts.Jump, walk.take(keyword))


def _scope(keyword: str) -> Callable[[StatementLowering, Node], Fields]:
    def lower(walk: StatementLowering, node: cst.Global | cst.Nonlocal) -> Fields:
        walk.take(keyword)
        names = []
        for item in node.names:
            names.append(walk.name(item.name))
            walk.try_take(",")
        return facts.ScopeDeclaration, keyword, tuple(names)

    return lower


def _dotted(walk: StatementLowering, node: Node) -> str:
    if isinstance(node, cst.Attribute):
        return f"{_dotted(walk, node.value)}{walk.take('.')}{walk.name(node.attr)}"
    return walk.name(node)


def _aliases(walk: StatementLowering, nodes: Iterable[cst.ImportAlias]) -> tuple[facts.Alias, ...]:
    return tuple([_alias(walk, node) for node in nodes])


def _alias(walk: StatementLowering, node: cst.ImportAlias) -> facts.Alias:
    alias = facts.Alias(_dotted(walk, node.name), walk.as_name(node.asname))
    walk.try_take(",")
    return alias


def _import(walk: StatementLowering, node: Node) -> Fields:
    walk.take("import")
    return facts.Import, _aliases(walk, node.names)


def _import_from(walk: StatementLowering, node: Node) -> Fields:
    walk.take("from")
    for _ in node.relative:
        walk.take(".")
    module = _dotted(walk, node.module) if node.module is not None else ""
    walk.take("import")
    if isinstance(node.names, cst.ImportStar):
        return facts.ImportFrom, module, len(node.relative), (facts.Alias(walk.take("*"), ""),)
    walk.try_take("(")
    aliases = _aliases(walk, node.names)
    walk.try_take(")")
    return facts.ImportFrom, module, len(node.relative), aliases


def _lazy(lower: Callable[[StatementLowering, Node], Fields]) -> Callable[..., Fields]:
    def lower_lazy(walk: StatementLowering, node: Node) -> Fields:
        walk.take("lazy")
        return lower(walk, node)

    return lower_lazy


def _type_alias(walk: StatementLowering, node: cst.TypeAlias) -> Fields:
    walk.take("type")
    name = walk.name(node.name)
    walk.type_parameters(node.type_parameters)
    return facts.TypeAliasStatement, name, walk.after("=", node.value)


SIMPLE: dict[type[cst.CSTNode], Callable[[StatementLowering, Node], Fields]] = {
    cst.Expr: _evaluate,
    cst.Assign: _assign,
    cst.AnnAssign: _annotated,
    cst.AugAssign: _augmented,
    cst.Return: _return,
    cst.Raise: _raise,
    cst.Assert: _assert,
    cst.Del: _delete,
    cst.Pass: _jump("pass"),
    cst.Break: _jump("break"),
    cst.Continue: _jump("continue"),
    cst.Global: _scope("global"),
    cst.Nonlocal: _scope("nonlocal"),
    cst.Import: _import,
    cst.ImportFrom: _import_from,
    cst.LazyImport: _lazy(_import),
    cst.LazyImportFrom: _lazy(_import_from),
    cst.TypeAlias: _type_alias,
}
