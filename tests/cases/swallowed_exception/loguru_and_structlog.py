import httpx
import structlog
from loguru import logger as out

events = structlog.get_logger(__name__)


async def subscribe(client: httpx.AsyncClient, email: str) -> None:
    try:
        await client.post("/subscribers", json={"email": email})
    except Exception:  # error: swallowed-exception with `success`, where nobody looks
        out.success("tried to subscribe {}", email)


async def unsubscribe(client: httpx.AsyncClient, email: str) -> None:
    try:
        await client.delete(f"/subscribers/{email}")
        await client.post("/goodbyes", json={"email": email})
    except Exception:  # error: swallowed-exception with `trace`, where nobody looks
        out.opt(exception=True).trace("not unsubscribed")


async def confirm(client: httpx.AsyncClient, email: str) -> None:
    try:
        await client.post("/confirmations", json={"email": email})
    except Exception:  # error: swallowed-exception with `ainfo`, where nobody looks
        await events.ainfo("not confirmed", email=email)


async def resend(client: httpx.AsyncClient, email: str) -> None:
    try:
        await client.post("/resends", json={"email": email})
    except Exception:  # ok: loguru's error with its traceback
        out.opt(exception=True).error("not sent again")


async def bounce(client: httpx.AsyncClient, email: str) -> None:
    try:
        await client.post("/bounces", json={"email": email})
    except Exception:  # ok: structlog's warning
        await events.awarning("not bounced", email=email)
