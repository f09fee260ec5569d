"""A figure made from a scenario: who may assume which role, as the engine decides both sides of AssumeRole."""

import re
from dataclasses import dataclass
from html import escape

from iamlab.cloud import Cloud, Scenario, assume_role

WHO_MAY_ASSUME = "who-may-assume"
"""What a lesson writes instead of a file's name."""

_SERVICE = re.compile(r'"([a-z0-9.-]+\.amazonaws\.com)"')
_ROW, _BOX, _WIDTH = 64, 48, 260
_LEFT, _RIGHT = 10, 370
_LONGEST = 30
_LINE = 'fill="none" stroke="currentColor" stroke-width="1.6"'


@dataclass(frozen=True, slots=True)
class _Box:
    """Somebody who asks, or a role: its ARN or service name, its own name, and where it is."""

    arn: str
    name: str
    where: str


def who_may_assume(scenario: Scenario) -> tuple[str, str] | None:
    """The drawing as SVG and the same in words; None for a scenario without roles."""
    callers, roles = _callers(scenario.cloud), _roles(scenario.cloud)
    if not roles:
        return None
    pairs = [
        (caller, role)
        for caller in callers
        for role in roles
        if assume_role(scenario.cloud, caller.arn, role.arn, "figure").session
    ]
    return _drawn(callers, roles, pairs), _words(callers, roles, pairs)


def _callers(cloud: Cloud) -> list[_Box]:
    """The users of all accounts, then the services that trust policies name."""
    users = [
        _Box(account.arn(user), user.name, f"user in {account.name}")
        for account in cloud.accounts
        for user in account.users
    ]
    trusted = [role.trust_policy for account in cloud.accounts for role in account.roles]
    services = dict.fromkeys(name for text in trusted for name in _SERVICE.findall(text))
    return users + [_Box(name, name, "service of AWS") for name in services]


def _roles(cloud: Cloud) -> list[_Box]:
    return [
        _Box(account.arn(role), role.name, f"role in {account.name}")
        for account in cloud.accounts
        for role in account.roles
    ]


def _words(callers: list[_Box], roles: list[_Box], pairs: list[tuple[_Box, _Box]]) -> str:
    said = [f"{caller.name} may assume {role.name}." for caller, role in pairs]
    lonely = [role.name for role in roles if role not in [assumed for _, assumed in pairs]]
    nobody = [f"Nobody here may assume {name}." for name in lonely]
    idle = [f"{caller.name} may assume no role." for caller in callers if caller not in [asker for asker, _ in pairs]]
    return " ".join([*said, *nobody, *idle])


def _drawn(callers: list[_Box], roles: list[_Box], pairs: list[tuple[_Box, _Box]]) -> str:
    height = max(len(callers), len(roles)) * _ROW + 8
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 {height}" font-size="14" fill="currentColor">']
    for x, boxes in ((_LEFT, callers), (_RIGHT, roles)):
        parts += [_box(x, number, box) for number, box in enumerate(boxes)]
    parts += [_arrow(callers.index(caller), roles.index(role)) for caller, role in pairs]
    return "".join([*parts, "</svg>"])


def _box(x: int, row: int, box: _Box) -> str:
    y = row * _ROW + 8
    name = box.name if len(box.name) <= _LONGEST else f"{box.name[: _LONGEST - 1]}…"
    frame = f'<rect x="{x}" y="{y}" width="{_WIDTH}" height="{_BOX}" rx="6" {_LINE}/>'
    title = f'<text x="{x + 14}" y="{y + 20}" font-weight="600">{escape(name)}</text>'
    return f'{frame}{title}<text x="{x + 14}" y="{y + 39}">{escape(box.where)}</text>'


def _arrow(start: int, end: int) -> str:
    y, to_y = (row * _ROW + 8 + _BOX // 2 for row in (start, end))
    left, right = _LEFT + _WIDTH, _RIGHT
    head = f'<path d="M{right - 10} {to_y - 5}L{right} {to_y}L{right - 10} {to_y + 5}z"/>'
    return f'<path d="M{left} {y}L{right - 8} {to_y}" {_LINE}/>{head}'
