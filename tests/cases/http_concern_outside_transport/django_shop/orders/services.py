from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from orders.models import Order


def order_of(customer: int, order_id: int) -> Order:
    return get_object_or_404(Order, pk=order_id, customer=customer)  # error: http-concern-outside-transport `order_of` calls `get_object_or_404`


def cancel(order_id: int) -> None:
    order = Order.objects.filter(pk=order_id).first()
    if order is None:
        raise Http404("no such order")  # error: http-concern-outside-transport `cancel` raises `Http404`
    order.delete()


def validate(order: Order) -> None:
    if order.total < 0:
        raise ValidationError("negative")  # error: http-concern-outside-transport `validate` raises `ValidationError`


def place(request: HttpRequest, total: int) -> Order:  # error: http-concern-outside-transport `place` takes a `HttpRequest`
    return Order.objects.create(customer=request.user, total=total)


def export(request: Request) -> list[Order]:  # error: http-concern-outside-transport `export` takes a `Request`
    return list(Order.objects.filter(customer=request.user))


def as_csv(orders: list[Order]) -> HttpResponse:  # ok: makes a response and does nothing else
    return HttpResponse("\n".join(str(order.total) for order in orders), content_type="text/csv")


def summary(customer: int) -> JsonResponse:  # error: http-concern-outside-transport `summary` returns a `JsonResponse`
    return JsonResponse({"orders": Order.objects.filter(customer=customer).count()})


def remove_line(request, order_id: int) -> None:
    order = get_object_or_404(Order, pk=order_id, customer=request.user)  # ok: it is handed the request, as a view is
    order.lines.filter(pk=request.POST["line"]).delete()
