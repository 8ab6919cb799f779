"""`acta attach`: a file, an address, a folder; and what is told of each."""

from __future__ import annotations

import gzip
import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import Result

import actaverba
from actaverba.case import custody_fetch

NOW = "2026-06-30T12:00:00Z"
Acta = Callable[..., Result]
RELAYS = """id,statement,host,published,language,url,keeps_attribution,text_seen
A1,S1,a.example,2025-06-01,en,https://a.example/one,yes,full
A2,S1,b.example,2025-06-01,en,http://B.example:80/two/#top,yes,full
A3,S1,b.example,2025-06-01,en,https://b.example/two,no,full
"""
STATEMENTS = """id,date,speaker,speaker_kind,speech_act,summary,url
S1,2025-05-29,X,other,accuse,said,https://a.example/one
"""


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "relays.csv").write_text(RELAYS, encoding="utf-8")
    (folder / "statements.csv").write_text(STATEMENTS, encoding="utf-8")
    made = actaverba.new(tmp_path / "my.case", now=NOW)
    report = actaverba.read(made, folder, now=NOW)
    assert [t.refused for t in report.files] == [(), ()]
    return made.path


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    return folder


def warc(url: str, date: str, *, packed: bool) -> bytes:
    """A WARC file with one record."""
    page = "HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n<html>"
    record = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: {date}\r\n"
        f"Content-Type: application/http\r\nContent-Length: {len(page)}\r\n\r\n{page}\r\n\r\n"
    ).encode()
    return gzip.compress(record, mtime=0) if packed else record


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def captures(case: Path) -> list[tuple[str, str, str]]:
    rows = actaverba.open(case).table("captures").to_pylist()
    return sorted((r["row"], r["captured_at"], r["sha256"]) for r in rows)


def test_a_file_is_attached_and_verified(acta: Acta, case: Path, pages: Path) -> None:
    page = pages / "page.pdf"
    page.write_bytes(b"%PDF-1.7 x")
    told = acta("attach", case, "relays:A1", page, "--by", "A. B.", "--now", NOW).output
    assert "relays:A1  2026-06-30T12:00:00Z  pdf      10" in told
    assert captures(case) == [("relays:A1", NOW, sha(b"%PDF-1.7 x"))]
    assert "custody" in acta("verify", case).output
    (case.with_name("my.case.pages") / sha(b"%PDF-1.7 x")).write_bytes(b"%PDF-1.7 y")
    told = acta("verify", case, code=4).output
    assert "custody relays:A1: the original of its page has changed" in told


@pytest.mark.parametrize("packed", [False, True])
def test_the_time_of_a_warc_is_that_of_its_record(
    acta: Acta, case: Path, pages: Path, packed: bool
) -> None:
    page = pages / "page.warc"
    page.write_bytes(warc("https://a.example/one", "2025-06-02T03:04:05Z", packed=packed))
    acta("attach", case, "relays:A1", page, "--by", "ab", "--now", NOW)
    given = "2025-07-01T02:00:00+02:00"
    acta("attach", case, "statements:S1", page, "--by", "ab", "--captured-at", given)
    digest = sha(page.read_bytes())
    assert captures(case) == [
        ("relays:A1", "2025-06-02T03:04:05Z", digest),
        ("statements:S1", "2025-07-01T00:00:00Z", digest),
    ]


def test_a_folder_finds_its_rows_by_address(acta: Acta, case: Path, pages: Path) -> None:
    one = warc("https://a.example/one", "2025-06-02T03:04:05Z", packed=True)
    (pages / "w.warc.gz").write_bytes(one + warc("https://no.example/", "x", packed=True))
    (pages / "two.html").write_bytes(b"<html>two")
    (pages / "sub").mkdir()
    (pages / "sub" / "three.png").write_bytes(b"\x89PNG\r\n\x1a\n3")
    (pages / "sub" / "three.png.url").write_text("https://b.example/two\n", encoding="utf-8")
    (pages / "lone.html").write_bytes(b"<html>lone")
    (pages / "index.csv").write_text(
        "url,file\nhttps://b.example/two,two.html\nhttps://a.example/one,../files/relays.csv\n",
        encoding="utf-8",
    )
    (pages / "link.html").symlink_to(case)
    told = acta("attach", case, "--folder", pages, "--by", "ab", "--now", NOW, "--json").output
    found = json.loads(told)
    assert sorted((a["target"], a["media"], a["captured_at"]) for a in found["attached"]) == [
        ("relays:A1", "warc", "2025-06-02T03:04:05Z"),
        ("relays:A2", "html", NOW), ("relays:A2", "png", NOW),
        ("relays:A3", "html", NOW), ("relays:A3", "png", NOW),
        ("statements:S1", "warc", "2025-06-02T03:04:05Z"),
    ]  # fmt: skip
    assert found["left"] == [
        {"file": "index.csv", "why": "there is no file '../files/relays.csv' in the folder"},
        {"file": "link.html", "why": "is a link"},
        {"file": "lone.html", "why": "has no address; give it in index.csv"},
        {"file": "w.warc.gz", "why": "no row has the address 'https://no.example/'"},
    ]
    assert acta("verify", case).exit_code == 0
    again = acta("attach", case, "--folder", pages, "--by", "ab", "--now", NOW).output
    assert "0 pages attached" in again
    assert len(captures(case)) == 6


@pytest.mark.parametrize(
    "content", [b"\x1f\x8bnonsense", b"WARC/1.0\r\nnonsense", gzip.compress(b"a" * 100_000)]
)
def test_what_only_looks_like_a_warc_is_refused(
    acta: Acta, case: Path, pages: Path, content: bytes
) -> None:
    page = pages / "page.warc"
    page.write_bytes(content)
    told = acta("attach", case, "relays:A1", page, "--by", "ab", code=3).output
    assert "cannot be read as a WARC file" in told or "holds no captured page" in told
    assert not case.with_name("my.case.pages").exists()


class Page(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/away":
            self.send_response(302)
            self.send_header("Location", "file:///etc/hostname")
            self.end_headers()
            return
        if self.path == "/moved":
            self.send_response(301)
            self.send_header("Location", "/new")
            self.end_headers()
            return
        self.send_response(404 if self.path == "/gone" else 200)
        if self.path == "/short":
            self.send_header("Content-Length", "99")
        self.end_headers()
        if self.path == "/drip":
            with suppress(OSError):
                for _ in range(40):
                    self.wfile.write(b".")
                    self.wfile.flush()
                    time.sleep(0.05)
        self.wfile.write(b"<html>fetched")

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    running = threading.Thread(target=server.serve_forever)
    running.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    running.join()
    server.server_close()


def test_an_address_is_fetched(acta: Acta, case: Path, site: str) -> None:
    acta("attach", case, "relays:A1", "--url", f"{site}/a", "--by", "ab", "--now", NOW)
    assert captures(case) == [("relays:A1", NOW, sha(b"<html>fetched"))]
    kept = case.with_name("my.case.pages") / sha(b"<html>fetched")
    assert kept.read_bytes() == b"<html>fetched"


def test_a_redirect_is_told(acta: Acta, case: Path, site: str) -> None:
    told = acta("attach", case, "relays:A1", "--url", f"{site}/moved", "--by", "ab", "--now", NOW)
    assert f"the address led to {site}/new" in told.output
    rows = actaverba.open(case).table("captures").to_pylist()
    tool = f"acta attach --url, actaverba {actaverba.__version__}, after a redirect"
    assert [(r["url"], r["tool"]) for r in rows] == [(f"{site}/moved", tool)]


@pytest.mark.parametrize(
    ("page", "why"),
    [
        ("gone", "HTTP Error 404"),
        ("short", "it broke off, 86 bytes before its end"),
        ("drip", "it took longer than 0.3 s"),
        ("large", "is larger than 0 MiB"),
    ],
)
def test_a_page_that_cannot_be_had_whole_is_not_kept(
    acta: Acta, case: Path, site: str, monkeypatch: pytest.MonkeyPatch, page: str, why: str
) -> None:
    monkeypatch.setattr(custody_fetch, "LONGEST", 0.3)
    monkeypatch.setattr(custody_fetch, "LARGEST", 12 if page == "large" else 99)
    told = acta("attach", case, "relays:A1", "--url", f"{site}/{page}", "--by", "ab", code=3)
    assert why in told.output
    assert captures(case) == []
    assert not case.with_name("my.case.pages").exists()


@pytest.mark.parametrize("url", ["file:///etc/hostname", "ftp://a.example/", "https://u@a/", "x"])
def test_only_the_web_is_fetched(acta: Acta, case: Path, url: str) -> None:
    told = acta("attach", case, "relays:A1", "--url", url, "--by", "ab", code=3).output
    assert "is no address of a page" in told


def test_a_redirect_does_not_leave_the_web(acta: Acta, case: Path, site: str) -> None:
    acta("attach", case, "relays:A1", "--url", f"{site}/away", "--by", "ab", code=3)
    assert captures(case) == []


BROWSER = b"<!DOCTYPE html>\n<!-- saved from url=(0023)https://a.example/one -->\n<html>"
SINGLE = b"""<!DOCTYPE html> <html lang=en><!--
 Page saved with SingleFile
 url: https://a.example/one
 saved date: Tue Jun 03 2025 10:00:00 GMT+0200 (CEST)
-->"""
MHTML = b"""From: <Saved by Blink>
Snapshot-Content-Location: https://a.example/one
Date: Tue, 3 Jun 2025 08:00:00 -0000

"""
CANONICAL = b"<html><head><link href=\"https://A.example/%6fne\" rel='canonical'></head>"
OG = b'<html><meta property=og:url content="https://a.example/one/">'
SAVED = {
    "firefox.html": (BROWSER, "saved from"),
    "single.html": (SINGLE, "SingleFile"),
    "page.mhtml": (MHTML.replace(b"\n", b"\r\n"), "MHTML"),
    "canonical.html": (CANONICAL, "canonical"),
    "og.html": (OG, "og:url"),
    "a.example/one.html": (b"<html>", "file name"),
    "https%3A%2F%2Fa.example%2Fone.pdf": (b"%PDF-", "file name"),
}


@pytest.mark.parametrize("name", SAVED)
def test_a_saved_page_says_where_it_is_from(acta: Acta, case: Path, pages: Path, name: str) -> None:
    content, how = SAVED[name]
    (pages / name).parent.mkdir(exist_ok=True)
    (pages / name).write_bytes(content)
    told = acta("attach", case, "--folder", pages, "--by", "ab", "--now", NOW, "--json").output
    at = "2025-06-03T08:00:00Z" if how in ("SingleFile", "MHTML") else NOW
    assert [(a["target"], a["how"], a["captured_at"]) for a in json.loads(told)["attached"]] == [
        ("statements:S1", how, at), ("relays:A1", how, at),
    ]  # fmt: skip


def test_what_people_say_of_a_page_stands_before_its_own_word(
    acta: Acta, case: Path, pages: Path
) -> None:
    page = b'<html><link rel=canonical href="https://a.example/one">'
    (pages / "two.html").write_bytes(page)
    (pages / "two.url").write_text(
        "[InternetShortcut]\r\nURL=https://b.example/two\r\n", encoding="utf-8"
    )
    (pages / "two_files").mkdir()
    (pages / "two_files" / "style.css").write_bytes(b"a")
    (pages / "own.html").write_bytes(page + b"!")
    asked = ("attach", case, "--folder", pages, "--by", "ab", "--now", NOW)
    found = json.loads(acta(*asked, "--json").output)
    assert [(a["target"], a["how"]) for a in found["attached"]] == [
        ("statements:S1", "canonical"), ("relays:A1", "canonical"),
        ("relays:A2", "index.csv"), ("relays:A3", "index.csv"),
    ]  # fmt: skip
    assert found["left"] == [
        {"file": "two_files", "why": "parts of a page that was saved whole: 1"}
    ]
    assert "what the page calls itself, so look at it: relays:A1, statements:S1" in (
        acta(*asked).output
    )


HOSTILE = [
    b"<!-- saved from url=(0014)javascript:a -->", b"<link rel=canonical href='file:///etc/passwd'>",
    b"<link " + b"a" * 60_000, b"<meta " + b"a:" * 2_000 + b">", b"<!--" * 20_000,
    b"\xff\xfe<\x00l\x00i\x00n\x00k\x00",
    b"<!--\n Page saved with SingleFile \n url: https://no.example/ \n saved date: \xd9\xa1" * 99,
    b"Snapshot-Content-Location: https://no.example/\nDate: Tue, 99 Jun 99999 08:00:00 +9999\n",
]  # fmt: skip


@pytest.mark.parametrize("content", HOSTILE)
def test_a_hostile_page_finds_no_row(acta: Acta, case: Path, pages: Path, content: bytes) -> None:
    (pages / "a\n\x1b[31mb\u202e.html").write_bytes(content)
    told = acta("attach", case, "--folder", pages, "--by", "ab").output
    assert "0 pages attached" in told
    assert "\x1b" not in told
    assert "\u202e" not in told
    assert captures(case) == []


def test_what_is_not_said_is_asked_for(acta: Acta, case: Path, pages: Path) -> None:
    acta("attach", case, "--by", "ab", code=3)
    acta("attach", case, "relays:A1", "--by", "ab", code=3)
    acta("attach", case, "relays:A1", pages / "no.html", "--by", "ab", code=3)
    acta("attach", case, "--folder", pages / "no", "--by", "ab", code=3)
    acta("attach", case, "relays:A1", pages / "no.html", code=2)


def test_the_dossier_tells_captured_from_not(acta: Acta, case: Path, pages: Path) -> None:
    """A name and a page full of markup stay words and bytes."""
    page = pages / "page.html"
    page.write_bytes(b"<script>alert('from the page')</script>")
    by = "<script>alert(1)</script>"
    acta("attach", case, "relays:A1", page, "--by", by, "--now", NOW)
    actaverba.run(case, now=NOW)
    acta("dossier", case, "-o", case.with_name("d.html"), "--now", NOW)
    text = case.with_name("d.html").read_text(encoding="utf-8")
    assert f"<code>{sha(page.read_bytes())}</code>" in text
    assert "the original is kept beside the case" in text
    assert "Page not captured" in text
    assert "<script" not in text
    assert "from the page" not in text
