from django.urls import path

from . import views

urlpatterns = [
    path("", views.ways, name="sessions"),
    path("get/<slug:way>/", views.get_session, name="get_session"),
    path("sign-in/", views.sign_in, name="sign_in"),
    path("drop-all/", views.drop_all, name="drop_all"),
    path("clock/", views.clock, name="clock"),
    path("revoke/", views.revoke, name="revoke"),
    path("events/", views.events, name="events"),
]
