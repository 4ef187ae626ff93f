import sqlite3
from contextlib import closing

import asyncpg
import duckdb
import mysql.connector
import oracledb
import psycopg
import psycopg2
import psycopg2.extras
import pymysql
import pyodbc
import snowflake.connector
from motor.motor_asyncio import AsyncIOMotorClient
from peewee import CharField, Model, SqliteDatabase
from psycopg_pool import ConnectionPool
from pymongo import AsyncMongoClient, MongoClient

pool = ConnectionPool("postgresql://localhost/shop", open=False)
mongo = MongoClient("mongodb://localhost")  # ok: connects in the background
orders = mongo["shop"]["orders"]
database = SqliteDatabase("shop.db")


class Customer(Model):
    name = CharField()

    class Meta:
        database = database


async def by_psycopg2(number: int) -> object:
    connection = psycopg2.connect("dbname=shop")  # error: blocking-call-in-async psycopg2.connect
    cursor = connection.cursor(cursor_factory=psycopg2.extras.DictCursor)  # ok: opens nothing
    cursor.execute("select %s", [number])  # error: blocking-call-in-async psycopg2.extensions.cursor.execute
    connection.commit()  # error: blocking-call-in-async psycopg2.extensions.connection.commit
    return cursor.fetchone()  # ok: fetched with the execute


async def by_psycopg(number: int) -> object:
    with psycopg.connect("dbname=shop") as connection:  # error: blocking-call-in-async psycopg.connect
        return connection.execute("select 1").fetchone()  # error: blocking-call-in-async psycopg.Connection.execute


async def by_a_pool() -> None:
    with pool.connection() as connection:  # error: blocking-call-in-async psycopg_pool.ConnectionPool.connection
        connection.execute("delete from carts")  # error: blocking-call-in-async psycopg.Connection.execute


async def by_sqlite() -> list[object]:
    with closing(sqlite3.connect("shop.db")) as connection:  # error: blocking-call-in-async sqlite3.connect
        rows = connection.execute("select * from orders")  # error: blocking-call-in-async sqlite3.Connection.execute
        return rows.fetchall()  # error: blocking-call-in-async sqlite3.Cursor.fetchall


async def by_mysql() -> None:
    connection = pymysql.connect(host="db.example")  # error: blocking-call-in-async pymysql.connect
    with connection.cursor() as cursor:
        cursor.execute("select 1")  # error: blocking-call-in-async pymysql.cursors.Cursor.execute


async def by_the_mysql_connector() -> None:
    connection = mysql.connector.connect(host="db.example")  # error: blocking-call-in-async mysql.connector.connect
    connection.cursor().execute("select 1")  # error: blocking-call-in-async mysql.connector


async def by_other_drivers() -> None:
    oracledb.connect("shop/shop@db.example")  # error: blocking-call-in-async oracledb.connect
    pyodbc.connect("DSN=shop").execute  # error: blocking-call-in-async pyodbc.connect
    snowflake.connector.connect(account="shop")  # error: blocking-call-in-async snowflake.connector.connect
    duckdb.sql("select 1").fetchall()  # error: blocking-call-in-async duckdb


async def by_mongo(number: int) -> object:
    orders.insert_one({"number": number})  # error: blocking-call-in-async pymongo.collection.Collection.insert_one
    for found in orders.find({"number": number}):  # error: blocking-call-in-async pymongo.cursor.Cursor
        print(found)
    return mongo.shop.customers.find_one()  # error: blocking-call-in-async pymongo.collection.Collection.find_one


async def by_peewee() -> object:
    Customer.create(name="Ada")  # error: blocking-call-in-async peewee.Model.create
    return Customer.get(Customer.name == "Ada")  # error: blocking-call-in-async peewee.Model.get


async def by_async_twins(number: int) -> object:
    connection = await asyncpg.connect("postgresql://localhost/shop")  # ok: awaited
    await connection.execute("select 1")
    twin = await psycopg.AsyncConnection.connect("dbname=shop")  # ok: awaited
    await twin.execute("select 1")
    shop = AsyncMongoClient("mongodb://localhost").shop
    motor = AsyncIOMotorClient("mongodb://localhost").shop
    await motor.orders.insert_one({"number": number})  # ok: awaited
    async for found in shop.orders.find():  # ok: an async loop
        print(found)
    return await shop.orders.find_one()
