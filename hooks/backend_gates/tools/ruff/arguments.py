"""Take the command line of a ruff hook apart: our own options, ruff's, and the paths."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

# ruff's options that are followed by a value, from `ruff check --help` and `ruff format --help`.
_WITH_VALUE = frozenset(
    {
        "--baseline",
        "--cache-dir",
        "--color",
        "--config",
        "--exclude",
        "--extend-exclude",
        "--extend-fixable",
        "--extend-ignore",
        "--extend-per-file-ignores",
        "--extend-select",
        "--extension",
        "--fixable",
        "--ignore",
        "--line-length",
        "--mandatory",
        "--output-file",
        "--output-format",
        "--per-file-ignores",
        "--range",
        "--select",
        "--stdin-filename",
        "--target-version",
        "--unfixable",
        "-o",
    }
)
_FILE_SELECTION = frozenset(
    {
        "--config",
        "--exclude",
        "--extend-exclude",
        "--extension",
        "--isolated",
        "--no-respect-gitignore",
        "--respect-gitignore",
        "--no-force-exclude",
    }
)


class Option(NamedTuple):
    """One option as it was given: `--exit-zero` or `--output-format` with its value."""

    name: str
    value: str | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """Return the option as words of a command line."""
        if self.value is None:
            return (self.name,)
        return (f"{self.name}={self.value}",) if self.name[:2] == "--" else (self.name, self.value)


class Request(NamedTuple):
    """What a user asks of a ruff hook: options in their order, then files or folders."""

    options: tuple[Option, ...] = ()
    paths: tuple[str, ...] = ()

    def values(self, *names: str) -> tuple[str, ...]:
        """Return the values given to an option, under any of its names."""
        return tuple(each.value or "" for each in self.options if each.name in names)

    def codes(self, name: str) -> tuple[str, ...]:
        """Return the rule codes that an option lists, comma separated."""
        return tuple(
            code
            for value in self.values(name)
            for code in value.replace(" ", "").split(",")
            if code
        )

    def has(self, *names: str) -> bool:
        """Tell whether one of the options was given."""
        return any(each.name in names for each in self.options)

    def words(self, *left_out: str) -> tuple[str, ...]:
        """Return the options as ruff gets them, without those named."""
        return _flat(each for each in self.options if each.name not in left_out)

    def selecting_words(self) -> tuple[str, ...]:
        """Return the options that decide which files ruff looks at."""
        return _flat(each for each in self.options if each.name in _FILE_SELECTION)


def request_of(arguments: Sequence[str]) -> Request:
    """Take arguments apart. What begins with a dash is an option, up to a lone `--`."""
    options: list[Option] = []
    paths: list[str] = []
    rest = iter(arguments)
    for word in rest:
        if word == "--":
            paths += rest
        elif word.startswith("-") and word != "-":
            options.append(_option(word, rest))
        else:
            paths.append(word)
    return Request(tuple(options), tuple(paths))


def _option(word: str, rest: Iterator[str]) -> Option:
    name, equals, value = word.partition("=")
    if equals:
        return Option(name, value)
    return Option(name, next(rest, None)) if name in _WITH_VALUE else Option(name)


def _flat(options: Iterator[Option]) -> tuple[str, ...]:
    return tuple(chain.from_iterable(each.words for each in options))
