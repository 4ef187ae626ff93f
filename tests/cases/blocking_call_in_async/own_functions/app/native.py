from _native import digest, solve_many


def checksum(content: bytes) -> bytes:
    return digest(content)


def quick(content: bytes) -> int:
    return len(content)


class Solver:
    def __init__(self, limit: int) -> None:
        self.limit = limit

    def solve(self, routes: list[int]) -> list[int]:
        return solve_many(routes, self.limit)

    def check(self, routes: list[int]) -> bool:
        return len(routes) <= self.limit


class FastSolver(Solver):
    """Knows the same method."""


def solved(routes: list[int]) -> list[int]:
    return Solver(10).solve(routes)
