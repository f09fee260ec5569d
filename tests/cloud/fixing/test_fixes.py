"""The least that would change a denial."""

import json

import pytest

from iamlab.cloud import Cloud, InlinePolicy, Role, SessionChange, advance_clock, assume_role, load_scenario, universe
from iamlab.cloud.fixing import Asked, ContextChange, Fix, PolicyEdit, apply_fix, fixes_for, side_effects
from iamlab.engine import evaluate

from ..northwind import ANA, READER, REPORTS, REVENUE, allow, northwind, policy
from .denials import DENIALS, OBJECT, Denial


def allowed(cloud: Cloud, asked: Asked) -> bool:
    case = asked.reading(cloud).case
    return case is not None and evaluate(case).allowed


def first_slot(fix: Fix) -> str:
    part = fix.parts[0]
    return str(part.ref) if isinstance(part, PolicyEdit) else part.key.lower()


@pytest.mark.parametrize("denial", DENIALS, ids=lambda denial: denial.name)
def test_the_first_fix_is_the_expected_one(denial: Denial) -> None:
    cloud, asked = denial.cloud_and_request()
    assert not allowed(cloud, asked)
    fixes = fixes_for(cloud, asked)
    assert fixes
    first = fixes[0]
    assert (first.kind, first.weakens, len(first.parts)) == (denial.kind, denial.weakens, denial.parts)
    slots = {str(part.ref) if isinstance(part, PolicyEdit) else part.key.lower() for part in first.parts}
    assert denial.slot in slots


@pytest.mark.parametrize("denial", DENIALS, ids=lambda denial: denial.name)
def test_every_fix_flips_the_decision_and_needs_all_its_parts(denial: Denial) -> None:
    cloud, asked = denial.cloud_and_request()
    for fix in fixes_for(cloud, asked):
        assert allowed(*apply_fix(cloud, asked, fix.parts))
        for index in range(len(fix.parts)):
            assert not allowed(*apply_fix(cloud, asked, fix.parts[:index] + fix.parts[index + 1 :]))


@pytest.mark.parametrize("denial", DENIALS, ids=lambda denial: denial.name)
def test_no_fix_puts_in_a_wildcard_and_guardrails_come_last(denial: Denial) -> None:
    cloud, asked = denial.cloud_and_request()
    fixes = fixes_for(cloud, asked)
    assert 1 <= len(fixes) <= 3
    assert [fix.weakens for fix in fixes] == sorted(fix.weakens for fix in fixes)
    for fix in fixes:
        for part in fix.parts:
            if isinstance(part, ContextChange):
                assert "*" not in part.value
            elif part.kind not in ("remove", "spare"):
                new = part.after.count('"*"') - part.before.count('"*"')
                assert new <= ('"Principal": "*"' in part.after and part.before.count('"Principal": "*"') == 1)
                assert not any("*" in value for value in part.values)


@pytest.mark.parametrize("denial", DENIALS, ids=lambda denial: denial.name)
def test_what_is_written_can_be_read_and_keeps_the_lines_around_it(denial: Denial) -> None:
    cloud, asked = denial.cloud_and_request()
    for fix in fixes_for(cloud, asked):
        for part in fix.parts:
            if isinstance(part, PolicyEdit) and part.before:
                json.loads(part.after)
                kept = [line for line in part.before.split("\n") if line in part.after.split("\n")]
                assert len(kept) >= len(part.before.split("\n")) * 0.5


def test_every_denial_of_a_company_that_can_be_mended_is_mended_rightly() -> None:
    for start in ("own-accounts", "guardrails", "keys", "shared-bucket", "workloads"):
        with open(f"iamlab/sandbox/scenarios/{start}.yaml", encoding="utf-8") as file:
            cloud = load_scenario(file.read(), start).cloud
        assert cloud
        for request in universe(cloud)[::7][:40]:
            asked = Asked(request.caller, request.action, request.resource, dict(request.context))
            if not allowed(cloud, asked):
                for fix in fixes_for(cloud, asked):
                    assert allowed(*apply_fix(cloud, asked, fix.parts))


def test_what_is_allowed_or_cannot_be_decided_has_no_fix() -> None:
    cloud, asked = DENIALS[0].cloud_and_request()
    (fix, *_) = fixes_for(cloud, asked)
    assert fixes_for(*apply_fix(cloud, asked, fix.parts)) == ()
    assert fixes_for(cloud, Asked("nobody", "s3:GetObject", OBJECT)) == ()


def test_side_effects_name_what_else_becomes_possible() -> None:
    denial = next(each for each in DENIALS if each.name == "scp: an explicit deny")
    cloud, asked = denial.cloud_and_request()
    effects = side_effects(cloud, asked, fixes_for(cloud, asked)[0])
    assert effects.searched > 0
    assert effects.no_longer == ()
    assert any(effect.action.startswith("s3:") for effect in effects.also_allows)


def test_asking_otherwise_changes_nothing_else() -> None:
    denial = next(each for each in DENIALS if each.name == "trust: missing MFA")
    cloud, asked = denial.cloud_and_request()
    effects = side_effects(cloud, asked, fixes_for(cloud, asked)[0])
    assert (effects.also_allows, effects.no_longer) == ((), ())


def worn(cloud: Cloud, **parameters: str) -> tuple[Cloud, Asked]:
    """Ana wears the role and asks for a report, which the role may read."""
    handshake = assume_role(cloud, ANA, READER, "ana", **parameters)
    assert handshake.session
    return handshake.cloud, Asked(handshake.session.arn, "s3:GetObject", REVENUE)


def test_a_session_that_is_over_is_begun_anew() -> None:
    cloud, asked = worn(northwind())
    late = advance_clock(cloud, 2 * 3600)
    (fix,) = fixes_for(late, asked)
    assert [part.sentence for part in fix.parts] == ["Assume `report-reader` again: the session is over"]
    assert allowed(*apply_fix(late, asked, fix.parts))


def test_a_session_that_is_over_and_may_not_needs_both() -> None:
    cloud, asked = worn(northwind(reader={"inline_policies": ()}))
    late = advance_clock(cloud, 2 * 3600)
    fix = fixes_for(late, asked)[0]
    assert [part.kind for part in fix.parts] == ["new_session", "add_policy"]
    assert allowed(*apply_fix(late, asked, fix.parts))
    assert not any(allowed(*apply_fix(late, asked, (part,))) for part in fix.parts)


def test_a_session_policy_is_widened_by_assuming_the_role_again() -> None:
    cloud, asked = worn(northwind(), session_policy=policy(allow("s3:GetObject", f"{REPORTS}/2025/*")))
    (fix, *_) = fixes_for(cloud, asked)
    (part,) = fix.parts
    assert isinstance(part, SessionChange)
    assert REVENUE in part.after
    assert allowed(*apply_fix(cloud, asked, fix.parts))


def test_no_fix_is_in_a_service_linked_role() -> None:
    """S63: only AWS changes it."""
    service = {"Effect": "Allow", "Principal": {"Service": "x.amazonaws.com"}, "Action": "sts:AssumeRole"}
    own = (InlinePolicy("own", policy(allow("s3:ListBucket"))),)
    role = Role("AWSServiceRoleForX", policy(service), "/aws-service-role/x.amazonaws.com/", inline_policies=own)
    cloud = northwind(dev={"roles": (role,)})
    session = assume_role(cloud, "x.amazonaws.com", cloud.accounts[0].arn(role), "s1")
    assert session.session
    asked = Asked(session.session.arn, "s3:GetObject", "arn:aws:s3:::northwind-dev/a")
    fixes = fixes_for(session.cloud, asked)
    assert all(role.name not in str(part.ref) for fix in fixes for part in fix.parts if isinstance(part, PolicyEdit))
