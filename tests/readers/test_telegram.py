"""Exports of Telegram Desktop, in the shape that its writer has."""

from __future__ import annotations

import json

import pytest

from actaverba.errors import InputError
from actaverba.readers import telegram

NOON = "1748520000"


def message(id, text="hello", **more):
    return {"id": id, "type": "message", "date": "2025-05-29T14:00:00", "date_unixtime": NOON,
            "from": "A channel", "from_id": "channel1001", "text": text} | more  # fmt: skip


def chat(*messages, kind="public_channel", id=1001):
    return {"name": "A channel", "type": kind, "id": id, "messages": list(messages)}


TOLD = {"platform": "telegram", "account": "channel1001", "host": "t.me",
        "published": "2025-05-29T12:00:00Z", "published_t": 1748520000}  # fmt: skip


def test_one_chat(into_case):
    parts = ["see ", {"type": "link", "text": "example.org/a"}, " ",
             {"type": "text_link", "text": "here", "href": "https://e.org/b"},
             {"type": "hashtag", "text": " #tag"}]  # fmt: skip
    done = into_case("result.json", json.dumps(chat(
        {"id": 1, "type": "service", "date_unixtime": NOON, "action": "create_channel"},
        message(2, parts, photo="photos/photo_1.jpg"),
        message(3, forwarded_from="Another", reply_to_message_id=2,
                file="a.mp4 (File not included. Change data exporting settings to download.)"),
        message(4, "", poll={"question": "Yes or no?"}, from_id=None),
        {"id": 5, "type": "unsupported"},
    )))  # fmt: skip
    assert done.rows("posts") == [
        TOLD | {"id": "1001/2", "media": "1001/photos/photo_1.jpg",
                "text": "see https://example.org/a here (https://e.org/b) #tag"},
        TOLD | {"id": "1001/3", "text": "hello", "reply_to": "1001/2",
                "repost_of_account": "Another"},
        TOLD | {"id": "1001/4", "text": "Yes or no?"},
    ]  # fmt: skip
    assert done.rows("accounts") == [{"account": "channel1001", "platform": "telegram"}]
    posts, accounts = done.report.files
    assert (posts.file.dataset, accounts.file.dataset) == ("telegram_1001", "telegram_1001")
    assert posts.said[1:] == (
        "lines are the numbers of messages", "left out: messages of type service (1)",
        "left out: messages of type unsupported (1)",
    )  # fmt: skip


def test_a_whole_account_without_what_two_people_write_to_each_other(into_case):
    export = {
        "about": "Here is the data you requested.", "personal_information": {"user_id": 9},
        "chats": {"about": "…", "list": [
            chat(message(1)), chat(message(1, from_id="user5"), kind="personal_chat", id=5),
            chat(message(1, from_id="user7"), kind="private_supergroup", id=1002),
        ]},
        "left_chats": {"about": "…", "list": [chat(message(8), id=1003)]},
    }  # fmt: skip
    done = into_case("result.json", json.dumps(export, indent=1))
    assert [r["id"] for r in done.rows("posts")] == ["1001/1", "1002/1", "1003/8"]
    assert [r["account"] for r in done.rows("accounts")] == ["channel1001", "user7"]
    assert "left out: personal chats (1)" in done.report.files[0].said
    assert done.report.files[0].file.dataset == "telegram"


def test_a_personal_chat_by_itself_does_not_name_the_person_in_ids(into_case):
    done = into_case("a.json", json.dumps(chat(message(1, from_id="user5"), kind="bot_chat", id=5)))
    (post,) = done.rows("posts")
    assert post["id"].startswith("chat_")
    assert not post["id"].startswith("chat_5")
    assert done.rows("accounts") == [
        {"account": "user5", "platform": "telegram", "disclosed_automation": "yes"}
    ]


def test_a_clock_without_its_zone(into_case):
    export = json.dumps(chat(message(1) | {"date_unixtime": None}))
    assert into_case("result.json", export, dry_run=True).refused == [
        (1, "published", "not_an_instant")
    ]
    told = into_case("result.json", export, timezone="Europe/Belgrade")
    assert told.rows("posts") == [TOLD | {"id": "1001/1", "text": "hello"}]


def test_hostile_messages_are_refused_one_by_one(into_case):
    good, last = (
        json.dumps(message(1)),
        json.dumps(message(9, "a\x0bb")).replace("\\u000b", "\\x0B"),
    )
    bad = [
        '{"id": 2, "id": 3}',
        '{"id": NaN}',
        "[" * 20_000 + "]" * 20_000,
        '{"text": "\\ud800"}',
        json.dumps(message(4, date_unixtime="99999999999999999999")),
        "7",
        json.dumps(message(None)),
        json.dumps(message(5, "x" * 2_000_000)),
    ]
    text = '{"name": "n", "type": "public_channel", "id": 1001, "messages": ['
    done = into_case("result.json", text + ",\n".join([good, *bad, last]) + ', {"id": 10, "te')
    assert [r["id"] for r in done.rows("posts")] == ["1001/1", "1001/9"]
    assert done.rows("posts")[1]["text"] == "a\x0bb"
    assert done.refused == [
        (2, "", "broken_json"), (3, "", "broken_json"), (4, "", "broken_json"),
        (5, "", "broken_json"), (6, "published", "not_an_instant"), (7, "", "no_object"),
        (8, "id", "empty"), (9, "text", "cell_too_long"), (11, "", "cut_short"),
    ]  # fmt: skip


def test_a_file_cut_within_a_letter_keeps_what_stands_before(into_case):
    text = json.dumps(chat(message(1, "é"), message(2, "ж")), ensure_ascii=False).encode()
    done = into_case("result.json", text[: text.index("ж".encode()) + 1])
    assert [r["text"] for r in done.rows("posts")] == ["é"]
    assert done.refused == [(2, "", "cut_short")]
    done = into_case("bytes.json", text.replace("é".encode(), b"\xe9"))
    assert done.counts["posts"] == 1
    assert done.refused == [(1, "", "broken_json")]


def test_the_same_file_again_changes_nothing_and_another_chat_is_another_file(into_case):
    one, other = json.dumps(chat(message(1))), json.dumps(chat(message(1), id=1002))
    into_case("result.json", one)
    assert {t.status for t in into_case("result.json", one).report.files} == {"unchanged"}
    done = into_case("result.json", other)
    assert [t.gone for t in done.report.files] == [0, 0]
    assert sorted(r["id"] for r in done.rows("posts")) == ["1001/1", "1002/1"]


def test_what_cannot_be_followed_at_all(into_case):
    for broken in (
        '{"type": "public_channel", "id": 1, "messages": [',
        '{"about": "x", "chats": 5',
    ):
        (failed,) = into_case("result.json", broken).report.failed
        assert isinstance(failed.error, InputError)
        assert failed.error.cure


def test_handles_are_pseudonyms(tmp_path):
    import actaverba

    case = actaverba.new(tmp_path / "a.case", now="2026-01-01T00:00:00Z")
    path = tmp_path / "result.json"
    path.write_text(json.dumps(chat(message(1, from_id="user5", forwarded_from="Ann"))))
    actaverba.read(case, path, now="2026-01-01T00:00:00Z")
    (post,), (account,) = case.table("posts").to_pylist(), case.table("accounts").to_pylist()
    assert post["account"] == account["account"]
    assert post["account"].startswith("acc_")
    assert post["repost_of_account"].startswith("acc_")


@pytest.mark.parametrize(
    ("head", "is_telegram"),
    [
        ('{"name":"n","type":"t","id":1,"messages":[', True),
        ('{"about":"x","contacts":{"about":"y","list":[', True),
        ('[{"type":"t","id":1,"messages":[]}]', False), ('{"id":1,"type":"t"}', False), ("", False),
    ],
)  # fmt: skip
def test_it_is_known_by_its_start(head, is_telegram):
    assert telegram.recognises(head) is is_telegram
