"""What account pages need to know about this installation."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def mail_is_configured() -> bool:
    """Return whether messages reach people, and not only the server's terminal."""
    return bool(settings.MAIL_IS_CONFIGURED)
