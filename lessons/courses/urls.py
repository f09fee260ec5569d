from django.urls import path

from . import views

app_name = "courses"

urlpatterns = [
    path("", views.index, name="index"),
    path("by-id/<uuid:uuid>/", views.origin, name="origin"),
    path("<slug:slug>/", views.lesson, name="lesson"),
    path("<slug:slug>/sandbox/<slug:act>/", views.begin, name="begin"),
    path("<slug:slug>/leave/", views.leave, name="leave"),
    path("<slug:slug>/load/<slug:block>/", views.load_block, name="load"),
    path("<slug:slug>/predict/<slug:block>/", views.predict, name="predict"),
]
