"""What posts share, and what they tell of the posts that they pass on."""

from __future__ import annotations

import random
import warnings

import pyarrow as pa
import pytest

from actaverba.engine.portable import objects
from actaverba.engine.portable.objects import known_objects, objects_of
from actaverba.engine.typed import plain
from actaverba.errors import BadSetting

NOON = "2025-01-01T12:00:00Z"
T = 1735732800


def post(id, account="ann", **more):
    return {"id": id, "platform": "x", "account": account, "published": NOON, **more}


POSTS = plain(
    "posts",
    [
        post(
            "1",
            text="https://m.example.org/a?utm_source=x, (HTTP://example.org/a). #Тест ＃ＴＥＳＴ",
        ),
        post(
            "2",
            "ben",
            text="no#tag https://e.org/x#frag #12 #12a",
            repost_of="1",
            repost_of_account="ann",
            media="3_5; sha256:ab",
        ),
        post("3", account=None, text="https://example.org/a"),
        {**post("4"), "published": None, "text": "https://example.org/a"},
        post("5", "cid", reply_to="9", text="#tag #TAG #tag"),
        post("6", "cid", repost_of="8", repost_of_account="dan"),
    ],
)


def told(table):
    return [(r["object_kind"], r["object_id"], r["account_id"], r["content_id"], r["place"])
            for r in table.to_pylist()]  # fmt: skip


def test_all_objects_of_posts():
    made = objects_of(POSTS, objects.KINDS)
    assert made.schema == objects.SHARES
    assert set(made["t"].to_pylist()) == {T}
    assert told(made) == [
        ("domain", "example.org", "ann", "1", 0),
        ("hashtag", "#test", "ann", "1", 0),
        ("hashtag", "#тест", "ann", "1", 0),
        ("url", "https://example.org/a", "ann", "1", 0),
        ("domain", "e.org", "ben", "2", 1),
        ("hashtag", "#12a", "ben", "2", 1),
        ("media", "media::sha256:ab", "ben", "2", 1),
        ("media", "media:x:3_5", "ben", "2", 1),
        ("repost", "repost:x:1", "ben", "2", 1),
        ("url", "https://e.org/x", "ben", "2", 1),
        ("hashtag", "#tag", "cid", "5", 4),
        ("reply", "reply:x:9", "cid", "5", 4),
        ("repost", "repost:x:8", "cid", "6", 5),
    ]


@pytest.mark.parametrize("kind", objects.KINDS)
def test_one_kind_is_a_part_of_all(kind):
    every = objects_of(POSTS, objects.KINDS).to_pylist()
    assert objects_of(POSTS, [kind]).to_pylist() == [r for r in every if r["object_kind"] == kind]


def test_what_one_decision_shares_counts_once():
    """No domain beside its address, and of a post that passes on another only that one."""
    assert told(objects_of(POSTS)) == [
        ("hashtag", "#test", "ann", "1", 0),
        ("hashtag", "#тест", "ann", "1", 0),
        ("url", "https://example.org/a", "ann", "1", 0),
        ("repost", "repost:x:1", "ben", "2", 1),
        ("hashtag", "#tag", "cid", "5", 4),
        ("reply", "reply:x:9", "cid", "5", 4),
        ("repost", "repost:x:8", "cid", "6", 5),
    ]


def test_neither_pieces_nor_order_matter(monkeypatch):
    whole = told(objects_of(POSTS))
    monkeypatch.setattr(objects, "BATCH", 2)
    assert told(objects_of(POSTS)) == whole
    order = list(range(POSTS.num_rows))
    random.Random(1).shuffle(order)
    shuffled = told(objects_of(POSTS.take(order)))
    assert sorted(row[:4] for row in shuffled) == sorted(row[:4] for row in whole)


def test_what_is_known_of_posts_that_are_passed_on():
    assert known_objects(POSTS).to_pylist() == [
        {"object_id": "repost:x:1", "object_kind": "repost", "author": "ann", "host": None,
         "published": NOON, "published_t": T},
        {"object_id": "repost:x:8", "object_kind": "repost", "author": "dan", "host": None,
         "published": None, "published_t": None},
    ]  # fmt: skip


def test_no_posts_have_no_objects():
    none = POSTS.slice(0, 0)
    assert objects_of(none) == objects.SHARES.empty_table()
    assert known_objects(none).schema == objects.OBJECTS


def test_unknown_kinds_are_refused():
    with pytest.raises(BadSetting, match="no objects of kind 'hashtags'") as refusal:
        objects_of(POSTS, ["hashtags"])
    assert refusal.value.cure.startswith("Did you mean hashtag?")
    assert objects_of(POSTS, ["copy"]).num_rows == 0


def test_hostile_texts():
    texts = [
        "https://" * 200,
        "#" * 1000,
        "https://\u202eexample.org",
        "http://[::1",
        "\x00#a",
        None,
    ]
    posts = plain("posts", [post(str(n)) for n in range(len(texts))]).set_column(
        8, "text", pa.array(texts)
    )
    assert posts.column_names[8] == "text"
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        made = objects_of(posts)
    assert [r for r in told(made) if r[0] == "hashtag"] == [("hashtag", "#a", "ann", "4", 4)]
