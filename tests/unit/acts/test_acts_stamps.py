import pytest

from pipeline.acts.collectivites import insee_of, level_of, name_in, siret_in
from pipeline.acts.stamps import identifiers, luhn, stamp_in
from pipeline.records import Stamp


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("013-211300561-20190325-DELIB_2019_045-DE", ("013", "211300561", "2019-03-25", "DELIB_2019_045", "DE", True)),
        ("974-219740115-20220106-2022_02-AR", ("974", "219740115", "2022-01-06", "2022_02", "AR", True)),
        (
            "99_AR-013-211300074-20220106-AR-2022-02-AR-1-1_1.PDF",
            ("013", "211300074", "2022-01-06", "AR-2022-02", "AR", True),
        ),
        ("ID : 013-211300561-20190325-\nDELIB-DE", ("013", "211300561", "2019-03-25", "DELIB", "DE", True)),
        ("013-211300562-20190325-X-DE", ("013", "211300562", "2019-03-25", "X", "DE", False)),
    ],
)
def test_identifiers(text, parts):
    (found,) = identifiers(text)
    assert found[3:] == parts


def test_luhn_refuses_misread_digits():
    assert luhn("213401722")
    assert not luhn("211300562")
    assert not luhn("213400123")
    assert not luhn("2134O1722")


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("Date de télétransmission : 01/02/2020 Date de réception préfecture : 02/02/2020", ("2020-02-01", "2020-02-02", None)),
        ("Envoyé en préfecture le 12/03/2019 Reçu en préfecture le 13/03/2019 Affiché le 14/03/2019", ("2019-03-12", "2019-03-13", "2019-03-14")),
        ("Affiché le Envoyé en préfecture le 12/03/2019", ("2019-03-12", None, None)),
        ("Envoi Préfecture :\nRéception en Préfecture :\n08/04/2014 09/04/2014", ("2014-04-08", "2014-04-09", None)),
        ("Date d'émission de l'accusé de réception: 2019-03-28(GMT+1)", (None, "2019-03-28", None)),
    ],
)  # fmt: skip
def test_stamp_layouts(text, dates):
    assert stamp_in(text) == Stamp(None, *dates)


def test_no_stamp_is_null():
    assert stamp_in("Le maire certifie que la réunion a eu lieu le 12/03/2019.") is None


@pytest.mark.parametrize(
    ("siren", "department", "insee"),
    [
        ("211300561", None, "13056"), ("219400413", None, "94041"), ("211300074", None, "13007"),
        ("211301106", None, "13110"), ("219740115", None, "97411"), ("213401722", "034", "34172"),
        ("211300562", None, None), ("200046977", None, None),
    ],
)  # fmt: skip
def test_insee_of(siren, department, insee):
    assert insee_of(siren, department) == insee


def test_levels_are_said_only_where_the_siren_tells():
    assert level_of("213401722") == "commune"
    assert level_of("200046977") is None


@pytest.mark.parametrize(
    ("header", "name"),
    [
        (
            "DÉPARTEMENT DE L'HÉRAULT COMMUNE DE SAINT-JEAN-DE-VÉDAS EXTRAIT DU REGISTRE",
            "COMMUNE DE SAINT-JEAN-DE-VÉDAS",
        ),
        ("Conseil Municipal de la Ville de Montpellier - Séance publique", "Ville de Montpellier"),
        ("RÉPUBLIQUE FRANÇAISE Métropole de Lyon Extrait", "Métropole de Lyon"),
        ("Communauté d'agglomération du Pays de l'Or", "Communauté d'agglomération du Pays de l'Or"),
        ("la séance est ouverte", None),
    ],
)
def test_name_in(header, name):
    assert name_in(header) == name


def test_siret_needs_its_keys():
    assert siret_in("SIRET : 213 401 722 00017") is None or luhn("21340172200017")
    assert siret_in("SIRET 21860194600013") == "21860194600013"
    assert siret_in("SIRET 21860194600014") is None
