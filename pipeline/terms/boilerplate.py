"""Phrases that every French council writes: formulae of procedure, of budgets and of dates, which name no action."""

import re

_FORMULA = re.compile(
    r"""(?:
        (?:monsieur|madame|mesdames|messieurs|mme|mm?|m\.|m\.\s?le)\b.*
        | (?:conseil|bureau|assemblée|commission|comité)\ (?:municipal|communautaire|métropolitain|régional|général
            |départemental|permanent|délibérant|compétent|syndical|technique)\b.*
        | (?:conseiller|adjoint|vice-président|président|maire|rapporteur|secrétaire|membre|représentant|suppléant)s?\b.*
        | (?:séance|ordre\ de\ jour|procès-verbal|quorum|scrutin|suffrage|voix|unanimité|majorité|abstention)\b.*
        | (?:présent|suivant|ledit|dit|cité|susvisé|précité|ci-annexé|annexé|joint)\b.*
        | .*\b(?:délibération|délibérer|ci-joint|ci-annexé|susvisé|précité|annexé|nécessaire|correspondant|afférent)
        | (?:pièce|document|acte|formalité|disposition|avenant)\ (?:nécessaire|utile|relatif|afférent|administratif|contractuel)\b.*
        | avis\ (?:favorable|défavorable|conforme|technique)\b.*
        | (?:article|alinéa|chapitre|titre|annexe|paragraphe|nature|fonction|sous-fonction|imputation|nomenclature)\b.*
        | (?:exercice|budget|crédit|dépense|recette|section|autorisation\ de|décision\ modificatif|compte|plan\ de\ financement)\b.*
        | (?:inscrit|prévu|imputé|ouvert|voté|adopté|approuvé|autorisé|fixé|signé)\b.*
        | (?:code|loi|décret|ordonnance|arrêté|circulaire|règlement)\b.*
        | (?:délai|recours|tribunal|contrôle\ de\ légalité|préfet|préfecture|publication|affichage|exécution)\b.*
        | (?:cadre|titre|objet|montant|hauteur|cas|part|compter|date|occasion|issue|terme|suite|sein|fin|début|cours
            |mi-temps|nombre|ensemble|reste|moitié|tiers|quart)\ de\b.*
        | (?:an|année|mois|semaine|jour|heure|trimestre|semestre|euro|million|millier|printemps|été|automne|hiver
            |janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)s?\b.*
        | .*\ (?:an|année|mois|jour|heure|euro|exercice|séance|mandat
            |janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)s?
    )\Z""",
    re.VERBOSE,
)
"""Over keys (`candidates.key_of`): lemmas, « de » for all its forms."""


def is_formula(key: str) -> bool:
    """Whether a candidate is a formula of councils rather than a name.

    Args:
        key: its lemmas, as `candidates.key_of` gives them.
    """
    return _FORMULA.match(key) is not None
