from django.urls import path

from . import views

urlpatterns = [
    path("writing/", views.writing, name="writing"),
    path("rewrite/", views.rewrite, name="rewrite"),
]
