import anthropic
import httpx
import openai
from google import genai
from google.genai.types import HttpOptions
from openai import AsyncOpenAI, OpenAI

key = "from the settings"
summarizer = AsyncOpenAI(api_key=key)  # error: external-call-without-timeout waits up to ten minutes
classifier = AsyncOpenAI(api_key=key, timeout=30, max_retries=1)  # ok: thirty seconds
translator = OpenAI(api_key=key)  # ok: each of its calls says how long
drafts = openai.OpenAI(api_key=key)  # ok: the options of the call say how long
proxied = OpenAI(api_key=key, http_client=httpx.Client(proxy="http://proxy:3128"))  # error: external-call-without-timeout
limited = OpenAI(api_key=key, http_client=httpx.Client(timeout=20))  # ok: its transport is limited
judge = anthropic.AsyncAnthropic(api_key=key)  # error: external-call-without-timeout `anthropic.AsyncAnthropic()`
gemini = genai.Client(api_key=key)  # error: external-call-without-timeout `genai.Client()` waits for ever
flash = genai.Client(api_key=key, http_options=HttpOptions(timeout=20_000))  # ok: twenty seconds
versioned = genai.Client(api_key=key, http_options=HttpOptions(api_version="v1"))  # error: external-call-without-timeout
dated = genai.Client(api_key=key, http_options={"api_version": "v1"})  # error: external-call-without-timeout
timed = genai.Client(api_key=key, http_options={"timeout": 20_000})  # ok: twenty seconds
bare = OpenAI(api_key=key, http_client=None)  # error: external-call-without-timeout


def transport() -> httpx.Client:
    return httpx.Client(timeout=20)


shared = OpenAI(api_key=key, http_client=transport())  # ok: what the function makes may have a time
given = OpenAI(api_key=key, http_client=drafts._client)  # ok: nobody knows what that has


async def summarize(text: str) -> str:
    answer = await summarizer.chat.completions.create(model="gpt", messages=[{"role": "user", "content": text}])
    return answer.choices[0].message.content


async def verdict(text: str) -> str:
    answer = await judge.messages.create(model="claude", max_tokens=100, messages=[{"role": "user", "content": text}])
    return answer.content[0].text


def translate(text: str) -> str:
    answer = translator.responses.create(model="gpt", input=text, timeout=60)
    return answer.output_text


def draft(text: str) -> str:
    answer = drafts.with_options(timeout=20).responses.create(model="gpt", input=text)
    return answer.output_text


def caption(text: str) -> str:
    gemini.models.generate_content(model="gemini", contents=text)
    versioned.models.generate_content(model="gemini", contents=text)
    dated.models.generate_content(model="gemini", contents=text)
    bare.responses.create(model="gpt", input=text)
    return proxied.responses.create(model="gpt", input=text).output_text


class Provider(AsyncOpenAI):
    def __init__(self, tenant: str) -> None:
        super().__init__(api_key=key, default_headers={"X-Tenant": tenant})  # error: external-call-without-timeout waits up to ten minutes
