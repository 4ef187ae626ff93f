from pathlib import Path

import pytest
import tomli

from backend_gates.catalogue import clients, data_access, requests
from backend_gates.checkers import client_created_per_request as check

ROOMS = (clients, data_access, requests)
TABLES = [
    pytest.param(table, id=f"{Path(str(room.__file__)).stem}-{kind}-{number}")
    for room in ROOMS
    for kind, tables in tomli.loads(
        Path(str(room.__file__)).with_suffix(".toml").read_text()
    ).items()
    if isinstance(tables, list) and isinstance(tables[0], dict)
    for number, table in enumerate(tables)
]


@pytest.mark.parametrize("table", TABLES)
def test_every_entry_says_where_it_is_known_from(table: dict[str, object]) -> None:
    assert str(table["source"]).startswith("https://")


def test_a_file_that_imports_a_library_of_clients_passes_the_screen() -> None:
    assert {name.partition(".")[0].encode() for name in clients.load()} == check.IMPORTS


def test_a_name_says_what_makes_it_somebodys_own() -> None:
    known = clients.load()
    assert known["openai.OpenAI"].is_personal("api_key")
    assert known["openai.OpenAI"].is_personal("")
    assert known["httpx.Client"].is_personal("auth")
    assert not known["httpx.Client"].is_personal("timeout")


def test_the_methods_of_hooks_go_by_the_bases_of_their_class() -> None:
    known = requests.load()
    assert known.is_hook(["starlette.middleware.base.BaseHTTPMiddleware"], "dispatch")
    assert not known.is_hook(["starlette.middleware.base.BaseHTTPMiddleware"], "close")
    assert not known.is_hook(["shop.BaseHTTPMiddleware"], "dispatch")
