// SPDX-License-Identifier: Apache-2.0
// One image through the network: by `exact` and by ONNX Runtime, and by `exact` layer by layer.
#include "base/parallel.h"
#include "diagnose/ladder.h"
#include "diagnose/sample_source.h"
#include "support/network.h"

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
    const int64_t products = products_of(of.model->graph);
    auto run = [=] { need(rung->run(*inputs, {})); };
    add_benchmark(of.spec, products, 1, run);
    if (of.spec != "exact") continue;
    add_benchmark("exact,threads=2", products, kImages,
                  [=] { parallel_for(kImages, 2, [&](int64_t) { run(); }); });
    add_layers("layers", rung, *inputs);
  }
}

}  // namespace
}  // namespace npuscope::bench

int main(int argc, char** argv) {
  return npuscope::bench::run_benchmarks(argc, argv, 1, "CASE [ONNX_RUNTIME]",
                                         npuscope::bench::add_rungs);
}
