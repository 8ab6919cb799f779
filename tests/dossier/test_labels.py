from __future__ import annotations

from actaverba.dossier.labels import anchors, by_label, code_label, label, natural, slug, value
from actaverba.vocabulary.schema import table


def test_rows_are_called_by_their_id_or_by_two_columns() -> None:
    assert label("relays", {"id": "A001"}) == "A001"
    assert label("outlets", {"host": "a.example", "outlet": "A"}) == "a.example"
    assert label("relay_fields", {"relay": "A001", "field": "tonnes"}) == "A001 tonnes"
    assert label("deed_axes", {"act": "visit", "pole": "EU"}) == "visit EU"
    assert label("of_a_plugin", {"row_id": "ab"}) == "ab"


def test_anchors_are_plain_and_each_row_has_its_own() -> None:
    named = {
        ("relays", "11111111-a"): "A001",
        ("relays", "22222222-b"): "A 2",
        ("deeds", "33333333-c"): "A-2",
        ("deeds", "44444444-d"): '"><',
    }
    assert anchors(named) == {
        ("relays", "11111111-a"): "row-A001",
        ("relays", "22222222-b"): "row-A-2-22222222",
        ("deeds", "33333333-c"): "row-A-2-33333333",
        ("deeds", "44444444-d"): "row-44444444",
    }


def test_slug_keeps_nothing_that_could_leave_an_attribute() -> None:
    assert slug(' a"b<c>\u202e&d ') == "a-b-c-d"


def test_order_is_by_table_then_by_number() -> None:
    pairs = [(("relays", "3"), "A10"), (("relays", "2"), "A9"), (("outlets", "1"), "z")]
    assert by_label(pairs) == [("outlets", "1"), ("relays", "2"), ("relays", "3")]
    assert sorted(["b", "10", "9", "b2", "b10"], key=natural) == ["9", "10", "b", "b2", "b10"]


def test_values_are_printed_in_words() -> None:
    deeds, relays = table("deeds"), table("relays")
    assert value(deeds.column("actor"), "FRA", "en") == "France"
    assert value(relays.column("keeps_attribution"), "no", "en") == "no"
    assert value(deeds.column("value"), 1234.5, "en") == "1\u202f234.5"
    assert value(relays.column("credits"), None, "en") == ""


def test_unknown_codes_are_words() -> None:
    assert code_label("not_examined", ("status",)) == "not examined"
    assert code_label("what_is_this") == "what is this"
