from django.urls import path

import views

urlpatterns = [
    path("orders/", views.orders),
    path("orders/<int:pk>/", views.order),
    path("unpaid/", views.unpaid),
    path("items/", views.items),  # ok: names the views
]
