from typing import Annotated

from fastapi import APIRouter, Depends

from shop.db.models import Tenant
from shop.services.tenants import current_tenant

router = APIRouter()


@router.get("/tenant")
async def read_tenant(tenant: Annotated[Tenant, Depends(current_tenant)]) -> str:
    return tenant.name
