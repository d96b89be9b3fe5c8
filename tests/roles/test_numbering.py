import pytest

from roles.numbering import next_number


@pytest.mark.parametrize(
    ("numbers", "following"),
    [
        (["14.6.", "14.7."], "14.8."),
        (["14.7"], "14.8"),
        (["1.", "2.", "3.", "4.", "5."], "6."),
        (["9", "10"], "11"),
        (["a)", "b)"], "c)"),
        (["z)"], None),
        (["3.1.", "3.2.", "4.1."], "4.2."),
        (["1.", "", "2."], "3."),
        (["1.", ""], None),
        (["II."], None),
        ([""], None),
        ([], None),
        (["x" * 29 + ".9"], None),
    ],
)
def test_the_next_number_follows_the_pattern_of_the_text(numbers, following):
    assert next_number(numbers) == following
