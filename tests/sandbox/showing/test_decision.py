"""A decision as pages show it."""

import json
from dataclasses import replace

from iamlab.cloud import case_for
from iamlab.engine import evaluate, read_case
from iamlab.sandbox.bench import Asked, Bench, put_on, with_policies
from iamlab.sandbox.showing.decision import STEPS_OF_A_POLICY, DecisionView, decision_view
from iamlab.sandbox.showing.panel import panel_of
from iamlab.sandbox.showing.statements import STATEMENTS_SHOWN
from tests.sandbox.conftest import ANA, ANA_POLICY, ROLE, ROLE_POLICY, TRUST, policy

OPEN = policy("OpenToAll", Action="*", Resource="*")


def decided(bench: Bench) -> DecisionView:
    """The decision of what a bench asks."""
    view = decision_view(case_for(bench.cloud, bench.caller, bench.asked.action, bench.asked.resource))
    assert view is not None
    return view


def test_a_denial_says_who_allows_nothing_and_what_aws_would_say(bench: Bench) -> None:
    view = decided(bench)
    assert (view.state, view.word) == ("implicit", "Denied implicitly")
    assert view.why.startswith("No identity policy of `ana` allows")
    assert view.said_before_reason == "Access Denied"


def test_what_aws_says_is_told_up_to_its_reason(bench: Bench) -> None:
    view = decision_view(case_for(bench.cloud, ANA, "ec2:RunInstances", "*"))
    assert view
    assert view.said_before_reason == f"User: {ANA} is not authorized to perform: ec2:RunInstances "
    allowed = decided(put_on(bench, ROLE, "ana"))
    assert allowed.said_before_reason == ""


def test_an_allow_names_its_statement_and_the_stepper_opens_at_it(bench: Bench) -> None:
    view = decided(put_on(bench, ROLE, "ana"))
    assert (view.state, view.why) == ("allow", "By statement `ReadReports` of the identity policy `read-reports`.")
    [deciding] = [step for step in view.steps if step.deciding]
    assert (deciding.policy, deciding.path) == (ROLE_POLICY, "/Statement/0/Effect")


def test_the_reason_for_what_no_policy_can_open_is_a_sentence(bench: Bench) -> None:
    view = decision_view(case_for(bench.cloud, "arn:aws:iam::111122223333:root", "sts:AssumeRole", ROLE))
    assert view is not None
    assert view.why.startswith("Whatever the policies say. A root user can call neither")


def test_an_explicit_deny_is_decided_at_the_sweep(bench: Bench) -> None:
    closing = json.loads(OPEN)
    closing["Statement"].append({"Sid": "Closed", "Effect": "Deny", "Action": "s3:*", "Resource": "*"})
    view = decided(with_policies(bench, {ANA_POLICY: json.dumps(closing)}))
    sweep = view.rail[0]
    assert (sweep.name, sweep.word, sweep.decided) == ("Explicit deny", "denies", True)
    assert all(gate.after for gate in view.rail[1:])
    [deciding] = [step for step in view.steps if step.deciding]
    assert deciding.path == "/Statement/1/Effect"


def test_the_rail_shows_where_aws_stops_and_asks_the_rest_too(bench: Bench) -> None:
    nothing = with_policies(put_on(bench, ROLE, "ana"), {ROLE_POLICY: '{"Version": "2012-10-17", "Statement": []}'})
    rail = decided(nothing).rail
    assert [gate.name for gate in rail if gate.decided] == ["Identity policies"]
    assert [gate.name for gate in rail if gate.stop] == ["Permissions boundary"]
    assert "VPC endpoint policy" not in [gate.name for gate in rail]


def test_every_row_of_the_statements_has_four_cells(bench: Bench) -> None:
    rows = decided(bench).statements.rows
    assert [[cell.label for cell in row.cells] for row in rows] == [["Principal", "Action", "Resource", "Condition"]]
    assert rows[0].cells[0].word == "who it is attached to"


def test_a_missing_key_is_told_as_missing_context(bench: Bench) -> None:
    condition = {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}
    text = policy("FromHome", Action="s3:*", Resource="*", Condition=condition)
    view = decided(put_on(with_policies(bench, {ROLE_POLICY: text}), ROLE, "ana"))
    assert any("aws:SourceIp" in sentence for sentence in view.missing)


def test_the_case_for_a_report_decides_the_same_in_the_engine(bench: Bench) -> None:
    for each in (bench, put_on(bench, ROLE, "ana")):
        view = decided(each)
        again = evaluate(read_case(json.loads(view.case_json)))
        assert again.decision == view.evaluation.decision
        assert again.decided_by == view.evaluation.decided_by


def test_the_tab_that_opens_is_a_policy_that_has_a_say(bench: Bench) -> None:
    def opened(bench: Bench) -> list[str]:
        return [pane.ref for pane in panel_of(bench).panes if pane.chosen]

    assert opened(bench) == [ANA_POLICY]
    assert opened(put_on(bench, ROLE, "ana")) == [ROLE_POLICY]


def test_a_policy_that_cannot_be_read_stands_in_the_way_only_where_it_is_asked(bench: Bench) -> None:
    broken = with_policies(bench, {TRUST: "{"})
    panel = panel_of(broken)
    assert panel.decision is not None
    assert [pane.ref for pane in panel.panes if pane.fault] == [TRUST]
    assert panel_of(with_policies(bench, {ANA_POLICY: "{"})).decision is None


def test_of_hundreds_of_statements_those_that_apply_are_shown_and_the_others_counted(bench: Bench) -> None:
    other = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::other/*"}
    text = json.dumps({"Version": "2012-10-17", "Statement": [other] * 300 + [{**other, "Sid": "It", "Resource": "*"}]})
    view = decided(with_policies(bench, {ANA_POLICY: text}))
    assert (len(view.statements.rows), view.statements.left_out) == (STATEMENTS_SHOWN, 261)
    assert [row.name for row in view.statements.rows if row.applies] == ["It"]


def test_the_story_counts_what_does_not_fit_and_keeps_the_deciding_step(bench: Bench) -> None:
    text = json.dumps({"Version": "2012-10-17", "Statement": [json.loads(OPEN)["Statement"][0]] * 300})
    own = decided(with_policies(bench, {ANA_POLICY: text}))
    assert len([view for view in own.steps if view.policy == ANA_POLICY]) <= STEPS_OF_A_POLICY + 1
    assert any("296 more statements are not told step by step." in view.step.sentence for view in own.steps)
    assert [view.deciding for view in own.steps].count(True) == 1
    assert len({view.step.key for view in own.steps}) == len(own.steps)


def test_across_accounts_both_sides_stand_in_the_way_and_neither_is_where_aws_stops(bench: Bench) -> None:
    view = decided(bench)
    assert [gate.name for gate in view.rail if gate.state == "implicit"] == ["Resource policy", "Identity policies"]
    assert not any(gate.stop or gate.after for gate in view.rail)
    assert any("AWS does not document which policy type is named" in doubt for doubt in view.doubts)


def test_an_action_that_touches_several_resources_says_so_beside_the_verdict(bench: Bench) -> None:
    instance = "arn:aws:ec2:us-east-1:111122223333:instance/*"
    view = decided(replace(bench, asked=Asked("ec2:RunInstances", instance)))
    assert any("image, instance, network-interface, security-group, subnet" in what for what in view.unmodelled)
    assert not any("other resources" in what for what in decided(bench).unmodelled)
