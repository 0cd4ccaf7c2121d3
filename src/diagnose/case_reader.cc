// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "backend_ort/ort_search.h"
#include "base/text_file.h"
#include "base/utf8.h"
#include "diagnose/case.h"
#include "diagnose/case_sections.h"
#include "diagnose/parse_toml.h"
#include "diagnose/rung_specs.h"
#include "diagnose/toml_table.h"

namespace npuscope {
namespace {

constexpr int64_t kSchema = 1;

/// `sizes = { sequence = 128 }`: symbolic dimensions by name.
Status read_sizes(const toml::table& table, Case& out) {
  for (const auto& [key, node] : table) {
    const auto size = node.value_exact<int64_t>();
    if (!size || *size < 1)
      return fail(bad_input(fmt::format("[models]: the size of '{}' is no size", key.str()))
                      .expected("an integer of 1 or more")
                      .in(toml_place(node)));
    out.sizes[std::string(key.str())] = *size;
  }
  return {};
}

Status read_models(TomlTable table, Case& out) {
  std::optional<std::string> float_model, quantized, oe;
  NPUSCOPE_TRY(table.string("float", float_model));
  NPUSCOPE_TRY(table.string("quantized", quantized));
  NPUSCOPE_TRY(table.string("oe", oe));
  NPUSCOPE_TRY(table.integer("batch", out.batch));
  NPUSCOPE_TRY_ASSIGN(const toml::table* sizes, table.table("sizes"));
  if (sizes) NPUSCOPE_TRY(read_sizes(*sizes, out));
  if (out.batch < 1)
    return fail(table.at("batch", bad_input("must be 1 or more").found(std::to_string(out.batch))));
  if (float_model) out.float_model = out.folder / path_in_file(*float_model);
  if (quantized) out.quantized_model = out.folder / path_in_file(*quantized);
  if (oe) out.oe_model = out.folder / path_in_file(*oe);
  return table.finish();
}

template <class Read>
Status read_table(TomlTable& parent, std::string_view key, const Read& read, Case& out) {
  NPUSCOPE_TRY_ASSIGN(const toml::table* table, parent.table(key));
  if (!table) return {};
  return read(TomlTable(*table, fmt::format("[{}]", key)), out);
}

Status read_build(TomlTable table, Case& out) {
  std::optional<std::string> dir, log;
  NPUSCOPE_TRY(table.string("dir", dir));
  NPUSCOPE_TRY(table.string("log", log));
  if (dir && log)
    return fail(table.at("log", bad_input("the build is named twice")
                                    .expected("dir or log: a folder's own log is found in it")));
  if (dir || log) out.build = out.folder / path_in_file(dir ? *dir : *log);
  return table.finish();
}

/// `build = "st_ai_output"` for short, or a table.
Status read_build_key(TomlTable& root, Case& out) {
  if (!root.is_string("build")) return read_table(root, "build", read_build, out);
  std::string path;
  NPUSCOPE_TRY(root.string("build", path));
  out.build = out.folder / path_in_file(path);
  return {};
}

Status read_board(TomlTable table, Case& out) {
  std::optional<std::string> url;
  NPUSCOPE_TRY(table.string("url", url));
  if (url) out.notes.emplace_back("[board] is not used by this version; give recordings instead");
  return table.finish();
}

/// A library's path in a spec is relative to the case, as all paths; `none` is no path.
void resolve_library(std::string& spec, const fs::path& folder) {
  constexpr std::string_view kKey = "lib=";
  const size_t at = spec.find(kKey);
  if (at == std::string::npos) return;
  const fs::path library = path_in_file(spec.substr(at + kKey.size()));
  if (library == kNoOrtLibrary) return;
  spec = spec.substr(0, at) + std::string(kKey) + to_utf8(folder / library);
}

Status check_spec(const TomlTable& table, std::string_view key, const std::string& spec) {
  auto status = check_rung_spec(spec);
  return status ? status : fail(table.at(key, std::move(status).error()));
}

Status read_rungs(TomlTable table, Case& out) {
  std::optional<std::string> ort;
  NPUSCOPE_TRY(table.strings("run", out.run));
  NPUSCOPE_TRY(table.string("ort", ort));
  NPUSCOPE_TRY(table.integer("detail", out.detail));
  if (out.detail < 0)
    return fail(table.at("detail", bad_input("is negative").found(std::to_string(out.detail))));
  for (std::string& spec : out.run) {
    NPUSCOPE_TRY(check_spec(table, "run", spec));
    resolve_library(spec, out.folder);
  }
  if (ort) {
    NPUSCOPE_TRY(check_spec(table, "ort", *ort));
    out.ort_spec = *std::move(ort);
    resolve_library(out.ort_spec, out.folder);
  }
  return table.finish();
}

/// A recording's path is relative to the case; ":m" or ":c" behind it stays.
Status read_recordings(const toml::table& table, Case& out) {
  for (const auto& [key, node] : table) {
    const auto text = node.value_exact<std::string>();
    if (!text)
      return fail(bad_input(fmt::format("[recordings]: '{}' is not a text", key.str()))
                      .expected("\"network_val_io.npz:c\"")
                      .in(toml_place(node)));
    const std::string rung(key.str());
    if (auto status = check_rung_name(rung); !status)
      return fail(std::move(status).error().in("[recordings]").in(toml_place(node)));
    out.recordings[rung] = to_utf8(out.folder / path_in_file(*text));
  }
  return {};
}

Status read_root(TomlTable root, Case& out) {
  int64_t schema = kSchema;
  NPUSCOPE_TRY(root.integer("schema", schema));
  if (schema != kSchema)
    return fail(root.at("schema", bad_input("this version does not know it")
                                      .expected(std::to_string(kSchema))
                                      .found(std::to_string(schema))));
  NPUSCOPE_TRY(root.string("name", out.name));
  NPUSCOPE_TRY(read_table(root, "models", read_models, out));
  NPUSCOPE_TRY(read_build_key(root, out));
  NPUSCOPE_TRY(read_table(root, "board", read_board, out));
  NPUSCOPE_TRY(read_table(root, "inputs", read_inputs_section, out));
  NPUSCOPE_TRY(read_table(root, "rungs", read_rungs, out));
  NPUSCOPE_TRY(read_table(root, "task", read_task_section, out));
  NPUSCOPE_TRY_ASSIGN(const toml::table* recordings, root.table("recordings"));
  if (recordings) NPUSCOPE_TRY(read_recordings(*recordings, out));
  NPUSCOPE_TRY_ASSIGN(const auto gates, root.tables("gate"));
  for (const toml::table* gate : gates)
    NPUSCOPE_TRY(read_gate_section(TomlTable(*gate, "[[gate]]"), out));
  return root.finish();
}

}  // namespace

Result<Case> parse_case(std::string_view text, const fs::path& folder) {
  NPUSCOPE_TRY_ASSIGN(const toml::table table, parse_toml(text));
  Case out;
  out.folder = folder;
  NPUSCOPE_TRY(read_root(TomlTable(table, "the case"), out));
  return out;
}

Result<Case> read_case(const fs::path& path) {
  NPUSCOPE_TRY_ASSIGN(const std::string text, read_text(path));
  auto parsed = parse_case(text, path.parent_path());
  if (parsed) return parsed;
  // Whatever is wrong with the text of a file, a file is what is wrong.
  const Error& error = parsed.error();
  return fail(bad_input(error.what())
                  .expected(error.expected())
                  .found(error.found())
                  .hint(error.hint())
                  .in(error.where())
                  .in(to_utf8(path)));
}

}  // namespace npuscope
