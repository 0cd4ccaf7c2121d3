// SPDX-License-Identifier: Apache-2.0
#include "formats/st/generate_log.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "formats/st_log_samples.h"

namespace npuscope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

GenerateLog read_log(const std::string& text) {
  auto log = parse_generate_log(as_bytes(text));
  EXPECT_TRUE(log) << (log ? "" : log.error().message());
  return log ? *log : GenerateLog{};
}

/// All that a log says, without where and without notes.
std::string facts(const GenerateLog& log) {
  std::string text =
      fmt::format("{}|{}|{}|{}|{}\n", log.tool_version.text, log.command.text, log.created.text,
                  log.compiler_version.text, log.compiler_arguments.text);
  for (const StLine& line : log.warnings) text += "warning " + line.text + "\n";
  for (const StLine& line : log.errors) text += "error " + line.text + "\n";
  for (const auto& pair : log.summary) text += fmt::format("{} = {}\n", pair.key, pair.value);
  for (const auto& port : log.ports)
    text += fmt::format("{} {} {} [{}] {} {}\n", port.input, port.name, port.type,
                        fmt::join(port.shape, ","), port.quantization, port.where);
  for (const auto& pool : log.pools)
    text += fmt::format("{} {:x}-{:x} {} of {}: {} + {}\n", pool.name, pool.begin, pool.end,
                        pool.used, pool.size, pool.weights, pool.activations);
  for (const auto& range : log.ranges)
    text += fmt::format("{} {:x}-{:x}\n", range.pool, range.begin, range.end);
  for (const auto& epoch : log.epochs)
    text +=
        fmt::format("epoch {}-{} {} {}\n", epoch.first, epoch.last, epoch.engine, epoch.operation);
  text +=
      fmt::format("{} {} {} {}\n", log.total_epochs.value_or(-1), log.software_epochs.value_or(-1),
                  log.hybrid_epochs.value_or(-1), log.controller_blobs.value_or(-1));
  for (const auto& line : log.layers) text += "layer " + line.text + "\n";
  for (const StLine& line : log.user_allocated) text += "user " + line.text + "\n";
  for (const StLine& line : log.files) text += "file " + line.text + "\n";
  for (const StLine& line : log.unknown) text += "unknown " + line.text + "\n";
  return text;
}

std::string each_line(const std::string& text,
                      const std::function<std::string(const std::string&)>& change) {
  std::string changed;
  for (size_t start = 0; start < text.size();) {
    const size_t end = std::min(text.find('\n', start), text.size());
    changed += change(text.substr(start, end - start)) + "\n";
    start = end + 1;
  }
  return changed;
}

std::string log_with(std::string text, const std::string& what, const std::string& with) {
  for (size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
    text.replace(at, what.size(), with);
  return text;
}

TEST(GenerateLog, AConsoleOf2xIsReadWhole) {
  const GenerateLog log = read_log(kLog2);
  EXPECT_THAT(log.unknown, IsEmpty());
  EXPECT_EQ(log.tool_version.text, "2.2.0-20266 2adc00962");
  EXPECT_EQ(log.tool_version.line, 2);
  EXPECT_EQ(log.command_flag("--st-neural-art"), "lab@my_profile.json");
  EXPECT_EQ(log.command_flag("--no-onnx-optimizer"), std::nullopt);
  ASSERT_THAT(log.warnings, SizeIs(1));
  EXPECT_THAT(log.warnings[0].text, HasSubstr("use machine_desc instead"));
  EXPECT_EQ(log.warnings[0].line, 3);
  EXPECT_EQ(log.compiler_version.text, "1.1.1-14");
  EXPECT_EQ(log.compiler_arguments.line, 6) << "as the compiler was called, with quotes";
  EXPECT_EQ(log.compiler_flag("-i"), "/home/me/out dir/tiny_OE_3_3_0.onnx");
  EXPECT_EQ(log.compiler_flag("--native-float"), "");
  EXPECT_EQ(log.compiler_flag("--optimization"), "3");
  EXPECT_EQ(log.find("model_fmt")->value, "ss/sa per tensor");
  EXPECT_EQ(log.find("model_fmt")->line, 16);
  EXPECT_EQ(log.find("no such key"), nullptr);
  EXPECT_EQ(log.lines, std::count(kLog2.begin(), kLog2.end(), '\n'));
}

TEST(GenerateLog, PortsPoolsRangesAndEpochsOf2xHaveTheirLines) {
  const GenerateLog log = read_log(kLog2);
  ASSERT_THAT(log.ports, SizeIs(2));
  EXPECT_TRUE(log.ports[0].input);
  EXPECT_EQ(log.ports[0].type, "f32");
  EXPECT_THAT(log.ports[0].shape, ElementsAre(1, 16, 16, 3));
  EXPECT_EQ(log.ports[0].quantization, "");
  EXPECT_EQ(log.ports[1].name, "Quantize_7_out_0");
  EXPECT_EQ(log.ports[1].quantization, "QLinear(0.250000000,-3,int8)");
  EXPECT_EQ(log.ports[1].where, "activations");
  ASSERT_THAT(log.pools, SizeIs(2));
  EXPECT_EQ(log.pools[1].name, "octoFlash");
  EXPECT_EQ(log.pools[1].begin, 0x72880000u);
  EXPECT_EQ(log.pools[1].size, 4.0 * 1024 * 1024);
  EXPECT_EQ(log.pools[1].weights, 1.27 * 1024);
  ASSERT_THAT(log.ranges, SizeIs(2));
  EXPECT_EQ(log.ranges[1].end, 0x72880520u);
  ASSERT_THAT(log.epochs, SizeIs(5));
  EXPECT_EQ(log.epochs[1].engine, "SW");
  EXPECT_EQ(log.epochs[1].operation, "QuantizeLinear");
  EXPECT_EQ(log.epochs[3].engine, "?") << "the tool does not always know";
  EXPECT_EQ(log.epochs[4].operation, "Sub(float)");
  EXPECT_EQ(log.epochs[4].line, log.epochs[0].line + 4);
  EXPECT_EQ(log.total_epochs, 5);
  EXPECT_EQ(log.software_epochs, 2);
  EXPECT_THAT(log.user_allocated, SizeIs(2));
  EXPECT_THAT(log.files, SizeIs(2));
}

TEST(GenerateLog, AReportOf3xIsReadWhole) {
  const GenerateLog log = read_log(kReport3);
  EXPECT_THAT(log.unknown, IsEmpty());
  EXPECT_EQ(log.created.text, "2026-01-02 03:04:05");
  EXPECT_EQ(log.command_flag("--model"), "C:\\my nets\\tiny.onnx");
  EXPECT_EQ(log.compiler_flag("-i"), "C:\\my nets\\tiny_OE_3_3_1.onnx")
      << "a report prints paths without quotes";
  EXPECT_EQ(log.total_epochs, 53);
  EXPECT_EQ(log.software_epochs, 1);
  EXPECT_EQ(log.hybrid_epochs, 1);
  EXPECT_EQ(log.controller_blobs, 1);
  ASSERT_THAT(log.epochs, SizeIs(3));
  EXPECT_EQ(log.epochs[0].first, 1);
  EXPECT_EQ(log.epochs[0].last, 51);
  EXPECT_EQ(log.epochs[0].engine, "EC");
  EXPECT_EQ(log.epochs[1].engine, "Hybrid");
  EXPECT_THAT(log.ranges, SizeIs(2)) << "one pool, two ranges";
  ASSERT_THAT(log.layers, SizeIs(3));
  EXPECT_THAT(log.layers[2].text, HasSubstr("conv2d_0 image")) << "both inputs of the sum";
}

TEST(GenerateLog, NoExecutedEpochsAreAnEpochOfNothing) {
  const GenerateLog log = read_log(kReport3 + "| <no executed epochs> |  |  |\n");
  EXPECT_EQ(log.epochs.back().engine, "");
}

// --- What terminals, editors and build servers do to a log ------------------------------------

class ChangedLog : public testing::TestWithParam<const std::string*> {
 protected:
  static const std::string& text() { return *GetParam(); }
  static void expect_same(const std::string& changed) {
    EXPECT_EQ(facts(read_log(changed)), facts(read_log(text())));
  }
};
INSTANTIATE_TEST_SUITE_P(Both, ChangedLog, testing::Values(&kLog2, &kReport3));

TEST_P(ChangedLog, LineEndsOfWindowsAndAByteOrderMark) {
  expect_same("\xEF\xBB\xBF" + log_with(text(), "\n", "\r\n"));
}

TEST_P(ChangedLog, Utf16AsPowerShellWritesIt) {
  for (const bool big : {false, true}) {
    std::string wide = big ? "\xFE\xFF" : "\xFF\xFE";
    for (const char c : text()) big ? (wide += '\0') += c : (wide += c) += '\0';
    expect_same(wide);
  }
}

TEST_P(ChangedLog, ATimeInFrontOfEveryLine) {
  int second = 0;
  expect_same(each_line(text(), [&](const std::string& line) {
    return fmt::format("2026-06-16 21:38:{:02},359 [INFO] CmdLine:76 - {}", second++ % 60, line);
  }));
  expect_same(each_line(text(), [&](const std::string& line) {
    return fmt::format("2026-02-01T10:00:{:02}.1234567Z {}", second++ % 60, line);
  }));
  expect_same(each_line(text(), [&](const std::string& line) {
    return fmt::format("[10:00:{:02}] {}", second++ % 60, line);
  }));
  expect_same(each_line(text(), [&](const std::string& line) {
    return fmt::format("05/30/2026 11:08:{:02} AM {}", second++ % 60, line);
  }));
}

TEST_P(ChangedLog, ATagInFrontOfEveryLine) {
  for (const char* tag : {"compile-job-7  | ", "#12 3.456 ", "[stdout] ", "> ", "remote: "})
    expect_same(each_line(text(), [&](const std::string& line) { return tag + line; }));
}

TEST_P(ChangedLog, ColoursAndRedrawnProgressBars) {
  expect_same(
      each_line(text(), [](const std::string& line) { return "\x1b[32m" + line + "\x1b[0m"; }));
  expect_same(each_line(text(), [](const std::string& line) {
    return "\rPASS:  98%|\xE2\x96\x88\xE2\x96\x8A | 102/104 [01:25<00:05,  2.94s/it]\r        \r" +
           line;
  }));
}

TEST_P(ChangedLog, BlanksInsteadOfTabsAndBehindTheLines) {
  expect_same(each_line(log_with(text(), "\t", "        "),
                        [](const std::string& line) { return line + "   "; }));
}

TEST_P(ChangedLog, RunsOfBlanksHaveCollapsed) {
  const std::string collapsed = each_line(text(), [](std::string line) {
    line = log_with(line, "\t", " ");
    while (line.find("  ") != std::string::npos) line = log_with(line, "  ", " ");
    return line[0] == ' ' ? line.substr(1) : line;
  });
  GenerateLog expected = read_log(text());
  for (auto& layer : expected.layers)
    while (layer.text.find("  ") != std::string::npos) layer.text = log_with(layer.text, "  ", " ");
  for (StLine& user : expected.user_allocated)
    while (user.text.find("  ") != std::string::npos) user.text = log_with(user.text, "  ", " ");
  EXPECT_EQ(facts(read_log(collapsed)), facts(expected));
}

TEST_P(ChangedLog, ATerminalHasWrappedTheLines) {
  GenerateLog expected = read_log(text());
  expected.layers.clear();
  for (const size_t width : {72u, 80u, 100u, 120u, 200u}) {
    GenerateLog wrapped = read_log(each_line(text(), [&](const std::string& line) {
      std::string pieces;
      for (size_t at = 0; at < line.size(); at += width)
        pieces += (at > 0 ? "\n" : "") + line.substr(at, width);
      return pieces;
    }));
    wrapped.layers.clear();  // a table of free text cannot be put together again
    EXPECT_EQ(facts(wrapped), facts(expected)) << width;
  }
}

TEST_P(ChangedLog, AMailHasWrappedTheLinesBetweenWords) {
  GenerateLog expected = read_log(text());
  expected.layers.clear();
  for (const size_t width : {90u, 120u}) {
    GenerateLog wrapped = read_log(each_line(text(), [&](std::string line) {
      std::string pieces;
      while (line.size() > width && line.rfind(' ', width) > 20 &&
             line.rfind(' ', width) != std::string::npos) {
        const size_t end = line.rfind(' ', width);
        pieces += line.substr(0, end) + "\n";
        line = line.substr(end + 1);
      }
      return pieces + line;
    }));
    wrapped.layers.clear();
    EXPECT_EQ(facts(wrapped), facts(expected)) << width;
  }
}

// --- Logs that are not whole -------------------------------------------------------------------

TEST(GenerateLog, AnyPartOfALogIsReadAsFarAsItGoesOrRefused) {
  const std::string whole = facts(read_log(kLog2));
  for (const std::string& text : {kLog2, kReport3}) {
    for (size_t size = 0; size < text.size(); size += 3) {
      const auto head = parse_generate_log(as_bytes(text).first(size));
      const auto tail = parse_generate_log(as_bytes(text).subspan(size));
      for (const auto& log : {head, tail}) {
        if (!log) continue;
        for (const auto& pool : log->pools) EXPECT_GT(pool.end, pool.begin) << size;
        for (const auto& range : log->ranges) {
          EXPECT_GE(range.begin, 0x34000000u) << size;
          EXPECT_GT(range.end, range.begin) << "an address that was cut is not read: " << size;
        }
        for (const auto& epoch : log->epochs) EXPECT_NE(epoch.engine, "") << size;
      }
    }
  }
}

TEST(GenerateLog, ALineThatBreaksOffIsNotReadAsAnother) {
  const std::string whole = "npuRAM3 [0x34200000 - 0x34270000]: 0x34200000-0x34201000";
  EXPECT_THAT(read_log(kLog2 + whole.substr(0, whole.size() - 3) + "\n").unknown, SizeIs(1));
  EXPECT_THAT(read_log(kLog2 + "epoch 11\n").unknown, SizeIs(1));
  EXPECT_THAT(read_log(kLog2 + "Total number of epochs: 119 of which 2\n").unknown, SizeIs(1));
}

TEST(GenerateLog, AnEndWithoutALineEndIsNoted) {
  const GenerateLog log = read_log("ST Edge AI Core v4.0.0-1 abc\nTotal number of epochs 12");
  EXPECT_THAT(log.notes.back().text, HasSubstr("may have been cut"));
}

TEST(GenerateLog, WhatIsNotUnderstoodIsListedWithItsLine) {
  const GenerateLog log =
      read_log("Hello, my board gives other numbers:\n" + kLog2 + "Can anybody help?\n");
  ASSERT_THAT(log.unknown, SizeIs(2));
  EXPECT_EQ(log.unknown[0].line, 1);
  EXPECT_EQ(log.unknown[1].text, "Can anybody help?");
  EXPECT_EQ(log.unknown[1].line, log.lines);
}

TEST(GenerateLog, ManyEditsOfALogNeverFail) {
  for (const std::string& text : {kLog2, kReport3}) {
    uint32_t state = 1;
    for (int round = 0; round < 300; ++round) {
      std::string damaged = text;
      for (int i = 0; i < 20; ++i) {
        state = state * 1664525 + 1013904223;
        damaged[state % damaged.size()] = static_cast<char>(state >> 24);
      }
      const auto log = parse_generate_log(as_bytes(damaged));
      const size_t lines = log ? static_cast<size_t>(log->lines) : 0;
      EXPECT_LE(log ? log->unknown.size() : 0, lines);
    }
  }
}

// --- Several runs, failures, other programs ------------------------------------------------------

TEST(GenerateLog, OfSeveralRunsTheLastWithASummaryIsDescribed) {
  const std::string failed =
      "$ stedgeai generate --model other.onnx --target stm32n6\n"
      "ST Edge AI Core v4.0.1-20581 7ed50de05\n"
      "E010(InvalidModelError): no such thing\n";
  const GenerateLog log = read_log(kReport3 + kLog2 + failed);
  EXPECT_EQ(log.tool_version.text, "2.2.0-20266 2adc00962");
  EXPECT_THAT(log.errors, IsEmpty());
  EXPECT_EQ(log.find("model_name")->value, "tiny");
  std::string notes;
  for (const StLine& note : log.notes) notes += note.text + "\n";
  EXPECT_THAT(notes, HasSubstr("another run of the tool (generate), which is not described here: "
                               "E010(InvalidModelError): no such thing"));
}

TEST(GenerateLog, ARunThatFailedIsDescribedWhereThereIsNoOther) {
  const GenerateLog log = read_log(
      "ST Edge AI Core v4.0.1-20581 7ed50de05\n"
      "WARNING: conv_1 is not quantized\n"
      " >>>> EXECUTING NEURAL ART COMPILER\n"
      "   atonn -i \"a.onnx\" --native-float\n"
      "      >>> Shell execution has FAILED (returned code = 1)\n"
      "      $ atonn -i a.onnx --native-float\n"
      "      Warning: Oauto did not find valid compile options: aborting\n"
      "      total bytes left unallocated=3211264\n"
      "      <<<\n"
      "   E103(CliRuntimeError): Error calling the Neural Art compiler\n");
  EXPECT_THAT(log.unknown, IsEmpty());
  ASSERT_THAT(log.errors, SizeIs(2));
  EXPECT_THAT(log.errors[0].text, HasSubstr("left unallocated=3211264"));
  EXPECT_EQ(log.errors[1].line, 10);
  EXPECT_THAT(log.warnings, SizeIs(1));
  EXPECT_EQ(log.compiler_flag("--native-float"), "");
}

TEST(GenerateLog, ADiscardedQuantizationIsAWarningWhereverItStands) {
  const GenerateLog log =
      read_log(log_with(kLog2, " <<<< DONE EXECUTING NEURAL ART COMPILER",
                        "INVALID_ARGUMENT:(tensors[7]): invalid value \"BOOL\"\n"
                        "Ignore Quantization JSON file; unsupported version ''\n"
                        "mapping nodes\n"
                        " <<<< DONE EXECUTING NEURAL ART COMPILER"));
  EXPECT_THAT(log.unknown, IsEmpty());
  EXPECT_THAT(log.warnings, SizeIs(2));
  EXPECT_THAT(log.errors, SizeIs(1));
}

TEST(GenerateLog, AnIdeAndAValidationAroundARunAreNotedApart) {
  const std::string around =
      "Generate Project\nCalculating memory footprint...\n" + kLog2 +
      "--- Compiling build/main.o\narm-none-eabi-gcc -c main.c\nmain.c:1: warning: unused\n"
      "$ stedgeai validate --mode target\nSetting validation data...\n"
      "  I[1/1] 'Input_0_out_0' : int8[1,64], 64 Bytes\n Warning: signature checking is skipped\n"
      "elapsed time (VALIDATE): 4.662s\n";
  const GenerateLog log = read_log(around);
  EXPECT_THAT(log.unknown, IsEmpty());
  EXPECT_EQ(log.command_flag("--model"), "tiny.onnx");
  EXPECT_THAT(log.warnings, SizeIs(1)) << "of ST's tool alone";
}

TEST(GenerateLog, ACommandOverSeveralLinesIsOne) {
  const GenerateLog log = read_log(
      "$ stedgeai generate --model a.onnx \\\n   --target stm32n6 \\\n"
      "  --st-neural-art\nST Edge AI Core v3.0.0-1\n");
  EXPECT_EQ(log.command_flag("--target"), "stm32n6");
  EXPECT_EQ(log.command_flag("--st-neural-art"), "");
  EXPECT_THAT(log.unknown, IsEmpty());
}

TEST(GenerateLog, CommandsAreFoundBehindEveryPrompt) {
  for (const char* prompt :
       {"PS C:\\ST\\2.2> ./stedgeai", "me@pc:~/net$ stedgeai", "C:\\ST>stedgeai.exe",
        ">>> stedgeai", "# /opt/st/stedgeai", "\"C:\\Program Files\\ST\\stedgeai.exe\""}) {
    const GenerateLog log =
        read_log(std::string(prompt) + " generate -m a.onnx\nST Edge AI Core v2.1.0-1\n");
    EXPECT_EQ(log.command_flag("-m"), "a.onnx") << prompt;
  }
  EXPECT_EQ(read_log("I ran stedgeai generate -m a.onnx\nST Edge AI Core v2.1.0-1\n").command.text,
            "")
      << "prose is no command";
}

TEST(GenerateLog, OtherTextsAreRefusedAndNamed) {
  const auto message = [](const std::string& text) {
    const auto log = parse_generate_log(as_bytes(text));
    return log ? "a log" : log.error().message();
  };
  EXPECT_THAT(message(""), HasSubstr("an empty file"));
  EXPECT_THAT(message("hello\n"), HasSubstr("not a log of `stedgeai generate`"));
  EXPECT_THAT(message("{\"a\": 1}\n"), HasSubstr("JSON"));
  EXPECT_THAT(message("#include <stdio.h>\n"), HasSubstr("a source in C"));
  EXPECT_THAT(message("boot\ndumping [conv] len = 4 phy: 0x34200000\n"),
              HasSubstr("a dump of buffers"));
  EXPECT_THAT(message(std::string("ab\0cd", 5)), HasSubstr("a binary file"));
  EXPECT_THAT(message("ST Edge AI Core v2.2.0-1\nParameters            : validate -m a.tflite\n"
                      "Setting validation data...\n"),
              HasSubstr("`stedgeai validate`"));
}

}  // namespace
}  // namespace npuscope
