from __future__ import annotations

import time

import pytest

from kb.extract.facts import find_facts
from kb.records import Post, Span
from tests.extract.marked import events, facts, lexicon, marked, who

A = "[person/salem|سالم العمري]"
B = "[person/nabil|نبيل الراوي]"
C = "[person/laila|ليلى الشافعي]"
RABAT = "[place/rabat|الرباط]"
TUNIS = "[place/tunis|تونس العاصمة]"


def one(source: str, headline: str = "") -> tuple[str, str, dict[str, str | None]]:
    found = events(source, headline)
    assert len(found) == 1, found
    return found[0].type, found[0].status, who(found[0])


@pytest.mark.parametrize(
    "sentence",
    [
        f"استقبل {A} ضيفه {B}.",
        f"{A} يستقبل {B}",
        f"أعلن بلاغ استقبال {A} ل{B}.",
        f"استُقبل {B} من طرف {A}.",
        f"كان {A} قد استقبل {B}.",
        f"استقبل {A}، وزير الداخلية، صباح اليوم بمكتبه، {B}، سفير المملكة.",
    ],
)
def test_receiving_makes_one_host_and_the_other_guest_in_every_form(sentence: str) -> None:
    kind, status, roles = one(sentence)

    assert (kind, status) == ("meeting", "held")
    assert roles == {"salem": "host", "nabil": "guest"}


@pytest.mark.parametrize(
    "sentence",
    [
        f"التقى {A} ب{B}.",
        f"التقى {A} وزير الخارجية {B}.",
        f"اجتمع {A} مع {B}.",
        f"أجرى {A} مباحثات مع {B}.",
        f"عقد {A} اجتماعا مطولا مع نظيره {B}.",
        f"جمع لقاء {A} ب{B}.",
        f"بعد لقاء جمع {A}، وزير العدل، و{B}.",
        f"عقب لقاء {A} و{B}.",
        f"جرت مباحثات بين {A} و{B}.",
        f"تباحث {A} مع {B} حول الأمن.",
        f"وقال إن {A} التقى {B} أمس.",
    ],
)
def test_meeting_has_both_as_attendees_whatever_the_wording(sentence: str) -> None:
    kind, status, roles = one(sentence)

    assert (kind, status) == ("meeting", "held")
    assert roles == {"salem": "attendee", "nabil": "attendee"}


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        (f"زار {A} [place/tunisia|تونس].", "place/tunisia"),
        (f"وصل {A} إلى {RABAT}.", "place/rabat"),
        (f"حل {A} ب{RABAT}.", "place/rabat"),
        (f"قام {A} بزيارة إلى [place/tunisia|تونس].", "place/tunisia"),
        (f"شكلت زيارة {A} ل{RABAT} مناسبة للنقاش.", "place/rabat"),
        (f"خلال الزيارة التي أجراها {A} إلى {RABAT}.", "place/rabat"),
    ],
)
def test_a_visit_has_its_guest_and_its_destination(sentence: str, place: str) -> None:
    (found,) = events(sentence)

    assert (found.type, who(found), found.place) == ("visit", {"salem": "guest"}, place)


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        (f"سيلتقي {A} ب{B}.", "planned"),
        (f"من المقرر أن يلتقي {A} ب{B}.", "planned"),
        (f"يلتقي {A} ب{B} الجمعة المقبل.", "planned"),
        (f"يعتزم {A} أن يلتقي ب{B}.", "planned"),
        (f"ألغى {A} لقاء مع {B}.", "cancelled"),
        (f"تأجيل لقاء {A} ب{B}.", "cancelled"),
        (f"نفت الوزارة أن يكون {A} قد التقى {B}.", "denied"),
    ],
)
def test_status_follows_the_words(sentence: str, status: str) -> None:
    assert one(sentence)[1] == status


@pytest.mark.parametrize(
    "sentence",
    [
        f"دعا {C} إلى لقاء بين {A} و{B}.",
        "يزور المسؤولون المدينة باستمرار.",
        f"قال {A} إن التعاون بين البلدين مهم.",
        f"بحث {A} سبل دعم التعاون.",
        f"قال {A} في لقاء مع قناة [outlet/qanat|الأفق] إن الوضع صعب.",
        f"حل {A} المشكلة.",
    ],
)
def test_wishes_habits_study_and_interviews_are_no_events(sentence: str) -> None:
    assert events(sentence) == ()


def test_who_comes_along_attends() -> None:
    _, _, roles = one(f"استقبل {A} ضيفه {B}، الذي قدم برفقة مستشاريه، فضلا عن {C}.")

    assert roles == {"salem": "host", "nabil": "guest", "laila": "attendee"}


def test_who_is_named_as_attending_the_reception_told_before_joins_it() -> None:
    _, _, roles = one(f"استقبل {A} ضيفه {B}. حضر الاستقبال {C}.")

    assert roles["laila"] == "attendee"


def test_those_met_in_the_course_of_a_visit_are_its_hosts() -> None:
    (visit,) = events(f"الزيارة التي قام بها {A} إلى {TUNIS}، والتقى فيها ب{B}، وزير الدفاع، و{C}.")

    assert who(visit) == {"salem": "guest", "nabil": "host", "laila": "host"}


def test_whom_one_meets_where_one_went_is_a_meeting_and_part_of_the_visit() -> None:
    visit, meeting = events(f"سيصل {A} إلى {TUNIS} حيث سيلتقي ب{B}، وزير الدفاع.")

    assert (visit.type, visit.status, who(visit)) == ("visit", "planned", {"salem": "guest"})
    assert (meeting.part_of, meeting.place, meeting.status) == (visit.id, visit.place, "planned")
    assert set(who(meeting)) == {"salem", "nabil"}


def test_the_first_since_tells_of_an_earlier_visit_with_its_own_date() -> None:
    first, second = events(f"سيكون {A} أول سفير يزور [place/tunisia|تونس] منذ {B} في مايو 1998.")

    assert {first.status, second.status} == {"planned", "held"}
    held = first if first.status == "held" else second
    assert (who(held), held.date.edtf) == ({"nabil": "guest"}, "1998-05")


def test_one_weekday_means_a_past_day_for_what_was_and_a_coming_one_for_what_will_be() -> None:
    held, planned = events(f"التقى {A} ب{B} الخميس. وسيصل {C} إلى {RABAT} الخميس.")

    assert (held.date.edtf, planned.date.edtf) == ("2019-03-14", "2019-03-21")


def test_without_a_day_of_publication_a_weekday_stays_unresolved() -> None:
    (found,) = events(f"التقى {A} ب{B} الخميس الماضي.", published=None)

    assert (found.date.edtf, found.date.basis) == (None, "unresolved")
    assert found.date.text == "الخميس الماضي"


def test_several_sentences_about_one_meeting_are_one_event_with_all_their_evidence() -> None:
    text = (
        f"استقبل {A} أمس ب{RABAT} ضيفه {B}.\n"
        "وتناول الجانبان قضايا الأمن.\n"
        "وفي ختام هذا اللقاء تبادل الطرفان الهدايا."
    )

    (found,) = events(text, headline=f"{A} يستقبل {B}")

    assert len(found.evidence) == 4
    assert (found.date.edtf, found.place) == ("2019-03-17", "place/rabat")


def test_two_meetings_of_one_pair_on_different_days_stay_two() -> None:
    found = events(f"التقى {A} ب{B} في 3 يناير 2019. ثم التقى {A} ب{B} في 5 فبراير 2019.")

    assert [event.date.edtf for event in found] == ["2019-01-03", "2019-02-05"]


def test_a_tour_has_its_stops_as_parts_and_spans_from_the_first_to_the_last() -> None:
    text = (
        f"سيؤدي {A} هذا الأسبوع زيارة إلى [place/maghreb|بلدان المغرب] في جولة طويلة. "
        f"وسيبدأ {A} جولته الأربعاء في [place/tunisia|تونس]. "
        f"وسيختم {A} جولته الجمعة في {RABAT}."
    )

    found = events(text)
    tour = next(event for event in found if event.place == "place/maghreb")
    stops = [event for event in found if event is not tour]

    assert {event.place for event in stops} == {"place/tunisia", "place/rabat"}
    assert {event.part_of for event in stops} == {tour.id}
    assert tour.date.edtf == "2019-03-20/2019-03-22"


def test_an_office_that_nobody_is_named_for_takes_part_as_nobody() -> None:
    (found,) = events(f"استقبل المفتش العام بمقر القيادة {B}.")

    assert who(found) == {"nabil": "guest"}


def test_the_two_officials_are_those_of_the_event_before() -> None:
    first, second = events(f"التقى {A} ب{B}. ثم افتتح الوزيران الدورة الثانية لمجلس الأعمال.")

    assert (first.type, second.type) == ("meeting", "conference")
    assert who(second) == {"salem": "attendee", "nabil": "attendee"}


def test_a_commentator_who_speaks_of_the_meeting_is_no_evidence_of_it() -> None:
    (found,) = events(f"التقى {A} ب{B}.\nوقال {C} إن هذا اللقاء مهم.")

    assert len(found.evidence) == 1


def test_talks_of_unnamed_services_are_an_event_only_when_dated() -> None:
    assert len(events("بعد مشاورات بين إدارتي الجمارك في يونيو 2018.")) == 1
    assert events("بعد مشاورات بين إدارتي الجمارك.") == ()


def test_a_conversation_by_telephone_is_a_call() -> None:
    assert one(f"أجرى {A} مباحثات هاتفية مع {B}.")[0] == "call"


def test_a_capital_named_by_its_country_is_that_city() -> None:
    (found,) = events(f"وصل {A} إلى العاصمة السنغالية لحضور معرض.")

    assert found.place == "place/dakar"


def test_every_piece_of_evidence_is_a_sentence_of_the_text() -> None:
    told = facts(f"زار {A} [place/tunisia|تونس]. والتقى هناك ب{B}.")

    assert all(event.evidence for event in told.events)
    assert all(span.start < span.end for event in told.events for span in event.evidence)


def test_topics_come_from_the_sentences_of_the_event() -> None:
    (found,) = events(f"بحث {A} مع {B} مكافحة الإرهاب في منطقة الساحل.")

    assert found.topics == ("counter-terrorism", "sahel")


@pytest.mark.parametrize(
    "sentence",
    [
        f"وفد برئاسة {A} يزور [place/algeria|الجزائر].",
        f"سافر {A} إلى [place/algeria|الجزائر].",
        f"كشف {A} أنه سيزور [place/algeria|الجزائر] الشهر المقبل.",
    ],
)
def test_the_guest_may_lead_a_delegation_or_be_told_before(sentence: str) -> None:
    (found,) = events(sentence)

    assert (found.type, who(found)) == ("visit", {"salem": "guest"})


def test_several_places_of_one_verb_are_several_visits() -> None:
    found = events(f"زار {A} [place/tunisia|تونس] و[place/algeria|الجزائر] في يناير 2019.")

    assert {event.place for event in found} == {"place/tunisia", "place/algeria"}


def test_who_is_welcomed_is_the_guest_although_named_first() -> None:
    _, _, roles = one(f"كان في استقبال {A} بالمطار وزير الخارجية {B}.")

    assert roles == {"salem": "guest", "nabil": "host"}


def test_a_day_told_in_the_present_tense_is_the_nearer_one_and_makes_a_plan() -> None:
    (found,) = events(f"يقوم {A} بزيارة إلى [place/algeria|الجزائر] يومي 20 و21 مارس.")

    assert (found.status, found.date.edtf) == ("planned", "2019-03-20/2019-03-21")


@pytest.mark.parametrize(
    "sentence",
    [
        f"قدم {A} نسخة من أوراقه في [place/rabat|الرباط].",
        f"شارك في الجولة السادسة من المفاوضات {A}.",
    ],
)
def test_presenting_is_no_coming_and_a_round_of_talks_no_tour(sentence: str) -> None:
    assert all(event.type != "visit" for event in events(sentence))


def test_an_office_alone_is_the_one_person_whom_the_article_gives_it() -> None:
    source = f"عين {A} مديرا للأرشيف. ثم استقبل مدير الأرشيف الوطني أمس {B}."
    post = Post("person/salem", "مدير الأرشيف الوطني", None, "held", Span(0, 1))

    (found,) = facts(source, posts=(post,)).events

    assert who(found) == {"salem": "host", "nabil": "guest"}


@pytest.mark.parametrize("words", ["استقبل ", "، وزير ", "بين ", '" ', "التي "])
def test_reading_takes_time_in_proportion_to_the_text(words: str) -> None:
    def seconds(times: int) -> float:
        zones, entities = marked(words * times)
        start = time.process_time()
        find_facts(zones, (entities, ()), lexicon(), None, None)
        return time.process_time() - start

    few, many = seconds(1_500), seconds(12_000)

    assert many < 30 * few + 0.2  # eight times the text; a square would be 64 times


def test_a_date_that_can_be_resolved_goes_before_one_that_cannot() -> None:
    (found,) = events(f"التقى {A} اليوم الخميس 9 ماي 2024 ب{B}.", published=None)

    assert found.date.edtf == "2024-05-09"


def test_meeting_somebody_as_the_purpose_of_a_visit_makes_him_its_host() -> None:
    (found,) = events(f"يصل {A} غدا إلى [place/algeria|الجزائر] للقاء الرئيس {B}.")

    assert (found.type, who(found)) == ("visit", {"salem": "guest", "nabil": "host"})


def test_a_relative_clause_is_told_of_whoever_stands_before_the_brackets() -> None:
    found = events(
        f"التقى {A} ب{B}، قائد القيادة (القيادة العليا)، "
        "الذي يؤدي زيارة إلى [place/algeria|الجزائر]."
    )
    visit = next(event for event in found if event.type == "visit")

    assert who(visit) == {"nabil": "guest"}


@pytest.mark.parametrize(
    ("sentence", "kind", "roles"),
    [
        (
            "[person/a|John Alder] met [person/b|Mary Brook] on Friday.",
            "meeting",
            {"a": "attendee", "b": "attendee"},
        ),
        (
            "[person/a|Jean Alder] s'est entretenu avec [person/b|Marie Brook].",
            "meeting",
            {"a": "attendee", "b": "attendee"},
        ),
        (
            "[person/a|Jean Alder] a été reçu par [person/b|Marie Brook].",
            "meeting",
            {"a": "guest", "b": "host"},
        ),
        ("[person/a|John Alder] visited [place/tunisia|Tunisia].", "visit", {"a": "guest"}),
    ],
)
def test_french_and_english_sentences_are_read_in_their_order(
    sentence: str, kind: str, roles: dict[str, str | None]
) -> None:
    assert one(sentence) == (kind, "held", roles)
