"""Labels and fixed sentences of the section on words, French and English side by side, with ordinary spaces."""

LEXIS: dict[str, tuple[str, str]] = {
    "lexis": ("Mots et voisinages", "Words and neighbours"),
    "lexis_intro": (
        (
            "Les mots sont des lemmes du texte courant (visas, formules et signatures exclus). Un score de Lafon compare la "
            "fréquence d’un mot dans une partie à ce que donnerait un tirage au hasard ; il grandit avec la taille du corpus et "
            "ignore la dispersion. Le rapport des fréquences (log₂), son intervalle et la valeur q, qui varient par documents "
            "entiers, disent si l’écart tient."
        ),
        (
            "Words are lemmas of the running text (citations, formulae and signatures left out). A Lafon score compares the "
            "frequency of a word in one part with a draw at random; it grows with the corpus and ignores dispersion. The ratio "
            "of the frequencies (log₂), its interval and the q-value, which vary by whole documents, say whether the "
            "difference holds."
        ),
    ),
    "no_lexis": (
        "Rien n’est estimable ici : il faut au moins deux parties (années, périodes, genres ou collectivités) comparables.",
        "Nothing can be estimated here: two comparable parts (years, periods, kinds or local authorities) are needed.",
    ),
    "periods_declared": ("Les périodes sont celles de corpus.toml.", "Periods are those of corpus.toml."),
    "periods_proposed": (
        "corpus.toml ne nomme pas de périodes : celles-ci viennent des coupures retenues plus bas.",
        "corpus.toml names no periods: these come from the cuts kept below.",
    ),
    "periods_none": (
        "Aucune période n’est nommée dans corpus.toml et aucune coupure n’est retenue : le corpus est pris d’un bloc.",
        "No period is named in corpus.toml and no cut is kept: the corpus is taken as a whole.",
    ),
    "marks_lemmas": ("Mots qui marquent chaque partie", "Words that mark each part"),
    "marks_terms": ("Termes qui marquent chaque partie", "Terms that mark each part"),
    "part": ("Partie", "Part"),
    "form": ("Mot", "Word"),
    "hits": ("Occurrences", "Occurrences"),
    "hits_of_all": ("Occurrences (partie / total)", "Occurrences (part / all)"),
    "log_ratio": ("Rapport des fréquences, log₂ [IC 95 %]", "Ratio of frequencies, log₂ [95% CI]"),
    "q_value": ("q (documents permutés)", "q (documents permuted)"),
    "p_value": ("p", "p"),
    "dp": ("Dispersion (DP, 0 égale, 1 concentrée)", "Dispersion (DP, 0 even, 1 in one)"),
    "lafon": ("Score de Lafon", "Lafon score"),
    "between": ("[{low} ; {high}]", "[{low}; {high}]"),
    "intervals_note": (
        (
            "Parmi toutes les suites d’années, celle où le mot s’écarte le plus de sa fréquence d’ensemble. Choisie parmi des "
            "centaines, elle décrit et ne prouve pas."
        ),
        (
            "Among all runs of years, the one in which the word differs most from its overall frequency. Chosen among hundreds, "
            "it describes and does not prove."
        ),
    ),
    "intervals_table": ("Suites d’années qui marquent un mot", "Runs of years that mark a word"),
    "form_or_term": ("Mot ou « terme »", "Word or “term”"),
    "years_in_a_row": ("Années", "Years"),
    "theme_terms": ("Thèmes associés à chaque terme, dans la même unité", "Themes that go with each term, in one unit"),
    "theme_terms_note": (
        (
            "Rapport de cotes : une unité qui emploie le terme parle-t-elle plus souvent du thème ? 0 : ni plus ni moins. Les "
            "thèmes les plus et les moins associés ; les unités longues parlent de plus de choses."
        ),
        (
            "Odds ratio: does a unit that uses the term speak of the theme more often? 0: neither more nor less. The themes "
            "that go most and least with it; long units speak of more things."
        ),
    ),
    "with_both": ("Unités avec les deux", "Units with both"),
    "expected": ("Attendues au hasard", "Expected by chance"),
    "log_odds": ("Rapport de cotes, ln [IC 95 %]", "Odds ratio, ln [95% CI]"),
    "near": ("Ce qui entoure chaque terme", "What stands near each term"),
    "near_note": (
        (
            "Mots à dix mots au plus d’un emploi, dans la même phrase ; les noms du lexique n’en sont pas. LogDice se compare "
            "d’une période à l’autre ; un point de moins : deux fois moins souvent ensemble."
        ),
        (
            "Words within ten words of a use, in one sentence; names of the lexicon are none. LogDice may be compared between "
            "periods; one point less: half as often together."
        ),
    ),
    "near_table": ("Mots proches de « {term} »", "Words near “{term}”"),
    "moved_table": ("Mots qui arrivent ou partent près de « {term} »", "Words that come or go near “{term}”"),
    "moved_none": (
        "Aucun mot n’arrive ni ne part de façon établie d’une période à la suivante.",
        "No word is established as coming or going from one period to the next.",
    ),
    "whole_corpus": ("tout le corpus", "whole corpus"),
    "pairs_of_nodes": ("Emplois avec le mot / emplois", "Uses with the word / uses"),
    "pairs_then_now": ("Emplois avec le mot / emplois : avant → après", "Uses with the word / uses: before → after"),
    "log_dice": ("LogDice [IC 95 %]", "LogDice [95% CI]"),
    "periods_head": ("Périodes", "Periods"),
    "example": ("Exemple", "Example"),
    "classes": ("Classes de segments (méthode Reinert)", "Classes of segments (Reinert’s method)"),
    "classes_note": (
        (
            "Segments d’une quarantaine de mots, classés deux fois ; un segment que les deux classifications ne placent pas de "
            "même n’a pas de classe. Les mots des noms propres y pèsent comme les autres."
        ),
        (
            "Segments of some forty words, classified twice; a segment that the two classifications place differently has no "
            "class. Words of proper names weigh as others do."
        ),
    ),
    "no_class": ("Aucune classe n’est établie : {reason}", "No class is established: {reason}"),
    "classes_read": (
        (
            "{segments} segments lus, {forms} mots ; {without} sans classe. {alike} des segments tombent dans la même unité de "
            "contexte des deux classifications : plus cette part est haute, moins leur accord prouve."
        ),
        (
            "{segments} segments read, {forms} words; {without} without a class. {alike} of the segments fall in the same unit "
            "of context of the two classifications: the higher that share, the less their agreement proves."
        ),
    ),
    "class_name": ("Classe {n}", "Class {n}"),
    "class_rest": ("Segments sans classe", "Segments without a class"),
    "class_share": (
        "{share} des segments (n = {segments}, {documents} documents ; accord φ = {phi})",
        "{share} of the segments (n = {segments}, {documents} documents; agreement φ = {phi})",
    ),
    "class_forms": ("Mots caractéristiques (χ²)", "Characteristic words (χ²)"),
    "class_known_list": ("Surreprésentés :", "Over-represented:"),
    "class_typical": ("Segments typiques", "Typical segments"),
    "cuts": ("Années regroupées par leurs mots", "Years grouped by their words"),
    "cuts_note": (
        (
            "Seules des années voisines se regroupent. Une coupure est retenue quand elle dépasse le bâton brisé et que le hasard "
            "des documents ne l’atteint pas (p ≤ 0,05) ; la reprise dit dans quelle part des rééchantillonnages elle revient. Une "
            "coupure peut dater du corpus plutôt que des mots : voir les sources qui commencent ou s’arrêtent."
        ),
        (
            "Only neighbouring years are grouped. A cut is kept when it exceeds the broken stick and shuffled documents do not "
            "reach it (p ≤ 0.05); recurrence says in what share of the resamples it comes back. A cut may come from the corpus "
            "rather than from the words: see which sources begin or end."
        ),
    ),
    "cuts_table": ("Premières coupures entre années", "First cuts between years"),
    "cut": ("Coupure", "Cut"),
    "cut_years": ("Période coupée", "Period that is cut"),
    "cut_share": ("Part de la dispersion", "Share of the dispersion"),
    "cut_expected": ("Bâton brisé", "Broken stick"),
    "cut_bootstrap": ("Reprise", "Recurrence"),
    "cut_kept": ("Retenue", "Kept"),
    "maps_title": ("Termes et parties sur un plan (AFC)", "Terms and parts on a plane (CA)"),
    "maps_note": (
        (
            "Un terme et une partie du même côté vont ensemble ; près du centre, rien ne les distingue. Les bornes viennent de "
            "documents rééchantillonnés sur des axes fixes."
        ),
        (
            "A term and a part on the same side go together; near the centre nothing tells them apart. Bounds come from "
            "documents resampled on fixed axes."
        ),
    ),
    "map_table": ("Coordonnées sur les deux premiers axes", "Coordinates on the first two axes"),
    "map": ("Plan (inertie des axes)", "Plane (inertia of the axes)"),
    "map_period": ("termes × périodes ({first}, {second})", "terms × periods ({first}, {second})"),
    "map_year": ("termes × années ({first}, {second})", "terms × years ({first}, {second})"),
    "map_genre": ("termes × genres ({first}, {second})", "terms × kinds ({first}, {second})"),
    "map_collectivite": ("termes × collectivités ({first}, {second})", "terms × local authorities ({first}, {second})"),
    "point": ("Point", "Point"),
    "axis_1": ("Axe 1 [IC 95 %]", "Axis 1 [95% CI]"),
    "axis_2": ("Axe 2 [IC 95 %]", "Axis 2 [95% CI]"),
    "cos2": ("Qualité (cos²)", "Quality (cos²)"),
    "candidates": ("Noms nouveaux possibles", "Possible new names"),
    "candidates_note": (
        (
            "Expressions que le lexique ne contient pas et qui progressent près de ses termes. À lire et à accepter dans "
            "build/candidates.csv, puis : glissement lexicon accept."
        ),
        (
            "Phrases that the lexicon does not hold and that grow near its terms. To be read and accepted in "
            "build/candidates.csv, then: glissement lexicon accept."
        ),
    ),
    "candidates_table": (
        "Expressions candidates, la première à lire d’abord",
        "Candidate phrases, first to read first",
    ),
    "candidate": ("Expression", "Phrase"),
    "first_year": ("Première année", "First year"),
    "share_before": ("Documents, première moitié", "Documents, earlier half"),
    "share_after": ("Documents, seconde moitié", "Documents, later half"),
}
