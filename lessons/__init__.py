"""The teaching: the course and what makes pages, quizzes and records of it."""
