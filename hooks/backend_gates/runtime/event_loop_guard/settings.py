"""What a project sets: in its pytest configuration, on the command line, and on its tests."""

from typing import NamedTuple

import pytest

from .wording import MARKER

_GROUP = "event loop blocked"
_LIMIT, _IGNORE, _REPORT_ONLY = (
    f"event_loop_blocked_{each}" for each in ("ms", "ignore", "report_only")
)
_MARKER_HELP = (
    f"{MARKER}(ms, reason): the test and its fixtures may hold the event loop for so many "
    "milliseconds; the reason is required."
)


class Settings(NamedTuple):
    """The seconds for which a callback may hold its loop, modules that may longer, and how strict.

    With `report_only` no test fails.
    """

    limit: float
    ignore: tuple[str, ...]
    report_only: bool


def declare(parser: pytest.Parser) -> None:
    """Add the options, unless the plugin is there under another name."""
    group = parser.getgroup(_GROUP)
    if group.options:
        return
    limit = "milliseconds for which a callback may hold the event loop (default: 100)"
    ignore = "modules and packages that may hold it longer"
    report_only = "tell which tests held it, and let them pass"
    group.addoption("--event-loop-blocked-ms", type=float, metavar="MS", help=limit)
    more = f"{ignore}; again for several"
    group.addoption("--event-loop-blocked-ignore", action="append", metavar="MODULE", help=more)
    group.addoption("--event-loop-blocked-report-only", action="store_true", help=report_only)
    parser.addini(_LIMIT, limit, default="100")
    parser.addini(_IGNORE, ignore, type="linelist", default=[])
    parser.addini(_REPORT_ONLY, report_only, type="bool", default=False)


def read(config: pytest.Config) -> Settings:
    """Return what is set; the command line counts before the configuration."""
    config.addinivalue_line("markers", _MARKER_HELP)
    named = config.getoption(_LIMIT)
    limit = _number(config.getini(_LIMIT) if named is None else named)
    ignore = (*config.getini(_IGNORE), *(config.getoption(_IGNORE) or ()))
    report_only = bool(config.getoption(_REPORT_ONLY) or config.getini(_REPORT_ONLY))
    return Settings(limit / 1000, tuple(map(str, ignore)), report_only)


def allowed(item: pytest.Item, settings: Settings) -> float:
    """Return for how many seconds the test may hold the loop."""
    marker = item.get_closest_marker(MARKER)
    ms, _ = _given(marker) if marker else (None, None)
    return ms / 1000 if isinstance(ms, (int, float)) else settings.limit


def refuse_unreasoned(item: pytest.Item) -> None:
    """Fail the test when its marker gives no number or no reason."""
    marker = item.get_closest_marker(MARKER)
    ms, reason = _given(marker) if marker else (0, "none is needed")
    if not isinstance(ms, (int, float)) or not isinstance(reason, str) or not reason.strip():
        raise pytest.fail.Exception(
            f'write @pytest.mark.{MARKER}(ms=250, reason="why it has to be")', pytrace=False
        )


def _given(marker: pytest.Mark) -> tuple[object, object]:
    given = {**dict(zip(("ms", "reason"), marker.args, strict=False)), **marker.kwargs}
    return given.get("ms"), given.get("reason")


def _number(written: object) -> float:
    try:
        number = float(str(written))
    except ValueError:
        number = 0.0
    if number > 0:
        return number
    raise pytest.UsageError(f"{_LIMIT}: {written!r} should be a number of milliseconds above 0")
