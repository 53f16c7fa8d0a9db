"""Tests of against.py: `python3 bench/compare.py --self-test`."""
import json
import os
import random
import subprocess
import sys
import tempfile
import unittest

import against

COMPARE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "compare.py")
ROWS = [("W1", 1), ("W3", 1), ("W3", 2), ("W7:NT:64x64x64", 1), ("W7:NN:64x64x64", 1)]


class Statistics(unittest.TestCase):
    def test_the_ranks_are_those_of_the_published_tables(self):
        # Conover, Practical Nonparametric Statistics: the sign test's interval for the median.
        self.assertEqual([against.rank(n) for n in (5, 6, 8, 9, 10, 20, 30, 50, 100)], [0, 1, 1, 2, 2, 6, 10, 18, 40])

    def test_the_interval_is_made_of_the_ranked_values(self):
        values = list(range(1, 31))
        random.Random(1).shuffle(values)
        self.assertEqual(against.interval(values), (10, 15.5, 21))

    def test_one_wild_round_among_six_widens_it_and_among_thirty_does_not_matter(self):
        self.assertEqual(against.interval([1, 1, 1, 1, 1, 9])[2], 9)
        self.assertEqual(against.interval([1] * 29 + [9]), (1, 1, 1))

    def test_fewer_than_six_rounds_are_refused(self):
        with self.assertRaisesRegex(against.Problem, "got 5, wanted 6"):
            against.interval([1] * 5)

    def test_it_covers_the_median_as_often_as_it_says_even_where_tails_are_heavy(self):
        chance, trials = random.Random(1), 4000
        for rounds in 6, 30:
            covered = 0
            for _ in range(trials):
                # The ratio of two times with now and then a disturbance of many times the step: its median is 1.
                ratios = [(1 + chance.paretovariate(0.8)) / (1 + chance.paretovariate(0.8)) for _ in range(rounds)]
                lower, _, upper = against.interval(ratios)
                covered += lower <= 1 <= upper
            # 95.7 % and 96.9 % by the binomial; four standard deviations of a share of 4000 trials are 1.4 %.
            self.assertGreater(covered / trials, 0.95 - 0.014)
            self.assertLess(covered / trials, 0.97 + 0.014)


class Judgement(unittest.TestCase):
    def row(self, ratios, limit=1.05):
        return against.Row(("W3", 1), {name: [(2 * ratio, 2) for ratio in ratios] for name in against.TIMES}, limit, "fastest")

    def test_the_upper_end_decides(self):
        self.assertEqual(self.row([1.0] * 10).verdict, "yes")
        self.assertEqual(self.row([1.05] * 10).verdict, "yes")
        self.assertEqual(self.row([1.06] * 10).verdict, "NO")
        self.assertEqual(self.row([1.0] * 7 + [1.2] * 3).verdict, "not shown")
        self.assertFalse(self.row([1.0] * 7 + [1.2] * 3).holds)

    def test_a_complaint_says_whether_it_may_be_noise(self):
        self.assertIn("The new build is slower", self.row([1.06] * 10).complaint())
        self.assertIn("It may be noise: the new build took 2 … 2.4 µs", self.row([1.0] * 7 + [1.2] * 3).complaint())

    def test_limits_go_by_the_most_exact_name(self):
        self.assertEqual(set(against.limits([], ROWS).values()), {1.03, 1.05})
        self.assertEqual(against.limits([], ROWS)["W1", 1], 1.03)
        self.assertEqual(against.limits(["1.2"], ROWS)["W1", 1], 1.2)
        given = against.limits(["W7=1.4", "1.1", "W7:NN:64x64x64=1.3", "W3@2=1.5", "W1=1.02"], ROWS)
        self.assertEqual([given[row] for row in ROWS], [1.02, 1.1, 1.5, 1.4, 1.3])

    def test_what_is_no_limit_is_refused(self):
        for text in "fast", "W1=", "0", "-1", "nan", "inf", "W99=1.1":
            with self.assertRaisesRegex(against.Problem, "--limit: got "):
                against.limits([text], ROWS)

    def test_workloads_are_selected_by_any_of_their_names(self):
        self.assertEqual(against.select("W3@2,W7", ROWS), [("W3", 2), ("W7:NT:64x64x64", 1), ("W7:NN:64x64x64", 1)])
        with self.assertRaisesRegex(against.Problem, 'got "W9", wanted some of W1, W3, W7'):
            against.select("W1,W9", ROWS)

    def test_budgets_and_rounds_that_cannot_be_are_refused(self):
        against.require_sensible(6, "0.2s")
        against.require_sensible(30, "500")
        against.require_sensible(30, None)
        for rounds, budget in (5, "1s"), (0, "1s"), (-3, "1s"), (30, "first"), (30, "0s"), (30, "1 s"), (30, ""):
            with self.assertRaises(against.Problem):
                against.require_sensible(rounds, budget)


class Builds(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory()
        self.addCleanup(self.scratch.cleanup)

    def build(self, name, script, below=""):
        folder = os.path.join(self.scratch.name, name, below)
        os.makedirs(folder)
        path = os.path.join(folder, against.NAME)
        with open(path, "w", encoding="utf-8") as file:
            file.write("#!/bin/sh\n" + script)
        os.chmod(path, 0o755)
        return os.path.join(self.scratch.name, name)

    def timed(self, name, microseconds, below=""):
        line = json.dumps({"step_us_median": microseconds, "step_us_min": microseconds})
        return self.build(name, f"echo {name} $* >> {self.scratch.name}/order\necho '{line}'\n", below)

    def test_an_output_folder_and_a_checkout_are_both_found(self):
        for below in "", against.IN_CHECKOUT:
            folder = self.timed("found" + below[:1], 1.0, below)
            self.assertTrue(against.Build(folder, "x").program.endswith(os.path.join(below, against.NAME)))

    def test_a_folder_without_a_build_is_refused(self):
        with self.assertRaisesRegex(against.Problem, '--against: got ".*", which holds neither .* build it: dotnet build'):
            against.Build(self.scratch.name, "--against")

    def test_a_build_older_than_its_sources_is_refused(self):
        root = self.timed("old", 1.0, against.IN_CHECKOUT)
        source = os.path.join(root, "src", "Chainrule", "Network.cs")
        library = os.path.join(root, against.IN_CHECKOUT, "Chainrule.dll")
        os.makedirs(os.path.dirname(source))
        for path, when in (source, 1000), (library, 2000):
            with open(path, "w", encoding="utf-8"):
                pass
            os.utime(path, (when, when))
        against.Build(root, "x")
        os.utime(source, (3000, 3000))
        with self.assertRaisesRegex(against.Problem, "Network.cs is newer than .*Chainrule.dll"):
            against.Build(root, "x")

    def test_who_goes_first_alternates_and_every_workload_is_run_in_each_round(self):
        new, old = (against.Build(self.timed(name, us), "x") for name, us in (("new", 3.0), ("old", 2.0)))
        times = against.measure(new, old, against.budgets(None, [("W1", 1), ("W3", 2)]), 2, lambda _: None)
        with open(os.path.join(self.scratch.name, "order"), encoding="utf-8") as order:
            self.assertEqual(order.read().splitlines(), [
                "new W1 1 1s", "old W1 1 1s", "new W3 2 0.2s", "old W3 2 0.2s", "old W1 1 1s", "new W1 1 1s", "old W3 2 0.2s", "new W3 2 0.2s"])
        self.assertEqual(times["W1", 1], {name: [(3.0, 2.0)] * 2 for name in against.TIMES})

    def test_a_build_that_gives_no_time_is_quoted(self):
        for script in "echo 'workload: got W1' >&2; exit 2", "echo '{\"step_us_min\": 1}'; echo 'workload: got W1' >&2", "echo '{'; echo 'workload: got W1' >&2":
            build = against.Build(self.build(f"broken{len(script)}", script), "x")
            with self.assertRaisesRegex(against.Problem, 'W1 1 0.2s: got no time but "workload: got W1"'):
                build.time("W1", 1, "0.2s")

    def test_options_that_do_not_go_together_end_with_2(self):
        for words, said in (
            ([], "ANCHORS: got nothing"), (["--against", "nowhere"], 'got "nowhere"'), (["--against", "x", "--groups", "training"], "--groups"),
            (["anchors", "--limit", "1.1"], "only with --against"), (["--against", "x", "--rounds", "3"], "--rounds: got 3"),
            (["--against", "x", "--limit", "fast"], '--limit: got "fast"'), (["--against", "x", "--workloads", "W0"], '--workloads: got "W0"'),
        ):
            done = subprocess.run([sys.executable, COMPARE, *words], capture_output=True, text=True, check=False)
            self.assertEqual((done.returncode, said in done.stderr, "Traceback" in done.stderr), (2, True, False), done.stderr)


if __name__ == "__main__":
    unittest.main()
