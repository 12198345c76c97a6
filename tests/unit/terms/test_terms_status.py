"""Which words are a term, of which family, and whether they are used, mentioned or doubtful."""

import pytest

USES = [
    ("La commune développe une coopération décentralisée avec Kindia.", "CD", "coopération décentralisée"),
    ("COOPERATION DECENTRALISEE : convention avec Dédougou", "CD", "COOPERATION DECENTRALISEE"),
    ("une co- opération décentralisée avec le Mali", "CD", "co- opération décentralisée"),
    ("les projets de coop. déc. de l'agglomération", "CD", "coop. déc."),
    ("la coopération internationale décentralisée reste utile", "CD", "coopération internationale décentralisée"),
    ("la coopération décentralisée au développement", "CDD", "coopération décentralisée au développement"),
    ("une coopération transfrontalière décentralisée", "CDT", "coopération transfrontalière décentralisée"),
    (
        "l’action extérieure des collectivités territoriales françaises",
        "AECT",
        "action extérieure des collectivités territoriales françaises",
    ),
    ("l'action extérieure de nos collectivités", "AECT", "action extérieure de nos collectivités"),
    ("l'action internationale d'une collectivité locale", "AICT", "action internationale d'une collectivité locale"),
    (
        "l'action européenne et internationale des collectivités",
        "AEICT",
        "action européenne et internationale des collectivités",
    ),
    ("dans le cadre des actions internationales de la Ville", "AXWIDE", "actions internationales de la Ville"),
    (
        "l'internationalisation des collectivités territoriales",
        "INT",
        "internationalisation des collectivités territoriales",
    ),
    ("la diplomatie des villes progresse", "DV", "diplomatie des villes"),
    ("un jumelage-coopération ancien", "JUMCO", "jumelage-coopération"),
    ("Heidelberg, ville jumelle de la nôtre", "JUM", "ville jumelle"),
    ("une ville française jumelée avec Fès", "JUM", "ville française jumelée"),
    ("les communes veulent se jumeler avec Tlemcen", "JUM", "se jumeler"),
    ("la commune soutient toute action internationale annuelle de coopération", "AI", "action internationale"),
    ("la Ville poursuit sa politique internationale", "RI", "sa politique internationale"),
    ("les autorités locales étrangères", "ALE", "autorités locales étrangères"),
    ("des collectivités territoriales étrangères", "CTE", "collectivités territoriales étrangères"),
    (
        "adhésion à un groupement européen de coopération territoriale",
        "TF",
        "groupement européen de coopération territoriale",
    ),
    ("la coopération interrégionale de la région avec la Catalogne", "TF", "coopération interrégionale"),
    ("la Ville et la solidarité internationale", "CI", "solidarité internationale"),
    (
        "La coopération internationale de la commune mobilise quatre associations",
        "CI",
        "coopération internationale",
    ),
]


@pytest.mark.parametrize(("text", "family", "surface"), USES)
def test_a_term_in_running_text_is_used(terms, text, family, surface):
    assert [(entry, found, status) for entry, found, status, _ in terms(text)] == [(family, surface, "use")]


ABSENT = [
    "la coopération non décentralisée",
    "une coopération entre services déconcentrés",
    "l'action extérieure de la France",
    "l'action extérieure de l'Union européenne",
    "des sœurs jumelles et des maisons jumelées",
    "la coopération intercommunale",
    "une diplomatie économique",
    "le tramway de GEC-Alsthom dans l'agglomération",
    "voir le site Twinning.org",
]


@pytest.mark.parametrize("text", ABSENT)
def test_words_that_only_look_like_a_term_are_left_alone(terms, text):
    assert terms(text) == []


MENTIONS = [
    ("Vu la loi n° 2007-147 du 2 février 2007 relative à l'action extérieure des collectivités territoriales et de leurs groupements", "NUMBERED_TEXT|LAW_2007_147"),
    ("la loi 92-125 du 6 février 1992, dont le titre IV traite de la coopération décentralisée", "LAW_1992_125"),
    ("la loi n° 2005-95 relative à la coopération internationale des collectivités territoriales et des agences de l'eau", "LAW_2005_95|NUMBERED_TEXT"),
    ("la loi visant à renforcer la coopération transfrontalière, transnationale et interrégionale", "LAW_2008_352"),
    ("la loi n° 2014-773 d'orientation et de programmation relative à la politique de développement et de solidarité internationale", "LAW_2014_773|NUMBERED_TEXT"),
    ("le contrat de volontariat de solidarité internationale", "LAW_2005_159"),
    ("relative aux fonds structurels européens et à la coopération décentralisée", "BILL_EU_FUNDS"),
    ("relative à l'action extérieure des collectivités territoriales et à la coopération de l'outre-mer dans son environnement", "LAW_2016_1657"),
    ("CHAPITRE V : Coopération décentralisée", "HEADING_CD"),
    ("la Commission nationale de la coopération décentralisée", "CNCD"),
    ("le délégué pour l'action extérieure des collectivités locales", "DAECT"),
    ("imputé au budget de la Direction des Relations Internationales", "OFFICE"),
    ("sur la provision de la commission Rayonnement International et Co-Développement", "OFFICE"),
    ("louer une salle de la Maison des Relations Internationales", "OFFICE"),
    ("conseillère municipale déléguée au jumelage avec Kos", "OFFICE"),
    ("vice-président chargé des relations internationales", "OFFICE"),
    ("adjointe déléguée à l'Action internationale et aux jumelages", "OFFICE"),
    ("Cotisations pour 2013 - Action Internationale et jumelages", "DELEGATION"),
    ("le Haut Conseil de la coopération internationale", "STATE_BODY"),
    ("l'Institut français des relations internationales", "STATE_BODY"),
    ("les crédits de la mission « Aide publique au développement »", "BUDGET_APD"),
    ("subvention à l'Association Jumelage Sète - Agrigente", "TWIN_BODY"),
    ("le comité de jumelage Castelnau", "TWIN_BODY"),
    ("le Festival des Villes Jumelles", "TWIN_EVENT"),
    ("la Fédération mondiale des villes jumelées", "FMCU"),
    ("la Maison des Tiers Mondes et de la Solidarité internationale", "THIRD_WORLD_HOUSE"),
    ("un dossier Interreg du département", "INTERREG"),
    ("le programme de recherche « Internationalisation des villes et des territoires »", "RESEARCH_INT"),
    ("sa thèse de Dupont, L'action internationale des collectivités territoriales, 2014", "THESIS"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "frozen"), MENTIONS)
def test_a_term_inside_a_name_or_a_title_is_mentioned(terms, text, frozen):
    found = terms(text)
    assert found
    for _, surface, status, reason in found:
        assert status == "mention", (surface, reason)
        assert reason.removeprefix("frozen.") in frozen.split("|")


def test_the_name_of_a_field_inside_dans_le_cadre_de_is_a_use(terms):
    found = terms("Subventions dans le cadre de l'action internationale et jumelages de la Ville")
    assert {status for _, _, status, _ in found} == {"use"}


def test_services_in_charge_of_a_field_are_no_office(terms):
    assert terms("les services en charge des relations internationales des collectivités")[0][2] == "use"


def test_a_coordinated_tail_belongs_to_the_office(terms):
    found = terms("déléguée à l'Action Internationale et aux jumelages, se rendra à Chengdu")
    assert [status for _, _, status, _ in found] == ["mention", "mention"]


WORDS_AS_WORDS = [
    "des relations connues en France sous la dénomination de « coopération décentralisée »",
    "sous le terme générique de « action internationale des collectivités territoriales »",
    "la coopération, aussi appelée « jumelage-coopération »",
    'une pratique appelée ailleurs, désormais dénommée "coopération décentralisée"',
]


@pytest.mark.parametrize("text", WORDS_AS_WORDS)
def test_a_term_spoken_of_as_a_term_is_mentioned(terms, text):
    assert [(status, reason) for _, _, status, reason in terms(text)] == [("mention", "metalinguistic")]


def test_scare_quotes_are_use_and_a_quoted_sentence_is_a_mention(terms):
    assert terms("la « coopération décentralisée » a fait l'objet d'un consensus")[0][2] == "use"
    quoted = "Le groupe demande : « que le conseil décide un jumelage avec une ville de Palestine »."
    assert terms(quoted)[0][2:] == ("mention", "quotation")


@pytest.mark.parametrize("speaker", ["M. Karim LASSALLAS", "Madame Bozec, adjointe", "Perla DANAN", "Le maire"])
def test_what_a_councillor_says_in_minutes_is_use(terms, speaker):
    text = f"{speaker} : « Pour nous, la coopération décentralisée doit servir les habitants de Kayes. »"
    assert terms(text)[0][2] == "use"


@pytest.mark.parametrize("zone", ["visas", "header", "stamp", "references", "signatures", "executoire", "presence"])
def test_zones_that_cite_make_mentions(terms, zone):
    assert terms("la coopération décentralisée", zone=zone)[0][2:] == ("mention", f"zone.{zone}")


def test_running_lines_are_mentions_and_headings_are_uses_kept_apart(mark):
    assert mark("Coopération décentralisée", role="running")[0].reason == "role.running"
    stamped = mark("relations internationales, la Commission nationale de la coopération décentralisée", role="stamp")
    assert {(hit.status, hit.reason) for hit in stamped} == {("mention", "role.stamp")}
    heading = mark("Coopération décentralisée avec le Mali", zone="heading")[0]
    assert (heading.status, heading.reason, heading.zone) == ("use", "heading", "heading")


FALSE_FRIENDS = [
    ("la coopération décentralisée au sens de Lomé, avec les acteurs non étatiques", "CD"),
    ("Ce jumelage entre l'Université et la faculté des lettres", "JUM"),
    ("le jumelage de la nouvelle autoroute avec la ligne à grande vitesse", "JUM"),
    ("le jumelage des écoles primaires", "JUM"),
    ("l'aide au développement des entreprises de la commune", "CI"),
    ("la Ville aide des associations contribuant aux échanges culturels et à la solidarité internationale", "CI"),
    ("une association de solidarité internationale qui collecte des fonds dans la ville", "CI"),
    ("Cette manifestation de rayonnement international attire le public", "RI"),
    ("un master de relations internationales", "RI"),
    ("la coopération transfrontalière des polices", "TF"),
    ("la stratégie d'internationalisation des PME de la région", "INT"),
]


@pytest.mark.parametrize(("text", "family"), FALSE_FRIENDS)
def test_another_sense_is_ambiguous(terms, text, family):
    found = terms(text)
    assert [(entry, status) for entry, _, status, _ in found] == [(family, "ambiguous")]
    assert found[0][3].startswith("false_friend.")


def test_a_local_authority_lifts_the_community_sense(terms):
    assert terms("Au titre de Lomé, la commune mène une coopération décentralisée")[0][2] == "use"


@pytest.mark.parametrize(
    "text", ["l'aide au développement", "la coopération transfrontalière", "l'action internationale"]
)
def test_terms_of_every_actor_need_an_authority_nearby(terms, text):
    assert terms(text)[0][2:] == ("ambiguous", "no_authority")


def test_an_act_speaks_for_its_authority(terms):
    assert terms("l'aide au développement", kind="act")[0][2] == "use"


def test_an_acronym_counts_with_its_expansion_in_the_document(terms):
    alone = "Bilan AECT."
    assert terms(alone)[0][2:] == ("ambiguous", "acronym.no_context")
    with_expansion = terms(alone, "L'action extérieure des collectivités territoriales se développe.")
    assert [status for _, _, status, _ in with_expansion] == ["use", "use"]


def test_an_acronym_counts_among_words_of_the_field(terms):
    text = "Le bilan annuel de l'AECT de la région montre des partenariats nombreux avec le Maroc"
    assert terms(text)[0][2] == "use"


def test_what_the_document_gives_for_the_letters_settles_their_sense(terms):
    other = "L'Amicale des écoles de Chantilly et Tours (AECT) remercie la ville. Le bilan de l'AECT est lu au conseil."
    assert [found[2:] for found in terms(other)] == [("ambiguous", "acronym.other_sense")] * 2
    damaged = (
        "L'action extérleure des collectivltés territoriales (AECT). Le bilan de l'AECT est lu au conseil municipal."
    )
    assert [status for _, surface, status, _ in terms(damaged) if surface == "AECT"] == ["use", "use"]
    wider = "L'appui extérieur des communes et territoires (AECT). Le bilan de l'AECT est lu au conseil municipal."
    assert [status for _, surface, status, _ in terms(wider) if surface == "AECT"] == ["use", "use"]


def test_an_acronym_of_another_language_or_body_does_not(terms):
    spanish = "La AECT es una entidad con personalidad jurídica propia que integra municipios de varias regiones de la península"
    assert terms(spanish)[0][2:] == ("ambiguous", "acronym.language")
    abstract = terms("L'action extérieure des collectivités territoriales se développe.", spanish)
    assert abstract[1][2:] == ("ambiguous", "acronym.language")
    rejected = "L'AECT, ou GECT, associe les communes et les régions des deux rives de la Bidassoa"
    assert terms(rejected)[0][3] == "acronym.reject_cue"
    assert [row for row in terms("aect") if row[0] == "AECT"] == []


def test_damaged_forms_are_found_apart(mark):
    found = [hit for hit in mark("la coopéraîion décentralisée et la coopération décentralisée") if hit.kind == "term"]
    assert [(hit.ocr, hit.pattern) for hit in found] == [(True, "full"), (False, "full")]


def test_names_of_institutions_and_networks(mark):
    found = {(hit.kind, hit.entry): hit.status for hit in mark("La commune adhère à Cités Unies France et à l'AFCCRE.")}
    assert found == {("network", "CUF"): "use", ("network", "AFCCRE"): "use"}
    assert not [hit for hit in mark("la métropole et la MÉTROPOLE") if hit.entry == "METROPOLIS"]
    belgian = [hit for hit in mark("le CNCD-11.11.11, plate-forme belge") if hit.entry == "CNCD_BODY"]
    assert belgian[0].status == "ambiguous"


def test_a_name_older_than_its_body_is_a_wrong_date(mark):
    assert mark("avis de la DCTCIV", date="2014-04-24")[0].reason == "date.before"
    assert mark("avis de la DCTCIV", date="2024")[0].status == "use"
