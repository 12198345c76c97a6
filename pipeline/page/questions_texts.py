"""The questions of the 2017 call and their answers in words, French and English side by side, with ordinary spaces."""

QUESTIONS: dict[str, tuple[str, str]] = {
    "questions": ("Questions", "Questions"),
    "questions_title": (
        "Seize questions, et ce que ce corpus en dit",
        "Sixteen questions, and what this corpus says of them",
    ),
    "questions_read": (
        (
            "Questions posées par l’appel du colloque de Lyon (décembre 2017), dites avec nos mots. Chaque réponse est calculée "
            "sur ce corpus ; aucune ne dit une cause. Crochets : intervalle à 95 %."
        ),
        (
            "Questions asked by the call of the Lyon colloquium (December 2017), in our words. Each answer is computed on this "
            "corpus; none states a cause. Brackets: 95% interval."
        ),
    ),
    "q_S1": ("La coopération décentralisée est-elle rebaptisée ?", "Is decentralised cooperation being renamed?"),
    "q_S2": ("Le nom nouveau répond-il à une crise ?", "Does the new name answer a crisis?"),
    "q_S3": (
        "De la solidarité à la réciprocité, puis à l’attractivité ?",
        "From solidarity to reciprocity, then to attractiveness?",
    ),
    "q_S4": (
        "Les motivations se succèdent-elles ou se combinent-elles ?",
        "Do motivations follow one another or combine?",
    ),
    "q_S5": ("Une histoire de plus d’un siècle est-elle oubliée ?", "Is a history of more than a century forgotten?"),
    "q_S6": ("Quelle place tiennent les réseaux transnationaux ?", "What place do transnational networks hold?"),
    "q_S7": ("Chaque ville a-t-elle son propre calendrier ?", "Does each city have its own calendar?"),
    "q_S8": ("Où les noms paraissent-ils d’abord ?", "Where do the names appear first?"),
    "q_S9": ("Quels textes les actes citent-ils ?", "Which texts do the acts cite?"),
    "q_S10": ("Avec quels pays, et pour quels montants ?", "With which countries, and for what amounts?"),
    "q_S11": ("Changement voulu ou subi ?", "A change wanted or imposed?"),
    "q_S12": ("Quelle part prennent les acteurs non étatiques ?", "What part do non-State actors play?"),
    "q_S13": ("Création locale ou diplomatie de l’État ?", "Local creation or State diplomacy?"),
    "q_S14": (
        "Le climat gagne-t-il du terrain, et va-t-il avec la réciprocité ?",
        "Does climate gain ground, and with reciprocity?",
    ),
    "q_S15": ("Que pèsent budgets et alternances ?", "What weight have budgets and changes of majority?"),
    "q_S16": ("Diversité interne de la population : hors champ", "Internal diversity of the population: out of scope"),
    "a_rate": (
        "{name} : de {before} à {after} pour 10 000 mots à partir de {year}, soit {difference} {interval} ({sure}).",
        "{name}: from {before} to {after} per 10,000 words from {year} on, a difference of {difference} {interval} ({sure}).",
    ),
    "a_sure": ("établi", "established"),
    "a_unsure": ("non établi, p ajusté {p}", "not established, adjusted p {p}"),
    "a_no_rate": (
        "{name} (occurrences : {uses} ; documents : {documents}) : évolution non estimable.",
        "{name} (occurrences: {uses}; documents: {documents}): change cannot be estimated.",
    ),
    "a_absent": ("{name} : aucune occurrence.", "{name}: no occurrence."),
    "a_odds": (
        "{theme} avec {term} : cotes multipliées par {odds} {interval} (documents : {documents}).",
        "{theme} with {term}: odds multiplied by {odds} {interval} (documents: {documents}).",
    ),
    "a_no_odds": (
        "{theme} avec {term} : non estimable (documents : {documents}).",
        "{theme} with {term}: cannot be estimated (documents: {documents}).",
    ),
    "a_pair": (
        "{one} et {other} dans un même acte : de {before} à {after}, soit {difference} {interval}.",
        "{one} and {other} in one act: from {before} to {after}, a difference of {difference} {interval}.",
    ),
    "a_no_pair": (
        "{one} et {other} dans un même acte : non estimable.",
        "{one} and {other} in one act: cannot be estimated.",
    ),
    "a_pairs": (
        (
            "Paires de motivations estimables : {n} ; plus fréquentes : {more} ; moins fréquentes : {less} ; attendues par hasard "
            "si rien ne change : {chance}."
        ),
        (
            "Pairs of motivations that can be estimated: {n}; more frequent: {more}; less frequent: {less}; expected by chance if "
            "nothing changes: {chance}."
        ),
    ),
    "a_adopters": (
        "Collectivités qui emploient un nom nouveau : {using} sur {all} ; première {first}, dernière {last}. {curve}",
        "Authorities that use a new name: {using} of {all}; first {first}, last {last}. {curve}",
    ),
    "a_no_adopter": (
        "Aucune collectivité identifiée n’emploie un nom nouveau dans un document daté ({all} suivies).",
        "No identified authority uses a new name in a dated document ({all} followed).",
    ),
    "a_genres": ("Premier emploi d’un nom nouveau : {list}.", "First use of a new name: {list}."),
    "a_genre": ("{genre} {year} ({n})", "{genre} {year} ({n})"),
    "a_genre_none": ("{genre} jamais ({n})", "{genre} never ({n})"),
    "a_no_genre": ("Aucun nom nouveau n’est employé dans un texte daté.", "No new name is used in a dated text."),
    "a_cited": (
        "Textes les plus cités en visa, par nombre d’actes : {list}.",
        "Texts most cited in visas, by acts: {list}.",
    ),
    "a_no_cited": ("Aucun visa lu dans ce corpus.", "No visa read in this corpus."),
    "a_partners": (
        "Pays les plus nommés, par nombre d’actes : {list} ; actes qui en nomment un : {all}.",
        "Countries named most, by acts: {list}; acts that name one: {all}.",
    ),
    "a_no_partners": ("Aucun acte ne nomme de pays partenaire.", "No act names a partner country."),
    "a_outside": (
        "Unités qui en parlent : {units} ; elles restent dans les totaux, le thème n’entre dans aucune conclusion.",
        "Units that speak of it: {units}; they stay in the totals, the theme enters no conclusion.",
    ),
    "a_elections": (
        "Alternances et années électorales : non estimable ici ; il faut la majorité de chaque exécutif, que les actes ne disent pas.",
        "Changes of majority and election years: cannot be estimated here; the majority of each executive is needed, which acts do not tell.",
    ),
    "c_S1": (
        "Une part ne tranche pas : un nom peut englober l’autre.",
        "A share does not settle it: one name may include the other.",
    ),
    "c_S2": (
        "Parler de crise près d’un nom n’est pas l’avoir choisi pour cela.",
        "To speak of crisis near a name is not to have chosen it for that.",
    ),
    "c_S3": (
        "Les dates sont celles du changement le plus net de chaque thème ; l’ordre de trois dates proches n’est pas sûr.",
        "The dates are those of the clearest change of each theme; the order of three dates close together is not sure.",
    ),
    "c_S7": (
        "Une première trace tardive peut tenir à des documents rares.",
        "A late first trace may be due to scarce documents.",
    ),
    "c_S8": (
        "L’ordre des genres dépend de leur nombre de documents par an ; les réemplois de passages entre genres ne sont pas suivis.",
        "The order of kinds depends on their documents a year; passages reused from kind to kind are not followed.",
    ),
    "c_S9": (
        "Citer un texte n’est pas reprendre un modèle ; les circulaires et guides recopiés sans visa échappent.",
        "To cite a text is not to take over a model; circulars and guides copied without a visa escape.",
    ),
    "c_S10": (
        "Le niveau de développement des pays n’est pas dans le corpus ; montants par acte dans acts.jsonl.",
        "The level of development of the countries is not in the corpus; sums of each act are in acts.jsonl.",
    ),
    "c_S11": (
        "Des marques comme « il faut » ou « choix de » ne disent pas qui décide.",
        "Marks such as “must” or “choice of” do not tell who decides.",
    ),
    "c_S13": (
        "Visas et formules de contrôle de légalité sont hors du compte.",
        "Visas and formulas of the control of legality are not counted.",
    ),
}
