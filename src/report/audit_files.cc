// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "base/files.h"
#include "report/audit_report.h"
#include "report/numbers.h"

namespace npuscope {
namespace {

std::string version_text(const std::string& tool) {
  return tool.empty() ? "" : "ST Edge AI Core " + tool;
}

/// "a, b", without the empty ones.
std::string listed(std::initializer_list<std::string> parts) {
  std::string text;
  for (const std::string& part : parts)
    if (!part.empty()) text += (text.empty() ? "" : ", ") + part;
  return text;
}

std::string log_text(const GenerateLog& log) {
  const auto unknown = static_cast<int64_t>(log.unknown.size());
  return listed({version_text(log.tool_version.text), plural(log.lines, "line"),
                 unknown == 0 ? "all understood" : fmt::format("{} not understood", unknown)});
}

std::string network_text(const NetworkC& network) {
  const std::string version(network.core_version());
  return listed({version.empty() ? "" : "Core " + version,
                 network.target == StTarget::kCpuOnly ? "for the CPU alone" : "",
                 plural(static_cast<int64_t>(network.epochs.size()), "epoch"),
                 network.internal_listed
                     ? plural(static_cast<int64_t>(network.internal.size()), "internal buffer")
                     : "internal buffers not listed"});
}

std::string image_text(const MemoryImage& image) {
  int64_t bytes = 0;
  for (const auto& segment : image.segments) bytes += static_cast<int64_t>(segment.bytes.size());
  return bytes_text(bytes);
}

template <class T, class Text>
void add(std::vector<AuditedFile>& files, const char* kind, const std::vector<Artefact<T>>& some,
         Text text) {
  for (const auto& artefact : some) files.push_back({artefact.label, kind, text(artefact.content)});
}

}  // namespace

std::vector<AuditedFile> audited_files(const Build& build) {
  const BuildFiles& f = build.files;
  std::vector<AuditedFile> files;
  add(files, "console log or report", f.logs, log_text);
  add(files, "generated code", f.networks, network_text);
  add(files, "trace of blobs", f.traces, network_text);
  add(files, "blobs", f.blobs,
      [](const auto& blobs) { return plural(static_cast<int64_t>(blobs.size()), "blob"); });
  add(files, "header", f.headers, [](const StaiNetwork& h) { return h.origin_model; });
  add(files, "c_info", f.c_infos, [](const CInfo& c) {
    return listed({version_text(c.provenance.tool_version),
                   plural(static_cast<int64_t>(c.buffers.size()), "buffer")});
  });
  add(files, "quantization", f.quant_jsons, [](const QuantJson& q) {
    return listed({version_text(q.provenance.tool_version),
                   plural(static_cast<int64_t>(q.tensors.size()), "tensor")});
  });
  add(files, "memory pools", f.pools,
      [](const MemoryPools& p) { return plural(static_cast<int64_t>(p.pools.size()), "pool"); });
  add(files, "machine", f.machines, [](const MachineDescription& m) { return m.name; });
  add(files, "profiles", f.profiles, [](const NeuralArtProfiles& p) {
    return plural(static_cast<int64_t>(p.profiles.size()), "profile");
  });
  add(files, "validate report", f.validations,
      [](const StReport& r) { return version_text(r.tool_version); });
  add(files, "memory image", f.images, image_text);
  for (const fs::path& path : f.oe_models)
    files.push_back({to_utf8(path.filename()), "rewritten model", ""});
  for (const fs::path& path : f.val_ios)
    files.push_back({to_utf8(path.filename()), "validation data", ""});
  for (const auto& damaged : f.damaged) files.push_back({damaged.label, "not readable", ""});
  return files;
}

}  // namespace npuscope
