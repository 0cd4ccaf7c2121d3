#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Escape sequences go to terminals that understand them, never into files and pipes; what is printed
there is the same byte for byte on every system."""

import os
import pathlib
import tempfile
import unittest

import program

try:
    import pty
except ImportError:  # Python on Windows
    pty = None

DATA = pathlib.Path(__file__).resolve().parent.parent / "data" / "compare"
COMPARE = ("compare", "reference.csv", "board.csv", "--quiet")
ESCAPE = b"\x1b"


class ConsoleTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        for name in ("reference.csv", "board.csv"):
            (self.folder / name).write_bytes((DATA / name).read_bytes())

    def environment(self, **changes):
        kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "TERM")}
        return kept | {"TERM": "xterm", "LC_ALL": "C.UTF-8"} | changes

    def piped(self, *arguments):
        done = program.start(self.folder, *arguments, environment=self.environment())
        return program.outcome(done)

    @unittest.skipUnless(pty, "this system has no pseudo-terminals")
    def on_terminal(self, *arguments, streams=("stdout", "stderr"), **changes):
        """What arrives on a terminal behind `streams`; and on the other, a pipe."""
        if program.launcher:
            self.skipTest("Wine draws a console on the terminal by itself, in escape sequences")
        master, slave = pty.openpty()
        done = program.start(self.folder, *arguments, environment=self.environment(**changes),
                             **{stream: slave for stream in streams})
        os.close(slave)
        shown = b""
        try:
            while part := os.read(master, 65536):
                shown += part
        except OSError:  # the other end is closed
            pass
        os.close(master)
        stdout, stderr, _ = program.outcome(done)
        return shown, stdout, stderr

    def test_a_terminal_gets_colours(self):
        shown, _, _ = self.on_terminal(*COMPARE)
        self.assertIn(ESCAPE, shown)

    def test_a_terminal_that_does_not_understand_them_or_a_user_who_wants_none_gets_none(self):
        for arguments, changes in ((COMPARE, {"TERM": "dumb"}), (COMPARE, {"NO_COLOR": "1"}),
                                   ((*COMPARE, "--no-color"), {})):
            with self.subTest(arguments=arguments, changes=changes):
                shown, _, _ = self.on_terminal(*arguments, **changes)
                self.assertIn(b"First tensor that differs", shown)
                self.assertNotIn(ESCAPE, shown)

    def test_each_stream_is_asked_by_itself(self):
        shown, stdout, _ = self.on_terminal(*COMPARE, streams=("stderr",))
        self.assertEqual(shown, b"")
        self.assertNotIn(ESCAPE, stdout)
        shown, stdout, _ = self.on_terminal("compare", "missing.csv", "board.csv", streams=("stderr",))
        self.assertIn(ESCAPE, shown)
        self.assertEqual(stdout, b"")

    def test_pipes_get_neither_escape_sequences_nor_carriage_returns(self):
        for arguments in (COMPARE, (*COMPARE, "--json", "-"), (*COMPARE, "--csv", "-"),
                          ("compare", "missing.csv", "board.csv"), ("--help",)):
            with self.subTest(arguments=arguments):
                stdout, stderr, _ = self.piped(*arguments)
                self.assertNotEqual(stdout + stderr, b"")
                for character in (ESCAPE, b"\r"):
                    self.assertNotIn(character, stdout + stderr)

    def test_a_file_gets_what_a_pipe_gets(self):
        wanted, _, code = self.piped(*COMPARE)
        self.assertEqual(code, 1)
        with (self.folder / "out.txt").open("wb") as file:
            program.outcome(program.start(self.folder, *COMPARE, environment=self.environment(),
                                          stdout=file))
        self.assertEqual((self.folder / "out.txt").read_bytes(), wanted)

    def test_without_streams_files_are_written_all_the_same(self):
        if program.launcher and not program.without_streams:
            self.skipTest("nothing given that starts a program for Windows without streams")
        _, _, wanted = self.piped(*COMPARE, "--json", "wanted.json")
        self.assertEqual(program.run_without_streams(self.folder, *COMPARE, "--json", "out.json"), wanted)
        self.assertEqual((self.folder / "out.json").read_bytes(), (self.folder / "wanted.json").read_bytes())

    def test_arguments_in_any_letters_and_with_spaces_arrive(self):
        for name in ("tést \u4e8c.csv", "a folder/b c.csv", "star * .csv"):
            if program.launcher and "*" in name:
                continue  # no name for a file on Windows
            (self.folder / name).parent.mkdir(exist_ok=True)
            (self.folder / name).write_bytes((DATA / "reference.csv").read_bytes())
            stdout, stderr, code = self.piped("compare", "reference.csv", name, "--gate", "*: abs.max<=0")
            self.assertEqual((code, stderr), (0, b""), name)
            self.assertIn(f"other     {name}".encode(), stdout)

    def test_a_backslash_is_what_the_system_takes_it_for(self):
        if program.launcher:
            (self.folder / "a folder").mkdir()
            drive = "Z:" + str(self.folder).replace("/", "\\")  # as Wine names the root
            names, file = ("a folder\\b.csv", drive + "\\a folder\\b.csv"), "a folder/b.csv"
        else:  # a letter like others
            names, file = ("a folder\\b.csv",), "a folder\\b.csv"
        (self.folder / file).write_bytes((DATA / "reference.csv").read_bytes())
        for name in names:
            stdout, stderr, code = self.piped("compare", "reference.csv", name, "--gate", "*: abs.max<=0")
            self.assertEqual((code, stderr), (0, b""), name)
            self.assertIn(f"other     {name}\n".encode(), stdout)  # as the user wrote it


if __name__ == "__main__":
    program.main()
