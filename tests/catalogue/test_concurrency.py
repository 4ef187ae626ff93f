from pathlib import Path

import pytest
import tomli

from backend_gates.catalogue import concurrency

DOCUMENT = tomli.loads(Path(concurrency.__file__).with_suffix(".toml").read_text())
TABLES = [
    pytest.param(table, id=f"{kind}-{number}")
    for kind, tables in DOCUMENT.items()
    for number, table in enumerate(tables if isinstance(tables, list) else [tables])
]


@pytest.mark.parametrize("table", TABLES)
def test_every_entry_says_where_it_is_known_from(table: dict[str, object]) -> None:
    assert str(table["source"]).startswith("https://")


def test_a_decorator_is_known_with_its_library() -> None:
    known = concurrency.load()
    assert known.is_for_events("discord.ext.commands.command")
    assert known.is_for_events("telethon.TelegramClient.on")
    assert not known.is_for_events("click.command")
    assert not known.is_for_events("telethon.slash_command")


def test_a_bot_and_its_parts_are_known_with_their_library() -> None:
    known = concurrency.load()
    assert known.is_part("discord.ext.commands.Cog")
    assert not known.is_part("httpx.Client")


def test_a_client_is_lazy_but_for_one_argument() -> None:
    known = concurrency.load().lazy_clients
    assert known["redis.asyncio.Redis.from_url"] == "single_connection_client"
    assert "redis.asyncio.Redis.initialize" not in known


def test_locks_go_by_their_dotted_names() -> None:
    known = concurrency.load()
    assert {"asyncio.Lock", "trio.CapacityLimiter"} <= known.locks
    assert "threading.Lock" not in known.locks
