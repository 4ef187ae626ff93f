# options: answers = false
from fastapi import APIRouter

router = APIRouter()


@router.post("/")
def post(payload: dict):  # error: untyped-route-contract `payload: dict` takes any body
    return payload
