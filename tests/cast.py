"""The people of all tests: Alice teaches, Bob is enrolled, Charlie is an outsider."""

from collections.abc import Callable

import pytest
from django.test import Client

from iamlab.accounts.models import User

PASSWORD = "correct-horse-battery"


@pytest.fixture
def alice(db: None) -> User:
    """Alice, an instructor with an e-mail address."""
    return User.objects.create_user(
        "alice", "alice@school.example", PASSWORD, display_name="Alice Ames", is_instructor=True
    )


@pytest.fixture
def bob(db: None) -> User:
    """Bob, a student with an e-mail address."""
    return User.objects.create_user("bob", "bob@school.example", PASSWORD)


@pytest.fixture
def charlie(db: None) -> User:
    """Charlie, a student of nobody, without an e-mail address."""
    return User.objects.create_user("charlie", "", PASSWORD)


@pytest.fixture
def client_of() -> Callable[[User], Client]:
    """A function from a person to a client where that person is signed in."""

    def client_of(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return client_of
