// SPDX-License-Identifier: Apache-2.0
#include "build/own_graph.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace npuscope {
namespace {

using testing::ElementsAre;

/// A folder where an earlier run of Core 2.1 left its graph behind.
BuildFiles two_generations() {
  BuildFiles files;
  for (const auto& [graph, version] : {std::pair("net_OE_3_2_0", "2.1.0-20194 329b0e98d"),
                                       std::pair("net_OE_3_3_0", "2.2.0-20266 2adc00962")}) {
    files.oe_models.emplace_back(std::string("out/") + graph + ".onnx");
    Artefact<QuantJson> quant_json;
    quant_json.path = std::string("out/") + graph + "_Q.json";
    quant_json.content.provenance.tool_version = version;
    files.quant_jsons.push_back(quant_json);
  }
  return files;
}

std::vector<std::string> graphs(const BuildFiles& files) {
  std::vector<std::string> names;
  for (const fs::path& path : files.oe_models) names.push_back(to_utf8(path.filename()));
  return names;
}

TEST(OwnGraph, TheOneOfTheVersionThatMadeTheBuildIsFirst) {
  BuildFiles files = two_generations();
  put_own_graph_first(files, "2.2");
  EXPECT_THAT(graphs(files), ElementsAre("net_OE_3_3_0.onnx", "net_OE_3_2_0.onnx"));
  EXPECT_EQ(to_utf8(files.quant_jsons.front().path.filename()), "net_OE_3_3_0_Q.json");
}

TEST(OwnGraph, TheOneThatTheCompilerNamesIsFirstWhateverItsVersion) {
  BuildFiles files = two_generations();
  Artefact<CInfo> info;
  StModelFile read;
  read.name = "net_OE_3_2_0.onnx";
  info.content.provenance.compiler_model = {read};
  files.c_infos.push_back(info);
  put_own_graph_first(files, "2.2");
  EXPECT_THAT(graphs(files), ElementsAre("net_OE_3_2_0.onnx", "net_OE_3_3_0.onnx"));
}

TEST(OwnGraph, WhereNothingTellsThemApartTheirOrderStays) {
  BuildFiles files = two_generations();
  put_own_graph_first(files, "");
  EXPECT_THAT(graphs(files), ElementsAre("net_OE_3_2_0.onnx", "net_OE_3_3_0.onnx"));
}

}  // namespace
}  // namespace npuscope
