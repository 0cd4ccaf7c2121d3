// SPDX-License-Identifier: Apache-2.0
#include "formats/st/generate_log.h"

#include "base/text_file.h"
#include "formats/st/generate_log_parts.h"
#include "formats/st/generate_log_reader.h"

namespace npuscope {

const GenerateLog::Pair* GenerateLog::find(std::string_view key) const {
  for (const Pair& pair : summary)
    if (pair.key == key) return &pair;
  return nullptr;
}

std::optional<std::string> GenerateLog::compiler_flag(std::string_view name) const {
  return command_line_value(compiler_arguments.text, name);
}

std::optional<std::string> GenerateLog::command_flag(std::string_view name) const {
  return command_line_value(command.text, name);
}

Result<GenerateLog> parse_generate_log(Bytes bytes) { return GenerateLogReader(bytes).read(); }

Result<GenerateLog> read_generate_log(const fs::path& path) {
  NPUSCOPE_TRY_ASSIGN(const std::string text, read_text(path));
  auto log = parse_generate_log(as_bytes(text));
  if (!log) return fail(std::move(log).error().in(to_utf8(path)));
  return log;
}

}  // namespace npuscope
