"""The story *stepper*: a decision taken apart step by step, predicted first, edited on the way, linked to."""

import re

from playwright.sync_api import Page, expect

from .conftest import End, Open
from .hands import Hands, Keys

MFA = '"aws:MultiFactorAuthPresent": "true"'
TRUST = "Trust policy of role deployer"


def at(page: Page) -> int:
    """The number of the current step."""
    return int(page.locator("[data-step-now]").inner_text())


def test_a_decision_is_walked_through(hands: Hands, begin: Open, end: End) -> None:
    page = hands.page
    begin("Two accounts of your own")
    expect(page.locator(".verdict-word")).to_have_text("Denied implicitly")
    hands.press(page.get_by_role("button", name="First step"))
    expect(page.locator("[data-step-now]")).to_have_text("1")
    total = int(page.locator("[data-step-total]").inner_text())
    for number in range(2, total + 1):
        hands.step()
        expect(page.locator("[data-step-now]")).to_have_text(str(number))
        expect(page.locator("ol.steps [aria-current=step]")).to_have_count(1)
        expect(page.locator("[data-step-say]")).not_to_be_empty()
        expect(page.locator("[data-step-gate]")).not_to_be_empty()
    hands.step(back=True)
    assert at(page) == total - 1
    track = page.get_by_role("slider", name="Step")
    if isinstance(hands, Keys):
        hands.reach(track)
        page.keyboard.press("Home")
        page.keyboard.press("ArrowRight")
    else:
        track.fill("2")
    expect(page.locator("[data-step-now]")).to_have_text("2")
    skipped = page.locator(".gate[data-state=na]")
    expect(skipped.first.locator(".gate-why")).not_to_be_empty()
    end()


def test_an_edit_keeps_the_place_and_a_link_leads_back_to_it(hands: Hands, begin: Open, end: End) -> None:
    page = hands.page
    begin("Two accounts of your own")
    hands.press(page.get_by_role("button", name="First step"))
    hands.step()
    hands.step()
    place = page.locator("[data-step-key]").input_value()
    written = page.locator(f'textarea[aria-label="{TRUST}"]').input_value()
    # Both answers have to be there: one that came later would swap what is pressed below.
    with page.expect_response("**/evaluate/"):
        hands.write_policy(TRUST, written.replace(MFA, '"aws:MultiFactorAuthPresent": "false"'))
    with page.expect_response("**/evaluate/"):
        hands.run()
    expect(page.locator(".verdict-why")).not_to_be_empty()
    expect(page.locator("[data-step-key]")).to_have_value(place)
    if isinstance(hands, Keys):
        page.keyboard.press("Escape")
    hands.press(page.locator("details[data-steps] > summary"))
    hands.press(page.get_by_role("link", name="Link to step 5"))
    expect(page).to_have_url(re.compile(r"\?step="))
    expect(page.locator("[data-step-now]")).to_have_text("5")
    end()


def test_the_answer_is_predicted_and_the_score_is_kept(hands: Hands, begin: Open, end: End) -> None:
    page = hands.page
    begin("Two accounts of your own")
    evaluation = page.locator("#evaluation")
    hands.tick(page.get_by_label("Predict first"))
    expect(evaluation.get_by_role("heading", name="What will AWS answer?")).to_be_visible()
    hands.press(evaluation.get_by_role("button", name="Denied implicitly"))
    expect(evaluation).to_contain_text("1 of 1 right so far")
    hands.write(page.get_by_label("Resource", exact=True), "*")
    hands.write(page.get_by_label("Action", exact=True), "sts:GetCallerIdentity")
    hands.run()
    hands.press(evaluation.get_by_role("button", name="Denied explicitly"))
    expect(evaluation).to_contain_text("1 of 2 right so far")
    expect(page.locator("#evaluation:focus-within")).to_be_visible()
    hands.step(back=True)
    hands.tick(page.get_by_label("Predict first"))
    expect(evaluation).not_to_contain_text("so far")
    end()
