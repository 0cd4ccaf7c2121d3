// SPDX-License-Identifier: Apache-2.0
// Every text that npuscope reads means the same however Windows saves it: with CR LF, with a byte
// order mark, in UTF-16 as PowerShell 5 redirects.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <functional>

#include "base/files.h"
#include "npuscope/audit.h"
#include "npuscope/compare.h"
#include "npuscope/diagnose.h"
#include "npuscope/inspect.h"
#include "support/scratch_folder.h"

namespace npuscope {
namespace {

using test::ScratchFolder;

const fs::path kData = NPUSCOPE_TEST_DATA;

struct Variant {
  std::string name;
  std::function<std::string(std::string)> saved;
};

std::string with_crlf(const std::string& text) {
  std::string result;
  for (const char c : text) {
    if (c == '\n' && !result.ends_with('\r')) result += '\r';
    result += c;
  }
  return result;
}

/// Of texts in ASCII and what stands in two bytes of UTF-8.
std::string in_utf16(const std::string& text) {
  std::string result = "\xff\xfe";
  for (size_t i = 0; i < text.size(); ++i) {
    auto code = static_cast<unsigned char>(text[i]) + 0u;
    EXPECT_LT(code, 0xE0u) << "the fixture needs more than this conversion can";
    if (code >= 0xC0) code = (code & 0x1Fu) << 6 | (static_cast<unsigned char>(text[++i]) & 0x3Fu);
    result += static_cast<char>(code & 0xFFu);
    result += static_cast<char>(code >> 8);
  }
  return result;
}

const std::vector<Variant>& variants() {
  static const std::vector<Variant> all = {
      {"CR LF", with_crlf},
      {"mark", [](const std::string& text) { return "\xef\xbb\xbf" + text; }},
      {"mark and CR LF", [](const std::string& text) { return "\xef\xbb\xbf" + with_crlf(text); }},
      {"UTF-16", [](const std::string& text) { return in_utf16(with_crlf(text)); }}};
  return all;
}

bool is_text(std::string_view name, const std::string& content) {
  const bool data = name.ends_with(".onnx") || name.ends_with(".raw") || name.ends_with(".npz") ||
                    name.ends_with(".npy");
  return !data && content.find('\0') == std::string::npos;
}

/// A copy of a folder of tests/data, its texts saved as `saved` does; how many texts there were.
size_t copy_folder(const fs::path& from, const ScratchFolder& scratch, const std::string& to,
                   const Variant* variant) {
  size_t texts = 0;
  for (const auto& entry : fs::recursive_directory_iterator(from)) {
    if (!entry.is_regular_file()) continue;
    std::string content = read_file(entry.path()).value();
    const std::string name = to_utf8(entry.path().lexically_relative(from));
    if (is_text(name, content)) {
      ++texts;
      // Programmers' tools alone write memory images, and never so.
      const bool unlikely = name.ends_with(".hex") && variant && variant->name == "UTF-16";
      if (variant && !unlikely) content = variant->saved(content);
    }
    scratch.write(to + "/" + name, content);
  }
  return texts;
}

/// What `read` says of the folder as it is committed and of each variant of it must be the same.
void expect_the_same(const fs::path& folder, size_t fewest_texts,
                     const std::function<std::string(const std::string&)>& read) {
  const ScratchFolder scratch;
  EXPECT_GE(copy_folder(folder, scratch, "now", nullptr), fewest_texts);
  const std::string wanted = read(to_utf8(scratch.path() / "now"));
  EXPECT_FALSE(wanted.empty());
  for (const Variant& variant : variants()) {
    std::error_code code;
    fs::remove_all(scratch.path() / "now", code);
    copy_folder(folder, scratch, "now", &variant);
    EXPECT_EQ(read(to_utf8(scratch.path() / "now")), wanted)
        << to_utf8(folder.filename()) << ": " << variant.name;
  }
}

std::string told(const Result<std::string>& text) { return text ? *text : text.error().message(); }

/// Text and JSON.
std::string told(const Result<ReportPointer>& report) {
  return report ? (*report)->text({}) + (*report)->json() : report.error().message();
}

const std::array kBuilds = {"core-2.0", "core-2.1-ec", "core-2.2", "core-3.0", "core-4.0-ec"};

TEST(TextVariants, BuildsAndAllTheirFilesReadTheSame) {
  for (const char* name : kBuilds)
    expect_the_same(kData / "builds" / name, 10, [](const std::string& folder) {
      const auto text = inspect(folder, false, {}, InspectDetail::kAll);
      EXPECT_TRUE(text) << text.error().message();
      EXPECT_EQ(told(text).find("damaged"), std::string::npos) << told(text);
      return told(text);
    });
}

TEST(TextVariants, EachFileOfABuildReadsTheSameByItself) {
  for (const char* name : kBuilds)
    expect_the_same(kData / "builds" / name, 10, [](const std::string& folder) {
      std::string all;
      for (const auto& entry : fs::recursive_directory_iterator(from_utf8(folder)))
        if (entry.is_regular_file() && is_text(to_utf8(entry.path()), ""))
          all += told(inspect(to_utf8(entry.path()), false, {}, InspectDetail::kAll));
      return all;
    });
}

AuditRequest request_for(const std::string& path) {
  AuditRequest request;
  request.path = path;
  return request;
}

TEST(TextVariants, AuditsSayTheSame) {
  for (const char* name : kBuilds)
    expect_the_same(kData / "builds" / name, 10, [](const std::string& folder) {
      const auto report = audit(request_for(folder));
      EXPECT_TRUE(report) << report.error().message();
      return told(report);
    });
  expect_the_same(kData / "audit", 1, [](const std::string& folder) {
    return told(audit(request_for(folder + "/generate.log")));
  });
}

TEST(TextVariants, TablesMapsAndSidecarsReadTheSame) {
  expect_the_same(kData / "compare", 2, [](const std::string& folder) {
    CompareRequest request;
    request.reference = folder + "/reference.csv";
    request.other = folder + "/board.csv";
    return told(compare(request));
  });
  const ScratchFolder made;
  made.write("names.map", "# outputs\nconv.codes = conv.codes\n\noutput = output\n");
  made.write("logits.raw", "abcd");
  made.write("logits.json",
             "{\"dtype\": \"int8\", \"shape\": [1, 4],\n\"scale\": 0.5, \"zero_point\": 1}\n");
  expect_the_same(made.path(), 2, [](const std::string& folder) {
    CompareRequest request;
    request.reference = to_utf8(kData / "replay/reference.npz");
    request.other = to_utf8(kData / "replay/board.npz");
    request.map = folder + "/names.map";
    const auto report = compare(request);
    EXPECT_TRUE(report) << report.error().message();
    return told(report) + told(inspect(folder + "/logits.raw", false));
  });
}

TEST(TextVariants, CasesAndLabelsReadTheSame) {
  expect_the_same(kData / "replay", 4, [](const std::string& folder) {
    DiagnoseRequest request;
    request.case_file = folder + "/logits.toml";
    const auto report = diagnose(request);
    EXPECT_TRUE(report) << report.error().message();
    return told(report);
  });
}

TEST(TextVariants, ACaseAndItsTablesMayPartFoldersByBackslashes) {
  const ScratchFolder scratch;
  copy_folder(kData / "replay", scratch, "my models", nullptr);
  const auto case_text = [](char separator) {
    std::string text =
        "name = 'case'\n[models]\nquantized = 'my models/model.onnx'\n"
        "[inputs]\nfiles = ['my models/refer*.npz']\n"
        "[recordings]\nboard = 'my models/board.npz'\n[rungs]\nrun = ['exact']\n";
    std::ranges::replace(text, '/', separator);
    return text;
  };
  std::vector<std::string> said;
  for (const char separator : {'/', '\\'}) {
    std::filesystem::remove_all(scratch.path() / "case.work");  // or samples are reused
    scratch.write("case.toml", case_text(separator));
    DiagnoseRequest request;
    request.case_file = to_utf8(scratch.path() / "case.toml");
    const auto report = diagnose(request);
    EXPECT_TRUE(report) << report.error().message();
    said.push_back(told(report));
  }
  EXPECT_EQ(said[0], said[1]);
}

}  // namespace
}  // namespace npuscope
