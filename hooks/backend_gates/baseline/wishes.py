"""What a command line and the settings ask of the baseline."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backend_gates.schema import SettingsError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from pathlib import Path

    from backend_gates.settings import Settings

OPTIONS: tuple[tuple[str, str], ...] = (
    ("--baseline FILE", "Known findings, which are not reported; `baseline` in the settings."),
    ("--update-baseline", "Take out of the baseline what is mended."),
    ("--grow-baseline", "Take all that is found in as well; makes the file where there is none."),
    ("--strict-baseline", "Fail when the baseline still has what is mended, as CI should."),
)
NAMES = tuple(spelling.partition(" ")[0] for spelling, _ in OPTIONS)


class Wish(NamedTuple):
    """The baseline's file, and what is to become of it."""

    file: Path
    update: bool = False
    grow: bool = False
    strict: bool = False

    @property
    def writes(self) -> bool:
        """Whether the file may change."""
        return self.update or self.grow


def add_options(parser: ArgumentParser) -> None:
    """Declare the options of the baseline."""
    for spelling, meaning in OPTIONS:
        name, _, metavar = spelling.partition(" ")
        text = f"{meaning[0].lower()}{meaning[1:].rstrip('.')}"
        if metavar:
            parser.add_argument(name, metavar=metavar, help=text)
        else:
            parser.add_argument(name, action="store_true", help=text)


def wished(options: Namespace, config: Settings, cwd: Path) -> Wish | None:
    """Read options that `add_options` has declared; raises SettingsError."""
    flags = options.update_baseline, options.grow_baseline, options.strict_baseline
    return wish(options.baseline, flags, config, cwd)


def wish(
    named: str | None, flags: tuple[bool, bool, bool], config: Settings, cwd: Path
) -> Wish | None:
    """A wish for the file that was named, else for the settings' own; an empty name is for none.

    `flags` are update, grow and strict. Raises SettingsError when there is nothing to update.
    """
    base, name = (config.root, config.baseline) if named is None else (cwd, named)
    made = Wish(base / name, *flags)
    if name:
        return made
    if made.writes:
        raise SettingsError(
            "there is no baseline to update: name it with --baseline FILE, "
            'or once by `baseline = "FILE"` in [tool.backend-gates]'
        )
    return None
