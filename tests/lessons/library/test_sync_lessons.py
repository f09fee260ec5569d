"""`manage.py sync_lessons` brings files into the database, one way, and keeps what people did."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from iamlab.accounts.guests import Learner
from iamlab.accounts.models import User
from lessons.library.models import Activity, Lesson, Misconception, Revision
from lessons.progress.models import Attempt
from lessons.progress.recording import Answer, record_answer
from lessons.quizzes.queries import quiz_for
from tests.lessons.one_lesson import LESSON, copy_one_lesson

pytestmark = pytest.mark.django_db


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of one lesson."""
    return copy_one_lesson(tmp_path / "content")


def sync(content: Path, **options: object) -> tuple[str, str]:
    """Run the command; return what it wrote to both streams."""
    out, error = StringIO(), StringIO()
    call_command("sync_lessons", content, stdout=out, stderr=error, **options)
    return out.getvalue(), error.getvalue()


def edit(content: Path, file: str, old: str, new: str) -> None:
    path = content / LESSON / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_course_is_published(content: Path) -> None:
    assert sync(content) == ("added: 1.4 What is an IAM role?\n", "")
    lesson = Lesson.objects.published().get()
    assert (lesson.number, lesson.slug, lesson.minutes) == ("1.4", "what-is-an-iam-role", 12)
    assert lesson.activities.filter(kind=Activity.Kind.QUESTION).count() == 7
    assert Misconception.objects.count() == 2


def test_a_second_run_changes_nothing(content: Path) -> None:
    sync(content)
    before = list(Lesson.objects.values()), list(Activity.objects.values()), Revision.objects.count()
    assert sync(content) == ("unchanged: 1\n", "")
    assert (list(Lesson.objects.values()), list(Activity.objects.values()), Revision.objects.count()) == before


def test_a_change_makes_a_revision_and_keeps_the_one_before(content: Path) -> None:
    sync(content)
    edit(content, "lesson.md", "title: What is an IAM role?", "title: What is a role?")
    assert sync(content) == ("changed: 1.4 What is a role?\n", "")
    assert Revision.objects.count() == 2


def test_quiet_means_quiet(content: Path) -> None:
    assert sync(content, verbosity=0) == ("", "")


def test_a_renamed_folder_keeps_progress(content: Path, bob: User) -> None:
    sync(content)
    answer_first_question(bob)
    (content / LESSON).rename(content / "1-who-is-asking/5-roles")
    sync(content)
    lesson = Lesson.objects.published().get()
    assert (lesson.slug, lesson.number) == ("roles", "1.5")
    assert quiz_for(lesson, Learner(bob.pk, None)).score.answered == 1


def test_a_changed_question_keeps_its_history_and_is_asked_again(content: Path, bob: User) -> None:
    sync(content)
    answer_first_question(bob)
    edit(content, "quiz.yaml", "Chen, from security, lists", "Chen lists")
    sync(content)
    shown = quiz_for(Lesson.objects.published().get(), Learner(bob.pk, None)).questions[0]
    assert shown.attempt is None
    assert shown.attempts == 1
    attempt = Attempt.objects.get()
    assert attempt.version != Activity.objects.get(uuid=shown.uuid).version


def test_a_question_that_is_gone_keeps_its_history(content: Path, bob: User) -> None:
    sync(content)
    answer_first_question(bob)
    quiz = content / LESSON / "quiz.yaml"
    rest = quiz.read_text(encoding="utf-8").split("\n\n")[1:]
    quiz.write_text("questions:\n" + "\n\n".join(rest), encoding="utf-8")
    sync(content)
    assert Attempt.objects.count() == 1
    assert not Activity.objects.get(records__attempts__isnull=False).is_current


def test_a_lesson_whose_files_are_gone_is_withdrawn_and_comes_back(content: Path) -> None:
    sync(content)
    (content / LESSON).rename(content / "aside")
    (content / "glossary").rename(content / "terms-aside")
    assert sync(content) == ("withdrawn: 1.4 What is an IAM role?\n", "")
    assert not Lesson.objects.published().exists()
    (content / "aside").rename(content / LESSON)
    (content / "terms-aside").rename(content / "glossary")
    assert sync(content) == ("changed: 1.4 What is an IAM role?\n", "")


def test_a_draft_is_not_published(content: Path) -> None:
    edit(content, "lesson.md", "minutes: 12", "minutes: 12\nstatus: draft")
    assert sync(content) == ("", "")
    assert not Lesson.objects.exists()


def test_a_lesson_with_a_problem_stays_as_it_was(content: Path) -> None:
    sync(content)
    edit(content, "lesson.md", "minutes: 12", "minutes: soon")
    out, error = sync(content)
    assert out == ""
    assert error.startswith("Run `manage.py check_lessons`: the course has 1 problem.")
    assert Lesson.objects.published().get().minutes == 12


def answer_first_question(user: User) -> None:
    """Answer the first question, as its form would."""
    lesson = Lesson.objects.published().get()
    question = lesson.content.questions[0]
    version = Activity.objects.get(uuid=question.uuid).version
    record_answer(Learner(user.pk, None), lesson.uuid, question.uuid, Answer(1, version, {"option": "0"}, 1.0))
