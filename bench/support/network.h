// SPDX-License-Identifier: Apache-2.0
// One network on one input, whole and by kind of layer.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "execute/rung.h"
#include "support/benchmark_main.h"

namespace npuscope::bench {

/// Products that a node adds up: outputs times weights per output channel. 0 for a node that has
/// no constant weights.
inline int64_t products_of(const Graph& graph, const Node& node) {
  const bool convolution = node.op_type == "Conv";
  if (!convolution && node.op_type != "Gemm" && node.op_type != "MatMul") return 0;
  const auto& weights = graph.value(node.inputs[1]).constant;
  if (!weights) return 0;
  const Shape& shape = *graph.value(node.outputs[0]).shape;
  const int64_t channels = convolution ? shape[1] : shape.back();
  return element_count(shape) * (weights->size() / channels);
}

inline int64_t products_of(const Graph& graph) {
  int64_t products = 0;
  for (const Node& node : graph.nodes) products += products_of(graph, node);
  return products;
}

/// What layers are counted together: those of one operator, but for Conv.
inline std::string kind_of(const Graph& graph, const Node& node) {
  if (node.op_type != "Conv" || products_of(graph, node) == 0) return node.op_type;
  const Shape& weights = graph.value(node.inputs[1]).constant->shape();
  const bool one_by_one = weights[2] * weights[3] == 1;
  if (weights[1] == 1 && node.int_attribute("group", 1) > 1) return "Conv depthwise";
  return one_by_one ? "Conv 1x1" : "Conv others";
}

inline void add_benchmark(const std::string& name, int64_t products, int64_t images,
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

/// The nodes of each kind, run one by one on what the whole network gives them: "PREFIX/KIND".
inline void add_layers(const std::string& prefix, const std::shared_ptr<const Rung>& rung,
                       std::span<const Tensor> inputs) {
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
    add_benchmark(prefix + "/" + kind, products, 1, [=, nodes = nodes] {
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

}  // namespace npuscope::bench
