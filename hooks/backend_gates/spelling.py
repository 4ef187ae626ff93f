"""Help with mistyped names."""

from collections.abc import Iterable


def suggestion(word: str, valid: Iterable[str]) -> str:
    """Say which valid name is nearest to `word`; when none is near, name them all."""
    from difflib import get_close_matches  # noqa: PLC0415  only needed once something is wrong

    names = sorted(valid)
    near = get_close_matches(word, names, n=1)
    if near:
        return f"did you mean {near[0]!r}?"
    return f"valid are {', '.join(names)}" if names else "none is valid here"
