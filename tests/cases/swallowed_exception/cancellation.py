import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator

import anyio
import trio
from shop.feeds import Feed, Message

log = logging.getLogger(__name__)


async def relay(feed: Feed) -> None:
    while True:
        try:
            await feed.send(await feed.receive())
        except asyncio.CancelledError:  # error: swallowed-exception `except asyncio.CancelledError` without a `raise` takes the cancellation of the task in `feed.send()` and what stands with it
            pass


async def relay_barely(feed: Feed) -> None:
    while feed.is_open:
        try:
            await feed.send(await feed.receive())
        except:  # error: swallowed-exception `except` also catches `CancelledError` in `feed.send()` and what stands with it, so that the task can't be cancelled
            log.exception("not relayed")


async def relay_basely(feed: Feed) -> None:
    for message in feed.backlog:
        try:
            await feed.send(message)
        except BaseException as error:  # error: swallowed-exception `except BaseException` also catches `CancelledError`
            log.error("not relayed: %s", error)


async def fetch(feed: Feed) -> Message | None:
    try:
        return await feed.receive()
    except asyncio.CancelledError:  # error: swallowed-exception `except asyncio.CancelledError` without a `raise`
        log.warning("cancelled")
        return None


async def fetch_either(feed: Feed) -> Message | None:
    try:
        return await feed.receive()
    except (asyncio.CancelledError, ConnectionError):  # error: swallowed-exception `except (asyncio.CancelledError, ConnectionError)` without a `raise`
        return None


async def fetch_softly(feed: Feed) -> None:
    with contextlib.suppress(asyncio.CancelledError):  # error: swallowed-exception `suppress(asyncio.CancelledError)`
        await feed.refresh()
    await feed.send(Message("refreshed"))


async def stream(feed: Feed) -> AsyncIterator[str]:
    try:
        while True:
            message = await feed.receive()
            yield message.text
    except asyncio.CancelledError:  # ok: the generator ends, and its client is gone
        log.info("client went away")


async def in_anyio(feed: Feed) -> None:
    while True:
        try:
            await feed.refresh()
        except anyio.get_cancelled_exc_class():  # error: swallowed-exception `except anyio.get_cancelled_exc_class()` without a `raise`
            log.info("cancelled")


async def in_trio(feed: Feed) -> None:
    try:
        await feed.refresh()
    except trio.Cancelled:  # error: swallowed-exception `except trio.Cancelled` without a `raise`
        log.info("cancelled")
    await feed.refresh()


async def in_trio_for_ever(feed: Feed) -> None:
    while True:
        try:
            await feed.refresh()
        except trio.Cancelled:  # error: swallowed-exception `except trio.Cancelled` without a `raise`
            log.info("cancelled")


async def refresh_for_ever(feed: Feed) -> None:
    while True:
        with contextlib.suppress(asyncio.CancelledError):  # error: swallowed-exception `suppress(asyncio.CancelledError)`
            await feed.refresh()


async def listen(feed: Feed, heard: list[Message]) -> None:
    while True:
        try:
            heard.append(await feed.receive())
        except asyncio.CancelledError:  # ok: it leaves the loop, and hands over what it has
            break
    await feed.send(heard[0])


async def refresh_once(feed: Feed) -> None:
    while feed.is_open:
        try:
            await feed.refresh()
        except asyncio.CancelledError:  # ok: the loop ends here in any case
            log.info("cancelled")
        break


async def tidy(feed: Feed) -> None:
    try:
        await feed.refresh()
    except asyncio.CancelledError:
        log.info("cancelled")
        raise  # ok: it goes on


async def apart(feed: Feed) -> None:
    while True:
        try:
            await feed.refresh()
        except asyncio.CancelledError:
            raise
        except BaseException:  # ok: cancellation never gets here
            log.exception("not refreshed")


async def since_python_38(feed: Feed) -> None:
    while True:
        try:
            await feed.refresh()
        except Exception:  # ok: cancellation is no Exception
            log.exception("not refreshed")


async def stop(task: asyncio.Task[None]) -> None:
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:  # ok: it was cancelled here
        pass


async def replace(tasks: list[asyncio.Task[None]], feed: Feed) -> None:
    for task in tasks:
        task.cancel()
    with contextlib.suppress(asyncio.CancelledError):  # ok: they were cancelled here
        await asyncio.gather(*tasks)
    await feed.refresh()


async def wait_for(task: asyncio.Task[None], feed: Feed) -> None:
    with contextlib.suppress(asyncio.CancelledError):  # ok: a task that somebody else may cancel
        await task
    await feed.refresh()


class Worker:
    def start(self, feed: Feed) -> None:
        self.task = asyncio.create_task(self._run(feed))

    async def _run(self, feed: Feed) -> None:
        try:
            while True:
                await feed.refresh()
        except asyncio.CancelledError:  # ok: the end of the coroutine is the end of its task
            log.info("worker stopped")


async def with_timeout(feed: Feed) -> None:
    try:
        await feed.refresh()
    except asyncio.CancelledError:  # ok: it asks who was meant
        if asyncio.current_task().uncancel():
            return
    await feed.refresh()


async def keep(feed: Feed, future: asyncio.Future[Message]) -> None:
    try:
        future.set_result(await feed.receive())
    except BaseException as error:  # ok: whoever waits for the future gets it
        future.set_exception(error)


def sync(feed: Feed) -> None:
    try:
        asyncio.run(feed.refresh())
    except asyncio.CancelledError:  # ok: no task runs this
        pass


async def wait_until_closed(closed: asyncio.Event) -> None:
    try:
        await closed.wait()
    except asyncio.CancelledError:  # ok: the coroutine ends, as the cancellation asked for
        pass


async def reconnect(feed: Feed, abort: asyncio.Event) -> None:
    while True:
        is_over = False
        try:
            await asyncio.wait_for(abort.wait(), 30)
        except asyncio.TimeoutError:
            await feed.connect()
        except asyncio.CancelledError:  # ok: looked at below
            is_over = True
        if is_over:
            break


async def write(feed: Feed, messages: asyncio.Queue[Message]) -> None:
    while True:
        try:
            await feed.send(await messages.get())
        except asyncio.CancelledError:  # ok: it only tidies up behind the loop
            break
    await feed.close()


async def describe(feed: Feed) -> str:
    try:
        latest = await feed.receive()
    except:  # ok: looked at below
        latest = None
    if latest is None:
        raise LookupError(feed)
    return latest.text


async def greet(feed: Feed) -> None:
    try:
        await feed.send(Message("hello"))
    except:  # error: swallowed-exception `except` also catches `CancelledError` in `feed.send()`
        pass
    await feed.send(Message("goodbye"))


async def first_of(feed: Feed) -> AsyncIterator[str]:
    try:
        while feed.is_open:
            message = await feed.receive()
            yield message.text
    except:  # ok: the generator ends, and its client is gone
        log.warning("client went away")


async def join(tasks: list[asyncio.Task[None]], feed: Feed) -> None:
    try:
        await asyncio.wait_for(asyncio.gather(*tasks), 10)
    except BaseException:  # ok: tasks that somebody else may cancel
        log.warning("not joined")
    await feed.refresh()


async def keep_open(feed: Feed) -> None:
    try:
        await asyncio.shield(feed.refresh())
    except BaseException:  # ok: what is shielded goes on
        log.warning("not refreshed")
    await feed.refresh()


async def read_all(feeds: AsyncIterator[Feed]) -> int:
    count = 0
    try:
        async for feed in feeds:
            async with feed.opened():
                count += 1
    except BaseException:  # error: swallowed-exception `except BaseException` also catches `CancelledError`
        log.exception("not all were read")
    for feed in [feeds]:
        log.info("%s", feed)
    return count


class Relay:
    def start(self, feed: Feed) -> None:
        self.task = asyncio.create_task(self._relay(feed))

    async def _relay(self, feed: Feed) -> None:
        try:
            await feed.refresh()
        except:  # ok: the end of the coroutine is the end of its task
            log.exception("not relayed")


async def leave(feed: Feed) -> None:
    while feed.is_open:
        try:
            await feed.refresh()
        except:  # error: swallowed-exception `except` also catches `CancelledError`
            log.exception("not refreshed")
            break
    await feed.send(Message("left"))


async def return_early(feed: Feed) -> str:
    try:
        message = await feed.receive()
        return message.text
    except:  # error: swallowed-exception `except` also catches `CancelledError`
        return ""


_remembered: list[Feed] = []


async def remember(feed: Feed) -> None:
    _remembered.append(feed)


async def remember_all(feeds: AsyncIterator[Feed]) -> None:
    async for feed in feeds:
        _remembered.append(feed)


class Memory:
    async def keep(self, feed: Feed) -> None:
        raise NotImplementedError


async def refresh_known(feed: Feed) -> None:
    try:
        await remember(feed)
    except:  # ok: it never waits, so that nothing can be cancelled in it
        log.exception("not remembered")
    await feed.refresh()


async def refresh_all(feed: Feed, feeds: AsyncIterator[Feed]) -> None:
    try:
        await remember_all(feeds)
    except:  # error: swallowed-exception `except` also catches `CancelledError` in `remember_all()`
        log.exception("not remembered")
    await feed.refresh()


async def refresh_kept(feed: Feed, memory: Memory) -> None:
    try:
        await memory.keep(feed)
    except:  # error: swallowed-exception `except` also catches `CancelledError` in `memory.keep()`
        log.exception("not remembered")
    await feed.refresh()
