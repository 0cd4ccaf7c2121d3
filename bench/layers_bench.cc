// SPDX-License-Identifier: Apache-2.0
// Single layers from codes to codes, requantization included: by every instruction set that this
// processor runs and by ONNX Runtime, one thread.
#include <fmt/format.h>

#include <random>

#include "backend_ort/ort_rung.h"
#include "execute/arithmetic.h"
#include "execute/node_info.h"
#include "execute/prepare_sum.h"
#include "support/graph_builder.h"
#include "support/network.h"
#include "support/weights.h"
#include "support/written_model.h"

namespace npuscope::bench {
namespace {

struct Layer {
  const char* name;
  int64_t channels, outputs, size, kernel, groups;
  bool any_weights = false;  ///< each code as often as any other, which no network has
};

constexpr Layer kLayers[] = {
    {"3x3 64 to 64 at 56x56", 64, 64, 56, 3, 1},
    {"1x1 64 to 64 at 56x56", 64, 64, 56, 1, 1},
    {"3x3 256 to 256 at 14x14", 256, 256, 14, 3, 1},
    {"3x3 depthwise 64 at 56x56", 64, 64, 56, 3, 64},
    {"1x1 512 to 512 at 8x8", 512, 512, 8, 1, 1},
    {"3x3 64 to 64, any weights", 64, 64, 56, 3, 1, true},
};

template <class T>
Tensor random_codes(std::mt19937& random, const Shape& shape, ElementType type) {
  Tensor tensor = Tensor::zeros(type, shape);
  for (T& code : tensor.mutable_values<T>()) code = static_cast<T>(random());
  return tensor;
}

/// DequantizeLinear, Conv, QuantizeLinear: uint8 activations and int8 weights, all zero points
/// where ONNX Runtime is fastest.
Graph graph_of(const Layer& layer, std::mt19937& random) {
  const int64_t inner = layer.channels / layer.groups;
  const Shape w = {layer.outputs, inner, layer.kernel, layer.kernel};
  const int64_t pad = layer.kernel / 2;
  const auto terms = static_cast<float>(inner * layer.kernel * layer.kernel);
  testing_support::GraphBuilder builder;
  builder.input("x", {1, layer.channels, layer.size, layer.size}, ElementType::kUint8)
      .constant("w", layer.any_weights ? random_codes<int8_t>(random, w, ElementType::kInt8)
                                       : weight_codes(random, w, layer.outputs))
      .constant("one", Tensor::scalar(1.0F))
      .constant("x.zero", Tensor::scalar(uint8_t{128}))
      .constant("w.zero", Tensor::scalar(int8_t{0}))
      .constant("y.scale", Tensor::scalar(203.7F * std::sqrt(terms)))
      .node("DequantizeLinear", {"x", "one", "x.zero"}, {"x.real"})
      .node("DequantizeLinear", {"w", "one", "w.zero"}, {"w.real"})
      .node("Conv", {"x.real", "w.real"}, {"y.real"},
            {{"kernel_shape", std::vector<int64_t>{layer.kernel, layer.kernel}},
             {"pads", std::vector<int64_t>{pad, pad, pad, pad}},
             {"group", layer.groups}})
      .node("QuantizeLinear", {"y.real", "y.scale", "x.zero"}, {"y"})
      .output("y", ElementType::kUint8);
  return builder.build();
}

/// The one Conv of the network, on the kernels of an instruction set.
std::shared_ptr<const PreparedSum> prepare(const Graph& graph, Isa isa) {
  const Node& node = graph.nodes.at(0);
  const Operator* op = find_operator(node.op_type, node.domain);
  const LoweredNode lowered = need(exact_arithmetic().lower(graph, node, *op));
  const SumGeometry geometry = need(sum_geometry(graph, node, std::get<IntegerSum>(op->quantized)));
  auto prepared = prepare_sum(graph, node, std::get<SumLowering>(lowered.lowering), geometry,
                              simd::kernels_of(isa));
  if (!prepared) need(Result<int>(fail(internal_error("the layer has no fast way"))));
  return prepared;
}

/// Arguments: a folder for the layers' files, and where ONNX Runtime is; without the latter it is
/// searched for.
void add_layers_of(const std::vector<std::string>& arguments) {
  const fs::path files = from_utf8(arguments[0]);
  std::optional<fs::path> folder;
  if (arguments.size() > 1) folder = from_utf8(arguments[1]);
  const auto library = need(OrtLibrary::open(folder));
  std::mt19937 random(1);
  for (const Layer& layer : kLayers) {
    const auto model =
        written(files / fmt::format("{}.onnx", &layer - kLayers), graph_of(layer, random));
    const auto inputs =
        std::make_shared<const std::vector<Tensor>>(std::vector<Tensor>{random_codes<uint8_t>(
            random, *model->graph.value(model->graph.inputs[0]).shape, ElementType::kUint8)});
    const int64_t products = products_of(model->graph);
    for (const Isa isa : available_isas(detect_cpu())) {
      const auto prepared = prepare(model->graph, isa);
      add_benchmark(fmt::format("{}/{}", layer.name, isa_name(isa)), products, 1,
                    [=] { need(prepared->run(inputs->at(0), nullptr)); });
    }
    for (const char* spec : {"ort:level=all", "ort:level=all,precise=1"}) {
      const std::shared_ptr<const Rung> rung = need(make_ort_rung(model, spec, library));
      add_benchmark(fmt::format("{}/{}", layer.name, spec), products, 1,
                    [=] { need(rung->run(*inputs, {})); });
    }
  }
}

}  // namespace
}  // namespace npuscope::bench

int main(int argc, char** argv) {
  return npuscope::bench::run_benchmarks(argc, argv, 1, "FOLDER [ONNX_RUNTIME]",
                                         npuscope::bench::add_layers_of);
}
