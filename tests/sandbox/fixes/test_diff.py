"""The lines of a change, with what differs in them marked."""

from iamlab.sandbox.fixes.diff import diff_lines


def test_what_changed_in_a_line_is_marked() -> None:
    found = diff_lines('{\n  "Action": "s3:GetObject"\n}', '{\n  "Action": ["s3:GetObject", "s3:PutObject"]\n}')
    assert [(line.sign, line.text) for line in found] == [
        (" ", "{"),
        ("-", '  "Action": "s3:GetObject"'),
        ("+", '  "Action": ["s3:GetObject", "s3:PutObject"]'),
        (" ", "}"),
    ]
    assert [piece.text for piece in found[2].pieces if piece.changed] == ["[", ', "s3:PutObject"]']
    assert not any(piece.changed for piece in found[1].pieces)


def test_a_new_text_is_all_added_and_says_so_in_words() -> None:
    found = diff_lines("", "{\n  1\n}")
    assert {line.word for line in found} == {"added: "}
    assert [line.deep for line in found] == [0, 2, 0]


def test_of_what_stays_one_line_around_is_shown() -> None:
    before = "\n".join("abcdefgh")
    found = diff_lines(before, before.replace("d", "D"))
    assert [line.text for line in found] == ["c", "d", "D", "e"]


def test_lines_that_are_all_set_in_move_left_together() -> None:
    found = diff_lines(
        '{\n      "a": 1,\n      "b": 2,\n      "c": 3\n}', '{\n      "a": 1,\n      "b": 5,\n      "c": 3\n}'
    )
    assert [line.text for line in found] == ['"a": 1,', '"b": 2,', '"b": 5,', '"c": 3']
