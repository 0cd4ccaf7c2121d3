// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "audit/finding.h"
#include "build/unit_coefficients.h"
#include "execute/model.h"

namespace npuscope {

/// What an audit looks at. Everything but the build may be missing.
struct AuditInput {
  const Build* build = nullptr;
  const Model* model = nullptr;  ///< the source model, ready to run
  fs::path model_path;
  struct Section {  ///< of the firmware's ELF or linker map
    std::string name;
    uint64_t begin = 0, end = 0;
    BuildSource source;
  };
  std::vector<Section> sections;
  std::optional<MemoryImage> flash;  ///< at its addresses
  std::string flash_label;
};

/// A rule: looks at facts, adds findings. One file per rule or small family of rules.
using AuditRule = void (*)(const AuditInput&, std::vector<AuditFinding>&);

/// All rules, in the order of their ids: the explicit list.
const std::vector<AuditRule>& audit_rules();

/// The findings of all rules: errors first, then by id.
std::vector<AuditFinding> audit(const AuditInput& input);

/// A file that is not there and would settle what the others leave open.
struct FurtherFile {
  std::string file;     ///< "the quantized model"
  std::string how;      ///< the option that names it here, the tool's option that makes it
  std::string settles;  ///< what it would show
};
std::vector<FurtherFile> further_files(const AuditInput& input);

}  // namespace npuscope
