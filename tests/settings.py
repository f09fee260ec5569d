"""The site's settings, with what tests need to be fast and independent of each other."""

import os
import tempfile

os.environ.setdefault("IAMLAB_DATA", os.path.join(tempfile.gettempdir(), "iamlab-tests"))
os.environ["SECRET_KEY"] = "only-for-tests-and-long-enough-to-be-taken-for-a-key-by-the-checks"
os.environ["EMAIL_URL"] = "memorymail://"
for name in ("DATABASE_URL", "CACHE_URL", "ALLOWED_HOSTS", "DEBUG", "IAMLAB_HTTPS"):
    os.environ.pop(name, None)

from iamlab.settings import *  # noqa: E402, F403

STATIC_ROOT = None  # type: ignore[assignment]
DATABASES["default"]["NAME"] = ":memory:"  # noqa: F405
# Tests use a file, because all threads of the live server would share the one connection to a database in memory.
DATABASES["default"]["TEST"] = {  # noqa: F405
    "NAME": os.path.join(tempfile.gettempdir(), f"iamlab-tests-{os.getpid()}.sqlite3")
}
DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"  # noqa: F405
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Hashed names need a collectstatic; the live server of browser tests serves the files as they lie there.
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"  # noqa: F405
