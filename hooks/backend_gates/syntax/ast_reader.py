"""The fast reader: lowers what `ast` parses to facts, for syntax that the running Python knows."""

from __future__ import annotations

import ast
import warnings
from typing import TYPE_CHECKING, Any

from backend_gates.syntax import facts
from backend_gates.syntax.literals import text_of
from backend_gates.syntax.source import UnreadableError, split_lines
from backend_gates.syntax.suppressions import read_suppressions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    Place = tuple[int, int, int, int]

_OPERATORS = {
    "Add": "+", "Sub": "-", "Mult": "*", "MatMult": "@", "Div": "/", "Mod": "%", "Pow": "**",
    "LShift": "<<", "RShift": ">>", "BitOr": "|", "BitXor": "^", "BitAnd": "&", "FloorDiv": "//",
    "And": "and", "Or": "or", "Invert": "~", "Not": "not", "UAdd": "+", "USub": "-",
    "Eq": "==", "NotEq": "!=", "Lt": "<", "LtE": "<=", "Gt": ">", "GtE": ">=",
    "Is": "is", "IsNot": "is not", "In": "in", "NotIn": "not in",
}  # fmt: skip


def read(text: str) -> facts.Module:
    """Lower a file's text.

    Raises UnreadableError where the running Python finds a syntax error or gives up.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text)
        return facts.Module(_Lowering(text).block(tree.body), read_suppressions(text))
    except SyntaxError as error:
        message = f"syntax error: {error.msg}"
        raise UnreadableError(message, error.lineno or 0, error.offset or 0) from None
    except (RecursionError, MemoryError):
        raise UnreadableError("nested too deeply to be read; split the expression") from None
    except ValueError as error:
        raise UnreadableError(f"not Python source: {error}") from None


class _Lowering:
    """One walk over one tree. `at` turns ast's UTF-8 columns into characters."""

    def __init__(self, text: str) -> None:
        self._wide_lines = {} if text.isascii() else _wide_lines(text)
        self._outer: Place | None = None

    def block(self, statements: Iterable[ast.stmt]) -> facts.Block:
        return tuple([_STATEMENTS[type(node)](self, node) for node in statements])

    def expression(self, node: ast.expr) -> facts.Expression:
        lowered: facts.Expression = _EXPRESSIONS[type(node)](self, node)
        return lowered

    def optional(self, node: ast.expr | None) -> facts.Expression | None:
        return None if node is None else self.expression(node)

    def expressions(self, nodes: Iterable[ast.expr]) -> tuple[facts.Expression, ...]:
        return tuple([self.expression(node) for node in nodes])

    def at(self, node: Any) -> Place:
        if self._outer is not None:
            return self._outer
        return (
            node.lineno,
            self._column(node.lineno, node.col_offset),
            node.end_lineno,
            self._column(node.end_lineno, node.end_col_offset),
        )

    def _column(self, line: int, offset: int) -> int:
        wide = self._wide_lines.get(line)
        return offset + 1 if wide is None else len(wide[:offset].decode("utf-8", "replace")) + 1

    def arguments(
        self, positional: Iterable[ast.expr], keywords: Iterable[ast.keyword]
    ) -> tuple[facts.Argument, ...]:
        found = [(node.lineno, node.col_offset, "", node) for node in positional]
        found += [(k.lineno, k.col_offset, k.arg or "**", k.value) for k in keywords]
        found.sort(key=lambda item: item[:2])
        return tuple(
            [facts.Argument(keyword, self.expression(node)) for *_, keyword, node in found]
        )

    def parameters(self, node: ast.arguments) -> tuple[facts.Parameter, ...]:
        ordinary = [(arg, "/") for arg in node.posonlyargs] + [(arg, "") for arg in node.args]
        missing = len(ordinary) - len(node.defaults)
        defaults: list[ast.expr | None] = [*[None] * missing, *node.defaults]
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
        at = self.at(node)
        annotation = self.optional(node.annotation)
        return facts.Parameter(*at, node.arg, kind, annotation, self.optional(default))

    def formatted(self, node: Any) -> facts.FormattedString:
        at = self.at(node)
        outer, self._outer = self._outer, at
        values = tuple([self.expression(value) for value in _interpolated(node)])
        self._outer = outer
        return facts.FormattedString(*at, values)


def _wide_lines(text: str) -> dict[int, bytes]:
    return {
        number: line.encode("utf-8", "surrogatepass")
        for number, line in enumerate(split_lines(text), 1)
        if not line.isascii()
    }


def _interpolated(node: Any) -> Iterable[ast.expr]:
    for part in node.values:
        if isinstance(part, ast.Constant):
            continue
        if hasattr(part, "values"):
            yield from _interpolated(part)
            continue
        yield part.value
        if part.format_spec is not None:
            yield from _interpolated(part.format_spec)


def _literal(walk: _Lowering, node: ast.Constant) -> facts.Literal:
    return facts.Literal(*walk.at(node), type(node.value).__name__, text_of(node.value))


def _comprehension(kind: str) -> Callable[[_Lowering, Any], facts.Comprehension]:
    def lower(walk: _Lowering, node: Any) -> facts.Comprehension:
        elements = [node.key, node.value] if kind == "dict" else [node.elt]
        return facts.Comprehension(
            *walk.at(node),
            kind,
            walk.expressions(elements),
            tuple([_clause(walk, clause) for clause in node.generators]),
        )

    return lower


def _clause(walk: _Lowering, node: ast.comprehension) -> facts.Clause:
    return facts.Clause(
        walk.expression(node.target),
        walk.expression(node.iter),
        walk.expressions(node.ifs),
        bool(node.is_async),
    )


def _operator(node: ast.AST) -> str:
    return _OPERATORS[type(node).__name__]


def _compare(walk: _Lowering, node: ast.Compare) -> facts.Operation:
    operators = tuple([_operator(operator) for operator in node.ops])
    return facts.Operation(
        *walk.at(node), operators, walk.expressions([node.left, *node.comparators])
    )


def _collection(kind: str) -> Callable[[_Lowering, Any], facts.Collection]:
    return lambda walk, node: facts.Collection(*walk.at(node), kind, walk.expressions(node.elts))


_EXPRESSIONS: dict[type[ast.expr], Callable[[_Lowering, Any], Any]] = {
    ast.Name: lambda w, n: facts.Name(*w.at(n), n.id),
    ast.Attribute: lambda w, n: facts.Attribute(*w.at(n), w.expression(n.value), n.attr),
    ast.Call: lambda w, n: facts.Call(
        *w.at(n), w.expression(n.func), w.arguments(n.args, n.keywords)
    ),
    ast.Constant: _literal,
    ast.Subscript: lambda w, n: facts.Subscript(
        *w.at(n), w.expression(n.value), w.expression(n.slice)
    ),
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
    ast.BoolOp: lambda w, n: facts.Operation(*w.at(n), (_operator(n.op),), w.expressions(n.values)),
    ast.BinOp: lambda w, n: facts.Operation(
        *w.at(n), (_operator(n.op),), w.expressions([n.left, n.right])
    ),
    ast.UnaryOp: lambda w, n: facts.Operation(
        *w.at(n), (_operator(n.op),), w.expressions([n.operand])
    ),
    ast.Compare: _compare,
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
    _EXPRESSIONS[ast.TemplateStr] = lambda w, n: w.formatted(n)


def _aliases(nodes: Sequence[ast.alias]) -> tuple[facts.Alias, ...]:
    return tuple([facts.Alias(node.name, node.asname or "") for node in nodes])


def _function(walk: _Lowering, node: Any) -> facts.Function:
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


def _class(walk: _Lowering, node: ast.ClassDef) -> facts.Class:
    return facts.Class(
        *walk.at(node),
        node.name,
        walk.expressions(node.decorator_list),
        _type_parameters(node),
        walk.arguments(node.bases, node.keywords),
        walk.block(node.body),
    )


def _type_parameters(node: Any) -> tuple[str, ...]:
    return tuple([parameter.name for parameter in getattr(node, "type_params", ())])


def _for(walk: _Lowering, node: Any) -> facts.For:
    return facts.For(
        *walk.at(node),
        walk.expression(node.target),
        walk.expression(node.iter),
        walk.block(node.body),
        walk.block(node.orelse),
        isinstance(node, ast.AsyncFor),
    )


def _with(walk: _Lowering, node: Any) -> facts.With:
    items = [
        facts.WithItem(walk.expression(item.context_expr), walk.optional(item.optional_vars))
        for item in node.items
    ]
    return facts.With(
        *walk.at(node), tuple(items), walk.block(node.body), isinstance(node, ast.AsyncWith)
    )


def _try(walk: _Lowering, node: Any) -> facts.Try:
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


def _match(walk: _Lowering, node: ast.Match) -> facts.Match:
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


_STATEMENTS: dict[type[ast.stmt], Callable[[_Lowering, Any], Any]] = {
    ast.Expr: lambda w, n: facts.Evaluate(*w.at(n), w.expression(n.value)),
    ast.Assign: lambda w, n: facts.Assign(
        *w.at(n), w.expressions(n.targets), None, w.expression(n.value)
    ),
    ast.AnnAssign: lambda w, n: facts.Assign(
        *w.at(n), (w.expression(n.target),), w.expression(n.annotation), w.optional(n.value)
    ),
    ast.AugAssign: lambda w, n: facts.AugmentedAssign(
        *w.at(n), w.expression(n.target), _operator(n.op), w.expression(n.value)
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
    ast.If: lambda w, n: facts.If(
        *w.at(n), w.expression(n.test), w.block(n.body), w.block(n.orelse)
    ),
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
