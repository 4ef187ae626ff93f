# options: bodies = false
from fastapi import APIRouter

router = APIRouter()


@router.post("/")
def post(payload: dict) -> dict:  # error: untyped-route-contract `-> dict` says nothing
    return payload
