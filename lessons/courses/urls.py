from django.urls import path

from . import path_views, views

app_name = "courses"

urlpatterns = [
    path("", views.index, name="index"),
    path("paths/<slug:slug>/", path_views.path, name="path"),
    path("by-id/<uuid:uuid>/", views.origin, name="origin"),
    path("<slug:slug>/", views.lesson, name="lesson"),
    path("<slug:slug>/handout/", views.handout, name="handout"),
    path("<slug:slug>/sandbox/writing/", views.writing, name="writing"),
    path("<slug:slug>/sandbox/<slug:act>/", views.begin, name="begin"),
    path("<slug:slug>/quiz/<uuid:uuid>/step/", views.step_through, name="step"),
    path("<slug:slug>/place/", views.keep_place, name="place"),
    path("<slug:slug>/load/<slug:block>/", views.load_block, name="load"),
    path("<slug:slug>/predict/<slug:block>/", views.predict, name="predict"),
]
