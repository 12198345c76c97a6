"""Our own sentences: those that carry terms, themes and citations, and those that only make an act sound right.

Terms are marked as `grammar` explains. `{T}` is the drawn target term with its article, `{de_T}` the same after
« de » without one (« de coopération… », « d'action… »).
"""

OLD_FORMS: tuple[tuple[str, str, int], ...] = (
    ("CD", "coopération décentralisée", 30),
    ("CD", "coopération internationale décentralisée", 1),
    ("CDD", "coopération décentralisée au développement", 4),
    ("CDD", "coopération décentralisée pour le développement", 1),
    ("CDT", "coopération décentralisée transfrontalière", 1),
    ("CDT", "coopération interrégionale décentralisée", 1),
)
NEW_FORMS: tuple[tuple[str, str, int], ...] = (
    ("AECT", "action extérieure des collectivités territoriales", 14),
    ("AECT", "action extérieure des collectivités locales", 3),
    ("AECT", "action extérieure de la collectivité", 4),
    ("AECT", "action extérieure de nos collectivités", 1),
    ("AICT", "action internationale des collectivités territoriales", 7),
    ("AICT", "action internationale de la collectivité", 3),
    ("AEICT", "action européenne et internationale des collectivités territoriales", 3),
)
"""(family, wording, weight). Every wording is feminine: articles and « de » agree by its first letter alone."""

PLURALS: dict[str, tuple[str, str]] = {
    "old": ("CD", "coopérations décentralisées"),
    "new": ("AECT", "actions extérieures des collectivités territoriales"),
}
ACRONYMS: tuple[tuple[str, str], ...] = (("AECT", "AECT"), ("AICT", "AICT"))

TERM_SENTENCES: tuple[str, ...] = (
    "{la_coll} conduit depuis {years} ans avec {ville} un partenariat qui relève de {T}.",
    "{T} est l'un des axes de la politique {of_coll} depuis le début du mandat.",
    "Les crédits consacrés à {T} s'élèvent à {amount} pour l'exercice.",
    "Le comité de suivi a dressé le bilan de {T} entre {nom} et {ville}.",
    "Dans le cadre de {T}, une mission s'est rendue {pays_en} au printemps.",
    "Le service chargé du dossier rappelle que {T} repose sur une convention entre les deux autorités locales.",
    "En matière {de_T}, {la_coll} privilégie les projets décidés avec les élus {of_ville}.",
    "Ce projet {de_T} associe les services techniques, les associations et les habitants.",
    "Les partenaires souhaitent donner à {T} un cadre de trois ans.",
    "Par {T}, {la_coll} partage ses compétences avec {ville}.",
    "Le rapport annuel consacré à {T} a été présenté à la commission.",
    "La convention {de_T} signée avec {ville} arrive à échéance à la fin de l'année.",
    "Il est rappelé que {T} ne se confond pas avec l'action extérieure de l'État.",
    "Un agent à mi-temps suit {T} et les relations avec {ville}.",
    "Les élus ont souhaité que {T} soit mieux connue des habitants.",
    "Depuis {years} ans, {T} a donné lieu à {small} missions {pays_en}.",
    "La dépense engagée au titre de {T} ne dépasse pas {amount}.",
    "Sans {T}, ce chantier n'aurait pas vu le jour à {ville}.",
    "Une réunion publique consacrée à {T} s'est tenue le {commission_date}.",
    "Le projet prolonge un programme {de_T} commencé il y a {years} ans.",
    "{T} demande du temps, des agents formés et un suivi sur place.",
    "La presse {of_ville} s'est fait l'écho de {T}.",
)
PLURAL_SENTENCES: tuple[str, ...] = (
    "Les {Ts} engagées {pays_en} font l'objet d'une évaluation commune.",
    "Plusieurs {Ts} se rejoignent sur le même bassin de vie.",
)
ACRONYM_SENTENCES: tuple[str, ...] = (
    "Le plan pluriannuel {of_coll} réserve à l'{Ts} un tiers des crédits de partenariat des collectivités.",
    "Les agents des communes partenaires ont suivi une formation à l'{Ts}.",
)
NEW_NAME_SENTENCES: tuple[str, ...] = (
    "{la_coll} forme avec {ville} une alliance de territoires.",
    "Cette alliance de territoires réunit les services, les associations et les habitants.",
    "L'alliance de territoires suppose que chacun apprenne de l'autre.",
    "Les alliances de territoires feront l'objet d'un bilan commun.",
    "La commission a salué l'alliance de territoires conclue {pays_en}.",
)
"""`plan.NEW_NAME`: unmarked, since no family of a lexicon holds it."""
TERM_TITLES: tuple[str, ...] = (
    "{Titre} - Convention {de_T} avec {ville}",
    "{Partie} : {titre} à {ville}, {pays_en}",
    "Partenariat avec {ville} : {titre}",
    "Subvention au projet « {titre} » à {ville}",
)
TERM_CONSIDERANTS: tuple[str, ...] = (
    "que {T} engagée avec {ville} répond à une demande de ses élus",
    "l'intérêt que présente {T} pour les deux territoires",
    "que la commission a émis un avis favorable sur ce programme {de_T}",
)
TERM_DECISIONS: tuple[str, ...] = (
    "APPROUVE la convention {de_T} entre {la_coll} et {ville}, jointe à la présente",
    "AUTORISE {le_chef} à signer tout document relatif à {T} avec {ville}",
    "ATTRIBUE une subvention de {amount} au titre de {T}",
)
PLAIN_CONSIDERANTS: tuple[str, ...] = (
    "la nécessité {de_results}",
    "l'avis favorable de la commission réunie le {commission_date}",
    "que les crédits sont prévus au budget",
    "la demande présentée par les services",
)
PLAIN_DECISIONS: tuple[str, ...] = (
    "APPROUVE {results}",
    "AUTORISE {le_chef}, ou son représentant, à signer les pièces nécessaires",
    "DIT que la dépense de {amount} sera imputée au chapitre 65 du budget",
    "ATTRIBUE une subvention de {amount} pour {results}",
    "PRÉCISE que le bilan sera présenté dans un délai de {small} mois",
    "CHARGE {le_chef} de l'exécution de la présente délibération",
)
TOPIC_FRAMES: tuple[str, ...] = (
    "Le programme vise à {actions}, puis à {actions}.",
    "Il est proposé {d_actions} et {d_actions}.",
    "Les services ont prévu {d_actions} avant la fin de l'année.",
    "La première tranche doit permettre {d_actions}.",
    "Le bilan retient {results} et {results}.",
    "Parmi les résultats attendus figurent {results} ainsi que {results}.",
    "Une seconde tranche servira à {actions}.",
    "Le comité a choisi {d_actions}, faute de pouvoir tout entreprendre.",
    "Après {results}, il reste à {actions}.",
    "Deux priorités se dégagent : {results} et {results}.",
    "Les partenaires ont demandé un devis pour {actions}.",
    "{facts}",
    "{facts}",
    "{facts}",
    "{facts}",
    "{facts}",
    "{facts}",
)
ABROAD_FRAMES: tuple[str, ...] = (
    "La mairie {of_ville} a sollicité {la_coll} pour {actions}.",
    "{ville} et {nom} ont convenu {d_actions}.",
    "Une délégation {of_ville} est venue examiner les moyens {d_actions}.",
)
FILLERS: tuple[str, ...] = (
    "Le dossier a été examiné par la commission compétente le {commission_date}.",
    "Le plan de financement prévoit une participation de {amount}.",
    "Le calendrier comprend {small} étapes réparties sur {years} ans.",
    "Une évaluation sera remise aux élus à l'issue de la période.",
    "Les dépenses seront justifiées par la production de factures.",
    "La participation est versée en deux fois, dont {percent} % à la signature.",
    "Les savoir-faire réunis par la sous-direction des projets seront mobilisés.",
    "Le vice-président rend compte du suivi deux fois par an.",
    "Une avance de {percent} % est consentie au démarrage.",
    "Le reliquat de l'année précédente, soit {amount}, est reporté.",
    "Les pièces du dossier sont tenues à la disposition des élus au secrétariat général.",
    "Un avenant pourra préciser la répartition des tâches.",
    "La sous-commission s'est prononcée après deux heures de discussion.",
)
THEMES: dict[str, tuple[str, ...]] = {
    "solidarite": (
        "Cet engagement exprime la solidarité des habitants envers des populations démunies.",
        "La fraternité et l'entraide guident ce programme mené {pays_en}.",
        "Il s'agit d'un geste solidaire envers l'un des pays les plus pauvres de la planète.",
        "La collecte humanitaire et les dons des associations complètent l'effort public.",
        "L'appartenance à une même humanité fonde ce devoir de solidarité.",
        "Face à l'urgence, {la_coll} maintient son élan de solidarité avec {ville}.",
    ),
    "reciprocite": (
        "Les deux partenaires recherchent une relation fondée sur la réciprocité.",
        "Le partenariat équilibré suppose des apports mutuels et une co-construction des projets.",
        "Les échanges d'expériences profitent autant à {nom} qu'à {ville}.",
        "La réciprocité se mesure aux bénéfices mutuels que chaque territoire en retire.",
        "Pour réduire l'asymétrie des moyens, les projets sont décidés ensemble.",
        "Chaque mission donne lieu à un apprentissage réciproque des agents.",
    ),
    "attractivite": (
        "Cette présence accroît l'attractivité du territoire auprès des investisseurs.",
        "Le partenariat renforce la visibilité et la notoriété {of_coll}.",
        "Il contribue au rayonnement de {nom} et à la compétitivité de son tissu économique.",
        "L'excellence des équipes locales attire des talents et nourrit l'image du territoire.",
        "La stratégie vise à faire rayonner un territoire attractif et influent.",
        "Le tourisme et l'exportation en tirent un profit direct.",
    ),
    "climat": (
        "Le changement climatique appelle une réponse commune des territoires.",
        "La protection du climat donne une portée nouvelle à ce partenariat.",
        "Les deux territoires partagent un plan de lutte contre le dérèglement climatique.",
        "La transition écologique et les biens communs sont inscrits dans la convention.",
        "La résilience face aux risques climatiques devient un objectif de premier rang.",
        "L'adaptation au climat rapproche des villes que tout sépare.",
    ),
}
BACKGROUND: dict[str, tuple[str, ...]] = {
    "JUM": (
        "Le ‹JUM|jumelage› avec {ville} remonte à {years} ans.",
        "Le ‹JUM|jumelage› donne lieu à une fête annuelle et à des voyages.",
        "Les ‹JUM|villes jumelées› enverront chacune une délégation.",
        "La ‹JUM|charte d'amitié› a été signée en présence des deux maires.",
        "{ville}, ‹JUM|ville jumelle› de longue date, a remercié les familles d'accueil.",
    ),
    "RI": (
        "La politique de ‹RI|relations internationales› a été débattue en commission.",
        "Le ‹RI|rayonnement international› {of_coll} figure au projet de mandat.",
        "Le budget des ‹RI|relations internationales› {of_coll} reste stable.",
        "L'adjointe a présenté le bilan des ‹RI|affaires internationales› {of_coll}.",
    ),
    "INT": (
        "L'‹INT|internationalisation des territoires› appelle une nouvelle organisation des services.",
        "{la_coll} arrête une ‹INT|stratégie d'internationalisation› pour son territoire et ses communes.",
        "L'‹INT|internationalisation des villes› se mesure aussi aux réseaux qu'elles rejoignent.",
    ),
    "DV": (
        "La ‹DV|diplomatie des villes› trouve ici une traduction concrète.",
        "Cette ‹DV|diplomatie territoriale› complète celle de l'État.",
        "Les élus parlent volontiers de ‹DV|diplomatie des territoires›.",
    ),
    "CI": (
        "{la_coll} réunit une fois par an les acteurs de sa politique de ‹CI|solidarité internationale›.",
        "La ‹CI|coopération internationale› {of_coll} mobilise {small} agents.",
        "{la_coll} prend ainsi sa part de l'‹CI|aide publique au développement› des collectivités.",
    ),
    "JUMCO": (
        "L'accord de ‹JUMCO|jumelage-coopération› conclu avec {ville} sert de cadre à ces échanges.",
        "Le ‹JUMCO|jumelage-coopération› réunit les écoles, les dispensaires et les clubs.",
    ),
    "TF": (
        "La ‹TF|coopération transfrontalière› {of_coll} est suivie par un autre service.",
        "{la_coll} déposera au printemps un dossier au programme ‹TF!|Interreg›.",
    ),
}
OFFICES: tuple[tuple[int, int, str], ...] = (
    (1992, 2024, "La Commission nationale de la ‹CD!|coopération décentralisée› a été informée du projet."),
    (1998, 2024, "L'Atlas français de la ‹CD!|coopération décentralisée› recense ce partenariat."),
    (2010, 2023, "La Délégation pour l'‹AECT!|action extérieure des collectivités territoriales› (DAECT) est saisie."),
    (2011, 2023, "Le dossier a été déposé auprès de la DAECT, au ministère des Affaires étrangères."),
    (2024, 2024, "La Délégation pour les collectivités territoriales et la société civile (DCTCIV) cofinance l'opération."),
    (2019, 2024, "Le projet suit le Guide juridique de l'‹AECT!|action extérieure des collectivités territoriales›."),
)  # fmt: skip
"""(first year, last year, sentence): names of bodies and books, where a term is never a use."""

AMBIGUOUS: dict[str, str] = {
    "lome": (
        "Au sens de la quatrième convention de Lomé, dont les crédits sont gérés à Bruxelles par la Commission européenne "
        "pour les États d'Afrique, des Caraïbes et du Pacifique, la ‹CD?|coopération décentralisée› désigne tout projet "
        "porté par des acteurs non étatiques des pays ACP, syndicats, coopératives paysannes, ONG ou fondations, sans que "
        "la présence d'élus soit requise ni que les administrations nationales en partagent la charge."
    ),
    "school_twinning": "Le ‹JUM?|jumelage› entre les deux écoles de musique se poursuit par un échange de partitions.",
    "university": (
        "L'université développe de son côté une ‹INT?|stratégie d'internationalisation› de ses masters et de ses laboratoires."
    ),
    "master": "Deux étudiants en master de ‹RI?|relations internationales› ont été reçus en stage.",
}
"""Trap -> a passage where the words name something else."""

SPANISH: tuple[str, ...] = (
    (
        "La Agrupación Europea de Cooperación Territorial (‹AECT?|AECT›) se rige por el Reglamento (CE) número 1082/2006. "
        "La ‹AECT?|AECT› tiene personalidad jurídica propia y permite a las regiones vecinas gestionar proyectos comunes."
    ),
    (
        "Los miembros de la ‹AECT?|AECT› aprueban cada año el presupuesto de la Agrupación y su programa de trabajo, "
        "conforme al Reglamento europeo."
    ),
)
NEIGHBOURS: tuple[str, ...] = (
    "Les crédits de la mission « Action extérieure de l'État » ne sont pas concernés.",
    "L'action extérieure de la France demeure de la compétence du Gouvernement.",
)
"""Words that look like a target term and are none."""

RUNNING_HEADS: tuple[str, ...] = (
    "{official} - Coopération décentralisée - Rapport {year}",
    "Action extérieure des collectivités territoriales - {official}",
    "{official} - Relations internationales",
)
DEBATE: tuple[str, ...] = (
    "{speaker} : Je voudrais savoir ce que recouvre exactement cette dépense.",
    "{speaker} : Notre groupe votera ce dossier, qui a été bien préparé.",
    "{speaker} : Le calendrier me paraît serré. Qui suivra les travaux sur place ?",
    "{speaker} : Nous demandons depuis longtemps un bilan chiffré.",
    "{speaker} : Les habitants attendent des résultats, pas des promesses.",
    "{speaker} : La commission a répondu à cette question, le compte rendu en fait foi.",
    "{speaker} : J'ai rencontré les associations, elles sont prêtes.",
)
TERM_DEBATE: tuple[str, ...] = (
    "{speaker} : Pour nous, {T} doit d'abord servir les habitants {of_ville}.",
    "{speaker} : On parle beaucoup {de_T} sans dire ce qu'elle coûte.",
)
OLD_DEBATE: str = "{speaker} : La ‹CD|coop. déc.› avec {ville} a fait ses preuves."
