// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace npuscope {

// Texts in the form of ST Edge AI Core's files; names and numbers are our own.

constexpr std::string_view kQuantJson = R"({
 "version": "4.0",
 "environment": {
  "generated_model": {"name": "network"},
  "tools": [{"name": "ST.EdgeAI.Core", "version": "2.2.0-1 abc", "arguments": "generate -m tiny.onnx",
             "input_model": {"name": "tiny", "type": "onnx"}}]},
 "model_info": {
  "original_inputs": [{"name": "in", "shape": [1, 2], "data_format":
    {"type": "FLOAT", "size": 32, "scale": [], "zero": [], "quantizer": "NONE"}}],
  "original_outputs": [{"name": "out", "shape": [1, 2], "data_format":
    {"type": "SIGNED", "size": 8, "scale": [0.25], "zero": [-128], "quantizer": "UNIFORM"}}]},
 "tensors": {
  "Input_0_out_0": {"format": {"params": [[0.5], [-1]], "class": "integer", "type": "S8"},
    "data_channel_position": "CHLAST", "user_allocated": false},
  "Conv2D_1_weights": {"format": {"params": [[0.1, 0.2], [0, 0]], "class": "integer", "type": "S8"}},
  "Relu_2_out_0": {"format": {"params": [null, null], "class": "float32", "type": "FLOAT32"}},
  "Quantize_10_out_0": {"format": {"params": [[0.75], [3]], "class": "integer", "type": "U8"},
    "user_allocated": true},
  "Quantize_9_out_0": {"format": {"params": [[0.25], [-128]], "class": "integer", "type": "S8"},
    "user_allocated": true}},
 "nodes": {"Conv2D_1": {"names": ["conv", "relu"]}, "Relu_2": {"names": ["__FE_GENERATED__"]}}
})";

constexpr std::string_view kCInfo = R"({
 "json_schema_version": "2.0",
 "environment": {"generated_model": {"name": "network"},
  "tools": [{"name": "ST.EdgeAI.Core", "version": "3.0.0-1 def"}, {"name": "ATONN Compiler"}]},
 "buffers": [
  {"id": 7, "name": "Input_0_out_0", "format": "STAI_FORMAT_S8", "shape": [1, 2],
   "intq": {"axis": 1, "scales": [0.5], "offsets": [-1]}},
  {"id": 9, "name": "Quantize_9_out_0", "format": "STAI_FORMAT_S8", "shape": [1, 2],
   "intq": {"scales": [0.25], "offsets": [-128]}}],
 "graphs": [{"inputs": [7], "outputs": ["Quantize_9_out_0"], "nodes": []}],
 "validation": {"val_metrics": [
  {"desc": "X-cross #1", "acc": "n.a.", "rmse": 0.125, "cos": NaN}]}
})";

constexpr std::string_view kValidateReport =
    "ST Edge AI Core v2.2.0-1 abc\n"
    "Created date          : 2026-01-02 03:04:05\n"
    "Parameters            : validate --target stm32n6 -m tiny.onnx --mode target\n"
    "\n"
    "    c/I[1] conversion [Q(0.50000000,-1)]-> (3, 2)/int8, min/max=[-128, 127]\n"
    "    m/I[1] conversion [Q(0.50000000,-1)]-> (3, 2)/int8, min/max=[-128, 127]\n"
    "  I[1/1] 'Input_0_out_0'      :   int8[1,2], 2 Bytes, QLinear(0.500000000,-1,int8), "
    "activations\n"
    "  O[1/1] 'Quantize_9_out_0'   :   int8[1,2], 2 Bytes, QLinear(0.333333343,-128,int8), "
    "activations\n"
    "  runtime lib                 :   atonn-v1.1.1-14-ge619e860 (optimized SW lib)   \n"
    " c_outputs_1: (3, 1, 1, 2)/int8, min/max=[37, 127], scale=0.333333 zp=-128, out\r\n"
    " Cross accuracy report #1 (reference vs C-model)\n"
    " notes: - r/int8 data are dequantized with s=0.3333333432674408 zp=-128\n"
    "        - p/int8 data are dequantized with s=0.3333333432674408 zp=-128\n"
    "        - 3 samples (2 items per sample)\n"
    "\n"
    "Output       acc    rmse          mae           cos        tensor     \n"
    "---------------------------------------------\n"
    "X-cross #1   n.a.   0.000062930   0.000008617   1.000000   'out', 3 x int8(1x2), m_id=[1]   "
    "\n";

}  // namespace npuscope
