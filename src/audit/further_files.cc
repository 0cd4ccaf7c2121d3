// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "audit/audit.h"
#include "audit/memory_map.h"
#include "audit/rule_support.h"

namespace npuscope {
namespace {

/// The file that an option or a summary names, or what to call it.
std::string named(const std::optional<StatedValue>& value, std::string_view otherwise) {
  if (!value || value->value.empty()) return std::string(otherwise);
  return fmt::format("{} ({})", otherwise, base_name(value->value));
}

void add_model(const AuditInput& input, std::vector<FurtherFile>& further) {
  if (!input.model_path.empty()) return;
  further.push_back(
      {named(summary_value(*input.build, "model file"), "the quantized model"),
       "--model FILE; or alone: npuscope predict --model FILE",
       "whether it is the file of this build (ST001); which layers the 16-bit sums cap "
       "(ST053); dtypes and channel order (ST043)"});
}

/// The output folder has several of them; one entry says so.
void add_folder(const AuditInput& input, std::vector<FurtherFile>& further) {
  const BuildFiles& files = input.build->files;
  std::string missing;
  const auto want = [&](bool there, std::string_view name) {
    if (!there) missing += (missing.empty() ? "" : ", ") + std::string(name);
  };
  want(!files.networks.empty(), "network.c");
  want(!files.c_infos.empty(), "network_c_info.json");
  want(!files.quant_jsons.empty(), "*_OE_*.onnx with *_Q.json");
  want(!files.images.empty(), "the weights' image");
  if (missing.empty()) return;
  further.push_back(
      {missing,
       named(summary_value(*input.build, "output dir"), "the output folder as a whole") +
           ": npuscope audit st_ai_output (network_c_info.json may be in st_ai_ws)",
       "every buffer's address and lifetime (ST023), the cache calls (ST032), the runtime guard "
       "(ST003), that the image holds the model's weights (ST010), the compiler's own graph"});
}

void add_log(const AuditInput& input, std::vector<FurtherFile>& further) {
  if (!input.build->files.logs.empty()) return;
  further.push_back({"the console output, or network_generate_report.txt",
                     "stedgeai generate … --verbosity 3",
                     "warnings and ignored keys (ST006, ST007), options (ST008), how weights and "
                     "activations are laid out (ST011, ST025)"});
}

void add_pools(const AuditInput& input, std::vector<FurtherFile>& further) {
  const Build& build = *input.build;
  if (!build.files.pools.empty() || !build.files.networks.empty()) return;
  auto pool = compiler_option(build, "--load-mpool");
  if (!pool) pool = compiler_option(build, "--load-mpool-file");
  further.push_back(
      {named(pool, "the pool file"), "behind memory_pool in the profile",
       "which pools are cacheable (ST033), and whether they fit the STM32N6 (ST020)"});
}

void add_buffers_info(const AuditInput& input, std::vector<FurtherFile>& further) {
  const Build& build = *input.build;
  if (build.all_buffers || !build.files.c_infos.empty() || !compiler_options_known(build) ||
      compiler_option(build, "--all-buffers-info"))
    return;
  further.push_back(
      {"a network.c that lists its internal buffers", "--all-buffers-info in the profile's options",
       "what stands where after each epoch: without it a memory dump is not decoded"});
}

void add_firmware(const AuditInput& input, std::vector<FurtherFile>& further) {
  if (!input.sections.empty() || input.build->pools.empty()) return;
  further.push_back(
      {"the firmware's .elf, or its linker's .map", "--elf FILE or --map FILE",
       "whether code, heap, stack or frame buffers lie in the network's memory (ST022)"});
}

void add_flash(const AuditInput& input, std::vector<FurtherFile>& further) {
  if (input.flash) return;
  for (const BuildPool& pool : input.build->pools) {
    const MemoryRegion* region = memory_region(pool.pool.address);
    const bool weights = region && region->kind == MemoryKind::kExternal &&
                         is_used(pool).value_or(false) && !pool.pool.writable.value_or(false);
    if (!weights) continue;
    further.push_back({"a read-back of the flash",
                       fmt::format("--flash-dump FILE@{:#x}, of STM32_Programmer_CLI -u",
                                   pool.used_begin.value_or(pool.pool.address)),
                       "whether the board has these weights (ST012)"});
    return;
  }
}

void add_board(const AuditInput& input, std::vector<FurtherFile>& further) {
  if (!input.build->files.val_ios.empty()) return;
  further.push_back({"one input and its output as the board has them",
                     "stedgeai validate --mode target (network_val_io.npz), or a dump",
                     "which step changes the numbers: npuscope diagnose"});
}

}  // namespace

std::vector<FurtherFile> further_files(const AuditInput& input) {
  std::vector<FurtherFile> further;
  for (const auto add : {add_model, add_folder, add_log, add_pools, add_buffers_info, add_firmware,
                         add_flash, add_board})
    add(input, further);
  return further;
}

}  // namespace npuscope
