from django.urls import path

from . import views

urlpatterns = [
    path("", views.read, name="command"),
    path("<int:number>/", views.load, name="load_command"),
]
