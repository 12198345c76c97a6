"""Each fault that a reading of real hits found in the lexicon, as a sentence of our own."""

import pytest

MENTIONS = [
    # law titles
    ("le dossier « Action extérieure des collectivités territoriales et coopération des outre-mer dans leur environnement régional »", "LAW_2016_1657"),
    ("la loi n° 2007-298 autorisant la ratification du protocole additionnel à la convention-cadre européenne sur la coopération transfrontalière des collectivités", "TREATY|NUMBERED_TEXT"),
    ("l'accord de 1996 sur la coopération transfrontalière entre les collectivités territoriales et organismes publics locaux", "TREATY"),
    ("le traité du 10 mars 1995 relatif à la coopération transfrontalière entre collectivités territoriales", "TREATY"),
    ("la mise en conformité du code général des collectivités territoriales avec le règlement communautaire relatif à un groupement européen de coopération territoriale", "LAW_2008_352"),
    ("Coopération transfrontalière, transnationale et interrégionale : travaux préparatoires", "LAW_2008_352"),
    ("Politique de développement et de solidarité internationale : dossier législatif", "LAW_2014_773"),
    ("la proposition de loi tendant à sécuriser la coopération décentralisée", "TITLED_TEXT"),
    ("la loi relative à l'action extérieure des collectivités territoriales", "TITLED_TEXT"),
    ("un rapport d'information sur la coopération décentralisée", "PARLIAMENT_REPORT"),
    ("l'avis n° 108 présenté par une sénatrice sur les crédits de la coopération décentralisée", "PARLIAMENT_REPORT"),
    ("Section 2 : Groupement européen de coopération territoriale et groupement eurorégional de coopération", "HEADING_GROUP"),
    # offices, commissions, budgets
    ("le pôle Relations internationales du syndicat", "OFFICE"),
    ("la commission n° 4 « Relations internationales »", "OFFICE"),
    ("la mission relations internationales du cabinet", "OFFICE"),
    ("la vice-présidente du conseil régional aux relations internationales", "OFFICE"),
    ("une adjointe au maire en charge des jumelages", "OFFICE"),
    ("la vice-présidente chargée de l'Europe et des relations internationales", "OFFICE"),
    ("le bureau des affaires européennes et internationales et de la coopération décentralisée", "OFFICE"),
    ("la Direction Culture, Sports et Relations internationales", "OFFICE|OFFICE_LABEL"),
    ("le service Enfance, Voirie et Relations internationales", "OFFICE_LABEL"),
    ("une déléguée à la petite enfance, à la lecture et aux relations internationales", "OFFICE_SHARED"),
    ("la ligne de crédit 912 (6574/048) Relations internationales", "BUDGET_LABEL"),
    ("le chapitre 65 : coopération décentralisée", "BUDGET_LABEL"),
    ("la salle est prêtée au Protocole et pour les Relations internationales.", "OFFICE_CAPITAL"),
    ("Coopération décentralisée, jumelages (rapporteur : un adjoint)", "DELEGATION"),
    # bodies
    ("le Comité interministériel de la coopération internationale et du développement", "STATE_BODY"),
    ("le Conseil national du développement et de la solidarité internationale", "STATE_BODY"),
    ("le Centre de coopération internationale en recherche agronomique", "STATE_BODY"),
    ("France coopération internationale", "STATE_BODY"),
    ("la Direction générale de la coopération internationale et du développement", "STATE_BODY"),
    ("l'agence suisse de coopération internationale", "STATE_BODY"),
    ("une revue de relations internationales", "STATE_BODY"),
    # associations, events, places
    ("le comité de jumelage de Plouzané", "TWIN_BODY"),
    ("l'association de jumelage « Les Deux Rives »", "TWIN_BODY"),
    ("l'association Plouzané-Kilrush jumelage", "TWIN_BODY"),
    ("subvention au Comité de Jumelage", "TWIN_BODY"),
    ("le Collectif Solidarité internationale", "NAMED_BODY"),
    ("le tournoi international de handball des villes jumelles", "TWIN_EVENT"),
    ("le sommet annuel des maires des villes jumelées", "TWIN_EVENT"),
    ("la fête du jumelage", "TWIN_EVENT"),
    ("la FMCU « Villes Jumelées »", "FMCU"),
    ("les Rencontres de la coopération internationale", "SOLIDARITY_WEEK"),
    ("un forum régional de la solidarité internationale", "SOLIDARITY_WEEK"),
    ("l'esplanade des Villes Jumelles", "STREET"),
    ("la salle du Jumelage", "STREET"),
    ("le groupement européen de coopération territoriale Mont-Aigu", "EUROREGION"),
    ("la mesure 1.1 « jumelage de villes »", "CITIZENS_PROGRAMME"),
    # budgets of the State, programmes
    ("les crédits de la mission interministérielle Aide publique au développement", "BUDGET_APD"),
    ("le programme opérationnel de coopération territoriale européenne", "EU_PROGRAMME"),
    ("un programme de recherche : Internationalisation des territoires et des villes", "RESEARCH_INT"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "frozen"), MENTIONS)
def test_names_and_titles_hold_their_terms(terms, text, frozen):
    found = terms(text)
    assert found
    assert {status for _, _, status, _ in found} == {"mention"}
    assert {reason.removeprefix("frozen.") for *_, reason in found} <= set(frozen.split("|"))


USES = [
    ("tout projet de loi ou de décret relatif à la coopération décentralisée", "CD"),
    ("un comité de jumelage de la commune", "JUM"),
    ("des rencontres avec les villes jumelles", "JUM"),
    ("l'appel à projets lancé par la Ville dans le cadre de la coopération décentralisée", "CD"),
    ("le budget de la coopération décentralisée", "CD"),
    ("Les relations internationales de la Ville progressent", "RI"),
    ("la politique des Relations Internationales de la commune", "RI"),
    ("des réseaux de coopération décentralisée", "CD"),
    ("COOPERATION DECENTRALISEE AVEC LE MALI", "CD"),
    ("SUBVENTION DANS LE CADRE DU JUMELAGE D'UN MONTANT DE 800 €", "JUM"),
    ("vu que la commune mène une coopération décentralisée", "CD"),
    ("en termes de coopération décentralisée", "CD"),
    ("au terme de jumelages anciens", "JUM"),
    ("la Ville améliore son rayonnement international", "RI"),
    ("l'histoire des relations internationales entre villes", "RI"),
    ("une aide au développement des collectivités du Sud par la commune", "CI"),
    ("ces projets de co-développement avec la Côte d'Ivoire", "CI"),
    ("la commune mène une coopération co- opération décentralisée", "CD"),
    ("la commission a émis un avis favorable sur ce programme de coopération décentralisée", "CD"),
    ("le jumelage avec Porto-Novo remonte à onze ans", "JUM"),
    ("le tissu économique. La Ville arrête une stratégie d'internationalisation pour son territoire", "INT"),
]


@pytest.mark.parametrize(("text", "family"), USES)
def test_common_nouns_near_those_names_are_uses(terms, text, family):
    assert [(entry, status) for entry, _, status, _ in terms(text)] == [(family, "use")]


WORDS = [
    "le terme générique de coopération décentralisée recouvre des pratiques diverses",
    "sous l'appellation de jumelage",
    "ce qu'on appelle « jumelage »",
    "Le jumelage est un terme ancien",
    "« coopération décentralisée », expression apparue dans les années 1980",
    "faut-il dire « la ville » ou « jumelage »",
]


@pytest.mark.parametrize("text", WORDS)
def test_a_word_spoken_of_is_mentioned(terms, text):
    assert [(status, reason) for _, _, status, reason in terms(text)] == [("mention", "metalinguistic")]


def test_both_of_two_quoted_wordings_are_mentioned(terms):
    found = terms("par « coopération décentralisée » ou de « jumelage-coopération » selon les auteurs")
    assert [(entry, status) for entry, _, status, _ in found] == [("CD", "mention"), ("JUMCO", "mention")]


@pytest.mark.parametrize("title", ["le colloque « Jumelage demain »", "une association « Jumelage 44 »"])
def test_a_quoted_title_is_a_mention_however_short(terms, title):
    assert terms(title)[0][2:] == ("mention", "quotation")


@pytest.mark.parametrize("before", ["", "délibère : ", "Le conseil, \n"])
def test_a_visa_in_running_text_is_a_mention(terms, before):
    text = f"{before}Vu les articles L. 1115-1 et suivants sur la coopération décentralisée ; la commune décide un jumelage."
    assert [status for _, _, status, _ in terms(text)] == ["mention", "use"]


@pytest.mark.parametrize("amount", ["700 €", "1 200,50 €", "12 000 EUROS"])
def test_a_title_in_a_row_of_grants_is_a_mention(terms, amount):
    assert terms(f"214 AMICALE DU LAC P VOYAGE DU JUMELAGE DE PRINTEMPS {amount} 215 CLUB")[0][2:] == (
        "mention",
        "table_row",
    )


SENSES = [
    ("le jumelage entre nos deux collèges", "JUM"),
    ("un jumelage universitaire", "JUM"),
    ("le jumelage des deux clubs de rugby", "JUM"),
    ("un jumelage de parcs naturels", "JUM"),
    ("le jumelage de la rocade et de la LGV", "JUM"),
    ("Minneapolis et Saint Paul, villes jumelles du Mississippi", "JUM"),
    ("deux villes jumelles de part et d'autre de la frontière", "JUM"),
    ("l'aide au développement de l'enfant", "CI"),
    ("ce contrat aide au développement des assurances", "CI"),
    ("la ligne de tramway aide au développement de la zone commerciale de la commune", "CI"),
    ("un co-développement immobilier", "CI"),
    ("la coopération internationale entre universités de la région", "CI"),
    ("un projet de solidarité internationale porté par des lycéens de la ville", "CI"),
    ("le rayonnement international de ses équipes sportives", "RI"),
    ("un campus de rayonnement international", "RI"),
    ("Ce rayonnement international et ce sérieux ont fait connaître la compagnie de danse", "RI"),
    ("des étudiants en relations internationales accueillis par la ville", "RI"),
    ("la coopération transfrontalière entre les États", "TF"),
    ("l'internationalisation des laboratoires de la région", "INT"),
    ("l'action internationale des ONG de la ville", "AI"),
]


@pytest.mark.parametrize(("text", "family"), SENSES)
def test_other_senses_found_by_reading_are_ambiguous(terms, text, family):
    found = terms(text)
    assert [(entry, status) for entry, _, status, _ in found] == [(family, "ambiguous")]
    assert found[0][3].startswith("false_friend.")


def test_a_euroregion_in_english_is_no_french_term(terms):
    text = "The euroregion is an association of local authorities on both sides of the border between the two countries"
    assert terms(text)[0][2:] == ("ambiguous", "language")


@pytest.mark.parametrize("text", ["le GEC Alsthom", "la société GEC Plessey de la ville"])
def test_a_company_is_no_group(terms, text):
    assert all(status == "ambiguous" for _, _, status, _ in terms(text))


@pytest.mark.parametrize("surface", ["CIRAD", "IFRI", "DGCID", "HCCI", "CNDSI"])
def test_the_bodies_of_the_field_are_known_by_their_letters(mark, surface):
    assert [(hit.kind, hit.surface) for hit in mark(f"avec l'appui du {surface} et de la commune")] == [
        ("institution", surface)
    ]
