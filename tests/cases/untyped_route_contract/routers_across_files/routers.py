from fastapi import APIRouter

router = APIRouter()
internal = APIRouter(include_in_schema=False)
pages = APIRouter()
inner = APIRouter()
outer = APIRouter()
seen = APIRouter()
