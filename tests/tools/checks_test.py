#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Tests of the checks in tools/: each must find what it is there for, and nothing else."""

import pathlib
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tools"))
import check_layers  # noqa: E402  (found by the line above)
import check_sizes  # noqa: E402
import check_text  # noqa: E402


class Layers(unittest.TestCase):
    def violations(self, files, links=None):
        """Of a project with the layers base, formats, kernels and backend_ort, and these files."""
        links = links or {"base": "", "formats": "npuscope_base", "kernels": "npuscope_base",
                          "backend_ort": "npuscope_formats"}
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            (root / "src").mkdir()
            (root / "src/CMakeLists.txt").write_text(
                "foreach(layer IN ITEMS base formats\n kernels backend_ort api cli)\n", encoding="utf-8")
            for path, text in files.items():
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                (root / path).write_text(text, encoding="utf-8")
            for layer, link in links.items():
                folder = root / "src" / layer
                folder.mkdir(exist_ok=True)
                sources = " ".join(str(path.relative_to(folder)) for path in folder.glob("**/*.cc")
                                   if path.name != "forgotten.cc")
                (folder / "CMakeLists.txt").write_text(
                    f"npuscope_layer({layer} SOURCES {sources}\n LINK {link})\n", encoding="utf-8")
            return check_layers.check(root, [pathlib.Path(path) for path in files])

    CLEAN = {"src/base/a.h": "#include <vector>\n",
             "src/formats/st/a.cc": '#include "formats/b.h"\n#include "base/a.h"\n',
             "src/kernels/a.cc": '#include "base/a.h"\n',
             "src/backend_ort/a.cc": '#include "formats/a.h"\n#include "base/a.h"\n'
                                     "#include <onnxruntime_c_api.h>\n"}

    def assert_finds(self, path, text, expected, links=None):
        found = self.violations({**self.CLEAN, path: text}, links)
        self.assertEqual(len(found), 1, found)
        self.assertTrue(found[0].startswith(path) and expected in found[0], found)

    def test_a_clean_tree_passes(self):
        self.assertEqual(self.violations(self.CLEAN), [])

    def test_upward(self):
        self.assert_finds("src/base/b.h", '#include "formats/a.h"\n', ":1: base must not use formats")

    def test_independent_layers(self):
        self.assert_finds("src/kernels/b.h", '\n#  include "formats/a.h"\n',
                          ":2: kernels must not use formats")

    def test_unknown_layers(self):
        self.assert_finds("src/kernels/b.h", '#include "nowhere/a.h"\n', "'nowhere' is no layer")
        self.assert_finds("src/nowhere/b.h", "", "'nowhere' is no layer")

    def test_links_and_includes_agree(self):
        self.assert_finds("src/backend_ort/b.h", '#include "kernels/a.h"\n', "does not link")
        links = {"base": "", "formats": "npuscope_base", "kernels": "npuscope_base",
                 "backend_ort": "npuscope_formats npuscope_kernels"}
        self.assertEqual(len(self.violations(self.CLEAN, links)), 1)

    def test_the_program_is_a_client_of_the_installed_interface(self):
        client = {"base": "", "formats": "npuscope_base", "kernels": "npuscope_base",
                  "backend_ort": "npuscope_formats", "api": "npuscope_base", "cli": "npuscope_api npuscope_base"}
        clean = {"src/api/a.cc": '#include "base/a.h"\n',
                 "src/cli/a.cc": '#include "npuscope/a.h"\n#include "base/a.h"\n'}
        self.assertEqual(self.violations({**self.CLEAN, **clean}, client), [])
        found = self.violations({**self.CLEAN, **clean, "src/cli/b.h": '#include "api/a.h"\n',
                                 "include/npuscope/b.h": '#include "base/a.h"\n'}, client)
        self.assertEqual([line.split(":")[0] for line in found], ["src/cli/b.h", "include/npuscope/b.h"])

    def test_foreign_headers_have_their_places(self):
        for header in ("onnxruntime_cxx_api.h", "opencv2/core.hpp", "windows.h", "sys/stat.h"):
            with self.subTest(header=header):
                self.assert_finds("src/formats/b.h", f"#include <{header}>\n", header)
                self.assert_finds("tests/b.cc", f"#include <{header}>\n", header)
        self.assertEqual(self.violations({**self.CLEAN, "src/base/os_x.cc": "#include <windows.h>\n"}), [])

    def test_what_differs_between_systems_has_its_place(self):
        self.assert_finds("src/formats/b.h", "\n#if 1 && defined(_WIN32)\n", ":2: a difference between")
        self.assert_finds("src/base/b.h", "#elif defined(__APPLE__)\n", "__APPLE__")
        self.assertEqual(self.violations({**self.CLEAN, "src/base/os_x.cc": "#ifdef _WIN32\n"}), [])

    def test_rounding_has_its_place(self):
        self.assert_finds("src/formats/b.h", "int x = std::lround(y);\n", ":1: rounding")
        self.assert_finds("src/formats/b.h", "int x = std::nearbyint(y);\n", "nearbyint")
        self.assertEqual(self.violations({**self.CLEAN, "src/formats/b.h": "// rint(x)\n"}), [])

    def test_forgotten_sources(self):
        self.assert_finds("src/kernels/forgotten.cc", "", "is not built")


class Sizes(unittest.TestCase):
    def test_long_files(self):
        self.assertEqual(check_sizes.check({"src/a.cc": 10, "tests/b.py": 800}, {}), [])
        self.assertEqual(len(check_sizes.check({"tests/b.py": 801}, {})), 1)
        self.assertEqual(check_sizes.check({"tests/b.py": 801}, {"tests/b.py": "reason"}), [])

    def test_exceptions_that_are_over(self):
        self.assertEqual(len(check_sizes.check({"a.py": 800}, {"a.py": "reason"})), 1)

    def test_the_median(self):
        self.assertEqual(len(check_sizes.check({"src/a.cc": 1, "src/b.h": 151, "src/c.h": 152}, {})), 1)


class Text(unittest.TestCase):
    HEAD = f"// {check_text.LICENCE}\n"

    def violations(self, line, name="src/a.cc"):
        return check_text.check(pathlib.Path(name), self.HEAD + line + "\n")

    def test_clean_lines_pass(self):
        for line in ("int x;  // 3 ± 1 µs …", "TO" "DO(needs a board): measure"):
            with self.subTest(line=line):
                self.assertEqual(self.violations(line), [])
        self.assertEqual(self.violations("Größe \u2248 3 \u2603", "docs/a.md"), [])

    def test_each_defect_is_found_once(self):
        for line in ("int x; ", "\tint x;", "// TO" "DO: later", "// FIX" "ME", "snow \u2603",
                     "bidi \u202e", "no-break\u00a0blank", "https://py" "pi.org/simple",
                     "../" "shared/data", "/wo" "rk/main", "see is" "sue #12"):
            with self.subTest(line=line):
                self.assertEqual(len(self.violations(line)), 1, self.violations(line))

    def test_licence_and_last_line(self):
        path = pathlib.Path("src/a.cc")
        self.assertEqual(len(check_text.check(path, "int x;\n")), 1)
        self.assertEqual(check_text.check(pathlib.Path("dev"), "#!/bin/bash\n" + self.HEAD), [])
        self.assertEqual(len(check_text.check(path, self.HEAD + "int x;")), 1)
        self.assertEqual(len(check_text.check(path, self.HEAD + "int x;\n\n")), 1)

    def test_only_one_file_may_name_the_shared_data(self):
        self.assertEqual(self.violations("../" "shared/data", ".ci/run"), [])


if __name__ == "__main__":
    unittest.main()
