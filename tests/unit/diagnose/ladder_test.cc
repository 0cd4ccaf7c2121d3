// SPDX-License-Identifier: Apache-2.0
#include "diagnose/ladder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "diagnose/rung_specs.h"
#include "formats/npy.h"
#include "support/graph_builder.h"
#include "support/onnx_writer.h"
#include "support/scratch_folder.h"

namespace npuscope {
namespace {

using testing_support::GraphBuilder;

Graph quantized_relu() {
  return GraphBuilder()
      .input("x", {2})
      .quantize("x", "q", 0.5f)
      .dequantize("q", "d", 0.5f)
      .node("Relu", {"d"}, {"y"})
      .output("y")
      .build();
}

class LadderTest : public testing::Test {
 protected:
  fs::path write_model(const Graph& graph) {
    folder_.write("model.onnx", test::write_onnx(graph));
    return folder_.path() / "model.onnx";
  }

  test::ScratchFolder folder_;
  Case case_;
};

/// A case whose model is of a file format that no ONNX Runtime will ever know.
class LadderOfAnUnknownFormat : public LadderTest {
 protected:
  void SetUp() override {
    if (auto library = OrtLibrary::open(); !library)
      GTEST_SKIP() << "skipped: no ONNX Runtime library\n" << library.error().message();
    Graph graph = quantized_relu();
    graph.ir_version = 1'000'000;
    case_.quantized_model = write_model(graph);
  }
};

/// A machine without ONNX Runtime.
class LadderWithoutRuntime : public LadderTest {
 protected:
  const LadderOptions options_{fs::path("none"), true};
};

TEST_F(LadderOfAnUnknownFormat, AMerelyPossibleRungIsMissingWithTheReason) {
  const auto ladder = build_ladder(case_, {{}, false});
  ASSERT_TRUE(ladder) << ladder.error().message();
  EXPECT_GE(ladder->find("exact"), 0);
  const auto missing = std::ranges::find(ladder->missing, "ort", &MissingRung::name);
  ASSERT_NE(missing, ladder->missing.end());
  EXPECT_THAT(missing->reason, testing::HasSubstr("reports"));
}

TEST_F(LadderOfAnUnknownFormat, ANamedRungIsAnErrorThatNamesIt) {
  case_.run = {"ort"};
  const auto ladder = build_ladder(case_, {{}, false});
  ASSERT_FALSE(ladder);
  EXPECT_EQ(ladder.error().kind(), ErrorKind::kBadInput) << ladder.error().message();
  EXPECT_THAT(ladder.error().where(), testing::HasSubstr("rung 'ort'"));
  EXPECT_THAT(ladder.error().what(), testing::HasSubstr("reports"));
}

TEST_F(LadderWithoutRuntime, WhatRunsWithoutItRunsAndTheRestIsMissing) {
  case_.float_model = case_.quantized_model = case_.oe_model = write_model(quantized_relu());
  const auto ladder = build_ladder(case_, options_);
  ASSERT_TRUE(ladder) << ladder.error().message();
  EXPECT_GE(ladder->find("exact"), 0);
  EXPECT_GE(ladder->find("oe"), 0);
  for (const char* name : {"float", "ort"}) {
    const auto missing = std::ranges::find(ladder->missing, name, &MissingRung::name);
    ASSERT_NE(missing, ladder->missing.end()) << name;
    EXPECT_THAT(missing->reason, testing::HasSubstr("switched off; the library 'none'"));
  }
}

TEST_F(LadderTest, ALibraryThatIsNamedMustBeThere) {
  case_.quantized_model = write_model(quantized_relu());
  auto ladder = build_ladder(case_, {fs::path("/nonexistent"), true});
  ASSERT_FALSE(ladder);
  EXPECT_EQ(ladder.error().kind(), ErrorKind::kEnvironment);
  EXPECT_THAT(ladder.error().found(), testing::HasSubstr("/nonexistent"));
  EXPECT_FALSE(build_ladder(case_, {fs::path("./none"), true})) << "a path";
  case_.ort_spec = "ort:lib=/nonexistent";
  ladder = build_ladder(case_, {});
  ASSERT_FALSE(ladder);
  EXPECT_EQ(ladder.error().where(), "rung 'ort'");
  case_.ort_spec = "ort:lib=none";
  EXPECT_TRUE(build_ladder(case_, {}));
}

TEST_F(LadderWithoutRuntime, AnArrayAloneInItsFileIsTheOutputOfItsRung) {
  case_.quantized_model = write_model(quantized_relu());
  const auto bytes = format_npy(Tensor::zeros(ElementType::kFloat32, {2}));
  folder_.write("logits.npy", *bytes);
  case_.recordings["board"] = to_utf8(folder_.path() / "logits.npy");
  const auto ladder = build_ladder(case_, options_);
  ASSERT_TRUE(ladder) << ladder.error().message();
  const LadderRung& board = ladder->rungs.at(static_cast<size_t>(ladder->find("board")));
  EXPECT_EQ(board.recording->manifest().tensors.at(0).role, TensorRole::kOutput);
}

TEST_F(LadderWithoutRuntime, EverySpecThatNeedsItIsAnEnvironmentErrorThatNamesTheRung) {
  case_.float_model = case_.quantized_model = case_.oe_model = write_model(quantized_relu());
  for (const char* spec : {"float", "ort", "ort:level=none", "oe:level=none", "oe:precise=1",
                           "oe:lib=/nonexistent either", "float:lib=/nonexistent either"}) {
    case_.run = {spec};
    const auto ladder = build_ladder(case_, options_);
    ASSERT_FALSE(ladder) << spec;
    EXPECT_EQ(ladder.error().kind(), ErrorKind::kEnvironment) << spec;
    EXPECT_THAT(ladder.error().where(), testing::HasSubstr("rung '" + rung_name(spec) + "'"));
  }
}

TEST_F(LadderWithoutRuntime, ALibraryThatASpecNamesServesIt) {
  const auto library = OrtLibrary::open();
  if (!library) GTEST_SKIP() << "skipped: no ONNX Runtime library";
  case_.float_model = case_.oe_model = write_model(quantized_relu());
  for (const char* rung : {"float", "oe"}) {
    case_.run = {std::string(rung) + ":lib=" + to_utf8((*library)->path())};
    const auto ladder = build_ladder(case_, options_);
    ASSERT_TRUE(ladder) << ladder.error().message();
    EXPECT_EQ(ladder->rungs.at(0).fact("onnxruntime_version"), (*library)->version());
  }
}

TEST_F(LadderWithoutRuntime, ABoardIsComparedWithEveryWayToCompileThatComputesOtherNumbers) {
  const auto candidates = [&](int64_t inputs) {
    std::vector<int8_t> weights(static_cast<size_t>(inputs) * 4);
    for (size_t i = 0; i < weights.size(); ++i) weights[i] = static_cast<int8_t>(i % 7);
    const Graph graph = GraphBuilder()
                            .input("x", {1, inputs})
                            .quantize("x", "q", 0.5f)
                            .dequantize("q", "d", 0.5f)
                            .constant<int8_t>("w", {inputs, 4}, weights)
                            .dequantize("w", "wd", 0.01f)
                            .node("Gemm", {"d", "wd"}, {"r"})
                            .quantize("r", "rq", 0.5f)
                            .dequantize("rq", "y", 0.5f)
                            .output("y")
                            .build();
    case_.quantized_model = write_model(graph);
    folder_.write("board.npy", *format_npy(Tensor::zeros(ElementType::kFloat32, {1, 4})));
    case_.recordings["board"] = to_utf8(folder_.path() / "board.npy");
    const auto ladder = build_ladder(case_, options_);
    EXPECT_TRUE(ladder) << ladder.error().message();
    std::vector<std::string> names;
    for (const LadderRung& rung : ladder->rungs)
      if (rung.place == LadderRung::Place::kCandidate) names.push_back(rung.name);
    return names;
  };
  EXPECT_THAT(candidates(16), testing::ElementsAre("neural-art:compiler=4.0"));
  EXPECT_THAT(candidates(1280),
              testing::ElementsAre("neural-art:compiler=4.0", "neural-art:compiler=2.2,O=0",
                                   "neural-art:compiler=4.0,O=0"))
      << "wide layers take other passes without -O3";
}

TEST(Ladder, ComparesABuildWithoutTheNpuWithWhatStandsBeforeItsArithmetic) {
  Ladder ladder;
  for (const char* name : {"exact", "neural-art", "board-cpu", "board"})
    ladder.rungs.push_back({name, name, nullptr, nullptr, nullptr});
  using Hops = std::vector<std::pair<size_t, size_t>>;
  EXPECT_EQ(ladder.hops(), (Hops{{0, 1}, {0, 2}, {2, 3}}));
  ladder.rungs.erase(ladder.rungs.begin());  // nothing stands before it
  EXPECT_EQ(ladder.hops(), (Hops{{0, 1}, {1, 2}}));
}

}  // namespace
}  // namespace npuscope
