import asyncio
import concurrent.futures
import queue
import signal
import threading
from concurrent.futures import ThreadPoolExecutor, wait
from multiprocessing import Pool, Process
from threading import Condition, Event, Lock, RLock, Semaphore, Thread

executor = ThreadPoolExecutor(4)
stopping = Event()
lock = Lock()
jobs: "queue.Queue[int]" = queue.Queue()


class Worker:
    def __init__(self) -> None:
        self._lock = RLock()
        self._idle = Condition()
        self._thread = Thread(target=print)
        self._count = 0

    async def stop(self) -> None:
        self._thread.join()  # error: blocking-call-in-async threading.Thread.join

    async def stop_without_waiting(self) -> None:
        self._thread.join(0)  # ok: doesn't wait
        self._thread.join(timeout=0)  # ok: likewise

    async def idle(self) -> None:
        with self._idle:
            self._idle.wait()  # error: blocking-call-in-async threading.Condition.wait

    async def count(self) -> None:
        with self._lock:  # ok: held for a moment, with nothing awaited
            self._count += 1

    async def count_and_tell(self) -> None:
        with self._lock:  # error: blocking-call-in-async `with self._lock` blocks the event loop: threading.RLock
            self._count += 1
            await asyncio.sleep(0)


async def hold(slots: Semaphore) -> None:
    lock.acquire()  # error: blocking-call-in-async threading.Lock.acquire
    if lock.acquire(blocking=False):  # ok: doesn't wait
        lock.release()
    if lock.acquire(False):  # ok: likewise
        lock.release()
    with slots:  # error: blocking-call-in-async threading.Semaphore
        print("in")


async def jobs_by_queue() -> None:
    jobs.get()  # error: blocking-call-in-async use asyncio.Queue
    jobs.get(block=False)  # ok: doesn't wait
    jobs.get_nowait()  # ok: likewise
    jobs.put(1)  # ok: without a size it has room
    jobs.join()  # error: blocking-call-in-async queue.Queue.join
    stopping.wait(10)  # error: blocking-call-in-async threading.Event.wait
    stopping.wait(0)  # ok: asks


async def results(numbers: list[int]) -> list[int]:
    future = executor.submit(pow, 2, 10)  # ok: handed to a thread
    first = future.result()  # error: blocking-call-in-async concurrent.futures.Future.result
    ready = future.result(timeout=0)  # ok: doesn't wait
    wait([future])  # error: blocking-call-in-async `wait()` blocks the event loop: concurrent.futures.wait
    for done in concurrent.futures.as_completed([future]):  # error: blocking-call-in-async concurrent.futures.as_completed
        print(done)
    executor.shutdown(wait=False)  # ok: doesn't wait
    executor.shutdown()  # error: blocking-call-in-async concurrent.futures.ThreadPoolExecutor.shutdown
    return [first, ready, await asyncio.wrap_future(future)]


async def from_the_loop_to_the_loop(loop: asyncio.AbstractEventLoop) -> None:
    future = asyncio.run_coroutine_threadsafe(asyncio.sleep(1), loop)
    future.result()  # error: blocking-call-in-async concurrent.futures.Future.result
    asyncio.run(asyncio.sleep(1))  # error: blocking-call-in-async runs a whole event loop inside this one's thread
    loop.run_until_complete(asyncio.sleep(1))  # error: blocking-call-in-async run_until_complete


async def processes() -> None:
    child = Process(target=print)
    child.start()  # ok: starts only
    child.join()  # error: blocking-call-in-async multiprocessing.Process.join
    with Pool(4) as pool:
        pool.map(print, [1, 2])  # error: blocking-call-in-async multiprocessing.pool.Pool.map
    signal.pause()  # error: blocking-call-in-async signal.pause


async def as_it_should_be(future: "asyncio.Future[int]") -> int:
    own = asyncio.Lock()
    async with own:  # ok: an async lock
        task = asyncio.create_task(asyncio.sleep(1, 2))
        await task
        return task.result() + future.result()  # ok: asyncio's own never wait
    await asyncio.get_running_loop().run_in_executor(executor, threading.Barrier(2).wait)  # ok: handed to a thread
