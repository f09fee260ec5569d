from django.urls import path

from . import one_views as views

urlpatterns = [
    path("rename/", views.rename, name="rename"),
    path("copy/", views.copy, name="copy"),
    path("delete/", views.delete, name="delete"),
    path("restore/", views.restore, name="restore"),
    path("export/", views.export, name="export"),
]
