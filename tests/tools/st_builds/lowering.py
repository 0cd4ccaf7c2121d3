# SPDX-License-Identifier: Apache-2.0
"""What the NPU's compiler makes of the network: epochs of units, buffers, parameters."""

from . import coefficients
from .arithmetic import packed_float
from .memory import Buffer, UserPool, memory_pools, parameter
from .network import Quantization
from .units import (Stream, Unit, Vector, arith, bytes_in, convacc, function_table, global_mean, joined)

# Of each layer: kernels at once (the batch of its output), depth of a unit, units in a chain, passes.
PLANS = {"stem/act": (4, 3, 1, 1), "dw/conv": (4, 4, 1, 1), "expand/act": (16, 8, 1, 1),
         "project/conv": (4, 16, 2, 1), "head/act": (8, 8, 1, 1), "logits": (4, 16, 1, 2)}


class Epoch:
    """`kind`: HW, SW (on integers), FLOAT (in software, between float and integer) or NONE."""

    def __init__(self, number, kind):
        self.number, self.kind = number, kind
        self.units, self.software, self.placeholders = [], None, []
        self.before, self.after = [], []  # cache operations: (operation, first byte, last, pool)

    def streams_in(self):
        seen = []
        for unit in self.units:
            seen += [s for s in unit.sources if isinstance(s, Stream) and s not in seen]
        return seen

    def streams_out(self):
        return [(unit, s) for unit in self.units for s in unit.streams]

    def reads(self):
        return [s.buffer for s in self.streams_in()] + (self.software["inputs"] if self.software else [])

    def writes(self):
        return [s.buffer for _, s in self.streams_out()] + (self.software["outputs"] if self.software else [])


class Software:
    """Names of a software operator in generated code."""

    def __init__(self, node, operation, structure, constant, category):
        self.node, self.operation, self.structure, self.constant = node, operation, structure, constant
        self.category = category


class Lowering:
    def __init__(self, network, front_end, dialect):
        self.network, self.front_end, self.dialect = network, front_end, dialect
        self.pools = memory_pools()
        self.flash = next(p for p in self.pools if p.name == "octoFlash")
        self.ram = next(p for p in self.pools if p.name == "npuRAM5")
        self.second_ram = next(p for p in self.pools if p.name == "npuRAM4")
        self.epochs, self.parameters, self.vectors, self.activations = [], [], [], []
        self.coefficients, self.unit_counts, self.serial, self.copies = {}, {}, 0, 0
        self.epoch(0, "NONE")
        self._inputs()
        self._layers()
        self.epoch(len(self.epochs), "NONE").placeholders = [("__NN__RETURN__", "Return")]
        self._place()
        self._number_streams()
        self._caches()

    # Parts of a build.

    def epoch(self, number, kind):
        self.epochs.append(Epoch(number, kind))
        return self.epochs[-1]

    def next_epoch(self, kind):
        return self.epoch(len(self.epochs), kind)

    def number(self):
        """Nodes that the compiler adds are numbered."""
        self.serial += 1
        return self.serial

    def weights(self, *arguments, **fields):
        self.parameters.append(parameter(*arguments, **fields))
        return self.parameters[-1]

    def vector(self, *arguments, **fields):
        """Coefficients: in the image of the weights, or with an epoch controller beside its program."""
        buffer = parameter(*arguments, **fields)
        (self.vectors if self.dialect.controller else self.parameters).append(buffer)
        return Vector(buffer)

    def activation(self, name, shape, kind, y, batch=None, m_n=None):
        buffer = Buffer(name, shape, kind, batch, [y] if y else None, m_n, start=len(self.epochs) - 1)
        self.activations.append(buffer)
        return buffer

    def unit(self, type, kind, node, sources, fields, output):
        """In the epoch at hand, on the next unit of its type."""
        count = {"CONVACC": 4, "ARITH": 4, "POOL": 2, "ACTIV": 2}[type]
        index = self.unit_counts.get(type, 0) % count
        self.unit_counts[type] = index + 1
        unit = Unit(type, index, kind, node, sources, fields, output)
        self.epochs[-1].units.append(unit)
        return unit

    def stored(self, unit, buffer, **form):
        unit.streams.append(Stream(buffer, **form))
        unit.output = buffer.name
        return buffer

    # The network.

    def _inputs(self):
        image, front = self.network.image, self.front_end
        y = [image.y]
        last = front.channels_last
        self.input = Buffer(front.input, front.input_shape, "FLOAT" if front.float_io else "INT8",
                            1, None if front.float_io else y)
        self.input.port = "input"
        self.activations.append(self.input)
        value = self.input
        if last:
            self.next_epoch("NONE").placeholders = [(front.transpose, "Transpose")]
            value = self.activation(front.transpose + "_out_0", [1, 3, 8, 8], self.input.kind,
                                    None if front.float_io else image.y)
            value.alias_of = self.input
        if front.float_io:
            node = front.quantized_input.removesuffix("_out_0")
            result = self.convert(node, "QuantizeLinear", value, front.quantized_input, image.y, 3 if last else 1)
            value = result
        self.values = {image: value}

    def convert(self, node, operation, value, name, y, batch):
        """QuantizeLinear or DequantizeLinear in software."""
        epoch = self.next_epoch("SW")
        quantize = operation == "QuantizeLinear"
        result = self.activation(name, value.shape, "INT8" if quantize else "FLOAT", y if quantize else None, batch)
        prefix = "o" if quantize else "i"
        scale, zero = self.quantizers(node, prefix, y)
        epoch.software = dict(names=Software(node, operation, operation.capitalize(), operation.upper(), "Format-Converter"),
                              inputs=[value], outputs=[result], parameters={prefix + "s": scale, prefix + "zp": zero},
                              scratch=None, hyper=[])
        return result

    def quantizers(self, node, prefix, y):
        number = self.number()
        scale = Buffer(f"{node}_{prefix}_scale_{number}", [1], "FLOAT", 1, data=b"")
        scale.data = packed_float(y.scale)
        zero = Buffer(f"{node}_{prefix}_zero_{number}", [1], "INT8", 1, [Quantization(1.0, 0)],
                      data=bytes([y.zero & 255]))
        self.parameters += [scale, zero]
        return scale, zero

    def _layers(self):
        stem, depthwise, prelu, expand, project, add, head, mean, dense, softmax = self.network.layers
        last = self.convolution(stem)
        self.store(stem, last, depthwise, keep=True)
        last = self.convolution(depthwise)
        self.prelu(prelu, self.store(depthwise, last, None, keep=True), last)
        last = self.convolution(expand)
        self.store(expand, last, project)
        last = self.convolution(project)
        self.add(add, stem, project, last)
        last = self.convolution(head)
        self.mean(mean, last)
        last = self.convolution(dense)
        self.store(dense, last, None, keep=True)
        self.softmax(softmax, dense)

    def convolution(self, layer):
        """An epoch up to the units that scale the sums; returns the last of them."""
        self.next_epoch("HW")
        oe = self.front_end.oe[layer] + ("_conv_4" if layer.kind == "dense" else "")
        kernels, depth, units, passes = PLANS[layer.name]
        k = coefficients.ProductCoefficients(layer, self.dialect.two_roundings, self.dialect.core == "2.1")
        self.coefficients[layer] = k
        weights = Stream(self.product_weights(layer, oe, depth, kernels), weights=True, widen=False)
        source = self.values.get((layer, layer.inputs[0])) or self.values[layer.inputs[0]]
        narrow = layer.x.zero == -128
        tensor = source.name
        if not narrow:
            self.number()
            tensor = f"{oe}_zero_off_out_{self.number()}"
        unit = None
        for position in range(units):
            if position:
                self.copies += 1
            pipe = tensor + (f"_copy_in_{self.copies} ca pipe offset={position}" if position else "")
            frames = source.channels // depth if source.batch == depth else None
            pixels = source.size // max(source.channels, 1)
            data = Stream(source, pipe, depth, position * depth * (pixels if source.batch == depth else 1),
                          widen=not narrow, frames=(frames // units if frames else None))
            sources = [data, weights] + ([unit] if position else [])
            unit = self.unit("CONVACC", "Conv", oe + (f"_ca_pipe_{position}" if position else ""), sources,
                             convacc(layer, depth, kernels, position, units, passes, k.s_o, self.dialect.core >= "3"),
                             f"{oe}_out_0" if position == units - 1 else f"{oe}_out_0_ca_pipe_{position}")
        if passes > 1:
            partial = self.activation(f"{oe}_out_0_cp_in_{self.copies}", [1, *layer.shape], "FXP16", None, kernels,
                                      (15 + k.s_o, -k.s_o))
            unit.sources += [Stream(partial, "ATONN_ACCUMULATOR_PORT", frames=1, note="partial accumulator")]
            unit.streams.append(Stream(partial, frames=1, note="partial accumulator"))
        return self.scaling(layer, oe, unit, k, kernels)

    def product_weights(self, layer, oe, depth, group):
        y = [Quantization(s, 0) for s in layer.weight_scales]
        flat = [w for c in layer.weights for plane in c for row in plane for w in row]
        shape = [layer.shape[0], layer.group_channels, layer.kernel, layer.kernel]
        if layer.kind == "dense":
            return self.weights(f"{self.front_end.oe[layer]}_weights_transposed_3", shape, "INT8", flat, depth, y, group=group)
        if not layer.depthwise:
            return self.weights(f"{oe}_weights", shape, "INT8", flat, depth, y, group=group)
        # Each kernel takes `depth` channels and is zero in all but its own.
        area = layer.kernel**2
        inflated = []
        for c in range(layer.shape[0]):
            for lane in range(depth):
                inflated += flat[c * area:(c + 1) * area] if lane == c % depth else [0] * area
        return self.weights(f"{oe}_weights_inflated_{160 + self.number()}", [layer.shape[0], depth, layer.kernel, layer.kernel],
                            "INT8", inflated, depth, y, group=group)

    def scaling(self, layer, oe, unit, k, batch):
        """From the 16-bit accumulator to the output's codes: two stages before 3.0, else one."""
        channels, size = layer.shape[0], layer.shape[1]
        per_channel = len(layer.weight_scales) > 1
        y = layer.y
        if not self.dialect.two_roundings:
            fields = dict(outbytes_o=2, shift_o=k.s1)
            scale, mul = self.number(), self.number()
            if per_channel:
                n = k.s1 + k.n
                vector = self.vector(f"{oe}_mul_scale_{scale}", [channels, 1, 1], "FXP16", k.a1, batch, m_n=(15 - n, n))
                fields.update(scalar=0, bcast="ARITH_BCAST_CHAN", A_scalar=1, A_vector=vector)
            else:
                fields.update(A_scalar=k.a1[0])
            unit = self.unit("ARITH", "Mul", f"{oe}_mul_scale_{mul}", [unit], arith(size, channels, batch, **fields),
                             f"{oe}_mul_scale_out_{self.number()}")
        bias, number = self.number(), self.number()
        addend = self.vector(f"{oe}_off_bias_{bias}", [channels, 1, 1], "FXP32", k.c, batch, m_n=(31 - k.s, k.s))
        fields = dict(combinebc=1, scalar=0, bcast="ARITH_BCAST_CHAN", shift_o=k.s, C_scalar="(short)0", C_vector=addend,
                      vec_precision=(16, 16, 32))
        if self.dialect.two_roundings and per_channel:
            multiplier = self.vector(f"{oe}_off_bias_{number}_A_16_{370 + self.number()}", [channels, 1, 1], "FXP16", k.a, batch,
                                     m_n=(15 - k.s, k.s))
            fields.update(A_vector=multiplier)
        else:
            fields.update(A_scalar=k.a[0])
        return self.unit("ARITH", "Add", f"{oe}_off_bias_{number}", [unit], arith(size, channels, batch, **fields),
                         f"{oe}_off_bias_out_{self.number()}")

    def store(self, layer, unit, following, keep=False):
        """Writes a layer's output: as codes (`keep`), and re-coded to unsigned where the next
        convolution takes it so."""
        batch = PLANS[layer.name][0]
        shape = [1, *layer.shape]
        frames = layer.shape[0] // batch
        if keep:
            self.values[layer] = self.stored(unit, self.activation(unit.output, shape, "INT8", layer.y, batch), frames=frames)
        if following is None:
            return unit
        oe = self.front_end.oe[following]
        sub, zero = self.number(), self.number()
        self.weights(f"{oe}_zero_off_{zero}", [1], "INT8", [-128], y=[Quantization(layer.y.scale, 0)])
        fields = arith(layer.shape[1], layer.shape[0], batch, rounding_o=0, saturation_o=0, shift_o=14, A_scalar=16384,
                       **bytes_in(1), **joined(128 << 14), vec_precision=(8, 8, 8))
        recoded = self.unit("ARITH", "Sub", f"{oe}_suboff_{sub}", [unit], fields, "")
        buffer = self.activation(f"{oe}_zero_off_out_{zero + 1}", shape, "UINT8", Quantization(layer.y.scale, 0), batch)
        self.number()
        self.stored(recoded, buffer, frames=frames)
        if keep:
            self.values[following, layer] = buffer
        else:
            self.values[layer] = buffer
        return recoded

    def prelu(self, layer, unit, last):
        """Clip and product with the slopes in the epoch at hand; the rest in the next."""
        source = self.values[layer.inputs[0]]
        channels, size, batch = layer.shape[0], layer.shape[1], source.batch
        oe = self.front_end.oe[layer] + "_0"
        k = coefficients.PReluCoefficients(layer)
        self.coefficients[layer] = k
        clip = self.unit("ARITH", "Clip", f"{oe}_clip_x", [unit],
                         arith(size, channels, batch, operation="ARITH_CLIP", bcast="ARITH_BCAST_NONE", A_scalar=-128,
                               C_scalar=layer.x.zero, **bytes_in(1), vec_precision=(8, 8, 8)), f"{oe}_clip_x")
        slopes = self.vector(f"{oe}__slopes_", [channels, 1, 1], "INT8", layer.slopes, batch,
                             y=[Quantization(layer.slope_scale, 0)])
        product = self.unit("ARITH", "Mul", f"{oe}_mul_x", [clip],
                            arith(size, channels, batch, outbytes_o=2, scalar=0, bcast="ARITH_BCAST_CHAN", A_scalar=1,
                                  A_vector=slopes, **bytes_in(1), vec_precision=(8, 8, 8)), f"{oe}_mul_x")
        wide = Quantization(layer.x.scale * layer.slope_scale, 0)
        frames = channels // batch
        wide = self.stored(product, self.activation(f"{oe}_mul_x", [1, *layer.shape], "INT16", wide, batch), frames=frames)
        self.next_epoch("HW")
        addend = self.vector(f"{oe}_mul_x_mul_sub2__C_{self.number()}", [channels, 1, 1], "FXP32", k.c, batch, m_n=(31 - k.s, k.s))
        negative = self.unit("ARITH", "Add", f"{oe}_mul_x_mul_sub2_", [Stream(wide, frames=frames)],
                             arith(size, channels, batch, combinebc=1, scalar=0, bcast="ARITH_BCAST_CHAN", shift_o=k.s,
                                   A_scalar=k.a, C_scalar="(short)0", C_vector=addend, **bytes_in(2),
                                   vec_precision=(8, 8, 32)), f"{oe}_mul_x_mul_sub2_")
        rom0 = self.vector(f"{oe}_relu_x_ROM0", [32], "INT8", [b - 256 if b > 127 else b for b in k.rom0], 1,
                           y=[Quantization(1.0, 0)]).buffer
        rom1 = self.vector(f"{oe}_relu_x_ROM1", [len(k.rom1)], "FXP16", k.rom1, 1, m_n=(15, 0)).buffer
        positive = self.unit("ACTIV", "Relu", f"{oe}_relu_x", [Stream(source, frames=frames)], function_table(rom0, rom1, k),
                             f"{oe}_relu_x")
        total = coefficients.AffineCoefficients(1, 1, -layer.y.zero)
        result = self.unit("ARITH", "Add", f"{oe}_add_x", [negative, positive],
                           arith(size, channels, batch, shift_o=total.shift, dualinput=1, bcast="ARITH_BCAST_NONE",
                                 A_scalar=total.a, B_scalar=total.b, C_scalar=total.c, C_shift=total.c_shift,
                                 **bytes_in(1), vec_precision=(8, 8, 8)), "")
        self.values[layer] = self.stored(result, self.activation(self.front_end.oe[layer] + "_out_0", [1, *layer.shape], "INT8",
                                                                 layer.y, channels), depth=batch)

    def add(self, layer, first, second, unit):
        """The sum of a stored tensor and what the epoch at hand computes."""
        source = self.values[first]
        k = coefficients.addition(first.y, second.y, layer.y)
        self.coefficients[layer] = k
        name = self.front_end.oe[layer]
        frames = layer.shape[0] // source.batch
        result = self.unit("ARITH", "Add", name, [Stream(source, frames=frames), unit],
                           arith(layer.shape[1], layer.shape[0], source.batch, shift_o=k.shift, dualinput=1,
                                 bcast="ARITH_BCAST_NONE", Ax_shift=k.x_shift, By_shift=k.y_shift, C_shift=k.c_shift,
                                 A_scalar=k.a, B_scalar=k.b, C_scalar=k.c, **bytes_in(1), vec_precision=(8, 8, 8)), "")
        self.values[layer] = self.stored(result, self.activation(f"{name}_out_0", [1, *layer.shape], "INT8", layer.y,
                                                                 layer.shape[0]), depth=source.batch)

    def mean(self, layer, unit):
        source = layer.inputs[0]
        batch = PLANS[source.name][0]
        k = coefficients.MeanCoefficients(source.shape[1] * source.shape[2], layer.x, layer.y)
        self.coefficients[layer] = k
        name = self.front_end.oe[layer]
        pool = self.unit("POOL", "AveragePool", name, [unit], global_mean(source.shape[1], batch, k), f"{name}_out_0")
        number = self.number()
        self.weights(f"RequantizeLinear_inserted_id{number}_{number + 1}_requantize_zero", [1, 1, 1, 1], "FXP8", [0])
        self.number()
        codes = self.unit("ARITH", "Add", f"RequantizeLinear_inserted_id{number}", [pool],
                          arith(1, layer.shape[0], batch, shift_o=k.shift, Ax_shift=8, A_scalar=k.a, inbytes_x=2,
                                outbytes_x=2, inbytes_y=1, outbytes_y=1, **joined(k.c), vec_precision=(8, 8, 8)), "")
        buffer = self.activation(f"{name}_out_0_cp_in_{self.copies + 1}", [1, *layer.shape], "INT8", layer.y, layer.shape[0])
        self.copies += 1
        self.values[layer] = self.stored(codes, buffer, depth=batch)

    def softmax(self, layer, dense):
        node, source = self.front_end.oe[layer], self.values[dense]
        epoch = self.next_epoch("SW")
        final = self.front_end.output if not self.front_end.float_io else self.quantized_output()
        result = self.activation(final, [1, 4], "INT8", layer.y, 1)
        scratch = self.activation(f"SCRATCH_{node}_PORT_OUT", [257], "FXP32", None, 1, (31, 0))
        scales = dict(zip(("is", "izp"), self.quantizers(node, "i", dense.y)))
        scales |= dict(zip(("os", "ozp"), self.quantizers(node, "o", layer.y)))
        multiplier, shift = self._fixed_point(dense.y.scale * 2.0**26)
        epoch.software = dict(names=Software(node, "Softmax", "Softmax_integer", "SOFTMAX", "Computational"), inputs=[source],
                              outputs=[result, scratch], parameters=scales, scratch=scratch,
                              hyper=[("quantized_multiplier", multiplier), ("left_shift", shift),
                                     ("diff_min", -(31 << 26 >> shift)), ("axis", 1)])
        if self.front_end.float_io:
            result = self.convert(self.front_end.output.removesuffix("_out_0"), "DequantizeLinear", result,
                                  self.front_end.output, layer.y, 1)
        result.port = "output"
        self.output = result

    @staticmethod
    def _fixed_point(value):
        """A real number as a fraction of 2^31 and a left shift."""
        shift = 0
        while value >= 2.0**shift:
            shift += 1
        return int(value / 2.0**shift * 2**31), shift

    def quantized_output(self):
        number = int(self.front_end.output.removesuffix("_out_0").rsplit("_", 1)[1])
        return f"Quantize_{number - 1}_out_0"

    # Memory.

    def _place(self):
        last = self.epochs[-1].number
        for epoch in self.epochs:
            for buffer in epoch.reads():
                if not buffer.parameter:
                    buffer.end = max(buffer.end, epoch.number)
                    getattr(buffer, "alias_of", buffer).end = max(getattr(buffer, "alias_of", buffer).end, epoch.number)
            for buffer in epoch.writes():
                buffer.end = max(buffer.end, epoch.number)
        self.output.end = last
        offset = 0
        for buffer in sorted(self.parameters, key=lambda b: (-b.size, b.name)):
            buffer.pool, buffer.offset, buffer.end = self.flash, offset, last
            self.flash.buffers.append(buffer)
            offset = -(-(offset + buffer.size) // 16) * 16
        offset = 0
        for buffer in self.vectors:
            buffer.offset = offset
            offset += -(-buffer.size // 8) * 8
        if self.dialect.user_io:
            for direction, buffer in (("input", self.input), ("output", self.output)):
                buffer.pool = UserPool(6 + (direction == "output"), direction, 0)
                buffer.pool.buffers.append(buffer)
                self.pools.append(buffer.pool)
        for buffer in self.activations:
            if hasattr(buffer, "alias_of"):
                buffer.pool, buffer.offset = buffer.alias_of.pool, buffer.alias_of.offset
                buffer.pool.buffers.append(buffer)
            elif not buffer.user_allocated:
                stem_copy = buffer is self.values[self.network.layers[0]]
                (self.second_ram if stem_copy else self.ram).place(buffer)

    def _number_streams(self):
        for epoch in self.epochs:
            streams = epoch.streams_in() + [s for _, s in epoch.streams_out()]
            assert len(streams) <= 10, epoch.number
            for position, stream in enumerate(streams):
                stream.index = (epoch.number * 3 + position * 7) % 10

    def _caches(self):
        """What --cache-maintenance adds: outputs of the NPU that software reads, and both sides of
        software."""
        by_cpu = [b for e in self.epochs if e.software for b in e.software["inputs"]]
        for epoch in self.epochs:
            for buffer in epoch.writes():
                whole = (buffer.offset, buffer.offset + -(-buffer.size // 32) * 32, buffer)
                if epoch.software:
                    epoch.before.append(("invalidate", "SW", *whole))
                    epoch.after.append(("clean", "SW", *whole))
                elif buffer in by_cpu:
                    epoch.before.append(("invalidate", "HW", *whole))
