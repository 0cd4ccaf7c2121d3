// SPDX-License-Identifier: Apache-2.0
#include "report/figures_csv.h"

#include <fmt/format.h>

namespace npuscope {

std::string csv_field(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + "\"";
}

std::string metric_columns_csv() {
  std::string text;
  for (const Metric& metric : metrics()) text += fmt::format(",{}", metric.name);
  return text;
}

std::string metrics_csv(const Figures& figures) {
  std::string text;
  for (const Metric& metric : metrics()) {
    const auto value = metric.value(figures);
    text += value ? fmt::format(",{}", *value + 0.0) : ",";  // turns -0 into 0
  }
  return text;
}

}  // namespace npuscope
