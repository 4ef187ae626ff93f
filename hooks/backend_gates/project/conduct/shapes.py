"""What a block of a handler amounts to: a guard, text for the answer, markup."""

from __future__ import annotations

from backend_gates.syntax import facts, walking

_LEAVING = {"abort", "redirect", "fail", "send_error"}


def leaves_only(body: facts.Block) -> bool:
    """Whether a block raises, returns or jumps at its end, or only decides whether to."""
    last = body[-1] if body else None
    if isinstance(last, facts.If):
        return leaves_only(last.body) and (not last.orelse or leaves_only(last.orelse))
    return leaves(body)


def leaves(body: facts.Block) -> bool:
    """Whether what stands after a block is skipped once the block ran."""
    match body[-1] if body else None:
        case facts.Raise() | facts.Return():
            return True
        case facts.Jump(keyword=keyword):
            return keyword in {"break", "continue"}
        case facts.If() as last:
            return leaves(last.body) and leaves(last.orelse)
        case facts.With() as last:
            return leaves(last.body)
        case facts.Evaluate(value=value):
            return _is_leaving_call(value)
        case _:
            return False


def ends(body: facts.Block) -> bool:
    """Whether the whole function is left once a block ran."""
    return leaves(body) and not any(
        isinstance(node, facts.Jump) for statement in body for node in walking.walk(statement)
    )


def _is_leaving_call(node: facts.Expression) -> bool:
    if isinstance(node, facts.Await):
        node = node.value
    if not isinstance(node, facts.Call):
        return False
    function = node.function
    name = function.name if isinstance(function, facts.Attribute) else shown(function)
    return name in _LEAVING


def is_text(node: facts.Expression | None) -> bool:
    """Whether an expression is surely text, or a choice between texts."""
    match node:
        case facts.FormattedString():
            return True
        case facts.Literal():
            return node.kind in {"str", "bytes"}
        case facts.Conditional():
            return is_text(node.body) or is_text(node.orelse)
        case facts.Operation():
            return any(is_text(operand) for operand in node.operands)
        case facts.Call(function=facts.Name(id=name)):
            return name in {"str", "repr", "format", "_", "gettext"}
        case facts.Call(function=facts.Attribute(name=name)):
            return name in _TEXTUAL
        case _:
            return False


_TEXTUAL = {"format", "join", "strip", "lower", "upper", "title", "replace", "url_for", "isoformat"}


def is_markup(node: facts.With) -> bool:
    """Nested `with` blocks that build a page: `with tag.div(): with tag.p(): text(…)`."""
    if not _is_bare(node):
        return False
    nested = walking.walk_statements(node.body)
    return any(isinstance(inner, facts.With) and _is_bare(inner) for inner in nested) and not any(
        isinstance(inner, facts.Await) for inner in walking.walk(node)
    )


def _is_bare(node: facts.With) -> bool:
    return not node.is_async and all(item.target is None for item in node.items)


def root_name(node: facts.Expression) -> str:
    """The name at the start of `order.lines[0].price`; empty where there is none."""
    while isinstance(node, facts.Attribute | facts.Subscript):
        node = node.value
    return node.id if isinstance(node, facts.Name) else ""


def shown(node: facts.Expression) -> str:
    """An expression as a reader says it, cut short where it is long."""
    match node:
        case facts.Name():
            return node.id
        case facts.Attribute():
            return f"{shown(node.value)}.{node.name}"
        case facts.Call():
            return f"{shown(node.function)}()"
        case facts.Subscript() | facts.Await() | facts.Starred():
            return shown(node.value)
        case facts.Operation():
            return shown(node.operands[0])
        case facts.NamedExpression():
            return node.target.id
        case _:
            return "…"


def flat(node: facts.If) -> tuple[list[tuple[facts.Expression, facts.Block]], facts.Block]:
    """The tests of an `if … elif …` with their blocks, and the block of its `else`."""
    branches = [(node.test, node.body)]
    orelse = node.orelse
    while len(orelse) == 1 and isinstance(orelse[0], facts.If):
        branches.append((orelse[0].test, orelse[0].body))
        orelse = orelse[0].orelse
    return branches, orelse
