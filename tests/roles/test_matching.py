from hypothesis import given
from hypothesis import strategies as st

from roles.matching import Known, likeness, match_clauses, match_rules

REGISTER = "keeps the register of the school's devices up to date and counts them"
LISTS = "enters the lists of pupils and teachers into the e-diary"


def certain(new, old):
    return dict(match_clauses([Known(*clause) for clause in new], [Known(*clause) for clause in old]).certain)


def test_the_same_text_matches_itself():
    text = [("1.", REGISTER), ("2.", LISTS)]
    assert certain(text, text) == {0: 0, 1: 1}


def test_a_renumbered_clause_is_the_same_clause():
    assert certain([("1.", "new one"), ("2.", REGISTER)], [("1.", REGISTER)]) == {1: 0}


def test_a_changed_clause_with_its_number_is_the_same_clause():
    assert certain([("1.", REGISTER + " in May")], [("1.", REGISTER)]) == {0: 0}


def test_another_text_under_the_same_number_is_another_clause():
    assert certain([("1.", LISTS)], [("1.", REGISTER)]) == {}


def test_exchanged_numbers_follow_the_text():
    assert certain([("1.", LISTS), ("2.", REGISTER)], [("1.", REGISTER), ("2.", LISTS)]) == {0: 1, 1: 0}


def test_a_repeated_number_is_no_evidence():
    new = [("9.3", REGISTER + " in May"), ("9.3", LISTS)]
    old = [("9.3", REGISTER), ("9.3", LISTS)]
    assert certain(new, old) == {1: 1}


def test_repeated_clauses_pair_in_order_only_with_their_number():
    assert certain([("1.", "x"), ("1.", "x")], [("1.", "x"), ("1.", "x")]) == {0: 0, 1: 1}
    assert certain([(None, "x"), ("3.", "x")], [("1.", "x"), ("2.", "x")]) == {}


def test_an_item_never_becomes_an_outcome():
    assert certain([("1.", REGISTER, "outcome")], [("1.", REGISTER, "item")]) == {}


def test_what_only_looks_alike_waits_for_a_person():
    found = match_clauses([Known("7.", REGISTER + " in May")], [Known("1.", REGISTER), Known("2.", LISTS)])
    assert dict(found.certain) == {}
    assert [(likely.new, likely.old) for likely in found.likely] == [(0, 0)]


def test_likeness_is_of_words():
    assert likeness("a b c", "a b c.") == 1.0
    assert likeness("a b", "c d") == 0.0


texts = st.lists(
    st.tuples(st.sampled_from(["1.", "2.", None]), st.sampled_from(["a b c d", "a b c e", "x"])), max_size=6
)


@given(texts, texts)
def test_no_clause_is_matched_twice(new, old):
    found = match_clauses([Known(*clause) for clause in new], [Known(*clause) for clause in old])
    used = [*found.certain.values(), *(likely.old for likely in found.likely)]
    assert len(used) == len(set(used))
    assert not set(found.certain) & {likely.new for likely in found.likely}


@given(texts)
def test_a_text_with_unique_clauses_matches_itself(text):
    unique = list(dict.fromkeys(text))
    assert certain(unique, unique) == {place: place for place in range(len(unique))}


def test_rules_keep_their_key_when_only_the_day_changes():
    old = [{"kind": "fixed_date", "words": "by 30 September", "binding": "duty", "month": 9, "day": 30}]
    new = [{"kind": "fixed_date", "words": "by 15 September", "binding": "duty", "month": 9, "day": 15}]
    assert match_rules(new, old) == {0: 0}


def test_rules_that_changed_places_keep_their_keys():
    a = {"kind": "event", "words": "a", "binding": "duty", "event": "pupil_leaves"}
    b = {"kind": "event", "words": "b", "binding": "duty", "event": "order"}
    assert match_rules([b, a], [a, b]) == {0: 1, 1: 0}


def test_a_right_does_not_become_a_duty():
    right = {"kind": "continuous", "words": "always", "binding": "right"}
    duty = {"kind": "event", "words": "once", "binding": "duty", "event": "order"}
    assert match_rules([duty], [right]) == {}
