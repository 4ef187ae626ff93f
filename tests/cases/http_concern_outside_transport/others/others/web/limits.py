from fastapi import Request
from slowapi import Limiter

from others.services.mail import send


def user_key(request: Request) -> str:  # ok: the key of a rate limit
    return request.headers["x-user"]


limiter = Limiter(key_func=user_key)
