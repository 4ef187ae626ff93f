import resource
from collections import Counter

counts: Counter[str] = Counter()


def count(name: str) -> None:
    counts[name] += 1


def memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
