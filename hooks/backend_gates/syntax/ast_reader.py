"""The fast reader: lowers what `ast` parses to facts, for syntax that the running Python knows."""

from __future__ import annotations

import ast
import warnings
from typing import TYPE_CHECKING

from backend_gates.syntax import facts
from backend_gates.syntax.ast_expressions import ExpressionLowering
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
        return facts.Module(
            StatementLowering(text).block(tree.body), read_suppressions(text), ":=" in text
        )
    except SyntaxError as error:
        message = f"syntax error: {error.msg}"
        raise UnreadableError(message, error.lineno or 0, error.offset or 0) from None
    except (RecursionError, MemoryError):
        raise UnreadableError(TOO_DEEP) from None
    except ValueError as error:
        raise UnreadableError(f"not Python source: {error}") from None


class StatementLowering(ExpressionLowering):
    """One walk over one tree."""

    def block(self, statements: Iterable[ast.stmt]) -> facts.Block:
        """Lower statements."""
        return tuple([_STATEMENTS[type(node)](self, node) for node in statements])


def _aliases(nodes: Sequence[ast.alias]) -> tuple[facts.Alias, ...]:
    return tuple([facts.Alias(node.name, node.asname or "") for node in nodes])


def _function(walk: StatementLowering, node: Node) -> facts.Function:
    return facts.Function(
        *walk.at(node),
        node.name,
        isinstance(node, ast.AsyncFunctionDef),
        walk.expressions(node.decorator_list),
        _type_parameters(node),
        walk.parameters(node.args),
        walk.optional(node.returns),
        walk.block(node.body),
    )


def _class(walk: StatementLowering, node: ast.ClassDef) -> facts.Class:
    return facts.Class(
        *walk.at(node),
        node.name,
        walk.expressions(node.decorator_list),
        _type_parameters(node),
        walk.arguments(node.bases, node.keywords),
        walk.block(node.body),
    )


def _type_parameters(node: Node) -> tuple[str, ...]:
    return tuple([parameter.name for parameter in getattr(node, "type_params", ())])


def _for(walk: StatementLowering, node: Node) -> facts.For:
    return facts.For(
        *walk.at(node),
        walk.expression(node.target),
        walk.expression(node.iter),
        walk.block(node.body),
        walk.block(node.orelse),
        isinstance(node, ast.AsyncFor),
    )


def _with(walk: StatementLowering, node: Node) -> facts.With:
    items = [
        facts.WithItem(walk.expression(item.context_expr), walk.optional(item.optional_vars))
        for item in node.items
    ]
    return facts.With(
        *walk.at(node), tuple(items), walk.block(node.body), isinstance(node, ast.AsyncWith)
    )


def _try(walk: StatementLowering, node: Node) -> facts.Try:
    handlers = [
        facts.ExceptHandler(
            *walk.at(handler),
            walk.optional(handler.type),
            handler.name or "",
            walk.block(handler.body),
        )
        for handler in node.handlers
    ]
    return facts.Try(
        *walk.at(node),
        walk.block(node.body),
        tuple(handlers),
        walk.block(node.orelse),
        walk.block(node.finalbody),
        type(node).__name__ == "TryStar",
    )


def _if(walk: StatementLowering, node: ast.If) -> facts.If:
    """An `elif` is an `If` in an `orelse`; a long row of them takes a loop, not a call each."""
    branches = [node]
    while len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If):
        node = node.orelse[0]
        branches.append(node)
    walk.deepen(len(branches), node)
    tests = [(walk.expression(branch.test), walk.block(branch.body)) for branch in branches]
    orelse = walk.block(node.orelse)
    for branch, (test, body) in zip(reversed(branches), reversed(tests), strict=True):
        lowered = facts.If(*walk.at(branch), test, body, orelse)
        orelse = (lowered,)
    walk.deepen(-len(branches), node)
    return lowered


def _match(walk: StatementLowering, node: ast.Match) -> facts.Match:
    cases = []
    for case in node.cases:
        names, values = _pattern(case.pattern)
        cases.append(
            facts.Case(
                tuple(names),
                walk.expressions(values),
                walk.optional(case.guard),
                walk.block(case.body),
            )
        )
    return facts.Match(*walk.at(node), walk.expression(node.subject), tuple(cases))


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


_STATEMENTS: dict[type[ast.stmt], Callable[[StatementLowering, Node], facts.Statement]] = {
    ast.Expr: lambda w, n: facts.Evaluate(*w.at(n), w.expression(n.value)),
    ast.Assign: lambda w, n: facts.Assign(
        *w.at(n), w.expressions(n.targets), None, w.expression(n.value)
    ),
    ast.AnnAssign: lambda w, n: facts.Assign(
        *w.at(n), (w.expression(n.target),), w.expression(n.annotation), w.optional(n.value)
    ),
    ast.AugAssign: lambda w, n: facts.AugmentedAssign(
        *w.at(n), w.expression(n.target), w.operator(n.op), w.expression(n.value)
    ),
    ast.Return: lambda w, n: facts.Return(*w.at(n), w.optional(n.value)),
    ast.Raise: lambda w, n: facts.Raise(*w.at(n), w.optional(n.exc), w.optional(n.cause)),
    ast.Assert: lambda w, n: facts.Assert(*w.at(n), w.expression(n.test), w.optional(n.msg)),
    ast.Delete: lambda w, n: facts.Delete(*w.at(n), w.expressions(n.targets)),
    ast.Pass: lambda w, n: facts.Jump(*w.at(n), "pass"),
    ast.Break: lambda w, n: facts.Jump(*w.at(n), "break"),
    ast.Continue: lambda w, n: facts.Jump(*w.at(n), "continue"),
    ast.Global: lambda w, n: facts.ScopeDeclaration(*w.at(n), "global", tuple(n.names)),
    ast.Nonlocal: lambda w, n: facts.ScopeDeclaration(*w.at(n), "nonlocal", tuple(n.names)),
    ast.Import: lambda w, n: facts.Import(*w.at(n), _aliases(n.names)),
    ast.ImportFrom: lambda w, n: facts.ImportFrom(
        *w.at(n), n.module or "", n.level, _aliases(n.names)
    ),
    ast.If: _if,
    ast.For: _for,
    ast.AsyncFor: _for,
    ast.While: lambda w, n: facts.While(
        *w.at(n), w.expression(n.test), w.block(n.body), w.block(n.orelse)
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
    _STATEMENTS[ast.TypeAlias] = lambda w, n: facts.TypeAliasStatement(
        *w.at(n), n.name.id, w.expression(n.value)
    )
