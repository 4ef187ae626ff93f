import asyncio
from concurrent.futures import ThreadPoolExecutor

import boto3
import redis
import requests
from azure.storage.blob import ContainerClient
from fastapi.responses import StreamingResponse

pages = boto3.client("s3").get_paginator("list_objects_v2").paginate(Bucket="invoices")
store = redis.Redis()


async def stream(answer: requests.Response) -> StreamingResponse:
    return StreamingResponse(answer.iter_content(1024))  # ok: the thread pool iterates it


async def spooled(answer: requests.Response) -> bytes:
    return b"".join(answer.iter_content(1024))  # error: blocking-call-in-async requests.Response.iter_content reads


async def pieces(answer: requests.Response) -> list[bytes]:
    return list(answer.iter_content(1024))  # error: blocking-call-in-async requests.Response.iter_content reads


async def numbered(answer: requests.Response) -> None:
    for number, line in enumerate(answer.iter_lines()):  # error: blocking-call-in-async requests.Response.iter_lines
        print(number, line)


async def large() -> list[object]:
    found = pages.search("Contents[?Size > `100`]")  # ok: waits with its first element
    return await asyncio.to_thread(list, found)  # ok: handed to a thread


async def small() -> list[object]:
    found = pages.search("Contents[?Size < `100`]")
    return [each for each in found]  # error: blocking-call-in-async botocore.paginate.PageIterator.search


async def keys() -> list[bytes]:
    return [key for key in store.scan_iter("order:*")]  # error: blocking-call-in-async redis.Redis.scan_iter


async def names(container: ContainerClient) -> set[str]:
    blobs = container.list_blobs()  # ok: waits with its first element
    return {blob.name for blob in blobs}  # error: blocking-call-in-async azure.storage.blob.ContainerClient.list_blobs


async def squares(numbers: list[int]) -> list[int]:
    with ThreadPoolExecutor() as pool:
        running = pool.map(abs, numbers)  # ok: the threads have begun, nobody waits
        return list(running)  # error: blocking-call-in-async concurrent.futures.Executor.map
