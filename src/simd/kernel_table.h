// SPDX-License-Identifier: Apache-2.0
// Included by the file of each instruction set: all of it has internal linkage.
#pragma once

#include "simd/loops.h"
#include "simd/pairs.h"
#include "simd/real_tile.h"
#include "simd/steps.h"
#include "simd/tile.h"
#include "simd/units.h"

namespace npuscope::simd {
namespace {

/// The kernels of an instruction set whose tiles have at most R rows and V vectors. Vector
/// describes it: `kLanes`; of products what Products needs; multiply_wide().
template <class Vector, size_t R, size_t V>
Kernels kernels_with(Isa isa, Units units) {
  constexpr size_t kLanes = Vector::kLanes;
  Kernels kernels;
  kernels.isa = isa;
  kernels.units = units;
  kernels.rows = R;
  kernels.vectors = V;
  kernels.lanes = kLanes;
  kernels.multiply = multiply_tiles<Products<Vector, false>, R, V>;
  kernels.multiply_weight_lanes = multiply_tiles<Products<Vector, true>, R, V>;
  kernels.interleave_bytes = interleave_bytes;
  kernels.interleave_shorts = interleave_shorts;
  kernels.units_of_rows =
      units == Units::kShorts ? units_of_rows<Vector, true> : units_of_rows<Vector, false>;
  kernels.sum_units = sum_units<Vector>;
  kernels.chain = chain<kLanes>;
  kernels.count_beyond_24_bits = count_beyond_24_bits;
  kernels.fixed_step = fixed_step<Vector>;
  kernels.real_rows = real_tile<Vector, false>;
  kernels.real_lanes = real_tile<Vector, true>;
  kernels.real_pair = real_pair<Vector>;
  kernels.look_up = look_up<Vector>;
  kernels.to_bytes = to_bytes<Vector>;
  return kernels;
}

}  // namespace
}  // namespace npuscope::simd
