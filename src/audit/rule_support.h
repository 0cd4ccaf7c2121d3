// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/finding.h"

namespace npuscope {

// What rules are written with. A rule is a function of a file in audit/rules/; it adds findings
// with all members named: `found.push_back({.id = "ST024", .severity = …, …, .settle = ""})`.

/// A line of a file of the build.
template <class T>
AuditEvidence evidence_in(const Artefact<T>& artefact, int64_t line, std::string text) {
  return {{artefact.label, line}, std::move(text)};
}
template <class T>
AuditEvidence evidence_in(const Artefact<T>& artefact, const StLine& line) {
  return {{artefact.label, line.line}, line.text};
}

/// "npuRAM3 0x34200000-0x34268800": what is used of a pool, or the whole of it where that is not
/// known.
AuditEvidence pool_evidence(const BuildPool& pool);

/// "epoch 2: QuantizeLinear in software"
AuditEvidence epoch_evidence(const BuildEpoch& epoch);

/// "Conv2D_11_out_0 at 0x34200000, 49152 bytes, epochs 3 to 5"
AuditEvidence buffer_evidence(const BuildBuffer& buffer);

/// Whether anything lies in the pool; nothing where the files do not say it.
std::optional<bool> is_used(const BuildPool& pool);

/// What a file says of something, and where.
struct StatedValue {
  std::string value;  ///< "3" of --optimization; empty for a bare flag
  AuditEvidence evidence;
};

/// An option of the NPU's compiler ("--cache-maintenance"): of the logs and reports, then of the
/// header of network.c. Nothing where it is not set, which `compiler_options_known()` tells from
/// not being known.
std::optional<StatedValue> compiler_option(const Build& build, std::string_view name);

/// Where the options stand as a whole; nothing where no file has them.
std::optional<AuditEvidence> compiler_options_known(const Build& build);

/// Whether the files are of a build for the NPU, as far as they say it: the NPU's compiler has run.
bool runs_on_npu(const Build& build);

/// A line of the summary of a log or report ("model_fmt", "params #"); the first one's.
std::optional<StatedValue> summary_value(const Build& build, std::string_view key);

/// An option of the command line of stedgeai ("--no-onnx-optimizer"), of a log or report.
std::optional<StatedValue> command_option(const Build& build, std::string_view name);

/// The version of ST Edge AI Core, as the first of the files that state it says it: "2.2".
std::optional<StatedValue> stated_core_version(const Build& build);

/// A warning or error of the tool, with what continues it in the lines behind.
std::vector<AuditEvidence> message_evidence(const Artefact<GenerateLog>& log,
                                            const StLine& message);

/// The port of a log: "input 'Input_0_out_0', f32 1x128x128x3, activations".
AuditEvidence port_evidence(const Artefact<GenerateLog>& log, const GenerateLog::Port& port);

/// The last part of a path, of whatever system: "network.c" of "C:\\out\\network.c".
std::string base_name(std::string_view path);

/// The first whole number of a text with thousands separators: 513105 of "513,105 B (501.08 KiB)".
std::optional<int64_t> leading_count(std::string_view text);

}  // namespace npuscope
