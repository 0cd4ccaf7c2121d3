#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The builds under tests/data/builds: made by their script, and consistent with each other."""

import hashlib
import json
import pathlib
import re
import unittest

import make_st_builds

ADDRESS = re.compile(r"0x([0-9a-f]+)UL")
ENTRY = re.compile(r'\.name = "(\w+)",\s+\.addr_base = \{(.*?)\},\s+\.offset_start = (\d+),\s+\.offset_end = (\d+),'
                   r".*?\.epoch = (\d+),", re.S)


def md5(path):
    return "0x" + hashlib.md5(path.read_bytes()).hexdigest()


def json_of(path):
    return json.loads(path.read_text(encoding="utf-8"))


class StBuilds(unittest.TestCase):
    def folders(self):
        found = sorted(p for p in make_st_builds.FOLDER.iterdir() if p.is_dir())
        self.assertGreaterEqual(len(found), 7)
        for folder in found:
            with self.subTest(folder.name):
                yield folder

    def one(self, folder, pattern):
        (path,) = folder.glob(pattern)
        return path

    def test_the_script_writes_the_same_bytes_again(self):
        files = {p.relative_to(make_st_builds.FOLDER).as_posix(): p.read_bytes()
                 for p in make_st_builds.FOLDER.glob("*/**/*") if p.is_file()}
        made = {f"{name}/{path}": content for name, build in make_st_builds.builds().items()
                for path, content in build.bytes_of().items()}
        self.assertEqual(sorted(made), sorted(files))
        self.assertEqual([path for path in made if made[path] != files[path]], [])

    def test_hashes_are_those_of_the_models(self):
        for folder in self.folders():
            model, rewritten = folder / "fingers.onnx", self.one(folder, "st_ai_output/*_OE_*.onnx")
            front_end = json_of(self.one(folder, "st_ai_output/*_Q.json"))["environment"]
            self.assertEqual(front_end["generated_model"]["model_files"][0]["signature"], md5(rewritten))
            self.assertEqual(front_end["tools"][0]["input_model"]["model_files"][0]["signature"], md5(model))
            self.assertIn(md5(model), (folder / "generate.log").read_text(encoding="utf-8"))
            self.assertLess(model.stat().st_size, 20000)

    def test_code_and_both_c_infos_list_the_same_buffers(self):
        for folder in self.folders():
            code = (folder / "st_ai_output/network.c").read_text(encoding="utf-8")
            listed = {}
            for name, base, start, end, epoch in ENTRY.findall(code):
                address = ADDRESS.search(base)
                listed[name] = (int(address[1], 16) if address else 0) + int(start), int(end) - int(start), int(epoch)
            for path in ("st_ai_output/network_c_info.json", "st_ai_ws/neural_art__network/c_info.json"):
                info = json_of(folder / path)
                pools = {p["id"]: int(p["address"] or 0) for p in info["memory_pools"]}
                buffers = {b["name"]: (pools[b["mpool_id"]] + b["offset_start"], b["size_bytes"], b["epochs"]["start"])
                           for b in info["buffers"]}
                self.assertEqual({k: v[:2] for k, v in buffers.items()}, {k: v[:2] for k, v in listed.items()})
                later = {k: v[2] - buffers[k][2] for k, v in listed.items() if v[2] != buffers[k][2]}
                self.assertIn(later, ({}, {"Transpose_1_out_0": 1}))

    def test_live_buffers_lie_apart(self):
        """Two names of one tensor aside, which begin at the same address."""
        for folder in self.folders():
            buffers = json_of(folder / "st_ai_output/network_c_info.json")["buffers"]
            for i, a in enumerate(buffers):
                for b in buffers[:i]:
                    apart = (a["mpool_id"] != b["mpool_id"] or a["offset_start"] + a["size_bytes"] <= b["offset_start"]
                             or b["offset_start"] + b["size_bytes"] <= a["offset_start"])
                    alive = a["epochs"]["start"] <= b["epochs"]["end"] and b["epochs"]["start"] <= a["epochs"]["end"]
                    alias = a["offset_start"] == b["offset_start"] and a["epochs"] == b["epochs"]
                    self.assertTrue(apart or not alive or alias, (a["name"], b["name"]))

    def test_the_hex_file_holds_the_image(self):
        for folder in self.folders():
            image = self.one(folder, "st_ai_output/*.raw").read_bytes()
            data = b"".join(bytes.fromhex(line[9:-2]) for line in
                            self.one(folder, "st_ai_output/*.hex").read_text(encoding="ascii").splitlines() if line[7:9] == "00")
            self.assertEqual(data, image)


if __name__ == "__main__":
    unittest.main(verbosity=2)
