// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "backend_ort/ort_session.h"
#include "execute/model.h"

namespace npuscope {

/// A run of the user's file as it is: no tensor in between was fetched.
struct UntappedRun {
  std::shared_ptr<const OrtLibrary> library;
  const Model& model;
  const OrtOptions& options;
  std::span<const Tensor> inputs;   ///< in the order of the file
  std::span<const Tensor> outputs;  ///< what it returned, in the order of the file
};

/// Where other values of the network leave those of this run: the first value in order of execution
/// whose elements in `values` (by ValueId; undefined where unknown) are not those that the user's
/// file returns for it as one more output. Values that cannot be returned without changing the
/// outputs are passed over: nobody knows them. Makes a session per value: for the rare case only.
Result<std::optional<ValueId>> find_departure(const UntappedRun& run,
                                              std::span<const Tensor> values);

}  // namespace npuscope
