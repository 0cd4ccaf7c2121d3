// SPDX-License-Identifier: Apache-2.0
#include "execute/executor.h"
#include "execute/rung.h"

namespace npuscope {
namespace {

class ArithmeticRung : public Rung {
 public:
  ArithmeticRung(std::shared_ptr<const Model> model, Executor executor, RungIdentity identity,
                 const Arithmetic& arithmetic)
      : model_(std::move(model)),
        executor_(std::move(executor)),
        identity_(std::move(identity)),
        imitates_device_(arithmetic.float_basis().has_value()),
        notes_(model_->warnings) {
    for (std::string& note : arithmetic.notes(model_->graph)) notes_.push_back(std::move(note));
  }

  [[nodiscard]] const RungIdentity& identity() const override { return identity_; }
  [[nodiscard]] const Graph& graph() const override { return model_->graph; }

  [[nodiscard]] Result<std::vector<Tensor>> run(std::span<const Tensor> inputs,
                                                const Tap& tap) const override {
    return executor_.run(inputs, tap);
  }
  /// Counts where it imitates a device: what happens there is what one asks about.
  [[nodiscard]] Result<std::vector<Tensor>> run_counted(
      std::span<const Tensor> inputs, const Tap& tap,
      std::vector<NodeCounters>& counters) const override {
    counters.clear();
    return executor_.run(inputs, tap, imitates_device_ ? &counters : nullptr);
  }
  [[nodiscard]] Result<std::vector<Tensor>> run_node(
      size_t node, std::span<const Tensor* const> inputs) const override {
    return executor_.run_node(node, inputs);
  }
  [[nodiscard]] std::optional<Basis> basis(size_t node) const override {
    return executor_.basis(node);
  }
  [[nodiscard]] RungNotes notes() const override { return {notes_, {}}; }

 private:
  std::shared_ptr<const Model> model_;  // the executor refers to its graph
  Executor executor_;
  RungIdentity identity_;
  bool imitates_device_;
  std::vector<std::string> notes_;
};

}  // namespace

Result<std::unique_ptr<Rung>> make_arithmetic_rung(std::shared_ptr<const Model> model,
                                                   const Arithmetic& arithmetic) {
  NPUSCOPE_TRY_ASSIGN(Executor executor, Executor::create(model->graph, arithmetic));
  const std::string name(arithmetic.name());
  RungIdentity identity{name,
                        name,
                        {{"arithmetic", name},
                         {"arithmetic_version", std::to_string(arithmetic.version())},
                         {"model_sha256", model->sha256}}};
  identity.facts.merge(arithmetic.facts());
  return std::make_unique<ArithmeticRung>(std::move(model), std::move(executor),
                                          std::move(identity), arithmetic);
}

}  // namespace npuscope
