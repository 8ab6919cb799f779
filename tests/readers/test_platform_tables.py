"""CSV of 4CAT, CrowdTangle and the Meta Content Library, and shares as CooRTweet has them."""

from __future__ import annotations

import csv
import io

import pytest

from actaverba.readers import content_library, crowdtangle, fourcat

NOON, T = "2025-05-29T12:00:00Z", 1748520000


def table(*rows):
    """A CSV of rows; the headers are the keys of the first."""
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0], restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def test_4cat_posts_of_x(into_case):
    row = {
        "id": "5",
        "thread_id": "5",
        "timestamp": "2025-05-29 12:00:00",
        "unix_timestamp": T,
        "link": "https://x.com/ann/status/5",
        "body": "See https://t.co/a #tag",
        "author": "ann",
        "author_id": "11",
        "language_guess": "en",
        "is_retweet": "no",
        "retweeted_user": "",
        "urls": "https://e.org/a?x=1,https://f.org/",
        "images": "https://i.org/1,https://i.org/2",
    }
    again = row | {
        "id": "6",
        "is_retweet": "yes",
        "retweeted_user": "ben",
        "urls": "",
        "images": "",
    }
    done = into_case("export.csv", table(row, again))
    told = {"platform": "x", "account": "11", "host": "x.com", "published": NOON,
            "published_t": T, "language": "en", "url": "https://x.com/ann/status/5"}  # fmt: skip
    assert done.rows("posts") == [
        told | {"id": "5", "media": "https://i.org/1;https://i.org/2",
                "text": "See  #tag\nhttps://e.org/a?x=1 https://f.org/"},
        told | {"id": "6", "text": "See https://t.co/a #tag", "repost_of_account": "ben"},
    ]  # fmt: skip
    assert done.rows("accounts") == [{"account": "11", "platform": "x"}]


def test_4cat_messages_of_telegram(into_case):
    row = {
        "id": "7",
        "thread_id": "chan",
        "chat": "chan",
        "author": "",
        "author_is_bot": "",
        "body": "hello",
        "reply_to": "6",
        "timestamp": "2025-05-29 14:00:00",
        "unix_timestamp": T,
        "author_forwarded_from_name": "Other",
        "author_forwarded_from_username": "other",
        "attachment_data": '{"id": 512, "dc_id": 2}',
    }
    bot = row | {"id": "chan-8", "author": "99", "author_is_bot": "True", "reply_to": "",
                 "attachment_data": "", "author_forwarded_from_username": ""}  # fmt: skip
    done = into_case("export.csv", table(row, bot))
    told = {"platform": "telegram", "host": "t.me", "published": NOON, "published_t": T,
            "text": "hello"}  # fmt: skip
    assert done.rows("posts") == [
        told | {"id": "chan/7", "account": "chan", "reply_to": "chan/6", "media": "512",
                "repost_of_account": "other", "url": "https://t.me/chan/7"},
        told | {"id": "chan/8", "account": "99", "repost_of_account": "Other",
                "url": "https://t.me/chan/8"},
    ]  # fmt: skip
    assert done.rows("accounts") == [
        {"account": "chan", "platform": "telegram"},
        {"account": "99", "platform": "telegram", "disclosed_automation": "yes"},
    ]


def test_4cat_times_are_seconds_or_need_a_zone(into_case):
    row = {"id": "at://1", "thread_id": "1", "timestamp": f"{T}.5", "body": "b", "author": "a.bsky"}
    done = into_case("a.csv", table(row, row | {"id": "2", "timestamp": "2025-05-29 12:00:00"}))
    assert [r["published"] for r in done.rows("posts")] == [NOON]
    assert done.refused == [(3, "published", "not_an_instant")]
    told = into_case(
        "a.csv",
        table(row | {"id": "2", "timestamp": "2025-05-29 14:00:00"}),
        timezone="Europe/Belgrade",
        table="posts",
        constants={"platform": "bluesky"},
    )
    assert told.rows("posts") == [
        {"id": "2", "platform": "bluesky", "account": "a.bsky", "published": NOON,
         "published_t": T, "text": "b"},
    ]  # fmt: skip


def test_crowdtangle(into_case):
    row = {
        "Page Name": "A page",
        "User Name": "apage",
        "Facebook Id": "161",
        "Likes": "1",
        "Post Created": "2025-05-29 12:00:00 UTC",
        "URL": "https://www.facebook.com/apage/posts/8",
        "Message": "Because",
        "Link": "https://bit.ly/x",
        "Final Link": "https://e.org/b",
    }
    own = row | {"URL": row["URL"] + "58/", "Link": "https://www.facebook.com/apage/photos/1",
                 "Final Link": "", "Post Created": "2025-05-29 08:00:00 EDT"}  # fmt: skip
    told = {"platform": "facebook", "account": "161", "host": "facebook.com", "published_t": T}
    done = into_case("export.csv", table(row, own), timezone="America/New_York")
    assert done.rows("posts") == [
        told | {"id": "8", "text": "Because\nhttps://e.org/b", "url": row["URL"],
                "published": "2025-05-29 12:00:00Z"},
        told | {"id": "858", "text": "Because", "url": own["URL"], "published": NOON},
    ]  # fmt: skip
    assert into_case("export.csv", table(row, own), dry_run=True).refused == [
        (3, "published", "not_an_instant")
    ]


def test_the_meta_content_library(into_case):
    row = {
        "id": "901",
        "creation_time": "2025-05-29T12:00:00+00:00",
        "lang": "en",
        "text": "hi",
        "mcl_url": "https://www.facebook.com/mcl/901",
        "post_owner.id": "44",
        "surface.id": "45",
        "link_attachment.link": "https://e.org/a",
        "shared_post_id": "900",
        "multimedia": '[{"type": "photo", "id": "77"}, {"type": "photo", "id": 78}]',
    }
    done = into_case("export.csv", table(row))
    assert done.rows("posts") == [
        {"id": "901", "platform": "facebook", "account": "44", "host": "facebook.com",
         "published": "2025-05-29T12:00:00+00:00", "published_t": T, "language": "en",
         "text": "hi\nhttps://e.org/a", "url": "https://www.facebook.com/mcl/901",
         "repost_of": "900", "media": "77;78"},
    ]  # fmt: skip


def test_shares_as_coortweet_has_them(into_case):
    row = {"object_id": "o", "account_id": "a", "content_id": "1", "timestamp_share": T}
    times = [T, f"{T}.0", NOON, "2025-05-29 14:00:00+02:00", "2025-05-29 12:00:00", f"{T}000", ""]
    text = table(*(row | {"content_id": str(n), "timestamp_share": t} for n, t in enumerate(times)))
    done = into_case("tweets.csv", text)
    assert {(r["content_id"], r["t"]) for r in done.rows("shares")} == {
        (str(n), T) for n in range(4)
    }
    told = [(r.line, r.message) for t in done.report.files for r in t.refused]
    assert told == [
        (6, "'2025-05-29 12:00:00' is a local time without its offset"),
        (7, f"'{T}000' is out of range; are these milliseconds?"), (8, "is empty"),
    ]  # fmt: skip
    again = into_case("tweets.csv", text, timezone="UTC")
    assert len(again.rows("shares")) == 5


def test_a_mapping_by_hand_reads_by_headers_whatever_the_file_is(into_case):
    row = {"id": "5", "thread_id": "9", "timestamp": NOON, "body": "b", "author": "ann"}
    done = into_case("export.csv", table(row), table="posts",
                     columns={"text": "thread_id", "published": "timestamp"})  # fmt: skip
    assert done.rows("posts") == [{"id": "5", "text": "9", "published": NOON, "published_t": T}]


@pytest.mark.parametrize(
    ("reader", "headers"),
    [(fourcat, "id,thread_id,timestamp,author,body"),
     (crowdtangle, "Page Name;User Name;Facebook Id;Created;Likes;URL;Message"),
     (crowdtangle, "Account,User Name,Post Created,Likes,URL,Description"),
     (content_library, "id,creation_time,text,surface.id")],
)  # fmt: skip
def test_they_are_known_by_their_headers(reader, headers):
    known = [r for r in (fourcat, crowdtangle, content_library) if r.recognises(headers + "\n")]
    assert known == [reader]
    assert not reader.recognises("id,text\n")
    assert not reader.recognises('"' + headers)
