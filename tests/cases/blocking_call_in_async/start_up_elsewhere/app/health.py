import requests
from fastapi import APIRouter

router = APIRouter()


@router.get("/startup")
async def startup() -> str:
    return requests.get("https://rates.example/health").text  # error: blocking-call-in-async `requests.get()` blocks


@router.get("/lifespan")
async def lifespan(app: object) -> str:
    return requests.get("https://rates.example/health").text  # error: blocking-call-in-async `requests.get()` blocks
