// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

#include "base/text.h"
#include "diagnose/ladder.h"
#include "diagnose/ladder_build.h"
#include "diagnose/ladder_models.h"
#include "diagnose/ladder_runtime.h"
#include "diagnose/recorded_rung.h"
#include "diagnose/rung_specs.h"
#include "execute/neural_art_plans.h"
#include "runtimes/runtime_list.h"

namespace npuscope {
namespace {

/// References that do not saturate (exact is one more). Q/DQ pairs that nothing fuses are executed
/// in float; QOperator nodes saturate at every level at which precise=1 does not rewrite them.
constexpr std::array<std::string_view, 2> kFloorSpecs = {"ort:level=none",
                                                         "ort:level=all,precise=1"};
constexpr std::span kQoperatorFloorSpecs = std::span(kFloorSpecs).last<1>();
constexpr std::string_view kOeInRuntime = "oe:level=none";

using Place = LadderRung::Place;

/// ONNX Runtime explains itself at length.
std::string first_sentence(const std::string& text) {
  constexpr size_t kLongest = 120;
  std::string sentence = text.substr(0, std::min(text.find(". "), text.find('\n')));
  if (sentence.size() <= kLongest) return sentence;
  return sentence.substr(0, sentence.rfind(' ', kLongest)) + " …";
}

/// The options themselves, other generations of the compiler, and all of them with other passes in
/// mind.
std::vector<NeuralArtOptions> ways_to_compile(const NeuralArtOptions& options) {
  std::vector<NeuralArtOptions> ways = of_other_generations(options);
  ways.insert(ways.begin(), options);
  const size_t generations = ways.size();
  for (size_t i = 0; i < generations; ++i) {
    ways.push_back(ways[i]);
    ways.back().fastest = !options.fastest;
    ways.back().build = nullptr;
  }
  return ways;
}

class Builder {
 public:
  Builder(const Case& input, const LadderOptions& options) : case_(input), options_(options) {}

  Result<Ladder> build() {
    NPUSCOPE_TRY(check_names());
    NPUSCOPE_TRY_ASSIGN(auto build, open_build(case_));
    NPUSCOPE_TRY(load_models(case_, build.get(), ladder_));
    if (build) tie_build(std::move(build), ladder_);
    NPUSCOPE_TRY_SET(runtime_, LadderRuntime::open(own_spec(), options_.ort_library));
    ladder_.ort = runtime_.library();
    for (std::string_view name : rung_names()) NPUSCOPE_TRY(add(std::string(name)));
    NPUSCOPE_TRY(check_pass_plans());
    if (options_.references) NPUSCOPE_TRY(add_aside());
    if (options_.references) NPUSCOPE_TRY(add_candidates());
    if (options_.references) NPUSCOPE_TRY(add_references());
    const bool nothing = std::ranges::all_of(
        ladder_.rungs, [](const LadderRung& r) { return r.place == Place::kReference; });
    if (nothing)
      return fail(bad_input("the case has nothing to run")
                      .expected("a model in [models], or recordings")
                      .in("case '" + case_.name + "'"));
    return std::move(ladder_);
  }

 private:
  [[nodiscard]] Status check_names() const {
    for (const std::string& spec : case_.run) NPUSCOPE_TRY(check_rung_spec(spec));
    for (const auto& [name, path] : case_.recordings) NPUSCOPE_TRY(check_rung_name(name));
    return {};
  }

  /// What the user really runs.
  [[nodiscard]] std::string own_spec() const {
    const auto specs = named_specs("ort");
    return specs.empty() || specs.front() == "ort" ? case_.ort_spec : specs.front();
  }

  /// What the case says of a rung; several specs make several rungs.
  [[nodiscard]] std::vector<std::string> named_specs(const std::string& name) const {
    std::vector<std::string> specs;
    for (const std::string& spec : case_.run)
      if (rung_name(spec) == name) specs.push_back(spec);
    return specs;
  }

  Status add(const std::string& name) {
    if (const auto recorded = case_.recordings.find(name); recorded != case_.recordings.end())
      return add_recording(name, recorded->second);
    std::vector<std::string> named = named_specs(name);
    // Libraries run when they are asked for.
    if (named.empty() && (!case_.run.empty() || find_runtime(name) != nullptr)) return {};
    if (auto reason = unavailable(name); !reason.empty()) {
      if (!named.empty()) return fail(cannot_run(name, reason));
      if (reason != kNotAsked) ladder_.missing.push_back({name, reason});
      return {};
    }
    if (named.empty()) return add_unnamed(name);
    for (size_t i = 0; i < named.size(); ++i)
      NPUSCOPE_TRY(add_executed(i == 0 ? name : named[i], named[i]));
    return {};
  }

  /// A rung that nobody asked for by name may be missing; what its settings say may not be wrong.
  Status add_unnamed(const std::string& name) {
    if ((name == "float" || name == "ort") && runtime_.missing()) {
      ladder_.missing.push_back(
          {name, runtime_.missing()->what() + "; " + on_one_line(runtime_.missing()->found())});
      return {};
    }
    auto added = add_executed(name, name);
    if (added || name == "exact" || name == "oe" || added.error().kind() == ErrorKind::kUsage)
      return added;
    ladder_.missing.push_back({name, first_sentence(added.error().what())});
    return {};
  }

  Status add_recording(const std::string& name, const std::string& path) {
    const auto layout = case_.inputs ? case_.inputs->array_layout : std::nullopt;
    NPUSCOPE_TRY_ASSIGN(LadderRung rung, recorded_rung(name, path, layout, ladder_));
    ladder_.rungs.push_back(std::move(rung));
    return {};
  }

  /// Why a rung cannot be executed, with or without ONNX Runtime; empty when it can.
  [[nodiscard]] std::string unavailable(const std::string& name) const {
    if (!is_executable(name))
      return "needs a recording of the board (ST's network_val_io.npz, or a .csv of outputs)";
    const auto model = model_for(name, ladder_);
    if (name == "neural-art" && model && !quantizes_statically(model->kind))
      return std::string(kNotForAnNpu);
    if (!model) return name == "oe" ? kNotAsked : "the case names no model for it";
    return {};
  }

  [[nodiscard]] static Error cannot_run(const std::string& name, const std::string& reason) {
    const std::string what =
        "cannot run: " + (reason == kNotAsked ? "the case names no model for it" : reason);
    return (reason == kNotForAnNpu ? bad_input(what) : environment_error(what))
        .in("rung '" + name + "'");
  }

  Status add_executed(const std::string& name, std::string spec) {
    const auto model = model_for(rung_name(spec), ladder_);
    if (ladder_.find(name) >= 0)
      return fail(bad_input("the rung is named twice").in("rung '" + name + "'"));
    if (spec == "exact" || spec == "oe") {
      NPUSCOPE_TRY_ASSIGN(auto rung, make_arithmetic_rung(model, exact_arithmetic()));
      ladder_.rungs.push_back({name, name, model, std::move(rung), nullptr});
      return {};
    }
    if (rung_name(spec) == "neural-art") return add_neural_art(name, spec, model);
    if (const RuntimeRules* rules = find_runtime(spec)) {
      NPUSCOPE_TRY_ASSIGN(auto rung, make_arithmetic_rung(model, *make_runtime_arithmetic(*rules)));
      ladder_.rungs.push_back({name, spec, model, std::move(rung), nullptr});
      return {};
    }
    // The float model's own layers are what later rungs are compared with: no fusion hides them.
    if (spec == "float") spec = "float:level=none";
    if (spec == "ort") spec = case_.ort_spec;
    return add_ort(name, spec, model, rung_name(spec) == "oe" ? Place::kAside : Place::kStep);
  }

  Status add_neural_art(const std::string& name, const std::string& spec,
                        const std::shared_ptr<const Model>& model) {
    NPUSCOPE_TRY_ASSIGN(NeuralArtOptions options, spec == "neural-art"
                                                      ? npu_options_of(ladder_)
                                                      : parse_neural_art_spec(spec));
    NPUSCOPE_TRY(add_pass_plans(case_.pass_plans, options));
    return add_neural_art(name, options, model, Place::kStep);
  }

  Status add_neural_art(const std::string& name, const NeuralArtOptions& options,
                        const std::shared_ptr<const Model>& model, Place place) {
    if (auto fits = layer_passes(model->graph, options); !fits)
      return fail(std::move(fits).error().in("rung '" + name + "'"));
    NPUSCOPE_TRY_ASSIGN(auto rung,
                        make_arithmetic_rung(model, *make_neural_art_arithmetic(options)));
    ladder_.rungs.push_back({name, options.spec(), model, std::move(rung), nullptr, place});
    ladder_.rungs.back().npu = options;
    return {};
  }

  /// The compiler's rewritten graph in ONNX Runtime, beside the source model there: the cheapest
  /// test of the compiler's front end. Beside a recording alone, the exact integers of the rung oe
  /// tell the same without the ties of a float execution.
  Status add_aside() {
    const bool source = ladder_.executing("ort") || ladder_.executing("float");
    if (!ladder_.oe_model || !ladder_.ort || !source || !case_.run.empty()) return {};
    return add_executed(std::string(kOeInRuntime), std::string(kOeInRuntime));
  }

  Status add_ort(const std::string& name, const std::string& spec,
                 const std::shared_ptr<const Model>& model, Place place) {
    NPUSCOPE_TRY_ASSIGN(LadderRung rung, runtime_.rung(name, spec, model, place, ladder_));
    ladder_.rungs.push_back(std::move(rung));
    return {};
  }

  /// ST's files hold the PC's outputs beside the board's: how far these are apart is what users of
  /// that file have seen, so it is said beside what npuscope computes itself.
  Status add_recorded_reference() {
    const int board = ladder_.find("board");
    if (board < 0) return {};
    const LadderRung& rung = ladder_.rungs[static_cast<size_t>(board)];
    if (!rung.intended || !rung.spec.ends_with(":c")) return {};
    const std::string path = rung.spec.substr(0, rung.spec.size() - 1) + "m";
    const bool used = std::ranges::any_of(
        ladder_.rungs, [&](const LadderRung& other) { return other.spec == path; });
    if (used) return {};
    NPUSCOPE_TRY(add_recording("m_outputs", path));
    ladder_.rungs.back().place = Place::kCandidate;
    return {};
  }

  /// What a board's recording may be beside what it was taken for: the arithmetic of other compiler
  /// versions and optimizations that would compute other numbers.
  Status add_candidates() {
    NPUSCOPE_TRY(add_recorded_reference());
    const LadderRung* own = ladder_.executing("neural-art");
    if (!own || ladder_.find("board") < 0) return {};
    const NeuralArtOptions options = *own->npu;
    const auto model = own->model;
    std::vector<ProductLayers> known;
    for (const NeuralArtOptions& way : ways_to_compile(options)) {
      NPUSCOPE_TRY_ASSIGN(ProductLayers layers, product_layers(model->graph, way));
      const auto equals = [&](const ProductLayers& one) {
        return nodes_that_differ(one, layers).empty();
      };
      if (std::ranges::any_of(known, equals)) continue;
      const bool is_own = known.empty();
      known.push_back(std::move(layers));
      if (!is_own && ladder_.find(way.spec()) < 0)
        NPUSCOPE_TRY(add_neural_art(way.spec(), way, model, Place::kCandidate));
    }
    return {};
  }

  /// Pass plans that no rung takes would be passed over in silence.
  [[nodiscard]] Status check_pass_plans() const {
    const bool taken = std::ranges::any_of(ladder_.rungs, [](const LadderRung& rung) {
      return rung.executes() && rung_name(rung.spec) == "neural-art";
    });
    if (case_.pass_plans.empty() || taken) return {};
    return fail(usage_error("a pass plan is given, but no rung neural-art runs")
                    .found("'" + case_.pass_plans.front() + "'")
                    .expected("the rung neural-art, which needs a quantized model"));
  }

  Status add_references() {
    const bool quantized = ladder_.quantized_model && ladder_.find("exact") >= 0;
    if (!quantized || !ladder_.ort || ladder_.quantized_model->kind == ModelKind::kDynamic)
      return {};
    const bool qoperator = ladder_.quantized_model->kind == ModelKind::kQoperator;
    const std::span<const std::string_view> specs =
        qoperator ? std::span<const std::string_view>(kQoperatorFloorSpecs) : kFloorSpecs;
    for (const std::string_view spec : specs) {
      const std::string name(spec);
      const auto added = add_ort(name, name, ladder_.quantized_model, Place::kReference);
      if (!added) ladder_.missing.push_back({name, first_sentence(added.error().what())});
    }
    return {};
  }

  /// The reason of a rung that the case does not want: not worth a line.
  static constexpr const char* kNotAsked = "-";

  const Case& case_;
  const LadderOptions& options_;
  Ladder ladder_;
  LadderRuntime runtime_;
};

}  // namespace

Result<Ladder> build_ladder(const Case& input, const LadderOptions& options) {
  return Builder(input, options).build();
}

}  // namespace npuscope
