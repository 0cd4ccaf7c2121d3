// SPDX-License-Identifier: Apache-2.0
#include "kernels/axis_sources.h"

#include <cstring>

#include "kernels/strided.h"

namespace npuscope {
namespace {

template <class Unit>
void copy_units(const Tensor& in, const std::vector<std::vector<int64_t>>& sources, Unit fill,
                Tensor& out) {
  const std::vector<int64_t> strides = strides_of(in.shape());
  const Unit* from = in.values<Unit>().data();
  Unit* to = out.mutable_values<Unit>().data();
  std::vector<size_t> index(sources.size(), 0);
  for (int64_t i = 0; i < out.size(); ++i) {
    int64_t offset = 0;
    for (size_t axis = 0; axis < index.size() && offset >= 0; ++axis) {
      const int64_t position = sources[axis][index[axis]];
      offset = position == kFill ? kFill : offset + position * strides[axis];
    }
    to[i] = offset == kFill ? fill : from[offset];
    for (size_t axis = index.size(); axis-- > 0;) {
      if (++index[axis] < sources[axis].size()) break;
      index[axis] = 0;
    }
  }
}

}  // namespace

void copy_from_sources(const Tensor& in, const std::vector<std::vector<int64_t>>& sources,
                       const ElementBytes& fill, Tensor& out) {
  visit_unit(element_size(out.type()), [&]<class Unit>(Unit value) {
    std::memcpy(&value, fill.data(), sizeof(value));
    copy_units(in, sources, value, out);
  });
}

}  // namespace npuscope
