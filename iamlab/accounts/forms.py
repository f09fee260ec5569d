"""The forms of the account pages: allauth's, in our words, and the profile."""

from datetime import timedelta
from typing import Any, ClassVar

from allauth.account import forms as allauth
from allauth.account.adapter import get_adapter
from django import forms
from django.conf import settings
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from .models import User

# Two clicks on "Sign up" arrive within this time of each other, however slow the network is.
MOMENT = timedelta(minutes=1)


class InOurWords:
    """Gives fields the labels and help texts below, and takes away placeholders, which repeat the label."""

    labels: ClassVar[dict[str, str]] = {}
    help_texts: ClassVar[dict[str, str]] = {}
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.help_texts.get(name, field.help_text)


class SignInForm(InOurWords, allauth.LoginForm):
    """Sign in with a user name or an e-mail address."""

    labels: ClassVar = {"login": "User name or e-mail address", "remember": "Stay signed in on this device"}
    help_texts: ClassVar = {"password": ""}  # the page itself has the link for a forgotten one

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class SignUpForm(InOurWords, allauth.SignupForm):
    """Sign up with a user name and, where there is one, an e-mail address."""

    labels: ClassVar = {
        "username": "User name",
        "email": "E-mail address (optional)",
        "password2": "Password again",
    }
    help_texts: ClassVar = {"username": "2 to 64 letters, digits and . + - _"}
    made: User | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        also = ", and the way to a new password" if settings.MAIL_IS_CONFIGURED else ""
        self.fields["email"].help_text = f"Another name to sign in with{also}."
        self.fields["username"].error_messages |= {
            "max_length": "Choose a shorter user name: it has at most 64 characters.",
            "min_length": "Choose a longer user name: it has at least 2 characters.",
        }

    def clean(self) -> dict[str, Any]:
        """Accept a form that comes a second time: whoever clicks twice has the account by then, and is signed in."""
        cleaned: dict[str, Any] = super().clean()
        first, again = self.data.get("password1", ""), self.data.get("password2", "")
        # allauth compares them where nothing else is wrong with the first one.
        if again and first != again and "password2" not in self.errors:
            self.add_error("password2", "Type the same password twice: these two differ.")
        if "username" in self.errors:
            self.made = self._made_a_moment_ago()
        if self.made:
            for taken in ("username", "email"):
                self.errors.pop(taken, None)
        return cleaned

    def _made_a_moment_ago(self) -> User | None:
        """Return the account that the first of two clicks made, if there is one: new, of this name and password."""
        new = User.objects.filter(date_joined__gte=timezone.now() - MOMENT)
        made = new.filter(username=self.data.get("username", "").strip()).first()
        return made if made and made.check_password(self.data.get("password1", "")) else None

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """Make the account; returns it, or where to go instead.

        Of two forms with one user name that come at once, the second one finds the account when it is saved.
        """
        if self.made:
            return self.made, None
        try:
            with transaction.atomic():
                user, response = super().try_save(request)
        except IntegrityError:
            if made := self._made_a_moment_ago():
                return made, None
            messages.warning(request, "Sign in if this was you: the account has been made a moment ago.")
            return None, redirect("account_login")
        return user, response


class ReauthenticateForm(InOurWords, allauth.ReauthenticateForm):
    """Give the password once more before something that matters."""

    help_texts: ClassVar = {"password": ""}


class ChangePasswordForm(InOurWords, allauth.ChangePasswordForm):
    """Replace the password by another one."""

    labels: ClassVar = {
        "oldpassword": "Current password",
        "password1": "New password",
        "password2": "New password again",
    }


class ForgottenPasswordForm(InOurWords, allauth.ResetPasswordForm):
    """Ask for a link to choose a new password."""

    labels: ClassVar = {"email": "E-mail address"}


class NewPasswordForm(InOurWords, allauth.ResetPasswordKeyForm):
    """Choose a new password by such a link."""

    labels: ClassVar = {"password1": "New password", "password2": "New password again"}


class ChangeEmailForm(InOurWords, allauth.AddEmailForm):
    """Ask for a new address; the old one stays until the new one is confirmed."""

    labels: ClassVar = {"email": "New e-mail address"}

    def clean_email(self) -> str:
        """Return the address in lower case. Raises ValidationError when somebody else has it, confirmed or not."""
        email: str = super().clean_email()
        if User.objects.filter(email__iexact=email).exclude(pk=self.user.pk).exists():
            raise get_adapter().validation_error("email_taken")
        return email


class ProfileForm(forms.ModelForm):
    """What somebody says about themselves."""

    class Meta:
        model = User
        fields = ["display_name"]
        help_texts = {"display_name": "Empty means that your user name is shown."}
