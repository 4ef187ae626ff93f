from fastapi import HTTPException, Request
from slowapi import Limiter

from others.services.mail import send


def tenant_key(request: Request) -> str:  # ok: the key of a rate limit, wherever it stands
    send(request.url.path)
    return request.headers["x-tenant"]


limiter = Limiter(key_func=tenant_key)
