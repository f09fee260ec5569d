"""Terms: what a member's answers to an activity have to obey. Without any, it is open, unlimited, and shows at once."""

from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format


class Shows(models.TextChoices):
    """When somebody is told what is right."""

    AT_ONCE = "at_once", "At once"
    AFTER_LAST = "after_last", "After the last attempt"
    AFTER_CLOSING = "after_closing", "After closing"


@dataclass(frozen=True, slots=True)
class Terms:
    """From when to when answers are taken, how many for each question or challenge, and when correctness shows."""

    opens: datetime | None = None
    closes: datetime | None = None
    attempts: int | None = None
    shows: str = Shows.AT_ONCE

    @property
    def is_closed(self) -> bool:
        """Whether the time for answers is over."""
        return self.closes is not None and self.closes <= timezone.now()

    def refusal(self, number: int) -> str:
        """Why an attempt with that number, from 1, is not taken now; empty when it is."""
        if self.opens and timezone.now() < self.opens:
            return f"This opens on {_said(self.opens)}."
        if self.closes and self.is_closed:
            return f"This closed on {_said(self.closes)}. Nothing more is graded."
        if self.attempts is not None and number > self.attempts:
            return f"No attempt is left: there {'was' if self.attempts == 1 else 'were'} {self.attempts}."
        return ""

    def shows_correctness(self, made: int) -> bool:
        """Whether somebody who made so many attempts is told what is right."""
        match self.shows:
            case Shows.AFTER_LAST:
                return self.is_closed or (self.attempts is not None and made >= self.attempts)
            case Shows.AFTER_CLOSING:
                return self.is_closed
        return True

    @property
    def when_shown(self) -> str:
        """When correctness shows, in a sentence."""
        if self.shows == Shows.AFTER_LAST:
            return "What is right shows after your last attempt."
        if self.closes:
            return f"What is right shows after {_said(self.closes)}."
        return "What is right shows once this is closed."


OPEN = Terms()


def _said(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j F Y, H:i")
