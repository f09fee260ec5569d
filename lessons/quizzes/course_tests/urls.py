from django.urls import path

from . import views

app_name = "course_tests"

urlpatterns = [
    path("<slug:test>/", views.test, name="test"),
    path("<slug:test>/begin/", views.begin, name="begin"),
    path("<slug:test>/<uuid:uuid>/answer/", views.answer, name="answer"),
]
