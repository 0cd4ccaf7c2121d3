// SPDX-License-Identifier: Apache-2.0
#include "backend_ort/departure.h"

#include <gtest/gtest.h>

#include "ort_rung_fixture.h"
#include "support/graph_builder.h"

namespace npuscope {
namespace {

using testing_support::GraphBuilder;

/// x -> Conv a -> Conv b -> Relu c -> y, between Q/DQ pairs; each Conv multiplies by its weight.
Graph two_products(int8_t first, int8_t second) {
  GraphBuilder b;
  const auto conv = [&](const std::string& from, const std::string& to, int8_t weight) {
    b.constant(to + "_w", Tensor::of<int8_t>({1, 1, 1, 1}, std::vector<int8_t>{weight}))
        .dequantize(to + "_w", to + "_wd", 0.01f)
        .node("Conv", {from, to + "_wd"}, {to})
        .quantize(to, to + "_q", 0.1f)
        .dequantize(to + "_q", to + "_d", 0.1f);
  };
  b.input("x", {1, 1, 2, 2}).quantize("x", "x_q", 0.1f).dequantize("x_q", "x_d", 0.1f);
  conv("x_d", "a", first);
  conv("a_d", "b", second);
  b.node("Relu", {"b_d"}, {"c"}).quantize("c", "c_q", 0.1f).dequantize("c_q", "c_d", 0.1f);
  return b.output("c_d").build();
}

class DepartureTest : public testing_support::OrtRungFixture {
 protected:
  /// Every value of the network, by ValueId, and what the untapped file returns.
  struct Run {
    std::unique_ptr<Rung> rung;
    std::vector<Tensor> values, outputs;
  };

  Run run(const std::string& spec, Graph graph) {
    Run run{rung(spec, std::move(graph)), {}, {}};
    run.values.resize(run.rung->graph().values.size());
    const auto keep = [&](ValueId id, const Tensor& tensor) -> Status {
      run.values[static_cast<size_t>(id)] = tensor;
      return {};
    };
    EXPECT_TRUE(run.rung->run({&input_, 1}, keep));
    const auto session = RuntimeSession::create(library_, {file(), {}, {}}, options(spec));
    EXPECT_TRUE(session) << session.error().message();
    run.outputs = (*session)->run({&input_, 1}).value();
    return run;
  }

  /// The name of the value at which `values` leave the file of the last run().
  std::string departure(const std::string& spec, const Run& own, std::span<const Tensor> values) {
    Model model;
    model.path = file();
    model.graph = own.rung->graph();
    const OrtOptions ort = options(spec);
    const auto found = find_departure({library_, model, ort, {&input_, 1}, own.outputs}, values);
    EXPECT_TRUE(found) << found.error().message();
    return *found ? model.graph.value(**found).name : "nowhere";
  }

  [[nodiscard]] fs::path file() const { return folder_.path() / "model.onnx"; }
  static OrtOptions options(const std::string& spec) { return parse_ort_options(spec).value(); }

  Tensor input_ = Tensor::of<float>({1, 1, 2, 2}, std::vector<float>{3.0f, -2.0f, 5.0f, 1.0f});
};

TEST_F(DepartureTest, ValuesOfTheSameNetworkDepartNowhere) {
  for (const char* spec : {"ort:level=none", "ort:level=all,precise=1"}) {
    const Run own = run(spec, two_products(100, 100));
    EXPECT_EQ(departure(spec, own, own.values), "nowhere") << spec;
  }
}

TEST_F(DepartureTest, TheFirstValueThatDiffersIsNamed) {
  for (const char* spec : {"ort:level=none", "ort:level=all,precise=1"}) {
    const Run other_first = run(spec, two_products(50, 100));
    const Run other_second = run(spec, two_products(100, 50));
    const Run own = run(spec, two_products(100, 100));
    EXPECT_EQ(departure(spec, own, other_first.values), "a") << spec;
    EXPECT_EQ(departure(spec, own, other_second.values), "b") << spec;
  }
}

}  // namespace
}  // namespace npuscope
