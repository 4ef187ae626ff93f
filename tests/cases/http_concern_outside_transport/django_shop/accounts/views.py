from django.http import Http404, HttpRequest, HttpResponse

from orders.models import Order


def _latest(request: HttpRequest) -> Order:  # ok: a helper of views
    order = Order.objects.filter(customer=request.user).last()
    if order is None:
        raise Http404
    return order


def account(request: HttpRequest) -> HttpResponse:  # ok: a view
    return HttpResponse(str(_latest(request).total))
