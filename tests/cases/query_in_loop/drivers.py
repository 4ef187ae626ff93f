import sqlite3

import aiosqlite
import asyncpg
import psycopg
import psycopg2
from databases import Database


def of_sqlite(path: str, keys: list[int]) -> list[object]:
    connection = sqlite3.connect(path)
    return [connection.execute("select * from orders where id = ?", (key,)).fetchone() for key in keys]  # error: query-in-loop one statement for all of them: `IN (…)` to select, `executemany` to write


def of_psycopg(connection: psycopg.Connection, rows: list[tuple[int, str]]) -> None:
    with connection.cursor() as cursor:
        for row in rows:
            cursor.execute("insert into orders values (%s, %s)", row)  # error: query-in-loop `= ANY(%s)` to select, `executemany` to write
        cursor.executemany("insert into orders values (%s, %s)", rows)  # ok: all at once


def of_psycopg2(dsn: str, keys: list[int]) -> None:
    connection = psycopg2.connect(dsn)
    cursor = connection.cursor()
    for key in keys:
        cursor.execute("delete from orders where id = %s", (key,))  # error: query-in-loop
        connection.commit()  # error: query-in-loop commits once for each `key`


async def of_asyncpg(pool: asyncpg.Pool, keys: list[int]) -> list[object]:
    found = []
    for key in keys:
        found.append(await pool.fetchrow("select * from orders where id = $1", key))  # error: query-in-loop `= ANY($1)` to select
    return found


async def emptied(pool: asyncpg.Pool, keys: list[int]) -> None:
    for key in keys:
        await pool.execute("update orders set total = 0 where id = $1", key)  # error: query-in-loop once for each `key`


async def of_aiosqlite(db: aiosqlite.Connection, rows: list[tuple[int, str]]) -> None:
    for row in rows:
        await db.execute("insert into orders values (?, ?)", row)  # error: query-in-loop
    await db.executemany("insert into orders values (?, ?)", rows)  # ok: all at once


async def of_databases(database: Database, names: list[str]) -> None:
    for name in names:
        await database.execute("insert into customers (name) values (:name)", {"name": name})  # error: query-in-loop `execute_many` to write


def other_statements(connection: psycopg.Connection, tables: list[str], scripts: list[str]) -> None:
    for table in tables:
        connection.execute(f"vacuum {table}")  # ok: another statement each time
        connection.execute("analyze %s" % table)  # ok: likewise
        connection.execute("reindex table {}".format(table))  # ok: likewise
    for script in scripts:
        connection.execute(script)  # ok: the element is the statement


async def of_statements(pool: asyncpg.Pool, statements: list[tuple[str, int]]) -> list[object]:
    return [await pool.fetch(statement, key) for statement, key in statements]  # ok: another statement each time


async def locked(pool: asyncpg.Pool, keys: list[int]) -> None:
    for key in keys:
        await pool.fetchrow("select total from orders where id = $1 for update", key)  # ok: each is locked


def committed_now_and_then(connection: sqlite3.Connection, rows: list[int]) -> None:
    unsaved_rows = 0
    for row in rows:
        unsaved_rows += row
        if unsaved_rows >= 1024:
            connection.commit()  # ok: a counter is full
            unsaved_rows = 0
