# SPDX-License-Identifier: Apache-2.0
"""One build: all its files by their path below its folder."""

from . import controller, headers, reports, settings
from .c_info import CInfo
from .front_end import FrontEnd, signature
from .lowering import Lowering
from .network_c import network_c
from .source_model import source_model

INTEL_DATA, INTEL_END, INTEL_UPPER = 0, 1, 4


def intel_hex(data, address):
    """As objcopy writes it: 16 bytes a line, a record for the upper half of the address."""
    def record(kind, offset, content):
        head = bytes([len(content), offset >> 8, offset & 255, kind]) + content
        return f":{head.hex().upper()}{-sum(head) & 255:02X}\n"
    text, upper = "", None
    for i in range(0, len(data), 16):
        at = address + i
        if at >> 16 != upper:
            upper = at >> 16
            text += record(INTEL_UPPER, 0, upper.to_bytes(2, "big"))
        text += record(INTEL_DATA, at & 0xFFFF, data[i:i + 16])
    return text + record(INTEL_END, 0, b"")


class Build:
    """`name` tells seeds apart; `front_end_flags`: of the command line."""

    home = "/home/dev/fingers/"
    created = "2025-03-04 05:06:07"
    time = "2025-03-04T05:06:06+0000"
    name = "network"
    network_signature = "0x8f3a6d1c52b79e04"

    def __init__(self, network, dialect, float_io, channels_last, c_name="network"):
        self.network, self.dialect, self.c_name, self.file_stem = network, dialect, c_name, c_name
        self.float_io, self.channels_last = float_io, channels_last
        self.git_sha = dialect.git_description.rsplit("-g", 1)[-1].ljust(40, "0")
        self.oe_name = f"fingers_OE_{dialect.oe_suffix}"
        self.model = source_model(network)
        self.model_signature = signature(self.model)
        self.front_end = FrontEnd(network, dialect, float_io, channels_last)
        self.oe_onnx = self.front_end.onnx_bytes()
        self.lowering = Lowering(network, self.front_end, dialect)
        self.files = {}
        self._write()

    @property
    def workspace(self):
        return f"st_ai_ws/neural_art__{self.c_name}/"

    @property
    def arguments(self):
        flags = ["generate", "--model", self.home + "fingers.onnx", "--target", "stm32n6", "--st-neural-art",
                 "fingers@user_neuralart.json"]
        if self.c_name != "network":
            flags += ["--name", self.c_name]
        if self.float_io:
            flags += ["--input-data-type", "float32", "--output-data-type", "float32"]
        if self.channels_last:
            flags += ["--inputs-ch-position", "chlast"]
        if self.dialect.user_io:
            flags += ["--no-inputs-allocation", "--no-outputs-allocation"]
        return " ".join(flags)

    def paths(self):
        """(option of the compiler, as its command line has it; file)."""
        return [("--load-mdesc", "load-mdesc-file", self.home + "my"), ("--load-mpool", "load-mpool-file", self.home + "my")]

    def compiler_arguments(self):
        """Of the NPU's compiler, as a command line."""
        out, ws = self.home + "st_ai_output/", self.home + self.workspace
        own = "" if self.dialect.network == "Default" else f" --network-name {self.dialect.network}"
        cdesc = " --load-cdesc /opt/stedgeai/configs/cortex-m55.cdesc" if self.dialect.core >= "3" else ""
        stai = " --generate-stai" if self.dialect.core >= "3" else ""
        return (f"-i {out}{self.oe_name}.onnx --json-quant-file {out}{self.oe_name}_Q.json -g {self.file_stem}.c "
                f"--load-mdesc {self.home}my.mdesc --load-mpool {self.home}my.mpool{cdesc} --save-mpool-file {ws}my.mpool "
                f"--out-dir-prefix {ws} {self.dialect.options.replace('-O3', '--optimization 3')} "
                f"--output-info-file c_info.json{own}{stai}")

    def compiler_options(self):
        """The same as the header of generated code lists it."""
        out, ws = self.home + "st_ai_output/", self.home + self.workspace
        options = [("--load-mdesc-file", f'"{self.home}my"')]
        if self.dialect.core >= "3":
            options.append(("--load-cdesc-file", '"/opt/stedgeai/configs/cortex-m55"'))
        options += [("--load-mpool-file", f'"{self.home}my"'), ("--json-quant-file", f'"{out}{self.oe_name}_Q.json"')]
        words = self.dialect.options.split()
        for i, word in enumerate(words):
            if word == "-O3":
                options.append(("--optimization", "3"))
            elif word.startswith("--"):
                value = words[i + 1] if i + 1 < len(words) and not words[i + 1].startswith("-") else "true"
                options.append((word, value))
        options += [("--output-info-file", '"c_info"'), ("--onnx-input", f'"{out}{self.oe_name}.onnx"'),
                    ("--out-dir-prefix", f'"{ws}"')]
        if self.dialect.network != "Default":
            options.append(("--network-name", f'"{self.dialect.network}"'))
        return options + ([("--generate-stai", "true")] if self.dialect.core >= "3" else [])

    def front_end_tool(self):
        count = sum(b.elements for b in self.lowering.parameters if "weights" in b.name)
        return {"name": "ST.EdgeAI.Core", "version": self.dialect.tool, "arguments": self.arguments, "environment": [],
                "input_model": {"model_files": [{"name": "fingers.onnx", "signature": self.model_signature}],
                                "name": "fingers", "type": "onnx", "size": len(self.model), "n_params": count}}

    def compiler_tool(self):
        return {"name": "ATONN Compiler", "version": self.dialect.compiler, "arguments": " " + self.compiler_arguments(),
                "environment": [],
                "input_model": {"model_files": [{"name": self.oe_name + ".onnx", "signature": signature(self.oe_onnx)}],
                                "name": "network", "type": "", "size": 0, "n_params": 0, "generated_time": self.time}}

    def activation_bytes(self):
        return sum(p.used for p in self.lowering.pools if not p.read_only)

    def image(self):
        data = bytearray(self.lowering.flash.used)
        for b in self.lowering.parameters:
            assert len(b.data) == b.size, b.name
            data[b.offset:b.offset + b.size] = b.data
        return bytes(data)

    def _write(self):
        d, files, stem = self.dialect, self.files, self.file_stem
        out, image = "st_ai_output/", self.image()
        files["fingers.onnx"] = self.model
        files["user_neuralart.json"] = settings.user_profile().replace("@OPTIONS@", d.options)
        files["my.mpool"] = settings.user_pools(self.lowering)
        files["my.mdesc"] = settings.machine()
        files[f"{out}{self.oe_name}.onnx"] = self.oe_onnx
        files[f"{out}{self.oe_name}_Q.json"] = self.front_end.quant_json(self)
        files[f"{out}{stem}.c"] = network_c(self)
        if d.controller:
            files[f"{out}{stem}_ecblobs.h"] = controller.ec_blobs_h(self)
            if d.core < "3":
                files[f"{self.workspace}{stem}_blob_trace.c"] = controller.blob_trace(self)
        if d.core >= "3":
            files[f"{out}stai_{self.c_name}.h"] = headers.stai_h(self)
            files[f"{out}stai_{self.c_name}.c"] = headers.stai_c(self)
        else:
            files[f"{out}{self.c_name}.h"] = headers.network_h(self)
        info = CInfo(self)
        files[f"{out}{self.c_name}_c_info.json"] = info.text(merged=True)
        files[f"{self.workspace}c_info.json"] = info.text(merged=False)
        files[f"{out}{self.c_name}_atonbuf.xSPI2.raw"] = image
        files[f"{out}{self.c_name}_data.hex"] = intel_hex(image, self.lowering.flash.address)
        files[f"{out}{self.c_name}_generate_report.txt"] = reports.report(self)
        files[f"{self.workspace}my.mpool"] = settings.saved_pools(self.lowering)
        files["generate.log"] = reports.log(self)

    def bytes_of(self):
        return {path: content if isinstance(content, bytes) else content.encode("utf-8") for path, content in self.files.items()}
