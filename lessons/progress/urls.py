from django.urls import path

from . import views

app_name = "progress"

urlpatterns = [
    path("", views.home, name="home"),
    path("lessons/<slug:slug>/done/", views.finish, name="finish"),
]
