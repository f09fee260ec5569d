from django.urls import path

from . import views

app_name = "challenges"

urlpatterns = [
    path("", views.index, name="index"),
    path("by-id/<uuid:uuid>/", views.origin, name="origin"),
    path("<slug:slug>/", views.challenge, name="challenge"),
    path("<slug:slug>/sandbox/writing/", views.writing, name="writing"),
    path("<slug:slug>/sandbox/<slug:act>/", views.begin, name="begin"),
    path("<slug:slug>/check/", views.check, name="check"),
    path("<slug:slug>/step/<int:number>/", views.step, name="step"),
    path("<slug:slug>/solution/", views.solution, name="solution"),
]
