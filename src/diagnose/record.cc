// SPDX-License-Identifier: Apache-2.0
#include "diagnose/record.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>

#include "base/first_error.h"
#include "base/parallel.h"
#include "base/progress.h"
#include "base/stop.h"
#include "diagnose/recorder.h"
#include "diagnose/sample_run.h"

namespace npuscope {
namespace {

Error stopped_recording(int64_t finished, int64_t samples, const fs::path& folder) {
  return stopped_error()
      .found(
          fmt::format("{} of {} samples are finished, in {}", finished, samples, to_utf8(folder)))
      .hint("the same command again goes on behind them");
}

}  // namespace

Result<RecordSummary> record(const RecordJob& job) {
  Case input = case_of_one(job.model, job.backend);
  input.pass_plans = job.pass_plans;
  input.inputs = job.inputs;
  input.batch = job.batch;
  input.sizes = job.sizes;
  input.sizes.insert(job.case_sizes.begin(), job.case_sizes.end());
  NPUSCOPE_TRY_ASSIGN(const Ladder ladder, build_ladder(input, {job.ort_library, false}));
  NPUSCOPE_TRY(check_sizes(job.sizes, ladder));
  NPUSCOPE_TRY_ASSIGN(const SampleSource source, SampleSource::open(input, ladder));
  const LadderRung& rung = ladder.rungs.front();
  const RungTensors tensors = tensors_of(rung);
  const Manifest manifest = recording_manifest(rung, tensors, source);
  NPUSCOPE_TRY_ASSIGN(RecordingWriter writer, open_writer(job.output, rung, manifest));

  RecordSummary summary;
  summary.samples = static_cast<int64_t>(source.size());
  summary.tensors = std::ranges::count_if(tensors.entries, [&](const TensorEntry& entry) {
    return job.all_tensors || entry.role != TensorRole::kIntermediate;
  });
  if (!writer.reason().empty()) summary.notes.push_back("recorded again: " + writer.reason());
  summary.notes.insert(summary.notes.end(), source.warnings().begin(), source.warnings().end());

  Progress progress("recording", summary.samples,
                    job.progress ? Progress::Mode::kAutomatic : Progress::Mode::kSilent);
  const Stoppable stoppable;
  FirstError first_error;
  std::atomic<int64_t> recorded = 0;
  std::atomic<int64_t> finished_samples = 0;
  auto record_sample = [&](size_t i) -> Status {
    NPUSCOPE_TRY(check_stop());
    NPUSCOPE_TRY_ASSIGN(const std::vector<Tensor> inputs, source.load(i, *rung.model));
    const SampleEntry entry{source.name(i), input_hash(inputs)};
    if (writer.has(entry, job.all_tensors)) return {};
    NPUSCOPE_TRY_ASSIGN(const RungValues values, run_rung(rung, tensors, inputs));
    NPUSCOPE_TRY(remark_on(*rung.rung, writer));
    NPUSCOPE_TRY(writer.write(entry, kept_tensors(tensors, values, job.all_tensors)));
    ++recorded;
    return {};
  };
  parallel_for(summary.samples, job.threads, [&](int64_t i) {
    const auto index = static_cast<size_t>(i);
    if (first_error.ends_work()) return;
    if (auto status = record_sample(index); !status)
      first_error.offer(index, std::move(status).error().in("sample '" + source.name(index) + "'"));
    else
      ++finished_samples;
    progress.advance();
  });
  if (stop_requested() && finished_samples < summary.samples)
    return fail(stopped_recording(finished_samples, summary.samples, job.output));
  NPUSCOPE_TRY(first_error.status());
  NPUSCOPE_TRY(writer.finish());
  const Manifest finished = writer.manifest();
  summary.notes.insert(summary.notes.end(), finished.warnings.begin(), finished.warnings.end());
  for (const TensorEntry& tensor : finished.tensors)
    if (!tensor.remark.empty()) summary.notes.push_back("'" + tensor.name + "': " + tensor.remark);
  summary.recorded = recorded;
  return summary;
}

}  // namespace npuscope
