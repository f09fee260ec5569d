"""The forms of the account pages; allauth's own, with our labels, and the profile."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import AddEmailForm, LoginForm, SignupForm
from django import forms

from .models import User


class SignInForm(LoginForm):
    """Sign in with a user name or an e-mail address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "User name or e-mail address"
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        self.fields["password"].help_text = ""  # the page has its own link for a forgotten password
        self.fields["remember"].label = "Stay signed in on this device"
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class SignUpForm(SignupForm):
    """Sign up with a user name and, where there is one, an e-mail address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "User name"
        self.fields["username"].help_text = "Letters, digits and . + - _"
        self.fields["email"].label = "E-mail address (optional)"
        self.fields["email"].help_text = "Another name to sign in with, and the way to a new password."
        self.fields["password2"].label = "Password again"
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class ChangeEmailForm(AddEmailForm):
    """Ask for a new address; the old one stays until the new one is confirmed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = "New e-mail address"
        self.fields["email"].widget.attrs.pop("placeholder", None)

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
