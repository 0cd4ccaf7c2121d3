// SPDX-License-Identifier: Apache-2.0
#include "formats/st/network_c.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "formats/st_network_c_text.h"

namespace npuscope {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

Result<NetworkC> parsed(std::string text) {
  return parse_network_c(std::make_shared<const std::string>(std::move(text)));
}

NetworkC network_of(const NetworkCText& text) {
  auto network = parsed(text.text());
  EXPECT_TRUE(network) << network.error().message();
  return network ? *std::move(network) : NetworkC();
}

std::string replaced(std::string text, std::string_view what, std::string_view with) {
  const size_t at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return text.replace(at, what.size(), with);
}

std::string message_of(std::string text) {
  const auto network = parsed(std::move(text));
  EXPECT_FALSE(network);
  return network ? "" : network.error().message();
}

TEST(NetworkC, HeaderSaysTheVersionAndTheOptions) {
  const NetworkC network = network_of(network_c_20());
  EXPECT_EQ(network.git_branch, "STAI-2.0");
  EXPECT_EQ(network.git_description, "STAI-2.0-RC1-1-1-g0307e413");
  EXPECT_EQ(network.core_version(), "2.0");
  ASSERT_THAT(network.options, SizeIs(4));
  EXPECT_EQ(network.options[0].name, "--onnx-input");
  EXPECT_EQ(network.options[0].value, "C:/my models/tiny_OE_3_3_0.onnx");
  EXPECT_EQ(network.options[0].line, 9);
  EXPECT_EQ(network.options[3].name, "alt-scheduler");
  EXPECT_EQ(network.options[3].value, "false");
}

TEST(NetworkC, GuardSaysTheRuntimeAndWhetherAnotherOneOnlyWarns) {
  const NetworkC old = network_of(network_c_20());
  EXPECT_EQ(old.runtime_guard, (std::array{1, 0, 0, 16}));
  EXPECT_FALSE(old.guard_is_error);
  EXPECT_EQ(old.guard_line, 20);
  EXPECT_TRUE(network_of(network_c_with_blobs(dialect_22())).guard_is_error);
}

TEST(NetworkC, WhereTheBranchSaysNothingTheGuardTellsTheVersion) {
  BlobDialect dialect = dialect_40();
  dialect.branch = "HEAD";
  EXPECT_EQ(network_of(network_c_with_blobs(dialect)).core_version(), "4.0");
  dialect.runtime[3] = 9999;
  EXPECT_EQ(network_of(network_c_with_blobs(dialect)).core_version(), "");
}

TEST(NetworkC, PoolsHavePlaceSizeAndUse) {
  const NetworkC network = network_of(network_c_20());
  ASSERT_THAT(network.pools, SizeIs(3));
  EXPECT_EQ(network.pools[0].name, "octoFlash");
  EXPECT_EQ(network.pools[0].postfix, "xSPI2");
  EXPECT_EQ(network.pools[0].address, 0x70180000u);
  EXPECT_EQ(network.pools[0].size, 66060280);
  EXPECT_EQ(network.pools[0].used, 1536);
  EXPECT_EQ(network.pools[0].cacheable, true);
  EXPECT_EQ(network.pools[0].writable, false);
  EXPECT_FALSE(network.pools[0].is_virtual);
  EXPECT_EQ(network.pools[1].used, std::nullopt);
  EXPECT_EQ(network.pools[1].writable, true);
  EXPECT_EQ(network.pools[2].used, 65536);
  EXPECT_TRUE(network.pools[2].is_virtual);
}

TEST(NetworkC, EpochsInHardwareHaveTheirUnits) {
  const NetworkC network = network_of(network_c_20());
  ASSERT_THAT(network.epochs, SizeIs(4));
  EXPECT_THAT(network.epochs[0].units, IsEmpty());
  const StEpoch& epoch = network.epochs[1];
  EXPECT_EQ(epoch.number, 2);
  ASSERT_THAT(epoch.units, SizeIs(3));
  const StUnit& conv = epoch.units[0];
  EXPECT_EQ(conv.type, "Convacc");
  EXPECT_EQ(conv.kind, "Conv");
  EXPECT_EQ(conv.node, "Conv2D_7");
  EXPECT_EQ(conv.index, 2) << "the call counts, not the comment";
  EXPECT_EQ(conv.integer("fsub"), -128);
  EXPECT_EQ(conv.integer("shift_o"), 5);
  EXPECT_EQ(conv.integer("no_such_field"), std::nullopt);
  const StUnit& dma = epoch.units[2];
  EXPECT_EQ(dma.type, "Streng_Tensor");
  EXPECT_EQ(dma.kind, "");
  EXPECT_EQ(dma.node, "Conv2D_7");
  EXPECT_EQ(dma.tensor, "Input_0_out_0");
  EXPECT_EQ(dma.address("addr_base")->address, 0x34200000u);
}

TEST(NetworkC, FieldsOfUnitsAreReadAsWhatTheyAre) {
  const NetworkC network = network_of(network_c_20());
  const StUnit& unit = network.epochs[1].units[1];
  EXPECT_EQ(unit.kind, "Mul");
  EXPECT_EQ(unit.word("operation"), "ARITH_AFFINE");
  EXPECT_EQ(unit.integer("operation"), std::nullopt);
  EXPECT_EQ(unit.integer("C_scalar"), 0);
  EXPECT_THAT(unit.integers("vec_precision"), ElementsAre(16, 16, 32));
  EXPECT_EQ(unit.address("A_vector")->base, StAddress::Base::kAbsolute);
  EXPECT_EQ(unit.address("A_vector")->address, 0x70180200u);
  EXPECT_EQ(unit.address("B_vector")->base, StAddress::Base::kNull);
  EXPECT_EQ(unit.address("C_vector")->address, 0x70180400u);
}

TEST(NetworkC, RoutesAreThoseThatAreSetUpNotThoseThatAreTakenDown) {
  const NetworkC network = network_of(network_c_20());
  const auto& routes = network.epochs[1].routes;
  ASSERT_THAT(routes, SizeIs(2));
  EXPECT_EQ(routes[0].destination, (StRoute::Port{"CONVACC", 2, 0}));
  EXPECT_THAT(routes[0].sources, ElementsAre(StRoute::Port{"STRENG", 3, 0}));
  EXPECT_THAT(routes[1].sources,
              ElementsAre(StRoute::Port{"CONVACC", 2, 0}, StRoute::Port{"CONVACC", 3, 1}));
}

TEST(NetworkC, SoftwareAndMovedDataAreToldApart) {
  const NetworkC network = network_of(network_c_20());
  ASSERT_THAT(network.epochs[2].software, SizeIs(1));
  const StSoftwareCall& softmax = network.epochs[2].software[0];
  EXPECT_EQ(softmax.function, "ll_sw_forward_softmax_integer");
  EXPECT_EQ(softmax.node, "Softmax_19");
  EXPECT_EQ(softmax.operation, "Softmax");
  EXPECT_EQ(softmax.precision, "INTEGER");
  ASSERT_THAT(network.epochs[3].software, SizeIs(1));
  const StSoftwareCall& concat = network.epochs[3].software[0];
  EXPECT_EQ(concat.function, "LL_ATON_LIB_Concat");
  EXPECT_EQ(concat.node, "Concat_20");
  EXPECT_EQ(concat.operation, "Concat");
  EXPECT_EQ(concat.precision, "");
}

TEST(NetworkC, CacheCallsOfAllVersionsHaveStartAndLength) {
  const NetworkC old = network_of(network_c_20());
  ASSERT_THAT(old.epochs[1].caches, SizeIs(1));
  EXPECT_EQ(old.epochs[1].caches[0].function, "mcu_cache_invalidate_range");
  EXPECT_EQ(old.epochs[1].caches[0].start.address, 0x34200040u);
  EXPECT_EQ(old.epochs[1].caches[0].bytes, 32);
  EXPECT_EQ(old.epochs[2].caches[0].bytes, 64);
  const NetworkC blobs = network_of(network_c_with_blobs(dialect_30()));
  const StCacheCall& of_blob = blobs.epochs[1].caches[0];
  EXPECT_EQ(blobs.epochs[1].number, 1);
  EXPECT_EQ(of_blob.function, "LL_ATON_Cache_MCU_Invalidate_Range");
  EXPECT_EQ(of_blob.start.base, StAddress::Base::kUser);
  EXPECT_EQ(of_blob.start.symbol, "_mem_pool__user_io_output_0_tiny");
  EXPECT_EQ(of_blob.start.address, 8u);
  EXPECT_EQ(of_blob.bytes, 32);
}

TEST(NetworkC, ItemsOfTheEpochTableSayWhatRunsWhere) {
  const NetworkC network = network_of(network_c_20());
  ASSERT_THAT(network.items, SizeIs(3));
  EXPECT_EQ(network.items[0].start, "LL_ATON_Start_EpochBlock_2");
  EXPECT_TRUE(network.items[0].hardware);
  EXPECT_EQ(network.items[0].cycles, std::nullopt);
  EXPECT_EQ(network.items[1].start, "");
  EXPECT_EQ(network.items[1].end, "LL_ATON_End_EpochBlock_5");
  EXPECT_TRUE(network.items[1].software);
  EXPECT_EQ(network.items[1].epoch, 5);
  EXPECT_EQ(network.items[1].npu_cycles, 475);
  EXPECT_EQ(network.items[1].cycles, 1020);
  EXPECT_TRUE(network.items[2].hybrid);
}

TEST(NetworkC, BlobsOfEveryVersionAreFoundWithTheirSpans) {
  for (const BlobDialect& dialect : {dialect_21(), dialect_22(), dialect_30(), dialect_40()}) {
    const NetworkC network = network_of(network_c_with_blobs(dialect));
    EXPECT_EQ(network.core_version(), dialect.branch.substr(5));
    EXPECT_EQ(network.network, dialect.network);
    ASSERT_THAT(network.items, SizeIs(3)) << dialect.branch;
    EXPECT_EQ(network.items[0].blob, dialect.blob);
    EXPECT_EQ(network.items[0].epoch, 1);
    EXPECT_EQ(network.items[0].last_epoch, 4);
    EXPECT_FALSE(network.items[0].encrypted) << "what another file decides is left open";
    EXPECT_EQ(network.encrypted_weights, dialect.encryption);
    EXPECT_FALSE(network.encrypted_blobs);
  }
}

TEST(NetworkC, BuffersAreReadWithTheArraysOfTheirOwnTable) {
  const NetworkC network = network_of(network_c_20());
  ASSERT_THAT(network.inputs, SizeIs(1));
  const StBuffer& input = network.inputs[0];
  EXPECT_EQ(input.name, "Input_0_out_0");
  EXPECT_EQ(input.base.address, 0x34200000u);
  EXPECT_EQ(input.bytes(), 192);
  EXPECT_EQ(input.offset_limit, 256);
  EXPECT_EQ(input.channels, StChannelPosition::kFirst);
  EXPECT_THAT(input.shape, ElementsAre(1, 8, 3, 8));
  EXPECT_THAT(input.memory_shape, ElementsAre(1, 8, 8, 3));
  EXPECT_EQ(input.element, ElementType::kInt8);
  EXPECT_THAT(input.scale, ElementsAre(0.00392156885936856));
  EXPECT_THAT(input.zero_point, ElementsAre(-128));
  ASSERT_THAT(network.outputs, SizeIs(1));
  EXPECT_THAT(network.outputs[0].shape, ElementsAre(1, 1, 10, 1)) << "of an array of equal name";
}

TEST(NetworkC, ParametersStandApartThoughTheirConditionLeavesThemOut) {
  const NetworkC network = network_of(network_c_20());
  ASSERT_THAT(network.parameters, SizeIs(1));
  const StBuffer& weights = network.parameters[0];
  EXPECT_TRUE(weights.parameter);
  EXPECT_EQ(weights.channels, StChannelPosition::kMixed);
  EXPECT_EQ(weights.batch, 8);
  EXPECT_TRUE(weights.per_channel);
  EXPECT_THAT(weights.scale, ElementsAre(3.5e-05, 0.25));
  const std::string other = replaced(network_c_20().text(), "EXCLUDED == 0", "EXCLUDED != 0");
  EXPECT_FALSE(parsed(other)) << "the entry's arrays are not there then";
}

TEST(NetworkC, FloatsHaveNoSignOfFixedPointAndMayLackFields) {
  const StBuffer output = network_of(network_c_20()).outputs[0];
  EXPECT_EQ(output.base.base, StAddress::Base::kUser);
  EXPECT_EQ(output.base.symbol, "_mem_pool__user_io_output_0_Default");
  EXPECT_TRUE(output.user_allocated);
  EXPECT_EQ(output.element, ElementType::kFloat32);
  EXPECT_FALSE(output.is_unsigned);
  EXPECT_EQ(output.offset_limit, std::nullopt);
  EXPECT_THAT(output.scale, IsEmpty());
}

TEST(NetworkC, FixedPointMayHaveNegativePlaces) {
  const NetworkC network = network_of(network_c_20());
  EXPECT_TRUE(network.internal_listed);
  ASSERT_THAT(network.internal, SizeIs(1));
  EXPECT_TRUE(network.internal[0].fixed_point);
  EXPECT_EQ(network.internal[0].element, std::nullopt);
  EXPECT_EQ(network.internal[0].Qm, 23);
  EXPECT_EQ(network.internal[0].Qn, -8);
  EXPECT_EQ(network.internal[0].base.address, 0x342e0100u);
}

TEST(NetworkC, InternalBuffersThatWereNotAskedForAreNotListed) {
  const NetworkC network = network_of(network_c_with_blobs(dialect_21()));
  EXPECT_FALSE(network.internal_listed);
  EXPECT_THAT(network.internal, IsEmpty());
}

TEST(NetworkC, BuffersOfTheApplicationSayWhatTheyDemand) {
  const NetworkC network = network_of(network_c_with_blobs(dialect_30()));
  ASSERT_THAT(network.user_buffers, SizeIs(1));
  EXPECT_FALSE(network.user_buffers[0].input);
  EXPECT_EQ(network.user_buffers[0].index, 0);
  EXPECT_EQ(network.user_buffers[0].symbol, "_mem_pool__user_io_output_0_reid");
  EXPECT_EQ(network.user_buffers[0].bytes, 40);
  EXPECT_EQ(network.user_buffers[0].alignment, 32);
}

TEST(NetworkC, ABlobTraceShowsTheUnitsAndTheirVectors) {
  const auto trace = parsed(std::string(kBlobTrace)).value();
  EXPECT_EQ(trace.network, "tiny");
  ASSERT_THAT(trace.epochs, SizeIs(2));
  EXPECT_EQ(trace.epochs[0].number, 1);
  EXPECT_EQ(trace.epochs[1].number, 3);
  const auto bias = trace.epochs[0].units[0].address("C_vector");
  EXPECT_EQ(bias->base, StAddress::Base::kParameters);
  EXPECT_EQ(bias->address, 16u);
  EXPECT_THAT(trace.parameter_words, ElementsAre(0xF9669D7FF6E11A24u, 1u, ~uint64_t{0}));
  const auto table = trace.epochs[1].units[0].address("ROM0_vector");
  EXPECT_EQ(table->base, StAddress::Base::kSymbol);
  EXPECT_THAT(trace.named_words.at(table->symbol), ElementsAre(0x11108CC403020100u));
}

TEST(NetworkC, AnEpochOfABlobTraceUsesStructsOfItsOwn) {
  EXPECT_THAT(message_of(replaced(std::string(kBlobTrace), "LL_Activacc_Init(1, &Sigmoid_10_init3)",
                                  "LL_Arithacc_Init(1, &Conv2D_7_off_bias_8_init1)")),
              HasSubstr("a struct that is not there"));
}

TEST(NetworkC, CodeForTheProcessorAloneIsNamedAsSuch) {
  const NetworkC network = parsed(R"(#include "yolo.h"
#include "ai_platform_interface.h"
#include "layers.h"
#undef AI_NET_OBJ_INSTANCE
#define AI_NET_OBJ_INSTANCE g_yolo

AI_ARRAY_OBJ_DECLARE(input_array, AI_ARRAY_FORMAT_S8, NULL, NULL, 307201, AI_STATIC)
)")
                               .value();
  EXPECT_EQ(network.target, StTarget::kCpuOnly);
  EXPECT_EQ(network.network, "yolo");
  EXPECT_EQ(network_of(network_c_20()).target, StTarget::kNeuralArt);
}

TEST(NetworkC, LineEndsAndAByteOrderMarkMakeNoDifference) {
  std::string text = "\xEF\xBB\xBF";
  for (const char c : network_c_with_blobs(dialect_22()).text())
    text += c == '\n' ? std::string("\r\n") : std::string(1, c);
  const auto network = parsed(text);
  ASSERT_TRUE(network) << network.error().message();
  EXPECT_EQ(network->options[0].value, "C:/my models/tiny_OE_3_3_0.onnx");
  EXPECT_EQ(network->runtime_guard, (std::array{1, 1, 1, 14}));
  EXPECT_EQ(network->pools.size(), 3u);
  EXPECT_EQ(network->items.size(), 3u);
}

TEST(NetworkC, OtherFilesAreRefused) {
  EXPECT_THAT(message_of(""), HasSubstr("no network that ST Edge AI Core generated"));
  EXPECT_THAT(message_of("#include \"ll_aton_NN_interface.h\"\nint x;\n"),
              HasSubstr("stai_network.c"));
  EXPECT_THAT(message_of("a (b) c;"), HasSubstr("line 1"));
  EXPECT_THAT(message_of(network_c_20().text() + "/* open"), HasSubstr("has no end"));
}

TEST(NetworkC, AMissingTableMeansThatTheFileBreaksOff) {
  NetworkCText text = network_c_20();
  text.internal.clear();
  EXPECT_THAT(message_of(text.text()), HasSubstr("LL_ATON_Internal_Buffers_Info_Default"));
  text = network_c_20();
  text.items.clear();
  EXPECT_THAT(message_of(text.text()), HasSubstr("LL_ATON_EpochBlockItems_Default"));
}

struct Damage {
  std::string_view what, with, message;
};

class DamagedNetworkC : public testing::TestWithParam<Damage> {};

TEST_P(DamagedNetworkC, IsRefusedWithTheLineAndTheReason) {
  const auto& [what, with, expected] = GetParam();
  const std::string message = message_of(replaced(network_c_20().text(), what, with));
  EXPECT_THAT(message, HasSubstr(expected));
  EXPECT_THAT(message, HasSubstr("line "));
}

INSTANTIATE_TEST_SUITE_P(
    Parts, DamagedNetworkC,
    testing::Values(
        Damage{"scale = buff_info_Input_0_out_0_quant_scale", "scale = buff_info_other",
               "'buff_info_other'"},
        Damage{"scale = buff_info_Input_0_out_0_quant_scale", "scale = buff_info__shape_1_8_8_3",
               "an array of real numbers"},
        Damage{"0.00392156885936856", "0.0039####2156", "in the array"},
        Damage{".offset_end = 192,\n      .offset_limit", ".offset_end = -1,\n .offset_limit",
               "'.offset_end'"},
        Damage{".offset_start = 0,\n      .offset_end = 192,\n      .offset_limit",
               ".offset_start = 200,\n      .offset_end = 192,\n      .offset_limit",
               "contradicts itself"},
        Damage{"      .offset_end = 192,\n      .offset_limit", "      .offset_limit",
               "contradicts itself"},
        Damage{".mem_ndims = 4", ".mem_ndims = 5", "'.mem_shape' has 4"},
        Damage{"quant_offset[] = { -128 }", "quant_offset[] = { -128, 0 }",
               "1 scales and 2 zero points"},
        Damage{"CHPos_First", "CHPos_Frist", "CHPos_Mixed"},
        Damage{"      .name = NULL,\n",
               "      .name = \"x\", .offset_start = 0, .offset_end = 0,\n", "has no end"},
        Damage{"Qn = -8", "Qn = -99999999999999999999", "no number of 64 bits"},
        Damage{".fsub = -128", ".fsub = -0x1ffffffffffffffff", "no number of 64 bits"},
        Damage{"LL_Convacc_Init(2, &Conv2D_7_init2)", "LL_Convacc_Init(2, &Conv2D_8_init2)",
               "'Conv2D_8_init2'"},
        Damage{"LL_Switch_Init(switch_init_in_2, 2)", "LL_Switch_Init(switch_init_in_2, 3)",
               "miscounted"},
        Damage{"ATONN_DSTPORT(STRSWITCH, 0, ARITH, 1, 0)", "ATONN_DSTPORT(STRSWITCH, 0, ARITH, 1)",
               "five arguments"},
        Damage{"end_epoch_block = LL_ATON_End_EpochBlock_5",
               "end_epoch_block = LL_ATON_End_EpochBlock_7", "'LL_ATON_End_EpochBlock_7'"},
        Damage{".last_epoch_num = 5", ".last_epoch_num = 4", "5 to 4"},
        Damage{"EpochBlock_Flags_last_eb", "EpochBlock_Flags_internal", "has no end"},
        Damage{"scheduling epoch=5 ", "scheduling epoch=x ", "an epoch without a number"},
        Damage{"size=66060280", "size=", "no usable 'size='"},
        Damage{"LL_ATON_VERSION_MINOR != 0", "LL_ATON_VERSION_MINOR", "LL_ATON_VERSION_MINOR"},
        Damage{"#endif // LL_ATON_DBG_BUFFER_INFO_EXCLUDED == 0", "", "#if has no #endif"},
        Damage{"LL_ATON_End_EpochBlock_6(const", "LL_ATON_End_EpochBlock_5(const", "twice"},
        Damage{"Output_Buffers_Info_Default(", "Output_Buffers_Info_other(", "two networks"}));

/// What a reader promises of any text: an answer, and no crash on the way there.
void expect_an_answer(const std::string& text) {
  const auto network = parsed(text);
  EXPECT_TRUE(network || network.error().kind() == ErrorKind::kBadInput);
}

std::vector<std::string> all_texts() {
  std::vector<std::string> texts = {network_c_20().text(), std::string(kBlobTrace)};
  for (const BlobDialect& dialect : {dialect_21(), dialect_22(), dialect_30(), dialect_40()})
    texts.push_back(network_c_with_blobs(dialect).text());
  return texts;
}

TEST(NetworkC, ATextThatIsCutOffAnywhereIsRefused) {
  for (const std::string& text : all_texts()) {
    ASSERT_TRUE(parsed(text));
    const size_t last = text.find_last_of('}');
    for (size_t length = 0; length <= last; length += 7)
      ASSERT_FALSE(parsed(text.substr(0, length))) << "cut at " << length;
  }
}

TEST(NetworkC, FlippedBytesNeverCrash) {
  for (std::string text : all_texts()) {
    for (size_t at = 0; at < text.size(); at += 37) {
      const char was = text[at];
      for (const char now : {'\0', '}', '{', '(', '"', '9', '\n', '#', '/', '\xff'}) {
        text[at] = now;
        expect_an_answer(text);
      }
      text[at] = was;
    }
  }
}

TEST(NetworkC, DeepAndLongTextsAreReadInLinearTime) {
  const std::string deep = "static int x[] = " + std::string(1 << 20, '{');
  EXPECT_FALSE(parsed(deep));
  std::string conditions;
  for (int i = 0; i < 100; ++i) conditions += "#if 1\n";
  EXPECT_THAT(message_of(conditions), HasSubstr("nest too deep"));
  std::string table = "  static const uint32_t many[] = { ";
  for (int i = 0; i < 100000; ++i) table += "1,";
  table += " };\n  static const LL_Buffer_InfoTypeDef buff_info[] = {\n";
  for (int i = 0; i < 10000; ++i)
    table += "{ .name = \"x\", .offset_start = 0, .offset_end = 0, .shape = many },\n";
  NetworkCText text = network_c_20();
  text.internal =
      table_text("Internal", "Default", table + "{ .name = NULL } };\n return buff_info;\n");
  EXPECT_THAT(message_of(text.text()), HasSubstr("do not repeat long arrays"));
}

}  // namespace
}  // namespace npuscope
