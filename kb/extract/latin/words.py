"""Closed lists of folded French and English words: offices, groups, parts of clauses."""

from __future__ import annotations

from functools import lru_cache

from kb.extract.lexicon import Lexicon
from kb.extract.text import fold


def folded(text: str) -> frozenset[str]:
    """The folded words of a list."""
    return frozenset(fold(text).split())


# Words that an office is headed by.
OFFICES = folded("""
minister ministre president présidente ambassador ambassadeur ambassadrice secretary secrétaire
king roi queen reine prince princess princesse emir émir chancellor chancelier chancelière
spokesman spokeswoman spokesperson parole director directeur directrice chief chef cheffe head
envoy émissaire envoyé envoyée commander commandant undersecretary senator sénateur sénatrice
governor gouverneur gouverneure chairman chairwoman commissioner commissaire adviser advisor
conseiller conseillère leader leaders consul representative représentant représentante premier
coordinator coordinateur coordonnateur premierministre administrator administrateur inspector
inspecteur mayor maire judge juge prosecutor procureur procureure wali sultan sherpa président
analyst analyste expert experte researcher chercheur professor professeur affaires counterpart
homologue député députée dirigeant dirigeante
""") - folded("leaders premierministre")
PEERS = folded("counterpart homologue")
SENT = folded(
    "ambassador ambassadeur ambassadrice envoy émissaire envoyé consul affaires représentant"
)
# Words that stand before the head and belong to it.
BEFORE = folded("""
prime premier première vice deputy foreign defence defense oil interior finance economy energy
trade justice health education information assistant under crown national security intelligence
army military navy air force state press special permanent general chief executive attorney home
police petroleum culture agriculture transport labour labor environment acting interim outgoing
incumbent new former ex then ancien ancienne porte charge late senior managing religious supreme
opposition party rebel junta nouveau nouvelle actuel actuelle feu planning industry commerce
affairs fisheries water personal tourism communications european
""")
FORMER = folded("former ex then ancien ancienne late feu alors anciennement ancienne")
# Adjectives and nouns that a title goes on with.
AFTER = folded("""
général générale general adjoint adjointe délégué déléguée exécutif exécutive permanent permanente
étranger étrangère principal régional régionale national nationale spécial spéciale personnel
politique militaire sortant sortante intérimaire minister
""")
FIELDS = folded("""
affaires étrangères affairs foreign défense defense defence intérieur interior état etat state
justice économie economy finances finance mines pétrole oil énergie energy santé health éducation
education commerce trade coopération cooperation sécurité security renseignement renseignements
intelligence armées armée army agriculture industrie industry transports transport travail
communication information culture tourisme pêche eaux habitat environnement investissement
gouvernement government république republic royaume parlement parliament sénat senate chambre
diplomatie sûreté police gendarmerie opérations opération mission délégation parti party nations
conseil council commission agence agency direction bureau office department département union
banque bank junte junta transition opposition diaspora islamiques religieuses sociales extérieures
extérieur territoire nationale générale surveillance staff forces force relations planification
relation africaine africaines régionales régionale générales marocains étranger résidant supply
production command operations public policy monde groupe groupes centre center institut institute
développement development réfugiés refugees paix peace
""")
ARTICLES = folded("le la l les the a an un une his her its their son sa leur leurs notre")
DEFINITE = folded("le la l the son sa his her its leur their")
OF = folded("de du des d of")
AT = folded("à au aux en to in at for pour chargé chargée auprès près from")
AT_OR_OF = AT | OF
ARTICLES_OR_OF = ARTICLES | OF
HONORIFICS = folded("""
m mr mrs ms mme mlle dr monsieur madame sheikh cheikh sheikha cheikha sir lady general général
colonel admiral amiral lieutenant lt adm brigadier marshal maréchal captain capitaine major maj
gen col imam coach entraîneur ayatollah hojatoleslam field
docteur maître me altesse majesté king roi prince princess moulay
""")
HE = folded("he she il elle him lui")
HIM = folded("him lui")
PAPERS = folded("statement communiqué communique déclaration")
HIS = folded("his her son sa ses")
GROUPS = folded("""
officials official leaders ministers ministres dirigeants responsables responsable délégation
delegation delegations délégations representatives représentants ambassadors ambassadeurs experts
diplomats diplomates presidents présidents authorities autorités counterparts homologues envoys
émissaires lawmakers parlementaires senators sénateurs generals généraux team équipe members
membres deputies députés elders négociateurs negotiators executives
""")
BOTH = folded("both two deux")
AND = folded("and et ainsi")
WITH = folded("with avec")
BETWEEN = folded("between entre")
BY = folded("by par")
PLACES = folded("in at à a au aux en dans to towards vers from")
# Words from which on a clause tells of something else.
CLAUSES = folded("""
that que qu who whom which qui dont where où ou when quand lorsque lorsqu while tandis alors after
après before avant because parce car but mais although bien since depuis if si whose afin during
following amid
""")
PURPOSE = folded("to pour afin")
WHERE = folded("where où")
WHO = folded("who whom qui")
PLAN_WORDS = folded("""
will shall would due scheduled expected set plans plan planned planning intends intend hopes to
doit doivent devrait devraient attendu attendue attendus attendues prévu prévue prévus va vont
compte prévoit envisage projette doit seront sera going agreed
""") - {"to"}
NEGATIONS = folded("not never no without pas jamais aucun aucune refused declined refusé refuse ni")
DENIALS = folded("denied denies deny démenti dément nié nie démentent")
CANCELS = folded("""
cancelled canceled cancels cancel postponed postpones postpone annulé annulée annule annulent
reporté reportée ajourné ajournée annulés scrapped
""")
MAYBE = folded("""
want wants wanted could should may might if si seek seeks sought urge urged urges asked ask calls
called propose proposed veut veulent voulait souhaite souhaitent souhaité souhaitait souhaitaient
pourrait pourraient devrait demandé demande appelle appelé refuse refusé invited invité invite
ready prêt prête willing offered proposé possible désire espère
""") - folded("devrait may")
GIVEN = folded("""
mohammed mohamed muhammad ahmed ahmad mahmoud mustafa mustapha mostafa ali omar othman hassan hasan
hussein hussain hossein youssef yousef ibrahim brahim ismail khaled khalid tarek tariq abdullah
abdallah abdelaziz abdulaziz abdelkader abdellatif abdelilah abdelouafi abdelmadjid abdelhamid
nasser fouad fuad aziz amina fatima khadija leila nadia rachid rashid said saeed samir karim kamal
hamid hicham hisham idriss driss noureddine lahcen abdel abdul salah youssri yusuf jean pierre paul
jacques michel francois françois nicolas emmanuel laurent philippe bernard alain marc luc simon
antoine louis charles henri claude gérard andré thomas david daniel christophe stéphane sébastien
olivier catherine marie anne sophie claire isabelle nathalie sylvie john james george william
robert richard michael mark steven stephen donald joseph joe barack hillary antony anthony lloyd
christopher mike peter kevin brian edward henry frank jack tony boris theresa gordon margaret
ronald jimmy gerald jake karl carlos jose josé juan pedro luis luís antonio josep angela olaf
gerhard hans friedrich vladimir sergei sergey dmitri mikhail mikhaïl boniface alassane macky
mahamat idriss ibrahima mamadou moussa issa amadou oumar ousmane abdoulaye cheick seydou adama
modibo assimi paul-henri nana kwame kofi olusegun muhammadu bola felix félix ursula kaja giorgia
mario matteo silvio recep tayyip mevlüt hakan binyamin benjamin yitzhak shimon ehud yair isaac
""")
# Capitalised words that open no person's name.
NO_NAME = folded("""
united nations states state north south east west northern southern eastern western central new
saint republic kingdom union european african arab islamic world international national general
council committee commission ministry ministère organisation organization agency agence house white
palace palais hotel street rue place boulevard airport aéroport university université front force
forces army party parti bank banque group groupe company corp centre center institute institut
gulf sea ocean golfe mer river mount mont lake lac city ville région region province etats états
""")
# Heads that any field, country or proper name makes an organisation of.
STRONG_HEADS = folded("""
ministère ministry agence agency direction directorate ambassade embassy consulat consulate
présidence presidency département department organisation organization commission conseil council
comité committee front mouvement movement mission institut institute centre center banque bank
ligue league fédération federation assemblée assembly parlement parliament sénat senate congrès
congress fonds fund autorité authority bureau office observatoire observatory fondation foundation
télévision television radio commandement command secrétariat secretariat parti party syndicat
association université university académie academy tribunal court cour board union coalition
coordination brigade brigades bataillon company corporation société haut-commissariat
""")
# Heads that only a country or a proper name makes an organisation of.
WEAK_HEADS = folded("""
gouvernement government armée army forces police gendarmerie marine navy junte junta cabinet
guard garde groupe group services service renseignements société company radio
union coalition brigade brigades bureau office mission parti party centre center
association court cour mouvement movement front bank banque television
""")
HEADS = STRONG_HEADS | WEAK_HEADS
# Words that make the event word behind them a noun.
DETERMINERS = ARTICLES | folded("""
this that these cette ce cet ces first second official working brief recent last next upcoming
bilateral separate joint high level première dernière prochaine nouvelle brève of de en on during
lors no any previous au aux du des par le planned cancelled earlier several face ongoing fresh
their our phone telephone day week hour
""")
LIGHT_FUTURE = folded("""
effectuera effectueront tiendra tiendront aura auront conduira mènera débutera entamera organisera
""")
DISCUSSED = folded("discussed discuté examiné évoqué abordé spoke talked spoken")
LIGHT_PRESENT = folded("entame effectue commence begins starts pays tient holds mène conduit")
LIGHT_PAST = folded("eu tenu tenue effectué effectuée mené menée held had conducted paid avait")
ARRANGED = folded("prévue prévu prévus scheduled planned due expected programmée")
UPCOMING = folded("""
upcoming forthcoming planned scheduled prochaine prochain prévue prévu future imminent prévus
""")
CONFERENCES = folded(
    "summit conference forum sommet conférence congrès congress assemblée assembly session "
    "commission committee comité dialogue"
)
LED = folded("led headed conduite dirigée présidée menée chaired conduit dirigé headed")
BESIDE = folded("accompanied accompagné accompagnée accompagnés présence presence")
NOT_OBJECT = OF | folded("about on sur against contre for pour than que as comme via selon")
SAYING_STOPS = folded("""
said says told déclaré dit affirmé indiqué ajouté according selon added announced annoncé annonce
indique précisé précise souligné affirme déclare rapporté rapporte
""")
SUMMONS = folded("summoned convoqué convoquée convoqués convoquées")
THEY = folded("they ils elles")
LEADERS = folded("leaders dirigeants")
_ENDINGS = ("s", "e", "es", "ne", "nes")
_SHORTEST = 6  # letters of an adjective that may have lost an ending


@lru_cache(maxsize=20_000)
def _stems(word: str) -> tuple[str, ...]:
    """What an adjective may be without its ending."""
    return tuple(word.removesuffix(end) for end in _ENDINGS if word.endswith(end))


def country_of(word: str, lexicon: Lexicon) -> str | None:
    """The country of a folded adjective in any gender and number."""
    found = lexicon.country(word)
    if found is None and len(word) >= _SHORTEST:
        found = next((home for stem in _stems(word) if (home := lexicon.country(stem))), None)
    return found
