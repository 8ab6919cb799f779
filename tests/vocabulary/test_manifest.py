from pathlib import Path
from typing import Any

import pytest

from actaverba.errors import BadSetting, ManifestError, MethodError
from actaverba.vocabulary import manifest as module
from actaverba.vocabulary.manifest import Manifest, Setting, manifest, manifests

WHOLE = """
name = "two-words"
version = 2
part = "words"
order = 5
question = "What?"
summary = "Counts."
assumptions = ["One."]
limits = ["None."]
inputs = [{table = "relays"}, {table = "outlets", optional = true}]
[[setting]]
name = "min-size"
type = "integer"
default = 3
range = [1, 10]
unit = "items"
why = "Small groups say little."
[[setting]]
name = "fields"
type = "list"
default = []
why = "Which."
scope = true
[[result]]
name = "items"
one_row_is = "one item"
columns = [{name = "relay", type = "text", description = "It."}]
[messages]
"items.count" = "{n} items"
"""


def loaded(tmp_path: Path, text: str) -> Manifest:
    folder = tmp_path / "two_words"
    folder.mkdir(exist_ok=True)
    (folder / "manifest.toml").write_text(text, encoding="utf-8")
    return module._load(folder / "manifest.toml", "somewhere.two_words")


def test_a_manifest_is_read_without_its_module(tmp_path: Path) -> None:
    read = loaded(tmp_path, WHOLE)
    assert (read.name, read.function, read.version) == ("two-words", "two_words", "2")
    assert [(i.table, i.optional) for i in read.inputs] == [("relays", False), ("outlets", True)]
    assert read.result("items").one_row_is == "one item"
    assert read.folder == tmp_path / "two_words"


def test_settings_with_defaults_filled_in(tmp_path: Path) -> None:
    read = loaded(tmp_path, WHOLE)
    assert read.read_settings({}) == {"min_size": 3, "fields": ()}
    given = read.read_settings({"min-size": "4", "fields": "a, b,"})
    assert given == {"min_size": 4, "fields": ("a", "b")}
    assert read.scope(given) == {"fields": ("a", "b")}
    assert read.scope(read.read_settings({"min_size": 9})) == {}


@pytest.mark.parametrize(
    ("given", "what", "cure"),
    [
        ({"min-size": "0"}, "--min-size 0 is out of range", "It goes from 1 to 10 items."),
        ({"min-size": "many"}, "--min-size cannot be 'many'", "It takes a integer."),
        ({"min-sise": "1"}, "two-words has no setting 'min_sise'",
         "Did you mean min_size? See `acta run CASE two-words --help`."),
    ],
)  # fmt: skip
def test_bad_settings(tmp_path: Path, given: dict[str, Any], what: str, cure: str) -> None:
    with pytest.raises(BadSetting) as refused:
        loaded(tmp_path, WHOLE).read_settings(given)
    assert (refused.value.what, refused.value.cure) == (what, cure)


def test_a_choice_that_is_not_there() -> None:
    setting = Setting("by", "text", "year", "why", choices=("year", "month"))
    assert setting.read("month") == "month"
    with pytest.raises(BadSetting) as refused:
        setting.read("months")
    assert refused.value.cure == "Did you mean month? One of: year, month."


@pytest.mark.parametrize(
    "text", [WHOLE.replace('name = "two-words"\n', ""), "name = ", WHOLE + "[[setting]]\nname = 1"]
)
def test_an_ill_formed_manifest_names_its_file(tmp_path: Path, text: str) -> None:
    with pytest.raises(ManifestError) as refused:
        loaded(tmp_path, text)
    assert refused.value.where == str(tmp_path / "two_words" / "manifest.toml")


def test_methods_stand_in_the_order_of_the_dossier() -> None:
    found = list(manifests().values())
    assert found == sorted(found, key=lambda m: (m.order, m.name))
    for one in found:
        assert manifest(one.name) is one
        assert manifest(one.function) is one


def test_result_columns_leave_the_case_its_own() -> None:
    """The case keeps the run and the place of each row in columns of these names."""
    for one in manifests().values():
        for result in one.results:
            names = ["run", "place", *(c["name"].lower() for c in result.columns)]
            assert len(set(names)) == len(names), (one.name, result.name)


def test_an_unknown_method_is_refused() -> None:
    with pytest.raises(MethodError) as refused:
        manifest("no-such-method")
    assert refused.value.what == "there is no method 'no-such-method'"
