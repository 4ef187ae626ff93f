from django.contrib import messages
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.views import View

from models import Check, Flip, Profile


def pause(request, number):  # error: business-logic-in-route-handler changes domain objects (line 13) and runs a process
    check = get_object_or_404(Check, id=number)
    if check.status == "paused":
        return redirect("details", number)
    check.status = "paused"
    check.save()
    Flip.objects.create(owner=check, status="paused")
    return redirect("details", number)


def hook(request):
    profile = Profile.objects.get(key=request.GET["key"])
    if profile is None:
        return HttpResponseBadRequest()
    messages.info(request, "Seen.")
    return HttpResponse("ok")


def helper(request, number):  # ok: no url names it
    check = get_object_or_404(Check, id=number)
    check.status = "paused"
    check.save()


class Settings(View):
    def get(self, request):
        return render(request, "settings.html", {"profile": request.user.profile})

    def post(self, request):  # error: business-logic-in-route-handler changes domain objects (lines 39, 40)
        profile = Profile.objects.get(user=request.user)
        profile.reports = "off"
        profile.next_report = None
        profile.save()
        return redirect("settings")
