"""The story *honest verdict*: what a verdict is worth stands beside it, and three kinds of error are told apart."""

import json

from playwright.sync_api import Locator, Page, expect

from iamlab.engine import evaluate, read_case

from .conftest import End, Open
from .hands import Hands, Keys

TRUST = "Trust policy of role deployer"
KINDS = ("The policy is wrong", "The request lacks context", "This simulator does not model that")


def decision(page: Page) -> Locator:
    """The part of the page that tells what was decided."""
    return page.get_by_role("region", name="Decision")


def expect_only(page: Page, kind: str) -> None:
    """Wait for one kind of error; the other two are not there."""
    for each in KINDS:
        heading = decision(page).get_by_role("heading", name=each)
        expect(heading).to_have_count(1 if each == kind else 0)


def test_beside_the_verdict_stands_what_it_is_worth(hands: Hands, begin: Open, end: End) -> None:
    page = hands.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    begin("A key that says no")
    expect(page.locator(".verdict-word")).to_have_text("Denied implicitly")
    honest = decision(page).locator(".honest")
    expect(honest).to_contain_text("This is a simulator; AWS decides.")
    expect(honest).to_contain_text("Not modelled for this request: grants of KMS")
    hands.press(page.get_by_text("AWS did something else", exact=True))
    hands.press(decision(page).get_by_role("button", name="Copy"))
    expect(page.locator("#announcements")).to_have_text("Copied.")
    case = json.loads(page.evaluate("navigator.clipboard.readText()"))
    assert case["request"]["action"] == "kms:Decrypt"
    assert evaluate(read_case(case)).decision.value == case["decided_here"]["decision"]
    hands.write(page.get_by_label("Action", exact=True), "s3:ListAllMyBuckets")
    hands.write(page.get_by_label("Resource", exact=True), "*")
    hands.run()
    expect(page.locator(".verdict-word")).to_have_text("Allowed")
    expect(honest).not_to_contain_text("KMS")
    end()


def test_three_kinds_of_error_are_told_apart(hands: Hands, begin: Open, end: End) -> None:
    page = hands.page
    begin("Two accounts of your own")
    written = page.locator(f'textarea[aria-label="{TRUST}"]').input_value()
    hands.write_policy(TRUST, written.replace('"Version": "2012-10-17",', '"Version": "2012-10-17"'))
    hands.run()
    expect_only(page, "The policy is wrong")
    expect(page.locator(".verdict-word")).to_have_count(0)
    expect(page.locator("[id$='-fault'] .caret-error")).to_contain_text("Line 2, column 26")
    hands.write_policy(
        TRUST, written.replace("aws:MultiFactorAuthPresent", "sts:ExternalId").replace("Bool", "StringEquals")
    )
    hands.run()
    expect_only(page, "The request lacks context")
    expect(page.locator(".verdict-word")).to_be_visible()
    end()
    if isinstance(hands, Keys):
        page.keyboard.press("Escape")
    hands.write(page.get_by_label("Resource", exact=True), "arn:aws:sqs:eu-west-1::orders")
    hands.write(page.get_by_label("Action", exact=True), "sqs:SendMessage")
    hands.run()
    expect_only(page, "This simulator does not model that")
    expect(page.locator(".verdict-word")).to_have_count(0)
    end()
