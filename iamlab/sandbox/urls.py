from django.urls import include, path

from . import views
from .sharing import views as sharing

app_name = "sandbox"

urlpatterns = [
    path("sandbox/", include("iamlab.sandbox.shelf.urls")),
    path("sandbox/", include("iamlab.sandbox.requests.urls")),
    path("s/", include("iamlab.sandbox.sharing.urls")),
    path("sandboxes/<uuid:uuid>/", views.workbench, name="workbench"),
    path("sandboxes/<uuid:uuid>/evaluate/", views.evaluate, name="evaluate"),
    path("sandboxes/<uuid:uuid>/assume-role/", views.assume_role, name="assume_role"),
    path("sandboxes/<uuid:uuid>/drop-role/", views.drop_role, name="drop_role"),
    path("sandboxes/<uuid:uuid>/advance-clock/", views.advance_clock, name="advance_clock"),
    path("sandboxes/<uuid:uuid>/reset/", views.reset, name="reset"),
    path("sandboxes/<uuid:uuid>/undo/", views.undo, name="undo"),
    path("sandboxes/<uuid:uuid>/redo/", views.redo, name="redo"),
    path("sandboxes/<uuid:uuid>/switch-policy/", views.switch_policy, name="switch_policy"),
    path("sandboxes/<uuid:uuid>/this-tab/", views.this_tab, name="this_tab"),
    path("sandboxes/<uuid:uuid>/", include("iamlab.sandbox.editor.urls")),
    path("sandboxes/<uuid:uuid>/", include("iamlab.sandbox.explorer.urls")),
    path("sandboxes/<uuid:uuid>/sessions/", include("iamlab.sandbox.sessions.urls")),
    path("sandboxes/<uuid:uuid>/fixes/", include("iamlab.sandbox.fixes.urls")),
    path("sandboxes/<uuid:uuid>/history/", include("iamlab.sandbox.history.urls")),
    path("sandboxes/<uuid:uuid>/command/", include("iamlab.sandbox.commands.urls")),
    path("sandboxes/<uuid:uuid>/diff/", include("iamlab.sandbox.diff.urls")),
    path("sandboxes/<uuid:uuid>/share/", sharing.share, name="share"),
    path("sandboxes/<uuid:uuid>/", include("iamlab.sandbox.shelf.one_urls")),
    path("sandboxes/<uuid:uuid>/watches/", include("iamlab.sandbox.watches.urls")),
]
