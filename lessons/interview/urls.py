from django.urls import path

from . import views

app_name = "interview"

urlpatterns = [
    path("", views.deck, name="deck"),
    path("<slug:topic>/<slug:slug>/", views.card, name="card"),
]
