"""Writing a policy: completion, explanations, findings in the gutter, format, expand, fixes; by keys and on a phone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.whole_course import publish_whole_course

from .conftest import DESKTOP, PHONE
from .policy_editor import editor, expect_text, field, write

LESSON = "/lessons/what-is-an-iam-role/"
NAME = "Policy ana-dev of user ana"
OFFERS = ".cm-tooltip-autocomplete [role=option]"
SAME_IS_LIT = """() => {
  const texts = (nodes) => [...nodes].map((node) => node.textContent).join("").replace(/\\s/g, "");
  const editors = [...document.querySelectorAll(".policy-editor")];
  const shown = editors.flatMap((host) => [...host.shadowRoot.querySelectorAll(".cm-here")]);
  return texts(shown) === texts(document.querySelectorAll(".editor .el.here"));
}"""
BEGUN = '{"Statement": [{"Effect": "Allow", "Action": "s3:GetObjec"}]}'


@pytest.fixture(autouse=True)
def _course(transactional_db: None) -> None:
    """Publish the course that ships."""
    publish_whole_course()


def open_lesson(page: Page, size: dict[str, int]) -> None:
    """Open the lesson with its sandbox in front, in a window so high that no bar covers half a button."""
    page.set_viewport_size({**size, "height": 4000})
    page.goto(LESSON)
    switch = page.locator(".pane-switch [data-show=sandbox]")
    if switch.is_visible():
        switch.click()


def begin_action(page: Page) -> None:
    """Write a policy up to the middle of an action, and put the caret there."""
    write(page, NAME, BEGUN)
    page.keyboard.press("Control+End")
    for _ in range(4):
        page.keyboard.press("ArrowLeft")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_an_action_is_completed_and_explained_by_keys(
    page: Page, axe: Callable[[Page], None], size: dict[str, int]
) -> None:
    open_lesson(page, size)
    begin_action(page)
    page.keyboard.press("Control+ ")
    expect(page.locator(OFFERS).first).to_contain_text("s3:GetObject")
    page.keyboard.press("Enter")
    expect_text(page, NAME, BEGUN.replace("GetObjec", "GetObject"))
    page.keyboard.press("Control+i")
    expect(page.locator(".cm-explained")).to_contain_text("Access level: Read.")
    expect(page.locator("#announcements")).to_contain_text("Grants permission to retrieve objects")
    page.keyboard.press("Escape")
    expect(page.locator(".cm-explained")).to_have_count(0)
    expect(editor(page, NAME)).to_be_focused()
    page.keyboard.press("Escape")
    expect(editor(page, NAME)).not_to_be_focused()
    axe(page)


def test_a_quote_asks_for_what_belongs_there(page: Page) -> None:
    open_lesson(page, DESKTOP)
    write(page, NAME, '{"Statement": [{"Effect": ')
    page.keyboard.type('"')
    expect(page.locator(OFFERS).first).to_contain_text("Allow")
    page.keyboard.type("D")
    expect(page.locator(OFFERS)).to_have_count(1)
    page.keyboard.press("Enter")
    expect_text(page, NAME, '{"Statement": [{"Effect": "Deny"')


def test_a_new_line_begins_as_deep_as_it_belongs(page: Page) -> None:
    open_lesson(page, DESKTOP)
    write(page, NAME, "")
    page.keyboard.type("{")
    page.keyboard.press("Enter")
    page.keyboard.type("1,")
    page.keyboard.press("Enter")
    page.keyboard.type("2")
    expect_text(page, NAME, "{\n  1,\n  2\n}")


def test_what_is_wrong_stands_in_the_gutter_and_in_the_list(page: Page, axe: Callable[[Page], None]) -> None:
    open_lesson(page, DESKTOP)
    write(
        page,
        NAME,
        '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:Nothing", "Resource": "*"}]}',
    )
    expect(page.locator(".cm-lint-marker-error")).to_have_count(1)
    expect(page.locator("[id$='-remarks']").first).to_contain_text("s3:Nothing is no action")
    axe(page)


def test_a_policy_is_laid_out_spelt_out_and_mended_and_every_step_can_be_undone(page: Page) -> None:
    open_lesson(page, DESKTOP)
    written = '{"Statement": [{"Effect": "Allow", "Action": "sqs:Get*", "Resource": "*"}]}'
    write(page, NAME, written)
    page.get_by_text(re.compile("more remark")).first.click()
    page.get_by_role("button", name="Add the version").click()
    expect_text(page, NAME, re.compile("2012-10-17"))
    page.get_by_role("button", name="Expand wildcards").first.click()
    expect_text(page, NAME, re.compile("sqs:GetQueueUrl"))
    expect(page.get_by_text("Wrote out 2 actions.")).to_be_visible()
    page.get_by_role("button", name="Format").first.click()
    expect_text(page, NAME, re.compile(r'\n      "Effect": "Allow",\n'))
    expect(page.get_by_role("button", name="Format").first).to_be_focused()
    editor(page, NAME).focus()
    for _ in range(3):
        page.keyboard.press("Control+z")
    expect_text(page, NAME, written)


def test_the_step_lights_its_element_in_the_editor(page: Page) -> None:
    open_lesson(page, DESKTOP)
    page.get_by_role("button", name="Run").click()
    expect(page.locator(".cm-here").first).to_be_visible()
    steps = page.locator(".steps > [data-step][data-path]")
    for number in range(steps.count()):
        steps.nth(number).evaluate("step => step.click()")
        page.wait_for_function(SAME_IS_LIT)


def test_a_policy_of_a_form_is_written_in_the_same_editor(page: Page, axe: Callable[[Page], None]) -> None:
    page.set_viewport_size({**DESKTOP, "height": 4000})
    page.goto("/sandbox/")
    page.get_by_role("button", name="Open Two accounts of your own").click()
    page.goto(f"{page.url}accounts/111122223333/create-role/")
    page.locator("input[name=entity][value=custom]").check()
    page.get_by_text("Trust policy of your own", exact=True).click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text('{"Statement": [{')
    page.keyboard.type('"Princ')
    expect(page.locator(OFFERS).first).to_contain_text("Principal")
    page.keyboard.press("Enter")
    expect(page.locator("textarea[name=trust]")).to_have_value('{"Statement": [{"Principal"')
    axe(page)


def test_what_is_typed_survives_a_reload(page: Page) -> None:
    open_lesson(page, DESKTOP)
    write(page, NAME, '{"mine": 1}')
    page.reload()
    expect_text(page, NAME, '{"mine": 1}')
    expect(editor(page, NAME)).to_have_text('{"mine": 1}')


def test_letters_typed_are_no_shortcuts_of_the_page(page: Page) -> None:
    open_lesson(page, DESKTOP)
    write(page, NAME, "")
    page.keyboard.type("s?")
    expect(field(page, NAME)).to_have_value("s?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()
    expect(editor(page, NAME)).to_be_focused()


def test_without_codemirror_the_field_is_a_plain_one(page: Page, expected_in_console: list[str]) -> None:
    expected_in_console.extend(["ERR_FAILED", "Failed to fetch dynamically imported module"])
    page.route("**/codemirror.js", lambda route: route.abort())
    page.goto(LESSON)
    plain = page.get_by_role("textbox", name=NAME)
    plain.fill('{"mine": 1}')
    expect(page.locator("#evaluation")).to_contain_text("The policy is wrong")


def test_on_a_phone_the_editor_comes_with_the_sandbox(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.set_viewport_size(PHONE)
    page.goto(LESSON)
    page.wait_for_load_state("networkidle")
    assert "policy_editor.js" in asked
    assert "codemirror.js" not in asked
    page.locator(".pane-switch [data-show=sandbox]").click()
    expect(editor(page, NAME)).to_be_visible()
    assert asked.count("codemirror.js") == 1


def test_what_a_long_line_wraps_into_begins_deeper_than_the_line(page: Page) -> None:
    open_lesson(page, PHONE)
    write(page, NAME, f'{{\n  "Sid": "{"Long" * 30}"\n}}')
    expect_text(page, NAME, re.compile("Long"))
    first, *rest = (
        editor(page, NAME)
        .locator(".cm-line", has_text="Long")
        .evaluate(
            """line => {
          const range = document.createRange();
          range.setStart(line.querySelector(".k").firstChild, 0);
          range.setEndAfter(line.lastChild);
          return [...range.getClientRects()].map(({ left, top }) => [top, left]);
        }"""
        )
    )
    wrapped = [left for top, left in rest if top > first[0] + 10]
    assert wrapped
    assert min(wrapped) > first[1]
