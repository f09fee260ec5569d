"""Who asks now, for the bar that always says so."""

from dataclasses import dataclass

from iamlab.cloud import AnySession, TokenSession

from ..bench import Bench


@dataclass(frozen=True, slots=True)
class Identity:
    """The user somebody plays, or the session worn over it.

    `name` is as people say it: `ana`, `assumed-role/report-reader/ana`. `under` names who put the session on.
    `minutes_left` counts by the simulated clock, of `minutes_whole`.
    """

    arn: str
    name: str
    account: str
    worn: bool = False
    under: str = ""
    minutes_left: int = 0
    minutes_whole: int = 0
    clock: str = ""
    ends: str = ""

    @property
    def account_id(self) -> str:
        """The number of the account that they belong to."""
        return (self.arn.split(":") + [""] * 5)[4]

    @property
    def expired(self) -> bool:
        """Whether the session's time is over."""
        return self.worn and self.minutes_left <= 0


def short_name(arn: str) -> str:
    """A principal as people say it: the user's name, or `assumed-role/role/session`."""
    if arn == "anonymous":
        return "anybody without credentials"
    resource = arn.split(":", 5)[-1]
    return resource.rpartition("/")[2] if resource.startswith("user/") else resource


def token_words(token: TokenSession) -> str:
    """What tells credentials of somebody's own from those that they began with."""
    return f"for {token.task_policy.rpartition('/')[2]}" if token.task_policy else "with a session token"


def account_of(bench: Bench, account_id: str) -> str:
    """An account, named, then numbered: `prod, 444455556666`."""
    account = bench.cloud.account(account_id)
    return f"{account.name}, {account_id}" if account else account_id


def identity_of(bench: Bench) -> Identity:
    """Who the learner is now."""
    who = bench.who
    token = bench.cloud.token_session(who)
    arn = token.owner_arn if token else who
    name, account = short_name(arn), account_of(bench, (arn.split(":") + [""] * 5)[4])
    session = bench.cloud.any_session(who) if bench.worn else None
    if session is None:
        return Identity(arn, name, account)
    if token:
        name = f"{name}, {token_words(token)}"
    under = short_name(bench.worn[-2] if len(bench.worn) > 1 else bench.you)
    return Identity(arn, name, account, True, under, *_minutes(session, bench), *_times(session, bench))


def _minutes(session: AnySession, bench: Bench) -> tuple[int, int]:
    left = (session.expires - bench.cloud.now).total_seconds() // 60
    return max(0, int(left)), int((session.expires - session.issued).total_seconds() // 60)


def _times(session: AnySession, bench: Bench) -> tuple[str, str]:
    return f"{bench.cloud.now:%H:%M}", f"{session.expires:%H:%M}"
