"""The JSON shapes of answers and traces."""

import json
from typing import Any

import pytest

from iamlab.engine import Case, answer, evaluate, read_case, to_dict, traced_answer

ANA = "arn:aws:iam::111122223333:user/ana"
TEXT = """{
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}
}"""


def case(document: str | dict[str, Any], **request: Any) -> Case:
    asked = {"principal": ANA, "action": "s3:GetObject", "resource": "arn:aws:s3:::b/k", **request}
    return read_case({"request": asked, "identity_policies": [{"name": "p", "document": document, "arn": "arn:x"}]})


def test_a_traced_answer_is_the_answer_with_its_gates_and_notes() -> None:
    found = traced_answer(case(TEXT))
    assert {name: found[name] for name in answer(case(TEXT))} == answer(case(TEXT))
    assert set(found) - set(answer(case(TEXT))) == {"gates", "notes"}


@pytest.mark.parametrize(("document", "line"), [(TEXT, 3), (json.loads(TEXT), None)])
def test_places_are_lines_of_a_text_and_null_in_an_object(document: str | dict[str, Any], line: int | None) -> None:
    shape: Any = json.loads(json.dumps(to_dict(evaluate(case(document)))))
    (identity,) = [gate for gate in shape["gates"] if gate["kind"] == "identity"]
    statement = identity["policies"][0]["statements"][0]
    assert identity["policies"][0]["policy"] == {"name": "p", "kind": "identity", "arn": "arn:x"}
    assert statement["path"] == "/Statement"
    assert (statement["span"] and statement["span"]["start"]["line"]) == line


def test_the_context_of_a_request_is_shown_without_the_keys_that_it_lacks() -> None:
    context = {"aws:TagKeys": ["a", "b"], "aws:SourceIp": "203.0.113.9", "custom:empty": []}
    shape: Any = to_dict(evaluate(case(TEXT, context=context)))
    assert shape["request"]["context"]["aws:TagKeys"] == ["a", "b"]
    assert shape["request"]["context"]["aws:SourceIp"] == "203.0.113.9"
    assert "custom:empty" not in shape["request"]["context"]
    assert shape["request"]["principal_kind"] == "user"
