// SPDX-License-Identifier: Apache-2.0
// Every finding of a log rests on its lines: with another line it is another, or none.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/audited_logs.h"

namespace npuscope {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using enum AuditSeverity;

TEST(LogRules, TheModelsHashIsToBeCompared) {
  const auto found = audited_log(sample_log());
  const auto duties = of(found, "ST001", kDuty);
  ASSERT_THAT(duties, SizeIs(1));
  EXPECT_TRUE(cites(duties[0], 20, "0x0123456789abcdef0123456789abcdef"));
  EXPECT_THAT(duties[0].settle, HasSubstr("md5sum keyword_int8.onnx must print 0123456789abcdef"));
  EXPECT_THAT(of(audited_log(without_lines(sample_log(), "model_hash")), "ST001", kDuty),
              IsEmpty());
}

TEST(LogRules, QuantizationIsDroppedWhereTheCompilerSaysSo) {
  const std::string log = with(sample_log(), " <<<< DONE",
                               "WARNING: Ignore Quantization JSON file; "
                               "unsupported version ''\n <<<< DONE");
  const auto errors = of(audited_log(log), "ST006", kError);
  ASSERT_THAT(errors, SizeIs(1));
  EXPECT_TRUE(cites(errors[0], 7, "Ignore Quantization JSON file"));
  EXPECT_THAT(of(audited_log(log), "ST006", kRefuted), IsEmpty());
}

TEST(LogRules, BytesOfWeightsPerParameterTellInt8FromFloat) {
  const auto refuted = of(audited_log(sample_log()), "ST006", kRefuted);
  ASSERT_THAT(refuted, SizeIs(1));
  EXPECT_TRUE(cites(refuted[0], 26, "24,064 B"));
  const std::string larger = with(sample_log(), "24,064 B", "90,416 B");
  EXPECT_THAT(with_id(audited_log(larger), "ST006"), IsEmpty()) << "copies of depthwise kernels";
  std::string floats = with(larger, "ss/sa per tensor", "float");
  EXPECT_THAT(with_id(audited_log(floats), "ST006"), IsEmpty()) << "an output has codes";
  floats = with(floats, "int8(1x12), 12 Bytes, QLinear(0.125000000,3,int8)", "f32(1x12), 48 Bytes");
  EXPECT_THAT(of(audited_log(floats), "ST006", kWarning), SizeIs(1));
  const auto between = audited_log(with(sample_log(), "24,064 B", "60,000 B"));
  EXPECT_THAT(with_id(between, "ST006"), IsEmpty()) << "partly float: nothing is proven";
}

TEST(LogRules, IgnoredKeysOfTheProfileAreNamed) {
  const auto warnings = of(audited_log(sample_log()), "ST007", kWarning);
  ASSERT_THAT(warnings, SizeIs(1));
  EXPECT_THAT(warnings[0].title, HasSubstr("memory_desc"));
  EXPECT_TRUE(cites(warnings[0], 3, "Unsupported keys"));
  EXPECT_TRUE(cites(warnings[0], 4, "use machine_desc instead"));
  EXPECT_TRUE(cites(warnings[0], 6, "--load-mdesc /opt/stedgeai"));
  const std::string other =
      with(sample_log(), "small are ignored: memory_desc", "small are ignored: mempool");
  EXPECT_THAT(of(audited_log(other), "ST007", kWarning)[0].title, HasSubstr("mempool"));
  const std::string none =
      without_lines(without_lines(sample_log(), "Unsupported keys"), "not a valid key");
  EXPECT_THAT(with_id(audited_log(none), "ST007"), IsEmpty());
}

TEST(LogRules, OptionsAreSortedByWhatTheyCanDo) {
  const auto found = audited_log(sample_log());
  EXPECT_THAT(of(found, "ST008", kFact)[0].title, HasSubstr("--optimization 3, --native-float"));
  EXPECT_THAT(of(found, "ST008", kRefuted)[0].title, HasSubstr("--Ocache-opt, --Os"));
  EXPECT_THAT(of(found, "ST008", kWarning), IsEmpty());
  const auto qmn =
      audited_log(with(sample_log(), "--native-float", "--convert-scaleoffset-to-qmn"));
  EXPECT_THAT(of(qmn, "ST008", kWarning), SizeIs(1));
  EXPECT_THAT(of(qmn, "ST008", kFact)[0].title, testing::Not(HasSubstr("--native-float")));
}

TEST(LogRules, NoParallelEpochsIsProofAgainstARace) {
  EXPECT_THAT(of(audited_log(sample_log()), "ST008", kRefuted), SizeIs(1));
  const std::string log = with(sample_log(), "--Os ", "--Os --no-hw-sw-parallelism ");
  EXPECT_THAT(of(audited_log(log), "ST008", kRefuted), SizeIs(2));
}

TEST(LogRules, AGraphThatIsNotOptimisedIsNearTheSource) {
  const std::string log =
      with(sample_log(), "--output /home", "--no-onnx-optimizer --output /home");
  const auto facts = of(audited_log(log), "ST008", kFact);
  ASSERT_THAT(facts, SizeIs(2));
  EXPECT_TRUE(cites(facts[1], 1, "--no-onnx-optimizer"));
}

TEST(LogRules, ListedBuffersAreAFact) {
  EXPECT_THAT(
      of(audited_log(sample_log()), "ST061", kFact),
      testing::Each(testing::Field(&AuditFinding::title, testing::Not(HasSubstr("every tensor")))));
  const auto facts =
      of(audited_log(with(sample_log(), "--Os ", "--all-buffers-info --Os ")), "ST061", kFact);
  ASSERT_THAT(facts, SizeIs(1));
  EXPECT_THAT(facts[0].title, HasSubstr("Every tensor between epochs can be found"));
}

TEST(LogRules, ErrorsOfTheToolComeFirst) {
  const std::string log =
      up_to(sample_log(), "<<<< DONE") + "E010(InvalidModelError): unsupported layer\n";
  const auto found = audited_log(log);
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(found[0].id, "ST009");
  EXPECT_EQ(found[0].severity, kError);
  EXPECT_TRUE(cites(found[0], 7, "E010"));
}

TEST(LogRules, ALogThatBreaksOffSaysWhatItLacks) {
  const auto whole = audited_log(sample_log());
  EXPECT_THAT(with_id(whole, "ST009"), IsEmpty());
  const auto half = audited_log(up_to(sample_log(), "epoch 6"));
  EXPECT_THAT(of(half, "ST009", kFact)[0].title, HasSubstr("epochs after 5 of 9"));
  const auto third = audited_log(up_to(sample_log(), "Used memory ranges"));
  EXPECT_THAT(of(third, "ST009", kFact)[0].title,
              HasSubstr("the used memory ranges, the table of epochs"));
}

TEST(LogRules, UnknownWarningsOfTheToolAreShown) {
  const std::string log = with(sample_log(), " <<<< DONE", "WARNING: something else\n <<<< DONE");
  const auto facts = of(audited_log(log), "ST009", kFact);
  ASSERT_THAT(facts, SizeIs(1));
  EXPECT_TRUE(cites(facts[0], 7, "something else"));
}

TEST(LogRules, WeightsHaveAnAddressASizeAndAnImage) {
  const auto duties = of(audited_log(sample_log()), "ST011", kDuty);
  ASSERT_THAT(duties, SizeIs(1));
  EXPECT_EQ(duties[0].title,
            "Program network_atonbuf.xSPI2.raw (24064 bytes) at exactly 0x70400000");
  EXPECT_THAT(duties[0].why, HasSubstr("none of the addresses of ST's sample projects"));
  const std::string moved =
      with(with(sample_log(), "0x70400000", "0x71000000"), "0x70405E00", "0x71005E00");
  const auto sample = of(audited_log(moved), "ST011", kDuty);
  EXPECT_THAT(sample[0].title, HasSubstr("at exactly 0x71000000"));
  EXPECT_THAT(sample[0].why, testing::Not(HasSubstr("sample projects")));
}

TEST(LogRules, WeightsInRamMustBeCopiedThere) {
  const std::string log =
      with(sample_log(), "weights:          0  B (  0.00 % used)  activations:     36",
           "weights:     10.000 kB (  0.00 % used)  activations:     36");
  const auto duties = of(audited_log(log), "ST011", kDuty);
  ASSERT_THAT(duties, SizeIs(2));
  EXPECT_THAT(duties[0].title, HasSubstr("Copy the weights to 0x34200000"));
}

TEST(LogRules, UsedRamIsTheNetworksAlone) {
  const auto found = audited_log(sample_log());
  const auto ranges = of(found, "ST022", kDuty);
  const auto banks = of(found, "ST024", kDuty);
  ASSERT_THAT(ranges, SizeIs(1));
  ASSERT_THAT(banks, SizeIs(1));
  EXPECT_THAT(ranges[0].evidence, SizeIs(2));
  EXPECT_THAT(banks[0].title, HasSubstr("2 NPU RAM banks"));
  const std::string less = with(sample_log(), "9.000 kB /", "0 B /");
  const auto one = audited_log(without_lines(less, "0x34270000-0x34272400"));
  EXPECT_THAT(of(one, "ST022", kDuty)[0].evidence, SizeIs(1));
  EXPECT_THAT(of(one, "ST024", kDuty)[0].title, HasSubstr("1 NPU RAM bank "));
}

TEST(LogRules, ExternalRamIsInUseOrRuledOut) {
  EXPECT_THAT(of(audited_log(sample_log()), "ST025", kRefuted), SizeIs(1));
  const std::string log = with(
      sample_log(),
      "hyperRAM   [0x90000000 - 0x91000000]:          0  B /     16.000 MB  (  0.00 % used) -- "
      "weights:          0  B (  0.00 % used)  activations:          0  B (  0.00 % used)",
      "hyperRAM   [0x90000000 - 0x91000000]:      8.000 kB /     16.000 MB  (  0.05 % used) -- "
      "weights:          0  B (  0.00 % used)  activations:      8.000 kB (  0.05 % used)");
  const auto found = audited_log(log);
  EXPECT_THAT(of(found, "ST025", kRefuted), IsEmpty());
  ASSERT_THAT(of(found, "ST025", kDuty), SizeIs(1));
  EXPECT_TRUE(cites(of(found, "ST025", kDuty)[0], 43, "hyperRAM"));
  const auto unknown = audited_log(up_to(sample_log(), "Memory usage information"));
  EXPECT_THAT(with_id(unknown, "ST025"), IsEmpty());
}

TEST(LogRules, TheInputsMemoryIsReusedUnlessItIsPreserved) {
  const auto duty = of(audited_log(sample_log()), "ST031", kDuty);
  ASSERT_THAT(duty, SizeIs(1));
  EXPECT_TRUE(cites(duty[0], 13, "allocate-inputs"));
  const auto kept = audited_log(with(sample_log(), "--Os ", "--Opreserve-inputs --Os "));
  EXPECT_THAT(of(kept, "ST031", kDuty), IsEmpty());
  EXPECT_THAT(of(kept, "ST031", kFact), SizeIs(1));
  const auto users = audited_log(with(sample_log(), "allocate-inputs, ", ""));
  EXPECT_THAT(with_id(users, "ST031"), IsEmpty());
}

TEST(LogRules, HandoversNeedCacheMaintenance) {
  const auto warning = of(audited_log(sample_log()), "ST032", kWarning);
  ASSERT_THAT(warning, SizeIs(1));
  EXPECT_THAT(warning[0].title, HasSubstr("3 handovers"));
  EXPECT_TRUE(cites(warning[0], 60, "epoch 4 to 5: the CPU reads what the NPU wrote"));
  const auto maintained = audited_log(with(sample_log(), "--Os ", "--cache-maintenance --Os "));
  EXPECT_THAT(of(maintained, "ST032", kWarning), IsEmpty());
  EXPECT_THAT(of(maintained, "ST032", kFact), SizeIs(1));
}

TEST(LogRules, EpochsOfOneEngineHandNothingOver) {
  std::string log = with(sample_log(), "-SW-   (   QuantizeLinear   )", " HW");
  log = with(log, "-SW-   (      Resize        )", " HW");
  EXPECT_THAT(with_id(audited_log(log), "ST032"), IsEmpty());
}

TEST(LogRules, TheEndsOfTheNetworkAreTheApplications) {
  const auto found = audited_log(sample_log());
  const auto duties = of(found, "ST034", kDuty);
  ASSERT_THAT(duties, SizeIs(2));
  EXPECT_THAT(duties[0].title, HasSubstr("Invalidate the input where DMA writes it"));
  EXPECT_TRUE(cites(duties[0], 56, "epoch 1"));
  EXPECT_THAT(duties[1].title, HasSubstr("Invalidate the output before the CPU reads it"));
  std::string log = with(sample_log(), "-SW-   (   QuantizeLinear   )", " HW");
  log = with(log, "epoch 9       HW", "epoch 9      -SW-   (  DequantizeLinear  )");
  const auto turned = audited_log(log);
  EXPECT_THAT(of(turned, "ST034", kDuty)[0].title,
              HasSubstr("Clean the data cache over the input"));
  EXPECT_THAT(of(turned, "ST034", kFact)[0].title, HasSubstr("The CPU itself writes the output"));
}

TEST(LogRules, PortsSayWhatIsToBeWrittenAndRead) {
  const auto ports = of(audited_log(sample_log()), "ST044", kDuty);
  ASSERT_THAT(ports, SizeIs(2));
  EXPECT_THAT(ports[0].title, HasSubstr("'Input_0_out_0' as f32 1x49x10x1, channel last"));
  EXPECT_THAT(ports[1].why, HasSubstr("QLinear(0.125000000,3,int8)"));
  const auto plain = audited_log(with(sample_log(), " --inputs-ch-position chlast", ""));
  EXPECT_THAT(of(plain, "ST044", kDuty)[0].title, testing::Not(HasSubstr("channel last")));
}

TEST(LogRules, TheVersionDecidesWhatIsSaidOfRounding) {
  const auto two = of(audited_log(sample_log()), "ST053", kFact);
  ASSERT_THAT(two, SizeIs(1));
  EXPECT_TRUE(cites(two[0], 2, "2.2.0-20266"));
  EXPECT_THAT(two[0].why, HasSubstr("three roundings"));
  EXPECT_THAT(two[0].settle,
              HasSubstr("npuscope predict --model keyword_int8.onnx --compiler 2.2"));
  const auto four =
      of(audited_log(with(sample_log(), "v2.2.0-20266 2adc00962", "v4.0.1-20581 7ed50de05")),
         "ST053", kFact);
  ASSERT_THAT(four, SizeIs(1));
  EXPECT_THAT(four[0].why, HasSubstr("two roundings"));
  EXPECT_THAT(four[0].settle, HasSubstr("--compiler 4.0"));
  EXPECT_THAT(with_id(audited_log(without_lines(sample_log(), "ST Edge AI Core v")), "ST053"),
              IsEmpty());
}

TEST(LogRules, TheFormatTellsPerTensorAndUnsigned) {
  EXPECT_THAT(of(audited_log(sample_log()), "ST054", kFact), SizeIs(1));
  EXPECT_THAT(
      with_id(audited_log(with(sample_log(), "ss/sa per tensor", "ss/sa per channel")), "ST054"),
      IsEmpty());
  EXPECT_THAT(of(audited_log(with(sample_log(), "ss/sa per tensor", "ss/ua per channel")), "ST054",
                 kWarning),
              SizeIs(1));
  EXPECT_THAT(with_id(audited_log(with(sample_log(), "ss/sa per tensor", "float")), "ST054"),
              IsEmpty());
}

/// The sample as if it were of a network with these parameters and ports.
std::string of_family(std::string_view parameters, std::string_view input) {
  std::string log = with(sample_log(), "22,604 items", std::string(parameters) + " items");
  log = with(log, "f32(1x49x10x1)", "f32(" + std::string(input) + ")");
  return with(log, "int8(1x12)", "int8(1x2)");
}

TEST(LogRules, AFamilyOfModelsIsAHintOfItsSizeAndShapesTogether) {
  const auto hint = of(audited_log(of_family("468,048", "1x128x128x3")), "ST070", kHint);
  ASSERT_THAT(hint, SizeIs(1));
  EXPECT_TRUE(cites(hint[0], 21, "468,048"));
  EXPECT_THAT(of(audited_log(of_family("468,048", "1x3x128x128")), "ST070", kHint), SizeIs(1));
  EXPECT_THAT(with_id(audited_log(of_family("468,047", "1x128x128x3")), "ST070"), IsEmpty());
  EXPECT_THAT(with_id(audited_log(of_family("468,048", "1x80x80x3")), "ST070"), IsEmpty());
  EXPECT_THAT(with_id(audited_log(sample_log()), "ST070"), IsEmpty());
}

TEST(LogRules, LinesThatAlarmAndMeanNothingAreNamed) {
  EXPECT_THAT(of(audited_log(sample_log()), "ST071", kRefuted), SizeIs(2));
  std::string log =
      with(sample_log(), "macc               :   0", "macc               :   2,700,000");
  EXPECT_THAT(of(audited_log(log), "ST071", kRefuted), SizeIs(1));
  log = without_lines(log, "is not in the PATH");
  EXPECT_THAT(with_id(audited_log(log), "ST071"), IsEmpty());
}

TEST(LogRules, ALogOfAnotherTargetIsNotTakenForTheNpus) {
  std::string log = up_to(sample_log(), ">>>> EXECUTING") +
                    sample_log().substr(sample_log().find(" Exec/report"));
  log = up_to(log, "Compilation details");
  log = with(log, " --st-neural-art small@user_neuralart.json", "");
  log = with(log, "stm32n6npu", "stm32h7");
  const auto found = audited_log(log);
  for (const std::string_view id : {"ST001", "ST006", "ST008", "ST032", "ST034", "ST053", "ST054"})
    EXPECT_THAT(with_id(found, id), IsEmpty()) << id;
}

}  // namespace
}  // namespace npuscope
