// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "report/audit_report.h"
#include "report/numbers.h"
#include "report/text_table.h"
#include "report/wrap.h"

namespace npuscope {
namespace {

constexpr size_t kFilesShown = 12, kEvidenceShown = 5;
constexpr std::string_view kIndent = "         ";  // behind "  ST012  "

struct Writer {
  const AuditResult& result;
  const TextOptions& options;

  [[nodiscard]] size_t width() const { return static_cast<size_t>(options.columns); }
  [[nodiscard]] std::string dim(std::string_view text) const {
    return emphasised(text, Emphasis::kDim, options.colour);
  }
  [[nodiscard]] std::string labelled(std::string_view label, std::string_view text) const {
    if (text.empty()) return "";
    const std::string first = std::string(kIndent) + dim(fmt::format("{:<7}", label));
    return wrapped(text, first, width());
  }
};

Emphasis emphasis_of(AuditSeverity severity) {
  switch (severity) {
    case AuditSeverity::kError: return Emphasis::kBad;
    case AuditSeverity::kWarning: return Emphasis::kWarn;
    case AuditSeverity::kRefuted: return Emphasis::kGood;
    default: return Emphasis::kNone;
  }
}

/// "file:12  value", the values one below the other; what is too long is cut unless all is shown.
std::string evidence_text(const AuditFinding& finding, const Writer& writer) {
  const bool all = writer.options.all_layers;
  const size_t shown = all || finding.evidence.size() <= kEvidenceShown + 1
                           ? finding.evidence.size()
                           : kEvidenceShown;
  size_t widest = 0;
  for (size_t i = 0; i < shown; ++i)
    widest = std::max(widest, display_width(finding.evidence[i].source.text()));
  std::string text;
  for (size_t i = 0; i < shown; ++i) {
    const std::string source = finding.evidence[i].source.text();
    const std::string gap(widest - display_width(source) + 2, ' ');
    const size_t taken = kIndent.size() + widest + 2;
    const size_t room = std::max(writer.width(), taken + 20) - taken;
    const std::string& value = finding.evidence[i].text;
    text += std::string(kIndent) + writer.dim(source) + gap +
            (all ? value : shortened(value, room)) + "\n";
  }
  if (shown < finding.evidence.size())
    text +=
        std::string(kIndent) +
        writer.dim(fmt::format("and {} more; --all shows them", finding.evidence.size() - shown)) +
        "\n";
  return text;
}

std::string finding_text(const AuditFinding& finding, const Writer& writer) {
  const std::string id =
      "  " + emphasised(finding.id, emphasis_of(finding.severity), writer.options.colour) + "  ";
  std::string text = wrapped(finding.title, id, writer.width());
  text += evidence_text(finding, writer);
  text += writer.labelled("why", finding.why);
  text += writer.labelled("do", finding.fix);
  text += writer.labelled("settle", finding.lead > 0 ? "see the top" : finding.settle);
  return text;
}

template <class Choose>
std::string group_text(std::string_view heading, const Writer& writer, Choose choose) {
  std::string text;
  for (const AuditFinding& finding : writer.result.findings)
    if (choose(finding)) text += finding_text(finding, writer);
  if (text.empty() || heading.empty()) return text;
  return writer.dim(heading) + "\n" + text;
}

std::string question_text(AuditQuestion question, std::string_view asked, const Writer& writer) {
  constexpr std::array<std::pair<AuditSeverity, std::string_view>, 3> kGroups = {{
      {AuditSeverity::kFact, "Confirmed"},
      {AuditSeverity::kRefuted, "Ruled out"},
      {AuditSeverity::kDuty,
       "To be done by the application; these files cannot show whether it is"},
  }};
  std::string text;
  for (const auto& [severity, heading] : kGroups)
    text += group_text(heading, writer, [&, wanted = severity](const AuditFinding& f) {
      return f.severity == wanted && f.question == question;
    });
  if (text.empty()) return "";
  return heading_text(asked, writer.options.colour) + text;
}

std::string section_text(std::string_view heading, AuditSeverity severity, const Writer& writer) {
  const std::string text =
      group_text("", writer, [&](const AuditFinding& f) { return f.severity == severity; });
  return text.empty() ? "" : heading_text(heading, writer.options.colour) + text;
}

/// What was read: of one file in the line of the path, of several in a table.
std::string read_text(const Writer& writer) {
  const auto files = audited_files(*writer.result.input.build);
  std::string first =
      emphasised(writer.result.path, Emphasis::kStrong, writer.options.colour) + ":";
  if (files.size() == 1) {
    const std::string what = files[0].kind + (files[0].text.empty() ? "" : ", ") + files[0].text;
    const bool fits = display_width(first) + 1 + display_width(what) <= writer.width();
    return first + (fits ? " " + what + "\n" : "\n" + wrapped(what, "  ", writer.width()));
  }
  first += fmt::format(" {} of a build", plural(static_cast<int64_t>(files.size()), "file"));
  TextTable table({{"file"}, {"what it is"}, {"what it says"}});
  const size_t shown =
      writer.options.all_layers ? files.size() : std::min(files.size(), kFilesShown);
  for (size_t i = 0; i < shown; ++i) table.add_row({files[i].label, files[i].kind, files[i].text});
  std::string text = first + "\n" + table.render(writer.options.colour);
  if (shown < files.size())
    text += fmt::format("  and {} more; --all shows them\n", files.size() - shown);
  return text;
}

std::string notes_text(const Writer& writer) {
  std::string text;
  for (const std::string& note : writer.result.notes)
    text += wrapped("note: " + note, "  ", writer.width());
  return text;
}

std::string verdict_text(const Writer& writer) {
  const auto counted = [&](AuditSeverity severity, const std::string& noun) {
    const int64_t count = writer.result.count(severity);
    return emphasised(plural(count, noun), count > 0 ? emphasis_of(severity) : Emphasis::kNone,
                      writer.options.colour);
  };
  const std::string duties = writer.result.count(AuditSeverity::kDuty) == 1 ? "duty" : "duties";
  return wrapped(
      fmt::format(
          "{}, {}; {} {} of the application that these files cannot show to be fulfilled; {}, "
          "{} ruled out, {}",
          counted(AuditSeverity::kError, "error"), counted(AuditSeverity::kWarning, "warning"),
          writer.result.count(AuditSeverity::kDuty), duties, counted(AuditSeverity::kFact, "fact"),
          counted(AuditSeverity::kRefuted, "suspicion"), counted(AuditSeverity::kHint, "hint")),
      "", writer.width());
}

std::string leads_text(const Writer& writer) {
  std::vector<const AuditFinding*> leads;
  for (const AuditFinding& finding : writer.result.findings)
    if (finding.lead > 0) leads.push_back(&finding);
  if (leads.empty()) return "";
  std::ranges::stable_sort(leads, {}, &AuditFinding::lead);
  std::string text =
      heading_text("Look here first, the cheapest test first", writer.options.colour);
  for (size_t i = 0; i < leads.size(); ++i) {
    text +=
        wrapped(leads[i]->title, fmt::format("  {}  {}  ", i + 1, leads[i]->id), writer.width());
    text += wrapped(leads[i]->settle, "            ", writer.width());
  }
  return text;
}

std::string further_text(const Writer& writer) {
  if (writer.result.further.empty()) return "";
  std::string text = heading_text("What would settle the rest", writer.options.colour);
  for (const FurtherFile& file : writer.result.further) {
    text += wrapped(file.file, "  ", writer.width());
    text += wrapped(file.how, "    " + writer.dim("from    "), writer.width());
    text += wrapped(file.settles, "    " + writer.dim("settles "), writer.width());
  }
  return text;
}

std::string unknown_lines_text(const Writer& writer) {
  if (!writer.options.all_layers) return "";
  TextTable table({{"line"}, {"text"}});
  for (const auto& log : writer.result.input.build->files.logs)
    for (const StLine& line : log.content.unknown)
      table.add_row({BuildSource{log.label, line.line}.text(), line.text});
  if (table.empty()) return "";
  return heading_text("Lines that were not understood", writer.options.colour) +
         table.render(writer.options.colour);
}

}  // namespace

std::string audit_text(const AuditResult& result, const TextOptions& options) {
  const Writer writer{result, options};
  std::string text = read_text(writer) + notes_text(writer) + verdict_text(writer);
  // What is wrong for certain comes before what is worth a look.
  text += section_text("Errors", AuditSeverity::kError, writer) + leads_text(writer);
  text += section_text("Warnings", AuditSeverity::kWarning, writer);
  text += question_text(AuditQuestion::kModel, "Is it the model that you mean?", writer);
  text += question_text(AuditQuestion::kRuntime, "Is it the runtime's configuration?", writer);
  text += question_text(AuditQuestion::kMemory, "Is it memory or a cache?", writer);
  text += question_text(AuditQuestion::kExecution, "Is it the execution, the arithmetic?", writer);
  text += section_text("Hints: known of such networks and tools, not measured here",
                       AuditSeverity::kHint, writer);
  return text + further_text(writer) + unknown_lines_text(writer);
}

}  // namespace npuscope
