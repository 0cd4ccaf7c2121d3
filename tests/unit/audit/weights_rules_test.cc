// SPDX-License-Identifier: Apache-2.0
// The rules that prove that what is compiled, flashed and linked is what was meant.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/md5.h"
#include "support/graph_builder.h"
#include "support/made_builds.h"
#include "support/made_weights.h"
#include "support/scratch_folder.h"

namespace npuscope {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

constexpr uint64_t kPool = 0x71000000;

/// A build of two convolutions, its image, and the source model.
struct Made {
  Build build;
  Model model;
  AuditInput input;

  Made() {
    const std::vector<LayerWeights> layers = {made_layer("conv_a", {4, 6, 3, 3}, 1),
                                              made_layer("conv_b", {8, 4, 1, 1}, 2)};
    testing_support::GraphBuilder graph;
    graph.input("x", {1, 6, 8, 8});
    MadeImage image;
    for (size_t i = 0; i < layers.size(); ++i) {
      const WeightCodes& weights = layers[i].weights;
      const std::vector<int8_t> codes(weights.codes.begin(), weights.codes.end());
      const std::string w = "w" + std::to_string(i), y = "y" + std::to_string(i);
      graph.constant<int8_t>(w, {weights.shape.begin(), weights.shape.end()}, codes)
          .node("Conv", {i == 0 ? "x" : "y0", w}, {y});
      image.add("Conv2D_" + std::to_string(i) + "_weights", weights,
                {.block = weights.shape[1] / 2, .group = 2});
    }
    model.graph = graph.output("y1").build();
    for (const char* w : {"w0", "w1"})
      model.graph.value(model.graph.find_value(w)).quantization =
          Quantization{ElementType::kInt8, {0.5F}, {0}, -1};
    model.kind = ModelKind::kQdq;
    add_build(image);
  }
  Made(const Made&) = delete;

  std::vector<std::byte>& image() { return build.files.images.at(0).content.segments.at(0).bytes; }

  /// The findings with that id that are no duties.
  std::vector<AuditFinding> found(std::string_view id) {
    auto findings = with_id(audit(input), id);
    std::erase_if(findings,
                  [](const AuditFinding& f) { return f.severity == AuditSeverity::kDuty; });
    return findings;
  }

 private:
  void add_build(MadeImage& image) {
    build.pools = {made_pool("octoFlash", kPool, 0x100000, 0x1000, 4)};
    build.pools[0].pool.postfix = "xSPI2";
    build.pools[0].pool.writable = false;
    for (StBuffer& buffer : image.buffers) {
      BuildBuffer listed;
      listed.buffer = buffer;
      listed.pool = "octoFlash";
      listed.source = {"network.c", 12};
      build.buffers.push_back(std::move(listed));
    }
    MemoryImage content;
    content.segments.push_back({0, image.image});
    build.files.images.push_back(
        {"network_atonbuf.xSPI2.raw", "network_atonbuf.xSPI2.raw", std::move(content)});
    input.build = &build;
    input.model = &model;
    input.model_path = "tiny.onnx";
  }
};

TEST(WeightsImage, TheModelsOwnImageIsProven) {
  Made made;
  const auto found = made.found("ST010");
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].severity, AuditSeverity::kFact);
  EXPECT_THAT(found[0].title, HasSubstr("2 of 2 weights"));
  EXPECT_THAT(found[0].title, HasSubstr("tiny.onnx"));
}

TEST(WeightsImage, OneChangedByteNamesLayerChannelAndBothValues) {
  Made made;
  made.image()[3] = static_cast<std::byte>(77);
  const auto found = made.found("ST010");
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].severity, AuditSeverity::kError);
  EXPECT_THAT(found[0].title, HasSubstr("1 of 2 weights"));
  EXPECT_THAT(found[0].title, HasSubstr("'Conv_y0'"));
  EXPECT_THAT(found[0].title, HasSubstr("output channel 0, input channel 0, row 0, column 1: 77"));
  EXPECT_THAT(found[0].title, HasSubstr("0x71000003"));
  ASSERT_THAT(found[0].evidence, SizeIs(1));
  EXPECT_EQ(found[0].evidence[0].source.line, 12);
  EXPECT_THAT(found[0].evidence[0].text, HasSubstr("1 of 216 weights differ"));
}

TEST(WeightsImage, AnotherModelsImageIsSaidToBeThat) {
  Made made;
  for (std::byte& byte : made.image()) byte ^= std::byte{0x2a};
  const auto found = made.found("ST010");
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_THAT(found[0].title, HasSubstr("does not hold the weights of tiny.onnx"));
  EXPECT_THAT(found[0].evidence, SizeIs(2));
}

TEST(WeightsImage, AnotherNetworksShapesAreAnError) {
  Made made;
  for (BuildBuffer& buffer : made.build.buffers) buffer.buffer.shape = {1, 1, 1, 7};
  const auto found = made.found("ST010");
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].severity, AuditSeverity::kError);
  EXPECT_THAT(found[0].title, HasSubstr("another network"));
}

TEST(WeightsImage, AStaleCopyBesideTheRightImageIsAWarning) {
  Made made;
  auto copy = made.build.files.images[0];
  copy.label = "old/network_atonbuf.xSPI2.raw";
  for (std::byte& byte : copy.content.segments[0].bytes) byte ^= std::byte{0x2a};
  made.build.files.images.push_back(std::move(copy));
  const auto found = made.found("ST010");
  ASSERT_THAT(found, SizeIs(2));
  EXPECT_EQ(found[0].severity, AuditSeverity::kWarning);
  EXPECT_THAT(found[0].title, HasSubstr("old/"));
  EXPECT_EQ(found[1].severity, AuditSeverity::kFact);
  const auto copies = made.found("ST011");
  ASSERT_THAT(copies, SizeIs(1));
  EXPECT_THAT(copies[0].title, HasSubstr("different images of one pool"));
}

TEST(WeightsImage, WithoutModelOrImageNothingIsClaimed) {
  Made made;
  made.input.model = nullptr;
  made.input.model_path.clear();
  EXPECT_THAT(made.found("ST010"), SizeIs(0));
  Made bare;
  bare.build.files.images.clear();
  EXPECT_THAT(bare.found("ST010"), SizeIs(0));
}

TEST(ImageCopies, HexAtAnotherAddressThanThePoolIsAnError) {
  Made made;
  auto hex = made.build.files.images[0];
  hex.path = "network_data.hex";
  hex.label = "network_data.hex";
  hex.content.absolute = true;
  hex.content.segments[0].address = kPool;
  made.build.files.images.push_back(hex);
  EXPECT_THAT(made.found("ST011"), SizeIs(0)) << "the same bytes at the same place";
  made.build.files.images[1].content.segments[0].address = 0x70380000;
  const auto found = made.found("ST011");
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].severity, AuditSeverity::kError);
  EXPECT_THAT(found[0].title, HasSubstr("0x70380000"));
  EXPECT_THAT(found[0].fix, HasSubstr("0x71000000"));
}

/// What was read back: the image, at `address`.
void read_back(Made& made, uint64_t address) {
  MemoryImage dump;
  dump.absolute = true;
  dump.segments.push_back({address, made.image()});
  made.input.flash = std::move(dump);
  made.input.flash_label = "flash.bin";
}

TEST(FlashDump, AnEqualDumpRefutesThatWeightsAreMissing) {
  Made made;
  read_back(made, kPool);
  const auto found = made.found("ST012");
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].severity, AuditSeverity::kRefuted);
  EXPECT_THAT(found[0].evidence[0].text, HasSubstr("248 bytes equal"));
}

TEST(FlashDump, APartIsAFactOfThatPart) {
  Made made;
  read_back(made, kPool);
  made.input.flash->segments[0].bytes.resize(100);
  const auto found = made.found("ST012");
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].severity, AuditSeverity::kFact);
  EXPECT_THAT(found[0].title, HasSubstr("100 of 248 bytes"));
}

TEST(FlashDump, ErasedFlashNamesTheParameterAndTheAddress) {
  Made made;
  read_back(made, kPool);
  auto& bytes = made.input.flash->segments[0].bytes;
  std::fill(bytes.begin() + 220, bytes.end(), std::byte{0xff});
  const auto found = made.found("ST012");
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].severity, AuditSeverity::kError);
  EXPECT_THAT(found[0].title, HasSubstr("0x710000dc (Conv2D_1_weights): erased"));
}

TEST(FlashDump, ADumpOfAnotherPlaceIsAWarning) {
  Made made;
  read_back(made, 0x70380000);
  const auto found = made.found("ST012");
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].severity, AuditSeverity::kWarning);
  EXPECT_THAT(found[0].title, HasSubstr("covers nothing"));
}

TEST(FirmwareSections, ASectionInAUsedRangeIsAnError) {
  Made made;
  made.build.pools.push_back(made_pool("npuRAM3", 0x34200000, 0x70000, 0x40000, 9));
  made.build.buffers.push_back(made_buffer("Conv2D_1_out_0", 0x34200000, 0x40000, 1, 2));
  made.input.sections = {{".bss", 0x341ff000, 0x34200800, {"app.map", 77}}};
  const auto found = made.found("ST022");
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].severity, AuditSeverity::kError);
  EXPECT_THAT(found[0].title, HasSubstr(".bss lies in 2048 bytes"));
  EXPECT_THAT(found[0].title, HasSubstr("npuRAM3"));
  EXPECT_EQ(found[0].evidence[0].source.text(), "app.map:77");
  EXPECT_EQ(found[0].evidence[2].text, "Conv2D_1_out_0");
}

TEST(FirmwareSections, TheAliasOfCodeThatIsNotSecureIsTheSameMemory) {
  Made made;
  made.build.pools.push_back(made_pool("npuRAM3", 0x34200000, 0x70000, 0x40000));
  made.input.sections = {{".heap", 0x24200000, 0x24200010, {"app.elf", 0}}};
  EXPECT_EQ(made.found("ST022").at(0).severity, AuditSeverity::kError);
}

TEST(FirmwareSections, SectionsBesideTheUsedRangesRefuteTheSuspicion) {
  Made made;
  made.build.pools.push_back(made_pool("npuRAM3", 0x34200000, 0x70000, 0x40000));
  made.input.sections = {{".text", 0x34000400, 0x34100000, {"app.elf", 0}},
                         {".late", 0x34240000, 0x34250000, {"app.elf", 0}}};
  const auto found = made.found("ST022");
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].severity, AuditSeverity::kRefuted);
}

TEST(FirmwareSections, ASectionThatReservesThePoolIsMeant) {
  Made made;
  made.build.pools.push_back(made_pool("npuRAM3", 0x34200000, 0x70000, 0x40000));
  made.input.sections = {{".npu_ram", 0x34200000, 0x34270000, {"app.elf", 0}}};
  EXPECT_EQ(made.found("ST022").at(0).severity, AuditSeverity::kRefuted);
}

class ModelIdentity : public testing::Test {
 protected:
  ModelIdentity() {
    made.input.model_path = folder.path() / "tiny.onnx";
    test::write_text(made.input.model_path, "a model's bytes");
  }
  void state(const std::string& md5, const std::string& file = "tiny.onnx") {
    CInfo info;
    info.provenance.model_file = file;
    info.provenance.model_signature = "0x" + md5;
    made.build.files.c_infos.push_back({"c_info.json", "c_info.json", std::move(info)});
  }
  test::ScratchFolder folder;
  Made made;
  std::string own = md5_hex("a model's bytes");
  std::string other = md5_hex("another model's bytes");
};

TEST_F(ModelIdentity, TheFileThatWasCompiledIsConfirmed) {
  state(own);
  const auto found = made.found("ST001");
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].severity, AuditSeverity::kFact);
  EXPECT_THAT(found[0].title, HasSubstr(own));
}

TEST_F(ModelIdentity, AnotherFileIsAnError) {
  state(other);
  const auto found = made.found("ST001");
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].severity, AuditSeverity::kError);
  EXPECT_THAT(found[0].evidence[0].text, HasSubstr(other));
}

TEST_F(ModelIdentity, FilesOfTwoCompilationsContradictEachOther) {
  state(own);
  state(other);
  const auto found = made.found("ST001");
  ASSERT_THAT(found, SizeIs(2));
  EXPECT_EQ(found[0].severity, AuditSeverity::kWarning);
}

TEST_F(ModelIdentity, FilesOfAnotherNetworkBesideItDoNot) {
  state(own);
  QuantJson quant_json;
  quant_json.provenance.model_file = "someone_else.onnx";
  quant_json.provenance.model_signature = "0x" + other;
  made.build.files.quant_jsons.push_back({"b_Q.json", "b_Q.json", std::move(quant_json)});
  EXPECT_THAT(made.found("ST001"), SizeIs(1));
}

TEST_F(ModelIdentity, ALogsHashCounts) {
  GenerateLog log;
  log.summary.push_back({"model_hash", "0x" + other, 31});
  made.build.files.logs.push_back({"generate.log", "generate.log", std::move(log)});
  const auto found = made.found("ST001");
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].severity, AuditSeverity::kError);
  EXPECT_EQ(found[0].evidence[0].source.line, 31);
}

TEST_F(ModelIdentity, TheCompilersGraphInTheFolderIsChecked) {
  const fs::path graph = folder.path() / "tiny_OE_3_3_0.onnx";
  test::write_text(graph, "a model's bytes");
  made.build.files.oe_models = {graph};
  CInfo info;
  info.provenance.compiler_model = {{"tiny_OE_3_3_0.onnx", "0x" + own}};
  made.build.files.c_infos.push_back({"c_info.json", "c_info.json", info});
  EXPECT_THAT(made.found("ST001"), SizeIs(1)) << "the file given has the graph's hash";
  made.build.files.c_infos[0].content.provenance.compiler_model[0].signature = "0x" + other;
  const auto found = made.found("ST001");
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].severity, AuditSeverity::kWarning);
  EXPECT_THAT(found[0].title, HasSubstr("not the graph that the compiler read"));
}

}  // namespace
}  // namespace npuscope
