"""Constants as text, the same from a value and from its source."""

import ast

from backend_gates.syntax import facts

_LARGE = 64  # bits; a longer number's decimal form is slow, and Python may refuse it


def text_of(value: object) -> str:
    """A constant as text: strings as they are, bytes by Latin-1, the rest by `repr`."""
    cut = (value if isinstance(value, str) else _written(value))[: facts.LITERAL_LENGTH]
    return cut if cut.isascii() else cut.encode("utf-8", "replace").decode()


def _written(value: object) -> str:
    if isinstance(value, bytes):
        return value.decode("latin-1")
    if isinstance(value, int) and value.bit_length() > _LARGE:
        return "a large int"
    return repr(value)


def value_of(source: str) -> str | bytes:
    """The value of a string literal that interpolates nothing."""
    quote = source[-1]
    prefix, _, rest = source.partition(quote)
    prefix = prefix.lower()
    width = 3 if rest.startswith(quote * 2) and len(rest) > 2 else 1  # noqa: PLR2004  `''` is empty
    if "\\" in source and "r" not in prefix:
        return _evaluate(source)
    body = source[len(prefix) + width : -width]
    if "\r" in body:
        body = body.replace("\r\n", "\n").replace("\r", "\n")
    return body.encode("ascii") if "b" in prefix else body


def _evaluate(source: str) -> str | bytes:
    value: str | bytes = ast.literal_eval(source)
    return value
