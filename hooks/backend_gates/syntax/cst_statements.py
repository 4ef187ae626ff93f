"""Lowers LibCST's statements to facts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import libcst as cst

from backend_gates.syntax import facts
from backend_gates.syntax.cst_expressions import ExpressionLowering
from backend_gates.syntax.cst_patterns import lower_pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from backend_gates.syntax.cst_expressions import Fields


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

    def _statement(self, node: Any) -> Any:
        define = _DEFINITIONS.get(type(node))
        if define is not None:
            decorators = tuple([self._decorator(decorator) for decorator in node.decorators])
            return self.build(self.next(), define(self, node, decorators))
        return self.build(self.next(), _STATEMENTS[type(node)](self, node))

    def _decorator(self, node: cst.Decorator) -> facts.Expression:
        lowered: facts.Expression = self.after("@", node.decorator)
        return lowered

    def suite(self, node: Any) -> facts.Block:
        """Lower what is behind a colon."""
        self.take(":")
        return self.block(node.body)

    def branch(self, keyword: str, node: Any) -> facts.Block:
        """Lower an `else` or a `finally`, if there is one."""
        if node is None:
            return ()
        self.take(keyword)
        return self.suite(node.body)

    def try_async(self, node: Any) -> bool:
        """Take `async`, if it stands here."""
        if node.asynchronous is None:
            return False
        self.take("async")
        return True

    def dotted(self, node: Any) -> str:
        """Take a dotted name."""
        if isinstance(node, cst.Attribute):
            return f"{self.dotted(node.value)}{self.take('.')}{self.name(node.attr)}"
        return self.name(node)

    def aliases(self, nodes: Iterable[cst.ImportAlias]) -> tuple[facts.Alias, ...]:
        """Lower what is imported."""
        lowered = []
        for node in nodes:
            lowered.append(facts.Alias(self.dotted(node.name), self.as_name(node.asname)))
            self.try_take(",")
        return tuple(lowered)

    def as_name(self, node: cst.AsName | None) -> str:
        """Take `as name`, if it stands here."""
        if node is None:
            return ""
        self.take("as")
        return self.dotted(node.name)

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


def _jump(keyword: str) -> Callable[[StatementLowering, Any], Fields]:
    return lambda walk, _: (facts.Jump, walk.take(keyword))


def _scope(keyword: str) -> Callable[[StatementLowering, Any], Fields]:
    def lower(walk: StatementLowering, node: cst.Global | cst.Nonlocal) -> Fields:
        walk.take(keyword)
        names = []
        for item in node.names:
            names.append(walk.name(item.name))
            walk.try_take(",")
        return facts.ScopeDeclaration, keyword, tuple(names)

    return lower


def _import(walk: StatementLowering, node: Any) -> Fields:
    walk.take("import")
    return facts.Import, walk.aliases(node.names)


def _import_from(walk: StatementLowering, node: Any) -> Fields:
    walk.take("from")
    for _ in node.relative:
        walk.take(".")
    module = walk.dotted(node.module) if node.module is not None else ""
    walk.take("import")
    if isinstance(node.names, cst.ImportStar):
        return facts.ImportFrom, module, len(node.relative), (facts.Alias(walk.take("*"), ""),)
    walk.try_take("(")
    aliases = walk.aliases(node.names)
    walk.try_take(")")
    return facts.ImportFrom, module, len(node.relative), aliases


def _lazy(lower: Callable[[StatementLowering, Any], Fields]) -> Callable[..., Fields]:
    def lower_lazy(walk: StatementLowering, node: Any) -> Fields:
        walk.take("lazy")
        return lower(walk, node)

    return lower_lazy


def _type_alias(walk: StatementLowering, node: cst.TypeAlias) -> Fields:
    walk.take("type")
    name = walk.name(node.name)
    walk.type_parameters(node.type_parameters)
    return facts.TypeAliasStatement, name, walk.after("=", node.value)


def _if(walk: StatementLowering, node: cst.If, keyword: str = "if") -> Fields:
    test = walk.after(keyword, node.test)
    body = walk.suite(node.body)
    if isinstance(node.orelse, cst.If):
        start = walk.next()
        return facts.If, test, body, (walk.build(start, _if(walk, node.orelse, "elif")),)
    return facts.If, test, body, walk.branch("else", node.orelse)


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


_STATEMENTS: dict[type[cst.CSTNode], Callable[[StatementLowering, Any], Fields]] = {
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
