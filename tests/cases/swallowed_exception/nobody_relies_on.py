"""What may be lost, as its docstring, its log or what is done with it says."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import aiofiles
import anyio
import gradio
import httpx
import requests
from langchain_core.callbacks import dispatch_custom_event
from shop.models import Note, Size
from shop.signals import user_enters
from shop.workers import pool
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

log = logging.getLogger(__name__)
client = httpx.AsyncClient(base_url="https://notes.example.com", timeout=5)


def references_for(answer: str) -> str:
    """Where an answer was found.

    The references are looked up by the words of the answer, which is why an answer that was made
    up has none at all, and one that was taken from several places has as many of them as there
    are; each of them is linked.

    Returns:
        A list of links, or an empty string when there are none or the search failed.
    """
    try:
        return requests.get("https://search.example.com", params={"q": answer}, timeout=5).text
    except Exception:  # ok: the docstring says what becomes of it
        return ""


def prices_of(name: str) -> list[int]:
    """What has been asked for a thing.

    Raises:
        PriceError: If the service fails.
    """
    try:
        return requests.get(f"https://prices.example.com/{name}", timeout=5).json()
    except Exception:  # error: swallowed-exception into `[]`
        return []


def add_sizes(session: Session, sizes: list[Size]) -> None:
    try:
        session.add_all(sizes)
        session.commit()
    except Exception:  # error: swallowed-exception takes it for done
        session.rollback()
        log.warning("sizes not kept", exc_info=True)


async def restart(name: str) -> None:
    try:
        await pool.drop(name)
    except Exception:  # error: swallowed-exception hides whatever goes wrong in `pool.drop()`
        pass
    await pool.start(name)


async def submit(name: str) -> None:
    try:
        await pool.submit(name)
    except Exception:  # error: swallowed-exception hides whatever goes wrong in `pool.submit()`
        pass


def status_of(url: str) -> int:
    try:
        status = requests.get(url, timeout=5).status_code
    except Exception:  # ok: the number says that it failed
        status = 503
    return status


def tell_the_screen(note: Note) -> None:
    try:
        dispatch_custom_event("note", {"id": note.id})
    except Exception:  # ok: it is shown, if somebody looks
        log.debug("not told", exc_info=True)


def count(session: Session, note: Note) -> None:
    try:
        session.execute(select(Note).where(Note.id == note.id)).scalar_one().count += 1
        session.commit()
    except Exception:  # ok: the log says that it only observes
        log.debug("no heartbeat for %s", note.id)


async def restart_later(name: str) -> None:
    try:
        asyncio.create_task(submit(name))
    except Exception:  # ok: to make a task of it asks nothing of others
        pass


async def is_writable(path: str) -> str:
    state = "read only"
    try:
        async with aiofiles.open(path, "w") as file:
            await file.write("x")
        state = "writable"
    except Exception:  # ok: a local file
        pass
    return state


async def keep(file: Path, text: str) -> None:
    try:
        await asyncio.to_thread(file.write_text, text)
    except Exception:  # ok: a local file, in a thread
        pass


def tell_the_plugin(plugin: object) -> None:
    try:
        plugin.call_sync("name")
    except Exception:  # error: swallowed-exception only logs whatever goes wrong in `plugin.call_sync()`
        log.debug("not told", exc_info=True)


def move(session: Session, note: Note, queue: object) -> None:
    try:
        session.delete(note)
        session.commit()
    except Exception:  # error: swallowed-exception takes it for done
        session.rollback()
        log.exception("not deleted")
    try:
        queue.publish(note)
    except Exception:
        log.exception("not published")


async def stream(chunks: AsyncIterator[bytes], subs: list[object]) -> None:
    async for chunk in chunks:
        await asyncio.gather(*[sub.put(chunk) for sub in subs], return_exceptions=True)  # ok: queues
    await asyncio.gather(*[each.restart() for each in pool.all()], return_exceptions=True)  # ok: unknown
    await asyncio.gather(*[each.publish() for each in pool.all()], return_exceptions=True)  # error: swallowed-exception `each.publish()`


def rotate(session: Session, note: Note) -> None:
    note.save()
    try:
        note.environment.save()
    except Exception:  # error: swallowed-exception with `debug`, where nobody looks
        log.debug("environment not touched", exc_info=True)


def faces_on(image: bytes) -> None:
    try:
        found = requests.post("https://faces.example.com", data=image, timeout=5).json()
    except Exception:  # error: swallowed-exception with `info`, where nobody looks
        log.info("no faces were found")
    for face in found:
        face.save()


async def show(connection: object, plan: dict[str, str]) -> None:
    try:
        await connection.session_update(plan)
    except Exception:  # error: swallowed-exception hides whatever goes wrong in `connection.session_update()`
        pass


async def fetch_all(names: list[str]) -> None:
    await asyncio.gather(*[fetch_one(name) for name in names], return_exceptions=True)  # ok: it logs


async def fetch_one(name: str) -> None:
    try:
        note = await client.get(f"/notes/{name}")
        await client.post("/copies", json=note.json())
    except Exception:
        log.exception("%s not copied", name)
        raise


async def fetch_first() -> None:
    try:
        await fetch_one("first")
    except Exception:  # ok: it is logged where it fails
        pass


def look_again(session: Session, note: Note) -> str:
    try:
        session.refresh(note)
    except Exception:  # ok: it was read before
        pass
    return note.text


def link_all(names: list[str]) -> int:
    linked = 0
    for name in names:
        try:
            requests.post("https://links.example.com", json={"name": name}, timeout=5)
            linked += 1
        except Exception:  # ok: what went well is counted
            pass
    return linked


def get_note(session: Session, number: int) -> Note:
    note = session.get(Note, number)
    try:
        note.seen = True
        session.commit()
    except Exception:  # ok: it is there for something else
        session.rollback()
        log.exception("not marked as seen")
    return note


async def read_next(stream: object) -> object:
    try:
        await stream.xgroup_create(name="notes", groupname="readers")
    except Exception:  # ok: it is there already
        pass
    return await stream.xreadgroup("readers")


async def resume(worker: object) -> None:
    try:
        await worker.update_state("running")
    except Exception:  # error: swallowed-exception hides whatever goes wrong in `worker.update_state()`
        pass


def renumber_all(names: list[str]) -> int:
    renumbered = 0
    for name in names:
        try:
            requests.put(f"https://names.example.com/{name}", timeout=5)
        except Exception:  # ok: what went well is counted
            continue
        renumbered += 1
    return renumbered


def entered(name: str) -> None:
    try:
        user_enters.send(sender=name)
    except Exception:  # ok: a signal within the process
        pass


def revert(session: Session, note: Note) -> None:
    try:
        note.count -= 1
        session.commit()
    except Exception:  # ok: another failure is dealt with
        session.rollback()


def finish(session: Session, note: Note) -> None:
    try:
        note.text += "."
        try:
            session.commit()
        except Exception:  # ok: what stands around it is explained
            session.rollback()
    except Exception:
        # A note that is not finished must not end the turn
        pass


def hatch() -> None:
    def fetch_one(name: str) -> str:
        """Tolerates a service that is down."""
        try:
            return requests.get(f"https://hatch.example.com/{name}", timeout=5).text
        except Exception:  # ok: the docstring says so
            return ""

    print(fetch_one("one"))


def add_columns(session: Session) -> None:
    try:
        session.execute("ALTER TABLE note ADD COLUMN seen BOOLEAN")
    except Exception:  # ok: it is there already
        pass


async def propose(name: str) -> None:
    with anyio.move_on_after(5):
        try:
            await client.post("/proposals", json={"name": name})
        except Exception:  # ok: it is given up when it takes too long, too
            pass


def logged(what: str) -> Callable[[Callable[[str], str]], Callable[[str], str]]:
    def decorate(function: Callable[[str], str]) -> Callable[[str], str]:
        def wrapper(name: str) -> str:
            try:
                return function(name)
            except Exception:
                log.exception("%s failed", what)
                raise

        return wrapper

    return decorate


@logged("look-up")
def look_up(name: str) -> str:
    return requests.get(f"https://names.example.com/{name}", timeout=5).text


def known_as(name: str) -> str:
    try:
        return look_up(name)
    except Exception:  # ok: its decorator logs that it failed
        return ""


def evidence_for(answer: str) -> str:
    """Look up where an answer stands.

    Never raises: a missing index gives an empty answer.
    """
    try:
        return requests.get("https://search.example.com", params={"q": answer}, timeout=5).text
    except Exception:  # ok: the docstring says that it never raises
        return ""


async def fetch_stripped(name: str) -> None:
    return await fetch_one(name.strip())


async def fetch_second() -> None:
    try:
        await fetch_stripped(" second ")
    except Exception:  # ok: it is logged where it fails, two calls below
        pass


async def fetch_and_mark(name: str) -> None:
    await fetch_one(name)
    await client.post("/marks", json={"name": name})


async def fetch_third() -> None:
    try:
        await fetch_and_mark("third")
    except Exception:  # error: swallowed-exception hides whatever goes wrong in `fetch_and_mark()`
        pass


def lay_out(session: Session) -> None:
    session.execute("CREATE TABLE IF NOT EXISTS note (text TEXT)")
    session.execute("CREATE TEMPORARY TABLE seen (note INTEGER)")
    try:
        session.execute("DELETE FROM note WHERE text IS NULL")
    except Exception:  # ok: the function lays out tables
        pass


def drop_and_count(session: Session) -> None:
    session.execute("DROP TABLE seen")
    try:
        session.execute("UPDATE note SET count = 0")
    except Exception:  # error: swallowed-exception hides whatever goes wrong in `session.execute()`
        pass


def speed_up(engine: Engine) -> None:
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("pragma journal_mode = wal")
    except Exception:  # ok: it only sets up the connection
        pass


class Statistics:
    def add(self, session: Session, note: Note) -> None:
        try:
            session.add(note)
            session.commit()
        except Exception:  # ok: metrics
            session.rollback()


def names_to_pick() -> object:
    try:
        names = requests.get("https://notes.example.com/names", timeout=5).json()
    except Exception:  # ok: it is shown in a user interface
        names = []
    return gradio.update(choices=names)


def names_of_notes() -> list[str]:
    try:
        names = requests.get("https://notes.example.com/names", timeout=5).json()
    except Exception:  # error: swallowed-exception into `[]`
        names = []
    return names


class Copies:
    def __init__(self, note_cache: object | None) -> None:
        self._note_cache = note_cache

    def keep(self, note: Note) -> None:
        if self._note_cache is not None:
            try:
                requests.post("https://copies.example.com", json={"id": note.id}, timeout=5)
            except Exception:  # ok: it only fills a cache
                pass

    def fetch(self, note: Note) -> None:
        if self._note_cache is None:
            try:
                requests.post("https://copies.example.com", json={"id": note.id}, timeout=5)
            except Exception:  # error: swallowed-exception hides whatever goes wrong in `requests.post()`
                pass


def end_thread(audio: object, note: Note) -> None:
    try:
        audio.put(None)
    except Exception:  # ok: nothing more will come
        pass
    try:
        audio.put(note)
    except Exception:  # error: swallowed-exception hides whatever goes wrong in `audio.put()`
        pass


async def pipe(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    try:
        while data := await source.load():
            target.send(data)
            await target.drain()
    except Exception:  # ok: the other end learns of it
        pass
    finally:
        target.close()


async def pipe_on(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    try:
        while data := await source.load():
            target.send(data)
            await target.drain()
    except Exception:  # error: swallowed-exception hides whatever goes wrong in `source.load()`
        pass
    finally:
        source.close()


def forget(note: Note, is_kept: bool) -> None:
    note.delete()
    # Leave the index as it is (best-effort)
    if not is_kept:
        try:
            requests.delete(f"https://search.example.com/{note.id}", timeout=5)
        except Exception:  # ok: the comment above the condition says so
            log.debug("not taken out of the index")


def prewarm() -> None:
    try:
        requests.get("https://search.example.com", timeout=5)
    except Exception:  # ok: the next request tells
        pass
