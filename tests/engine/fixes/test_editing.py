"""Edits keep the layout that the author chose."""

from iamlab.engine import PolicyKind, parse_policy, read_case, smallest_fixes, text_after

ANA = "arn:aws:iam::111122223333:user/ana"
SPREAD = """{
    "Version": "2012-10-17",
    "Statement": [
        {
            "Sid": "Read",
            "Effect": "Allow",
            "Action": [
                "s3:GetObject",
                "s3:ListBucket"
            ],
            "Resource": "arn:aws:s3:::other/*"
        }
    ]
}"""


def first_text(text: str, action: str = "s3:GetObject", resource: str = "arn:aws:s3:::reports/q1.csv") -> str | None:
    """An identity policy after the first fix of a request that it does not allow."""
    request = {"principal": ANA, "action": action, "resource": resource}
    case = read_case({"request": request, "identity_policies": [{"name": "dev", "document": text}]})
    fix = smallest_fixes(case)[0]
    return text_after(case.identity_policies[0], fix.changes)


def test_a_single_value_becomes_an_array_on_its_line() -> None:
    assert first_text(SPREAD) == SPREAD.replace(
        '"arn:aws:s3:::other/*"', '["arn:aws:s3:::other/*", "arn:aws:s3:::reports/q1.csv"]'
    )


def test_a_value_of_a_list_on_many_lines_gets_a_line() -> None:
    asked = first_text(SPREAD, "s3:PutObject", "arn:aws:s3:::other/q1.csv")
    assert asked == SPREAD.replace('"s3:ListBucket"\n', '"s3:ListBucket",\n                "s3:PutObject"\n')


def test_a_new_statement_is_indented_as_the_others_are() -> None:
    found = first_text(SPREAD, "sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333:orders")
    added = """,
        {
            "Effect": "Allow",
            "Action": "sqs:SendMessage",
            "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"
        }
    ]"""
    assert found == SPREAD.replace("\n    ]", added)


def test_one_line_stays_one_line() -> None:
    text = '{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sqs:*", "Resource": "*"}}'
    added = '{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/q1.csv"}'
    found = first_text(text)
    assert found == text.replace('{"Effect"', '[{"Effect"', 1).replace("}}", f"}}, {added}]}}")
    assert parse_policy(found, PolicyKind.IDENTITY).document


def test_a_single_statement_on_many_lines_becomes_the_first_of_a_list() -> None:
    statement = '{\n    "Effect": "Allow",\n    "Action": "sqs:*",\n    "Resource": "*"\n  }'
    text = f'{{\n  "Version": "2012-10-17",\n  "Statement": {statement}\n}}'
    found = first_text(text)
    assert found is not None
    assert found.startswith('{\n  "Version": "2012-10-17",\n  "Statement": [\n    {\n      "Effect": "Allow",')
    assert found.endswith('      "Resource": "arn:aws:s3:::reports/q1.csv"\n    }\n  ]\n}')
