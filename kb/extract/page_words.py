"""Words of the page around an article, folded: what opens a form, other news or a footer."""

from __future__ import annotations

from typing import Final

from kb.extract.text import fold


def _phrases(text: str) -> tuple[str, ...]:
    """Phrases between bars, folded."""
    return tuple(fold(text).split("|"))


def _words(text: str) -> frozenset[str]:
    """Words between spaces, folded."""
    return frozenset(fold(text).split())


# A short line that starts so ends the article for good.
END: Final = _phrases(
    "تعليق جديد|أضف تعليق|اضف تعليقك|اترك تعليق|اكتب تعليق|تعليقات الزوار|"
    "عدد التعليقات|تعليقات القراء|آراء القراء|التعليقات|تعليقات|"
    "عنوان التعليق|الإسم *|الاسم *|البريد الإلكتروني|البريد الألكتروني|شروط النشر|"
    "شروط الاستخدام|شروط التعليق|اضغط هنا|انقر هنا|المصدر الأصلي|"
    "جميع الحقوق محفوظة|كل الحقوق محفوظة|حقوق النشر|الكلمات المفتاحية|الكلمات الدلالية|"
    "كلمات دلالية|كلمات مفتاحية|الوسوم|وسوم|// انتهى|انتهى //|شارك الخبر|شارك المقال|"
    "شارك هذا|شارك على|شارك الموضوع|تابعونا|تابعوا آخر|حمل تطبيق|"
    "طباعة|أرسل لصديق|الأكثر قراءة|الأكثر مشاهدة|آخر الأخبار|أخر الأخبار|security code|"
    "characters left|©|copyright|all rights reserved|maintained and developed|leave a comment|"
    "leave a reply|add a comment|post a comment|comments|share this|follow us|sign up|"
    "subscribe|tags:|filed under|commentaires|laisser un commentaire|ajouter un commentaire|"
    "partager|mots-cles|mots cles|tous droits reserves|suivez-nous|abonnez-vous|"
    "les plus lus|most read"
)
# A line that starts so opens other news: the article may go on after it.
ASIDE: Final = _phrases(
    "مواضيع أخرى|مقالات أخرى|قد يهمك|اقرأ أيضا|إقرأ أيضا|"
    "اقرأ المزيد|إقرأ المزيد|اقرا ايضا|اقرؤوا أيضا|طالع أيضا|"
    "شاهد أيضا|شاهد المزيد|مواضيع ذات صلة|أخبار ذات صلة|مقالات ذات صلة|ذات صلة|"
    "المزيد من الأخبار|أخبار أخرى|للمزيد|read also|read more|also read|related|see also|"
    "lire aussi|a lire aussi|lire egalement|voir aussi|sur le meme sujet"
)
# Words that no short line of an article has: they are spoken to the reader by the site.
NOTICE: Final = _phrases(
    "اضغط هنا|انقر هنا|على الإبلاغ|حجب هذه الصورة|"
    "لا تعبر بأي حال|لا تعبر عن رأي|عدم الإساءة للكاتب|"
    "ملفات تعريف الارتباط|cookies|javascript|newsletter|أوافق على شروط"
)
DATELINE: Final = _phrases(
    "صدر في|صدر بموقع|أضيف في|أضيف بتاريخ|حرر في|نشر في|نشرت في|نشر يوم|نشر بتاريخ|"
    "نشر على|تاريخ النشر|بتاريخ|published|posted|publie|"
    "mis en ligne"
)
UPDATE: Final = _phrases("آخر تحديث|تحديث:|updated|last update|mis a jour|modifie")
BYLINE: Final = _phrases("بقلم|كتب:|كتبت:|إعداد:|تحرير:|by |par ")
FOLLOW_UP: Final = _phrases("متابعة|وكالات|تقرير|خاص|مراسلة|و م ع|ومع|أ ف ب")
MASTHEAD: Final = _phrases("نيوز|بريس|جريدة|صحيفة|الإلكترونية|وكالة|قناة|news|press|presse|media")
FRENCH: Final = _words("le la les des du est une dans pour que qui sur avec au aux ont")
ENGLISH: Final = _words("the of and to in is was for that with on by said has have are")
