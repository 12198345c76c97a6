"""Private persons of titles are masked; streets, schools, offices and companies keep their names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.acts.persons import MASK, masked


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Acquisition de la propriété de M. Paul Henri VARENNE", "Acquisition de la propriété de M. [nom masqué]"),
        ("Vente à M. et Mme Luc D'ORNANS 12, rue Haute", "Vente à M. et Mme [nom masqué] 12, rue Haute"),
        ("Protocole avec Mme ROUX née MOREL", "Protocole avec Mme [nom masqué]"),
        ("Acquisition à Mr Jean-Luc SERRE, lot 3", "Acquisition à Mr [nom masqué], lot 3"),
        ("Vente à M. LE GOFF", "Vente à M. [nom masqué]"),
        ("Terrain des consorts ROBERT Chemin des Prés", "Terrain des consorts [nom masqué] Chemin des Prés"),
        ('Propriété "Consorts BRUN & FAURE"', 'Propriété "Consorts [nom masqué]"'),
        ("Indivision SAUVE, TESSIER - Échange foncier", "Indivision [nom masqué] - Échange foncier"),
        ("Époux COSTE : cession gratuite", "Époux [nom masqué] : cession gratuite"),
        ("Concession de la veuve Marchand", "Concession de la veuve [nom masqué]"),
        ("Aide au profit de la famille Delmas", "Aide au profit de la famille [nom masqué]"),
        ("Succession FABRE", "Succession [nom masqué]"),
        ("Bourse en faveur de DURAND Jean", "Bourse en faveur de [nom masqué]"),
        ("Bail au profit d'Anne DURAND", "Bail au profit d'[nom masqué]"),
        ("Concession à la famille Durand", "Concession à la famille [nom masqué]"),
        ("Vente aux consorts Durand et Petit", "Vente aux consorts [nom masqué]"),
        ("Protection accordée à DURAND Jeanne", "Protection accordée à [nom masqué]"),
        ("Acquisition de la maison de Mme ROUX", "Acquisition de la maison de Mme [nom masqué]"),
        ("Contentieux c/ PETIT Marie", "Contentieux c/ [nom masqué]"),
    ],
)
def test_a_private_person_is_masked(title, expected):
    assert masked(title) == expected


@pytest.mark.parametrize(
    "title",
    [
        "Délégation à Madame la Présidente", "Délégation à Madame La Présidente", "Hommage de Monsieur Le Maire",
        "Travaux avenue du Docteur Roux", "Élargissement de l'avenue de Monsieur ROUX", "École Madame de Sévigné",
        "École Jean Jaurès et stade Louis Michel", "Garantie d'emprunt S.E.R.M. Nouveau Quartier",
        "Vente à la SCI LARA", "Vente à BATIR Immobilier Méditerranée", "Subvention en faveur de Médecins du Monde",
        "Foyer de l'Enfance et de la Famille Désignation d'un représentant", "Assistance au Maître d'Ouvrage",
        "Rue du Général de Gaulle", "Subvention au profit d'EMMAÜS France", "Maison de la famille", "Droit de succession",
        "Quotient familial : tarifs par famille", "Rue de la Veuve Clicquot", "Vente à ACM HABITAT",
    ],
)  # fmt: skip
def test_offices_streets_schools_and_companies_keep_their_names(title):
    assert masked(title) == title


@given(st.text("M. meDUPONTaulconsorts,&-", max_size=40))
def test_masking_twice_changes_nothing(title):
    assert masked(masked(title)) == masked(title)
    assert MASK not in masked(title.lower())
