// SPDX-License-Identifier: Apache-2.0
// One image through the network on one thread, nothing kept and nothing counted: by the NPU's
// arithmetic and by exact integers, whole and layer by layer.
#include "diagnose/ladder.h"
#include "diagnose/sample_source.h"
#include "support/network.h"

namespace npuscope::bench {
namespace {

constexpr const char* kRungs[] = {"exact", "neural-art:compiler=2.2", "neural-art:compiler=4.0"};

/// Argument: a case.
void add_rungs(const std::vector<std::string>& arguments) {
  Case input = need(read_case(from_utf8(arguments[0])));
  input.float_model.reset();
  input.run.assign(std::begin(kRungs), std::end(kRungs));
  LadderOptions options;
  options.references = false;
  const Ladder ladder = need(build_ladder(input, options));
  const SampleSource source = need(SampleSource::open(input, ladder));
  for (const LadderRung& of : ladder.rungs) {
    const auto inputs =
        std::make_shared<const std::vector<Tensor>>(need(source.load(0, *of.model)));
    const std::shared_ptr<const Rung> rung = of.rung;
    add_benchmark(of.spec, products_of(of.model->graph), 1, [=] { need(rung->run(*inputs, {})); });
    add_layers("layers/" + of.spec, rung, *inputs);
  }
}

}  // namespace
}  // namespace npuscope::bench

int main(int argc, char** argv) {
  return npuscope::bench::run_benchmarks(argc, argv, 1, "CASE", npuscope::bench::add_rungs);
}
