from django.http import HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import render
from django.views import View
from ninja import Router
from rest_framework import status, viewsets
from rest_framework.decorators import api_view
from rest_framework.response import Response
from shop.orders import Order, OrderError, OrderForm, _, find

router = Router()


class Orders(View):
    def get(self, request, order_id):
        if not find(order_id):
            return JsonResponse({"error": "no order"})  # error: error-returned-as-success `"error": "no order"` is an error, and returned as a success: give the response a 4xx or 5xx `status=`
        return JsonResponse({"id": order_id})

    def post(self, request, order_id):
        if not find(order_id):
            return HttpResponse("Order not found")  # error: error-returned-as-success `"Order not found"`
        return HttpResponse("Shipped")

    def put(self, request, order_id):
        return JsonResponse({"error": "no order"}, status=404)  # ok: the status says so

    def patch(self, request, order_id):
        return HttpResponseBadRequest("Order not found")  # ok: the class has its status

    def delete(self, request, order_id):
        return render(request, "order.html", {"error": "no order"})  # ok: a page


class OrderViewSet(viewsets.ViewSet):
    def retrieve(self, request, pk):
        try:
            return Response(find(pk))
        except OrderError as e:
            return Response({"detail": str(e)})  # error: error-returned-as-success `"detail": …` is an error, and returned as a success: raise an `APIException`

    def create(self, request):
        return Response(data={"success": False})  # error: error-returned-as-success `"success": False`

    def update(self, request, pk):
        return Response({"detail": "no"}, status=status.HTTP_400_BAD_REQUEST)  # ok: the status says so

    def destroy(self, request, pk):
        return Response({"error": "no"}, status.HTTP_404_NOT_FOUND)  # ok: the status says so


@api_view(["POST"])
def place(request):
    if not find(request.data):
        return Response({"errors": "no item"})  # error: error-returned-as-success `"errors": "no item"`
    return Response({"id": 1})


@router.get("/orders")
def read(request):
    if not find(request):
        return {"error": "no order"}  # error: error-returned-as-success `"error": "no order"` is an error, and returned as a success: raise `HttpError`
    return {"id": 1}


@router.get("/orders-with-status")
def read_with_status(request):
    return 404, {"error": "no order"}  # ok: Ninja's tuples start with the status


@router.get("/order")
def read_model(request) -> Order:
    return Order(error=None)  # ok: there is none


@api_view(["PUT"])
def change(request):
    form = OrderForm(request.data)
    if form.is_valid():
        return Response({"id": 1})
    else:
        return Response({"error": form.errors})  # error: error-returned-as-success `"error": …`


@api_view(["PATCH"])
def change_kind(request):
    told = _("no such kind")
    if not find(request.data):
        return Response({"error": told})  # error: error-returned-as-success `"error": …`
    return Response({"id": 1})


@api_view(["DELETE"])
def remove(request):
    form = OrderForm(request.data)
    if not form.is_valid():
        return Response({"errors": form.errors})  # error: error-returned-as-success `"errors": …`
    return Response({"id": 1})
