"""The matrix of competing hypotheses as `acta hypotheses -o` writes it, read back as ratings.

A row is a piece of evidence, and each hypothesis has a column with its letter, one with the
reason (`H1 reason`) and one with who gave it (`H1 by`). Only cells that say something else
than before become ratings; they are added, and none is ever taken away. A column of letters
that is no hypothesis of the case is refused cell by cell; any other further column is notes.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from actaverba.case.rated import Rated, rated, revision
from actaverba.engine import sql
from actaverba.engine.masking import masked
from actaverba.engine.spreadsheet import restored
from actaverba.engine.staged import Refusal, Staged
from actaverba.engine.validate import Checked, check
from actaverba.readers.known import Known
from actaverba.vocabulary.codes import code_list
from actaverba.vocabulary.nearest import did_you_mean, shown
from actaverba.vocabulary.schema import table as named

if TYPE_CHECKING:
    import duckdb

TABLE = "ratings"
EVIDENCE, WHAT, REASON, BY = "evidence", "what", " reason", " by"
COLUMNS = ("hypothesis", "evidence", "rating", "reason", "by", "at", "revision")
Cell = tuple[str, str]
"""Evidence and hypothesis."""


@dataclass(frozen=True)
class Layout:
    """Which header holds what: by hypothesis its letter, reason and rater."""

    evidence: str
    letters: Mapping[str, str]
    reasons: Mapping[str, str]
    raters: Mapping[str, str]
    unknown: tuple[str, ...]


def layout(headers: Sequence[str], table: str | None, known: Known) -> Layout | None:
    """The layout of a file that is such a matrix; None of any other file.

    It is one if it has a column for evidence and one for some hypothesis of the case, or
    the columns that such a matrix of another case has, and is not a list of ratings.
    """
    present = {_tidy(h): h for h in headers}
    if table not in (None, TABLE) or EVIDENCE not in present or "rating" in present:
        return None
    found = known.bench.execute(
        f"select distinct id from {known.relations['hypotheses']} where id is not null order by id"
    ).fetchall()
    ids = {h: _tidy(h) for (h,) in found}
    letters = {h: present[name] for h, name in ids.items() if name in present}
    is_foreign = any({f"{n}{REASON}", f"{n}{BY}"} <= present.keys() for n in present)
    if not letters and not is_foreign:
        return None
    ours = {EVIDENCE, WHAT, *(f"{n}{end}" for n in ids.values() for end in ("", REASON, BY))}
    return Layout(
        present[EVIDENCE],
        letters,
        {h: present[f"{n}{REASON}"] for h, n in ids.items() if f"{n}{REASON}" in present},
        {h: present[f"{n}{BY}"] for h, n in ids.items() if f"{n}{BY}" in present},
        tuple(h for n, h in present.items() if n not in ours),
    )


def _tidy(text: str) -> str:
    return " ".join(restored(text.lstrip("\ufeff")).split())


def check_matrix(
    bench: duckdb.DuckDBPyConnection, staged: Staged, asked: Layout, *, known: Known, by: str,
    now: str, dataset: str, place: str,
) -> Checked:  # fmt: skip
    """The cells that say something new, checked as ratings.

    A refusal names the line and the column of the matrix; the other cells of the line are
    taken nevertheless.
    """
    before = bench.execute(
        f"select {sql.names(COLUMNS)} from {known.relations[TABLE]} order by all"
    ).fetchall()
    reading = _Reading(asked, by, now, [dict(zip(COLUMNS, r, strict=True)) for r in before])
    records = list(_records(bench, staged, asked))
    reading.look_beside(records)
    rows = list(reading.ratings(records))
    relation = f"matrix_{place}"
    own = ", ".join(f"{sql.name(c)} VARCHAR" for c in COLUMNS)
    bench.execute(
        f"create or replace temp table {sql.name(relation)} (line BIGINT, file_line BIGINT, {own})"
    )
    if rows:
        bench.executemany(
            f"insert into {sql.name(relation)} values (?, ?, {', '.join('?' * len(COLUMNS))})",
            [[n, line, *(row[c] for c in COLUMNS)] for n, (line, row) in enumerate(rows)],
        )
    told = Staged(relation, COLUMNS, staged.encoding, said=(*staged.said, *reading.said()))
    checked = check(
        bench, told, named(TABLE), dataset=dataset, known=known.of(named(TABLE)), place=place
    )
    good = (
        f"select m.file_line as line, g.* exclude (line) from ({checked.good}) g"
        f" join {sql.name(relation)} m on m.line = g.line"
    )
    refused = {_place(r): r for r in (*staged.refused, *reading.told(checked.refused, rows))}
    return replace(checked, good=good, refused=tuple(refused[k] for k in sorted(refused)))


def _place(refusal: Refusal) -> tuple[int, str, str]:
    return refusal.line, refusal.column, refusal.code


def _records(
    bench: duckdb.DuckDBPyConnection, staged: Staged, asked: Layout
) -> Iterator[tuple[int, dict[str, str]]]:
    """Each record with its line, as header to cell."""
    headers = [asked.evidence, *asked.letters.values(), *asked.reasons.values(),
               *asked.raters.values(), *asked.unknown]  # fmt: skip
    found = bench.execute(
        f"select {sql.name(staged.line_column)}, {sql.names(headers)}"
        f" from {sql.name(staged.relation)} order by 1"
    ).fetchall()
    for line, *cells in found:
        yield line, {h: _cell(c) for h, c in zip(headers, cells, strict=True)}


def _cell(text: str | None) -> str:
    return unicodedata.normalize("NFC", restored((text or "").strip("\ufeff"))).strip()


class _Reading:
    """Goes through the cells, holding each against the ratings that count so far."""

    def __init__(
        self, asked: Layout, by: str, now: str, ratings: Iterable[Mapping[str, Any]]
    ) -> None:
        listed = list(ratings)
        self.asked, self.by, self.now = asked, by, now
        self.rated: Rated = rated(listed)
        self.last: dict[tuple[str, str, str], tuple[str, str]] = {
            pair: (str(row["rating"]), str(row["reason"] or ""))
            for pair, row in self.rated.last.items()
        }
        self.revisions: dict[Cell, int] = {}
        for row in listed:
            cell = (str(row["evidence"]), str(row["hypothesis"]))
            self.revisions[cell] = max(self.revisions.get(cell, 0), revision(row))
        self.cleared = self.idle_reasons = 0
        self.notes: list[str] = []
        self.refused: list[Refusal] = []

    def look_beside(self, records: Iterable[tuple[int, Mapping[str, str]]]) -> None:
        """Tell columns of letters under an unknown hypothesis from notes and empty columns."""
        for header in self.asked.unknown:
            if _of_another(header, self.asked.unknown):
                continue
            filled = [(line, r[header]) for line, r in records if r[header]]
            if all(self._letter(cell) in code_list("rating").codes for _, cell in filled):
                self.refused += [self._stray(line, header, cell) for line, cell in filled]
            else:
                self.notes.append(header)

    def _stray(self, line: int, header: str, cell: str) -> Refusal:
        ids = list(self.asked.letters)
        listed = f"Hypotheses: {', '.join(ids)}. " if ids else ""
        return Refusal(
            line, header, "unknown_hypothesis", f"the case has no hypothesis {shown(header)}",
            f"{did_you_mean(header, ids)}{listed}Add it to hypotheses.csv and read that first.",
            cell,
        )  # fmt: skip

    def ratings(
        self, records: Iterable[tuple[int, Mapping[str, str]]]
    ) -> Iterator[tuple[int, dict[str, str | None]]]:
        for line, record in records:
            evidence = record[self.asked.evidence]
            for hypothesis in self.asked.letters:
                row = self._rating(evidence, hypothesis, record)
                if row is not None and row["by"] is None:
                    self._refuse_nameless(line, hypothesis, str(row["rating"]))
                elif row is not None:
                    yield line, row

    def _rating(
        self, evidence: str, hypothesis: str, record: Mapping[str, str]
    ) -> dict[str, str | None] | None:
        """The rating that a cell adds, if it does."""
        letter = self._letter(record[self.asked.letters[hypothesis]])
        reason = record.get(self.asked.reasons.get(hypothesis, ""), "")
        who = record.get(self.asked.raters.get(hypothesis, ""), "")
        signs = self.by or who
        seen = [self.last.get((evidence, hypothesis, name)) for name in (who, signs)]
        if not letter:
            self.cleared += any(seen)
            self.idle_reasons += bool(reason) and not any(seen)
            return None
        for last in seen:
            if last is not None and last[0] == letter and _alike(last[1], reason):
                return None
            if last is not None and _alike(last[1], reason):
                reason = last[1]
        number = self.revisions.get((evidence, hypothesis), 0) + 1
        self.revisions[evidence, hypothesis] = number
        self.last[evidence, hypothesis, signs] = (letter, reason)
        values = (hypothesis, evidence, letter, reason or None, signs or None, self.now[:10],
                  str(number))  # fmt: skip
        return dict(zip(COLUMNS, values, strict=True))

    def _refuse_nameless(self, line: int, hypothesis: str, letter: str) -> None:
        self.refused.append(
            Refusal(line, self.asked.letters[hypothesis], "no_rater", "nobody is named who rated",
                    f"Give --by NAME, or write it in a column {hypothesis}{BY}.", letter)
        )  # fmt: skip

    def _letter(self, cell: str) -> str:
        return cell.upper() if cell.upper() in code_list("rating").codes else cell

    def said(self) -> list[str]:
        """What is worth knowing of the file as a whole."""
        told = [
            f"column {shown(header)} is no hypothesis of the case and was left out"
            for header in self.notes
        ]
        if self.cleared:
            blank = "1 cell is" if self.cleared == 1 else f"{self.cleared} cells are"
            told.append(
                f"{blank} blank whose rating stands: a rating is not taken away, and NA says that"
                " an item does not bear on a hypothesis"
            )
        if self.idle_reasons:
            n = self.idle_reasons
            idle = "1 reason stands" if n == 1 else f"{n} reasons stand"
            told.append(f"{idle} without a letter and {'was' if n == 1 else 'were'} left out")
        return told

    def told(
        self, refused: Iterable[Refusal], rows: Sequence[tuple[int, Mapping[str, str | None]]]
    ) -> Iterator[Refusal]:
        """Refusals with the line and the column of the matrix."""
        yield from self.refused
        for refusal in refused:
            line, row = rows[refusal.line]
            hypothesis = str(row["hypothesis"])
            headers = {
                "rating": self.asked.letters.get(hypothesis, ""),
                "reason": self.asked.reasons.get(hypothesis, ""),
                "by": self.asked.raters.get(hypothesis, ""),
                "evidence": self.asked.evidence,
            }
            yield replace(refusal, line=line, column=headers.get(refusal.column, refusal.column))


def _of_another(header: str, unknown: Collection[str]) -> bool:
    """Whether it is the reason or the rater of an unknown column, with which it goes."""
    return any(header.endswith(end) and header.removesuffix(end) in unknown for end in (REASON, BY))


def _alike(before: str, now: str) -> bool:
    """Whether a reason is as it was, as far as it left the case: without account names."""
    return " ".join(masked(before).split()) == " ".join(masked(now).split())
