// SPDX-License-Identifier: Apache-2.0
#include "diagnose/local_errors.h"

#include "base/first_error.h"
#include "base/parallel.h"
#include "base/progress.h"
#include "diagnose/sample_run.h"

namespace npuscope {
namespace {

Result<RungValues> load_all(const Recording& recording, size_t sample) {
  RungValues values(recording.manifest().tensors.size());
  for (size_t t = 0; t < values.size(); ++t) NPUSCOPE_TRY_SET(values[t], recording.load(sample, t));
  return values;
}

}  // namespace

Result<std::map<std::string, LocalError>> local_errors(std::shared_ptr<const Recording> recording,
                                                       const LocalErrorRequest& request) {
  Case input = case_of_one(request.model, request.arithmetic);
  input.batch = request.batch;
  input.sizes = request.sizes;
  NPUSCOPE_TRY_ASSIGN(Ladder ladder, build_ladder(input, {request.ort_library, false}));
  ladder.rungs.push_back({"recording", "", nullptr, nullptr, recording});
  const std::vector<RungTensors> tensors = {tensors_of(ladder.rungs[0]),
                                            tensors_of(ladder.rungs[1])};
  NPUSCOPE_TRY_ASSIGN(const Comparison plan, plan_comparison(ladder, tensors, 0, 1));

  const size_t samples = recording->manifest().samples.size();
  std::vector<std::vector<LayerStats>> by_sample(samples);
  Progress progress("re-executing layers", static_cast<int64_t>(samples),
                    request.progress ? Progress::Mode::kAutomatic : Progress::Mode::kSilent);
  FirstError first_error;
  auto run_sample = [&](size_t i) -> Status {
    NPUSCOPE_TRY_ASSIGN(RungValues recorded, load_all(*recording, i));
    const std::vector<RungValues> values = {{}, std::move(recorded)};
    NPUSCOPE_TRY_SET(by_sample[i], local_stats(ladder, tensors, plan, values[1]));
    return {};
  };
  parallel_for(static_cast<int64_t>(samples), request.threads, [&](int64_t i) {
    const auto index = static_cast<size_t>(i);
    if (auto status = run_sample(index); !status)
      first_error.offer(index, std::move(status).error().in(
                                   "sample '" + recording->manifest().samples[index].name + "'"));
    progress.advance();
  });
  NPUSCOPE_TRY(first_error.status());

  std::map<std::string, LocalError> result;
  for (size_t l = 0; l < plan.layers.size(); ++l) {
    LocalError error{{}, plan.layers[l].code_scale, plan.layers[l].local_missing};
    for (const auto& stats : by_sample) error.stats.merge(stats[l]);
    if (!error.stats.available() && error.missing.empty())
      error.missing = "its inputs were not recorded";
    result[plan.layers[l].name] = std::move(error);
  }
  return result;
}

}  // namespace npuscope
