"""The verdict and its evidence in words, French and English side by side, with ordinary spaces."""

VERDICT: dict[str, tuple[str, str]] = {
    "verdict_title": ("Verdict : remplacement ou ajout ?", "Verdict: replacement or addition?"),
    "verdict_replacement": (
        "Remplacement. {between}, les noms nouveaux gagnent la place que les anciens perdent : {evidence}.",
        "Replacement. {between}, the new names take the place that the old ones lose: {evidence}.",
    ),
    "verdict_addition": (
        "Ajout. {between}, les noms nouveaux montent et les anciens gardent leur place : {evidence}.",
        "Addition. {between}, the new names rise and the old ones keep their place: {evidence}.",
    ),
    "verdict_dilution": (
        "Recul des deux. {between}, les noms anciens et les nouveaux reculent ensemble : {evidence}.",
        "Decline of both. {between}, old and new names decline together: {evidence}.",
    ),
    "verdict_undecided": (
        "Indécis. {between}, {reason} : {evidence}.",
        "Undecided. {between}, {reason}: {evidence}.",
    ),
    "verdict_none": (
        "Remplacement ou ajout : non estimable dans ce corpus ({reason}).",
        "Replacement or addition: cannot be estimated in this corpus ({reason}).",
    ),
    "verdict_between": (
        "Entre {first} ({n_first}) et {last} ({n_last})",
        "Between {first} ({n_first}) and {last} ({n_last})",
    ),
    "verdict_evidence": (
        (
            "à composition égale, anciens noms de {old_before} à {old_after} par million de mots (différence {old_change}), "
            "part des nouveaux de {share_before} à {share_after} (différence {share_change})"
        ),
        (
            "at equal mix, old names from {old_before} to {old_after} per million words (difference {old_change}), "
            "share of the new from {share_before} to {share_after} (difference {share_change})"
        ),
    ),
    "verdict_reading": (
        (
            "Réserve : les textes ne sont pas lus aussi sûrement dans les deux périodes (confiance moyenne d’un mot : {before} "
            "puis {after}) ; une hausse ou une baisse peut venir de la seule lecture (OCR)."
        ),
        (
            "Reservation: the texts are not read as surely in both periods (mean confidence of a word: {before}, then {after}); "
            "a rise or a fall may come of the reading (OCR) alone."
        ),
    ),
    "verdict_beside": (
        "Dans la seconde période les deux noms se côtoient : {old} avec un emploi des anciens, {new} avec un emploi des nouveaux.",
        "In the second period the names stand side by side: {old} with a use of the old, {new} with a use of the new.",
    ),
    "verdict_alone": (
        "Dans la seconde période : {old} avec un emploi des anciens noms, {new} avec un emploi des nouveaux.",
        "In the second period: {old} with a use of the old names, {new} with a use of the new.",
    ),
    "verdict_cut_periods": (
        "Les deux périodes sont la première et la dernière de l’étude.",
        "The two periods are the first and the last of the study.",
    ),
    "verdict_overlap": (
        "Les périodes de corpus.toml se chevauchent : elles ne peuvent être comparées, et d’autres ont été prises.",
        "The periods of corpus.toml overlap: they cannot be compared, and others were taken.",
    ),
    "verdict_cut_breaks": (
        "Les deux périodes sont de part et d’autre de la rupture de la part des noms nouveaux (voir « Ruptures »).",
        "The two periods lie on either side of the break of the share of the new names (see “Breaks”).",
    ),
    "verdict_cut_halves": (
        "Les deux périodes sont les deux moitiés du corpus : la part des noms nouveaux n’a pas de rupture sûre.",
        "The two periods are the halves of the corpus: the share of the new names has no sure break.",
    ),
    "verdict_composition": (
        "Une partie du mouvement brut vient du mélange des genres, qui change : à composition égale elle disparaît.",
        "Part of the crude movement comes from the mix of kinds, which changes: at equal mix it disappears.",
    ),
    "verdict_split_old": (
        "Changement brut des anciens noms, {crude} par million : {mix} par le mélange des genres, {rate} à l’intérieur des genres (Kitagawa).",
        "Crude change of the old names, {crude} per million: {mix} by the mix of kinds, {rate} inside the kinds (Kitagawa).",
    ),
    "verdict_split_new": (
        "Changement brut des noms nouveaux, {crude} par million : {mix} par le mélange des genres, {rate} à l’intérieur des genres.",
        "Crude change of the new names, {crude} per million: {mix} by the mix of kinds, {rate} inside the kinds.",
    ),
    "verdict_panel": (
        (
            "Les mêmes calculs sur les {n} collectivités présentes aux deux périodes : anciens noms {old_change} par million, "
            "part des nouveaux {share_change}."
        ),
        (
            "The same on the {n} local authorities present in both periods: old names {old_change} per million, share of the "
            "new {share_change}."
        ),
    ),
    "verdict_no_panel": (
        "Aucune collectivité identifiée n’est présente aux deux périodes : le contrôle à collectivités égales manque.",
        "No identified local authority is present in both periods: the check on equal authorities is missing.",
    ),
    "verdict_caveat": (
        (
            "Une part ne suffit pas : depuis 2014 la « coopération décentralisée » de la loi est une partie de l’« action "
            "extérieure », et un nom peut englober l’autre. Le verdict porte sur les emplois de ce corpus, pas sur leurs causes."
        ),
        (
            "A share is not enough: since 2014 the “coopération décentralisée” of the law is a part of “action extérieure”, and "
            "one name may include the other. The verdict is about uses in this corpus, not about their causes."
        ),
    ),
    "verdict_rule": (
        (
            "Règle : remplacement quand la part des noms nouveaux monte et que le taux des anciens baisse (intervalles qui "
            "excluent 0) ; ajout quand l’intervalle du taux des anciens tient dans ±{band} de sa valeur ; sinon indécis. « Non "
            "significatif » ne veut pas dire « stable »."
        ),
        (
            "Rule: replacement when the share of the new names rises and the rate of the old falls (intervals that leave out 0); "
            "addition when the interval of the rate of the old lies within ±{band} of its value; otherwise undecided. “Not "
            "significant” does not mean “flat”."
        ),
    ),
    "verdict_table": ("Ce sur quoi repose le verdict", "What the verdict rests on"),
    "verdict_measure": ("Mesure", "Measure"),
    "verdict_way": ("Calcul", "Way"),
    "way_crude": ("brut", "crude"),
    "way_standardised": ("à composition égale", "at equal mix"),
    "way_panel": ("collectivités des deux périodes", "authorities of both periods"),
    "way_equal": ("les mêmes, chacune comptant autant", "the same, each counted once"),
    "move_old": ("noms anciens, par million de mots", "old names, per million words"),
    "move_new": ("noms nouveaux, par million de mots", "new names, per million words"),
    "move_share": ("part des noms nouveaux (%)", "share of the new names (%)"),
    "verdict_documents": ("Documents avec emploi (avant, après)", "Documents with a use (before, after)"),
}
