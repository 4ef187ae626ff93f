"""From a file's bytes to text, as Python itself decodes it."""

import re
from itertools import accumulate
from typing import NamedTuple

TOO_DEEP = "nested too deeply to be read; split the expression"

_LINE_END = re.compile(r"\r\n|\r|\n")


class UnreadableError(Exception):
    """A file that cannot be read; says why and, where it is known, at which line and column."""

    def __init__(self, message: str, line: int = 0, column: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.column = column


class Source(NamedTuple):
    """A file's text without its byte order mark, and what is needed to write it back unchanged."""

    text: str
    encoding: str
    has_bom: bool

    def encode(self, text: str) -> bytes:
        """The bytes of `text` in this file's encoding."""
        return (b"\xef\xbb\xbf" if self.has_bom else b"") + text.encode(self.encoding)


def decode(data: bytes) -> Source:
    """Decode by byte order mark and PEP 263 declaration, UTF-8 without either.

    Raises UnreadableError when the bytes don't fit the encoding.
    """
    has_bom = data.startswith(b"\xef\xbb\xbf")
    if has_bom:
        data = data[3:]
    encoding = _declared_encoding(data)
    if b"\0" in data and not encoding.lower().startswith(("utf-16", "utf-32")):
        raise UnreadableError("holds null bytes, so it is no Python source")
    try:
        return Source(data.decode(encoding), encoding, has_bom)
    except LookupError:
        raise UnreadableError(
            f"unknown encoding {encoding!r}; save the file as UTF-8", 1, 1
        ) from None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        message = f"not valid {encoding}; save the file as UTF-8"
        raise UnreadableError(message, line, column) from None


def _declared_encoding(data: bytes) -> str:
    for line in data.split(b"\n", 2)[:2]:
        match = re.match(rb"[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)", line)
        if match:
            return match[1].decode("ascii", "replace")
    return "utf-8"


def split_lines(text: str) -> list[str]:
    """The lines as Python counts them, without their ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def line_end(text: str) -> str:
    """The line end that the text uses first."""
    match = _LINE_END.search(text)
    return match[0] if match else "\n"


def line_starts(text: str) -> list[int]:
    """The offset at which each line starts, and the end of the text."""
    if "\r" in text:
        return [0, *(end.end() for end in _LINE_END.finditer(text)), len(text)]
    return [0, *accumulate(len(line) + 1 for line in text.split("\n")[:-1]), len(text)]
