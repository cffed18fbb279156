"""Further wordings: denials, speeches, pronouns that stand before the name, who else attends."""

from __future__ import annotations

import pytest

from tests.extract.marked import events
from tests.extract.told import SP, TN, A, B, C, M, P, R, check

WORDINGS = [
    (
        f"أجرى {A} مساء أمس الأحد ب{R} مباحثات على انفراد مع {B}.",
        "meeting|held|nabil+salem|rabat|2019-03-17",
    ),
    (f"كشف مصدر أن {A} و{B} التقيا في {P}.", "meeting|held|nabil+salem|paris"),
    (f"التقى الرئيسان {A} و{B} في {P}.", "meeting|held|nabil+salem|paris"),
    (f"اجتمع الوزيران {A} و{B} في {P}.", "meeting|held|nabil+salem|paris"),
    (f"عقد الوزيران {A} و{B} جلسة مباحثات.", "meeting|held|nabil+salem|"),
    (f"التقى {A} في {P} بكل من {B} و{C}.", "meeting|held|laila+nabil+salem|paris"),
    (f"أعلن {A} أنه التقى {B} في {P}.", "meeting|held|nabil+salem|paris"),
    (f"قال {A} إنه بحث مع {B} سبل التعاون.", "meeting|held|nabil+salem|"),
    (f"كشف {A} أنه أجرى مباحثات مع {B}.", "meeting|held|nabil+salem|"),
    (f"أعلن {A} أنه سيلتقي {B}.", "meeting|planned|nabil+salem|"),
    (f"أعلن {A} أنه سيزور {M} الشهر المقبل.", "visit|planned|salem|morocco|2019-04"),
    (f"وأوضح أن {A} سيزور {M}.", "visit|planned|salem|morocco"),
    (f"قام {A}، مرفوقا ب{B}، بزيارة إلى {M}.", "visit|held|nabil+salem|morocco"),
    (f"يزور {A} {M} مرفوقا بوفد هام.", "visit|held|salem|morocco"),
    (f"أجرى وزير الدفاع {A} زيارة إلى {M} التقى خلالها {B}.", "visit|held|nabil+salem|morocco"),
    (f"استقبل {A}، بعد ظهر أمس الأحد ب{R}، {B}.", "meeting|held|nabil+salem|rabat|2019-03-17"),
    (
        f"استقبل {A} صباح اليوم الاثنين {B} الذي يقوم بزيارة إلى {M}.",
        "meeting|held|nabil+salem|*|2019-03-18; visit|held|nabil|morocco",
    ),
    (
        f"استقبل {A} {B} الذي يزور {M} حاليا.",
        "meeting|held|nabil+salem|*; visit|held|nabil|morocco",
    ),
    (f"أكد {A}، خلال لقائه مع {B}، على أهمية التعاون.", "meeting|held|nabil+salem|"),
    (f"نوه {A} خلال مباحثاته مع {B} بالتعاون.", "meeting|held|nabil+salem|"),
    (f"ناقش {A} و{B} ملفات عدة خلال اجتماع عقد في {P}.", "meeting|held|nabil+salem|paris"),
    (f"شارك {A} في قمة مجموعة الساحل ب{P}.", "conference|held|salem|paris"),
    (f"يشارك {A} في مؤتمر ميونيخ للأمن يوم الخميس المقبل.", "conference|planned|salem||2019-03-21"),
    (f"من المنتظر أن يشارك {A} في القمة العربية ب{TN}.", "conference|planned|salem|tunisia"),
    (f"سيحضر {A} القمة العربية ب{TN}.", "conference|planned|salem|tunisia"),
    (f"افتتح {A} أشغال المؤتمر الدولي ب{R}.", "conference|held|salem|rabat"),
    (f"تحتضن {R} الشهر المقبل قمة بين {A} و{B}.", "conference|planned|nabil+salem|rabat|2019-04"),
    (f"وصل إلى {R}، أمس الأحد، {A}.", "visit|held|salem|rabat|2019-03-17"),
    (f"حل ب{R} أمس الأحد {A}.", "visit|held|salem|rabat|2019-03-17"),
    (f"وصل اليوم الاثنين إلى مطار {R} الوزير {A}.", "visit|held|salem|rabat|2019-03-18"),
    (f"بدأ {A} زيارة إلى {M}، قادما من {SP}.", "visit|held|salem|morocco"),
    (f"اختتم {A} زيارته إلى {M} أمس الأحد.", "visit|held|salem|morocco|2019-03-17"),
    (
        f"قام {A} بجولة شملت {M} و{TN}.",
        "visit|*|salem|; visit|held|salem|morocco; visit|held|salem|tunisia",
    ),
    (f"زار {A} كلا من {M} و{TN}.", "visit|held|salem|morocco; visit|held|salem|tunisia"),
    (
        f"سيزور {A} كلا من {M} و{TN} الشهر المقبل.",
        "visit|planned|salem|morocco|2019-04; visit|planned|salem|tunisia|2019-04",
    ),
    (
        f"يزور {A} {M} و{TN} الشهر المقبل.",
        "visit|planned|salem|morocco|2019-04; visit|planned|salem|tunisia|2019-04",
    ),
    (f"هاتف {A} نظيره {B}.", "call|held|nabil+salem|"),
    (f"اتصال هاتفي بين {A} و{B}.", "call|held|nabil+salem|"),
    (f"أجرى {A} و{B} مكالمة هاتفية أمس الأحد.", "call|held|nabil+salem||2019-03-17"),
    (f"دار اللقاء بين {A} و{B} حول الأمن.", "meeting|held|nabil+salem|"),
    (f"جاء ذلك خلال لقاء {A} مع {B}.", "meeting|held|nabil+salem|"),
    (
        f"جاء ذلك خلال استقبال {A} ل{B}، أمس الأحد، ب{R}.",
        "meeting|held|nabil+salem|rabat|2019-03-17",
    ),
    (f"وجاء هذا التصريح عقب اجتماع {A} ب{B} في {P}.", "meeting|held|nabil+salem|paris"),
    (f"قال {A} ذلك في أعقاب محادثات مع {B}.", "meeting|held|nabil+salem|"),
    (f"يلتقي {A} و{B} في {P} غدا الثلاثاء.", "meeting|planned|nabil+salem|paris|2019-03-19"),
    (f"سيكون ل{A} لقاء مع {B} في {P}.", "meeting|planned|nabil+salem|paris"),
    (f"ستجمع قمة {A} و{B} في {P}.", "conference|planned|nabil+salem|paris"),
    (f"أعلن البيت الأبيض عن لقاء قريب بين {A} و{B}.", "meeting|planned|nabil+salem|"),
    (f"يجري التحضير للقاء بين {A} و{B}.", "meeting|planned|nabil+salem|"),
    (f"برمج لقاء بين {A} و{B} الشهر المقبل.", "meeting|planned|nabil+salem||2019-04"),
    (f"كان من المقرر أن يزور {A} {M} أمس، لكن الزيارة ألغيت.", "visit|cancelled|salem|morocco|*"),
    (f"كان من المقرر أن يلتقي {A} {B}، لكن اللقاء تأجل.", "meeting|cancelled|nabil+salem|"),
    (f"نفى {A} أن يكون التقى {B}.", "meeting|denied|nabil+salem|"),
    (f"كذبت الوزارة خبر لقاء {A} و{B}.", "meeting|denied|nabil+salem|"),
    (f"فند المتحدث أنباء لقاء {A} ب{B}.", "meeting|denied|nabil+salem|"),
    (f"ونفى البلاغ عقد أي لقاء بين {A} و{B}.", "meeting|denied|nabil+salem|"),
    (f"لم يعقد {A} أي اجتماع مع {B}.", "meeting|denied|nabil+salem|"),
    (f"كان {A} مرفوقا خلال هذا اللقاء الذي جمعه ب{B} ب{C}.", "meeting|held|*|"),
    (f"مثل الجانب المغربي {A} والجانب الإسباني {B} في الاجتماع الذي انعقد ب{R}.", ""),
    (f"ترأس {A} وفد بلاده في الاجتماع الثالث للجنة المشتركة في {P}.", "*|held|salem|paris"),
    (f"التقى {A} {B}. وتناول اللقاء سبل التعاون. وحضره {C}.", "meeting|held|laila+nabil+salem|"),
    (f"التقى {A} {B}. وحضر عن الجانب المغربي {C}.", "meeting|held|laila+nabil+salem|"),
    (
        f"أجرى {A} مباحثات مع {B}. وكان {A} قد وصل إلى {R} أمس الأحد.",
        "meeting|held|nabil+salem|*; visit|held|salem|rabat|2019-03-17",
    ),
    (f"جدد {A} التأكيد، في لقاء جمعه مع {B} ب{R}، على الشراكة.", "meeting|held|nabil+salem|rabat"),
    (f"عبر {A} لدى لقائه {B} عن ارتياحه.", "meeting|held|nabil+salem|"),
    (f"{A}: ناقشت مع {B} سبل التعاون.", "meeting|held|nabil+salem|"),
    (f"سلم {A} رسالة خطية إلى {B}.", ""),
    (f"تسلم {A} رسالة من {B}.", ""),
    (f"وصف {A} لقاءه مع {B} بالمثمر.", "meeting|held|nabil+salem|"),
    (f"في ختام زيارته إلى {M}، قال {A} إن الأمر مهم.", "visit|held|salem|morocco"),
    (
        f"وخلال زيارته ل{M} الأسبوع الماضي، التقى {A} ب{B}.",
        "visit|held|salem|morocco|*; meeting|held|nabil+salem|*",
    ),
    (f"قبيل زيارته المرتقبة إلى {M}، صرح {A} بأن الأمر مهم.", "visit|planned|salem|morocco"),
    (
        f"على هامش زيارته إلى {P}، التقى {A} نظيره {B}.",
        "visit|held|salem|paris; meeting|held|nabil+salem|*",
    ),
    (
        (
            f"أكد {A} أمس الأحد بالعاصمة الفرنسية {P} أن الأمر مهم. "
            f"وفي كلمة ألقاها عند افتتاح الدورة الثالثة للاجتماع البحري قال {A}: «نعم»."
        ),
        "conference|held|salem|paris|2019-03-17",
    ),
    (f"وألقى {A} كلمة في افتتاح المؤتمر ب{P}.", "conference|held|salem|paris"),
    (f"تحدث {A} خلال قمة الساحل في {P}.", "conference|held|salem|paris"),
    (
        f"وفي كلمة له خلال القمة العربية ب{TN}، قال {A} إن الأمر مهم.",
        "conference|held|salem|tunisia",
    ),
    (
        f"سافر {A} قبل أكثر من أسبوع إلى {P} حيث عقد اجتماعا مع {B}.",
        "visit|held|salem|paris|*; meeting|held|nabil+salem|paris|*",
    ),
    (
        f"كان {A} قد استقبل {B}. وكان {C} قد زار {M}.",
        "meeting|held|nabil+salem|; visit|held|laila|morocco",
    ),
    (
        f"واستقبل {A} في 25 يناير وفدا للبحارة المتقاعدين في {P}.",
        "meeting|held|salem|paris|2019-01-25",
    ),
    (
        f"حل {A} في {R} يوم 3 يناير. واستقبل في 25 يناير وفدا للبحارة المتقاعدين في {P}.",
        "visit|held|salem|rabat|*; meeting|held|salem|paris|2019-01-25",
    ),
    (f"أجلت مدريد القمة التي كانت ستجمع {A} و{B}.", "conference|cancelled|nabil+salem|"),
    (f"قرر {A} تأجيل زيارته المقررة إلى {M}.", "visit|cancelled|salem|morocco"),
    (f"أجرى {A} سلسلة من المباحثات مع {B} و{C}.", "meeting|held|laila+nabil+salem|"),
    (f"ستكون زيارة {A} إلى {M} الأولى من نوعها.", "visit|planned|salem|morocco"),
    (f"يرافق {A} {B} في هذه الزيارة إلى {M}.", "visit|*|nabil+salem|morocco"),
    (
        f"وينتظر أن يعقد {A} خلال زيارته إلى {R} لقاء مع {B}.",
        "meeting|planned|nabil+salem|rabat; visit|planned|salem|rabat",
    ),
    (
        f"عقد {A} لقاءات ثنائية مع {B} و{C}.",
        "meeting|held|nabil+salem; meeting|held|laila+salem",
    ),
    (
        f"أجرى {A} مباحثات منفصلة مع {B} و{C} في {P}.",
        "meeting|held|nabil+salem|paris; meeting|held|laila+salem|paris",
    ),
    (f"وأجرى {A} اتصالين هاتفيين مع {B} و{C}.", "call|held|nabil+salem; call|held|laila+salem"),
    (f"عبر تقنية الفيديو، أجرى {A} محادثات مع {B}.", "call|held|nabil+salem"),
]


@pytest.mark.parametrize(("sentence", "expected"), WORDINGS)
def test_each_wording_tells_of_its_events_and_of_no_other(sentence: str, expected: str) -> None:
    check(events(sentence), expected)


def test_a_palace_that_is_named_is_the_place_of_a_reception() -> None:
    (found,) = events(f"استقبل {A} في قصر النخيل {B}.")

    assert found.place is not None
    assert found.place.startswith("place/")


def test_a_session_told_twice_by_its_number_is_one() -> None:
    found = events(f"شارك {A} في الدورة السابعة للمنتدى.", f"{A} يشارك في الدورة السابعة للمنتدى")

    assert len(found) == 1
