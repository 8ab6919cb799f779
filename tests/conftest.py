"""What tests share: where data stand, an empty case, and the same chance every time."""

from __future__ import annotations

import fcntl
import os
import shutil
import sys
from collections.abc import Callable, Generator, Iterator
from importlib import util
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from figures.timing import once

ROOT = Path(__file__).resolve().parent.parent
NOW = "2026-06-30T12:00:00Z"

settings.register_profile(
    "ci",
    derandomize=True,
    deadline=None,
    max_examples=60,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile("search", parent=settings.get_profile("ci"), derandomize=False)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


@pytest.hookimpl(wrapper=True, optionalhook=True)
def pytest_xdist_auto_num_workers() -> Generator[None, int, int]:
    """One worker a core; on a single core none, since one worker alone only costs."""
    workers = yield
    return workers if workers > 1 else 0


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def data() -> Path:
    """The big shared data: `$ACTAVERBA_DATA`, else `../shared/data` beside the repository."""
    named = os.environ.get("ACTAVERBA_DATA")
    folder = Path(named) if named else ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"no shared data at {folder}; set ACTAVERBA_DATA to their folder")
    return folder


@pytest.fixture(scope="session")
def serbia() -> Path:
    """The folder of the bundled case, as a person would have filled it in."""
    return ROOT / "src" / "actaverba" / "cases" / "serbia-2025"


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """`made_once("name", make)`: a folder that one worker fills with `make(folder)` for all.

    The others wait for it. Each must only look at it, or copy it: it belongs to all of them.
    """
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def made(name: str, make: Callable[[Path], None]) -> Path:
        place, unfinished = shared / name, shared / f"{name}.unfinished"
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # let go when the file is closed, or its process ends
            if not place.exists():
                shutil.rmtree(unfinished, ignore_errors=True)
                unfinished.mkdir()
                make(unfinished)
                unfinished.rename(place)
        return place

    return made


@pytest.fixture(scope="session")
def only_demo(made_once: Callable[..., Path]) -> Path:
    """What `acta demo` writes, in `demo`, and its largest memory in bytes, in `peak`.

    It is made once for all workers. Nobody opens the case where it stands.
    """
    acta = str(Path(sys.executable).parent / "acta")

    def make(folder: Path) -> None:
        run = once([acta, "demo", "-o", str(folder / "demo"), "--now", NOW])
        (folder / "peak").write_text(str(run.peak), encoding="utf-8")

    return made_once("demo", make)


@pytest.fixture(scope="session")
def demo(only_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a demo. Tests only look at its case; those that write copy it."""
    return shutil.copytree(only_demo / "demo", tmp_path_factory.mktemp("copied") / "demo")


@pytest.fixture(scope="session")
def bundled(demo: Path) -> Path:
    """The bundled case, read and run."""
    return demo / "serbia-2025.case"


@pytest.fixture
def case_path(tmp_path: Path) -> Path:
    """Where a test may put its case; nothing stands there yet."""
    return tmp_path / "test.case"


@pytest.fixture
def new_case(case_path: Path) -> Callable[..., Any]:
    """Make an empty case at `case_path`; arguments go to `actaverba.new`."""

    def make(**asked: Any) -> Any:
        import actaverba

        return actaverba.new(case_path, **asked)

    return make


@pytest.fixture
def fill(tmp_path: Path) -> Callable[[dict[str, str]], Path]:
    """Write case files from literal text: `fill({"relays.csv": "id,statement\\n…"})`."""

    def write(files: dict[str, str]) -> Path:
        folder = tmp_path / "files"
        folder.mkdir(exist_ok=True)
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8", newline="")
        return folder

    return write


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium without a window and without a network, driven by Playwright."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium")
    assert chromium, "chromium is missing: run scripts/system-packages as root"
    quiet = ["--disable-gpu", "--disable-quic", "--no-first-run"]
    quiet += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    if os.getuid() == 0:
        quiet.append("--no-sandbox")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=quiet)
        yield running
        running.close()


@pytest.fixture(scope="session")
def axe() -> Callable[[Any], list[str]]:
    """What axe-core has against an open page: one line a violation; empty is clean.

    The script comes in through the debugger, so a page's own policy may forbid scripts.
    """
    spec = util.find_spec("axe_playwright_python")
    assert spec
    assert spec.origin
    script = (Path(spec.origin).parent / "axe.min.js").read_text(encoding="utf-8")

    def look(page: Any) -> list[str]:
        page.evaluate(script)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        return [
            f"{v['impact']}: {v['id']}: {v['help']} at {v['nodes'][0]['target']}"
            for v in found["violations"]
        ]

    return look
