"""Help: an example for every command, nothing heavy loaded, methods explained."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable

import click
import pytest
from click.testing import Result

from actaverba import errors
from actaverba.cli import main
from actaverba.cli.commands import COMMANDS, EXIT_CODES
from actaverba.vocabulary.manifest import manifests

HEAVY = {"duckdb", "pyarrow", "jinja2", "babel", "numpy"}


@pytest.mark.parametrize("name", list(COMMANDS))
def test_a_command_explains_itself(acta: Callable[..., Result], name: str) -> None:
    text = acta(name, "--help").stdout
    before, _, examples = text.partition("\nExamples:\n")
    assert f"Usage: acta {name} " in before
    assert examples.startswith(f"  acta {name} ")
    command = main.get_command(click.Context(main), name)
    assert command is not None
    options = [p for p in command.params if isinstance(p, click.Option)]
    assert [o.name for o in options if not o.help] == []
    assert COMMANDS[name] in " ".join(acta("--help").stdout.split())


def test_every_exit_code_is_told(acta: Callable[..., Result]) -> None:
    raised = {c.exit_code for c in vars(errors).values() if isinstance(c, type)}
    assert {code for code, _ in EXIT_CODES} == {0, 1, 2} | raised
    text = " ".join(acta("--help").stdout.split())
    assert all(meaning in text for _, meaning in EXIT_CODES)


@pytest.mark.parametrize("name", list(manifests()))
def test_a_method_explains_itself(acta: Callable[..., Result], name: str) -> None:
    method = manifests()[name]
    for words in (("run", "any.case", name, "--help"), ("run", name, "--help")):
        text = acta(*words).stdout
        flat = " ".join(text.split())
        assert f"Usage: acta run CASE {name} [OPTIONS]" in flat
        assert method.question in flat
        assert f"acta run my.case {name} --json" in text
        for line in method.limits:
            assert " ".join(line.split()) in flat
        for setting in method.settings:
            assert f"--{setting.name}" in text
        for result in method.results:
            assert f"\n  {result.name} " in text


def test_help_loads_nothing_heavy() -> None:
    calls = [["--help"], ["--version"], *([name, "--help"] for name in COMMANDS)]
    calls.append(["run", "x.case", next(iter(manifests())), "--help"])
    code = (
        "import sys\nfrom actaverba.cli import main\n"
        f"for words in {calls!r}:\n"
        "    try:\n        main(words, prog_name='acta')\n"
        "    except SystemExit as end:\n        assert not end.code, words\n"
        "print(*{m.partition('.')[0] for m in sys.modules})"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(ran.stdout.splitlines()[-1].split()) & HEAVY == set()


@pytest.mark.alone
def test_startup_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    def seconds(*words: str) -> float:
        start = time.perf_counter()
        subprocess.run([sys.executable, *words], check=True, capture_output=True)
        return time.perf_counter() - start

    ours = statistics.median(seconds("-m", "actaverba", "--help") for _ in range(5))
    theirs = statistics.median(seconds("-c", "import click") for _ in range(5))
    with capsys.disabled():
        print(f"\nacta --help takes {ours / theirs:.1f} times as long as `import click`")


def test_a_wrong_word_is_answered(acta: Callable[..., Result]) -> None:
    assert "Did you mean findings?" in acta("findigns", "x.case", code=2).stderr
    assert "Did you mean drift?" in acta("run", "x.case", "drfit", code=7).stderr
    wrong = acta("run", "x.case", "--fields", "a", code=2).stderr
    assert "acta run CASE METHOD --fields" in wrong
