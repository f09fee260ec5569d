"""Who asks, as people say it."""

import pytest

from iamlab.sandbox.showing.identity import short_name


@pytest.mark.parametrize(
    ("arn", "name"),
    [
        ("arn:aws:iam::111122223333:user/team/ana", "ana"),
        ("arn:aws:sts::444455556666:assumed-role/report-reader/ana", "assumed-role/report-reader/ana"),
        ("arn:aws:iam::111122223333:root", "root"),
        ("lambda.amazonaws.com", "lambda.amazonaws.com"),
        ("anonymous", "anybody without credentials"),
    ],
)
def test_a_principal_is_called_as_people_say_it(arn: str, name: str) -> None:
    assert short_name(arn) == name
