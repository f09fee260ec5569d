from django.urls import path

from . import views

app_name = "library"

urlpatterns = [
    path("glossary/", views.glossary, name="glossary"),
]
