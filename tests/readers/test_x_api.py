"""Pages of the X API v2, in the shape of its data dictionary."""

from __future__ import annotations

import json

import pytest

from actaverba.readers import x_api
from actaverba.readers.x_api.post import published

URL = {"url": "https://t.co/a", "expanded_url": "https://bit.ly/x",
       "unwound_url": "https://e.org/a?utm_source=t"}  # fmt: skip
PICTURE = {"url": "https://t.co/ab", "expanded_url": "https://x.com/u/status/1/photo/1",
           "media_key": "3_9"}  # fmt: skip
PAGE = {
    "data": [
        {"id": "101", "author_id": "11", "created_at": "2025-05-29T12:00:00.000Z", "lang": "en",
         "text": "See https://t.co/a #tag https://t.co/ab", "edit_history_tweet_ids": ["101"],
         "entities": {"urls": [URL, PICTURE]}, "attachments": {"media_keys": ["3_9"]},
         "referenced_tweets": [{"type": "replied_to", "id": "99"}, {"type": "quoted", "id": "5"}]},
        {"id": "102", "author_id": "12", "created_at": "2025-05-29T12:00:10.000Z", "lang": "en",
         "text": "RT @ann: cut sho…", "referenced_tweets": [{"type": "retweeted", "id": "100"}]},
        {"id": "103", "author_id": "12", "created_at": "2025-05-29T12:00:20.000Z",
         "text": "RT @bob: gone", "referenced_tweets": [{"type": "retweeted", "id": "98"}],
         "entities": {"mentions": [{"start": 3, "username": "bob", "id": "14"}]}},
    ],
    "includes": {
        "users": [{"id": "11", "username": "me", "name": "Me"},
                  {"id": "13", "username": "ann", "name": "A Ministry",
                   "verified_type": "government"}],
        "tweets": [{"id": "100", "author_id": "13", "created_at": "2025-05-29T11:00:00.000Z",
                    "text": "short", "attachments": {"media_keys": ["7_1"]},
                    "note_tweet": {"text": "not cut short https://t.co/a",
                                   "entities": {"urls": [URL]}}}],
        "media": [{"media_key": "3_9", "type": "photo"}],
    },
    "meta": {"result_count": 3, "next_token": "n"},
}  # fmt: skip
TOLD = {"platform": "x", "host": "x.com"}
POSTS = [
    TOLD | {"id": "101", "account": "11", "published": "2025-05-29T12:00:00.000Z",
            "published_t": 1748520000, "language": "en", "reply_to": "99", "media": "3_9",
            "text": "See https://e.org/a?utm_source=t #tag",
            "url": "https://x.com/i/web/status/101"},
    TOLD | {"id": "102", "account": "12", "published": "2025-05-29T12:00:10.000Z",
            "published_t": 1748520010, "language": "en", "repost_of": "100",
            "repost_of_account": "13", "media": "7_1",
            "text": "RT @ann: not cut short https://e.org/a?utm_source=t",
            "url": "https://x.com/i/web/status/102"},
    TOLD | {"id": "103", "account": "12", "published": "2025-05-29T12:00:20.000Z",
            "published_t": 1748520020, "repost_of": "98", "repost_of_account": "14",
            "text": "RT @bob: gone", "url": "https://x.com/i/web/status/103"},
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.json", json.dumps(PAGE)), ("b.json", json.dumps(PAGE, indent=2)),
        ("c.json", json.dumps([PAGE, {"meta": {"result_count": 0}}], indent=1)),
        ("d.jsonl", json.dumps(PAGE) + "\n\n" + json.dumps({"meta": {"result_count": 0}})),
        ("e.json", json.dumps(PAGE, indent=2) + "\n" + json.dumps({"data": []}, indent=2)),
    ],
)  # fmt: skip
def test_pages_however_they_stand_in_a_file(into_case, name, text):
    done = into_case(name, text)
    assert done.rows("posts") == POSTS
    assert done.rows("accounts") == [
        {"account": "11", "platform": "x"},
        {"account": "13", "platform": "x", "owner": "A Ministry"},
    ]
    assert done.rows("objects") == [
        {"object_id": "repost:x:100", "object_kind": "repost", "author": "13",
         "published": "2025-05-29T11:00:00.000Z", "published_t": 1748516400},
    ]  # fmt: skip
    assert done.refused == []


def test_a_line_for_each_table_and_the_same_again_is_unchanged(into_case):
    first = into_case("a.jsonl", json.dumps(PAGE))
    assert first.counts == {"posts": 3, "accounts": 2, "objects": 1}
    again = into_case("a.jsonl", json.dumps(PAGE))
    assert [t.status for t in again.report.files] == ["unchanged"] * 3


def test_one_table_is_taken_where_it_is_asked_for(into_case):
    done = into_case("a.jsonl", json.dumps(PAGE), table="accounts", constants={"owner": "Us"})
    assert done.counts == {"accounts": 2}
    assert {r["owner"] for r in done.rows("accounts")} == {"Us"}
    (failed,) = into_case("a.jsonl", json.dumps(PAGE), table="relays").report.failed
    assert failed.error.cure == "Files of this kind fill posts, accounts, objects."


def test_it_is_not_read_in_place(into_case):
    (failed,) = into_case("a.jsonl", json.dumps(PAGE), link=True).report.failed
    assert "cannot be read in place" in failed.error.what


def test_hostile_lines_are_refused_one_by_one(into_case):
    lines = [
        json.dumps(PAGE),
        '{"data": [{"id": "1", "text": "cut',
        '{"data": [], "data": [{}]}',
        "[1]",
        '{"data": [5, {"text": "no id"}]}',
        "{" * 50_000,
        '{"data": [{"id": "2", "text": "\\ud83d"}]}',
        '{"data": {"id": "3", "author_id": 11, "text": 5, "referenced_tweets": 6, "entities": []}}',
    ]
    done = into_case("a.jsonl", "\n".join(lines))
    assert [r["id"] for r in done.rows("posts")] == ["101", "102", "103", "3"]
    assert done.refused == [
        (4, "", "cut_short"), (5, "", "broken_json"), (6, "", "no_object"), (7, "", "no_object"),
        (8, "id", "empty"), (9, "", "cut_short"), (10, "", "broken_json"),
    ]  # fmt: skip


@pytest.mark.parametrize("indent", [None, 2])
def test_a_page_that_is_broken_or_cut_keeps_its_other_posts(into_case, indent):
    text = json.dumps(PAGE, indent=indent)
    done = into_case("page.json", text.replace('"RT @bob: gone"', "NaN"))
    assert [r["id"] for r in done.rows("posts")] == ["101", "102"]
    assert done.counts == {"posts": 2, "accounts": 2, "objects": 1}
    assert done.refused == [(3, "", "broken_json")]
    cut = into_case("page.json", text[: text.index("RT @bob")])
    assert [r["id"] for r in cut.rows("posts")] == ["101", "102"]
    assert cut.refused == [(3, "", "cut_short")]


def test_posts_that_a_tool_has_put_one_a_line(into_case):
    post = PAGE["data"][1] | {
        "author_user": {"id": "12", "username": "cid"},
        "referenced_tweets": [{"type": "retweeted", **PAGE["includes"]["tweets"][0],
                               "author": {"username": "ann"}}],
    }  # fmt: skip
    done = into_case("flat.jsonl", json.dumps(post))
    assert done.rows("posts") == [POSTS[1]]
    assert done.counts == {"posts": 1, "accounts": 1, "objects": 1}


@pytest.mark.parametrize(
    ("post", "time"),
    [
        ({"id": "1275828087666679809"}, "2020-06-24T16:28:14Z"),
        ({"id": "20"}, None),
        ({"id": "1275828087666679809", "created_at": "x"}, "x"),
        ({"id": "9" * 30}, None),
        ({}, None),
    ],
)
def test_a_time_that_only_the_id_tells(post, time):
    assert published(post) == time


@pytest.mark.parametrize(
    ("head", "is_x"),
    [
        (json.dumps(PAGE), True), (json.dumps(PAGE, indent=1)[:200], True),
        ('{"data":{"id":"1","text":"t","author_id":"2"}}', True),
        ('{"data":[{"id":1,"name":"n"}],"meta":{}}', False), ('{"id":"1","text":"t"}', False),
        ('[{"id":1,"text":"a"}]', False), ("", False), ("]]]]{", False),
    ],
)  # fmt: skip
def test_it_is_known_by_its_start(head, is_x):
    assert x_api.recognises(head) is is_x
