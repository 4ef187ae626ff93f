from fastapi import APIRouter, Depends
from shop.streams import Assistant, build_agent

router = APIRouter()


@router.post("/assistant")
async def chat(prompt: str, assistant: Assistant = Depends()) -> object:  # missed: steps whose names don't say that they change anything
    turn = await assistant.turn(prompt)
    agent = build_agent(turn.scopes)
    return await assistant.stream(agent, turn.history)
