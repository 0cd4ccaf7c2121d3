# SPDX-License-Identifier: Apache-2.0
"""Faults to plant in the builds of tests/data/builds, each with the finding that it must provoke."""

import dataclasses
import json
import pathlib
import re
import shutil
import sys

TESTS = pathlib.Path(__file__).resolve().parent.parent
BUILDS = TESTS / "data" / "builds"
sys.path.insert(0, str(TESTS / "tools"))
from st_builds import dialect as dialects  # noqa: E402  (found by the line above)
from st_builds.build import Build  # noqa: E402
from st_builds.network import Network  # noqa: E402

CODE, LOG = "st_ai_output/network.c", "generate.log"
REPORT, IMAGE = "st_ai_output/network_generate_report.txt", "st_ai_output/network_atonbuf.xSPI2.raw"
HEX, INFO = "st_ai_output/network_data.hex", "st_ai_output/network_c_info.json"
OWN_INFO = "st_ai_ws/neural_art__network/c_info.json"
SAVED_POOLS, POOLS, PROFILE = "st_ai_ws/neural_art__network/my.mpool", "my.mpool", "user_neuralart.json"
FLASH = 0x71000000


class Folder:
    """A copy of a build, to be damaged. Every change must change something."""

    def __init__(self, path):
        self.path = path

    def file(self, pattern):
        (found,) = self.path.glob(pattern)
        return found

    def text(self, pattern):
        return self.file(pattern).read_text(encoding="utf-8")

    def write(self, pattern, text):
        path = self.path / pattern if "*" not in pattern else self.file(pattern)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))

    def replace(self, pattern, old, new, count=0):
        text = self.text(pattern)
        changed, times = re.subn(old, new, text, count=count, flags=re.M)
        assert times and changed != text, f"{pattern} has no {old}"
        self.write(pattern, changed)

    def remove_lines(self, pattern, expression):
        lines = self.text(pattern).splitlines(keepends=True)
        kept = [line for line in lines if not re.search(expression, line)]
        assert len(kept) < len(lines), f"{pattern} has no {expression}"
        self.write(pattern, "".join(kept))

    def insert_before(self, pattern, expression, text):
        self.replace(pattern, f"^(?=.*{expression})", text + "\n", count=1)

    def json(self, pattern, change):
        content = json.loads(self.text(pattern))
        before = json.dumps(content)
        change(content)
        assert json.dumps(content) != before, pattern
        self.write(pattern, json.dumps(content))

    def delete(self, *patterns):
        for pattern in patterns:
            found = list(self.path.glob(pattern))
            assert found, pattern
            for path in found:
                shutil.rmtree(path) if path.is_dir() else path.unlink()

    def only(self, *patterns):
        """Leaves these files alone."""
        kept = {p for pattern in patterns for p in self.path.glob(pattern)}
        assert kept, patterns
        for path in list(self.path.glob("**/*")):
            if path.is_file() and path not in kept:
                path.unlink()

    def flip(self, pattern, offset, bits=1):
        path = self.file(pattern)
        data = bytearray(path.read_bytes())
        data[offset] ^= bits
        path.write_bytes(bytes(data))

    def flip_weight(self, offset, bits=1):
        """In the image, and its copy in Intel HEX does not contradict it: it is gone."""
        self.flip(IMAGE, offset, bits)
        self.delete(HEX)

    def buffer(self, name):
        return next(b for b in json.loads(self.text(INFO))["buffers"] if re.fullmatch(name, b["name"]))


@dataclasses.dataclass
class Fault:
    """`make`: what to do to the copy. `arguments`: more of the command line, {folder} in them.
    `removes`: the sound build has this finding, a duty, and `make` takes away what it rests on."""

    id: str
    what: str
    build: str
    make: object
    arguments: tuple = ()
    removes: bool = False


MODEL = ("--model", "{folder}/fingers.onnx")
FAULTS = []


def fault(id, what, build="core-2.2", arguments=(), **fields):
    def add(function):
        FAULTS.append(Fault(id, what, build, function, arguments, **fields))
        return function
    return add


def made(network, dialect, **fields):
    """A build of another network, in place of the folder's."""
    def put(folder):
        shutil.rmtree(folder.path)
        for path, content in Build(network, dialect, **fields).bytes_of().items():
            (folder.path / path).parent.mkdir(parents=True, exist_ok=True)
            (folder.path / path).write_bytes(content)
    return put


# Is it the file that I meant?

@fault("ST001", "another model is given", arguments=("--model", str(BUILDS / "core-2.2-per-tensor/fingers.onnx")))
def another_model(folder):
    pass


@fault("ST001", "the hash in the Q.json is another", arguments=MODEL)
def hash_in_q_json(folder):
    folder.json("st_ai_output/*_Q.json", lambda q: q["environment"]["tools"][0]["input_model"]["model_files"][0].update(
        signature="0x00000000000000000000000000000001"))


@fault("ST001", "the hash in the log is another", arguments=MODEL)
def hash_in_log(folder):
    folder.replace(LOG, r"(model_hash\s+:\s+0x)....", r"\g<1>0000")


@fault("ST002", "the report is of another version")
def version_of_report(folder):
    folder.replace(REPORT, r"v2\.2\.0-20266 2adc00962", "v2.1.0-20194 329b0e98d")


@fault("ST002", "network.c is of another compiler")
def version_of_code(folder):
    folder.replace(CODE, "STAI-2.2", "STAI-2.1")
    folder.replace(CODE, "atonn-v1.1.1-14-ge619e860", "atonn-v1.1.0-31-g27f5d5bc")


@fault("ST002", "c_info.json is of another version")
def version_of_c_info(folder):
    folder.replace(INFO, r"2\.2\.0-20266 2adc00962", "2.1.0-20194 329b0e98d")


@fault("ST003", "generated code does not check the runtime's version")
def guard(folder):
    folder.replace(CODE, r"^#if LL_ATON_VERSION_MAJOR.*\n#  error.*\n#endif\n", "")


@fault("ST004", "code for the CPU alone: --st-neural-art was forgotten")
def cpu_only(folder):
    folder.delete("st_ai_ws", "st_ai_output/*.raw", "st_ai_output/*.hex", "st_ai_output/*_OE_*", LOG, REPORT, HEX.replace("data.hex", "c_info.json"))
    folder.write(CODE, '#include "network.h"\n#include "network_data.h"\n\n#include "ai_platform.h"\n'
                 '#include "ai_platform_interface.h"\n#include "ai_math_helpers.h"\n\n#include "core_common.h"\n'
                 '#include "core_convert.h"\n\n#include "layers.h"\n\n#undef AI_NET_OBJ_INSTANCE\n'
                 "#define AI_NET_OBJ_INSTANCE g_network\n")


@fault("ST006", "the compiler threw the quantization away")
def ignored_json(folder):
    folder.insert_before(LOG, "<<<< DONE EXECUTING NEURAL ART", "WARNING: Ignore Quantization JSON file; unsupported version ''")


@fault("ST006", "the model is float: weights take four bytes each")
def float_weights(folder):
    folder.replace(LOG, r"(weights \(ro\)\s+:\s+)[\d,]+ B \(.*?\)", r"\g<1>8,912 B (8.70 KiB)")
    folder.replace(LOG, r"(model_fmt\s+:\s+).*", r"\1float")


@fault("ST007", "a key of an older version in the profile")
def old_key(folder):
    folder.replace(PROFILE, '"machine_desc"', '"memory_desc"')


@fault("ST007", "the log says that a key is ignored")
def ignored_key(folder):
    folder.insert_before(LOG, ">>>> EXECUTING NEURAL ART", "WARNING: Unsupported keys in the current profile fingers are ignored: memory_desc\n"
                         "\t> memory_desc is not a valid key anymore, use machine_desc instead")


@fault("ST008", "scales are rounded to powers of two")
def scales_rounded(folder):
    folder.replace(LOG, "--native-float", "--native-float --convert-scaleoffset-to-qmn")


@fault("ST009", "the tool reports an error")
def tool_error(folder):
    folder.insert_before(LOG, "<<<< DONE EXECUTING NEURAL ART", "E103(CliRuntimeError): Error calling the Neural Art compiler")


# The weights.

@fault("ST010", "one bit of a weight in the image", arguments=MODEL)
def weight(folder):
    folder.flip_weight(folder.buffer(r"Conv2D_\d+_weights")["offset_start"] + 5)


@fault("ST010", "one bit of an inflated depthwise weight", arguments=MODEL)
def inflated_weight(folder):
    folder.flip_weight(folder.buffer(r".*_weights_inflated_\d+")["offset_start"], 4)


@fault("ST010", "one weight of the dense layer, behind an epoch controller", build="core-4.0-ec", arguments=MODEL)
def dense_weight(folder):
    folder.flip_weight(folder.buffer(r"Gemm_\d+_weights_transposed_3")["offset_start"] + 100, 2)


@fault("ST010", "the image of another build", arguments=MODEL)
def other_image(folder):
    shutil.copy(BUILDS / "core-2.2-per-tensor" / IMAGE, folder.path / IMAGE)
    folder.delete(HEX)


@fault("ST011", "weights lie in flash", removes=True)
def no_flash(folder):
    """Nothing lies in flash: the duty is gone."""
    folder.only(LOG)
    folder.remove_lines(LOG, r"^\s*octoFlash ")


def dump_with(change):
    def make(folder):
        data = bytearray(folder.file(IMAGE).read_bytes())
        change(data)
        (folder.path / "dump.bin").write_bytes(bytes(data))
    return make


def erase(data):
    data[:] = b"\xff" * len(data)


def one_byte(data):
    data[700] ^= 16


DUMP = ("--flash-dump", "{folder}/dump.bin@0x71000000")
fault("ST012", "one byte of the flash", arguments=DUMP)(dump_with(one_byte))
fault("ST012", "the flash is erased", arguments=DUMP)(dump_with(erase))
fault("ST012", "programmed at another address", arguments=("--flash-dump", "{folder}/dump.bin@0x70380000"))(dump_with(lambda data: None))


# Memory.

def move_pool(folder, name, address):
    """In every file that places it."""
    old = {"npuRAM4": 0x34270000, "npuRAM5": 0x342E0000, "octoFlash": FLASH}[name]

    def in_info(info):
        next(p for p in info["memory_pools"] if p["name"] == name)["address"] = str(address)

    def in_pools(pools, key="mempools"):
        pool = next(p for p in pools["memory"]["mempools"] if p["name"] == name)
        pool["offset"] = {"value": f"0x{address:08x}", "magnitude": "BYTES"}

    folder.json(INFO, in_info)
    folder.json(OWN_INFO, in_info)
    folder.json(POOLS, in_pools)
    folder.json(SAVED_POOLS, in_pools)
    folder.replace(CODE, f"0x{old:x}", f"0x{address:x}")
    size = {"npuRAM4": 0x70000, "npuRAM5": 0x70000, "octoFlash": 0x1000000}[name]
    for path in (LOG, REPORT):
        text = folder.text(path)
        def moved(match):
            value = int(match[1], 16)
            return f"0x{value - old + address:08X}" if old <= value <= old + size else match[0]
        text = "".join(re.sub(r"0x([0-9A-F]{8})", moved, line) if line.strip().startswith(name) else line
                       for line in text.splitlines(keepends=True))
        folder.write(path, text)


@fault("ST020", "a pool where the STM32N6 has no memory")
def no_memory(folder):
    move_pool(folder, "npuRAM5", 0x38000000)


@fault("ST020", "a pool that begins below its bank")
def below(folder):
    move_pool(folder, "octoFlash", 0x6FF00000)


@fault("ST021", "two used pools share memory")
def pools_overlap(folder):
    move_pool(folder, "npuRAM4", 0x342E0000)


def map_with(section, address, size):
    def make(folder):
        folder.write("app.map", "\nMemory Configuration\n\nName             Origin             Length             Attributes\n"
                     "ROM              0x34000400         0x0007fc00         xr\nRAM              0x34080000         0x00300000         xrw\n"
                     "*default*        0x00000000         0xffffffff\n\nLinker script and memory map\n\n"
                     ".text           0x34000400     0x8000\n .text.main     0x34000400       0x20 main.o\n\n"
                     f"{section:<15} 0x{address:08x}   0x{size:x}\n {section}.buffer   0x{address:08x}   0x{size:x} main.o\n")
    return make


MAP = ("--map", "{folder}/app.map")
fault("ST022", "a frame buffer in the activations", arguments=MAP)(map_with(".bss", 0x342E0000, 0x4000))
fault("ST022", "the application over the weights", arguments=MAP)(map_with(".rodata", 0x71000000 - 0x100, 0x400))


@fault("ST023", "a buffer moved onto a live one")
def moved_buffer(folder):
    for path in (INFO, OWN_INFO):
        def change(info):
            by_name = {b["name"]: b for b in info["buffers"]}
            name = next(n for n in by_name if re.fullmatch(r"PReLU_\d+_0_mul_x", n))
            source = next(n for n in by_name if re.fullmatch(r"Conv2D_7_off_bias_out_\d+", n))
            by_name[name]["offset_start"] = by_name[source]["offset_start"] + 32
        folder.json(path, change)


@fault("ST024", "activations in the NPU's banks", removes=True)
def no_banks(folder):
    folder.only(LOG)
    folder.replace(LOG, r"npuRAM4(\s+)\[0x34270000 - 0x342E0000\]: 0x34270000-0x34270080", r"cpuRAM2\1[0x34100000 - 0x34200000]: 0x34100000-0x34100080")
    folder.replace(LOG, r"npuRAM5(\s+)\[0x342E0000 - 0x34350000\]: 0x342E0000-0x342E0[0-9A-F]{3}", r"cpuRAM2\1[0x34100000 - 0x34200000]: 0x34100080-0x34100500")
    folder.remove_lines(LOG, r"^\s*npuRAM\d ")


def activations_outside(folder):
    """The second RAM pool is external RAM, in every file."""
    move_pool(folder, "npuRAM4", 0x90000000)
    for path in (INFO, OWN_INFO):
        folder.json(path, lambda info: next(p for p in info["memory_pools"] if p["name"] == "npuRAM4").update(cacheable="CACHEABLE_ON"))
        folder.json(path, lambda info: next(p for p in info["memory_pools"] if p["name"] == "hyperRAM").update(address=str(0x91000000)))
    folder.replace(CODE, r"(name=npuRAM4 .*?cacheable=)OFF", r"\1ON")


fault("ST025", "activations in external RAM")(activations_outside)
fault("ST033", "activations behind the NPU's cache")(activations_outside)


@fault("ST026", "a pool that holds more than its size")
def over_full(folder):
    for path in (INFO, OWN_INFO):
        folder.json(path, lambda info: next(p for p in info["memory_pools"] if p["name"] == "npuRAM5").update(size_bytes=1024))
    folder.replace(CODE, r"(name=npuRAM5 .*?size=)458752", r"\g<1>1024")
    for path in (POOLS, SAVED_POOLS):
        folder.json(path, lambda pools: next(p for p in pools["memory"]["mempools"] if p["name"] == "npuRAM5").update(
            size={"value": "1", "magnitude": "KBYTES"}))
    for path in (LOG, REPORT):
        folder.replace(path, r"(npuRAM5\s+\[0x342E0000 - 0x)34350000", r"\g<1>342E0400")


@fault("ST030", "user buffers need not be aligned", build="core-4.0-user-io")
def not_aligned(folder):
    folder.remove_lines(CODE, r"buffer % 32|WRONG_ALIGN")


@fault("ST031", "the input's memory is used again", removes=True)
def preserved(folder):
    folder.only(LOG)
    folder.replace(LOG, "--cache-maintenance", "--cache-maintenance --Opreserve-inputs")


@fault("ST032", "no cache maintenance around a software epoch")
def no_cache_call(folder):
    folder.remove_lines(CODE, r"^\s*LL_ATON_Cache_MCU_Invalidate_Range")


@fault("ST032", "one cache operation is left out")
def one_cache_call(folder):
    folder.replace(CODE, r"^\s*LL_ATON_Cache_MCU_Clean_Range.*\n", "", count=1)


@fault("ST032", "--cache-maintenance is missing in a log")
def no_cache_option(folder):
    folder.only(LOG)
    folder.replace(LOG, " --cache-maintenance", "")


@fault("ST034", "the NPU itself writes the output")
def output_of_npu(folder):
    folder.only(LOG)
    folder.remove_lines(LOG, r"^epoch 1[01] ")


# The execution.

@fault("ST040", "software in float")
def float_epoch(folder):
    folder.replace(CODE, r"(mapped on EmbedNets )\(INTEGER\)( as Softmax)", r"\1(FLOAT)\2")


@fault("ST041", "PRelu in software")
def prelu_in_software(folder):
    folder.only(LOG)
    folder.replace(LOG, r"^epoch 5       HW", "epoch 5       -SW-   (       PRelu        )")


@fault("ST042", "software with a large output", build="core-4.0-ec")
def large_output(folder):
    start = folder.buffer("Quantize_33_out_0")["offset_start"]
    for path in (INFO, OWN_INFO):
        folder.json(path, lambda info: next(b for b in info["buffers"] if b["name"] == "Quantize_33_out_0").update(
            size_bytes=40000, shape=[1, 40000]))
    folder.replace(CODE, rf'(name = "Quantize_33_out_0",\n.*\n.*\n\s+\.offset_end = ){start + 4},', rf"\g<1>{start + 40000},")


@fault("ST043", "the input has another scale than the model's", build="core-2.0", arguments=MODEL)
def input_scale(folder):
    folder.replace(CODE, r"(Input_0_out_0_quant_scale\[\] = \{ )0\.0078", r"\g<1>0.0156")
    for path in (INFO, OWN_INFO):
        folder.json(path, lambda info: info["buffers"][0]["intq"].update(scales=[0.0156]))
    for path in (LOG,):
        folder.replace(path, r"(Input_0_out_0.*QLinear\()0\.0078", r"\g<1>0.0156")


@fault("ST044", "types and order of inputs and outputs", removes=True)
def no_ports(folder):
    folder.remove_lines(LOG, r"^ (input|output) 1/1")
    folder.only(LOG)


def no_internal_buffers(folder):
    text = folder.text(CODE)
    start = text.index("const LL_Buffer_InfoTypeDef *LL_ATON_Internal_Buffers_Info")
    name = re.match(r".*?\(void\)", text[start:])[0]
    folder.write(CODE, text[:start] + name + "\n{\n  return NULL;\n}\n")
    folder.remove_lines(CODE, "--all-buffers-info")
    for path in (LOG, REPORT, INFO, OWN_INFO):
        folder.replace(path, " --all-buffers-info", "")
    folder.replace(PROFILE, "--all-buffers-info ", "")


fault("ST061", "internal buffers are not listed", build="core-2.2")(no_internal_buffers)
fault("ST061", "an epoch controller without buffers", build="core-4.0-ec")(no_internal_buffers)


def other_build(network, dialect):
    """Another build than the folder's."""
    return lambda folder: made(network(), dialect, float_io=True, channels_last=True)(folder)


fault("ST060", "an epoch controller")(other_build(Network, dialects.with_controller(dialects.CORE_2_2)))


def coefficient(folder, name, width):
    """The low bits of a coefficient in the image."""
    folder.flip_weight(folder.buffer(name)["offset_start"] + width, 0x30)


@fault("ST050", "a multiplier of a convolution", arguments=MODEL)
def multiplier(folder):
    coefficient(folder, r"Conv2D_4_mul_scale_\d+", 2)


@fault("ST050", "a shift of a convolution", arguments=MODEL)
def shift(folder):
    folder.replace(CODE, r"(kind=Mul node=Conv2D_4_mul_scale(?:.*\n)*?.*\.shift_o = )\d+", r"\g<1>9", count=1)


@fault("ST050", "an addend of a convolution", build="core-3.0", arguments=MODEL)
def addend(folder):
    coefficient(folder, r"Conv2D_2_off_bias_\d+", 5)


@fault("ST051", "a multiplier of the residual sum", arguments=MODEL)
def residual(folder):
    folder.replace(CODE, r"(kind=Add node=Add_\d+ (?:.*\n)*?.*\.A_scalar = )(\d)", r"\g<1>1\2", count=1)


def spread():
    """One channel with weights of hundreds of times the others' scale."""
    network = Network()
    network.layers[0].weight_scales[2] *= 400
    return network


fault("ST052", "channels of one layer far apart", arguments=MODEL)(other_build(spread, dialects.CORE_2_2))


def mixed_signs():
    """The weights of each channel sum to little, their magnitudes do not."""
    network = Network()
    for channel in network.layers[6].weights:
        for i, plane in enumerate(channel):
            plane[0][0] = (100 if i % 2 else -100) + i
    return network


fault("ST053", "a layer that the 16-bit accumulator cuts", arguments=MODEL)(other_build(mixed_signs, dialects.CORE_2_2))


@fault("ST054", "unsigned codes")
def unsigned(folder):
    folder.replace(LOG, "ss/sa per channel", "us/ua per channel")


# What is no fault, and must be said.

@fault("ST070", "a family of models that is known")
def family(folder):
    folder.replace(LOG, r"(params #\s+:\s+)1,400 items", r"\g<1>468,048 items")
    folder.replace(LOG, "1x8x8x3", "1x128x128x3")
    folder.replace(LOG, r"f32\(1x4\)", "f32(1x2)")


@fault("ST071", "lines that do not matter")
def cosmetic(folder):
    folder.insert_before(LOG, "Compilation details", ' -> compiler "gcc:arm-none-eabi-gcc" is not in the PATH')


@fault("ST072", "a validation on the PC")
def validation(folder):
    folder.write("st_ai_output/network_validate_report.txt", "ST Edge AI Core v2.2.0-20266 2adc00962\n"
                 "Created date          : 2025-03-04 05:16:07\n"
                 "Parameters            : validate --model fingers.onnx --target stm32n6 --mode host\n\n"
                 "Evaluation report (summary)\n")
