"""Temporary passwords: chosen here, read once, replaced by their owner."""

import secrets
from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set
from django.contrib import messages
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from .models import User

# Without letters and digits that look alike on paper: 0 O, 1 l I, 5 S.
ALPHABET = "abcdefghijkmnpqrstuvwxyz2346789"


def set_temporary_password(user: User) -> str:
    """Give the user a new random password and return it; it is stored only as a hash. Ends all their sessions."""
    password = "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(3))
    user.set_password(password)
    user.password_is_temporary = True
    user.save(update_fields=["password", "password_is_temporary"])
    return password


@receiver([password_changed, password_reset, password_set])
def own_password_chosen(sender: type[User], user: User, request: HttpRequest, **kwargs: Any) -> None:
    """Note that the password is the user's own from now on."""
    if user.password_is_temporary:
        user.password_is_temporary = False
        user.save(update_fields=["password_is_temporary"])


@receiver(user_logged_in)
def ask_for_own_password(sender: type[User], user: User, request: HttpRequest, **kwargs: Any) -> None:
    """Remind whoever signs in with a temporary password; the profile has the link."""
    if user.password_is_temporary:
        messages.warning(request, "Choose a password of your own in your profile: somebody else knows this one.")
