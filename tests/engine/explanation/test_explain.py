"""The decision in one sentence, AWS's message, blockers and notes."""

from typing import Any

import pytest

from iamlab.engine import Note, NoteKind, explain, message_of

from .building import ANA, OBJECT, ROLE, SESSION, allow, decide, deny, explained, policy

ELSEWHERE = "arn:aws:iam::444455556666:user/ben"
ROOT = "arn:aws:iam::111122223333:root"
KEY = "arn:aws:kms:eu-west-1:111122223333:key/1"
FEDERATED = "arn:aws:sts::111122223333:federated-user/fay"
READ = policy("read-reports", allow(Sid="ReadReports"))
NOTHING = policy("nothing", allow("ec2:*"))


def granting(principal: Any, name: str = "bucket", action: str = "s3:GetObject", resource: str = OBJECT) -> dict:
    return policy(name, allow(action, resource, Principal=principal))


def trusting(principal: Any) -> dict:
    return policy("trust", {"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"})


WHAT = f"`s3:GetObject` on `{OBJECT}`"
ASSUME = {"action": "sts:AssumeRole", "resource": ROLE}
DECIDED: list[tuple[dict[str, Any], str]] = [
    ({"identity": [READ]}, "Allowed by statement `ReadReports` of the identity policy `read-reports`."),
    ({"identity": []}, f"Denied implicitly: `ana` has no identity policy, so nothing allows {WHAT}."),
    ({"identity": [NOTHING]}, f"Denied implicitly: no identity policy of `ana` allows {WHAT}."),
    (
        {"identity": [READ, policy("stop", deny("s3:*", Sid="NoReading"))]},
        "Denied explicitly by statement `NoReading` of the identity policy `stop`.",
    ),
    (
        {"identity": [], "principal": SESSION},
        f"Denied implicitly: the role `report-reader` has no identity policy, so nothing allows {WHAT}.",
    ),
    (
        {"identity": [], "resource_policy": granting({"AWS": ANA})},
        "Allowed by statement 1 of the resource policy `bucket`: it names `ana`.",
    ),
    (
        {
            "identity": [],
            "resource_policy": granting("*"),
            "principal": "anonymous",
            "request": {"resource_account": "111122223333"},
        },
        "Allowed by statement 1 of the resource policy `bucket`: it names everybody.",
    ),
    (
        {
            "identity": [READ],
            "principal": ELSEWHERE,
            "request": {"resource_account": "111122223333"},
            "resource_policy": granting({"AWS": ELSEWHERE}),
        },
        "Allowed by both accounts: `444455556666` by statement `ReadReports` of the identity policy `read-reports`, "
        "`111122223333` by statement 1 of the resource policy `bucket`.",
    ),
    (
        {"identity": [READ], "principal": ELSEWHERE, "request": {"resource_account": "111122223333"}},
        f"Denied implicitly: account `111122223333` has to allow it too, and `{OBJECT}` has no policy of its own.",
    ),
    (
        {
            "identity": [READ],
            "principal": ELSEWHERE,
            "request": {"resource_account": "111122223333"},
            "resource_policy": granting({"AWS": ANA}),
        },
        "Denied implicitly: account `111122223333` has to allow it too, and the resource policy `bucket` does not "
        f"allow `ben` to call {WHAT}.",
    ),
    (
        {
            "identity": [],
            "principal": ELSEWHERE,
            "request": {"resource_account": "111122223333"},
            "resource_policy": granting({"AWS": ELSEWHERE}),
        },
        "Denied implicitly: statement 1 of the resource policy `bucket` allows it, but account `444455556666` has to "
        "allow it too, and `ben` has no identity policy.",
    ),
    (
        {
            "identity": [NOTHING],
            "principal": ELSEWHERE,
            "request": {"resource_account": "111122223333"},
            "resource_policy": granting({"AWS": ELSEWHERE}),
        },
        "Denied implicitly: statement 1 of the resource policy `bucket` allows it, but account `444455556666` has to "
        f"allow it too, and no identity policy of `ben` allows {WHAT}.",
    ),
    (
        {"identity": [], "principal": ELSEWHERE, "request": {"resource_account": "111122223333"}},
        f"Denied implicitly: `ben` has no identity policy, so nothing allows {WHAT}.",
    ),
    (
        {"identity": [], **ASSUME, "resource_policy": trusting({"AWS": "111122223333"})},
        "Denied implicitly: statement 1 of the trust policy `trust` leaves the decision to the account, and `ana` has "
        "no identity policy.",
    ),
    (
        {"identity": [NOTHING], **ASSUME, "resource_policy": trusting({"AWS": "111122223333"})},
        "Denied implicitly: statement 1 of the trust policy `trust` leaves the decision to the account, and no "
        f"identity policy of `ana` allows `sts:AssumeRole` on `{ROLE}`.",
    ),
    (
        {
            "identity": [],
            "principal": "arn:aws:sts::444455556666:federated-user/fay",
            "request": {"issuer_arn": "arn:aws:iam::444455556666:root", "resource_account": "111122223333"},
            "session_policies": [READ],
            "resource_policy": granting({"AWS": "444455556666"}),
        },
        "Allowed by both accounts: `444455556666` by its root user, who needs no policy, `111122223333` by statement "
        "1 of the resource policy `bucket`.",
    ),
    (
        {"identity": [], "principal": ROOT},
        "Allowed: the root user of account `111122223333` needs no policy in its own account.",
    ),
    (
        {"identity": [], "principal": FEDERATED, "request": {"issuer_arn": ROOT}, "session_policies": [READ]},
        "Allowed by statement `ReadReports` of the session policy `read-reports`, for a session that a root user "
        "asked for.",
    ),
    (
        {"identity": [READ], "principal": FEDERATED},
        "Denied implicitly: the federated user `fay` got no session policy, and can do nothing without one.",
    ),
    (
        {"identity": [READ], "permissions_boundary": NOTHING},
        f"Denied implicitly: the permissions boundary `nothing` of `ana` does not allow {WHAT}.",
    ),
    (
        {"identity": [READ], "principal": SESSION, "session_policies": [NOTHING]},
        f"Denied implicitly: no session policy of `ana`, a session of the role `report-reader`, allows {WHAT}.",
    ),
    (
        {"identity": [READ], "scps": [{"target": "r-1", "policies": [NOTHING]}, {"target": "", "policies": []}]},
        f"Denied implicitly: no service control policy at `r-1` or one level allows {WHAT}.",
    ),
    (
        {"identity": [READ], "scps": [{"target": "r-1", "policies": [policy("guard", deny("*"))]}]},
        "Denied explicitly by statement 1 of the service control policy `guard` at `r-1`.",
    ),
    (
        {"identity": [READ], "vpc_endpoint_policy": granting("*", "door", "s3:PutObject", "*")},
        f"Denied implicitly: the VPC endpoint policy `door` does not allow {WHAT}.",
    ),
    (
        {"identity": [], **ASSUME, "resource_policy": trusting({"AWS": ANA})},
        "Allowed by statement 1 of the trust policy `trust`: it names `ana`.",
    ),
    (
        {"identity": [], **ASSUME, "resource_policy": trusting({"Service": "ec2.amazonaws.com"})},
        f"Denied implicitly: the trust policy `trust` does not allow `ana` to call `sts:AssumeRole` on `{ROLE}`.",
    ),
    (
        {"identity": [], **ASSUME},
        f"Denied implicitly: `{ROLE}` has no policy of its own that allows `ana` to call `sts:AssumeRole`.",
    ),
    (
        {
            "identity": [policy("use", allow("kms:*"))],
            "action": "kms:Decrypt",
            "resource": KEY,
            "resource_policy": granting({"AWS": "111122223333"}, "key", "kms:*", "*"),
        },
        "Allowed by both sides: statement 1 of the key policy `key` leaves the decision to the account, and statement "
        "1 of the identity policy `use` allows.",
    ),
    (
        {"identity": [], "action": "sts:GetCallerIdentity", "resource": "*"},
        "Allowed by a rule that no policy changes. `sts:GetCallerIdentity` needs no permission, and no policy can deny "
        "it.",
    ),
    (
        {"identity": [], "principal": ROOT, **ASSUME},
        "Denied implicitly, whatever the policies say. A root user can call neither AssumeRole nor AssumeRoot.",
    ),
    (
        {"identity": [], "action": "s3:ListAllMyBuckets", "resource": "*"},
        "Denied implicitly: `ana` has no identity policy, so nothing allows `s3:ListAllMyBuckets`.",
    ),
]


@pytest.mark.parametrize(("case", "sentence"), DECIDED, ids=[sentence for _, sentence in DECIDED])
def test_a_decision_is_one_sentence_with_real_names(case: dict[str, Any], sentence: str) -> None:
    identity = case["identity"]
    rest = {key: value for key, value in case.items() if key != "identity"}
    assert explained(*identity, **rest).sentence == sentence


def test_the_message_is_aws_text_and_its_reason_can_be_marked() -> None:
    evaluation = decide(NOTHING)
    explanation = explain(evaluation)
    assert explanation.message == message_of(evaluation)
    assert explanation.message_reason == "because no identity-based policy allows the s3:GetObject action"


def test_an_allow_has_no_message() -> None:
    explanation = explained(READ)
    assert (explanation.message, explanation.message_reason) == (None, "")


def test_every_blocker_is_named_though_aws_names_one() -> None:
    levels = [{"target": "r-1", "policies": [policy("guard", deny("s3:*"))]}]
    explanation = explained(NOTHING, scps=levels, permissions_boundary=NOTHING)
    assert explanation.blockers == (
        "Statement 1 of the service control policy `guard` at `r-1` denies.",
        f"No identity policy of `ana` allows {WHAT}.",
        f"The permissions boundary `nothing` does not allow {WHAT}.",
    )


def test_a_denying_resource_policy_does_not_hide_that_nothing_allows() -> None:
    evaluation = decide(NOTHING, resource_policy=policy("bucket", deny(Principal="*")))
    assert [str(kind) for kind in evaluation.blocked_by] == ["resource"]
    assert explain(evaluation).blockers == (
        "Statement 1 of the resource policy `bucket` denies.",
        f"No identity policy of `ana` allows {WHAT}.",
    )


def test_a_trust_policy_that_trusts_the_account_is_not_in_the_way() -> None:
    trust = trusting({"AWS": "111122223333"})
    evaluation = decide(**ASSUME, principal=SESSION, resource_policy=trust, permissions_boundary=NOTHING)
    assert [str(kind) for kind in evaluation.blocked_by] == ["resource"]
    assert [str(kind) for kind in evaluation.in_the_way] == ["identity", "boundary"]


def test_what_aws_leaves_open_is_a_note_with_its_rule() -> None:
    levels = [{"target": "r-1", "policies": [NOTHING]}]
    notes = explained(NOTHING, scps=levels).notes
    assert [(note.kind, note.rule) for note in notes] == [(NoteKind.DOUBT, "E13")]
    assert notes[0].text.startswith("AWS does not document which policy type is named")


def test_a_doubt_without_text_of_its_own_gives_the_rule() -> None:
    trust = trusting({"AWS": "*"})
    notes = explained(policy("p", allow("sts:*")), **ASSUME, resource_policy=trust).notes
    assert [note.rule for note in notes] == ["D21f"]
    assert notes[0].text


def test_untold_context_is_a_note_with_its_key() -> None:
    condition = {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}
    assert explained(policy("p", allow(Condition=condition))).notes == (
        Note(NoteKind.CONTEXT, "", "aws:SourceIp", "This depends on `aws:SourceIp`, which the request does not tell."),
    )
