from fastapi import APIRouter


class UserRouter(APIRouter):
    """Every route of it needs a user."""


users = UserRouter(prefix="/users")  # ok: no handler here


def router_class(kind: object) -> type[APIRouter]:
    class Router(APIRouter):
        pass

    return Router


PublicRouter = router_class(object)
