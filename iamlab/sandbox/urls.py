from django.urls import include, path

from . import views

app_name = "sandbox"

urlpatterns = [
    path("<uuid:uuid>/", views.workbench, name="workbench"),
    path("<uuid:uuid>/evaluate/", views.evaluate, name="evaluate"),
    path("<uuid:uuid>/assume-role/", views.assume_role, name="assume_role"),
    path("<uuid:uuid>/drop-role/", views.drop_role, name="drop_role"),
    path("<uuid:uuid>/advance-clock/", views.advance_clock, name="advance_clock"),
    path("<uuid:uuid>/reset/", views.reset, name="reset"),
    path("<uuid:uuid>/undo/", views.undo, name="undo"),
    path("<uuid:uuid>/watches/", include("iamlab.sandbox.watches.urls")),
]
