"""What could be written at a place of a policy."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iamlab.engine import PolicyKind
from iamlab.engine.catalog import service
from iamlab.engine.writing import MOST_OFFERS, Known, OfferKind, complete
from tests.engine.writing.written import KNOWN, offered, statement, texts


@pytest.mark.parametrize(
    ("written", "first"),
    [
        ('{"|"}', ["Version", "Id", "Statement"]),
        ('{"Version": "|', ["2012-10-17", "2008-10-17"]),
        ('{"Version": "2012-10-17", "|"}', ["Id", "Statement"]),
        (statement('"Effect": "|"'), ["Allow", "Deny"]),
        (statement('"Effect": "d|"'), ["Deny"]),
        (statement('"Sid": "A", "Effect": "Allow", "|"'), ["Action", "NotAction", "Resource"]),
        (statement('"Action": "sq|"'), ["sqs:", "sqlworkbench:"]),
        (statement('"Action": "s3:getobj|"'), ["s3:GetObject", "s3:GetObjectAcl"]),
        (statement('"Action": ["s3:GetObject", "sts:AssumeRo|"]'), ["sts:AssumeRole", "sts:AssumeRoleWithSAML"]),
        (statement('"Condition": {"|"}'), ["StringEquals", "StringNotEquals"]),
        (statement('"Condition": {"Bool": {"aws:SecureTransport": "|"}}'), ["true", "false"]),
        (statement('"Condition": {"StringEquals": {"aws:PrincipalAccount": "|"}}'), ["444455556666", "111122223333"]),
        (statement('"Condition": {"StringEquals": {"aws:PrincipalAccount": ["|"]}}'), ["444455556666"]),
        (statement('"Condition": {"ArnLike": {"aws:PrincipalArn": "|"}}'), ["arn:aws:iam::111122223333:user/ana"]),
        ('{"Statement": {"Effect": "A|', ["Allow"]),
        ("{|", ["Version"]),
        ('{"Statement": [{"Effect": |', ["Allow", "Deny"]),
    ],
)
def test_what_belongs_at_a_place_is_offered(written: str, first: list[str]) -> None:
    assert texts(written)[: len(first)] == first


@pytest.mark.parametrize(
    "written",
    ["|", "no JSON|", '{"Statement": [{"Sid": "|"}]}', "[[[|", '{"Statement": []}|', '{"Nonsense": {"x": "|"}}'],
)
def test_where_nothing_belongs_nothing_is_offered(written: str) -> None:
    assert texts(written) == []


def test_what_is_replaced_is_the_whole_word() -> None:
    offers = offered(statement('"Action": "s3:Get|Nothing"').replace("Nothing", "Object"))
    assert offers
    assert offers.quoted
    text = statement('"Action": "s3:GetObject"')
    assert text[offers.start : offers.end] == "s3:GetObject"


def test_outside_quotes_an_offer_brings_its_own() -> None:
    offers = offered('{"Statement": [{"Effect": |}]}')
    assert offers
    assert (offers.quoted, offers.start) == (False, offers.end)


def test_a_key_that_is_there_already_is_not_offered_again() -> None:
    assert "Effect" not in texts(statement('"Effect": "Allow", "|"'))
    assert "Effect" in texts(statement('"Effec|": "Allow"'))


def test_only_policies_that_name_principals_offer_one() -> None:
    assert "Principal" not in texts(statement('"|"'))
    assert "Principal" in texts(statement('"|"'), PolicyKind.RESOURCE)
    assert "Resource" not in texts(statement('"|"'), PolicyKind.TRUST)


def test_actions_carry_their_access_level_and_description() -> None:
    offers = offered(statement('"Action": "sqs:SendM|"'))
    assert offers
    first = offers.offers[0]
    assert (first.text, first.kind, first.detail) == ("sqs:SendMessage", OfferKind.ACTION, "Write")
    assert "message" in first.about


def test_a_trust_policy_is_offered_what_it_can_hold_and_nothing_else() -> None:
    held = {
        "sts:AssumeRole",
        "sts:AssumeRoleWithSAML",
        "sts:AssumeRoleWithWebIdentity",
        "sts:SetContext",
        "sts:SetSourceIdentity",
        "sts:TagSession",
    }
    for element in ("Action", "NotAction"):
        assert set(texts(statement(f'"{element}": "|"'), PolicyKind.TRUST)) == held
    assert set(texts(statement('"Action": "sts:|"'), PolicyKind.TRUST)) == held
    assert texts(statement('"Action": "tag|"'), PolicyKind.TRUST) == ["sts:TagSession"]
    for elsewhere in ("s3:|", "iam:|", "sts:Get|"):
        assert texts(statement(f'"Action": "{elsewhere}"'), PolicyKind.TRUST) == []


def test_the_policy_of_a_queue_is_offered_the_actions_of_queues_first() -> None:
    queue = Known(service="sqs")
    sqs = service("sqs")
    assert sqs
    first = texts(statement('"Action": "|"'), PolicyKind.RESOURCE, queue)[: len(sqs.actions)]
    assert {text.partition(":")[0] for text in first} == {"sqs"}
    assert texts(statement('"Action": "send|"'), PolicyKind.RESOURCE, queue)[0] == "sqs:SendMessage"
    assert texts(statement('"Action": "s3:getobj|"'), PolicyKind.RESOURCE, queue)[0] == "s3:GetObject"


def test_of_a_large_service_a_part_is_offered_and_said_to_be_one() -> None:
    ec2 = service("ec2")
    assert ec2
    assert len(ec2.actions) > MOST_OFFERS
    all_of_it, few = offered(statement('"Action": "ec2:|"')), offered(statement('"Action": "ec2:RunInst|"'))
    assert all_of_it
    assert few
    assert (len(all_of_it.offers), all_of_it.complete, few.complete) == (MOST_OFFERS, False, True)


def test_resources_of_the_actions_service_come_first_then_forms_of_arn() -> None:
    found = texts(statement('"Action": "dynamodb:GetItem", "Resource": "|"'))
    assert found[0] == "arn:aws:dynamodb:us-east-1:444455556666:table/orders"
    assert "arn:aws:dynamodb:us-east-1:444455556666:table/*" in found
    assert found[-1] == "*"
    assert texts(statement('"Resource": "arn:aws:s3|"'))[:2] == ["arn:aws:s3:::reports", "arn:aws:s3:::reports/*"]


def test_condition_keys_of_the_actions_come_first_with_their_type() -> None:
    offers = offered(statement('"Action": "s3:ListBucket", "Condition": {"StringEquals": {"|"}}'))
    assert offers
    own = [offer for offer in offers.offers if "of these actions" in offer.detail]
    assert {"s3:prefix", "s3:delimiter"} <= {offer.text for offer in own}
    assert list(offers.offers[: len(own)]) == own
    assert next(offer for offer in own if offer.text == "s3:prefix").detail.startswith("String")
    assert "aws:PrincipalOrgID" in {offer.text for offer in offers.offers}


def test_keys_of_the_operators_type_come_first() -> None:
    assert texts(statement('"Action": "sqs:*", "Condition": {"Bool": {"aws:s|"}}'))[0] == "aws:SecureTransport"


def test_the_statement_that_counts_is_the_one_around_the_caret() -> None:
    second = '{"Action": "s3:ListBucket", "Condition": {"StringEquals": {"s3:|"}}}'
    two = f'{{"Statement": [{{"Action": "sqs:SendMessage"}}, {second}]}}'
    assert "s3:prefix" in texts(two)


@pytest.mark.parametrize(
    ("entry", "offer"),
    [
        ("AWS", "arn:aws:iam::111122223333:user/ana"),
        ("AWS", "arn:aws:iam::444455556666:root"),
        ("Service", "lambda.amazonaws.com"),
    ],
)
def test_principals_are_offered_by_their_kind(entry: str, offer: str) -> None:
    assert offer in texts(statement(f'"Principal": {{"{entry}": "|"}}'), PolicyKind.TRUST)


POLICY = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Action": ["s3:Get*", "sqs:SendMessage"],
                "Resource": "*",
                "Condition": {"StringEquals": {"aws:RequestedRegion": "us-east-1"}},
            }
        ],
    },
    indent=1,
)


@given(st.integers(0, len(POLICY)), st.integers(0, len(POLICY)), st.sampled_from(list(PolicyKind)))
def test_every_offer_at_any_place_of_a_cut_policy_holds_what_is_typed(end: int, caret: int, kind: PolicyKind) -> None:
    text = POLICY[:end]
    caret = min(caret, end)
    offers = complete(text, caret, kind, KNOWN)
    if offers:
        assert offers.start <= caret <= offers.end
        typed = text[offers.start : caret].lower()
        assert all(typed in offer.text.lower() for offer in offers.offers)


@given(st.text('{}[]:,"\\ \nStatement', max_size=60), st.integers(0, 60))
def test_no_text_is_too_broken(text: str, caret: int) -> None:
    caret = min(caret, len(text))
    offers = complete(text, caret, PolicyKind.IDENTITY, KNOWN)
    assert offers is None or offers.start <= caret <= offers.end


def test_a_text_that_nests_without_end_is_left_early() -> None:
    assert complete("[" * 32_000, 32_000, PolicyKind.IDENTITY, KNOWN) is None
