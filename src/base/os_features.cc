// SPDX-License-Identifier: Apache-2.0
// What the operating system says of an Arm processor.
#include "base/arm_features.h"

#if defined(__aarch64__) && defined(__linux__)
#include <sys/auxv.h>
#elif defined(__aarch64__) && defined(__APPLE__)
#include <sys/sysctl.h>

#include <cstddef>
#endif

namespace npuscope {

#if defined(__ARM_FEATURE_DOTPROD)

// The whole program is compiled for them.
bool arm_has_dot_products() { return true; }

#elif defined(__aarch64__) && defined(__linux__)

bool arm_has_dot_products() { return (::getauxval(AT_HWCAP) & HWCAP_ASIMDDP) != 0; }

#elif defined(__aarch64__) && defined(__APPLE__)

bool arm_has_dot_products() {
  int has = 0;
  std::size_t size = sizeof(has);
  return ::sysctlbyname("hw.optional.arm.FEAT_DotProd", &has, &size, nullptr, 0) == 0 && has != 0;
}

#else

bool arm_has_dot_products() { return false; }

#endif

}  // namespace npuscope
