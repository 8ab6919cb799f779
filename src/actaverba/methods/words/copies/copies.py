"""The method: posts in; clusters of copied text, their versions and pairs out."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from actaverba.case.finding import Finding
from actaverba.methods.method import Result, Rows, method
from actaverba.methods.words.copies import tables
from actaverba.methods.words.copies.clusters import clusters
from actaverba.methods.words.copies.explaining import told_by
from actaverba.methods.words.copies.judging import Limits
from actaverba.methods.words.copies.searching import found
from actaverba.methods.words.copies.telling import findings

if TYPE_CHECKING:
    import pyarrow as pa

MEANING = {
    "repeated_rows": "rows that repeat a post of the same platform and id",
    "reposts": "posts that the platform marks as passed on",
    "nothing_left": "posts without a word once links, mentions and signs are gone",
    "too_short": "texts under 30 graphemes, compared for being equal only",
    "pairs_compared": "pairs of different texts that were compared letter by letter",
    "chained_buckets": "buckets so large that only their first text was paired with the others",
    "chained_texts": "texts in such buckets, among which pairs may be missing",
    "bucket_cap": "the largest bucket of which all pairs were looked at",
    "is_full": "1: there were so many pairs that texts with several of them got no more",
    "common_runs": "passages in so many texts that they count between the first and each other",
    "without_vector": "texts for whose first post no vector was given",
}


def copies(posts: Any, accounts: Any = None, *, embeddings: Any = None, **settings: Any) -> Result:
    """Which posts carry the same text, in which versions, and in which order they were seen.

    Parameters
    ----------
    posts : pyarrow.Table, or anything with the Arrow interface, or a list of dictionaries
        As in the vocabulary: `id` and `text`, and as far as known `platform`, `account`,
        `published`, `language`, `repost_of`.
    accounts : the same, optional
        What accounts say of themselves: `owner`, `disclosed_automation`, `host`.
    embeddings : mapping of post id to vector, or a table with `id` and `vector`, optional
        Vectors of meaning from an encoder of your own. Only with them are rewordings and
        translations looked for; the thresholds are D3lta's and not measured for yours.
    reposts, levenshtein, jaccard, passages, containment, most_findings
        Settings; see the method's page.

    Returns
    -------
    Result
        With the Arrow tables `clusters`, `posts_in_clusters`, `versions`, `edges`, `left_out`.

    Notes
    -----
    It assumes that equal runs of letters mean a common source. It fails for free paraphrases
    and translations, and cannot tell a template from a campaign by likeness alone. What is
    seen first is first in these rows, nowhere else.

    Examples
    --------
    >>> import actaverba
    >>> text = "The ministry has published its statement on the delivery of shells today"
    >>> posts = [
    ...     {"id": "1", "platform": "x", "account": "a", "text": text},
    ...     {"id": "2", "platform": "x", "account": "b", "text": text.upper() + " #news"},
    ... ]
    >>> actaverba.copies(posts).clusters["accounts"].to_pylist()
    [2]
    """
    compute = functools.partial(_compute, embeddings=embeddings)
    return method(__file__)(compute)(posts, accounts, **settings)


def _compute(
    posts: pa.Table, accounts: pa.Table | None = None, *, reposts: bool, levenshtein: float,
    jaccard: float, passages: float, containment: float, most_findings: int, embeddings: Any,
) -> tuple[dict[str, Rows], list[Finding]]:  # fmt: skip
    """The tables and findings, for `copies`."""
    limits = _limits(levenshtein, jaccard, passages=passages, containment=containment)
    pairs = found(posts, reposts=reposts, limits=limits, embeddings=embeddings)
    made = clusters(posts, pairs)
    versions, templates = tables.version_table(made, posts)
    told = findings(
        posts, pairs, made, templates=templates, accounts=told_by(accounts), most=most_findings
    )
    results: dict[str, Rows] = {
        "clusters": tables.cluster_rows(made, posts, templates),
        "posts_in_clusters": tables.post_table(made, posts),
        "versions": versions,
        "edges": tables.edge_table(pairs, made, posts),
        "left_out": [
            {"what": what, "n": n, "meaning": MEANING[what]} for what, n in pairs.cut.items()
        ],
    }
    return results, told


def _limits(levenshtein: float, jaccard: float, *, passages: float, containment: float) -> Limits:
    """Short texts never need less than others."""
    usual = Limits()
    return Limits(
        copy_edit=levenshtein, copy_runs=jaccard, runs=passages, quote=containment,
        short_edit=max(usual.short_edit, levenshtein),
        short_copy_runs=max(usual.short_copy_runs, jaccard),
        short_runs=max(usual.short_runs, passages),
    )  # fmt: skip
