from abc import ABC, abstractmethod

from fastapi import Request
from fastapi_users import BaseUserManager

from others.services.mail import send


class UserManager(BaseUserManager):
    async def on_after_register(self, user, request: Request | None = None) -> None:  # ok: the library says what it takes
        await send(user.email)


class Directory(ABC):
    @abstractmethod
    async def find(self, request: Request) -> str:
        """Who asks."""  # missed: the interface asks for a request, and does nothing itself


class LdapDirectory(Directory):
    async def find(self, request: Request) -> str:  # ok: it takes what its base class says
        await send(request.headers["x-user"])
        return "ldap"


class Limit:
    async def __call__(self, request: Request) -> None:  # ok: an object that a framework calls
        await send(request.client.host)
