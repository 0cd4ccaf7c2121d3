// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "formats/st/generate_log.h"
#include "formats/st/generate_log_parts.h"
#include "formats/st/log_lines.h"

namespace npuscope {

/// Reads a log line by line. A line is looked at as a title or other fixed text first, then as one
/// of the parts (several lines together where it was wrapped), then as what the section that it
/// stands in may hold; what is left continues the line before, or is unknown.
class GenerateLogReader {
 public:
  explicit GenerateLogReader(Bytes bytes);
  Result<GenerateLog> read();

 private:
  enum class Section {
    kNone,
    kCompiler,    ///< output of the NPU's compiler
    kSummary,     ///< key : value
    kLayers,      ///< table of layers
    kTable,       ///< another table, which says nothing about the build
    kFiles,       ///< one path a line
    kValidation,  ///< of `validate`: report.h reads that
    kForeign,     ///< another program: make, gcc, an IDE, the programmer
  };
  struct Line {
    std::string_view text;
    int64_t number = 0;
    bool last_chance = false;  ///< a part that broke off does not go on in the next line
  };
  struct Run {
    GenerateLog log;
    int64_t first = 0, last = 0;
    int facts = 0;           ///< lines that only a log of the tool has
    bool validates = false;  ///< its summary is one of `validate`
    [[nodiscard]] bool described() const;
    [[nodiscard]] bool of_validate() const;
  };

  GenerateLog& log() { return runs_.back().log; }
  void begin_run(bool wanted, int64_t line);

  /// Reads the line at `at`, and those that it goes on in; how many.
  size_t step(size_t at);
  bool read_header(std::string_view text, int64_t line);
  bool read_compiler(std::string_view text, int64_t line);
  bool read_title(std::string_view text, int64_t line);
  bool read_problem(std::string_view text, int64_t line);
  bool read_problem_detail(std::string_view text, int64_t line);
  bool read_remark(std::string_view text, int64_t line);
  bool read_in_section(std::string_view text, const LogLine& line);
  bool read_layer(std::string_view text, int64_t line);
  bool continues(size_t at, std::string_view text, std::string* before_text);
  void read_rest(std::string_view text, const LogLine& line);
  template <class Part>
  LogMatch take_part(LogMatch (*reader)(std::string_view, Part&),
                     bool (*says_something)(const Part&), const Line& line,
                     std::vector<Part>& parts);
  LogMatch read_part(const Line& line);
  LogMatch read_ranges(const Line& line);
  size_t read_parts(size_t at);

  void fact() { ++runs_.back().facts; }
  void note(std::string_view text, int64_t line);
  void open(std::string& text) { open_ = &text; }
  [[nodiscard]] Result<GenerateLog> chosen_run();
  [[nodiscard]] Error nothing_found() const;

  std::vector<LogLine> lines_;
  int64_t width_ = 0;  ///< at which lines were wrapped; 0 where they were not
  std::vector<Run> runs_;
  Section section_ = Section::kNone;
  std::string* open_ = nullptr;  ///< of the line before: text that may go on in this one
  bool after_rule_ = false;      ///< the line before was "-----"
  bool in_failure_ = false;      ///< between ">>> Shell execution has FAILED" and "<<<"
};

}  // namespace npuscope
