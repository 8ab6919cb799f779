"""`acta attach`: a file, an address, a folder; and what is told of each."""

from __future__ import annotations

import gzip
import hashlib
import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import Result

import actaverba

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
        self.send_response(200)
        self.end_headers()
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


@pytest.mark.parametrize("url", ["file:///etc/hostname", "ftp://a.example/", "https://u@a/", "x"])
def test_only_the_web_is_fetched(acta: Acta, case: Path, url: str) -> None:
    told = acta("attach", case, "relays:A1", "--url", url, "--by", "ab", code=3).output
    assert "is no address of a page" in told


def test_a_redirect_does_not_leave_the_web(acta: Acta, case: Path, site: str) -> None:
    acta("attach", case, "relays:A1", "--url", f"{site}/away", "--by", "ab", code=3)
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
