// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "backend_ort/footprint.h"
#include "backend_ort/ort_library.h"
#include "execute/model.h"
#include "execute/rung.h"

namespace npuscope {

/// The rung in which ONNX Runtime executes the model's file under the options of `spec` (see
/// parse_ort_options; a `lib` in it is the caller's to open).
///
/// Outputs come from a session over the file itself. A tensor made an output changes what ONNX
/// Runtime fuses, and so the numbers; therefore the tensors in between are read from the model *as
/// rewritten for that session*: saved by ONNX Runtime, loaded again without optimisation, so that
/// the same operators run, with its tensors as further outputs. Every tapped run checks that its
/// outputs equal those of the untapped session byte for byte; notes() says when they do not.
/// Single nodes run as slices of the rewritten model, for the same reason.
///
/// Where a session over the file does not keep to the footprint (file_keeps_to; the footprint is
/// that of footprint_of() if none is named), outputs come from the rewritten model too, in the very
/// run that is tapped, and notes() says so. Of a small footprint, weights that ONNX Runtime may
/// rewrite lie in a temporary file as long as the rung lives.
Result<std::unique_ptr<Rung>> make_ort_rung(std::shared_ptr<const Model> model,
                                            std::string_view spec,
                                            const std::shared_ptr<const OrtLibrary>& library,
                                            std::optional<Footprint> footprint = {});

}  // namespace npuscope
