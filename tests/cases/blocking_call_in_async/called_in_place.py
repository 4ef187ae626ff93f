import time
from functools import reduce
from itertools import groupby
from pathlib import Path

import requests


async def sizes(urls: list[str]) -> list[str]:
    return sorted(urls, key=lambda url: requests.head(url).headers["Content-Length"])  # error: blocking-call-in-async `requests.head()` blocks


async def largest(urls: list[str]) -> str:
    return max(urls, key=lambda url: len(requests.get(url).content))  # error: blocking-call-in-async `requests.get()` blocks


async def all_at_once(urls: list[str]) -> list[requests.Response]:
    return list(map(requests.get, urls))  # error: blocking-call-in-async `requests.get` blocks


async def one_by_one(urls: list[str]) -> list[str]:
    return [requests.get(url).text for url in urls]  # error: blocking-call-in-async `requests.get()` blocks


async def as_a_set_or_dict(paths: list[Path]) -> dict[str, int]:
    found = {path.read_text() for path in paths}  # error: blocking-call-in-async pathlib.Path.read_text
    print(found)
    return {path.name: len(path.read_bytes()) for path in paths}  # error: blocking-call-in-async pathlib.Path.read_bytes


async def in_a_generator(urls: list[str]) -> bool:
    return any(requests.head(url).ok for url in urls)  # error: blocking-call-in-async `requests.head()` blocks


async def in_a_condition(urls: list[str]) -> list[str]:
    return [url for url in urls if requests.head(url).ok]  # error: blocking-call-in-async `requests.head()` blocks


async def folded(urls: list[str]) -> int:
    return reduce(lambda size, url: size + len(requests.get(url).content), urls, 0)  # error: blocking-call-in-async `requests.get()` blocks


async def grouped(urls: list[str]) -> None:
    for host, group in groupby(urls, key=lambda url: requests.head(url).url):  # error: blocking-call-in-async `requests.head()` blocks
        print(host, list(group))


async def in_a_string(url: str) -> str:
    return f"{requests.get(url).status_code}"  # error: blocking-call-in-async `requests.get()` blocks


async def in_a_decorator() -> None:
    @requests.get("https://orders.example").text.join  # error: blocking-call-in-async `requests.get()` blocks
    def joined() -> str:
        return ""


async def in_every_statement(urls: list[str]) -> None:
    while requests.get(urls[0]).ok:  # error: blocking-call-in-async `requests.get()` blocks
        assert requests.get(urls[1])  # error: blocking-call-in-async `requests.get()` blocks
        try:
            del urls[requests.get(urls[2]).status_code]  # error: blocking-call-in-async `requests.get()` blocks
        finally:
            time.sleep(1)  # error: blocking-call-in-async use await asyncio.sleep
    else:
        urls[0] = requests.get(urls[3]).text  # error: blocking-call-in-async `requests.get()` blocks
    match requests.get(urls[4]).status_code:  # error: blocking-call-in-async `requests.get()` blocks
        case 200:
            raise ValueError(requests.get(urls[5]).text)  # error: blocking-call-in-async `requests.get()` blocks


async def handed_to_somebody_else(urls: list[str], run) -> None:
    run(lambda: requests.get(urls[0]))  # ok: nobody knows whether it is called here
    run(requests.get)  # ok: likewise
