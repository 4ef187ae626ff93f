from openai import AsyncOpenAI


class Provider:
    def __init__(self, key: str) -> None:
        self.client = AsyncOpenAI(api_key=key)  # error: external-call-without-timeout

    async def ask(self, question: str) -> str:
        answer = await self.client.responses.create(model="gpt", input=question)
        return answer.output_text
