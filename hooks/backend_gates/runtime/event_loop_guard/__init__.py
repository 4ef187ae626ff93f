"""A pytest plugin that fails the test during which a callback held an event loop too long.

`pytest -p event_loop_guard` with the folder above on the path, or, where backend-gates is
installed, `-p backend_gates.runtime.event_loop_guard`. The modules import each other relatively,
so that both names work.
"""

from .plugin import pytest_addoption, pytest_configure

__all__ = ["pytest_addoption", "pytest_configure"]
