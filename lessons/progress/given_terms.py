"""The terms that members were given: which activities have some, and what they are."""

from typing import cast
from uuid import UUID

from django.db.models import F, FilteredRelation, Q, QuerySet

from iamlab.accounts.guests import Learner
from iamlab.accounts.owned import OwnedQuerySet
from lessons.library.models import Activity

from .models import GivenTerms, Record
from .terms import OPEN, Terms


def terms_of(learner: Learner | None, activity: UUID) -> Terms:
    """What a learner has to obey in an activity: one query for a member, none for a guest."""
    if learner is None or learner.user_id is None:
        return OPEN
    given = GivenTerms.objects.filter(user_id=learner.user_id, activity_id=activity).first()
    return Terms(given.opens, given.closes, given.attempts, given.shows) if given else OPEN


def with_terms(records: OwnedQuerySet[Record], learner: Learner) -> OwnedQuerySet[Record]:
    """A learner's records, each with the terms of its activity beside it, for `terms_beside`."""
    given = FilteredRelation("activity__terms", condition=Q(activity__terms__user_id=learner.user_id or 0))
    beside = records.annotate(given=given).annotate(
        given_opens=F("given__opens"),
        given_closes=F("given__closes"),
        given_attempts=F("given__attempts"),
        given_shows=F("given__shows"),
    )
    return cast("OwnedQuerySet[Record]", beside)


def terms_beside(record: Record) -> Terms:
    """The terms of a record that was fetched `with_terms`; those of one without any are open."""
    opens, closes, attempts, shows = (
        getattr(record, f"given_{name}", None) for name in ("opens", "closes", "attempts", "shows")
    )
    return Terms(opens, closes, attempts, shows) if shows else OPEN


def given_to(learner: Learner) -> set[UUID]:
    """The lessons and challenges for which a member was given terms."""
    return set(GivenTerms.objects.filter(user_id=learner.user_id or 0).values_list("activity", flat=True))


def assigned_to(learner: Learner) -> QuerySet[Activity]:
    """The questions and challenges for which a member was given terms, so that no answer from elsewhere counts."""
    given = GivenTerms.objects.filter(user_id=learner.user_id or 0).values("activity")
    kind = Activity.Kind
    return Activity.objects.filter(
        Q(kind=kind.QUESTION, lesson__in=given) | Q(kind=kind.CHALLENGE, pk__in=given),
    )


def give_terms(user_id: int, activity: UUID, terms: Terms) -> None:
    """Let a member obey terms in an activity from now on: a lesson, for its quiz, or a challenge."""
    fields = {"opens": terms.opens, "closes": terms.closes, "attempts": terms.attempts, "shows": terms.shows}
    GivenTerms.objects.update_or_create(user_id=user_id, activity_id=activity, defaults=fields)
