"""The planted corpora of the self-test in words, French and English side by side, with ordinary spaces."""

SELFTEST: dict[str, tuple[str, str]] = {
    "selftest_table": ("Épreuve du programme sur des corpus plantés", "The program tried on planted corpora"),
    "selftest_note": (
        (
            "Des corpus dont la vérité est connue, tirés au sort autant de fois que dit le tableau ; `glissement selftest` refait "
            "l’épreuve. « Seuil » : part de réponses justes à atteindre."
        ),
        (
            "Corpora whose truth is known, drawn as often as the table says; `glissement selftest` does it again. “Needed”: share "
            "of right answers to reach."
        ),
    ),
    "selftest_case": ("Cas", "Case"),
    "selftest_plant": ("Ce qui est planté", "What is planted"),
    "selftest_answer": ("Réponse attendue", "Answer expected"),
    "selftest_right": ("Réponses justes / tirages", "Right answers / draws"),
    "selftest_least": ("Seuil (%)", "Needed (%)"),
    "plant_A": ("taux constants", "constant rates"),
    "answer_A": ("la part ne bouge pas", "the share does not move"),
    "plant_B": ("seul le mélange des genres change", "only the mix of kinds changes"),
    "answer_B": ("composition, indécis", "composition, undecided"),
    "plant_C": ("courbe en S, milieu 2012, pente 0,5", "S-curve, midpoint 2012, slope 0.5"),
    "answer_C": ("l’intervalle contient 2012", "the interval holds 2012"),
    "plant_D": ("titre de loi cité dans les visas, de plus en plus", "law title cited in visas, more and more"),
    "answer_D": ("emplois stables, mentions en hausse", "uses flat, mentions up"),
    "plant_E": ("une seule ville, très prolixe, dit le nom nouveau", "one very prolific town alone says the new name"),
    "answer_E": ("pas de verdict de hausse", "no verdict of a rise"),
    "plant_F": ("AECT espagnole et portugaise", "Spanish and Portuguese AECT"),
    "answer_F": ("aucun emploi compté", "no use counted"),
    "plant_G": ("textes anciens mal lus (OCR)", "old texts read badly (OCR)"),
    "answer_G": ("une réserve accompagne le verdict", "a reservation goes with the verdict"),
    "plant_H": ("nom nouveau en hausse, ancien stable", "new name up, old name flat"),
    "answer_H": ("ajout", "addition"),
    "plant_I": ("nom nouveau en hausse, ancien en baisse", "new name up, old name down"),
    "answer_I": ("remplacement", "replacement"),
    "plant_J": ("saut en 2014 ; montée graduelle", "jump in 2014; gradual rise"),
    "answer_J": ("saut ; courbe en S", "step; S-curve"),
    "plant_K": ("trois documents par période", "three documents a period"),
    "answer_K": ("non estimable", "cannot be estimated"),
    "plant_L": ("actes publiés seuls et dans un procès-verbal", "acts published alone and in minutes"),
    "answer_L": ("chacun compté une fois", "each counted once"),
}
