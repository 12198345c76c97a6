"""Passages and documents made by hand."""

from pipeline.records import Document, Passage, Role


def passages(text: str, roles: dict[int, Role] | None = None) -> list[Passage]:
    """One passage a line."""
    lines = [line for line in text.strip().split("\n") if line.strip()]
    return [
        Passage("d", f"d:p{rank}", 1, 1, (roles or {}).get(rank, "body"), None, line, [], len(line.split()), [])
        for rank, line in enumerate(lines)
    ]


def document(source: str = "acte.pdf", genre: str = "deliberation", **values: object) -> Document:
    fields: dict[str, object] = {
        "doc_id": "d", "source": source, "media_type": "application/pdf", "sha256": "0", "size_bytes": 1,
        "title": None, "date": None, "year": None, "genre": genre, "publisher": None, "insee": None, "siren": None,
        "language": "fr", "licence": None, "url": None, "duplicate_of": None, "status": "kept", "reason": None,
        "extra": {},
    }  # fmt: skip
    return Document(**(fields | values))


ACT = """
RÉPUBLIQUE FRANÇAISE
DÉPARTEMENT DES BOUCHES-DU-RHÔNE
COMMUNE DE MARTIGUES
EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS DU CONSEIL MUNICIPAL
L'an deux mille dix-neuf, le vingt-cinq mars à 18 heures, le conseil municipal s'est réuni en mairie, sous la présidence de M. Jean DURAND.
Date de convocation : 18 mars 2019
Nombre de membres en exercice : 35 - Présents : 28 - Votants : 33
Étaient présents : M. DURAND, Mme MARTIN, M. PETIT
Délibération n° 2019-045
OBJET : Coopération décentralisée avec la commune de Tivaouane
Nomenclature : 9.1
Rapporteur : Mme MARTIN
Vu le code général des collectivités territoriales, et notamment ses articles L. 1115-1 et suivants ;
Vu la loi n° 2014-773 du 7 juillet 2014 ; Vu la délibération n° 2016-112 du 4 juillet 2016 ;
VU l'avis favorable de la commission des finances,
Considérant que la commune est engagée depuis 2001 dans une coopération avec Tivaouane ;
Le conseil municipal, après en avoir délibéré,
DÉCIDE :
Article 1 : d'approuver la convention annexée à la présente délibération.
Article 2 : d'attribuer une subvention de 45 000 € au titre de l'exercice 2019.
Vote : 30 voix pour, 2 contre et 1 abstention. Adopté à la majorité.
Fait et délibéré en séance les jour, mois et an susdits.
Le Maire,
Certifié exécutoire après transmission en préfecture le 28/03/2019.
La présente délibération peut faire l'objet d'un recours devant le tribunal administratif de Marseille.
Envoyé en préfecture le 28/03/2019 Reçu en préfecture le 28/03/2019 Affiché le 29/03/2019 ID : 013-211300561-20190325-DELIB_2019_045-DE
Annexe 1
"""

MINUTES = """
COMMUNE DE TRETS
Séance publique du lundi 7 février 2011
Présents :
Jeanne DUPONT, Paul DURAND, Marie-Claire PETIT.
Mme le Maire Approbation du procès-verbal de la séance précédente
Pour : 59
Adopté à l'unanimité
Paul DURAND 1. Quartier des Arènes - Dénomination de la place du marché
Pour : 58
Contre : 1 (M. Petit)
Adopté à la majorité
Mme Dupont sort de séance.
Paul DURAND 2. Convention avec la région
Le rapport porte sur trois points :
1. Le calendrier des travaux
2. Le financement
3. La maîtrise d'ouvrage
Il est proposé au conseil municipal d'approuver la convention.
Pour : 58
Contre :
Abstentions :
Adopté à l'unanimité.
Paul DURAND : Je vous remercie de ce vote, qui clôt un long travail mené avec les services de la région et de l'État.
5. Marché de fournitures
Pour : 51
Adopté à l'unanimité
3. Retrait du marché de travaux
Pour : 50
Abstention : 7
Adopté à l'unanimité des suffrages exprimés
4. Rapport annuel du délégataire
Dont acte.
6. Vœu pour la ligne de tramway
Pour : 48
Adopté à l'unanimité
La séance est levée à 22h.
"""
