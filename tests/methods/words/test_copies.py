"""Copies in small cases: what is one text, in which versions and order, and why it may be."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import actaverba
from actaverba.engine.typed import plain
from actaverba.errors import InputError
from actaverba.methods.words.copies.objects import copied
from actaverba.vocabulary.manifest import manifest
from actaverba.vocabulary.messages import render

TEXT = "The ministry has published its statement on the delivery of shells today"
OTHER = TEXT.replace("shells", "bullets")
LONG = (
    f"As I wrote to my friends last week: '{TEXT}', and there was nothing else to be read"
    " about it in any of the papers that I could find here in town or anywhere else."
)


def post(id: str, account: str | None, text: str | None, at: int | None = None, **more: Any) -> Any:
    published = None if at is None else f"2025-05-29T12:{at // 60:02}:{at % 60:02}Z"
    return {"id": id, "platform": "p", "account": account, "published": published,
            "language": "en", "text": text, **more}  # fmt: skip


def said(result: Any) -> list[tuple[str, str]]:
    """Grade and sentence of each finding."""
    messages = manifest("copies").messages
    return [(f.grade, render(messages[f.message], f.params)) for f in result.findings]


def standing(result: Any) -> dict[str, str]:
    """Each explanation of the first finding on a cluster, with its status."""
    finding = next(f for f in result.findings if f.message == "cluster")
    return {i.explanation: i.status for i in finding.innocent}


def weather() -> list[Any]:
    towns = [("Berlin", 14), ("Paris", 17), ("Rome", 25), ("Oslo", 3)]
    text = "Weather in {}: {} degrees, light wind from the west, no rain until the evening"
    return [post(f"w{n}", f"w{n}", text.format(*t), n) for n, t in enumerate(towns)]


def test_a_text_in_other_dress_is_the_same() -> None:
    found = actaverba.copies(
        [
            post("1", "a", TEXT, 0),
            post("2", "b", f"RT @a: {TEXT.upper()}! 😀 https://x.org/1 #now", 5),
        ]
    )
    assert found.edges.num_rows == 0
    assert found.posts_in_clusters.select(
        ["id", "account", "order", "at_once", "seconds_after", "version"]
    ).to_pylist() == [
        {"id": "1", "account": "a", "order": 1, "at_once": 0, "seconds_after": 0, "version": 1},
        {"id": "2", "account": "b", "order": 2, "at_once": 0, "seconds_after": 5, "version": 2},
    ]


def test_versions_differ_word_by_word() -> None:
    found = actaverba.copies([post("1", "a", TEXT, 0), post("2", "b", OTHER, 1)])
    assert found.versions.select(["version", "removed", "added", "diff"]).to_pylist() == [
        {"version": 1, "removed": None, "added": None, "diff": None},
        {"version": 2, "removed": "shells", "added": "bullets",
         "diff": "… the delivery of [-shells-]{+bullets+} today"},
    ]  # fmt: skip
    assert found.edges.select(["a", "b", "kind"]).to_pylist() == [
        {"a": "1", "b": "2", "kind": "copy"}
    ]


def test_a_quote_is_no_copy() -> None:
    found = actaverba.copies([post("1", "a", TEXT, 0), post("2", "b", LONG, 1)])
    assert found.edges.select(["a", "b", "kind", "containment", "cluster"]).to_pylist() == [
        {"a": "1", "b": "2", "kind": "quote", "containment": 1.0, "cluster": None}
    ]
    assert said(found) == [
        ("not_enough_evidence", ("Among 2 posts no text is carried twice. Translations and free"
         " rewordings would not be found.")),
        ("listed", ("1 pair of texts shares passages or stands one in the other without being"
         " copies.")),
    ]  # fmt: skip


def test_ties_and_missing_times_are_said() -> None:
    rows = [post("1", "a", TEXT, 0), post("2", "b", TEXT, 0), post("3", None, TEXT)]
    found = actaverba.copies(rows)
    (cluster,) = found.clusters.select(
        ["posts", "accounts", "first_post", "first_at_once", "undated"]
    ).to_pylist()
    assert cluster == {"posts": 3, "accounts": 2, "first_post": "1", "first_at_once": 2,
                       "undated": 1}  # fmt: skip
    name = found.clusters["cluster"][0].as_py()
    assert said(found)[1] == (
        "weak",
        (
            f"3 posts by 2 accounts carry one text, word for word ({name}). In these rows it is"
            " first seen at 2025-05-29T12:00:00Z, in post 1; where it came from is not known."
            " 2 posts stand at that same second, so that it is open which of them was first."
            " 1 post has no time. 1 post has no account."
        ),
    )
    assert [e.role for e in found.findings[1].evidence] == ["carries the text"] * 3


def test_missing_metadata_are_not_examined() -> None:
    found = actaverba.copies([post("1", "a", TEXT, 0), post("2", "b", TEXT, 1)])
    assert set(standing(found).values()) == {"not_examined"}


@pytest.mark.parametrize(
    ("accounts", "explanation", "status"),
    [
        ([("a", "X", None), ("b", "X", None)], "single_feed", "supported"),
        ([("a", "X", None), ("b", "Y", None)], "single_feed", "ruled_out"),
        ([("a", "X", None), ("b", None, None)], "single_feed", "not_examined"),
        ([("a", None, "yes"), ("b", None, "yes")], "benign_automation", "supported"),
        ([("a", None, "no"), ("b", None, "no")], "benign_automation", "ruled_out"),
        ([("a", None, "no")], "benign_automation", "not_examined"),
        ([("a", None, "unknown"), ("b", None, "no")], "benign_automation", "not_examined"),
    ],
)
def test_what_accounts_say_explains(
    accounts: list[tuple[str, str | None, str | None]], explanation: str, status: str
) -> None:
    told = [
        {"account": a, "platform": "p", "owner": o, "disclosed_automation": d}
        for a, o, d in accounts
    ]
    found = actaverba.copies([post("1", "a", TEXT, 0), post("2", "b", TEXT, 1)], told)
    assert standing(found)[explanation] == status
    expected = "not_enough_evidence" if status == "supported" else "weak"
    assert found.findings[1].grade == expected


def test_a_template_is_named() -> None:
    found = actaverba.copies(weather())
    assert found.clusters.select(["template", "slots"]).to_pylist() == [
        {"template": "Weather in ⟨number⟩ degrees, light wind from the west, no rain until the"
         " evening", "slots": "number"}
    ]  # fmt: skip
    assert standing(found)["template"] == "supported"
    assert found.findings[1].grade == "not_enough_evidence"


def test_versions_changed_here_and_there_are_no_template() -> None:
    words = TEXT.split()
    texts = [" ".join([*words[:n], "rather", *words[n + 1 :]]) for n in range(1, 6)]
    found = actaverba.copies([post(str(n), str(n), t, n) for n, t in enumerate([TEXT, *texts])])
    assert found.clusters.select(["versions", "template"]).to_pylist() == [
        {"versions": 6, "template": None}
    ]


def test_short_texts_are_no_evidence() -> None:
    found = actaverba.copies([post("1", "a", "Thank you!", 0), post("2", "b", "thank you", 1)])
    assert found.clusters.select(["posts", "is_short"]).to_pylist() == [
        {"posts": 2, "is_short": True}
    ]
    assert [f.message for f in found.findings] == ["clusters.count"]


def test_what_is_not_compared_is_counted() -> None:
    rows = [
        post("1", "a", TEXT, 0), post("1", "a", TEXT, 0), post("2", "b", TEXT, 1, repost_of="1"),
        post("3", "c", None), post("4", "d", "😀"),
    ]  # fmt: skip
    counted = {r["what"]: r["n"] for r in actaverba.copies(rows).left_out.to_pylist()}
    assert {k: counted[k] for k in ("repeated_rows", "reposts", "nothing_left")} == {
        "repeated_rows": 1, "reposts": 1, "nothing_left": 2
    }  # fmt: skip
    assert actaverba.copies(rows, reposts=True).clusters["posts"].to_pylist() == [2]


def test_one_account_repeating_itself_is_counted_only() -> None:
    found = actaverba.copies([post("1", "a", TEXT, 0), post("2", "a", TEXT, 1)])
    assert said(found) == [
        ("listed", ("1 text is carried by several posts, 2 of 2 in all. 1 is carried by one account"
         " or by none that is known."))
    ]  # fmt: skip


def test_vectors_find_rewordings_and_translations() -> None:
    rows = [
        post("1", "a", TEXT, 0),
        post("2", "b", "Word of ammunition handed over was given by officials this morning", 1),
        post("3", "c", "Das Ministerium hat seine Erklärung zur Lieferung heute veröffentlicht", 2,
             language="de"),
    ]  # fmt: skip
    vectors = {"1": [1.0, 0.0], "2": [0.9, 0.3], "3": [0.8, 0.55]}
    found = actaverba.copies(rows, embeddings=vectors)
    assert found.edges.select(["a", "b", "kind", "cosine"]).to_pylist() == [
        {"a": "1", "b": "2", "kind": "rewording", "cosine": 0.948683},
        {"a": "1", "b": "3", "kind": "translation", "cosine": 0.824042},
        {"a": "2", "b": "3", "kind": "translation", "cosine": 0.960907},
    ]
    assert found.clusters.num_rows == 0
    with pytest.raises(InputError, match="differ in length"):
        actaverba.copies(rows, embeddings={"1": [1.0], "2": [1.0, 2.0]})


def test_a_copied_text_is_an_object_that_accounts_share() -> None:
    rows = [post("1", "a", TEXT, 0), post("2", "b", OTHER, 1), post("3", "c", TEXT),
            post("4", "d", "Thanks", 0), post("5", "e", "Thanks", 0)]  # fmt: skip
    shares = copied(plain("posts", rows))
    name = f"copy:{actaverba.copies(rows).clusters['cluster'][0].as_py()}"
    assert shares.to_pylist() == [
        {"object_id": name, "account_id": a, "content_id": id, "object_kind": "copy", "t": t,
         "place": place}
        for a, id, t, place in (("a", "1", 1748520000, 0), ("b", "2", 1748520001, 1))
    ]  # fmt: skip
    assert copied(plain("posts", rows[3:])).num_rows == 0


def test_the_order_of_rows_means_nothing() -> None:
    rows = [post("1", "a", TEXT, 0), post("2", "b", OTHER, 0), post("3", "c", TEXT),
            post("4", "d", LONG, 9), *weather()]  # fmt: skip
    first = actaverba.copies(rows)
    for seed in range(3):
        other = actaverba.copies([rows[n] for n in np.random.default_rng(seed).permutation(8)])
        assert {n: t.to_pylist() for n, t in other.tables.items()} == {
            n: t.to_pylist() for n, t in first.tables.items()
        }
        assert other.findings == first.findings
