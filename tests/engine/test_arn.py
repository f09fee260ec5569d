import pytest

from iamlab.engine.arn import Arn, is_account_id, parse_arn


@pytest.mark.parametrize(
    ("text", "arn"),
    [
        ("arn:aws:s3:::reports", Arn("aws", "s3", "", "", "reports")),
        ("arn:aws:iam::111122223333:user/dev/ana", Arn("aws", "iam", "", "111122223333", "user/dev/ana")),
        ("arn:aws-cn:sqs:cn-north-1:111122223333:q", Arn("aws-cn", "sqs", "cn-north-1", "111122223333", "q")),
        ("arn:aws:logs:eu-west-1:1:log-group:app:*", Arn("aws", "logs", "eu-west-1", "1", "log-group:app:*")),
        ("arn:aws:s3:::*", Arn("aws", "s3", "", "", "*")),
    ],
)
def test_an_arn_has_six_fields_and_its_resource_keeps_its_colons(text: str, arn: Arn) -> None:
    assert parse_arn(text) == arn
    assert str(arn) == text


@pytest.mark.parametrize(
    "text", ["", "*", "arn", "arn:aws:sqs", "arn:aws:s3::bucket", "ARN:aws:s3:::b", " arn:aws:s3:::b"]
)
def test_text_without_prefix_or_six_fields_is_no_arn(text: str) -> None:
    assert parse_arn(text) is None


@pytest.mark.parametrize(
    ("resource", "resource_type", "resource_id"),
    [
        ("role/dev/reader", "role", "dev/reader"),
        ("log-group:/aws/lambda/app:*", "log-group", "/aws/lambda/app:*"),
        ("queue", "", "queue"),
        ("user/", "user", ""),
    ],
)
def test_the_resource_is_a_type_and_an_id_or_a_bare_id(resource: str, resource_type: str, resource_id: str) -> None:
    arn = Arn("aws", "any", "", "", resource)
    assert (arn.resource_type, arn.resource_id) == (resource_type, resource_id)


@pytest.mark.parametrize("text", ["111122223333", "000000000000"])
def test_twelve_digits_are_an_account_id(text: str) -> None:
    assert is_account_id(text)


@pytest.mark.parametrize(
    "text", ["", "11112222333", "1111222233334", "11112222333x", "١١١١٢٢٢٢٣٣٣٣", "111122223333\n", "*"]
)
def test_anything_else_is_no_account_id(text: str) -> None:
    assert not is_account_id(text)
