"""The other ways to find a name: each peer is built of rows and answers with entity ids, best first."""

import io
import re
import sqlite3
from collections.abc import Callable
from contextlib import ExitStack

from rapidfuzz import fuzz, process

from benchmarks.name_postgres import USER, server
from data.matching import NameIndex

Rows = list[tuple[int, str]]
Ranked = list[tuple[int, float]]
Search = Callable[[str], Ranked]
Build = Callable[[Rows, ExitStack], Search]
"""Makes a peer of rows; what must be closed afterwards goes on the stack."""


class Missing(Exception):
    """A peer that is not installed here; the text says what is missing."""


def ours(rows: Rows, open: ExitStack) -> Search:
    index = NameIndex.build(rows)
    open.callback(index.db.close)
    return lambda text: [(match.entity_id, match.score) for match in index.search(text)]


def _extract(scorer: Callable[..., float]) -> Build:
    def build(rows: Rows, open: ExitStack) -> Search:
        names = [name.lower() for _, name in rows]

        def search(text: str) -> Ranked:
            found = process.extract(text.lower(), names, scorer=scorer, limit=5)
            return [(rows[place][0], score / 100) for _, score, place in found]

        return search

    return build


def fts5_trigram(rows: Rows, open: ExitStack) -> Search:
    """SQLite's own trigram index, any trigram of the query, ordered by bm25."""
    db = sqlite3.connect(":memory:")
    open.callback(db.close)
    db.execute("CREATE VIRTUAL TABLE names USING fts5(name, tokenize='trigram', detail='full')")
    db.executemany("INSERT INTO names (rowid, name) VALUES (?, ?)", rows)

    def search(text: str) -> Ranked:
        words = re.findall(r"\w+", text.lower())
        grams = {word[at : at + 3] for word in words for at in range(len(word) - 2)}
        if not grams:
            return []
        asked = " OR ".join(f'"{gram}"' for gram in sorted(grams))
        found = db.execute(
            "SELECT rowid, -bm25(names) FROM names WHERE names MATCH ? ORDER BY bm25(names) LIMIT 5", (asked,)
        )
        return [(id, score) for id, score in found]

    return search


def tantivy_ngram(rows: Rows, open: ExitStack) -> Search:
    """A tantivy index of character 2- and 3-grams, any of the query's, BM25."""
    try:
        import tantivy
    except ImportError as missing:
        raise Missing("tantivy is not installed") from missing
    grams = (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.ngram(2, 3)).filter(tantivy.Filter.lowercase()).build()
    )
    fields = tantivy.SchemaBuilder().add_integer_field("id", stored=True)
    index = tantivy.Index(fields.add_text_field("name", tokenizer_name="grams").build())
    index.register_tokenizer("grams", grams)
    writer = index.writer(heap_size=200_000_000, num_threads=1)
    for id, name in rows:
        writer.add_document(tantivy.Document(id=id, name=name))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def search(text: str) -> Ranked:
        terms = [
            (tantivy.Occur.Should, tantivy.Query.term_query(index.schema, "name", gram))
            for gram in set(grams.analyze(text))
        ]
        found = searcher.search(tantivy.Query.boolean_query(terms), 5).hits
        return [(searcher.doc(place)["id"][0], score) for score, place in found]

    return search


def tfidf(rows: Rows, open: ExitStack) -> Search:
    """scikit-learn's TF-IDF over character 2- to 4-grams within words, by cosine."""
    try:
        import numpy as np
        from sklearn.feature_extraction.text import TfidfVectorizer
    except ImportError as missing:
        raise Missing("scikit-learn is not installed") from missing
    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), dtype=np.float32, sublinear_tf=True)
    held = vectorizer.fit_transform([name for _, name in rows]).T.tocsr()

    def search(text: str) -> Ranked:
        scores = (vectorizer.transform([text]) @ held).tocoo()
        best = np.argsort(-scores.data)[:5]
        return [(rows[scores.col[place]][0], float(scores.data[place])) for place in best]

    return search


def pg_trgm(rows: Rows, open: ExitStack) -> Search:
    """PostgreSQL's pg_trgm with a GIN index, on a server of its own; its memory is not in the figures."""
    try:
        import pg8000.native
    except ImportError as missing:
        raise Missing("pg8000 is not installed") from missing
    try:
        socket = open.enter_context(server())
    except FileNotFoundError as missing:
        raise Missing(f"PostgreSQL is not installed ({missing})") from missing
    db = pg8000.native.Connection(USER, unix_sock=str(socket), database="postgres")
    open.callback(db.close)
    db.run("CREATE EXTENSION pg_trgm")
    db.run("CREATE TABLE names (id int, name text)")
    lines = io.StringIO("".join(f"{id}\t{name}\n" for id, name in rows))
    db.run("COPY names FROM STDIN", stream=lines)
    db.run("CREATE INDEX ON names USING gin (name gin_trgm_ops)")
    db.run("ANALYZE names")
    asked = db.prepare(
        "SELECT id, similarity(name, :text) AS s FROM names WHERE name % :text ORDER BY s DESC LIMIT 5"
    )
    return lambda text: [(id, score) for id, score in asked.run(text=text)]


PEERS: dict[str, tuple[Build, int]] = {
    "ours": (ours, 1_000_000_000),
    "rapidfuzz WRatio": (_extract(fuzz.WRatio), 3_000_000),
    "rapidfuzz token_set_ratio": (_extract(fuzz.token_set_ratio), 6_000_000),
    "SQLite FTS5 trigram": (fts5_trigram, 50_000_000),
    "tantivy n-gram": (tantivy_ngram, 1_000_000_000),
    "TF-IDF character n-grams": (tfidf, 1_000_000_000),
    "PostgreSQL pg_trgm": (pg_trgm, 1_000_000_000),
}
"""Name to how it is built, and about how many rows times queries it may take in one run."""
