from typing import Annotated

from fastapi import Depends, HTTPException, Request, Response
from fastapi.security import OAuth2PasswordBearer
from sqlalchemy.ext.asyncio import AsyncSession

from shop.db.models import User

bearer = OAuth2PasswordBearer(tokenUrl="token")


async def current_user(token: Annotated[str, Depends(bearer)]) -> User:
    if not token:
        raise HTTPException(401)  # ok: who may ask is decided where requests come in
    return User(token)


def set_session_cookie(response: Response, token: str) -> None:  # ok: fills a response
    response.set_cookie("session", token, httponly=True)


class AuthService:
    def __init__(self, session: AsyncSession) -> None:
        self.session = session

    async def login(self, name: str, password: str) -> User:
        user = await self.session.get(User, name)
        if user is None or not user.verify(password):
            raise HTTPException(401, "wrong password")  # error: http-concern-outside-transport `login` raises `HTTPException`
        return user

    async def authenticate(self, request: Request) -> User | None:  # ok: reads who asks from the request
        return await self.session.get(User, request.cookies.get("session"))
