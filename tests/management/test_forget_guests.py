"""`manage.py forget_guests` deletes what nobody can reach any more."""

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from iamlab.sandbox.models import Sandbox


def test_what_a_gone_guest_left_is_deleted_with_the_session(db: None) -> None:
    here, away = Client(), Client()
    for browser in (away, here):
        browser.post("/sandbox/start/company-directory/")
    mine = Sandbox.objects.latest("created")
    long_ago = timezone.now() - timedelta(days=91)
    Sandbox.objects.update(updated=long_ago)
    Session.objects.exclude(pk=here.session.session_key).update(expire_date=long_ago)
    call_command("forget_guests")
    assert list(Sandbox.objects.all()) == [mine]
    assert Session.objects.count() == 1
