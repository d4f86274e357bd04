"""Measures the finding of names against its peers, on generated names: `python -m benchmarks.names`.

Recall@1 and @5, mean reciprocal rank, false accepts of persons who are on no list, build time,
memory, p50 and p99 of one query on one core. `--sizes 10000,100000,1000000` for the whole of it.
Each peer is run in a process of its own, so that its memory is its own; a peer that is slow gets
fewer of the same queries, which the column 'asked' tells.
"""

import argparse
import gc
import multiprocessing
import resource
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from benchmarks.name_limits import report_limits
from benchmarks.name_pairs import report_pairs
from benchmarks.name_peers import PEERS, Missing, Search
from benchmarks.name_scripts import report_scripts
from benchmarks.name_verdicts import report_verdicts
from benchmarks.namegen import Query, absent, corpus, queries

FEWEST = 30
"""Queries that the slowest peer is asked."""


class Result(NamedTuple):
    """What one peer did at one size; times in milliseconds, memory in MB beyond the rows themselves."""

    asked: int
    recall1: float
    recall5: float
    mrr: float
    found_at_1_percent: float
    build: float
    memory: float
    p50: float
    p99: float
    cpu50: float
    """Time of this process's own thread at the middle query: what is left when others use the machine."""


def main(arguments: list[str] | None = None) -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--sizes", default="10000", help="numbers of aliases, with commas")
    parser.add_argument("--queries", type=int, default=1000)
    parser.add_argument("--peers", default=",".join(PEERS), help="names of peers, with commas")
    parser.add_argument("--pairs", default="../shared/bench/names_tune.csv", help="labelled pairs of names")
    asked = parser.parse_args(arguments)
    sizes = [int(size) for size in asked.sizes.split(",")]
    for size in sizes:
        report(size, asked.queries, asked.peers.split(","))
    report_limits(max(sizes))
    report_verdicts()
    report_pairs(asked.pairs)
    report_scripts()


def report(size: int, count: int, peers: list[str]) -> None:
    """One table: all peers at one size."""
    print(f"\n{size:,} aliases, {count} noisy queries, {count // 2} absent persons")
    print(f"{'':28}asked   r@1   r@5   MRR  at1%FA  build s    MB   p50 ms   p99 ms  cpu p50")
    for name in peers:
        result = apart(name, size, count)
        if isinstance(result, str):
            print(f"{name:28}skipped: {result}")
            continue
        print(
            f"{name:28}{result.asked:5}  {result.recall1:.3f} {result.recall5:.3f} {result.mrr:.3f}"
            f"  {result.found_at_1_percent:.3f} {result.build:8.1f} {result.memory:5.0f}"
            f" {result.p50:8.2f} {result.p99:8.2f} {result.cpu50:8.2f}",
            flush=True,
        )


def apart(name: str, size: int, count: int) -> Result | str:
    """The result of a peer that runs in a fresh process, or why it does not run here."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        return pool.apply(measure, (name, size, count))


def measure(name: str, size: int, count: int) -> Result | str:
    """Build the peer and ask it; memory is the growth of the process over building and asking."""
    build, budget = PEERS[name]
    rows = corpus(size)
    most = max(FEWEST, budget // size)
    asked, strangers = queries(rows, count)[:most], absent(rows, count // 2)[:most]
    gc.collect()
    before, start = held(), time.perf_counter()
    with ExitStack() as open:
        try:
            search = build(rows, open)
        except Missing as missing:
            return str(missing)
        built = time.perf_counter() - start
        for query in strangers[: min(20, most // 10)]:
            search(query.text)
        return score(search, asked, strangers, built, before)


def score(search: Search, asked: list[Query], strangers: list[Query], built: float, before: float) -> Result:
    """Ask everything once and count."""
    ranks, times, own, tops = [], [], [], []
    for query in asked:
        start, busy = time.perf_counter(), time.thread_time()
        found = search(query.text)
        own.append((time.thread_time() - busy) * 1000)
        times.append((time.perf_counter() - start) * 1000)
        ids = [id for id, _ in found]
        ranks.append(ids.index(query.meant) + 1 if query.meant in ids else 0)
        tops.append((found[0][1] if found else 0.0, ranks[-1] == 1))
    false = sorted(found[0][1] if (found := search(one.text)) else 0.0 for one in strangers)
    bar = false[-(len(false) // 100) - 1]
    times.sort()
    own.sort()
    return Result(
        asked=len(asked),
        recall1=sum(rank == 1 for rank in ranks) / len(ranks),
        recall5=sum(rank > 0 for rank in ranks) / len(ranks),
        mrr=sum(1 / rank for rank in ranks if rank) / len(ranks),
        found_at_1_percent=sum(right and top > bar for top, right in tops) / len(tops),
        build=built,
        memory=held() - before,
        p50=times[len(times) // 2],
        p99=times[int(len(times) * 0.99)],
        cpu50=own[len(own) // 2],
    )


def held() -> float:
    """The memory that this process holds, in MB; where the system does not tell, the most it ever held."""
    own = Path("/proc/self/statm")
    if own.exists():
        return int(own.read_text().split()[1]) * resource.getpagesize() / (1 << 20)
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (1 << 20 if sys.platform == "darwin" else 1 << 10)


if __name__ == "__main__":
    main()
