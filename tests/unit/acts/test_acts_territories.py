"""Names as headers print them, and the collectivité that each one is."""

import gzip
import importlib.resources
import time

import pytest

from pipeline.acts.territories import _table, by_insee, by_siren, departments_in, resolve

NAMES = [
    # communes: level words, capitals, accents and hyphens lost, articles, St and Ste
    ("VILLE DE MONTPELLIER", "34172"),
    ("Montpellier", "34172"),
    ("COMMUNE DE ST-GERMAIN-LES-VERGNES", "19207"),
    ("Mairie de Trets", "13110"),
    ("MAIRIE DE LA VILLE DE MARTIGUES", "13056"),
    ("Conseil municipal de la Ville d'Ivry sur Seine", "94041"),
    ("LE HAVRE", "76351"),
    ("Ville du Havre", "76351"),
    ("VILLE DU MANS", "72181"),
    ("Commune des Lilas", "93045"),
    ("COMMUNE DE L'HAY LES ROSES", "94038"),
    ("VILLE D’AIX EN PROVENCE", "13001"),
    ("Ville-d'Avray", "92077"),
    ("La Ville-du-Bois", "91665"),
    ("VILLENEUVE S/ LOT", "47323"),
    ("ST ETIENNE", "42218"),
    ("Commune de Ste-Geneviève-des-Bois (Essonne)", "91549"),
    ("Ville de Grenoble", "38185"),
    ("Chalons sur Marne", "51108"),
    # Paris, Lyon, Marseille; their arrondissements are theirs
    ("Ville de Paris", "75056"),
    ("Département de Paris", "75"),
    ("VILLE DE LYON", "69123"),
    ("Métropole de Lyon", "200046977"),
    ("Grand Lyon", "200046977"),
    ("Communauté urbaine de Lyon", "200046977"),
    ("Ville de Marseille", "13055"),
    # Corsica and overseas
    ("Ville d'Ajaccio", "2A004"),
    ("COMMUNE DE BASTIA", "2B033"),
    ("Ville de Fort-de-France", "97209"),
    ("Commune de Pointe a Pitre", "97120"),
    ("Ville de Nouméa", "98818"),
    ("Ville de Papeete", "98735"),
    ("Commune de Mamoudzou", "97611"),
    # communes nouvelles and those they hold
    ("Annecy", "74010"),
    ("Commune d'Annecy-le-Vieux", "74011"),
    ("Commune déléguée de Seynod", "74268"),
    ("Cherbourg-en-Cotentin", "50129"),
    ("Ville d'Évry-Courcouronnes", "91228"),
    # EPCI
    ("Métropole Aix-Marseille-Provence", "200054807"),
    ("Grenoble-Alpes Métropole", "200040715"),
    ("Métropole de Saint-Etienne", "244200770"),
    ("Communauté urbaine de Bordeaux", "243300316"),
    ("NANTES METROPOLE", "244400404"),
    ("Eurométropole de Strasbourg", "246700488"),
    ("Métropole Nice Côte d'Azur", "200030195"),
    ("Communauté d'agglomération du Pays de Meaux", "200072130"),
    ("Communauté de communes Le Grésivaudan", "200018166"),
    ("Plaine Commune", "200057867"),
    ("CINOR", "249740119"),
    # départements and régions, of today and of before 2016
    ("Département de l'Hérault", "34"),
    ("Département de la Loire", "42"),
    ("Conseil départemental du Rhône", "69"),
    ("Conseil général de l'Isère", "38"),
    ("CONSEIL GENERAL DES COTES D'ARMOR", "22"),
    ("Collectivité européenne d'Alsace", "6AE"),
    ("Région Bretagne", "53"),
    ("Conseil régional d'Île-de-France", "11"),
    ("Région Occitanie", "76"),
    ("Région Centre", "24"),
    ("Collectivité de Corse", "94"),
    ("Région Midi-Pyrénées", "73"),
    ("CONSEIL REGIONAL RHONE ALPES", "82"),
    ("Région Nord Pas de Calais", "31"),
]


@pytest.mark.parametrize(("name", "code"), NAMES)
def test_a_name_as_printed(name: str, code: str):
    found = resolve(name)
    assert found.territory is not None, found
    assert (found.territory.code, found.conflict) == (code, "")
    assert found.how == ("name and département" if "(" in name else "name")


@pytest.mark.parametrize(
    ("name", "known", "code"),
    [
        ("VILLE DE SAINT DENIS", {"department": "974"}, "97411"),
        ("VILLE DE SAINT DENIS", {"department": "093"}, "93066"),
        ("Commune de Saint-Ouen", {"context": "DÉPARTEMENT DE LA\nSEINE-SAINT-DENIS"}, "93070"),
        ("Ville de Valence", {"context": "(Drôme)"}, "26362"),
        ("Commune de Saint-Pierre", {"department": "974"}, "97416"),
        ("Commune de Lunas", {"context": "Département de la Dordogne"}, "24246"),
        ("Ville de Brest", {"context": "Finistère"}, "29019"),
        ("La Rochelle (17)", {}, "17300"),
        ("CC des Quatre Rivières", {"department": "074"}, "247400666"),
        ("Plaine Commune", {"department": "075"}, "200057867"),  # an EPCI is not held to its département
    ],
)
def test_a_departement_settles_homonyms(name: str, known: dict[str, str], code: str):
    found = resolve(name, **known)
    assert found.territory is not None, found
    assert found.territory.code == code


@pytest.mark.parametrize(
    ("name", "some"),
    [
        ("Saint-Denis", {"93066", "97411", "11339", "30247"}),
        ("Commune de Saint-Germain", {"07241", "10340", "54475", "70464", "86223"}),
        ("La Rochelle", {"17300", "70450"}),
        ("Bretagne", {"53", "36024", "90019"}),
        ("Paris", {"75056", "75"}),
        ("Évry", {"89162", "91228"}),
        ("Ville d'Aix", {"19002", "59004"}),
    ],
)
def test_homonyms_stay_open(name: str, some: set[str]):
    found = resolve(name)
    assert found.territory is None
    assert found.how == "homonyms"
    assert some <= {one.code for one in found.candidates}


@pytest.mark.parametrize("name", [None, "", "CCAS de Nantes", "Métropole de Trets", "Région Trets", "(34)", "Ville de"])
def test_what_the_table_does_not_have_is_unknown(name: str | None):
    found = resolve(name)
    assert (found.territory, found.how) == (None, "unknown")


def test_a_name_of_another_departement_is_not_taken():
    found = resolve("Ville d'Aix", department="013")
    assert (found.territory, found.how) == (None, "unknown")
    assert "13" in found.conflict


@pytest.mark.parametrize(
    ("siren", "code"),
    [
        ("211300561", "13056"),
        ("219740115", "97411"),
        ("212000046", "2A004"),  # Corsica: the table knows the letter
        ("217500016", "75056"),
        ("218708501", "87085"),  # Limoges: the number stands one place to the left
        ("218000198", "80021"),  # Amiens: another number than the INSEE code
        ("200063402", "74010"),
        ("219300662", "93066"),  # Saint-Denis before it merged in 2025
        ("217400118", "74011"),  # Annecy-le-Vieux, merged before the table: by rule
        ("223400011", "34"),
        ("229200506", "92"),
        ("200053767", "84"),
        ("200046977", "200046977"),
        ("200094332", "6AE"),
    ],
)
def test_a_siren(siren: str, code: str):
    found = by_siren(siren)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("siren", ["", "x", "211300562", "213400123", "210299990", "260000000", "²11300561"])
def test_no_siren(siren: str):
    assert by_siren(siren) is None


def test_a_number_beats_a_name_and_says_when_they_differ():
    agree = resolve("Commune de Saint-Denis", siren="219740115", department="093")
    differ = resolve("Ville de Montpellier", siren="243400017")
    assert (agree.territory, agree.how, agree.conflict) == (by_insee("97411"), "siren", "")
    assert (differ.territory, differ.how) == (by_siren("243400017"), "siren")
    assert "VILLE DE MONTPELLIER" in differ.conflict.upper()
    assert resolve("Saint-Denis", insee="97411").how == "insee"
    assert resolve("Saint-Denis", siren="123456789", insee="97411").how == "insee"
    assert resolve("Commune d'Annecy-le-Vieux", siren="200063402").conflict == ""


def test_codes_of_before_name_the_commune_of_today():
    codes = {"20004": "Ajaccio", "75101": "Paris", "69381": "Lyon", "13201": "Marseille", "74268": "Seynod"}
    assert {code: found.name for code in codes if (found := by_insee(code))} == codes
    assert by_insee("34") is None
    assert by_insee("") is None


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("DÉPARTEMENT DE L'HÉRAULT", ("34",)),
        ("RÉPUBLIQUE FRANÇAISE\nDEPARTEMENT\nDE LA LOIRE ATLANTIQUE\nCanton de Nantes", ("44",)),
        ("Annemasse (Haute-Savoie)", ("74",)),
        ("Saint-Denis (974)", ("974",)),
        ("34", ("34",)),
        ("02A", ("2A",)),
        ("Département 2B", ("2B",)),
        ("Hôtel de ville, 34000 Montpellier", ("34",)),
        ("20200 Bastia", ("2B",)),
        ("97400 Saint-Denis", ("974",)),
        ("Préfecture du Val-d’Oise", ("95",)),
        ("HERAULT\nVille de Montpellier", ("34",)),
        ("Canton de Lunel, arrondissement de Montpellier", ()),
        ("Conseillers présents (27)\n12\n12000 euros", ()),
        ("", ()),
    ],
)
def test_departements_that_a_header_prints(text: str, codes: tuple[str, ...]):
    assert departments_in(text) == codes


def test_the_table_says_what_each_one_is():
    former, metropole, departement = resolve("Région Alsace").territory, by_siren("243400017"), by_siren("223400011")
    assert former is not None
    assert metropole is not None
    assert departement is not None
    assert (former.level, former.former, former.population) == ("région", "44", None)
    assert (metropole.level, metropole.kind, metropole.department) == ("EPCI", "métropole", "34")
    assert (departement.level, departement.region) == ("département", "76")
    assert (departement.population or 0) > 1_000_000


def test_the_file_is_small_carries_no_date_and_names_are_found_fast():
    data = importlib.resources.files("pipeline").joinpath("data/territories.tsv.gz").read_bytes()
    assert len(data) < 1_000_000
    assert data[4:8] == b"\0\0\0\0"
    lines = gzip.decompress(data).decode().splitlines()
    assert lines == sorted(lines)
    assert {line.count("\t") for line in lines} == {10}
    names = [f"Commune de {one.name}" for one in list(_table().communes.values())[:5000]]
    start = time.process_time()
    for name in names:
        resolve(name)
    assert (time.process_time() - start) / len(names) < 500e-6  # 32 µs measured; ten times that is another algorithm
