// SPDX-License-Identifier: Apache-2.0
#include "formats/st/profile.h"

#include <fmt/format.h>

#include "base/text.h"
#include "base/text_file.h"

namespace npuscope {
namespace {

constexpr int kDeepest = 64;  // objects and arrays in each other

/// A reader of JSON that knows lines, // and /* */ comments, and strings that a backslash at the
/// end of a line carries on in the next.
class ProfileReader {
 public:
  explicit ProfileReader(std::string_view text) : text_(text) {
    if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
  }

  Result<NeuralArtProfiles> read() {
    NPUSCOPE_TRY(object([this](const std::string& key, int64_t) -> Status {
      if (key != "Profiles") return skip_value(0);
      found_ = true;
      return object([this](const std::string& name, int64_t line) { return profile(name, line); });
    }));
    NPUSCOPE_TRY(skip_blanks());
    if (at_ != text_.size()) return fail(unexpected("the end of the file"));
    if (!found_)
      return fail(bad_input("no profiles of the NPU's compiler").expected("\"Profiles\""));
    return std::move(profiles_);
  }

  [[nodiscard]] int64_t line() const { return line_; }

 private:
  Status profile(const std::string& name, int64_t line) {
    profiles_.profiles.push_back({.name = name, .entries = {}, .line = line});
    return object([this](const std::string& key, int64_t at_line) -> Status {
      NPUSCOPE_TRY_ASSIGN(std::string value, entry_value());
      profiles_.profiles.back().entries.push_back({key, std::move(value), at_line});
      return {};
    });
  }

  /// A string as it is meant, anything else as it is written.
  Result<std::string> entry_value() {
    NPUSCOPE_TRY(skip_blanks());
    if (peek() == '"') return string();
    const size_t start = at_;
    NPUSCOPE_TRY(skip_value(0));
    return std::string(trimmed(text_.substr(start, at_ - start)));
  }

  /// `{ "key": … , … }`, where `member` reads what stands behind the colon.
  template <class Member>
  Status object(Member&& member) {
    NPUSCOPE_TRY(expect('{'));
    NPUSCOPE_TRY(skip_blanks());
    if (take('}')) return {};
    while (true) {
      NPUSCOPE_TRY(skip_blanks());
      const int64_t line = line_;
      NPUSCOPE_TRY_ASSIGN(const std::string key, string());
      NPUSCOPE_TRY(expect(':'));
      NPUSCOPE_TRY(member(key, line));
      NPUSCOPE_TRY(skip_blanks());
      if (take('}')) return {};
      NPUSCOPE_TRY(expect(','));
    }
  }

  Status array(int depth) {
    NPUSCOPE_TRY(expect('['));
    NPUSCOPE_TRY(skip_blanks());
    if (take(']')) return {};
    while (true) {
      NPUSCOPE_TRY(skip_value(depth));
      NPUSCOPE_TRY(skip_blanks());
      if (take(']')) return {};
      NPUSCOPE_TRY(expect(','));
    }
  }

  Status skip_value(int depth) {
    if (depth > kDeepest) return fail(bad_input("values are nested too deep"));
    NPUSCOPE_TRY(skip_blanks());
    if (peek() == '{')
      return object([this, depth](const std::string&, int64_t) { return skip_value(depth + 1); });
    if (peek() == '[') return array(depth + 1);
    if (peek() == '"') {
      NPUSCOPE_TRY(string());
      return {};
    }
    const size_t start = at_;
    while (at_ < text_.size() && text_.substr(at_, 1).find_first_of(",]} \t\r\n/") != 0) ++at_;
    const std::string_view word = text_.substr(start, at_ - start);
    if (word == "true" || word == "false" || word == "null" || whole_number<double>(word))
      return {};
    at_ = start;
    return fail(unexpected("a value"));
  }

  Result<std::string> string() {
    NPUSCOPE_TRY(expect('"'));
    std::string value;
    while (at_ < text_.size()) {
      const char c = text_[at_++];
      if (c == '"') return value;
      if (c == '\n')
        return fail(bad_input("a string does not end in its line")
                        .hint("end it with '\"', or the line with a backslash"));
      if (c == '\\')
        NPUSCOPE_TRY(escape(value));
      else
        value += c;
    }
    return fail(bad_input("the file ends within a string"));
  }

  Status escape(std::string& value) {
    constexpr std::string_view kNames = "\"\\/bfnrt";
    constexpr std::string_view kMeant = "\"\\/\b\f\n\r\t";
    if (at_ >= text_.size()) return fail(bad_input("the file ends within a string"));
    const char c = text_[at_++];
    if (c == '\n' || (c == '\r' && peek() == '\n')) return carry_on(value, c);
    if (const size_t place = kNames.find(c); place != std::string_view::npos) {
      value += kMeant[place];
      return {};
    }
    if (c != 'u')
      return fail(bad_input(fmt::format("'\\{}' is no escape", without_controls({&c, 1}))));
    value += "\\u";  // kept as written: options and paths have none
    return {};
  }

  /// The string goes on in the next line; its indentation counts as one blank.
  Status carry_on(std::string& value, char c) {
    if (c == '\r') ++at_;
    ++line_;
    const size_t start = at_;
    while (peek() == ' ' || peek() == '\t') ++at_;
    if (at_ > start && !value.empty() && !value.ends_with(' ')) value += ' ';
    return {};
  }

  Status skip_blanks() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '\n') ++line_;
      if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
        ++at_;
      } else if (text_.substr(at_).starts_with("//")) {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (text_.substr(at_).starts_with("/*")) {
        const size_t end = text_.find("*/", at_ + 2);
        if (end == std::string_view::npos) return fail(bad_input("a comment does not end"));
        for (; at_ < end + 2; ++at_) line_ += text_[at_] == '\n' ? 1 : 0;
      } else {
        break;
      }
    }
    return {};
  }

  [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool take(char c) {
    if (peek() != c || at_ >= text_.size()) return false;
    ++at_;
    return true;
  }
  Status expect(char c) {
    NPUSCOPE_TRY(skip_blanks());
    if (!take(c)) return fail(unexpected(fmt::format("'{}'", c)));
    return {};
  }
  [[nodiscard]] Error unexpected(const std::string& wanted) const {
    return bad_input("not JSON")
        .expected(wanted)
        .found(at_ < text_.size() ? fmt::format("'{}'", without_controls(text_.substr(at_, 1)))
                                  : "the end of the file");
  }

  std::string_view text_;
  size_t at_ = 0;
  int64_t line_ = 1;
  bool found_ = false;
  NeuralArtProfiles profiles_;
};

}  // namespace

const NeuralArtProfiles::Entry* NeuralArtProfiles::Profile::entry(std::string_view key) const {
  for (const Entry& entry : entries)
    if (entry.key == key) return &entry;
  return nullptr;
}

Result<NeuralArtProfiles> parse_profiles(Bytes bytes) {
  ProfileReader reader(as_text(bytes));
  auto profiles = reader.read();
  if (!profiles) return fail(std::move(profiles).error().in(fmt::format("line {}", reader.line())));
  return profiles;
}

Result<NeuralArtProfiles> read_profiles(const fs::path& path) {
  NPUSCOPE_TRY_ASSIGN(const std::string text, read_text(path));
  auto profiles = parse_profiles(as_bytes(text));
  if (!profiles) return fail(std::move(profiles).error().in(to_utf8(path)));
  return profiles;
}

}  // namespace npuscope
