// SPDX-License-Identifier: Apache-2.0
#include "build/file_kind.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string>

#include "base/text.h"
#include "base/utf8.h"

namespace npuscope {
namespace {

using Kind = BuildFileKind;

/// Of a text in UTF-16 what is looked at: headings stand further in front.
constexpr size_t kMostWideBytes = size_t{4} << 20;

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}
bool has_all(std::string_view text, std::initializer_list<std::string_view> parts) {
  return std::ranges::all_of(parts, [&](std::string_view part) { return has(text, part); });
}
bool has_any(std::string_view text, std::initializer_list<std::string_view> parts) {
  return std::ranges::any_of(parts, [&](std::string_view part) { return has(text, part); });
}

/// Without a byte-order mark and the blanks before the first sign.
std::string_view without_start(std::string_view text) {
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  return text.substr(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
}

/// Keys that one kind of file alone has. "memory_pools" of a profile is no "mempools".
Kind json_kind(std::string_view text) {
  if (has(text, "\"json_schema_version\"")) return Kind::kCInfo;
  if (has_all(text, {"\"tensors\"", "\"nodes\"", "\"environment\""})) return Kind::kQuantJson;
  if (has(text, "\"mempools\"")) return Kind::kPools;
  if (has(text, "\"accelerators\"")) return Kind::kMachine;
  if (has(text, "\"Profiles\"")) return Kind::kProfiles;
  return Kind::kNone;
}

/// "#define STAI_NETWORK_IN_NUM": code that uses the macro is no header.
bool defines_port_count(std::string_view text) {
  for (size_t at = text.find("_IN_NUM"); at != std::string_view::npos;
       at = text.find("_IN_NUM", at + 1)) {
    const std::string_view line = text.substr(0, at).substr(text.rfind('\n', at) + 1);
    if (line.starts_with("#define STAI_") || line.starts_with("#define LL_ATON_")) return true;
  }
  return false;
}

/// Generated code, which the runtime's own sources and applications resemble.
Kind c_kind(std::string_view text) {
  if (has_any(text, {"ll_aton_ec_trace.h", "ec_trace_start_epoch("})) return Kind::kBlobTrace;
  if (has(text, "ll_aton_NN_interface.h") &&
      has_any(text, {"scheduling epoch=", "LL_ATON_Start_EpochBlock_", "LL_ATON_End_EpochBlock_",
                     "_ec_blob_cache_start_func_"}))
    return Kind::kNetwork;
  if (has_all(text, {"ai_platform_interface.h", "layers.h", "AI_NET_OBJ_INSTANCE"}))
    return Kind::kNetwork;  // for the Cortex-M55 alone
  if (has_all(text, {"uint64_t _ec_blob_", "0x"})) return Kind::kBlobs;
  if (defines_port_count(text)) return Kind::kHeader;
  return Kind::kNone;
}

bool is_c(std::string_view name) {
  return name.ends_with(".c") || name.ends_with(".h") || name.ends_with(".cc") ||
         name.ends_with(".cpp");
}

/// A console log or a report. Prose that speaks of ST Edge AI has none of its headings.
Kind text_kind(std::string_view text) {
  const bool report =
      has_any(text, {"ST Edge AI Core v", "NEURAL ART COMPILER", "Exec/report summary",
                     "Memory usage information", "Used memory ranges", "Total number of epochs",
                     "Epochs details", "Compiler arguments:"});
  if (!report) return Kind::kNone;
  if (has(text, "Cross accuracy report") || has(text, "Evaluation report"))
    return Kind::kValidation;
  return Kind::kLog;
}

bool is_hex_image(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789abcdefABCDEF";
  return text.size() > 10 && text.front() == ':' &&
         text.substr(1, 10).find_first_not_of(kDigits) == std::string_view::npos;
}

/// What the name that ST's tools give promises.
Kind promised_kind(std::string_view name) {
  struct Promise {
    std::string_view end;
    Kind kind;
  };
  constexpr std::array kPromises = {Promise{"_q.json", Kind::kQuantJson},
                                    Promise{"c_info.json", Kind::kCInfo},
                                    Promise{"_validate_report.txt", Kind::kValidation},
                                    Promise{"_report.txt", Kind::kLog},
                                    Promise{".mpool", Kind::kPools},
                                    Promise{".mdesc", Kind::kMachine},
                                    Promise{"user_neuralart.json", Kind::kProfiles},
                                    Promise{"user_neural_art.json", Kind::kProfiles},
                                    Promise{"_blob_trace.c", Kind::kBlobTrace},
                                    Promise{"_ecblobs.h", Kind::kBlobs},
                                    Promise{"/network_data.hex", Kind::kImage},
                                    Promise{"/generate.log", Kind::kLog},
                                    Promise{"/network.c", Kind::kNetwork}};
  const std::string path = "/" + std::string(name);  // "stai_network.c" is another file
  for (const Promise& promise : kPromises)
    if (path.ends_with(promise.end)) return promise.kind;
  return Kind::kNone;
}

/// Names that other projects give to files of their own as well: taken for ST's where nothing that
/// can be read contradicts it.
Kind shared_name_kind(std::string_view name, std::string_view text) {
  const bool header = name == "network.h" || (name.starts_with("stai_") && name.ends_with(".h"));
  const bool readable = !text.empty() && !has(text, std::string_view("\0", 1));
  return header && !readable ? Kind::kHeader : Kind::kNone;
}

bool is_image_name(std::string_view name) {
  return name.ends_with(".raw") || has(name, "atonbuf.") ||
         (name.ends_with(".bin") && has(name, "_data"));
}

/// By what stands in it.
Kind content_kind(std::string_view name, std::string_view text) {
  if (text.starts_with("PK") && has_any(text, {"m_outputs_1", "c_outputs_1"})) return Kind::kValIo;
  // ONNX is a protocol buffer, in whose first fields its producer stands.
  if (name.ends_with(".onnx"))
    return has(name, "_oe_") || has(text.substr(0, 256), "Cube.AI") ? Kind::kOeModel : Kind::kNone;
  if (is_hex_image(text) || is_image_name(name)) return Kind::kImage;
  if (is_c(name)) return c_kind(text);
  if (has(text.substr(0, 4096), std::string_view("\0", 1))) return Kind::kNone;  // no text
  if (text.starts_with('{') || text.starts_with("//")) {
    const Kind kind = json_kind(text);
    if (kind != Kind::kNone) return kind;
  }
  const Kind code = c_kind(text);  // under any name
  return code != Kind::kNone ? code : text_kind(text);
}

}  // namespace

BuildFileKind build_file_kind(std::string_view file_name, Bytes content) {
  const std::string name = lower(std::string(file_name));
  const std::string_view bytes = as_text(content);
  const bool wide = bytes.starts_with("\xff\xfe") || bytes.starts_with("\xfe\xff");
  const std::string narrow = wide ? utf8_text(bytes.substr(0, kMostWideBytes)) : std::string();
  const std::string_view text = without_start(wide ? std::string_view(narrow) : bytes);
  for (const Kind kind : {content_kind(name, text), promised_kind(name)})
    if (kind != Kind::kNone) return kind;
  return shared_name_kind(name, text);
}

std::string_view build_file_kind_text(BuildFileKind kind) {
  constexpr std::array<std::string_view, 15> kTexts = {"no file of a build",
                                                       "generated network",
                                                       "blob trace",
                                                       "programs of the epoch controller",
                                                       "header of the generated network",
                                                       "description of the generated network",
                                                       "quantization of the compiler's model",
                                                       "memory pools",
                                                       "machine description",
                                                       "compiler profiles",
                                                       "log or report of generate",
                                                       "validate report",
                                                       "memory image",
                                                       "compiler's model",
                                                       "validation data"};
  return kTexts[static_cast<size_t>(kind)];
}

}  // namespace npuscope
