// SPDX-License-Identifier: Apache-2.0
// ST001: whether the build was made of the model that was given, and of its own OE graph.
#include <fmt/format.h>

#include <algorithm>

#include "audit/audit.h"
#include "audit/rule_support.h"
#include "base/md5.h"
#include "base/text.h"

namespace npuscope {
namespace {

/// What a file of the build says: the MD5 of a model's file.
struct Statement {
  std::string file, md5;
  AuditEvidence evidence;
};

/// "3e10…" of "0x3E10…"; empty for what is no MD5.
std::string digits(std::string_view signature) {
  std::string text = lower(std::string(trimmed(signature)));
  if (text.starts_with("0x")) text.erase(0, 2);
  const bool md5 = text.size() == 32 && text.find_first_not_of("0123456789abcdef") == text.npos;
  return md5 ? text : "";
}

constexpr std::string_view kModelHash = "model_hash";  // how logs and reports call it

void add(std::vector<Statement>& statements, std::string_view file, std::string_view signature,
         BuildSource source) {
  std::string md5 = digits(signature);
  if (md5.empty()) return;
  const std::string text = fmt::format("{}: 0x{}", file.empty() ? "model" : file, md5);
  statements.push_back({std::string(file), std::move(md5), {std::move(source), text}});
}

/// A folder may hold the *_Q.json of other networks: they count where no c_info.json or log tells
/// which network this is, or where they are of the same file.
std::vector<Statement> source_models(const Build& build) {
  std::vector<Statement> statements, of_graphs;
  for (const auto& info : build.files.c_infos)
    add(statements, info.content.provenance.model_file, info.content.provenance.model_signature,
        {info.label, 0});
  for (const auto& log : build.files.logs)
    if (const auto* pair = log.content.find("model_hash"))
      add(statements, kModelHash, pair->value, {log.label, pair->line});
  for (const auto& file : build.files.quant_jsons)
    add(of_graphs, file.content.provenance.model_file, file.content.provenance.model_signature,
        {file.label, 0});
  const bool known = !statements.empty();
  for (Statement& statement : of_graphs)
    if (!known ||
        std::ranges::find(statements, statement.file, &Statement::file) != statements.end())
      statements.push_back(std::move(statement));
  return statements;
}

std::vector<Statement> compiler_graphs(const Build& build) {
  std::vector<Statement> statements;
  const auto of_json = [&](const auto& artefact) {
    for (const StModelFile& file : artefact.content.provenance.compiler_model)
      add(statements, file.name, file.signature, {artefact.label, 0});
  };
  std::ranges::for_each(build.files.quant_jsons, of_json);
  std::ranges::for_each(build.files.c_infos, of_json);
  return statements;
}

std::vector<AuditEvidence> evidence_of(const std::vector<Statement>& statements) {
  std::vector<AuditEvidence> evidence;
  for (const Statement& statement : statements) evidence.push_back(statement.evidence);
  return evidence;
}

bool any_has(const std::vector<Statement>& statements, std::string_view md5) {
  return std::ranges::any_of(statements, [&](const Statement& s) { return s.md5 == md5; });
}

AuditFinding other_model(std::string_view name, std::string_view md5,
                         const std::vector<Statement>& sources) {
  AuditFinding finding{
      .id = "ST001",
      .severity = AuditSeverity::kError,
      .question = AuditQuestion::kModel,
      .title = fmt::format("{} is not the file that this build was made of", name),
      .evidence = evidence_of(sources),
      .why =
          "Other weights or scales give other numbers: every comparison with this file compares "
          "two networks.",
      .fix = "Give the file that was compiled, or compile this one.",
      .settle = ""};
  finding.evidence.push_back({{std::string(name), 0}, fmt::format("MD5 0x{}", md5)});
  return finding;
}

AuditFinding same_model(std::string_view name, std::string_view md5,
                        const std::vector<Statement>& sources, bool graph) {
  return {.id = "ST001",
          .severity = AuditSeverity::kFact,
          .question = AuditQuestion::kModel,
          .title = fmt::format(
              "{} is the {} (MD5 0x{})", name,
              graph ? "graph that the compiler read" : "file that this build was made of", md5),
          .evidence = evidence_of(sources),
          .why = "",
          .fix = "",
          .settle = ""};
}

/// Whether two files speak of one model and give it two hashes. Logs do not name it.
bool contradict(const Statement& a, const Statement& b) {
  return a.md5 != b.md5 && (a.file == b.file || a.file == kModelHash || b.file == kModelHash);
}

/// Files of one build that were made of different models: not one build.
void check_agreement(const std::vector<Statement>& sources, std::vector<AuditFinding>& found) {
  for (size_t i = 0; i < sources.size(); ++i)
    for (size_t k = 0; k < i; ++k) {
      if (!contradict(sources[k], sources[i])) continue;
      found.push_back({.id = "ST001",
                       .severity = AuditSeverity::kWarning,
                       .question = AuditQuestion::kModel,
                       .title = "these files were made of different models",
                       .evidence = {sources[k].evidence, sources[i].evidence},
                       .why = "What one of them says does not hold for the others: scales, "
                              "addresses and weights of two compilations.",
                       .fix = "Keep the files of one compilation in one folder.",
                       .settle = ""});
      return;
    }
}

/// The OE graphs that lie in the folder against those that the compiler read.
void check_graphs(const Build& build, const std::vector<Statement>& graphs,
                  std::vector<AuditFinding>& found) {
  for (const fs::path& path : build.files.oe_models) {
    const std::string name = to_utf8(path.filename());
    std::vector<Statement> stated;
    std::ranges::copy_if(graphs, std::back_inserter(stated),
                         [&](const Statement& s) { return s.file == name; });
    const auto file = MappedFile::open(path);
    if (stated.empty() || !file) continue;
    const std::string md5 = md5_hex((*file)->bytes());
    if (any_has(stated, md5)) continue;
    AuditFinding finding{
        .id = "ST001",
        .severity = AuditSeverity::kWarning,
        .question = AuditQuestion::kModel,
        .title = fmt::format("{} is not the graph that the compiler read", name),
        .evidence = evidence_of(stated),
        .why =
            "It is of another compilation, or was changed: the rung 'oe' would execute another "
            "network than the board.",
        .fix = "Take it from the st_ai_output of this compilation.",
        .settle = ""};
    finding.evidence.push_back({{name, 0}, fmt::format("MD5 0x{}", md5)});
    found.push_back(std::move(finding));
  }
}

}  // namespace

void check_model_identity(const AuditInput& input, std::vector<AuditFinding>& found) {
  const std::vector<Statement> sources = source_models(*input.build);
  const std::vector<Statement> graphs = compiler_graphs(*input.build);
  check_agreement(sources, found);
  check_graphs(*input.build, graphs, found);
  if (input.model_path.empty()) return;
  const auto file = MappedFile::open(input.model_path);
  if (!file) return;  // an error of the command, before any rule
  const std::string md5 = md5_hex((*file)->bytes());
  const std::string name = to_utf8(input.model_path.filename());
  if (any_has(sources, md5))
    found.push_back(same_model(name, md5, sources, false));
  else if (any_has(graphs, md5))
    found.push_back(same_model(name, md5, graphs, true));
  else if (!sources.empty())
    found.push_back(other_model(name, md5, sources));
}

}  // namespace npuscope
