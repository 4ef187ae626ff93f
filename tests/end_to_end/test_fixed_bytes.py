"""A fix changes what it has to, and not one byte more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.end_to_end.conftest import Service

ID = "blocking-call-in-async"
BEFORE = """\
import asyncio
import time


async def wait() -> str:
    time.sleep(1)  # größer als nötig
    await asyncio.sleep(0)
    return "a\\tb"   \t
"""
AFTER = BEFORE.replace("time.sleep(1)", "await asyncio.sleep(1)")


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "byte order mark"])
@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"], ids=["unix", "windows"])
def test_line_ends_and_byte_order_mark_stay(service: Service, line_end: bytes, mark: bytes) -> None:
    service.configure(ID, args=["--fix"])
    service.write("app.py", mark + BEFORE.encode().replace(b"\n", line_end))
    fixed = service.run_on_all()
    assert fixed.code == 1
    assert "Fixed 1 finding." in fixed.text
    expected = mark + AFTER.encode().replace(b"\n", line_end)
    assert expected == service.read("app.py")
    assert service.run_on_all().code == 0
    assert expected == service.read("app.py")


def test_a_declared_encoding_stays(service: Service) -> None:
    service.configure(ID, args=["--fix"])
    head = "# -*- coding: latin-1 -*-\n"
    service.write("app.py", (head + BEFORE).encode("latin-1"))
    assert service.run_on_all().code == 1
    assert "größer als nötig" in service.read("app.py").decode("latin-1")
    assert service.run_on_all().code == 0
