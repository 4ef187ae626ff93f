"""The exact reader: lowers what LibCST parses to facts, whatever Python runs."""

from __future__ import annotations

import warnings

import libcst as cst

from backend_gates.syntax import facts
from backend_gates.syntax.cst_statements import StatementLowering
from backend_gates.syntax.nesting import check_nesting
from backend_gates.syntax.source import TOO_DEEP, UnreadableError
from backend_gates.syntax.suppressions import read_suppressions


def read(text: str) -> facts.Module:
    """Lower a file's text.

    Raises UnreadableError where LibCST finds a syntax error or gives up.
    """
    check_nesting(text)
    try:
        tree = cst.parse_module(text)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            body = StatementLowering(text).block(tree.body)
    except cst.ParserSyntaxError as error:
        line, column = error.editor_line, error.editor_column
        raise UnreadableError("syntax error", line, column) from None
    except cst.CSTLogicError:
        raise UnreadableError("LibCST cannot read this file") from None
    except RecursionError:
        raise UnreadableError(TOO_DEEP) from None
    except ValueError as error:
        raise UnreadableError(f"not Python source: {error}") from None
    return facts.Module(body, read_suppressions(text))
