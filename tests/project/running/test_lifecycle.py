from collections.abc import Callable, Mapping
from pathlib import Path
from textwrap import dedent, indent
from types import MappingProxyType

import pytest

from backend_gates.project.project import Project
from backend_gates.project.resolution.scopes import functions

Started = Callable[..., list[str]]


@pytest.fixture
def started(tmp_path: Path) -> Started:
    """The functions of `service.py` that run at start or end, beside other files."""

    def find(service: str, others: Mapping[str, str] = MappingProxyType({})) -> list[str]:
        for name, text in {"service.py": service, **others}.items():
            (tmp_path / name).write_text(dedent(text), "utf-8")
        project = Project(tmp_path)
        module = project.modules.at("service.py")
        assert module is not None
        return [scope.name for scope in functions(module) if project.runs_at_startup(scope)]

    return find


@pytest.mark.parametrize(
    "registration",
    [
        "App(lifespan=begin)",
        "App(on_startup=[begin, other.thing])",
        "App(on_startup=(*others, begin))",
        "App(on_startup=others + [begin])",
        "App(**{'on_shutdown': [begin]})",
        "App(lifespan=begin if debug else other)",
        "App(lifespan=partial(begin, 1))",
        "App(lifespan=joined(begin, other))",
        "app.on_startup.append(begin)",
        "app.on_cleanup.insert(0, begin)",
        "app.cleanup_ctx += [begin]",
        "app.router.lifespan_context = begin",
        "app.add_event_handler('startup', begin)",
        "app.add_event_handler(Events.WORKER_STARTUP, begin)",
        "app.on_event('shutdown')(begin)",
        "app.before_serving(begin)",
        "app.register_listener(begin, 'after_server_start')",
        "builder.token('').post_init(begin)",
        "class Settings:\n    on_startup = begin",
    ],
)
def test_a_registered_function_runs_at_start_or_end(started: Started, registration: str) -> None:
    text = f"from functools import partial\nasync def begin(*given): ...\n{registration}\n"
    assert ["begin"] == started(text)
    inside = (
        f"async def begin(*given): ...\ndef make(app, debug):\n{indent(registration, '    ')}\n"
    )
    assert ["begin"] == started(inside)


@pytest.mark.parametrize(
    "use",
    [
        "App(begin)",
        "App(on_error=begin)",
        "app.handlers.append(begin)",
        "append(begin)",
        "app.add_event_handler('order', begin)",
        "app.add_event_handler(begin)",
        "app.on_event('order')(begin)",
        "make()(begin)",
        "app.on_error = begin",
        "on_startup = begin",
        "app.count += begin",
        "App(**{'on_error': begin, **others})",
        "begin: object",
        "App(lifespan='begin')",
    ],
)
def test_any_other_use_registers_nothing(started: Started, use: str) -> None:
    assert [] == started(f"async def begin(*given): ...\n{use}\n")


@pytest.mark.parametrize(
    "decorator", ["app.on_startup", "app.on_event('startup')", "app.listener('before_server_stop')"]
)
def test_a_decorator_registers(started: Started, decorator: str) -> None:
    assert ["begin"] == started(f"@{decorator}\nasync def begin(*given): ...\n")


@pytest.mark.parametrize("decorator", ["app.on_event('order')", "app.on_event", "on_startup"])
def test_other_decorators_do_not(started: Started, decorator: str) -> None:
    assert [] == started(f"@{decorator}\nasync def begin(*given): ...\n")


def test_what_is_repeated_is_not_over_after_the_start(started: Started) -> None:
    decorators = "@app.on_event('startup')\n@repeat_every(seconds=1)\n"
    assert [] == started(f"{decorators}async def begin(): ...\n")


def test_a_context_manager_that_takes_an_application_is_a_lifespan(started: Started) -> None:
    text = """
        from contextlib import asynccontextmanager
        from fastapi import FastAPI, Request

        @asynccontextmanager
        async def begin(_: FastAPI): ...

        @asynccontextmanager
        async def lifespan_of_one(_: Request): ...

        @asynccontextmanager
        async def lifespan(_): ...

        @other
        async def lifespan_of_two(_: FastAPI): ...
        """
    assert ["begin"] == started(text)


def test_a_name_that_is_not_resolved_stands_for_the_one_beside_it(started: Started) -> None:
    text = """
        class Service:
            async def lifespan(self): ...
            async def other(self): ...

        def build(service):
            App(lifespan=service.lifespan)
        """
    assert ["Service.lifespan"] == started(text)


def test_a_function_made_by_another_is_registered(started: Started) -> None:
    text = """
        from typing import Callable

        def make(app) -> Callable:
            async def begin(): ...
            async def other(): ...
            if app is None:
                return None
            return begin

        app.add_event_handler("startup", make(app))
        app.add_event_handler("startup", unknown(app))
        """
    assert ["make.begin"] == started(text)


def test_an_object_that_is_entered_is_registered(started: Started) -> None:
    text = """
        class Resources:
            async def __aenter__(self): ...
            async def refresh(self): ...

        App(lifespan=Resources())
        """
    assert ["Resources.__aenter__"] == started(text)


def test_another_file_registers(started: Started) -> None:
    text = """
        class Database:
            async def connect(self): ...

        async def warm(): ...
        async def cold(): ...
        """
    main = """
        import service
        from service import warm as go

        App(on_startup=[go, service.Database().connect])
        """
    assert ["Database.connect", "warm"] == started(text, {"main.py": main})


def test_files_that_cannot_be_read_register_nothing(started: Started, tmp_path: Path) -> None:
    (tmp_path / "gone.py").symlink_to(tmp_path / "nowhere")
    assert [] == started("async def begin(): ...\n", {"bad.py": "lifespan = begin ("})
