from hypothesis import given
from hypothesis import strategies as st

from roles.word_marks import Piece, mark_words


def test_only_the_words_that_differ_are_marked():
    found = mark_words("Renews it by 14 September, in two steps.", "Renews it by 10 September, in one step.")
    assert found == (
        Piece("same", "Renews it by "),
        Piece("old", "14"),
        Piece("new", "10"),
        Piece("same", " September, in "),
        Piece("old", "two steps"),
        Piece("new", "one step"),
        Piece("same", "."),
    )


def test_sentences_with_little_in_common_stand_whole():
    old, new = "Keeps the keys of the cabinets.", "Writes a monthly letter to all parents."
    assert mark_words(old, new) == (Piece("old", old), Piece("new", new))


def test_what_came_or_went_is_one_piece():
    assert mark_words("", "New.") == (Piece("new", "New."),)
    assert mark_words("Old.", "") == (Piece("old", "Old."),)
    assert mark_words("Same.", "Same.") == (Piece("same", "Same."),)
    assert mark_words("", "") == ()


def test_a_text_too_long_to_compare_stands_whole():
    old, new = "word " * 3000, "word " * 3001
    assert mark_words(old, new) == (Piece("old", old), Piece("new", new))


@given(st.text(alphabet="ab .,\n", max_size=60), st.text(alphabet="ab .,\n", max_size=60))
def test_the_pieces_are_both_texts(old, new):
    found = mark_words(old, new)
    assert "".join(piece.text for piece in found if piece.kind != "new") == old
    assert "".join(piece.text for piece in found if piece.kind != "old") == new
    assert all(piece.text for piece in found)
