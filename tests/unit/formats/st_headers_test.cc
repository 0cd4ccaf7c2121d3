// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/files.h"
#include "formats/st/ec_blobs.h"
#include "formats/st/stai_network.h"

namespace npuscope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

/// One of the small texts that the fuzzer starts from.
std::string sample(std::string_view name) {
  return read_file(fs::path(NPUSCOPE_SOURCE_DIR) / "fuzz/corpus" / name).value();
}

std::string header_with(std::string text, std::string_view what, std::string_view with) {
  const size_t at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return text.replace(at, what.size(), with);
}

TEST(EcBlobs, ProgramsThatArePatchedHaveATableInFront) {
  const auto blobs = parse_ec_blobs(sample("ec_blobs/patched_2.1.txt")).value();
  ASSERT_THAT(blobs, SizeIs(2));
  EXPECT_EQ(blobs[0].symbol, "_ec_blob_1");
  EXPECT_TRUE(blobs[0].relocated);
  EXPECT_TRUE(blobs[0].magic);
  EXPECT_EQ(blobs[0].words, 4);
  EXPECT_EQ(blobs[0].listed, 6) << "the head's two and the four";
  EXPECT_EQ(blobs[0].line, 9);
  EXPECT_EQ(blobs[1].symbol, "_ec_blob_7");
  EXPECT_FALSE(blobs[1].relocated);
  EXPECT_EQ(blobs[1].words, 2);
}

TEST(EcBlobs, EncryptionIsSaidByMacrosOfBothKinds) {
  const auto blobs = parse_ec_blobs(sample("ec_blobs/encrypted_3.0.txt")).value();
  ASSERT_THAT(blobs, SizeIs(2));
  EXPECT_TRUE(blobs[0].relocated) << "the table's macro alone says so in its name";
  EXPECT_FALSE(blobs[0].encrypted);
  EXPECT_TRUE(blobs[1].encrypted);
  const std::string plain = sample("ec_blobs/plain_2.2.txt");
  EXPECT_FALSE(parse_ec_blobs(plain).value()[0].encrypted);
  EXPECT_TRUE(parse_ec_blobs(header_with(plain, "_1 false", "_1 true")).value()[0].encrypted);
}

TEST(EcBlobs, AnotherHeadIsNoProgram) {
  const auto blobs =
      parse_ec_blobs(header_with(sample("ec_blobs/plain_2.2.txt"), "ca057a7a", "ca057a7b"));
  ASSERT_TRUE(blobs);
  EXPECT_FALSE(blobs->front().magic);
  EXPECT_EQ(blobs->front().words, 0);
  EXPECT_EQ(blobs->front().listed, 6);
}

TEST(EcBlobs, DamagedTextsAreRefused) {
  const std::string text = sample("ec_blobs/patched_2.1.txt");
  EXPECT_FALSE(parse_ec_blobs("#pragma once\n"));
  const auto damaged = parse_ec_blobs(header_with(text, "0x0080802000000001UL,", "0x00####1UL,"));
  ASSERT_FALSE(damaged);
  EXPECT_THAT(damaged.error().message(), HasSubstr("line 12"));
  for (size_t length = 0; length < text.find_last_of('}'); ++length)
    EXPECT_FALSE(parse_ec_blobs(text.substr(0, length))) << length;
}

TEST(StaiNetwork, PortsAreDescribedByMacros) {
  const StaiNetwork network = parse_stai_network(sample("stai_network/stai_tiny.txt")).value();
  EXPECT_EQ(network.network, "tiny");
  EXPECT_EQ(network.origin_model, "tiny_OE_3_3_1");
  EXPECT_FALSE(network.cpu_only);
  ASSERT_THAT(network.inputs, SizeIs(1));
  const StaiNetwork::Port& input = network.inputs[0];
  EXPECT_EQ(input.name, "Input_0_out_0");
  EXPECT_EQ(input.format, "STAI_FORMAT_S8");
  EXPECT_EQ(input.flags, "STAI_FLAG_PREALLOCATED|STAI_FLAG_CHANNEL_LAST");
  EXPECT_EQ(input.bytes, 192);
  EXPECT_EQ(input.alignment, 32);
  EXPECT_THAT(input.shape, ElementsAre(1, 8, 8, 3));
  EXPECT_THAT(input.scales, ElementsAre(0.00392156885936856));
  EXPECT_THAT(input.offsets, ElementsAre(-128));
  EXPECT_EQ(input.line, 24);
  ASSERT_THAT(network.outputs, SizeIs(2));
  EXPECT_THAT(network.outputs[0].scales, IsEmpty());
  EXPECT_EQ(network.outputs[1].bytes, 64);
}

TEST(StaiNetwork, MacrosAreKeptWithTheirValuesAndWithoutComments) {
  const StaiNetwork network = parse_stai_network(sample("stai_network/stai_tiny.txt")).value();
  EXPECT_EQ(network.macros.at("STAI_CACHE_USER_BUFFER_ALIGNMENT"), "STAI_CACHE_MCU_LINESIZE");
  EXPECT_EQ(network.macros.at("STAI_TINY_FLAGS"), "(STAI_FLAG_INPUTS|STAI_FLAG_WEIGHTS)");
  EXPECT_FALSE(network.macros.contains("_alignof"));
}

TEST(StaiNetwork, ANetworkHOf2xNamesItsPortsInComments) {
  const StaiNetwork network = parse_stai_network(sample("stai_network/network_2.1.txt")).value();
  EXPECT_EQ(network.network, "Default");
  EXPECT_FALSE(network.cpu_only);
  EXPECT_EQ(network.inputs[0].name, "Input_2_out_0");
  EXPECT_EQ(network.inputs[0].bytes, 192);
  EXPECT_EQ(network.inputs[0].format, "");
  EXPECT_EQ(network.outputs[0].name, "Softmax_19_out_0");
  EXPECT_EQ(network.outputs[0].alignment, 16);
  EXPECT_EQ(network.macros.at("LL_ATON_DEFAULT_USER_ALLOCATED_INPUTS"), "(1)");
}

TEST(StaiNetwork, CodeForTheProcessorAloneIsNamedAsSuch) {
  const StaiNetwork network = parse_stai_network(sample("stai_network/cpu_only_4.0.txt")).value();
  EXPECT_TRUE(network.cpu_only);
  EXPECT_EQ(network.network, "network");
  EXPECT_EQ(network.model_signature, "0x0123456789abcdef");
  EXPECT_EQ(network.inputs[0].name, "");
  EXPECT_THAT(network.inputs[0].scales, ElementsAre(0.036));
  EXPECT_THAT(network.inputs[0].offsets, ElementsAre(-3));
  EXPECT_THAT(network.outputs, IsEmpty());
}

TEST(StaiNetwork, WhatIsCountedMustBeDescribed) {
  const std::string text = sample("stai_network/stai_tiny.txt");
  EXPECT_FALSE(parse_stai_network("#define A 1\n"));
  const auto missing = parse_stai_network(header_with(text, "OUT_2_SIZE_BYTES", "OUT_2_SIZE"));
  ASSERT_FALSE(missing);
  EXPECT_THAT(missing.error().message(), HasSubstr("'STAI_TINY_OUT_2_SIZE_BYTES'"));
  const auto word = parse_stai_network(header_with(text, "(192)", "(BYTES)"));
  ASSERT_FALSE(word);
  EXPECT_THAT(word.error().message(), HasSubstr("line 24"));
  EXPECT_FALSE(parse_stai_network(header_with(text, "IN_NUM (1)", "IN_NUM (99999)")));
  EXPECT_FALSE(parse_stai_network(header_with(text, "    -128 \\", "    -128, 0 \\")));
  EXPECT_FALSE(parse_stai_network(text + "#define STAI_OTHER_IN_NUM (1)\n"));
}

TEST(StaiNetwork, CutAndFlippedTextsNeverCrash) {
  for (const char* name : {"stai_network/stai_tiny.txt", "stai_network/network_2.1.txt"}) {
    const std::string text = sample(name);
    for (size_t at = 0; at < text.size(); ++at) {
      (void)parse_stai_network(text.substr(0, at));
      for (const char now : {'\0', '\\', '(', '"', '\n', '\xff'}) {
        std::string damaged = text;
        damaged[at] = now;
        const auto network = parse_stai_network(damaged);
        ASSERT_TRUE(network || network.error().kind() == ErrorKind::kBadInput);
      }
    }
  }
}

}  // namespace
}  // namespace npuscope
