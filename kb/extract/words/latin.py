"""Words of English and French articles that stand before or in a person's name."""

TITLES = """
minister ministre president presidente président ambassador ambassadeur ambassadrice secretary
secrétaire general général colonel king roi queen prince sheikh cheikh emir mr mrs ms m mme dr
chancellor chancelier premier spokesman spokeswoman porte-parole director directeur directrice
chief chef envoy émissaire commander commandant undersecretary senator sénateur deputy governor
gouverneur expert analyst analyste professor professeur captain capitaine chairman leader
admiral amiral lieutenant major brigadier commissioner commissaire adviser advisor conseiller
d'affaires affaires
"""

# Capitals at the start of a sentence, and days: no part of a name.
OPENERS = """
selon the in on after before le la les dans mais pour avec apres but he she it as at when while
with meanwhile et and monday tuesday wednesday thursday friday saturday sunday lundi mardi
mercredi jeudi vendredi samedi dimanche january february march april may june july august
september october november december une un des ce cette il elle l d this that they we i his her
their to from by for of
"""

# Small words inside a name.
PARTICLES = "al el bin ben ibn bint ould abu abou de la van von du da dos di le"
