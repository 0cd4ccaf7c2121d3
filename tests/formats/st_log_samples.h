// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <string>

namespace npuscope {

/// The text with a tab for every '~'.
inline std::string with_tabs(std::string text) {
  std::replace(text.begin(), text.end(), '~', '\t');
  return text;
}

/// A console of `stedgeai generate` as versions 2.x print it, of a made-up network.
inline const std::string kLog2 = with_tabs(
    R"($ stedgeai generate --model tiny.onnx --target stm32n6 --st-neural-art lab@my_profile.json --inputs-ch-position chlast
ST Edge AI Core v2.2.0-20266 2adc00962
WARNING: Unsupported keys in the current profile lab are ignored: memory_desc
~> memory_desc is not a valid key anymore, use machine_desc instead
 >>>> EXECUTING NEURAL ART COMPILER
   /opt/st/atonn -i "/home/me/out dir/tiny_OE_3_3_0.onnx" --json-quant-file "/home/me/out dir/tiny_OE_3_3_0_Q.json" -g "network.c" --load-mpool "/home/me/lab.mpool" --all-buffers-info --native-float --optimization 3 --Ocache-opt --output-info-file "c_info.json"
 <<<< DONE EXECUTING NEURAL ART COMPILER

 Exec/report summary (generate)
 ---------------------------------------------------------------------------
 model file         :   /home/me/tiny.onnx
 type               :   onnx
 c_name             :   network
 options            :   allocate-inputs, allocate-outputs
 target/series      :   stm32n6npu
 model_fmt          :   ss/sa per tensor
 model_name         :   tiny
 model_hash         :   0x00112233445566778899aabbccddeeff
 params #           :   1,234 items (1.21 KiB)
 ---------------------------------------------------------------------------
 input 1/1          :   'Input_0_out_0', f32(1x16x16x3), 3.00 KBytes, activations
 output 1/1         :   'Quantize_7_out_0', int8(1x10), 10 Bytes, QLinear(0.250000000,-3,int8), activations
 macc               :   0
 weights (ro)       :   1,300 B (1.27 KiB) (1 segment) / -3,600(-73.5%) vs float model
 activations (rw)   :   4,096 B (4.00 KiB) (1 segment) *
 ---------------------------------------------------------------------------
 (*) 'input'/'output' buffers are allocated in the activations buffer

Computing AI RT data/code size (target=stm32n6npu)..
 -> compiler "gcc:arm-none-eabi-gcc" is not in the PATH

Compilation details
   ---------------------------------------------------------------------------------
Compiler version: 1.1.1-14
Compiler arguments:  -i /home/me/out dir/tiny_OE_3_3_0.onnx --json-quant-file /home/me/out dir/tiny_OE_3_3_0_Q.json -g network.c --load-mpool /home/me/lab.mpool --all-buffers-info --native-float --optimization 3 --Ocache-opt --output-info-file c_info.json
====================================================================================
Memory usage information  (input/output buffers are included in activations)
   ---------------------------------------------------------------------------------
~npuRAM3    [0x34200000 - 0x34270000]:      4.000 kB /    448.000 kB  (  0.89 % used) -- weights:          0  B (  0.00 % used)  activations:      4.000 kB (  0.89 % used)
~octoFlash  [0x72880000 - 0x72C80000]:      1.270 kB /      4.000 MB  (  0.03 % used) -- weights:      1.270 kB (  0.03 % used)  activations:          0  B (  0.00 % used)

Total:                                             5.270 kB                                  -- weights:      1.270 kB                  activations:      4.000 kB
Memory to be allocated by the user: inputs (3.000 kB)
~Input [0]:      3.000 kB
====================================================================================
Used memory ranges
   ---------------------------------------------------------------------------------
~npuRAM3    [0x34200000 - 0x34270000]: 0x34200000-0x34201000
~octoFlash  [0x72880000 - 0x72C80000]: 0x72880000-0x72880520
====================================================================================
Epochs details
   ---------------------------------------------------------------------------------
Total number of epochs: 5 of which 2 implemented in software

epoch ID   HW/SW/EC Operation (SW only)
epoch 1       HW
epoch 2      -SW-   (   QuantizeLinear   )
epoch 3       EC
epoch 4       ??
epoch 5      -SW-   (     Sub(float)     )
====================================================================================

 Generated files (2)
 ---------------------------------------------------------------------------
 /home/me/out/network.c
 /home/me/out/network_atonbuf.xSPI2.raw

Creating txt report file /home/me/out/network_generate_report.txt
elapsed time (generate): 7.131s
)");

/// A `*_generate_report.txt` as versions 3.0 and later write it, of a made-up network.
inline const std::string kReport3 = with_tabs(R"(ST Edge AI Core v3.0.0-20426 123672867
Created date          : 2026-01-02 03:04:05
Parameters            : generate --model "C:\my nets\tiny.onnx" --target stm32n6 --st-neural-art lab@lab.json

Model name - tiny
------ ------------------------ ---------------------- ------------ --------- -----------
m_id   layer (original)         oshape                 param/size        macc connected to
------ ------------------------ ---------------------- ------------ --------- -----------
0      image ()                 [b:1,h:16,w:16,c:3]
       conv2d_0 (CONV_2D)       [b:1,h:16,w:16,c:8]    224/896         57,352       image
1      eltwise_1 (ADD)          [b:1,h:16,w:16,c:8]                     2,048    conv2d_0
                                                                                    image
------ ------------------------ ---------------------- ------------ --------- -----------
model: macc=59,400 weights=896 activations=-- io=--

Compilation details
---------------------------------------------------------------------------------
Compiler version: 1.1.3-8
Compiler arguments:  -i C:\my nets\tiny_OE_3_3_1.onnx --json-quant-file C:\my nets\tiny_OE_3_3_1_Q.json -g network.c --enable-epoch-controller
====================================================================================
Memory usage information
---------------------------------------------------------------------------------
~npuRAM6    [0x34350000 - 0x343C0000]:      8.000 kB /    448.000 kB  (  1.79 % used) -- weights:          0  B (  0.00 % used)  activations:      8.000 kB (  1.79 % used)
====================================================================================
Used memory ranges
---------------------------------------------------------------------------------
~npuRAM6    [0x34350000 - 0x343C0000]: 0x34350000-0x34351000, 0x34352000-0x34353000
====================================================================================
Epochs details
---------------------------------------------------------------------------------
Total number of epochs                               53
>> pure software (SW) epochs                         1
>> hybrid epochs (using both software and hardware)  1
>> pure hardware (HW or EC) epochs                   51  (implemented in 1 epoch controller blobs/meta epochs)

+---------------------+--------+--------------+
| epoch ID            |  Type  |   Details    |
+---------------------+--------+--------------+
| epochs    1 -> 51   |   EC   |              |
| epoch_52            | Hybrid | DepthToSpace |
| epoch_53            |   SW   |  Sub(float)  |
+---------------------+--------+--------------+
====================================================================================
 Requested memory size by section - "stm32n6npu" target
 ------------------------------- ------- -------- ------ --------
 module                             text   rodata   data      bss
 ------------------------------- ------- -------- ------ --------
 network.o                           220    1,754      0        0
 lib (toolchain)*                      0        0      0        0
 ------------------------------- ------- -------- ------ --------
 *  toolchain objects (libm/libgcc*)
)");

}  // namespace npuscope
