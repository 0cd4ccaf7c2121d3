// SPDX-License-Identifier: Apache-2.0
// ST060: the epoch controller hides tensors. ST061: internal buffers are not listed.
#include <fmt/format.h>

#include <algorithm>

#include "audit/audit.h"
#include "audit/rule_support.h"

namespace npuscope {
namespace {

constexpr size_t kListed = 6;

/// Whether something can stop where the buffer is whole and still needed: behind an item of the
/// table of epochs, from the one that produces it to the one before its last reader.
bool seen_at_a_boundary(const Build& build, const BuildBuffer& buffer) {
  const int64_t first = buffer.buffer.epoch;
  const int64_t last = buffer.buffer.last_epoch.value_or(first);
  return std::ranges::any_of(build.epochs, [&](const BuildEpoch& epoch) {
    return epoch.engine != Engine::kNothing && epoch.last >= first && epoch.last <= last;
  });
}

struct Observed {
  int64_t activations = 0, seen = 0;
  bool lifetimes = false;
};

Observed observed(const Build& build) {
  Observed result;
  for (const BuildBuffer& buffer : build.buffers) {
    if (buffer.buffer.parameter || buffer.partial) continue;
    ++result.activations;
    result.seen += seen_at_a_boundary(build, buffer);
    result.lifetimes |= buffer.buffer.last_epoch.has_value();
  }
  return result;
}

std::string seen_text(const Build& build) {
  const Observed result = observed(build);
  if (!build.all_buffers || !result.lifetimes) return "";
  return fmt::format(" {} of {} tensors in memory are whole at the end of some item.", result.seen,
                     result.activations);
}

void check_controller(const Build& build, std::vector<AuditFinding>& found) {
  std::vector<AuditEvidence> blobs;
  int64_t hidden = 0;
  for (const BuildEpoch& epoch : build.epochs) {
    if (epoch.engine != Engine::kController || epoch.last <= epoch.number) continue;
    hidden += epoch.last - epoch.number;
    if (blobs.size() < kListed) blobs.push_back(epoch_evidence(epoch));
  }
  if (hidden == 0) return;
  found.push_back(
      {.id = "ST060",
       .severity = AuditSeverity::kFact,
       .question = AuditQuestion::kExecution,
       .title = fmt::format("The epoch controller runs epochs in one go: {} ends of epochs cannot "
                            "be stopped at",
                            hidden),
       .evidence = std::move(blobs),
       .why = "A callback or breakpoint sees memory only behind a whole blob, when tensors inside "
              "of it may be overwritten already." +
              seen_text(build) + " The arithmetic is the same with and without the controller.",
       .fix = "To look inside: add --ec-single-epoch to the profile's options (one item per "
              "epoch), or leave --enable-epoch-controller out. Compare the final output with the "
              "old build's first: it must be equal.",
       .settle = ""});
}

void check_buffer_info(const Build& build, std::vector<AuditFinding>& found) {
  const bool listed = build.all_buffers;  // by c_info.json, where network.c does not
  const auto& networks = build.files.networks;
  const auto known = compiler_options_known(build);
  if (networks.empty() ? listed || !known : networks.front().content.internal_listed) return;
  if (compiler_option(build, "--all-buffers-info")) return;
  const AuditEvidence evidence =
      networks.empty() ? *known : evidence_in(networks.front(), 1, "no internal buffers listed");
  found.push_back(
      {.id = "ST061",
       .severity = AuditSeverity::kFact,
       .question = AuditQuestion::kExecution,
       .title = listed ? "Generated code lists no internal buffers; c_info.json does"
                       : "Internal buffers are not listed: only inputs and outputs can be compared",
       .evidence = {evidence},
       .why = listed ? "A memory dump can be decoded with c_info.json; the firmware's own dump "
                       "functions (ll_aton_debug) know inputs and outputs alone."
                     : "Where a tensor lies, in which layout and scale, is not known: a memory "
                       "dump cannot be decoded, and the first differing layer cannot be found.",
       .fix = "Add --all-buffers-info to the profile's options and generate again: the code and "
              "the numbers stay the same. " +
              std::string(listed ? "" : "Or keep the *_c_info.json of this very build."),
       .settle = ""});
}

}  // namespace

void check_observability(const AuditInput& input, std::vector<AuditFinding>& found) {
  if (input.build->target != StTarget::kNeuralArt) return;
  check_controller(*input.build, found);
  check_buffer_info(*input.build, found);
}

}  // namespace npuscope
