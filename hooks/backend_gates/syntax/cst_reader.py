"""The exact reader: lowers what LibCST parses to facts, whatever Python runs."""

from __future__ import annotations

import re
import warnings

import libcst as cst

from backend_gates.syntax import facts
from backend_gates.syntax.cst_statements import StatementLowering
from backend_gates.syntax.nesting import check_nesting
from backend_gates.syntax.source import TOO_DEEP, UnreadableError
from backend_gates.syntax.suppressions import read_suppressions

_PLACE = re.compile(r"error at (\d+):(\d+)")  # the error's own fields often name another line


def read(text: str) -> facts.Module:
    """Lower a file's text.

    Raises UnreadableError where LibCST finds a syntax error or gives up.
    """
    check_nesting(text)
    tree = _parse(text)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            body = StatementLowering(text).block(tree.body)
    except SyntaxError as error:
        raise UnreadableError(f"syntax error: {error.msg}") from None
    except RecursionError:
        raise UnreadableError(TOO_DEEP) from None
    except ValueError as error:
        raise UnreadableError(f"not Python source: {error}") from None
    return facts.Module(body, read_suppressions(text))


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
