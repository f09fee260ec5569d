"""Accounts, as people use them: sign up, sign in, sign out, a forgotten password, a second factor."""

import re
from collections.abc import Callable

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from playwright.sync_api import Locator, Page, expect

from iamlab.accounts.models import User
from tests.cast import PASSWORD

OWN = "an-own-long-password"
Check = Callable[[Page], None]


def expect_title(page: Page, title: str) -> None:
    """The page with this heading has arrived."""
    expect(page.get_by_role("heading", name=title, exact=True, level=1)).to_be_visible()


def field(page: Page, label: str) -> Locator:
    """Find a field by the whole of its label; crispy-forms puts a star after those that are required."""
    return page.get_by_label(re.compile(rf"^\s*{re.escape(label)}\s*\*?\s*$"))


def sign_in(page: Page, name: str, password: str = PASSWORD) -> None:
    """Fill in the sign-in page and send it."""
    page.goto("/account/login/")
    field(page, "User name or e-mail address").fill(name)
    field(page, "Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def code_for(secret: str) -> str:
    """Return what an authenticator app shows now for this secret."""
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def confirm_identity(page: Page) -> None:
    """Give the password once more, as before every change of the second factor."""
    expect_title(page, "Is it you?")
    field(page, "Password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()


def expect_signed_in(page: Page, name: str) -> None:
    """The header names who is signed in."""
    expect(page.get_by_role("link", name=f"{name}, your profile")).to_be_visible()


@pytest.mark.django_db
def test_a_visitor_signs_up_with_a_user_name_only_and_signs_out(page: Page, axe: Check) -> None:
    page.goto("/")
    page.get_by_role("banner").get_by_role("link", name="Sign in").click()
    page.get_by_role("link", name="Sign up").click()
    expect_title(page, "Sign up")
    axe(page)
    field(page, "User name").fill("dana")
    field(page, "Password").fill(PASSWORD)
    field(page, "Password again").fill(PASSWORD)
    page.get_by_role("button", name="Sign up").click()
    expect_signed_in(page, "dana")

    page.get_by_role("link", name="dana, your profile").click()
    expect_title(page, "Your profile")
    axe(page)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("banner").get_by_role("link", name="Sign in")).to_be_visible()


@pytest.mark.django_db
def test_a_double_click_signs_up_once_and_in(page: Page) -> None:
    page.goto("/account/signup/")
    field(page, "User name").fill("dana")
    field(page, "Password").fill(PASSWORD)
    field(page, "Password again").fill(PASSWORD)
    page.get_by_role("button", name="Sign up").dblclick()
    expect_signed_in(page, "dana")
    assert User.objects.count() == 1


def test_a_wrong_password_is_told_beside_the_form_and_the_name_is_kept(page: Page, bob: User, axe: Check) -> None:
    sign_in(page, "bob", "wrong")
    expect(page.get_by_role("main").get_by_role("alert")).to_contain_text("do not belong together")
    expect(field(page, "User name or e-mail address")).to_have_value("bob")
    axe(page)
    field(page, "Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect_signed_in(page, "bob")


def test_a_forgotten_password_is_replaced_by_mail(page: Page, bob: User, axe: Check) -> None:
    page.goto("/account/login/")
    page.get_by_role("link", name="Forgotten your password?").click()
    expect_title(page, "Forgotten password")
    axe(page)
    field(page, "E-mail address").fill("bob@school.example")
    page.get_by_role("button", name="Send the link").click()
    expect_title(page, "Look into your mailbox")

    page.goto(re.search(r"http://[^/]+(/account/password/reset/key/\S+)", mail.outbox[0].body)[1])
    expect_title(page, "Choose a new password")
    axe(page)
    field(page, "New password").fill(OWN)
    field(page, "New password again").fill(OWN)
    page.get_by_role("button", name="Save the password").click()
    expect_title(page, "Your password is changed")
    sign_in(page, "bob", OWN)
    expect_signed_in(page, "bob")


def test_a_second_factor_is_turned_on_used_and_turned_off(page: Page, bob: User, axe: Check) -> None:
    sign_in(page, "bob")
    page.goto("/account/profile/")
    page.get_by_role("link", name="Turn on the second factor").click()
    expect_title(page, "Second factor")
    axe(page)
    page.get_by_role("link", name="Turn on").click()
    expect_title(page, "Is it you?")
    axe(page)
    confirm_identity(page)
    expect_title(page, "Turn on the second factor")
    axe(page)
    secret = page.locator("main code").inner_text()
    field(page, "Authenticator code").fill(code_for(secret))
    page.get_by_role("button", name="Turn on").click()
    expect_title(page, "Recovery codes")
    axe(page)
    recovery_code = page.locator(".recovery-codes li").first.inner_text()

    page.context.clear_cookies()
    sign_in(page, "bob")
    expect_title(page, "Second factor")
    axe(page)
    field(page, "Code").fill(recovery_code)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect_signed_in(page, "bob")

    page.goto("/account/two-factor/")
    axe(page)
    page.get_by_role("link", name="Turn off").click()
    confirm_identity(page)
    expect_title(page, "Turn off the second factor")
    axe(page)
    page.get_by_role("button", name="Turn off").click()
    expect(page.get_by_role("link", name="Turn on")).to_be_visible()


def test_an_instructor_sets_a_password_that_the_student_replaces(
    page: Page, alice: User, bob: User, axe: Check
) -> None:
    sign_in(page, "alice")
    page.goto("/account/profile/")
    page.get_by_role("link", name="Set a student's password").click()
    field(page, "User name or name").fill("bo")
    page.get_by_role("button", name="Find").click()
    page.wait_for_url("**/?q=bo")
    axe(page)
    page.get_by_role("link", name="Set a password for bob").click()
    page.get_by_role("button", name="Set a temporary password").click()
    password = page.locator("main code").inner_text()
    axe(page)

    page.context.clear_cookies()
    sign_in(page, "bob", password)
    expect(page.get_by_role("status").filter(has_text="Choose a password of your own")).to_be_visible()
    page.goto("/account/profile/")
    page.get_by_role("link", name="Choose a password of your own").click()
    expect_title(page, "Change your password")
    axe(page)
    field(page, "Current password").fill(password)
    field(page, "New password").fill(OWN)
    field(page, "New password again").fill(OWN)
    page.get_by_role("button", name="Change the password").click()
    expect(page.get_by_role("status").filter(has_text="Your password is changed.")).to_be_visible()
    page.goto("/account/profile/")
    expect_title(page, "Your profile")
    expect(page.get_by_role("link", name="Choose a password of your own")).to_have_count(0)
