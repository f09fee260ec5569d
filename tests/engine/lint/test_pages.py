"""Every check has a page, and the page is true."""

import re
from pathlib import Path

import pytest

import iamlab.engine
from iamlab.engine.lint import access_analyzer_checks, lint_checks, lint_page, lint_policy

from .pages import examples

CODES = sorted(lint_checks())


def codes_found(text: str, kind: iamlab.engine.PolicyKind) -> set[str]:
    return {finding.code for finding in lint_policy(text, kind, obsolete=True)}


@pytest.mark.parametrize("code", CODES)
def test_a_page_has_a_policy_that_fails_and_one_that_passes(code: str) -> None:
    (first, failing), (second, passing) = examples(code)
    assert (first.fails, second.fails) == (True, False)
    assert code in codes_found(failing, first.kind)
    assert code not in codes_found(passing, second.kind)


@pytest.mark.parametrize("code", CODES)
def test_a_policy_that_passes_can_be_read_and_has_no_error(code: str) -> None:
    _, (example, text) = examples(code)
    found = lint_policy(text, example.kind)
    assert [finding.code for finding in found if finding.finding_type == "ERROR"] == []


@pytest.mark.parametrize("code", CODES)
def test_a_finding_has_a_place_and_says_what_to_do(code: str) -> None:
    (example, text), _ = examples(code)
    for finding in lint_policy(text, example.kind, obsolete=True):
        if finding.code == code:
            assert finding.span is not None
            assert finding.finding_type is lint_checks()[code].finding_type
            assert not re.match("[A-Z][a-z]", finding.message)
            assert finding.help.endswith(".")


def test_a_page_is_prose_and_examples() -> None:
    page = lint_page("PASS_ROLE_WITH_STAR_IN_RESOURCE")
    assert page is not None
    assert page.title == "Pass role with star in resource"
    assert page.paragraphs[0] == "`iam:PassRole` on all roles."
    assert not any("```" in paragraph or "\n" in paragraph for paragraph in page.paragraphs)
    assert lint_page("NO_SUCH_CHECK") is None


def test_every_listed_check_is_done_or_has_a_reason() -> None:
    listed = access_analyzer_checks()
    assert len(listed) >= 150
    assert [each.code for each in listed if (each.code in lint_checks()) is bool(each.why_not)] == []
    assert sum(not each.why_not for each in listed) >= 120


def test_types_are_those_that_aws_gives() -> None:
    # AWS only warns; the simulator, like the services' pages, takes it for an error (M47).
    stricter = {"ALLOW_WITH_NOT_PRINCIPAL"}
    of_aws = {each.code: each.finding_type for each in access_analyzer_checks()}
    ours = {code: each.finding_type for code, each in lint_checks().items()}
    assert [code for code in of_aws if code in ours and of_aws[code] is not ours[code]] == sorted(stricter)


def test_every_remark_of_reading_and_grammar_has_a_page() -> None:
    package = Path(iamlab.engine.__file__).parent
    sources = [*(package / "policy").rglob("*.py"), *(package / "syntax").rglob("*.py")]
    written = re.compile(r'"([A-Z]+(?:_[A-Z]+)+)"')
    codes = {code for source in sources for code in written.findall(source.read_text(encoding="utf-8"))}
    assert sorted(codes - set(lint_checks()) - {"SECURITY_WARNING"}) == []
