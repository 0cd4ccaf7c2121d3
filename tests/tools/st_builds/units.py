# SPDX-License-Identifier: Apache-2.0
"""The NPU's units as an epoch programs them: the fields of their structs, in their order."""

UNIT_NAMES = {"CONVACC": ("CONV_ACC_V2", 10, "Convacc"), "ARITH": ("ARITH_ACC_V2", 18, "Arithacc"),
              "ACTIV": ("ACTIV_ACC_V2", 16, "Activacc"), "POOL": ("POOL_ACC_V2", 22, "Poolacc"),
              "STRENG": ("STREAM_ENG_V2", 0, "Streng_Tensor")}


class Vector:
    """A field that points at a parameter."""

    def __init__(self, buffer):
        self.buffer = buffer


class Unit:
    """`sources`: what each input port gets, a Unit or a Stream. `output`: name of its tensor.
    `streams`: where its output goes besides the next unit."""

    def __init__(self, type, index, kind, node, sources, fields, output):
        self.type, self.index, self.kind, self.node = type, index, kind, node
        self.sources, self.fields, self.output, self.streams = sources, fields, output, []

    @property
    def label(self):
        return f"{UNIT_NAMES[self.type][0]} {self.index}"


class Stream:
    """A stream engine between a buffer and a unit. `depth`: channels of a frame, where the unit
    takes them in another order than they lie in; `offset`: bytes from the buffer's start."""

    type = "STRENG"

    def __init__(self, buffer, tensor=None, depth=None, offset=0, widen=False, frames=None, weights=False,
                 repeats=1, note=None):
        self.buffer, self.tensor, self.offset = buffer, tensor or buffer.name, offset
        self.depth, self.widen, self.frames, self.weights = depth, widen, frames, weights
        self.repeats, self.note, self.index = repeats, note, None


def convacc(layer, depth, kernels, position, units, passes, s_o, newer):
    """Unit `position` of the chain of `units` that accumulate one convolution."""
    narrow = layer.x.zero == -128
    first, last = position == 0, position == units - 1
    size_in, size_out = layer.inputs[0].shape[1], layer.shape[1]
    if layer.kind == "dense":
        size_in = size_out = 1
    end = (size_out - 1) * layer.stride + layer.kernel - layer.pad - size_in  # of the padding that is used
    fields = {"simd": 1 if narrow else 2, "fsub": 0 if narrow else layer.x.zero}
    if newer:
        fields["vshift"] = 0
    fields["accumulate"] = 0 if first and passes == 1 else 1
    if not first:
        fields["accumulate_first"] = 1
    elif passes > 1:
        fields.update(afilt_mode="AFILT_MODE_FRAMEZERO", afilt_tot=passes, afilt_first=1, afilt_last=passes - 1)
    if units > 1:
        fields.update(kfilt_tot=units, kfilt_first=position, kfilt_last=position)
    fields.update(rounding_f=0, saturation_f=0, round_mode_f=0, f_unsigned=int(narrow), k_unsigned=0,
                  deepmode=int(layer.kernel == 1 and narrow), dss2mode=0, kseten=0, zfbias=0,
                  inbytes_f=1 if narrow else 2, shift_f=0, shift_a=s_o if first else 0, rounding_o=1, saturation_o=1,
                  round_mode_o=1, relu_mode_o=0, outbytes_o=2 if last else 3, shift_o=s_o if last else 0,
                  raw_o=0 if last else 1, fWidth=size_in, fHeight=size_in, kernelWidth=layer.kernel,
                  kernelHeight=layer.kernel, nKernels=kernels, batchDepth=depth, hstride=layer.stride,
                  vstride=layer.stride, left_padding=layer.pad, right_padding=max(end, 0), top_padding=layer.pad,
                  bot_padding=max(end, 0), left_crop=0, right_crop=size_in - 1, top_crop=0, bot_crop=size_in - 1)
    return fields


def arith(size, channels, depth, **changes):
    """An arithmetic unit: A x + B y + C unless `changes` say otherwise."""
    fields = dict(rounding_x=0, saturation_x=0, round_mode_x=0, inbytes_x=2, outbytes_x=2, shift_x=0, rounding_y=0,
                  saturation_y=0, round_mode_y=0, inbytes_y=2, outbytes_y=2, combinebc=0, clipout=0, shift_y=0,
                  rounding_o=1, saturation_o=1, round_mode_o=1, relu_mode_o=0, outbytes_o=1, shift_o=0, scalar=1,
                  dualinput=0, operation="ARITH_AFFINE", bcast="ARITH_BCAST_SCALAR", Ax_shift=0, By_shift=0, C_shift=0,
                  fWidth=size, fHeight=size, fChannels=channels, batchDepth=depth, clipmin=0, clipmax=0, A_scalar=0,
                  B_scalar=0, C_scalar=0, A_vector=None, B_vector=None, C_vector=None, vec_precision=(16, 16, 16))
    assert set(changes) <= set(fields), changes
    return fields | changes


def bytes_in(count):
    return dict(inbytes_x=count, outbytes_x=count, inbytes_y=count, outbytes_y=count)


def joined(c):
    """A 32-bit addend in the two halves that hold it."""
    return dict(combinebc=1, B_scalar=c >> 16, C_scalar=f"(short){c & 0xFFFF}")


def global_mean(size, depth, coefficients):
    return dict(operation="POOL_GAVG", avgnopad=0, inputX=size, inputY=size, outputX=size + 1, outputY=size + 1,
                poolWinX=0, poolWinY=0, strideX=1, strideY=1, topCrop=0, bottomCrop=size - 1, leftCrop=0,
                rightCrop=size - 1, topPad=0, bottomPad=0, leftPad=0, rightPad=0, batchSize=depth, shift_f=0,
                shift_o=coefficients.sh, dualLine=1, rounding_f=0, saturation_f=0, round_mode_f=0, inbytes_f=1,
                outbytes_f=1, rounding_o=1, saturation_o=1, round_mode_o=1, relu_mode_o=0, outbytes_o=2,
                mulval=coefficients.mulval, pad_val_en=0, pad_val=0)


def function_table(rom0, rom1, coefficients):
    return dict(rounding_f=0, saturation_f=0, round_mode_f=0, inbytes_f=1, outbytes_f=1, rounding_o=1, saturation_o=1,
                round_mode_o=1, relu_mode_o=0, outbytes_o=1, signedop=1, shift_f=0, shift_o=coefficients.table_shift,
                parameter=32640, parameter_2=0, ROM0_vector=Vector(rom0), ROM1_vector=Vector(rom1),
                ROM0_nbytes=rom0.size, ROM1_nbytes=rom1.size, shift_b=0, shift_c=coefficients.c_left, shift_norm=8,
                bwidth=5, fsub=0, operation="ACTIV_FUNC")


def stream(stream, direction):
    """The fields of a stream engine."""
    b = stream.buffer
    start, end = b.offset + stream.offset, b.offset + b.size
    bits = 16 if b.bits == 32 else b.bits
    fields = {"dir": direction}
    canonical = stream.depth and stream.depth != b.batch
    if not canonical:
        fields["raw"] = 1
    if stream.weights:
        fields["continuous"] = 1
    fields.update(noblk=0, align_right=int(stream.widen), nbits_unsigned=int(b.type == "UINT8"))
    if stream.weights:
        fields.update(cacheable=1, cache_allocate=0)
    fields.update(addr_base=b, offset_start=start)
    limit = dict(offset_limit=end + (8 if b.user_allocated else 64), frame_count=0)
    if canonical:
        h, w = b.shape[-2:]
        fields.update(limit, fwidth=w, fheight=h, batch_depth=stream.depth, batch_offset=b.batch,
                      frame_offset=stream.depth, line_offset=0, loop_offset=b.size, frame_loop_cnt=b.channels // stream.depth,
                      frame_tot_cnt=b.channels // stream.depth)
    else:
        frames = stream.frames or 1
        frame = 0 if stream.weights else (b.size - stream.offset) // frames
        fields.update({"offset_end": end if stream.weights or stream.repeats > 1 else start + frame}, **limit, fwidth=0,
                      fheight=0, batch_depth=0, batch_offset=0, frame_offset=frame, line_offset=0, loop_offset=0,
                      frame_loop_cnt=0 if direction else stream.repeats - 1, frame_tot_cnt=frames * stream.repeats)
    fields.update(nbits_in=bits, nbits_out=16 if stream.widen else bits)
    return fields
