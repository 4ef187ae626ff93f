from django.http import Http404, HttpResponse, JsonResponse
from django.views import View
from garden import plots


class Read(View):
    def get(self, request, number):
        plot = plots.get_plot(number)
        if plot is None:  # ok: a guard
            raise Http404("no such plot")
        return JsonResponse(plot.as_dict(), safe=False)


class Create(View):
    def post(self, request):
        data = request.POST
        plot = plots.create_plot(data)
        return JsonResponse(plot.as_dict(), safe=False)


class Page(View):
    def get(self, request, number):
        number, size = plots.page_of(number)
        rows = plots.list_plots(offset=(number - 1) * size, limit=size)  # ok: pagination
        return JsonResponse([row.as_dict() for row in rows], safe=False)


class Translate(View):
    def post(self, request, number):
        try:
            plot = plots.close_plot(number)
        except plots.PlotError as error:  # ok: translates the error
            return JsonResponse({"error": str(error)}, status=409)
        return JsonResponse(plot.as_dict(), safe=False)


class Remove(View):
    def delete(self, request, number):
        plots.delete_plot(number)  # ok: one change
        return HttpResponse(status=204)


class Decide(View):
    def post(self, request, number):  # error: business-logic-in-route-handler decides what happens
        plot = plots.get_plot(number)
        if plot.state == "new":
            plots.accept(plot)
        elif plot.state == "late":
            plots.cancel(plot)
        return JsonResponse(plot.as_dict(), safe=False)


class Compute(View):
    def get(self, request, number):  # error: business-logic-in-route-handler computes
        plot = plots.get_plot(number)
        net = plot.width * plot.length
        share = net / sum(part.width for part in plot.beds)
        return JsonResponse({"net": net, "share": share}, safe=False)


class Change(View):
    def put(self, request, number):  # error: business-logic-in-route-handler changes domain objects
        plot = plots.get_plot(number)
        plot.state = "closed"
        plot.width = 0
        plots.save(plot)
        return JsonResponse(plot.as_dict(), safe=False)


class Process(View):
    def post(self, request):  # error: business-logic-in-route-handler runs a process
        data = request.POST
        plot = plots.create_plot(data)
        plots.create_bed(plot.id)
        plots.notify_beds(plot)  # ok: tells others
        return JsonResponse(plot.as_dict(), safe=False)


class Loop(View):
    def delete(self, request, number):  # error: business-logic-in-route-handler runs a process
        plot = plots.get_plot(number)
        for part in plot.beds:
            plots.release(part)
            plots.delete_bed(part.id)
        return JsonResponse({}, safe=False)
