import orders_pb2
import orders_pb2_grpc
from mcp.server.fastmcp import FastMCP
from shop import service

mcp = FastMCP("shop")


class Orders(orders_pb2_grpc.OrdersServicer):
    def Get(self, request, context):
        order = service.get_order(request.number)
        if order is None:
            context.abort(5, "no such order")
        return orders_pb2.Order(number=order.number)

    def Place(self, request, context):  # error: business-logic-in-route-handler runs a process
        order = service.create_order(request.customer)
        service.reserve(order)
        return orders_pb2.Order(number=order.number)

    def _total(self, order):  # ok: private, no route
        return order.count * order.price + order.fee * order.count


@mcp.tool()
def total(number: int) -> float:  # error: business-logic-in-route-handler computes
    order = service.get_order(number)
    net = order.count * order.price
    return net + order.fee * order.weight


@mcp.tool
def find(text: str) -> list[str]:
    return [order.title for order in service.find_orders(text)]  # ok: shapes the output
