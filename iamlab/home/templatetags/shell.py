"""Template tags of the shell: icons, and links of the navigation that know where they are."""

from django import template
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def icon(name: str, css_class: str = "", *, label: str = "") -> SafeString:
    """Return the icon `name` of static/img/icons.svg (`allow` for its symbol `i-allow`) as an `<svg>`.

    `css_class` is added to the class `icon`, as in `{% icon "policy" "icon-sm" %}`. An icon that stands without its
    word needs a `label`; every other is hidden from screen readers.
    """
    classes = f"icon {css_class}".strip()
    address = f"{static('img/icons.svg')}#i-{name}"
    if label:
        return format_html('<svg class="{}" role="img" aria-label="{}"><use href="{}"/></svg>', classes, label, address)
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}"/></svg>', classes, address)


@register.simple_tag(takes_context=True)
def nav_link(context: template.Context, label: str, url_name: str) -> SafeString:
    """Return a link to the page named `url_name`, marked as current on that page, below its address and in its app."""
    address = reverse(url_name)
    request: HttpRequest | None = context.get("request")
    found = request.resolver_match if request else None
    of_its_app = found is not None and url_name.startswith(f"{found.namespace}:")
    if request is not None and (of_its_app or request.path.startswith(address)):
        current = "page" if request.path == address else "true"
        return format_html('<a href="{}" aria-current="{}">{}</a>', address, current, label)
    return format_html('<a href="{}">{}</a>', address, label)


@register.filter
def initials(name: str) -> str:
    """Return one or two capital letters that stand for a person's name: `Maya Lind` gives `ML`, `ana` gives `A`."""
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()
