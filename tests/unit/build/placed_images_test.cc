// SPDX-License-Identifier: Apache-2.0
#include "build/placed_images.h"

#include <gtest/gtest.h>

namespace npuscope {
namespace {

Artefact<MemoryImage> made_image(const std::string& name, size_t bytes, bool absolute = false,
                                 uint64_t address = 0) {
  MemoryImage image;
  image.absolute = absolute;
  image.segments.push_back({address, std::vector<std::byte>(bytes, std::byte{5})});
  if (bytes == 0) image.segments.clear();
  return {from_utf8(name), name, std::move(image)};
}

BuildPool made_pool(const std::string& postfix, uint64_t address) {
  BuildPool pool;
  pool.pool.name = "pool of " + postfix;
  pool.pool.postfix = postfix;
  pool.pool.address = address;
  pool.pool.size = 0x1000;
  return pool;
}

BuildBuffer parameter_at(uint64_t address) {
  BuildBuffer buffer;
  buffer.buffer.parameter = true;
  buffer.buffer.base = {StAddress::Base::kAbsolute, address, ""};
  buffer.buffer.offset_end = 16;
  return buffer;
}

Build two_pools() {
  Build build;
  build.pools = {made_pool("AXISRAM3", 0x34200000), made_pool("xSPI2", 0x71000000)};
  build.buffers = {parameter_at(0x71000010)};
  return build;
}

TEST(PlacedImages, TheNameOfARawImageSaysItsPool) {
  Build build = two_pools();
  build.files.images = {made_image("network_atonbuf.AXISRAM3.raw", 32)};
  const auto images = placed_images(build);
  ASSERT_EQ(images.size(), 1U);
  EXPECT_EQ(images[0].begin(), 0x34200000U);
  EXPECT_EQ(images[0].end(), 0x34200020U);
  EXPECT_TRUE(images[0].at(0x34200010, 16));
  EXPECT_FALSE(images[0].at(0x34200010, 17));
  EXPECT_FALSE(images[0].at(0x10, 1));
}

TEST(PlacedImages, ANameWithoutPoolMeansTheOnlyOneWithParameters) {
  Build build = two_pools();
  build.files.images = {made_image("network_data.bin", 32)};
  ASSERT_EQ(placed_images(build).size(), 1U);
  EXPECT_EQ(placed_images(build)[0].begin(), 0x71000000U);
  build.buffers.push_back(parameter_at(0x34200000));
  EXPECT_TRUE(placed_images(build).empty()) << "it could be of either";
}

TEST(PlacedImages, IntelHexStandsWhereItSays) {
  Build build = two_pools();
  build.files.images = {made_image("network_data.hex", 32, true, 0x70380000)};
  const auto images = placed_images(build);
  ASSERT_EQ(images.size(), 1U);
  EXPECT_EQ(images[0].begin(), 0x70380000U);
  EXPECT_EQ(images[0].pool, nullptr);
}

TEST(PlacedImages, EmptyImagesHaveNoPlace) {
  Build build = two_pools();
  build.files.images = {made_image("atonbuf.AXISRAM3.raw", 0)};
  EXPECT_TRUE(placed_images(build).empty());
}

}  // namespace
}  // namespace npuscope
