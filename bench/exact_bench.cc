// SPDX-License-Identifier: Apache-2.0
// One image through the network: by `exact` and by ONNX Runtime, and by `exact` layer by layer.
#include <map>
#include <optional>

#include "base/parallel.h"
#include "diagnose/ladder.h"
#include "diagnose/sample_source.h"
#include "support/benchmark_main.h"

namespace npuscope::bench {
namespace {

constexpr int64_t kImages = 4;  // at once, where several threads share them

constexpr const char* kBackends[] = {
    "exact",
    "ort:level=all",
    "ort:level=all,threads=2",
    "ort:level=all,precise=1",
    "ort:level=all,precise=1,threads=2",
    "ort:level=none",
    "ort:level=none,threads=2",
};

/// Products that a node adds up: outputs times weights per output channel. 0 for a node that has
/// no constant weights.
int64_t products_of(const Graph& graph, const Node& node) {
  const bool convolution = node.op_type == "Conv";
  if (!convolution && node.op_type != "Gemm" && node.op_type != "MatMul") return 0;
  const auto& weights = graph.value(node.inputs[1]).constant;
  if (!weights) return 0;
  const Shape& shape = *graph.value(node.outputs[0]).shape;
  const int64_t channels = convolution ? shape[1] : shape.back();
  return element_count(shape) * (weights->size() / channels);
}

/// What layers are counted together: those of one operator, but for Conv.
std::string kind_of(const Graph& graph, const Node& node) {
  if (node.op_type != "Conv" || products_of(graph, node) == 0) return node.op_type;
  const Shape& weights = graph.value(node.inputs[1]).constant->shape();
  const bool one_by_one = weights[2] * weights[3] == 1;
  if (weights[1] == 1 && node.int_attribute("group", 1) > 1) return "Conv depthwise";
  return one_by_one ? "Conv 1x1" : "Conv others";
}

void add_benchmark(const std::string& name, int64_t products, int64_t images,
                   const std::function<void()>& run) {
  auto time = [=](benchmark::State& state) {
    for (auto _ : state) run();
    state.counters["products"] = static_cast<double>(products);
    state.counters["images"] = static_cast<double>(images);
  };
  benchmark::RegisterBenchmark(name.c_str(), time)
      ->MeasureProcessCPUTime()
      ->UseRealTime()
      ->Unit(benchmark::kMillisecond);
}

/// The nodes of each kind, run one by one on what the whole network gives them.
void add_layers(const std::shared_ptr<const Rung>& rung, std::span<const Tensor> inputs) {
  const Graph& graph = rung->graph();
  auto values = std::make_shared<std::vector<Tensor>>(graph.values.size());
  need(rung->run(inputs, [&](ValueId id, const Tensor& tensor) -> Status {
    (*values)[static_cast<size_t>(id)] = tensor;
    return {};
  }));
  std::map<std::string, std::vector<size_t>> kinds;
  for (size_t n = 0; n < graph.nodes.size(); ++n)
    kinds[kind_of(graph, graph.nodes[n])].push_back(n);
  for (const auto& [kind, nodes] : kinds) {
    int64_t products = 0;
    for (size_t n : nodes) products += products_of(graph, graph.nodes[n]);
    add_benchmark("layers/" + kind, products, 1, [=, nodes = nodes] {
      for (size_t n : nodes) {
        std::vector<const Tensor*> operands;
        for (ValueId id : rung->graph().nodes[n].inputs) {
          const bool given = id != kNoValue && !rung->graph().value(id).constant;
          operands.push_back(given ? &(*values)[static_cast<size_t>(id)] : nullptr);
        }
        need(rung->run_node(n, operands));
      }
    });
  }
}

/// Arguments: a case, and where ONNX Runtime is; without the latter it is searched for.
void add_rungs(const std::vector<std::string>& arguments) {
  Case input = need(read_case(from_utf8(arguments[0])));
  input.float_model.reset();
  input.run.assign(std::begin(kBackends), std::end(kBackends));
  LadderOptions options;
  options.references = false;
  if (arguments.size() > 1) options.ort_library = from_utf8(arguments[1]);
  const Ladder ladder = need(build_ladder(input, options));
  const SampleSource source = need(SampleSource::open(input, ladder));
  for (const LadderRung& of : ladder.rungs) {
    const auto inputs =
        std::make_shared<const std::vector<Tensor>>(need(source.load(0, *of.model)));
    const std::shared_ptr<const Rung> rung = of.rung;
    int64_t products = 0;
    for (const Node& node : of.model->graph.nodes) products += products_of(of.model->graph, node);
    auto run = [=] { need(rung->run(*inputs, {})); };
    add_benchmark(of.spec, products, 1, run);
    if (of.spec != "exact") continue;
    add_benchmark("exact,threads=2", products, kImages,
                  [=] { parallel_for(kImages, 2, [&](int64_t) { run(); }); });
    add_layers(rung, *inputs);
  }
}

}  // namespace
}  // namespace npuscope::bench

int main(int argc, char** argv) {
  return npuscope::bench::run_benchmarks(argc, argv, 1, "CASE [ONNX_RUNTIME]",
                                         npuscope::bench::add_rungs);
}
