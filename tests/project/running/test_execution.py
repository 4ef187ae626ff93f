from pathlib import Path
from textwrap import dedent

import pytest

from backend_gates.project.project import Project
from backend_gates.project.resolution.scopes import Scope, functions
from backend_gates.project.resolution.values import FirstPartyFunction
from backend_gates.project.running import handing
from backend_gates.syntax import facts


def read(folder: Path, text: str) -> tuple[Project, Scope]:
    (folder / "service.py").write_text(dedent(text), "utf-8")
    project = Project(folder)
    module = project.modules.at("service.py")
    assert module is not None
    return project, module


def called(project: Project, scope: Scope) -> list[str]:
    """The names that `scope` hands to the loop, and those of the calls that it runs there."""
    steps = list(project.scheduled(scope))
    names = [step.node for step in steps if step.role == "called"]
    calls = [step.node.function for step in steps if isinstance(step.node, facts.Call)]
    return [node.id for node in (*names, *calls) if isinstance(node, facts.Name)]


@pytest.mark.parametrize(
    ("handed", "expected"),
    [
        ("loop.call_soon(flush, 1)", ["flush"]),
        ("loop.call_soon_threadsafe(callback=flush)", ["flush"]),
        ("loop.call_later(1, flush)", ["flush"]),
        ("loop.call_later(1, partial(flush, 2))", ["flush"]),
        ("loop.call_later(1, lambda: flush(2))", ["flush"]),
        ("loop.add_signal_handler(2, flush)", ["flush"]),
        ("asyncio.ensure_future(main()).add_done_callback(flush)", ["flush"]),
        ("anyio.from_thread.run_sync(flush)", ["flush"]),
        ("Provide(flush)", ["flush"]),
        ("Provide(flush, sync_to_thread=False)", ["flush"]),
        ("Provide(flush, sync_to_thread=True)", []),
        ("loop.call_later(*arguments, flush)", []),
        ("loop.call_later(flush)", []),
        ("loop.call_soon()", []),
        ("unknown.call_soon(flush)", []),
        ("loop.run_in_executor(None, flush)", []),
    ],
)
def test_code_off_the_loop_hands_functions_to_it(
    tmp_path: Path, handed: str, expected: list[str]
) -> None:
    text = f"""
        import asyncio
        import anyio
        from functools import partial
        from litestar.di import Provide

        def flush(number=0): ...

        def start(loop: asyncio.AbstractEventLoop, arguments):
            {handed}
        """
    project, module = read(tmp_path, text)
    start = list(functions(module))[-1]
    assert "start" == start.name
    assert expected == called(project, start)


def test_a_module_and_a_class_hand_functions_to_the_loop_too(tmp_path: Path) -> None:
    text = """
        from litestar.di import Provide

        def rates(): ...

        class Rates:
            dependencies = {"rates": Provide(rates)}

        Provide(rates)
        """
    project, module = read(tmp_path, text)
    node = next(node for node in module.node.body if isinstance(node, facts.Class))  # type: ignore[union-attr]  # a module's
    assert ["rates"] == called(project, module)
    assert ["rates"] == called(project, module.child(node))


def test_an_expression_hands_over_nothing_by_itself(tmp_path: Path) -> None:
    project, module = read(tmp_path, "later = lambda: run()")
    (assigned,) = [node for node in module.node.body if isinstance(node, facts.Assign)]  # type: ignore[union-attr]  # a module's
    assert isinstance(assigned.value, facts.Lambda)
    scope = module.child(assigned.value)
    assert [] == list(project.scheduled(scope))
    assert [assigned.value.body] == [step.node for step in project.executed(scope)]
    assert [] == list(project.executed(module))
    assert not handing.runs_elsewhere(project, FirstPartyFunction(scope, assigned.value))


@pytest.mark.parametrize(
    ("decorator", "expected"),
    [
        ("sync_to_async", True),
        ("sync_to_async(thread_sensitive=False)", True),
        ("asyncer.asyncify", True),
        ("cache", False),
        ("unknown", False),
    ],
)
def test_a_decorator_may_have_another_thread_run_the_function(
    tmp_path: Path, decorator: str, expected: object
) -> None:
    text = f"""
        from functools import cache
        import asyncer
        from asgiref.sync import sync_to_async

        @{decorator}
        def load(): ...
        """
    project, module = read(tmp_path, text)
    (scope,) = functions(module)
    assert isinstance(scope.node, facts.Function)
    assert expected == handing.runs_elsewhere(project, FirstPartyFunction(scope, scope.node))
