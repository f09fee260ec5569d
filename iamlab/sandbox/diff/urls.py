from django.urls import path

from . import views

urlpatterns = [
    path("", views.diff, name="diff"),
    path("policy/", views.second_text, name="diff_policy"),
    path("witness/", views.open_witness, name="open_witness"),
]
