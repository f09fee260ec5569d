from django.urls import path

from . import views

urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.new, name="new"),
    path("import/", views.bring_in, name="import"),
    path("start/<slug:slug>/", views.start, name="start"),
]
