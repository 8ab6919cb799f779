"""Mechanical copies of a text, made from a seed, and texts made from four forms."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

LOOKS = dict(zip("aeopcyx", "аеорсух", strict=True))
WIDE = {chr(c): chr(c + 0xFEE0) for c in range(0x21, 0x7F)}
EMOJI = ("😀", "🔥", "👍🏽", "🇪🇺", "❤️")
FILLER = (
    "This is what a friend sent me this morning and I think that it is worth reading.",
    "Make of it what you will, I have nothing to add, and I shall not answer to comments.",
    "There was more of the kind in the paper, but I could not find the page any more.",
    "Some people will like it and some will not, which is how it has always been here.",
)
Made = Callable[[str, random.Random], str]


def signs(text: str, chance: random.Random) -> str:
    words = text.upper().split()
    return " ".join(w.strip(".,;:!?\"'") + chance.choice(["", "!", ",", " -"]) for w in words)


def emoji(text: str, chance: random.Random) -> str:
    return " ".join(f"{w} {chance.choice(EMOJI)}" for w in text.split())


def zero_width(text: str, _: random.Random) -> str:
    return "\u200b".join(text)


def look_alikes(text: str, chance: random.Random) -> str:
    return "".join(LOOKS[c] if c in LOOKS and chance.random() < 0.3 else c for c in text)


def full_width(text: str, _: random.Random) -> str:
    return "".join(WIDE.get(c, c) for c in text)


def passed_on(text: str, _: random.Random) -> str:
    return f"RT @some_one: {text} https://example.org/a?b=c #worthreading"


def typos(rate: float) -> Made:
    def made(text: str, chance: random.Random) -> str:
        letters = "abcdefghijklmnopqrstuvwxyz"
        return "".join(
            chance.choice(letters) if c.isalpha() and chance.random() < rate else c for c in text
        )

    return made


def dropped(rate: float) -> Made:
    def made(text: str, chance: random.Random) -> str:
        return " ".join(w for w in text.split() if chance.random() >= rate)

    return made


def shuffled(text: str, chance: random.Random) -> str:
    sentences = text.replace("! ", ". ").split(". ")
    return ". ".join(chance.sample(sentences, len(sentences)))


def half(text: str, _: random.Random) -> str:
    words = text.split()
    return " ".join(words[: (len(words) + 1) // 2])


def quoted(text: str, chance: random.Random) -> str:
    before: list[str] = []
    while len(" ".join(before)) < len(text):
        before.append(chance.choice(FILLER))
    return f'{" ".join(before)} "{text}" {" ".join(reversed(before))}'


def changed(text: str, chance: random.Random) -> str:
    words = text.split()
    for at in chance.sample(range(len(words)), min(2, len(words))):
        words[at] = chance.choice(["Smith", "Warsaw", "17", "2031"])
    return " ".join(words)


DRESSED: dict[str, Made] = {
    "case_and_signs": signs, "emoji": emoji, "zero_width": zero_width,
    "look_alikes": look_alikes, "full_width": full_width, "passed_on": passed_on,
    "typos_3": typos(0.03), "typos_10": typos(0.1), "words_dropped_10": dropped(0.1),
    "words_dropped_30": dropped(0.3), "sentences_shuffled": shuffled, "first_half": half,
    "quoted": quoted, "two_words_changed": changed,
}  # fmt: skip

TOWNS = ("Berlin", "Paris", "Madrid", "Rome", "Vienna", "Oslo", "Prague", "Athens", "Dublin")
PEOPLE = ("Anna", "Peter", "Maria", "John", "Elena", "Marco", "Sofia", "Paul", "Eva", "Tom")
SKIES = ("sunny", "cloudy", "rainy", "foggy")


def weather(chance: random.Random) -> str:
    return (
        f"Weather report for {chance.choice(TOWNS)}: {chance.choice(SKIES)}, temperature"
        f" {chance.randint(-5, 35)} degrees, wind {chance.randint(1, 60)} km/h, humidity"
        f" {chance.randint(20, 99)} percent."
    )


def birthday(chance: random.Random) -> str:
    return (
        f"Happy birthday to {chance.choice(PEOPLE)} who turns {chance.randint(18, 90)} today!"
        " All of us here at the club wish you health, joy and many more years among friends."
    )


def petition(chance: random.Random) -> str:
    return (
        f"I have just signed the petition for a cleaner river in {chance.choice(TOWNS)}."
        f" {chance.randint(100, 99000)} people have signed so far, please add your name and share:"
        f" https://example.org/p/{chance.randint(1000, 9999)}"
    )


def score(chance: random.Random) -> str:
    home, away = chance.sample(TOWNS, 2)
    return (
        f"Full time: {home} {chance.randint(0, 5)} - {chance.randint(0, 5)} {away}. Goals,"
        f" pictures and the reactions of both coaches after matchday {chance.randint(1, 34)}"
        " on our page."
    )


FORMS: dict[str, Callable[[random.Random], str]] = {
    "weather": weather, "birthday": birthday, "petition": petition, "score": score,
}  # fmt: skip


def edited(text: str, chance: random.Random, versions: int) -> Sequence[str]:
    """Versions of a text with one word changed or left out, each somewhere else: no form."""
    words = text.split()
    made = [text]
    for _ in range(versions - 1):
        other = list(words)
        at = chance.randrange(len(words))
        other[at : at + 1] = chance.choice([[], ["rather"], ["really", other[at]], ["indeed"]])
        made.append(" ".join(other))
    return made
