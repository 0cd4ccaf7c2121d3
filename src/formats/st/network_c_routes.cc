// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "base/error.h"
#include "formats/st/c_values.h"
#include "formats/st/network_c_units.h"

namespace npuscope {
namespace {

using Kind = CToken::Kind;

std::optional<int> small_number(std::string_view text) {
  constexpr int64_t kMostPorts = 1000;
  const auto number = c_integer(text);
  if (!number || *number < 0 || *number >= kMostPorts) return std::nullopt;
  return static_cast<int>(*number);
}

/// `ATONN_DSTPORT(STRSWITCH, 0, ARITH, 1, 0)`
Result<StRoute::Port> read_port(CScanner& scanner, std::string_view macro) {
  const int64_t line = scanner.token().line;
  NPUSCOPE_TRY(scanner.expect(macro));
  NPUSCOPE_TRY_ASSIGN(const std::string_view text, scanner.bracketed_text());
  const std::vector<std::string_view> arguments = c_arguments(text);
  const bool complete = arguments.size() == 5;
  const auto index = complete ? small_number(arguments[3]) : std::nullopt;
  const auto port = complete ? small_number(arguments[4]) : std::nullopt;
  if (!index || !port)
    return fail(in_line(bad_input("a port of the stream switch is not as expected")
                            .expected("five arguments: STRSWITCH, 0, UNIT, INDEX, PORT")
                            .found(fmt::format("'{}'", text)),
                        line));
  return StRoute::Port{arguments[2], *index, *port};
}

/// `{ LL_Switch_Init_Dest() = …, LL_Switch_Init_Source(0) = …, LL_Switch_Init_Context(0) = 1, … }`
Result<StRoute> read_route(CScanner& scanner) {
  StRoute route;
  route.line = scanner.token().line;
  NPUSCOPE_TRY(scanner.expect('{'));
  while (!scanner.token().is('}')) {
    const CToken field = scanner.token();
    scanner.advance();
    if (!scanner.token().is('(')) return fail(scanner.unexpected("'('"));
    NPUSCOPE_TRY(scanner.skip_brackets());
    NPUSCOPE_TRY(scanner.expect('='));
    if (field.is("LL_Switch_Init_Dest")) {
      NPUSCOPE_TRY_SET(route.destination, read_port(scanner, "ATONN_DSTPORT"));
    } else if (field.is("LL_Switch_Init_Source")) {
      NPUSCOPE_TRY_ASSIGN(StRoute::Port source, read_port(scanner, "ATONN_SRCPORT"));
      route.sources.push_back(source);
    } else {
      scanner.advance();  // of contexts and frames: a number
    }
    if (!scanner.token().is(',')) break;
    scanner.advance();
  }
  NPUSCOPE_TRY(scanner.expect('}'));
  if (route.destination.unit.empty() || route.sources.empty())
    return fail(in_line(bad_input("a route of the stream switch has no two ends"), route.line));
  return route;
}

}  // namespace

Status StUnitReader::read_routes(StEpoch& epoch, std::string_view name) {
  size_t& count = routes_[name];
  count = 0;
  return read_struct_array(scanner_, [&]() -> Status {
    NPUSCOPE_TRY_ASSIGN(StRoute route, read_route(scanner_));
    epoch.routes.push_back(std::move(route));
    ++count;
    return {};
  });
}

}  // namespace npuscope
