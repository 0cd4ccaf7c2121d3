// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "formats/json.h"
#include "formats/st/c_info.h"

namespace npuscope {

/// The parts of a c_info.json that are read apart from each other.

/// `memory_pools` and `buffers` of the whole file.
Status read_c_info_memory(const Json& file, CInfo& info);
/// Nodes and edges of one graph.
void read_c_info_graph(const Json& graph, CInfo& info);
/// `ec_blobs_info` of the whole file.
void read_c_info_blobs(const Json& file, CInfo& info);

}  // namespace npuscope
