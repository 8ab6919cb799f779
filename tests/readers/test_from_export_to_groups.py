"""An export, read and run: the accounts that move together are found in what it holds."""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime

import pytest

import actaverba

START = 1_748_000_000
NOW = "2026-01-01T00:00:00Z"
TEAM = range(30, 36)


def shares():
    """Thirty accounts that share as they like, and six that share twelve things in seconds."""
    chance = random.Random(7)
    made = []
    for thing in range(150):
        first = START + chance.randrange(14 * 86400)
        made += [(who, thing, first + int(chance.expovariate(1 / 14400)))
                 for who in chance.sample(range(36), chance.randrange(2, 9))]  # fmt: skip
    for thing in range(900, 912):
        first = START + chance.randrange(14 * 86400)
        made += [(who, thing, first + 40_000 + chance.randrange(10)) for who in TEAM]
        made += [(who, thing, first + int(chance.expovariate(1 / 14400)))
                 for who in chance.sample(range(30), 8)]  # fmt: skip
    return sorted(made, key=lambda share: share[2])


def telegram():
    chats: dict[int, list[dict[str, object]]] = {}
    for who, thing, t in shares():
        said = chats.setdefault(who, [])
        link = {"type": "link", "text": f"m.news.example.org/{thing}?utm_source={who}"}
        said.append({"id": len(said), "type": "message", "date_unixtime": str(t),
                     "from_id": f"channel{who}", "text": ["look ", link]})  # fmt: skip
    listed = [{"type": "public_channel", "id": who, "messages": m} for who, m in chats.items()]
    return json.dumps({"about": "…", "chats": {"list": listed}})


def x_api():
    short = "https://t.co/a"
    posts = [
        {"id": str(n), "author_id": f"channel{who}", "text": f"look {short}",
         "created_at": datetime.fromtimestamp(t, UTC).isoformat(),
         "entities": {"urls": [{"url": short, "expanded_url": f"https://news.example.org/{thing}"}]}}
        for n, (who, thing, t) in enumerate(shares())
    ]  # fmt: skip
    return json.dumps({"data": posts, "meta": {}})


@pytest.mark.parametrize(("name", "text"), [("result.json", telegram()), ("page.json", x_api())])
def test_a_team_is_found_in_an_export(tmp_path, name, text):
    case = actaverba.new(tmp_path / "a.case", clear_names=True, now=NOW)
    path = tmp_path / name
    path.write_text(text)
    report = actaverba.read(case, path, now=NOW)
    assert [t.refused for t in report.files if t.refused] == []
    actaverba.run(case, "coordination", now=NOW)
    members = case.result("coordination")["results"]["members"].to_pylist()
    found = {m["account"] for m in members}
    assert found == {f"channel{who}" for who in TEAM}
