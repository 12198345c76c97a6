"""Acts of one session told to be one, or two."""

import pytest

from pipeline.acts.likeness import act, are_two, like_titles, share


def alone(title, number=None, doc_id="a"):
    return act(doc_id, title, number, in_minutes=False)


def in_minutes(title, number=None, doc_id="pv"):
    return act(doc_id, title, number, in_minutes=True)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            alone("Garantie d'emprunt - Résidence La Providence"),
            in_minutes("Garantie d'emprunt - Résidence Les Couralies"),
        ),
        (alone("Déclassement - Parcelle EW 562"), in_minutes("Déclassement - Parcelle EW 563")),
        (alone("Parking Laissac - Avenant n° 1"), in_minutes("Parking Laissac - Avenant n° 2")),
        (alone("Tarifs", "2014 / 170"), alone("Tarifs", "2014/0171", "b")),
        (in_minutes("Tarifs", "12"), in_minutes("Tarifs", "13", "cr")),
        (alone("Tarifs"), alone("Tarifs")),
    ],
)
def test_two_acts(one, other):
    assert are_two(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (alone("Coeur de ville : façades"), in_minutes("CŒUR DE VILLE - Façades")),
        (alone("Opéra et Orchestre Languedoc-Roussillon"), in_minutes("Opéra et Orchestre Langedoc-Roussillon")),
        (alone("Tarifs des piscines"), in_minutes("AFFAIRE RETIREE 28 - Tarifs des piscines", "12")),
        (alone("Tarifs", "2014 / 170"), in_minutes("Tarifs", "12")),
        (alone("Vente", "2014/0170"), alone("Vente", "170", "b")),
        (in_minutes("lot 40Vente à Mme Rossini", "45"), in_minutes("Lot 40 - Vente à Mme Rossini", "45", "cr")),
        (alone("Secrétariat général"), in_minutes("Tarifs des piscines")),
        (alone(None), in_minutes("Tarifs des piscines")),
    ],
)
def test_perhaps_one_act(one, other):
    assert not are_two(one, other)


def test_like_titles_are_found_by_their_rarest_words():
    acts = [
        in_minutes("Attribution de subventions - Tarifs des piscines", "1"),
        in_minutes("Attribution de subventions - Vélo", "2"),
        alone("Tarifs des piscines", None, "a"),
        alone("Vélo et marche", None, "b"),
        alone(None, None, "c"),
    ]
    assert list(like_titles(acts)) == [(0, 2)]
    assert share(acts[0], acts[2]) == 1
    assert share(acts[0], acts[4]) == 0


def test_a_title_of_many_acts_tells_nothing():
    acts = [alone("Attribution d'une subvention", None, f"d{number}") for number in range(60)]
    assert len(list(like_titles(acts[:3]))) == 3
    assert len(list(like_titles(acts))) < 60 * 51
