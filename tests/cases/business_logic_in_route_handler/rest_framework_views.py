from django.shortcuts import get_object_or_404
from rest_framework import status, viewsets
from rest_framework.decorators import action, api_view
from rest_framework.response import Response
from rest_framework.views import APIView
from shop.models import Order, Stock
from shop.serializers import OrderSerializer


class OrderViewSet(viewsets.ModelViewSet):
    queryset = Order.objects.all()
    serializer_class = OrderSerializer

    def create(self, request):
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        serializer.save(owner=request.user)  # ok: the serializer saves
        return Response(serializer.data, status=status.HTTP_201_CREATED)

    @action(detail=True, methods=["post"])
    def ship(self, request, pk=None):  # error: business-logic-in-route-handler changes domain objects
        order = self.get_object()
        order.status = "shipped"
        order.save()
        Stock.objects.filter(product=order.product).update(reserved=0)
        return Response(OrderSerializer(order).data)

    def compute_weight(self, order):  # ok: no route
        return order.count * order.weight + order.box.weight * order.boxes


class Total(APIView):
    def get(self, request, number):  # error: business-logic-in-route-handler computes
        order = get_object_or_404(Order, pk=number)
        net = order.count * order.price
        return Response({"net": net, "gross": net * order.tax_rate})


@api_view(["POST"])
def cancel(request, number):  # error: business-logic-in-route-handler decides what happens
    order = get_object_or_404(Order, pk=number)
    if order.status == "paid":
        order.refund()
    elif order.status == "open":
        order.cancel()
    return Response(status=status.HTTP_204_NO_CONTENT)


@api_view(["PUT"])
def note(request, number):
    order = get_object_or_404(Order, pk=number)
    serializer = OrderSerializer(data=request.data)
    if serializer.is_valid():  # ok: asks about the input
        order.note = serializer.validated_data["note"]  # ok: one field as it came in
        order.save()
        return Response(OrderSerializer(order).data)
    return Response(serializer.errors, status=status.HTTP_400_BAD_REQUEST)


@api_view(["PUT"])
def address(request, number):  # error: business-logic-in-route-handler changes domain objects (lines 65, 66)
    order = get_object_or_404(Order, pk=number)
    serializer = OrderSerializer(data=request.data)
    serializer.is_valid(raise_exception=True)
    order.street = serializer.validated_data["street"]
    order.city = serializer.validated_data["city"]
    order.save()
    return Response(OrderSerializer(order).data)


@api_view(["GET"])
def detail(request, number):
    order = get_object_or_404(Order, pk=number)
    return Response(OrderSerializer(order).data)
