from garage import repairs
from rest_framework.decorators import api_view
from rest_framework.exceptions import APIException, NotFound
from rest_framework.response import Response


@api_view(["GET"])
def read(request, number):
    repair = repairs.get_repair(number)
    if repair is None:  # ok: a guard
        raise NotFound
    return Response(repair.as_dict())


@api_view(["POST"])
def create(request):
    data = request.data
    repair = repairs.create_repair(data)
    return Response(repair.as_dict())


@api_view(["GET"])
def page(request, number):
    number, size = repairs.page_of(number)
    rows = repairs.list_repairs(offset=(number - 1) * size, limit=size)  # ok: pagination
    return Response([row.as_dict() for row in rows])


@api_view(["POST"])
def translate(request, number):
    try:
        repair = repairs.close_repair(number)
    except repairs.RepairError as error:  # ok: translates the error
        raise APIException(str(error)) from error
    return Response(repair.as_dict())


@api_view(["DELETE"])
def remove(request, number):
    repairs.delete_repair(number)  # ok: one change
    return Response(status=204)


@api_view(["POST"])
def decide(request, number):  # error: business-logic-in-route-handler decides what happens
    repair = repairs.get_repair(number)
    if repair.state == "new":
        repairs.accept(repair)
    elif repair.state == "late":
        repairs.cancel(repair)
    return Response(repair.as_dict())


@api_view(["GET"])
def compute(request, number):  # error: business-logic-in-route-handler computes
    repair = repairs.get_repair(number)
    net = repair.hours * repair.rate
    share = net / sum(part.hours for part in repair.parts)
    return Response({"net": net, "share": share})


@api_view(["PUT"])
def change(request, number):  # error: business-logic-in-route-handler changes domain objects
    repair = repairs.get_repair(number)
    repair.state = "closed"
    repair.hours = 0
    repairs.save(repair)
    return Response(repair.as_dict())


@api_view(["POST"])
def process(request):  # error: business-logic-in-route-handler runs a process
    data = request.data
    repair = repairs.create_repair(data)
    repairs.create_part(repair.id)
    repairs.notify_parts(repair)  # ok: tells others
    return Response(repair.as_dict())


@api_view(["DELETE"])
def loop(request, number):  # error: business-logic-in-route-handler runs a process
    repair = repairs.get_repair(number)
    for part in repair.parts:
        repairs.release(part)
        repairs.delete_part(part.id)
    return Response({})
