// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/files.h"

namespace npuscope {

/// Says that `part` of the mapped file, which lies wholly in it, is not needed soon: its pages stop
/// counting as this process's memory. They hold what they held when they are read again.
void release_pages(const MappedFile& file, Bytes part);

}  // namespace npuscope
