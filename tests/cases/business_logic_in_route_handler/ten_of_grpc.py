import fleet_pb2
import fleet_pb2_grpc
from fleet import trips


class Fleet(fleet_pb2_grpc.FleetServicer):
    def __init__(self, name):
        self.name = name

    def Read(self, request, context):
        trip = trips.get_trip(request.number)
        if trip is None:  # ok: a guard
            context.abort(5, "no such trip")
        return fleet_pb2.Answer(value=trip.as_dict())

    def Create(self, request, context):
        data = request.trip
        trip = trips.create_trip(data)
        return fleet_pb2.Answer(value=trip.as_dict())

    def Page(self, request, context):
        number, size = trips.page_of(request.number)
        rows = trips.list_trips(offset=(number - 1) * size, limit=size)  # ok: pagination
        return fleet_pb2.Answer(value=[row.as_dict() for row in rows])

    def Translate(self, request, context):
        try:
            trip = trips.close_trip(request.number)
        except trips.TripError as error:  # ok: translates the error
            context.abort(9, str(error))
        return fleet_pb2.Answer(value=trip.as_dict())

    def Remove(self, request, context):
        trips.delete_trip(request.number)  # ok: one change
        return fleet_pb2.Empty()

    def Decide(self, request, context):  # error: business-logic-in-route-handler decides what happens
        trip = trips.get_trip(request.number)
        if trip.state == "new":
            trips.accept(trip)
        elif trip.state == "late":
            trips.cancel(trip)
        return fleet_pb2.Answer(value=trip.as_dict())

    def Compute(self, request, context):  # error: business-logic-in-route-handler computes
        trip = trips.get_trip(request.number)
        net = trip.distance * trip.rate
        share = net / sum(part.distance for part in trip.stops)
        return fleet_pb2.Answer(value={"net": net, "share": share})

    def Change(self, request, context):  # error: business-logic-in-route-handler changes domain objects
        trip = trips.get_trip(request.number)
        trip.state = "closed"
        trip.distance = 0
        trips.save(trip)
        return fleet_pb2.Answer(value=trip.as_dict())

    def Process(self, request, context):  # error: business-logic-in-route-handler runs a process
        data = request.trip
        trip = trips.create_trip(data)
        trips.create_stop(trip.id)
        trips.notify_stops(trip)  # ok: tells others
        return fleet_pb2.Answer(value=trip.as_dict())

    def Loop(self, request, context):  # error: business-logic-in-route-handler runs a process
        trip = trips.get_trip(request.number)
        for part in trip.stops:
            trips.release(part)
            trips.delete_stop(part.id)
        return fleet_pb2.Answer(value={})
