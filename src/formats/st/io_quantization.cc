// SPDX-License-Identifier: Apache-2.0
#include "formats/st/io_quantization.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "formats/make_quantization.h"
#include "formats/st/beside.h"
#include "formats/st/c_info.h"
#include "formats/st/quant_json.h"
#include "formats/st/report.h"

namespace npuscope {
namespace {

/// What one file says of one array.
struct Claim {
  std::string array;
  Quantization quantization;
  double rounding = 0;  // of the scale, beyond that of float32
  fs::path source;
};
using Claims = std::vector<Claim>;

template <class Ports>
void claim_ports(const Ports& ports, const std::string& prefix, Claims& claims) {
  for (size_t i = 0; i < ports.size(); ++i)
    if (ports[i].quantization)
      claims.push_back({fmt::format("{}{}", prefix, i + 1), *ports[i].quantization, 0, {}});
}

Status claim_tensors(const QuantJson& file, const std::vector<std::string>& names,
                     const std::string& prefix, Claims& claims) {
  for (size_t i = 0; i < names.size(); ++i) {
    auto quantization = file.tensors.at(names[i]).quantization();
    if (!quantization) return fail(std::move(quantization).error().in(names[i]));
    if (*quantization && !(*quantization)->per_channel())
      claims.push_back({fmt::format("{}{}", prefix, i + 1), **quantization, 0, {}});
  }
  return {};
}

Result<Claims> claims_of_quant_json(const fs::path& path) {
  NPUSCOPE_TRY_ASSIGN(const QuantJson file, read_quant_json(path));
  Claims claims;
  NPUSCOPE_TRY(claim_tensors(file, file.input_tensors(), "c_inputs_", claims));
  NPUSCOPE_TRY(claim_tensors(file, file.output_tensors(), "c_outputs_", claims));
  claim_ports(file.original_inputs, "m_inputs_", claims);
  claim_ports(file.original_outputs, "m_outputs_", claims);
  return claims;
}

Result<Claims> claims_of_c_info(const fs::path& path) {
  NPUSCOPE_TRY_ASSIGN(const CInfo info, read_c_info(path));
  Claims claims;
  claim_ports(info.inputs, "c_inputs_", claims);
  claim_ports(info.outputs, "c_outputs_", claims);
  return claims;
}

/// The most precise of what a report says of each array.
Result<Claims> claims_of_report(const fs::path& path) {
  NPUSCOPE_TRY_ASSIGN(StReport report, read_st_report(path));
  std::ranges::stable_sort(report.scales, {}, &StReportScale::rounding);
  Claims claims;
  for (const StReportScale& scale : report.scales) {
    const auto type = element_type_from_name(scale.type);
    const bool known = std::ranges::find(claims, scale.array, &Claim::array) != claims.end();
    if (!type || !is_code(*type) || known) continue;
    auto quantization =
        make_quantization(*type, std::array{scale.scale}, std::array{scale.zero_point});
    if (!quantization) return fail(std::move(quantization).error().in(scale.array));
    claims.push_back({scale.array, *std::move(quantization), scale.rounding, {}});
  }
  return claims;
}

struct Kind {
  std::string_view suffix;
  Result<Claims> (*read)(const fs::path&);
};
constexpr std::array kKinds = {Kind{"_Q.json", claims_of_quant_json},
                               Kind{"_c_info.json", claims_of_c_info},
                               Kind{"_validate_report.txt", claims_of_report}};

bool agree(const Claim& a, const Claim& b) {
  const double ours{a.quantization.scale[0]};
  const double theirs{b.quantization.scale[0]};
  const double difference = std::abs(ours - theirs);
  const double float_rounding = ours * 0x1p-22;
  return a.quantization.type == b.quantization.type &&
         a.quantization.zero_point == b.quantization.zero_point &&
         difference <= a.rounding + b.rounding + float_rounding;
}

std::string claim_text(const Claim& claim) {
  return fmt::format("{} ({})", quantization_text(claim.quantization),
                     to_utf8(claim.source.filename()));
}

Status check_agreement(const Claims& claims) {
  for (const Claim& claim : claims) {
    const bool contradicted = std::ranges::any_of(claims, [&](const Claim& other) {
      return other.array == claim.array && !agree(claim, other);
    });
    if (!contradicted) continue;
    std::string all;
    for (const Claim& other : claims)
      if (other.array == claim.array) all += (all.empty() ? "" : "; ") + claim_text(other);
    return fail(bad_input(fmt::format("files contradict each other on {}", claim.array))
                    .found(all)
                    .hint("keep the files of one build alone in the folder"));
  }
  return {};
}

/// The claim on an array that counts: of the first file that knows it.
const Claim* claim_on(const Claims& claims, std::string_view array) {
  const auto first = std::ranges::find(claims, array, &Claim::array);
  return first == claims.end() ? nullptr : &*first;
}

/// The same array of the other execution: "c_outputs_1" of "m_outputs_1".
std::string counterpart_of(std::string_view array) {
  return fmt::format("{}{}", array.starts_with('m') ? 'c' : 'm', array.substr(1));
}

/// What an array's codes stand for. One scale printed with fewer digits for one execution than for
/// the other is still one scale: read as two, equal codes would differ.
const Claim& settled(const Claims& claims, const Claim& own) {
  const Claim* other = claim_on(claims, counterpart_of(own.array));
  const bool finer = other != nullptr && other->rounding < own.rounding && agree(own, *other);
  return finer ? *other : own;
}

}  // namespace

Result<IoQuantization> find_io_quantization(const fs::path& val_io) {
  Claims claims;
  for (const Kind& kind : kKinds) {
    NPUSCOPE_TRY_ASSIGN(const auto paths, files_beside(val_io, kind.suffix));
    for (const fs::path& path : paths) {
      NPUSCOPE_TRY_ASSIGN(Claims found, kind.read(path));
      for (Claim& claim : found) {
        claim.source = path;
        claims.push_back(std::move(claim));
      }
    }
  }
  if (auto status = check_agreement(claims); !status)
    return fail(std::move(status).error().in(to_utf8(folder_of(val_io))));
  IoQuantization result;
  for (const Claim& claim : claims) {
    const Claim& best = settled(claims, *claim_on(claims, claim.array));
    result.arrays.emplace(claim.array, IoQuantization::Entry{best.quantization, best.source});
  }
  return result;
}

}  // namespace npuscope
