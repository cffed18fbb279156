"""Families of wordings in which events are told: who, where, when and with what status."""

from __future__ import annotations

import pytest

from tests.extract.marked import events
from tests.extract.told import SP, TN, A, B, C, D, M, P, R, check

TALKS = [
    (f"عقد {A} جلسة مباحثات مع {B}.", "meeting|held|nabil+salem|"),
    (f"عقد {A} جلسة عمل مع {B}.", "meeting|held|nabil+salem|"),
    (f"جرت جلسة مباحثات رسمية بين {A} و{B}.", "meeting|held|nabil+salem|"),
    (f"أجرى {A}، اليوم الاثنين ب{R}، محادثات مع {B}.", "meeting|held|nabil+salem|rabat|2019-03-18"),
    (f"أجرى {A} ونظيره {B} مشاورات سياسية.", "meeting|held|nabil+salem|"),
    (f"دخل {A} في مفاوضات مع {B} في {P}.", "meeting|held|nabil+salem|paris"),
    (f"انطلقت ب{R} المباحثات بين {A} و{B}.", "meeting|held|nabil+salem|rabat"),
    (f"شكلت العلاقات الثنائية محور مباحثات جرت بين {A} و{B}.", "meeting|held|nabil+salem|"),
    (f"شكل التعاون الأمني محور لقاء {A} مع {B}.", "meeting|held|nabil+salem|"),
    (f"كان الوضع في الساحل في صلب مباحثات {A} مع {B}.", "meeting|held|nabil+salem|"),
    (f"هيمن ملف الهجرة على اللقاء الذي جمع {A} ب{B} في {R}.", "meeting|held|nabil+salem|rabat"),
    (f"تمحورت المباحثات التي أجراها {A} مع {B} حول الأمن.", "meeting|held|nabil+salem|"),
    (f"تركزت محادثات {A} و{B} على الأمن.", "meeting|held|nabil+salem|"),
    (f"عقد {A} لقاء ثنائيا مع {B} على هامش القمة.", "meeting|held|nabil+salem|"),
    (f"اجتمع {A} أمس الأحد في {P} إلى {B}.", "meeting|held|nabil+salem|paris|2019-03-17"),
    (f"تحدث {A} مع {B} عبر الهاتف.", "call|held|nabil+salem|"),
    (f"اتصل {A} هاتفيا ب{B}.", "call|held|nabil+salem|"),
    (f"أجرى {A} اتصالا هاتفيا مع {B}.", "call|held|nabil+salem|"),
    (f"تلقى {A} اتصالا هاتفيا من {B}.", "call|held|nabil+salem|"),
    (f"تلقى {A} مكالمة من {B}.", "call|held|nabil+salem|"),
    (f"بحث {A} في اتصال هاتفي مع {B} الأزمة.", "call|held|nabil+salem|"),
    (f"بحث {A} مع {B} هاتفيا الأزمة.", "call|held|nabil+salem|"),
    (f"خلال مكالمة هاتفية، أبلغ {A} نظيره {B} بالقرار.", "call|held|nabil+salem|"),
    (f"أجرى {A} مباحثات عبر تقنية الفيديو مع {B}.", "call|held|nabil+salem|"),
    (f"أجرى {A} و{B} مباحثات عبر تقنية التناظر المرئي.", "call|held|nabil+salem|"),
    (f"حادث {A} نظيره {B} هاتفيا.", "call|held|nabil+salem|"),
]
RECEPTIONS = [
    (f"خص {A} ضيفه {B} باستقبال رسمي.", "meeting|held|nabil+salem|"),
    (f"حظي {B} باستقبال من طرف {A}.", "meeting|held|nabil+salem|"),
    (f"استقبال {A} لوزير الدفاع {B} في {R}.", "meeting|held|nabil+salem|rabat"),
    (f"جرى استقبال {B} من قبل {A}.", "meeting|held|nabil+salem|"),
    (f"تم استقبال {B} من لدن {A} بالديوان الملكي.", "meeting|held|nabil+salem|*"),
    (f"يستقبل {A}، بعد غد، {B}.", "meeting|planned|nabil+salem|"),
    (f"سيستقبل {A} الأسبوع المقبل {B}.", "meeting|planned|nabil+salem|"),
    (f"سيُستقبل {B} من طرف {A}.", "meeting|planned|nabil+salem|"),
    (f"استدعى {A} السفير {B}.", "meeting|held|nabil+salem|"),
    (f"استدعت وزارة الخارجية السفير {B}، حيث استقبله {A}.", "meeting|held|nabil+salem|"),
    (f"رحب {A} بضيفه {B} في {R}.", ""),
]
SESSIONS = [
    (f"انعقدت في {P} قمة جمعت {A} و{B}.", "conference|held|nabil+salem|paris"),
    (f"القمة بين {A} و{B} في {P}.", "conference|held|nabil+salem|paris"),
    (f"عقد {A} و{B} قمة في {P}.", "conference|held|nabil+salem|paris"),
    (
        f"تستضيف {P} يوم الخميس المقبل قمة تجمع {A} و{B}.",
        "conference|planned|nabil+salem|paris|2019-03-21",
    ),
    (f"قمة ثلاثية ضمت {A} و{B} و{C} في {P}.", "conference|held|laila+nabil+salem|paris"),
    (f"من المرتقب أن تجمع قمة بين {A} و{B}.", "conference|planned|nabil+salem|"),
    (f"عقد {A} و{B} ندوة صحفية مشتركة.", "conference|held|nabil+salem|"),
    (f"قال {A} في مؤتمر صحفي مشترك مع {B}: «نعم».", "conference|held|nabil+salem|"),
    (
        f"وخلال ندوة صحفية مشتركة مع نظيره {B}، قال {A} إن الأمر مهم.",
        "conference|held|nabil+salem|",
    ),
    (
        f"قال {A}، خلال لقاء صحفي مشترك عقده مع {B} ب{R}، إن الأمر مهم.",
        "conference|held|nabil+salem|rabat",
    ),
    (
        f"ترأس {A} و{B} أشغال الدورة الخامسة للجنة العليا المشتركة ب{R}.",
        "conference|held|nabil+salem|rabat",
    ),
    (f"ترأس {A} مناصفة مع {B} أشغال اللجنة المشتركة في {R}.", "conference|held|nabil+salem|rabat"),
    (f"انعقدت أشغال اللجنة المشتركة برئاسة {A} و{B}.", "conference|held|nabil+salem|"),
    (
        f"انعقد في {R} الاجتماع الأول للجنة الأمنية برئاسة {A} ونظيره {B}.",
        "*|held|nabil+salem|rabat",
    ),
    (f"يشارك {A} في المؤتمر الوزاري المنعقد في {P}.", "conference|held|salem|paris"),
    (f"شارك {A} و{B} في اجتماع وزراء الداخلية ب{TN}.", "*|held|nabil+salem|tunisia"),
    (f"شارك في الاجتماع كل من {A} و{B}.", "*|held|nabil+salem|"),
    (f"حضر الاجتماع {A} و{B}.", "*|held|nabil+salem|"),
    (f"احتضنت {R} اجتماعا ضم {A} و{B}.", "meeting|held|nabil+salem|rabat"),
    (f"احتضن قصر المؤتمرات ب{R} لقاء بين {A} و{B}.", "meeting|held|nabil+salem|rabat"),
]
VISITS = [
    (f"يقوم {A} بزيارة عمل إلى {M}.", "visit|held|salem|morocco"),
    (f"بدأ {A}، أمس الأحد، زيارة رسمية إلى {M} تدوم يومين.", "visit|held|salem|morocco|2019-03-17"),
    (f"شرع {A} في زيارة إلى {M}.", "visit|held|salem|morocco"),
    (f"حل {A} أمس الأحد ب{R} في زيارة رسمية.", "visit|held|salem|rabat|2019-03-17"),
    (f"وصل {A} مساء أمس الأحد إلى {R} في إطار زيارة عمل.", "visit|held|salem|rabat|2019-03-17"),
    (f"غادر {A} {R} متوجها إلى {P}.", "visit|held|salem|paris"),
    (f"يوجد {A} في زيارة ل{M}.", "visit|held|salem|morocco"),
    (f"يتواجد {A} حاليا ب{R} في إطار زيارة رسمية.", "visit|held|salem|rabat"),
    (f"كان {A} قد زار {M} في يناير 2019.", "visit|held|salem|morocco|2019-01"),
    (f"الزيارة التي قام بها {A} إلى {M} ناجحة.", "visit|held|salem|morocco"),
    (f"زيارة {A} إلى {M} تندرج في إطار التعاون.", "visit|held|salem|morocco"),
    (f"تأتي زيارة {A} إلى {M} بعد أيام.", "visit|held|salem|morocco"),
    (f"أنهى {A} زيارته إلى {M}.", "visit|held|salem|morocco"),
    (f"أنهى {A} زيارته للمملكة يوم 12 مارس 2019.", "visit|held|salem||2019-03-12"),
    (f"كان {A} قام في أكتوبر الماضي بثاني جولاته بالجنوب.", "visit|held|salem||2018-10"),
    (f"أجرى {A} زيارة للمنطقة في يناير 2019.", "visit|held|salem||2019-01"),
    (f"قاد {A} وفدا إلى {M}.", "visit|held|salem|morocco"),
    (f"توجه {A} إلى {P} على رأس وفد.", "visit|held|salem|paris"),
    (f"زار وفد برئاسة {A} {M}.", "visit|held|salem|morocco"),
    (f"وصل إلى {R} وفد أمريكي رفيع يقوده {A}.", "visit|held|salem|rabat"),
    (f"زار وفد من الكونغرس بقيادة {A} {R}.", "visit|held|salem|rabat"),
    (f"يعتزم {A} زيارة {M} الشهر المقبل.", "visit|planned|salem|morocco|2019-04"),
    (f"سيقوم {A} بزيارة إلى {M} يوم الخميس المقبل.", "visit|planned|salem|morocco|2019-03-21"),
    (f"من المرتقب أن يحل {A} ب{R} يوم الخميس المقبل.", "visit|planned|salem|rabat|2019-03-21"),
    (f"من المنتظر أن يصل {A} إلى {R} غدا الثلاثاء.", "visit|planned|salem|rabat|2019-03-19"),
    (f"من المقرر أن يزور {A} {M} في أبريل المقبل.", "visit|planned|salem|morocco|2019-04"),
    (f"يرتقب أن يقوم {A} بزيارة إلى {M}.", "visit|planned|salem|morocco"),
    (f"ينتظر أن يؤدي {A} زيارة إلى {M}.", "visit|planned|salem|morocco"),
    (f"يزور {A} {M} الخميس المقبل.", "visit|planned|salem|morocco|2019-03-21"),
    (
        f"أعلنت الخارجية أن {A} سيتوجه إلى {M} الخميس المقبل.",
        "visit|planned|salem|morocco|2019-03-21",
    ),
    (f"تستعد {R} لاستقبال {A} الخميس المقبل.", "visit|planned|salem|rabat|2019-03-21"),
    (f"تترقب {R} زيارة {A}.", "visit|planned|salem|rabat"),
    (f"ترتقب {R} زيارة {A} الخميس المقبل.", "visit|planned|salem|rabat|2019-03-21"),
    (f"زيارة مرتقبة ل{A} إلى {M}.", "visit|planned|salem|morocco"),
    (f"أعلن عن زيارة قريبة ل{A} إلى {M}.", "visit|planned|salem|morocco"),
    (f"أجل {A} زيارته إلى {M}.", "visit|cancelled|salem|morocco"),
    (f"ألغى {A} زيارة كانت مقررة إلى {M}.", "visit|cancelled|salem|morocco"),
    (f"تأجلت زيارة {A} إلى {M}.", "visit|cancelled|salem|morocco"),
    (f"تم تأجيل زيارة {A} إلى {M}.", "visit|cancelled|salem|morocco"),
    (f"أُلغيت زيارة {A} التي كانت مقررة إلى {M}.", "visit|cancelled|salem|morocco"),
    (f"تعذر على {A} زيارة {M}.", "visit|cancelled|salem|morocco"),
    (f"قرر {A} إلغاء زيارته إلى {M}.", "visit|cancelled|salem|morocco"),
    (f"نفت الرئاسة أن يكون {A} قد زار {M}.", "visit|denied|salem|morocco"),
    (f"نفى المتحدث صحة أنباء عن زيارة {A} إلى {M}.", "visit|denied|salem|morocco"),
    (f"نفى {A} لقاءه ب{B}.", "meeting|denied|nabil+salem|"),
    (f"لم يلتق {A} ب{B}.", "meeting|denied|nabil+salem|"),
]
PLANS = [
    (f"سيلتقي {A} ب{B} غدا الثلاثاء.", "meeting|planned|nabil+salem||2019-03-19"),
    (f"سيجتمع {A} مع {B} في {R}.", "meeting|planned|nabil+salem|rabat"),
    (f"سيعقد {A} و{B} اجتماعا في {P}.", "meeting|planned|nabil+salem|paris"),
    (f"من المنتظر أن يعقد {A} لقاء مع {B}.", "meeting|planned|nabil+salem|"),
    (f"من المقرر أن يجري {A} مباحثات مع {B}.", "meeting|planned|nabil+salem|"),
    (f"سيُعقد لقاء بين {A} و{B} في {P}.", "meeting|planned|nabil+salem|paris"),
    (f"يُرتقب عقد لقاء بين {A} و{B}.", "meeting|planned|nabil+salem|"),
    (f"من المتوقع أن يتباحث {A} مع {B}.", "meeting|planned|nabil+salem|"),
    (f"ومن المزمع أن يلتقي {A} {B}.", "meeting|planned|nabil+salem|"),
    (f"لقاء مرتقب بين {A} و{B} في {P}.", "meeting|planned|nabil+salem|paris"),
    (f"يلتقي {A}، الخميس المقبل، {B}.", "meeting|planned|nabil+salem||2019-03-21"),
    (f"اللقاء المقبل بين {A} و{B} سيكون في {P}.", "meeting|planned|nabil+salem|paris"),
    (f"تمهيدا للقاء {A} ب{B} الشهر المقبل.", "meeting|planned|nabil+salem||2019-04"),
    (f"يستعد {A} للقاء {B}.", "meeting|planned|nabil+salem|"),
    (f"ألغى {A} لقاء مع {B}.", "meeting|cancelled|nabil+salem|"),
    (f"تأجل اللقاء الذي كان مقررا بين {A} و{B}.", "meeting|cancelled|nabil+salem|"),
    (f"ألغي الاجتماع المقرر بين {A} و{B}.", "meeting|cancelled|nabil+salem|"),
    (f"تم إلغاء القمة المقررة بين {A} و{B}.", "conference|cancelled|nabil+salem|"),
]
GOING_ON = [
    (f"زار {A} {R}، حيث التقى {B}.", "visit|held|salem|rabat; meeting|held|nabil+salem|*"),
    (f"وصل {A} إلى {R}. والتقى بعد ذلك {B}.", "visit|held|salem|rabat; meeting|held|nabil+salem|*"),
    (
        f"استقبل {A} اليوم {B}. كما أجرى مباحثات مع {C}.",
        "meeting|held|nabil+salem|; meeting|held|laila+salem|",
    ),
    (
        f"استقبل {A} اليوم {B}. كما استقبل {C}.",
        "meeting|held|nabil+salem|; meeting|held|laila+salem|",
    ),
    (f"والتقى {A} خلال هذه الزيارة كلا من {B} و{C}.", "meeting|held|laila+nabil+salem|"),
    (f"أجرى {A} سلسلة لقاءات مع {B} و{C}.", "meeting|held|nabil+salem; meeting|held|laila+salem"),
    (f"كانت ل{A} لقاءات مع {B}.", "meeting|held|nabil+salem|"),
    (f"كان ل{A} لقاء مع {B}.", "meeting|held|nabil+salem|"),
    (f"عقد {A} عدة اجتماعات مع {B}.", "meeting|held|nabil+salem|"),
    (f"وجرى اللقاء بحضور {C} بعد أن استقبل {A} {B}.", "meeting|held|nabil+salem|"),
    (f"استقبل {A} نظيره {B}، بحضور {C}.", "meeting|held|laila+nabil+salem|"),
    (f"استقبل {A} نظيره {B}. وحضر اللقاء {C} و{D}.", "meeting|held|laila+nabil+omar+salem|"),
    (f"استقبل {A} نظيره {B}. وجرى الاستقبال بحضور {C}.", "meeting|held|laila+nabil+salem|"),
    (f"استقبل {A} نظيره {B} الذي كان مرفوقا ب{C}.", "meeting|held|laila+nabil+salem|"),
    (f"استقبل {A} وفدا برئاسة {B}.", "meeting|held|nabil+salem|"),
    (f"استقبل {A} وفدا أمريكيا يضم {B} و{C}.", "meeting|held|laila+nabil+salem|"),
    (f"استقبل {A} وفدا من الكونغرس.", "meeting|held|salem|"),
    (f"استقبل {A} سفراء دول الاتحاد.", "meeting|held|salem|"),
    (f"اجتمع {A} مع مسؤولين أمريكيين في {P}.", "meeting|held|salem|paris"),
    (f"أجرى {A} مباحثات مع نظيره الفرنسي في {P}.", "meeting|held|salem|paris"),
    (f"اجتمع {A} بأعضاء مجلس الأمن.", "meeting|held|salem|"),
]
PLACES = [
    (f"استقبل {A} {B} بمقر الوزارة ب{R}.", "meeting|held|nabil+salem|rabat"),
    (f"التقى {A} {B} في العاصمة الفرنسية {P}.", "meeting|held|nabil+salem|paris"),
    (f"التقى {A} {B} بالعاصمة الفرنسية {P}.", "meeting|held|nabil+salem|paris"),
    (f"التقى {A} {B}، بمدينة {P}.", "meeting|held|nabil+salem|paris"),
    (f"{P}، 18 مارس 2019 (وكالات)- التقى {A} {B}.", "meeting|held|nabil+salem|"),
    (f"احتضنت {R}، أمس الأحد، لقاء بين {A} و{B}.", "meeting|held|nabil+salem|rabat|2019-03-17"),
    (
        f"استقبل {A} {B}. وجرى اللقاء في {R} يوم 12 مارس 2019.",
        "meeting|held|nabil+salem|rabat|2019-03-12",
    ),
    (f"التقى {A} {B}. وتم اللقاء أمس الأحد.", "meeting|held|nabil+salem||2019-03-17"),
    (f"في {R}، التقى {A} {B}.", "meeting|held|nabil+salem|rabat"),
    (f"يوم 12 مارس 2019، التقى {A} ب{B}.", "meeting|held|nabil+salem||2019-03-12"),
    (
        f"أكد {A}، أمس الأحد ب{R}، عقب لقائه ب{B}، أن الأمر مهم.",
        "meeting|held|nabil+salem|rabat|2019-03-17",
    ),
    (f"قال {A}، في تصريح عقب مباحثاته مع {B}، إن الأمر مهم.", "meeting|held|nabil+salem|"),
    (f"أكد {A} خلال استقباله ل{B} أن الأمر مهم.", "meeting|held|nabil+salem|"),
    (f"أعرب {B} لدى استقباله من طرف {A} عن شكره.", "meeting|held|nabil+salem|"),
    (f"وقال {A} بعد محادثات مع {B} في {P} إن الأمر مهم.", "meeting|held|nabil+salem|paris"),
    (f"أشاد {B}، عقب استقباله من قبل {A}، بالتعاون.", "meeting|held|nabil+salem|"),
]
HEADLINES = [
    (f"لقاء يجمع {A} و{B} ب{R}", "meeting|held|nabil+salem|rabat"),
    (f"{A} يتباحث مع {B}", "meeting|held|nabil+salem|"),
    (f"{A} يجري مباحثات مع {B}", "meeting|held|nabil+salem|"),
    (f"{A} يحل ب{R}", "visit|held|salem|rabat"),
    (f"تعاون أمني: {A} يستقبل {B}", "meeting|held|nabil+salem|"),
    (f"{A} في زيارة رسمية إلى {M}", "visit|held|salem|morocco"),
    (f"تفاصيل لقاء {A} و{B}", "meeting|held|nabil+salem|"),
]
TOURS = [
    (
        f"بدأ {A} جولة إفريقية تقوده إلى {M} و{TN}.",
        "visit|*|salem|; visit|*|salem|morocco; visit|*|salem|tunisia",
    ),
    (
        f"يقوم {A} بجولة تشمل {M} و{TN} و{SP}.",
        "visit|*|salem|; visit|*|salem|morocco; visit|*|salem|tunisia; visit|*|salem|spain",
    ),
    (
        f"سيقوم {A} بجولة في المنطقة تشمل {M} و{TN}.",
        "visit|planned|salem|; visit|planned|salem|morocco; visit|planned|salem|tunisia",
    ),
]
NOTHING = [
    (f"دعا {A} إلى لقاء مع {B}.", ""),
    (f"يأمل {A} في لقاء {B}.", ""),
    (f"أعرب {A} عن استعداده للقاء {B}.", ""),
    (f"في حوار مع صحيفة محلية، قال {A} إن الأمر مهم.", ""),
    (f"بحث {A} سبل التعاون.", ""),
    (f"وصل {A} إلى قناعة.", ""),
    (f"وجه {A} دعوة إلى {B} لزيارة {M}.", ""),
    (f"جمعت بين {A} و{B} صداقة.", ""),
    (f"ضم الفريق {A} و{B}.", ""),
    (f"قدم {A} استقالته إلى {B}.", ""),
]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [*TALKS, *RECEPTIONS, *SESSIONS, *VISITS, *PLANS, *GOING_ON, *PLACES, *TOURS, *NOTHING],
)
def test_each_wording_tells_of_its_events_and_of_no_other(sentence: str, expected: str) -> None:
    check(events(sentence), expected)


@pytest.mark.parametrize(("headline", "expected"), HEADLINES)
def test_a_headline_alone_tells_of_its_event(headline: str, expected: str) -> None:
    check(events("نص.", headline), expected)


def test_a_region_that_is_spoken_of_is_not_where_they_met() -> None:
    text = f"عقد {A} اجتماعا مع {B} حول ارتباطات التهريب في [place/sahel|الساحل]."
    assert [event.place for event in events(text)] == [None]
