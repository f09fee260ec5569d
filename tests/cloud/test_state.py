import json
from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iamlab.cloud import (
    Cloud,
    InvalidState,
    assume_role,
    from_state,
    load_scenario,
    policy_slots,
    set_policy_text,
    to_state,
)
from tests.cloud.northwind import ANA, READER, allow, northwind, policy
from tests.cloud.scenario.test_loading import FULL


def full_cloud() -> Cloud:
    cloud = load_scenario(FULL, "scenario.yaml").cloud
    assert cloud
    return cloud


def with_a_session(*, mfa: bool = False) -> Cloud:
    context = {"aws:MultiFactorAuthPresent": ("true" if mfa else "false",)}
    text = policy(allow("s3:GetObject"))
    return assume_role(northwind(), ANA, READER, "ana", session_policy=text, context=context).cloud


@pytest.mark.parametrize("cloud", [Cloud(), northwind(), full_cloud(), with_a_session(), with_a_session(mfa=True)])
def test_a_cloud_survives_being_stored_as_json(cloud: Cloud) -> None:
    assert from_state(json.loads(json.dumps(to_state(cloud)))) == cloud


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_what_somebody_typed_survives_being_stored(text: str) -> None:
    cloud = northwind()
    for slot in policy_slots(cloud):
        assert slot.ref
        cloud = set_policy_text(cloud, slot.ref, text)
    assert from_state(json.loads(json.dumps(to_state(cloud)))) == cloud


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)


@given(JSON)
def test_any_other_value_is_refused(value: object) -> None:
    with pytest.raises(InvalidState):
        from_state(value)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("accounts",), {}),
        (("accounts", 0, "id"), 111122223333),
        (("accounts", 0, "users", 0, "name"), None),
        (("accounts", 0, "users", 0, "tags"), [["one"]]),
        (("accounts", 0, "users", 0, "attached_policies"), ["arn:aws:iam::111122223333:policy/gone"]),
        (("accounts", 0, "users", 0, "permissions_boundary"), "arn:aws:iam::111122223333:policy/gone"),
        (("accounts", 1, "roles", 0, "max_session_duration"), "long"),
        (("sessions", 0, "role_arn"), "report-reader"),
        (("sessions", 0, "role_arn"), "arn:aws:iam::999900001111:role/report-reader"),
        (("sessions", 0, "policy_arns"), ["arn:aws:iam::444455556666:policy/gone"]),
        (("sessions", 0, "expires"), "2026-09-07T10:00:00"),
        (("sessions", 0, "mfa_authenticated_at"), "0001-01-01T00:00:00Z"),
        (("now",), "soon"),
        (("now",), "9999-12-31T23:59:59Z"),
    ],
)
def test_a_damaged_state_is_refused(path: tuple[str | int, ...], value: object) -> None:
    state: object = deepcopy(to_state(with_a_session()))
    inner = state
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    with pytest.raises(InvalidState):
        from_state(state)
