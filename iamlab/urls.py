"""All addresses of the site."""

from django.urls import include, path

urlpatterns = [
    path("", include("iamlab.home.urls")),
    path("lessons/", include("lessons.courses.urls")),
    path("lessons/", include("lessons.quizzes.urls")),
    path("tests/", include("lessons.quizzes.course_tests.urls")),
    path("practice/", include("lessons.challenges.urls")),
    path("", include("lessons.library.urls")),
    path("interview/", include("lessons.interview.urls")),
    path("progress/", include("lessons.progress.urls")),
    path("", include("iamlab.sandbox.urls")),
    path("account/", include("iamlab.accounts.urls")),
    path("account/", include("allauth.account.urls")),
    path("account/two-factor/", include("allauth.mfa.urls")),
]
