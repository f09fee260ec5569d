"""`manage.py evaluate`: cases in, answers out, as a script or a pipeline uses it."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
ALLOW_READ = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}]}
REQUEST = {
    "principal": "arn:aws:iam::111122223333:user/ana",
    "action": "s3:GetObject",
    "resource": "arn:aws:s3:::reports/q1.csv",
}


def case(name: Any, **more: Any) -> dict[str, Any]:
    return {"id": name, "request": REQUEST, "identity_policies": [{"name": "dev", "document": ALLOW_READ}], **more}


def run(given: str | bytes, *arguments: str, **variables: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a process of its own, without any setting of the site."""
    environment = {key: value for key, value in os.environ.items() if key not in ("SECRET_KEY", "DATABASE_URL")}
    return subprocess.run(
        [sys.executable, "manage.py", "evaluate", *arguments],
        input=given.encode() if isinstance(given, str) else given,
        cwd=ROOT,
        env=environment | variables,
        capture_output=True,
        check=False,
    )


def answers(given: str, *arguments: str) -> tuple[list[dict[str, Any]], int]:
    done = run(given, *arguments)
    assert done.stderr == b""
    return [json.loads(line) for line in done.stdout.splitlines()], done.returncode


def test_json_lines_are_answered_in_order() -> None:
    given = "\n\n".join(json.dumps(case(number)) for number in (3, 1, 2))
    found, status = answers(given)
    assert [each["id"] for each in found] == [3, 1, 2]
    assert found[0] == {
        "id": 3,
        "decision": "allow",
        "decided_by": "identity",
        "same_account": True,
        "blocked_by": [],
        "message": None,
        "missing_context": [],
    }
    assert status == 0


@pytest.mark.parametrize("given", [[case("a"), case("b")], {"id": "a", "request": REQUEST}])
def test_one_json_value_over_several_lines_is_read_whole(given: Any) -> None:
    found, status = answers(json.dumps(given, indent=2))
    assert [each["id"] for each in found] == [each["id"] for each in (given if isinstance(given, list) else [given])]
    assert status == 0


def test_an_array_on_one_line_counts_as_its_cases() -> None:
    found, _ = answers(json.dumps([case("a"), case("b")]))
    assert [each["id"] for each in found] == ["a", "b"]


def test_a_file_is_read_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text("\ufeff" + json.dumps(case("ü")), encoding="utf-8")
    found, status = answers("", str(path))
    assert (found[0]["id"], status) == ("ü", 0)


def test_nothing_in_gives_nothing_out() -> None:
    assert answers("\n \n") == ([], 0)


@pytest.mark.parametrize(
    ("expect", "held"),
    [
        ({"decision": "allow"}, True),
        ({"decision": "allow", "decided_by": "identity"}, True),
        ({"decision": "allow", "decided_by": "resource"}, False),
        ({"decision": "explicit_deny"}, False),
    ],
)
def test_an_expectation_is_compared(expect: dict[str, str], held: bool) -> None:
    found, status = answers(json.dumps(case("a", expect=expect)))
    assert found[0]["as_expected"] is held
    assert status == (0 if held else 1)


def test_a_trace_holds_every_gate_and_positions_of_text() -> None:
    text = json.dumps(ALLOW_READ, indent=2)
    given = {"id": "t", "request": REQUEST, "identity_policies": [{"name": "dev", "document": text}]}
    found, _ = answers(json.dumps(given), "--trace")
    gates = {gate["kind"]: gate for gate in found[0]["gates"]}
    assert list(gates) == ["rcp", "scp", "vpc_endpoint", "resource", "identity", "boundary", "session", "service"]
    action = gates["identity"]["policies"][0]["statements"][0]["elements"][0]
    assert action["path"] == "/Statement/0/Action"
    assert action["span"]["start"] == {"line": 6, "column": 7}


def test_a_trace_of_an_object_has_paths_and_no_positions() -> None:
    found, _ = answers(json.dumps(case("t")), "--trace")
    statement = next(gate for gate in found[0]["gates"] if gate["kind"] == "identity")["policies"][0]["statements"][0]
    assert (statement["path"], statement["span"]) == ("/Statement/0", None)


def policy(document: Any) -> list[dict[str, Any]]:
    return [{"name": "dev", "document": document}]


UNREADABLE = {
    "broken policy text": (
        case("a", identity_policies=policy('{"Version": "2012-10-17",\n "Statement": [}')),
        ("MalformedPolicyDocument", "dev", 2, 16),
    ),
    "unknown element": (
        case("a", identity_policies=policy({"Statement": [{"Effect": "Allow", "Actoin": "*"}]})),
        ("MalformedPolicyDocument", "dev", None, None),
    ),
    "unknown request field": (case("a", request={**REQUEST, "acton": "x"}), ("InvalidCase", None, None, None)),
    "role instead of session": (
        case("a", request={**REQUEST, "principal": "arn:aws:iam::111122223333:role/app"}),
        ("UnknownPrincipal", None, None, None),
    ),
    "no owner": (case("a", request={**REQUEST, "principal": "anonymous"}), ("InvalidCase", None, None, None)),
    "wrong expectation": (case("a", expect=["allow"]), ("InvalidCase", None, None, None)),
    "not an object": (["a", 1], ("InvalidCase", None, None, None)),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_an_unreadable_case_says_why_and_the_others_still_run(name: str) -> None:
    given, expected = UNREADABLE[name]
    broken = json.dumps(given[0] if isinstance(given, list) else given)
    found, status = answers(f"{broken}\n{json.dumps(case('next'))}")
    error = found[0]["error"]
    assert (error["code"], error["policy"], error["line"], error["column"]) == expected
    assert error["message"]
    assert found[1]["decision"] == "allow"
    assert status == 1


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('{"id": "a", "request": {}, "request": {}}', "InvalidCase"),
        (
            '{"id": "a", "request": {}, "identity_policies": '
            '[{"name": "dev", "document": {"Version": "2012-10-17", "Version": "2012-10-17"}}]}',
            "MalformedPolicyDocument",
        ),
        ('{"id": "a", "request": ', "InvalidCase"),
        ("[" * 100_000, "InvalidCase"),
        ('{"id": "a", "request": ' + "9" * 5000 + "}", "InvalidCase"),
    ],
)
def test_text_that_is_no_case_is_an_error_and_not_a_crash(line: str, code: str) -> None:
    found, status = answers(f"{json.dumps(case('first'))}\n{line}\n{json.dumps(case('next'))}")
    assert found[0]["decision"] == found[2]["decision"] == "allow"
    assert found[1]["error"]["code"] == code
    assert status == 1


def test_bytes_that_are_no_text_are_no_crash() -> None:
    done = run(b'{"id": "\xff\xfe", "request": {}}')
    assert done.returncode == 1
    assert b"InvalidCase" in done.stdout


def test_text_format_explains_each_case() -> None:
    done = run(json.dumps(case("readable", identity_policies=[])), "--format", "text")
    text = done.stdout.decode()
    assert "# readable" in text
    assert "because no identity-based policy allows the s3:GetObject action" in text
    assert done.returncode == 0


def test_text_format_tells_errors_and_broken_expectations() -> None:
    given = [case("a", request={}), case("b", expect={"decision": "explicit_deny"})]
    done = run(json.dumps(given), "--format", "text")
    assert "InvalidCase" in done.stdout.decode()
    assert "Not as expected: decision explicit_deny." in done.stdout.decode()
    assert done.returncode == 1


def test_text_format_shows_what_the_terminal_cannot() -> None:
    done = run(json.dumps([case("\ud800漢"), case("next")]), "--format", "text", PYTHONIOENCODING="ascii")
    assert b"# \\ud800\\u6f22" in done.stdout
    assert b"# next" in done.stdout
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("redirection", ["<&-", ">&-", ">/dev/full"])
def test_input_and_output_that_cannot_be_used_are_status_two(redirection: str, tmp_path: Path) -> None:
    path = tmp_path / "cases.json"
    path.write_text(json.dumps(case("a")))
    command = f"{sys.executable} manage.py evaluate {'-' if '<' in redirection else path} {redirection}"
    done = subprocess.run(["/bin/sh", "-c", command], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith(b"Cannot ")
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("arguments", [["--format", "xml"], ["no-such-file.json"], ["--wrong"], [str(ROOT)]])
def test_misuse_is_status_two(arguments: list[str]) -> None:
    done = run("", *arguments)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
