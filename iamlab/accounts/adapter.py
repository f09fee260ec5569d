"""What allauth says, in our words: what to do first, the reason second."""

from typing import ClassVar

from allauth.account.adapter import DefaultAccountAdapter

WRONG_LOGIN = "Try again: name and password do not belong together."


class AccountAdapter(DefaultAccountAdapter):
    """allauth's behaviour, with other sentences for what people meet most often."""

    error_messages: ClassVar = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": WRONG_LOGIN,
        "email_taken": "Give another address, or sign in: an account with this one exists.",
        "incorrect_code": "Look at the app and type the code that it shows now: this one is not right.",
        "incorrect_password": "Try again: this is not your password.",
        "enter_current_password": "Try again: this is not your current password.",
        "invalid_login": WRONG_LOGIN,
        "too_many_login_attempts": "Wait five minutes, then try again: there were too many wrong passwords.",
        "username_password_mismatch": WRONG_LOGIN,
        "username_taken": "Choose another user name: somebody has this one.",
    }
