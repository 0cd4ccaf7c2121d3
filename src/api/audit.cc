// SPDX-License-Identifier: Apache-2.0
#include "npuscope/audit.h"

#include "base/files.h"
#include "base/text.h"
#include "build/memory_recording.h"
#include "formats/firmware.h"
#include "formats/onnx/model_reader.h"
#include "report/audit_report.h"

namespace npuscope {
namespace {

/// All that an audit's documents point to.
struct Material {
  Build build;
  std::optional<Model> model;
};

class AuditDocuments final : public Report {
 public:
  AuditDocuments(std::unique_ptr<const Material> material, AuditResult result)
      : material_(std::move(material)), result_(std::move(result)) {}

  [[nodiscard]] bool agrees() const override {
    return result_.count(AuditSeverity::kError) + result_.count(AuditSeverity::kWarning) == 0;
  }
  [[nodiscard]] std::string text(const TextOptions& options) const override {
    return audit_text(result_, options);
  }
  [[nodiscard]] std::string json() const override { return audit_json(result_); }
  [[nodiscard]] std::string csv() const override { return ""; }

 private:
  std::unique_ptr<const Material> material_;
  AuditResult result_;
};

Status is_readable(const fs::path& path) {
  NPUSCOPE_TRY(MappedFile::open(path));
  return {};
}

/// A network with an operator that npuscope does not execute still has a hash and weights.
Status note_model(const Error& error, const fs::path& path, AuditResult& result) {
  NPUSCOPE_TRY(read_onnx(path));
  result.notes.push_back(
      to_utf8(path.filename()) +
      " is compared by its hash and its weights alone: " + on_one_line(error.message()));
  return {};
}

Status add_model(const AuditRequest& request, Material& material, AuditResult& result) {
  AuditInput& input = result.input;
  if (request.model.empty()) return {};
  input.model_path = from_utf8(request.model);
  // Of other kinds of models the file itself is compared, byte for byte.
  if (!lower(request.model).ends_with(".onnx")) return is_readable(input.model_path);
  auto model = load_model(input.model_path);
  if (!model) return note_model(model.error(), input.model_path, result);
  material.model = *std::move(model);
  input.model = &*material.model;
  return {};
}

Status add_firmware(const AuditRequest& request, AuditInput& input) {
  const std::string& file = request.elf.empty() ? request.map : request.elf;
  if (file.empty()) return {};
  const fs::path path = from_utf8(file);
  NPUSCOPE_TRY_ASSIGN(const auto ranges, read_firmware(path));
  for (const FirmwareRange& range : ranges)
    input.sections.push_back({range.name + (range.load ? " (as loaded)" : ""),
                              range.begin,
                              range.end,
                              {to_utf8(path.filename()), range.line}});
  return {};
}

Status add_flash(const AuditRequest& request, AuditInput& input) {
  if (request.flash_dump.empty()) return {};
  NPUSCOPE_TRY_ASSIGN(MemoryDump dump, parse_memory_dump(request.flash_dump));
  input.flash_label = to_utf8(dump.path.filename());
  NPUSCOPE_TRY_SET(input.flash, read_memory_dumps({std::move(dump)}));
  return {};
}

}  // namespace

Result<ReportPointer> audit(const AuditRequest& request) {
  auto material = std::make_unique<Material>();
  NPUSCOPE_TRY_SET(material->build, load_build(from_utf8(request.path)));
  AuditResult result;
  result.path = request.path;
  result.input.build = &material->build;
  NPUSCOPE_TRY(add_model(request, *material, result));
  NPUSCOPE_TRY(add_firmware(request, result.input));
  NPUSCOPE_TRY(add_flash(request, result.input));
  result.findings = audit(result.input);
  result.further = further_files(result.input);
  return std::make_unique<const AuditDocuments>(std::move(material), std::move(result));
}

}  // namespace npuscope
