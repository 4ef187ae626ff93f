"""The plugin's hooks: each part of a test is watched, and fails by what held a loop in it."""

from collections.abc import Generator

import pytest

from . import settings
from .guard import Guard
from .wording import Row, explanation, milliseconds, shown, worst

_NAME = "backend-gates-event-loop-guard"
_IN_REPORT = "event_loop_blocked"
_PARTS = {"setup": " (set-up)", "call": "", "teardown": " (tear-down)"}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the settings."""
    settings.declare(parser)


def pytest_configure(config: pytest.Config) -> None:
    """Watch from now on, unless the plugin is there under another name."""
    if not config.pluginmanager.has_plugin(_NAME):
        config.pluginmanager.register(_Hooks(config), _NAME)


class _Hooks:
    """The hooks of one run."""

    def __init__(self, config: pytest.Config) -> None:
        self._settings = settings.read(config)
        self._root = config.rootpath
        self._guard = Guard(self._settings.limit, self._settings.ignore)
        self._guard.install()
        self._rows: list[Row] = []
        self._all: list[Row] = []

    def pytest_unconfigure(self) -> None:
        self._guard.remove()

    def pytest_runtestloop(self) -> None:
        """Forget what importing the tests did."""
        self._guard.claim()

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Generator[None, None, None]:
        yield from self._watch(item, "setup")
        settings.refuse_unreasoned(item)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, None, None]:
        yield from self._watch(item, "call")

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_teardown(self, item: pytest.Item) -> Generator[None, None, None]:
        yield from self._watch(item, "teardown")

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_makereport(
        self,
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Send with the report, also from pytest-xdist's workers, what the summary needs."""
        report = yield
        setattr(report, _IN_REPORT, self._rows)
        return report

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Collect what the summary needs."""
        rows = getattr(report, _IN_REPORT, ())
        self._all += [(seconds, place, f"{report.nodeid}{part}") for seconds, place, part in rows]

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """List the worst."""
        if self._all:
            allowed = milliseconds(self._settings.limit)
            terminalreporter.section(f"event loop held for more than {allowed}")
            for line in worst(self._all):
                terminalreporter.write_line(line)

    def _watch(self, item: pytest.Item, part: str) -> Generator[None, None, None]:
        self._guard.start()
        try:
            yield
        except BaseException:
            self._add_section(item, part, self._claim(item, part))
            raise
        text = self._claim(item, part)
        if text and not self._settings.report_only:
            raise pytest.fail.Exception(text, pytrace=False)
        self._add_section(item, part, text)

    def _claim(self, item: pytest.Item, part: str) -> str:
        """Note what held a loop during this part of the test, and return it as text."""
        self._rows = []
        claimed = self._guard.claim()
        if not claimed:
            return ""
        limit = settings.allowed(item, self._settings)
        found = [each for each in claimed if each.seconds > limit]
        self._rows = [(each.seconds, shown(each, self._root), _PARTS[part]) for each in found]
        for seconds, place, where in self._rows:
            text = f"{milliseconds(seconds)} at {place}{where}"
            item.user_properties.append((_IN_REPORT, text))
        return "\n\n".join(explanation(each, limit, self._root) for each in found)

    @staticmethod
    def _add_section(item: pytest.Item, part: str, text: str) -> None:
        if text:
            item.add_report_section(part, "event loop", text)
