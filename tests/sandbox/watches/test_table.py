"""Watched requests, decided."""

from dataclasses import replace

from iamlab.cloud import parse_policy_ref, set_policy_text
from iamlab.sandbox.bench import Bench, bench_from_json, bench_to_json
from iamlab.sandbox.watches.pasting import read_table
from iamlab.sandbox.watches.table import table_of
from iamlab.sandbox.watches.watch import Expected, Watch

from ..conftest import ANA, REPORT, ROLE, ROLE_POLICY, SESSION, policy


def rows(bench: Bench, *watches: Watch) -> tuple:
    return table_of(bench.cloud, watches).rows


def test_a_row_tells_what_is_decided_and_which_statement_did(bench: Bench) -> None:
    (row,) = rows(bench, Watch(1, ROLE, "s3:GetObject", REPORT, expected=Expected.ALLOWED))
    assert (row.state, row.word, row.met) == ("allow", "Allowed", True)
    assert row.decided_by == "Identity policies: ReadReports of read-reports"


def test_a_decision_that_is_not_as_expected_differs(bench: Bench) -> None:
    denied, either, explicit = rows(
        bench,
        Watch(1, ANA, "s3:GetObject", REPORT, expected=Expected.ALLOWED),
        Watch(2, ANA, "s3:GetObject", REPORT, expected=Expected.DENIED),
        Watch(3, ANA, "s3:GetObject", REPORT, expected=Expected.EXPLICITLY),
    )
    assert (denied.word, denied.met, either.met, explicit.met) == ("Denied implicitly", False, True, False)


def test_a_role_that_nobody_wears_and_a_session_to_come_are_decided_by_the_roles_policies(bench: Bench) -> None:
    found = rows(bench, *(Watch(1, who, "s3:GetObject", REPORT) for who in (ROLE, SESSION)))
    assert [row.word for row in found] == ["Allowed", "Allowed"]
    assert [row.met for row in found] == [None, None]


def test_a_decision_that_hangs_on_a_missing_key_needs_context(bench: Bench) -> None:
    text = policy("Office", Action="s3:*", Resource="*", Condition={"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}})
    ref = parse_policy_ref(ROLE_POLICY)
    assert ref
    cloud = set_policy_text(bench.cloud, ref, text)
    open_, told = table_of(
        cloud,
        (
            Watch(1, ROLE, "s3:GetObject", REPORT, expected=Expected.ALLOWED),
            Watch(2, ROLE, "s3:GetObject", REPORT, "aws:SourceIp = 203.0.113.9", Expected.ALLOWED),
        ),
    ).rows
    assert (open_.state, open_.word, open_.met) == ("context", "Needs context aws:SourceIp", None)
    assert (told.word, told.met) == ("Allowed", True)


def test_three_kinds_of_error_are_told_apart(bench: Bench) -> None:
    ref = parse_policy_ref(ROLE_POLICY)
    assert ref
    cloud = set_policy_text(bench.cloud, ref, "{\n")
    found = table_of(
        cloud,
        (
            Watch(1, ROLE, "s3:GetObject", REPORT),
            Watch(2, ANA, "s3:GetObject", "arn:aws:s3:::no-such-bucket/x"),
            Watch(3, ANA, "apigateway:GET", "arn:aws:apigateway:eu-west-1::/restapis/a"),
        ),
    )
    assert [row.word for row in found.rows] == ["Policy has an error", "Request has an error", "Not modelled"]
    assert found.rows[0].decided_by == "Policy read-reports of role report-reader, line 1"
    assert found.strip == "3 requests · 1 policy has an error · 2 not decided"


def test_the_strip_counts(bench: Bench) -> None:
    watches = (
        Watch(1, ROLE, "s3:GetObject", REPORT, expected=Expected.ALLOWED),
        Watch(2, ANA, "s3:GetObject", REPORT, expected=Expected.ALLOWED),
        Watch(3, ANA, "s3:GetObject", REPORT, expected=Expected.ALLOWED),
    )
    assert table_of(bench.cloud, watches).strip == "3 requests · 1 as expected · 2 differ"


def test_watches_are_stored_with_the_workbench(bench: Bench) -> None:
    watched = replace(bench, watches=(Watch(4, ANA, "s3:GetObject", REPORT, "a = b", Expected.DENIED),))
    assert bench_from_json(bench_to_json(watched)) == watched
    older = {name: value for name, value in bench_to_json(bench).items() if name != "watches"}
    assert bench_from_json(older) == bench


def test_a_pasted_table_takes_short_names_a_heading_and_tabs(bench: Bench) -> None:
    text = f"Who\tAction\tResource\tExpected\tContext\nana\ts3:GetObject\t{REPORT}\tdeny\naws\t\t"
    read = read_table(bench.cloud, text.rpartition("\n")[0], 7, 50)
    assert read.mistakes == ()
    assert read.watches == (Watch(7, ANA, "s3:GetObject", REPORT, "", Expected.DENIED),)
    text = f"role/report-reader; s3:GetObject; {REPORT}; allow; aws:SourceIp = 203.0.113.9 | aws:SecureTransport = true"
    (watch,) = read_table(bench.cloud, text, 1, 50).watches
    assert watch.caller == ROLE
    assert watch.context == "aws:SourceIp = 203.0.113.9\naws:SecureTransport = true"


def test_every_mistake_of_a_pasted_table_is_told_with_its_line(bench: Bench) -> None:
    text = (
        f"ana, s3:GetObject, {REPORT}, maybe\nana, s3:GetObject\nzed, s3:GetObject, {REPORT}\nana, GetObject, {REPORT}"
    )
    read = read_table(bench.cloud, text, 1, 50)
    assert read.watches == ()
    assert [mistake.partition(":")[0] for mistake in read.mistakes] == ["Line 1", "Line 2", "Line 3", "Line 4"]


def test_a_pasted_table_has_limits(bench: Bench) -> None:
    row = f"ana, s3:GetObject, {REPORT}\n"
    assert "room for 2" in read_table(bench.cloud, row * 3, 1, 2).mistakes[0]
    assert "at most 65,536" in read_table(bench.cloud, row * 3000, 1, 50).mistakes[0]
    assert "no row" in read_table(bench.cloud, "\n\n", 1, 50).mistakes[0]
    assert read_table(bench.cloud, '\0\r\x1c, \u2028,\n"', 1, 50).mistakes
