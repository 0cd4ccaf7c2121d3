// SPDX-License-Identifier: Apache-2.0
// One image through whole networks on one thread, by `exact` and by ONNX Runtime: with nothing but
// the outputs kept, and with every tensor handed out.
#include <fmt/format.h>

#include "backend_ort/ort_rung.h"
#include "backend_ort/rewritten_model.h"
#include "execute/arithmetic.h"
#include "support/mobilenet.h"
#include "support/network.h"
#include "support/written_model.h"

namespace npuscope::bench {
namespace {

constexpr const char* kRival = "ort:level=all";

/// As random as the weights: how long a network takes hardly depends on its input.
std::vector<Tensor> random_inputs(const Graph& graph) {
  std::mt19937 random(2);
  std::vector<Tensor> inputs;
  for (const ValueId id : graph.inputs) {
    const Value& value = graph.value(id);
    inputs.push_back(Tensor::zeros(value.type, *value.shape));
    if (value.type == ElementType::kFloat32) {
      std::uniform_real_distribution<float> spread(-1, 1);
      for (float& v : inputs.back().mutable_values<float>()) v = spread(random);
    } else {
      for (uint8_t& v : inputs.back().mutable_values<uint8_t>()) v = static_cast<uint8_t>(random());
    }
  }
  return inputs;
}

void add_network(const std::string& name, const std::shared_ptr<const Model>& model,
                 const std::shared_ptr<const OrtLibrary>& library) {
  const int64_t products = products_of(model->graph);
  const auto inputs = std::make_shared<const std::vector<Tensor>>(random_inputs(model->graph));
  const std::shared_ptr<const Rung> exact = need(make_arithmetic_rung(model, exact_arithmetic()));
  const std::shared_ptr<const Rung> ort = need(make_ort_rung(model, kRival, library));
  const std::shared_ptr<const RewrittenModel> all_of_ort = need(
      RewrittenModel::create(library, model, need(parse_ort_options(kRival)), Footprint::kFast));
  add_benchmark(name + "/exact", products, 1, [=] { need(exact->run(*inputs, {})); });
  add_benchmark(name + "/" + kRival, products, 1, [=] { need(ort->run(*inputs, {})); });
  add_benchmark(name + "/exact, all tensors", products, 1, [=] {
    need(exact->run(*inputs, [](ValueId, const Tensor&) { return Status(); }));
  });
  add_benchmark(fmt::format("{}/{}, all tensors", name, kRival), products, 1,
                [=] { need(all_of_ort->run(*inputs)); });
  add_layers(name + "/layers", exact, *inputs);
}

/// Arguments: a folder for files, the bundled network, and where ONNX Runtime is; without the last
/// it is searched for.
void add_networks(const std::vector<std::string>& arguments) {
  std::optional<fs::path> folder;
  if (arguments.size() > 2) folder = from_utf8(arguments[2]);
  const auto library = need(OrtLibrary::open(folder));
  const fs::path mobilenet = from_utf8(arguments[0]) / "mobilenet_v2.onnx";
  add_network("mobilenet_v2", written(mobilenet, MobileNetV2().build()), library);
  add_network("bundled", std::make_shared<const Model>(need(load_model(from_utf8(arguments[1])))),
              library);
}

}  // namespace
}  // namespace npuscope::bench

int main(int argc, char** argv) {
  return npuscope::bench::run_benchmarks(argc, argv, 2, "FOLDER MODEL [ONNX_RUNTIME]",
                                         npuscope::bench::add_networks);
}
