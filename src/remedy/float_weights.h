// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "remedy/qdq_layer.h"

namespace npuscope {

/// The weights that the layer had before quantization, in float32: the float model's constant whose
/// name the file's `NAME_quantized` tells, or else one of the same shape. Every element must be at
/// most 0.51 of its scale away from what its code stands for. The error's what() says that there is
/// none.
Result<Tensor> float_weights(const Bench& bench, const QdqLayer& layer);

/// What makes layers of quantized weights out of real ones. Symmetric int8: s_w = max|w| / 127, per
/// output channel where `per_channel`; a channel of zeros keeps `otherwise`. Codes round half to
/// even. The bias gets the codes of its real numbers with scale s_x s_w; an s_w with which those
/// leave int32 grows until they fit. `real` has real numbers throughout.
LayerConstants quantized_again(const QdqLayer& layer, const LayerConstants& real, bool per_channel,
                               double input_scale);

/// The bias as real numbers, none where the layer has none.
std::optional<Tensor> real_bias(const QdqLayer& layer);

}  // namespace npuscope
