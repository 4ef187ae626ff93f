"""What the guard tells, what can be set, and what stands beside it."""

import os
import re
import shutil
import sys
from pathlib import Path

import pytest
from tests.runtime.conftest import GUARD, RunSuite

AUTO = "asyncio_mode = auto\n"
RUNTIME = Path(__file__).parents[2] / "hooks" / "backend_gates" / "runtime"
SLEEPS = """
import time

async def test_sleeps():
    time.sleep(0.3)
"""
AT = "test_suite.py:5"
FIXTURES = """
import asyncio, pytest, time

@pytest.fixture
async def slow():
    time.sleep(0.3)
    yield
    time.sleep(0.3)

@pytest.fixture
async def slow_in_the_end():
    yield
    time.sleep(0.3)

async def test_set_up(slow):
    raise AssertionError("the set-up has failed")

async def test_tear_down(slow_in_the_end):
    pass

async def test_fails_anyway():
    time.sleep(0.3)
    raise ValueError("by itself")

async def test_waits():
    await asyncio.sleep(0.3)
"""
MARKERS = """
import pytest, time

allow = pytest.mark.allow_event_loop_blocking

@allow(450, "a driver that only works on this thread")
async def test_allowed():
    time.sleep(0.3)

@allow(ms=150, reason="not for so long")
async def test_allowed_less():
    time.sleep(0.3)

@allow(450)
async def test_without_reason():
    pass

@allow(ms=450, reason=" ")
async def test_with_empty_reason():
    pass

@allow(reason="how long?")
async def test_without_time():
    pass
"""
MANY = """
import pytest, time

@pytest.mark.parametrize("number", range(12))
async def test_many(number):
    time.sleep(0.2 + number / 100)
"""
BESIDE = """
import asyncio, io, os, pdb, signal, subprocess, sys, time
import pytest

class Terminal(io.StringIO):
    def readline(self):
        time.sleep(0.3)
        return "c\\n"

async def test_debugger():
    debugger = pdb.Pdb(stdin=Terminal(), stdout=io.StringIO())
    debugger.set_trace()
    debugger.set_quit()
    sys.settrace(None)

def test_forks():
    child = os.fork()
    if not child:
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0

async def test_is_stopped():
    wake = f"import os, time; time.sleep(0.6); os.kill({os.getpid()}, 18)"
    waker = await asyncio.to_thread(subprocess.Popen, [sys.executable, "-c", wake])
    os.kill(os.getpid(), signal.SIGSTOP)
    assert await asyncio.to_thread(waker.wait) == 0

async def test_nested():
    asyncio.events.Handle(time.sleep, (0,), asyncio.get_running_loop())._run()
    time.sleep(0.2)

async def test_power():
    power = 3 ** 4_000_000
    assert power

async def test_holds():
    time.sleep(0.3)

def test_other_threads_loop():
    started = time.perf_counter()
    done = []
    async def block():
        time.sleep(0.3)
        done.append(True)
    import threading
    thread = threading.Thread(target=asyncio.run, args=(block(),))
    thread.start()
    while not done:
        time.sleep(0.001)
"""

FORBIDDEN = """
import os, time
import pytest
from blockbuster import BlockingError, blockbuster_ctx

@pytest.fixture(autouse=True)
def forbid():
    with blockbuster_ctx():
        yield

async def test_forks():
    child = os.fork()
    if not child:
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0

async def test_waits():
    with pytest.raises(BlockingError):
        time.sleep(0.01)
"""


def test_fixtures_and_failures_are_told_apart(run_suite: RunSuite) -> None:
    run = run_suite(FIXTURES, ini=AUTO)
    assert run.code == 1
    assert run.failed() == {"test_set_up", "test_tear_down", "test_fails_anyway"}
    assert run.cases["test_set_up"].trouble == "error+error"
    assert run.cases["test_tear_down"].trouble == "error"
    assert " ms at test_suite.py:13\n" in run.cases["test_tear_down"].text
    assert "test_suite.py:6 (set-up)" in run.cases["test_set_up"].properties[0]
    assert "test_suite.py:13 (tear-down)" in run.cases["test_tear_down"].properties[0]
    assert "ValueError: by itself" in run.printed
    assert "ms  test_suite.py:22  test_suite.py::test_fails_anyway" in run.printed
    assert "it waited: await" in run.printed


def test_a_marker_allows_more_and_needs_a_reason(run_suite: RunSuite) -> None:
    run = run_suite(MARKERS, "--strict-markers", ini=AUTO)
    assert run.failed() == {
        "test_allowed_less",
        "test_without_reason",
        "test_with_empty_reason",
        "test_without_time",
    }
    assert "allowed are 150 ms" in run.cases["test_allowed_less"].text
    assert 'ms=250, reason="why it has to be"' in run.cases["test_without_reason"].text


def test_the_summary_lists_the_worst_ten_also_from_workers(run_suite: RunSuite) -> None:
    run = run_suite(MANY, "-n2", "--event-loop-blocked-ms=50", ini=AUTO)
    assert len(run.failed()) == 12
    assert "event loop held for more than 50 ms" in run.printed
    assert run.printed.count(" ms  test_suite.py:6  test_suite.py::test_many[") == 10
    assert "and 2 more" in run.printed


def test_settings_of_a_project(run_suite: RunSuite) -> None:
    assert run_suite(SLEEPS, ini=f"{AUTO}event_loop_blocked_ms = 450").code == 0
    assert run_suite(SLEEPS, ini=f"{AUTO}event_loop_blocked_ignore = test_suite").code == 0
    assert run_suite(SLEEPS, "--event-loop-blocked-ignore=test", ini=AUTO).code == 1
    reported = run_suite(SLEEPS, ini=f"{AUTO}event_loop_blocked_report_only = true")
    assert reported.code == 0
    assert f"at {AT}" in reported.cases["test_sleeps"].properties[0]
    assert f"ms  {AT}  test_suite.py::test_sleeps" in reported.printed
    refused = run_suite(SLEEPS, ini=f"{AUTO}event_loop_blocked_ms = soon")
    assert refused.code == 4
    assert "'soon' should be a number of milliseconds above 0" in refused.printed


@pytest.mark.skipif(sys.platform != "linux", reason="signals and clocks as Linux has them")
def test_debuggers_forks_stops_and_threads(run_suite: RunSuite) -> None:
    run = run_suite(BESIDE, ini=AUTO)
    held = {"test_power", "test_holds", "test_other_threads_loop"}
    assert run.failed() == held, run.printed
    # An operator lets go of the interpreter at the next call, or with the end of the callback.
    assert re.search(r"test_suite\.py:3[234]", run.cases["test_power"].text)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there are no forks")
def test_beside_a_detector_that_forbids_to_wait(run_suite: RunSuite) -> None:
    """The guard waits for its thread before a fork, on the loop."""
    run = run_suite(FORBIDDEN, "-W", "error::pytest.PytestUnraisableExceptionWarning", ini=AUTO)
    assert run.code == 0, run.printed


@pytest.mark.parametrize("method", ["signal", "thread"])
def test_beside_timeouts(method: str, run_suite: RunSuite) -> None:
    run = run_suite(SLEEPS, "--timeout=60", f"--timeout-method={method}", ini=AUTO)
    assert run.failed() == {"test_sleeps"}


def test_the_folder_alone_is_the_plugin(run_suite: RunSuite, tmp_path: Path) -> None:
    """A copy of it works, also beside the installed one."""
    shutil.copytree(RUNTIME / "event_loop_guard", tmp_path / "event_loop_guard")
    text = f"{SLEEPS}    import sys\n    assert 'backend_gates' not in sys.modules\n"
    alone = run_suite(text, ini=AUTO, plugin="event_loop_guard")
    assert f" ms at {AT}\n" in alone.cases["test_sleeps"].text
    both = run_suite(SLEEPS, "-p", GUARD, ini=AUTO, plugin="event_loop_guard")
    assert both.failed() == {"test_sleeps"}
    assert both.printed.count(f"ms  {AT}") == 1
