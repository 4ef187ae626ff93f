import psycopg2
import requests
from django.http import HttpResponse
from django.urls import path
from django.views import View
from elasticsearch import Elasticsearch
from flask import Flask, current_app, g
from flask.views import MethodView
from pymongo import MongoClient
from redis import Redis
from rest_framework.decorators import api_view
from rest_framework.views import APIView

app = Flask(__name__)
search = Elasticsearch("https://search.example")  # ok: once, for the module


def database():
    return psycopg2.connect(current_app.config["DATABASE"])  # error: client-created-per-request runs the handler `orders`


def get_client():
    if "client" not in g:
        g.client = requests.Session()  # error: client-created-per-request runs the handler `weather`
    return g.client


@app.before_request
def remember():
    g.cache = Redis(host="cache")  # error: client-created-per-request runs the middleware `remember`


@app.get("/orders")
def orders():
    with database().cursor() as cursor:
        cursor.execute("SELECT 1")
    return "ok"


@app.get("/weather")
def weather():
    return get_client().get("https://weather.example").json()


class Orders(MethodView):
    def get(self):
        return MongoClient("mongodb://db").shop.orders.find_one()  # error: client-created-per-request runs the handler `Orders.get`

    def post(self):
        return search.index(index="orders", document={})


def index(request):
    session = requests.Session()  # error: client-created-per-request runs the handler `index`
    return HttpResponse(session.get("https://shop.example").content)


class Stock(View):
    def get(self, request):
        return HttpResponse(Elasticsearch("https://search.example").info())  # error: client-created-per-request runs the handler `Stock.get`


class Prices(APIView):
    def get(self, request):
        return HttpResponse(search.info())


@api_view(["GET"])
def ping(request):
    return HttpResponse(Redis.from_url("redis://cache").ping())  # error: client-created-per-request runs the handler `ping`


urlpatterns = [path("", index)]
