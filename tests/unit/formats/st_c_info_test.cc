// SPDX-License-Identifier: Apache-2.0
#include "formats/st/c_info.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace npuscope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const std::string kTools = R"("environment": {"generated_model": {"name": "network"}, "tools": [
  {"name": "ST.EdgeAI.Core", "version": "2.2.0-1 abc", "arguments": "generate",
   "input_model": {"name": "tiny", "model_files": [{"name": "tiny.onnx", "signature": "0xab"}]}},
  {"name": "ATONN Compiler", "version": "1.1.1-14", "arguments": "-i tiny_OE.onnx"}]})";

const std::string kPools = R"("memory_pools": [
  {"id": 2, "name": "npuRAM5", "fname": "atonbuf.AXISRAM5.raw", "address": "875429888",
   "offset_start": 0, "size_bytes": 458752, "used_size_bytes": 4096, "rights": "ACC_WRITE",
   "cacheable": "CACHEABLE_UNDEF", "user_allocated": false, "subpools": []},
  {"id": 8, "name": "_user_io_input_0", "address": "", "size_bytes": 3072,
   "rights": "ACC_WRITE", "user_allocated": true, "subpools": []},
  {"id": 9, "name": "octoFlash", "fname": "atonbuf.xSPI2.raw", "address": "0x71000000",
   "size_bytes": 1024, "used_size_bytes": 12, "rights": "ACC_READ", "cacheable": "CACHEABLE_ON",
   "subpools": []},
  {"id": 10, "name": "npuRAM5_npuRAM6", "address": "875429888", "size_bytes": 917504,
   "rights": "ACC_WRITE", "subpools": [2, 1]}])";

const std::string kBuffers = R"("buffers": [
  {"id": 1, "name": "Input_0_out_0", "mpool_id": 8, "offset_start": 0, "size_bytes": 3072,
   "is_param": false, "epochs": {"start": 0, "end": 1}, "shape": [1, 3, 32, 32],
   "channel_first": false, "channel_last": true, "batch": 3, "format": "STAI_FORMAT_U8",
   "nbits": 8, "qmn": {"m": 8, "n": 0, "sign": 0},
   "intq": {"axis": -1, "scales": [0.5], "offsets": [3]}},
  {"id": 4, "name": "Conv2D_1_mul_scale_out_3", "mpool_id": 2, "offset_start": 64,
   "size_bytes": 2048, "is_param": false, "epochs": {"start": 2, "end": 5},
   "shape": [1, 16, 8, 8], "channel_first": false, "channel_last": false, "batch": 8,
   "format": "STAI_FORMAT_Q", "nbits": 16, "qmn": {"m": 19, "n": -4, "sign": 1}},
  {"id": 7, "name": "Conv2D_1_weights", "mpool_id": 9, "offset_start": 8, "size_bytes": 4,
   "is_param": true, "epochs": {"start": 0, "end": 9}, "shape": [2, 2],
   "channel_first": true, "channel_last": true, "batch": 1, "format": "STAI_FORMAT_S8",
   "nbits": 8, "qmn": {"m": 7, "n": 0, "sign": 1},
   "intq": {"axis": 0, "scales": [0.1, 0.2], "offsets": [0, 0]}}])";

const std::string kGraph2 = R"("graphs": [{"inputs": [1], "outputs": [4], "nodes": [
  {"id": 106, "name": "epoch_1", "mapping": "NODE_EC", "inputs": [1], "outputs": [4],
   "description": "Epoch Controller _ec_blob_1", "attributes": {}, "subgraph_nodes": [
     {"id": 107, "name": "Conv2D_1", "mapping": "NODE_HW", "description": "Node kind=Conv",
      "inputs": [1, 7], "outputs": [4], "subgraph_nodes": []}]},
  {"id": 200, "name": "epoch_2", "mapping": "NODE_SW", "description": "", "subgraph_nodes": []}],
 "edges": [
  {"name": "epochdep_0_1", "edge_kind": "EDGE_FLOW", "buffer": 0,
   "start": {"node_id": 1, "port": 0}, "end": {"node_id": 106, "port": 0}},
  {"name": "Conv2D_1_out_0_FLOAT__1_16_8_8__", "edge_kind": "EDGE_MEMORY", "buffer": 4,
   "start": {"node_id": 106, "port": 0}, "end": {"node_id": 200, "port": 0}}]}],
 "ec_blobs_info": [{"name": "_ec_blob_1", "nodes_id": [106], "encrypted": true}])";

std::string whole(const std::string& graph) {
  return "{" + kTools + ", " + kPools + ", " + kBuffers + ", " + graph + "}";
}
CInfo read(const std::string& text) {
  auto info = parse_c_info(as_bytes(text));
  EXPECT_TRUE(info) << (info ? "" : info.error().message());
  return info ? *info : CInfo{};
}
std::string c_info_error(const std::string& text) {
  const auto info = parse_c_info(as_bytes(text));
  return info ? "no error" : info.error().message();
}
std::string replaced(std::string text, const std::string& what, const std::string& with) {
  return text.replace(text.find(what), what.size(), with);
}

TEST(CInfoFile, ToolsNameVersionsModelAndCompiler) {
  const StProvenance provenance = read(whole(kGraph2)).provenance;
  EXPECT_EQ(provenance.tool_version, "2.2.0-1 abc");
  EXPECT_EQ(provenance.model_file, "tiny.onnx");
  EXPECT_EQ(provenance.model_signature, "0xab");
  EXPECT_EQ(provenance.compiler_version, "1.1.1-14");
  EXPECT_EQ(provenance.compiler_arguments, "-i tiny_OE.onnx");
}

TEST(CInfoFile, BuffersAreLikeThoseOfGeneratedCode) {
  const CInfo info = read(whole(kGraph2));
  ASSERT_THAT(info.buffers, SizeIs(3));
  EXPECT_THAT(info.buffer_ids, ElementsAre(1, 4, 7));
  const StBuffer& input = info.buffers[0];
  EXPECT_TRUE(input.user_allocated);
  EXPECT_EQ(input.base.base, StAddress::Base::kUser);
  EXPECT_EQ(input.base.symbol, "_user_io_input_0");
  EXPECT_EQ(input.channels, StChannelPosition::kLast);
  EXPECT_EQ(input.element, ElementType::kUint8);
  EXPECT_TRUE(input.is_unsigned);
  EXPECT_THAT(input.zero_point, ElementsAre(3));
  EXPECT_FALSE(input.per_channel);
  const StBuffer& sums = info.buffers[1];
  EXPECT_EQ(sums.base.base, StAddress::Base::kAbsolute);
  EXPECT_EQ(sums.base.address, 0x342E0000u) << "of the pool; the offset is apart";
  EXPECT_EQ(sums.offset_start, 64);
  EXPECT_EQ(sums.bytes(), 2048);
  EXPECT_EQ(sums.channels, StChannelPosition::kMixed);
  EXPECT_EQ(sums.batch, 8);
  EXPECT_TRUE(sums.fixed_point);
  EXPECT_EQ(sums.Qn, -4);
  EXPECT_EQ(sums.epoch, 2);
  EXPECT_EQ(sums.last_epoch, 5);
  EXPECT_THAT(sums.scale, IsEmpty());
  const StBuffer& weights = info.buffers[2];
  EXPECT_TRUE(weights.parameter);
  EXPECT_TRUE(weights.per_channel);
  EXPECT_EQ(weights.channels, StChannelPosition::kUndefined) << "first and last is neither";
}

TEST(CInfoFile, PoolsWithAndWithoutAnAddressAreApart) {
  const CInfo info = read(whole(kGraph2));
  ASSERT_THAT(info.pools, SizeIs(3));
  EXPECT_EQ(info.pools[0].postfix, "AXISRAM5");
  EXPECT_EQ(info.pools[0].used, 4096);
  EXPECT_EQ(info.pools[0].cacheable, std::nullopt) << "CACHEABLE_UNDEF";
  EXPECT_EQ(info.pools[1].address, 0x71000000u);
  EXPECT_EQ(info.pools[1].cacheable, true);
  EXPECT_EQ(info.pools[1].writable, false);
  EXPECT_TRUE(info.pools[2].is_virtual);
  ASSERT_THAT(info.unplaced_pools, SizeIs(1));
  EXPECT_EQ(info.unplaced_pools[0].name, "_user_io_input_0");
}

TEST(CInfoFile, NodesEdgesAndBlobsOf2xAreRead) {
  const CInfo info = read(whole(kGraph2));
  ASSERT_THAT(info.nodes, SizeIs(2));
  EXPECT_EQ(info.nodes[0].mapping, "NODE_EC");
  EXPECT_EQ(info.nodes[0].kind, "Epoch Controller _ec_blob_1");
  ASSERT_THAT(info.nodes[0].inner, SizeIs(1));
  EXPECT_EQ(info.nodes[0].inner[0].kind, "Conv");
  EXPECT_THAT(info.nodes[0].inner[0].inputs, ElementsAre(1, 7));
  ASSERT_THAT(info.edges, SizeIs(2));
  EXPECT_EQ(info.edges[0].buffer, std::nullopt) << "0 is none";
  EXPECT_EQ(info.edges[1].buffer, 4);
  EXPECT_EQ(info.edges[1].from_node, 106);
  ASSERT_THAT(info.blobs, SizeIs(1));
  EXPECT_TRUE(info.blobs[0].encrypted);
  EXPECT_THAT(info.blobs[0].nodes, ElementsAre(106));
  EXPECT_FALSE(info.cpu_only);
}

TEST(CInfoFile, KeysOf3xAreRead) {
  const CInfo info = read("{" + kTools + R"(, "graphs": [{"nodes": [
    {"id": 1, "name": "epoch_0", "mapping": "NODE_NO_X", "type": "", "subgraph_nodes": [
      {"id": 2, "name": "Conv2D_1_weights", "mapping": "NODE_NO_X", "type": "Param"}]},
    {"id": 3, "name": "epoch_1", "mapping": "NODE_HW", "type": "", "subgraph_nodes": [
      {"id": 4, "name": "Conv2D_1", "mapping": "NODE_HW", "type": "Conv",
       "attributes": {"HWUnit": "CONV_ACC_V2 3"}}]}]}]})");
  ASSERT_THAT(info.nodes, SizeIs(2));
  EXPECT_EQ(info.nodes[0].inner[0].kind, "Param");
  EXPECT_EQ(info.nodes[1].inner[0].kind, "Conv");
  EXPECT_EQ(info.nodes[1].inner[0].hw_unit, "CONV_ACC_V2 3");
}

TEST(CInfoFile, CodeForTheCpuAloneIsRecognised) {
  const std::string cpu = R"({"environment": {"tools": [{"name": "ST.EdgeAI.Core"}]},
    "memory_pools": [
      {"id": 0, "name": "heap_overlay_pool", "address": "NULL", "size_bytes": -1},
      {"id": 1, "name": "weights_array", "address": "s_network_weights_array_u64",
       "size_bytes": -1, "rights": "ACC_READ"}],
    "buffers": [{"id": 3, "name": "w", "mpool_id": 1, "offset_start": 4, "size_bytes": 8,
                 "format": "STAI_FORMAT_FLOAT", "nbits": 32, "qmn": {}, "intq": {}}],
    "graphs": [{"inputs": [], "nodes": [{"id": 1, "name": "conv", "mapping": "NODE_SW",
                                         "description": "Conv2D"}]}]})";
  const CInfo info = read(cpu);
  EXPECT_TRUE(info.cpu_only);
  EXPECT_THAT(info.pools, IsEmpty());
  EXPECT_THAT(info.unplaced_pools, SizeIs(2));
  EXPECT_EQ(info.buffers[0].base.symbol, "s_network_weights_array_u64");
  EXPECT_EQ(info.nodes[0].kind, "Conv2D");
  EXPECT_FALSE(read(replaced(cpu, "NODE_SW", "NODE_HW")).cpu_only);
  EXPECT_FALSE(read(R"({"environment": {}, "validation": {"val_metrics": []}})").cpu_only)
      << "what validate writes says nothing";
}

TEST(CInfoFile, ContradictionsAreRefused) {
  const std::string text = whole(kGraph2);
  EXPECT_THAT(c_info_error(replaced(text, R"("mpool_id": 2)", R"("mpool_id": 77)")),
              HasSubstr("buffer 'Conv2D_1_mul_scale_out_3' lies in a pool that is not there"));
  EXPECT_THAT(c_info_error(replaced(text, R"("size_bytes": 2048)", R"("size_bytes": -1)")),
              HasSubstr("leaves the address space"));
  EXPECT_THAT(
      c_info_error(replaced(text, R"("offset_start": 64)", R"("offset_start": 3422552065)")),
      HasSubstr("leaves the address space"));
  EXPECT_THAT(c_info_error(replaced(text, R"("875429888")", R"("4294967295")")),
              HasSubstr("pool 'npuRAM5' leaves the address space"));
  EXPECT_THAT(c_info_error(replaced(text, R"("inputs": [1])", R"("inputs": [99])")),
              HasSubstr("names a buffer that is not there"));
}

TEST(CInfoFile, NoCutAndNoEditOfAFileMakesItFail) {
  const std::string text = whole(kGraph2);
  for (size_t size = 0; size < text.size(); size += 7)
    EXPECT_FALSE(parse_c_info(as_bytes(text).first(size))) << size;
  uint32_t state = 7;
  for (int round = 0; round < 500; ++round) {
    std::string damaged = text;
    state = state * 1664525 + 1013904223;
    damaged[state % damaged.size()] = static_cast<char>(state >> 24);
    (void)parse_c_info(as_bytes(damaged));
  }
}

}  // namespace
}  // namespace npuscope
