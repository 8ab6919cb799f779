"""What a reader on the other side may ask for: the program treats every state alike.

Exchanging two states everywhere exchanges nothing but names; the order of rows says nothing;
rows about others say nothing about these; the same sentences serve every state; and no
sentence of the program names a state, an outlet, or anybody as to blame. The bundled case is
cut down, which shows the same in less time. `ACTAVERBA_ALL_STATES=1` takes every state.
"""

from __future__ import annotations

import ast
import csv
import json
import os
import random
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

import actaverba
from actaverba.engine.typed import typed
from actaverba.methods.method import Result
from actaverba.vocabulary import blocs, codes, printing, state_codes, state_names, states
from actaverba.vocabulary.manifest import Manifest, manifests
from actaverba.vocabulary.messages import render
from actaverba.vocabulary.schema import table as named

Rows = list[dict[str, Any]]
Tables = dict[str, Rows]
PACKAGE = Path(actaverba.__file__).parent
BUNDLED = PACKAGE / "cases" / "serbia-2025"
POLES = ["RUS", "EU", "USA", "CHN"]
RELAYS, ACTS, CLAIMS, FIGURES = 30, 50, 50, 90
METHODS = sorted(manifests())
OF_THE_CASE = ["statements", "relay", "drift", "ledger", "check"]
# Where codes of states stand in the files that a person fills.
CODED = {
    "statements": ["speaker_state", "target_state"],
    "outlets": ["state"],
    "claims": ["subject", "object", "via"],
    "relay_fields": ["value"],
    "deeds": ["actor", "counterpart"],
    "deed_axes": ["pole"],
    "series": ["state", "counterpart"],
}


def read(name: str) -> Rows:
    path = BUNDLED / f"{name}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@cache
def sample() -> str:
    """A smaller case as JSON, so that nobody changes it for the next test."""
    chance = random.Random(7)
    whole = {t: read(t) for m in manifests().values() for t in (i.table for i in m.inputs)}
    cut = {"relays": RELAYS, "deeds": ACTS, "claims": CLAIMS, "series": FIGURES}
    kept = {
        name: sorted(chance.sample(rows, min(cut.get(name, len(rows)), len(rows))),
                     key=lambda row: str(row.get("id")))
        if name in cut else rows
        for name, rows in whole.items()
    }  # fmt: skip
    relays, acts = ({r[c] for r in kept[t]} for t, c in (("relays", "id"), ("deeds", "act")))
    kept["relay_fields"] = [r for r in kept["relay_fields"] if r["relay"] in relays]
    kept["deed_axes"] = [r for r in kept["deed_axes"] if r["act"] in acts]
    ids = {f"{t}:{r['id']}" for t in cut for r in kept[t]}
    kept["ratings"] = [
        r for r in kept["ratings"] if r["evidence"] in ids or r["evidence"].startswith("statem")
    ]
    return json.dumps(kept)


def given() -> Tables:
    made: Tables = json.loads(sample())
    return made


def as_typed(name: str, rows: Rows) -> pa.Table:
    """The rows as a case gives them to a method."""
    if named(name).kind == "program":
        return None
    cells = [[r.get(c) for c in named(name).names] for r in rows]
    return _typed(name, json.dumps(cells))


@cache
def _typed(name: str, cells: str) -> pa.Table:
    """Typed once for the same cells, since many tests share them."""
    rows = json.loads(cells)
    text = {c: pa.array([r[n] for r in rows], pa.string()) for n, c in enumerate(named(name).names)}
    made = typed(name, pa.table(text))
    return made.append_column("line", pa.array(range(made.num_rows), pa.int64()))


def run(name: str, tables: Tables, *, poles: list[str]) -> tuple[Result, dict[str, str]]:
    """A method on these rows, and for each row id what the row is called here."""
    method = manifests()[name]
    inputs = {i.table: as_typed(i.table, tables.get(i.table, [])) for i in method.inputs}
    asked = {s.name.replace("-", "_"): poles for s in method.settings if s.from_case == "poles"}
    result = getattr(actaverba, method.function)(*inputs.values(), **asked)
    called = {
        str(row_id): f"{table}:{_own(table, tables[table][nth])}"
        for table, rows in inputs.items()
        if rows is not None
        for nth, row_id in enumerate(rows["row_id"].to_pylist())
    }
    return result, called


@cache
def as_it_is(name: str) -> tuple[Result, dict[str, str]]:
    """A method on the rows as they are, run once for all that compare with it."""
    return run(name, numbered(given()), poles=POLES)


def _own(table: str, row: dict[str, Any]) -> str:
    """The place that `run` was given with a row, else its own cells."""
    return str(row.get("~nth") or [row.get(c) for c in named(table).names])


def numbered(tables: Tables) -> Tables:
    return {
        name: [{**row, "~nth": f"#{nth}"} for nth, row in enumerate(rows)]
        for name, rows in tables.items()
    }


def said(method: Manifest, finding: Any) -> str:
    return render(method.messages[finding.message], finding.params)


def told(name: str, ran: tuple[Result, dict[str, str]]) -> list[tuple[Any, ...]]:
    """All that the findings say and rest on."""
    method, (result, called) = manifests()[name], ran
    return [
        (f.question, f.subject, f.message, json.dumps(f.params, sort_keys=True), f.value, f.low,
         f.high, f.unit, f.category, f.n, f.base_rate, f.grade, f.observed_or_inferred,
         said(method, f),
         tuple((called[str(e.row_id)], e.role) for e in f.evidence),
         tuple((i.explanation, i.status, i.why) for i in f.innocent))
        for f in result.findings
    ]  # fmt: skip


# Exchanging two states.

PAIRS = [("SRB", "UKR"), ("RUS", "USA"), ("CHN", "SRB")]
FILES = [(blocs, "FILE"), (state_codes, "FILE"), (state_names, "FILE"), (printing, "ARTICLES")]


def swapper(one: str, other: str) -> Callable[[str], str]:
    turn = {one: other, other: one}
    code = re.compile(rf"(?<![A-Za-z])({one}|{other})(?![A-Za-z])")
    return lambda text: code.sub(lambda m: turn[m[0]], text)


def forget_vocabulary() -> None:
    for module in (blocs, state_codes, state_names, states, printing):
        for thing in vars(module).values():
            if hasattr(thing, "cache_clear") and thing.__module__ == module.__name__:
                thing.cache_clear()


@pytest.fixture
def exchanged_vocabulary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[Callable[[str], str]], None]]:
    """Every fact that the vocabulary keeps of the one state is now one of the other."""

    def exchange(swap: Callable[[str], str]) -> None:
        for module, name in FILES:
            path: Path = getattr(module, name)
            made = tmp_path / f"{module.__name__}.{path.name}"
            made.write_text(swap(path.read_text(encoding="utf-8")), encoding="utf-8")
            monkeypatch.setattr(module, name, made)
        forget_vocabulary()

    yield exchange
    monkeypatch.undo()
    forget_vocabulary()


def loose(value: Any) -> Any:
    """A value in which the order of what is listed does not matter."""
    if isinstance(value, dict):
        return tuple(sorted((k, loose(v)) for k, v in value.items()))
    if isinstance(value, list | tuple):
        return tuple(sorted(map(loose, value), key=repr))
    if isinstance(value, str) and value[:1] in ("[", "{"):
        return loose(json.loads(value))
    if isinstance(value, str) and re.search(r"[;\s]", value):
        return tuple(sorted(re.findall(r"[^\s;,.()]+", value)))
    return value


def swapped_back(value: Any, swap: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return swap(value)
    if isinstance(value, dict):
        return {swapped_back(k, swap): swapped_back(v, swap) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [swapped_back(v, swap) for v in value]
    return value


def contents(
    name: str, ran: tuple[Result, dict[str, str]], swap: Callable[[str], str]
) -> dict[str, Counter[Any]]:
    """Findings and result tables without order, with the names that they had."""
    found = {
        table: Counter(loose(swapped_back(row, swap)) for row in rows.to_pylist())
        for table, rows in ran[0].tables.items()
    }
    # Rows name findings' evidence by ids that follow from the codes.
    return {**found, "finding": Counter(loose(swapped_back(f, swap)) for f in told(name, ran))}


@pytest.mark.parametrize(("one", "other"), PAIRS)
@pytest.mark.parametrize("name", METHODS)
def test_exchanging_two_states_exchanges_nothing_but_their_names(
    name: str, one: str, other: str, exchanged_vocabulary: Callable[[Any], None]
) -> None:
    tables = numbered(given())
    before = contents(name, as_it_is(name), str)
    swap = swapper(one, other)
    tables = {
        table: [{c: swap(text) if text else text for c, text in row.items()} for row in rows]
        for table, rows in tables.items()
    }
    exchanged_vocabulary(swap)
    after = contents(name, run(name, tables, poles=[swap(p) for p in POLES]), swap)
    for table in before:
        assert after[table] == before[table], table


# The order of rows.


@pytest.mark.parametrize("name", METHODS)
def test_the_order_of_rows_says_nothing(name: str) -> None:
    tables = given()
    first = run(name, tables, poles=POLES)
    chance = random.Random(11)
    shuffled = {t: chance.sample(rows, len(rows)) for t, rows in tables.items()}
    again = run(name, shuffled, poles=POLES)
    assert told(name, again) == told(name, first)
    for table, rows in first[0].tables.items():
        assert again[0].tables[table].to_pylist() == rows.to_pylist(), table


# Rows about others.


def others() -> Tables:
    """A statement, relays, claims, acts and figures of states that the case does not name."""
    turn = {"RUS": "FJI", "SRB": "PER", "UKR": "BOL", "USA": "TCD", "CHN": "OMN", "EU": "AU",
            "CZE": "NPL", "POL": "LAO", "BGR": "KEN"}  # fmt: skip
    tables, made = given(), {}
    keep = {"statements": "S001", "relays": "S001", "claims": "S001"}
    for name, rows in tables.items():
        if name in ("outlets", "fields", "predicates", "hypotheses", "ratings"):
            continue
        made[name] = []
        for row in rows:
            own = row["id"] if name == "statements" else row.get("statement")
            if name in keep and own != keep[name]:
                continue
            new = dict(row)
            for column in ("id", "statement", "relay", "act"):
                if new.get(column):
                    new[column] = f"X{new[column]}"
            for column in CODED.get(name, []):
                new[column] = ";".join(_turned(p, turn) for p in new[column].split(";"))
            if new.get("host"):
                new["host"] = "elsewhere.example"
            if new.get("url"):
                new["url"] = f"https://elsewhere.example/{new.get('id')}"
            made[name].append(new)
    return made


def _turned(party: str, turn: dict[str, str]) -> str:
    head, colon, body = party.partition(":")
    if head.isupper() and head not in turn:
        head = "MWI"
    return f"{turn.get(head, head)}{colon}{body}"


@pytest.mark.parametrize("name", OF_THE_CASE)
def test_rows_about_others_say_nothing_of_these(name: str) -> None:
    """Coded outlets are left as they are: they are the common scale of `relay`, which says so."""
    tables, more = given(), others()
    before, after = (
        {f[:2]: f for f in told(name, run(name, t, poles=POLES)) if is_about_one(f[1], tables)}
        for t in (tables, {t: [*rows, *more.get(t, [])] for t, rows in tables.items()})
    )
    assert before
    assert {key: after.get(key) for key in before} == before
    assert set(after) == set(before)


def is_about_one(subject: str, tables: Tables) -> bool:
    """Whether a finding is about a statement, claim, state or pole of the case, not the whole."""
    ids = {r["id"] for t in ("statements", "claims") for r in tables[t]}
    parties = {p for t in ("statements", "deeds", "deed_axes") for r in tables[t]
               for c in CODED[t] for p in r[c].split(";") if p}  # fmt: skip
    words = set(re.findall(r"[\w:.-]+", subject)) | set(re.findall(r"\w+", subject))
    return bool(words & (ids | parties | set(POLES)))


# The same sentences for every state.


def every_state() -> list[str]:
    known = [s.code for s in state_codes.states().values() if s.last is None]
    if os.environ.get("ACTAVERBA_ALL_STATES"):
        return known
    return random.Random(3).sample(known, 12)


@pytest.fixture(scope="module")
def small() -> Callable[[str, str], tuple[list[str], str]]:
    """A small case of two states: the sentences that it gives, and its page."""
    from actaverba.dossier.build import edition
    from actaverba.dossier.page import page
    from tests.dossier.conftest import NOW, Standin

    @cache
    def make(one: str, other: str) -> tuple[list[str], str]:
        rows = {
            "statements": [
                {"id": "S1", "date": "2024-01-02", "speaker": "A ministry", "speaker_kind": "other",
                 "speaker_state": one, "target_state": other, "speech_act": "accuse",
                 "channel": "document", "stance": "-2", "summary": "said", "url": "https://a.example/"},
                {"id": "S2", "date": "2024-01-05", "speaker": "An office", "speaker_kind": "other",
                 "speaker_state": other, "target_state": one, "speech_act": "deny",
                 "channel": "document", "stance": "-1", "summary": "said", "url": "https://b.example/"},
            ],
            "relays": [{"id": "A1", "statement": "S1", "host": "c.example",
                        "published": "2024-01-03", "language": "en", "keeps_attribution": "yes",
                        "text_seen": "full", "url": "https://c.example/"}],
            "outlets": [{"outlet": "C", "host": "c.example", "state": other, "kind": "private",
                         "kind_basis": "seen"}],
            "deeds": [{"id": "D1", "act": "a", "date": "2024-02-01", "actor": one,
                       "counterpart": other, "kind": "visit", "summary": "came",
                       "url": "https://d.example/"}],
            "deed_axes": [{"act": "a", "pole": other, "direction": "toward", "basis": "came"}],
        }  # fmt: skip
        about = {"title": "Two states", "poles": [other]}
        made = edition(Standin(rows, about, ("statements", "relay", "ledger")), NOW)
        texts = [f["text"] for m in made["methods"] for r in m["runs"] for f in r["findings"]]
        return texts, page(made)

    return make


def without_names(text: str, codes_: tuple[str, str]) -> str:
    for n, code in enumerate(codes_):
        text = text.replace(states.state_name(code), f"@{n}")
    return re.sub(r"\b[Tt]he (?=@)", "", text)


@pytest.mark.parametrize("state", every_state())
def test_every_state_gets_the_same_sentences_and_the_same_page(
    state: str, small: Callable[[str, str], tuple[list[str], str]]
) -> None:
    other = "NRU" if state != "NRU" else "NOR"
    mine, page = small(state, other)
    # A state whose code stands on the same side of the other's, so that lists run alike.
    reference = ("FRA" if state < other else "ZMB", other)
    theirs, its_page = small(*reference)
    assert [without_names(t, (state, other)) for t in mine] == [
        without_names(t, reference) for t in theirs
    ]
    assert states.state_name(state) in page or states.state_name(state) != state
    assert re.findall(r"<(?:section|table|svg|h\d)\b", page) == re.findall(
        r"<(?:section|table|svg|h\d)\b", its_page
    )


# Nobody is named by the program.

BLAME = re.compile(
    r"\b(regimes?|puppets?|prox(y|ies)|bots?|trolls?|culprits?|liars?|propaganda|exposes"
    r"|pushes|spreads)\b",
    re.IGNORECASE,
)


@cache
def names() -> re.Pattern[str]:
    """Names of states in English, and of outlets and hosts of the bundled case."""
    known = {states.state_name(code) for code in state_codes.states()}
    outlets = {r[c] for r in read("outlets") for c in ("outlet", "host")}
    # An outlet is called Exit, and the command line has exit codes.
    words = {w for w in known | outlets if len(w) > 3} - {"Exit"}
    return re.compile(r"(?<!\w)(" + "|".join(map(re.escape, sorted(words))) + r")(?!\w)")


def sentences() -> Iterator[tuple[str, str]]:
    """Every text that the program may print, with where it stands."""
    for path in sorted(PACKAGE.rglob("manifest.toml")):
        yield from _leaves(tomllib.loads(path.read_text(encoding="utf-8")), str(path))
    for path in sorted((PACKAGE / "dossier" / "templates").glob("*.html")):
        yield str(path), path.read_text(encoding="utf-8")
    for name in codes.list_names():
        for code in codes.code_list(name).codes.values():
            yield f"{name}.{code.code}", f"{code.label}. {code.description}"
    for path in sorted(PACKAGE.rglob("*.py")):
        for text in _strings(ast.parse(path.read_text(encoding="utf-8"))):
            yield str(path), text


def _leaves(value: Any, where: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key != "references":
                yield from _leaves(inner, where)
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner, where)


def _strings(tree: ast.Module) -> Iterator[str]:
    """The texts in a module, without its docstrings."""
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body and isinstance(node.body[0], ast.Expr)
    }  # fmt: skip
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value


def test_no_sentence_names_a_state_an_outlet_or_anybody_to_blame() -> None:
    found = [
        (where.rpartition("actaverba/")[2], match[0])
        for where, text in sentences()
        for pattern in (BLAME, names())
        for match in pattern.finditer(text)
    ]
    assert found == []
