// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "base/files.h"
#include "execute/model.h"
#include "support/benchmark_main.h"
#include "support/onnx_writer.h"

namespace npuscope::bench {

/// A graph as a model in a file: ONNX Runtime reads files.
inline std::shared_ptr<const Model> written(const fs::path& path, const Graph& graph) {
  if (auto status = write_file_atomically(path, test::write_onnx(graph)); !status)
    need(Result<int>(fail(std::move(status).error())));
  return std::make_shared<const Model>(need(load_model(path)));
}

}  // namespace npuscope::bench
