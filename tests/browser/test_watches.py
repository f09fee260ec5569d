"""The watch table in a browser: its form stays while the workbench decides, and its pages work by themselves."""

import pytest
from playwright.sync_api import Page, expect

from .test_sandbox_pages import opened

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_decision_leaves_a_form_alone_that_somebody_types_in(page: Page) -> None:
    opened(page, "A bucket shared across accounts")
    page.get_by_role("link", name="Add another").click()
    form = page.locator("#watch-form")
    form.get_by_label("Resource").fill("arn:aws:s3:::northwind-shared/typed.csv")
    with page.expect_response("**/evaluate/"):
        page.get_by_label("Action", exact=True).first.fill("s3:PutObject")
    expect(page.locator("#evaluation")).to_contain_text("Denied")
    expect(form.get_by_label("Resource")).to_have_value("arn:aws:s3:::northwind-shared/typed.csv")
    page.get_by_role("button", name="Watch the request above").click()
    expect(page.locator("#watches")).to_contain_text("2 requests")
    expect(form.get_by_label("Resource")).to_have_value("arn:aws:s3:::northwind-shared/typed.csv")
    form.get_by_role("button", name="Keep").click()
    expect(page.locator("#watches")).to_contain_text("3 requests")
    expect(page.locator("#watches")).to_be_focused()
    expect(form).to_be_hidden()
    page.get_by_role("link", name="Paste rows").click()
    expect(form).to_be_visible()
    form.get_by_role("link", name="Cancel").click()
    expect(form).to_be_hidden()
    expect(page.locator("#watches")).to_be_focused()


def test_the_watch_pages_work_by_themselves(page: Page) -> None:
    sandbox = opened(page, "A bucket shared across accounts")
    page.goto(f"{sandbox}watches/add/")
    page.get_by_role("link", name="Cancel").click()
    table = page.locator("#watches")
    before = table.locator("tbody tr").count()
    page.get_by_role("link", name="Add another").click()
    page.get_by_label("Action").fill("DeleteObject")
    page.get_by_label("Resource").fill("arn:aws:s3:::northwind-shared/q3.csv")
    page.get_by_role("button", name="Keep").click()
    expect(page.locator(".invalid-feedback")).to_be_visible()
    page.get_by_label("Action").fill("s3:DeleteObject")
    page.get_by_role("button", name="Keep").click()
    expect(table.locator("tbody tr")).to_have_count(before + 1)
    page.reload()
    expect(table.locator("tbody tr")).to_have_count(before + 1)
    page.get_by_role("button", name="Step through s3:DeleteObject").click()
    expect(page.get_by_label("Action", exact=True)).to_have_value("s3:DeleteObject")
