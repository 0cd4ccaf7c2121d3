// SPDX-License-Identifier: Apache-2.0
#include "backend_ort/session_on_demand.h"

namespace npuscope {

Result<std::shared_ptr<const SessionOnDemand>> SessionOnDemand::create(
    std::shared_ptr<const OrtLibrary> library, const OrtModelSource& source,
    const OrtOptions& options) {
  const bool kept = source.footprint == Footprint::kFast;
  auto result = std::shared_ptr<SessionOnDemand>(new SessionOnDemand);
  const auto purpose = kept ? RuntimeSession::Purpose::kRun : RuntimeSession::Purpose::kInspect;
  NPUSCOPE_TRY_ASSIGN(auto session, RuntimeSession::create(library, source, options, purpose));
  result->inputs_ = session->input_names();
  result->outputs_ = session->output_names();
  NPUSCOPE_TRY_SET(result->infos_, session->output_infos());
  if (kept) {
    result->kept_ = std::move(session);
    return result;
  }
  result->library_ = std::move(library);
  result->source_ = source;
  result->source_.bytes = {};
  result->bytes_ = source.bytes;
  result->options_ = options;
  return result;
}

Result<std::vector<Tensor>> SessionOnDemand::run(std::span<const Tensor> inputs,
                                                 std::span<const std::string> outputs) const {
  if (kept_) return kept_->run(inputs, outputs);
  const std::lock_guard lock(library_->one_session());
  OrtModelSource source = source_;
  source.bytes = bytes_;
  NPUSCOPE_TRY_ASSIGN(const auto session, RuntimeSession::create(library_, source, options_));
  return session->run(inputs, outputs);
}

}  // namespace npuscope
