"""Findings, settings, methods, judgements and logs that differ from an earlier edition."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actaverba.case.custody_edition import findings_of, runs_of, written_anew
from actaverba.dossier.judged import banded
from actaverba.dossier.labels import column_name
from actaverba.dossier.since_pair import Entry, Pair, entry

FIGURES = ("value", "low", "high", "category", "n", "grade")


def case_facts(pair: Pair) -> list[Entry]:
    """Question, scope, period, authors and the rest of `case.toml`."""
    names = [*pair.new["case"], *(n for n in pair.old["case"] if n not in pair.new["case"])]
    before, after = pair.old["case"], pair.new["case"]
    return [
        entry(column_name(n), pair.moved(before.get(n), after.get(n)))
        for n in names
        if before.get(n) != after.get(n)
    ]


def methods(pair: Pair) -> list[Entry]:
    say = pair.say
    before, after = ({m["name"]: m["version"] for m in e["methods"]} for e in (pair.old, pair.new))
    told = say("version {moved}")
    return [
        *(
            entry(name, told.format(moved=pair.moved(before.get(name), version)))
            for name, version in after.items()
            if before.get(name) != version
        ),
        *(entry(name, say("not installed any more")) for name in before if name not in after),
    ]


def settings(pair: Pair) -> list[Entry]:
    """Runs that are new or gone, and settings of the others that differ."""
    say = pair.say
    before, after = runs_of(pair.old), runs_of(pair.new)
    told = []
    for key in [*after, *(k for k in before if k not in after)]:
        called = " ".join(filter(None, key))
        if key not in before:
            told.append(entry(called, say("run for the first time")))
        elif key not in after:
            told.append(entry(called, say("has no result any more")))
        else:
            were, are = (
                {s["name"]: s["value"] for s in e[key]["settings"]} for e in (before, after)
            )
            told += [
                entry(f"{called} {name}", pair.moved(were.get(name), are.get(name)))
                for name in sorted(were.keys() | are.keys())
                if were.get(name) != are.get(name)
            ]
    return told


def findings(pair: Pair) -> list[Entry]:
    """Findings of the same id that say something else; those that are new or gone."""
    say = pair.say
    before, after = findings_of(pair.old), findings_of(pair.new)
    told = []
    for id, (finding, run) in after.items():
        was, earlier = before.get(id, (None, None))
        why = _why(pair, earlier, run)
        if was is None:
            text, why = say("new: {text}").format(text=finding["text"]), ""
        elif was["says"] != finding["says"]:
            text = _figures(pair, was, finding)
        else:
            continue
        told.append(entry(finding["label"], text, anchor=finding["anchor"], why=why))
    gone = [(f, run) for id, (f, run) in before.items() if id not in after]
    for finding, run in gone:
        text = say("gone: {text}").format(text=finding["text"])
        now = runs_of(pair.new).get((finding["method"], finding["scope"]))
        told.append(entry(finding["label"], text, why=_why(pair, run, now)))
    return told


def _figures(pair: Pair, was: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    """The figures that moved, then what it says now and said before."""
    moved = "; ".join(
        f"{column_name(n)} {pair.moved(was.get(n), now.get(n))}"
        for n in FIGURES
        if was.get(n) != now.get(n)
    )
    if was["text"] == now["text"]:
        return moved or pair.say("its parameters moved")
    said = pair.say("now: {now} Before: {was}")
    return " ".join(filter(None, [f"{moved}." if moved else "", said.format(
        now=now["text"], was=was["text"])]))  # fmt: skip


def _why(pair: Pair, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> str:
    """Which inputs, settings or version of the method differ between two runs."""
    say = pair.say
    if before is None or after is None:
        return ""
    inputs = [{i["table"]: i["digest"] for i in r["inputs"]} for r in (before, after)]
    names = sorted(n for n in inputs[0].keys() | inputs[1].keys()
                   if inputs[0].get(n) != inputs[1].get(n))  # fmt: skip
    told = [say("changed: {names}").format(names=", ".join(names))] if names else []
    if before["method_version"] != after["method_version"]:
        told.append(say("another version of the method"))
    if before["settings"] != after["settings"]:
        told.append(say("other settings"))
    return "; ".join(told)


def judgements(pair: Pair) -> list[Entry]:
    """Judgements that are new, and those of which a text was erased."""
    say = pair.say
    known = {j["digest"]: j for j in pair.old["judgements"]}
    told = []
    for judgement in pair.new["judgements"]:
        target = judgement.get("at_finding") or {}
        called = target.get("label") or judgement["target"]
        text, why = (
            say("{by} judged: {term}. {said}").format(
                by=judgement["by"],
                term=banded(judgement, pair.words),
                said=_judged_text(judgement, say),
            ),
            judgement["because"],
        )
        if judgement["digest"] in known:
            if judgement["erased"] == known[judgement["digest"]].get("erased", []):
                continue
            text, why = say("a text was erased on request"), judgement["erased_why"]
        told.append(entry(called, text, anchor=target.get("anchor", ""), why=why))
    return told


def _judged_text(judgement: Mapping[str, Any], say: Any) -> str:
    """The proposition where one was given, else what was said by the thing judged."""
    erased = judgement["erased"]
    named = "proposition" if judgement.get("proposition") or "proposition" in erased else "said"
    return str(say("Erased on request.") if named in erased else judgement[named])


def logs(pair: Pair) -> list[Entry]:
    say, many = pair.say, pair.words.ngettext
    before = {log["log"]: log["entries"] for log in pair.old["logs"]}
    anew = written_anew(pair.case, pair.old["logs"])
    told = []
    for log in pair.new["logs"]:
        more = log["entries"] - before.get(log["log"], 0)
        if log["log"] in anew:
            text = say("was written anew; see `acta verify --against`")
            told.append(entry(log["log"], text))
        elif more > 0:
            text = many("{n} entry more", "{n} entries more", more)
            told.append(entry(log["log"], text.format(n=more)))
        elif more < 0:
            told.append(entry(log["log"], say("entries are missing; see `acta verify`")))
    return told
