from elasticsearch import AsyncElasticsearch, Elasticsearch, helpers
from motor.motor_asyncio import AsyncIOMotorClient
from opensearchpy import OpenSearch
from pymongo import AsyncMongoClient, InsertOne, MongoClient
from redis import Redis
from redis.asyncio import Redis as AsyncRedis
from valkey import Valkey

client = MongoClient("mongodb://db")
database = client["shop"]


def prices(redis: Redis, skus: list[str]) -> list[bytes | None]:
    return [redis.get(f"price:{sku}") for sku in skus]  # error: query-in-loop `redis.get()` asks the cache once for each `sku`; ask once for all keys with `mget`


def prices_at_once(redis: Redis, skus: list[str]) -> list[bytes | None]:
    return redis.mget([f"price:{sku}" for sku in skus])  # ok: one call


async def sessions(redis: AsyncRedis, users: list[int]) -> None:
    for user in users:
        fields = await redis.hgetall(f"user:{user}")  # error: query-in-loop once for each `user`
        if fields:
            await redis.expire(f"user:{user}", 60)  # error: query-in-loop `redis.expire()`


async def fields_of(redis: AsyncRedis, users: list[int]) -> list[dict[bytes, bytes]]:
    return [await redis.hgetall(f"user:{user}") for user in users]  # error: query-in-loop `redis.hgetall()` asks the cache once for each `user`; send them all in one `pipeline()`


async def prolonged(redis: AsyncRedis, users: list[int]) -> None:
    for user in users:
        await redis.expire(f"user:{user}", 60)  # error: query-in-loop send them all in one `pipeline()`


async def sessions_at_once(redis: AsyncRedis, users: list[int]) -> list[object]:
    async with redis.pipeline() as pipe:
        for user in users:
            pipe.hgetall(f"user:{user}")  # ok: a pipeline collects them
        return await pipe.execute()


def with_pipeline(redis: Redis, scores: dict[str, int]) -> None:
    pipe = redis.pipeline()
    for name, score in scores.items():
        pipe.zadd("scores", {name: score})  # ok: likewise
        pipe.expire(name, 60)
    pipe.execute()


def forget(redis: Redis, keys: list[str]) -> None:
    for key in keys:
        redis.delete(key)  # error: query-in-loop give one call all keys
    redis.delete(*keys)  # ok: one call


def counted(redis: Redis, events: list[str]) -> None:
    for event in events:
        redis.incr("events")  # ok: the same whatever the element
        redis.sadd("names", event)  # error: query-in-loop once for each `event`
    for event in events:
        redis.sadd("names", event)  # error: query-in-loop give one call all values, or send them in one `pipeline()`


def of_valkey(valkey: Valkey, keys: list[str]) -> list[bytes | None]:
    return [valkey.get(key) for key in keys]  # error: query-in-loop `mget`


def orders(keys: list[str]) -> list[object]:
    return [client["shop"]["orders"].find_one({"_id": key}) for key in keys]  # error: query-in-loop ask once for all of them with `find` and `$in`


def insert(documents: list[dict[str, object]]) -> None:
    for document in documents:
        database["orders"].insert_one(document)  # error: query-in-loop write them all with `insert_many` or `bulk_write`
    database["orders"].bulk_write([InsertOne(each) for each in documents])  # ok: one call


async def of_motor(keys: list[str]) -> None:
    orders = AsyncIOMotorClient("mongodb://db").shop.orders
    for key in keys:
        await orders.update_one({"_id": key}, {"$set": {"open": False}})  # missed: the collection's name is a name of its own, and nothing is known of the client's attributes


class Orders:
    def __init__(self, client: AsyncMongoClient) -> None:
        self.client = client

    async def close(self, keys: list[str]) -> None:
        for key in keys:
            await self.client.shop.orders.update_one({"_id": key}, {"$set": {"open": False}})  # error: query-in-loop writes to the database once for each `key`


def index(search: Elasticsearch, documents: list[dict[str, str]]) -> None:
    for document in documents:
        search.index(index="orders", id=document["id"], document=document)  # error: query-in-loop write them all with `helpers.bulk`
    helpers.bulk(search, ({"_index": "orders", **each} for each in documents))  # ok: one call for many


async def found(search: AsyncElasticsearch, ids: list[str]) -> list[object]:
    return [await search.get(index="orders", id=each) for each in ids]  # error: query-in-loop ask once for all of them with `mget` or `msearch`


def of_opensearch(search: OpenSearch, ids: list[str]) -> None:
    for each in ids:
        search.delete(index="orders", id=each)  # error: query-in-loop writes to the search index once for each `each`


def of_dicts(settings: dict[str, int], names: list[str]) -> list[int | None]:
    return [settings.get(name) for name in names]  # ok: a dict


def one_more(redis: Redis, key: str) -> None:
    redis.incr(key)


def add_ups(redis: Redis, events: list[str]) -> None:
    for event in events:
        redis.incr(f"events:{event}")  # ok: a counter
        redis.hincrby("events", event, 2)  # ok: likewise
        redis.zincrby("events", 1.5, event)  # ok: likewise
        redis.hset("events", event, 0)  # error: query-in-loop `redis.hset()`
    for event in events:
        one_more(redis, event)  # ok: likewise


def with_limits(redis: Redis, keys: list[str]) -> list[object]:
    return [redis.hget("limit", key) for key in keys]  # error: query-in-loop once for each `key`
