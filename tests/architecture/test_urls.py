"""Addresses."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver


def patterns(resolver: URLResolver, namespaces: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], URLPattern]]:
    """Yield every pattern with the namespaces around it."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry, (*namespaces, *([entry.namespace] if entry.namespace else [])))
        else:
            yield namespaces, entry


def test_every_address_has_a_namespaced_name() -> None:
    """`home:healthz`, never `healthz`; allauth's names are its own."""
    bare = [
        pattern
        for namespaces, pattern in patterns(get_resolver())
        if not (namespaces and pattern.name) and not pattern.lookup_str.startswith("allauth.")
    ]
    assert bare == []
