"""The WSGI door that gunicorn and other servers open."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "iamlab.settings")

application = get_wsgi_application()
