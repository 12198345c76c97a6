import pytest

from pipeline.acts.collectivites import name_in


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("RÉPUBLIQUE FRANÇAISE DÉPARTEMENT DU GARD RÉGION DES CÈDRES SIRET : 23000000000015", "RÉGION DES CÈDRES"),
        ("DÉPARTEMENT DU GARD DÉPARTEMENT DU GARD", "DÉPARTEMENT DU GARD"),
        ("VILLE DE SAINT-ORENS TÉL. 05 00 00 00 00", "VILLE DE SAINT-ORENS"),
        ("Département de la Drôme Ville de Die", "Ville de Die"),
    ],
)
def test_a_name_ends_where_the_next_line_of_a_letterhead_begins(header, name):
    assert name_in(header) == name
