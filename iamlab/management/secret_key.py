"""The secret key of an installation that was not given one."""

import os
import secrets
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


def has_secret_key() -> bool:
    """Return whether the settings have a key, from the environment or from the data folder."""
    try:
        return bool(settings.SECRET_KEY)
    except ImproperlyConfigured:  # what Django makes of an empty one
        return False


def make_secret_key(file: Path) -> str:
    """Write a new key that only this user can read, and return it. Raises FileExistsError where there is one."""
    key = secrets.token_urlsafe(50)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as stream:
        stream.write(key + "\n")
    return key
