"""Rows that are new, corrected or gone since an earlier edition, and refusals that are mended."""

from __future__ import annotations

from collections.abc import Mapping

from actaverba.case.custody_versions import changed, forgotten
from actaverba.dossier.labels import column_name
from actaverba.dossier.since_pair import Entry, Pair, by_label, entry
from actaverba.engine.masking import masked


def rows_new(pair: Pair) -> list[Entry]:
    say = pair.say
    found = []
    for name in pair.tables:
        before, after = pair.rows(name)
        own = [r for r in after if r not in before]
        sources = {str(r["row_id"]): r for r in pair.case.rows(name, own)} if own else {}
        for row_id in by_label(own, after):
            why = say("read from {file}").format(file=sources.get(row_id, {}).get("source"))
            found.append(pair.row(name, row_id, after[row_id][1], why=why))
    return found


def rows_corrected(pair: Pair) -> list[Entry]:
    say = pair.say
    found = []
    for name in pair.tables:
        before, after = pair.rows(name)
        own = {r: before[r][0] for r in after if r in before and before[r][0] != after[r][0]}
        if not own:
            continue
        sources = {str(r["row_id"]): r for r in pair.case.rows(name, list(own))}
        for row_id, columns in _columns(pair, name, own).items():
            why = say("read again from {file}").format(file=sources.get(row_id, {}).get("source"))
            found.append(pair.row(name, row_id, after[row_id][1], text=columns, why=why))
    return found


def _columns(pair: Pair, name: str, hashes: Mapping[str, str]) -> dict[str, str]:
    say = pair.say
    found = changed(pair.case, name, hashes)
    told = {}
    for row_id in by_label(list(hashes), pair.new["rows"][name]):
        columns = found[row_id]
        told[row_id] = (
            say("the case does not keep what it said")
            if columns is None
            else "; ".join(
                f"{column_name(column)}: {pair.moved(was, now)}" for column, was, now in columns
            )
        )
    return told


def rows_gone(pair: Pair) -> list[Entry]:
    say = pair.say
    erased = forgotten(pair.case)
    found = []
    for name in pair.tables:
        before, after = pair.rows(name)
        for row_id in by_label([r for r in before if r not in after], before):
            reason = erased.get((name, row_id))
            why = say("stands in no current file")
            if reason is not None:
                why = say("forgotten: {why}").format(why=masked(reason, pair.clear))
            text = "" if reason is None else say("its name is not kept")
            called = before[row_id][1] if reason is None else row_id[:8]
            found.append(pair.row(name, row_id, called, text=text, why=why))
    return found


def refused(pair: Pair) -> list[Entry]:
    """Refusals that are mended, and those that are new."""
    say = pair.say
    before, after = (
        {(r["file"], r["column"], r["code"], r["digest"]): r for r in e["refused"]}
        for e in (pair.old, pair.new)
    )
    told = []
    for key in [*before, *(k for k in after if k not in before)]:
        if key in before and key in after:
            continue
        one = before.get(key) or after[key]
        where = say("{file}, line {line}").format(file=one["file"], line=one["line"])
        text = say("mended, or taken out") if key in before else say("refused")
        what = " ".join(filter(None, [one["column"], str(one["code"]).replace("_", " ")]))
        told.append(entry(where, f"{text}: {what}"))
    return told
