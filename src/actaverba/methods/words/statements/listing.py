"""The method: tables of statements, speakers, acts, accusations and what follows them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from actaverba.methods.counting import Row, dated, first_last, grouped, rows_of, text
from actaverba.methods.method import method
from actaverba.methods.words.statements.accusing import by_office, denials
from actaverba.methods.words.statements.reading import by_way_of
from actaverba.methods.words.statements.sides import Direction, Reply, directions, replies
from actaverba.methods.words.statements.telling import findings

if TYPE_CHECKING:
    import pyarrow as pa

    from actaverba.case.finding import Finding

AS_CODED = (
    "date", "precision", "time_utc", "speaker", "speaker_kind", "speaker_state", "target",
    "target_state", "addressee", "channel", "speech_act", "stance", "summary",
)  # fmt: skip
Tables = Mapping[str, Iterable[Mapping[str, Any]]]


@method(__file__)
def statements(
    statements: pa.Table, outlets: pa.Table | None = None, *,
    accusing_acts: Collection[str], reply_days: int,
) -> tuple[Tables, list[Finding]]:  # fmt: skip
    """Who said what about whom: one row a statement, in order of time.

    `statements` and `outlets` are the tables of those names; `accusing_acts` are the speech
    acts that count as an accusation, and `reply_days` is how many days after a statement one
    of the other side is still listed beside it. What follows is order in time, not a proven
    answer.
    Assumes that speaker, target and act are coded rightly, and that a state tells the
    sides apart; it fails to see a bloc and its members as one side.
    """
    rows = rows_of(statements)
    kinds = {text(row, "host"): text(row, "kind") for row in rows_of(outlets, by="host")}
    followed = replies(rows, days=reply_days)
    sides = directions(rows, accusing_acts, followed)
    tables = {
        "timeline": _timeline(rows, accusing_acts, kinds),
        "speakers": _speakers(rows, accusing_acts),
        "acts": _counted(rows, ("speaker_state", "target_state", "speech_act", "stance")),
        "channels": _counted(rows, ("speaker_state", "channel")),
        "accusations": [_accusation(side) for side in sides],
        "replies": [_reply(reply) for reply in followed],
    }
    return tables, findings(rows, sides, kinds, acts=accusing_acts, days=reply_days)


def _timeline(
    rows: Sequence[Row], acts: Collection[str], kinds: Mapping[str, str]
) -> list[dict[str, Any]]:
    """In order of time, those without a date last."""
    known = sorted(dated(rows, "date"), key=lambda r: (r["date_earliest"], r["date_latest"]))
    unknown = [row for row in rows if row["date_earliest"] is None]
    return [
        {
            **{name: text(row, name) or None for name in AS_CODED},
            "statement": text(row, "id"),
            "precision": text(row, "date_precision") or None,
            "date_earliest": row["date_earliest"],
            "date_latest": row["date_latest"],
            "accuses": text(row, "speech_act") in acts,
            "read_at": text(row, "host") or None,
            "by_way_of": by_way_of(row, kinds) or None,
        }
        for row in known + unknown
    ]


def _speakers(rows: Sequence[Row], acts: Collection[str]) -> list[dict[str, Any]]:
    names = ("speaker", "speaker_kind", "speaker_state")
    made = []
    for who, group in grouped(rows, lambda row: tuple(text(row, n) for n in names)).items():
        first, last = first_last(group, "date")
        made.append(
            {
                **{name: value or None for name, value in zip(names, who, strict=True)},
                "statements": len(group),
                "accusing": sum(text(row, "speech_act") in acts for row in group),
                "undated": len(group) - len(dated(group, "date")),
                "first": first or None,
                "last": last or None,
            }
        )
    return sorted(made, key=lambda row: -row["statements"])


def _counted(rows: Sequence[Row], names: Sequence[str]) -> list[dict[str, Any]]:
    found = Counter(tuple(text(row, name) for name in names) for row in rows)
    return [
        {**{name: v or None for name, v in zip(names, values, strict=True)}, "count": n}
        for values, n in sorted(found.items())
    ]


def _accusation(side: Direction) -> dict[str, Any]:
    first, last = first_last(side.accusing, "date")
    return {
        "speaker_state": side.pair[0] or None,
        "target_state": side.pair[1] or None,
        "count": len(side.accusing),
        "of": len(side.looked_at),
        "by_office": len(by_office(side.accusing)),
        "denials": len(denials(side)),
        "first": first or None,
        "last": last or None,
        "undated": len(side.accusing) - len(dated(side.accusing, "date")),
        "followed": len(side.best["later"]),
        "followed_same_day": len(side.best["same_day"]),
        "order_unknown": len(side.best["not_known"]),
    }


def _reply(reply: Reply) -> dict[str, Any]:
    first, then = reply.statement, reply.reply
    return {
        "statement": text(first, "id"),
        "reply": text(then, "id"),
        "speaker_state": text(first, "speaker_state"),
        "reply_state": text(then, "speaker_state"),
        "speech_act": text(first, "speech_act") or None,
        "reply_act": text(then, "speech_act") or None,
        "days_least": reply.days_least,
        "days_most": reply.days_most,
        "order": reply.order,
    }
