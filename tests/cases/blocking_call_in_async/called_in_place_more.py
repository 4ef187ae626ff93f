import heapq
import re
from collections import Counter
from functools import partial
from itertools import accumulate, chain, filterfalse, starmap, takewhile

import requests


async def sorted_in_place(urls: list[str], anything) -> None:
    urls.sort(key=lambda url: requests.head(url).url)  # error: blocking-call-in-async `requests.head()` blocks
    [*urls].sort(key=requests.head)  # error: blocking-call-in-async `requests.head` blocks
    anything.sort(lambda url: requests.head(url))  # ok: nobody knows whether it is called here


async def of_itertools(urls: list[str], answer: requests.Response) -> None:
    for reply in starmap(requests.request, [("GET", url) for url in urls]):  # error: blocking-call-in-async `requests.request` blocks
        print(reply)
    list(takewhile(lambda url: requests.head(url).ok, urls))  # error: blocking-call-in-async `requests.head()` blocks
    list(filterfalse(partial(requests.head, timeout=1), urls))  # error: blocking-call-in-async `requests.head` blocks
    list(accumulate(urls, lambda one, two: one + requests.get(two).text))  # error: blocking-call-in-async `requests.get()` blocks
    list(chain(answer.iter_lines(), urls))  # error: blocking-call-in-async requests.Response.iter_lines


async def of_other_modules(urls: list[str], text: str) -> None:
    heapq.nlargest(3, urls, key=lambda url: len(requests.get(url).content))  # error: blocking-call-in-async `requests.get()` blocks
    heapq.nsmallest(3, urls, lambda url: len(requests.get(url).content))  # error: blocking-call-in-async `requests.get()` blocks
    re.sub("https?://[^ ]+", lambda found: requests.get(found[0]).text, text)  # error: blocking-call-in-async `requests.get()` blocks
    print(Counter(url for url in urls if requests.head(url).ok))  # error: blocking-call-in-async `requests.head()` blocks


async def until_empty(stream) -> None:
    for piece in iter(input, ""):  # error: blocking-call-in-async `input` blocks
        print(piece)
    iter(input)  # ok: with one argument it calls nothing


async def by_star(arguments: list[object]) -> None:
    list(map(*arguments))  # ok: nobody knows what it calls


async def handed_over(urls: list[str]) -> None:
    sorted(urls, reverse=True, key=len)  # ok: waits for nothing
    dict(one=requests.get)  # ok: not called
