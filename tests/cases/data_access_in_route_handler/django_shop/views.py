from pathlib import Path

from django.core.cache import cache
from django.core.mail import EmailMessage
from django.http import FileResponse
from django.shortcuts import get_object_or_404, render
from django.views import View
from rest_framework.decorators import action, api_view
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import ModelViewSet

import services
from models import Item, Order


def orders(request):  # error: data-access-in-route-handler builds queries (line 18)
    return render(request, "orders.html", {"orders": Order.objects.filter(paid=True)})


def order(request, pk):
    return render(request, "order.html", {"order": get_object_or_404(Order, pk=pk)})  # ok: one lookup


def unpaid(request):
    return render(request, "orders.html", {"orders": Order.objects.unpaid()})  # ok: the manager's own


def items(request):  # error: data-access-in-route-handler uses the cache (line 30)
    return render(request, "items.html", {"items": cache.get("items")})


class OrderView(View):
    def get(self, request, pk):
        return render(request, "order.html", {"order": services.order(pk)})  # ok: delegates

    def post(self, request, pk):  # error: data-access-in-route-handler uses the database (line 40)
        order = get_object_or_404(Order, pk=pk)
        order.paid = True
        order.save()
        return render(request, "order.html", {"order": order})


class ItemView(APIView):
    def get(self, request):  # error: data-access-in-route-handler builds queries (line 46)
        return Response(list(Item.objects.values("name")))

    def post(self, request):
        return Response(services.create_item(request.data), status=201)


class ItemViewSet(ModelViewSet):
    queryset = Item.objects.all()  # ok: declares

    def get_queryset(self):  # ok: no handler
        return Item.objects.filter(name="a")

    @action(detail=True)
    def mail(self, request, pk=None):  # error: data-access-in-route-handler sends mail (line 60)
        EmailMessage("Order", "placed").send()
        return Response({})


@api_view(["GET"])
def count(request):  # error: data-access-in-route-handler builds queries (line 66)
    return Response({"count": Order.objects.filter(paid=True).count()})


@api_view(["GET"])
def icon(request):
    return FileResponse(Path("icon.png").open("rb"))  # ok: the answer is the file


@api_view(["POST"])
def trim(request, pk):  # error: data-access-in-route-handler uses the database
    item = get_object_or_404(Item, pk=pk)
    item.save()
    return Response({})


@api_view(["POST"])
def rename(request, pk):
    Item.objects.get(pk=pk).rename(request.data["name"])  # ok: the model's own
    return Response({})
