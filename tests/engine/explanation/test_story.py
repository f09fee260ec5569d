"""The steps of a decision: their order, their keys and what they mark."""

from itertools import pairwise

from iamlab.engine import GateKind, StateWord, Step, StepKind, evaluate, explain, explain_text, parse_policy, read_case

from .building import ANA, OBJECT, SESSION, allow, decide, deny, explained, policy

GATES = ["rcp", "scp", "vpc_endpoint", "resource", "identity", "boundary", "session"]


def keys(steps: tuple[Step, ...], start: str = "") -> list[str]:
    return [step.key for step in steps if step.key.startswith(start)]


def test_the_sweep_comes_first_then_the_gates_then_the_decision() -> None:
    story = explained(policy("p", allow(), deny("s3:PutObject"))).story
    assert keys(story) == [
        "sweep/start", "identity/p/1/action", "sweep/outcome",
        *(f"{kind}/outcome" for kind in GATES[:4]),
        "identity/p/0/action", "identity/p/0/resource", "identity/p/0/applies", "identity/outcome",
        "boundary/outcome", "session/outcome", "decision",
    ]  # fmt: skip


def test_steps_of_the_sweep_belong_to_no_gate() -> None:
    story = explained(policy("p", deny())).story
    assert {step.gate for step in story if step.statement is not None} == {None}
    assert [step.state for step in story if step.key.startswith("identity/p")] == [StateWord.EXPLICIT] * 3


def test_a_statement_is_told_up_to_the_first_element_that_fails() -> None:
    statement = allow("s3:*", "arn:aws:s3:::logs/*", Condition={"Bool": {"aws:SecureTransport": "true"}})
    assert keys(explained(policy("p", statement)).story, "identity/p") == [
        "identity/p/0/action",
        "identity/p/0/resource",
    ]


def test_elements_come_in_the_order_principal_action_resource_conditions() -> None:
    conditions = {"Bool": {"aws:SecureTransport": "true"}, "StringEquals": {"aws:username": "ana"}}
    bucket = policy("b", allow(Principal="*", Condition=conditions))
    assert keys(explained(resource_policy=bucket).story, "resource/b") == [
        f"resource/b/0/{part}"
        for part in (
            "principal", "action", "resource", "condition/Bool/aws:SecureTransport",
            "condition/StringEquals/aws:username", "applies",
        )
    ]  # fmt: skip


def test_keys_stay_when_unrelated_text_changes() -> None:
    before = set(keys(explained(policy("p", allow())).story))
    after = set(keys(explained(policy("p", allow(), allow("ec2:*")), policy("q", allow("sqs:*"))).story))
    assert before <= after


def test_policies_of_one_name_have_keys_of_their_own() -> None:
    found = keys(explained(policy("p", allow("ec2:*")), policy("p", allow("sqs:*"))).story, "identity/p")
    assert found == ["identity/p/0/action", "identity/p/0/action~2"]


def test_many_statements_about_other_actions_are_one_step() -> None:
    statements = [allow(f"ec2:Action{number}") for number in range(5)]
    story = explained(policy("p", *statements, allow("s3:PutObject", Effect="Deny"))).story
    step = next(step for step in story if step.kind is StepKind.FOLDED)
    assert (step.key, step.sentence) == (
        "identity/p/allow/other_actions",
        "5 `Allow` statements are about other actions.",
    )


def test_a_long_policy_is_told_in_few_steps() -> None:
    statements = [allow("s3:*", f"arn:aws:s3:::other-{number}/*") for number in range(40)]
    story = explained(policy("p", *statements, allow("s3:Get*", "arn:aws:s3:::reports/*"))).story
    told = [step for step in story if step.policy]
    assert len(told) <= 12
    assert "identity/p/40/applies" in keys(story)
    assert any(step.sentence == "39 more `Allow` statements do not apply." for step in told)


def test_one_statement_left_out_is_said_in_the_singular() -> None:
    failing = {"Condition": {"Bool": {"aws:SecureTransport": "false"}}}
    statements = [allow("s3:*", **failing) for _ in range(3)]
    story = explained(policy("p", *statements)).story
    assert [step.sentence for step in story if step.kind is StepKind.FOLDED] == [
        "One more `Allow` statement does not apply."
    ]


def test_levels_say_their_part_after_their_policies() -> None:
    levels = [{"target": "r-1", "policies": [policy("full", allow("*"))]}, {"target": "ou-1", "policies": []}]
    story = explained(policy("p", allow()), scps=levels).story
    assert keys(story, "scp/")[-3:] == ["scp/r-1/outcome", "scp/ou-1/outcome", "scp/outcome"]
    assert [step.sentence for step in story if step.kind is StepKind.LEVEL] == [
        "At `r-1` a policy allows.",
        "No service control policy is attached at `ou-1`, so nothing is allowed there.",
    ]
    assert next(step for step in story if step.key == "scp/r-1/full/0/action").level == "r-1"


def test_a_step_marks_the_written_and_the_asked_value() -> None:
    text = (
        '{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": ["ec2:*", "s3:Get*"], "Resource": "*"}}'
    )
    request = {"principal": ANA, "action": "s3:GetObject", "resource": OBJECT}
    case = read_case({"request": request, "identity_policies": [{"name": "p", "document": text}]})
    step = next(step for step in explain(evaluate(case)).story if step.key == "identity/p/0/action")
    assert (step.path, step.here, step.here_path) == ("/Statement/Action", "s3:Get*", "/Statement/Action/1")
    assert (step.asked, step.asked_part, step.note) == ("s3:GetObject", "action", "the wildcard covers it")
    assert step.span is not None
    assert step.here_span is not None
    assert text[step.span.start.offset : step.span.end.offset] == '"Action": ["ec2:*", "s3:Get*"]'
    assert text[step.here_span.start.offset : step.here_span.end.offset] == '"s3:Get*"'


def test_every_span_of_a_story_follows_its_pointer() -> None:
    text = (
        '{"Version": "2012-10-17",\n "Statement": [{"Effect": "Deny", "NotAction": ["iam:*", "sts:*"], "Resource": "*"'
        ',\n "Condition": {"StringNotEquals": {"aws:RequestedRegion": ["eu-west-1", "eu-north-1"]}}}]}'
    )
    request = {"principal": ANA, "action": "s3:GetObject", "resource": OBJECT}
    story = explain(
        evaluate(read_case({"request": request, "identity_policies": [{"name": "p", "document": text}]}))
    ).story
    document = parse_policy(text, story[1].policy.kind).document if story[1].policy else None
    assert document is not None
    marked = [step for step in story if step.here_path]
    assert [step.here for step in marked] == ["sts:*", "*", "eu-west-1"]
    for step in marked:
        assert step.span == document.member_span(step.path)
        assert step.here_span == document.span(step.here_path)


def test_the_gate_of_rules_appears_only_where_one_settles() -> None:
    assert "service/outcome" not in keys(explained().story)
    assert "service/outcome" in keys(explained(action="sts:GetCallerIdentity", resource="*").story)


def test_a_deny_that_a_rule_overrides_is_told_as_such() -> None:
    sweep = explained(policy("p", deny("*")), action="sts:GetCallerIdentity", resource="*").sweep
    assert (sweep.state, sweep.word) == (StateWord.EXPLICIT, "denies")
    assert sweep.sentence.endswith("but a rule of AWS puts this request beyond it.")


def test_every_gate_has_its_word_for_the_rail() -> None:
    bucket = policy("b", deny("s3:PutObject", Principal="*"))
    rail = explained(policy("p", allow()), resource_policy=bucket, permissions_boundary=policy("edge", deny())).gates
    assert {gate.kind: (gate.state, gate.word) for gate in rail} == {
        GateKind.RCP: ("na", "not applicable"),
        GateKind.SCP: ("na", "not applicable"),
        GateKind.VPC_ENDPOINT: ("na", "not applicable"),
        GateKind.RESOURCE: ("silent", "no allow"),
        GateKind.IDENTITY: ("allow", "allow"),
        GateKind.BOUNDARY: ("explicit", "denies"),
        GateKind.SESSION: ("na", "not applicable"),
        GateKind.SERVICE: ("na", "not applicable"),
    }


def test_a_missing_allow_stands_in_the_way_only_where_it_decides() -> None:
    silent = explained(resource_policy=policy("b", allow(Principal={"AWS": ANA}))).gates[4]
    blocking = explained().gates[4]
    assert (silent.state, blocking.state) == (StateWord.SILENT, StateWord.IMPLICIT)


def test_a_session_sets_the_callers_own_policies_aside() -> None:
    sentence = explained(policy("p", allow()), principal=SESSION).gates[4].sentence
    assert sentence == (
        "Statement 1 of the identity policy `p` allows. The session has the policies of the role `report-reader`; "
        "those of whoever assumed it are set aside."
    )


def test_a_federated_user_of_a_root_user_needs_no_identity_policy() -> None:
    request = {"issuer_arn": "arn:aws:iam::111122223333:root"}
    gate = explained(principal="arn:aws:sts::111122223333:federated-user/fay", request=request).gates[4]
    assert gate.sentence == "A root user asked for the session, and a root user needs no identity policy."


def test_near_misses_come_nearest_first() -> None:
    conditioned = allow("s3:*", Sid="AtTheOffice", Condition={"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}})
    other_bucket = allow("s3:*", "arn:aws:s3:::logs/*", Sid="ReadLogs")
    unrelated = deny("ec2:*", "arn:aws:ec2:*:*:*", Sid="NoMachines")
    misses = explained(policy("p", unrelated, other_bucket, conditioned)).near_misses
    assert [(miss.sid, miss.counts, miss.failed) for miss in misses] == [
        ("AtTheOffice", "2 of 3 elements matched", "IpAddress aws:SourceIp"),
        ("ReadLogs", "1 of 2 elements matched", "Resource"),
        ("NoMachines", "0 of 2 elements matched", "Action"),
    ]
    assert (misses[1].written, misses[1].asked) == ("arn:aws:s3:::logs/*", OBJECT)
    assert misses[1].sentence == "Resource `arn:aws:s3:::logs/*` does not match: other bucket, `reports`."
    assert (misses[1].path, misses[1].span, misses[1].gate) == ("/Statement/1/Resource", None, GateKind.IDENTITY)


def test_missed_allows_come_before_denies_that_missed() -> None:
    guard = policy("guard", deny("s3:*", Condition={"Bool": {"aws:SecureTransport": "false"}}))
    misses = explained(policy("p", allow("ec2:*", "arn:aws:ec2:*:*:*")), guard).near_misses
    assert [str(miss.effect) for miss in misses] == ["Allow", "Deny"]


def test_the_text_has_everything_in_order() -> None:
    condition = {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}
    levels = [{"target": "r-1", "policies": []}]
    evaluation = decide(policy("p", allow(Condition=condition)), scps=levels)
    text = explain_text(evaluation)
    parts = [
        "Denied implicitly: no service control policy at `r-1` allows",
        "AWS says: User: arn:aws:iam::111122223333:user/ana is not authorized",
        "  Explicit deny: No Deny statement",
        "    No service control policy is attached at `r-1`",
        "  Service control policies: No service control policy at `r-1`",
        "    p: Action `s3:GetObject` matches exactly.",
        "  Identity policies: No identity policy",
        "AWS names one reason; here are all of them:",
        "  - No service control policy at `r-1`",
        "  - No identity policy of `ana`",
        "AWS leaves this open (E13): AWS does not document",
    ]
    places = [text.index(part) for part in parts]
    assert all(first < second for first, second in pairwise(places))
    assert not text.endswith("\n")


def test_the_text_names_what_context_the_decision_depends_on() -> None:
    condition = {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}
    text = explain_text(decide(policy("p", allow(Condition=condition))))
    assert text.endswith("This depends on `aws:SourceIp`, which the request does not tell.")


def test_an_allow_is_told_without_a_message() -> None:
    assert "AWS says" not in explain_text(decide(policy("p", allow())))
