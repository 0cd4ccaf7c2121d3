// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include "execute/rung.h"

namespace npuscope {

/// A rung that executes as far as the causes can tell.
class FakeRung : public Rung {
 public:
  explicit FakeRung(RungIdentity identity) : identity_(std::move(identity)) {}
  [[nodiscard]] const RungIdentity& identity() const override { return identity_; }
  [[nodiscard]] const Graph& graph() const override { return graph_; }
  [[nodiscard]] Result<std::vector<Tensor>> run(std::span<const Tensor>,
                                                const Tap&) const override {
    return fail(internal_error("not executed"));
  }
  [[nodiscard]] Result<std::vector<Tensor>> run_node(
      size_t, std::span<const Tensor* const>) const override {
    return fail(internal_error("not executed"));
  }

 private:
  RungIdentity identity_;
  Graph graph_;
};

}  // namespace npuscope
