import redis
from celery import Celery, shared_task
from confluent_kafka import Producer
from kafka import KafkaProducer
from pika import BlockingConnection, ConnectionParameters
from pymemcache.client.base import Client as Memcached
from redis import asyncio as aioredis

app = Celery("shop")
store = redis.Redis(host="cache.example")  # ok: connects with the first command
by_url = redis.from_url("redis://cache.example")


@shared_task
def send_invoice(number: int) -> None:
    print(number)


@app.task(bind=True)
def send_reminder(self, number: int) -> None:
    print(number)


@print
def send_nothing() -> None:
    print()


async def nothing() -> None:
    send_nothing.delay()  # ok: no library's decorator


async def visits(page: str) -> int:
    store.incr(page)  # error: blocking-call-in-async redis.Redis.incr waits for the server; use redis.asyncio.Redis
    return int(by_url.get(page) or 0)  # error: blocking-call-in-async redis.Redis.get


async def many(pages: list[str]) -> list[object]:
    pipeline = store.pipeline()
    for page in pages:
        pipeline.get(page)  # ok: queued
    return pipeline.execute()  # error: blocking-call-in-async redis.client.Pipeline.execute


async def events() -> None:
    channel = store.pubsub()
    channel.subscribe("orders")  # error: blocking-call-in-async redis.client.PubSub.subscribe
    for message in channel.listen():  # error: blocking-call-in-async redis.client.PubSub.listen
        print(message)


async def one_at_a_time(number: int) -> None:
    with store.lock(f"order-{number}"):  # error: blocking-call-in-async redis.lock.Lock
        print(number)


async def cached(client: Memcached, key: str) -> bytes:
    return client.get(key)  # error: blocking-call-in-async pymemcache.Client.get


async def publish(producer: Producer, body: bytes) -> None:
    producer.produce("orders", body)  # ok: queued
    producer.poll(0)  # ok: doesn't wait
    producer.flush()  # error: blocking-call-in-async confluent_kafka.Producer.flush


async def publish_elsewhere(body: bytes) -> None:
    producer = KafkaProducer(bootstrap_servers="kafka.example")  # error: blocking-call-in-async kafka.KafkaProducer
    sent = producer.send("orders", body)  # error: blocking-call-in-async kafka.KafkaProducer.send
    sent.get(timeout=10)  # error: blocking-call-in-async kafka.producer.future.FutureRecordMetadata.get


async def publish_by_rabbit(body: bytes) -> None:
    connection = BlockingConnection(ConnectionParameters("rabbit.example"))  # error: blocking-call-in-async pika.BlockingConnection
    channel = connection.channel()  # error: blocking-call-in-async pika.BlockingConnection.channel
    channel.basic_publish("", "orders", body)  # error: blocking-call-in-async basic_publish


async def invoice(number: int) -> None:
    send_invoice.delay(number)  # error: blocking-call-in-async celery.Task.delay
    send_reminder.apply_async(args=[number])  # error: blocking-call-in-async celery.Task.apply_async
    result = app.send_task("shop.ship", args=[number])  # error: blocking-call-in-async celery.Celery.send_task
    result.get(timeout=5)  # error: blocking-call-in-async celery.result.AsyncResult.get


async def visits_as_they_should_be(page: str) -> int:
    twin = aioredis.Redis(host="cache.example")
    await twin.incr(page)  # ok: awaited
    async with twin.pipeline() as pipeline:
        await pipeline.get(page).execute()  # ok: awaited
    pipeline = twin.pipeline()  # ok: builds
    return await twin.get(page)
