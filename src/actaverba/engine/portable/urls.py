"""One address for all the ways in which it is passed around.

What is folded: the case of scheme and host, http and https, default ports, user names,
fragments, tracking parameters, `www.` and mobile hosts, AMP copies, hosts of one site under two
names, pages that only lead on, and two spellings of one character. Shorteners are left as they
are. Two pages that a site tells apart by none but these are taken for one; a site that gives
one page two paths has two addresses here. Rules are data (`vocabulary/data/web/`).
"""

from __future__ import annotations

import re
from urllib.parse import quote, unquote, urlsplit

from actaverba.vocabulary.web import WebRules, web_rules

LONGEST = 4096
DEEPEST = 3
PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*")
_ESCAPE = re.compile(r"%([0-9a-fA-F]{2})")
_UNRESERVED = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~")
_KEPT = "".join(map(chr, range(33, 127)))
_BRACKETS = {")": "(", "]": "[", "}": "{"}
_STOPS = ".,;:!?'*_|~\u2026\u3002\u3001\uff0c\uff01\uff1f\uff1b\uff1a"


def canonical(url: str) -> str | None:
    """The address that stands for this one; None where it is no web address.

    >>> canonical("HTTP://m.Example.org:80/a/amp?utm_source=x&id=7#top")
    'https://example.org/a?id=7'
    """
    return _canonical(url, web_rules(), DEEPEST)


def host_of(canonical_url: str) -> str:
    """The host of an address that `canonical` gave.

    >>> host_of("https://example.org:8080/a")
    'example.org'
    """
    host = canonical_url[len("https://") :].partition("/")[0]
    return host.partition("]")[0] + "]" if host.startswith("[") else host.partition(":")[0]


def trimmed(found: str) -> str:
    """An address as a text has it, without the punctuation of the sentence after it.

    >>> trimmed("https://example.org/a_(b)),")
    'https://example.org/a_(b)'
    """
    while found and (found[-1] in _STOPS or _is_left_open(found)):
        found = found[:-1]
    return found


def _is_left_open(found: str) -> bool:
    """Whether it ends with a bracket that was opened before it."""
    first = _BRACKETS.get(found[-1])
    return first is not None and found.count(found[-1]) > found.count(first)


def _canonical(url: str, rules: WebRules, deepest: int) -> str | None:
    if len(url) > LONGEST:
        return None
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    scheme = parts.scheme.lower()
    host = _host(parts.hostname or "", rules)
    if scheme not in PORTS or host is None:
        return None
    path = _spelt(parts.path) or "/"
    leads_on = rules.leads_on.get((host, path))
    if leads_on and deepest:
        target = _target(parts.query, leads_on)
        return _canonical(target, rules, deepest - 1) if target else None
    for cache in rules.amp_caches:
        own = cache.path.match(path) if cache.keeps(host) else None
        if own and deepest:
            query = f"?{parts.query}" if parts.query else ""
            return _canonical(f"https://{own['own']}{query}", rules, deepest - 1)
    query = "&".join(p for p in _spelt(parts.query).split("&") if p and _counts(p, host, rules))
    where = host if port in (None, PORTS[scheme]) else f"{host}:{port}"
    asked = f"?{query}" if query else ""
    # A fragment after #! is the page itself on sites that draw their pages by script.
    route = f"#{_spelt(parts.fragment)}" if parts.fragment.startswith("!") else ""
    return f"https://{where}{_without_amp(path, rules)}{asked}{route}"


def _host(given: str, rules: WebRules) -> str | None:
    """A host in lower case and ASCII, without its mobile labels, under its one name."""
    host = given.rstrip(".").lower()
    if ":" in host:
        return f"[{host}]"
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:
            return None
    if not _HOST.fullmatch(host) or "." not in host:
        return None
    host = rules.same.get(host, host)
    labels = host.split(".")
    top = 3 if ".".join(labels[-2:]) in rules.given_out_below else 2
    kept = [label for label in labels[:-top] if label not in rules.labels] + labels[-top:]
    host = ".".join(kept)
    return rules.same.get(host, host)


def _spelt(part: str) -> str:
    """One spelling of each character: what need not be escaped is not, the rest is, in capitals."""
    if "%" in part:
        part = _ESCAPE.sub(_escape, part)
    return part if part.isascii() and part.isprintable() and " " not in part else quote(
        part, safe=_KEPT, errors="replace"
    )  # fmt: skip


def _escape(found: re.Match[str]) -> str:
    char = chr(int(found[1], 16))
    return char if char in _UNRESERVED else f"%{found[1].upper()}"


def _counts(parameter: str, host: str, rules: WebRules) -> bool:
    """Whether a parameter of the query belongs to what the address names."""
    name, _, value = parameter.partition("=")
    folded = unquote(name).lower()
    wanted = rules.amp_values.get(folded)
    if wanted is not None and value.lower() in (wanted, "1", "true", ""):
        return wanted != "" and value.lower() != wanted
    if rules.tracking.has(folded):
        return False
    own = rules.tracking_on.get(host)
    return own is None or not own.has(folded)


def _target(query: str, parameters: tuple[str, ...]) -> str:
    for wanted in parameters:
        for parameter in query.split("&"):
            name, _, value = parameter.partition("=")
            if name == wanted and value:
                return unquote(value.replace("+", " ")).strip()
    return ""


def _without_amp(path: str, rules: WebRules) -> str:
    for find, put in rules.amp_paths:
        changed, times = find.subn(put, path, count=1)
        if times:
            return changed or "/"
    return path
