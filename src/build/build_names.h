// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "build/build.h"
#include "graph/graph.h"

namespace npuscope {

/// The OE node or tensor that a buffer's name stems from, with what the compiler appended taken off
/// ("_off_bias_out_2", "_inserted_out5", "_cp_in_3" …); `name` itself when nothing is known.
std::string_view oe_stem(std::string_view name);

struct NameResolution {
  int64_t named = 0;     ///< names of source tensors or nodes in the *_Q.json
  int64_t resolved = 0;  ///< of them found in the source model
  std::vector<std::string> unresolved;
  std::string quant_json;  ///< label of the file that was used; empty without one
};

/// Fills `oe_tensor` and `source_name` of the buffers: buffer -> OE tensor -> `*_Q.json`'s names ->
/// values of `source`. What a buffer holds is told by the edges of c_info.json (which name the
/// tensor that flows, also into buffers called `___N` and into re-coded copies), else by its own
/// name, and believed only where scale and zero point are those of the tensor. Of several
/// `*_Q.json` the one that knows most buffers is used. Without a source model the names stay as the
/// `*_Q.json` has them.
NameResolution resolve_names(Build& build, const Graph* source);

}  // namespace npuscope
