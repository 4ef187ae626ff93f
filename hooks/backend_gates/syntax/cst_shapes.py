"""What each of LibCST's expressions holds: a fact's class and fields, taken in source order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import libcst as cst

from backend_gates.syntax import facts
from backend_gates.syntax.cst_strings import string
from backend_gates.syntax.literals import text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from backend_gates.syntax.cst_expressions import ExpressionLowering, Fields, Node

_CONSTANTS = {"None": "NoneType", "True": "bool", "False": "bool"}


def _name(walk: ExpressionLowering, node: cst.Name) -> Fields:
    kind = _CONSTANTS.get(node.value)
    if kind is not None:
        return facts.Literal, kind, walk.take(node.value)
    return facts.Name, walk.name(node)


def _ellipsis(walk: ExpressionLowering, _: cst.Ellipsis) -> Fields:
    walk.take("...")
    return facts.Literal, "ellipsis", "Ellipsis"


def _integer(walk: ExpressionLowering, node: cst.Integer) -> Fields:
    return facts.Literal, "int", text_of(int(walk.take(node.value), 0))


def _float(walk: ExpressionLowering, node: cst.Float) -> Fields:
    return facts.Literal, "float", text_of(float(walk.take(node.value)))


def _imaginary(walk: ExpressionLowering, node: cst.Imaginary) -> Fields:
    return facts.Literal, "complex", text_of(complex(0, float(walk.take(node.value)[:-1])))


def _boolean(walk: ExpressionLowering, node: cst.BooleanOperation) -> Fields:
    """`a and b and c` is one operation, as in `ast`."""
    operation = type(node.operator)
    links = [node]
    left = node.left
    while type(left) is cst.BooleanOperation and not left.lpar and type(left.operator) is operation:
        links.append(left)
        left = left.left
    operands = [walk.expression(left)]
    for link in reversed(links):
        operator = walk.operator(link.operator)
        operands.append(walk.expression(link.right))
    return facts.Operation, (operator,), tuple(operands)


def _comparison(walk: ExpressionLowering, node: cst.Comparison) -> Fields:
    operators, operands = [], [walk.expression(node.left)]
    for target in node.comparisons:
        operators.append(walk.operator(target.operator))
        operands.append(walk.expression(target.comparator))
    return facts.Operation, tuple(operators), tuple(operands)


def _unary(walk: ExpressionLowering, node: cst.UnaryOperation) -> Fields:
    return facts.Operation, (walk.operator(node.operator),), (walk.expression(node.expression),)


def _conditional(walk: ExpressionLowering, node: cst.IfExp) -> Fields:
    body = walk.expression(node.body)
    test = walk.after("if", node.test)
    return facts.Conditional, test, body, walk.after("else", node.orelse)


def _named(walk: ExpressionLowering, node: cst.NamedExpr) -> Fields:
    return facts.NamedExpression, walk.expression(node.target), walk.after(":=", node.value)


def _starred(walk: ExpressionLowering, node: cst.StarredElement) -> Fields:
    return facts.Starred, walk.after("*", node.value)


def _await(walk: ExpressionLowering, node: cst.Await) -> Fields:
    return facts.Await, walk.after("await", node.expression)


def _yield(walk: ExpressionLowering, node: cst.Yield) -> Fields:
    walk.take("yield")
    if isinstance(node.value, cst.From):
        return facts.Yield, walk.after("from", node.value.item), True
    return facts.Yield, walk.optional(node.value), False


def _lambda(walk: ExpressionLowering, node: cst.Lambda) -> Fields:
    walk.take("lambda")
    return facts.Lambda, walk.parameters(node.params), walk.after(":", node.body)


def _tuple(walk: ExpressionLowering, node: cst.Tuple) -> Fields:
    return facts.Collection, "tuple", walk.elements(node.elements)


def _display(kind: str, opening: str, closing: str) -> Callable[[ExpressionLowering, Node], Fields]:
    def lower(walk: ExpressionLowering, node: cst.List | cst.Set) -> Fields:
        walk.take(opening)
        items = walk.elements(node.elements)
        walk.take(closing)
        return facts.Collection, kind, items

    return lower


def _dictionary(walk: ExpressionLowering, node: cst.Dict) -> Fields:
    keys: list[facts.Expression | None] = []
    values: list[facts.Expression] = []
    walk.take("{")
    for element in node.elements:
        if isinstance(element, cst.DictElement):
            keys.append(walk.expression(element.key))
            values.append(walk.after(":", element.value))
        else:
            keys.append(None)
            values.append(walk.after("**", element.value))
        walk.try_take(",")
    walk.take("}")
    return facts.Dictionary, tuple(keys), tuple(values)


def _comprehension(
    kind: str, opening: str, closing: str
) -> Callable[[ExpressionLowering, Node], Fields]:
    def lower(walk: ExpressionLowering, node: Node) -> Fields:
        if opening:
            walk.take(opening)
        elements = _elements(walk, node)
        clauses = _clauses(walk, node.for_in)
        if closing:
            walk.take(closing)
        return facts.Comprehension, kind, elements, clauses

    return lower


def _elements(walk: ExpressionLowering, node: Node) -> tuple[facts.Expression, ...]:
    if isinstance(node, cst.DictComp):
        return walk.expression(node.key), walk.after(":", node.value)
    if isinstance(node, cst.StarredDictComp):
        return (walk.after("**", node.value),)
    return (walk.expression(node.elt),)


def _clauses(walk: ExpressionLowering, clause: cst.CompFor | None) -> tuple[facts.Clause, ...]:
    clauses = []
    while clause is not None:
        is_async = clause.asynchronous is not None
        if is_async:
            walk.take("async")
        target = walk.after("for", clause.target)
        iterable = walk.after("in", clause.iter)
        conditions = tuple([walk.after("if", condition.test) for condition in clause.ifs])
        clauses.append(facts.Clause(target, iterable, conditions, is_async))
        clause = clause.inner_for_in
    return tuple(clauses)


def _call(walk: ExpressionLowering, node: cst.Call, function: facts.Expression) -> Fields:
    start = walk.next()
    walk.take("(")
    value = node.args[0].value if node.args else None
    if type(value) is cst.GeneratorExp and not value.lpar:
        fields = WHOLE[cst.GeneratorExp](walk, value)
        walk.take(")")
        return facts.Call, function, (facts.Argument("", walk.build(start, fields)),)
    arguments = walk.arguments(node.args)
    walk.take(")")
    return facts.Call, function, arguments


def _attribute(walk: ExpressionLowering, node: cst.Attribute, value: facts.Expression) -> Fields:
    walk.take(".")
    return facts.Attribute, value, walk.name(node.attr)


def _binary(walk: ExpressionLowering, node: cst.BinaryOperation, left: facts.Expression) -> Fields:
    operator = walk.operator(node.operator)
    return facts.Operation, (operator,), (left, walk.expression(node.right))


def _subscript(walk: ExpressionLowering, node: cst.Subscript, value: facts.Expression) -> Fields:
    walk.take("[")
    start = walk.next()
    indices = []
    comma = False
    for element in node.slice:
        indices.append(_index(walk, element.slice))
        comma = walk.try_take(",")
    index = indices[0]
    if comma or len(indices) > 1 or isinstance(index, facts.Starred):
        index = walk.build(start, (facts.Collection, "tuple", tuple(indices)))
    walk.take("]")
    return facts.Subscript, value, index


def _index(walk: ExpressionLowering, node: cst.BaseSlice) -> Node:
    if isinstance(node, cst.Index):
        return walk.starred(node.value) if node.star else walk.expression(node.value)
    return walk.build(walk.next(), _slice(walk, node))


def _slice(walk: ExpressionLowering, node: Node) -> Fields:
    lower = walk.optional(node.lower)
    walk.take(":")
    upper = walk.optional(node.upper)
    if isinstance(node.second_colon, cst.Colon):
        walk.take(":")
    return facts.Slice, lower, upper, walk.optional(node.step)


# What its own handler takes from its first token to its last.
WHOLE: dict[type[cst.CSTNode], Callable[[ExpressionLowering, Node], Fields]] = {
    cst.Name: _name,
    cst.Ellipsis: _ellipsis,
    cst.Integer: _integer,
    cst.Float: _float,
    cst.Imaginary: _imaginary,
    cst.SimpleString: string,
    cst.ConcatenatedString: string,
    cst.FormattedString: string,
    cst.TemplatedString: string,
    cst.BooleanOperation: _boolean,
    cst.Comparison: _comparison,
    cst.UnaryOperation: _unary,
    cst.IfExp: _conditional,
    cst.NamedExpr: _named,
    cst.StarredElement: _starred,
    cst.Await: _await,
    cst.Yield: _yield,
    cst.Lambda: _lambda,
    cst.Tuple: _tuple,
    cst.List: _display("list", "[", "]"),
    cst.Set: _display("set", "{", "}"),
    cst.Dict: _dictionary,
    cst.GeneratorExp: _comprehension("generator", "", ""),
    cst.ListComp: _comprehension("list", "[", "]"),
    cst.SetComp: _comprehension("set", "{", "}"),
    cst.DictComp: _comprehension("dict", "{", "}"),
    cst.StarredDictComp: _comprehension("dict", "{", "}"),
}

# What continues an expression to its left, which is the field named: chains of these are long.
CONTINUED: dict[
    type[cst.CSTNode],
    tuple[str, Callable[[ExpressionLowering, Any, facts.Expression], Fields]],
] = {
    cst.Attribute: ("value", _attribute),
    cst.Call: ("func", _call),
    cst.Subscript: ("value", _subscript),
    cst.BinaryOperation: ("left", _binary),
}
