"""Each way to run asyncio in tests: what holds the loop fails by its line, all else passes."""

import pytest
from tests.runtime.conftest import RunSuite, line_held_by

HELD = ["sleeps", "asks", "computes", "matches", "locks"]
PARAMETRIZED = """
import asyncio, time, unittest
import pytest, shop

each = pytest.mark.parametrize("name", shop.HELD + shop.FINE)

def test_sync():
    time.sleep(0.3)

"""
ASYNC_TEST = "@each\nasync def test_it(name):\n    await getattr(shop, name)()\n"
BACKEND = "@pytest.fixture\ndef anyio_backend():\n    return"
RUNNERS = {
    "pytest-asyncio, strict": ("", "@pytest.mark.asyncio\n" + ASYNC_TEST),
    "pytest-asyncio, auto": ("asyncio_mode = auto", ASYNC_TEST),
    "pytest-asyncio, one loop": (
        "asyncio_mode = auto\nasyncio_default_test_loop_scope = session",
        ASYNC_TEST,
    ),
    "anyio": (
        "",
        f"{BACKEND} 'asyncio'\n@pytest.mark.anyio\n{ASYNC_TEST}",
    ),
    "anyio on uvloop": (
        "",
        f"{BACKEND} 'asyncio', {{'use_uvloop': True}}\n@pytest.mark.anyio\n{ASYNC_TEST}",
    ),
    "uvloop.run": (
        "",
        "@each\ndef test_it(name):\n    import uvloop\n    uvloop.run(getattr(shop, name)())\n",
    ),
    "asyncio.run": (
        "",
        "@each\ndef test_it(name):\n    asyncio.run(getattr(shop, name)())\n",
    ),
    "IsolatedAsyncioTestCase": (
        "",
        """
def case(name):
    async def test(self):
        await getattr(shop, name)()
    return test

Case = type("Case", (unittest.IsolatedAsyncioTestCase,), {
    f"test_it[{name}]": case(name) for name in shop.HELD + shop.FINE
})
""",
    ),
    "TestClient": (
        "",
        """
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

async def do(request):
    await getattr(shop, request.path_params["name"])()
    return PlainTextResponse("done")

app = Starlette(routes=[Route("/{name}", do)])

@each
def test_it(name):
    with TestClient(app) as client:
        assert client.get(f"/{name}").text == "done"
""",
    ),
}


# What is said when the guard's thread got no processor while the loop was held.
STARVED = ("(somewhere in it)", "at a place that is not known")


@pytest.mark.parametrize("runner", RUNNERS)
def test_what_holds_the_loop_fails_by_its_line(runner: str, run_suite: RunSuite) -> None:
    ini, text = RUNNERS[runner]
    run = run_suite(PARAMETRIZED + text, ini=ini)
    assert run.failed() == set(HELD), run.printed
    if any(words in each.text for each in run.cases.values() for words in STARVED):
        run = run_suite(PARAMETRIZED + text, ini=ini)
    for name in HELD:
        assert f" ms at {line_held_by(name)}\n" in run.cases[name].text
    assert len(run.cases) == 11
