"""Short acts written for the self-test, read and counted by the stages themselves: what visas, languages, copies do."""

import tempfile
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from pipeline import store
from pipeline.acts.units import units_of
from pipeline.lexicons import load_codebook, load_lexicon
from pipeline.records import Bag, Document, Page, Passage
from pipeline.repetitions import repetitions
from pipeline.settings import CleanSection, CountSection, LexiconSection
from pipeline.stages.annotate import hits_of
from pipeline.stages.clean import passages_of
from pipeline.stages.count import bag_of
from pipeline.store import Corpus

SUBJECTS = (
    "l'entretien des voiries communales", "la restauration scolaire", "le budget annexe de l'eau", "la bibliothèque municipale",
    "le plan de déplacements urbains", "les subventions aux associations sportives", "la rénovation de la halle",
    "le marché de nettoyage des locaux", "la création d'un poste de rédacteur", "la cession d'une parcelle",
)  # fmt: skip
REMARKS = (
    "Les crédits nécessaires sont inscrits au budget de l'exercice.", "La commission compétente a rendu un avis favorable.",
    "Les travaux débuteront au printemps et dureront huit mois.", "Le marché a été passé selon la procédure adaptée.",
    "Une réunion publique a permis de présenter le projet aux habitants.", "Le montant de la dépense est de 12 500 euros.",
    "Monsieur le Maire rappelle les engagements pris lors de la séance précédente.", "Le règlement intérieur sera modifié.",
)  # fmt: skip
OLD = "La ville poursuit sa coopération décentralisée avec la commune de Kayes au Mali."
NEW = "Au titre de l'action extérieure des collectivités territoriales, la ville agit avec la commune de Kayes au Mali."
VISA = (
    "Vu la loi n° 2007-147 du 2 février 2007 relative à l'action extérieure des collectivités territoriales et de leurs "
    "groupements ;"
)
SPANISH = (
    "La AECT Hospital de Cerdanya es una agrupación europea de cooperación territorial que gestiona el hospital común."
)
PORTUGUESE = (
    "A AECT Galiza-Norte de Portugal é um agrupamento europeu de cooperação territorial que gere projetos comuns."
)


class Written(NamedTuple):
    """One document of a planted corpus."""

    name: str
    year: int
    text: str
    genre: str = "deliberation"


def act(number: int, year: int, sentences: Sequence[str], rng: np.random.Generator, visas: Sequence[str] = ()) -> str:
    """One act with its visas, a report, what is decided and the vote."""
    subject = SUBJECTS[int(rng.integers(len(SUBJECTS)))]
    said = [*sentences, *(REMARKS[int(at)] for at in rng.choice(len(REMARKS), 4, replace=False))]
    return "\n\n".join([
        f"Délibération n° {year}-{number:03d}", f"Objet : {subject}",
        *("Vu le code général des collectivités territoriales ;", *visas),
        f"Monsieur le Maire présente au conseil municipal {subject}. " + " ".join(said),
        "Le conseil municipal, après en avoir délibéré, à l'unanimité,", "DÉCIDE :",
        f"Article 1 : d'approuver {subject}.", "Article 2 : d'autoriser Monsieur le Maire à signer tout document.",
    ])  # fmt: skip


def alone(text: str, year: int) -> str:
    """An act as it is published by itself."""
    head = (
        f"VILLE DE VALBRUNE\n\nEXTRAIT DU REGISTRE DES DÉLIBÉRATIONS DU CONSEIL MUNICIPAL\n\nSéance du 12 mars {year}"
    )
    return f"{head}\n\n{text}"


def together(texts: Sequence[str], year: int) -> str:
    """The same acts in the minutes of their session."""
    head = f"VILLE DE VALBRUNE\n\nPROCÈS-VERBAL DE LA SÉANCE DU CONSEIL MUNICIPAL DU 12 MARS {year}\n\nPrésents : 25"
    return "\n\n".join([head, *texts, "La séance est levée à 21 heures."])


def counted(documents: Sequence[Written]) -> list[Bag]:
    """Bags of the documents by the functions of the stages, texts that repeat others left out."""
    with tempfile.TemporaryDirectory() as folder:
        corpus, bags = Corpus("planted", folder, "raw", folder), list[Bag]()
        catalogue = [_document(written) for written in documents]
        for document, written in zip(catalogue, documents, strict=True):
            passages = passages_of([_page(document, written)], CleanSection())
            bags += _bags(corpus, document, passages, written)
        store.write(corpus.catalogue, catalogue)
        store.write(corpus.build / "counts.jsonl", bags)
        repeated = {one.unit_id for one in repetitions(corpus, CountSection())}
    return [bag for bag in bags if bag.unit_id not in repeated]


def _document(written: Written) -> Document:
    return Document(
        written.name, f"{written.name}.txt", "text/plain", "0", 1, None, f"{written.year}-03-12", written.year, written.genre,
        None, None, None, "fr", None, None, None, "kept", None, {},
    )  # fmt: skip


def _page(document: Document, written: Written) -> Page:
    return Page(document.doc_id, 1, None, None, None, "text", None, written.text, [], [])


def _bags(corpus: Corpus, document: Document, passages: list[Passage], written: Written) -> list[Bag]:
    units = units_of(passages, document, minutes=written.genre == "minutes")
    store.write(corpus.path("passages", document.doc_id), passages)
    store.write(corpus.path("acts", document.doc_id), units)
    lexicon, codebook = load_lexicon("", LexiconSection()), load_codebook("", LexiconSection())
    hits = hits_of(passages, units, lexicon, codebook, language="fr", window_tokens=30)
    return [
        bag_of(
            unit, passages, [hit for hit in hits if hit.unit_id == unit.unit_id], document, genre=document.genre,
            settings=CountSection(),
        )
        for unit in units
    ]  # fmt: skip
