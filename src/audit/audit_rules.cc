// SPDX-License-Identifier: Apache-2.0
#include "audit/audit.h"

namespace npuscope {

// One line per rule, in the order of the ids that it gives; each is a file in audit/rules/.
void check_model_identity(const AuditInput& input, std::vector<AuditFinding>& found);     // ST001
void check_unproven_model(const AuditInput& input, std::vector<AuditFinding>& found);     // ST001
void check_artefact_versions(const AuditInput& input, std::vector<AuditFinding>& found);  // ST002
void check_runtime_guard(const AuditInput& input, std::vector<AuditFinding>& found);      // ST003
void check_cpu_only(const AuditInput& input, std::vector<AuditFinding>& found);           // ST004
void check_damaged_files(const AuditInput& input, std::vector<AuditFinding>& found);      // ST005
void check_dropped_quantization(const AuditInput& input,
                                std::vector<AuditFinding>& found);                        // ST006
void check_profile_keys(const AuditInput& input, std::vector<AuditFinding>& found);       // ST007
void check_compiler_options(const AuditInput& input, std::vector<AuditFinding>& found);   // ST008
void check_tool_messages(const AuditInput& input, std::vector<AuditFinding>& found);      // ST009
void check_weights_image(const AuditInput& input, std::vector<AuditFinding>& found);      // ST010
void check_image_copies(const AuditInput& input, std::vector<AuditFinding>& found);       // ST011
void check_weights_address(const AuditInput& input, std::vector<AuditFinding>& found);    // ST011
void check_flash_dump(const AuditInput& input, std::vector<AuditFinding>& found);         // ST012
void check_pool_ranges(const AuditInput& input, std::vector<AuditFinding>& found);        // ST020
void check_pool_overlap(const AuditInput& input, std::vector<AuditFinding>& found);       // ST021
void check_firmware_sections(const AuditInput& input, std::vector<AuditFinding>& found);  // ST022
void check_reserved_ranges(const AuditInput& input, std::vector<AuditFinding>& found);    // ST022
void check_live_buffers(const AuditInput& input, std::vector<AuditFinding>& found);       // ST023
void check_npu_ram_banks(const AuditInput& input, std::vector<AuditFinding>& found);      // ST024
void check_external_ram(const AuditInput& input, std::vector<AuditFinding>& found);       // ST025
void check_pool_sizes(const AuditInput& input, std::vector<AuditFinding>& found);         // ST026
void check_user_buffers(const AuditInput& input, std::vector<AuditFinding>& found);       // ST030
void check_reused_input(const AuditInput& input, std::vector<AuditFinding>& found);       // ST031
void check_cache_boundaries(const AuditInput& input, std::vector<AuditFinding>& found);   // ST032
void check_handovers(const AuditInput& input, std::vector<AuditFinding>& found);  // ST032, ST034
void check_npu_cache(const AuditInput& input, std::vector<AuditFinding>& found);  // ST033
void check_software_epochs(const AuditInput& input, std::vector<AuditFinding>& found);  // ST040, 41
void check_large_software_outputs(const AuditInput& input,
                                  std::vector<AuditFinding>& found);                   // ST042
void check_io_ports(const AuditInput& input, std::vector<AuditFinding>& found);        // ST043
void check_input_contract(const AuditInput& input, std::vector<AuditFinding>& found);  // ST044
void check_coefficients(const AuditInput& input, std::vector<AuditFinding>& found);  // ST050-ST052
void check_accumulator_cap(const AuditInput& input, std::vector<AuditFinding>& found);  // ST053
void check_per_tensor(const AuditInput& input, std::vector<AuditFinding>& found);       // ST054
void check_observability(const AuditInput& input, std::vector<AuditFinding>& found);    // ST060, 61
void check_model_family(const AuditInput& input, std::vector<AuditFinding>& found);     // ST070
void check_cosmetic_lines(const AuditInput& input, std::vector<AuditFinding>& found);   // ST071
void check_validation_report(const AuditInput& input, std::vector<AuditFinding>& found);  // ST072

const std::vector<AuditRule>& audit_rules() {
  static const std::vector<AuditRule> kRules = {
      check_model_identity,
      check_unproven_model,
      check_artefact_versions,
      check_runtime_guard,
      check_cpu_only,
      check_damaged_files,
      check_dropped_quantization,
      check_profile_keys,
      check_compiler_options,
      check_tool_messages,
      check_weights_image,
      check_image_copies,
      check_weights_address,
      check_flash_dump,
      check_pool_ranges,
      check_pool_overlap,
      check_firmware_sections,
      check_reserved_ranges,
      check_live_buffers,
      check_npu_ram_banks,
      check_external_ram,
      check_pool_sizes,
      check_user_buffers,
      check_reused_input,
      check_cache_boundaries,
      check_handovers,
      check_npu_cache,
      check_software_epochs,
      check_large_software_outputs,
      check_io_ports,
      check_input_contract,
      check_coefficients,
      check_accumulator_cap,
      check_per_tensor,
      check_observability,
      check_model_family,
      check_cosmetic_lines,
      check_validation_report,
  };
  return kRules;
}

}  // namespace npuscope
