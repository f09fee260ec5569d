"""What is kept of a workbench, and for whom."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils import timezone

from iamlab.accounts.guests import Learner, forget_expired_guests, learner_merged
from iamlab.accounts.models import User
from iamlab.cloud import FederatedSession
from iamlab.sandbox.bench import Bench
from iamlab.sandbox.models import SANDBOXES_PER_LEARNER, Sandbox, TooManySandboxes
from iamlab.sandbox.sharing.keeping import share

from .conftest import LESSON


def test_a_lesson_has_one_sandbox_a_learner(sandbox: Sandbox, guest: UUID, bench: Bench) -> None:
    assert Sandbox.objects.open_for(Learner(None, guest), LESSON, bench) == sandbox


def test_the_sandboxes_not_used_for_longest_give_way(guest: UUID, bench: Bench, db: None) -> None:
    learner = Learner(None, guest)
    first = Sandbox.objects.open_for(learner, uuid4(), bench)
    for _ in range(SANDBOXES_PER_LEARNER):
        Sandbox.objects.open_for(learner, uuid4(), bench)
    assert Sandbox.objects.of(learner).count() == SANDBOXES_PER_LEARNER
    assert not Sandbox.objects.filter(pk=first.pk).exists()


def test_none_of_the_learners_own_gives_way(guest: UUID, bench: Bench, db: None) -> None:
    learner = Learner(None, guest)
    own = [Sandbox.objects.copy(learner, bench, "Mine") for _ in range(SANDBOXES_PER_LEARNER)]
    with pytest.raises(TooManySandboxes):
        Sandbox.objects.copy(learner, bench, "One more")
    Sandbox.objects.open_for(learner, LESSON, bench)
    assert Sandbox.objects.filter(pk__in=[sandbox.pk for sandbox in own]).count() == SANDBOXES_PER_LEARNER


def test_of_deleted_ones_so_many_are_kept_as_of_others(guest: UUID, bench: Bench, db: None) -> None:
    learner = Learner(None, guest)
    for _ in range(SANDBOXES_PER_LEARNER + 2):
        Sandbox.objects.throw_away(Sandbox.objects.copy(learner, bench, "Mine"))
    assert Sandbox.objects.restorable(learner).count() == SANDBOXES_PER_LEARNER


def test_merging_twice_changes_nothing_more(sandbox: Sandbox, guest: UUID, bob: User, charlie: User) -> None:
    learner_merged.send(sender=User, guest_id=guest, user=bob)
    learner_merged.send(sender=User, guest_id=guest, user=charlie)
    sandbox.refresh_from_db()
    assert sandbox.user == bob


def test_where_both_have_one_the_one_used_last_is_shown(sandbox: Sandbox, guest: UUID, bob: User, bench: Bench) -> None:
    member = Learner(bob.pk, None)
    earlier = Sandbox.objects.open_for(member, LESSON, bench)
    sandbox.undo()
    sandbox.replace_by(bench.__class__(bench.cloud, bench.you, bench.asked, worn=("x",)))
    learner_merged.send(sender=User, guest_id=guest, user=bob)
    assert Sandbox.objects.of_lesson(member, LESSON) == sandbox
    assert Sandbox.objects.filter(pk=earlier.pk).exists()


def test_what_is_as_before_is_not_stored_again(sandbox: Sandbox, bench: Bench) -> None:
    sandbox.keep(bench)
    assert sandbox.version == 1


def test_a_session_that_goes_is_no_policy_that_somebody_edited(sandbox: Sandbox, bench: Bench) -> None:
    cloud = bench.cloud
    first, second = (
        FederatedSession(bench.you, name, cloud.now, cloud.now + timedelta(hours=1), policy=f'{{"Id": "{name}"}}')
        for name in ("first", "second")
    )
    sandbox.keep(replace(bench, cloud=replace(cloud, federated_sessions=(first, second))))
    sandbox.keep(replace(bench, cloud=replace(cloud, federated_sessions=(second,))))
    assert sandbox.steps.count() == 0


def test_the_sandboxes_of_a_guest_who_is_gone_go_and_what_was_shared_stays(
    client: Client, sandbox: Sandbox, guest: UUID, bob: User, bench: Bench
) -> None:
    members = Sandbox.objects.open_for(Learner(bob.pk, None), LESSON, bench)
    shared = share(Learner(None, guest), sandbox, "")
    Sandbox.objects.update(updated=timezone.now() - timedelta(days=91))
    forget_expired_guests()
    assert Sandbox.objects.count() == 2
    client.session.flush()
    forget_expired_guests()
    assert list(Sandbox.objects.all()) == [members]
    assert client.get(f"/s/{shared.digest}/").status_code == 200
