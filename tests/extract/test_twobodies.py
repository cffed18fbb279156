"""Two ministries told by one word, and bodies whose names go on."""

from __future__ import annotations

import pytest

from kb.extract.lexicon import Lexicon
from kb.extract.links import link
from kb.seedtables import Seeds
from tests.extract.small import ROWS, labels, page, row

LEXICON = Lexicon.build(
    Seeds(
        (
            *ROWS,
            row("organisation", "fishing", "وزارة الصيد الزمبلية", kind="ministry"),
            row("organisation", "harbours", "وزارة الموانئ الزمبلية", kind="ministry"),
            row("organisation", "fishing-ruritania", "وزارة الصيد الروريتانية", kind="ministry"),
        ),
        (),
    )
)


def bodies(text: str) -> set[str]:
    found = link(page(text), LEXICON)
    return {one.id.partition("/")[2] for one in found if one.type == "organisation"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("أعلنت وزارتا الصيد والموانئ الزمبليتان عن المسابقة.", {"fishing", "harbours"}),
        ("وأكدت وزارتا الصيد والموانئ في زمبلا المسابقة.", {"fishing", "harbours"}),
        ("لقاء بين وزارتي الصيد الزمبلية والروريتانية أمس.", {"fishing", "fishing-ruritania"}),
        ("أعلنت وزارتا الصيد والموانئ عن المسابقة.", set()),
        ("أعلنت وزارتا الحدائق والمسابح الزمبليتان عن المسابقة.", set()),
    ],
)
def test_two_ministries_of_one_word_are_those_the_seeds_know(text: str, expected: set[str]) -> None:
    assert bodies(text) == expected


def test_the_name_of_a_body_goes_on_with_what_else_it_is_for() -> None:
    assert labels("وقعت الشركة الوطنية للسواحل والمناجم.", "organisation") == [
        "الشركة الوطنية للسواحل والمناجم"
    ]
    assert labels("قالت الشركة الوطنية للسواحل والوزير ذلك.", "organisation") == [
        "الشركة الوطنية للسواحل"
    ]
    assert labels("تدخل خفر السواحل الزمبلي أمس.", "organisation") == ["خفر السواحل الزمبلي"]
