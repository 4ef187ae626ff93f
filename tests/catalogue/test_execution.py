import importlib
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import tomli

from backend_gates.catalogue import blocking, execution, frameworks

PATH = Path(execution.__file__).with_suffix(".toml")
DOCUMENT = tomli.loads(PATH.read_text("utf-8"))
TABLES = [
    pytest.param(table, id=f"{kind}-{number}")
    for kind, tables in DOCUMENT.items()
    if kind != "registering"
    for number, table in enumerate(tables)
]


def names() -> Iterator[str]:
    known = execution.load()
    yield from (*known.in_place, *known.on_the_loop, *known.in_a_thread)


def own_names() -> list[str]:
    """Those of the standard library."""
    return sorted(name for name in names() if name.partition(".")[0] in sys.stdlib_module_names)


@pytest.mark.parametrize("table", TABLES)
def test_every_entry_says_where_it_is_known_from(table: dict[str, object]) -> None:
    assert str(table["source"]).startswith("https://")


@pytest.mark.parametrize("name", own_names())
def test_what_is_said_of_the_standard_library_exists(name: str) -> None:
    module, _, path = name.partition(".")
    found: object = importlib.import_module(module)
    for part in path.split("."):
        if not hasattr(found, part) and hasattr(found, "__name__"):
            try:
                importlib.import_module(f"{module}.{part}")
            except ModuleNotFoundError:
                newer = {"batched": (3, 12), "pairwise": (3, 10)}
                assert sys.version_info < newer[part]
                return
        found = getattr(found, part)
    assert callable(found)


def test_classes_go_by_the_names_that_the_catalogue_of_blocking_calls_has() -> None:
    owners = {name.rpartition(".")[0] for name in names()}
    catalogue = blocking.load()
    assert {owner: owner for owner in owners} == {
        owner: catalogue.canonical(owner) for owner in owners
    }


def test_sync_handlers_are_those_of_known_frameworks() -> None:
    known = frameworks.load()
    kinds = {(table.framework, table.kind) for table in known.decorators}
    kinds |= {(table.framework, table.kind) for table in known.functions}
    kinds |= {(table.framework, table.kind) for table in known.views}
    assert {(each.framework, each.kind) for each in execution.load().sync_handlers} <= kinds


@pytest.mark.parametrize(
    "text",
    [
        b"App(lifespan=begin)",
        b"app.router.lifespan_context = begin",
        b"app_config.lifespan.append(begin)",
        b"app.cleanup_ctx += [begin]",
        b"app.on_event('startup')(begin)",
        b'{"on_shutdown": [begin]}',
        b"dispatcher.startup.register(begin)",
        b"app.before_serving(begin)",
        b"app.register_listener(begin, 'after_server_stop')",
        b"broker.add_event_handler(TaskiqEvents.WORKER_STARTUP, begin)",
        b"builder.post_init(begin)",
    ],
)
def test_a_file_that_registers_something_bears_a_sign(text: bytes) -> None:
    assert execution.load().start_up.signs.stand_in(text)


@pytest.mark.parametrize(
    "text",
    [b"executor.shutdown(wait=True)", b"def __post_init__(self):", b"# at startup, once", b""],
)
def test_other_files_bear_none(text: bytes) -> None:
    assert not execution.load().start_up.signs.stand_in(text)
