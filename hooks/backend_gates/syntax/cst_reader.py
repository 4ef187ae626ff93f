"""The exact reader: lowers what LibCST parses to facts, whatever Python runs."""

from __future__ import annotations

import re
import warnings
from typing import TYPE_CHECKING

import libcst as cst

from backend_gates.syntax import facts
from backend_gates.syntax.cst_statements import StatementLowering
from backend_gates.syntax.nesting import check_nesting
from backend_gates.syntax.source import TOO_DEEP, UnreadableError
from backend_gates.syntax.suppressions import read_suppressions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from backend_gates.syntax.pieces import Piece

_PLACE = re.compile(r"error at (\d+):(\d+)")  # the error's own fields often name another line
_LONGEST = 100_000  # characters of one statement, which take LibCST a second or two


def read(text: str) -> facts.Module:
    """Lower a file's text.

    Raises UnreadableError where LibCST finds a syntax error or gives up.
    """
    body = _lower(StatementLowering(text), text)
    return facts.Module(body, read_suppressions(text), ":=" in text, "yield" in text)


def confirms(text: str, pieces: Iterable[Piece]) -> bool:
    """Whether pieces of a text read the same here.

    Each is looked at on its own: that costs a fraction of the file. One that is longer than
    anybody writes by hand is taken at its word. Raises UnreadableError as `read` does.
    """
    lowering = StatementLowering(text)
    for piece in pieces:
        if len(piece.source) > _LONGEST:
            continue
        lowering.offset = piece.start
        if _lower(lowering, piece.source, is_inner=piece.is_inner) != piece.statements:
            return False
    return True


def _lower(lowering: StatementLowering, source: str, *, is_inner: bool = False) -> facts.Block:
    """Lower statements, with the places that they have in the lowering's text."""
    check_nesting(source)
    tree = _parse_inner(source) if is_inner else _parse(source)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return lowering.block(tree.body)
    except SyntaxError as error:
        raise UnreadableError(f"syntax error: {error.msg}") from None
    except RecursionError:
        raise UnreadableError(TOO_DEEP) from None
    except ValueError as error:
        raise UnreadableError(f"not Python source: {error}") from None


def _parse_inner(source: str) -> cst.BaseSuite:
    """Parse statements that are indented, as those of a class are."""
    owner = cst.ensure_type(_parse(f"class Owner:\n{source}").body[0], cst.ClassDef)
    return owner.body


def _parse(text: str) -> cst.Module:
    try:
        return cst.parse_module(text)
    except cst.ParserSyntaxError as error:
        raise _syntax_error(error) from None
    except cst.CSTValidationError as error:
        raise UnreadableError(f"syntax error: {error.msg}") from None
    except Exception as error:  # noqa: BLE001  its nodes check themselves, at times with a crash
        raise UnreadableError(f"LibCST cannot read this file: {error}") from None


def _syntax_error(error: cst.ParserSyntaxError) -> UnreadableError:
    place = _PLACE.search(error.message)
    if place is None:
        return UnreadableError("syntax error: " + error.message.removeprefix("tokenizer error: "))
    return UnreadableError("syntax error", int(place[1]), int(place[2]))
