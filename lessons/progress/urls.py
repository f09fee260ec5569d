from django.urls import path

from . import views

app_name = "progress"

urlpatterns = [
    path("", views.home, name="home"),
    path("concepts/<slug:id>/", views.concept, name="concept"),
    path("print/", views.printed, name="print"),
    path("export.json", views.export, {"format": "json"}, name="export_json"),
    path("export.csv", views.export, {"format": "csv"}, name="export_csv"),
    path("import/", views.import_, name="import"),
    path("delete/", views.delete, name="delete"),
    path("lessons/<slug:slug>/done/", views.finish, name="finish"),
]
