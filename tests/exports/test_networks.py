"""Networks of a case: from shares to a file for Gephi, under pseudonyms, never over other files."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pyarrow import parquet

import actaverba
from actaverba.errors import ActaError, NotApplicable
from actaverba.exports.networks import methods_with_networks, places
from tests.exports.gexf_rules import GEXF, VIZ, breaks
from tests.methods.words.coordination_world import World

NOW = "2026-03-01T00:00:00Z"


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case in which five accounts move together."""
    folder = tmp_path_factory.mktemp("networks")
    world = World()
    world.tie("team", 5)
    parquet.write_table(world.shares(), folder / "shares.parquet")
    place = folder / "c.case"
    actaverba.new(place, now=NOW)
    actaverba.read(place, folder / "shares.parquet", now=NOW)
    actaverba.run(place, "coordination", now=NOW)
    return place


def test_a_network_is_one_file(case: Path, tmp_path: Path) -> None:
    out = tmp_path / "net.gexf"
    assert actaverba.export(case, "gexf", out) == [out]
    root = ElementTree.fromstring(out.read_bytes())  # noqa: S314 our own output
    assert breaks(root) == []
    nodes = list(root.iter(f"{GEXF}node"))
    assert len(nodes) == 5
    assert all(str(n.get("id")).startswith("acc_") for n in nodes)
    assert len(list(root.iter(f"{GEXF}edge"))) == 10
    assert len(list(root.iter(f"{VIZ}position"))) == 5
    assert all(e.get("start") and e.get("end") for e in root.iter(f"{GEXF}edge"))
    assert "team0" not in out.read_text(encoding="utf-8")
    before = out.read_bytes()
    actaverba.export(case, "gexf", out)
    assert out.read_bytes() == before
    assert list(tmp_path.iterdir()) == [out]


def test_a_folder_has_every_network_and_a_list(case: Path, tmp_path: Path) -> None:
    out = tmp_path / "networks"
    actaverba.export(case, "gexf", out)
    told = json.loads((out / "export.json").read_text(encoding="utf-8"))
    assert [(f["file"], f["rows"]) for f in told["files"]] == [
        ("results/coordination/edges.gexf", 10)
    ]
    assert places(actaverba.open(case)) == ["results/coordination/edges"]
    assert len(actaverba.export(case, "gexf", out)) == 2


def test_another_file_is_left_alone(case: Path, tmp_path: Path) -> None:
    out = tmp_path / "net.gexf"
    out.write_text("<gexf>mine</gexf>")
    with pytest.raises(ActaError, match="is another file"):
        actaverba.export(case, "gexf", out)
    assert out.read_text() == "<gexf>mine</gexf>"


@pytest.mark.parametrize("name", ["net.gexf", "networks"])
def test_a_case_without_networks_says_how_to_get_one(tmp_path: Path, name: str) -> None:
    actaverba.new(tmp_path / "c.case", now=NOW)
    with pytest.raises(NotApplicable, match="no result of the case is a network") as refused:
        actaverba.export(tmp_path / "c.case", "gexf", tmp_path / name)
    assert "coordination" in str(refused.value.cure)
    assert not (tmp_path / name).exists()


def test_the_dossier_draws_the_network_and_keeps_no_name_for_it(case: Path) -> None:
    edition = actaverba.dossier(case, case.with_suffix(".html"), now=NOW)
    html = case.with_suffix(".html").read_text(encoding="utf-8")
    assert edition
    assert "group 1 · 5" in html
    made = json.loads(case.with_suffix(".json").read_text(encoding="utf-8"))
    [drawn] = [f for m in made["methods"] for r in m["runs"] for f in r["figures"]
               if f["kind"] == "network"]  # fmt: skip
    assert (drawn["rows"][0]["told"]["nodes"], drawn["rows"][1]["n"]) == (5, 5)
    assert "acc_" not in json.dumps(drawn)


def test_methods_that_draw_networks_are_known() -> None:
    assert {"coordination", "cooRTweet"} <= set(methods_with_networks())
