"""Lowers LibCST's compound statements to facts, with the simple ones in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import libcst as cst

from backend_gates.syntax import facts
from backend_gates.syntax.cst_expressions import ExpressionLowering
from backend_gates.syntax.cst_patterns import lower_pattern
from backend_gates.syntax.cst_simple_statements import SIMPLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from backend_gates.syntax.cst_expressions import Fields, Node


class StatementLowering(ExpressionLowering):
    """One walk over one tree, in source order."""

    def block(self, nodes: Iterable[Any]) -> facts.Block:
        """Lower statements, those that share a line included."""
        lowered = []
        for node in nodes:
            for statement in node.body if type(node) is cst.SimpleStatementLine else (node,):
                lowered.append(self._statement(statement))
                self.try_take(";")
        return tuple(lowered)

    def _statement(self, node: Node) -> Node:
        define = _DEFINITIONS.get(type(node))
        if define is not None:
            decorators = tuple([self._decorator(decorator) for decorator in node.decorators])
            return self.build(self.next(), define(self, node, decorators))
        return self.build(self.next(), _STATEMENTS[type(node)](self, node))

    def _decorator(self, node: cst.Decorator) -> facts.Expression:
        lowered: facts.Expression = self.after("@", node.decorator)
        return lowered

    def suite(self, node: Node) -> facts.Block:
        """Lower what is behind a colon."""
        self.take(":")
        return self.block(node.body)

    def branch(self, keyword: str, node: Node) -> facts.Block:
        """Lower an `else` or a `finally`, if there is one."""
        if node is None:
            return ()
        self.take(keyword)
        return self.suite(node.body)

    def try_async(self, node: Node) -> bool:
        """Take `async`, if it stands here."""
        if node.asynchronous is None:
            return False
        self.take("async")
        return True

    def type_parameters(self, node: cst.TypeParameters | None) -> tuple[str, ...]:
        """Take type parameters and keep their names."""
        if node is None:
            return ()
        self.take("[")
        names = tuple([self._type_parameter(parameter) for parameter in node.params])
        self.take("]")
        return names

    def _type_parameter(self, node: cst.TypeParam) -> str:
        for star in _STARS[type(node.param)]:
            self.take(star)
        name = self.name(node.param.name)
        if isinstance(node.param, cst.TypeVar):
            self.optional(node.param.bound, ":")
        if node.default is not None:
            self.take("=")
            self.try_take("*")
            self.expression(node.default)
        self.try_take(",")
        return name


_STARS: dict[type[Any], str] = {cst.TypeVar: "", cst.TypeVarTuple: "*", cst.ParamSpec: "**"}


def _if(walk: StatementLowering, node: cst.If) -> Fields:
    """An `elif` is an `If` in an `orelse`; a long row of them takes a loop, not a call each."""
    branches = [_branch(walk, node, "if")]
    while isinstance(node.orelse, cst.If):
        node = node.orelse
        branches.append(_branch(walk, node, "elif"))
        walk.deepen(1)
    orelse = walk.branch("else", node.orelse)
    walk.deepen(1 - len(branches))
    for start, test, body in reversed(branches[1:]):
        orelse = (walk.build(start, (facts.If, test, body, orelse)),)
    _, test, body = branches[0]
    return facts.If, test, body, orelse


def _branch(
    walk: StatementLowering, node: cst.If, keyword: str
) -> tuple[int, facts.Expression, facts.Block]:
    return walk.next(), walk.after(keyword, node.test), walk.suite(node.body)


def _while(walk: StatementLowering, node: cst.While) -> Fields:
    test = walk.after("while", node.test)
    return facts.While, test, walk.suite(node.body), walk.branch("else", node.orelse)


def _for(walk: StatementLowering, node: cst.For) -> Fields:
    is_async = walk.try_async(node)
    target = walk.after("for", node.target)
    iterable = walk.after("in", node.iter)
    body = walk.suite(node.body)
    return facts.For, target, iterable, body, walk.branch("else", node.orelse), is_async


def _with(walk: StatementLowering, node: cst.With) -> Fields:
    is_async = walk.try_async(node)
    walk.take("with")
    is_parenthesized = isinstance(node.lpar, cst.LeftParen)
    if is_parenthesized:
        walk.take("(")
    items = tuple([_with_item(walk, item) for item in node.items])
    if is_parenthesized:
        walk.take(")")
    return facts.With, items, walk.suite(node.body), is_async


def _with_item(walk: StatementLowering, node: cst.WithItem) -> facts.WithItem:
    context = walk.expression(node.item)
    target = walk.optional(node.asname and node.asname.name, "as")
    walk.try_take(",")
    return facts.WithItem(context, target)


def _try(walk: StatementLowering, node: cst.Try | cst.TryStar) -> Fields:
    walk.take("try")
    body = walk.suite(node.body)
    is_star = isinstance(node, cst.TryStar)
    handlers = []
    for handler in node.handlers:
        start = walk.next()
        handlers.append(walk.build(start, _handler(walk, handler)))
    orelse = walk.branch("else", node.orelse)
    finalbody = walk.branch("finally", node.finalbody)
    return facts.Try, body, tuple(handlers), orelse, finalbody, is_star


def _handler(walk: StatementLowering, node: cst.ExceptHandler | cst.ExceptStarHandler) -> Fields:
    walk.take("except")
    if isinstance(node, cst.ExceptStarHandler):
        walk.take("*")
    kind = walk.optional(node.type)
    return facts.ExceptHandler, kind, walk.as_name(node.name), walk.suite(node.body)


def _match(walk: StatementLowering, node: cst.Match) -> Fields:
    subject = walk.after("match", node.subject)
    walk.take(":")
    return facts.Match, subject, tuple([_case(walk, case) for case in node.cases])


def _case(walk: StatementLowering, node: cst.MatchCase) -> facts.Case:
    walk.take("case")
    names, values = lower_pattern(walk, node.pattern)
    guard = walk.optional(node.guard, "if")
    return facts.Case(names, values, guard, walk.suite(node.body))


def _function(
    walk: StatementLowering, node: cst.FunctionDef, decorators: tuple[facts.Expression, ...]
) -> Fields:
    is_async = walk.try_async(node)
    walk.take("def")
    name = walk.name(node.name)
    type_parameters = walk.type_parameters(node.type_parameters)
    walk.take("(")
    parameters = walk.parameters(node.params)
    walk.take(")")
    returns = walk.annotation(node.returns, "->")
    body = walk.suite(node.body)
    return facts.Function, name, is_async, decorators, type_parameters, parameters, returns, body


def _class(
    walk: StatementLowering, node: cst.ClassDef, decorators: tuple[facts.Expression, ...]
) -> Fields:
    walk.take("class")
    name = walk.name(node.name)
    type_parameters = walk.type_parameters(node.type_parameters)
    walk.try_take("(")
    bases = walk.arguments([*node.bases, *node.keywords])
    walk.try_take(")")
    return facts.Class, name, decorators, type_parameters, bases, walk.suite(node.body)


_STATEMENTS: dict[type[cst.CSTNode], Callable[[StatementLowering, Node], Fields]] = {
    **SIMPLE,
    cst.If: _if,
    cst.While: _while,
    cst.For: _for,
    cst.With: _with,
    cst.Try: _try,
    cst.TryStar: _try,
    cst.Match: _match,
}
_DEFINITIONS: dict[type[cst.CSTNode], Callable[..., Fields]] = {
    cst.FunctionDef: _function,
    cst.ClassDef: _class,
}
