"""The whole simulated AWS at one moment. A change gives another cloud; the one before stays as it was."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from iamlab.cloud.accounts import Account, named
from iamlab.cloud.events import Event
from iamlab.cloud.organization import Organization
from iamlab.cloud.resources import Bucket, VpcEndpoint
from iamlab.cloud.sessions import AnySession, FederatedSession, Session, TokenSession

FIRST_MOMENT = datetime(2026, 9, 7, 9, 0, tzinfo=UTC)
"""What the clock of a cloud shows where nobody set it: a Monday morning."""

_YEARS = range(2000, 3000)


@dataclass(frozen=True, slots=True)
class Cloud:
    """Accounts, the organization that they may belong to, the sessions handed out so far, what happened, and the clock.

    `sessions` are those of roles. `now` carries a time zone. `left_out` names policies, as `PolicySlot.called` does,
    that are not asked, as if they were not there: a question about the cloud, which its state does not keep.
    """

    accounts: tuple[Account, ...] = ()
    sessions: tuple[Session, ...] = ()
    now: datetime = FIRST_MOMENT
    organization: Organization | None = None
    federated_sessions: tuple[FederatedSession, ...] = ()
    token_sessions: tuple[TokenSession, ...] = ()
    events: tuple[Event, ...] = ()
    left_out: frozenset[str] = frozenset()

    def account(self, account_id: str) -> Account | None:
        """The account with an id."""
        return next((account for account in self.accounts if account.id == account_id), None)

    def session(self, arn: str) -> Session | None:
        """The role session with an ARN, also when it has expired."""
        return next((session for session in self.sessions if session.arn == arn), None)

    def federated_session(self, arn: str) -> FederatedSession | None:
        """The session of GetFederationToken with an ARN, also when it has expired."""
        return next((session for session in self.federated_sessions if session.arn == arn), None)

    def token_session(self, access_key: str) -> TokenSession | None:
        """The session of GetSessionToken with an access key, also when it has expired."""
        return next((session for session in self.token_sessions if session.access_key == access_key), None)

    def any_session(self, caller: str) -> AnySession | None:
        """The session of any kind that an ARN or an access key names, also when it has expired."""
        return self.session(caller) or self.federated_session(caller) or self.token_session(caller)

    def bucket(self, name: str) -> tuple[Account, Bucket] | None:
        """The bucket of that name, with the account that owns it: bucket names are unique in all of AWS."""
        found = ((account, named(account.buckets, name)) for account in self.accounts)
        return next(((account, bucket) for account, bucket in found if bucket), None)

    def vpc_endpoint(self, name: str) -> tuple[Account, VpcEndpoint] | None:
        """The VPC endpoint of that id, with the account that owns it."""
        found = ((account, named(account.vpc_endpoints, name)) for account in self.accounts)
        return next(((account, endpoint) for account, endpoint in found if endpoint), None)

    def principals(self) -> Iterator[str]:
        """All who could ask for something now, as `case_for` names them: users, then sessions that have not expired."""
        for account in self.accounts:
            yield from (account.arn(user) for user in account.users)
        for sessions in (self.sessions, self.federated_sessions, self.token_sessions):
            yield from (session.called for session in sessions if self.now < session.expires)

    def with_account(self, changed: Account) -> "Cloud":
        """The same cloud with one account in its new state."""
        accounts = (changed if account.id == changed.id else account for account in self.accounts)
        return replace(self, accounts=tuple(accounts))

    def with_token_session(self, session: TokenSession) -> tuple["Cloud", TokenSession]:
        """The same cloud with one more session, and the session: with a number where others have its access key."""
        while self.token_session(session.access_key):
            session = replace(session, number=session.number + 1)
        return replace(self, token_sessions=(*self.token_sessions, session)), session

    def with_session(self, session: Session) -> "Cloud":
        """The same cloud with one more session, in place of an earlier one of the same ARN.

        AWS would leave the earlier one valid. Here a role's sessions are told apart by their ARNs alone.
        """
        others = tuple(each for each in self.sessions if each.arn != session.arn)
        return replace(self, sessions=(*others, session))


def advance_clock(cloud: Cloud, seconds: int) -> Cloud:
    """The same cloud some seconds later. Raises ValueError for a step back, or out of the time that clocks can show."""
    if seconds < 0:
        raise ValueError("the clock runs forward only")
    try:
        now = cloud.now + timedelta(seconds=seconds)
    except OverflowError:
        now = datetime.max
    if not is_moment(now):
        raise ValueError("the clock cannot show that moment")
    return replace(cloud, now=now)


def is_moment(moment: datetime) -> bool:
    """Whether a clock can show a moment: it has a time zone and lies in this millennium, in UTC as well."""
    return moment.tzinfo is not None and moment.year in _YEARS and moment.astimezone(UTC).year in _YEARS
