from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People: who they are, what they may do, how a guest becomes a member."""

    name = "iamlab.accounts"

    def ready(self) -> None:
        """Connect the receivers of both modules."""
        from . import guests, passwords  # noqa: F401
