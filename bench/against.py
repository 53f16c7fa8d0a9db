"""Two builds of our own harness against each other: is the new one as fast as the old one? `compare.py --against BUILD` is its command line."""
import json
import math
import os
import re
import statistics
import subprocess

from report import number, table

NAME = "Chainrule.Bench"
IN_CHECKOUT = os.path.join("bench", NAME, "bin", "Release", "net10.0")
CONFIDENCE = 0.95
LIMIT, LIMITS = 1.05, {"W1": 1.03}

# The JIT counts calls, and compiles for the last time, only 100 ms after it last met a new method. On a busy machine that often comes too late for the
# harness's warm-up of 0.6 s, and W1 is then measured as the first tier's code, ten times as slow. Counting from the start ends at the same tier. Even so, with
# four others at the same core, it takes longer than 0.8 s and less than 1.6; so steps that are not mainly one of our kernels, which are compiled once, get more time.
BUDGET, BUDGETS = "0.2s", {"W1": "1s", "W8a": "1s", "W8b": "1s"}
DEFAULT_BUDGETS = f"{BUDGET} ({', '.join(f'{name} {budget}' for name, budget in BUDGETS.items())})"
ENVIRONMENT = {"DOTNET_TC_CallCountingDelayMs": "0"}

# The two times of a measurement: the fastest chunk of some 5 ms, and the median chunk.
TIMES = {"fastest": "step_us_min", "median": "step_us_median"}


class Problem(Exception):
    """What, got, wanted, what to do."""


class Build:
    """A build of the harness: the folder it lies in, or the checkout it was built in."""

    def __init__(self, folder, what):
        tried = [folder, os.path.join(folder, IN_CHECKOUT)]
        found = [each for each in tried if os.access(os.path.join(each, NAME), os.X_OK) and os.path.isfile(os.path.join(each, NAME))]
        if not found:
            raise Problem(
                f'{what}: got "{folder}", which holds neither {NAME} nor {IN_CHECKOUT}/{NAME}; wanted the output folder of a build, or a checkout that is '
                f"built. If it is a checkout, build it: dotnet build -c Release {os.path.join(folder, 'bench', NAME)}")
        self.folder = os.path.realpath(found[0])
        self.program = os.path.join(self.folder, NAME)
        self.root = self.folder[:-len(IN_CHECKOUT)] if self.folder.endswith(os.sep + IN_CHECKOUT) else None
        self.require_fresh(what)

    def require_fresh(self, what):
        for sources, library in ("src/Chainrule", "Chainrule.dll"), (f"bench/{NAME}", f"{NAME}.dll"):
            library = os.path.join(self.folder, library)
            if not self.root or not os.path.exists(library):
                continue
            for folder, below, files in os.walk(os.path.join(self.root, sources)):
                below[:] = [each for each in below if each not in ("bin", "obj")]
                for file in (os.path.join(folder, each) for each in files if each.endswith(".cs")):
                    if os.path.getmtime(file) > os.path.getmtime(library):
                        raise Problem(f"{what}: {file} is newer than {library}; wanted a build of what is there. "
                                      f"Build it: dotnet build -c Release {os.path.join(self.root, 'bench', NAME)}")

    def commit(self):
        """The commit it was built from, as the SDK noted it in the library."""
        try:
            with open(os.path.join(self.folder, "Chainrule.dll"), "rb") as library:
                commit = re.search(rb"\+([0-9a-f]{40})", library.read())
        except OSError:
            commit = None
        changed = self.root and subprocess.run(
            ["git", "diff", "--quiet", "HEAD", "--", "src/Chainrule", f"bench/{NAME}"], cwd=self.root, stderr=subprocess.DEVNULL, check=False).returncode == 1
        return (commit.group(1)[:10].decode() if commit else "unknown") + (" with changes" if changed else "")

    def time(self, workload, threads, budget):
        command = [self.program, workload, str(threads), budget]
        try:
            done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **ENVIRONMENT}, check=False)
            said, lines = done.stderr.strip(), [line for line in done.stdout.splitlines() if line.startswith("{")]
        except OSError as error:
            said, lines = str(error), []
        try:
            measured = json.loads(lines[-1]) if lines else {}
        except ValueError:
            measured = {}
        if any(not measured.get(field, 0) > 0 for field in TIMES.values()):
            raise Problem(f'{" ".join(command)}: got no time but "{(said.splitlines() or ["nothing"])[0]}"; wanted a line of JSON with '
                          f"{' and '.join(TIMES.values())}. Run the command by itself, or leave this workload out with --workloads")
        return {name: measured[field] for name, field in TIMES.items()}


def rank(count):
    """k, such that the k-th smallest and the k-th largest of so many values enclose the median with a confidence of 95 % at least; 0: there is none.

    Each value is above the median or below, like a tossed coin, whatever the distribution. So P(the k-th smallest is above it) = P(fewer than k heads), which
    is a sum of binomial coefficients. No bootstrap: this is exact for any number of rounds, assumes nothing about the tails (a neighbour makes them heavy),
    needs no seed, and is a few lines. It does assume that rounds are independent, which is why a round runs every workload once before the next begins."""
    k, below = 0, math.comb(count, 0)
    while 2 * below <= (1 - CONFIDENCE) * 2**count:
        k += 1
        below += math.comb(count, k)
    return k


def interval(values):
    """(lower end, median, upper end)"""
    k, ordered = rank(len(values)), sorted(values)
    if k < 1:
        raise Problem(f"rounds: got {len(values)}, wanted 6 or more: the median of fewer has no interval of confidence of {CONFIDENCE:.0%}. Ask for --rounds 30")
    return ordered[k - 1], statistics.median(ordered), ordered[-k]


def names(row):
    """What a row is called on the command line, the most exact name first: W7:NT:64x64x64@1, W7:NT:64x64x64, W7."""
    workload, threads = row
    return f"{workload}@{threads}", workload, workload.split(":")[0]


def label(row):
    return f"{row[0]}, {row[1]} thread{'s' if row[1] > 1 else ''}"


def require_known(wanted, rows, option):
    known = {name for row in rows for name in names(row)}
    unknown = [each for each in wanted if each not in known]
    if unknown:
        short = dict.fromkeys(names(row)[-1] for row in rows)
        raise Problem(f"{option}: got \"{', '.join(unknown)}\", wanted some of {', '.join(short)}; a single product is called such as W7:NT:64x64x64, "
                      "a single number of threads such as W3@2")


def select(text, rows):
    if text is None:
        return rows
    wanted = text.split(",")
    require_known(wanted, rows, "--workloads")
    return [row for row in rows if any(name in wanted for name in names(row))]


def limits(texts, rows):
    """The limit of each row. `1.05` is for all that have none of their own; W1=1.03 is W1's own."""
    own = {} if any("=" not in text for text in texts) else dict(LIMITS)
    for text in texts:
        try:
            limit = float(text.rpartition("=")[2])
        except ValueError:
            limit = math.nan
        if not 0 < limit < math.inf:
            raise Problem(f'--limit: got "{text}", wanted a ratio of times above 0, such as 1.05, or W1=1.03 for one workload')
        own[text.rpartition("=")[0]] = limit
    require_known([name for name in own if name and name not in LIMITS], rows, "--limit")
    return {row: next((own[name] for name in (*names(row), "") if name in own), LIMIT) for row in rows}


def budgets(text, rows):
    """How long each row is measured."""
    return {row: text or next((BUDGETS[name] for name in names(row) if name in BUDGETS), BUDGET) for row in rows}


def require_sensible(rounds, budget):
    if rounds < 1 or rank(rounds) < 1:
        raise Problem(f"--rounds: got {rounds}, wanted 6 or more, better 30: the median of fewer has no interval of confidence of {CONFIDENCE:.0%}")
    if budget is None:
        return
    amount = re.fullmatch(r"([0-9]*\.?[0-9]+)s|([0-9]+)", budget)
    if not amount or not float(amount.group(1) or amount.group(2)) > 0:
        raise Problem(f'--budget: got "{budget}", wanted seconds such as 0.2s, or a number of steps such as 500')


def measure(new, old, budget, rounds, say):
    """{row: {which time: [(new, old) of each round]}} for the rows of `budget`. Who goes first alternates, so that drift and warmth hit both alike."""
    times = {row: {name: [] for name in TIMES} for row in budget}
    for round_ in range(rounds):
        for row in budget:
            measured = {}
            for build in (new, old) if round_ % 2 == 0 else (old, new):
                measured[build] = build.time(*row, budget[row])
            for name in TIMES:
                times[row][name].append((measured[new][name], measured[old][name]))
        say(f"round {round_ + 1} of {rounds}: the load is {os.getloadavg()[0]:.1f}")
    return times


class Row:
    """The ratios new/old of one workload, and what they say about its limit."""

    def __init__(self, row, times, limit, judged):
        self.label, self.limit = label(row), limit
        self.new, self.old = (statistics.median(pair[i] for pair in times[judged]) for i in (0, 1))
        self.ends = [(min(each), max(each)) for each in zip(*times[judged])]
        self.intervals = {name: interval([new / old for new, old in pairs]) for name, pairs in times.items()}
        self.lower, self.median, self.upper = self.intervals[judged]

    @property
    def holds(self):
        return self.upper <= self.limit

    @property
    def verdict(self):
        return "yes" if self.holds else "NO" if self.lower > self.limit else "not shown"

    def complaint(self):
        (fastest, slowest), (old_fastest, old_slowest) = self.ends
        return (f"{self.label}: new/old is {self.median:.3f}, and up to {self.upper:.3f} with a confidence of 95 %; wanted at most {self.limit:g}. " + (
            "The new build is slower." if self.verdict == "NO" else
            f"It may be noise: the new build took {number(fastest)} … {number(slowest)} µs, the old one {number(old_fastest)} … {number(old_slowest)}. "
            "Take a longer --budget, more --rounds, or a quieter hour."))

    def cells(self, judged):
        other = next(name for name in TIMES if name != judged)
        return [self.label, number(self.old), number(self.new), f"{self.median:.3f}", f"{self.lower:.3f} … {self.upper:.3f}",
                "{1:.3f} ({0:.3f} … {2:.3f})".format(*self.intervals[other]), f"{self.limit:g}", self.verdict]


def tabled(rows, judged):
    other = next(name for name in TIMES if name != judged)
    return table(["workload", "old, µs", "new, µs", "new/old", "95 %", f"by the {other} chunk", "limit", "upper end ≤ limit"], [row.cells(judged) for row in rows])


def page(body, new, old, origin, rounds, budget, judged, load, cores):
    busy = (f"\n\n**The machine was busy** (a load of {load:.1f} on {cores} cores): where threads wait for each other, the intervals are wide." if load > cores + 1 else "")
    return (f"# Against another build\n\nNew: commit {new.commit()}. Old: commit {old.commit()}. {origin}; {rounds} rounds of {budget}.{busy}\n\n"
            f"Written by `bench/compare.py --against BUILD --markdown`. In each round both builds run once, in turn; new/old is the median over the rounds of the ratio "
            f"of their times, where a time is that of the {judged} chunk of about 5 ms. Less than 1 means that the new one is faster. The interval holds that median with "
            f"a confidence of 95 %, so of twenty rows without any difference one is expected to miss 1.\n\n{body}\n")
