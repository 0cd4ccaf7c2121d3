# SPDX-License-Identifier: Apache-2.0
"""Buffers: what they hold, how they lie in memory, and where."""

from .arithmetic import packed

LINE = 32  # bytes of a line of the Cortex-M55's data cache
GAP = 64   # bytes behind a buffer that a stream engine may touch


class Pool:
    def __init__(self, index, name, postfix, address, kilobytes, cacheable=False, read_only=False):
        self.index, self.name, self.postfix, self.address = index, name, postfix, address
        self.size, self.cacheable, self.read_only = kilobytes * 1024, cacheable, read_only
        self.buffers = []

    @property
    def used(self):
        """Bytes up to the end of the last buffer."""
        return max((b.offset + b.size for b in self.buffers), default=0)

    def place(self, buffer, alignment=LINE):
        """At the lowest offset where nothing lies that lives at the same time."""
        offset = 0
        for other in sorted((b for b in self.buffers if b.start <= buffer.end and buffer.start <= b.end),
                            key=lambda b: b.offset):
            if offset + buffer.size <= other.offset:
                break
            offset = max(offset, -(-(other.offset + other.size) // alignment) * alignment)
        buffer.pool, buffer.offset = self, offset
        self.buffers.append(buffer)


def memory_pools():
    """The pools of the builds: npuRAM3 to 6, and flash and RAM outside."""
    return [Pool(5, "octoFlash", "xSPI2", 0x71000000, 16384, cacheable=True, read_only=True),
            Pool(4, "hyperRAM", "xSPI1", 0x90000000, 16384, cacheable=True),
            Pool(1, "npuRAM5", "AXISRAM5", 0x342E0000, 448), Pool(2, "npuRAM4", "AXISRAM4", 0x34270000, 448),
            Pool(3, "npuRAM3", "AXISRAM3", 0x34200000, 448), Pool(0, "npuRAM6", "AXISRAM6", 0x34350000, 448)]


class UserPool:
    """An input or output that the application allocates."""

    def __init__(self, index, direction, number):
        self.index, self.direction, self.number = index, direction, number
        self.name = self.postfix = f"_user_io_{direction}_{number}"
        self.address, self.buffers, self.cacheable, self.read_only = 0, [], False, False

    @property
    def used(self):
        return max((b.size for b in self.buffers), default=0)

    size = used


class Buffer:
    """`shape` in ONNX order. `batch`: channels side by side (b of the layout C/b, H, W, b)."""

    def __init__(self, name, shape, kind, batch=None, y=None, m_n=None, start=0, end=0, data=None):
        self.name, self.shape, self.kind = name, shape, kind
        self.bits = {"INT8": 8, "UINT8": 8, "INT16": 16, "FXP16": 16, "FXP32": 32, "FXP8": 8, "FLOAT": 32}[kind]
        self.type = "FXP" if kind.startswith("FXP") else kind
        channels = self.channels
        self.batch = batch or channels
        self.scales = [q.scale for q in y] if y else None
        self.zeros = [q.zero for q in y] if y else None
        self.m, self.n = m_n or {"FLOAT": (0, 0), "INT16": (15, 0), "UINT8": (8, 0)}.get(kind, (7, 0))
        self.start, self.end, self.data = start, end, data
        self.parameter = data is not None
        self.port = None  # "input", "output"
        self.pool, self.offset = None, 0
        self.size = self.elements * self.bits // 8
        self.producer = None  # the name of the node in whose place it stands

    @property
    def channels(self):
        return self.shape[-3] if len(self.shape) >= 3 else 1

    @property
    def elements(self):
        count = 1
        for d in self.shape:
            count *= d
        return count

    @property
    def user_allocated(self):
        return isinstance(self.pool, UserPool)

    @property
    def position(self):
        """The layout's letter in array names: undefined, first, last, mixed."""
        if len(self.shape) < 3:
            return "U"
        if self.batch == 1 and self.channels > 1 or self.shape[-2:] == [1, 1] and self.batch == self.channels:
            return "F"
        return "L" if self.batch == self.channels else "M"

    @property
    def memory_shape(self):
        *outer, c, h, w = self.shape if self.position != "U" else (0, 0, 0)
        return {"U": lambda: self.shape, "F": lambda: self.shape, "L": lambda: [*outer, h, w, c],
                "M": lambda: [*outer, c // self.batch, h, w, self.batch]}[self.position]()

    @property
    def nhwc(self):
        n, c, h, w = ([1] * (4 - len(self.shape)) + list(self.shape))
        return [n, h, w, c]


def in_layout(values, shape, batch):
    """Values in ONNX order [n][c][h][w] as they lie in memory."""
    n, c, h, w = shape
    def index(i, ch, y, x):
        return ((i * c + ch) * h + y) * w + x
    return [values[index(i, block * batch + lane, y, x)] for i in range(n) for block in range(c // batch)
            for y in range(h) for x in range(w) for lane in range(batch)]


def in_groups(values, shape, batch, group):
    """Kernels as a convolution's units read them: groups of kernels, in each blocks of channels, in
    each one kernel after the other."""
    kernels, c, h, w = shape
    return [values[((k * c + block + lane) * h + y) * w + x] for first in range(0, kernels, group)
            for block in range(0, c, batch) for k in range(first, min(first + group, kernels))
            for y in range(h) for x in range(w) for lane in range(batch)]


def parameter(name, shape, kind, values, batch=None, y=None, m_n=None, group=None):
    """A buffer with its content, in the layout of its batch; of kernels, in groups."""
    buffer = Buffer(name, shape, kind, batch, y, m_n, data=b"")
    n_c_h_w = [1] * (4 - len(shape)) + list(shape)
    if group:
        values = in_groups(values, shape, buffer.batch, group)
    elif len(shape) >= 3:
        values = in_layout(values, n_c_h_w, buffer.batch)
    buffer.data = packed(values, buffer.bits)
    return buffer
