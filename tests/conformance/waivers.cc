// SPDX-License-Identifier: Apache-2.0
#include "conformance/waivers.h"

#include <fmt/format.h>

#include <sstream>

namespace npuscope::conformance {

Result<Waivers> read_waivers(const fs::path& path) {
  NPUSCOPE_TRY_ASSIGN(const std::string text, read_file(path));
  Waivers waivers;
  std::istringstream lines(text);
  std::string line;
  for (int number = 1; std::getline(lines, line); ++number) {
    if (line.empty() || line[0] == '#') continue;
    const size_t colon = line.find(": ");
    if (colon == std::string::npos || colon + 2 >= line.size() ||
        !waivers.emplace(line.substr(0, colon), line.substr(colon + 2)).second)
      return fail(bad_input("the line is not a waiver of a test that was not named before")
                      .in(fmt::format("{}:{}", to_utf8(path), number))
                      .expected("test_name: reason")
                      .found(line));
  }
  return waivers;
}

}  // namespace npuscope::conformance
