"""Adding to somebody's configuration changes nothing that stands in it."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from backend_gates.adoption.configuration import Hook, Repository, added, hook_ids, repositories
from backend_gates.schema import SettingsError

NEW = Repository(
    "https://example.org/gates", "v1", (Hook("one"), Hook("two", "args: [--project=a, '--b=c d']"))
)
ENTRY = {
    "repo": "https://example.org/gates",
    "rev": "v1",
    "hooks": [{"id": "one"}, {"id": "two", "args": ["--project=a", "--b=c d"]}],
}
USUAL = """\
repos:
  - repo: https://example.org/gates
    rev: v1
    hooks:
      - id: one
      - id: two
        args: [--project=a, '--b=c d']
"""


def lines_of(entry: str, indent: int = 0) -> str:
    return "".join(" " * indent + line for line in entry.splitlines(keepends=True)[1:])


@pytest.mark.parametrize("text", ["", "repos:\n", "repos: []\n", "repos:", "repos: null\n"])
def test_an_empty_configuration_gets_the_usual_layout(text: str) -> None:
    assert USUAL == added(text, NEW)


def test_other_keys_stay_where_they_are() -> None:
    head, tail = "# ours\nfail_fast: true\n", "exclude: ^docs/  # built\n"
    assert head + USUAL == added(head, NEW)
    assert head + USUAL + tail == added(f"{head}repos: []  # none as yet\n{tail}", NEW).replace(
        "repos:  # none as yet", "repos:"
    )


def test_the_layout_of_the_last_repository_is_kept() -> None:
    text = "repos:\n-   repo: local\n    hooks:\n    -   id: x\n        name: x  # why\n"
    assert (
        text
        + """\
-   repo: https://example.org/gates
    rev: v1
    hooks:
    -   id: one
    -   id: two
        args: [--project=a, '--b=c d']
"""
        == added(text, NEW)
    )


def test_comments_of_the_last_repository_stay_with_it() -> None:
    text = (
        "repos:\n  - repo: local\n    hooks:\n      - id: x\n        # - id: y\n"
        "      # not yet\n\n# the end\nci: {}\n"
    )
    at = text.index("\n# the end")
    assert text[:at] + lines_of(USUAL) + text[at:] == added(text, NEW)


def test_an_empty_line_between_repositories_is_kept_up() -> None:
    repo = "  - repo: local\n    hooks:\n      - id: x\n"
    text = f"repos:\n{repo}\n{repo}"
    assert text + "\n" + lines_of(USUAL) == added(text, NEW)


def test_line_ends_and_a_missing_last_one() -> None:
    text = "repos:\r\n  - repo: local\r\n    hooks: [{id: x}]"
    result = added(text, NEW)
    assert result.startswith(f"{text}\r\n  - repo: https")
    assert result.count("\n") == result.count("\r\n")


REFUSED = {
    "repos: [\n": r"^\.pre-commit-config\.yaml:2:1: invalid YAML: ",
    "repos:\n\t- repo: x\n": "invalid YAML: ",
    "a: b: c\n": r"yaml:1:5: invalid YAML: ",
    "a: \x01\n": "invalid YAML: ",
    "[" * 5000: "invalid YAML: ",
    "- repo: x\n": "must have `repos`",
    "repos: 1\n": "`repos` must be a list",
    "repos: [x]\n": "`repos` must be a list",
    "repos: [{repo: x, hooks: []}]\n": "`repos` stands in brackets",
    "a: &r\n- {repo: x}\nrepos: *r\n": "`repos` is written in a way that cannot be added to",
}


@pytest.mark.parametrize(("text", "told"), REFUSED.items())
def test_what_cannot_be_added_to_is_one_line(text: str, told: str) -> None:
    with pytest.raises(SettingsError, match=told) as caught:
        added(text, NEW)
    assert 1 == len(str(caught.value).splitlines())


def test_ids_of_hooks_whatever_else_stands_there() -> None:
    text = "repos:\n- {repo: a, hooks: [{id: x}, y, {id: 1}]}\n- {repo: b}\n- {repo: c, hooks: z}\n"
    assert ["x"] == list(hook_ids(repositories(text)))


def says(text: str, document: object) -> bool:
    try:
        return bool(yaml.safe_load(text) == document)
    except yaml.YAMLError:
        return False


words = st.sampled_from(
    ["a", "b c", "^x/.*", "1.0", "yes", "ä", "# no comment", "- x", "'", "x: y"]
)
hooks = st.fixed_dictionaries(
    {"id": words},
    optional={"args": st.lists(words, max_size=2), "files": words, "exclude": st.just("a\nb\n")},
)
repos = st.fixed_dictionaries({"repo": words, "hooks": st.lists(hooks, max_size=2)})
configurations = st.fixed_dictionaries(
    {"repos": st.lists(repos, max_size=3)}, optional={"ci": repos, "exclude": words}
)


@given(configurations, st.booleans(), st.sampled_from([2, 4, 6]), st.data())
def test_whatever_stands_there_stays(
    document: dict[str, object],
    has_comments: bool,  # noqa: FBT001  drawn
    indent: int,
    data: st.DataObject,
) -> None:
    text = yaml.safe_dump(
        document, indent=indent, allow_unicode=True, sort_keys=data.draw(st.booleans())
    )
    if has_comments:
        text = "".join(f"{line}# {line}" for line in text.splitlines(keepends=True))
        assume(says(text, document))  # a comment inside of a text is none
    result = added(text, NEW)
    expected = {**document, "repos": [*document["repos"], ENTRY]}  # type: ignore[misc]  # a list
    assert expected == yaml.safe_load(result)
    rest = iter(result.splitlines())
    kept = (line for line in text.splitlines() if line != "repos: []")
    assert all(any(line == other for other in rest) for line in kept)
