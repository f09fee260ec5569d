from django.urls import path

from . import organization_views, role_views, thing_views, views

urlpatterns = [
    path("explore/", views.explorer, name="explorer"),
    path("open/", views.open_policy, name="open_policy"),
    path("organization/", organization_views.organization, name="organization"),
    path("accounts/<str:account>/", views.account, name="account"),
    path("accounts/<str:account>/create-role/", role_views.create_role, name="create_role"),
    path("accounts/<str:account>/<slug:kind>/", thing_views.thing, name="thing"),
    path("accounts/<str:account>/<slug:kind>/create/", thing_views.create_thing, name="create_thing"),
    path("accounts/<str:account>/<slug:kind>/delete/", thing_views.delete_thing, name="delete_thing"),
    path("accounts/<str:account>/<slug:kind>/policies/", thing_views.add_inline, name="add_inline"),
    path("accounts/<str:account>/<slug:kind>/policies/delete/", thing_views.delete_inline, name="delete_inline"),
    path("accounts/<str:account>/<slug:kind>/resource-policy/", thing_views.resource_policy, name="resource_policy"),
]
