"""Lowers ast's expressions to facts."""

from __future__ import annotations

import ast
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from backend_gates.syntax import facts
from backend_gates.syntax.literals import text_of
from backend_gates.syntax.source import TOO_DEEP, UnreadableError, split_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import TypeAlias

    Node: TypeAlias = Any  # a node of the class that the table names beside its function
    Place: TypeAlias = tuple[int, int, int, int]

_OPERATORS = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.MatMult: "@", ast.Div: "/", ast.FloorDiv: "//",
    ast.Mod: "%", ast.Pow: "**", ast.LShift: "<<", ast.RShift: ">>",
    ast.BitOr: "|", ast.BitXor: "^", ast.BitAnd: "&", ast.Invert: "~",
    ast.And: "and", ast.Or: "or", ast.Not: "not", ast.UAdd: "+", ast.USub: "-",
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
    ast.Is: "is", ast.IsNot: "is not", ast.In: "in", ast.NotIn: "not in",
}  # fmt: skip


class ExpressionLowering:
    """One walk over one tree; `at` tells a node's place, or that of the string around it."""

    def __init__(self, text: str) -> None:
        self.at: Callable[[Node], Place] = _place if text.isascii() else _places_in(text)
        self._depth = 0

    def expression(self, node: Node) -> Node:
        """Lower an expression."""
        kind = type(node)
        if kind in _CONTINUED:
            return self._continued(node)
        if self._depth >= facts.NESTING_LIMIT:
            self.deepen(1, node)
        self._depth += 1
        lowered = _WHOLE[kind](self, node)
        self._depth -= 1
        return lowered

    def _continued(self, node: Node) -> Node:
        """Lower what is nested to the left: that takes a loop, not a call each."""
        chain = []
        while (continued := _CONTINUED.get(type(node))) is not None:
            left, continue_ = continued
            chain.append((node, continue_))
            node = left(node)
        self.deepen(len(chain), node)
        lowered = self.expression(node)
        for outer, continue_ in reversed(chain):
            lowered = continue_(self, outer, lowered)
        self._depth -= len(chain)
        return lowered

    def deepen(self, levels: int, node: Node) -> None:
        """Count nesting; raises UnreadableError when it is too deep for facts."""
        self._depth += levels
        if self._depth > facts.NESTING_LIMIT:
            raise UnreadableError(TOO_DEEP, *self.at(node)[:2])

    def optional(self, node: Node) -> Node:
        """Lower an expression that may be missing."""
        return None if node is None else self.expression(node)

    def expressions(self, nodes: Iterable[Node]) -> tuple[Node, ...]:
        """Lower each expression."""
        return tuple([self.expression(node) for node in nodes])

    def operator(self, node: ast.AST) -> str:
        """An operator as it is written."""
        return _OPERATORS[type(node)]

    def arguments(
        self, positional: Sequence[ast.expr], keywords: Sequence[ast.keyword]
    ) -> tuple[facts.Argument, ...]:
        """Lower what stands between the parentheses of a call or a class, in source order."""
        nodes: list[Node] = [*positional, *keywords]
        if keywords and positional and isinstance(positional[-1], ast.Starred):
            nodes.sort(key=lambda node: (node.lineno, node.col_offset))
        return tuple([self._argument(node) for node in nodes])

    def _argument(self, node: Node) -> facts.Argument:
        if type(node) is ast.keyword:
            return facts.Argument(node.arg or "**", self.expression(node.value))
        return facts.Argument("", self.expression(node))

    def parameters(self, node: ast.arguments) -> tuple[facts.Parameter, ...]:
        """Lower the parameters of a function."""
        ordinary = [(arg, "/") for arg in node.posonlyargs] + [(arg, "") for arg in node.args]
        missing = len(ordinary) - len(node.defaults)
        defaults = [*[None] * missing, *node.defaults]
        lowered = [
            self._parameter(arg, kind, default)
            for (arg, kind), default in zip(ordinary, defaults, strict=True)
        ]
        if node.vararg:
            lowered.append(self._parameter(node.vararg, "*args", None))
        for arg, default in zip(node.kwonlyargs, node.kw_defaults, strict=True):
            lowered.append(self._parameter(arg, "*", default))
        if node.kwarg:
            lowered.append(self._parameter(node.kwarg, "**kwargs", None))
        return tuple(lowered)

    def _parameter(self, node: ast.arg, kind: str, default: ast.expr | None) -> facts.Parameter:
        annotation = self.optional(node.annotation)
        return facts.Parameter(*self.at(node), node.arg, kind, annotation, self.optional(default))

    def formatted(self, node: Node) -> facts.FormattedString:
        """Lower a string that interpolates."""
        place, outer = self.at(node), self.at
        self.at = lambda _: place
        values = self.expressions(_interpolated(node))
        self.at = outer
        return facts.FormattedString(*place, values)


def _place(node: Node) -> Place:
    return node.lineno, node.col_offset + 1, node.end_lineno, node.end_col_offset + 1


def _places_in(text: str) -> Callable[[Node], Place]:
    """`_place` for a text in which ast's columns, which count UTF-8, may not be characters."""
    wide = {
        number: line.encode()
        for number, line in enumerate(split_lines(text), 1)
        if not line.isascii()
    }

    def place(node: Node) -> Place:
        line, start, end_line, end = _place(node)
        if line in wide:
            start = _characters(wide[line], start)
        if end_line in wide:
            end = _characters(wide[end_line], end)
        return line, start, end_line, end

    return place


def _characters(line: bytes, column: int) -> int:
    return len(line[: column - 1].decode("utf-8", "replace")) + 1


def _interpolated(node: Node) -> Iterable[ast.expr]:
    for part in node.values:
        if isinstance(part, ast.Constant):
            continue
        yield part.value
        if part.format_spec is not None:
            yield from _interpolated(part.format_spec)


def _literal(walk: ExpressionLowering, node: ast.Constant) -> facts.Literal:
    return facts.Literal(*walk.at(node), type(node.value).__name__, text_of(node.value))


def _comprehension(kind: str) -> Callable[[ExpressionLowering, Node], facts.Comprehension]:
    def lower(walk: ExpressionLowering, node: Node) -> facts.Comprehension:
        elements = [node.key, node.value] if kind == "dict" else [node.elt]
        present = [element for element in elements if element is not None]
        clauses = tuple([_clause(walk, clause) for clause in node.generators])
        return facts.Comprehension(*walk.at(node), kind, walk.expressions(present), clauses)

    return lower


def _clause(walk: ExpressionLowering, node: ast.comprehension) -> facts.Clause:
    return facts.Clause(
        walk.expression(node.target),
        walk.expression(node.iter),
        walk.expressions(node.ifs),
        bool(node.is_async),
    )


def _comparison(walk: ExpressionLowering, node: ast.Compare) -> facts.Operation:
    operators = tuple([walk.operator(operator) for operator in node.ops])
    operands = walk.expressions([node.left, *node.comparators])
    return facts.Operation(*walk.at(node), operators, operands)


def _collection(kind: str) -> Callable[[ExpressionLowering, Node], facts.Collection]:
    return lambda walk, node: facts.Collection(*walk.at(node), kind, walk.expressions(node.elts))


_WHOLE: dict[type[ast.AST], Callable[[ExpressionLowering, Node], facts.Expression]] = {
    ast.Name: lambda w, n: facts.Name(*w.at(n), n.id),
    ast.Constant: _literal,
    ast.Slice: lambda w, n: facts.Slice(
        *w.at(n), w.optional(n.lower), w.optional(n.upper), w.optional(n.step)
    ),
    ast.Await: lambda w, n: facts.Await(*w.at(n), w.expression(n.value)),
    ast.Yield: lambda w, n: facts.Yield(*w.at(n), w.optional(n.value), is_from=False),
    ast.YieldFrom: lambda w, n: facts.Yield(*w.at(n), w.expression(n.value), is_from=True),
    ast.Lambda: lambda w, n: facts.Lambda(*w.at(n), w.parameters(n.args), w.expression(n.body)),
    ast.ListComp: _comprehension("list"),
    ast.SetComp: _comprehension("set"),
    ast.DictComp: _comprehension("dict"),
    ast.GeneratorExp: _comprehension("generator"),
    ast.Tuple: _collection("tuple"),
    ast.List: _collection("list"),
    ast.Set: _collection("set"),
    ast.Dict: lambda w, n: facts.Dictionary(
        *w.at(n), tuple([w.optional(key) for key in n.keys]), w.expressions(n.values)
    ),
    ast.BoolOp: lambda w, n: facts.Operation(
        *w.at(n), (w.operator(n.op),), w.expressions(n.values)
    ),
    ast.UnaryOp: lambda w, n: facts.Operation(
        *w.at(n), (w.operator(n.op),), (w.expression(n.operand),)
    ),
    ast.Compare: _comparison,
    ast.IfExp: lambda w, n: facts.Conditional(
        *w.at(n), w.expression(n.test), w.expression(n.body), w.expression(n.orelse)
    ),
    ast.JoinedStr: lambda w, n: w.formatted(n),
    ast.NamedExpr: lambda w, n: facts.NamedExpression(
        *w.at(n), w.expression(n.target), w.expression(n.value)
    ),
    ast.Starred: lambda w, n: facts.Starred(*w.at(n), w.expression(n.value)),
}
if hasattr(ast, "TemplateStr"):
    _WHOLE[ast.TemplateStr] = lambda w, n: w.formatted(n)

# What continues an expression to its left, which is the field named: chains of these are long.
_CONTINUED: dict[
    type[ast.AST],
    tuple[
        Callable[[Node], Node],
        Callable[[ExpressionLowering, Node, facts.Expression], facts.Expression],
    ],
] = {
    ast.Attribute: (
        attrgetter("value"),
        lambda w, n, left: facts.Attribute(*w.at(n), left, n.attr),
    ),
    ast.Call: (
        attrgetter("func"),
        lambda w, n, left: facts.Call(*w.at(n), left, w.arguments(n.args, n.keywords)),
    ),
    ast.Subscript: (
        attrgetter("value"),
        lambda w, n, left: facts.Subscript(*w.at(n), left, w.expression(n.slice)),
    ),
    ast.BinOp: (
        attrgetter("left"),
        lambda w, n, left: facts.Operation(
            *w.at(n), (w.operator(n.op),), (left, w.expression(n.right))
        ),
    ),
}
