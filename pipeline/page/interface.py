"""Labels and fixed sentences of the page, French and English side by side, with ordinary spaces."""

INTERFACE: dict[str, tuple[str, str]] = {
    # page
    "skip": ("Aller au contenu", "Skip to the content"),
    "report": ("Rapport de corpus", "Corpus report"),
    "other": ("English", "Français"),
    "contents": ("Sections du rapport", "Sections of the report"),
    "brief": ("En bref", "In brief"),
    "terms": ("Termes", "Terms"),
    "themes": ("Thèmes", "Themes"),
    "topics": ("Sujets", "Topics"),
    "acts": ("Actes", "Acts"),
    "extracts": ("Extraits", "Extracts"),
    "limits": ("Limites", "Limits"),
    "method": ("Méthode", "Method"),
    "footer": (
        "Rapport produit par glissement {version}. Aucun script ni aucune connexion n’est nécessaire pour le lire.",
        "Report made by glissement {version}. Neither a script nor a connection is needed to read it.",
    ),
    "permalink": ("lien vers cette figure", "link to this figure"),
    "permalink_table": ("lien vers ce tableau", "link to this table"),
    "see_figure": ("voir la figure", "see the figure"),
    "see_table": ("voir le tableau", "see the table"),
    "see_limits": ("voir les limites", "see the limits"),
    "figure_scroll": ("Figure, défilable : {title}", "Figure, scrolls: {title}"),
    "table_scroll": ("Tableau, défilable : {title}", "Table, scrolls: {title}"),
    "unit": ("Unité", "Unit"),
    "n": ("n", "n"),
    "interval": ("Intervalle", "Interval"),
    "csv": ("données (CSV)", "data (CSV)"),
    "spec": ("dessin à réutiliser (Vega-Lite)", "drawing to reuse (Vega-Lite)"),
    "svg": ("image (SVG)", "image (SVG)"),
    "table_behind": ("Tableau des valeurs", "Table of the values"),
    "filter": ("Filtrer les lignes", "Filter the rows"),
    "none_shown": ("aucun", "none"),
    # corpus line
    "documents": ("{n} document|{n} documents", "{n} document|{n} documents"),
    "units": ("{n} unité|{n} unités", "{n} unit|{n} units"),
    "of_which_acts": ("dont {n} acte|dont {n} actes", "of which {n} act|of which {n} acts"),
    "words": ("{n} mot|{n} mots", "{n} word|{n} words"),
    "excluded_n": ("{n} document écarté|{n} documents écartés", "{n} document left out|{n} documents left out"),
    "years": ("{first}–{last}", "{first}–{last}"),
    "undated": ("sans date", "undated"),
    # terms
    "terms_intro": (
        (
            "Chaque terme est cherché dans le texte nettoyé. Un emploi est compté ; une mention (titre de loi, visa, nom "
            "d’organisme) et un cas ambigu sont comptés à part et n’entrent dans aucune série."
        ),
        (
            "Each term is looked for in the cleaned text. A use is counted; a mention (title of a law, citation, name of a "
            "body) and an ambiguous case are counted apart and enter no series."
        ),
    ),
    "no_term": (
        "Aucun terme du lexique n’est présent dans ce corpus.",
        "No term of the lexicon is found in this corpus.",
    ),
    "terms_table": ("Occurrences de chaque terme", "Occurrences of each term"),
    "term": ("Terme", "Term"),
    "use": ("Emplois", "Uses"),
    "mention": ("Mentions", "Mentions"),
    "ambiguous": ("Ambigus", "Ambiguous"),
    "ocr": ("Lus sous réserve (OCR)", "Doubtful reading (OCR)"),
    "units_with": ("Unités où il est employé", "Units that use it"),
    "units_holding": ("Unités où il est présent", "Units that hold it"),
    "documents_holding": ("Documents où il est présent", "Documents that hold it"),
    "documents_with": ("Documents où il est employé", "Documents that use it"),
    "changes_terms": ("Changements de niveau éprouvés : termes", "Changes of level tested: terms"),
    "changes_themes": ("Changements de niveau éprouvés : thèmes", "Changes of level tested: themes"),
    "changes_topics": ("Changements de niveau éprouvés : sujets", "Changes of level tested: topics"),
    "changes_note": (
        (
            "Une date de changement n’est pas une cause. Un changement est dit établi quand p ajusté < 0,05 et quand "
            "l’intervalle de la différence exclut 0. Les différences sont calculées avant l’arrondi."
        ),
        (
            "The date of a change is not a cause. A change is called established when adjusted p < 0.05 and the interval "
            "of the difference excludes 0. Differences are computed before rounding."
        ),
    ),
    "topics_small": ("le corpus est trop petit pour un modèle", "the corpus is too small for a model"),
    "changes": ("Changements de niveau", "Changes of level"),
    "calendar": ("Calendrier", "Calendar"),
    "excluded_title": ("Documents écartés", "Documents left out"),
    "documents_title": ("Documents du corpus", "Documents of the corpus"),
    "series": ("Série", "Series"),
    "measure": ("Mesure", "Measure"),
    "year": ("Année", "Year"),
    "before": ("Avant", "Before"),
    "after": ("Après", "After"),
    "difference": ("Différence", "Difference"),
    "p_adjusted": ("p ajusté", "Adjusted p"),
    "established": ("Établi", "Established"),
    "yes": ("oui", "yes"),
    "no": ("non", "no"),
    "value": ("Valeur", "Value"),
    "low": ("Borne basse", "Lower bound"),
    "high": ("Borne haute", "Upper bound"),
    "words_head": ("Mots", "Words"),
    "interval_or_why": ("Intervalle, ou pourquoi il manque", "Interval, or why there is none"),
    "milestones": ("Repères datés dans les années du corpus", "Dated events within the years of the corpus"),
    "milestones_note": (
        "Repères vérifiés ; leur voisinage avec un changement n’en fait pas la cause.",
        "Checked events; standing close to a change does not make them its cause.",
    ),
    "kind": ("Nature", "Kind"),
    "event": ("Événement", "Event"),
    "source": ("Source", "Source"),
    "date": ("Date", "Date"),
    # themes, topics
    "themes_intro": (
        (
            "Un thème est un groupe de mots défini d’avance. Il n’est compté que dans les unités où se trouve aussi un terme "
            "de l’action internationale ; ailleurs, ses mots sont notés à part."
        ),
        (
            "A theme is a group of words defined beforehand. It is counted only in units that also hold a term of "
            "international action; elsewhere its words are noted apart."
        ),
    ),
    "no_theme": ("Aucun thème n’est présent dans ce corpus.", "No theme is found in this corpus."),
    "themes_table": ("Occurrences de chaque thème", "Occurrences of each theme"),
    "theme": ("Thème", "Theme"),
    "anchored": ("Occurrences comptées", "Occurrences counted"),
    "unanchored": ("Hors de ce cadre", "Outside that frame"),
    "topics_intro": (
        (
            "Un sujet est un groupe de mots que le modèle voit revenir ensemble. La stabilité dit quelle part de ses mots "
            "revient quand le modèle est refait sur 80 % des unités."
        ),
        (
            "A topic is a group of words that the model finds together. Stability says what share of its words comes back "
            "when the model is fitted again on 80% of the units."
        ),
    ),
    "no_topic": (
        "Aucun sujet n’est estimable : {reason}.",
        "No topic can be estimated: {reason}.",
    ),
    "topic_name": ("Sujet {n} : {label}", "Topic {n}: {label}"),
    "by_person": ("nommé par une personne", "named by a person"),
    "by_automatic": ("nom automatique", "automatic name"),
    "share": ("Part des mots", "Share of words"),
    "stability": ("Stabilité", "Stability"),
    "coherence": ("Cohérence (NPMI)", "Coherence (NPMI)"),
    "top_terms": ("Mots les plus lourds", "Heaviest words"),
    "weight": ("Poids", "Weight"),
    "typical": ("Passages les plus typiques", "Most typical passages"),
    "typical_none": ("Aucune unité n’est dominée par ce sujet.", "No unit is dominated by this topic."),
    "typical_share": ("{share} des mots de l’unité", "{share} of the words of the unit"),
    # acts
    "acts_intro": (
        "Un acte est une délibération reconnue dans le texte ; un document d’un autre genre compte pour une unité.",
        "An act is a council decision recognised in the text; a document of another kind counts as one unit.",
    ),
    "no_act": ("Aucun acte n’a été reconnu dans ce corpus.", "No act was recognised in this corpus."),
    "fields_table": ("Ce qui a été trouvé dans les actes", "What was found in the acts"),
    "field": ("Élément", "Element"),
    "found": ("Actes où il est trouvé", "Acts where it is found"),
    "found_share": ("Part des actes", "Share of acts"),
    "field_date": ("date de séance", "date of the session"),
    "field_number": ("numéro", "number"),
    "field_title": ("objet", "subject"),
    "field_collectivite": ("collectivité", "local authority"),
    "field_votes": ("vote", "vote"),
    "field_visas": ("visas (« Vu … »)", "citations (“Vu …”)"),
    "field_matiere": ("matière de la nomenclature", "subject code"),
    "field_stamp": ("accusé de réception en préfecture", "prefecture receipt"),
    "field_siren": ("SIREN", "SIREN"),
    "genres_table": ("Documents et unités par genre", "Documents and units by kind"),
    "genre": ("Genre", "Kind"),
    "units_head": ("Unités", "Units"),
    "acts_head": ("Actes", "Acts"),
    "documents_head": ("Documents", "Documents"),
    # extracts
    "extracts_intro": (
        (
            "Tirage reproductible (graine {seed}). Chaque ligne ouvre le document à la page citée ; le texte est celui de "
            "la source, après nettoyage."
        ),
        (
            "Reproducible draw (seed {seed}). Each line opens the document at the page quoted; the text is that of the "
            "source, cleaned."
        ),
    ),
    "no_extract": ("Il n’y a rien à citer.", "There is nothing to quote."),
    "extract_term": ("Terme « {label} »", "Term “{label}”"),
    "extract_theme": ("Thème « {label} »", "Theme “{label}”"),
    "sample": (
        "Lignes montrées : {shown} ; occurrences : {total}.",
        "Lines shown: {shown}; occurrences: {total}.",
    ),
    "kwic_table": ("{label} : concordance", "{label}: concordance"),
    "left": ("Contexte gauche", "Left context"),
    "pivot": ("Occurrence", "Occurrence"),
    "right": ("Contexte droit", "Right context"),
    "zone_status": ("Zone, statut", "Zone, status"),
    "status": ("Statut", "Status"),
    "page_short": ("p. {n}", "p. {n}"),
    # limits
    "limits_title": ("Ce que ce rapport ne montre pas", "What this report does not show"),
    "excluded_none": ("Aucun document n’est écarté.", "No document is left out."),
    "excluded_table": ("Documents écartés, et que faire", "Documents left out, and what to do"),
    "excluded_csv": (
        "Les {shown} premiers sont montrés ; la liste complète est dans {file}.",
        "The first {shown} are shown; the whole list is in {file}.",
    ),
    "documents_table": ("Tous les documents", "All documents"),
    "title": ("Titre", "Title"),
    "document": ("Document", "Document"),
    "stage": ("Étape", "Stage"),
    "reason": ("Raison", "Reason"),
    "advice": ("Que faire", "What to do"),
    "kept": ("compté", "counted"),
    "kept_in_part": ("compté, lu en partie", "counted, read in part"),
    "excluded": ("écarté", "left out"),
    "limit_causes": (
        "Aucune cause : seulement des comptages, leurs intervalles et des coïncidences de dates.",
        "No cause: only counts, their intervals and coincidences of dates.",
    ),
    "limit_corpus": (
        "Rien au-delà de ce corpus : les documents non publiés, perdus ou non déposés ici n’y sont pas.",
        "Nothing beyond this corpus: documents that are unpublished, lost or not deposited here are not in it.",
    ),
    "limit_one": (
        (
            "Un seul document ne montre ni série, ni changement, ni remplacement d’un nom par un autre : il faut plusieurs "
            "documents, datés, sur plusieurs années."
        ),
        (
            "A single document shows no series, no change and no replacement of one name by another: that takes several "
            "dated documents over several years."
        ),
    ),
    "limit_no_series": (
        "Aucune évolution n’est estimable : aucune unité ne porte d’année.",
        "No development can be estimated: no unit bears a year.",
    ),
    "limit_one_year": (
        "Aucune évolution n’est estimable : toutes les unités datées sont de {year}.",
        "No development can be estimated: every dated unit is of {year}.",
    ),
    "limit_undated": (
        "{n} unité sans année n’entre dans aucune série.|{n} unités sans année n’entrent dans aucune série.",
        "{n} unit without a year enters no series.|{n} units without a year enter no series.",
    ),
    "limit_thin": (
        "Années de moins de {least} documents, hachurées et sans intervalle : {years}.",
        "Years with fewer than {least} documents, hatched and without an interval: {years}.",
    ),
    "limit_gaps": ("Années sans aucun document : {years}.", "Years without any document: {years}."),
    "limit_duplicates": (
        (
            "{n} unité répète un autre texte ; ce texte est compté une fois.|"
            "{n} unités répètent un autre texte ; chaque texte est compté une fois."
        ),
        (
            "{n} unit repeats another text; that text is counted once.|"
            "{n} units repeat another text; each text is counted once."
        ),
    ),
    "limit_partial": (
        (
            "{n} document n’est lu qu’en partie : ce qui manque est dit dans data/documents.csv.|"
            "{n} documents ne sont lus qu’en partie : ce qui manque est dit dans data/documents.csv."
        ),
        (
            "{n} document is read only in part: data/documents.csv says what is missing.|"
            "{n} documents are read only in part: data/documents.csv says what is missing."
        ),
    ),
    "limit_ocr": (
        (
            "{n} page est lue par reconnaissance de caractères : des termes peuvent y manquer.|"
            "{n} pages sont lues par reconnaissance de caractères : des termes peuvent y manquer."
        ),
        (
            "{n} page was read by character recognition: terms may be missed there.|"
            "{n} pages were read by character recognition: terms may be missed there."
        ),
    ),
    "limit_ocr_quality": (
        (
            "{n} unité où la reconnaissance de caractères est incertaine ; "
            "les unités ainsi lues portent {share} des mots, avec une confiance moyenne de {sure}.|"
            "{n} unités où la reconnaissance de caractères est incertaine ; "
            "les unités ainsi lues portent {share} des mots, avec une confiance moyenne de {sure}."
        ),
        (
            "{n} unit where character recognition is unsure; "
            "the units so read hold {share} of the words, with a mean confidence of {sure}.|"
            "{n} units where character recognition is unsure; "
            "the units so read hold {share} of the words, with a mean confidence of {sure}."
        ),
    ),
    "limit_themes": (
        "Les thèmes reposent sur des listes de mots qui n’ont pas été validées à la main sur ce corpus.",
        "Themes rest on word lists that have not been validated by hand on this corpus.",
    ),
    "limit_drawn": (
        "« {title} » : {shown} séries dessinées sur {total} ; toutes sont dans {file}.",
        "“{title}”: {shown} series drawn of {total}; all are in {file}.",
    ),
    # method
    "method_intro": (
        "Mêmes documents, mêmes réglages, même version : mêmes octets. La commande ci-dessous refait tout.",
        "Same documents, same settings, same version: same bytes. The command below makes everything again.",
    ),
    "manifest_table": ("Ce qui a été calculé, et avec quoi", "What was computed, and with what"),
    "params_table": ("Réglages de chaque étape", "Settings of each stage"),
    "packages_table": ("Bibliothèques", "Libraries"),
    "key": ("Clé", "Key"),
    "command": ("Commande", "Command"),
    "code": ("Version du programme", "Version of the program"),
    "commit": ("Révision", "Revision"),
    "python": ("Python", "Python"),
    "corpus_digest": ("Empreinte du corpus (SHA-256)", "Digest of the corpus (SHA-256)"),
    "lock_digest": ("Empreinte des versions figées (SHA-256)", "Digest of the pinned versions (SHA-256)"),
    "seeds": ("Graines", "Seeds"),
    "excluded_head": ("Documents écartés", "Documents left out"),
    "unknown": ("inconnue", "unknown"),
    "library": ("Bibliothèque", "Library"),
    "version": ("Version", "Version"),
    "outputs_note": ("Empreinte de chaque fichier : {file}.", "Digest of each file: {file}."),
}
"""key -> (French, English); `one|many` where the number decides."""
