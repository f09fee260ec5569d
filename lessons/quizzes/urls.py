from django.urls import path

from . import views

app_name = "quizzes"

urlpatterns = [
    path("<slug:slug>/quiz/<uuid:uuid>/", views.question, name="question"),
    path("<slug:slug>/quiz/<uuid:uuid>/answer/", views.answer, name="answer"),
]
