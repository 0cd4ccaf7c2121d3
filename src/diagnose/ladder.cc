// SPDX-License-Identifier: Apache-2.0
#include "diagnose/ladder.h"

#include <algorithm>
#include <array>

#include "backend_ort/ort_rung.h"
#include "base/suggest.h"
#include "execute/arithmetic.h"

namespace npuscope {
namespace {

/// Every rung in ladder order.
constexpr std::array<std::string_view, 7> kOrder = {"float",      "ort",       "exact", "oe",
                                                    "neural-art", "board-cpu", "board"};
/// Rungs that this version can execute itself.
constexpr std::array<std::string_view, 4> kExecutable = {"float", "ort", "exact", "oe"};
/// References that do not saturate (exact is the third).
constexpr std::array<std::string_view, 2> kFloorSpecs = {"ort:level=none",
                                                         "ort:level=all,precise=1"};

/// "ort:level=all" -> "ort"
std::string rung_name(std::string_view spec) { return std::string(spec.substr(0, spec.find(':'))); }

class Builder {
 public:
  Builder(const Case& input, const LadderOptions& options) : case_(input), options_(options) {}

  Result<Ladder> build() {
    NPUSCOPE_TRY(check_names());
    NPUSCOPE_TRY(load_models());
    open_runtime();
    for (std::string_view name : kOrder) NPUSCOPE_TRY(add(std::string(name)));
    if (options_.references) NPUSCOPE_TRY(add_references());
    const auto steps =
        std::ranges::count_if(ladder_.rungs, [](const LadderRung& r) { return !r.reference; });
    if (steps == 0)
      return fail(bad_input("the case has nothing to run")
                      .expected("a model in [models], or recordings")
                      .in("case '" + case_.name + "'"));
    return std::move(ladder_);
  }

 private:
  Status check_names() {
    for (const std::string& spec : case_.run) NPUSCOPE_TRY(check_name(rung_name(spec)));
    for (const auto& [name, path] : case_.recordings) NPUSCOPE_TRY(check_name(name));
    return {};
  }

  Status check_name(const std::string& name) {
    if (std::ranges::find(kOrder, name) != kOrder.end()) return {};
    Error error = bad_input("unknown rung '" + name + "'");
    if (const std::string near = nearest(name, kOrder); !near.empty())
      return fail(std::move(error).hint("'" + near + "'"));
    return fail(std::move(error).expected("float, ort, exact, oe, neural-art, board-cpu or board"));
  }

  Result<std::shared_ptr<const Model>> load(const std::optional<fs::path>& path) {
    if (!path) return std::shared_ptr<const Model>();
    NPUSCOPE_TRY_ASSIGN(Model model, load_model(*path));
    return std::make_shared<const Model>(std::move(model));
  }

  Status load_models() {
    NPUSCOPE_TRY_SET(ladder_.float_model, load(case_.float_model));
    NPUSCOPE_TRY_SET(ladder_.quantized_model, load(case_.quantized_model));
    NPUSCOPE_TRY_SET(ladder_.oe_model, load(case_.oe_model));
    return {};
  }

  void open_runtime() {
    auto library = OrtLibrary::open(options_.ort_library);
    if (library)
      ladder_.ort = *library;
    else
      no_runtime_ = library.error();
  }

  /// The spec that the case gives for a rung, and whether it insists on it.
  [[nodiscard]] std::optional<std::string> named_spec(const std::string& name) const {
    for (const std::string& spec : case_.run)
      if (rung_name(spec) == name) return spec;
    return std::nullopt;
  }

  Status add(const std::string& name) {
    if (const auto recorded = case_.recordings.find(name); recorded != case_.recordings.end())
      return add_recording(name, recorded->second);
    const auto named = named_spec(name);
    if (!case_.run.empty() && !named) return {};
    if (auto reason = unavailable(name); !reason.empty()) {
      if (named) return fail(cannot_run(name, reason));
      if (reason != kNotAsked) ladder_.missing.push_back({name, reason});
      return {};
    }
    return add_executed(name, named.value_or(name));
  }

  Status add_recording(const std::string& name, const std::string& path) {
    NPUSCOPE_TRY_ASSIGN(auto recording, open_recording(path));
    ladder_.rungs.push_back({name, path, nullptr, nullptr, std::move(recording), false});
    return {};
  }

  /// Why a rung cannot be executed; empty when it can.
  [[nodiscard]] std::string unavailable(const std::string& name) const {
    if (std::ranges::find(kExecutable, name) == kExecutable.end())
      return name == "neural-art" ? "this version has no Neural-ART arithmetic yet"
                                  : "needs a recording of the board (ST's network_val_io.npz, or "
                                    "a .csv of outputs)";
    if (!model_for(name)) return name == "oe" ? kNotAsked : "the case names no model for it";
    if ((name == "float" || name == "ort") && !ladder_.ort) return no_runtime_->what();
    return {};
  }

  [[nodiscard]] Error cannot_run(const std::string& name, const std::string& reason) const {
    if ((name == "float" || name == "ort") && model_for(name) && no_runtime_)
      return Error(*no_runtime_).in("rung '" + name + "'");
    return environment_error("cannot run: " + reason).in("rung '" + name + "'");
  }

  [[nodiscard]] std::shared_ptr<const Model> model_for(const std::string& name) const {
    if (name == "float") return ladder_.float_model;
    if (name == "oe") return ladder_.oe_model;
    return ladder_.quantized_model;
  }

  Status add_executed(const std::string& name, std::string spec) {
    const auto model = model_for(name);
    if (name == "exact" || name == "oe") {
      NPUSCOPE_TRY_ASSIGN(auto rung, make_arithmetic_rung(model, exact_arithmetic()));
      ladder_.rungs.push_back({name, name, model, std::move(rung), nullptr, false});
      return {};
    }
    // The float model's own layers are what later rungs are compared with: no fusion hides them.
    if (spec == "float") spec = "float:level=none";
    if (spec == "ort") spec = case_.ort_spec;
    return add_ort(name, spec, model, false);
  }

  Status add_ort(const std::string& name, const std::string& spec,
                 const std::shared_ptr<const Model>& model, bool reference) {
    auto rung = make_ort_rung(model, spec, ladder_.ort);
    if (!rung) return fail(std::move(rung).error().in("rung '" + name + "'"));
    ladder_.rungs.push_back({name, spec, model, *std::move(rung), nullptr, reference});
    return {};
  }

  Status add_references() {
    const bool quantized = ladder_.quantized_model && ladder_.find("exact") >= 0;
    if (!quantized || !ladder_.ort || ladder_.quantized_model->kind == ModelKind::kDynamic)
      return {};
    for (std::string_view spec : kFloorSpecs)
      NPUSCOPE_TRY(add_ort(std::string(spec), std::string(spec), ladder_.quantized_model, true));
    return {};
  }

  /// The reason of a rung that the case does not want: not worth a line.
  static constexpr const char* kNotAsked = "-";

  const Case& case_;
  const LadderOptions& options_;
  Ladder ladder_;
  std::optional<Error> no_runtime_;
};

}  // namespace

int Ladder::find(std::string_view name) const {
  for (size_t i = 0; i < rungs.size(); ++i)
    if (rungs[i].name == name) return static_cast<int>(i);
  return -1;
}

std::vector<std::pair<size_t, size_t>> Ladder::hops() const {
  std::vector<std::pair<size_t, size_t>> result;
  std::optional<size_t> last;
  for (size_t i = 0; i < rungs.size(); ++i) {
    if (rungs[i].reference) continue;
    if (last) result.emplace_back(*last, i);
    last = i;
  }
  return result;
}

Result<Ladder> build_ladder(const Case& input, const LadderOptions& options) {
  return Builder(input, options).build();
}

}  // namespace npuscope
