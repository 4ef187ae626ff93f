import inspect
import pkgutil
import sys
from pathlib import Path

import pytest
import tomli

from backend_gates.catalogue import timeouts
from backend_gates.checkers import external_call_without_timeout as check

TABLES = tomli.loads(Path(timeouts.__file__).with_suffix(".toml").read_text())["wait"]
OF_PYTHON = [
    name
    for name, wait in timeouts.load().items()
    if name.partition(".")[0] in sys.stdlib_module_names and wait.sets
]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: str(table["names"][0]))
def test_every_entry_says_where_it_is_known_from(table: dict[str, object]) -> None:
    assert str(table["source"]).startswith("https://")


def test_a_file_that_imports_a_library_passes_the_screen() -> None:
    assert {name.partition(".")[0].encode() for name in timeouts.load()} <= check.IMPORTS


@pytest.mark.filterwarnings("ignore:'telnetlib' is deprecated")
@pytest.mark.parametrize("name", OF_PYTHON)
def test_python_takes_the_time_where_the_catalogue_says_so(name: str) -> None:
    try:
        known = pkgutil.resolve_name(name)
    except ImportError:
        pytest.skip(f"this Python has no {name}")
    parameters = [each for each in inspect.signature(known).parameters if each != "self"]
    position = timeouts.load()[name].position
    assert "timeout" in parameters
    assert position is None or "timeout" == parameters[position]


def test_all_public_methods_of_some_clients_wait() -> None:
    known = timeouts.load()["kubernetes.client.CoreV1Api"]
    assert known.waits_in("list_namespaced_pod")
    assert not known.waits_in("_request")
    assert not timeouts.load()["aiohttp.ClientSession"].waits_in("ws_connect")
