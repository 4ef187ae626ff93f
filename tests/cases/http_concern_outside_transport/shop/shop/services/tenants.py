from fastapi import HTTPException, Request
from sqlalchemy.ext.asyncio import AsyncSession

from shop.db.models import Tenant


async def current_tenant(request: Request) -> Tenant:  # ok: `api/tenants.py` hands it to `Depends`
    session: AsyncSession = request.state.session
    tenant = await session.get(Tenant, request.headers.get("x-tenant"))
    if tenant is None:
        raise HTTPException(404)
    return tenant


async def switch_tenant(session: AsyncSession, name: str) -> None:
    if await session.get(Tenant, name) is None:
        raise HTTPException(404)  # missed: a dependency makes its module a part of transport
