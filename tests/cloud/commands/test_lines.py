"""Command lines as people type them: what each asks for, and what is said of those that cannot be read."""

import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from iamlab.cloud import Resource, ResourceKind, case_for
from iamlab.cloud.commands import KNOWN, CommandRequest, read_command
from iamlab.cloud.commands.options import specs
from iamlab.engine import action_mistake, resource_mistake
from iamlab.engine.catalog import service
from tests.cloud.commands.desk import cloud
from tests.cloud.northwind import ANA, DEV, PROD

SECRET = Resource(ResourceKind.SECRET, "orders/database").arn(DEV)
NOT_THERE = ("has no key `k-12`", "has no key `k-34`")
"""What the cloud of these tests does not have."""


def entries(name: str) -> Iterator[tuple[str, list[str]]]:
    """Each command line of a file with the lines that stand indented under it."""
    text = (Path(__file__).parent / name).read_text("utf-8")
    for sign, meant in (("DEV", DEV), ("PROD", PROD), ("SECRET", SECRET)):
        text = text.replace(sign, meant)
    lines = [line for line in text.splitlines() if line]
    told: list[tuple[str, list[str]]] = []
    for line in lines:
        if line.startswith("  "):
            told[-1][1].append(line[2:])
        elif not line.startswith("# "):
            told.append((line, []))
    return iter(told)


LINES = list(entries("lines.txt"))
MISTAKES = list(entries("mistakes.txt"))


def expected(line: str) -> tuple[str, str, dict[str, tuple[str, ...]], set[str]]:
    """Action, resource, filled keys and keys not carried, as a line of the file tells them."""
    action, resource, *keys = shlex.split(line)
    filled = dict(key.split("=", 1) for key in keys if not key.startswith("-"))
    absent = {key[1:] for key in keys if key.startswith("-")}
    return action, resource, {key: tuple(value.split("|")) for key, value in filled.items()}, absent


def told(request: CommandRequest) -> tuple[str, str, dict[str, tuple[str, ...]]]:
    return request.action, request.resource, dict(request.context)


@pytest.mark.parametrize(("line", "requests"), LINES, ids=[line for line, _ in LINES])
def test_a_command_line_makes_these_requests(line: str, requests: list[str]) -> None:
    reading = read_command(line, cloud(), ANA)
    assert reading.problem is None, reading.problem
    wanted = [expected(each) for each in requests]
    assert [told(request) for request in reading.requests] == [each[:3] for each in wanted]
    for request, (*_, absent) in zip(reading.requests, wanted, strict=True):
        assert absent <= request.absent
        assert not request.absent & set(request.context)


@pytest.mark.parametrize("line", [line for line, _ in LINES])
def test_every_request_is_one_that_aws_has_and_that_can_be_decided(line: str) -> None:
    reading = read_command(line, cloud(), ANA)
    for request in reading.requests:
        assert action_mistake(request.action) is None
        assert resource_mistake(request.resource) is None
        found = case_for(reading.cloud, ANA, request.action, request.resource, request.context, absent=request.absent)
        assert found.case or found.problems[0].message.endswith(NOT_THERE)


@pytest.mark.parametrize("line", [line for line, _ in LINES])
def test_a_request_fills_the_keys_that_aws_has_for_its_action(line: str) -> None:
    for request in read_command(line, cloud(), ANA).requests:
        prefix, _, name = request.action.partition(":")
        found = service(prefix)
        action = found.action(name) if found else None
        assert found
        assert action
        for key in request.context:
            if not key.lower().startswith("aws:"):
                assert found.condition_key(key), key


@pytest.mark.parametrize(("line", "said"), MISTAKES, ids=[line for line, _ in MISTAKES])
def test_a_command_line_that_cannot_be_read_says_what_is_wrong_and_what_to_do(line: str, said: list[str]) -> None:
    problem = read_command(line, cloud(), ANA).problem
    assert problem, line
    message, help = said[0].split(" | ")
    assert problem.message.startswith(message)
    assert help in problem.help


def test_the_command_lines_are_of_every_service_and_of_most_commands() -> None:
    names = {read_command(line, cloud(), ANA).name for line, _ in LINES}
    assert len(LINES) >= 120
    assert {name.partition(" ")[0] for name in names} == {name.partition(" ")[0] for name in KNOWN}


def test_every_command_has_its_options_and_all_options_have_a_command() -> None:
    assert {f"{name} {each}" for name, operations in specs().items() for each in operations} == set(KNOWN)
