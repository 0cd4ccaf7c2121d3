// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/files.h"
#include "base/result.h"
#include "formats/st/provenance.h"
#include "formats/st/st_buffer.h"
#include "tensor/quantization.h"
#include "tensor/shape.h"

namespace npuscope {

/// An input or output buffer of a compiled network.
struct CInfoPort {
  std::string name;
  std::optional<ElementType> type;           ///< nothing for a format that npuscope does not know
  std::optional<Quantization> quantization;  ///< per tensor
  Shape shape;                               ///< in ONNX order
};

/// A node of the compiled graph: one per epoch, with the nodes that run inside of it.
struct CInfoNode {
  int64_t id = 0;
  std::string name;  ///< "epoch_7"
  /// "NODE_HW", "NODE_SW", "NODE_EC" (2.x), "NODE_SW_HW" (hybrid, 2.x), "NODE_NO_X" (3.0: not
  /// executed), "NODE_SW_INTEGER" (3.0, inner).
  std::string mapping;
  /// "Conv", of `type` (3.0) or `description` (2.x, without its "Node kind="). Of an epoch empty,
  /// or "Epoch Controller _ec_blob_1".
  std::string kind;
  std::string hw_unit;                   ///< "CONV_ACC_V2 3"; 3.0 and later
  std::vector<int64_t> inputs, outputs;  ///< ids of buffers
  std::vector<CInfoNode> inner;
};

/// An edge of the compiled graph; without a buffer it never stands in memory.
struct CInfoEdge {
  std::string name;
  std::string kind;  ///< "EDGE_FLOW", "EDGE_MEMORY", "EDGE_INTERNAL"
  std::optional<int64_t> buffer;
  int64_t from_node = 0, to_node = 0;
};

/// A blob of the epoch controller; 2.2 and later.
struct CInfoBlob {
  std::string name;            ///< "_ec_blob_1"
  std::vector<int64_t> nodes;  ///< ids of the nodes that it runs
  bool encrypted = false;
};

/// What npuscope needs of ST's `*_c_info.json` (schema 2.0). Keys come and go with the tool's
/// version, and a file that only `validate` has written holds no buffers.
struct CInfo {
  StProvenance provenance;
  std::vector<CInfoPort> inputs;  ///< of the first graph, in order; empty without buffers
  std::vector<CInfoPort> outputs;
  std::vector<StMetrics> metrics;  ///< `validation.val_metrics`
  /// All buffers, as generated code lists them: `base` is the pool's address, offsets are from it.
  /// `last_epoch` is known here. A shape is in ONNX order.
  std::vector<StBuffer> buffers;
  std::vector<int64_t> buffer_ids;  ///< of `buffers`, in their order
  std::vector<StPool> pools;        ///< those that have an address
  /// Pools without one: the application's ("_user_io_input_0"), or arrays of code for the CPU.
  std::vector<StPool> unplaced_pools;
  std::vector<CInfoNode> nodes;  ///< of the first graph
  std::vector<CInfoEdge> edges;
  std::vector<CInfoBlob> blobs;
  bool cpu_only = false;  ///< describes code for the Cortex-M55 alone
};

/// Bad input: no JSON, neither 'environment' nor 'graphs', a buffer or pool that contradicts itself
/// (a negative size, an address beyond 32 bits, a pool that is not there).
Result<CInfo> parse_c_info(Bytes bytes);
Result<CInfo> read_c_info(const fs::path& path);

}  // namespace npuscope
