# options: any-values = true
from typing import Any, Dict

from fastapi import APIRouter

router = APIRouter()


@router.get("/open")
def open_mapping() -> dict[str, Any]:  # error: untyped-route-contract `-> dict[str, Any]` says nothing
    return {}


@router.get("/list")
def open_list() -> list[dict[str, object]]:  # error: untyped-route-contract `-> list[dict[str, object]]`
    return []


@router.post("/body")
def open_body(payload: Dict[str, Any]) -> None:  # error: untyped-route-contract `payload: Dict[str, Any]` takes any body
    print(payload)


@router.get("/names")
def names() -> dict[str, int]:  # ok: the values are known
    return {}
