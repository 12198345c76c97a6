"""The collectivité of a unit: what the tables tell, and what stays open."""

from pipeline.acts.places import place_of


def test_the_number_of_the_receipt_settles_everything():
    place = place_of("Ville de Montpellier", None, "213401722", "034", "")
    assert (place.insee, place.level, place.department, place.region) == ("34172", "commune", "34", "76")
    assert place.population > 250_000
    assert (place.homonyms, place.warnings) == ((), ())


def test_a_homonym_stays_open_with_its_candidates():
    place = place_of("Commune de Saint-Denis", None, None, None, "")
    assert (place.insee, place.level) == (None, None)
    assert len(place.homonyms) > 1
    assert place.warnings[-1].endswith("nothing tells which is meant")


def test_the_header_settles_a_homonym():
    assert place_of("Commune de Saint-Denis", None, None, None, "DÉPARTEMENT DE LA RÉUNION").insee == "97411"


def test_a_body_outside_the_tables_has_the_level_of_its_number():
    place = place_of(None, None, "253400012", None, "")
    assert (place.insee, place.level) == (None, "syndicat")


def test_a_declared_code_is_kept():
    assert place_of("Nulle-Part", "99999", None, None, "").insee == "99999"
    assert place_of(None, None, None, None, "Hérault").level is None
