"""The method as a whole: groups, tables, findings, and what may change nothing."""

from __future__ import annotations

import json

import numpy as np
import pytest

import actaverba
from actaverba.errors import BadSetting, NotApplicable
from actaverba.methods.words.coordination import rates
from actaverba.vocabulary.manifest import manifest
from actaverba.vocabulary.messages import render
from tests.methods.words.coordination_world import World, groups, statuses


def said(finding: object) -> str:
    method = manifest("coordination")
    return render(method.messages[finding.message], finding.params)  # type: ignore[attr-defined]


def test_a_team_is_told_with_what_carries_it() -> None:
    world = World()
    team = world.tie("team", 5)
    result = world.run()
    assert result.members["account"].to_pylist() == team
    row = result.groups.to_pylist()[0]
    expected = {
        "group": 1, "accounts": 5, "pairs": 10, "density": 1.0, "objects": 8, "meetings": 80,
        "sittings": 8, "listed": 80, "window": 10, "surviving": 10, "grade": "weak", "nth_pass": 2,
    }  # fmt: skip
    assert {c: row[c] for c in expected} == expected
    assert row["p"] < 1e-12
    pair = result.pairs.to_pylist()[0]
    assert {c: pair[c] for c in ("a", "b", "met", "shared", "survives_reaction")} == {
        "a": "team00", "b": "team01", "met": 8, "shared": 8, "survives_reaction": True,
    }  # fmt: skip
    assert result.edges.num_rows == 10
    edge = result.edges.to_pylist()[0]
    own = [m for m in result.meetings.to_pylist() if (m["a"], m["b"]) == ("team00", "team01")]
    assert len(own) == edge["weight"] == 8
    assert edge == {
        "a": "team00", "b": "team01", "weight": 8, "group": 1,
        "first": min(m[at] for m in own for at in ("a_at", "b_at")),
        "last": max(m[at] for m in own for at in ("a_at", "b_at")),
    }  # fmt: skip
    assert set(result.objects["accounts"].to_pylist()) == {5}
    assert max(result.meetings["seconds"].to_pylist()) <= 10
    found = groups(result)[0]
    assert (found.value, found.unit, found.n) == (5.0, "ACCOUNTS", 8)
    assert {(e.table, e.role) for e in found.evidence} == {("shares", "shared together")}
    assert len(found.evidence) == 40
    assert "Coordination cannot be excluded" in said(found)
    assert "was not measured yet" in said(found) or "Innocent look-alikes" in said(found)


def test_four_findings_are_kept_apart() -> None:
    world = World()
    world.tie("team", 5)
    result = world.run()
    told = {f.question: f.grade for f in result.findings}
    assert told == {
        "who moves together": "weak", "inauthenticity": "not_enough_evidence",
        "intent": "not_enough_evidence", "foreign link": "not_enough_evidence",
        "what was left out": "listed",
    }  # fmt: skip
    for finding in result.findings[1:4]:
        assert said(finding).startswith("Timing cannot show")


def test_nothing_found_is_said_beside_what_could_be_found() -> None:
    result = World().run()
    finding = result.findings[0]
    assert (finding.message, finding.grade) == ("group.none", "not_enough_evidence")
    assert "a group of three would have had to meet at 3 objects within 10 seconds" in said(finding)
    assert "acta simulate" in said(finding)
    assert [row["window"] for row in result.power.to_pylist()] == [10, 60, 600]
    assert result.groups.num_rows == result.pairs.num_rows == result.meetings.num_rows == 0


def test_no_share_at_all() -> None:
    columns = ("object_id", "account_id", "content_id", "object_kind", "t")
    result = actaverba.coordination([dict.fromkeys(columns)][:0])
    assert result.findings[0].message == "group.none"
    with pytest.raises(NotApplicable, match="needs rows in shares or posts"):
        actaverba.coordination()


def test_explained_groups_are_set_aside_and_come_last() -> None:
    world = World()
    world.on_record(world.tie("sister", 8, first=40), owner="A house")
    world.tie("team", 5)
    result = world.run()
    told = result.groups.to_pylist()
    assert [(g["accounts"], g["grade"], g["nth_pass"]) for g in told] == [
        (5, "weak", 2), (8, "not_enough_evidence", 1),
    ]  # fmt: skip
    assert told[1]["explained_by"] == "single_feed"


def test_groups_that_hang_together_by_one_pair_are_two() -> None:
    world = World()
    world.on_record(world.tie("sister", 8, first=40), owner="A house")
    world.tie("team", 5)
    for n in range(6):
        moment = 3_000_000 + 5_000 * n
        world.rows += [(f"o{100 + n}", a, moment + k) for k, a in enumerate(("sister00", "team00"))]
    result = world.run()
    assert [(g["accounts"], g["grade"]) for g in result.groups.to_pylist()][1:] == [
        (8, "not_enough_evidence")
    ]
    team = result.members.to_pylist()[: result.groups["accounts"].to_pylist()[0]]
    assert {m["account"] for m in team} >= {f"team{n:02}" for n in range(5)}
    assert {m["account"] for m in team if m["partners"] == 1} <= {"sister00"}


def test_groups_of_two_are_told_only_when_asked_for() -> None:
    world = World()
    world.tie("two", 2)
    quiet = world.run()
    assert groups(quiet) == []
    limits = {r["name"]: r["value"] for r in quiet.limits.to_pylist()}
    assert limits["groups_too_small_to_tell"] == 1
    assert "1 group with fewer than 3 accounts is not told" in said(quiet.findings[-1])
    assert [f.value for f in groups(world.run(pairs=True))] == [2.0]


def test_the_order_of_rows_means_nothing() -> None:
    world = World()
    world.on_record(world.tie("sister", 4, first=40), owner="A house")
    world.tie("team", 5)
    world.published(host="one.example", author="author")
    first = world.run()
    chance = np.random.default_rng(3)
    posts = {r: f"c{n}" for n, r in enumerate(world.rows)}
    tables = world.tables()
    tables["shares"] = tables["shares"].take(chance.permutation(len(posts)))
    tables["accounts"] = tables["accounts"][::-1]
    tables["objects"] = tables["objects"][::-1]
    again = actaverba.coordination(**tables)
    for name, table in first.tables.items():
        assert again.tables[name].to_pylist() == table.to_pylist(), name
    assert again.findings == first.findings


def test_a_post_with_many_objects_is_one_meeting() -> None:
    """Four accounts that passed on one post with its twelve hashtags met once."""
    world = World()
    for n in range(12):
        world.rows += [(f"o{n:03}", f"once{k}", 2_000_000 + k) for k in range(4)]
    assert groups(world.run()) == []
    world.tie("team", 4)
    # What is met by other moments counts as before.
    assert [f.n for f in groups(world.run())] == [8]


def test_meetings_of_one_sitting_are_said_to_be_so() -> None:
    world = World()
    world.tie("team", 5)
    world.rows = [
        (o, a, 2_000_000 + 60 * int(o[1:]) + t % 10 if a.startswith("team") else t)
        for o, a, t in world.rows
    ]
    result = world.run()
    assert result.groups["sittings"].to_pylist() == [1]
    assert "All of it lies in one sitting" in said(groups(result)[0])


def test_posts_give_shares_and_what_is_known_of_objects() -> None:
    world = World()
    world.tie("team", 5, own=True, at=10)
    # Each item is taken up at another time after its publication, by all at once.
    late = {f"team-item{k}": 60 * k for k in range(10)}
    posts = [
        {
            "id": f"p{n}", "platform": "x", "account": a, "repost_of": o,
            "published": f"{np.datetime64(t + late.get(o, 0), 's')}Z",
            "repost_of_account": "author" if o in late else f"by {o}",
        }
        for n, (o, a, t) in enumerate(world.rows)
    ]  # fmt: skip
    result = actaverba.coordination(posts=posts)
    found = groups(result)[0]
    assert {e.table for e in found.evidence} == {"posts"}
    assert set(result.objects["author"].to_pylist()) == {"author"}
    shares = world.shares().slice(0, 30)
    assert actaverba.coordination(shares, posts=posts).findings[0].message == "group.none"
    asked = actaverba.coordination(shares, posts=posts, take_from="posts", kinds="repost")
    assert groups(asked)[0].subject == found.subject
    with pytest.raises(NotApplicable, match="needs rows in posts"):
        actaverba.coordination(shares, take_from="posts")


def test_a_group_is_named_by_its_members() -> None:
    world = World()
    world.tie("team", 5)
    before = groups(world.run())[0].subject
    world.tie("other", 6, first=60)
    after = {f.subject for f in groups(world.run())}
    assert before in after
    assert len(after) == 2


def test_rows_on_record_that_differ_are_taken_in_one_order() -> None:
    world = World()
    members = world.tie("team", 5)
    world.on_record(members, owner="B house")
    world.accounts += [
        {"account": m, "platform": "y", "owner": "A house", "disclosed_automation": "unknown"}
        for m in members
    ]
    assert set(world.run().members["owner"].to_pylist()) == {"A house"}


@pytest.mark.parametrize("windows", ["", "ten", "-1", "10,x", "99999999"])
def test_windows_are_whole_seconds(windows: str) -> None:
    with pytest.raises(BadSetting, match="--windows cannot be"):
        actaverba.coordination(World().shares().slice(0, 9), windows=windows)


def test_windows_are_taken_in_any_order() -> None:
    world = World()
    world.tie("team", 5)
    one, other = world.run(windows=(10, 60)), world.run(windows="60,10,10")
    assert one.groups.to_pylist() == other.groups.to_pylist()


def test_far_times_and_odd_names_do_no_harm() -> None:
    world = World()
    world.tie("</script>\u202e=HYPERLINK(", 4)
    world.rows += [("http://[", "a001", -62_135_596_800), ("o001", "a001", 253_402_300_799)]
    assert groups(world.run())[0].value == 4.0


def test_findings_can_be_kept_as_json() -> None:
    world = World()
    world.on_record(world.tie("sister", 4), owner="A house")
    for finding in world.run().findings:
        assert json.loads(json.dumps(finding.params)) == finding.params
        assert "None" not in said(finding)


def test_measured_rates_stand_in_every_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    rate = {"look_alike": "fans", "separated": False, "metadata": "all", "worlds": 200,
            "with_group": 30, "low": 0.106, "high": 0.204}  # fmt: skip
    team = {"team": "strong", "teams": 40, "found": 40, "low": 0.91, "high": 1.0}
    made = rates.Rates("2026-11-25", "200 worlds", (rate, {**rate, "separated": True}), (team,))
    assert made.base_rate == 0.15
    assert made.of_look_alikes() == (
        "Innocent look-alikes that timing does not separate gave a group in simulated worlds:"
        " fans, with all of the record, in 30 of 200 (0.11 to 0.20) (200 worlds; measured on"
        " 25 November 2026)."
    )
    assert made.of_teams().startswith("Of teams planted in simulated worlds were found: strong 40")
    monkeypatch.setattr("actaverba.methods.words.coordination.telling.rates", lambda: made)
    world = World()
    world.tie("team", 5)
    found = groups(world.run())[0]
    assert "fans, with all of the record" in said(found)
    assert found.base_rate == 0.15


def test_statuses_are_those_of_the_vocabulary() -> None:
    world = World()
    world.tie("team", 5)
    assert set(statuses(groups(world.run())[0]).values()) <= {
        "supported", "plausible", "ruled_out", "not_examined"
    }  # fmt: skip


def test_too_many_meetings_are_counted_in_part_and_that_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world = World()
    world.tie("team", 9)
    whole = world.run()
    monkeypatch.setattr("actaverba.methods.words.coordination.meeting.MOST_MEETINGS", 100)
    part = world.run()
    assert part.members["account"].to_pylist() == whole.members["account"].to_pylist()
    assert part.pairs.num_rows == whole.pairs.num_rows == 36
    assert part.groups["meetings"].to_pylist()[0] < whole.groups["meetings"].to_pylist()[0] == 288
    assert "the first" not in said(whole.findings[-1])
    assert "too many meetings to count all" in said(part.findings[-1])
