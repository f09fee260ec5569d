"""The user model."""

from django.contrib.auth.models import AbstractUser
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower


class User(AbstractUser):
    """Somebody with an account: a student, or an instructor when `is_instructor`.

    A user name is always there; an e-mail address is optional (schools without mail) and unique when given.
    Both are compared without regard to case.
    """

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    username = models.CharField(
        "user name",
        max_length=64,
        unique=True,
        # No `@`: one sign-in field takes both, and a user name must never look like somebody else's address.
        validators=[RegexValidator(r"^[\w.+-]+\Z", "Use letters, digits and . + - _ only.")],
        error_messages={"unique": "A person with that user name already exists."},
    )
    email = models.EmailField("e-mail address", blank=True)
    display_name = models.CharField("name shown to others", max_length=80, blank=True)
    is_instructor = models.BooleanField(default=False)
    # Set where an instructor or a command chose the password; choosing an own one clears it.
    password_is_temporary = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("username"),
                name="user_name_unique_ignoring_case",
                violation_error_message="A person with that user name already exists.",
            ),
            models.UniqueConstraint(
                Lower("email"),
                condition=~Q(email=""),
                name="email_unique_when_given",
                violation_error_message="A person with that e-mail address already exists.",
            ),
        ]

    def __str__(self) -> str:
        """Return the name to show."""
        return self.get_full_name()

    def get_full_name(self) -> str:
        """Return the display name, or the user name where there is none."""
        return self.display_name or self.username

    def get_short_name(self) -> str:
        """Return the same as the full name: a display name has no parts."""
        return self.get_full_name()
