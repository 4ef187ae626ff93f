"""Lowers LibCST's expressions to facts."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

import libcst as cst

from backend_gates.syntax import facts
from backend_gates.syntax.cst_shapes import CONTINUED, WHOLE
from backend_gates.syntax.cursor import Cursor
from backend_gates.syntax.source import TOO_DEEP, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypeAlias

    from backend_gates.syntax.cursor import Place

    Node: TypeAlias = Any  # a node of the class that the table names beside its function
    Fields: TypeAlias = tuple[Any, ...]  # a fact's class and what it holds beside its place

_OPERATORS = {
    "Add": "+", "Subtract": "-", "Multiply": "*", "MatrixMultiply": "@", "Divide": "/",
    "Modulo": "%", "Power": "**", "LeftShift": "<<", "RightShift": ">>", "BitOr": "|",
    "BitXor": "^", "BitAnd": "&", "FloorDivide": "//", "And": "and", "Or": "or",
    "BitInvert": "~", "Not": "not", "Plus": "+", "Minus": "-", "Equal": "==",
    "LessThan": "<", "LessThanEqual": "<=", "GreaterThan": ">", "GreaterThanEqual": ">=",
    "NotEqual": "!=", "Is": "is", "IsNot": "is not", "In": "in", "NotIn": "not in",
}  # fmt: skip


_PARENTHESIZED = {cst.Tuple, cst.GeneratorExp}  # the innermost parentheses are their own


class ExpressionLowering(Cursor):
    """One walk over one tree, in source order."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.string: Place | None = None
        self._depth = 0

    def expression(self, node: Node) -> Node:
        """Lower an expression; what is nested to the left takes a loop, not a call each."""
        chain = []
        while (continued := CONTINUED.get(type(node))) is not None:
            left, continue_ = continued
            chain.append((node, self._open(node), continue_))
            node = getattr(node, left)
        self.deepen(len(chain) + 1)
        start = self._open(node)
        lowered = self._close(node, start, WHOLE[type(node)](self, node))
        for outer, start, continue_ in reversed(chain):
            lowered = self._close(outer, start, continue_(self, outer, lowered))
        self._depth -= len(chain) + 1
        return lowered

    def deepen(self, levels: int) -> None:
        """Count nesting; raises UnreadableError when it is too deep for facts."""
        self._depth += levels
        if self._depth > facts.NESTING_LIMIT:
            raise UnreadableError(TOO_DEEP, *self.point(self.next()))

    def _open(self, node: Node) -> int:
        for _ in node.lpar:
            self.take("(")
        return self.offset - 1 if node.lpar and type(node) in _PARENTHESIZED else self.next()

    def _close(self, node: Node, start: int, fields: Fields) -> Node:
        closing = iter(node.rpar)
        if type(node) in _PARENTHESIZED and next(closing, None):
            self.take(")")
        lowered = self.build(start, fields)
        for _ in closing:
            self.take(")")
        return lowered

    def build(self, start: int, fields: Fields) -> Node:
        """The fact that starts at `start` and ends here."""
        kind, *values = fields
        return kind(*(self.string or self.place(start)), *values)

    def optional(self, node: Node, token: str = "") -> Node:
        """Lower an expression that may be missing, and `token` before it."""
        if node is None:
            return None
        if token:
            self.take(token)
        return self.expression(node)

    def after(self, token: str, node: Node) -> Node:
        """Lower the expression behind `token`."""
        self.take(token)
        return self.expression(node)

    def name(self, node: cst.Name) -> str:
        """Take an identifier; Python reads its letters in their plainest form."""
        name = self.take(node.value)
        return name if name.isascii() else unicodedata.normalize("NFKC", name)

    def as_name(self, node: Node) -> str:
        """Take `as name`, if it stands here."""
        if node is None:
            return ""
        self.take("as")
        return self.name(node.name)

    def arguments(self, nodes: Iterable[cst.Arg]) -> tuple[facts.Argument, ...]:
        """Lower what stands between the parentheses of a call or a class."""
        return tuple([self._argument(node) for node in nodes])

    def _argument(self, node: cst.Arg) -> facts.Argument:
        keyword = ""
        if node.star == "*":
            value = self.starred(node.value)
        elif node.star == "**":
            keyword, value = "**", self.after("**", node.value)
        else:
            if node.keyword is not None:
                keyword = self.name(node.keyword)
                self.take("=")
            value = self.expression(node.value)
        self.try_take(",")
        return facts.Argument(keyword, value)

    def starred(self, node: Node) -> facts.Starred:
        """Lower `*node`, the star not being taken yet."""
        start = self.next()
        lowered: facts.Starred = self.build(start, (facts.Starred, self.after("*", node)))
        return lowered

    def elements(self, nodes: Iterable[Any]) -> tuple[facts.Expression, ...]:
        """Lower the elements of a display."""
        lowered = []
        for node in nodes:
            starred = type(node) is cst.StarredElement
            lowered.append(self.expression(node) if starred else self.expression(node.value))
            self.try_take(",")
        return tuple(lowered)

    def parameters(self, node: cst.Parameters) -> tuple[facts.Parameter, ...]:
        """Lower the parameters of a function."""
        lowered = [self._parameter(param, "/") for param in node.posonly_params]
        if isinstance(node.posonly_ind, cst.ParamSlash):
            self.take("/")
            self.try_take(",")
        lowered += [self._parameter(param, "") for param in node.params]
        if isinstance(node.star_arg, cst.ParamStar):
            self.take("*")
            self.take(",")
        elif isinstance(node.star_arg, cst.Param):
            lowered.append(self._parameter(node.star_arg, "*args"))
        lowered += [self._parameter(param, "*") for param in node.kwonly_params]
        if node.star_kwarg is not None:
            lowered.append(self._parameter(node.star_kwarg, "**kwargs"))
        return tuple(lowered)

    def _parameter(self, node: cst.Param, kind: str) -> facts.Parameter:
        if isinstance(node.star, str):
            self.take(node.star)
        start = self.next()
        name = self.name(node.name)
        annotation = self.annotation(node.annotation, ":")
        place = self.string or self.place(start)
        default = self.optional(node.default, "=")
        self.try_take(",")
        return facts.Parameter(*place, name, kind, annotation, default)

    def annotation(self, node: cst.Annotation | None, indicator: str) -> Node:
        """Lower an annotation behind `:` or `->`."""
        return self.optional(None if node is None else node.annotation, indicator)

    def operator(self, node: Node) -> str:
        """Take an operator."""
        operator = _OPERATORS[type(node).__name__.removesuffix("Assign")]
        for word in operator.split():
            self.take(word)
        return operator
