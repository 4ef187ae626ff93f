"""Lowers ast's expressions to facts."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from backend_gates.syntax import facts
from backend_gates.syntax.ast_places import at, in_source_order, move
from backend_gates.syntax.literals import text_of
from backend_gates.syntax.source import TOO_DEEP, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import TypeAlias

    Node: TypeAlias = Any  # a node of the class that the table names beside its function

_OPERATORS = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.MatMult: "@", ast.Div: "/", ast.FloorDiv: "//",
    ast.Mod: "%", ast.Pow: "**", ast.LShift: "<<", ast.RShift: ">>",
    ast.BitOr: "|", ast.BitXor: "^", ast.BitAnd: "&", ast.Invert: "~",
    ast.And: "and", ast.Or: "or", ast.Not: "not", ast.UAdd: "+", ast.USub: "-",
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
    ast.Is: "is", ast.IsNot: "is not", ast.In: "in", ast.NotIn: "not in",
}  # fmt: skip


def expression(node: Node, depth: int) -> Node:
    """Lower an expression that stands in `depth` others.

    Raises UnreadableError when it is nested too deeply for facts.
    """
    kind = type(node)
    leaf = _LEAVES.get(kind)
    if leaf is not None:
        return leaf(node)
    if depth >= facts.NESTING_LIMIT:
        raise UnreadableError(TOO_DEEP, *at(node)[:2])
    return _BRANCHES[kind](node, depth + 1)


def optional(node: Node, depth: int) -> Node:
    """Lower an expression that may be missing."""
    return None if node is None else expression(node, depth)


def expressions(nodes: Iterable[Node], depth: int) -> tuple[Node, ...]:
    """Lower each expression."""
    return tuple([expression(node, depth) for node in nodes])


def operator(node: ast.AST) -> str:
    """An operator as it is written."""
    return _OPERATORS[type(node)]


def arguments(
    positional: Sequence[ast.expr], keywords: Sequence[ast.keyword], depth: int
) -> tuple[facts.Argument, ...]:
    """Lower what stands between the parentheses of a call or a class, in source order."""
    if not (positional or keywords):
        return ()
    nodes = in_source_order(positional, keywords)
    return tuple([_argument(node, depth) for node in nodes])


def _argument(node: Node, depth: int) -> facts.Argument:
    if type(node) is ast.keyword:
        return facts.Argument(node.arg or "**", expression(node.value, depth))
    return facts.Argument("", expression(node, depth))


def parameters(node: ast.arguments, depth: int) -> tuple[facts.Parameter, ...]:
    """Lower the parameters of a function."""
    ordinary = [(arg, "/") for arg in node.posonlyargs] + [(arg, "") for arg in node.args]
    missing = len(ordinary) - len(node.defaults)
    defaults = [*[None] * missing, *node.defaults]
    lowered = [
        _parameter(arg, kind, default, depth)
        for (arg, kind), default in zip(ordinary, defaults, strict=True)
    ]
    if node.vararg:
        lowered.append(_parameter(node.vararg, "*args", None, depth))
    for arg, default in zip(node.kwonlyargs, node.kw_defaults, strict=True):
        lowered.append(_parameter(arg, "*", default, depth))
    if node.kwarg:
        lowered.append(_parameter(node.kwarg, "**kwargs", None, depth))
    return tuple(lowered)


def _parameter(node: ast.arg, kind: str, default: ast.expr | None, depth: int) -> facts.Parameter:
    annotation = optional(node.annotation, depth)
    return facts.Parameter(*at(node), node.arg, kind, annotation, optional(default, depth))


def _interpolated(node: Node) -> Iterable[ast.expr]:
    for part in node.values:
        if isinstance(part, ast.Constant):
            continue
        yield part.value
        if part.format_spec is not None:
            yield from _interpolated(part.format_spec)


def _formatted(node: Node, depth: int) -> facts.FormattedString:
    values = list(_interpolated(node))
    for value in values:
        move(value, node)
    return facts.FormattedString(*at(node), expressions(values, depth))


def _name(node: Node) -> facts.Name:
    return facts.Name(
        node.lineno, node.col_offset + 1, node.end_lineno, node.end_col_offset + 1, node.id
    )


def _literal(node: Node) -> facts.Literal:
    value = node.value
    return facts.Literal(
        node.lineno,
        node.col_offset + 1,
        node.end_lineno,
        node.end_col_offset + 1,
        type(value).__name__,
        text_of(value),
    )


def _attribute(node: Node, depth: int) -> facts.Attribute:
    return facts.Attribute(
        node.lineno,
        node.col_offset + 1,
        node.end_lineno,
        node.end_col_offset + 1,
        expression(node.value, depth),
        node.attr,
    )


def _call(node: Node, depth: int) -> facts.Call:
    return facts.Call(
        node.lineno,
        node.col_offset + 1,
        node.end_lineno,
        node.end_col_offset + 1,
        expression(node.func, depth),
        arguments(node.args, node.keywords, depth),
    )


def _comprehension(kind: str) -> Callable[[Node, int], facts.Comprehension]:
    def lower(node: Node, depth: int) -> facts.Comprehension:
        elements = [node.key, node.value] if kind == "dict" else [node.elt]
        present = [element for element in elements if element is not None]
        clauses = tuple([_clause(clause, depth) for clause in node.generators])
        return facts.Comprehension(*at(node), kind, expressions(present, depth), clauses)

    return lower


def _clause(node: ast.comprehension, depth: int) -> facts.Clause:
    return facts.Clause(
        expression(node.target, depth),
        expression(node.iter, depth),
        expressions(node.ifs, depth),
        bool(node.is_async),
    )


def _comparison(node: ast.Compare, depth: int) -> facts.Operation:
    operators = tuple([operator(sign) for sign in node.ops])
    operands = expressions([node.left, *node.comparators], depth)
    return facts.Operation(*at(node), operators, operands)


def _collection(kind: str) -> Callable[[Node, int], facts.Collection]:
    return lambda node, depth: facts.Collection(*at(node), kind, expressions(node.elts, depth))


_LEAVES: dict[type[ast.AST], Callable[[Node], facts.Expression]] = {
    ast.Name: _name,
    ast.Constant: _literal,
}
_BRANCHES: dict[type[ast.AST], Callable[[Node, int], facts.Expression]] = {
    ast.Attribute: _attribute,
    ast.Call: _call,
    ast.Subscript: lambda n, d: facts.Subscript(
        *at(n), expression(n.value, d), expression(n.slice, d)
    ),
    ast.BinOp: lambda n, d: facts.Operation(
        *at(n), (operator(n.op),), (expression(n.left, d), expression(n.right, d))
    ),
    ast.Slice: lambda n, d: facts.Slice(
        *at(n), optional(n.lower, d), optional(n.upper, d), optional(n.step, d)
    ),
    ast.Await: lambda n, d: facts.Await(*at(n), expression(n.value, d)),
    ast.Yield: lambda n, d: facts.Yield(*at(n), optional(n.value, d), is_from=False),
    ast.YieldFrom: lambda n, d: facts.Yield(*at(n), expression(n.value, d), is_from=True),
    ast.Lambda: lambda n, d: facts.Lambda(*at(n), parameters(n.args, d), expression(n.body, d)),
    ast.ListComp: _comprehension("list"),
    ast.SetComp: _comprehension("set"),
    ast.DictComp: _comprehension("dict"),
    ast.GeneratorExp: _comprehension("generator"),
    ast.Tuple: _collection("tuple"),
    ast.List: _collection("list"),
    ast.Set: _collection("set"),
    ast.Dict: lambda n, d: facts.Dictionary(
        *at(n), tuple([optional(key, d) for key in n.keys]), expressions(n.values, d)
    ),
    ast.BoolOp: lambda n, d: facts.Operation(*at(n), (operator(n.op),), expressions(n.values, d)),
    ast.UnaryOp: lambda n, d: facts.Operation(
        *at(n), (operator(n.op),), (expression(n.operand, d),)
    ),
    ast.Compare: _comparison,
    ast.IfExp: lambda n, d: facts.Conditional(
        *at(n), expression(n.test, d), expression(n.body, d), expression(n.orelse, d)
    ),
    ast.JoinedStr: _formatted,
    ast.NamedExpr: lambda n, d: facts.NamedExpression(
        *at(n), expression(n.target, d), expression(n.value, d)
    ),
    ast.Starred: lambda n, d: facts.Starred(*at(n), expression(n.value, d)),
}
if hasattr(ast, "TemplateStr"):
    _BRANCHES[ast.TemplateStr] = _formatted
