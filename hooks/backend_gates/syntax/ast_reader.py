"""The fast reader: lowers what `ast` parses to facts, for syntax that the running Python knows."""

from __future__ import annotations

import ast
import warnings
from typing import TYPE_CHECKING

from backend_gates.syntax import facts
from backend_gates.syntax.ast_expressions import (
    arguments,
    expression,
    expressions,
    operator,
    optional,
    parameters,
)
from backend_gates.syntax.ast_places import at, count_characters
from backend_gates.syntax.source import TOO_DEEP, UnreadableError
from backend_gates.syntax.suppressions import read_suppressions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from backend_gates.syntax.ast_expressions import Node


def read(text: str) -> facts.Module:
    """Lower a file's text.

    Raises UnreadableError where the running Python finds a syntax error or gives up.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text)
        if not text.isascii():
            count_characters(tree, text)
        body = _block(tree.body, 0)
        return facts.Module(body, read_suppressions(text), ":=" in text, "yield" in text)
    except SyntaxError as error:
        message = f"syntax error: {error.msg}"
        raise UnreadableError(message, error.lineno or 0, error.offset or 0) from None
    except (RecursionError, MemoryError):
        raise UnreadableError(TOO_DEEP) from None
    except ValueError as error:
        raise UnreadableError(f"not Python source: {error}") from None


def _block(statements: Iterable[ast.stmt], depth: int) -> facts.Block:
    return tuple([_STATEMENTS[type(node)](node, depth) for node in statements])


def _aliases(nodes: Sequence[ast.alias]) -> tuple[facts.Alias, ...]:
    return tuple([facts.Alias(node.name, node.asname or "") for node in nodes])


def _function(node: Node, depth: int) -> facts.Function:
    return facts.Function(
        *at(node),
        node.name,
        isinstance(node, ast.AsyncFunctionDef),
        expressions(node.decorator_list, depth),
        _type_parameters(node),
        parameters(node.args, depth),
        optional(node.returns, depth),
        _block(node.body, depth),
    )


def _class(node: ast.ClassDef, depth: int) -> facts.Class:
    return facts.Class(
        *at(node),
        node.name,
        expressions(node.decorator_list, depth),
        _type_parameters(node),
        arguments(node.bases, node.keywords, depth),
        _block(node.body, depth),
    )


def _type_parameters(node: Node) -> tuple[str, ...]:
    return tuple([parameter.name for parameter in getattr(node, "type_params", ())])


def _for(node: Node, depth: int) -> facts.For:
    return facts.For(
        *at(node),
        expression(node.target, depth),
        expression(node.iter, depth),
        _block(node.body, depth),
        _block(node.orelse, depth),
        isinstance(node, ast.AsyncFor),
    )


def _with(node: Node, depth: int) -> facts.With:
    items = [
        facts.WithItem(expression(item.context_expr, depth), optional(item.optional_vars, depth))
        for item in node.items
    ]
    return facts.With(
        *at(node), tuple(items), _block(node.body, depth), isinstance(node, ast.AsyncWith)
    )


def _try(node: Node, depth: int) -> facts.Try:
    handlers = [
        facts.ExceptHandler(
            *at(handler),
            optional(handler.type, depth),
            handler.name or "",
            _block(handler.body, depth),
        )
        for handler in node.handlers
    ]
    return facts.Try(
        *at(node),
        _block(node.body, depth),
        tuple(handlers),
        _block(node.orelse, depth),
        _block(node.finalbody, depth),
        type(node).__name__ == "TryStar",
    )


def _if(node: ast.If, depth: int) -> facts.If:
    """An `elif` is an `If` in an `orelse`; a long row of them takes a loop, not a call each."""
    branches = [node]
    while len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If):
        node = node.orelse[0]
        branches.append(node)
    depth += len(branches)
    if depth > facts.NESTING_LIMIT:
        raise UnreadableError(TOO_DEEP, *at(node)[:2])
    tests = [(expression(branch.test, depth), _block(branch.body, depth)) for branch in branches]
    orelse = _block(node.orelse, depth)
    for branch, (test, body) in zip(reversed(branches), reversed(tests), strict=True):
        lowered = facts.If(*at(branch), test, body, orelse)
        orelse = (lowered,)
    return lowered


def _match(node: ast.Match, depth: int) -> facts.Match:
    cases = []
    for case in node.cases:
        names, values = _pattern(case.pattern)
        cases.append(
            facts.Case(
                tuple(names),
                expressions(values, depth),
                optional(case.guard, depth),
                _block(case.body, depth),
            )
        )
    return facts.Match(*at(node), expression(node.subject, depth), tuple(cases))


def _pattern(pattern: ast.pattern) -> tuple[list[str], list[ast.expr]]:
    """The names that a pattern binds and the expressions in it, in source order."""
    names: set[str] = set()
    values: list[ast.expr] = []
    for node in ast.walk(pattern):
        name = getattr(node, "name", None) or getattr(node, "rest", None)
        if isinstance(name, str):
            names.add(name)
        if isinstance(node, ast.MatchValue):
            values.append(node.value)
        elif isinstance(node, ast.MatchClass):
            values.append(node.cls)
        elif isinstance(node, ast.MatchMapping):
            values.extend(node.keys)
    values.sort(key=lambda value: (value.lineno, value.col_offset))
    return sorted(names), values


_STATEMENTS: dict[type[ast.stmt], Callable[[Node, int], facts.Statement]] = {
    ast.Expr: lambda n, d: facts.Evaluate(*at(n), expression(n.value, d)),
    ast.Assign: lambda n, d: facts.Assign(
        *at(n), expressions(n.targets, d), None, expression(n.value, d)
    ),
    ast.AnnAssign: lambda n, d: facts.Assign(
        *at(n), (expression(n.target, d),), expression(n.annotation, d), optional(n.value, d)
    ),
    ast.AugAssign: lambda n, d: facts.AugmentedAssign(
        *at(n), expression(n.target, d), operator(n.op), expression(n.value, d)
    ),
    ast.Return: lambda n, d: facts.Return(*at(n), optional(n.value, d)),
    ast.Raise: lambda n, d: facts.Raise(*at(n), optional(n.exc, d), optional(n.cause, d)),
    ast.Assert: lambda n, d: facts.Assert(*at(n), expression(n.test, d), optional(n.msg, d)),
    ast.Delete: lambda n, d: facts.Delete(*at(n), expressions(n.targets, d)),
    ast.Pass: lambda n, _: facts.Jump(*at(n), "pass"),
    ast.Break: lambda n, _: facts.Jump(*at(n), "break"),
    ast.Continue: lambda n, _: facts.Jump(*at(n), "continue"),
    ast.Global: lambda n, _: facts.ScopeDeclaration(*at(n), "global", tuple(n.names)),
    ast.Nonlocal: lambda n, _: facts.ScopeDeclaration(*at(n), "nonlocal", tuple(n.names)),
    ast.Import: lambda n, _: facts.Import(*at(n), _aliases(n.names)),
    ast.ImportFrom: lambda n, _: facts.ImportFrom(
        *at(n), n.module or "", n.level, _aliases(n.names)
    ),
    ast.If: _if,
    ast.For: _for,
    ast.AsyncFor: _for,
    ast.While: lambda n, d: facts.While(
        *at(n), expression(n.test, d), _block(n.body, d), _block(n.orelse, d)
    ),
    ast.With: _with,
    ast.AsyncWith: _with,
    ast.Try: _try,
    ast.Match: _match,
    ast.FunctionDef: _function,
    ast.AsyncFunctionDef: _function,
    ast.ClassDef: _class,
}
if hasattr(ast, "TryStar"):
    _STATEMENTS[ast.TryStar] = _try
if hasattr(ast, "TypeAlias"):
    _STATEMENTS[ast.TypeAlias] = lambda n, d: facts.TypeAliasStatement(
        *at(n), n.name.id, expression(n.value, d)
    )
