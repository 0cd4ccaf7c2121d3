// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "formats/named_tensor.h"

namespace npuscope {

/// Which execution the arrays of a `*_val_io.npz` belong to.
enum class ValIoSide {
  kReference,    ///< m_…: the original model on the PC
  kBoardOrHost,  ///< c_…: the board, or ST's C model on the PC
};

/// What ST's `validate` saves: the inputs and outputs of both executions. The first axis of every
/// array counts samples; the other axes may differ between the sides (10x16 and 10x1x1x16).
struct ValIo {
  struct Side {
    std::vector<Tensor> inputs;  ///< m_inputs_1, m_inputs_2 …
    std::vector<Tensor> outputs;
  };
  Side reference, board_or_host;
  int64_t samples = 0;
  std::vector<std::string> ignored;  ///< keys that are none of these

  [[nodiscard]] const Side& side(ValIoSide which) const {
    return which == ValIoSide::kReference ? reference : board_or_host;
  }
};

/// Whether an array of that name is one of a `*_val_io.npz`, such as c_outputs_1: a file that has
/// one is such a file.
bool is_val_io_name(std::string_view name);

/// Sorts the arrays. The numbers of each kind must count from 1 without a gap, and all arrays must
/// hold the same number of samples.
Result<ValIo> make_val_io(const std::vector<NamedTensor>& arrays);

}  // namespace npuscope
