"""Sentences of findings and captions, French and English side by side, with ordinary spaces.

A placeholder takes text that is already formatted.
"""

CLAIMS: dict[str, tuple[str, str]] = {
    # findings
    "naming_two": (
        "La part des noms nouveaux parmi les noms en concurrence passe de {first} à {last}.",
        "The share of the new names among the competing names goes from {first} to {last}.",
    ),
    "naming_one": (
        "La part des noms nouveaux parmi les noms en concurrence n’est estimable que pour une année : {level}.",
        "The share of the new names among the competing names can be estimated for one year only: {level}.",
    ),
    "naming_none": (
        "Le passage d’un nom à l’autre n’est pas estimable : {reason}.",
        "The shift from one name to another cannot be estimated: {reason}.",
    ),
    "naming_caution": (
        "Noms nouveaux : {new}. Une part qui monte ne suffit pas à établir un remplacement : un nom peut englober l’autre.",
        "New names: {new}. A rising share is not enough to establish a replacement: one name may include the other.",
    ),
    "midpoint": (
        "Le milieu de la courbe ajustée tombe en {shown}.",
        "The middle of the fitted curve falls in {shown}.",
    ),
    "midpoint_none": (
        "Le milieu du passage n’est pas estimable : {reason}.",
        "The middle of the shift cannot be estimated: {reason}.",
    ),
    "why_one": ("le corpus ne compte qu’un document", "the corpus holds a single document"),
    "why_undated": ("aucune unité ne porte d’année", "no unit bears a year"),
    "why_one_year": ("toutes les unités datées sont de {year}", "every dated unit is of {year}"),
    "why_thin": ("chaque année compte moins de {least} documents", "every year holds fewer than {least} documents"),
    "why_no_use": ("aucune année ne porte assez d’emplois", "no year holds enough uses"),
    "why_few": ("trop peu de documents par année", "too few documents a year"),
    "moves_none": ("Son évolution n’est pas estimable : {reason}.", "How it moves cannot be estimated: {reason}."),
    "terms_none": (
        "Aucun terme du lexique n’est employé dans ce corpus.",
        "No term of the lexicon is used in this corpus.",
    ),
    "terms_flat": (
        "Aucun changement de niveau n’est établi pour un terme. Le plus employé, {name} : {level}.",
        "No change of level is established for a term. The most used, {name}: {level}.",
    ),
    "terms_counted": (
        (
            "Terme le plus employé, {name} : {n} emploi dans {units} (comptage complet, sans intervalle).|"
            "Terme le plus employé, {name} : {n} emplois dans {units} (comptage complet, sans intervalle)."
        ),
        (
            "Most used term, {name}: {n} use in {units} (full count, no interval).|"
            "Most used term, {name}: {n} uses in {units} (full count, no interval)."
        ),
    ),
    "subjects_none": (
        "Aucun thème n’est présent et aucun sujet n’est estimable dans ce corpus.",
        "No theme is found and no topic can be estimated in this corpus.",
    ),
    "subjects_flat": (
        "Aucun changement de niveau n’est établi pour un thème ou un sujet. Le plus présent, {name} : {level}.",
        "No change of level is established for a theme or a topic. The strongest, {name}: {level}.",
    ),
    "themes_counted": (
        (
            "Thème le plus présent, {name} : {n} occurrence (comptage complet, sans intervalle).|"
            "Thème le plus présent, {name} : {n} occurrences (comptage complet, sans intervalle)."
        ),
        (
            "Strongest theme, {name}: {n} occurrence (full count, no interval).|"
            "Strongest theme, {name}: {n} occurrences (full count, no interval)."
        ),
    ),
    # figures
    "fig_units": (
        "Le corpus va de {first} à {last} ; {peak} est l’année la plus fournie ({units}) ; {thin}.",
        "The corpus runs from {first} to {last}; {peak} is the fullest year ({units}); {thin}.",
    ),
    "fig_units_one": (
        "Toutes les unités datées sont de {first} ({units}) ; {thin}.",
        "Every dated unit is of {first} ({units}); {thin}.",
    ),
    "thin_none": (
        "aucune ne compte trop peu de documents pour un intervalle",
        "none has too few documents for an interval",
    ),
    "thin_some": (
        (
            "{n} année compte moins de {least} documents, trop peu pour un intervalle|"
            "{n} années comptent moins de {least} documents, trop peu pour un intervalle"
        ),
        (
            "{n} year has fewer than {least} documents, too few for an interval|"
            "{n} years have fewer than {least} documents, too few for an interval"
        ),
    ),
    "fig_moves": ("{what} : {found} ({tested}). {strongest}", "{what}: {found} ({tested}). {strongest}"),
    "moves_not_found": ("aucun changement de niveau établi", "no change of level established"),
    "moves_found": (
        "{n} changement de niveau établi|{n} changements de niveau établis",
        "{n} change of level established|{n} changes of level established",
    ),
    "series_tested": ("{n} série éprouvée|{n} séries éprouvées", "{n} series tested|{n} series tested"),
    "fig_untested": (
        (
            "{what} : {n} série, sans essai de changement pour cette mesure.|"
            "{what} : {n} séries, sans essai de changement pour cette mesure."
        ),
        (
            "{what}: {n} series, no test of change for this measure.|"
            "{what}: {n} series, no test of change for this measure."
        ),
    ),
    "title_years": ("Unités par année", "Units by year"),
    "title_share": ("Part des noms nouveaux", "Share of the new names"),
    "what_terms_rates": ("Fréquence des termes", "Frequency of the terms"),
    "what_terms_units": ("Part des unités qui emploient chaque terme", "Share of the units that use each term"),
    "what_themes_rates": ("Fréquence des thèmes", "Frequency of the themes"),
    "what_themes_units": ("Part des unités où chaque thème est présent", "Share of the units that hold each theme"),
    "what_topics_words": ("Part des mots de chaque sujet", "Share of the words of each topic"),
    "unit_units": ("unités par année, textes répétés comptés une fois", "units a year, repeated texts counted once"),
    "unit_scales": ("{measure} ; échelle propre à chaque vignette", "{measure}; each panel has its own scale"),
    "n_range": (
        "{total} en tout, de {low} à {high} par année dessinée",
        "{total} in all, from {low} to {high} in a year drawn",
    ),
    "interval_note": (
        "95 %, {methods} ; année hachurée : pas d’intervalle ({why})",
        "95%, {methods}; hatched year: no interval ({why})",
    ),
    "interval_plain": ("95 %, {methods}", "95%, {methods}"),
    "interval_missing": ("aucun ({why})", "none ({why})"),
    "interval_count": ("aucun : comptage complet", "none: full count"),
}
"""key -> (French, English); `one|many` where the number decides."""
