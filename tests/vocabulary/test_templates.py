import csv
import io
import tomllib

from actaverba.vocabulary import about, codes
from actaverba.vocabulary.schema import tables_of
from actaverba.vocabulary.templates import template_files


def test_a_file_for_each_table_with_its_header_only() -> None:
    files = template_files()
    for table in tables_of("case"):
        text = files[f"{table.name}.csv"]
        assert text.endswith("\r\n")
        assert list(csv.reader(io.StringIO(text, newline=""))) == [list(table.names)]
    assert set(files) == {f"{t.name}.csv" for t in tables_of("case")} | {"case.toml", "CODEBOOK.md"}


def test_the_empty_case_toml_is_sound_and_has_every_key() -> None:
    raw = tomllib.loads(template_files()["case.toml"])
    sound, problems = about.checked(raw)
    assert problems == []
    assert sound == raw
    flat = {*raw, *(f"period.{name}" for name in raw["period"])} - {"period", "sampling"}
    assert flat == set(about.keys())
    assert raw["sampling"] == dict.fromkeys(
        ("outlets", "statements", "claims", "relays", "relay_fields", "deeds", "deed_axes",
         "series"), "convenience",
    )  # fmt: skip


def test_the_examples_in_its_comments_are_sound() -> None:
    text = template_files()["case.toml"]
    filled = []
    for line in text.splitlines():
        if line.startswith("# For example: "):
            filled.append(line.removeprefix("# For example: "))
        elif line.startswith("["):
            filled.append(line)
    assert about.checked(tomllib.loads("\n".join(filled)))[1] == []


def test_the_codebook_has_every_column_and_every_code() -> None:
    book = template_files()["CODEBOOK.md"]
    for table in tables_of("case"):
        assert f"\n## {table.name}.csv\n" in book
        section = book.split(f"\n## {table.name}.csv\n")[1].split("\n## ")[0]
        for column in table.columns:
            assert f"| `{column.name}`" in section
            assert column.description in section
            if column.codes:
                listed = book.split(f"\n### {column.codes}\n")[1].split("\n### ")[0]
                for code in codes.code_list(column.codes).codes:
                    assert f"| `{code}` |" in listed


def test_the_files_are_the_same_every_time() -> None:
    assert template_files() == template_files()
