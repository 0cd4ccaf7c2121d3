// SPDX-License-Identifier: Apache-2.0
#include "npuscope/record.h"

#include "api/request_inputs.h"
#include "base/files.h"
#include "diagnose/record.h"

namespace npuscope {

Result<RecordSummary> record(const RecordRequest& request) {
  RecordJob job;
  if (!request.case_file.empty()) {
    NPUSCOPE_TRY_ASSIGN(const Case input, read_case(from_utf8(request.case_file)));
    if (input.inputs) job.inputs = *input.inputs;
    job.batch = input.batch;
    job.case_sizes = input.sizes;
  }
  job.model = from_utf8(request.model);
  job.backend = request.backend;
  job.pass_plans = request.pass_plans;
  if (request.batch > 0) job.batch = request.batch;
  job.sizes = request.sizes;
  job.output = from_utf8(request.output);
  job.all_tensors = !request.outputs_only;
  job.threads = request.run.threads;
  job.progress = request.run.progress;
  if (!request.run.ort_library.empty()) job.ort_library = from_utf8(request.run.ort_library);
  overrule_spec(request.inputs, request.limit, job.inputs);
  return record(job);
}

}  // namespace npuscope
