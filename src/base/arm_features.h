// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace npuscope {

/// Whether an aarch64 processor has the dot products of 8-bit integers (FEAT_DotProd). Programs
/// cannot ask the processor itself, only the operating system. False on other architectures.
bool arm_has_dot_products();

}  // namespace npuscope
