// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "diagnose/ladder.h"

namespace npuscope {

/// The ONNX Runtime of a case's rungs: one library of the ladder, and those that specs name
/// themselves.
class LadderRuntime {
 public:
  /// The library of the user's own setting is every rung's that names none itself. `named`:
  /// --ort-library. A library that was named must be there; one that was searched for may be
  /// missing.
  static Result<LadderRuntime> open(const std::string& own_spec,
                                    const std::optional<fs::path>& named);

  /// Null when there is none.
  [[nodiscard]] const std::shared_ptr<const OrtLibrary>& library() const { return library_; }
  /// Why there is none; nothing when there is one.
  [[nodiscard]] const std::optional<Error>& missing() const { return missing_; }

  /// A rung of that spec ("ort:level=all"); notes which library serves instead of another.
  [[nodiscard]] Result<LadderRung> rung(const std::string& name, const std::string& spec,
                                        std::shared_ptr<const Model> model, LadderRung::Place place,
                                        Ladder& notes) const;

 private:
  [[nodiscard]] Result<std::shared_ptr<const OrtLibrary>> library_for(
      const std::string& spec) const;

  std::shared_ptr<const OrtLibrary> library_;
  std::optional<Error> missing_;
};

}  // namespace npuscope
