from routing import PublicRouter, users
from shop import service

public = PublicRouter(prefix="/public")


def tally(rows):
    result = 0
    for row in rows:
        if row.is_open:
            result += row.amount * row.weight
    return result


@users.get("/{number}/score")
async def score(number: int) -> float:  # error: business-logic-in-route-handler `score` holds business logic: it computes
    user = await service.get_user(number)
    points = user.posts * 3
    return points + user.answers * 5


@public.get("/score/{number}")
async def public_score(number: int) -> float:  # error: business-logic-in-route-handler `public_score` holds business logic: it computes
    user = await service.get_user(number)
    points = user.posts * 3
    return points + user.answers * 5


@service.cache.get("/score")
async def cached_score(number: int) -> float:  # ok: no router
    user = await service.get_user(number)
    points = user.posts * 3
    return points + user.answers * 5
