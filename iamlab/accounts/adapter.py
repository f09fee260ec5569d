"""Where IAM Lab's accounts differ from allauth's."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """allauth's behaviour with the project's words."""
