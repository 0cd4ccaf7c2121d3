// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "report/inspect_parts.h"
#include "report/numbers.h"
#include "report/text_table.h"

namespace npuscope {
namespace {

/// Options that decide what is computed, where, and what can be seen of it.
constexpr std::array<std::string_view, 16> kOptions = {"--optimization",
                                                       "--native-float",
                                                       "--enable-epoch-controller",
                                                       "--all-buffers-info",
                                                       "--Oauto",
                                                       "--Oauto-sched",
                                                       "--Omax-ca-pipe",
                                                       "--Os",
                                                       "--Ocache-opt",
                                                       "--cache-maintenance",
                                                       "--enable-virtual-mem-pools",
                                                       "--mvei",
                                                       "--ec-single-epoch",
                                                       "--no-hw-sw-parallelism",
                                                       "--fake-Qmn",
                                                       "--convert-scaleoffset-to-qmn"};

/// An option that is off is as good as none.
bool is_on(const StOption& option) {
  const std::string value = lower(option.value);
  return value != "false" && value != "off" && value != "no" &&
         !(value == "0" && option.name != "--optimization");
}

std::string options_text(const NetworkC& network) {
  std::string text;
  for (const StOption& option : network.options) {
    if (std::ranges::find(kOptions, option.name) == kOptions.end() || !is_on(option)) continue;
    const bool flag = option.value.empty() || lower(option.value) == "true";
    text += (text.empty() ? "" : " ") + option.name + (flag ? "" : "=" + option.value);
  }
  return text;
}

std::string guard_text(const NetworkC& network) {
  if (!network.runtime_guard) return "";
  const auto& v = *network.runtime_guard;
  return fmt::format("LL_ATON {}.{}.{}-{}, another one is {}", v[0], v[1], v[2], v[3],
                     network.guard_is_error ? "an error" : "only a warning");
}

std::string target_text(const Build& build) {
  return build.target == StTarget::kCpuOnly
             ? "the Cortex-M55 alone: --st-neural-art did not take effect"
             : "the NPU";
}

/// Which files were read, by kind; those that were not.
std::string files_text(const Build& build, bool colour) {
  const BuildFiles& files = build.files;
  std::vector<std::string> labels;
  auto add = [&](const auto& list) {
    for (const auto& file : list) labels.push_back(file.label);
  };
  add(files.networks), add(files.traces), add(files.blobs), add(files.headers), add(files.c_infos);
  add(files.quant_jsons), add(files.pools), add(files.machines), add(files.profiles);
  add(files.logs), add(files.validations), add(files.images);
  std::string text;
  if (labels.size() > 1)
    for (size_t i = 0; i < labels.size(); ++i) text += fact_text(i == 0 ? "read" : "", labels[i]);
  for (const std::string& label : files.other_networks) text += fact_text("not of it", label);
  for (const std::string& note : build.notes) text += fact_text("note", note);
  for (const std::string& folder : files.builds_below) text += fact_text("build in", folder);
  for (const auto& damaged : files.damaged)
    text += "  " +
            emphasised(fmt::format("{:<10} {}: {}", "damaged", damaged.label,
                                   on_one_line(damaged.error.message())),
                       Emphasis::kBad, colour) +
            "\n";
  return text;
}

std::string model_text(const Build& build) {
  for (const auto& file : build.files.c_infos)
    if (!file.content.provenance.input_model.empty()) return file.content.provenance.input_model;
  for (const auto& file : build.files.quant_jsons)
    if (!file.content.provenance.input_model.empty()) return file.content.provenance.input_model;
  return "";
}

}  // namespace

std::string build_text(const std::string& path, const Build& build, InspectDetail detail,
                       bool colour) {
  std::string what = "build";
  if (!build.core_version.empty()) what += " of ST Edge AI Core " + build.core_version;
  what += " for " + target_text(build);
  if (!build.network.empty()) what += fmt::format(", network '{}'", build.network);
  std::string text = title_text(path, what, colour);
  text += fact_text("model", model_text(build));
  if (!build.files.networks.empty()) {
    const NetworkC& network = build.files.networks.front().content;
    text += fact_text("compiler", network.git_description);
    text += fact_text("options", options_text(network));
    text += fact_text("runtime", guard_text(network));
  }
  text += files_text(build, colour);
  if (build.target == StTarget::kCpuOnly) return text;
  return text + memory_map_text(build.pools, detail, colour) +
         epoch_table_text(build.epochs, detail, colour) + memory_timeline_text(build, colour) +
         buffer_table_text(build, detail, colour);
}

}  // namespace npuscope
