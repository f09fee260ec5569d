"""The tests before and after the course: twenty computed questions each, whose answers show at the end."""
