import views
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

urlpatterns = [
    path("checks/<int:number>/pause/", views.pause),
    path("hooks/", csrf_exempt(views.hook)),  # ok: registers what another file defines
]
