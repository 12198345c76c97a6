"""Lines that open or keep a zone."""

from acts_helpers import ACT, document, passages

from pipeline.acts.units import units_of


def zone_at(text, words):
    parts = passages(text)
    (unit,) = units_of(parts, document(), minutes=False)
    texts = {part.passage_id: part.text for part in parts}
    return next(span.zone for span in unit.zones if span.start <= texts[span.passage_id].find(words) < span.end), unit


def test_a_list_of_absent_members_goes_on_over_a_line_of_names_and_proxies():
    proxies = ", ".join(f"Mme Claire {name} (pouvoir à M. Jean DURAND)" for name in ("ROUX", "BLANC", "FAURE", "MOREL"))
    text = ACT.replace(
        "Délibération n°", f"Absents : M. Paul\nGIRARD (pouvoir à M. PETIT), {proxies}.\nDélibération n°"
    )
    zone, unit = zone_at(text, "GIRARD")
    assert (zone, unit.number, unit.matiere) == ("presence", "2019-045", "9.1")


def test_a_deliberation_put_to_the_vote_is_the_vote_from_its_first_word():
    text = ACT.replace(
        "Vote : 30 voix pour, 2 contre", "Le projet de délibération, mis aux voix, recueille 30 voix pour, 2 contre"
    )
    zone, unit = zone_at(text, "Le projet de délibération")
    assert zone == "vote"
    assert (unit.votes.pour, unit.votes.contre) == (30, 2)


def test_the_formula_ends_before_the_first_article_on_its_line():
    text = ACT.replace("DÉCIDE :\nArticle 1", "DÉCIDE Article 1")
    assert zone_at(text, "DÉCIDE")[0] == "formula"
    assert zone_at(text, "Article 1")[0] == "dispositif"


def test_extracts_of_minutes_that_name_no_collectivite_have_that_of_the_front():
    front = "COMMUNE DE MARTIGUES\nSéance du 25 mars 2019\nPrésents : M. DURAND\n"
    extract = (
        "EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS\nDélibération n° 2019-0{n} : Voirie de la rue {n}\nRapporteur : Mme MARTIN\n"
        "Considérant les besoins du service,\nLe conseil municipal, après en avoir délibéré, approuve.\n"
        "Pour extrait conforme, le Maire,\n"
    )
    units = units_of(
        passages(front + extract.format(n=41) + extract.format(n=42)), document(genre="minutes"), minutes=True
    )
    acts = [unit for unit in units if unit.kind == "act"]
    assert [unit.collectivite for unit in acts] == ["COMMUNE DE MARTIGUES"] * 2
