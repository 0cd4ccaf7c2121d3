#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Tests of the golden runner itself."""

import contextlib
import io
import pathlib
import tempfile
import unittest

import run_goldens
from run_goldens import Golden, MalformedGolden, Outcome, Step, parse, render


def golden(*steps):
    return Golden(["# Why."], [Step(command, outcome) for command, outcome in steps])


class Format(unittest.TestCase):
    def assert_round_trip(self, original):
        self.assertEqual(parse(render(original)), original)

    def test_reads_what_the_documentation_shows(self):
        text = "# Why.\n\n$ a |\n> b\nout\n[stderr]\nerr\n[exit 1]\n\n$ c\n"
        expected = golden(("a |\nb", Outcome("out\n", "err\n", 1)), ("c", Outcome("", "", 0)))
        self.assertEqual(parse(text), expected)
        self.assertEqual(render(expected), text)

    def test_a_reason_not_to_run_a_command_on_windows_survives(self):
        text = "# Why.\n\n$ a |\n> b\n[not on Windows: it has no b]\nout\n[exit 1]\n"
        expected = Golden(["# Why."], [Step("a |\nb", Outcome("out\n", "", 1), "it has no b")])
        self.assertEqual(parse(text), expected)
        self.assertEqual(render(expected), text)

    def test_any_output_survives(self):
        for text in ("", "\n", "\n\n", "no end", "\nno end", "a\n\n", "$ x\n", "> x\n", "# x\n",
                     "[stderr]\n", "[exit 3]\n", "[no newline]\n", "[no newline]", "\\\n", "\\$ \n",
                     "[not on Windows: x]\n"):
            with self.subTest(text=text):
                self.assert_round_trip(golden(("a", Outcome(text, "", 0)), ("b", Outcome("", text, 2))))

    def test_refuses_what_is_no_golden(self):
        for text in ("", "# Why.\n", "$ a\n", "Why.\n\n$ a\n", "# Why.\n$ a\nb"):
            with self.subTest(text=text), self.assertRaises(MalformedGolden):
                parse(text)


class Running(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.data = self.folder / "data"
        self.data.mkdir()
        (self.data / "x").write_text("content\n", encoding="utf-8")

    def run_one(self, text, update=False, launcher=None):
        path = self.folder / "one.test"
        path.write_text(text, encoding="utf-8")
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            failures = run_goldens.run_all([path], {"tool": "/bin/cat"}, {".": self.data}, update,
                                           launcher)
        return failures, printed.getvalue(), path.read_text(encoding="utf-8")

    def test_equal_output_passes(self):
        self.assertEqual(self.run_one("# Why.\n\n$ tool x\ncontent\n")[:2], (0, "1 passed, 0 failed\n"))

    def test_each_kind_of_difference_fails_with_a_diff(self):
        for command, expected in (("tool x", "contents\n"), ("tool x", ""), ("tool x >&2", ""),
                                  ("exit 3", ""), ("printf content", "content\n"),
                                  ("false | true", ""), ("tool x", "content\n\n\n")):
            with self.subTest(command=command, expected=expected):
                failures, printed, _ = self.run_one(f"# Why.\n\n$ {command}\n{expected}")
                self.assertEqual(failures, 1)
                self.assertIn("one.test (actual)", printed)
                self.assertTrue(printed.endswith("0 passed, 1 failed\n"))

    def test_a_malformed_file_fails(self):
        self.assertEqual(self.run_one("$ true\n")[0], 1)

    def test_update_writes_what_then_passes(self):
        failures, _, text = self.run_one("# Why.\n\n$ tool x; tool y >&2; exit 3\n", update=True)
        self.assertEqual(failures, 0)
        self.assertIn("content\n[stderr]\n", text)
        self.assertIn("[exit 3]\n", text)
        self.assertEqual(self.run_one(text)[0], 0)

    def test_commands_of_a_file_share_a_scratch_copy_that_others_do_not_see(self):
        text = "# Why.\n\n$ echo new > x\n\n$ tool x\nnew\n"
        self.assertEqual(self.run_one(text)[0], 0)
        self.assertEqual((self.data / "x").read_text(encoding="utf-8"), "content\n")

    def test_the_environment_is_fixed_and_paths_are_neutral(self):
        text = '# Why.\n\n$ echo "$NO_COLOR $LC_ALL"; pwd\n1 C.UTF-8\n[SCRATCH]\n'
        self.assertEqual(self.run_one(text)[:2], (0, "1 passed, 0 failed\n"))

    def test_a_launcher_starts_the_program_and_what_it_cannot_do_is_told_and_counted(self):
        text = "# Why.\n\n$ tool x\ncontent\n\n$ tool y\n[not on Windows: it has no y]\nother\n"
        failures, printed, _ = self.run_one(text, launcher="/usr/bin/env")
        self.assertEqual(failures, 0)
        self.assertEqual(printed, "$ tool y\nskipped 'not on Windows: it has no y'\n"
                                  "1 passed, 0 failed, 1 skipped\n")
        self.assertEqual(self.run_one(text)[0], 1)
        self.assertEqual(self.run_one("# Why.\n\n$ tool x\ncontent\n", launcher="/usr/bin/false")[0], 1)

    def test_lines_of_a_launcher_are_left_out_where_there_is_one(self):
        said = "Failed to create DXGI factory."
        self.assertEqual(self.run_one(f"# Why.\n\n$ printf '{said}\\r\\nown\\n{said}\\n' >&2\n[stderr]\nown\n",
                                      launcher="/usr/bin/env")[0], 0)
        text = f"# Why.\n\n$ echo 'not: {said}' >&2\n[stderr]\nnot: {said}\n"
        self.assertEqual(self.run_one(text, launcher="/usr/bin/env")[0], 0)
        self.assertEqual(self.run_one(f"# Why.\n\n$ echo '{said}' >&2\n")[0], 1)


if __name__ == "__main__":
    unittest.main()
