"""Addresses."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import IntConverter, SlugConverter, StringConverter, UUIDConverter

from iamlab.accounts import rates
from iamlab.accounts.models import User

SAMPLES: Mapping[type, object] = {IntConverter: 1, SlugConverter: "x", StringConverter: "x", UUIDConverter: UUID(int=0)}


@dataclass(frozen=True)
class Address:
    """A pattern with the namespaces and the parameters around it."""

    namespaces: tuple[str, ...]
    pattern: URLPattern
    converters: Mapping[str, Any]

    @property
    def is_ours(self) -> bool:
        """Whether it is none of allauth's."""
        return not self.pattern.lookup_str.startswith("allauth.")

    @property
    def sample(self) -> str:
        """An address that the pattern matches."""
        kwargs = {name: SAMPLES[type(converter)] for name, converter in self.converters.items()}
        return reverse(":".join((*self.namespaces, self.pattern.name)), kwargs=kwargs)


def addresses(resolver: URLResolver, around: Mapping[str, Any], namespaces: tuple[str, ...] = ()) -> Iterator[Address]:
    """Yield every address below a resolver."""
    for entry in resolver.url_patterns:
        converters = {**around, **entry.pattern.converters}
        if isinstance(entry, URLResolver):
            yield from addresses(entry, converters, (*namespaces, *([entry.namespace] if entry.namespace else [])))
        else:
            yield Address(namespaces, entry, converters)


OURS = [address for address in addresses(get_resolver(), {}) if address.is_ours]


def test_every_address_has_a_namespaced_name() -> None:
    """`home:healthz`, never `healthz`; allauth's names are its own."""
    assert [address.pattern for address in OURS if not (address.namespaces and address.pattern.name)] == []


def test_whatever_can_be_posted_is_limited_before_anything_is_looked_up(
    client: Client, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Allauth limits its own addresses."""
    monkeypatch.setattr(rates, "PER_LEARNER", 0)
    client.force_login(alice)
    answers = {address.sample: client.post(address.sample) for address in OURS}
    limited = {sample for sample, answer in answers.items() if answer.status_code == 429}
    only_read = {sample for sample, answer in answers.items() if answer.headers.get("Allow") == "GET, HEAD"}
    assert answers.keys() - limited - only_read == set()
    assert limited
