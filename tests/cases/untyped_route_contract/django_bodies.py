import json

from django.http import HttpRequest, JsonResponse
from django.views import View
from rest_framework.decorators import api_view
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import ModelViewSet
from shop.orders import OrderForm, OrderSerializer, place


class Orders(View):
    def post(self, request: HttpRequest) -> JsonResponse:
        data = json.loads(request.body)  # error: untyped-route-contract `json.loads()` is used as it comes
        return JsonResponse({"id": place(data["item"])})

    def put(self, request):
        data = json.loads(request.body.decode("utf-8"))  # error: untyped-route-contract `json.loads()`
        return JsonResponse({"id": place(data["item"])})

    def patch(self, request: HttpRequest) -> JsonResponse:
        form = OrderForm(json.loads(request.body))  # ok: a form reads it
        return JsonResponse({"id": place(form.cleaned_data["item"])})


class OrdersApi(APIView):
    def post(self, request):
        return Response({"id": place(request.data["item"])})  # error: untyped-route-contract `request.data`

    def put(self, request):
        serializer = OrderSerializer(data=request.data)  # ok: a serializer reads it
        serializer.is_valid(raise_exception=True)
        return Response({"id": place(serializer.validated_data["item"])})

    def patch(self, request):
        serializer = OrderSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        return Response({"id": place(request.data["item"])})  # ok: what the serializer has checked


@api_view(["POST"])
def place_order(request):
    item = request.data.get("item")  # error: untyped-route-contract `request.data`
    return Response({"id": place(item)})


class CopiedApi(APIView):
    def post(self, request):
        data = request.data.copy()  # ok: a serializer reads the copy
        data.pop("id", None)
        serializer = OrderSerializer(data=data)
        serializer.is_valid(raise_exception=True)
        return Response(serializer.data)

    def put(self, request):
        serializer = OrderSerializer(data={"item": request.data["item"]})  # ok: a serializer reads the field
        serializer.is_valid(raise_exception=True)
        return Response(serializer.data)


class OrderViewSet(ModelViewSet):
    serializer_class = OrderSerializer

    def update(self, request, *args, **kwargs):
        if "id" in request.data and request.data["id"] != kwargs["pk"]:  # ok: the framework's method reads the rest
            return Response({}, status=400)
        return super().update(request, *args, **kwargs)
