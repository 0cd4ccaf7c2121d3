// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>

#include "backend_ort/ort_rung.h"
#include "execute/model.h"
#include "graph/fold_quantization.h"
#include "support/onnx_writer.h"
#include "support/scratch_folder.h"

namespace npuscope::testing_support {

/// All ways in which ONNX Runtime rewrites a network.
constexpr const char* kSpecs[] = {"ort:level=none", "ort:level=basic", "ort:level=extended",
                                  "ort:level=all", "ort:level=all,precise=1"};

/// Makes rungs of graphs in the ONNX Runtime of this machine; without one, tests are skipped.
class OrtRungFixture : public testing::Test {
 protected:
  void SetUp() override {
    auto library = OrtLibrary::open();
    if (!library) GTEST_SKIP() << "skipped: no ONNX Runtime library\n" << library.error().message();
    library_ = *library;
  }

  std::unique_ptr<Rung> rung(const std::string& spec, Graph graph,
                             std::optional<Footprint> footprint = {}) {
    auto model = std::make_shared<Model>();
    model->path = folder_.path() / "model.onnx";
    EXPECT_TRUE(write_file_atomically(model->path, std::string_view(test::write_onnx(graph))));
    model->kind = ModelKind::kQdq;
    EXPECT_TRUE(fold_quantization(graph));
    model->graph = std::move(graph);
    auto made = make_ort_rung(model, spec, library_, footprint);
    EXPECT_TRUE(made) << made.error().message();
    return made ? std::move(*made) : nullptr;
  }

  static std::map<std::string, Tensor> record(const Rung& rung, const Tensor& input) {
    std::map<std::string, Tensor> values;
    const auto outputs =
        rung.run(std::span(&input, 1), [&](ValueId id, const Tensor& tensor) -> Status {
          values[rung.graph().value(id).name] = tensor;
          return {};
        });
    EXPECT_TRUE(outputs) << outputs.error().message();
    return values;
  }

  test::ScratchFolder folder_;
  std::shared_ptr<const OrtLibrary> library_;
};

}  // namespace npuscope::testing_support
