from fastapi import HTTPException


def read(order: str) -> None:
    if not order:
        raise HTTPException(400)  # ok: this team's services are their routes' own
