// SPDX-License-Identifier: Apache-2.0
#include "diagnose/ladder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "support/graph_builder.h"
#include "support/onnx_writer.h"
#include "support/scratch_folder.h"

namespace npuscope {
namespace {

using testing_support::GraphBuilder;

/// A case whose model is of a version of ONNX that no ONNX Runtime knows yet.
class LadderOfAFutureModel : public testing::Test {
 protected:
  void SetUp() override {
    if (auto library = OrtLibrary::open(); !library)
      GTEST_SKIP() << "skipped: no ONNX Runtime library\n" << library.error().message();
    const Graph graph = GraphBuilder(28)
                            .input("x", {2})
                            .quantize("x", "q", 0.5f)
                            .dequantize("q", "d", 0.5f)
                            .node("Relu", {"d"}, {"y"})
                            .output("y")
                            .build();
    case_.quantized_model = folder_.path() / "model.onnx";
    ASSERT_TRUE(
        write_file_atomically(*case_.quantized_model, std::string_view(test::write_onnx(graph))));
  }

  test::ScratchFolder folder_;
  Case case_;
};

TEST_F(LadderOfAFutureModel, AMerelyPossibleRungIsMissingWithTheReason) {
  const auto ladder = build_ladder(case_, {{}, false});
  ASSERT_TRUE(ladder) << ladder.error().message();
  EXPECT_GE(ladder->find("exact"), 0);
  const auto missing = std::ranges::find(ladder->missing, "ort", &MissingRung::name);
  ASSERT_NE(missing, ladder->missing.end());
  EXPECT_THAT(missing->reason, testing::HasSubstr("reports"));
}

TEST_F(LadderOfAFutureModel, ANamedRungIsAnError) {
  case_.run = {"ort"};
  EXPECT_FALSE(build_ladder(case_, {{}, false}));
}

}  // namespace
}  // namespace npuscope
