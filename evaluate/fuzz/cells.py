"""Cells for any column of the vocabulary: mostly sound, some hostile, some wrong.

What a column takes follows from its type, so a new table or column is covered as it comes; a
type that is not known here gets plain text, and its rows are refused or kept like others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache

from hypothesis import strategies as st

from actaverba.vocabulary import blocs, codes, languages, predicates, state_codes
from actaverba.vocabulary.schema import Column

Text = st.SearchStrategy[str]
LONG = 5_000
# Sound in a cell of a case, dangerous where it comes out again.
MARKUP = (
    "<script>alert(1)</script>", "</style></title><img src=x onerror=alert(1)>", "<!-- ", "]]>",
    '" onmouseover="alert(1)', "' autofocus onfocus='x", "&lt;b&gt; &#x3c;script&#x3e;",
    "javascript:alert(1)", "{{ 7*7 }}{% raw %}", "</td></table><p>", "<svg/onload=alert(1)>",
)  # fmt: skip
HOSTILE = (
    "%(n)s {n} {0} %s $x", "{", "}",
    "=HYPERLINK(\"http://x.example\",\"a\")", "+1+1", "-2+3", "@SUM(A1)", "a;=1+1", "|calc",
    "'; drop table relays; --", '"; select 1; --', "\\", "\\N", "NULL", "nan", "null", "-", "–",
    "../../etc/passwd", "/dev/null", "C:\\con", "~", ".", "a\nb\r\nc", "a\tb", '"quoted"',
    "'", "a,b", "שלום <b>", "\u0627\u0644\u0633\u0641\u064a\u0646\u0629", "e\u0301", "\u00e9",
    "\ufb01", "İ", "ß", "\U0001f600", "a\u200db", "\u200b", "\u2028", "\u00ad", "\ufffd", "\uffff",
    "x" * LONG, "é" * 300, "0", "1e400",
    "S001", "relays:S001", "finding:0000", "hypothesis:H", "=", "#REF!", "a=b&c=d", "true", "2025",
)  # fmt: skip
# Never sound in a cell of a case.
REFUSED = (
    "a\x00b", "\x1b[31mred\x1b[0m", "\u202egnp.exe", "\u2066a\u2069", "\x07", "a\x9bb", "\x7f",
    "\x1b]8;;http://x.example\x07link", "\x08",
)  # fmt: skip
WRONG = (
    "31.12.2025", "2025-13-01", "2025-02-30", "0000", "1,000", "1 000", "NaN", "inf", "1e999",
    "12:60", "Serbia", "sr_Latn!", "ftp:", "http://", "https://exa mple.org", "A B", "-0", "٣",
    "２０２５", "S",
)  # fmt: skip
WORDS = ("ship", "cargo at dawn", "Foreign ministry", "ab", "Wire", "reads well", "Ähre, Öl")
URLS = (
    "https://example.org/a", "http://one.example/b?c=d&e='f'", "https://example.org/</a><b>",
    "https://user:secret@example.org/x", "https://пример.example/ф", "https://example.org/\"onload=1",
    "gemini://two.example/", "https://[::1]/x", "https://[bad/x", "http://t.example/@masked_user/7",
)  # fmt: skip
UNITS = ("PIECES", "EUR", "TONNES", "A1")
NAMES = ("trade_value", "goods", "shells", "import", "telegram", "x:y.z-1", "ключ")
HASH = "ab" * 32


@cache
def words() -> Text:
    """Text that a case takes: plain as a rule, often hostile."""
    return st.one_of(
        st.sampled_from(WORDS),
        st.sampled_from(MARKUP),
        st.sampled_from(HOSTILE),
        st.text(_SOUND, min_size=1, max_size=8),
    )


_SOUND = st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\u202a\u202b\u202c"
                       "\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")  # fmt: skip


@cache
def wrong() -> Text:
    """Text that few cells can take, or none."""
    return st.sampled_from((*WRONG, *REFUSED, *HOSTILE, *MARKUP))


@cache
def dates() -> Text:
    """Dates in all precisions, mostly of a few years so that periods meet."""
    years = st.one_of(st.integers(2023, 2025), st.sampled_from((1, 1900, 9999, 1993, 2006)))
    return st.builds(
        lambda year, month, day, long: f"{year:04d}-{month:02d}-{day:02d}"[:long],
        years, st.integers(1, 12), st.integers(1, 28), st.sampled_from((4, 7, 10, 10)),
    )  # fmt: skip


@cache
def instants() -> Text:
    return st.builds(
        lambda day, hour, zone: f"{day}T{hour:02d}:30:00{zone}",
        dates().filter(lambda d: len(d) == 10), st.integers(0, 23),
        st.sampled_from(("Z", "+02:00", "-11:30")),
    )  # fmt: skip


@cache
def numbers() -> Text:
    return st.one_of(
        st.integers(-5, 2_000_000).map(str),
        st.sampled_from(("0", "-0.0", "1e3", "1e308", "5e-324", "0.1", "+7", "100000", "100000.0")),
    )


@cache
def parties() -> Text:
    known = list(state_codes.states())
    own = st.sampled_from(("SRB", "RUS", "EU", "USA", "CHN", "UKR"))
    few = st.sampled_from(("SRB:arms_industry", "unspecified", "unspecified_africa", "WLD",
                           "RUS-UKR_war", "military_blocs"))  # fmt: skip
    return st.one_of(own, own, st.sampled_from(known), st.sampled_from(list(blocs.blocs())), few)


def several(one: Text) -> Text:
    return st.lists(one, min_size=1, max_size=3).map(";".join)


def labels(known: Sequence[str]) -> Text:
    """The name of a row that there is; sometimes of one that there is not."""
    made_up = st.sampled_from(("nobody", "S1 ", "<i>"))
    return st.one_of(*[st.sampled_from(list(known))] * 9, made_up) if known else made_up


def sound(column: Column, known: Mapping[str, Sequence[str]]) -> Text:
    """Cells that the column takes; `known` are the labels of the rows of each table so far.

    The example of the codebook is among them, which some rules ask for.
    """
    found = _of_type(column, known)
    is_free = column.example and not column.references and column.type != "row"
    return st.one_of(found, found, found, st.just(column.example)) if is_free else found


def _of_type(column: Column, known: Mapping[str, Sequence[str]]) -> Text:
    simple = _simple(column)
    if simple is not None:
        return simple
    target = column.references.partition(".")[0]
    if column.type in ("reference", "references") or target:
        others = list(predicates.predicates()) if target == "predicates" else []
        one = labels([*known.get(target, ()), *others])
        return several(one) if column.type == "references" else one
    if column.type == "row":
        return labels([f"{table}:{label}" for table, some in known.items() for label in some])
    if column.type == "integer":
        low, high = column.low, column.high
        return st.integers(
            -9 if low is None else int(low), 2_000_000_000 if high is None else int(high)
        ).map(str)
    return words()


@cache
def _simple(column: Column) -> Text | None:
    """Types whose cells follow from nothing but the vocabulary."""
    if column.references:
        return None
    if column.type in ("code", "codes"):
        one = st.sampled_from(list(codes.code_list(column.codes).codes))
        return several(one) if column.type == "codes" else one
    made: dict[str, Callable[[], Text]] = {
        "date": dates, "instant": instants, "number": numbers, "party": parties,
        "time": lambda: st.sampled_from(("00:00", "09:30", "23:59:59")),
        "state": lambda: st.one_of(st.sampled_from(("SRB", "RUS", "EU")), _states()),
        "parties": lambda: several(parties()),
        "language": lambda: st.one_of(st.sampled_from(("en", "sr-Latn", "und")), _languages()),
        "list": lambda: st.one_of(several(words()), numbers(), _values()),
        "url": lambda: st.sampled_from(URLS),
        "unit": lambda: st.sampled_from(UNITS),
        "name": lambda: st.sampled_from(NAMES),
        "sha256": lambda: st.just(HASH),
    }  # fmt: skip
    return made[column.type]() if column.type in made else None


@cache
def _values() -> Text:
    """What the fields of a relay may take: dates, states, yes and no."""
    return st.one_of(dates(), several(parties()), st.sampled_from(("yes", "no", "unknown")))


@cache
def _states() -> Text:
    return st.sampled_from(list(state_codes.states()))


@cache
def _languages() -> Text:
    return st.sampled_from(list(languages.languages()))
