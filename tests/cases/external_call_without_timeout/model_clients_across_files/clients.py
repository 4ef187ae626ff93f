from functools import cache

from anthropic import Anthropic
from openai import OpenAI


@cache
def openai_client(key: str) -> OpenAI:
    return OpenAI(api_key=key)  # ok: those who get it say how long


@cache
def anthropic_client(key: str) -> Anthropic:
    return Anthropic(api_key=key)  # error: external-call-without-timeout `Anthropic()` waits up to ten minutes
