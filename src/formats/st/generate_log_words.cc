// SPDX-License-Identifier: Apache-2.0
#include "formats/st/generate_log_words.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"

namespace npuscope {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

template <size_t N>
bool starts_with_any(std::string_view text, const std::array<std::string_view, N>& starts) {
  return std::any_of(starts.begin(), starts.end(),
                     [&](std::string_view start) { return text.starts_with(start); });
}

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

/// "E103(CliRuntimeError):"
bool has_error_code(std::string_view text) {
  size_t at = 1;
  while (at < text.size() && is_digit(text[at])) ++at;
  return text.starts_with('E') && at > 3 && at < text.size() && text[at] == '(';
}

/// "AInterface:635 - Setting Env: …": CubeMX speaks of itself.
bool is_java_log(std::string_view text) {
  const size_t colon = text.find_first_of(" :");
  if (colon == std::string_view::npos || colon == 0 || text[colon] != ':') return false;
  size_t at = colon + 1;
  while (at < text.size() && is_digit(text[at])) ++at;
  return at > colon + 1 && text.substr(at).starts_with(" - ");
}

constexpr std::array<std::pair<std::string_view, LogTitle>, 23> kTitles = {{
    {"Exec/report summary (", LogTitle::kSummary},
    {"Model name - ", LogTitle::kLayers},
    {"m_id ", LogTitle::kLayers},
    {"m_id\t", LogTitle::kLayers},
    {"Generated files (", LogTitle::kFiles},
    {"Requested memory size ", LogTitle::kTable},
    {"Summary - \"", LogTitle::kTable},
    {"Summary per memory device", LogTitle::kTable},
    {"Number of operations per c-layer", LogTitle::kTable},
    {"Number of operation types", LogTitle::kTable},
    {"Complexity report", LogTitle::kTable},
    {"Generated C-graph summary", LogTitle::kTable},
    {"C-Arrays (", LogTitle::kTable},
    {"C-Layers (", LogTitle::kTable},
    {"Setting validation data", LogTitle::kValidation},
    {"Running the ST.AI c-model", LogTitle::kValidation},
    {"Saving validation data", LogTitle::kValidation},
    {"Compilation details", LogTitle::kPart},
    {"Memory usage information", LogTitle::kPart},
    {"Used memory ranges", LogTitle::kPart},
    {"Epochs details", LogTitle::kPart},
    {"Creating txt report file", LogTitle::kPart},
    {"elapsed time (", LogTitle::kPart},
}};

constexpr std::array<std::string_view, 11> kToolErrors = {"INTERNAL ERROR",
                                                          "TOOL ERROR",
                                                          "LOAD ERROR",
                                                          "NOT IMPLEMENTED:",
                                                          "INVALID_ARGUMENT",
                                                          "Run failed:",
                                                          "Allocation Pass failed",
                                                          "stedgeai return with an error",
                                                          ">>> Shell execution has FAILED",
                                                          "Error calling the Neural Art compiler",
                                                          "Failed to build a valid graph"};
constexpr std::array<std::string_view, 9> kErrors = {"ERROR",
                                                     "Error:",
                                                     "error:",
                                                     "Fatal error",
                                                     "FATAL",
                                                     "Traceback (",
                                                     "Segmentation fault",
                                                     "Exception in",
                                                     "stedgeai : "};
constexpr std::array<std::string_view, 7> kErrorDetails = {"Minimal sizes needed are",
                                                           "Generated device info file",
                                                           "total bytes left unallocated",
                                                           "Configuration ",
                                                           "saving memory pool description",
                                                           "<<<",
                                                           "+ CategoryInfo"};

constexpr std::array<std::string_view, 35> kForeignStarts = {"--- Compiling",
                                                             "--- Linking",
                                                             "mkdir -p ",
                                                             "arm-none-eabi-",
                                                             "**** Build of configuration",
                                                             "make ",
                                                             "make[",
                                                             "make:",
                                                             "Executing process:",
                                                             "Executed command:",
                                                             "Command not executed",
                                                             "STM32CubeProgrammer",
                                                             "Generate Project",
                                                             "Copying template folder",
                                                             "Generate C Code",
                                                             "Using built-in specs.",
                                                             "Memory region ",
                                                             "INFO: Created TensorFlow",
                                                             "n6_utils_pkg",
                                                             "__main__ --",
                                                             "Generating project",
                                                             "Copying previous project",
                                                             "Calculating memory footprint",
                                                             "Copy external flasher",
                                                             "Downloading firmware",
                                                             "Generating code",
                                                             "Opening '",
                                                             "Building target",
                                                             "Flashing ",
                                                             "java.",
                                                             "at com.",
                                                             "at java.",
                                                             "at jdk.",
                                                             "Copy done",
                                                             "Compiling template"};

constexpr std::array<std::string_view, 13> kRemarks = {"(*) ",
                                                       "-> ",
                                                       "Total:",
                                                       "epoch ID",
                                                       "| epoch ID",
                                                       ">>> ST Neural-ART options:",
                                                       "model: macc=",
                                                       "model/c-model: macc=",
                                                       "Configuration ",
                                                       "stedgeai exit with status: 0",
                                                       "Running the ",
                                                       "Computing AI RT data/code size",
                                                       "PINNR file not found"};

constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kLookalikes = {{
    {"dumping [", "a dump of buffers by the runtime's debug functions"},
    {"Setting validation data", "the console or report of `stedgeai validate`"},
    {"Parameters            : validate", "the report of `stedgeai validate`"},
    {"ST.AI Profiling results", "the console of `stedgeai validate`"},
    {"Linker script and memory map", "a linker's map file"},
    {"arm-none-eabi-", "the output of a firmware's build"},
    {"#include", "a source in C"},
    {"ll_aton", "a source or console of the NPU's runtime"},
    {"LL_ATON", "a source or console of the NPU's runtime"},
    {"<html", "a web page"},
    {"<!DOCTYPE", "a web page"},
    {"import ", "a program in Python"},
}};

}  // namespace

std::string_view log_version(std::string_view text) {
  for (const std::string_view product : {"ST Edge AI Core v", "Neural Network Tools for STM32"}) {
    if (!text.starts_with(product)) continue;
    const size_t place = text.find(" v", product.size() - 2);
    if (place == std::string_view::npos || place + 2 >= text.size()) return {};
    return is_digit(text[place + 2]) ? text.substr(place + 2) : std::string_view();
  }
  return {};
}

std::string_view log_subcommand(std::string_view command) {
  for (int words = 0; words < 2; ++words) {
    command = trimmed(command);
    const std::string_view word = command.substr(0, command.find_first_of(" \t"));
    for (const std::string_view name : {"generate", "analyze", "validate"})
      if (word == name) return word;
    command.remove_prefix(word.size());
  }
  return {};
}

std::string_view log_compiler_arguments(std::string_view text) {
  constexpr std::string_view kTitle = "Compiler arguments:";
  if (text.starts_with(kTitle)) return trimmed(text.substr(kTitle.size()));
  if (log_problem(text) != LogProblem::kNone) return {};
  const size_t place = text.find("atonn");
  if (place == std::string_view::npos) return {};
  if (place > 0 && (text[place - 1] != '/' && text[place - 1] != '\\' && text[place - 1] != '"' &&
                    text[place - 1] != ' '))
    return {};
  std::string_view rest = text.substr(place + 5);
  if (rest.starts_with(".exe")) rest.remove_prefix(4);
  if (rest.starts_with('"')) rest.remove_prefix(1);
  return rest.starts_with(" -") ? trimmed(rest) : std::string_view();
}

LogTitle log_title(std::string_view text) {
  for (const auto& [start, title] : kTitles)
    if (text.starts_with(start)) return title;
  return LogTitle::kNone;
}

bool is_tool_warning(std::string_view text) {
  return contains(text, "Ignore Quantization JSON file") ||
         (text.starts_with("WARNING: ") &&
          (contains(text, "not quantized") || contains(text, "Unsupported keys")));
}

bool is_tool_error(std::string_view text) {
  const bool status = text.starts_with("stedgeai exit with status:") && !text.ends_with(" 0");
  return has_error_code(text) || status || starts_with_any(text, kToolErrors);
}

LogProblem log_problem(std::string_view text) {
  const bool warning = text.starts_with("WARNING") || text.starts_with("Warning:") ||
                       text.starts_with("warning:") ||
                       contains(text, "Ignore Quantization JSON file");
  if (warning) return LogProblem::kWarning;
  const bool missing =
      contains(text, "is not recognized as ") || text.ends_with("command not found");
  if (is_tool_error(text) || starts_with_any(text, kErrors) || missing) return LogProblem::kError;
  return LogProblem::kNone;
}

bool is_error_detail(std::string_view text) { return starts_with_any(text, kErrorDetails); }

bool is_user_buffer(std::string_view text) {
  return text.starts_with("Input [") || text.starts_with("Input[") || text.starts_with("Output[") ||
         text.starts_with("Output [");
}

bool is_telling_key(std::string_view key) {
  constexpr std::array<std::string_view, 9> kTelling = {
      "c_name",       "target/series",    "workspace dir", "model_fmt", "model_hash",
      "weights (ro)", "activations (rw)", "ram (total)",   "model_name"};
  return std::find(kTelling.begin(), kTelling.end(), key) != kTelling.end();
}

bool is_foreign_start(std::string_view text) {
  return starts_with_any(text, kForeignStarts) || contains(text, "**** Build of configuration") ||
         contains(text, "STM32CubeProgrammer v") || contains(text, " __main__ -- ") ||
         contains(text, "n6_utils_pkg.");
}

bool is_log_remark(std::string_view text) {
  return starts_with_any(text, kRemarks) || is_java_log(text);
}

std::string log_lookalike(std::string_view head) {
  if (contains(head, std::string_view("\0", 1))) return "a binary file";
  const std::string_view text = trimmed(head);
  if (text.empty()) return "an empty file";
  if (text.starts_with('{') || text.starts_with('[')) return "JSON";
  if (text.starts_with(":0") || text.starts_with(":1")) return "Intel HEX";
  for (const auto& [part, what] : kLookalikes)
    if (contains(head, part)) return std::string(what);
  return "";
}

}  // namespace npuscope
