// SPDX-License-Identifier: Apache-2.0
#include "formats/st/generate_log_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "formats/st/generate_log_words.h"

namespace npuscope {
namespace {

constexpr int64_t kWidestTerminal = 250;  // wider lines were not wrapped
constexpr int64_t kRagged = 20;           // how much shorter a line is that a mail has wrapped
constexpr int kLeastWrapped = 2;          // lines of that width, in a log that was wrapped
constexpr size_t kMostJoined = 4;         // lines of the file that make one line of a table

/// "-----", "====", "+-----+------+", "------ -----"
bool is_rule(std::string_view text, bool after_rule) {
  if (text.size() < 3 && !after_rule) return false;  // of a wrapped rule anything may be left
  return std::all_of(
             text.begin(), text.end(),
             [](char c) { return c == '-' || c == '=' || c == '+' || c == ' ' || c == '|'; }) &&
         text.find_first_of("-=") != std::string_view::npos;
}

bool has_digit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_blank(char c) { return c == ' ' || c == '\t'; }

/// The width at which the log was wrapped; 0 where it was not. Rules all have one width by nature.
int64_t wrapped_width(const std::vector<LogLine>& lines) {
  int64_t widest = 0;
  for (const LogLine& line : lines) widest = std::max(widest, line.width);
  const auto full = std::count_if(lines.begin(), lines.end(), [&](const LogLine& line) {
    return line.width > widest - kRagged && !is_rule(trimmed(line.text), false);
  });
  return widest <= kWidestTerminal && full >= kLeastWrapped ? widest : 0;
}

/// Whether a blank stood where a line was wrapped. A terminal breaks words, at its last column; a
/// mail breaks lines earlier, at blanks.
bool broken_at_blank(const LogLine& before, const LogLine& after, int64_t width) {
  const bool blanks = (!before.text.empty() && is_blank(before.text.back())) ||
                      (!after.text.empty() && is_blank(after.text[0]));
  return blanks || before.width < width;
}

/// Puts a line behind the one that it continues. An option always had a blank in front.
void append_wrapped(std::string& text, std::string_view more, bool blank) {
  for (const char* mark : {" \\", " `", " ^"})  // of a shell: the command goes on
    if (text.ends_with(mark)) text.pop_back();
  if ((blank || more.starts_with("--")) && !text.ends_with(' ')) text += ' ';
  text += more;
}

}  // namespace

bool GenerateLogReader::Run::described() const {
  return !log.summary.empty() || !log.pools.empty() || !log.epochs.empty() || log.total_epochs ||
         !log.ranges.empty();
}

bool GenerateLogReader::Run::of_validate() const {
  const bool compiled = !log.compiler_version.text.empty() || !log.compiler_arguments.text.empty();
  return (validates || log_subcommand(log.command.text) == "validate") && !compiled &&
         log.pools.empty();
}

GenerateLogReader::GenerateLogReader(Bytes bytes)
    : lines_(log_lines(bytes)), width_(wrapped_width(lines_)), runs_(1) {}

Result<GenerateLog> GenerateLogReader::read() {
  for (size_t at = 0; at < lines_.size();) {
    const size_t count = step(at);
    runs_.back().last = lines_[at + count - 1].line;
    at += count;
  }
  return chosen_run();
}

void GenerateLogReader::note(std::string_view text, int64_t line) {
  log().notes.push_back({std::string(trimmed(text)), line});
  open(log().notes.back().text);
}

/// A new run begins at `line`, if the one that we are in has got something already.
void GenerateLogReader::begin_run(bool wanted, int64_t line) {
  if (!wanted || (runs_.back().facts == 0 && log().command.text.empty())) return;
  runs_.emplace_back();
  runs_.back().first = line;
}

size_t GenerateLogReader::step(size_t at) {
  const std::string_view text = trimmed(lines_[at].text);
  const int64_t line = lines_[at].line;
  if (text.empty()) {
    open_ = nullptr;
    return 1;
  }
  if (is_rule(text, after_rule_)) {
    open_ = nullptr;
    after_rule_ = true;
    return 1;
  }
  std::string* const before = open_;
  open_ = nullptr;
  size_t count = 1;
  const bool title = read_header(text, line) || read_compiler(text, line) || read_title(text, line);
  if (title) in_failure_ = false;
  if (!title && !read_problem(text, line)) {
    count = read_parts(at);
    if (count == 0 && !continues(at, text, before)) read_rest(text, lines_[at]);
    count = std::max<size_t>(count, 1);
  }
  after_rule_ = false;
  return count;
}

void GenerateLogReader::read_rest(std::string_view text, const LogLine& line) {
  if (!read_problem_detail(text, line.line) && !read_remark(text, line.line) &&
      !read_in_section(text, line))
    log().unknown.push_back({std::string(text), line.line});
}

/// Version, command and date: what a run begins with.
bool GenerateLogReader::read_header(std::string_view text, int64_t line) {
  if (const std::string_view version = log_version(text); !version.empty()) {
    begin_run(!log().tool_version.text.empty() || runs_.back().described(), line);
    log().tool_version = {std::string(version), line};
  } else if (const std::string_view command = log_command(text); !command.empty()) {
    begin_run(true, line);
    log().command = {std::string(command), line};
    open(log().command.text);
    section_ = Section::kNone;
    return true;  // no fact: prose and scripts quote commands
  } else if (GenerateLog::Pair pair; read_log_pair(text, true, pair) == LogMatch::kWhole &&
                                     (pair.key == "Created date" || pair.key == "Parameters")) {
    StLine& place = pair.key == "Parameters" ? log().command : log().created;
    if (!place.text.empty()) return note(text, line), true;
    place = {pair.value, line};
    open(place.text);
  } else {
    return false;
  }
  section_ = Section::kNone;
  fact();
  return true;
}

bool GenerateLogReader::read_compiler(std::string_view text, int64_t line) {
  if (in_failure_ && text.starts_with("$ ")) return false;  // the call that failed, once more
  std::string_view arguments;
  if (text.starts_with(">>>> EXECUTING ")) {
    note(text, line);
    section_ = Section::kCompiler;
  } else if (text.starts_with("<<<< DONE EXECUTING ")) {
    note(text, line);
    section_ = Section::kNone;
  } else if (text.starts_with("Compiler version:")) {
    log().compiler_version = {std::string(trimmed(text.substr(17))), line};
    section_ = Section::kNone;
  } else if (arguments = log_compiler_arguments(text); !arguments.empty()) {
    // The console prints them twice, with quotes first: as the compiler was called.
    if (!log().compiler_arguments.text.empty()) {
      note(text, line);
    } else {
      log().compiler_arguments = {std::string(arguments), line};
      open(log().compiler_arguments.text);
    }
  } else {
    return false;
  }
  fact();
  return true;
}

bool GenerateLogReader::read_title(std::string_view text, int64_t line) {
  const LogTitle title = log_title(text);
  switch (title) {
    case LogTitle::kNone: return false;
    case LogTitle::kSummary: section_ = Section::kSummary; break;
    case LogTitle::kLayers: section_ = Section::kLayers; break;
    case LogTitle::kTable: section_ = Section::kTable; break;
    case LogTitle::kFiles: section_ = Section::kFiles; break;
    case LogTitle::kValidation: section_ = Section::kValidation; break;
    case LogTitle::kPart: section_ = Section::kNone; break;
  }
  if (title != LogTitle::kLayers && title != LogTitle::kValidation) fact();
  if (text.find("summary (validate)") != std::string_view::npos) runs_.back().validates = true;
  note(text, line);
  return true;
}

bool GenerateLogReader::read_problem(std::string_view text, int64_t line) {
  if (in_failure_) {
    log().errors.back().text += "\n" + std::string(text);
    if (text == "<<<") in_failure_ = false;
    return true;
  }
  const LogProblem problem = log_problem(text);
  if (problem == LogProblem::kNone) return false;
  // A compiler of C or a validation warns of its own matters.
  const bool ours = section_ != Section::kForeign && section_ != Section::kValidation;
  const bool sure = is_tool_error(text) || is_tool_warning(text);
  if (!ours && !sure) return false;
  if (problem == LogProblem::kWarning) {
    log().warnings.push_back({std::string(text), line});
    open(log().warnings.back().text);
  } else {
    log().errors.push_back({std::string(text), line});
    open(log().errors.back().text);
    in_failure_ = text.starts_with(">>> Shell execution has FAILED");
    if (const size_t place = text.find("ST Edge AI Core v");
        place != std::string_view::npos) {  // an IDE passes on what the tool said
      if (log().tool_version.text.empty())
        log().tool_version = {std::string(log_version(text.substr(place))), line};
      section_ = Section::kNone;
    }
  }
  if (sure) fact();
  return true;
}

/// What follows a warning or an error and belongs to it.
bool GenerateLogReader::read_problem_detail(std::string_view text, int64_t line) {
  if (text.starts_with("> ") && !log().warnings.empty() && section_ != Section::kForeign) {
    log().warnings.back().text += "\n" + std::string(text);
    return true;
  }
  if (!is_error_detail(text)) return false;
  if (log().errors.empty())
    note(text, line);
  else
    log().errors.back().text += "\n" + std::string(text);
  return true;
}

/// Fixed lines that stand anywhere.
bool GenerateLogReader::read_remark(std::string_view text, int64_t line) {
  if (text.starts_with("Memory to be allocated by the user") ||
      (!log().user_allocated.empty() && is_user_buffer(text))) {
    log().user_allocated.push_back({std::string(text), line});
    open(log().user_allocated.back().text);
    fact();
    return true;
  }
  if (is_foreign_start(text)) {
    section_ = Section::kForeign;
  } else if (!is_log_remark(text)) {
    return false;
  }
  note(text, line);
  return true;
}

/// Reads one part of a kind into `parts`. `last_chance`: one that broke off is taken as far as it
/// goes, if that says something.
template <class Part>
LogMatch GenerateLogReader::take_part(LogMatch (*reader)(std::string_view, Part&),
                                      bool (*says_something)(const Part&), const Line& line,
                                      std::vector<Part>& parts) {
  Part part;
  LogMatch match = reader(line.text, part);
  if (match == LogMatch::kPartial && line.last_chance && says_something(part))
    match = LogMatch::kWhole;
  if (match == LogMatch::kWhole) {
    part.line = line.number;
    parts.push_back(std::move(part));
  }
  return match;
}

/// The parts that have a syntax of their own, wherever they stand.
LogMatch GenerateLogReader::read_part(const Line& line) {
  GenerateLog& log = this->log();
  const auto pool_says = [](const GenerateLog::Pool& pool) { return pool.size > 0; };
  const auto nothing_said = [](const GenerateLog::Epoch&) { return false; };
  const auto port_says = [](const GenerateLog::Port& port) { return !port.shape.empty(); };
  LogMatch match = take_part<GenerateLog::Pool>(read_log_pool, pool_says, line, log.pools);
  if (match == LogMatch::kNo) match = read_ranges(line);
  if (match == LogMatch::kNo)
    match = take_part<GenerateLog::Epoch>(read_log_epoch, nothing_said, line, log.epochs);
  if (match == LogMatch::kNo)
    match = take_part<GenerateLog::Port>(read_log_port, port_says, line, log.ports);
  if (match != LogMatch::kNo) return match;
  match = read_log_total(line.text, log);
  if (match == LogMatch::kWhole && log.total_line == 0) log.total_line = line.number;
  return match;
}

LogMatch GenerateLogReader::read_ranges(const Line& line) {
  std::vector<GenerateLog::Range> ranges;
  const LogMatch match = read_log_ranges(line.text, ranges);
  if (match == LogMatch::kNo || (match == LogMatch::kPartial && !line.last_chance)) return match;
  if (ranges.empty()) return match;
  for (GenerateLog::Range& range : ranges) {
    range.line = line.number;
    log().ranges.push_back(std::move(range));
  }
  return LogMatch::kWhole;
}

/// A part at `at`, which may have been wrapped into the lines that follow: how many lines, 0 for
/// none.
size_t GenerateLogReader::read_parts(size_t at) {
  if (section_ == Section::kForeign || section_ == Section::kValidation) return 0;
  std::string joined;
  for (size_t count = 1; count <= kMostJoined && at + count <= lines_.size(); ++count) {
    const std::string_view more = lines_[at + count - 1].text;
    if (count > 1 && (trimmed(more).empty() || is_rule(trimmed(more), false))) break;
    if (count > 1 && broken_at_blank(lines_[at + count - 2], lines_[at + count - 1], width_))
      joined = std::string(trimmed(joined)) + " " + std::string(trimmed(more));
    else
      joined += more;
    const LogMatch match = read_part({trimmed(joined), lines_[at].line, false});
    if (match == LogMatch::kWhole) return fact(), count;
    if (match == LogMatch::kNo && count == 1) return 0;
    if (match == LogMatch::kNo) break;
  }
  if (read_part({trimmed(lines_[at].text), lines_[at].line, true}) != LogMatch::kWhole) return 0;
  fact();
  return 1;
}

/// Whether the line is the rest of the one before: that one filled the terminal's width, or this
/// one begins with an option of a command line that is still open.
bool GenerateLogReader::continues(size_t at, std::string_view text, std::string* before_text) {
  if (before_text == nullptr || at == 0) return false;
  GenerateLog::Pair pair;
  if (read_log_pair(lines_[at].text, section_ == Section::kSummary, pair) == LogMatch::kWhole)
    return false;
  const std::string_view word = text.substr(0, text.find_first_of(" \t"));
  const int64_t before = lines_[at - 1].width;
  const bool full = width_ > 60 && before + static_cast<int64_t>(word.size()) >= width_;
  const bool is_command =
      before_text == &log().command.text || before_text == &log().compiler_arguments.text;
  const bool escaped =
      before_text->ends_with(" \\") || before_text->ends_with(" `") || before_text->ends_with(" ^");
  if (!full && !(is_command && (escaped || text.starts_with("--")))) return false;
  append_wrapped(*before_text, text, broken_at_blank(lines_[at - 1], lines_[at], width_));
  open_ = before_text;
  return true;
}

bool GenerateLogReader::read_in_section(std::string_view text, const LogLine& log_line) {
  const int64_t line = log_line.line;
  GenerateLog::Pair pair;
  const bool in_summary = section_ == Section::kSummary;
  switch (section_) {
    case Section::kForeign:
    case Section::kValidation:
    case Section::kCompiler: return note(text, line), true;
    case Section::kLayers:
      if (read_layer(text, line)) return true;
      break;
    case Section::kTable:
      if (!after_rule_ && !has_digit(text) && !text.starts_with('*') &&
          text.find("  ") == text.npos)
        break;
      return note(text, line), true;
    case Section::kFiles:
      if (text.find_first_of("/\\") == std::string_view::npos && text.find('.') == text.npos) break;
      log().files.push_back({std::string(text), line});
      open(log().files.back().text);
      return true;
    case Section::kNone:
    case Section::kSummary: break;
  }
  if (in_summary && text.starts_with(':')) return note(text, line), true;  // more of a port, old
  if (read_log_pair(log_line.text, in_summary, pair) != LogMatch::kWhole) return false;
  pair.line = line;
  if (in_summary || is_telling_key(pair.key)) fact();
  log().summary.push_back(std::move(pair));
  open(log().summary.back().value);
  return true;
}

/// A row of the table of layers, or a name alone: one more input of the layer before.
bool GenerateLogReader::read_layer(std::string_view text, int64_t line) {
  const bool name = text.find_first_of(" \t") == std::string_view::npos;
  const bool row = text.find('(') != text.npos || text.find('[') != text.npos || has_digit(text);
  if (name && !log().layers.empty()) {
    log().layers.back().text += " " + std::string(text);
  } else if (row || text.ends_with('|')) {
    log().layers.push_back({std::string(text), line});
  } else {
    return false;
  }
  return true;
}

Result<GenerateLog> GenerateLogReader::chosen_run() {
  Run* chosen = nullptr;
  for (Run& run : runs_)
    if (run.facts > 0 && !run.of_validate() && (run.described() || !chosen || !chosen->described()))
      chosen = &run;
  if (chosen == nullptr) return fail(nothing_found());
  GenerateLog result = std::move(chosen->log);
  for (Run& run : runs_) {
    if (&run == chosen) continue;
    const std::string command(log_subcommand(run.log.command.text));
    std::string what = fmt::format("lines {} to {} are {}{}, which is not described here",
                                   std::max<int64_t>(run.first, 1), run.last,
                                   run.facts == 0 ? "something else" : "another run of the tool",
                                   command.empty() ? "" : fmt::format(" ({})", command));
    if (!run.log.errors.empty()) what += ": " + run.log.errors.front().text;
    if (run.facts > 0) result.notes.push_back({std::move(what), std::max<int64_t>(run.first, 1)});
    result.unknown.insert(result.unknown.end(), run.log.unknown.begin(), run.log.unknown.end());
  }
  if (!lines_.back().ended && !lines_.back().blank())
    result.notes.push_back(
        {"the text ends without a line end: its last line may have been cut", lines_.back().line});
  const auto by_line = [](const StLine& a, const StLine& b) { return a.line < b.line; };
  std::stable_sort(result.unknown.begin(), result.unknown.end(), by_line);
  std::stable_sort(result.notes.begin(), result.notes.end(), by_line);
  result.lines = lines_.back().line;
  return result;
}

Error GenerateLogReader::nothing_found() const {
  std::string head;
  for (size_t i = 0; i < std::min<size_t>(lines_.size(), 200); ++i) head += lines_[i].text + "\n";
  const std::string likeness = log_lookalike(head);
  return bad_input("not a log of `stedgeai generate`")
      .expected("lines such as 'ST Edge AI Core v2.2.0-…', 'model_fmt : …' or 'epoch 1 HW'")
      .found(likeness.empty() ? "none of them" : likeness)
      .hint(
          "paste what the console printed from 'ST Edge AI Core v…' on, or give the "
          "*_generate_report.txt of the workspace");
}

}  // namespace npuscope
