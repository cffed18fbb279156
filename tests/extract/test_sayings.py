"""Verbs that tell of speech without "that", and words of speech on either side of a quotation."""

from __future__ import annotations

import pytest

from tests.extract.marked import facts, marked

A = "[person/salem|سالم العمري]"
B = "[person/nabil|نبيل الراوي]"
BODY = "[organisation/board|هيئة الأنهار]"


def told(source: str, headline: str = "") -> list[tuple[str, bool, str]]:
    """Speaker, whether direct, and the words, of each statement."""
    text = marked(source, headline)[0].text
    return [(s.speaker, s.direct, s.span.of(text)) for s in facts(source, headline).statements]


@pytest.mark.parametrize(
    "verb",
    [
        "أعرب {} عن ارتياحه لسير الأشغال.",
        "وثمن {} جهود العاملين في الميناء.",
        "وحذر {} من تأخر بناء السدود.",
        "أدان {} الهجوم على القافلة.",
        "ونفى {} وجود أي خلاف مع الجيران.",
        "ودعا {} إلى حماية الغابات.",
        "وأشار {} إلى تراجع منسوب الأنهار.",
        "ولفت {} إلى أهمية الحوار بين الجيران.",
        "كشف {} عن خطة جديدة لحماية الغابات.",
        "أعلن {}، أمس، انطلاق الأشغال في الميناء.",
        "وأكد {}، بدوره، متانة العلاقات بين الجيران.",
    ],
)
def test_a_verb_with_what_it_is_about_tells_what_was_said(verb: str) -> None:
    source = verb.format(A)

    assert told(source) == [("person/salem", False, marked(source)[0].text)]


@pytest.mark.parametrize(
    "source",
    [
        f"دعا {A} الوزير {B} إلى مأدبة عشاء.",
        f"ودعا {A} في مارس وزراء خارجية الجوار إلى العاصمة.",
        f"دعا {A} رئيس الحكومة للقيام بزيارة رسمية.",
        f"ولم يؤكد {A} موعد الزيارة بعد.",
        f"سافر {A} إلى العاصمة. ولفتت الأنظار طائرته الجديدة هناك.",
        (
            "تخوض [organisation/army|القوات]، مدعومة من «[organisation/wolves|الذئاب» الروسية]، "
            "معارك ضد «[organisation/foxes|جماعة الثعالب]» قرب الحدود."
        ),
        f"سافر {A} إلى العاصمة. وأعلنت هناك نتائج المسابقة الكبرى.",
    ],
)
def test_an_invitation_and_what_nobody_named_says_are_no_statements(source: str) -> None:
    assert told(source) == []


def test_a_verb_within_a_quotation_of_somebody_else_makes_nobody_speak() -> None:
    source = f'قال {A} إن "إعلان {BODY} حين كشفت {BODY} عن خطتها كان متأخرا جدا".'

    assert [speaker for speaker, _, _ in told(source)] == ["person/salem"]


def test_quotations_on_either_side_of_the_verb_are_of_one_speaker() -> None:
    source = f'"النهر ملك لكل جيرانه"، يقول {A}، "ولن نبني السدود وحدنا أبدا".'

    assert told(source) == [
        ("person/salem", True, '"النهر ملك لكل جيرانه"'),
        ("person/salem", True, '"ولن نبني السدود وحدنا أبدا"'),
    ]


def test_a_quotation_before_its_verb_is_kept_where_the_sentence_goes_on_speaking() -> None:
    source = f"“لم يعد النهر حدودا بيننا”، يضيف {A}، الذي شدد على أن “الحوار وحده ينفع”."

    assert [words for _, _, words in told(source)] == [
        "“لم يعد النهر حدودا بيننا”",
        "“الحوار وحده ينفع”",
    ]


def test_whose_words_the_media_passed_on_is_not_taken_for_a_new_speaker() -> None:
    source = f'ودعا {A} الذي نقلت وسائل إعلام كلامه، إلى "حماية الغابات من الحرائق".'

    assert told(source) == [("person/salem", False, marked(source)[0].text)]


@pytest.mark.parametrize(
    ("source", "speaker"),
    [
        (f"بحث سمو الشيخ {A} مع {B} مياه النهر. وأكد سموه متانة العلاقات.", "person/salem"),
        (f"بحث {B} مع معالي الدكتور {A} مياه النهر. وقال معاليه إن الحوار نافع.", "person/salem"),
        (f"زار {A} مقر {BODY} أمس. وأوضحت الهيئة أن السد آمن.", "organisation/board"),
        (f"زار {A} مقر {BODY} أمس. وأعلنت الهيئة عن برنامج جديد.", "organisation/board"),
    ],
)
def test_his_highness_or_the_body_is_the_one_of_that_kind_named_before(
    source: str, speaker: str
) -> None:
    assert [speaker for speaker, _, _ in told(source)] == [speaker]


@pytest.mark.parametrize(
    "source",
    [
        f"بحث سمو الشيخ {A} مع سمو الشيخ {B} مياه النهر. وأكد سموه متانة العلاقات.",
        f"زار {A} [organisation/lakes|هيئة البحيرات] و{BODY}. وأوضحت الهيئة أن السد آمن.",
        f"زار {A} الميناء. وأوضحت الهيئة أن السد آمن.",
    ],
)
def test_nobody_speaks_where_several_or_none_of_that_kind_were_named(source: str) -> None:
    assert told(source) == []


@pytest.mark.parametrize(
    "onward",
    [
        "ويذكر أن النهر طويل جدا.",
        "ويتوقع أن ترتفع المياه قريبا.",
        "كما يعتقد أن السد قديم جدا.",
    ],
)
def test_what_is_recalled_or_expected_is_said_by_nobody(onward: str) -> None:
    assert len(told(f"قال {A} إن الأمر صعب. {onward}")) == 1
    assert len(told(f"قال {A} إن الأمر صعب. وذكر أن الحل قريب جدا.")) == 2


@pytest.mark.parametrize("verb", ["أعلنته", "أفاد به", "ذكرته", "أكدته"])
def test_as_somebody_told_it_attributes_the_sentence(verb: str) -> None:
    source = f"ارتفعت مياه النهر في كل القرى هذا العام، حسب ما {verb} {BODY}."

    assert told(source) == [("organisation/board", False, marked(source)[0].text)]


def test_praise_goes_on_with_its_participle_and_the_paper_spoken_to_is_no_quotation() -> None:
    assert len(told(f"أشاد {A} بعمل البحارة في الميناء، مؤكدا استعداده للحوار معهم.")) == 1
    source = f'ولاحظ {A}، في حديث ل"يومية النهر"، أن السد لم يكتمل بعد.'

    assert told(source) == [("person/salem", False, "أن السد لم يكتمل بعد.")]


def test_the_adjective_of_a_body_tells_its_envoy() -> None:
    from kb.extract.incumbents import holders
    from kb.extract.nodes import read_sentences
    from kb.records import Post, Span

    clean, entities = marked(f"عاد {A}. غادر المبعوث الأممي أمس.")
    post = Post(
        "person/salem", "مبعوث الأمين العام", "organisation/united-nations", "held", Span(0, 1), "t"
    )
    nodes = read_sentences(clean, entities)[-1].nodes
    known = holders((post,), entities)

    assert (known.of(nodes[1:3]) or entities[0]).id == "person/salem"
    assert known.of(nodes[1:3]) is not None
    assert holders((), entities).of(nodes[1:3]) is None


@pytest.mark.parametrize(
    ("source", "speaker"),
    [
        (f"قال {A}، في [communique/note|بيان] نشره مكتبه، إن النهر نظيف.", "person/salem"),
        (f"قال {B} إن السد آمن. ونقل [communique/note|البيان] عن {A} «حرص الناس على النهر».",
         "person/salem"),
        (f"قال {B} إن السد آمن. واستقبل {A} الوفد أمس، مؤكدا أن النهر نظيف.", "person/salem"),
        (f'قال {A} أمام {BODY} "لن نبيع ماء هذا النهر لأحد أبدا".', "person/salem"),
    ],
)  # fmt: skip
def test_words_are_of_the_person_and_not_of_the_paper_or_the_one_before(
    source: str, speaker: str
) -> None:
    assert told(source)[-1][0] == speaker


def test_a_memorandum_recalls_nothing_and_what_he_called_something_is_his() -> None:
    signing = f"أعلنت {BODY} توقيع مذكرة تفاهم مع الجيران بشأن النهر."
    praise = f'أعرب {A} عن ارتياحه للحوار، مثمنا ما وصفه ب"الجوار الطيب دائما".'

    assert [words for _, _, words in told(signing)] == [marked(signing)[0].text]
    assert {speaker for speaker, _, _ in told(praise)} == {"person/salem"}
    assert not any(words.endswith(" ما") for _, _, words in told(praise))


@pytest.mark.parametrize(
    "verb",
    [
        "وذكر {}، في كلمة له، بمواقف الجيران الثابتة.",
        "وأقر {} بوجود صعوبات في بناء السد.",
        "وأبدى {} استعداده للحوار مع الجيران.",
        "وشكر {} البحارة على عملهم الطويل.",
        "واستقبل {} الوفد أمس، معربا عن أمله في بناء السد.",
    ],
)
def test_to_recall_admit_thank_or_hope_is_to_say_something(verb: str) -> None:
    assert [speaker for speaker, _, _ in told(verb.format(A))] == ["person/salem"]


def test_according_to_a_note_those_present_said_is_what_the_note_says() -> None:
    source = 'وحسب [communique/note|البيان]، أكد المشاركون على "ضرورة حماية النهر من الناس".'

    assert [speaker for speaker, _, _ in told(source)] == ["communique/note"]


@pytest.mark.parametrize(
    ("onward", "speakers"),
    [
        ("ووفقا للمعطيات الأخيرة، فإن النهر أطول مما كان يظن الناس.", 1),
        ("ووفقا للمصدر ذاته، فإن النهر أطول مما كان يظن الناس.", 2),
    ],
)
def test_according_to_figures_is_according_to_nobody(onward: str, speakers: int) -> None:
    assert len(told(f"ذكر [communique/note|بلاغ] أن النهر نظيف جدا. {onward}")) == speakers


def test_one_of_the_sources_is_the_source_cited_before() -> None:
    source = "أكدت [unnamed/some|مصادر مطلعة] أن النهر نظيف. وقال أحد المصادر إن السد آمن جدا."
    named = f"أكد {A} أن النهر نظيف جدا. وقال أحد المصادر إن السد آمن جدا."

    assert [speaker for speaker, _, _ in told(source)] == ["unnamed/some"] * 2
    assert [speaker for speaker, _, _ in told(named)] == ["person/salem"]


def test_a_headline_gives_the_words_of_whoever_stands_before_its_colon() -> None:
    assert told("انتهى اللقاء.", f"{A}: سنبني السد قبل الصيف") == [
        ("person/salem", False, "سنبني السد قبل الصيف")
    ]
    assert told("انتهى اللقاء.", f"لقاء {A}: سنبني السد قبل الصيف") == []
    assert told("انتهى اللقاء.", f"{BODY}: سنبني السد قبل الصيف") == []


@pytest.mark.parametrize(
    "source",
    [
        'وأعربت [place/algeria|الجزائر] عن "أسفها العميق" لما حدث في النهر.',
        "وأكدت [place/algeria|الجزائر] أن النهر نظيف جدا.",
        "ودعت [place/algeria|الجزائر] إلى حماية النهر من التلوث.",
    ],
)
def test_a_state_speaks_by_the_verb_before_it(source: str) -> None:
    assert [speaker for speaker, _, _ in told(source)] == ["place/algeria"]


@pytest.mark.parametrize(
    "source",
    [
        "وجدد [place/algeria|الجزائر]، أمس، الاتفاق الخاص بالنهر.",
        "وتعتبر [place/algeria|الجزائر] مقصدا للسياح من كل مكان.",
        "وأعلنت [place/casablanca|الدار البيضاء] عن مهرجان جديد للبحر.",
        f"أدانت [organisation/court|محكمة النهر] الوزير السابق {A} بالسجن.",
        "وأكد في [place/algeria|الجزائر] مشاركته في السباق الكبير.",
    ],
)
def test_to_renew_an_agreement_and_to_be_held_for_something_is_no_speech(source: str) -> None:
    assert told(source) == []


def test_one_who_had_confirmed_something_speaks_before_his_verb() -> None:
    source = f"وكان {A} قد أكد، في مؤتمر صحفي، التزامه بحماية النهر."

    assert [speaker for speaker, _, _ in told(source)] == ["person/salem"]


def test_who_praised_is_the_one_before_and_who_adds_in_a_note_the_one_who_spoke() -> None:
    known = f"قال {B} إن السد آمن جدا. واستقبل الوفد {A}، الذي أشاد بجمال النهر كله."
    unknown = f"قال {B} إن السد آمن جدا. واستقبل الوفد نظيره السابق، الذي أشاد بجمال النهر."
    added = f"قال {A} إن السد آمن. وأضاف في [communique/note|بيان] أن النهر نظيف جدا."

    assert [speaker for speaker, _, _ in told(known)] == ["person/nabil", "person/salem"]
    assert [speaker for speaker, _, _ in told(unknown)] == ["person/nabil"]
    assert [speaker for speaker, _, _ in told(added)] == ["person/salem", "person/salem"]
