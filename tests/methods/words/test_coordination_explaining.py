"""Each innocent explanation: with all facts on record, with a part of them, with none."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import numpy as np
import pytest

from actaverba.methods.words.coordination.explaining import judged
from tests.methods.words.coordination_world import World, groups, statuses

BY_RECORD = ("single_feed", "benign_automation", "syndicated_wire", "audience", "own_speed")


@pytest.fixture(autouse=True)
def without_power(monkeypatch: pytest.MonkeyPatch) -> None:
    """Planting teams beside each explained group takes a second and says nothing here."""
    method = import_module("actaverba.methods.words.coordination.coordination")
    monkeypatch.setattr(method, "planted", lambda *_, **_named: [])


def only(world: World, **settings: Any) -> Any:
    """The one group that is told."""
    found = groups(world.run(**settings))
    assert len(found) == 1, [f.subject for f in found]
    return found[0]


@pytest.mark.parametrize(
    ("fits", "known", "of", "expected"),
    [
        (8, 10, 10, "supported"), (7, 10, 10, "ruled_out"),
        # A part is known, and agrees.
        (4, 4, 10, "supported"), (2, 2, 10, "plausible"), (1, 1, 10, "not_examined"),
        # A part is known, and does not agree: the rest may turn it, or not.
        (5, 7, 10, "not_examined"), (3, 6, 10, "ruled_out"),
        (0, 0, 10, "not_examined"),
    ],
)  # fmt: skip
def test_how_a_rule_stands(fits: int, known: int, of: int, expected: str) -> None:
    assert judged(fits, known, of, least=80) == expected


def test_with_nothing_on_record_nothing_is_ruled_out_that_the_record_decides() -> None:
    world = World()
    world.tie("team", 6)
    found = only(world)
    told = statuses(found)
    assert {told[e] for e in BY_RECORD} == {"not_examined"}
    assert (told["scheduling"], told["follower"]) == ("ruled_out", "ruled_out")
    assert (told["template"], told["lawful_activism"]) == ("not_examined", "not_examined")
    assert found.grade == "weak"
    assert found.message == "group.unexplained"
    assert "a single feed (whose accounts they are)" in found.params["open"]


def test_with_everything_on_record_against_it_a_group_is_moderate() -> None:
    world = World()
    for nth, member in enumerate(world.tie("team", 6)):
        world.on_record([member], owner=f"owner {nth}", disclosed_automation="no")
    world.published()
    for nth, thing in enumerate(world.objects):
        thing |= {"author": f"author{nth % 40}", "host": f"h{nth % 30}.example"}
    found = only(world)
    told = statuses(found)
    assert {told[e] for e in BY_RECORD} == {"ruled_out"}
    assert found.grade == "moderate"


def test_one_owner() -> None:
    world = World()
    world.on_record(world.tie("sister", 4), owner="A house")
    found = only(world)
    assert statuses(found)["single_feed"] == "supported"
    assert (found.grade, found.message) == ("not_enough_evidence", "group.explained")
    assert [e.role for e in found.evidence if e.table == "accounts"] == ["names the owner"] * 4


@pytest.mark.parametrize(
    ("known", "expected"), [(3, "supported"), (2, "plausible"), (1, "not_examined")]
)
def test_one_owner_of_whom_a_part_is_known(known: int, expected: str) -> None:
    world = World()
    world.on_record(world.tie("sister", 8)[:known], owner="A house")
    found = only(world)
    assert statuses(found)["single_feed"] == expected
    why = next(i.why for i in found.innocent if i.explanation == "single_feed")
    assert f"{known} " in why
    assert "8 accounts" in why


def test_accounts_of_one_outlet_have_one_owner() -> None:
    world = World()
    world.on_record(world.tie("desk", 4), host="daily.example")
    assert statuses(only(world))["single_feed"] == "supported"


def test_disclosed_automation_and_unknown_answers() -> None:
    world = World()
    members = world.tie("feed", 5)
    world.on_record(members[:3], disclosed_automation="yes")
    world.on_record(members[3:], disclosed_automation="unknown")
    assert statuses(only(world))["benign_automation"] == "supported"


def test_accounts_that_say_they_are_not_automated() -> None:
    world = World()
    members = world.tie("feed", 5)
    world.on_record(members[:2], disclosed_automation="no")
    assert statuses(only(world))["benign_automation"] == "ruled_out"


def outlets(world: World, host: str = "agency.example") -> list[str]:
    members = world.tie("outlet", 8)
    for nth, member in enumerate(members):
        world.on_record([member], host=f"paper{nth}.example")
    world.published(host=host)
    return members


def test_a_wire() -> None:
    world = World()
    outlets(world)
    found = only(world)
    assert statuses(found)["syndicated_wire"] == "supported"
    assert {e.role for e in found.evidence} == {
        "shared together", "names its outlet", "names the host"
    }  # fmt: skip


def test_a_wire_of_which_less_is_known() -> None:
    world = World()
    outlets(world)
    world.accounts = world.accounts[:4]
    assert statuses(only(world))["syndicated_wire"] == "supported"
    world.accounts = world.accounts[:2]
    assert statuses(only(world))["syndicated_wire"] == "plausible"
    world.accounts = []
    assert statuses(only(world))["syndicated_wire"] == "not_examined"


def test_outlets_with_items_of_many_hosts_are_no_wire() -> None:
    world = World()
    outlets(world)
    for nth, thing in enumerate(world.objects):
        thing["host"] = f"h{nth}.example"
    assert statuses(only(world))["syndicated_wire"] == "ruled_out"


def fans(world: World) -> list[str]:
    # Sooner or later, as it comes: own speeds do not explain it.
    moods = world.chance.integers(0, 500, 100)
    members = world.tie("fan", 6, own=True, at=10)
    things = sorted({r[0] for r in world.rows if r[0].startswith("fan-")})
    shift = {thing: int(moods[n]) for n, thing in enumerate(things)}
    world.rows = [(o, a, t + shift.get(o, 0)) for o, a, t in world.rows]
    world.published()
    for thing in world.objects:
        if thing["object_id"].startswith("fan-"):
            thing["author"] = "author"
    return members


def test_the_audience_of_one_author() -> None:
    world = World()
    fans(world)
    found = only(world)
    told = statuses(found)
    # They survive the pair test, since what they share besides is shared at any time.
    assert (told["audience"], told["own_speed"]) == ("supported", "supported")
    assert "names the author" in {e.role for e in found.evidence}


def test_the_audience_where_authors_are_known_in_part_and_publication_is_not() -> None:
    world = World()
    fans(world)
    mine = [o for o in world.objects if o["object_id"].startswith("fan-")]
    for nth, thing in enumerate(mine):
        thing["published"] = None
        if nth >= 5:
            thing["author"] = None
    told = statuses(only(world))
    # Counted since the first share, which is one of theirs, they only react at once.
    assert (told["audience"], told["own_speed"]) == ("supported", "supported")
    for thing in mine:
        thing["author"] = None
    assert statuses(only(world))["audience"] == "not_examined"


def test_many_authors_are_no_audience_of_one() -> None:
    world = World()
    fans(world)
    for nth, thing in enumerate(world.objects):
        thing["author"] = f"author{nth}"
    assert statuses(only(world))["audience"] == "ruled_out"


def on_the_minute(world: World, name: str, accounts: int) -> None:
    world.tie(name, accounts)
    world.rows = [
        (o, a, t - t % 3600 + int(world.chance.integers(0, 3)) if a.startswith(name) else t)
        for o, a, t in world.rows
    ]


def test_scheduling() -> None:
    world = World()
    on_the_minute(world, "plan", 5)
    assert statuses(only(world))["scheduling"] == "supported"


def test_scheduling_is_not_examined_where_times_are_given_to_the_minute() -> None:
    world = World()
    world.tie("team", 5)
    world.rows = [(o, a, t - t % 60) for o, a, t in world.rows]
    assert statuses(only(world))["scheduling"] == "not_examined"


def test_one_follows_the_other() -> None:
    world = World()
    world.tie("pair", 2, lag=lambda nth: 40 * nth + int(world.chance.integers(0, 20)))
    assert groups(world.run()) == []
    found = only(world, pairs=True)
    assert (statuses(found)["follower"], found.grade) == ("supported", "not_enough_evidence")


def test_one_whom_several_follow_may_be_followed() -> None:
    world = World()
    world.tie("many", 5, lag=lambda nth: 20 * (nth > 0) + int(world.chance.integers(0, 15)))
    found = only(world)
    assert (statuses(found)["follower"], found.grade) == ("plausible", "weak")


@pytest.mark.parametrize("known", [True, False])
def test_accounts_that_each_react_at_a_speed_of_their_own(known: bool) -> None:
    world = World()
    world.tie(
        "alert",
        8,
        own=True,
        at=14,
        lag=lambda nth: 20 + int(world.chance.exponential(20 + 5 * nth)),
    )
    world.published(known=known)
    found = only(world)
    assert (statuses(found)["own_speed"], found.grade) == ("supported", "not_enough_evidence")
    assert found.params["explained"] == ["own speed of reaction"]


def test_removing_facts_never_rules_out_what_they_supported() -> None:
    """Four tenths of what is on record are taken out, again and again."""
    world = World()
    world.on_record(world.tie("sister", 6), owner="A house", disclosed_automation="yes")
    fans(world)
    whole = {f.subject: statuses(f) for f in groups(world.run())}
    accounts, objects = list(world.accounts), list(world.objects)
    for seed in range(6):
        chance = np.random.default_rng(seed)
        world.accounts = [
            {c: v for c, v in row.items() if c in ("account", "platform") or chance.random() > 0.4}
            for row in accounts
        ]
        world.objects = [
            {
                c: v if c == "object_id" or chance.random() > 0.4 else None
                for c, v in row.items()
            }
            for row in objects
        ]  # fmt: skip
        for found in groups(world.run()):
            if found.subject in whole:
                before, after = whole[found.subject], statuses(found)
                worse = {
                    e for e, s in after.items() if s == "ruled_out" and before[e] == "supported"
                }
                assert worse == set(), (seed, found.subject)
