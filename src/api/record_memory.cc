// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "base/files.h"
#include "build/build_names.h"
#include "build/memory_recording.h"
#include "execute/model.h"
#include "npuscope/record.h"

namespace npuscope {
namespace {

Result<MemoryImage> open_dumps(const std::vector<std::string>& texts) {
  std::vector<MemoryDump> dumps;
  for (const std::string& text : texts) {
    NPUSCOPE_TRY_ASSIGN(MemoryDump dump, parse_memory_dump(text));
    dumps.push_back(std::move(dump));
  }
  return read_memory_dumps(dumps);
}

}  // namespace

Result<RecordSummary> record_memory(const MemoryRequest& request) {
  NPUSCOPE_TRY_ASSIGN(Build build, load_build(from_utf8(request.build)));
  std::optional<Model> model;
  if (!request.model.empty()) NPUSCOPE_TRY_SET(model, load_model(from_utf8(request.model)));
  resolve_names(build, model ? &model->graph : nullptr);
  NPUSCOPE_TRY_ASSIGN(const MemoryImage memory, open_dumps(request.dumps));
  NPUSCOPE_TRY_ASSIGN(const MemoryRecording recorded,
                      record_memory(build, model ? &model->graph : nullptr, memory,
                                    request.after_epoch, request.sample));
  NPUSCOPE_TRY_ASSIGN(RecordingWriter writer,
                      RecordingWriter::open(from_utf8(request.output), recorded.manifest));
  NPUSCOPE_TRY(writer.write(recorded.manifest.samples.front(), recorded.tensors));
  NPUSCOPE_TRY(writer.finish());
  RecordSummary summary;
  summary.samples = summary.recorded = 1;
  summary.tensors = static_cast<int64_t>(recorded.tensors.size());
  if (!writer.reason().empty()) summary.notes.push_back("recorded again: " + writer.reason());
  summary.notes.insert(summary.notes.end(), recorded.notes.begin(), recorded.notes.end());
  return summary;
}

}  // namespace npuscope
