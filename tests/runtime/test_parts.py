"""The guard's parts, in the process of these tests."""

import asyncio
import gc
import threading
import time
from collections.abc import Iterator

import pytest

from backend_gates.runtime.event_loop_guard.blame import blame
from backend_gates.runtime.event_loop_guard.garbage import Garbage
from backend_gates.runtime.event_loop_guard.judging import counted, held
from backend_gates.runtime.event_loop_guard.sampling import Looking, Sampler
from backend_gates.runtime.event_loop_guard.values import Interval, Place
from backend_gates.runtime.event_loop_guard.watching import Watches

HERE = Place(__file__, 1, "test", "tests")
IMPORT = Place("<frozen importlib._bootstrap>", 1, "_find_and_load", "importlib._bootstrap")
DEBUGGER = Place("pdb.py", 1, "interaction", "pdb")
Judged = tuple[object, tuple[Interval, ...]]


@pytest.fixture
def judged() -> list[Judged]:
    """What took longer than a fifth of a second."""
    return []


@pytest.fixture
def watches(judged: list[Judged]) -> Watches:
    return Watches(0.2, 0.04, lambda callback, _, intervals: judged.append((callback, intervals)))


@pytest.fixture
def resting(watches: Watches) -> Iterator[threading.Event]:
    """A thread in a watched callback, until it is told to end it."""
    end = threading.Event()
    timed = watches.timed(lambda callback: callback())
    thread = threading.Thread(target=timed, args=(end.wait,))
    thread.start()
    yield end
    end.set()
    thread.join()


def test_looks_find_what_a_thread_is_doing(
    watches: Watches, resting: threading.Event, judged: list[Judged]
) -> None:
    looking = Looking(watches, 0.04)
    for _ in range(8):
        time.sleep(0.04)
        looking.look()
        looking.rest()
    resting.set()
    while not judged:
        time.sleep(0.001)
    ((_, intervals),) = judged
    assert len(intervals) == 9
    assert {place.function for each in intervals for place in each.stack} >= {"wait", "<lambda>"}
    looking.look()
    assert len(watches.by_thread) <= 1


def test_a_sampler_can_be_stopped_and_started_again(watches: Watches) -> None:
    sampler = Sampler(watches, 0.01)
    for _ in range(2):
        sampler.start()
        sampler.start()
        assert watches.looked_at
        sampler.stop()
        sampler.stop()
        assert not watches.looked_at


def test_a_callback_that_ran_others_is_not_judged(watches: Watches, judged: list[Judged]) -> None:
    timed = watches.timed(lambda callback: callback())

    def outer() -> None:
        timed(int)
        time.sleep(0.25)

    timed(outer)
    assert not judged


@pytest.mark.parametrize(
    ("interval", "seconds"),
    [
        (Interval(0.3, 0.0), 0.3),
        (Interval(0.3, 0.05, queued=0.25), 0.05),
        (Interval(0.3, 0.0, queued=0.1), 0.2),
        (Interval(0.1, 0.1, queued=0.2), -0.1),
        (Interval(0.3, 0.0, late=0.28), 0.02),
        (Interval(0.3, 0.3, late=0.28), 0.3),
        (Interval(0.3, 0.01, late=0.28), 0.01),
    ],
    ids=[
        "waits",
        "is starved",
        "waits, starved",
        "was starved",
        "others hold",
        "holds itself",
        "others compute",
    ],
)
def test_what_counts_of_an_interval(interval: Interval, seconds: float) -> None:
    assert held(interval) == pytest.approx(seconds)


def test_imports_ignored_modules_and_debuggers_do_not_count() -> None:
    plain = Interval(0.1, 0.1, stack=(HERE,))
    importing = Interval(0.1, 0.1, stack=(HERE, IMPORT))
    rest = Interval(0.01, 0.01)
    assert counted([plain, importing, rest, plain], ()) == (plain, plain)
    assert counted([plain, rest], ["tests"]) == ()
    assert counted([plain, Interval(1, 0, stack=(DEBUGGER, HERE))], ()) == ()


def test_who_is_to_blame() -> None:
    line = blame(None, [Interval(0.1, 0.0, stack=(IMPORT, HERE)), Interval(0.3, 0.0)])
    assert (line.place, line.manner) == (HERE, "waited")
    nobody = blame(None, [Interval(0.3, 0.3)])
    assert (nobody.place, nobody.manner) == (None, "held the interpreter")
    foreign = blame(None, [Interval(0.1, 0.1, stack=(IMPORT,)), Interval(0.1, 0.1)])
    assert (foreign.place, foreign.manner) == (IMPORT, "computed")


def test_garbage_is_timed_for_each_thread() -> None:
    garbage = Garbage()
    garbage.watch()
    started = time.perf_counter()
    junk = [[number] for number in range(100_000)]
    other = threading.Thread(target=gc.collect)
    other.start()
    other.join()  # or it keeps this thread from collecting
    for _ in range(5):
        gc.collect()
    garbage.unwatch()
    garbage.unwatch()
    assert 0 < garbage.seconds_since(started) < time.perf_counter() - started
    assert garbage.seconds_since(time.perf_counter()) == 0
    assert junk
    asyncio.run(asyncio.sleep(0))
