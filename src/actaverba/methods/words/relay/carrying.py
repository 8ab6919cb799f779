"""The method: tables of the items that pass statements on."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from actaverba.methods.counting import first_last, grouped, parts, rows_of, text
from actaverba.methods.method import method
from actaverba.methods.words.relay.answers import answered, questions
from actaverba.methods.words.relay.innocents import Kinds
from actaverba.methods.words.relay.items import UNKNOWN, Item, items
from actaverba.methods.words.relay.reach import reach, side
from actaverba.methods.words.relay.telling import Coded, findings

if TYPE_CHECKING:
    import pyarrow as pa

    from actaverba.case.finding import Finding

Rows = list[dict[str, Any]]
By = Mapping[str, Sequence[Item]]
NOT_KNOWN: Mapping[str, Callable[[Item], bool]] = {
    "published": lambda item: not item.is_dated,
    "language": lambda item: not item.language,
    "outlet": lambda item: item.outlet is None,
    "outlet_kind": lambda item: item.kind == UNKNOWN,
    "kind_basis_url": lambda item: not item.kind_looked_up,
    "state": lambda item: not item.state,
    "reliability": lambda item: not text(item.outlet or {}, "reliability"),
    "credits": lambda item: not item.credits,
    "keeps_attribution": lambda item: item.attribution == UNKNOWN,
    "full_text": lambda item: text(item.row, "text_seen") != "full",
    "credibility": lambda item: not text(item.row, "credibility"),
    "addressee": lambda item: not text(item.statement or {}, "addressee"),
}


@method(__file__)
def relay(
    relays: pa.Table,
    statements: pa.Table | None,
    outlets: pa.Table | None,
    relay_fields: pa.Table | None = None,
    fields: pa.Table | None = None,
    *,
    only: Collection[str],
    copying_kinds: Collection[str],
    feed_kinds: Collection[str],
) -> tuple[Mapping[str, Iterable[Mapping[str, Any]]], list[Finding]]:
    """Who carried a statement: the coded items that pass it on, counted side by side.

    `relays`, `statements`, `outlets`, `relay_fields` and `fields` are the tables of those
    names; of the fields only yes-or-no questions are counted here. `only` narrows to some
    statements, `copying_kinds` and `feed_kinds` are kinds of outlet whose items speak
    for ordinary copying or for one feed behind several sites. Assumes that the rows are
    what was found by looking; it cannot say who took an item from whom unless it credits.
    """
    asked = questions(rows_of(fields, by="field"), rows_of(relay_fields, by="relay"))
    coded = Coded(rows_of(outlets, by="host"), rows_of(statements), asked)
    every = items(rows_of(relays), coded.statements, coded.outlets)
    kept = [i for i in every if not only or text(i.row, "statement") in only]
    by = grouped(kept, lambda item: text(item.row, "statement"))
    kinds = Kinds(copying=copying_kinds, feed=feed_kinds)
    tables = {
        "items": [_item(item) for item in _in_time(kept)],
        "timeline": _timeline(kept),
        "by_kind": _by_kind(by),
        "by_language": _by(by, "language", lambda item: item.language),
        "by_state": _by(by, "state", lambda item: item.state, extra=_side),
        "by_credit": _by_credit(by),
        "credits": _credits(kept),
        "reach": reach(kept, coded.outlets),
        "attribution": _attribution(by),
        "answers": answered(kept, asked),
        "unknown": _unknown(by),
    }
    return tables, findings(by, coded, only=only, kinds=kinds)


def _in_time(kept: Iterable[Item]) -> list[Item]:
    """By date, the undated last."""
    return sorted(
        kept,
        key=lambda item: (
            not item.is_dated,
            item.is_dated and (item.row["published_earliest"], item.row["published_latest"]),
        ),
    )


def _item(item: Item) -> dict[str, Any]:
    return {
        "relay": item.id,
        "statement": text(item.row, "statement"),
        "host": item.host,
        "outlet": text(item.outlet or {}, "outlet") or None,
        "outlet_kind": item.kind,
        "kind_looked_up": item.kind_looked_up,
        "state": item.state or None,
        "language": item.language or None,
        "published": text(item.row, "published") or None,
        "published_earliest": item.row["published_earliest"],
        "published_latest": item.row["published_latest"],
        "before_statement": item.before_statement(),
        "keeps_attribution": item.attribution,
        "credits": ";".join(parts(item.row, "credits")) or None,
        "text_seen": text(item.row, "text_seen") or None,
    }


def _timeline(kept: Sequence[Item]) -> Rows:
    """The statements first, then the items, for the figure."""
    said = {text(i.statement, "id"): i.statement for i in kept if i.statement is not None}
    leads = [
        {"item": name, "statement": name, "date": row["date_earliest"], "row": None,
         "keeps_attribution": None, "lead": True}
        for name, row in sorted(said.items())
    ]  # fmt: skip
    return leads + [
        {
            "item": item.id,
            "statement": text(item.row, "statement"),
            "date": item.row["published_earliest"],
            "row": item.kind,
            "keeps_attribution": item.attribution,
            "lead": False,
        }
        for item in _in_time(kept)
    ]


def _by_kind(by: By) -> Rows:
    return [
        {
            "statement": statement,
            "outlet_kind": kind,
            "relays": len(group),
            "hosts": _hosts(group),
            "undated": sum(not item.is_dated for item in group),
            "kind_not_looked_up": sum(not item.kind_looked_up for item in group),
            "attribution_kept": sum(item.attribution == "yes" for item in group),
            "attribution_not_seen": sum(item.attribution == "no" for item in group),
            "attribution_unknown": sum(item.attribution == UNKNOWN for item in group),
        }
        for statement, mine in by.items()
        for kind, group in grouped(mine, lambda item: item.kind).items()
    ]


def _by(
    by: By,
    name: str,
    key: Callable[[Item], str],
    *,
    extra: Callable[[Item], Mapping[str, str]] = lambda _: {},
) -> Rows:
    """Items and hosts by one thing, with the first and the last date."""
    made = []
    for statement, mine in by.items():
        for value, group in grouped(mine, key).items():
            first, last = first_last([item.row for item in group], "published")
            made.append(
                {
                    "statement": statement,
                    name: value or None,
                    **extra(group[0]),
                    "relays": len(group),
                    "hosts": _hosts(group),
                    "undated": sum(not item.is_dated for item in group),
                    "first": first or None,
                    "last": last or None,
                }
            )
    return made


def _side(item: Item) -> Mapping[str, str]:
    return {"side": side(item)}


def _by_credit(by: By) -> Rows:
    made = []
    for statement, mine in by.items():
        named = [(c.name, c.names_speaker, item) for item in mine for c in item.credits]
        none = [("", False, item) for item in mine if not item.credits]
        for (name, speaker), group in grouped(named + none, lambda n: n[:2]).items():
            carriers = [item for _, _, item in group]
            made.append(
                {
                    "statement": statement,
                    "credited": name or None,
                    "names_speaker": speaker,
                    "relays": len(carriers),
                    "hosts": _hosts(carriers),
                }
            )
    return made


def _credits(kept: Iterable[Item]) -> Rows:
    return [
        {
            "relay": item.id,
            "statement": text(item.row, "statement"),
            "host": item.host,
            "credited": credit.name,
            "names_speaker": credit.names_speaker,
            "credited_host": ";".join(credit.hosts) or None,
        }
        for item in kept
        for credit in item.credits
    ]


def _attribution(by: By) -> Rows:
    return [
        {
            "statement": statement,
            "keeps_attribution": answer,
            "relays": len(group),
            "hosts": _hosts(group),
        }
        for statement, mine in by.items()
        for answer in ("yes", "no", UNKNOWN)
        for group in [[item for item in mine if item.attribution == answer]]
    ]


def _unknown(by: By) -> Rows:
    return [
        {"statement": statement, "what": what, "unknown": sum(map(test, mine)), "of": len(mine)}
        for statement, mine in by.items()
        for what, test in NOT_KNOWN.items()
    ]


def _hosts(group: Iterable[Item]) -> int:
    return len({item.host for item in group})
