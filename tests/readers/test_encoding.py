"""Encodings told from bytes, or not told at all."""

from __future__ import annotations

import pytest

from actaverba.errors import InputError
from actaverba.readers.encoding import Encoding, detect, first_bad_byte

RUSSIAN = "id,text\n1,Служба внешней разведки России сообщила о поставках боеприпасов\n"
SERBIAN = "id,text\n1,Председник Србије изјавио је да ће питање бити решено\n"
UKRAINIAN = "id,text\n1,Президент України заявив, що країна продовжує співпрацю\n"
FRENCH = "id,text\n1,café déjà vu, “cité” – œuvre d’été\n"
GERMAN = "id,text\n1,Präsident Müller grüßt die größte Straße\n"
CHINESE = "id,text\n1,俄罗斯外交部发言人表示塞尔维亚武器出口\n"


@pytest.fixture
def told(tmp_path):
    def detecting(content, given=None):
        path = tmp_path / "a.csv"
        path.write_bytes(content)
        return detect(path, given)

    return detecting


@pytest.mark.parametrize(
    ("text", "codec", "encoding"),
    [
        ("", "utf-8", Encoding("utf-8")),
        ("a", "utf-8", Encoding("utf-8")),
        ("id\n\0\n", "utf-8", Encoding("utf-8")),
        (RUSSIAN, "utf-8", Encoding("utf-8")),
        (RUSSIAN, "utf-8-sig", Encoding("utf-8", 3)),
        (RUSSIAN, "utf-16", Encoding("utf-16-le", 2)),
        (RUSSIAN, "utf-16-le", Encoding("utf-16-le")),
        (RUSSIAN, "utf-16-be", Encoding("utf-16-be")),
        (RUSSIAN, "cp1251", Encoding("windows-1251")),
        (SERBIAN, "cp1251", Encoding("windows-1251")),
        (UKRAINIAN, "cp1251", Encoding("windows-1251")),
        (FRENCH, "cp1252", Encoding("windows-1252")),
        (GERMAN, "cp1252", Encoding("windows-1252")),
        ("id,text\n1,“quoted” – so\n", "cp1252", Encoding("windows-1252")),
    ],
)
def test_told(told, text, codec, encoding):
    assert told(text.encode(codec)) == encoding


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("1,Predsednik Vučić\n", "cp1250"),
        ("1,Šešelj će reći\n", "cp1250"),
        ("1,Łódź była największą\n", "cp1250"),
        ("1,Cumhurbaşkanı Erdoğan\n", "cp1254"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "iso8859-5"),
        ("ИМЯ;СТРАНА\nИВАНОВ;РОССИЯ\n", "cp1251"),
        ("1,Η ρωσική υπηρεσία πληροφοριών\n", "cp1253"),
        ("1,שירות הביון הרוסי הודיע כי\n", "cp1255"),
        (CHINESE, "gb18030"),
        (CHINESE, "utf-32"),
        ("1,日本語のテキスト、ロシア\n", "shift-jis"),
    ],
)
def test_not_told(told, text, codec):
    with pytest.raises(InputError, match="cannot tell the encoding") as refusal:
        told(text.encode(codec))
    assert refusal.value.where.startswith("a.csv, line ")
    assert "UTF-8" in refusal.value.cure


def test_a_byte_in_plain_english_is_no_letter(told):
    with pytest.raises(InputError, match="cannot tell") as refusal:
        told(b"id,text\n1,fine\n2,x\xffy\n")
    assert refusal.value.where == "a.csv, line 3"


def test_a_few_bad_bytes_leave_utf_8_what_it_is(told):
    assert told(RUSSIAN.encode() + b"2,\xff\n") == Encoding("utf-8", clean=False)
    with pytest.raises(InputError, match="mixes UTF-8"):
        told(RUSSIAN.encode() + RUSSIAN.encode("cp1251"))


def test_the_user_knows_better(told):
    assert told(CHINESE.encode("gb18030"), "gb18030") == Encoding("gb18030")
    assert told(RUSSIAN.encode("cp1251"), "CP1251") == Encoding("windows-1251")
    assert told(RUSSIAN.encode("utf-16"), "utf-16") == Encoding("utf-16-le", 2)
    assert told(RUSSIAN.encode("cp1251"), "utf-8") == Encoding("utf-8", clean=False)
    with pytest.raises(InputError) as refusal:
        told(b"a", "windows-1215")
    assert refusal.value.cure.startswith("Did you mean windows-125")


def test_what_is_said():
    assert Encoding("utf-8").said == "read as UTF-8"
    assert Encoding("utf-16-le", 2).said == "read as UTF-16-LE, with a byte order mark"
    assert Encoding("windows-1252").said == (
        "read as windows-1252; if letters look wrong, use --encoding"
    )


def test_kept_bytes_are_found():
    assert first_bad_byte("aя") is None
    assert first_bad_byte(b"a\xfe\xff".decode("utf-8", "actaverba-keep")) == 0xFE
