"""A line of progress for other pages."""

from django import template

from iamlab.accounts.guests import known_learner

from ..queries import Progress, progress_of

register = template.Library()


@register.simple_tag(takes_context=True)
def own_progress(context: template.Context) -> Progress:
    """Return the progress of whoever asks for the page: `{% own_progress as progress %}`."""
    return progress_of(known_learner(context["request"]))
