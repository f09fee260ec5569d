"""Requests made from parts, as the simulated cloud makes them."""

from datetime import UTC, datetime
from typing import Any

import pytest

from iamlab.engine import IamUser, Request, build_request, parse_principal
from iamlab.engine.request.context import KeyState

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
ANA = "arn:aws:iam::111122223333:user/ana"


def built(given: dict[str, tuple[str, ...]], **more: Any) -> Request:
    ana = parse_principal(ANA)
    assert isinstance(ana, IamUser)
    return build_request(ana, "s3:GetObject", "arn:aws:s3:::b/k", "111122223333", given, now=NOW, **more)


def values(request: Request, key: str) -> tuple[str, ...] | None:
    entry = request.context.get(key.lower())
    return entry.values if entry else None


def test_what_follows_from_the_parts_is_filled_in() -> None:
    request = built({})
    assert request.same_account
    assert values(request, "aws:username") == ("ana",)
    assert values(request, "aws:CurrentTime") == ("2026-01-02T03:04:05Z",)


@pytest.mark.parametrize(
    ("given", "state", "listed"),
    [(("a",), KeyState.PRESENT, False), (("a", "b"), KeyState.PRESENT, True), ((), KeyState.ABSENT, True)],
)
def test_several_values_are_a_list_and_none_is_no_key(given: tuple[str, ...], state: KeyState, listed: bool) -> None:
    context = built({"Custom:Key": given}).context
    assert context.state("custom:key") is state
    assert context.entries["custom:key"].listed is listed


def test_a_given_key_wins_over_facts() -> None:
    facts = {"aws:ResourceTag/team": ("red",), "aws:ResourceTag/stage": ("prod",)}
    request = built({"AWS:ResourceTag/Team": ("blue",)}, facts=facts)
    assert values(request, "aws:ResourceTag/team") == ("blue",)
    assert values(request, "aws:ResourceTag/stage") == ("prod",)


def test_removed_keys_and_prefixes_are_absent_and_others_unknown() -> None:
    context = built({}, removed=frozenset({"aws:PrincipalTag/", "aws:userid"})).context
    assert context.state("aws:principaltag/team") is KeyState.ABSENT
    assert context.state("aws:userid") is KeyState.ABSENT
    assert context.state("aws:resourcetag/team") is KeyState.UNKNOWN


def test_through_an_endpoint_there_is_no_source_address() -> None:
    assert built({}, via_endpoint=True).context.state("aws:sourceip") is KeyState.ABSENT
    assert built({}).context.state("aws:sourceip") is KeyState.UNKNOWN
