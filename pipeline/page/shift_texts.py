"""Breaks and adoption in words, French and English side by side, with ordinary spaces."""

SHIFT: dict[str, tuple[str, str]] = {
    "breaks_title": (
        "Ruptures : combien, quand, et quoi d’autre alors ?",
        "Breaks: how many, when, and what else then?",
    ),
    "breaks_read": (
        (
            "Tous les découpages des années en niveaux, sauts et courbes en S sont comparés ; le nombre de ruptures est le plus "
            "probable. Les grappes d’occurrences et les sautes d’humeur d’une année sont décomptées : sur des séries plates, "
            "une rupture est trouvée à tort dans 0 à 5 % des cas. Une date de loi voisine n’est pas une cause : la colonne "
            "« par hasard » dit quelle part des autres années en serait aussi près."
        ),
        (
            "Every cut of the years into levels, steps and S-curves is compared; the number of breaks is the most probable. "
            "Clumps of occurrences and the moods of single years are allowed for: flat series get a break in 0 to 5% of cases. "
            "A date of law nearby is no cause: the column “by chance” says what part of the other years would be as near to one."
        ),
    ),
    "breaks_none_told": (
        "Ruptures : non estimables dans ce corpus ({n} séries, trop peu de documents ou d’années).",
        "Breaks: cannot be estimated in this corpus ({n} series, too few documents or years).",
    ),
    "breaks_left_out": (
        "{n} série n’est pas jugée : trop peu de documents ou d’années.|{n} séries ne sont pas jugées : trop peu de documents ou d’années.",
        "{n} series is not judged: too few documents or years.|{n} series are not judged: too few documents or years.",
    ),
    "breaks_table": ("Ruptures des séries", "Breaks of the series"),
    "breaks_number": ("Nombre (probabilité)", "Number (probability)"),
    "breaks_year": ("Année [95 %]", "Year [95%]"),
    "breaks_form": ("Forme (probabilité)", "Form (probability)"),
    "breaks_law": ("Lois et circulaires à un an près", "Laws and circulars within a year"),
    "breaks_chance": ("Par hasard (%)", "By chance (%)"),
    "breaks_corpus": ("Le corpus lui-même", "The corpus itself"),
    "breaks_too_wide": ("toute année en est aussi près", "any year is as near to one"),
    "form_step": ("saut", "step"),
    "form_smooth": ("courbe en S", "S-curve"),
    "events_title": ("Ce qui est arrivé au corpus", "What happened to the corpus"),
    "events_none": (
        "Aucune source qui commence ou s’arrête, aucun afflux, aucun changement de mélange assez net pour être nommé.",
        "No source that starts or stops, no influx, no change of mix clear enough to be named.",
    ),
    "event_documents": (
        "{year} : {after} documents, contre {before} les années autour.",
        "{year}: {after} documents, against {before} in the years around.",
    ),
    "event_source_starts": (
        "{year} : première année de « {source} » ({after} des documents).",
        "{year}: first year of “{source}” ({after} of the documents).",
    ),
    "event_source_stops": (
        "{year} : plus rien de « {source} » ({before} des documents jusque-là).",
        "{year}: nothing more of “{source}” ({before} of the documents until then).",
    ),
    "event_genre_mix": (
        "{year} : le mélange des genres change ({size} des documents).",
        "{year}: the mix of kinds changes ({size} of the documents).",
    ),
    "event_recognised_text": (
        "{year} : la part des textes reconnus (OCR) passe de {before} à {after}.",
        "{year}: the share of recognised texts (OCR) goes from {before} to {after}.",
    ),
    "event_publicity_reform": (
        "2022 : réforme de la publicité des actes ; ce qui reste en ligne change, non ce qui est écrit.",
        "2022: reform of the publicity of acts; what stays online changes, not what is written.",
    ),
    "event_recorded": ("{year} : {label} (calendrier des sources).", "{year}: {label} (calendar of the sources)."),
    "near_documents": ("nombre de documents {year}", "number of documents {year}"),
    "near_source_starts": ("une source commence {year}", "a source starts {year}"),
    "near_source_stops": ("une source s’arrête {year}", "a source stops {year}"),
    "near_genre_mix": ("mélange des genres {year}", "mix of kinds {year}"),
    "near_recognised_text": ("textes reconnus {year}", "recognised texts {year}"),
    "near_publicity_reform": ("publicité des actes {year}", "publicity of acts {year}"),
    "near_recorded": ("vague de textes {year}", "wave of texts {year}"),
    "title_places": (
        "Part des noms nouveaux, collectivité par collectivité",
        "Share of the new names, authority by authority",
    ),
    "fig_places": (
        "Part des noms nouveaux dans les {n} collectivités qui emploient l’un ou l’autre nom",
        "Share of the new names in the {n} authorities that use either name",
    ),
    "places_caution": (
        "Les années qui ont trop peu de documents n’ont pas d’intervalle (points creux) : leur hauteur ne se compare pas.",
        "Years with too few documents have no interval (hollow points): their height does not compare.",
    ),
    "bursts_table": (
        "Poussées : années où un terme est inhabituellement fréquent",
        "Bursts: years in which a term is unusually frequent",
    ),
    "bursts_note": (
        (
            "Automate à deux états (Kleinberg 2002), par documents ; description, non épreuve : la dernière colonne dit sous "
            "combien de réglages essayés la poussée se voit."
        ),
        (
            "Two-state automaton (Kleinberg 2002), by documents; a description, not a test: the last column says under how many "
            "of the settings tried the burst shows."
        ),
    ),
    "burst_years": ("Années", "Years"),
    "burst_documents": ("Documents avec le terme / documents", "Documents with the term / documents"),
    "burst_share": ("Part (%)", "Share (%)"),
    "burst_share_all": ("Part sur tout le corpus (%)", "Share over the whole corpus (%)"),
    "burst_settings": ("Réglages", "Settings"),
    "advection_title": ("Le terme a-t-il gagné, ou son sujet ?", "Did the term win, or its topic?"),
    "advection_note": (
        (
            "Facteur de fréquence entre les deux périodes du verdict : du terme, des mots qui l’entourent (son sujet), puis le "
            "rapport des deux. Un rapport dont l’intervalle contient 1 : le terme n’a pas bougé plus que son sujet (Karjus et "
            "al. 2020 ; documents rééchantillonnés)."
        ),
        (
            "Factor of frequency between the two periods of the verdict: of the term, of the words around it (its topic), then "
            "the ratio of both. A ratio whose interval holds 1: the term moved no more than its topic (Karjus et al. 2020; "
            "documents resampled)."
        ),
    ),
    "advection_table": ("Termes et sujets", "Terms and topics"),
    "advection_term": ("Terme ×", "Term ×"),
    "advection_topic": ("Sujet ×", "Topic ×"),
    "advection_own": ("Rapport [95 %]", "Ratio [95%]"),
    "advection_company": ("Mots du sujet", "Words of the topic"),
    "trends_summary": ("Tendances sur toutes les années", "Trends over all years"),
    "trends_table": ("Pentes par an", "Slopes a year"),
    "trends_note": (
        (
            "Pente médiane par an (Sen) ; p comparé à des séries sans tendance qui ont la même mémoire d’une année à l’autre, "
            "puis ajusté sur toutes les séries. Avec 20 ou 30 années un p élevé dit « tendance non montrée », pas « stable »."
        ),
        (
            "Median slope a year (Sen); p against series without a trend that have the same memory from year to year, then "
            "adjusted over all series. With 20 or 30 years a large p says “no trend shown”, not “flat”."
        ),
    ),
    "slope": ("Pente par an", "Slope a year"),
    "years_of_trend": ("Années (avec intervalle)", "Years (with an interval)"),
    "adoption_title": ("Adoption par les collectivités", "Adoption by local authorities"),
    "adoption_none": (
        (
            "Courbe d’adoption : non estimable. Il y faut cinq collectivités suivies la même année ; collectivités ici "
            "suivies avec assez de documents (cinq par an en moyenne) : {n} ; dont employant déjà les noms nouveaux la première "
            "année : {already}."
        ),
        (
            "Curve of adoption: cannot be estimated. It takes five authorities followed in the same year; authorities here with "
            "enough documents (five a year on average): {n}; of these already using the new names in their first year: "
            "{already}."
        ),
    ),
    "adoption_told": (
        (
            "Collectivités qui ont assez de documents : {n} ; adoptant un nom nouveau sous nos yeux : {adopted} ; l’employant "
            "déjà la première année : {already}. {median} {shape}"
        ),
        (
            "Authorities with enough documents: {n}; adopting a new name before our eyes: {adopted}; already using one in their "
            "first year: {already}. {median} {shape}"
        ),
    ),
    "adoption_median": (
        "La moitié l’a fait en {year} {interval}.",
        "Half have done so by {year} {interval}.",
    ),
    "adoption_no_median": (
        "Moins de la moitié l’a fait à la fin des documents.",
        "Fewer than half have done so when the documents end.",
    ),
    "shape_decreed": (
        "La forme de la courbe est celle d’une consigne suivie.",
        "The curve has the form of an instruction followed.",
    ),
    "shape_imitation": ("La forme de la courbe est celle d’une imitation.", "The curve has the form of imitation."),
    "shape_jump": ("La courbe saute en {year}.", "The curve jumps in {year}."),
    "shape_not identified": (
        "Trop peu d’adoptions pour distinguer consigne et imitation.",
        "Too few adoptions to tell instruction from imitation.",
    ),
    "adoption_late": (
        (
            "Une première trace n’est pas une première fois : avec peu de documents, une adoption se voit tard. « Déjà » : "
            "l’emploi est dans la toute première année connue ; « entre » : des années sans document précèdent."
        ),
        (
            "A first trace is not a first time: with few documents an adoption shows late. “Already”: the use stands in the very "
            "first year known; “between”: years without documents come before."
        ),
    ),
    "adoption_figure": (
        "Part des collectivités qui ont employé un nom nouveau",
        "Share of authorities that have used a new name",
    ),
    "adoption_caption": (
        "Adoption des noms nouveaux par {n} collectivités suivies avant leur premier emploi",
        "Adoption of the new names by {n} authorities followed before their first use",
    ),
    "adoption_interval": (
        "Kaplan-Meier à entrée différée, intervalle à 95 % (Greenwood, log-log)",
        "Kaplan-Meier with delayed entry, 95% interval (Greenwood, log-log)",
    ),
    "adoption_unit": ("% des collectivités", "% of authorities"),
    "adoption_n": ("{n} collectivités", "{n} authorities"),
    "at_risk": ("Suivies", "Followed"),
    "adopting": ("Adoptent", "Adopt"),
    "adopters_table": ("Collectivités par ordre de premier emploi", "Authorities in the order of first use"),
    "authority": ("Collectivité", "Authority"),
    "authority_level": ("Niveau", "Level"),
    "authority_years": ("Années", "Years"),
    "documents_per_year": ("Documents par an", "Documents a year"),
    "first_use": ("Premier emploi", "First use"),
    "first_use_note": ("Remarque", "Note"),
    "use_already": ("déjà", "already"),
    "use_between": ("entre {first} et {last}", "between {first} and {last}"),
    "use_none": ("aucun", "none"),
    "few_documents": ("trop peu de documents pour la courbe", "too few documents for the curve"),
    "between_years": ("[{low} ; {high}]", "[{low}; {high}]"),
    "adopters_csv": ("{shown} premières lignes ; tout est dans {file}.", "{shown} first rows; all are in {file}."),
}
