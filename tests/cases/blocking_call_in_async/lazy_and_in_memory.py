import io
import tarfile
import zipfile

import boto3
import httpx
import numpy as np
import pandas as pd
import psycopg2
import requests
from fastapi import UploadFile
from PIL import Image
from pymongo import MongoClient
from redis import Redis
from sqlalchemy import create_engine, insert, select
from sqlalchemy.orm import sessionmaker

from models import Order


async def only_builds() -> None:
    engine = create_engine("postgresql://localhost/shop")  # ok: connects with the first query
    sessionmaker(engine)  # ok: likewise
    Redis(host="cache.example")  # ok: likewise
    MongoClient("mongodb://localhost")  # ok: connects in the background
    boto3.client("s3")  # ok: connects with the first call
    httpx.Client()  # ok: likewise
    requests.Session()  # ok: likewise
    select(Order).where(Order.open).limit(10)  # ok: builds a statement
    insert(Order).values(number=1)  # ok: likewise
    requests.Request("GET", "https://orders.example").prepare()  # ok: builds a request


async def connects() -> None:
    psycopg2.connect("dbname=shop")  # error: blocking-call-in-async connects to the database


async def thumbnail(upload: UploadFile) -> bytes:
    content = await upload.read()  # ok: awaited
    image = Image.open(io.BytesIO(content))  # ok: in memory
    packed = io.BytesIO()
    image.save(packed, format="PNG")  # ok: in memory
    image.save("thumbnail.png")  # error: blocking-call-in-async PIL.Image.Image.save
    return packed.getvalue()


async def table(content: bytes) -> str:
    rows = pd.read_csv(io.BytesIO(content))  # ok: in memory
    text = rows.to_csv()  # ok: returns the text
    rows.to_csv("orders.csv")  # error: blocking-call-in-async pandas.DataFrame.to_csv writes a whole file
    np.load(io.BytesIO(content))  # ok: in memory
    pd.read_excel("orders.xlsx")  # error: blocking-call-in-async pandas.read_excel reads a whole file
    return text


async def archive(content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as zipped:  # ok: in memory
        zipped.writestr("order.txt", content)  # ok: in memory
    tarfile.open(fileobj=io.BytesIO(content))  # ok: in memory
    tarfile.open("orders.tar")  # error: blocking-call-in-async `tarfile.open()`
    buffer = io.StringIO("text")
    buffer.write("more")  # ok: in memory
    return packed.read()  # ok: in memory
