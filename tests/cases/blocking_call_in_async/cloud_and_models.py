import boto3
import docker
import openai
import stripe
from anthropic import Anthropic, AsyncAnthropic
from elasticsearch import Elasticsearch
from google.cloud import bigquery, storage
from google.cloud.storage import Client as StorageClient
from langchain_openai import ChatOpenAI
from openai import AsyncOpenAI, OpenAI
from sendgrid import SendGridAPIClient
from slack_sdk import WebClient
from twilio.rest import Client as Twilio

s3 = boto3.client("s3")  # ok: connects with the first call
sdk = OpenAI()  # ok: likewise


class Answers:
    def __init__(self) -> None:
        self.client = Anthropic()
        self.twin = AsyncAnthropic()

    async def ask(self, question: str) -> str:
        answer = self.client.messages.create(model="m", messages=[{"role": "user", "content": question}])  # error: blocking-call-in-async anthropic.resources.messages.Messages.create
        return str(answer)

    async def ask_and_wait(self, question: str) -> str:
        return str(await self.twin.messages.create(model="m", messages=[]))  # ok: awaited


async def upload(body: bytes) -> None:
    s3.put_object(Bucket="invoices", Key="1.pdf", Body=body)  # error: blocking-call-in-async botocore.client.BaseClient.put_object waits for AWS; use aioboto3 or aiobotocore
    boto3.resource("s3").Bucket("invoices").upload_file("1.pdf", "1.pdf")  # error: blocking-call-in-async upload_file


async def listed() -> list[str]:
    names = []
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket="invoices"):  # error: blocking-call-in-async botocore
        names += [entry["Key"] for entry in page["Contents"]]
    return names


async def table() -> object:
    orders = boto3.Session(region_name="eu-west-1").resource("dynamodb").Table("orders")
    return orders.get_item(Key={"id": 1})  # error: blocking-call-in-async get_item


async def from_the_bucket(name: str) -> bytes:
    client = storage.Client()
    blob = client.bucket("invoices").blob(name)  # ok: only names it
    return blob.download_as_bytes()  # error: blocking-call-in-async google.cloud.storage.Blob.download_as_bytes


async def buckets(client: StorageClient) -> list[str]:
    return [bucket.name for bucket in client.list_buckets()]  # error: blocking-call-in-async google.cloud.storage.Client.list_buckets


async def report() -> list[object]:
    job = bigquery.Client().query("select 1")  # error: blocking-call-in-async google.cloud.bigquery.Client.query
    return list(job.result())  # error: blocking-call-in-async result


async def complete(prompt: str) -> str:
    answer = sdk.chat.completions.create(model="m", messages=[])  # error: blocking-call-in-async waits for the model's answer; use openai.AsyncOpenAI
    vectors = openai.OpenAI().embeddings.create(model="m", input=prompt)  # error: blocking-call-in-async openai.resources.Embeddings.create
    return f"{answer} {vectors}"


async def complete_by_chain(prompt: str) -> str:
    model = ChatOpenAI(model="m")
    return model.invoke(prompt).content  # error: blocking-call-in-async use ainvoke


async def complete_as_it_should_be(client: AsyncOpenAI) -> object:
    return await client.chat.completions.create(model="m", messages=[])  # ok: awaited


async def charge(amount: int) -> object:
    return stripe.PaymentIntent.create(amount=amount, currency="eur")  # error: blocking-call-in-async stripe.PaymentIntent.create


async def notify(text: str) -> None:
    WebClient(token="t").chat_postMessage(channel="#shop", text=text)  # error: blocking-call-in-async slack_sdk.WebClient.chat_postMessage
    Twilio("a", "b").messages.create(to="1", from_="2", body=text)  # error: blocking-call-in-async waits for Twilio
    SendGridAPIClient("k").send(text)  # error: blocking-call-in-async sendgrid.SendGridAPIClient.send


async def find(client: Elasticsearch, words: str) -> object:
    return client.search(index="orders", q=words)  # error: blocking-call-in-async elasticsearch.Elasticsearch.search


async def containers() -> list[object]:
    daemon = docker.from_env()  # error: blocking-call-in-async docker
    return daemon.containers.list()  # error: blocking-call-in-async docker.models.containers.ContainerCollection.list
